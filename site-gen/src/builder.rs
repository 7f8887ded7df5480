//! From files to a [`Site`]: everything is read, and every problem told, in one go.
//!
//! 1. What all pages share is read first: `organisation.toml`, templates, and of each language its texts.
//! 2. Each page is read on its own, all at once. A builder that is used again reads only what changed.
//! 3. The pages are put in their places and linked ([`crate::linking`]): dead links, two pages with one address, translations.

use crate::advice::Adviser;
use crate::assets::Assets;
use crate::facts::Filled;
use crate::fault::Fault;
use crate::frame;
use crate::front_matter::is_name;
use crate::linking::{self, Linked};
use crate::organisation::Organisation;
use crate::page::{Basis, Draft};
use crate::parallel;
use crate::problem::{Problem, Problems};
use crate::site::{FormText, LanguageSite, Site};
use crate::sources::{Source, Sources};
use crate::templates::Templates;
use crate::texts::{Texts, later, without_later};
use crate::toml_file;
use crate::wording::WordingOnly;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, LazyLock};
#[cfg(feature = "pdf")]
use {
    crate::documents::Document,
    crate::fault::Severity,
    crate::press::{Press, Printed},
};

/// Who will see the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: no drafts, and no page before or after its days.
    #[default]
    Public,
    /// Its editors: every page, and what is wrong with a draft stops the build too.
    Editors,
}

/// The day on which each file of the content last changed, by its path there; worked out when it is first needed.
type LastChanged = LazyLock<BTreeMap<String, NaiveDate>, Box<dyn FnOnce() -> BTreeMap<String, NaiveDate> + Send>>;

/// Files by their path.
type Files = BTreeMap<String, Arc<Source>>;

/// Builds a site, and builds it again with little work when little changed.
pub struct Builder {
    audience: Audience,
    gives_advice: bool,
    last_changed: LastChanged,
    templates: Option<(Files, Arc<Templates>)>,
    languages: BTreeMap<String, Remembered>,
    #[cfg(feature = "pdf")]
    printed: Option<PrintedBefore>,
}

/// The documents, and what they were made from.
#[cfg(feature = "pdf")]
struct PrintedBefore {
    sources: Sources,
    today: NaiveDate,
    press: Arc<Press>,
    documents: BTreeMap<String, Vec<Document>>,
}

/// What was read of a language, and what it was read from.
struct Remembered {
    /// The files that every page of the language is read with.
    shared: Files,
    basis: Arc<Basis>,
    pages: HashMap<String, (Arc<Source>, Read)>,
}

/// What became of the file of a page.
type Read = Result<Arc<Draft>, Problems>;

/// The files of one language.
struct Folder<'a> {
    tag: &'a str,
    is_default: bool,
    texts: Option<&'a Arc<Source>>,
    words: Option<&'a Arc<Source>>,
    pages: BTreeMap<&'a str, &'a Arc<Source>>,
}

impl Site {
    /// Reads and checks everything as it is for everybody on the day `today`.
    ///
    /// # Errors
    /// As [`Builder::load`].
    pub fn load(sources: &Sources, today: NaiveDate) -> Result<Self, Problems> {
        Builder::new(Audience::Public, BTreeMap::new).load(sources, today)
    }
}

impl Builder {
    /// A builder for `audience`. For a page that does not say when it was `updated`, `last_changed` is asked, once: the day
    /// of each file of the content, by its path there.
    pub fn new(
        audience: Audience,
        last_changed: impl FnOnce() -> BTreeMap<String, NaiveDate> + Send + 'static,
    ) -> Self {
        let last_changed = LazyLock::new(Box::new(last_changed) as _);
        let gives_advice = audience == Audience::Editors;
        Self {
            audience,
            gives_advice,
            last_changed,
            templates: None,
            languages: BTreeMap::new(),
            #[cfg(feature = "pdf")]
            printed: None,
        }
    }

    /// The same builder, which gives advice on plain language too. One for editors does so anyway.
    #[must_use]
    pub const fn giving_advice(mut self) -> Self {
        self.gives_advice = true;
        self
    }

    /// Reads and checks everything, as it is on the day `today`.
    ///
    /// # Errors
    /// Every problem that content and templates have, in one go, if one of them is an error. What cannot be read without
    /// something that has a problem itself (a page without the facts) is not judged.
    pub fn load(&mut self, sources: &Sources, today: NaiveDate) -> Result<Site, Problems> {
        let mut problems = Problems::default();
        if self.gives_advice && !sources.copies.is_empty() {
            let files = sources.copies.clone();
            problems.push(Problem::with_file("content", Fault::CopiesLeft { files }));
        }
        let templates = problems.note_all(self.compile(&sources.templates));
        let organisation = problems.note_all(read_organisation(sources));
        let file = sources.content.get("organisation.toml");
        problems
            .extend(organisation.iter().zip(file).flat_map(|(organisation, file)| organisation.contradictions(file)));
        let site = organisation
            .and_then(|organisation| self.languages(sources, organisation, templates, today, &mut problems));
        problems.or(site).map(|(site, notes)| Site { notes, ..site })
    }

