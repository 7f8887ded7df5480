//! Which mails went out: one mark for each mail of a complaint, each written with one conditional `PutItem`.
//!
//! A stream tells of a complaint at least once, perhaps to two readers at the same time. Whoever wants to send a mail first
//! claims it; the store gives the claim to one of them. Between the sending and its mark a reader may die, or the mail
//! service may not answer: then nobody knows whether the mail went out. The claim runs out, and the next one says which
//! attempt it is, so that whoever sends can stop after some.

use crate::Register;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, STATE, instant, named, number_of, text};
use crate::slots::hour_key;
use crate::store::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, TimeDelta, Utc};
use complaint::{Mail, MailKey, MailState, Reference};
use uuid::Uuid;

/// The right to send one mail, for [`CLAIM_SECONDS`].
#[derive(Debug)]
pub struct Claim {
    key: MailKey,
    claimed_at: String,
    /// No other claim has it.
    id: String,
    attempt: u8,
}

/// What the store says to whoever wants to send a mail.
#[derive(Debug)]
pub enum Claimed {
    /// It is theirs to send.
    Ours(Claim),
    /// Another is sending it, or died while doing so: ask again later.
    Busy,
    /// Nothing is left to do: it is in this state, and nobody is sending it.
    Done(MailState),
}

/// How far one mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailMark {
    /// Which mail.
    pub mail: Mail,
    /// What became of it.
    pub state: MailState,
    /// Since when.
    pub at: DateTime<Utc>,
    /// How the service that sent it calls it.
    pub message_id: Option<String>,
}

/// Why a mark is not known to be written. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A mark is there, and the store does not say which, or this version does not know it.
    #[error("the mark that is there cannot be read")]
    Unreadable,
    /// The claim ran out and another has it, or more is known of the mail by now.
    #[error("the claim is no longer ours")]
    Lost,
}

impl MarkError {
    /// Whether asking again can help: a mark that cannot be read remains one.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Unreadable)
    }
}

/// How long a claim holds.
///
/// # Units
/// Seconds; longer than a function may run, so that nobody sends while another still might.
pub const CLAIM_SECONDS: i64 = 90;

/// [`MailState::Sending`].
const SENDING: &str = "sending";
const CLAIMED_AT: &str = "claimed_at";
const CLAIMED_UNTIL: &str = "claimed_until";
const CLAIM: &str = "claim";
const ATTEMPT: &str = "attempt";
const AT: &str = "at";
const MESSAGE_ID: &str = "message_id";
/// Every attribute that a mark may have.
const OF_MARK: [&str; 10] =
    [REFERENCE, ENTRY, STATE, CLAIMED_AT, CLAIMED_UNTIL, CLAIM, ATTEMPT, AT, MESSAGE_ID, EXPIRES_AT];
/// How the entry of each mail begins.
pub(crate) const MAIL: &str = "mail#";

impl Register {
    /// Claims the right to send the mail `key`.
    ///
    /// A claim that ran out without a mark can be claimed again: its mail may have gone out. One that was
    /// [given back](Register::release) can be claimed at once, and does not count as an attempt. Nor does one of which the
    /// store does not say whether it took it: nothing is sent under it, and it is given back.
    ///
    /// # Errors
    /// See [`MarkError`]; after a [`StoreError::Unavailable`] the mail may be claimed all the same, until the claim runs out.
    pub async fn claim(&self, key: MailKey, now: DateTime<Utc>) -> Result<Claimed, MarkError> {
        let id = Uuid::new_v4().simple().to_string();
        let mut claim = Claim { key, claimed_at: instant(now), id, attempt: 1 };
        let until = now + TimeDelta::seconds(CLAIM_SECONDS);
        let ConditionalPut::Refused(there) = self.put_claim(&claim, until, Condition::nothing_there()).await? else {
            return Ok(Claimed::Ours(claim));
        };
        let Some(there) = there else {
            // It keeps to itself what it has, which may be this claim: the next time it may tell.
            self.free(&claim).await.ok();
            return Err(StoreError::not_from_store().into());
        };
        if claim.is_in(&there) {
            return Ok(Claimed::Ours(claim));
        }
        let state = item::needed(&there, STATE, item::parsed).map_err(|_| MarkError::Unreadable)?;
        if state != MailState::Sending {
            return Ok(Claimed::Done(state));
        }
        let ends = item::needed(&there, CLAIMED_UNTIL, |until| until.as_s().ok().cloned());
        let ends = ends.map_err(|_| MarkError::Unreadable)?;
        if ends >= claim.claimed_at {
            return Ok(Claimed::Busy);
        }
        // Claims of earlier versions do not say which attempt they were.
        claim.attempt = there.get(ATTEMPT).and_then(item::number::<u8>).unwrap_or(1).saturating_add(1);
        let unchanged = Condition {
            expression: "#state = :sending AND #until = :until",
            names: &[("#state", STATE), ("#until", CLAIMED_UNTIL)],
            values: vec![(":sending", text(SENDING)), (":until", text(&ends))],
        };
        Ok(match self.put_claim(&claim, until, unchanged).await? {
            ConditionalPut::Refused(there) if !there.as_ref().is_some_and(|there| claim.is_in(there)) => Claimed::Busy,
            _ => Claimed::Ours(claim),
        })
    }

    async fn put_claim(
        &self,
        claim: &Claim,
        until: DateTime<Utc>,
        condition: Condition,
    ) -> Result<ConditionalPut, StoreError> {
        let put = self.put_if(claim.sending_until(until), condition).await;
        if let Err(StoreError::Unavailable(_)) = put {
            // Where that does not arrive either, it counts as an attempt, and runs out by itself.
            self.free(claim).await.ok();
        }
        put
    }

