//! The whole site, read and checked: what the generator writes and what the functions answer with.

use crate::assets::Assets;
use crate::front_matter::{MenuAt, PageKind};
use crate::organisation::Organisation;
use crate::page::{Page, Place, read_pages};
use crate::problem::{Problem, Problems};
use crate::sources::{Source, Sources};
use crate::templates::Templates;
use crate::texts::{Texts, later, without_later};
use crate::wording::WordingOnly;
use crate::{facts::Filled, toml_file};
use chrono::NaiveDate;
use complaint::{Language, Rules, Terms};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A site without a problem: every page read, every link resolved, every template compiled.
#[derive(Debug)]
pub struct Site {
    pub(crate) organisation: Organisation,
    pub(crate) languages: BTreeMap<String, LanguageSite>,
    pub(crate) templates: Templates,
    pub(crate) assets: Assets,
}

/// The site in one language.
#[derive(Debug)]
pub(crate) struct LanguageSite {
    pub(crate) tag: String,
    /// The address of its start page.
    pub(crate) root: String,
    pub(crate) texts: Texts,
    pub(crate) opening_hours: Vec<String>,
    pub(crate) pages: Vec<Page>,
}

impl LanguageSite {
    /// The page of a kind of which reading made sure that there is one.
    pub(crate) fn page(&self, kind: PageKind) -> Option<&Page> {
        self.pages.iter().find(|page| page.matter.kind == kind)
    }

    /// The pages of a menu, in its order.
    pub(crate) fn menu(&self, at: MenuAt) -> Vec<(&Page, &str)> {
        let mut entries: Vec<_> = self
            .pages
            .iter()
            .filter_map(|page| Some((page, page.matter.menu.as_ref()?)))
            .filter(|(_, place)| place.at == at)
            .collect();
        entries.sort_by_key(|(page, place)| (place.order, &page.address));
        entries.into_iter().map(|(page, place)| (page, place.label.as_str())).collect()
    }
}

impl Site {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// Every problem that content and templates have, in one go. What cannot be read without something that has a
    /// problem itself (a page without the facts) is not judged.
    pub fn load(sources: &Sources) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let templates = Templates::compile(&sources.templates).map_err(|found| problems.extend(found)).ok();
        let organisation = read_organisation(sources).map_err(|found| problems.extend(found)).ok();
        let mut languages = BTreeMap::new();
        if let Some(organisation) = &organisation {
            let folders = language_folders(sources, &mut problems);
            let originals = folders.get(organisation.site.default_language.as_str());
            let originals =
                originals.map(|files| files.keys().copied().filter(|file| is_page(file)).collect()).unwrap_or_default();
            for (tag, files) in &folders {
                let language = LanguageSite::read(tag, files, organisation, &originals);
                let language = language.map_err(|found| problems.extend(found)).ok();
                languages.extend(language.map(|language| ((*tag).to_owned(), language)));
            }
            let default = &organisation.site.default_language;
            if !sources.content.contains_key(&format!("{default}/texts.toml")) {
                let message =
                    format!("no folder `{default}` with a `texts.toml`, the language that is meant by default");
                problems.push(Problem::with_file("content", message));
            }
            fall_back(&mut languages, default);
            problems.extend(same_addresses(&languages));
        }
        let assets = Assets::named(&sources.templates);
        let site = organisation.zip(templates).map(|(organisation, templates)| Self {
            organisation,
            languages,
            templates,
            assets,
        });
        problems.or(site)
    }

    /// What a form is read by on the day `today`.
    #[must_use]
    pub fn rules(&self, today: NaiveDate) -> Rules {
        Rules {
            lengths: self.organisation.lengths.clone(),
            default_language: Language::new(&self.organisation.site.default_language),
            languages: self
                .languages
                .values()
                .map(|language| (Language::new(&language.tag), language.texts.language.locale()))
                .collect(),
            today,
        }
    }

    /// The same page in each language, as a translation or as a fallback.
    pub(crate) fn translations<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = (&'a LanguageSite, &'a Page)> {
        self.languages.values().filter_map(|language| {
            let of_key = language.pages.iter().find(|other| other.key == page.key)?;
            Some((language, of_key))
        })
    }

    /// The language of the site that suits a visitor best whose browser sends `accept_language` (RFC 9110).
    #[must_use]
    pub fn language_for(&self, accept_language: &str) -> Language {
        let preferred = accept_language::parse_with_quality(accept_language)
            .into_iter()
            .filter(|(_, quality)| *quality > 0.0)
            .map(|(tag, _)| tag.split('-').next().unwrap_or_default().to_lowercase())
            .find(|tag| self.languages.contains_key(tag));
        Language::new(preferred.unwrap_or_else(|| self.organisation.site.default_language.clone()))
    }

    /// The address of each language's start page.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        self.languages.values().map(|language| language.root.as_str())
    }

    /// The terms of the procedure.
    #[must_use]
    pub const fn terms(&self) -> Terms {
        self.organisation.terms
    }

    /// The address under which the site is published.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.organisation.site.address
    }

    /// The site in `language`, or in the language that is meant where none is named.
    pub(crate) fn language(&self, language: &Language) -> Option<&LanguageSite> {
        let default = || self.languages.get(&self.organisation.site.default_language);
        self.languages.get(language.as_str()).or_else(default)
    }
}

