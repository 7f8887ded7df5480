//! What stands around every page.

use crate::front_matter::{MenuAt, PageKind};
use crate::language::Texts;
use crate::organisation::{Identity, PostalAddress};
use crate::page::Page;
use crate::site::{LanguageSite, Site};
use serde::Serialize;
use std::collections::BTreeMap;

/// Head, menus, help and foot, for `base.html`.
#[derive(Debug, Serialize)]
pub(crate) struct Frame<'a> {
    lang: &'a str,
    /// The name of the page in the browser.
    title: String,
    heading: String,
    /// Only pages that search engines may find have one.
    description: Option<&'a str>,
    /// The full address, for pages that have one of their own.
    canonical: Option<String>,
    home: &'a str,
    form: &'a str,
    menu: Vec<Entry<'a>>,
    foot: Vec<Entry<'a>>,
    organisation: &'a Identity,
    postal: &'a PostalAddress,
    opening_hours: &'a [String],
    assets: BTreeMap<&'a str, &'a str>,
    texts: &'a Texts,
}

/// A line of a menu or of the list of all pages.
#[derive(Debug, Serialize)]
pub(crate) struct Entry<'a> {
    label: &'a str,
    description: &'a str,
    address: &'a str,
    is_here: bool,
}

impl<'a> Frame<'a> {
    /// The frame of a page that an editor wrote.
    pub(crate) fn of_page(site: &'a Site, language: &'a LanguageSite, page: &'a Page) -> Self {
        let mut frame = Self::named(site, language, &page.matter.title);
        let is_findable = page.matter.kind != PageKind::NotFound;
        frame.description = Some(page.matter.description.as_str()).filter(|_| is_findable);
        frame.canonical = is_findable.then(|| format!("{}{}", site.address(), page.address));
        for entry in frame.menu.iter_mut().chain(&mut frame.foot) {
            entry.is_here = entry.address == page.address;
        }
        frame
    }

    /// The frame of a page that exists for one person only.
    pub(crate) fn named(site: &'a Site, language: &'a LanguageSite, heading: &str) -> Self {
        let name = &site.organisation.identity.name;
        let menu = |at| {
            let entries = language.menu(at).into_iter();
            entries.map(|(page, label)| Entry::new(page, label)).collect()
        };
        Self {
            lang: &language.tag,
            title: format!("{heading} – {name}"),
            heading: heading.to_owned(),
            description: None,
            canonical: None,
            home: &language.root,
            form: language.page(PageKind::Form).map_or("", |page| &page.address),
            menu: menu(MenuAt::Top),
            foot: menu(MenuAt::Foot),
            organisation: &site.organisation.identity,
            postal: &site.organisation.address,
            opening_hours: &language.opening_hours,
            assets: site.assets.addresses(),
            texts: &language.texts,
        }
    }

    /// The same frame, with `prefix` before the title: a screen reader reads it first.
    pub(crate) fn with_title_prefix(mut self, prefix: &str) -> Self {
        self.title = format!("{prefix}{}", self.title);
        self
    }
}

impl<'a> Entry<'a> {
    pub(crate) fn new(page: &'a Page, label: &'a str) -> Self {
        Self { label, description: &page.matter.description, address: &page.address, is_here: false }
    }
}
