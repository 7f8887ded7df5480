//! The whole website, checked.

use crate::assets::Assets;
use crate::compiler::templates::CompiledTemplates;
use crate::diagnostics::problem::{Problem, Problems};
use crate::documents::Documents;
use crate::facts::Expanded;
use crate::organisation::Organisation;
use crate::page::linking::LanguagePages;
use crate::page::{Page, PageContext};
use crate::placeholders::placeholders_at;
use crate::sources::Source;
use crate::sources::picture::Picture;
use complaint::Language;
use std::collections::BTreeMap;
use std::sync::Arc;
use views::{LanguageViews, RenderError, Site};

/// A website without an error: every page parsed, every link resolved, every template compiled. A [`Compiler`](crate::Compiler)
/// makes it.
#[derive(Debug)]
pub struct Website {
    pub(crate) site: Arc<Site>,
    pub(crate) organisation: Organisation,
    pub(crate) languages: BTreeMap<String, WebsiteLanguage>,
    pub(crate) templates: Arc<CompiledTemplates>,
    pub(crate) assets: Assets,
    /// Those that pages show.
    pub(crate) pictures: BTreeMap<String, Arc<Picture>>,
    pub(crate) documents: Documents,
    pub(crate) notes: Problems,
}

/// The website in one language.
#[derive(Debug)]
pub struct WebsiteLanguage {
    /// What functions answer with, too.
    pub views: Arc<LanguageViews>,
    /// Its pages.
    pub pages: LanguagePages,
    /// The opening hours in words.
    pub opening_hours: Vec<String>,
    /// What its pages were parsed with.
    pub context: Arc<PageContext>,
    /// Its `texts.toml`.
    pub texts: Arc<Source>,
    /// A number that changes with the layout.
    pub(crate) layout_fingerprint: u64,
}

impl WebsiteLanguage {
    /// Its `texts.toml` with the facts in it.
    ///
    /// # Errors
    /// None that compiling the language did not find.
    pub fn expanded_texts(&self) -> Result<Expanded<'_>, Vec<Problem>> {
        self.context.facts.expand(&self.texts, placeholders_at)
    }
}

impl Website {
    /// What functions answer with.
    #[must_use]
    pub const fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Every fact of the organisation.
    #[must_use]
    pub const fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// The website in each language, in the order of their tags.
    pub fn languages(&self) -> impl Iterator<Item = &WebsiteLanguage> {
        self.languages.values()
    }

    /// The website in `language`, or in the language that is meant where none is named.
    #[must_use]
    pub fn language(&self, language: &Language) -> Option<&WebsiteLanguage> {
        let default = || self.languages.get(&self.organisation.site.default_language);
        self.languages.get(language.as_str()).or_else(default)
    }

    /// Every page in every language.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.languages.values().flat_map(|language| language.pages.all())
    }

    /// Warnings and advice: what is not right, but stops nobody.
    #[must_use]
    pub const fn notes(&self) -> &Problems {
        &self.notes
    }

    /// The address under which the site is published.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.organisation.site.address
    }

    /// The same page in each language, as a translation or as a fallback.
    pub(crate) fn translations<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = (&'a WebsiteLanguage, &'a Page)> {
        self.languages.values().filter_map(|language| Some((language, language.pages.with_key(&page.key)?)))
    }

    /// A template's mistake as a problem, with its place.
    pub(crate) fn problem(&self, error: RenderError) -> Problem {
        self.templates.problem(error)
    }
}
