//! How a language writes dates, hours and terms.

use crate::facts::fill_in;
use crate::locale::{self, Names};
use crate::organisation::OpeningHours;
use crate::toml_file;
use chrono::format::{Fixed, Item, StrftimeItems};
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use complaint::{CalendarNames, IncidentDate};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

/// The part `[language]` of `texts.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The language's own name, for a switch between languages.
    #[serde(deserialize_with = "toml_file::line")]
    pub name: String,
    /// Whose names of days and months to use, such as `nl_NL`.
    #[serde(deserialize_with = "locale")]
    locale: String,
    /// Those names. A function gets them from the build: the tables of all locales are a megabyte.
    #[serde(skip)]
    pub(crate) names: Names,
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
    #[serde(deserialize_with = "toml_file::line")]
    pub week: String,
    /// Several weeks, after the number.
    #[serde(deserialize_with = "toml_file::line")]
    pub weeks: String,
    /// One month, as a length of time.
    #[serde(deserialize_with = "toml_file::line")]
    pub one_month: String,
    /// Several months, after the number.
    #[serde(deserialize_with = "toml_file::line")]
    pub many_months: String,
    /// One year.
    #[serde(deserialize_with = "toml_file::line")]
    pub one_year: String,
    /// Several years, after the number.
    #[serde(deserialize_with = "toml_file::line")]
    pub many_years: String,
    /// Words before a term that make it a promise: "within", "after".
    pub within: Vec<String>,
    /// Words that people put in a date and that say nothing of it: "de", "of".
    #[serde(default)]
    in_dates: Vec<String>,
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
    /// The same, with the names of days and months of its locale.
    pub(crate) fn with_names(mut self) -> Self {
        self.names = Names::of(&self.locale);
        self
    }

    /// How people name months and days of the week in it.
    #[must_use]
    pub fn calendar_names(&self) -> CalendarNames {
        let Names { months, short_months, weekdays, short_weekdays } = self.names.clone();
        CalendarNames { months, short_months, weekdays, short_weekdays, fillers: self.in_dates.clone() }
    }

    /// `day` as `pattern` writes it, with the language's own names.
    fn write(&self, pattern: &str, day: NaiveDate) -> String {
        let (month, weekday) = (day.month0() as usize, day.weekday().num_days_from_monday() as usize);
        let written = StrftimeItems::new(pattern).map(|item| match item {
            Item::Fixed(Fixed::LongMonthName) => self.names.months[month].clone(),
            Item::Fixed(Fixed::ShortMonthName) => self.names.short_months[month].clone(),
            Item::Fixed(Fixed::LongWeekdayName) => self.names.weekdays[weekday].clone(),
            Item::Fixed(Fixed::ShortWeekdayName) => self.names.short_weekdays[weekday].clone(),
            other => day.format_with_items(std::iter::once(other)).to_string(),
        });
        written.collect()
    }

    /// The locale as `nl_NL`.
    pub(crate) fn locale_name(&self) -> &str {
        &self.locale
    }

    /// A day in words: "maandag 30 november 2026".
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        self.write(&self.day, day)
    }

    /// A day in words without its weekday: what a document says it is of.
    #[cfg(feature = "pdf")]
    pub(crate) fn date(&self, day: NaiveDate) -> String {
        self.write(&self.day.replace("%A", ""), day).trim().trim_start_matches(',').trim().to_owned()
    }

    /// The date of an incident in words.
    #[must_use]
    pub fn incident(&self, date: IncidentDate) -> String {
        match date {
            IncidentDate::Day(day) => self.day(day),
            IncidentDate::Month(first) => self.write(&self.month, first),
        }
    }

    /// A term in words: "zes weken".
    #[must_use]
    pub fn weeks(&self, count: u16) -> String {
        self.counted(count, &self.week, &self.weeks)
    }

    /// A length of time in words, as years where it is whole years: "twee jaar", "18 maanden".
    #[must_use]
    pub fn months_or_years(&self, months: u8) -> String {
        match (months / 12, months % 12) {
            (years @ 1.., 0) => self.counted(years.into(), &self.one_year, &self.many_years),
            _ => self.counted(months.into(), &self.one_month, &self.many_months),
        }
    }

    fn counted(&self, count: u16, one: &str, several: &str) -> String {
        let word = usize::from(count).checked_sub(1).and_then(|place| self.numbers.get(place));
        let number = word.cloned().unwrap_or_else(|| count.to_string());
        format!("{number} {}", if count == 1 { one } else { several })
    }

    /// The number that `word` says, if it is one that the language's list of numbers or digits say.
    pub(crate) fn number(&self, word: &str) -> Option<u16> {
        let listed = self.numbers.iter().position(|number| number.to_lowercase() == word.to_lowercase());
        listed.and_then(|place| u16::try_from(place + 1).ok()).or_else(|| word.parse().ok())
    }

    /// A time of the day: "9.00".
    #[must_use]
    pub fn hour(&self, time: NaiveTime) -> String {
        time.format(&self.hour).to_string()
    }

    /// Opening hours in words: "maandag tot en met donderdag van 9.00 tot 16.00 uur".
    #[must_use]
    pub fn opening_hours(&self, hours: &OpeningHours) -> String {
        let weekday = |day: Weekday| self.names.weekdays[day.num_days_from_monday() as usize].clone();
        let pattern = if hours.first_day == hours.last_day { &self.hours_on_day } else { &self.hours_on_days };
        let values = [
            ("first_day", weekday(hours.first_day)),
            ("last_day", weekday(hours.last_day)),
            ("opens", self.hour(hours.opens)),
            ("closes", self.hour(hours.closes)),
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
    if locale::is_known(&name) { Ok(name) } else { Err(de::Error::custom(toml_file::NOT_A_LOCALE)) }
}

/// At least the numbers from one to twelve, each with a word of its own: with one left out, all that follow would say another
/// term than is meant.
fn twelve<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let numbers = Vec::<String>::deserialize(from)?;
    let different: BTreeSet<String> = numbers.iter().map(|number| number.trim().to_lowercase()).collect();
    let are_told_apart = different.len() == numbers.len() && !different.contains("");
    if numbers.len() < 12 || !are_told_apart { Err(de::Error::custom(toml_file::TOO_FEW_NUMBERS)) } else { Ok(numbers) }
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
