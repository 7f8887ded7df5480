//! From files to a [`Website`]: everything is read, and every problem reported, in one run.
//!
//! 1. `inputs` reads what all pages of a language share: `organisation.toml` and the texts. Together they are the
//!    [`PageContext`](crate::PageContext) of that language.
//! 2. Each page is parsed on its own, on all processors.
//! 3. [`linking`](crate::page::linking) puts the pages in their places: dead links, two pages with one address, translations.
//! 4. The layout of each language is made once, and with it the website.
//!
//! Each step takes only the values of the steps before it. `cache` stands around them and repeats a step only if what it is made
//! from changed.

mod cache;
mod inputs;
mod language_folder;
pub(crate) mod templates;

use crate::assets::Assets;
use crate::audience::Audience;
use crate::diagnostics::kind::{ProblemKind, Severity};
use crate::diagnostics::problem::{Problem, Problems};
use crate::documents::Documents;
use crate::layout::{self, LayoutParts};
use crate::organisation::Organisation;
use crate::page::PageContext;
use crate::page::linking::{self, LanguagePages, UnlinkedLanguage};
use crate::printer::Printer;
use crate::sources::Sources;
use crate::website::{Website, WebsiteLanguage};
use cache::Cache;
use chrono::NaiveDate;
use inputs::LanguageInputs;
use language_folder::LanguageFolder;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use templates::CompiledTemplates;
use views::{LanguageViews, Site};

/// The day on which each file of the content last changed, by its path there; worked out when it is first needed.
type LastChanged = LazyLock<BTreeMap<String, NaiveDate>, Box<dyn FnOnce() -> BTreeMap<String, NaiveDate> + Send>>;

/// Compiles a website, and compiles it again with little work when little changed.
///
/// ```
/// use website::{Compiler, Sources};
///
/// let sources = Sources::from_files([("content/nl/contact.md", b"+++\n".as_slice())])?;
/// let problems = Compiler::for_everybody().compile(&sources, "2026-11-22".parse()?).unwrap_err();
/// assert_eq!(problems.iter().next().unwrap().file, "content/organisation.toml");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Compiler {
    audience: Audience,
    gives_advice: bool,
    last_changed: LastChanged,
    printer: Option<Arc<dyn Printer>>,
    cache: Cache,
}

impl Compiler {
    /// A compiler for `audience`. For a page that does not say when it was `updated`, `last_changed` is asked, once: the day
    /// of each file of the content, by its path there.
    pub fn new(
        audience: Audience,
        last_changed: impl FnOnce() -> BTreeMap<String, NaiveDate> + Send + 'static,
    ) -> Self {
        let last_changed = LazyLock::new(Box::new(last_changed) as _);
        let gives_advice = audience == Audience::Editors;
        Self { audience, gives_advice, last_changed, printer: None, cache: Cache::default() }
    }

    /// A compiler for everybody, which knows of no page when it last changed.
    #[must_use]
    pub fn for_everybody() -> Self {
        Self::new(Audience::Public, BTreeMap::new)
    }

    /// The same compiler, which gives advice on plain language too. One for editors does so anyway.
    #[must_use]
    pub const fn giving_advice(mut self) -> Self {
        self.gives_advice = true;
        self
    }

    /// The same compiler, which has the documents for paper made by `printer`.
    #[must_use]
    pub fn printing(mut self, printer: Option<Arc<dyn Printer>>) -> Self {
        self.printer = printer;
        self
    }

    /// Reads and checks everything, as it is on the day `today`.
    ///
    /// # Errors
    /// Every problem that content and templates have, in one run, if one of them is an error. What cannot be read without
    /// something that has a problem itself (a page without the facts) is not judged.
    pub fn compile(&mut self, sources: &Sources, today: NaiveDate) -> Result<Website, Problems> {
        let mut problems = Problems::default();
        if self.gives_advice && !sources.copies.is_empty() {
            let files = sources.copies.clone();
            problems.push(Problem::with_file("content", ProblemKind::CopiesLeft { files }));
        }
        let templates = problems.note_all(self.cache.templates(&sources.templates));
        let organisation = inputs::read_organisation(sources, &mut problems);
        let website = organisation.and_then(|organisation| {
            let folders = language_folder::all(sources, &organisation, &mut problems);
            let languages = self.read_and_parse(&folders, &organisation, sources, &mut problems);
            let pages = self.link(&languages, &folders, &organisation, today, &mut problems);
            assemble(organisation, languages, pages, templates?, sources, &mut problems)
        });
        let website = website.and_then(|website| self.print(website, sources, today, &mut problems));
        problems.into_result(website).map(|(website, notes)| Website { notes, ..website })
    }

