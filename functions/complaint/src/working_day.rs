//! Working days, and the day that the office aims at.

use chrono::{Datelike, NaiveDate, Weekday};
use nl_holidays::Holiday;

/// Days that a decree equates with the holidays of the law on terms, as year, month, day.
///
/// # Source
/// The table of dates this project was given; it ends with the year [`EQUATED_DAYS_KNOWN_TO`].
const EQUATED_DAYS: [(i32, u32, u32); 5] = [(2026, 1, 2), (2026, 5, 15), (2027, 5, 7), (2028, 4, 28), (2028, 5, 26)];

/// The last year of which the equated days are known.
pub const EQUATED_DAYS_KNOWN_TO: i32 = 2028;

/// The day that the office aims at for a promised day.
///
/// ```
/// // The 29th of November 2026 is a Sunday.
/// let aim = complaint::Aim::for_promise("2026-11-29".parse()?);
/// assert_eq!((aim.on.to_string().as_str(), aim.is_certain), ("2026-11-27", true));
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The last working day on or before the promised day.
    pub on: NaiveDate,
    /// False past [`EQUATED_DAYS_KNOWN_TO`], where a decree may still make it a day off: say so where it is shown.
    pub is_certain: bool,
}

impl Aim {
    /// The last working day on or before `promised`.
    #[must_use]
    pub fn for_promise(promised: NaiveDate) -> Self {
        let mut on = promised;
        while !is_working_day(on) {
            let Some(before) = on.pred_opt() else { break };
            on = before;
        }
        Self { on, is_certain: on.year() <= EQUATED_DAYS_KNOWN_TO }
    }
}

/// Whether the office works on `day`: no weekend, no Dutch public holiday, no day equated with one.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    // The crate also lists New Year's Eve, on which people work.
    let is_holiday = nl_holidays::get_holiday(day).is_some_and(|holiday| holiday != Holiday::Oudejaarsdag);
    let is_equated = EQUATED_DAYS.contains(&(day.year(), day.month(), day.day()));
    !is_weekend && !is_holiday && !is_equated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Terms;

    const TERMS: Terms = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_dates_are_those_of_the_table() {
        let rows = [
            ["2026-11-22", "2026-11-29", "2026-11-27", "2027-01-03", "2026-12-31", "2027-01-31"],
            ["2026-03-24", "2026-03-31", "2026-03-31", "2026-05-05", "2026-05-04", "2026-06-02"],
            ["2026-04-02", "2026-04-09", "2026-04-09", "2026-05-14", "2026-05-13", "2026-06-11"],
        ];
        for row in rows {
            let dates = TERMS.dates(day(row[0]));
            let aims = [Aim::for_promise(dates.contact_by), Aim::for_promise(dates.answer_by)];
            let worked_out = [
                dates.received_on,
                dates.contact_by,
                aims[0].on,
                dates.answer_by,
                aims[1].on,
                dates.extended_answer_by,
            ];
            assert_eq!(worked_out, row.map(day));
            assert!(aims.iter().all(|aim| aim.is_certain));
        }
    }

    #[test]
    fn holidays_and_equated_days_are_no_working_days() {
        let days_off = [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-04-27",
            "2026-05-14",
            "2026-05-25",
            "2026-12-25", // 2026
            "2027-03-26",
            "2027-03-29",
            "2027-04-27",
            "2027-05-06",
            "2027-05-17",
            "2028-12-25",
            "2028-12-26", // later
            "2026-01-02",
            "2026-05-15",
            "2027-05-07",
            "2028-04-28",
            "2028-05-26", // equated by decree
            "2026-11-21",
            "2026-11-22", // a weekend
        ];
        for off in days_off {
            assert!(!is_working_day(day(off)), "{off}");
        }
    }

    #[test]
    fn the_fifth_of_may_is_off_in_every_year() {
        for year in 2021..=2040 {
            assert!(!is_working_day(NaiveDate::from_ymd_opt(year, 5, 5).unwrap()), "{year}");
        }
    }

    #[test]
    fn kings_day_moves_to_saturday_when_the_27th_is_a_sunday() {
        assert!(!is_working_day(day("2026-04-27")));
        assert!(is_working_day(day("2031-04-28")), "the 27th is a Sunday, the 26th a Saturday");
    }

    #[test]
    fn new_years_eve_is_a_working_day() {
        assert!(is_working_day(day("2026-12-31")));
    }

    #[test]
    fn an_aim_past_the_known_years_is_uncertain() {
        assert!(Aim::for_promise(day("2028-12-29")).is_certain);
        assert!(!Aim::for_promise(day("2029-05-11")).is_certain);
    }
}
