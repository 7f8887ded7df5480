//! People, a service, and a store behind a proxy: one round of it, with a verdict.

use super::fault::{Tally, generator};
use super::proxy::{FaultProxy, Plan, Reach};
use super::verdict::{Violation, unanswered, violations};
use super::visit::{Address, Habit, Seen, Told};
use super::words::Words;
use crate::{Store, TestService};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// One round.
pub struct Round {
    /// How many complaints are sent.
    pub runs: usize,
    /// What the people and their words follow from.
    pub seed: u64,
    /// What goes wrong.
    pub plan: Plan,
    /// Which requests go wrong.
    pub reach: Reach,
    /// What time it is for the service.
    pub now: fn() -> DateTime<Utc>,
    /// Within which time after the faults the office must have been told of everything.
    pub office_told_within: Duration,
}

/// What came of rounds.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many complaints were sent.
    pub runs: usize,
    /// How many confirmations were shown.
    pub confirmed: usize,
    /// How many pages that say that nothing was sent.
    pub not_sent: usize,
    /// How many presses had no answer.
    pub unanswered: usize,
    /// How many complaints are kept.
    pub kept: usize,
    /// What happened to the requests to the store.
    pub tally: Tally,
    /// What must not be, with what happened to the requests about it.
    pub violations: Vec<Violation>,
}

/// Somebody comes in each time that so much has gone by, about.
const ARRIVAL: Duration = Duration::from_millis(20);

/// So often somebody comes back at most.
const RETURNS: usize = 4;

impl Round {
    /// A round of `runs` complaints, where only those are hit, by what `seed` says.
    #[must_use]
    pub fn of_complaints(runs: usize, seed: u64) -> Self {
        Self {
            runs,
            seed,
            plan: Plan::Seed(seed),
            reach: Reach::Complaints,
            now: Utc::now,
            office_told_within: Duration::from_mins(10),
        }
    }

    /// Lets it happen, and looks into the store.
    pub async fn run(self) -> Outcome {
        let is_ours = matches!(self.plan, Plan::Unconditional | Plan::ConfirmsUnwritten);
        let store = Arc::new(Store::open().await);
        let proxy = FaultProxy::start(&store.endpoint, self.plan, self.reach).await;
        let service = TestService::start_with_clock(&proxy.endpoint, self.now).await;
        let address = Address::of(service.address()).before(Arc::clone(&store));
        let mut told: Vec<Told> = Words::meeting().map(|words| Told::new(words, Habit::Twice, true)).into();
        told.extend(people(self.runs - told.len(), self.seed, "ronde"));
        let within = ARRIVAL * u32::try_from(told.len()).expect("a number of people");
        let told = visits(told, &address, self.seed, within).await;
        proxy.calm().await;
        let told = return_visits(told, &address, self.seed).await;
        proxy.calm().await;
        let mut outcome = Outcome::of(&told, &store);
        outcome.violations.extend(unanswered(&told));
        outcome.violations.extend(not_told(&store, &service.data(), self.office_told_within).await);
        outcome.tally = proxy.tally();
        if !is_ours {
            outcome.explain(&told, &proxy, self.seed);
        }
        outcome
    }
}

/// `runs` complaints of people with every habit; some have two.
#[must_use]
pub fn people(runs: usize, seed: u64, label: &str) -> Vec<Told> {
    let mut drawn = generator((seed, label));
    let mut told = Vec::new();
    while told.len() < runs {
        let number = told.len();
        let habit = Habit::ALL[drawn.usize(..Habit::ALL.len())];
        let comes_back = habit != Habit::GiveUp || drawn.bool();
        let words = Words::made_up(format!("{label}-{number}-{}", drawn.u32(..)), &mut drawn);
        if drawn.u8(..10) == 0 {
            let other = words.another(format!("{label}-{number}-ook"));
            told.push(Told::new(other, habit, comes_back));
        }
        told.push(Told::new(words, habit, comes_back));
    }
    told.truncate(runs);
    told
}