    /// Reads what the pages of each language share, and parses each page.
    fn read_and_parse<'a>(
        &mut self,
        folders: &[LanguageFolder<'a>],
        organisation: &Organisation,
        sources: &Sources,
        problems: &mut Problems,
    ) -> Vec<(LanguageInputs<'a>, Arc<PageContext>)> {
        self.cache.forget_languages_but(folders);
        let mut languages = Vec::new();
        for folder in folders {
            let Some(inputs) = LanguageInputs::read(folder, organisation, problems) else { continue };
            let make_context = || inputs.context(organisation, &sources.pictures, self.gives_advice);
            let context = self.cache.parse(folder, inputs.shared(sources), &sources.pictures, make_context);
            problems.extend(context.advice.on_texts(inputs.source));
            languages.push((inputs, context));
        }
        languages
    }

    fn link(
        &self,
        languages: &[(LanguageInputs<'_>, Arc<PageContext>)],
        folders: &[LanguageFolder<'_>],
        organisation: &Organisation,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> Vec<LanguagePages> {
        let unlinked = languages.iter().map(|(language, context)| {
            let parsed = self.cache.parsed(language.tag);
            UnlinkedLanguage::new(language.tag, language.is_default, context.root.clone(), parsed)
        });
        let unlinked: Vec<UnlinkedLanguage<'_>> = unlinked.collect();
        let own = folders.iter().find(|folder| folder.is_default);
        let originals = own.into_iter().flat_map(|own| own.pages.keys().copied()).collect();
        let rules = linking::Rules {
            today,
            audience: self.audience,
            review_months: organisation.site.review_months,
            last_changed: &|path: &str| self.last_changed.get(path).copied(),
        };
        linking::link(&unlinked, &originals, &rules, problems)
    }

    /// Has the documents made. As long as something else is wrong, none are: they would only repeat it.
    fn print(
        &mut self,
        website: Website,
        sources: &Sources,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> Option<Website> {
        let Some(printer) = self.printer.as_deref().filter(|_| problems.count(Severity::Error) == 0) else {
            return Some(website);
        };
        let documents = self.cache.documents(sources, today, || printer.print(sources, &website));
        Some(Website { documents: problems.note_all(documents)?, ..website })
    }
}

fn assemble(
    organisation: Organisation,
    languages: Vec<(LanguageInputs<'_>, Arc<PageContext>)>,
    pages: Vec<LanguagePages>,
    templates: Arc<CompiledTemplates>,
    sources: &Sources,
    problems: &mut Problems,
) -> Option<Website> {
    let structured = layout::structured(&organisation);
    let assets = Assets::named(&sources.templates);
    let mut assembled = BTreeMap::new();
    for ((inputs, context), pages) in languages.into_iter().zip(pages) {
        let (texts, phrasing) = inputs.texts?;
        let parts = LayoutParts {
            organisation: &organisation,
            assets: &assets,
            structured: &structured,
            pages: &pages,
            texts: &texts,
            phrasing: &phrasing,
            opening_hours: &inputs.opening_hours,
        };
        let (layout, layout_fingerprint) = problems.note(layout::render_once(&parts))?;
        let (tag, root, form) = (pages.tag.clone(), pages.root.clone(), layout::form_text(&pages));
        let language = WebsiteLanguage {
            views: Arc::new(LanguageViews { tag: tag.clone(), root, phrasing, texts, form, layout }),
            pages,
            opening_hours: inputs.opening_hours,
            context,
            texts: Arc::clone(inputs.source),
            layout_fingerprint,
        };
        assembled.insert(tag, language);
    }
    let shown = assembled.values().flat_map(|language| language.pages.all()).flat_map(|page| &page.parsed.pictures);
    let pictures = shown.filter_map(|name| Some((name.clone(), sources.pictures.get(name)?.clone()))).collect();
    let views = assembled.values().map(|language| Arc::clone(&language.views));
    Some(Website {
        site: Arc::new(Site::new(organisation.for_views(), views, Arc::clone(&templates.templates))),
        organisation,
        languages: assembled,
        templates,
        assets,
        pictures,
        documents: Documents::new(),
        notes: Problems::default(),
    })
}
