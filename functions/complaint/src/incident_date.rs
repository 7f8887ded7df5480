//! When it happened: a day, or a month where the day is not known.

use crate::mistake::MistakeKind;
use crate::typed_date::{Reading, first_filled};
use crate::{CalendarNames, Field};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// The date of the incident.
///
/// # Shape
/// Prints as `2026-11-03`, or as `2026-11` where only the month is known.
/// # Source
/// F11b.
///
/// ```
/// use complaint::IncidentDate;
/// let month: IncidentDate = "2026-11".parse()?;
/// assert_eq!(month.first_day().to_string(), "2026-11-01");
/// assert!("2026-11-31".parse::<IncidentDate>().is_err());
/// # Ok::<(), complaint::NotAnIncidentDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncidentDate {
    /// The day is known.
    Day(NaiveDate),
    /// Only the month is known; the day in it is the first.
    Month(NaiveDate),
}

impl IncidentDate {
    /// Reads a date in any way that says one day, or one month: `3` `mrt` `'26`, `3e`, `03-03-2026`, `dinsdag 3 maart 2026` in any box.
    ///
    /// # Errors
    /// What is wrong and in which of the three fields, one mistake for the group.
    pub(crate) fn read(
        [day, month, year]: [&str; 3],
        today: NaiveDate,
        languages: &[&CalendarNames],
    ) -> Result<Self, (Field, MistakeKind)> {
        let boxes = [(Field::IncidentDay, day), (Field::IncidentMonth, month), (Field::IncidentYear, year)];
        let reading = Reading::of_boxes(boxes, today, languages)?;
        let (month, year) = match (reading.month, reading.year) {
            (None, None) if reading.day.is_none() => return Err((Field::IncidentDay, MistakeKind::DateMissing)),
            (None, _) => return Err((Field::IncidentMonth, MistakeKind::MonthMissing)),
            (_, None) => return Err((Field::IncidentYear, MistakeKind::YearMissing)),
            (Some(month), Some(year)) => (month, year),
        };
        let day_box = if reading.day.is_some() { first_filled(boxes) } else { Field::IncidentDay };
        let no_such_day = (day_box, MistakeKind::NotADay);
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(no_such_day)?;
        let date = match (reading.day, reading.weekday) {
            (Some(day), _) => Self::Day(first.with_day(day).ok_or((day_box, MistakeKind::NotInMonth { first }))?),
            (None, None) => Self::Month(first),
            (None, Some(_)) => return Err(no_such_day),
        };
        if date.first_day() > today {
            Err((day_box, MistakeKind::InTheFuture))
        } else if reading.weekday.is_some_and(|weekday| weekday != date.first_day().weekday()) {
            Err((day_box, MistakeKind::OtherWeekday))
        } else {
            Ok(date)
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(day: &str, month: &str, year: &str) -> Result<String, (Field, MistakeKind)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        IncidentDate::read([day, month, year], today, &[&CalendarNames::dutch(), &CalendarNames::english()])
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
        assert_eq!(read("23", "11", "2026"), Err((Field::IncidentDay, MistakeKind::InTheFuture)));
        assert_eq!(read("", "12", "2026"), Err((Field::IncidentDay, MistakeKind::InTheFuture)));
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
        assert!(read("29", "2", "2025").is_err());
    }

    #[test]
    fn a_whole_date_in_any_box_is_read() {
        for typed in [
            "3 maart 2026",
            "dinsdag 3 maart 2026",
            "di. 3 mrt. '26",
            "op 3 maart 2026,",
            "de 3e maart 2026",
            "3mrt2026",
            "3-3-2026",
            "03/03/2026",
            "3.3.2026",
            "3 – 3 – 26",
            "2026-03-03",
            "20260303",
            "03032026",
            "3 mrt ’26",
            "March 3rd, 2026",
            "Tuesday, 3 March 2026",
            "the 3rd of March 2026",
            "2026 March 3",
            "\u{200e}3\u{ad} maart\u{a0}2026\u{202c}",
            "٣/٣/٢٠٢٦",
            "３－３－２０２６".replace('－', "-").as_str(),
        ] {
            for place in 0..3 {
                let mut boxes = [""; 3];
                boxes[place] = typed;
                let [day, month, year] = boxes;
                assert_eq!(read(day, month, year).as_deref(), Ok("2026-03-03"), "{boxes:?}");
            }
            assert_eq!(read(typed, "maart", "2026").as_deref(), Ok("2026-03-03"), "{typed}: they agree");
        }
    }

    #[test]
    fn what_stands_around_a_part_is_no_mistake() {
        for (day, month, year) in [
            ("3.", "maart", "2026"),
            ("3e", "3.", "2026."),
            ("3de", "mrt.", "'26"),
            ("3rd", "March,", "’26"),
            ("dinsdag 3", "maart", "2026"),
            ("\u{200e}3", "\u{feff}maart", "2026\u{200b}"),
            ("3 maart", "", "2026"),
            ("", "3 maart", "2026"),
            ("March 3", "", "2026"),
            ("3/3", "", "2026"),
            ("3", "maart 2026", ""),
            ("3", "3-2026", ""),
            ("3", "maart 26", ""),
            ("", "March 3rd", "2026"),
            ("", "March 3", "2026"),
        ] {
            assert_eq!(read(day, month, year).as_deref(), Ok("2026-03-03"), "{day} {month} {year}");
        }
        assert_eq!(read("1ste", "maart", "2026").as_deref(), Ok("2026-03-01"));
        for (day, month, year) in [("maart 2026", "", ""), ("", "2026-03", ""), ("", "", "03/2026"), ("", "mrt", "'26")]
        {
            assert_eq!(read(day, month, year).as_deref(), Ok("2026-03"), "{day} {month} {year}");
        }
    }

    #[test]
    fn numbers_mean_day_and_month_in_that_order_unless_there_is_no_such_month() {
        assert_eq!(read("5/6/2026", "", "").as_deref(), Ok("2026-06-05"));
        assert_eq!(read("12/31/2025", "", "").as_deref(), Ok("2025-12-31"));
        assert_eq!(read("13/25/2026", "", ""), Err((Field::IncidentDay, MistakeKind::NotAMonth)));
        assert_eq!(read("", "2026-13-01", ""), Err((Field::IncidentMonth, MistakeKind::NotAMonth)));
    }

    #[test]
    fn what_may_mean_two_days_is_told() {
        for (day, month, year) in [
            ("3 maart 2026", "4", ""),
            ("3 maart 2026", "", "2025"),
            ("3", "maart 26", "2025"),
            ("4", "3 maart", "2026"),
            ("maart 26", "", ""),
            ("dinsdag 3", "maandag 2 maart", "2026"),
        ] {
            assert_eq!(
                read(day, month, year),
                Err((Field::IncidentDay, MistakeKind::DateUnclear)),
                "{day} {month} {year}"
            );
        }
        assert_eq!(read("", "maart 26", "2026"), Err((Field::IncidentMonth, MistakeKind::DateUnclear)));
        assert_eq!(read("3-4 maart", "", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("niet 3 maart", "", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
    }

    #[test]
    fn a_day_of_the_week_is_held_against_the_date() {
        assert_eq!(read("maandag 3 maart 2026", "", ""), Err((Field::IncidentDay, MistakeKind::OtherWeekday)));
        assert_eq!(read("", "maandag 3 maart", "2026"), Err((Field::IncidentMonth, MistakeKind::OtherWeekday)));
        assert_eq!(read("dinsdag", "maart", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("", "dinsdag maart", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
    }

    #[test]
    fn a_date_without_its_year_asks_for_the_year() {
        assert_eq!(read("3 maart", "", ""), Err((Field::IncidentYear, MistakeKind::YearMissing)));
        assert_eq!(read("", "maart", ""), Err((Field::IncidentYear, MistakeKind::YearMissing)));
        assert_eq!(read("dinsdag 3-3", "", ""), Err((Field::IncidentYear, MistakeKind::YearMissing)));
    }

    #[test]
    fn each_mistake_names_its_field() {
        assert_eq!(read("", "", ""), Err((Field::IncidentDay, MistakeKind::DateMissing)));
        assert_eq!(read("3", " ", "2026"), Err((Field::IncidentMonth, MistakeKind::MonthMissing)));
        assert_eq!(read("3", "3", ""), Err((Field::IncidentYear, MistakeKind::YearMissing)));
        assert_eq!(read("3", "13", "2026"), Err((Field::IncidentMonth, MistakeKind::NotAMonth)));
        assert_eq!(read("3", "m", "2026"), Err((Field::IncidentMonth, MistakeKind::NotAMonth)));
        assert_eq!(read("3", "3", "226"), Err((Field::IncidentYear, MistakeKind::NotAYear)));
        assert_eq!(read("3", "3", "1026"), Err((Field::IncidentYear, MistakeKind::NotAYear)));
        assert_eq!(read("0", "3", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("drie", "3", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("-", "3", "2026"), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("2026", "3", ""), Err((Field::IncidentDay, MistakeKind::NotADay)));
        assert_eq!(read("3", "3", "2026 en 2025"), Err((Field::IncidentYear, MistakeKind::NotAYear)));
    }

    #[test]
    fn a_day_that_a_month_does_not_have_names_the_month() {
        let not_in = |year, month| MistakeKind::NotInMonth { first: NaiveDate::from_ymd_opt(year, month, 1).unwrap() };
        assert_eq!(read("30", "feb", "2024"), Err((Field::IncidentDay, not_in(2024, 2))));
        assert_eq!(read("", "30-2-2026", ""), Err((Field::IncidentMonth, not_in(2026, 2))));
    }
}
