//! An hour of the clock.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::fmt;
use std::str::FromStr;

/// One hour of the clock in UTC. It is printed as `2026-11-22T10`.
///
/// ```
/// use complaint::Hour;
///
/// let hour = Hour::of("2026-11-22T10:59:59Z".parse()?);
/// assert_eq!((hour.to_string(), hour.earlier(11).to_string()), ("2026-11-22T10".into(), "2026-11-21T23".into()));
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(DateTime<Utc>);

impl Hour {
    /// The hour in which `instant` is.
    #[must_use]
    pub fn of(instant: DateTime<Utc>) -> Self {
        Self(instant.duration_trunc(TimeDelta::hours(1)).unwrap_or(instant))
    }

    /// The hour that many hours before.
    #[must_use]
    pub fn earlier(self, hours: u8) -> Self {
        Self(self.0 - TimeDelta::hours(hours.into()))
    }

    /// Its first moment.
    #[must_use]
    pub const fn start(self) -> DateTime<Utc> {
        self.0
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> DateTime<Utc> {
        self.0 + TimeDelta::hours(1)
    }
}

impl FromStr for Hour {
    type Err = chrono::ParseError;

    fn from_str(printed: &str) -> Result<Self, chrono::ParseError> {
        format!("{printed}:00:00Z").parse().map(Self::of)
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.format("%Y-%m-%dT%H"))
    }
}
