//! Why something does not get onto paper.

use std::ops::Range;

/// Why something does not get onto paper. Whoever asked for it knows in which file the words stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// Words over the edge of the paper: a word that is wider than its place, or more lines than a page has.
    #[error("`{words}` is over the edge")]
    OverTheEdge {
        /// The words, as far as they stand on one line.
        words: String,
    },
    /// The font has no such character.
    #[error("the font has no `{character}`")]
    NoGlyph {
        /// The character.
        character: char,
    },
    /// The template is wrong, or asks for what is not there; also what the standard for accessible PDF refuses.
    #[error("{file}: {message}")]
    Template {
        /// The name of the template.
        file: String,
        /// Where in its text, in bytes.
        place: Range<usize>,
        /// What Typst says of it.
        message: String,
    },
}

impl LayoutError {
    /// A mistake of the whole template.
    pub(crate) fn of_template(file: &str, message: impl Into<String>) -> Self {
        Self::Template { file: file.to_owned(), place: 0..0, message: message.into() }
    }
}
