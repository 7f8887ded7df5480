//! Facts that are written once, in `organisation.toml`, and used everywhere through `{{ name }}`.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem};
use crate::sources::Source;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use views::placeholder;

/// Names such as `organisation.phone` or `terms.answer`, and what they stand for in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(BTreeMap<String, String>);

/// The names of the placeholders that a text may have.
pub(crate) type Placeholders = &'static [&'static str];

/// A text in which a mark stands for each fact, and that still knows where each part of it was written.
///
/// No reader of TOML or Markdown gets to see a value, so none can misread it: whoever has read the text puts the values into
/// what was read ([`Expanded::in_words`]).
#[derive(Clone, Debug)]
pub struct Expanded<'a> {
    source: &'a Source,
    /// The text with marks in it. Each is one character, which readers take for a letter.
    pub text: String,
    /// Name and value of each fact that the text uses, in the order of their marks.
    used: Vec<(&'a str, &'a str)>,
    /// Pairs of offsets, in bytes, from which the filled text and the original run side by side.
    joints: Vec<(usize, usize)>,
}

/// What a text says with the values in it, and where each part of it stands in the marked text.
#[derive(Debug, Default)]
pub struct Words {
    /// The text.
    pub text: String,
    parts: Vec<Part>,
}

/// A part of some words, up to the next: where it begins in them, and in the marked text.
#[derive(Clone, Copy, Debug)]
struct Part {
    own: usize,
    marked: usize,
    is_value: bool,
}

/// Marks are private to this program: plane 16 of Unicode, which no text uses. Its first byte in UTF-8 begins no other plane.
const FIRST_MARK: u32 = 0x10_0000;
const FIRST_BYTE_OF_MARKS: u8 = 0xf4;
const MARK_BYTES: usize = 4;

impl Facts {
    /// Adds a fact.
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Puts a mark in the place of each `{{ name }}` in `source`.
    ///
    /// A name that `later` allows, given the text before it, is left standing: it gets its value when a page is made for
    /// one person.
    ///
    /// # Errors
    /// Every name that is no fact, every `{{` that is not closed on its line, and every character that is a mark.
    pub(crate) fn expand<'a>(
        &'a self,
        source: &'a Source,
        later: impl Fn(&str) -> Placeholders,
    ) -> Result<Expanded<'a>, Vec<Problem>> {
        let text = String::with_capacity(source.text.len());
        let mut filled = Expanded { source, text, used: Vec::new(), joints: vec![(0, 0)] };
        let mut problems = Vec::new();
        let mut done = 0;
        while let Some(opening) = find(&source.text, done, "{{").filter(|_| problems.len() < MOST_OF_A_FILE) {
            let rest = &source.text[opening + 2..];
            let line_end = rest.find('\n').unwrap_or(rest.len());
            let Some(closing) = rest[..line_end].find("}}") else {
                let rest = opening..opening + 2 + line_end;
                problems.push(Problem::at(&source.shown, &source.text, rest, ProblemKind::BracesOpen));
                done = opening + 2;
                continue;
            };
            let name = rest[..closing].trim();
            let end = opening + 2 + closing + 2;
            filled.text.push_str(&source.text[done..opening]);
            let later = later(&source.text[..opening]);
            filled.joints.push((filled.text.len(), opening));
            if let Some((name, value)) = self.0.get_key_value(name) {
                let is_autolink = filled.text.ends_with('<') && source.text[end..].starts_with('>') && is_address(name);
                if is_autolink {
                    filled.text.push_str(value);
                } else {
                    filled.mark(name, value);
                }
            } else if later.contains(&name) {
                filled.text.push_str(&placeholder(name));
            } else {
                let fault = ProblemKind::UnknownFact { name: name.to_owned() };
                let problem = Problem::at(&source.shown, &source.text, opening..end, fault);
                let known = self.0.keys().map(String::as_str).chain(later.iter().copied());
                problems.push(problem.did_you_mean(name, known));
            }
            filled.joints.push((filled.text.len(), end));
            done = end;
        }
        filled.text.push_str(&source.text[done..]);
        problems.extend(not_opened(source));
        problems.extend(marks(source));
        if problems.is_empty() { Ok(filled) } else { Err(problems) }
    }
}

