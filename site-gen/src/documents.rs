//! The documents that are made of a site for paper: what there is, and where each stands.

use crate::texts::{DocumentText, PaperTexts};
use std::sync::Arc;

/// A document of one language.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) kind: DocumentKind,
    /// Where it stands on the site.
    pub(crate) address: String,
    /// Its bytes, as PDF.
    pub(crate) bytes: Arc<Vec<u8>>,
}

/// What is made for paper.
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only what is made for paper needs it"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    /// The leaflet, to read.
    Leaflet,
    /// The leaflet, to print and fold.
    Folded,
    /// The form, to fill in with a pen.
    Form,
    /// The pages as one document.
    Procedure,
}

impl DocumentKind {
    /// In the order in which they are offered.
    #[cfg(feature = "pdf")]
    pub(crate) const ALL: [Self; 4] = [Self::Leaflet, Self::Folded, Self::Form, Self::Procedure];

    /// What it is called in a language.
    pub(crate) const fn text(self, texts: &PaperTexts) -> &DocumentText {
        match self {
            Self::Leaflet => &texts.leaflet,
            Self::Folded => &texts.folded,
            Self::Form => &texts.form,
            Self::Procedure => &texts.procedure,
        }
    }
}
