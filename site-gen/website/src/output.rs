//! The files of the site: what each holds.

use crate::diagnostics::problem::{Problem, Problems};
use crate::page::Page;
use crate::page::address::{file_at, url};
use crate::page::front_matter::PageKind;
use crate::page_template::template_of;
use crate::rehearsal;
use crate::website::{Website, WebsiteLanguage};
use crate::written_page;
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use views::RenderError;

/// Every file of the site, by its path in the output folder. The same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output(BTreeMap<String, Vec<u8>>);

/// A file of the site that is not made yet.
#[derive(Debug)]
pub struct File<'a> {
    /// Where it goes in the output folder.
    pub path: String,
    content: FileContent<'a>,
}

/// What a file holds.
#[derive(Debug)]
enum FileContent<'a> {
    Page(&'a WebsiteLanguage, &'a Page),
    /// What leads from an old address to a page.
    Redirect(&'a WebsiteLanguage, &'a Page),
    SiteMap,
    Robots,
    /// What is shown where a function cannot answer at all; it is not linked to.
    Broken,
    /// A style sheet, a script, a picture or a document.
    Bytes(&'a [u8]),
}

#[derive(Serialize)]
struct SiteMap<'a> {
    address: &'a str,
    pages: Vec<MapEntry<'a>>,
}

#[derive(Serialize)]
struct MapEntry<'a> {
    address: Cow<'a, str>,
    updated: Option<String>,
    /// The page in each language that has it, as a tag and an address.
    translations: Vec<(&'a str, Cow<'a, str>)>,
}

#[derive(Serialize)]
struct Redirect<'a> {
    lang: &'a str,
    title: &'a str,
    moved: &'a str,
    address: Cow<'a, str>,
    canonical: String,
}

impl Website {
    /// Every file of the site.
    #[must_use]
    pub fn files(&self) -> Vec<File<'_>> {
        let mut files = Vec::new();
        let mut add = |path: String, content| files.push(File { path, content });
        for language in self.languages.values() {
            for page in language.pages.all() {
                add(file_at(&page.address), FileContent::Page(language, page));
                let aliases = page.matter().aliases.iter().filter(|_| !page.is_fallback_in(&language.views.tag));
                aliases.for_each(|old| add(file_at(old), FileContent::Redirect(language, page)));
            }
        }
        for document in self.documents.values().flatten() {
            add(file_at(&document.address), FileContent::Bytes(&document.bytes));
        }
        add("sitemap.xml".to_owned(), FileContent::SiteMap);
        add("robots.txt".to_owned(), FileContent::Robots);
        add("500.html".to_owned(), FileContent::Broken);
        let assets = self.assets.files().map(|(address, text)| (address, text.as_bytes()));
        let pictures = self.pictures.values().map(|picture| (picture.address.as_str(), picture.bytes.as_slice()));
        assets.chain(pictures).for_each(|(at, bytes)| add(file_at(at), FileContent::Bytes(bytes)));
        files
    }

    /// Makes one file.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub fn make<'a>(&self, file: &File<'a>) -> Result<Cow<'a, [u8]>, Problem> {
        let text = match &file.content {
            FileContent::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            FileContent::Page(language, page) => written_page::render(self, language, page),
            FileContent::Redirect(language, page) => {
                let redirect = Redirect {
                    lang: &language.views.tag,
                    title: &page.matter().title,
                    moved: &language.views.texts.frame.moved,
                    address: url(&page.address),
                    canonical: format!("{}{}", self.address(), url(&page.address)),
                };
                self.render("redirect.html", &redirect)
            }
            FileContent::Broken => self.site.broken_page(),
            FileContent::SiteMap => self.render("sitemap.xml", &self.site_map()),
            FileContent::Robots => {
                let nothing_but_the_address = SiteMap { address: self.address(), pages: Vec::new() };
                self.render("robots.txt", &nothing_but_the_address)
            }
        };
        text.map(|text| Cow::Owned(text.into_bytes())).map_err(|error| self.problem(error))
    }

    fn render(&self, template: &str, page: &impl Serialize) -> Result<String, RenderError> {
        self.site.templates().render(template, None, page)
    }

    /// A number that changes with everything that a page is made of: as long as it is the same, so is the file. Only pages have
    /// one; every other file is made in no time.
    #[must_use]
    pub fn fingerprint(&self, file: &File<'_>) -> Option<u64> {
        let FileContent::Page(language, page) = file.content else { return None };
        let mut hasher = DefaultHasher::new();
        written_page::fingerprint(self, language, page).hash(&mut hasher);
        language.layout_fingerprint.hash(&mut hasher);
        self.templates.fingerprint(template_of(page.kind())).hash(&mut hasher);
        Some(hasher.finish())
    }

    /// The same for everything that [`Website::rehearse`] tries.
    #[must_use]
    pub fn rehearsal_fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.languages.values().for_each(|language| language.layout_fingerprint.hash(&mut hasher));
        self.templates.fingerprint_of_all.hash(&mut hasher);
        hasher.finish()
    }

    /// Everything that only functions show, made with made-up words: what is wrong with its templates.
    #[must_use]
    pub fn rehearse(&self) -> Problems {
        rehearsal::rehearse(&self.site).into_iter().map(|error| self.problem(error)).collect()
    }

    /// Every file, made, and everything that only functions show rehearsed.
    ///
    /// # Errors
    /// Every template that asks for what is not there.
    pub fn output(&self) -> Result<Output, Problems> {
        let files = self.files();
        let made: Vec<_> = files.par_iter().map(|file| self.make(file).map(Cow::into_owned)).collect();
        let mut problems = self.rehearse();
        let made = files.iter().zip(made).filter_map(|(file, made)| Some((file.path.clone(), problems.note(made)?)));
        let output = Output(made.collect());
        problems.into_result(Some(output)).map(|(output, _)| output)
    }

    fn site_map(&self) -> SiteMap<'_> {
        let of_its_own = |(language, page): &(&WebsiteLanguage, &Page)| {
            page.kind() != PageKind::NotFound && !page.is_fallback_in(&language.views.tag) && page.unpublished.is_none()
        };
        let pages =
            self.languages.values().flat_map(|language| language.pages.all().iter().map(move |page| (language, page)));
        let mut pages: Vec<MapEntry<'_>> = pages.filter(of_its_own).map(|(_, page)| self.map_entry(page)).collect();
        pages.sort_by(|one, other| one.address.cmp(&other.address));
        SiteMap { address: self.address(), pages }
    }

    fn map_entry<'a>(&'a self, page: &'a Page) -> MapEntry<'a> {
        let translations = self.translations(page).filter(|(other, its)| !its.is_fallback_in(&other.views.tag));
        MapEntry {
            address: url(&page.address),
            updated: page.updated.map(|day| day.to_string()),
            translations: translations.map(|(other, its)| (other.views.tag.as_str(), url(&its.address))).collect(),
        }
    }
}

impl Output {
    /// Pairs of a path and what stands there.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
