//! What stands around every page.

use crate::address::url;
use crate::assets::Assets;
use crate::fault::Fault;
use crate::front_matter::{MenuAt, PageKind};
use crate::organisation::{Organisation, PostalAddress, Shown};
use crate::page::Page;
use crate::problem::Problem;
use crate::site::{FormText, LanguageSite, Site};
use crate::texts::Texts;
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands around every page of a language, for `base.html`.
#[derive(Debug, Serialize)]
struct Frame<'a> {
    lang: &'a str,
    /// The language that the organisation's own words are in.
    own_lang: &'a str,
    home: Cow<'a, str>,
    form: Cow<'a, str>,
    menu: Vec<Entry<'a>>,
    foot: Vec<Entry<'a>>,
    organisation: Shown<'a>,
    postal: &'a PostalAddress,
    opening_hours: &'a [String],
    assets: BTreeMap<&'a str, &'a str>,
    texts: &'a Texts,
    locale: &'a str,
    /// The organisation in schema.org's words, as JSON-LD.
    structured: &'a str,
}

/// What stands around every page of `language`, made ready for the templates once.
///
/// # Errors
/// What the templates cannot hold.
pub(crate) fn ready(
    organisation: &Organisation,
    assets: &Assets,
    structured: &str,
    language: &LanguageSite,
) -> Result<tera::Value, Problem> {
    let menu = |at| {
        let entries = language.menu(at).into_iter();
        entries.map(|(page, label)| Entry::new(language, page, label)).collect()
    };
    let frame = Frame {
        lang: &language.tag,
        own_lang: &organisation.site.default_language,
        home: url(&language.root),
        form: language.page(PageKind::Form).map_or(Cow::Borrowed(""), |page| url(&page.address)),
        menu: menu(MenuAt::Top),
        foot: menu(MenuAt::Foot),
        organisation: organisation.identity.shown(),
        postal: &organisation.address,
        opening_hours: &language.opening_hours,
        assets: assets.addresses(),
        texts: &language.texts,
        locale: language.texts.language.locale_name(),
        structured,
    };
    tera::Value::try_from_serializable(&frame)
        .map_err(|error| Problem::with_file("templates", Fault::Template { detail: error.to_string() }))
}

/// The page with the form in `language`, of which reading made sure that there is one.
pub(crate) fn form_text(language: &LanguageSite) -> FormText {
    language.page(PageKind::Form).map_or_else(FormText::default, |page| FormText {
        title: page.matter().title.clone(),
        text_lang: text_language(language, page).map(str::to_owned),
        address: url(&page.address).into_owned(),
        html: page.draft.html.clone(),
    })
}

/// What the head of one page says, and how it is found.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Head<'a> {
    /// The name of the page in the browser.
    title: String,
    heading: &'a str,
    /// The language of the text, where it is not that of the frame.
    text_lang: Option<&'a str>,
    /// The address of the page, if it stands on the site.
    address: Cow<'a, str>,
    /// Only pages that search engines may find have it.
    found: Option<Found<'a>>,
    /// Only pages that stand on the site in every language have them.
    languages: Vec<Alternate<'a>>,
}

/// What a search engine reads.
#[derive(Debug, Hash, Serialize)]
struct Found<'a> {
    description: &'a str,
    /// The full address of the page itself, or of what it falls back on.
    canonical: String,
}

/// The same page in another language.
#[derive(Debug, Hash, Serialize)]
struct Alternate<'a> {
    lang: &'a str,
    name: &'a str,
    address: Cow<'a, str>,
    /// The full address, if it is a translation.
    translation: Option<String>,
    is_default: bool,
}

/// A line of a menu or of the list of all pages.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Entry<'a> {
    label: &'a str,
    description: &'a str,
    address: Cow<'a, str>,
    /// The language of the label, where it is not that of the frame.
    lang: Option<&'a str>,
}

impl<'a> Head<'a> {
    /// The head of a page that an editor wrote.
    pub(crate) fn of_page(site: &'a Site, language: &'a LanguageSite, page: &'a Page) -> Self {
        let text_lang = text_language(language, page);
        Self { text_lang, address: url(&page.address), ..Self::named(site, &page.matter().title) }
    }

    /// The head of the form that a function shows.
    pub(crate) fn of_form(site: &Site, form: &'a FormText) -> Self {
        let FormText { title, text_lang, address, .. } = form;
        Self { text_lang: text_lang.as_deref(), address: address.into(), ..Self::named(site, title) }
    }

    /// The head of a page that exists for one person only.
    pub(crate) fn named(site: &Site, heading: &'a str) -> Self {
        let title = format!("{heading} – {}", site.organisation.identity.name);
        Self { title, heading, text_lang: None, address: Cow::Borrowed(""), found: None, languages: Vec::new() }
    }

    /// The same head, with `prefix` before the title: a screen reader reads it first.
    pub(crate) fn with_title_prefix(mut self, prefix: &str) -> Self {
        self.title = format!("{prefix}{}", self.title);
        self
    }

    /// The same head for the page as it stands on the site: to be found, and with a switch to other languages. Not for a
    /// form that holds words, which a switch would lose.
    pub(crate) fn on_site(mut self, site: &'a Site, language: &'a LanguageSite, page: &'a Page) -> Self {
        let default = &site.organisation.site.default_language;
        let is_findable = page.kind() != PageKind::NotFound;
        let full = |page: &Page| format!("{}{}", site.address(), url(&page.address));
        self.languages = site
            .translations(page)
            .map(|(other, its)| Alternate {
                lang: &other.tag,
                name: &other.texts.language.name,
                address: url(&its.address),
                translation: (is_findable && !its.is_fallback_in(&other.tag)).then(|| full(its)),
                is_default: other.tag == *default,
            })
            .collect();
        let original = || site.translations(page).find(|(other, _)| other.tag == page.language);
        let canonical = if page.is_fallback_in(&language.tag) { original().map_or(page, |(_, its)| its) } else { page };
        let description = &page.matter().description;
        self.found = is_findable.then(|| Found { description, canonical: full(canonical) });
        self
    }
}

impl<'a> Entry<'a> {
    pub(crate) fn new(language: &LanguageSite, page: &'a Page, label: &'a str) -> Self {
        let description = &page.matter().description;
        let lang = text_language(language, page);
        Self { label, description, address: url(&page.address), lang }
    }
}

fn text_language<'a>(language: &LanguageSite, page: &'a Page) -> Option<&'a str> {
    page.is_fallback_in(&language.tag).then_some(page.language.as_str())
}

/// The organisation, its address and its hours, for a `script` element: no `<` can end it.
pub(crate) fn structured(organisation: &Organisation) -> String {
    let Organisation { identity, address, opening_hours, .. } = organisation;
    let hours: Vec<Value> = opening_hours
        .iter()
        .map(|hours| {
            json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": hours.days(),
                "opens": hours.opens.format("%H:%M").to_string(),
                "closes": hours.closes.format("%H:%M").to_string(),
            })
        })
        .collect();
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": identity.name,
        "slogan": identity.motto,
        "url": identity.website,
        "email": identity.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postcode,
            "addressLocality": address.town,
            "addressCountry": "NL",
        },
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "telephone": identity.phone.international(),
            "email": identity.email,
            "hoursAvailable": hours,
        },
    });
    data.to_string().replace('<', "\\u003c")
}
