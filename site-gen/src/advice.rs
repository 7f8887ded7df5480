//! What only editors are told: facts spelled out, links that say nothing, and what could be plainer.

use crate::facts::Filled;
use crate::fault::Fault;
use crate::markdown::PlainBlock;
use crate::organisation::Organisation;
use crate::plain_language::{AdviceKind, Block, Measure, WordList};
use crate::problem::{Problem, Problems};
use crate::sources::Source;
use crate::spelled_out::SpelledOut;
use crate::wording::Wording;

/// Advises on the texts of one language.
#[derive(Debug)]
pub(crate) struct Adviser {
    spelled_out: SpelledOut,
    /// A language without a list of words is not judged.
    words: Option<WordList>,
}

impl Adviser {
    pub(crate) fn new(organisation: &Organisation, wording: &Wording, words: Option<WordList>) -> Self {
        Self { spelled_out: SpelledOut::new(organisation, wording), words }
    }

    pub(crate) const fn words(&self) -> Option<&WordList> {
        self.words.as_ref()
    }

    pub(crate) fn spelled_out(&self, source: &Source) -> Vec<Problem> {
        self.spelled_out.problems(source)
    }

    pub(crate) fn is_empty_link(&self, text: &str) -> bool {
        self.words.as_ref().is_some_and(|words| words.is_empty_link_text(text))
    }

    /// Notes what could be plainer in the text of a page, and measures it.
    pub(crate) fn on_text(&self, filled: &Filled<'_>, passages: &[PlainBlock], problems: &mut Problems) -> Measure {
        let Some(words) = &self.words else { return Measure::default() };
        let blocks: Vec<Block<'_>> =
            passages.iter().map(|passage| Block { text: &passage.text, is_heading: passage.is_heading }).collect();
        for (place, advice) in words.advise(&blocks) {
            let range = passages[place].filled_range(&advice.range);
            problems.push(filled.problem(range, fault(advice.kind)));
        }
        words.measure(&blocks)
    }
}

fn fault(kind: AdviceKind) -> Fault {
    match kind {
        AdviceKind::LongSentence { words, most } => Fault::LongSentence { words, most },
        AdviceKind::Word { written, better } => Fault::Word { written, better },
        AdviceKind::Address { written } => Fault::Address { written },
        AdviceKind::Abbreviation { written } => Fault::Abbreviation { written },
    }
}
