//! The part `[language]` of `texts.toml`, checked as it is read.

use crate::locale;
use crate::sources::toml_file;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use views::{Direction, Patterns, Phrasing};

/// A `texts.toml` of which only the part `[language]` is read: it is needed before the facts are known.
#[derive(Debug, Deserialize)]
pub(crate) struct LanguageTable {
    #[serde(with = "PatternsTable")]
    language: Patterns,
}

impl LanguageTable {
    /// How the language writes dates, hours and terms.
    pub(crate) fn phrasing(self) -> Phrasing {
        let names = locale::names(&self.language.locale);
        Phrasing { patterns: self.language, names }
    }
}

/// How [`Patterns`] are written in the file.
#[derive(Deserialize)]
#[serde(remote = "Patterns", deny_unknown_fields)]
struct PatternsTable {
    #[serde(deserialize_with = "toml_file::line")]
    name: String,
    #[serde(deserialize_with = "locale")]
    locale: String,
    direction: Direction,
    #[serde(deserialize_with = "day_pattern")]
    day: String,
    #[serde(deserialize_with = "day_pattern")]
    month: String,
    #[serde(deserialize_with = "hour_pattern")]
    hour: String,
    hours_on_days: String,
    hours_on_day: String,
    #[serde(deserialize_with = "toml_file::line")]
    week: String,
    #[serde(deserialize_with = "toml_file::line")]
    weeks: String,
    #[serde(deserialize_with = "toml_file::line")]
    one_month: String,
    #[serde(deserialize_with = "toml_file::line")]
    many_months: String,
    #[serde(deserialize_with = "toml_file::line")]
    one_year: String,
    #[serde(deserialize_with = "toml_file::line")]
    many_years: String,
    within: Vec<String>,
    #[serde(default)]
    in_dates: Vec<String>,
    #[serde(deserialize_with = "twelve")]
    numbers: Vec<String>,
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
