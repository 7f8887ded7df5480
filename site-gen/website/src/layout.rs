//! The layout: everything around the text of a page.

use crate::assets::Assets;
use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::Problem;
use crate::organisation::{Organisation, PostalAddress};
use crate::page::Page;
use crate::page::address::url;
use crate::page::front_matter::{MenuAt, PageKind};
use crate::page::linking::LanguagePages;
use crate::website::{Website, WebsiteLanguage};
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use views::{Alternate, Direction, FormText, Found, Head, IdentityView, Phrasing, Texts};

/// What stands around every page of a language, for `base.html`.
#[derive(Debug, Serialize)]
struct Layout<'a> {
    lang: &'a str,
    /// The language that the organisation's own words are in.
    own_lang: &'a str,
    home: Cow<'a, str>,
    form: Cow<'a, str>,
    menu: Vec<Entry<'a>>,
    foot: Vec<Entry<'a>>,
    organisation: IdentityView<'a>,
    postal: &'a PostalAddress,
    opening_hours: &'a [String],
    assets: BTreeMap<&'a str, &'a str>,
    texts: &'a Texts,
    locale: &'a str,
    direction: Direction,
    /// The organisation in schema.org's words, as JSON-LD.
    structured: &'a str,
}

/// Serialises the layout of a language once for all of its pages, with a number that changes with it.
///
/// # Errors
/// What the templates cannot hold.
pub(crate) fn render_once(parts: &LayoutParts<'_>) -> Result<(tera::Value, u64), Problem> {
    let LayoutParts { organisation, assets, structured, pages, texts, phrasing, opening_hours } = *parts;
    let menu = |at| {
        let entries = pages.menu(at).into_iter();
        entries.map(|(page, label)| Entry::new(pages, page, label)).collect()
    };
    let layout = Layout {
        lang: &pages.tag,
        own_lang: &organisation.site.default_language,
        home: url(&pages.root),
        form: pages.page(PageKind::Form).map_or(Cow::Borrowed(""), |page| url(&page.address)),
        menu: menu(MenuAt::Top),
        foot: menu(MenuAt::Foot),
        organisation: organisation.identity.for_templates(),
        postal: &organisation.address,
        opening_hours,
        assets: assets.addresses(),
        texts,
        locale: &phrasing.patterns.locale,
        direction: phrasing.patterns.direction,
        structured,
    };
    let problem = |detail: String| Problem::with_file("templates", ProblemKind::Template { detail });
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&layout).map_err(|error| problem(error.to_string()))?.hash(&mut hasher);
    let layout = tera::Value::try_from_serializable(&layout).map_err(|error| problem(error.to_string()))?;
    Ok((layout, hasher.finish()))
}

/// What the layout of a language is made of.
#[derive(Clone, Copy)]
pub(crate) struct LayoutParts<'a> {
    pub(crate) organisation: &'a Organisation,
    pub(crate) assets: &'a Assets,
    /// See [`structured`].
    pub(crate) structured: &'a str,
    pub(crate) pages: &'a LanguagePages,
    pub(crate) texts: &'a Texts,
    pub(crate) phrasing: &'a Phrasing,
    pub(crate) opening_hours: &'a [String],
}

/// The page with the form in a language, of which the compiler guarantees that it exists.
pub(crate) fn form_text(pages: &LanguagePages) -> FormText {
    pages.page(PageKind::Form).map_or_else(FormText::default, |page| FormText {
        title: page.matter().title.clone(),
        text_lang: text_language(&pages.tag, page).map(str::to_owned),
        address: url(&page.address).into_owned(),
        html: page.parsed.html.clone(),
    })
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

/// The head of a page as it stands on the site: to be found, and with a switch to other languages. A form that holds words does
/// without the switch, which would lose them.
pub(crate) fn page_head<'a>(website: &'a Website, language: &'a WebsiteLanguage, page: &'a Page) -> Head<'a> {
    let default = &website.organisation.site.default_language;
    let is_findable = page.kind() != PageKind::NotFound;
    let full = |page: &Page| format!("{}{}", website.address(), url(&page.address));
    let languages = website.translations(page).map(|(other, its)| Alternate {
        lang: &other.views.tag,
        name: &other.views.phrasing.patterns.name,
        address: url(&its.address),
        translation: (is_findable && !its.is_fallback_in(&other.views.tag)).then(|| full(its)),
        is_default: other.views.tag == *default,
    });
    let is_fallback = page.is_fallback_in(&language.views.tag);
    let original = || website.translations(page).find(|(other, _)| other.views.tag == page.language);
    let canonical = if is_fallback { original().map_or(page, |(_, its)| its) } else { page };
    let description = &page.matter().description;
    Head {
        text_lang: text_language(&language.views.tag, page),
        address: url(&page.address),
        found: is_findable.then(|| Found { description, canonical: full(canonical) }),
        languages: languages.collect(),
        ..Head::new(&website.organisation.identity.name, &page.matter().title)
    }
}

impl<'a> Entry<'a> {
    pub(crate) fn new(pages: &LanguagePages, page: &'a Page, label: &'a str) -> Self {
        let description = &page.matter().description;
        let lang = text_language(&pages.tag, page);
        Self { label, description, address: url(&page.address), lang }
    }
}

fn text_language<'a>(tag: &str, page: &'a Page) -> Option<&'a str> {
    page.is_fallback_in(tag).then_some(page.language.as_str())
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
