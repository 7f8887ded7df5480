//! What all pages share: the organisation, and in each language its texts.

use super::language_folder::LanguageFolder;
use crate::advice::Adviser;
use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{Problem, Problems};
use crate::facts::{Expanded, Facts};
use crate::language_table::LanguageTable;
use crate::organisation::Organisation;
use crate::page::PageContext;
use crate::placeholders::{self, placeholders_at};
use crate::sources::picture::Picture;
use crate::sources::{Source, Sources, toml_file};
use std::collections::BTreeMap;
use std::sync::Arc;
use views::{Phrasing, Texts};

/// Reads `organisation.toml`.
pub(super) fn read_organisation(sources: &Sources, problems: &mut Problems) -> Option<Organisation> {
    let Some(source) = sources.content.get("organisation.toml") else {
        problems.push(Problem::with_file("content/organisation.toml", ProblemKind::NoOrganisation));
        return None;
    };
    let read = toml_file::read(&Expanded::as_written(source), 0, &source.text);
    let organisation: Organisation = problems.note_all(read)?;
    problems.extend(organisation.contradictions(source));
    Some(organisation)
}

/// What the pages of a language are parsed with.
pub(super) struct LanguageInputs<'a> {
    pub(super) tag: &'a str,
    pub(super) is_default: bool,
    /// Its `texts.toml`.
    pub(super) source: &'a Arc<Source>,
    /// Its `words.toml`.
    words: Option<&'a Arc<Source>>,
    /// How the language writes, as it is needed for the facts.
    phrasing: Phrasing,
    facts: Facts,
    pub(super) opening_hours: Vec<String>,
    /// The texts with the facts in them, unless something is wrong with them.
    pub(super) texts: Option<(Texts, Phrasing)>,
}

impl<'a> LanguageInputs<'a> {
    /// Reads the texts of a language. Without a readable part `[language]` there are no facts to parse its pages with.
    pub(super) fn read(
        folder: &LanguageFolder<'a>,
        organisation: &Organisation,
        problems: &mut Problems,
    ) -> Option<Self> {
        let &LanguageFolder { tag, is_default, texts, words, .. } = folder;
        let Some(source) = texts else {
            problems.push(Problem::with_file(format!("content/{tag}"), ProblemKind::NoTexts));
            return None;
        };
        let phrasing = read_phrasing(&Expanded::as_written(source), problems)?;
        let facts = organisation.facts(&phrasing);
        let texts = problems.note_all(facts.expand(source, placeholders_at)).and_then(|expanded| {
            problems.extend(placeholders::missing(&expanded));
            let phrasing = read_phrasing(&expanded, problems)?;
            Some((problems.note_all(toml_file::read_rest("language", &expanded))?, phrasing))
        });
        let opening_hours = organisation.opening_hours(&phrasing);
        Some(Self { tag, is_default, source, words, phrasing, facts, opening_hours, texts })
    }

    /// The files that every page of the language is parsed with.
    pub(super) fn shared(&self, sources: &Sources) -> BTreeMap<String, Arc<Source>> {
        let shared = [
            ("organisation.toml", sources.content.get("organisation.toml")),
            ("texts.toml", Some(self.source)),
            ("words.toml", self.words),
        ];
        shared.into_iter().filter_map(|(name, file)| Some((name.to_owned(), Arc::clone(file?)))).collect()
    }

    /// What every page of the language is parsed with.
    pub(super) fn context(
        &self,
        organisation: &Organisation,
        pictures: &BTreeMap<String, Arc<Picture>>,
        gives_advice: bool,
    ) -> PageContext {
        let root = if self.is_default { "/".to_owned() } else { format!("/{}/", self.tag) };
        let advice = Adviser::new(organisation, &self.phrasing, self.words.map(AsRef::as_ref), gives_advice);
        PageContext { root, facts: self.facts.clone(), pictures: pictures.clone(), advice }
    }
}

fn read_phrasing(texts: &Expanded<'_>, problems: &mut Problems) -> Option<Phrasing> {
    problems.note_all(toml_file::read::<LanguageTable>(texts, 0, &texts.text)).map(LanguageTable::phrasing)
}
