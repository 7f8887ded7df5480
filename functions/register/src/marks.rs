//! Which mails went out: one mark for each mail of a complaint, each written with one conditional `PutItem`.
//!
//! A stream tells of a complaint at least once, perhaps to two readers at the same time. Whoever wants to send a mail first
//! claims it; the store gives the claim to one of them. Between the sending and its mark a reader may die: then the claim
//! runs out and the mail goes out a second time, which is better than never.

use crate::Register;
use crate::dossier::MailMark;
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, STATE, named, number_of, text};
use crate::keep::{NOT_FROM_STORE, code, is_from_store, kind, will_never_do};
use crate::store::{StoreError, entry_of};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use chrono::{DateTime, Days, NaiveDate, SecondsFormat, TimeDelta, Utc};
use complaint::{Email, Personal, Reference};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// The mails that one complaint leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mail {
    /// The office hears that there is a complaint.
    Office,
    /// The confirmation for the sender.
    Sender,
    /// The office hears that the confirmation did not arrive.
    Undelivered,
}

impl Mail {
    const ALL: [Self; 3] = [Self::Office, Self::Sender, Self::Undelivered];

    /// The mail's name: `office`, `sender` or `undelivered`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Sender => "sender",
            Self::Undelivered => "undelivered",
        }
    }
}

impl fmt::Display for Mail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// None of the mails of [`Mail`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected office, sender or undelivered")]
pub struct NotAMail;

impl FromStr for Mail {
    type Err = NotAMail;

    fn from_str(printed: &str) -> Result<Self, NotAMail> {
        Self::ALL.into_iter().find(|mail| mail.as_str() == printed).ok_or(NotAMail)
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It went out.
    Sent,
    /// It will not go out: whoever sends mail refused it for good.
    Refused,
    /// It came back.
    Bounced,
    /// Whoever got it reported it as unwanted.
    Unwanted,
}

impl MailState {
    const ALL: [Self; 4] = [Self::Sent, Self::Refused, Self::Bounced, Self::Unwanted];

    /// The state's name: `sent`, `refused`, `bounced` or `unwanted`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Bounced => "bounced",
            Self::Unwanted => "unwanted",
        }
    }
}

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
    /// Nothing is left to do.
    Done(MailState),
}

/// Why a mark is not known to be written. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// The store is slow, throttled or away.
    #[error("the store did not answer in time: {0}")]
    Unavailable(String),
    /// The store will not take it now or later.
    #[error("the store refused: {0}")]
    Refused(String),
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

/// How many confirmations may go to one address for the complaints of one day: anybody can type anybody's address.
pub const CONFIRMATIONS_A_DAY: u8 = 3;

const SENDING: &str = "sending";
const CLAIMED_AT: &str = "claimed_at";
const CLAIMED_UNTIL: &str = "claimed_until";
const AT: &str = "at";
const MESSAGE_ID: &str = "message_id";
/// Of a slot: whose confirmation took it.
pub(crate) const COMPLAINT_OF_SLOT: &str = "complaint";
/// How the entry of each mail begins.
pub(crate) const MAIL: &str = "mail#";
/// How the entry of each slot begins.
const SLOT: &str = "slot#";

