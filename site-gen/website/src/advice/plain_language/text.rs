//! A text, cut into words and sentences.

use super::names::{Names, is_no_letter, small};
use std::ops::Range;

pub(super) struct Text<'a> {
    pub(super) written: &'a str,
    pub(super) words: Vec<Word>,
    pub(super) sentences: Vec<Sentence>,
}

/// Abbreviations that end in a full stop which ends no sentence.
#[derive(Clone, Copy)]
pub(super) struct Stops<'a> {
    pub(super) with_a_stop: &'a Names,
    /// Those that may end a sentence all the same.
    pub(super) at_the_end: &'a Names,
}

/// What stands between blanks, without punctuation at its ends: also a number, an address, “en/of”.
pub(super) struct Word {
    /// With the full stop of an abbreviation.
    pub(super) range: Range<usize>,
    pub(super) plain: String,
    /// Whether only a blank parts it from the word before.
    pub(super) follows_blank: bool,
}

pub(super) struct Sentence {
    /// Their numbers in the text.
    pub(super) words: Range<usize>,
    /// Whether it ends as a sentence ends.
    pub(super) is_whole: bool,
}

const CLOSINGS: [char; 8] = ['”', '’', '“', '"', '\'', '»', ')', ']'];
const SENTENCE_ENDS: [char; 5] = ['.', '?', '!', '…', '؟'];

impl<'a> Text<'a> {
    pub(super) fn read(written: &'a str, stops: Stops<'_>) -> Self {
        let mut text = Text { written, words: Vec::new(), sentences: Vec::new() };
        let (mut start, mut first) = (0, 0);
        for chunk in written.split_inclusive(char::is_whitespace) {
            let end = start + chunk.trim_end().len();
            text.read_words(start..end, stops);
            if text.words.len() > first && text.ends_sentence(end, stops) {
                text.sentences.push(Sentence { words: first..text.words.len(), is_whole: true });
                first = text.words.len();
            }
            start += chunk.len();
        }
        if text.words.len() > first {
            text.sentences.push(Sentence { words: first..text.words.len(), is_whole: false });
        }
        text
    }

    /// The bytes from the first of these words to the last.
    pub(super) fn range(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].range.start..self.words[words.end - 1].range.end
    }

    /// The part of a word that is an abbreviation: “AVG” in “AVG-verzoek”. “2101 MP” and “Willem II” have none.
    pub(super) fn abbreviation(&self, number: usize) -> Option<Range<usize>> {
        let Range { start, end } = self.words[number].range;
        let written = &self.written[start..end];
        if written.ends_with('.') || is_dotted(written) {
            return Some(start..end);
        }
        let stem = written.split(['-', '\'', '’', '/']).next().unwrap_or_default();
        let is_capitals = (2..=6).contains(&stem.chars().count()) && stem.chars().all(char::is_uppercase);
        let is_number = stem.bytes().all(|letter| b"IVX".contains(&letter));
        let before = number.checked_sub(1).map_or("", |before| &self.words[before].plain);
        let is_postcode = stem.len() == 2 && before.len() == 4 && before.bytes().all(|byte| byte.is_ascii_digit());
        (is_capitals && !is_number && !is_postcode).then(|| start..start + stem.len())
    }

    /// Most often one word; none in “–”, and two in “week(en)”.
    fn read_words(&mut self, chunk: Range<usize>, stops: Stops<'_>) {
        let mut start = chunk.start;
        for part in self.written[chunk].split_inclusive(is_break) {
            let bare = part.trim_matches(is_no_letter);
            let from = start + part.len() - part.trim_start_matches(is_no_letter).len();
            let mut range = from..from + bare.len();
            start += part.len();
            if bare.is_empty() {
                continue;
            }
            let plain = small(bare);
            let is_listed = || stops.with_a_stop.has(&plain) || stops.at_the_end.has(&plain);
            if self.written[range.end..].starts_with('.') && (is_dotted(bare) || is_listed()) {
                range.end += 1;
            }
            let gap = self.words.last().map_or("", |before| &self.written[before.range.end..range.start]);
            self.words.push(Word { range, plain, follows_blank: gap.chars().all(char::is_whitespace) });
        }
    }

    /// Whether a sentence ends before the byte `end`, where a blank follows or nothing.
    fn ends_sentence(&self, end: usize, stops: Stops<'_>) -> bool {
        let (before, after) = self.written.split_at(end);
        let before = before.trim_end_matches(CLOSINGS);
        if !before.ends_with(SENTENCE_ENDS) || !begins_sentence(after) {
            return false;
        }
        let goes_on = self.words.last().is_some_and(|word| {
            let written = &self.written[word.range.clone()];
            let is_initial = written.len() == 1 && written.chars().all(char::is_uppercase) && before.ends_with('.');
            is_initial || written.ends_with('.') && !stops.at_the_end.has(&word.plain)
        });
        !goes_on || after.trim_start().is_empty()
    }
}

/// Whether what follows the end of a sentence may begin one: not if its first letter is small, as in “t.a.v. de”.
/// “’s Middags” begins with its second word.
fn begins_sentence(after: &str) -> bool {
    // Not all of it: a row of dots would be read to its end at each dot.
    let near = after.char_indices().nth(8).map_or(after, |(end, _)| &after[..end]);
    let begin = near.trim_start_matches(is_no_letter);
    let has_apostrophe = near[..near.len() - begin.len()].ends_with(['\'', '’', '‘']);
    let mut letters = begin.chars();
    let first = match (letters.next(), letters.next()) {
        (_, Some(blank)) if has_apostrophe && blank.is_whitespace() => letters.next(),
        (first, _) => first,
    };
    !first.is_some_and(char::is_lowercase)
}

/// “d.w.z”, with or without its last full stop.
fn is_dotted(written: &str) -> bool {
    let mut letters = written.strip_suffix('.').unwrap_or(written).split('.').map(str::chars);
    let is_one =
        |mut letter: std::str::Chars<'_>| letter.next().is_some_and(char::is_alphabetic) && letter.next().is_none();
    letters.clone().nth(1).is_some() && letters.all(is_one)
}

/// What parts words though no blank stands there.
const fn is_break(letter: char) -> bool {
    matches!(letter, '—' | '–' | '…' | '(' | ')' | '[' | ']' | '“' | '”' | '„' | '‘' | '«' | '»' | '"' | '<' | '>')
}