/// Everybody sends; all come in `within` that time.
pub async fn visits(told: Vec<Told>, address: &Address, seed: u64, within: Duration) -> Vec<Told> {
    let mut visits = JoinSet::new();
    for (number, mut one) in told.into_iter().enumerate() {
        let (address, mut drawn) = (address.clone(), generator((seed, "visit", number)));
        visits.spawn(async move {
            tokio::time::sleep(within.mul_f64(drawn.f64())).await;
            one.visit(&address, drawn).await;
            one
        });
    }
    let mut told = visits.join_all().await;
    // Not in the order in which they were done: what follows from a seed must not follow from the clock.
    told.sort_by(|one, other| one.words.label.cmp(&other.words.label));
    told
}

/// Everybody without a confirmation who comes back does, and half of the others, one after the other. Where many programs share
/// a processor, a store may be late although nothing spoils its answers: such a visit is made again.
pub async fn return_visits(mut told: Vec<Told>, address: &Address, seed: u64) -> Vec<Told> {
    let mut drawn = generator((seed, "return"));
    for one in &mut told {
        if !one.comes_back || one.is_confirmed() && drawn.bool() {
            continue;
        }
        for _ in 0..RETURNS {
            one.come_back(address).await;
            if one.is_confirmed() {
                break;
            }
        }
    }
    told
}

/// Those complaints of `store` that no mail in the folder of the service's data tells the office of and no digest counts, after at
/// most that time.
pub async fn not_told(store: &Store, data: &Path, within: Duration) -> Vec<Violation> {
    let (start, references) = (Instant::now(), store.references());
    loop {
        let mails = std::fs::read_dir(data.join("post")).into_iter().flatten().flatten();
        let names: Vec<String> = mails.filter_map(|mail| mail.file_name().into_string().ok()).collect();
        // `20261122T100000000Z-K-7Q4M-2X9B-office.eml`
        let told = names.iter().filter_map(|name| name.strip_suffix("-office.eml")?.split_once('-'));
        let mut told: BTreeSet<String> = told.map(|(_, reference)| reference.to_owned()).collect();
        told.extend(store.counted());
        if references.is_subset(&told) || start.elapsed() > within {
            return references.difference(&told).cloned().map(Violation::OfficeNotTold).collect();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

impl Outcome {
    /// What came of `told`, by `store`.
    #[must_use]
    pub fn of(told: &[Told], store: &Store) -> Self {
        let count = |is: fn(&Seen) -> bool| told.iter().flat_map(|one| &one.seen).filter(|seen| is(seen)).count();
        Self {
            runs: told.len(),
            confirmed: count(|seen| matches!(seen, Seen::Confirmed { .. })),
            not_sent: count(|seen| matches!(seen, Seen::NotSent(_))),
            unanswered: count(|seen| matches!(seen, Seen::Nothing)),
            kept: store.complaints().len(),
            tally: Tally::default(),
            violations: violations(told, store),
        }
    }

    /// Prints what must not be, with what its sender saw and what happened to the requests about it.
    fn explain(&self, told: &[Told], proxy: &FaultProxy, seed: u64) {
        for violation in &self.violations {
            let about = format!("{violation:?}");
            eprintln!("seed {seed}: {about}");
            for one in told.iter().filter(|one| about.contains(&one.words.label)) {
                let references = one.seen.iter().filter_map(|seen| match seen {
                    Seen::Confirmed { reference, .. } => Some(reference),
                    _ => None,
                });
                let faults: Vec<_> = references.map(|reference| (reference, proxy.faults_of(reference))).collect();
                eprintln!("{one:#?}\n{faults:?}");
            }
        }
    }

    /// What came of another round too.
    pub fn add(&mut self, other: Self) {
        self.runs += other.runs;
        self.confirmed += other.confirmed;
        self.not_sent += other.not_sent;
        self.unanswered += other.unanswered;
        self.kept += other.kept;
        self.tally.add(&other.tally);
        self.violations.extend(other.violations);
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, confirmed, not_sent, unanswered, kept, tally, violations } = self;
        writeln!(formatter, "| complaints | kept | confirmed | not sent | no answer | violations |")?;
        writeln!(formatter, "| --: | --: | --: | --: | --: | --: |")?;
        let wrong = violations.len();
        writeln!(formatter, "| {runs} | {kept} | {confirmed} | {not_sent} | {unanswered} | {wrong} |\n")?;
        if tally.requests() > 0 { write!(formatter, "{tally}") } else { Ok(()) }
    }
}
