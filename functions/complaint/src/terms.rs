//! When the sender of a complaint will hear.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The terms of the procedure, in weeks.
///
/// # Source
/// F13 (contact), F15 (answer), F16 (extension); the values come from `content/organisation.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Weeks after receipt within which the organisation makes contact.
    pub contact_weeks: u8,
    /// Weeks after receipt within which the written answer is given.
    pub answer_weeks: u8,
    /// Weeks by which the answer can be put off, once.
    pub extension_weeks: u8,
}

/// The days that follow from one day of receipt.
///
/// # Units
/// Whole days on the calendar of Europe/Amsterdam; the day of receipt is day 0. These are the days that a resident is
/// promised: no weekend and no holiday moves them. What the office aims at is [`crate::Aim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The day of receipt.
    pub received_on: NaiveDate,
    /// The last day on which the organisation's first contact is in time (F13).
    pub contact_by: NaiveDate,
    /// The last day on which the written answer is in time, and on which an extension can be told (F15, F17).
    pub answer_by: NaiveDate,
    /// The last day on which the written answer is in time after an extension (F16).
    pub extended_answer_by: NaiveDate,
}

impl Terms {
    /// Weeks from receipt to contact, to the answer, and to the answer after an extension.
    #[must_use]
    pub fn weeks(&self) -> [u16; 3] {
        let [contact, answer, extension] = [self.contact_weeks, self.answer_weeks, self.extension_weeks].map(u16::from);
        [contact, answer, answer + extension]
    }

    /// The days that follow from `received_on`. Nothing stops the clock, an incomplete complaint neither.
    ///
    /// ```
    /// let terms = complaint::Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 };
    /// let dates = terms.dates("2026-11-22".parse()?);
    /// assert_eq!(dates.answer_by.to_string(), "2027-01-03");
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn dates(&self, received_on: NaiveDate) -> Dates {
        let after = |weeks: u16| received_on + Days::new(7 * u64::from(weeks));
        let [contact_by, answer_by, extended_answer_by] = self.weeks().map(after);
        Dates { received_on, contact_by, answer_by, extended_answer_by }
    }
}
