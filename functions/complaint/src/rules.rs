//! What a form is read by: settings that come from the content, and the day it is.

use crate::{CalendarNames, Field, IncidentDate, MistakeKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How long each text may be.
///
/// # Units
/// Characters (Unicode scalar values), after spaces around the text are taken off.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the length of the field of that name")]
pub struct Lengths {
    pub name: usize,
    pub address: usize,
    pub postcode: usize,
    pub town: usize,
    pub phone: usize,
    pub email: usize,
    pub about: usize,
    pub description: usize,
    pub wish: usize,
    pub on_behalf_of: usize,
}

impl Lengths {
    /// The most characters of all texts together: then every form fits into what a function reads (1 MiB, up to 12 bytes a
    /// character), and every complaint into an item of the register (400 KB, up to 4).
    pub const MOST_CHARS: usize = 80_000;

    /// How many characters all texts together may have.
    #[must_use]
    pub fn sum_chars(&self) -> usize {
        Field::ALL.into_iter().filter_map(|field| self.of(field)).fold(0, usize::saturating_add)
    }

    /// The most characters that `field` may hold, if it holds free text.
    #[must_use]
    pub const fn of(&self, field: Field) -> Option<usize> {
        Some(match field {
            Field::Name => self.name,
            Field::Address => self.address,
            Field::Postcode => self.postcode,
            Field::Town => self.town,
            Field::Phone => self.phone,
            Field::Email => self.email,
            Field::About => self.about,
            Field::Description => self.description,
            Field::Wish => self.wish,
            Field::OnBehalfOf => self.on_behalf_of,
            Field::ContactBy
            | Field::IncidentDay
            | Field::IncidentMonth
            | Field::IncidentYear
            | Field::Lang
            | Field::Trap => return None,
        })
    }
}

/// A language of the site, as a BCP 47 tag such as `nl`.
///
/// ```
/// assert_eq!(complaint::Language::new("nl").as_str(), "nl");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(String);

impl Language {
    /// The language with this tag.
    #[must_use]
    pub fn new(tag: impl Into<String>) -> Self {
        Self(tag.into())
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything besides the form itself that reading it depends on.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How long each text may be.
    pub lengths: Lengths,
    /// The language that is meant where a form names none of the site's.
    pub default_language: Language,
    /// The languages of the site, and how each names months and days of the week.
    pub languages: Vec<(Language, CalendarNames)>,
    /// The day it is in Heemstede: an incident on a later day is a mistake.
    pub today: NaiveDate,
}

impl Rules {
    /// The day that somebody typed in one piece: `24-11-2026`, `24 november 2026`, `2026-11-24`.
    ///
    /// # Errors
    /// Why it is no day, or not known which: without a year nobody knows. A day to come is none.
    pub fn day(&self, typed: &str) -> Result<NaiveDate, MistakeKind> {
        let languages: Vec<_> = self.languages.iter().map(|(_, names)| names).collect();
        match IncidentDate::read([typed, "", ""], self.today, &languages) {
            Ok(IncidentDate::Day(day)) => Ok(day),
            Ok(IncidentDate::Month(_)) => Err(MistakeKind::NotADay),
            Err((_, kind)) => Err(kind),
        }
    }
}
