//! Words that nobody thought of.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What makes texts difficult.
const PIECES: [&str; 44] = [
    "e\u{301}",
    "a\u{308}\u{301}\u{323}",
    "👩‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u{202e}abc\u{202c}",
    "\u{2067}",
    "\u{200f}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{2060}",
    "שלום",
    "مرحبا",
    "漢字",
    "ก็",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{e000}",
    "\u{a0}",
    "\u{3000}",
    "\r\n",
    "\n",
    "\r",
    "\n\n\n",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\t",
    "  ",
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "<b>",
    "&amp;",
    "\"",
    "'",
    "{{ 1 }}",
    "%41",
    "+",
    "=",
    "\\",
    "-- \n",
];

/// Any text: letters, scripts, marks, line breaks of every kind, and what nobody sees.
pub fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(PIECES.as_slice()).prop_map(str::to_owned),
        3 => "[a-zA-Z ]{1,8}",
        1 => "\\PC{1,6}",
    ];
    prop_oneof![4 => vec(piece, 0..10).prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}
