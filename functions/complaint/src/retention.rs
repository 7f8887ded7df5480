//! How long a complaint is kept.

use chrono::{DateTime, Days, LocalResult, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use serde::{Deserialize, Serialize};

/// How long a complaint is kept after it was closed; the value comes from `content/organisation.toml`.
///
/// # Units
/// Whole months on the calendar, from 1 to [`Retention::MOST_MONTHS`].
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Retention {
    months: u8,
}

/// A complaint may not be kept for that many months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a complaint is kept for 1 to {most} months, not {0}", most = Retention::MOST_MONTHS)]
pub struct NotARetention(u8);

impl TryFrom<u8> for Retention {
    type Error = NotARetention;

    fn try_from(months: u8) -> Result<Self, NotARetention> {
        Self::after_closing(months).ok_or(NotARetention(months))
    }
}

impl From<Retention> for u8 {
    fn from(retention: Retention) -> Self {
        retention.months
    }
}

impl Retention {
    /// Ten years: whoever needs longer means an archive, not a register of complaints.
    pub const MOST_MONTHS: u8 = 120;

    /// So many months after closing, if that is a length of time that a complaint may be kept.
    #[must_use]
    pub const fn after_closing(months: u8) -> Option<Self> {
        if months >= 1 && months <= Self::MOST_MONTHS { Some(Self { months }) } else { None }
    }

    /// The number of months.
    #[must_use]
    pub const fn months(self) -> u8 {
        self.months
    }

    /// The moment after which a complaint that was closed on `closed_on` goes: the beginning of the day, in Heemstede, that is so
    /// many months later. Where that month is too short, its last day.
    ///
    /// ```
    /// let retention = complaint::Retention::after_closing(24).unwrap();
    /// let until = retention.until("2026-11-30".parse()?);
    /// assert_eq!(until.to_rfc3339(), "2028-11-29T23:00:00+00:00");
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn until(self, closed_on: NaiveDate) -> DateTime<Utc> {
        let day = closed_on.checked_add_months(Months::new(self.months.into())).unwrap_or(NaiveDate::MAX);
        let midnight = day.and_time(NaiveTime::MIN);
        match Amsterdam.from_local_datetime(&midnight) {
            LocalResult::Single(start) | LocalResult::Ambiguous(start, _) => start.to_utc(),
            // No clock there has ever skipped midnight in the years of this calendar; a day later is never too soon.
            LocalResult::None => midnight.checked_add_days(Days::new(1)).unwrap_or(midnight).and_utc(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(months: u8, closed_on: &str) -> String {
        let retention = Retention::after_closing(months).unwrap();
        retention.until(closed_on.parse().unwrap()).format("%Y-%m-%dT%H:%MZ").to_string()
    }

    #[test]
    fn a_length_that_is_none_or_too_long_is_no_retention() {
        for months in [0, 121, 255] {
            assert_eq!(Retention::after_closing(months), None, "{months}");
        }
        assert!(Retention::after_closing(1).is_some() && Retention::after_closing(120).is_some());
    }

    #[test]
    fn a_complaint_goes_when_the_day_begins_in_heemstede() {
        assert_eq!(until(24, "2026-11-24"), "2028-11-23T23:00Z");
        assert_eq!(until(7, "2026-11-24"), "2027-06-23T22:00Z", "summer time");
    }

    #[test]
    fn a_month_that_is_too_short_gives_its_last_day() {
        assert_eq!(until(1, "2027-01-31"), "2027-02-27T23:00Z");
        assert_eq!(until(12, "2028-02-29"), "2029-02-27T23:00Z");
    }
}
