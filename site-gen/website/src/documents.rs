//! The documents that are made of a website for paper: what there is, and where each stands.

use std::collections::BTreeMap;
use std::sync::Arc;
use views::{DocumentText, PaperTexts};

/// The documents of each language, by its tag.
pub type Documents = BTreeMap<String, Vec<Document>>;

/// A document of one language.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Where it stands on the site.
    pub address: String,
    /// Its bytes, as PDF.
    pub bytes: Arc<Vec<u8>>,
}

/// What is made for paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
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
    pub const ALL: [Self; 4] = [Self::Leaflet, Self::Folded, Self::Form, Self::Procedure];

    /// What it is called in a language.
    #[must_use]
    pub const fn text(self, texts: &PaperTexts) -> &DocumentText {
        match self {
            Self::Leaflet => &texts.leaflet,
            Self::Folded => &texts.folded,
            Self::Form => &texts.form,
            Self::Procedure => &texts.procedure,
        }
    }
}
