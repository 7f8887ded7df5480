//! What is kept of a text: said once more, by hand, and not by the code that is tested.

use complaint::Field;

/// What is kept of what was typed in a field: line breaks of every kind are `\n` or, on one line, a space, what nobody sees is gone, and a
/// text of nothing else is empty.
#[must_use]
pub fn kept(field: Field, typed: &str) -> String {
    let has_lines = matches!(field, Field::Description | Field::Wish);
    let mut text = typed.to_owned();
    if has_lines {
        for line_break in ["\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
            text = text.replace(line_break, "\n");
        }
    }
    let mut is_in_flag = false;
    let mut kept = String::new();
    for letter in text.chars() {
        let is_tag = ('\u{e0020}'..='\u{e007f}').contains(&letter);
        is_in_flag = letter == '\u{1f3f4}' || (is_in_flag && is_tag);
        match letter {
            '\u{80}'..='\u{9f}' if letter != '\u{85}' => {
                // As browsers read a number that means such a character: by Windows-1252.
                let page = crate::dom::parts(&format!("<p>&#{};", u32::from(letter)));
                let read = page.iter().filter(|part| part.name == "#text").flat_map(|part| part.text.chars());
                kept.extend(read.filter(|letter| !letter.is_control()));
            }
            '\u{f0b7}' => kept.push('•'),
            '\n' | '\t' => kept.push(letter),
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}' if has_lines => kept.push(letter),
            _ if is_tag && is_in_flag => kept.push(letter),
            _ if letter.is_whitespace() => kept.push(letter),
            _ if letter.is_control() || is_unseen(letter) => {}
            _ => kept.push(letter),
        }
    }
    if kept.chars().all(|letter| letter.is_whitespace() || shows_nothing(letter)) {
        String::new()
    } else if has_lines {
        kept.trim().to_owned()
    } else {
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Formats and code points that are never to be shown (`DerivedCoreProperties.txt`), and what is no character.
const fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}')
        || letter as u32 & 0xfffe == 0xfffe
}

/// What may stay within a text, and is none by itself.
const fn shows_nothing(letter: char) -> bool {
    is_unseen(letter)
        || matches!(letter,
            '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200d}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}')
}
