//! Which mails went out: one mark for each mail of a complaint, each written with one conditional `PutItem`.
//!
//! A stream tells of a complaint at least once, perhaps to two readers at the same time. Whoever wants to send a mail first
//! claims it; the store gives the claim to one of them. Between the sending and its mark a reader may die: then the claim
//! runs out and the mail goes out a second time, which is better than never.

use crate::Register;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, STATE, instant, named, text};
use crate::store::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use complaint::{Mail, MailState, Reference};

/// The right to send one mail, for [`CLAIM_SECONDS`].
#[derive(Debug)]
pub struct Claim {
    reference: Reference,
    mail: Mail,
    /// No two claims of one mail that are held at once have the same: the later one needs that the earlier ran out.
    claimed_at: String,
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

/// How long a claim holds.
///
/// # Units
/// Seconds; longer than a function may run, so that nobody sends while another still might.
pub const CLAIM_SECONDS: i64 = 60;

/// [`MailState::Sending`].
const SENDING: &str = "sending";
const CLAIMED_AT: &str = "claimed_at";
const CLAIMED_UNTIL: &str = "claimed_until";
const AT: &str = "at";
const MESSAGE_ID: &str = "message_id";
/// How the entry of each mail begins.
pub(crate) const MAIL: &str = "mail#";

impl Register {
    /// Claims the right to send `mail` of the complaint `reference`.
    ///
    /// # Errors
    /// See [`MarkError`]; after a [`StoreError::Unavailable`] the mail may be claimed all the same, until the claim runs out.
    pub async fn claim(&self, reference: Reference, mail: Mail, now: DateTime<Utc>) -> Result<Claimed, MarkError> {
        let claimed_at = instant(now);
        let claim = Claim { reference, mail, claimed_at };
        let item = claim.sending_until(now + TimeDelta::seconds(CLAIM_SECONDS));
        let condition = Condition {
            expression: "attribute_not_exists(#reference) OR (#state = :sending AND #until < :now)",
            names: &[("#reference", REFERENCE), ("#state", STATE), ("#until", CLAIMED_UNTIL)],
            values: vec![(":sending", text(SENDING)), (":now", text(&claim.claimed_at))],
        };
        let ConditionalPut::Refused(there) = self.put_if(item, condition).await? else {
            return Ok(Claimed::Ours(claim));
        };
        let there = there.ok_or(MarkError::Unreadable)?;
        match there.get(STATE).and_then(|state| state.as_s().ok()).map(|state| state.parse()) {
            Some(Ok(MailState::Sending)) => Ok(Claimed::Busy),
            Some(Ok(state)) => Ok(Claimed::Done(state)),
            Some(Err(_)) | None => Err(MarkError::Unreadable),
        }
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
        let item = mark(claim.reference, claim.mail, state, message_id, now);
        held(&self.put_if(item, claim.is_ours()).await?)
    }

    /// Gives a claim back, because the mail could not be sent now: the next who asks gets it at once.
    ///
    /// # Errors
    /// See [`MarkError`]; the claim then runs out by itself.
    pub async fn release(&self, claim: Claim) -> Result<(), MarkError> {
        let item = claim.sending_until(DateTime::UNIX_EPOCH);
        held(&self.put_if(item, claim.is_ours()).await?)
    }

    /// Marks what became of a mail after it was sent. Does nothing if that is known already.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn mark_fate(
        &self,
        reference: Reference,
        mail: Mail,
        state: MailState,
        message_id: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), MarkError> {
        let condition = Condition {
            expression: "attribute_not_exists(#reference) OR #state IN (:sending, :sent)",
            names: &[("#reference", REFERENCE), ("#state", STATE)],
            values: vec![(":sending", text(SENDING)), (":sent", text(MailState::Sent.as_str()))],
        };
        self.put_if(mark(reference, mail, state, message_id, now), condition).await?;
        Ok(())
    }
}

impl Claim {
    fn sending_until(&self, until: DateTime<Utc>) -> Item {
        named([
            (REFERENCE, text(&self.reference)),
            (ENTRY, text(&entry(self.mail))),
            (STATE, text(SENDING)),
            (CLAIMED_AT, text(&self.claimed_at)),
            (CLAIMED_UNTIL, text(&instant(until))),
        ])
    }

    fn is_ours(&self) -> Condition {
        Condition {
            expression: "#state = :sending AND #claimed_at = :claimed_at",
            names: &[("#state", STATE), ("#claimed_at", CLAIMED_AT)],
            values: vec![(":sending", text(SENDING)), (":claimed_at", text(&self.claimed_at))],
        }
    }
}

fn mark(reference: Reference, mail: Mail, state: MailState, message_id: Option<&str>, now: DateTime<Utc>) -> Item {
    let mut item = named([
        (REFERENCE, text(&reference)),
        (ENTRY, text(&entry(mail))),
        (STATE, text(state.as_str())),
        (AT, text(&instant(now))),
    ]);
    item.extend(message_id.map(|id| (MESSAGE_ID.to_owned(), text(id))));
    item
}

/// What the mark in `item` says of `mail`.
pub(crate) fn read_mark(mail: Mail, item: &Item) -> Result<MailMark, item::Unread> {
    item::only(item, &[REFERENCE, ENTRY, STATE, CLAIMED_AT, CLAIMED_UNTIL, AT, MESSAGE_ID, EXPIRES_AT])?;
    let state = item::needed(item, STATE, item::parsed)?;
    let at = item::needed(item, if state == MailState::Sending { CLAIMED_AT } else { AT }, item::parsed)?;
    let message_id = item.get(MESSAGE_ID).and_then(|id| id.as_s().ok()).cloned();
    Ok(MailMark { mail, state, at, message_id })
}

/// A claim that no longer holds is lost.
fn held(put: &ConditionalPut) -> Result<(), MarkError> {
    if *put == ConditionalPut::Done { Ok(()) } else { Err(MarkError::Lost) }
}

pub(crate) fn entry(mail: Mail) -> String {
    format!("{MAIL}{mail}")
}
