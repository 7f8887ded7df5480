//! How each language of the world names its days and months.
//!
//! The tables of all locales are most of a megabyte: a function has the [`Names`] of its own languages from the build.

use serde::{Deserialize, Serialize};
#[cfg(feature = "read")]
use {
    chrono::{Days, Locale, NaiveDate},
    std::array::from_fn,
};

/// The names of days and months: January and Monday first.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Names {
    pub(crate) months: [String; 12],
    pub(crate) short_months: [String; 12],
    pub(crate) weekdays: [String; 7],
    pub(crate) short_weekdays: [String; 7],
}

/// Whether there is a locale of this name, such as `nl_NL`.
#[cfg(feature = "read")]
pub(crate) fn is_known(name: &str) -> bool {
    Locale::try_from(name).is_ok()
}

/// The build made sure of it.
#[cfg(not(feature = "read"))]
pub(crate) const fn is_known(_: &str) -> bool {
    true
}

#[cfg(feature = "read")]
impl Names {
    /// The names of a locale that is known.
    pub(crate) fn of(locale: &str) -> Self {
        let locale = Locale::try_from(locale).unwrap_or(Locale::POSIX);
        let name = |day: Option<NaiveDate>, form| day.unwrap_or_default().format_localized(form, locale).to_string();
        let first = |place: usize| NaiveDate::from_ymd_opt(1970, u32::try_from(place).ok()? + 1, 1);
        let month = |place: usize, form| name(first(place), form);
        // 5 January 1970 was a Monday.
        let monday = NaiveDate::default() + Days::new(4);
        let weekday = |place: usize, form| name(monday.checked_add_days(Days::new(place as u64)), form);
        Self {
            months: from_fn(|place| month(place, "%B")),
            short_months: from_fn(|place| month(place, "%b")),
            weekdays: from_fn(|place| weekday(place, "%A")),
            short_weekdays: from_fn(|place| weekday(place, "%a")),
        }
    }
}

#[cfg(not(feature = "read"))]
impl Names {
    /// None: what was built brings its own.
    pub(crate) fn of(_: &str) -> Self {
        Self::default()
    }
}
