//! What was typed or pasted, without what nobody sees.
//!
//! Word, PDF readers and phones leave characters behind that have no shape. Whoever pasted them saw a text without them, so that text
//! is what is kept, and nothing has to be refused. What has a shape stays, and so does what gives one to the letters around it.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// A text of several lines: line breaks of every kind (RFC 20's CR and LF, Word's vertical tab, Unicode's NEL, LS and PS) are `\n`,
/// and what orders words of two directions stays. Empty if there is nothing to see.
pub(crate) fn lines(typed: &str) -> String {
    let typed = typed.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let text = seen(&typed, |c| c == '\n' || c == '\t' || orders(c));
    if is_blank(&text) { String::new() } else { text.trim().to_owned() }
}

/// A text of one line: white space of every kind and length is one space. Empty if there is nothing to see.
pub(crate) fn line(typed: &str) -> String {
    let text = seen(typed, char::is_whitespace);
    if is_blank(&text) { String::new() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// The value of a decimal digit of any script.
///
/// # Source
/// The Unicode Standard, 4.6: the digits of a script stand in a row of ten, from 0 to 9.
pub(crate) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let is_digit = |code: u32| CATEGORY.get32(code) == GeneralCategory::DecimalNumber;
    let code = u32::from(c);
    is_digit(code).then(|| (1..code).take_while(|back| is_digit(code - back)).fold(0, |value, _| (value + 1) % 10))
}

const CATEGORY: icu_properties::CodePointMapDataBorrowed<'static, GeneralCategory> =
    CodePointMapData::<GeneralCategory>::new();
const IGNORABLE: icu_properties::CodePointSetDataBorrowed<'static> =
    CodePointSetData::new::<DefaultIgnorableCodePoint>();

/// `typed` without the characters that have no shape, but for those that `stays` names.
fn seen(typed: &str, stays: impl Fn(char) -> bool) -> String {
    let mut is_in_flag = false;
    let keep = |c: char| {
        is_in_flag = c == FLAG || (is_in_flag && is_tag(c));
        let meant = meant(c);
        (stays(meant) || has_part(meant) || (is_in_flag && is_tag(meant))).then_some(meant)
    };
    typed.chars().filter_map(keep).collect()
}

/// Whether a character is seen, or changes how its neighbours are.
fn has_part(c: char) -> bool {
    match CATEGORY.get(c) {
        GeneralCategory::Control => false,
        // Those that join letters and emoji; the signs that Arabic and other scripts count as formats have a shape.
        GeneralCategory::Format => matches!(c, '\u{200c}' | '\u{200d}') || !is_ignorable(c),
        // Noncharacters and what is never to be shown. Other code points may be letters of a later Unicode.
        GeneralCategory::Unassigned => !is_ignorable(c) && !is_noncharacter(c),
        // An object that was not pasted along.
        _ => c != '\u{fffc}',
    }
}

/// What [`DefaultIgnorableCodePoint`] says, and the marks around an annotation, which only wait to be in it.
fn is_ignorable(c: char) -> bool {
    IGNORABLE.contains(c) || matches!(c, '\u{fff9}'..='\u{fffb}')
}

const fn is_noncharacter(c: char) -> bool {
    c as u32 & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// The marks and isolates of the Unicode Bidirectional Algorithm. Embeddings are what isolates replace, and overrides, which show
/// letters in another order than they are typed, are junk or a trick.
const fn orders(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}')
}

/// The black flag, which tags behind it make that of England, Scotland or Wales (UTS #51).
const FLAG: char = '\u{1f3f4}';

const fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Whether a text shows nothing at all: of white space, fillers and marks without a letter there may be any number.
fn is_blank(text: &str) -> bool {
    let is_braille_blank = |c| c == '\u{2800}';
    text.chars().all(|c| c.is_whitespace() || is_ignorable(c) || is_braille_blank(c))
}

/// What a character stands for that a program wrote by the wrong table.
fn meant(c: char) -> char {
    match c {
        // A line break in Unicode, as text came from other computers once.
        '\u{85}' => c,
        '\u{80}'..='\u{9f}' => WINDOWS_1252[c as usize - 0x80],
        // Word's bullet, in the private use of its font Symbol.
        '\u{f0b7}' => '•',
        other => other,
    }
}

/// What the C1 controls stand for where they are none: Windows-1252. Five have no other meaning.
///
/// # Source
/// WHATWG Encoding, index windows-1252; HTML reads `&#146;` by it.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out() {
        for unseen in [
            "\0",
            "\u{1}",
            "\u{3}",
            "\u{7}",
            "\u{8}",
            "\u{13}",
            "\u{14}",
            "\u{15}",
            "\u{1b}",
            "\u{1e}",
            "\u{1f}",
            "\u{7f}",
            "\u{81}",
            "\u{ad}",
            "\u{200b}",
            "\u{2060}",
            "\u{2063}",
            "\u{202a}",
            "\u{202c}",
            "\u{202d}",
            "\u{202e}",
            "\u{feff}",
            "\u{fff9}",
            "\u{fffb}",
            "\u{fffc}",
            "\u{fffe}",
            "\u{ffff}",
            "\u{10ffff}",
            "\u{fdd0}",
            "\u{e0001}",
            "\u{e0041}",
            "\u{e0fff}",
        ] {
            assert_eq!(lines(&format!("een{unseen}twee")), "eentwee", "{unseen:?}");
            assert_eq!(line(&format!("{unseen}een {unseen} twee{unseen}")), "een twee", "{unseen:?}");
        }
    }

    #[test]
    fn what_is_seen_or_shapes_what_is_seen_stays() {
        for words in [
            "Ünïcode e\u{301} a\u{34f}b",
            "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 葛\u{e0100} 👍🏽",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم क्\u{200d}ष",
            "\u{600}١٢ \u{6dd}٣ \u{115f}\u{1161}",
            "\u{fffd} \u{e000} \u{f0a7} \u{378}",
            "⠓⠁⠇⠇⠕",
        ] {
            assert_eq!(line(words), words);
            assert_eq!(lines(words), words);
        }
    }

    #[test]
    fn what_orders_words_of_two_directions_stays_in_a_text_of_several_lines_only() {
        let words = "\u{2067}שלום\u{2069}, a\u{200e}b\u{200f}c\u{61c}d";
        assert_eq!(lines(words), words);
        assert_eq!(line(words), "שלום, abcd");
    }

    #[test]
    fn tags_without_a_flag_are_nothing() {
        let flag = "🏴\u{e0067}\u{e007f}";
        assert_eq!(line(&format!("{flag}a\u{e0067}")), format!("{flag}a"));
    }

    #[test]
    fn punctuation_of_windows_1252_is_what_it_was() {
        assert_eq!(line("zo\u{92}n \u{93}balie\u{94} \u{96} \u{80} 5 \u{f0b7}"), "zo’n “balie” – € 5 •");
        assert_eq!(lines("een\u{85}twee"), "een\ntwee", "a line break in Unicode");
        let same: Vec<usize> =
            (0..32).filter(|place| u32::from(WINDOWS_1252[*place]) as usize == 0x80 + place).collect();
        assert_eq!(same, [0x01, 0x0d, 0x0f, 0x10, 0x1d]);
    }

    #[test]
    fn line_breaks_of_every_kind_are_one_kind() {
        assert_eq!(lines(" a\r\nb\rc\u{b}d\u{2028}e\tf \n"), "a\nb\nc\nd\ne\tf");
        assert_eq!(line("a\r\nb \u{a0} c\u{3000}d"), "a b c d");
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for blank in [
            "\u{200b}",
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{ad}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            " \u{200d} \u{fe0f}",
            "\u{17b4}",
            "\u{200f}",
        ] {
            assert_eq!((line(blank), lines(blank)), (String::new(), String::new()), "{blank:?}");
        }
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        for digits in
            ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"]
        {
            let values: Vec<Option<u32>> = digits.chars().map(digit).collect();
            assert_eq!(values, (0..10).map(Some).collect::<Vec<_>>(), "{digits}");
        }
        assert_eq!(['²', 'x', '½', '三'].map(digit), [None; 4]);
    }

    #[test]
    fn whatever_is_cleaned_is_clean() {
        let typed: String = (char::MIN..=char::MAX).flat_map(|c| ['a', c]).collect();
        assert!(lines(&lines(&typed)) == lines(&typed) && line(&line(&typed)) == line(&typed));
    }
}
