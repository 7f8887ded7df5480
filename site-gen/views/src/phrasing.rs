//! How a language writes dates, hours and terms.

use crate::placeholder::fill_in;
use chrono::format::{Fixed, Item, StrftimeItems};
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use complaint::{CalendarNames, IncidentDate};
use serde::{Deserialize, Serialize};

/// How a language writes dates, hours and terms: its patterns, and the names of its days and months.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Phrasing {
    /// The part `[language]` of `texts.toml`.
    pub patterns: Patterns,
    /// The names in its locale.
    pub names: Names,
}

/// The names of days and months in a locale: January and Monday first.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Names {
    /// "januari".
    pub months: [String; 12],
    /// "jan".
    pub short_months: [String; 12],
    /// "maandag".
    pub weekdays: [String; 7],
    /// "ma".
    pub short_weekdays: [String; 7],
}

/// The part `[language]` of `texts.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Patterns {
    /// The language's own name, for a switch between languages.
    pub name: String,
    /// Whose names of days and months to use, such as `nl_NL`.
    pub locale: String,
    /// The way it is written.
    pub direction: Direction,
    /// A day in words, as `strftime` writes it.
    pub day: String,
    /// A month in words.
    pub month: String,
    /// An hour.
    pub hour: String,
    /// Hours on several days in a row, with `first_day`, `last_day`, `opens` and `closes`.
    pub hours_on_days: String,
    /// Hours on one day, with `first_day`, `opens` and `closes`.
    pub hours_on_day: String,
    /// One week.
    pub week: String,
    /// Several weeks, after the number.
    pub weeks: String,
    /// One month, as a length of time.
    pub one_month: String,
    /// Several months, after the number.
    pub many_months: String,
    /// One year.
    pub one_year: String,
    /// Several years, after the number.
    pub many_years: String,
    /// Words before a term that make it a promise: "within", "after".
    pub within: Vec<String>,
    /// Words that people put in a date and that say nothing of it: "de", "of".
    pub in_dates: Vec<String>,
    /// Numbers in words from 1; a larger one is written in digits.
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

impl Phrasing {
    /// How people name months and days of the week in it.
    #[must_use]
    pub fn calendar_names(&self) -> CalendarNames {
        let Names { months, short_months, weekdays, short_weekdays } = self.names.clone();
        CalendarNames { months, short_months, weekdays, short_weekdays, fillers: self.patterns.in_dates.clone() }
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

    /// A day in words: "maandag 30 november 2026".
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        self.write(&self.patterns.day, day)
    }

    /// A day in words without its weekday: what a document says it is of.
    #[must_use]
    pub fn date(&self, day: NaiveDate) -> String {
        self.write(&self.patterns.day.replace("%A", ""), day).trim().trim_start_matches(',').trim().to_owned()
    }

    /// The date of an incident in words.
    #[must_use]
    pub fn incident(&self, date: IncidentDate) -> String {
        match date {
            IncidentDate::Day(day) => self.day(day),
            IncidentDate::Month(first) => self.write(&self.patterns.month, first),
        }
    }

    /// A term in words: "zes weken".
    #[must_use]
    pub fn weeks(&self, count: u16) -> String {
        self.counted(count, &self.patterns.week, &self.patterns.weeks)
    }

    /// A length of time in words, as years where it is whole years: "twee jaar", "18 maanden".
    #[must_use]
    pub fn months_or_years(&self, months: u8) -> String {
        match (months / 12, months % 12) {
            (years @ 1.., 0) => self.counted(years.into(), &self.patterns.one_year, &self.patterns.many_years),
            _ => self.counted(months.into(), &self.patterns.one_month, &self.patterns.many_months),
        }
    }

    fn counted(&self, count: u16, one: &str, several: &str) -> String {
        let word = usize::from(count).checked_sub(1).and_then(|place| self.patterns.numbers.get(place));
        let number = word.cloned().unwrap_or_else(|| count.to_string());
        format!("{number} {}", if count == 1 { one } else { several })
    }

    /// The number that `word` says, if it is one that the language's list of numbers or digits say.
    #[must_use]
    pub fn number(&self, word: &str) -> Option<u16> {
        let listed = self.patterns.numbers.iter().position(|number| number.to_lowercase() == word.to_lowercase());
        listed.and_then(|place| u16::try_from(place + 1).ok()).or_else(|| word.parse().ok())
    }

    /// A time of the day: "9.00".
    #[must_use]
    pub fn hour(&self, time: NaiveTime) -> String {
        time.format(&self.patterns.hour).to_string()
    }

    /// Opening hours in words, for a first and a last day, and an hour of opening and of closing: "maandag tot en met donderdag van 9.00 tot 16.00 uur".
    #[must_use]
    pub fn opening_hours(&self, days: (Weekday, Weekday), hours: (NaiveTime, NaiveTime)) -> String {
        let weekday = |day: Weekday| self.names.weekdays[day.num_days_from_monday() as usize].clone();
        let pattern = if days.0 == days.1 { &self.patterns.hours_on_day } else { &self.patterns.hours_on_days };
        let values = [
            ("first_day", weekday(days.0)),
            ("last_day", weekday(days.1)),
            ("opens", self.hour(hours.0)),
            ("closes", self.hour(hours.1)),
        ];
        fill_in(pattern, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
}