    fn compile(&mut self, sources: &Files) -> Result<Arc<Templates>, Problems> {
        if let Some((from, templates)) = &self.templates
            && is_same(from, sources)
        {
            return Ok(Arc::clone(templates));
        }
        let templates = Arc::new(Templates::compile(sources)?);
        self.templates = Some((sources.clone(), Arc::clone(&templates)));
        Ok(templates)
    }

    fn languages(
        &mut self,
        sources: &Sources,
        organisation: Organisation,
        templates: Option<Arc<Templates>>,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> Option<Site> {
        let folders = folders(sources, &organisation, problems);
        self.languages.retain(|tag, _| folders.iter().any(|folder| folder.tag == tag));
        let mut read = Vec::new();
        for folder in &folders {
            read.extend(self.read(folder, &organisation, sources, problems).map(|texts| (folder, texts)));
        }
        let linked = read.iter().map(|(folder, _)| {
            let Remembered { basis, pages, .. } = &self.languages[folder.tag];
            let pages = folder.pages.keys().filter_map(|name| Some((*name, &pages.get(*name)?.1)));
            Linked::new(folder.tag, folder.is_default, basis.root.clone(), pages)
        });
        let linked: Vec<Linked<'_>> = linked.collect();
        let own = folders.iter().find(|folder| folder.is_default);
        let originals = own.into_iter().flat_map(|own| own.pages.keys().copied()).collect();
        let rules = linking::Rules {
            today,
            audience: self.audience,
            review_months: organisation.site.review_months,
            last_changed: &|path: &str| self.last_changed.get(path).copied(),
        };
        let pages = linking::link(&linked, &originals, &rules, problems);
        let structured = frame::structured(&organisation);
        let assets = Assets::named(&sources.templates);
        let mut languages = BTreeMap::new();
        for ((tag, root, pages), (_, (texts, opening_hours))) in pages.into_iter().zip(read) {
            let texts = texts?;
            let by_key = pages.iter().enumerate().map(|(place, page)| (page.key.clone(), place)).collect();
            let frame = tera::Value::none();
            let mut language = LanguageSite {
                #[cfg(feature = "tool")]
                words: self.languages[tag.as_str()].basis.advice.words().cloned(),
                tag: tag.clone(),
                root,
                texts,
                opening_hours,
                documents: Vec::new(),
                pages,
                by_key,
                form: FormText::default(),
                frame,
            };
            language.form = frame::form_text(&language);
            language.frame = problems.note(frame::ready(&organisation, &assets, &structured, &language))?;
            languages.insert(tag, language);
        }
        #[cfg(feature = "pdf")]
        let press = self.print(sources, &organisation, &mut languages, today, problems);
        let shown = languages.values().flat_map(|language| &language.pages).flat_map(|page| &page.draft.pictures);
        let pictures = shown.filter_map(|name| Some((name.clone(), sources.pictures.get(name)?.clone()))).collect();
        let notes = Problems::default();
        Some(Site {
            organisation,
            languages,
            templates: templates?,
            assets,
            pictures,
            notes,
            #[cfg(feature = "pdf")]
            press,
        })
    }

    /// Makes the documents of all languages. As long as something else is wrong, none: they would only repeat it.
    #[cfg(feature = "pdf")]
    fn print(
        &mut self,
        sources: &Sources,
        organisation: &Organisation,
        languages: &mut BTreeMap<String, LanguageSite>,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> Option<Arc<Press>> {
        if problems.count(Severity::Error) > 0 {
            return None;
        }
        let is_known = |before: &PrintedBefore| {
            is_same(&before.sources.content, &sources.content)
                && is_same(&before.sources.templates, &sources.templates)
                && is_same(&before.sources.pictures, &sources.pictures)
                && is_same(&before.sources.fonts, &sources.fonts)
                && before.today == today
        };
        let before = self.printed.take().filter(is_known).unwrap_or_else(|| {
            let press = Arc::new(Press::new(sources));
            let printed = languages.values().filter_map(|language| {
                let remembered = self.languages.get(&language.tag)?;
                let texts = remembered.shared.get("texts.toml")?;
                Some(Printed { language, basis: &remembered.basis, texts })
            });
            let documents = press.documents(organisation, &printed.collect::<Vec<_>>(), problems);
            PrintedBefore { sources: sources.clone(), today, press, documents }
        });
        for (tag, language) in languages {
            language.documents = before.documents.get(tag).cloned().unwrap_or_default();
        }
        let press = Arc::clone(&before.press);
        // What did not get onto paper is told again the next time.
        if problems.count(Severity::Error) == 0 {
            self.printed = Some(before);
        }
        Some(press)
    }

    /// Reads the texts and all pages of a language; what did not change is as it was.
    fn read(
        &mut self,
        folder: &Folder<'_>,
        organisation: &Organisation,
        sources: &Sources,
        problems: &mut Problems,
    ) -> Option<(Option<Texts>, Vec<String>)> {
        let Some(source) = folder.texts else {
            problems.push(Problem::with_file(format!("content/{}", folder.tag), Fault::NoTexts));
            return None;
        };
        let read = toml_file::read::<WordingOnly>(&Filled::as_written(source), 0, &source.text);
        let wording = problems.note_all(read)?.language.with_names();
        let facts = organisation.facts(&wording);
        let texts = problems.note_all(facts.fill(source, later)).and_then(|filled| {
            problems.extend(without_later(&filled));
            let texts = problems.note_all(toml_file::read::<Texts>(&filled, 0, &filled.text))?;
            Some(Texts { language: texts.language.with_names(), ..texts })
        });
        let opening_hours = organisation.opening_hours(&wording);

        let shared = [
            ("organisation.toml", sources.content.get("organisation.toml")),
            ("texts.toml", Some(source)),
            ("words.toml", folder.words),
        ];
        let shared: Files =
            shared.into_iter().filter_map(|(name, file)| Some((name.to_owned(), Arc::clone(file?)))).collect();
        let before = self
            .languages
            .remove(folder.tag)
            .filter(|before| is_same(&before.shared, &shared) && is_same(&before.basis.pictures, &sources.pictures));
        let (basis, mut pages) = if let Some(before) = before {
            (before.basis, before.pages)
        } else {
            let root = if folder.is_default { "/".to_owned() } else { format!("/{}/", folder.tag) };
            let advice = Adviser::new(organisation, &wording, folder.words.map(AsRef::as_ref), self.gives_advice);
            (Arc::new(Basis { root, facts, pictures: sources.pictures.clone(), advice }), HashMap::new())
        };
        problems.extend(basis.advice.on_texts(source));
        pages.retain(|name, _| folder.pages.contains_key(name.as_str()));
        let is_known = |name: &str, source| pages.get(name).is_some_and(|(before, _)| Arc::ptr_eq(before, source));
        let changed: Vec<(&str, &Arc<Source>)> = folder
            .pages
            .iter()
            .map(|(name, source)| (*name, *source))
            .filter(|(name, source)| !is_known(name, source))
            .collect();
        let read = parallel::map(&changed, |(name, source)| Draft::read(name, source, &basis));
        for ((name, source), read) in changed.into_iter().zip(read) {
            pages.insert(name.to_owned(), (Arc::clone(source), read.map(Arc::new)));
        }
        self.languages.insert(folder.tag.to_owned(), Remembered { shared, basis, pages });
        Some((texts, opening_hours))
    }
}

/// Whether these are the very same files: a reader gives what did not change as it was.
fn is_same<T>(one: &BTreeMap<String, Arc<T>>, other: &BTreeMap<String, Arc<T>>) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|((name, here), (other_name, there))| name == other_name && Arc::ptr_eq(here, there))
}

