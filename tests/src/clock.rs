//! A clock that goes only when a test moves it.

use chrono::{DateTime, TimeDelta, Utc};
use std::cell::Cell;

thread_local! {
    static NOW: Cell<DateTime<Utc>> = const { Cell::new(DateTime::UNIX_EPOCH) };
}

/// What the clock of this thread says. It begins in 1970.
#[must_use]
pub fn now() -> DateTime<Utc> {
    NOW.get()
}

/// Sets the clock of this thread.
pub fn set(now: DateTime<Utc>) {
    NOW.set(now);
}

/// Moves the clock of this thread on.
pub fn pass(time: TimeDelta) {
    NOW.set(NOW.get() + time);
}
