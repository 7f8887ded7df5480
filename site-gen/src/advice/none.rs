//! In the functions nobody is advised: what they show was checked when it was built.
#![expect(clippy::unused_self, reason = "it stands in for the adviser of the editor's tool")]

use crate::facts::Filled;
use crate::markdown::PlainBlock;
use crate::organisation::Organisation;
use crate::problem::{Problem, Problems};
use crate::sources::Source;
use crate::wording::Wording;

/// Says nothing.
#[derive(Debug)]
pub(crate) struct Adviser;

/// Measures nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure;

impl Adviser {
    pub(crate) const fn new(_: &Organisation, _: &Wording, _: Option<&Source>, _: bool) -> Self {
        Self
    }

    pub(crate) const fn on_texts(&self, _: &Source) -> Vec<Problem> {
        Vec::new()
    }

    pub(crate) const fn spelled_out(&self, _: &Source) -> Vec<Problem> {
        Vec::new()
    }

    pub(crate) const fn is_empty_link(&self, _: &str) -> bool {
        false
    }

    pub(crate) const fn on_text(&self, _: &Filled<'_>, _: &[PlainBlock], _: &mut Problems) -> Measure {
        Measure
    }
}
