//! How plain the language of each page is.

use crate::page::Page;
use crate::website::{Website, WebsiteLanguage};
use serde::Serialize;

/// How plain the language of a page is.
///
/// # Units
/// Words, words in a sentence, and points on the scale of the formula that `words.toml` names (higher is plainer).
#[derive(Clone, Debug, Serialize)]
pub struct Plainness {
    /// The file, as its editor names it.
    pub file: String,
    /// How many words it has.
    pub words: usize,
    /// Their mean number in a sentence.
    pub words_per_sentence: f64,
    /// The score.
    pub score: f64,
    /// The score to aim at, at least.
    pub at_least: f64,
    /// The mean number of words in a sentence to aim at, at most.
    pub most_words: f64,
    /// What the formula is called.
    pub name: String,
}

impl Website {
    /// How plain the language of each page is, for the languages that have a list of words.
    #[must_use]
    pub fn plainness(&self) -> Vec<Plainness> {
        let own = |language: &WebsiteLanguage, page: &Page| !page.is_fallback_in(&language.views.tag);
        let pages = self.languages.values().flat_map(|language| {
            let words = language.context.advice.words();
            let pages = language.pages.all().iter().filter(move |page| own(language, page));
            words.into_iter().flat_map(move |words| pages.clone().map(move |page| (words, page)))
        });
        let plainness = pages.filter_map(|(words, page)| {
            let (measure, scale) = (page.parsed.measure, words.score.as_ref()?);
            Some(Plainness {
                file: page.parsed.source.shown.clone(),
                words: measure.words,
                words_per_sentence: measure.words_per_sentence()?,
                score: words.score(measure)?,
                at_least: scale.at_least,
                most_words: words.sentences.average_words,
                name: scale.name.clone(),
            })
        });
        plainness.collect()
    }
}
