//! What a compiler made before, and what it was made from. A file that did not change is the very same one, so pointers tell.

use super::language_folder::LanguageFolder;
use super::templates::CompiledTemplates;
use crate::diagnostics::problem::Problems;
use crate::documents::Documents;
use crate::page::{PageContext, ParsedPage};
use crate::sources::picture::Picture;
use crate::sources::{Source, Sources};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Files by their path.
type Files<T> = BTreeMap<String, Arc<T>>;

/// What became of the file of a page.
pub(super) type Parsed = Result<Arc<ParsedPage>, Problems>;

/// The results of the steps of the last compilation.
#[derive(Default)]
pub(super) struct Cache {
    templates: Option<(Files<Source>, Arc<CompiledTemplates>)>,
    languages: BTreeMap<String, CachedLanguage>,
    documents: Option<(Sources, NaiveDate, Documents)>,
}

/// The parsed pages of a language.
struct CachedLanguage {
    /// The files that the context was made from.
    shared: Files<Source>,
    context: Arc<PageContext>,
    pages: HashMap<String, (Arc<Source>, Parsed)>,
}

impl Cache {
    /// The compiled templates.
    ///
    /// # Errors
    /// As [`CompiledTemplates::compile`].
    pub(super) fn templates(&mut self, sources: &Files<Source>) -> Result<Arc<CompiledTemplates>, Problems> {
        if let Some((from, templates)) = &self.templates
            && is_same(from, sources)
        {
            return Ok(Arc::clone(templates));
        }
        let templates = Arc::new(CompiledTemplates::compile(sources)?);
        self.templates = Some((sources.clone(), Arc::clone(&templates)));
        Ok(templates)
    }

    /// Forgets each language that has no folder any more.
    pub(super) fn forget_languages_but(&mut self, folders: &[LanguageFolder<'_>]) {
        self.languages.retain(|tag, _| folders.iter().any(|folder| folder.tag == tag));
    }

    /// Each parsed page of a language by the name of its file, in no order.
    pub(super) fn parsed(&self, tag: &str) -> impl Iterator<Item = (&str, &Parsed)> {
        let pages = self.languages.get(tag).into_iter().flat_map(|language| &language.pages);
        pages.map(|(name, (_, parsed))| (name.as_str(), parsed))
    }

    /// Parses each page of a language that changed, or all if something changed that every page is parsed with. Gives back the
    /// context that they were parsed with.
    pub(super) fn parse(
        &mut self,
        folder: &LanguageFolder<'_>,
        shared: Files<Source>,
        pictures: &Files<Picture>,
        make_context: impl FnOnce() -> PageContext,
    ) -> Arc<PageContext> {
        let is_still_right =
            |before: &CachedLanguage| is_same(&before.shared, &shared) && is_same(&before.context.pictures, pictures);
        let (context, mut pages) = match self.languages.remove(folder.tag).filter(is_still_right) {
            Some(before) => (before.context, before.pages),
            None => (Arc::new(make_context()), HashMap::new()),
        };
        pages.retain(|name, _| folder.pages.contains_key(name.as_str()));
        let is_known = |name: &str, source| pages.get(name).is_some_and(|(before, _)| Arc::ptr_eq(before, source));
        let all = folder.pages.iter().map(|(name, source)| (*name, *source));
        let changed: Vec<(&str, &Arc<Source>)> = all.filter(|(name, source)| !is_known(name, source)).collect();
        let parsed: Vec<_> =
            changed.par_iter().map(|(name, source)| ParsedPage::read(name, source, &context).map(Arc::new)).collect();
        for ((name, source), parsed) in changed.into_iter().zip(parsed) {
            pages.insert(name.to_owned(), (Arc::clone(source), parsed));
        }
        let language = CachedLanguage { shared, context: Arc::clone(&context), pages };
        self.languages.insert(folder.tag.to_owned(), language);
        context
    }

    /// The documents. What did not get onto paper is reported again the next time.
    ///
    /// # Errors
    /// What `print` reports.
    pub(super) fn documents(
        &mut self,
        sources: &Sources,
        today: NaiveDate,
        print: impl FnOnce() -> Result<Documents, Problems>,
    ) -> Result<Documents, Problems> {
        if let Some((from, day, documents)) = &self.documents
            && *day == today
            && is_same(&from.content, &sources.content)
            && is_same(&from.templates, &sources.templates)
            && is_same(&from.pictures, &sources.pictures)
            && is_same(&from.fonts, &sources.fonts)
        {
            return Ok(documents.clone());
        }
        self.documents = None;
        let documents = print()?;
        self.documents = Some((sources.clone(), today, documents.clone()));
        Ok(documents)
    }
}

/// Whether these are the very same files: a reader gives what did not change as it was.
fn is_same<T>(one: &Files<T>, other: &Files<T>) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|((name, here), (other_name, there))| name == other_name && Arc::ptr_eq(here, there))
}
