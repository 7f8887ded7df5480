//! Everything that answers and mails are made of.

use crate::form_text::FormText;
use crate::organisation::Organisation;
use crate::phrasing::Phrasing;
use crate::templates::Templates;
use crate::texts::Texts;
use crate::weighted::weighted;
use chrono::NaiveDate;
use complaint::{Language, Retention, Rules, Terms};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that answers and mails are made of, read and checked.
#[derive(Clone, Debug)]
pub struct Site {
    pub(crate) organisation: Organisation,
    pub(crate) languages: BTreeMap<String, Arc<LanguageViews>>,
    pub(crate) templates: Arc<Templates>,
}

/// What the site says in one language.
#[derive(Clone, Debug)]
pub struct LanguageViews {
    /// Its tag (BCP 47).
    pub tag: String,
    /// The address of its start page.
    pub root: String,
    /// How it writes dates, hours and terms.
    pub phrasing: Phrasing,
    /// What it says.
    pub texts: Texts,
    /// Its page with the form.
    pub form: FormText,
    /// What stands around every page, ready for the templates.
    pub layout: tera::Value,
}

impl Site {
    /// A site of these parts. The organisation's default language should be among `languages`: pages in a language that is not
    /// there are made in the default one.
    #[must_use]
    pub fn new(
        organisation: Organisation,
        languages: impl IntoIterator<Item = Arc<LanguageViews>>,
        templates: Arc<Templates>,
    ) -> Self {
        let languages = languages.into_iter().map(|language| (language.tag.clone(), language)).collect();
        Self { organisation, languages, templates }
    }

    /// The facts of the organisation.
    #[must_use]
    pub const fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// What the site says in each language, in the order of their tags.
    pub fn languages(&self) -> impl Iterator<Item = &LanguageViews> {
        self.languages.values().map(AsRef::as_ref)
    }

    /// The templates.
    #[must_use]
    pub const fn templates(&self) -> &Arc<Templates> {
        &self.templates
    }

    /// What a form is read by on the day `today`.
    #[must_use]
    pub fn rules(&self, today: NaiveDate) -> Rules {
        let names = |language: &Arc<LanguageViews>| (Language::new(&language.tag), language.phrasing.calendar_names());
        Rules {
            lengths: self.organisation.lengths.clone(),
            default_language: self.default_language(),
            languages: self.languages.values().map(names).collect(),
            today,
        }
    }

    /// The language of the site that suits a visitor best whose browser sends `accept_language`.
    #[must_use]
    pub fn language_for(&self, accept_language: &str) -> Language {
        let default = &self.organisation.default_language;
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
        self.organisation.retention
    }

    /// The address under which the site is published.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.organisation.site
    }

    /// The language that is meant where none is named.
    #[must_use]
    pub fn default_language(&self) -> Language {
        Language::new(&self.organisation.default_language)
    }

    /// The site in `language`, or in the language that is meant where none is named.
    #[must_use]
    pub fn language(&self, language: &Language) -> Option<&LanguageViews> {
        let default = || self.languages.get(&self.organisation.default_language);
        self.languages.get(language.as_str()).or_else(default).map(AsRef::as_ref)
    }
}

/// The one of `known` that `accept_language` likes best; among equals the one that it names first, then the first.
/// None if it wants none of them.
///
/// # Source
/// RFC 9110, 12.4.2 and 12.5.4. A language is matched by its first part: `nl-BE` can read `nl`.
fn preferred<'a>(accept_language: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let ranges: Vec<(&str, f32)> = weighted(accept_language)
        .map(|(range, weight)| (range.split('-').next().unwrap_or_default(), weight))
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
