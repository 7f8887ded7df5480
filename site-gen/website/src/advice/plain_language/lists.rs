//! `words.toml` as editors write it, made ready to look words up in.

use super::names::{Names, plain};
use super::syllables::Syllables;
use super::text::{Stops, Text};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// `words.toml` of a language: what editors want to be told about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    pub(super) better: Phrases,
    pub(super) address: Address,
    pub(super) link_texts: LinkTexts,
    pub(super) abbreviations: Abbreviations,
    /// How long sentences may be.
    pub sentences: Sentences,
    /// How a page gets its score. A language without this table gets none.
    pub score: Option<Score>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    pub(super) unwanted: Names,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTexts {
    pub(super) empty: Names,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Abbreviations {
    pub(super) known: Names,
    pub(super) with_a_stop: Names,
    pub(super) at_the_end: Names,
    #[serde(deserialize_with = "alone")]
    pub(super) explained_by: Phrases,
}

impl Abbreviations {
    /// Those that end in a full stop.
    pub(super) const fn stops(&self) -> Stops<'_> {
        Stops { with_a_stop: &self.with_a_stop, at_the_end: &self.at_the_end }
    }
}

/// How long sentences may be, in words.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "a number names its unit")]
pub struct Sentences {
    /// More words than this is too long.
    pub most_words: usize,
    /// More words than this is long.
    pub long_words: usize,
    /// What to aim for, on average over a page.
    pub average_words: f64,
}

/// A formula in the form of Flesch's: `base`, less a part for long sentences and a part for long words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// What the formula is called.
    pub name: String,
    /// How syllables are counted.
    pub syllables: Syllables,
    /// What is taken off from.
    pub base: f64,
    /// What each word in a sentence takes off.
    pub words_per_sentence: f64,
    /// What each syllable in a word takes off.
    pub syllables_per_word: f64,
    /// A page with a lower score could be plainer.
    pub at_least: f64,
    /// A page with fewer words gets no score: a few long words would decide it.
    pub fewest_words: usize,
}

/// Phrases by their first word, the longest first: their other words, and what belongs to them.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub(super) struct Phrases(HashMap<String, Vec<(Vec<String>, String)>>);

impl TryFrom<BTreeMap<String, String>> for Phrases {
    type Error = String;

    fn try_from(table: BTreeMap<String, String>) -> Result<Self, String> {
        let mut phrases: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for (phrase, better) in table {
            let words = plain(&phrase);
            let mut words = words.split(' ').map(str::to_owned);
            let first = words.next().filter(|first| !first.is_empty());
            let first = first.ok_or_else(|| format!("`{phrase}` has no word to look for"))?;
            phrases.entry(first).or_default().push((words.collect(), better));
        }
        for same_start in phrases.values_mut() {
            same_start.sort_by_key(|(others, _)| Reverse(others.len()));
        }
        Ok(Self(phrases))
    }
}

/// Phrases to which nothing belongs.
fn alone<'de, D: Deserializer<'de>>(list: D) -> Result<Phrases, D::Error> {
    let phrases = Vec::<String>::deserialize(list)?.into_iter().map(|phrase| (phrase, String::new()));
    phrases.collect::<BTreeMap<_, _>>().try_into().map_err(D::Error::custom)
}

impl Phrases {
    /// The phrase that begins with the word of this number: how many words it has, and what is better.
    pub(super) fn find(&self, text: &Text<'_>, number: usize) -> Option<(usize, &str)> {
        let first = text.words.get(number)?;
        let stands_here = |others: &[String]| {
            let following = text.words.get(number + 1..=number + others.len());
            following.is_some_and(|words| {
                words.iter().zip(others).all(|(word, other)| word.follows_blank && word.plain == *other)
            })
        };
        let (others, better) = self.0.get(&first.plain)?.iter().find(|(others, _)| stands_here(others))?;
        Some((others.len() + 1, better))
    }
}