impl<'a> Expanded<'a> {
    /// A text in which nothing is filled in.
    pub(crate) fn as_written(source: &'a Source) -> Self {
        Self { source, text: source.text.clone(), used: Vec::new(), joints: vec![(0, 0)] }
    }

    fn mark(&mut self, name: &'a str, value: &'a str) {
        let number = self.used.iter().position(|(used, _)| *used == name).unwrap_or_else(|| {
            self.used.push((name, value));
            self.used.len() - 1
        });
        // There are some thirty facts and 65,536 marks.
        let mark = u32::try_from(number).ok().and_then(|number| char::from_u32(FIRST_MARK + number));
        self.text.push(mark.unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    /// The value of the fact for which a character of the marked text stands.
    fn value(&self, mark: char) -> Option<&'a str> {
        let number = u32::from(mark).checked_sub(FIRST_MARK)?;
        self.used.get(usize::try_from(number).ok()?).map(|(_, value)| *value)
    }

    /// Whether a part of what was read stands for facts.
    pub(crate) fn has_facts(text: &str) -> bool {
        text.as_bytes().contains(&FIRST_BYTE_OF_MARKS)
    }

    /// A part of what was read, with the values in it.
    #[must_use]
    pub fn in_words<'t>(&self, marked: &'t str) -> Cow<'t, str> {
        if self.used.is_empty() || !Self::has_facts(marked) {
            return Cow::Borrowed(marked);
        }
        Cow::Owned(self.words(marked).text)
    }

    /// The same, where each part of it must be found again.
    #[must_use]
    pub fn words(&self, marked: &str) -> Words {
        let mut words = Words { text: String::with_capacity(marked.len()), parts: Vec::new() };
        let mut done = 0;
        let values = marked.char_indices().filter_map(|(place, letter)| Some((place, self.value(letter)?)));
        for (place, value) in values {
            words.push(&marked[done..place], done, false);
            words.push(value, place, true);
            done = place + MARK_BYTES;
        }
        words.push(&marked[done..], done, false);
        words
    }

    /// A problem at the bytes `range` of the filled text, placed where it was written.
    #[must_use]
    pub fn problem(&self, range: Range<usize>, fault: ProblemKind) -> Problem {
        Problem::at(&self.source.shown, &self.source.text, self.written_at(range), fault)
    }

    /// What was written where the bytes `range` of the filled text are now.
    pub(crate) fn written(&self, range: &Range<usize>) -> &str {
        self.source.text.get(self.written_at(range.clone())).unwrap_or_default()
    }

    /// Where the bytes `range` of the filled text were written.
    pub(crate) fn written_at(&self, range: Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let next = self.joints.partition_point(|(filled, _)| *filled <= offset);
            let (filled, original) = self.joints[next.saturating_sub(1)];
            let limit = self.joints.get(next).map_or(self.source.text.len(), |(_, original)| *original);
            (original + offset - filled).min(limit)
        };
        place(range.start)..place(range.end)
    }
}

impl Words {
    fn push(&mut self, text: &str, marked: usize, is_value: bool) {
        if !text.is_empty() {
            self.parts.push(Part { own: self.text.len(), marked, is_value });
            self.text.push_str(text);
        }
    }
}

impl Words {
    /// The part in which the byte `offset` stands.
    fn part(&self, offset: usize) -> Part {
        let next = self.parts.partition_point(|part| part.own <= offset);
        let none = Part { own: 0, marked: 0, is_value: false };
        self.parts.get(next.saturating_sub(1)).copied().unwrap_or(none)
    }

