//! The files of the site: what each holds.

use crate::address::{file_at, url};
use crate::front_matter::PageKind;
use crate::page::Page;
use crate::pages::Message;
use crate::parallel;
use crate::problem::{Problem, Problems};
use crate::site::{LanguageSite, Site};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Every file of the site, by its path in the output folder. The same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output(BTreeMap<String, Vec<u8>>);

/// A file of the site that is not made yet.
pub(crate) struct File<'a> {
    /// Where it goes in the output folder.
    pub(crate) path: String,
    pub(crate) what: What<'a>,
}

/// What a file holds.
pub(crate) enum What<'a> {
    Page(&'a LanguageSite, &'a Page),
    /// What leads from an old address to a page.
    Redirect(&'a LanguageSite, &'a Page),
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

impl Site {
    /// Every file of the site.
    pub(crate) fn files(&self) -> Vec<File<'_>> {
        let mut files = Vec::new();
        for language in self.languages.values() {
            for page in &language.pages {
                files.push(File { path: file_at(&page.address), what: What::Page(language, page) });
                let aliases = page.matter().aliases.iter().filter(|_| !page.is_fallback_in(&language.tag));
                files.extend(aliases.map(|old| File { path: file_at(old), what: What::Redirect(language, page) }));
            }
        }
        let documents = self.languages.values().flat_map(|language| &language.documents);
        files.extend(
            documents.map(|document| File { path: file_at(&document.address), what: What::Bytes(&document.bytes) }),
        );
        files.push(File { path: "sitemap.xml".to_owned(), what: What::SiteMap });
        files.push(File { path: "robots.txt".to_owned(), what: What::Robots });
        files.push(File { path: "500.html".to_owned(), what: What::Broken });
        let assets = self.assets.files().map(|(address, text)| (address, text.as_bytes()));
        let pictures = self.pictures.values().map(|picture| (picture.address.as_str(), picture.bytes.as_slice()));
        files.extend(assets.chain(pictures).map(|(at, bytes)| File { path: file_at(at), what: What::Bytes(bytes) }));
        files
    }

    /// Makes one file.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub(crate) fn make<'a>(&self, what: &What<'a>) -> Result<Cow<'a, [u8]>, Problem> {
        let text = match what {
            What::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            What::Page(language, page) => self.written_page(language, page)?,
            What::Redirect(language, page) => {
                let redirect = Redirect {
                    lang: &language.tag,
                    title: &page.matter().title,
                    moved: &language.texts.frame.moved,
                    address: url(&page.address),
                    canonical: format!("{}{}", self.address(), url(&page.address)),
                };
                self.templates.render("redirect.html", None, &redirect)?
            }
            What::Broken => self.message_page(&self.default_language(), Message::Broken)?,
            What::SiteMap => self.templates.render("sitemap.xml", None, &self.site_map())?,
            What::Robots => {
                let nothing_but_the_address = SiteMap { address: self.address(), pages: Vec::new() };
                self.templates.render("robots.txt", None, &nothing_but_the_address)?
            }
        };
        Ok(Cow::Owned(text.into_bytes()))
    }

    /// Every file, made, and everything that only functions show rehearsed.
    ///
    /// # Errors
    /// Every template that asks for what is not there.
    pub fn output(&self) -> Result<Output, Problems> {
        let files = self.files();
        let made = parallel::map(&files, |file| self.make(&file.what).map(Cow::into_owned));
        let mut problems = self.rehearse();
        let made = files.iter().zip(made).filter_map(|(file, made)| Some((file.path.clone(), problems.note(made)?)));
        let output = Output(made.collect());
        problems.or(Some(output)).map(|(output, _)| output)
    }

    fn site_map(&self) -> SiteMap<'_> {
        let of_its_own = |(language, page): &(&LanguageSite, &Page)| {
            page.kind() != PageKind::NotFound && !page.is_fallback_in(&language.tag) && page.unpublished.is_none()
        };
        let pages =
            self.languages.values().flat_map(|language| language.pages.iter().map(move |page| (language, page)));
        let mut pages: Vec<MapEntry<'_>> = pages.filter(of_its_own).map(|(_, page)| self.map_entry(page)).collect();
        pages.sort_by(|one, other| one.address.cmp(&other.address));
        SiteMap { address: self.address(), pages }
    }

    fn map_entry<'a>(&'a self, page: &'a Page) -> MapEntry<'a> {
        let translations = self.translations(page).filter(|(other, its)| !its.is_fallback_in(&other.tag));
        MapEntry {
            address: url(&page.address),
            updated: page.updated.map(|day| day.to_string()),
            translations: translations.map(|(other, its)| (other.tag.as_str(), url(&its.address))).collect(),
        }
    }
}

impl Output {
    /// Pairs of a path and what stands there.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
