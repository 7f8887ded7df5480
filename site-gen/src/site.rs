//! The whole site, read and checked: what the generator writes and what the functions answer with.

use crate::assets::Assets;
use crate::documents::Document;
use crate::front_matter::{MenuAt, PageKind};
use crate::organisation::Organisation;
use crate::page::Page;
use crate::picture::Picture;
use crate::problem::Problems;
use crate::templates::Templates;
use crate::texts::Texts;
use chrono::NaiveDate;
use complaint::{Language, Retention, Rules, Terms};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A site without an error: every page read, every link resolved, every template compiled. [`Builder`](crate::Builder) makes it.
#[derive(Debug)]
pub struct Site {
    pub(crate) organisation: Organisation,
    pub(crate) languages: BTreeMap<String, LanguageSite>,
    pub(crate) templates: Arc<Templates>,
    pub(crate) assets: Assets,
    /// Those that pages show.
    pub(crate) pictures: BTreeMap<String, Arc<Picture>>,
    pub(crate) notes: Problems,
    /// What prints letters; none in a function.
    #[cfg(feature = "pdf")]
    pub(crate) press: Option<Arc<crate::press::Press>>,
}

/// The site in one language.
#[derive(Debug)]
pub(crate) struct LanguageSite {
    pub(crate) tag: String,
    /// The address of its start page.
    pub(crate) root: String,
    pub(crate) texts: Texts,
    pub(crate) opening_hours: Vec<String>,
    /// What its editors want to be told about, if they keep a list of it.
    #[cfg(feature = "tool")]
    pub(crate) words: Option<crate::plain_language::WordList>,
    pub(crate) form: FormText,
    /// What is made of it for paper; nothing without the feature `pdf`, and nothing in a function.
    pub(crate) documents: Vec<Document>,
    /// None in a function.
    pub(crate) pages: Vec<Page>,
    /// The place in `pages` of the page with each key.
    pub(crate) by_key: HashMap<String, usize>,
    /// What stands around every page, ready for the templates.
    pub(crate) frame: tera::Value,
}

/// The page with the form, as an editor wrote it: functions show it again, with what was typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct FormText {
    pub(crate) title: String,
    /// The language of the text, where it is not that of the frame.
    pub(crate) text_lang: Option<String>,
    /// As links write it.
    pub(crate) address: String,
    pub(crate) html: String,
}

impl LanguageSite {
    /// The page of a kind of which reading made sure that there is one.
    pub(crate) fn page(&self, kind: PageKind) -> Option<&Page> {
        self.pages.iter().find(|page| page.kind() == kind)
    }

    /// The pages of a menu, in its order.
    pub(crate) fn menu(&self, at: MenuAt) -> Vec<(&Page, &str)> {
        let mut entries: Vec<_> = self
            .pages
            .iter()
            .filter_map(|page| Some((page, page.matter().menu.as_ref()?)))
            .filter(|(_, place)| place.at == at)
            .collect();
        entries.sort_by_key(|(page, place)| (place.order, &page.address));
        entries.into_iter().map(|(page, place)| (page, place.label.as_str())).collect()
    }
}

impl Site {
    /// What a form is read by on the day `today`.
    #[must_use]
    pub fn rules(&self, today: NaiveDate) -> Rules {
        Rules {
            lengths: self.organisation.lengths.clone(),
            default_language: self.default_language(),
            languages: self
                .languages
                .values()
                .map(|language| (Language::new(&language.tag), language.texts.language.calendar_names()))
                .collect(),
            today,
        }
    }

    /// Warnings and advice: what is not right, but stops nobody.
    #[must_use]
    pub const fn notes(&self) -> &Problems {
        &self.notes
    }

    /// The same page in each language, as a translation or as a fallback.
    pub(crate) fn translations<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = (&'a LanguageSite, &'a Page)> {
        self.languages.values().filter_map(|language| {
            let place = language.by_key.get(&page.key)?;
            Some((language, language.pages.get(*place)?))
        })
    }

