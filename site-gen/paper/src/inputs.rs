//! What a template gets.

use crate::text::Text;
use serde::{Deserialize, Serialize};
use typst::foundations::{Bytes, Dict, IntoValue, Str};

/// What a template finds under `sys.inputs`: strings, numbers, lists and dictionaries, and texts as content. It cannot be printed
/// for a log: it may hold what a person wrote.
#[derive(Clone, Default)]
pub struct Inputs(pub(crate) Dict);

impl Inputs {
    /// The fields of `values`, which serialises as a map.
    ///
    /// # Errors
    /// It serialises as something else.
    pub fn of(values: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::to_value(values).and_then(Dict::deserialize).map(Self)
    }

    /// The same, and under `name` the blocks of a text, one after the other.
    ///
    /// # Shape
    /// Each block is a dictionary with a `kind` and a `body` that can be shown as it is:
    /// - `heading`: `level`, `classes`, and its `place` in the Markdown in bytes;
    /// - `list`: its `length` in characters, and `items`, each with its `body`, its `links` and its `words`;
    /// - `picture`: `bytes` and `alt` instead of a body;
    /// - `text`: anything else, with its `length` in characters, and whether it `leads` to what follows: it ends in a colon.
    #[must_use]
    pub fn with_text(self, name: &str, text: &Text) -> Self {
        self.with(name, text.value())
    }

    /// The same, and under `name` a list of dictionaries: the fields of each, and its text under `blocks`.
    #[must_use]
    pub fn with_chapters<'a>(self, name: &str, chapters: impl IntoIterator<Item = (Self, &'a Text)>) -> Self {
        let chapters = chapters.into_iter().map(|(chapter, text)| chapter.with_text("blocks", text).0.into_value());
        self.with(name, chapters.collect::<typst::foundations::Array>())
    }

    /// The same, and under `name` the bytes of a file.
    #[must_use]
    pub fn with_file(self, name: &str, bytes: Vec<u8>) -> Self {
        self.with(name, Bytes::new(bytes))
    }

    /// The same, with another number under `name`.
    #[must_use]
    pub fn with_number(self, name: &str, number: f64) -> Self {
        self.with(name, number)
    }

    fn with(mut self, name: &str, value: impl IntoValue) -> Self {
        self.0.insert(Str::from(name), value.into_value());
        self
    }
}
