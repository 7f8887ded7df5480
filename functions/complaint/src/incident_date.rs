//! When it happened: a day, or a month where the day is not known.

use crate::mistake::Kind;
use crate::{Field, Months};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// The date of the incident.
///
/// # Shape
/// Prints as `2026-11-03`, or as `2026-11` where only the month is known.
/// # Source
/// F11b.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncidentDate {
    /// The day is known.
    Day(NaiveDate),
    /// Only the month is known; the day in it is the first.
    Month(NaiveDate),
}

const EARLIEST_YEAR: i32 = 1900;

impl IncidentDate {
    /// Reads a date as people type it: `3`, `03`, `mrt`, `maart`, a year of two digits, spaces around, no day at all.
    ///
    /// # Errors
    /// What is wrong and in which of the three fields, one mistake for the group.
    pub(crate) fn read<'a>(
        [day, month, year]: [&str; 3],
        today: NaiveDate,
        languages: impl IntoIterator<Item = &'a Months>,
    ) -> Result<Self, (Field, Kind)> {
        let [day, month, year] = [day, month, year].map(str::trim);
        match (day, month, year) {
            ("", "", "") => return Err((Field::IncidentDay, Kind::DateMissing)),
            (_, "", _) => return Err((Field::IncidentMonth, Kind::MonthMissing)),
            (_, _, "") => return Err((Field::IncidentYear, Kind::YearMissing)),
            _ => {}
        }
        let month = read_month(month, languages).ok_or((Field::IncidentMonth, Kind::NotAMonth))?;
        let year = read_year(year, today).ok_or((Field::IncidentYear, Kind::NotAYear))?;
        let no_such_day = (Field::IncidentDay, Kind::NotADay);
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(no_such_day)?;
        let date = if day.is_empty() {
            Self::Month(first)
        } else {
            Self::Day(day.parse().ok().and_then(|day| first.with_day(day)).ok_or(no_such_day)?)
        };
        if date.first_day() > today { Err((Field::IncidentDay, Kind::InTheFuture)) } else { Ok(date) }
    }

    /// The day, or the first day of the month.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) | Self::Month(day) => day,
        }
    }
}

impl fmt::Display for IncidentDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Month(first) => write!(formatter, "{}", first.format("%Y-%m")),
        }
    }
}

/// A text that no [`IncidentDate`] prints as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day such as 2026-11-03, or a month such as 2026-11")]
pub struct NotAnIncidentDate;

/// Reads what was printed, for a register; what people type is read by [`crate::Form::read`].
impl FromStr for IncidentDate {
    type Err = NotAnIncidentDate;

    fn from_str(printed: &str) -> Result<Self, NotAnIncidentDate> {
        let date = match printed.parse() {
            Ok(day) => Self::Day(day),
            Err(_) => Self::Month(format!("{printed}-01").parse().map_err(|_| NotAnIncidentDate)?),
        };
        if date.to_string() == printed { Ok(date) } else { Err(NotAnIncidentDate) }
    }
}

/// The number of a month typed as a number, or as its name in one of the `languages`.
fn read_month<'a>(typed: &str, languages: impl IntoIterator<Item = &'a Months>) -> Option<u32> {
    match typed.parse::<u32>() {
        Ok(number) => (1..=12).contains(&number).then_some(number),
        Err(_) => languages.into_iter().find_map(|months| months.number(typed)),
    }
}

/// A year of four digits, or of two: then the latest such year that has begun.
fn read_year(typed: &str, today: NaiveDate) -> Option<i32> {
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = typed.parse().ok()?;
    match typed.len() {
        2 => {
            let century = today.year() / 100 * 100;
            Some(if century + year > today.year() { century - 100 + year } else { century + year })
        }
        4 => (year >= EARLIEST_YEAR).then_some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(day: &str, month: &str, year: &str) -> Result<String, (Field, Kind)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        IncidentDate::read([day, month, year], today, &[Months::dutch(), Months::english()])
            .map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        for (day, month, year) in [
            ("3", "3", "2026"),
            ("03", "03", "26"),
            (" 3 ", "mrt", "2026"),
            ("3", "Maart", "26"),
            ("3", "maa", "26"),
            ("3", "mrt.", "26"),
            ("3", "march", "26"),
        ] {
            assert_eq!(read(day, month, year).as_deref(), Ok("2026-03-03"), "{day} {month} {year}");
        }
        assert_eq!(read("1", "sept", "2025").as_deref(), Ok("2025-09-01"));
    }

    #[test]
    fn the_day_may_be_left_out() {
        assert_eq!(read("", "11", "2026").as_deref(), Ok("2026-11"));
    }

    #[test]
    fn today_is_no_mistake_and_tomorrow_is() {
        assert_eq!(read("22", "11", "2026").as_deref(), Ok("2026-11-22"));
        assert_eq!(read("23", "11", "2026"), Err((Field::IncidentDay, Kind::InTheFuture)));
        assert_eq!(read("", "12", "2026"), Err((Field::IncidentDay, Kind::InTheFuture)));
    }

    #[test]
    fn a_long_ago_date_is_no_mistake() {
        assert_eq!(read("1", "2", "1961").as_deref(), Ok("1961-02-01"));
        assert_eq!(read("1", "2", "61").as_deref(), Ok("1961-02-01"));
    }

    #[test]
    fn what_is_printed_is_read_back_and_nothing_else() {
        for printed in ["2026-11-03", "2026-11", "1900-01", "2024-02-29"] {
            assert_eq!(printed.parse::<IncidentDate>().map(|date| date.to_string()).as_deref(), Ok(printed));
        }
        for other in ["", "2026", "2026-13", "2026-1", "2026-2-3", "2025-02-29", "2026-11-03 "] {
            assert_eq!(other.parse::<IncidentDate>(), Err(NotAnIncidentDate), "{other}");
        }
    }

    #[test]
    fn the_29th_of_february_exists_in_leap_years_only() {
        assert_eq!(read("29", "2", "2024").as_deref(), Ok("2024-02-29"));
        assert_eq!(read("29", "2", "2025"), Err((Field::IncidentDay, Kind::NotADay)));
    }

    #[test]
    fn each_mistake_names_its_field() {
        assert_eq!(read("", "", ""), Err((Field::IncidentDay, Kind::DateMissing)));
        assert_eq!(read("3", " ", "2026"), Err((Field::IncidentMonth, Kind::MonthMissing)));
        assert_eq!(read("3", "3", ""), Err((Field::IncidentYear, Kind::YearMissing)));
        assert_eq!(read("3", "13", "2026"), Err((Field::IncidentMonth, Kind::NotAMonth)));
        assert_eq!(read("3", "m", "2026"), Err((Field::IncidentMonth, Kind::NotAMonth)));
        assert_eq!(read("3", "3", "226"), Err((Field::IncidentYear, Kind::NotAYear)));
        assert_eq!(read("3", "3", "1026"), Err((Field::IncidentYear, Kind::NotAYear)));
        assert_eq!(read("0", "3", "2026"), Err((Field::IncidentDay, Kind::NotADay)));
        assert_eq!(read("drie", "3", "2026"), Err((Field::IncidentDay, Kind::NotADay)));
    }
}