    /// The language of the site that suits a visitor best whose browser sends `accept_language`.
    #[must_use]
    pub fn language_for(&self, accept_language: &str) -> Language {
        let default = &self.organisation.site.default_language;
        let known = self.languages.keys().map(String::as_str).filter(|tag| tag != default);
        Language::new(preferred(accept_language, [default.as_str()].into_iter().chain(known)).unwrap_or(default))
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

    /// How long a complaint is kept after it was closed.
    #[must_use]
    pub const fn retention(&self) -> Retention {
        self.organisation.retention.after_closing_months
    }

    /// The address under which the site is published.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.organisation.site.address
    }

    /// The language that is meant where none is named.
    pub(crate) fn default_language(&self) -> Language {
        Language::new(&self.organisation.site.default_language)
    }

    /// The site in `language`, or in the language that is meant where none is named.
    pub(crate) fn language(&self, language: &Language) -> Option<&LanguageSite> {
        let default = || self.languages.get(&self.organisation.site.default_language);
        self.languages.get(language.as_str()).or_else(default)
    }
}

/// The one of `known` that `accept_language` likes best; among equals the one that it names first, then the first.
/// None if it wants none of them. A range whose weight is no number from 0 to 1 is passed over.
///
/// # Source
/// RFC 9110, 12.4.2 and 12.5.4. A language is matched by its first part: `nl-BE` can read `nl`.
fn preferred<'a>(accept_language: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let ranges: Vec<(&str, f32)> = accept_language
        .split(',')
        .filter_map(|range| {
            let (range, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let (name, weight) = weight.split_once('=')?;
            let weight = weight.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?;
            let first = range.trim().split('-').next().unwrap_or_default();
            name.trim().eq_ignore_ascii_case("q").then_some((first, weight))
        })
        .collect();
    let place_of = |tag: &str| {
        let named = ranges.iter().enumerate().filter(|(_, (range, _))| range.eq_ignore_ascii_case(tag));
        named.map(|(place, (_, weight))| ((*weight, Reverse(place)), ())).reduce(better).map(|(place, ())| place)
    };
    let liked = known.filter_map(|tag| Some((place_of(tag).or_else(|| place_of("*"))?, tag)));
    liked.filter(|((weight, _), _)| *weight > 0.0).reduce(better).map(|(_, tag)| tag)
}

/// The better of two; of equals, the first. No weight is NaN.
fn better<T: PartialOrd, U>(one: (T, U), other: (T, U)) -> (T, U) {
    if other.0 > one.0 { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::preferred;

    #[test]
    fn the_language_that_a_visitor_likes_best_is_found_in_any_header() {
        for (sent, expected) in [
            ("", None),
            ("en", Some("en")),
            ("EN-gb, nl;q=0.9", Some("en")),
            ("fr, de;q=0.9, en;q=0.1", Some("en")),
            ("nl;q=0.5 , en ; Q = 0.50", Some("nl")),
            ("en, nl", Some("en")),
            ("*", Some("nl")),
            ("de, *;q=0.5, en;q=0.3", Some("nl")),
            ("nl;q=0, *", Some("en")),
            ("nl;q=0, en;q=0", None),
            ("en;q=NaN, nl;q=0.1", Some("nl")),
            ("en;q=inf, nl;q=0.1", Some("nl")),
            ("en;q=-1, nl;q=0.1", Some("nl")),
            ("en;q=1.1, nl;q=0.1", Some("nl")),
            ("en;q=, nl;q=0.1", Some("nl")),
            ("en;x=1, nl;q=0.1", Some("nl")),
            ("nl;q=0.12345, en;q=0.12346", Some("en")),
            (",, ;, -;q=1, é, en", Some("en")),
        ] {
            assert_eq!(preferred(sent, ["nl", "en"].into_iter()), expected, "{sent}");
        }
    }
}
