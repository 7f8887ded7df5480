//! The head of a page: its title, and how it is found.

use crate::form_text::FormText;
use serde::Serialize;
use std::borrow::Cow;

/// What the head of one page says, and how the page is found.
#[derive(Debug, Hash, Serialize)]
pub struct Head<'a> {
    /// The name of the page in the browser.
    pub title: String,
    /// Its heading.
    pub heading: &'a str,
    /// The language of the text, where it is not that of the layout.
    pub text_lang: Option<&'a str>,
    /// The address of the page, if it stands on the site.
    pub address: Cow<'a, str>,
    /// Only pages that search engines may find have it.
    pub found: Option<Found<'a>>,
    /// Only pages that stand on the site in every language have them.
    pub languages: Vec<Alternate<'a>>,
}

/// What a search engine reads.
#[derive(Debug, Hash, Serialize)]
pub struct Found<'a> {
    /// What the page tells, in one sentence.
    pub description: &'a str,
    /// The full address of the page itself, or of the page that it falls back on.
    pub canonical: String,
}

/// The same page in another language.
#[derive(Debug, Hash, Serialize)]
pub struct Alternate<'a> {
    /// The tag of the language.
    pub lang: &'a str,
    /// What the language calls itself.
    pub name: &'a str,
    /// Where the page stands.
    pub address: Cow<'a, str>,
    /// The full address, if it is a translation.
    pub translation: Option<String>,
    /// Whether it is the site's own language.
    pub is_default: bool,
}

impl<'a> Head<'a> {
    /// The head of a page that exists for one person only, of the organisation with this name.
    #[must_use]
    pub fn new(organisation: &str, heading: &'a str) -> Self {
        let title = format!("{heading} – {organisation}");
        Self { title, heading, text_lang: None, address: Cow::Borrowed(""), found: None, languages: Vec::new() }
    }

    /// The head of the form that a function shows.
    pub(crate) fn of_form(organisation: &str, form: &'a FormText) -> Self {
        let FormText { title, text_lang, address, .. } = form;
        Self { text_lang: text_lang.as_deref(), address: address.into(), ..Self::new(organisation, title) }
    }

    /// The same head, with `prefix` before the title: a screen reader reads it first.
    pub(crate) fn with_title_prefix(mut self, prefix: &str) -> Self {
        self.title = format!("{prefix}{}", self.title);
        self
    }
}
