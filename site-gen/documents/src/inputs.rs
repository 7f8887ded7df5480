//! What the templates for paper get: a typed struct for each of them.

use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use views::{ConfirmationTexts, FormTexts, FormView, IdentityView, LanguageViews, PaperTexts, Promises, Row, fill_in};
use website::{Organisation, PageKind, PostalAddress, WebsiteLanguage, url, without_scheme};

/// What every template gets.
#[derive(Clone, Serialize)]
pub(crate) struct Common<'a> {
    pub(crate) lang: &'a str,
    pub(crate) own_lang: &'a str,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) organisation: IdentityView<'a>,
    pub(crate) website_name: &'a str,
    pub(crate) postal: &'a PostalAddress,
    pub(crate) opening_hours: &'a [String],
    pub(crate) site: Address<'a>,
    pub(crate) texts: &'a PaperTexts,
    /// The day on which what it says last changed, in words; empty if that is not known.
    pub(crate) edition: String,
}

#[derive(Clone, Copy, Serialize)]
pub(crate) struct Address<'a> {
    address: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
pub(crate) struct LeafletInputs<'a> {
    #[serde(flatten)]
    pub(crate) common: Common<'a>,
    pub(crate) subtitle: &'a str,
    /// The round mark beside a heading, by the class of the heading.
    pub(crate) badges: BTreeMap<&'a str, Badge<'a>>,
    /// The file of the page with the form: what leads there is the way of the form.
    pub(crate) form_file: &'a str,
    /// The code that leads to the form, as SVG, and where it leads.
    pub(crate) code: Option<String>,
    pub(crate) form_address: &'a str,
    /// What the leaflet says of itself in each other language.
    pub(crate) also: Vec<Also<'a>>,
    pub(crate) narrow: bool,
    pub(crate) size: f64,
    /// How many panels are there to write on.
    pub(crate) blank: usize,
}

#[derive(Serialize)]
pub(crate) struct Also<'a> {
    lang: &'a str,
    words: &'a str,
    address: String,
}

impl<'a> Also<'a> {
    /// The leaflet of `language`, if it has one.
    pub(crate) fn of(site_address: &str, language: &'a WebsiteLanguage) -> Option<Self> {
        let LanguageViews { tag, texts, .. } = language.views.as_ref();
        let address = format!("{site_address}{}", url(&language.pages.page(PageKind::Leaflet)?.address));
        Some(Self { lang: primary(tag), words: &texts.paper.also, address })
    }
}

#[derive(Serialize)]
pub(crate) struct Badge<'a> {
    pub(crate) number: u16,
    pub(crate) unit: &'a str,
}

#[derive(Serialize)]
pub(crate) struct FormInputs<'a> {
    #[serde(flatten)]
    pub(crate) common: Common<'a>,
    pub(crate) form: FormView<'a>,
    pub(crate) form_texts: &'a FormTexts,
}

#[derive(Serialize)]
pub(crate) struct Chapter<'a> {
    pub(crate) title: &'a str,
    pub(crate) name: &'a str,
}

#[derive(Serialize)]
pub(crate) struct LetterInputs<'a> {
    #[serde(flatten)]
    pub(crate) common: Common<'a>,
    #[serde(flatten)]
    pub(crate) promises: Promises,
    pub(crate) confirmation: &'a ConfirmationTexts,
    pub(crate) weeks: [u16; 3],
    pub(crate) rows: Vec<Row<'a>>,
}

/// What every document of a language has in common.
pub(crate) fn common<'a>(
    organisation: &'a Organisation,
    language: &'a WebsiteLanguage,
    title: &'a str,
    description: &'a str,
    updated: Option<NaiveDate>,
) -> Common<'a> {
    let LanguageViews { tag, texts, phrasing, .. } = language.views.as_ref();
    let edition = |day| fill_in(&texts.paper.edition, &[("date", &phrasing.date(day))]);
    Common {
        lang: primary(tag),
        own_lang: primary(&organisation.site.default_language),
        title,
        description,
        organisation: organisation.identity.for_templates(),
        website_name: without_scheme(&organisation.identity.website),
        postal: &organisation.address,
        opening_hours: &language.opening_hours,
        site: Address { address: &organisation.site.address, name: without_scheme(&organisation.site.address) },
        texts: &texts.paper,
        edition: updated.map(edition).unwrap_or_default(),
    }
}

/// The language of a tag such as `nl-NL` (BCP 47): Typst knows no more of it.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