    /// Marks a claimed mail as sent (with the name that the service that sends it gave it) or as refused for good.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn mark(
        &self,
        claim: Claim,
        state: MailState,
        message_id: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), MarkError> {
        let item = mark(claim.key, state, message_id, now);
        held(&self.put_if(item, claim.is_ours()).await?)
    }

    /// Gives a claim back, because the mail certainly did not go out: the next who asks gets it at once.
    ///
    /// # Errors
    /// See [`MarkError`]; the claim then runs out by itself.
    pub async fn release(&self, claim: Claim) -> Result<(), MarkError> {
        held(&self.free(&claim).await?)
    }

    async fn free(&self, claim: &Claim) -> Result<ConditionalPut, StoreError> {
        let Claim { key, claimed_at, id, attempt } = claim;
        let free = Claim { key: *key, claimed_at: claimed_at.clone(), id: id.clone(), attempt: attempt - 1 };
        self.put_if(free.sending_until(DateTime::UNIX_EPOCH), claim.is_ours()).await
    }

    /// Marks what became of a mail after it was sent. Does nothing if that is known already.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn mark_fate(
        &self,
        key: MailKey,
        state: MailState,
        message_id: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), MarkError> {
        let condition = Condition {
            expression: "attribute_not_exists(#reference) OR #state IN (:sending, :sent, :uncertain)",
            names: &[("#reference", REFERENCE), ("#state", STATE)],
            values: vec![
                (":sending", text(SENDING)),
                (":sent", text(MailState::Sent.as_str())),
                (":uncertain", text(MailState::Uncertain.as_str())),
            ],
        };
        self.put_if(mark(key, state, message_id, now), condition).await?;
        Ok(())
    }
}

impl Claim {
    /// The mail that it is about.
    #[must_use]
    pub const fn key(&self) -> MailKey {
        self.key
    }

    /// Which attempt to send the mail this is, from 1; each one before it may have sent the mail.
    #[must_use]
    pub const fn attempt(&self) -> u8 {
        self.attempt
    }

    fn sending_until(&self, until: DateTime<Utc>) -> Item {
        let mut item = named([
            (REFERENCE, text(&partition(self.key))),
            (ENTRY, text(&entry(self.key.kind()))),
            (STATE, text(SENDING)),
            (CLAIMED_AT, text(&self.claimed_at)),
            (CLAIMED_UNTIL, text(&instant(until))),
            (CLAIM, text(&self.id)),
            (ATTEMPT, number_of(self.attempt)),
        ]);
        item.extend(expiry(self.key));
        item
    }

    /// Whether `there` is this very claim: if an answer of the store is lost, the SDK asks again, and meets what it wrote.
    fn is_in(&self, there: &Item) -> bool {
        there.get(CLAIM) == Some(&text(&self.id))
    }

    fn is_ours(&self) -> Condition {
        Condition {
            expression: "#state = :sending AND #claim = :claim",
            names: &[("#state", STATE), ("#claim", CLAIM)],
            values: vec![(":sending", text(SENDING)), (":claim", text(&self.id))],
        }
    }
}

/// The mark of a mail that anybody may claim, and of which no attempt counts.
pub(crate) fn given_back(reference: Reference, mail: Mail, now: DateTime<Utc>) -> Item {
    let key = MailKey::Complaint(reference, mail);
    let claim = Claim { key, claimed_at: instant(now), id: String::new(), attempt: 0 };
    claim.sending_until(DateTime::UNIX_EPOCH)
}

fn mark(key: MailKey, state: MailState, message_id: Option<&str>, now: DateTime<Utc>) -> Item {
    let mut item = named([
        (REFERENCE, text(&partition(key))),
        (ENTRY, text(&entry(key.kind()))),
        (STATE, text(state.as_str())),
        (AT, text(&instant(now))),
    ]);
    item.extend(message_id.map(|id| (MESSAGE_ID.to_owned(), text(id))));
    item.extend(expiry(key));
    item
}

/// The mark of a digest goes by itself; that of a complaint's mail goes with the complaint.
fn expiry(key: MailKey) -> Option<(String, AttributeValue)> {
    match key {
        MailKey::Complaint(..) => None,
        MailKey::Digest(hour) => {
            Some((EXPIRES_AT.to_owned(), number_of((hour.start() + TimeDelta::days(3)).timestamp())))
        }
    }
}

/// What the mark in `item` says of `mail`.
pub(crate) fn read_mark(mail: Mail, item: &Item) -> Result<MailMark, item::Unread> {
    item::only(item, &OF_MARK)?;
    let state = item::needed(item, STATE, item::parsed)?;
    let at = item::needed(item, if state == MailState::Sending { CLAIMED_AT } else { AT }, item::parsed)?;
    let message_id = item.get(MESSAGE_ID).and_then(|id| id.as_s().ok()).cloned();
    Ok(MailMark { mail, state, at, message_id })
}

/// A claim that no longer holds is lost.
fn held(put: &ConditionalPut) -> Result<(), MarkError> {
    if *put == ConditionalPut::Done { Ok(()) } else { Err(MarkError::Lost) }
}

/// The partition key of a mail's mark.
fn partition(key: MailKey) -> String {
    match key {
        MailKey::Complaint(reference, _) => reference.to_string(),
        MailKey::Digest(hour) => hour_key(hour),
    }
}

/// The entry of the mark of a mail of that kind.
pub(crate) fn entry(kind: &str) -> String {
    format!("{MAIL}{kind}")
}
