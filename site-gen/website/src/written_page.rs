//! The pages that editors wrote, each a typed page for one template.

use crate::layout::{Entry, page_head};
use crate::page::Page;
use crate::page::address::url;
use crate::page::front_matter::PageKind;
use crate::page_template::template_of;
use crate::website::{Website, WebsiteLanguage};
use complaint::{Field, Form};
use serde::Serialize;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use views::{DocumentText, RenderError, fill_in};

// What each template gets besides the layout.

#[derive(Serialize)]
struct Text<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Overview<'a> {
    body: &'a str,
    pages: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct LeafletPage<'a> {
    body: &'a str,
    documents: Vec<DocumentLink<'a>>,
}

#[derive(Debug, Hash, Serialize)]
struct DocumentLink<'a> {
    address: Cow<'a, str>,
    title: &'a str,
    about: &'a str,
    /// Its type and size.
    file: String,
}

/// The page that an editor wrote, as it stands on the site in `language`.
pub(crate) fn render(website: &Website, language: &WebsiteLanguage, page: &Page) -> Result<String, RenderError> {
    let (site, views) = (&website.site, &language.views);
    let body = page.parsed.html.as_str();
    let head = page_head(website, language, page);
    let template = template_of(page.kind());
    match page.kind() {
        PageKind::Text | PageKind::NotFound | PageKind::Start => site.render(template, views, &head, &Text { body }),
        PageKind::Form => {
            let mut form = Form::default();
            form.set(Field::Lang, &views.tag);
            site.form_in(head, views, body, &form, None)
        }
        PageKind::Overview => {
            let pages = entries(language).collect();
            site.render(template, views, &head, &Overview { body, pages })
        }
        PageKind::Leaflet => {
            let documents = document_links(website, page);
            site.render(template, views, &head, &LeafletPage { body, documents })
        }
    }
}

/// A number that changes with everything that is special to a page: as long as it, the layout of its language and its template
/// stay the same, so does the page.
pub(crate) fn fingerprint(website: &Website, language: &WebsiteLanguage, page: &Page) -> u64 {
    let mut hasher = DefaultHasher::new();
    page_head(website, language, page).hash(&mut hasher);
    page.parsed.html.hash(&mut hasher);
    page.kind().hash(&mut hasher);
    match page.kind() {
        PageKind::Overview => entries(language).for_each(|entry| entry.hash(&mut hasher)),
        PageKind::Form => format!("{:?}", website.organisation.lengths).hash(&mut hasher),
        PageKind::Leaflet => document_links(website, page).hash(&mut hasher),
        PageKind::Text | PageKind::Start | PageKind::NotFound => {}
    }
    hasher.finish()
}

/// The documents in the language of a page.
fn document_links<'a>(website: &'a Website, page: &Page) -> Vec<DocumentLink<'a>> {
    let Some(language) = website.languages.get(&page.language) else { return Vec::new() };
    let texts = &language.views.texts.paper;
    let documents = website.documents.get(&page.language).into_iter().flatten();
    let links = documents.map(|document| {
        let DocumentText { title, about } = document.kind.text(texts);
        let size_kb = document.bytes.len().div_ceil(1000).to_string();
        let file = fill_in(&texts.file, &[("size", &size_kb)]);
        DocumentLink { address: url(&document.address), title, about, file }
    });
    links.collect()
}

/// The list of all pages of a language.
fn entries(language: &WebsiteLanguage) -> impl Iterator<Item = Entry<'_>> {
    let pages = language.pages.all().iter().filter(|page| page.kind() != PageKind::NotFound);
    pages.map(|page| Entry::new(&language.pages, page, &page.matter().title))
}
