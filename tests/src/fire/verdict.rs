//! What must be so of complaints that were sent under fire, held against the table.

use super::visit::{Habit, Seen, Told};
use crate::Store;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What must not be. Each names the complaint's label or its reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// A confirmation was shown, and nothing is kept under its reference.
    ConfirmedNotKept(String, String),
    /// A confirmation was shown before anything was kept under its reference.
    ConfirmedBeforeKept(String, String),
    /// A confirmation was shown, and other words are kept under its reference.
    OtherWordsKept(String, String),
    /// A confirmation names another day of receipt than is kept.
    OtherDayKept(String, String),
    /// A confirmation does not show the words that were sent.
    OtherWordsShown(String),
    /// Confirmations of one complaint name several references.
    SeveralReferences(String),
    /// Confirmations of two complaints name one reference.
    SharedReference(String),
    /// One complaint is kept more than once.
    KeptTwice(String),
    /// What is kept was sent by nobody.
    KeptUnsent(String),
    /// What is kept was written over.
    WrittenOver(String),
    /// A page that says that nothing was sent does not hold every word.
    WordsLost(String),
    /// Neither a confirmation nor the page that says that nothing was sent.
    NoSuchAnswer(String, u16, String),
    /// Somebody who waited saw no answer of a service that was there.
    Unanswered(String),
    /// There is no confirmation even after the faults.
    NeverConfirmed(String),
    /// The office got no mail about what is kept.
    OfficeNotTold(String),
}

/// Everything that is not as it must be, once everybody who comes back has been back.
#[must_use]
pub fn violations(told: &[Told], store: &Store) -> Vec<Violation> {
    let kept: BTreeMap<String, Value> = store
        .complaints()
        .into_iter()
        .map(|item| (item["reference"]["S"].as_str().expect("a reference").to_owned(), item))
        .collect();
    let mut found: Vec<Violation> = store.written_over().into_iter().map(Violation::WrittenOver).collect();
    let mut claimed: BTreeMap<&str, &str> = BTreeMap::new();
    for one in told {
        let label = || one.words.label.clone();
        let mut references = BTreeSet::new();
        for seen in &one.seen {
            match seen {
                Seen::Confirmed { reference, day, words, is_kept } => {
                    references.insert(reference.as_str());
                    if !is_kept {
                        found.push(Violation::ConfirmedBeforeKept(label(), reference.clone()));
                    }
                    if !one.words.are_shown_by(words) {
                        found.push(Violation::OtherWordsShown(label()));
                    }
                    match kept.get(reference) {
                        None => found.push(Violation::ConfirmedNotKept(label(), reference.clone())),
                        Some(item) if !one.words.are_kept_in(item) => {
                            found.push(Violation::OtherWordsKept(label(), reference.clone()));
                        }
                        Some(item) if item["received_on"]["S"] != *day => {
                            found.push(Violation::OtherDayKept(label(), reference.clone()));
                        }
                        Some(_) => {}
                    }
                }
                Seen::NotSent(fields) if !one.words.are_all_in(fields) => found.push(Violation::WordsLost(label())),
                Seen::Other(status, title) => {
                    found.push(Violation::NoSuchAnswer(label(), *status, title.clone()));
                }
                Seen::NotSent(_) | Seen::Nothing => {}
            }
        }
        if one.comes_back && references.is_empty() {
            found.push(Violation::NeverConfirmed(label()));
        }
        if references.len() > 1 {
            found.push(Violation::SeveralReferences(label()));
        }
        for reference in references {
            if claimed.insert(reference, &one.words.label).is_some() {
                found.push(Violation::SharedReference(reference.to_owned()));
            }
        }
    }
    found.extend(kept_wrongly(told, &kept));
    found.sort();
    found.dedup();
    found
}

/// Whoever waits sees an answer, where the service is not killed.
#[must_use]
pub fn unanswered(told: &[Told]) -> Vec<Violation> {
    let waited = told.iter().filter(|one| one.habit != Habit::GiveUp && one.seen.contains(&Seen::Nothing));
    waited.map(|one| Violation::Unanswered(one.words.label.clone())).collect()
}

/// Each item must hold the words of one complaint, which no other item holds.
fn kept_wrongly(told: &[Told], kept: &BTreeMap<String, Value>) -> Vec<Violation> {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (reference, item) in kept {
        match told.iter().find(|one| one.words.are_kept_in(item)) {
            None => found.push(Violation::KeptUnsent(reference.clone())),
            Some(owner) => *owners.entry(&owner.words.label).or_default() += 1,
        }
    }
    let twice = owners.into_iter().filter(|(_, items)| *items > 1);
    found.extend(twice.map(|(label, _)| Violation::KeptTwice(label.to_owned())));
    found
}
