//! How a language writes dates, hours and terms.

use crate::facts::fill_in;
use crate::organisation::OpeningHours;
use crate::toml_file;
use chrono::{Datelike, Days, Locale, NaiveDate, NaiveTime, Weekday};
use complaint::IncidentDate;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt::{self, Write as _};

/// The part `[language]` of `texts.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The language's own name, for a switch between languages.
    pub name: String,
    /// Whose names of days and months to use, such as `nl_NL`.
    #[serde(deserialize_with = "locale")]
    locale: String,
    /// The way it is written.
    pub direction: Direction,
    /// A day in words, as `strftime` writes it.
    #[serde(deserialize_with = "day_pattern")]
    pub day: String,
    /// A month in words.
    #[serde(deserialize_with = "day_pattern")]
    pub month: String,
    /// An hour.
    #[serde(deserialize_with = "hour_pattern")]
    pub hour: String,
    /// Hours on several days in a row, with `first_day`, `last_day`, `opens` and `closes`.
    pub hours_on_days: String,
    /// Hours on one day, with `first_day`, `opens` and `closes`.
    pub hours_on_day: String,
    /// One week.
    pub week: String,
    /// Several weeks, after the number.
    pub weeks: String,
    /// Words before a term that make it a promise: "within", "after".
    pub within: Vec<String>,
    /// Numbers in words from 1; a larger one is written in digits.
    #[serde(deserialize_with = "twelve")]
    pub numbers: Vec<String>,
}

/// The way a language is written.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Wording {
    /// Whose names of days and months it uses.
    #[must_use]
    pub fn locale(&self) -> Locale {
        // Reading the file made sure that there is such a locale.
        Locale::try_from(self.locale.as_str()).unwrap_or(Locale::POSIX)
    }

    /// The locale as `nl_NL`.
    pub(crate) fn locale_name(&self) -> &str {
        &self.locale
    }

    /// A day in words: "maandag 30 november 2026".
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        day.format_localized(&self.day, self.locale()).to_string()
    }

    /// The date of an incident in words.
    #[must_use]
    pub fn incident(&self, date: IncidentDate) -> String {
        match date {
            IncidentDate::Day(day) => self.day(day),
            IncidentDate::Month(first) => first.format_localized(&self.month, self.locale()).to_string(),
        }
    }

    /// A term in words: "zes weken".
    #[must_use]
    pub fn weeks(&self, count: u16) -> String {
        let word = usize::from(count).checked_sub(1).and_then(|place| self.numbers.get(place));
        let number = word.cloned().unwrap_or_else(|| count.to_string());
        let noun = if count == 1 { &self.week } else { &self.weeks };
        format!("{number} {noun}")
    }

    /// The number that `word` says, if it is one that the language's list of numbers or digits say.
    pub(crate) fn number(&self, word: &str) -> Option<u16> {
        let listed = self.numbers.iter().position(|number| number.to_lowercase() == word.to_lowercase());
        listed.and_then(|place| u16::try_from(place + 1).ok()).or_else(|| word.parse().ok())
    }

    /// Opening hours in words: "maandag tot en met donderdag van 9.00 tot 16.00 uur".
    #[must_use]
    pub fn opening_hours(&self, hours: &OpeningHours) -> String {
        let weekday = |day: Weekday| {
            let monday = NaiveDate::default() - Days::new(NaiveDate::default().weekday().num_days_from_monday().into());
            (monday + Days::new(day.num_days_from_monday().into())).format_localized("%A", self.locale()).to_string()
        };
        let pattern = if hours.first_day == hours.last_day { &self.hours_on_day } else { &self.hours_on_days };
        let hour = |time: NaiveTime| time.format(&self.hour).to_string();
        let values = [
            ("first_day", weekday(hours.first_day)),
            ("last_day", weekday(hours.last_day)),
            ("opens", hour(hours.opens)),
            ("closes", hour(hours.closes)),
        ];
        fill_in(pattern, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
}

/// The part of `texts.toml` that is needed before the facts are known.
#[derive(Debug, Deserialize)]
pub(crate) struct WordingOnly {
    pub(crate) language: Wording,
}

fn locale<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let name = String::deserialize(from)?;
    match Locale::try_from(name.as_str()) {
        Ok(_) => Ok(name),
        Err(_) => Err(de::Error::custom(toml_file::NOT_A_LOCALE)),
    }
}

/// At least the numbers from one to twelve: with one left out, all that follow would say another term than is meant.
fn twelve<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let numbers = Vec::<String>::deserialize(from)?;
    if numbers.len() < 12 { Err(de::Error::custom(toml_file::TOO_FEW_NUMBERS)) } else { Ok(numbers) }
}

/// A pattern for a day.
fn day_pattern<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    pattern(from, |pattern| write!(String::new(), "{}", NaiveDate::default().format(pattern)))
}

/// A pattern for an hour.
fn hour_pattern<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    pattern(from, |pattern| write!(String::new(), "{}", NaiveTime::MIN.format(pattern)))
}

/// A pattern that is tried on a sample: one that does not fit would fail only when it is used.
fn pattern<'de, D: Deserializer<'de>>(from: D, write_sample: fn(&str) -> fmt::Result) -> Result<String, D::Error> {
    let pattern = String::deserialize(from)?;
    match write_sample(&pattern) {
        Ok(()) => Ok(pattern),
        Err(_) => Err(de::Error::custom(toml_file::NOT_A_PATTERN)),
    }
}
