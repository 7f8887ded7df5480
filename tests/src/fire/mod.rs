//! The service under fire.
//!
//! 1. A [`FaultProxy`] before the store spoils requests by a [`Plan`], so that each fault follows from a seed.
//! 2. People ([`Told`]) send made-up [`Words`] with every [`Habit`], and remember what they [`Seen`].
//! 3. When the faults stop, they come back; then [`violations`] holds what they saw against the table.

mod fault;
mod proxy;
mod round;
mod verdict;
mod visit;
mod words;

pub use fault::{Fault, Kind, Tally, generator};
pub use proxy::{FaultProxy, Plan, Reach};
pub use round::{Outcome, Round, not_told, people, return_visits, visits};
pub use verdict::{Violation, violations};
pub use visit::{Address, Habit, Seen, Told};
pub use words::{Fields, Words};
