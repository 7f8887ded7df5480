//! Fonts and templates for paper, and what an editor is told about a document that does not get there.

use paper::{Inputs, LayoutError, Typesetter};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use website::{Expanded, Problem, ProblemKind, Source, Sources};

/// The folder of the templates for paper.
const PAPER: &str = "paper/";

/// Prints the documents of a site.
#[derive(Debug)]
pub struct Press {
    pub(crate) typesetter: Typesetter,
    templates: BTreeMap<String, Arc<Source>>,
}

impl Press {
    /// A press with the fonts and the templates for paper of a site.
    #[must_use]
    pub fn new(sources: &Sources) -> Self {
        let templates = sources.templates.iter().filter_map(|(name, source)| Some((name.strip_prefix(PAPER)?, source)));
        let templates: BTreeMap<String, Arc<Source>> =
            templates.map(|(name, source)| (name.to_owned(), Arc::clone(source))).collect();
        let texts = templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        let typesetter = Typesetter::new(sources.fonts.values().map(|font| font.to_vec()), texts);
        Self { typesetter, templates }
    }

    /// What the template gets.
    pub(crate) fn inputs(&self, template: &str, values: &impl Serialize) -> Result<Inputs, Problem> {
        Inputs::of(values).map_err(|error| self.template_problem(template, 0..0, &error.to_string()))
    }

    pub(crate) fn template_problem(&self, file: &str, place: Range<usize>, message: &str) -> Problem {
        let fault = ProblemKind::Template { detail: message.to_owned() };
        match self.templates.get(file) {
            Some(source) => Problem::at(&source.shown, &source.text, place, fault),
            None => Problem::with_file(format!("templates/{PAPER}{file}"), fault),
        }
    }

    /// What a document lacks on paper, at the place of its words in one of some texts, or else with the first of them.
    pub(crate) fn problem(&self, fault: LayoutError, texts: &[(&Expanded<'_>, usize)]) -> Problem {
        let (words, fault) = match fault {
            LayoutError::Template { file, place, message } => return self.template_problem(&file, place, &message),
            LayoutError::OverTheEdge { words } => (words.clone(), ProblemKind::OverTheEdge { words }),
            LayoutError::NoGlyph { character } => {
                let number = format!("U+{:04X}", u32::from(character));
                (character.to_string(), ProblemKind::NotInTheFont { character: character.to_string(), number })
            }
        };
        // A line holds more words than the one that is too long.
        let longest = words.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
        for wanted in [words.as_str(), longest].into_iter().filter(|wanted| !wanted.is_empty()) {
            // A title says what the text says again: the text first.
            let find = |text: &Expanded<'_>, from: usize| {
                let words = text.words(text.text.get(from..)?);
                let start = words.text.find(wanted)?;
                let place = words.marked_range(&(start..start + wanted.len()));
                Some(place.start + from..place.end + from)
            };
            let found = texts.iter().find_map(|(text, start)| Some((text, find(text, *start)?)));
            let anywhere = || texts.iter().find_map(|(text, _)| Some((text, find(text, 0)?)));
            if let Some((text, place)) = found.or_else(anywhere) {
                return text.problem(place, fault);
            }
        }
        match texts.first() {
            Some((text, _)) => text.problem(0..0, fault),
            None => Problem::with_file("content", fault),
        }
    }
}

/// The compiler guarantees that the site's own language exists.
pub(crate) fn no_such_language() -> Problem {
    Problem::with_file("content", ProblemKind::NoTexts)
}
