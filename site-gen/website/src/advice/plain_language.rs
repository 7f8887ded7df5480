//! Advice on plain language, for editors.
//!
//! 1. `text` cuts a block into words and sentences.
//! 2. [`WordList::advise`] counts the words of sentences, and looks words up in the lists of `words.toml`.
//! 3. [`WordList::measure`] sums a page up, with the `syllables` of its words; [`WordList::score`] makes one number of it.
//!
//! What cannot be counted is not judged: no tool measures B1.

mod lists;
mod names;
mod syllables;
#[cfg(test)]
mod tests;
mod text;

use lists::Score;
pub use lists::WordList;

use names::plain;
use std::collections::HashSet;
use std::ops::{Add, Range};
use text::Text;

/// A block of running text: a paragraph, a list item, a cell, a heading. Without the marks of Markdown.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// What it says. A line break is a `\n` or a space, and ends no sentence.
    pub text: &'a str,
    /// A heading gets advice, but is not measured.
    pub is_heading: bool,
}

/// Something that could be plainer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Where it stands: bytes of the block's text, without punctuation at the end.
    pub range: Range<usize>,
    /// What it is.
    pub kind: AdviceKind,
}

/// What could be plainer. `written` is as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]

pub enum AdviceKind {
    /// A sentence, or an item that is no sentence, has more `words` than `most`: the higher of the limits it passed.
    LongSentence { words: usize, most: usize },
    /// The list knows a `better` word or phrase.
    Word { written: String, better: String },
    /// A form of address that is not used here.
    Address { written: String },
    /// The first use of an abbreviation that is neither explained on this page nor known to everybody.
    Abbreviation { written: String },
}

/// Sums over the sentences of a page, or of several.
///
/// A sentence is what ends with `.`, `?`, `!` or `…`. What does not, such as “uw naam;” in a list or the lines of an
/// address, is no sentence: neither it nor its words are counted. Nor are headings.
///
/// # Source
/// R. Flesch, *How to Write Plain English*, chapter 2: test only running text, skip headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// How many sentences.
    pub sentences: usize,
    /// How many words they have. Numbers and addresses are words.
    pub words: usize,
    /// How many syllables these have. 0 in a language without a score.
    pub syllables: usize,
}

impl Measure {
    /// How long a sentence is on average. `None` without sentences.
    #[must_use]
    pub fn words_per_sentence(self) -> Option<f64> {
        (self.sentences > 0).then(|| ratio(self.words, self.sentences))
    }
}

impl Add for Measure {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }
}

