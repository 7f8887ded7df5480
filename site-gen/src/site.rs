//! The whole site, read and checked: what the generator writes and what the functions answer with.

use crate::assets::Assets;
use crate::front_matter::{MenuAt, PageKind};
use crate::language::{Texts, WordingOnly};
use crate::organisation::Organisation;
use crate::page::{Page, read_pages};
use crate::problem::{Problem, Problems};
use crate::sources::{Source, Sources};
use crate::templates::Templates;
use crate::{facts::Filled, language::LATER, toml_file};
use chrono::NaiveDate;
use complaint::{Language, Rules, Terms};
use std::collections::BTreeMap;
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
            for (tag, files) in language_folders(sources, &mut problems) {
                let language = LanguageSite::read(tag, &files, organisation);
                let language = language.map_err(|found| problems.extend(found)).ok();
                languages.extend(language.map(|language| (tag.to_owned(), language)));
            }
            let default = &organisation.site.default_language;
            if !sources.content.contains_key(&format!("{default}/texts.toml")) {
                let message =
                    format!("no folder `{default}` with a `texts.toml`, the language that is meant by default");
                problems.push(Problem::with_file("content", message));
            }
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
                .map(|language| (Language::new(&language.tag), language.texts.language.locale))
                .collect(),
            today,
        }
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
    fn read(tag: &str, files: &BTreeMap<&str, &Source>, organisation: &Organisation) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let Some(source) = files.get("texts.toml") else {
            let folder = format!("content/{tag}");
            return Err(Problem::with_file(folder, "no file `texts.toml`: a language needs its texts").into());
        };
        let WordingOnly { language } = toml_file::read(&Filled::as_written(source), 0, &source.text)?;
        let facts = organisation.facts(&language);
        let texts = facts
            .fill(source, &LATER)
            .map_err(|found| problems.extend(found))
            .ok()
            .and_then(|filled| problems.note(toml_file::read::<Texts>(&filled, 0, &filled.text)));
        let root = if tag == organisation.site.default_language { "/".to_owned() } else { format!("/{tag}/") };
        let pages: BTreeMap<&str, &Source> =
            files.iter().filter(|(file, _)| is_page(file)).map(|(file, source)| (*file, *source)).collect();
        let pages = read_pages(&pages, &facts, &root).map_err(|found| problems.extend(found)).ok();
        problems.extend(pages.iter().flat_map(|pages| miscounted(tag, pages)));
        let opening_hours = organisation.opening_hours(&language);
        let tag = tag.to_owned();
        problems.or(texts.zip(pages).map(|(texts, pages)| Self { tag, root, texts, opening_hours, pages }))
    }
}

/// A problem for each kind of page that is missing, and for each page too many of a kind.
fn miscounted(tag: &str, pages: &[Page]) -> Vec<Problem> {
    let hint = "a language has one";
    let mut problems = Vec::new();
    for (kind, name) in PageKind::ONE_OF_EACH {
        let mut of_kind = pages.iter().filter(|page| page.matter.kind == kind);
        if of_kind.next().is_none() {
            let problem = Problem::with_file(format!("content/{tag}"), format!("no page has `kind = \"{name}\"`"));
            problems.push(problem.hint(hint));
        }
        let second = |page: &Page| Problem::with_file(&page.file, format!("a second page with `kind = \"{name}\"`"));
        problems.extend(of_kind.map(|page| second(page).hint(hint)));
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
