//! `*` and `_` that make nothing bold or italic, and that readers would see.
//!
//! One alone may be meant: `5 * 3`, `snake_case`, a mark that leads to a note (`op zondag*`). A slip is what looks like a begin or
//! an end of bold letters: two that would be a pair but for a blank or a letter (`**Let op:**bel`, `** let op**`, `_woord_en`), or
//! a `**` of which the other half is missing.

use super::blocks::{Block, PartKind};
use std::ops::Range;

/// The same mark once or several times in a row.
#[derive(Clone, Copy, Debug)]
struct Run<'t> {
    mark: char,
    start: usize,
    length: usize,
    shape: Shape,
    /// Whether it touches letters that the same mark makes bold or italic: `**woord*`.
    is_torn: bool,
    begins_block: bool,
    text: &'t str,
}

/// What a mark looks like, from what stands on both sides of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Begin,
    End,
    /// Letters on both sides.
    Within,
    /// Blanks on both sides.
    Alone,
}

/// The longest row of marks that means something; a longer one is a line, or stars.
const LONGEST: usize = 3;

/// Each place where marks are left that were meant to do something.
pub(super) fn left_marks(blocks: &[Block<'_>], text: &str) -> Vec<Range<usize>> {
    let mut told = Vec::new();
    let mut single = Vec::new();
    for block in blocks {
        let runs = runs(block, text);
        for mark in ['*', '_'] {
            pair(runs.iter().filter(|run| run.mark == mark), &mut told, &mut single);
        }
    }
    single.sort_by_key(|run: &Run<'_>| run.start);
    // `\*` at the begin of a line is how a note is written.
    let mut first_parts = blocks.iter().rev().filter_map(|block| block.parts.first());
    let escaped = first_parts.find(|part| part.kind == PartKind::Escaped && part.words.starts_with('*'));
    let last_escaped_note = escaped.map_or(0, |part| part.place.start);
    told.extend(without_partner(&single, last_escaped_note));
    told
}

/// Sorts the marks of a block that are left: those that would be a pair are told, others may be single.
fn pair<'a, 't: 'a>(runs: impl Iterator<Item = &'a Run<'t>>, told: &mut Vec<Range<usize>>, single: &mut Vec<Run<'t>>) {
    let mut open: Option<&Run<'t>> = None;
    for run in runs {
        if run.is_torn && run.shape == Shape::Begin {
            told.push(run.place());
            continue;
        }
        let is_double = run.length > 1;
        let ends = match run.shape {
            Shape::Begin => is_double,
            Shape::Alone => !run.is_sum(),
            Shape::End | Shape::Within => true,
        };
        if let Some(begin) = open.filter(|_| ends) {
            told.push(begin.start..run.place().end);
            open = None;
            continue;
        }
        let begins = match run.shape {
            Shape::Begin => true,
            Shape::Alone => is_double && !run.is_sum(),
            Shape::Within => is_double && run.mark == '*' && !run.is_sum(),
            Shape::End => false,
        };
        if begins {
            single.extend(open.replace(run));
        } else {
            single.push(*run);
        }
    }
    single.extend(open);
}

/// Of the marks without a partner, those that are no mark of a note.
fn without_partner(single: &[Run<'_>], last_escaped_note: usize) -> Vec<Range<usize>> {
    let leads_to_note = |run: &Run<'_>| matches!(run.shape, Shape::End | Shape::Within);
    let begins_note = |run: &Run<'_>| run.begins_block;
    let same = |one: &Run<'_>, other: &Run<'_>| one.mark == other.mark && one.length == other.length;
    // Long pages have many: what matters is only the first that leads to a note, and the last note.
    let mut first_leading = [[None; LONGEST + 1]; 2];
    let mut last_note = [[None; LONGEST + 1]; 2];
    let row = |run: &Run<'_>| usize::from(run.mark == '_');
    for run in single {
        if leads_to_note(run) {
            first_leading[row(run)][run.length].get_or_insert(*run);
        }
        if begins_note(run) {
            last_note[row(run)][run.length] = Some(*run);
        }
    }
    let is_slip = |run: &&Run<'_>| {
        let note = last_note[row(run)][run.length].filter(|note| same(note, run) && note.start > run.start);
        let leading = first_leading[row(run)][run.length].filter(|lead| same(lead, run) && lead.start < run.start);
        let is_note = if leads_to_note(run) {
            note.is_some() || last_escaped_note > run.start
        } else {
            begins_note(run) && leading.is_some()
        };
        let looks_like_one = match run.shape {
            Shape::Begin => run.length > 1,
            // Three may be stars: “hotel***”.
            Shape::End => run.mark == '*' && (run.length == 2 || run.is_torn),
            Shape::Within => run.mark == '*' && run.length > 1 && !run.is_sum(),
            Shape::Alone => false,
        };
        looks_like_one && !is_note
    };
    single.iter().filter(is_slip).map(Run::place).collect()
}

fn runs<'t>(block: &Block<'_>, text: &'t str) -> Vec<Run<'t>> {
    let mut places: Vec<(char, usize, usize)> = Vec::new();
    for part in &block.parts {
        let skipped = match part.kind {
            PartKind::Words => 0,
            PartKind::Escaped => 1,
            _ => continue,
        };
        for (offset, mark) in part.words.char_indices().skip(skipped).filter(|(_, letter)| matches!(letter, '*' | '_'))
        {
            let place = part.place.start + offset;
            match places.last_mut() {
                Some((last, start, length)) if *last == mark && *start + *length == place => *length += 1,
                _ => places.push((mark, place, 1)),
            }
        }
    }
    let begin = block.parts.first().map_or(0, |part| part.place.start);
    let run = |(mark, start, length)| {
        let [before, after] = around(text, start, start + length);
        // Behind a `\` a mark is a character like others.
        let is_escaped = text[..start].strip_suffix(mark).is_some_and(|before| before.ends_with('\\'));
        let is_torn = before == Some(mark) && !is_escaped || after == Some(mark);
        let shape = shape(before, after, mark);
        Run { mark, start, length, shape, is_torn, begins_block: start == begin, text }
    };
    places.into_iter().filter(|(_, _, length)| *length <= LONGEST).map(run).collect()
}

impl Run<'_> {
    const fn place(&self) -> Range<usize> {
        self.start..self.start + self.length
    }

    /// Whether it stands between numbers, with or without blanks: `5 * 3`, `2**3`.
    fn is_sum(&self) -> bool {
        let before = self.text[..self.start].trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let after = self.text[self.start + self.length..].trim_start_matches([' ', '\u{a0}']).chars().next();
        let is_number = |letter: char| letter.is_numeric() || matches!(letter, '(' | ')' | '€' | '%');
        before.is_some_and(is_number) && after.is_some_and(is_number)
    }
}

fn around(text: &str, start: usize, end: usize) -> [Option<char>; 2] {
    [text[..start].chars().next_back(), text[end..].chars().next()]
}

#[expect(clippy::match_same_arms, reason = "a line for each neighbourhood")]
fn shape(before: Option<char>, after: Option<char>, mark: char) -> Shape {
    let is_blank = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || letter == '|');
    let opens = |letter: char| matches!(letter, '(' | '[' | '{' | '“' | '‘' | '„' | '«' | '"' | '\'' | '<');
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    // A word, or what a word begins with.
    let begins_word =
        is_word(after) || after == Some(mark) || after.is_some_and(|letter| opens(letter) || letter == '\\');
    match (is_blank(before), is_blank(after)) {
        (true, true) => Shape::Alone,
        (true, false) if begins_word => Shape::Begin,
        (true, false) => Shape::Alone,
        (false, true) => Shape::End,
        (false, false) if before.is_some_and(opens) && begins_word => Shape::Begin,
        (false, false) if before.is_some_and(opens) => Shape::Alone,
        (false, false) if is_word(before) && !is_word(after) => Shape::End,
        (false, false) => Shape::Within,
    }
}
