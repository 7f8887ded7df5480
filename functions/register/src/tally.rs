//! How many complaints of an hour the office gets no mail of their own about.

use crate::Register;
use crate::claim::MarkError;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, named, number_of, text};
use crate::slots::hour_key;
use crate::store::{StoreError, is_from_store};
use chrono::TimeDelta;
use complaint::Hour;

/// The complaints of one hour that a digest tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that came after the first of the hour.
    pub ordinary: u32,
    /// Those that look like the work of a program.
    pub suspect: u32,
}

const TALLY: &str = "tally";
const ORDINARY: &str = "ordinary";
const SUSPECT: &str = "suspect";

/// How many times it is tried to add one while others do the same. A stream is read by a few at once.
const ATTEMPTS: u8 = 20;

impl Register {
    /// Adds one complaint to the tally of `hour`. What is stored may be deleted two days later.
    ///
    /// Nobody may read the table for this: a write that is refused tells what is there.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn count(&self, hour: Hour, is_suspect: bool) -> Result<(), MarkError> {
        let mut known: Option<Tally> = None;
        for _ in 0..ATTEMPTS {
            let before = known.unwrap_or_default();
            let more = if is_suspect {
                Tally { suspect: before.suspect.saturating_add(1), ..before }
            } else {
                Tally { ordinary: before.ordinary.saturating_add(1), ..before }
            };
            let condition = known.map_or_else(Condition::nothing_there, unchanged);
            match self.put_if(as_item(hour, more), condition).await? {
                ConditionalPut::Done => return Ok(()),
                // Nothing is there any more, or the store keeps to itself what is.
                ConditionalPut::Refused(None) => known = None,
                ConditionalPut::Refused(Some(there)) => known = Some(read(&there).ok_or(MarkError::Unreadable)?),
            }
        }
        Err(StoreError::Unavailable("others count at the same time".to_owned()).into())
    }

    /// The tally of `hour`, if anything was counted.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn tally(&self, hour: Hour) -> Result<Option<Tally>, MarkError> {
        let request = self.client.get_item().table_name(&self.table).consistent_read(true);
        let request = request.key(REFERENCE, text(&hour_key(hour))).key(ENTRY, text(TALLY));
        let answer = request.send().await.map_err(StoreError::from)?;
        if !is_from_store(&answer) {
            return Err(StoreError::not_from_store().into());
        }
        answer.item.map(|item| read(&item).ok_or(MarkError::Unreadable)).transpose()
    }
}

fn unchanged(tally: Tally) -> Condition {
    Condition {
        expression: "#ordinary = :ordinary AND #suspect = :suspect",
        names: &[("#ordinary", ORDINARY), ("#suspect", SUSPECT)],
        values: vec![(":ordinary", number_of(tally.ordinary)), (":suspect", number_of(tally.suspect))],
    }
}

fn as_item(hour: Hour, tally: Tally) -> Item {
    named([
        (REFERENCE, text(&hour_key(hour))),
        (ENTRY, text(TALLY)),
        (ORDINARY, number_of(tally.ordinary)),
        (SUSPECT, number_of(tally.suspect)),
        (EXPIRES_AT, number_of((hour.start() + TimeDelta::days(3)).timestamp())),
    ])
}

fn read(item: &Item) -> Option<Tally> {
    Some(Tally {
        ordinary: item.get(ORDINARY).and_then(item::number)?,
        suspect: item.get(SUSPECT).and_then(item::number)?,
    })
}
