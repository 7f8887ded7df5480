//! What only editors are told: facts spelled out, links that say nothing, and what could be plainer.

pub(crate) mod plain_language;
mod plainness;
mod spelled_out;

pub use plainness::Plainness;

pub(crate) use crate::advice::plain_language::Measure;
use crate::advice::plain_language::{AdviceKind, Block, WordList};
use crate::advice::spelled_out::SpelledOut;
use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem, Problems};
use crate::facts::{Expanded, Words};
use crate::organisation::Organisation;
use crate::page::markdown::PlainBlock;
use crate::sources::Source;
use crate::sources::toml_file;
use views::Phrasing;

/// Advises on the texts of one language.
#[derive(Debug)]
pub(crate) struct Adviser {
    spelled_out: SpelledOut,
    /// A language without a list of words is not judged.
    words: Option<WordList>,
    /// What is wrong with that list.
    mistakes: Vec<Problem>,
    /// Whether it speaks of plain language, which takes longer than all else that is done with a page.
    is_on_language: bool,
}

impl Adviser {
    /// An adviser on texts whose dates and terms are written as in `phrasing`, with the `words.toml` of the language.
    pub(crate) fn new(
        organisation: &Organisation,
        phrasing: &Phrasing,
        words: Option<&Source>,
        is_on_language: bool,
    ) -> Self {
        let read = words.map(|words| toml_file::read(&Expanded::as_written(words), 0, &words.text)).transpose();
        let (words, mistakes) = read.map_or_else(|mistakes| (None, mistakes), |words| (words, Vec::new()));
        Self { spelled_out: SpelledOut::new(organisation, phrasing), words, mistakes, is_on_language }
    }

    /// The list of words, if there is one.
    pub(crate) const fn words(&self) -> Option<&WordList> {
        self.words.as_ref()
    }

    /// What is wrong with the list of words, and what `texts`, the language's `texts.toml`, spells out.
    pub(crate) fn on_texts(&self, texts: &Source) -> Vec<Problem> {
        self.mistakes.iter().cloned().chain(self.spelled_out(texts)).collect()
    }

    pub(crate) fn spelled_out(&self, source: &Source) -> Vec<Problem> {
        self.spelled_out.problems(source)
    }

    pub(crate) fn is_empty_link(&self, text: &str) -> bool {
        self.words.as_ref().is_some_and(|words| words.is_empty_link_text(text))
    }

    /// Notes what could be plainer in the text of a page, and measures it.
    pub(crate) fn on_text(&self, filled: &Expanded<'_>, passages: &[PlainBlock], problems: &mut Problems) -> Measure {
        let Some(words) = self.words.as_ref().filter(|_| self.is_on_language) else { return Measure::default() };
        let texts: Vec<Words> = passages.iter().map(|passage| filled.words(&passage.text)).collect();
        let blocks = passages.iter().zip(&texts);
        let blocks: Vec<Block<'_>> =
            blocks.map(|(passage, words)| Block { text: &words.text, is_heading: passage.is_heading }).collect();
        let advice = words.advise(&blocks).into_iter();
        let own = advice.filter(|(place, advice)| !texts[*place].is_in_a_fact(&advice.range));
        for (place, advice) in own.take(MOST_OF_A_FILE) {
            let range = passages[place].filled_range(&texts[place].marked_range(&advice.range));
            if let AdviceKind::LongSentence { most, .. } = advice.kind
                && filled.written(&range).split_whitespace().count() <= most
            {
                // It is long only because a fact is, and whoever writes the page cannot help that.
                continue;
            }
            problems.push(filled.problem(range, fault(advice.kind)));
        }
        words.measure(&blocks)
    }
}

fn fault(kind: AdviceKind) -> ProblemKind {
    match kind {
        AdviceKind::LongSentence { words, most } => ProblemKind::LongSentence { words, most },
        AdviceKind::Word { written, better } => ProblemKind::Word { written, better },
        AdviceKind::Address { written } => ProblemKind::Address { written },
        AdviceKind::Abbreviation { written } => ProblemKind::Abbreviation { written },
    }
}
