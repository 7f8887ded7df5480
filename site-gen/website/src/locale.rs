//! How each language of the world names its days and months.
//!
//! The tables of all locales are most of a megabyte, so a function gets the [`Names`] of its own languages from the build.

use chrono::{Days, Locale, NaiveDate};
use std::array::from_fn;
use views::Names;

/// Whether there is a locale of this name, such as `nl_NL`.
pub(crate) fn is_known(name: &str) -> bool {
    Locale::try_from(name).is_ok()
}

/// The names of days and months in a locale that is known.
pub(crate) fn names(locale: &str) -> Names {
    let locale = Locale::try_from(locale).unwrap_or(Locale::POSIX);
    let name = |day: Option<NaiveDate>, form| day.unwrap_or_default().format_localized(form, locale).to_string();
    let first = |place: usize| NaiveDate::from_ymd_opt(1970, u32::try_from(place).ok()? + 1, 1);
    let month = |place: usize, form| name(first(place), form);
    // 5 January 1970 was a Monday.
    let monday = NaiveDate::default() + Days::new(4);
    let weekday = |place: usize, form| name(monday.checked_add_days(Days::new(place as u64)), form);
    Names {
        months: from_fn(|place| month(place, "%B")),
        short_months: from_fn(|place| month(place, "%b")),
        weekdays: from_fn(|place| weekday(place, "%A")),
        short_weekdays: from_fn(|place| weekday(place, "%a")),
    }
}
