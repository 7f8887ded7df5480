//! The one form in which names and links meet. Unicode can write `é` as one character or as two; Macs name files with two, keyboards
//! type one, and they look the same.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Below this no character is ever changed, nor joined with another of these.
const FIRST_MARK: char = '\u{300}';

/// `text` in Unicode's composed form (NFC), which the web expects.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    let others = text.chars().filter(|c| *c >= FIRST_MARK);
    if text.is_ascii() || is_nfc_quick(others) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// The name that a link means: decoded, composed, and without characters that nobody sees and no name has.
pub(crate) fn named(link: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(link).decode_utf8();
    let decoded = decoded.unwrap_or(Cow::Borrowed(link));
    composed(&decoded).chars().filter(|c| !is_invisible(*c)).collect()
}

/// What Unicode leaves out of sight: soft hyphens, marks of direction and of width zero.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (written, expected) in [
            ("privé.md", "privé.md"),
            ("prive\u{301}.md", "privé.md"),
            ("priv%C3%A9.md", "privé.md"),
            ("prive%CC%81.md", "privé.md"),
            ("\u{200b}priv\u{ad}é.md", "privé.md"),
            ("in%20het%20kort.md", "in het kort.md"),
            ("%ff.md", "%ff.md"),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"),
        ] {
            assert_eq!(named(written), expected, "{written}");
        }
    }
}
