//! Facts that are written once, in `organisation.toml`, and used everywhere through `{{ name }}`.

use crate::fault::Fault;
use crate::problem::{MOST_OF_A_FILE, Problem};
use crate::sources::Source;
use std::collections::BTreeMap;
use std::ops::Range;

/// Names such as `organisation.phone` or `terms.answer`, and what they stand for in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, String>);

/// Names that get a value when a page is made for one person.
pub type Later = &'static [&'static str];

/// A text in which facts were filled in, and that still knows where each part of it was written.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    source: &'a Source,
    /// The text with the facts in it.
    pub text: String,
    /// Pairs of offsets, in bytes, from which the filled text and the original run side by side.
    joints: Vec<(usize, usize)>,
}

impl Facts {
    /// Adds a fact.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Replaces each `{{ name }}` in `source` by its fact.
    ///
    /// A name that `later` allows, given the text before it, is left standing: it gets its value when a page is made for
    /// one person.
    ///
    /// # Errors
    /// Every name that is no fact, and every `{{` that is not closed on its line.
    pub fn fill<'a>(&self, source: &'a Source, later: impl Fn(&str) -> Later) -> Result<Filled<'a>, Vec<Problem>> {
        let mut filled = Filled { source, text: String::with_capacity(source.text.len()), joints: vec![(0, 0)] };
        let mut problems = Vec::new();
        let mut done = 0;
        while let Some(opening) = find(&source.text, done, "{{").filter(|_| problems.len() < MOST_OF_A_FILE) {
            let rest = &source.text[opening + 2..];
            let line_end = rest.find('\n').unwrap_or(rest.len());
            let Some(closing) = rest[..line_end].find("}}") else {
                let rest = opening..opening + 2 + line_end;
                problems.push(Problem::at(&source.shown, &source.text, rest, Fault::BracesOpen));
                done = opening + 2;
                continue;
            };
            let name = rest[..closing].trim();
            let end = opening + 2 + closing + 2;
            filled.text.push_str(&source.text[done..opening]);
            let later = later(&source.text[..opening]);
            let value = self.0.get(name).cloned().or_else(|| later.contains(&name).then(|| left_standing(name)));
            if let Some(value) = value {
                filled.joints.push((filled.text.len(), opening));
                filled.text.push_str(&value);
                filled.joints.push((filled.text.len(), end));
            } else {
                let fault = Fault::UnknownFact { name: name.to_owned() };
                let problem = Problem::at(&source.shown, &source.text, opening..end, fault);
                let known = self.0.keys().map(String::as_str).chain(later.iter().copied());
                problems.push(problem.did_you_mean(name, known));
            }
            done = end;
        }
        filled.text.push_str(&source.text[done..]);
        problems.extend(not_opened(source));
        if problems.is_empty() { Ok(filled) } else { Err(problems) }
    }
}

impl<'a> Filled<'a> {
    /// A text in which nothing is filled in.
    #[must_use]
    pub fn as_written(source: &'a Source) -> Self {
        Self { source, text: source.text.clone(), joints: vec![(0, 0)] }
    }

    /// A problem at the bytes `range` of the filled text, placed where it was written.
    pub(crate) fn problem(&self, range: Range<usize>, fault: Fault) -> Problem {
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

/// Fills in names that only now have a value. A name without a value stays as it is.
#[must_use]
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    let unspaced = |name: &str| format!("{{{{{name}}}}}");
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&left_standing(name), value).replace(&unspaced(name), value)
    })
}

/// How a name that gets its value later stands in a filled text, however its editor spaced it.
pub(crate) fn left_standing(name: &str) -> String {
    format!("{{{{ {name} }}}}")
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
        .map(|place| Problem::at(&source.shown, &source.text, place..place + 2, Fault::BracesNotOpened))
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
        assert_eq!(facts().fill(&source, |_| &[]).unwrap().text, "bel 000-000 00 00, 000-000 00 00");
    }

    #[test]
    fn a_name_for_later_stays() {
        let source = source("op {{date}}");
        let filled = facts().fill(&source, |_| &["date"]).unwrap();
        assert_eq!(fill_in(&filled.text, &[("date", "maandag")]), "op maandag");
    }

    #[test]
    fn every_unknown_name_is_told_with_its_place_and_the_one_that_was_meant() {
        let source = source("een\nbel {{ organisation.fone }}\n{{ open\n");
        let problems: Vec<String> =
            facts().fill(&source, |_| &[]).unwrap_err().iter().map(ToString::to_string).collect();
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
        let filled = facts().fill(&source, |_| &[]).unwrap();
        let place = filled.problem(filled.text.find('x').unwrap()..filled.text.len(), Fault::Html);
        assert_eq!((place.line, place.column), (1, 28));
    }
}
