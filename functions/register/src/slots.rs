//! How many mails may go out: anybody can type anybody's address, and send as many complaints as there is time for.
//!
//! A limit is a number of slots. A mail needs one of its own, which it keeps when it is told of again; whoever finds none free
//! goes without. Nobody counts, so nobody has to agree on a number.

use crate::Register;
use crate::claim::MarkError;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, named, number_of, text};
use crate::store::{StoreError, entry_of};
use base16ct::lower::encode_string;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use complaint::{Email, Hour, Personal, Reference};
use sha2::{Digest as _, Sha256};

/// How many confirmations may go to one mailbox for the complaints of one day.
pub const CONFIRMATIONS_A_DAY: u16 = 3;
/// How many confirmations may go out in all for the complaints of one day. An organisation has some two hundred complaints a year;
/// a mail service lets a new account send two hundred mails a day.
pub const CONFIRMATIONS_A_DAY_IN_ALL: u16 = 100;
/// How many complaints of one hour the office gets a mail about each.
pub const OFFICE_MAILS_AN_HOUR: u16 = 10;

/// How many of many slots are tried. With half of them taken, one mail in 256 finds none.
const MOST_TRIED: usize = 8;

/// Of a slot: whose mail took it.
pub(crate) const COMPLAINT_OF_SLOT: &str = "complaint";
/// How the entry of each slot begins.
const SLOT: &str = "slot#";
/// How the keys of the slots of a mailbox, of a day and of an hour begin.
const MAILBOX: &str = "address#";
const DAY: &str = "day#";
pub(crate) const HOUR: &str = "hour#";

impl Register {
    /// Takes one of the [`CONFIRMATIONS_A_DAY`] that may go to the mailbox of `address` for complaints received on `day`, and
    /// one of the [`CONFIRMATIONS_A_DAY_IN_ALL`]; tells whether both were left. The same complaint keeps those that it took.
    ///
    /// The address itself is not stored here, and what is stored may be deleted two days later.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn take_confirmation(
        &self,
        address: &Personal<Email>,
        day: NaiveDate,
        reference: Reference,
    ) -> Result<bool, MarkError> {
        let until = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(3);
        let of_mailbox = mailbox_key(address, day);
        Ok(self.take_slot(&of_mailbox, 1..=CONFIRMATIONS_A_DAY, reference, until).await?
            && self.take_slot(&day_key(day), tried(reference, CONFIRMATIONS_A_DAY_IN_ALL), reference, until).await?)
    }

    /// Takes one of the [`OFFICE_MAILS_AN_HOUR`] for complaints received in `hour`; tells whether one was left. The same
    /// complaint keeps the one that it took, and what is stored may be deleted a day later.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn take_office_mail(&self, hour: Hour, reference: Reference) -> Result<bool, MarkError> {
        let until = hour.start() + TimeDelta::days(2);
        self.take_slot(&hour_key(hour), tried(reference, OFFICE_MAILS_AN_HOUR), reference, until).await
    }

    /// Takes the first of `slots` under `key` that is free, or `reference` has already.
    async fn take_slot(
        &self,
        key: &str,
        slots: impl IntoIterator<Item = u16> + Send,
        reference: Reference,
        until: DateTime<Utc>,
    ) -> Result<bool, MarkError> {
        let slots: Vec<u16> = slots.into_iter().collect();
        for number in slots {
            let item = [
                (REFERENCE, text(key)),
                (ENTRY, text(&format!("{SLOT}{number}"))),
                (COMPLAINT_OF_SLOT, text(&reference)),
                (EXPIRES_AT, number_of(until.timestamp())),
            ];
            let condition = Condition {
                expression: "attribute_not_exists(#reference) OR #complaint = :complaint",
                names: &[("#reference", REFERENCE), ("#complaint", COMPLAINT_OF_SLOT)],
                values: vec![(":complaint", text(&reference))],
            };
            if let ConditionalPut::Done = self.put_if(named(item), condition).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The slots that the complaint in `item` took.
    pub(crate) async fn slots_of(&self, item: &Item, reference: Reference) -> Result<Vec<Item>, StoreError> {
        let mut keys = Vec::new();
        if let Some((address, day)) = item::counted_by(item) {
            keys.extend([mailbox_key(&address, day), day_key(day)]);
        }
        keys.extend(item::received_at(item).map(|at| hour_key(Hour::of(at))));
        let mut slots = Vec::new();
        for key in keys {
            slots.extend(self.items_of(&key).await?);
        }
        let is_slot = |item: &Item| entry_of(item).is_some_and(|entry| entry.starts_with(SLOT));
        let is_its = |item: &Item| item.get(COMPLAINT_OF_SLOT) == Some(&text(&reference));
        slots.retain(|item| is_slot(item) && is_its(item));
        Ok(slots)
    }
}

fn mailbox_key(address: &Personal<Email>, day: NaiveDate) -> String {
    let mailbox = address.reveal().mailbox();
    format!("{MAILBOX}{}", encode_string(&Sha256::digest(format!("{day} {mailbox}"))))
}

fn day_key(day: NaiveDate) -> String {
    format!("{DAY}{day}")
}

pub(crate) fn hour_key(hour: Hour) -> String {
    format!("{HOUR}{hour}")
}

/// The slots from 1 to `count` that a mail about `reference` tries, always the same: spread over all, so that what comes later in
/// a day does not have to pass all that came before.
fn tried(reference: Reference, count: u16) -> impl Iterator<Item = u16> {
    let digest = Sha256::digest(reference.to_string());
    let places: Vec<u16> = digest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    places.into_iter().map(move |place| place % count + 1).take(MOST_TRIED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_mailbox_is_one_for_its_day_however_it_is_written() {
        let key = |address: &str, day: &str| {
            mailbox_key(&Personal::new(Email::kept(address.to_owned())), day.parse().unwrap())
        };
        let one = key("Test@Voorbeeld.example", "2026-11-22");
        for same in ["test@voorbeeld.EXAMPLE", "test+1@voorbeeld.example", "\"test\"@voorbeeld.example"] {
            assert_eq!(one, key(same, "2026-11-22"), "{same}");
        }
        assert_eq!(key("test@Müller.example", "2026-11-22"), key("test@xn--mller-kva.example", "2026-11-22"));
        assert_eq!(key("t.e.s.t@gmail.com", "2026-11-22"), key("Test+a@googlemail.com", "2026-11-22"));
        for other in ["test.a@voorbeeld.example", "te.st@voorbeeld.example", "test@voorbeeld2.example"] {
            assert_ne!(one, key(other, "2026-11-22"), "{other}");
        }
        assert_ne!(one, key("test@voorbeeld.example", "2026-11-23"));
        assert_eq!(one.len(), "address#".len() + 64);
    }
}