fn read_organisation(sources: &Sources) -> Result<Organisation, Vec<Problem>> {
    let Some(source) = sources.content.get("organisation.toml") else {
        return Err(vec![Problem::with_file("content/organisation.toml", Fault::NoOrganisation)]);
    };
    toml_file::read(&Filled::as_written(source), 0, &source.text)
}

/// The folders of the content, that of the site's own language first; anything else in the content is a problem.
fn folders<'a>(sources: &'a Sources, organisation: &Organisation, problems: &mut Problems) -> Vec<Folder<'a>> {
    let default = organisation.site.default_language.as_str();
    let mut folders: BTreeMap<(bool, &str), Folder<'a>> = BTreeMap::new();
    for (path, source) in &sources.content {
        let is_page = Path::new(path).extension().is_some_and(|ending| ending == "md");
        let Some((tag, name)) = path.split_once('/') else {
            if path != "organisation.toml" && path != "README.md" {
                problems.push(Problem::with_file(&source.shown, Fault::UnusedFile));
            }
            continue;
        };
        let is_default = tag == default;
        if !(name == "texts.toml" || name == "words.toml" || (is_page && !name.contains('/'))) {
            problems.push(Problem::with_file(&source.shown, Fault::UnusedFile));
            continue;
        }
        let stem = name.trim_end_matches(".md");
        if is_page && (!is_name(stem) || stem.chars().any(char::is_uppercase)) {
            problems.push(Problem::with_file(&source.shown, Fault::FileName));
        }
        let new = || Folder { tag, is_default, texts: None, words: None, pages: BTreeMap::new() };
        // The default sorts first: false is before true.
        let folder = folders.entry((!is_default, tag)).or_insert_with(new);
        match name {
            "texts.toml" => folder.texts = Some(source),
            "words.toml" => folder.words = Some(source),
            _ => drop(folder.pages.insert(name, source)),
        }
    }
    if folders.get(&(false, default)).is_none_or(|folder| folder.texts.is_none()) {
        problems.push(Problem::with_file("content", Fault::NoDefaultLanguage { tag: default.to_owned() }));
    }
    folders.into_values().collect()
}