impl WordList {
    /// What could be plainer on a page: the number of the block and the advice, in the order of the text.
    ///
    /// An abbreviation that is explained in one of the blocks counts as explained in all.
    #[must_use]
    pub fn advise(&self, blocks: &[Block<'_>]) -> Vec<(usize, Advice)> {
        let texts: Vec<Text<'_>> =
            blocks.iter().map(|block| Text::read(block.text, self.abbreviations.stops())).collect();
        let mut settled: HashSet<String> = texts.iter().flat_map(|text| self.explained(text)).collect();
        let on_block = |(block, text): (usize, &Text<'_>)| {
            let mut advice = self.on_sentences(text);
            advice.extend(self.on_words(text));
            advice.extend(self.on_abbreviations(text, &mut settled));
            advice.sort_by_key(|advice| advice.range.start);
            advice.into_iter().map(move |advice| (block, advice))
        };
        texts.iter().enumerate().flat_map(on_block).collect()
    }

    /// The sums of a page.
    #[must_use]
    pub fn measure(&self, blocks: &[Block<'_>]) -> Measure {
        let running = blocks.iter().filter(|block| !block.is_heading);
        let texts = running.map(|block| Text::read(block.text, self.abbreviations.stops()));
        texts.map(|text| self.measure_text(&text)).fold(Measure::default(), Add::add)
    }

    /// The score of a page: higher is easier. `None` in a language without a score, and for a page of too few words.
    #[must_use]
    pub fn score(&self, measure: Measure) -> Option<f64> {
        let score = self.score.as_ref().filter(|score| measure.words >= score.fewest_words.max(1))?;
        let for_sentences = score.words_per_sentence * measure.words_per_sentence()?;
        Some(score.base - for_sentences - score.syllables_per_word * ratio(measure.syllables, measure.words))
    }

    /// Whether a link with this text does not say where it leads.
    #[must_use]
    pub fn is_empty_link_text(&self, text: &str) -> bool {
        self.link_texts.empty.has(&plain(text))
    }

    fn on_sentences(&self, text: &Text<'_>) -> Vec<Advice> {
        let limits = [self.sentences.most_words, self.sentences.long_words];
        let long = text.sentences.iter().filter_map(|sentence| {
            let words = sentence.words.len();
            let most = limits.into_iter().filter(|most| words > *most).max()?;
            Some(Advice { range: text.range(sentence.words.clone()), kind: AdviceKind::LongSentence { words, most } })
        });
        long.collect()
    }

    fn on_words(&self, text: &Text<'_>) -> Vec<Advice> {
        let (mut advice, mut replaced) = (Vec::new(), 0);
        for (number, word) in text.words.iter().enumerate() {
            if self.address.unwanted.has(&word.plain) {
                advice.push(about(text, word.range.clone(), |written| AdviceKind::Address { written }));
            }
            if number >= replaced
                && let Some((length, better)) = self.better.find(text, number)
            {
                replaced = number + length;
                let kind = |written| AdviceKind::Word { written, better: better.to_owned() };
                advice.push(about(text, text.range(number..replaced), kind));
            }
        }
        advice
    }

    /// An abbreviation with a better word in the list gets no second advice.
    fn on_abbreviations(&self, text: &Text<'_>, settled: &mut HashSet<String>) -> Vec<Advice> {
        let unknown = (0..text.words.len()).filter_map(|number| {
            let range = text.abbreviation(number).filter(|_| self.better.find(text, number).is_none())?;
            let name = plain(&text.written[range.clone()]);
            (!self.abbreviations.known.has(&name) && settled.insert(name))
                .then(|| about(text, range, |written| AdviceKind::Abbreviation { written }))
        });
        unknown.collect()
    }

    /// The abbreviations that stand beside their explanation: “AVG: …”, “AVG (…)”, “… (AVG)”, “AVG betekent …”, and
    /// “… AVG. Dat is …”.
    fn explained(&self, text: &Text<'_>) -> Vec<String> {
        let mut explained = Vec::new();
        for sentence in &text.sentences {
            for number in sentence.words.clone() {
                let Some(range) = text.abbreviation(number) else { continue };
                let (before, after) = (&text.written[..range.start], &text.written[range.end..]);
                let after = after.trim_start_matches(['”', '’', '"', '\'', '»']);
                let is_beside = number + 1 < text.words.len() && after.trim_start().starts_with([':', '('])
                    || number > 0 && before.ends_with('(') && after.starts_with(')');
                let mut near = [number + 1, number + 2, sentence.words.end].into_iter();
                if is_beside || near.any(|number| self.abbreviations.explained_by.find(text, number).is_some()) {
                    explained.push(plain(&text.written[range]));
                }
            }
        }
        explained
    }

    fn measure_text(&self, text: &Text<'_>) -> Measure {
        let whole = text.sentences.iter().filter(|sentence| sentence.is_whole);
        let each = whole.map(|sentence| {
            let words = &text.words[sentence.words.clone()];
            let count =
                |score: &Score| words.iter().map(|word| score.syllables.count(&text.written[word.range.clone()])).sum();
            Measure { sentences: 1, words: words.len(), syllables: self.score.as_ref().map_or(0, count) }
        });
        each.fold(Measure::default(), Add::add)
    }
}

fn about(text: &Text<'_>, range: Range<usize>, kind: impl FnOnce(String) -> AdviceKind) -> Advice {
    Advice { kind: kind(text.written[range.clone()].to_owned()), range }
}

#[expect(clippy::cast_precision_loss, reason = "no site has 2^52 words")]
const fn ratio(many: usize, of: usize) -> f64 {
    many as f64 / of as f64
}