impl LanguageSite {
    fn read(
        tag: &str,
        files: &BTreeMap<&str, &Source>,
        organisation: &Organisation,
        originals: &BTreeSet<&str>,
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let Some(source) = files.get("texts.toml") else {
            let folder = format!("content/{tag}");
            return Err(Problem::with_file(folder, "no file `texts.toml`: a language needs its texts").into());
        };
        let WordingOnly { language } = toml_file::read(&Filled::as_written(source), 0, &source.text)?;
        let facts = organisation.facts(&language);
        let texts = facts.fill(source, later).map_err(|found| problems.extend(found)).ok().and_then(|filled| {
            problems.extend(without_later(&filled));
            problems.note(toml_file::read::<Texts>(&filled, 0, &filled.text))
        });
        let root = if tag == organisation.site.default_language { "/".to_owned() } else { format!("/{tag}/") };
        let pages: BTreeMap<&str, &Source> =
            files.iter().filter(|(file, _)| is_page(file)).map(|(file, source)| (*file, *source)).collect();
        let is_default = tag == organisation.site.default_language;
        let place = Place { tag, root: &root, originals: (!is_default).then_some(originals) };
        let pages = read_pages(&pages, &facts, place).map_err(|found| problems.extend(found)).ok();
        problems.extend(pages.iter().flat_map(|pages| miscounted(tag, is_default, pages)));
        let opening_hours = organisation.opening_hours(&language);
        let tag = tag.to_owned();
        problems.or(texts.zip(pages).map(|(texts, pages)| Self { tag, root, texts, opening_hours, pages }))
    }
}

/// Gives each language the pages that it has no translation of, as they are in the site's own language.
fn fall_back(languages: &mut BTreeMap<String, LanguageSite>, default: &str) {
    let originals = languages.get(default).map(|language| language.pages.clone()).unwrap_or_default();
    for language in languages.values_mut().filter(|language| language.tag != default) {
        let has = |key: &str| language.pages.iter().any(|page| page.key == key);
        // Of every kind but text there is one page: a language's own one serves.
        let is_served = |kind| kind != PageKind::Text && language.page(kind).is_some();
        let missing = originals.iter().filter(|page| !has(&page.key) && !is_served(page.matter.kind));
        let missing: Vec<Page> = missing.cloned().collect();
        language.pages.extend(missing.iter().map(|page| page.as_fallback(&language.root)));
    }
}

/// A problem for each page that would be written over another.
fn same_addresses(languages: &BTreeMap<String, LanguageSite>) -> Vec<Problem> {
    let mut addresses = BTreeSet::new();
    let pages = languages.values().flat_map(|language| &language.pages);
    pages
        .filter(|page| !addresses.insert(&page.address))
        .map(|page| {
            Problem::with_file(&page.file, format!("another page has the address `{}` too", page.address))
                .hint("rename one of them, or say with `translates` which page it is in another language")
        })
        .collect()
}

/// A problem for each kind of page that is missing, and for each page too many of a kind or of one original.
fn miscounted(tag: &str, is_default: bool, pages: &[Page]) -> Vec<Problem> {
    let hint = "a language has one";
    let mut problems = Vec::new();
    for (kind, name) in PageKind::ONE_OF_EACH {
        let mut of_kind = pages.iter().filter(|page| page.matter.kind == kind);
        if of_kind.next().is_none() && is_default {
            let problem = Problem::with_file(format!("content/{tag}"), format!("no page has `kind = \"{name}\"`"));
            problems.push(problem.hint(hint));
        }
        let second = |page: &Page| Problem::with_file(&page.file, format!("a second page with `kind = \"{name}\"`"));
        problems.extend(of_kind.map(|page| second(page).hint(hint)));
    }
    let mut keys = BTreeSet::new();
    for page in pages.iter().filter(|page| !keys.insert(&page.key)) {
        problems.push(Problem::with_file(&page.file, format!("a second translation of `{}`", page.key)));
    }
    problems
}

fn read_organisation(sources: &Sources) -> Result<Organisation, Problems> {
    let Some(source) = sources.content.get("organisation.toml") else {
        let problem = Problem::with_file("content/organisation.toml", "the file is not there");
        return Err(problem.hint("it holds the facts that every page uses").into());
    };
    Ok(toml_file::read(&Filled::as_written(source), 0, &source.text)?)
}

fn is_page(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "md")
}

/// The folders of the content, each with its files; anything else in the content is a problem.
fn language_folders<'a>(
    sources: &'a Sources,
    problems: &mut Problems,
) -> BTreeMap<&'a str, BTreeMap<&'a str, &'a Source>> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, &Source>> = BTreeMap::new();
    for (path, source) in &sources.content {
        match path.split_once('/') {
            Some((tag, file)) if !file.contains('/') && (is_page(file) || file == "texts.toml") => {
                folders.entry(tag).or_default().insert(file, source);
            }
            None if path == "organisation.toml" || path == "README.md" => {}
            _ => problems.push(
                Problem::with_file(&source.shown, "nothing uses this file")
                    .hint("pages are `.md` files in a folder named after their language, such as `nl`"),
            ),
        }
    }
    folders
}