    /// Where the bytes `range` stand in the marked text: of a fact, all of its mark.
    #[must_use]
    pub fn marked_range(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        let (first, last, end) = (self.part(range.start), self.part(last), range.end.max(range.start));
        let start = if first.is_value { first.marked } else { first.marked + range.start - first.own };
        let end = if last.is_value { last.marked + MARK_BYTES } else { last.marked + end - last.own };
        start..end
    }

    /// Whether all of `range` is a part of one fact: who writes the text has no say in it.
    pub(crate) fn is_in_a_fact(&self, range: &Range<usize>) -> bool {
        let (first, last) = (self.part(range.start), self.part(range.end.saturating_sub(1)));
        first.is_value && first.own == last.own
    }
}

/// Whether a fact is an address that Markdown makes a link of between `<` and `>`. Such a value was read as one, so it holds
/// nothing that could be misread there.
fn is_address(name: &str) -> bool {
    [".email", ".website", "_link"].iter().any(|ending| name.ends_with(ending))
}

/// Each character that would be taken for a mark.
fn marks(source: &Source) -> Vec<Problem> {
    if !Expanded::has_facts(&source.text) {
        return Vec::new();
    }
    let marks = source.text.char_indices().filter(|(_, letter)| u32::from(*letter) >= FIRST_MARK);
    let problem = |(place, letter): (usize, char)| {
        let fault = ProblemKind::UnseenCharacter { number: format!("U+{:04X}", u32::from(letter)) };
        Problem::at(&source.shown, &source.text, place..place + letter.len_utf8(), fault)
    };
    marks.take(MOST_OF_A_FILE).map(problem).collect()
}

/// Each `}}` on a line that has more of them than `{{`.
fn not_opened(source: &Source) -> Vec<Problem> {
    let lines = source.text.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start - line.len(), line))
    });
    let too_many = lines.filter(|(_, line)| line.matches("}}").count() > line.matches("{{").count());
    too_many
        .filter_map(|(start, line)| Some(start + line.find("}}")?))
        .take(MOST_OF_A_FILE)
        .map(|place| Problem::at(&source.shown, &source.text, place..place + 2, ProblemKind::BracesNotOpened))
        .collect()
}

fn find(text: &str, from: usize, wanted: &str) -> Option<usize> {
    text[from..].find(wanted).map(|found| from + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { shown: "content/nl/a.md".into(), text: text.into() }
    }

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.set("organisation.phone", "000-000 00 00");
        facts
    }

    #[test]
    fn a_fact_is_filled_in() {
        let source = source("bel {{ organisation.phone }}, {{organisation.phone}}");
        let facts = facts();
        let filled = facts.expand(&source, |_| &[]).unwrap();
        assert_eq!(filled.in_words(&filled.text), "bel 000-000 00 00, 000-000 00 00");
    }

    #[test]
    fn a_name_for_later_stays() {
        let source = source("op {{date}}");
        let facts = facts();
        let filled = facts.expand(&source, |_| &["date"]).unwrap();
        assert_eq!(views::fill_in(&filled.text, &[("date", "maandag")]), "op maandag");
    }

    #[test]
    fn every_unknown_name_is_told_with_its_place_and_the_one_that_was_meant() {
        let source = source("een\nbel {{ organisation.fone }}\n{{ open\n");
        let problems: Vec<String> =
            facts().expand(&source, |_| &[]).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "error: no fact is called `organisation.fone`\n --> content/nl/a.md:2:5\nhint: did you mean `organisation.phone`?",
                "error: `{{` without `}}` on the same line\n --> content/nl/a.md:3:1\nhint: write `{{ name }}` on one line",
            ]
        );
    }

    #[test]
    fn a_place_after_a_fact_is_the_place_where_it_was_written() {
        let source = source("é {{ organisation.phone }} x");
        let facts = facts();
        let filled = facts.expand(&source, |_| &[]).unwrap();
        let place = filled.problem(filled.text.find('x').unwrap()..filled.text.len(), ProblemKind::Html);
        assert_eq!((place.line, place.column), (1, 28));
    }
}
