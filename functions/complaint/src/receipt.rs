//! What the sender of a complaint holds in hand.

use crate::Reference;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// Proof that one complaint is kept: what it is called and the day on which its terms began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What the complaint is called.
    pub reference: Reference,
    /// The day of receipt, day 0 of every term.
    pub received_on: NaiveDate,
    /// The complaint with the very same words that came in before this one, if there is one.
    pub earlier: Option<Earlier>,
}

/// A complaint whose words were sent again later, when it was closed or its day of contact was past: what was sent then
/// became a complaint of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What the earlier one is called.
    pub reference: Reference,
    /// Its day of receipt.
    pub received_on: NaiveDate,
    /// Whether it was closed when the words came again.
    pub is_closed: bool,
}

/// The calendar day in Heemstede on which something that happened at `instant` was received.
///
/// ```
/// let late_on_a_summer_evening = "2026-07-01T23:30:00Z".parse()?;
/// assert_eq!(complaint::day_of_receipt(late_on_a_summer_evening).to_string(), "2026-07-02");
/// # Ok::<(), chrono::ParseError>(())
/// ```
/// # Units
/// A day on the calendar of Europe/Amsterdam: 23:30 UTC on a summer evening is the next day there.
/// # Source
/// The terms of F13 and F15 run from receipt.
#[must_use]
pub fn day_of_receipt(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&chrono_tz::Europe::Amsterdam).date_naive()
}

/// What the clock said in Heemstede at `instant`.
#[must_use]
pub fn local_time(instant: DateTime<Utc>) -> NaiveTime {
    instant.with_timezone(&chrono_tz::Europe::Amsterdam).time()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(instant: &str) -> String {
        day_of_receipt(instant.parse().unwrap()).to_string()
    }

    #[test]
    fn a_complaint_late_on_a_summer_evening_in_utc_was_received_the_next_day() {
        assert_eq!(received("2026-07-01T23:30:00Z"), "2026-07-02");
        assert_eq!(received("2026-07-01T21:59:59Z"), "2026-07-01");
    }

    #[test]
    fn the_clock_in_heemstede_is_one_hour_ahead_in_winter_and_two_in_summer() {
        let time = |instant: &str| local_time(instant.parse().unwrap()).format("%H:%M").to_string();
        assert_eq!((time("2026-12-31T23:05:00Z"), time("2026-07-01T21:59:00Z")), ("00:05".into(), "23:59".into()));
    }

    #[test]
    fn winter_is_one_hour_ahead_of_utc() {
        assert_eq!(received("2026-12-31T22:59:59Z"), "2026-12-31");
        assert_eq!(received("2026-12-31T23:00:00Z"), "2027-01-01");
    }

    #[test]
    fn the_nights_on_which_the_clock_changes_are_ordinary_days() {
        assert_eq!(received("2026-03-28T22:59:59Z"), "2026-03-28");
        assert_eq!(received("2026-03-28T23:00:00Z"), "2026-03-29");
        assert_eq!(received("2026-10-25T00:30:00Z"), "2026-10-25");
        assert_eq!(received("2026-10-25T01:30:00Z"), "2026-10-25");
    }

    #[test]
    fn the_29th_of_february_is_an_ordinary_day() {
        assert_eq!(received("2028-02-28T23:30:00Z"), "2028-02-29");
    }
}
