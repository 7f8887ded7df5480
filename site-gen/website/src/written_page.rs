//! The pages that editors wrote, each a typed page for one template.

use crate::documents::DocumentKind;
use crate::layout::{Entry, page_head};
use crate::page::Page;
use crate::page::address::url;
use crate::page::front_matter::PageKind;
use crate::page_template::template_of;
use crate::website::{Website, WebsiteLanguage};
use complaint::{Field, Form};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::repeat;
use views::{DocumentLink, DocumentText, RenderError, fill_in};

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
            let on_paper = form_on_paper(website, page);
            site.form_in(head, views, (body, on_paper.as_ref()), &form, None)
        }
        PageKind::Overview => {
            let pages = entries(language).collect();
            site.render(template, views, &head, &Overview { body, pages })
        }
        PageKind::Leaflet => {
            let documents = documents(website, page).map(|(_, link)| link).collect();
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
        PageKind::Form => {
            format!("{:?}", website.organisation.lengths).hash(&mut hasher);
            form_on_paper(website, page).hash(&mut hasher);
        }
        PageKind::Leaflet => documents(website, page).for_each(|(_, link)| link.hash(&mut hasher)),
        PageKind::Text | PageKind::Start | PageKind::NotFound => {}
    }
    hasher.finish()
}

/// The documents in the language of a page, if any were made.
fn documents<'a>(website: &'a Website, page: &Page) -> impl Iterator<Item = (DocumentKind, DocumentLink<'a>)> {
    let documents = website.documents.get(&page.language).into_iter().flatten();
    documents.zip(repeat(website.languages.get(&page.language))).filter_map(|(document, language)| {
        let texts = &language?.views.texts.paper;
        let DocumentText { title, about } = document.kind.text(texts);
        let size_kb = document.bytes.len().div_ceil(1000).to_string();
        let file = fill_in(&texts.file, &[("size", &size_kb)]);
        Some((document.kind, DocumentLink { address: url(&document.address), title, about, file }))
    })
}

fn form_on_paper<'a>(website: &'a Website, page: &Page) -> Option<DocumentLink<'a>> {
    documents(website, page).find(|(kind, _)| *kind == DocumentKind::Form).map(|(_, link)| link)
}

/// The list of all pages of a language.
fn entries(language: &WebsiteLanguage) -> impl Iterator<Item = Entry<'_>> {
    let pages = language.pages.all().iter().filter(|page| page.kind() != PageKind::NotFound);
    pages.map(|page| Entry::new(&language.pages, page, &page.matter().title))
}