impl Register {
    /// Claims the right to send `mail` of the complaint `reference`.
    ///
    /// # Errors
    /// See [`MarkError`]; after [`MarkError::Unavailable`] the mail may be claimed all the same, until the claim runs out.
    pub async fn claim(&self, reference: Reference, mail: Mail, now: DateTime<Utc>) -> Result<Claimed, MarkError> {
        let claimed_at = instant(now);
        let claim = Claim { reference, mail, claimed_at };
        let item = claim.sending_until(now + TimeDelta::seconds(CLAIM_SECONDS));
        let condition = Condition {
            expression: "attribute_not_exists(#reference) OR (#state = :sending AND #until < :now)",
            names: &[("#reference", REFERENCE), ("#state", STATE), ("#until", CLAIMED_UNTIL)],
            values: vec![(":sending", text(SENDING)), (":now", text(&claim.claimed_at))],
        };
        let Written::Refused(there) = self.write(item, condition).await? else {
            return Ok(Claimed::Ours(claim));
        };
        let there = there.ok_or(MarkError::Unreadable)?;
        match there.get(STATE).and_then(|state| state.as_s().ok()).map(String::as_str) {
            Some(SENDING) => Ok(Claimed::Busy),
            Some(state) => MailState::ALL
                .into_iter()
                .find(|known| known.as_str() == state)
                .map(Claimed::Done)
                .ok_or(MarkError::Unreadable),
            None => Err(MarkError::Unreadable),
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
        self.write(item, claim.is_ours()).await?.or(MarkError::Lost)
    }

    /// Gives a claim back, because the mail could not be sent now: the next who asks gets it at once.
    ///
    /// # Errors
    /// See [`MarkError`]; the claim then runs out by itself.
    pub async fn release(&self, claim: Claim) -> Result<(), MarkError> {
        let item = claim.sending_until(DateTime::UNIX_EPOCH);
        self.write(item, claim.is_ours()).await?.or(MarkError::Lost)
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
        self.write(mark(reference, mail, state, message_id, now), condition).await.map(drop)
    }

    /// Takes one of the [`CONFIRMATIONS_A_DAY`] that may go to `address` for complaints received on `day`; tells whether one
    /// was left. The same complaint keeps the one that it took.
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
        let key = address_key(address, day);
        let expires_at = (day + Days::new(3)).and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
        for number in 1..=CONFIRMATIONS_A_DAY {
            let item = [
                (REFERENCE, text(&key)),
                (ENTRY, text(&format!("{SLOT}{number}"))),
                (COMPLAINT_OF_SLOT, text(&reference)),
                (EXPIRES_AT, number_of(expires_at)),
            ];
            let condition = Condition {
                expression: "attribute_not_exists(#reference) OR #complaint = :complaint",
                names: &[("#reference", REFERENCE), ("#complaint", COMPLAINT_OF_SLOT)],
                values: vec![(":complaint", text(&reference))],
            };
            if let Written::Done = self.write(named(item), condition).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The slots that the complaint in `item` took.
    pub(crate) async fn slots_of(&self, item: &Item, reference: Reference) -> Result<Vec<Item>, StoreError> {
        let Some((address, day)) = item::counted_by(item) else { return Ok(Vec::new()) };
        let slots = self.items_of(&address_key(&address, day)).await?;
        let is_slot = |item: &Item| entry_of(item).is_some_and(|entry| entry.starts_with(SLOT));
        let is_its = |item: &Item| item.get(COMPLAINT_OF_SLOT) == Some(&text(&reference));
        Ok(slots.into_iter().filter(|item| is_slot(item) && is_its(item)).collect())
    }

    async fn write(&self, item: Item, condition: Condition) -> Result<Written, MarkError> {
        let mut request = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression(condition.expression)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        for (placeholder, name) in condition.names {
            request = request.expression_attribute_names(*placeholder, *name);
        }
        for (placeholder, value) in condition.values {
            request = request.expression_attribute_values(placeholder, value);
        }
        match request.send().await {
            Ok(answer) if is_from_store(&answer) => Ok(Written::Done),
            Ok(_) => Err(MarkError::Unavailable(NOT_FROM_STORE.to_owned())),
            Err(SdkError::ServiceError(error)) => match error.into_err() {
                PutItemError::ConditionalCheckFailedException(refusal) => Ok(Written::Refused(refusal.item)),
                error if will_never_do(code(&error)) => Err(MarkError::Refused(code(&error).to_owned())),
                error => Err(MarkError::Unavailable(code(&error).to_owned())),
            },
            Err(error) => Err(MarkError::Unavailable(kind(&error).to_owned())),
        }
    }
}

/// What must be so for a write to happen.
struct Condition {
    expression: &'static str,
    names: &'static [(&'static str, &'static str)],
    values: Vec<(&'static str, AttributeValue)>,
}

enum Written {
    Done,
    /// The condition did not hold; what is there instead, if the store says so.
    Refused(Option<Item>),
}

impl Written {
    fn or(self, error: MarkError) -> Result<(), MarkError> {
        match self {
            Self::Done => Ok(()),
            Self::Refused(_) => Err(error),
        }
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
    let state = item::needed(item, STATE, |state| {
        let state = state.as_s().ok()?;
        if state == SENDING {
            Some(None)
        } else {
            MailState::ALL.into_iter().find(|known| known.as_str() == state).map(Some)
        }
    })?;
    let at = item::needed(item, if state.is_some() { AT } else { CLAIMED_AT }, item::parsed)?;
    let message_id = item.get(MESSAGE_ID).and_then(|id| id.as_s().ok()).cloned();
    Ok(MailMark { mail, state, at, message_id })
}

pub(crate) fn entry(mail: Mail) -> String {
    format!("{MAIL}{mail}")
}

/// Of one width, so that the order of the texts is that of the instants.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn address_key(address: &Personal<Email>, day: NaiveDate) -> String {
    let address = address.reveal();
    let address = address.for_mail().unwrap_or_else(|| address.as_str().to_owned());
    let digest = Sha256::digest(format!("{day} {}", address.to_lowercase()));
    digest.iter().fold("address#".to_owned(), |key, byte| format!("{key}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_address_is_one_for_its_day_however_it_is_written() {
        let key = |address: &str, day: &str| address_key(&Personal::new(Email::kept(address.to_owned())), day.parse().unwrap());
        let one = key("Test@Voorbeeld.example", "2026-11-22");
        assert_eq!(one, key("test@voorbeeld.EXAMPLE", "2026-11-22"));
        assert_eq!(key("test@Müller.example", "2026-11-22"), key("test@xn--mller-kva.example", "2026-11-22"));
        assert_ne!(one, key("test@voorbeeld.example", "2026-11-23"));
        assert_eq!(one.len(), "address#".len() + 64);
    }

    #[test]
    fn the_order_of_instants_is_that_of_their_texts() {
        let [early, late] = ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.001Z"].map(|at| instant(at.parse().unwrap()));
        assert!(early < late && instant(DateTime::UNIX_EPOCH) < early);
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for mail in Mail::ALL {
            assert_eq!(mail.to_string().parse(), Ok(mail));
        }
    }
}
