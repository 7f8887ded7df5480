//! What can go wrong between the service and its store, and when.

use fastrand::Rng;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::repeat_n;
use std::time::Duration;

/// How one request to the store goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nothing goes wrong.
    None,
    /// The answer comes a little later.
    Delayed,
    /// It comes after the time that the service gives one attempt.
    Slow,
    /// It comes after all the time that the service gives a resident's request.
    Stuck,
    /// `ThrottlingException`.
    Throttled,
    /// `ProvisionedThroughputExceededException`.
    Overloaded,
    /// The connection is closed instead of an answer.
    Dropped,
    /// The connection is reset instead of an answer.
    Reset,
    /// The status 500.
    Failed,
    /// The status 200, with a page of somebody else's.
    Garbled,
    /// The status 200, with JSON that ends in the middle.
    Truncated,
    /// The status 200, with nothing.
    Empty,
    /// "Something has this reference", without what it is.
    Forgetful,
}

impl Kind {
    /// How long the request waits.
    pub(super) const fn wait(self) -> Duration {
        Duration::from_millis(match self {
            Self::Delayed => 120,
            Self::Slow => 2_800,
            Self::Stuck => 9_000,
            _ => 0,
        })
    }
}

/// Of 100 requests about, how many go wrong in which way.
const SHARES: [(Kind, usize); 12] = [
    (Kind::None, 42),
    (Kind::Delayed, 12),
    (Kind::Slow, 1),
    (Kind::Throttled, 6),
    (Kind::Overloaded, 5),
    (Kind::Dropped, 8),
    (Kind::Reset, 8),
    (Kind::Failed, 8),
    (Kind::Garbled, 3),
    (Kind::Truncated, 3),
    (Kind::Empty, 2),
    (Kind::Forgetful, 2),
];

/// Of so many complaints the store says nothing about one.
const STUCK_ONE_IN: u32 = 120;
/// For so many requests about it: those of one press.
const STUCK_REQUESTS: usize = 3;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// How it goes wrong.
    pub kind: Kind,
    /// Whether the store has the request before it goes wrong. Of what only waits it gets the request after the wait if not.
    pub is_written: bool,
}

impl Fault {
    /// Nothing goes wrong.
    pub const NONE: Self = Self { kind: Kind::None, is_written: true };

    /// What happens to the request of that number (from 0) about `key`: the same for the same seed.
    #[must_use]
    pub fn drawn(seed: u64, key: &str, number: usize) -> Self {
        if number < STUCK_REQUESTS && generator((seed, key)).u32(..STUCK_ONE_IN) == 0 {
            return Self { kind: Kind::Stuck, is_written: generator((seed, key, "written")).bool() };
        }
        let mut drawn = generator((seed, key, number));
        let kinds: Vec<Kind> = SHARES.iter().flat_map(|(kind, share)| repeat_n(*kind, *share)).collect();
        let kind = kinds[drawn.usize(..kinds.len())];
        Self { kind, is_written: kind == Kind::None || drawn.bool() }
    }
}

/// Numbers that follow from `from` and nothing else.
pub fn generator(from: impl Hash) -> Rng {
    let mut hasher = DefaultHasher::new();
    from.hash(&mut hasher);
    Rng::with_seed(hasher.finish())
}

/// How many requests met which fault.
#[derive(Clone, Debug, Default)]
pub struct Tally(BTreeMap<Fault, u64>);

impl Tally {
    /// One more of `fault`.
    pub(super) fn count(&mut self, fault: Fault) {
        *self.0.entry(fault).or_default() += 1;
    }

    /// Those of `other` too.
    pub fn add(&mut self, other: &Self) {
        for (fault, count) in &other.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }

    /// How many requests met `kind`.
    #[must_use]
    pub fn of(&self, kind: Kind) -> u64 {
        self.0.iter().filter(|(fault, _)| fault.kind == kind).map(|(_, count)| count).sum()
    }

    /// How many requests there were.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.0.values().sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| fault | requests | written before it |")?;
        writeln!(formatter, "| --- | --: | --: |")?;
        for (kind, _) in SHARES.into_iter().chain([(Kind::Stuck, 0)]) {
            let written = self.0.get(&Fault { kind, is_written: true }).copied().unwrap_or_default();
            let mut name = String::new();
            write!(name, "{kind:?}")?;
            writeln!(formatter, "| {} | {} | {written} |", name.to_lowercase(), self.of(kind))?;
        }
        writeln!(formatter, "| **together** | **{}** | |", self.requests())
    }
}
