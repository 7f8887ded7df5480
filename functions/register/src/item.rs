//! A complaint as an item of the table.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use complaint::{Address, Complaint, Digest, Earlier, Email, KeptParts, Language, Personal, Receipt};
use std::collections::HashMap;
use std::str::FromStr;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// Partition key: what the complaint is called.
pub const REFERENCE: &str = "reference";
/// Sort key: `complaint` for what was received, later steps beside it.
pub const ENTRY: &str = "entry";
/// The sort key of what was received.
pub(crate) const COMPLAINT: &str = "complaint";
/// The index that a worklist reads: partition [`OPEN`], sort [`DUE`]. An item without them is not in it.
pub(crate) const OPEN_BY_DUE: &str = "open-by-due";
/// Partition of the worklist, there as long as the complaint is not closed; see [`open`].
pub(crate) const OPEN: &str = "open";
/// The next day on which the organisation must have done something; a copy, for sorting only.
pub(crate) const DUE: &str = "due";
/// What an entry is: `received` for a complaint, or how far a mail is.
pub(crate) const STATE: &str = "state";
/// How many times what is known of a complaint changed, from 1: each step needs that it is still what was read.
pub(crate) const VERSION: &str = "version";
/// When the office last asked to have its mails sent that did not go out.
pub const RESENT_AT: &str = "resent_at";
/// When DynamoDB may delete an item (the table's TTL attribute), in seconds since 1970.
pub(crate) const EXPIRES_AT: &str = "expires_at";
pub(crate) const FINGERPRINT: &str = "fingerprint";
pub(crate) const RECEIVED_AT: &str = "received_at";
const RECEIVED_ON: &str = "received_on";
/// The complaint with the same words that came in before: a map.
const EARLIER: &str = "earlier";
const IS_CLOSED: &str = "is_closed";
const CHANNEL: &str = "channel";
const LANGUAGE: &str = "language";
const IS_SUSPECT: &str = "is_suspect";
const NAME: &str = "name";
const CONTACT_BY: &str = "contact_by";
const INCIDENT_DATE: &str = "incident_date";
const ABOUT: &str = "about";
const DESCRIPTION: &str = "description";
const ADDRESS: &str = "address";
const STREET: &str = "street";
const POSTCODE: &str = "postcode";
const TOWN: &str = "town";
const PHONE: &str = "phone";
const EMAIL: &str = "email";
const WISH: &str = "wish";
const ON_BEHALF_OF: &str = "on_behalf_of";

/// Every attribute that a complaint may have.
const OF_COMPLAINT: [&str; 25] = [
    REFERENCE,
    ENTRY,
    FINGERPRINT,
    VERSION,
    STATE,
    RECEIVED_ON,
    RECEIVED_AT,
    EARLIER,
    OPEN,
    DUE,
    RESENT_AT,
    EXPIRES_AT,
    CHANNEL,
    LANGUAGE,
    IS_SUSPECT,
    NAME,
    CONTACT_BY,
    INCIDENT_DATE,
    ABOUT,
    DESCRIPTION,
    ADDRESS,
    PHONE,
    EMAIL,
    WISH,
    ON_BEHALF_OF,
];

/// A complaint on its way into the table.
#[derive(Clone, Copy)]
pub(crate) struct NewComplaint<'a> {
    pub complaint: &'a Complaint,
    pub digest: &'a Digest,
    pub receipt: Receipt,
    pub received_at: DateTime<Utc>,
    /// The first day on which the organisation must have done something.
    pub due: NaiveDate,
}

/// The item that the intake writes.
pub(crate) fn new_item(NewComplaint { complaint, digest, receipt, received_at, due }: NewComplaint<'_>) -> Item {
    let contact = complaint.contact();
    let mut item = named([
        (REFERENCE, text(&receipt.reference)),
        (ENTRY, text(COMPLAINT)),
        (FINGERPRINT, fingerprint(digest)),
        (VERSION, number_of(1)),
        (STATE, text("received")),
        (RECEIVED_ON, text(&receipt.received_on)),
        (RECEIVED_AT, text(&instant(received_at))),
        (OPEN, text(open(complaint.is_suspect()))),
        (DUE, text(&due)),
        (CHANNEL, text(&complaint.channel())),
        (LANGUAGE, text(complaint.language().as_str())),
        (IS_SUSPECT, AttributeValue::Bool(complaint.is_suspect())),
        (NAME, words(complaint.name())),
        (CONTACT_BY, text(&complaint.contact_by())),
        (INCIDENT_DATE, text(&complaint.incident())),
        (ABOUT, words(complaint.about())),
        (DESCRIPTION, words(complaint.description())),
    ]);
    let parts = [
        (EARLIER, receipt.earlier.as_ref().map(earlier)),
        (ADDRESS, contact.address().map(address)),
        (PHONE, contact.phone().map(words)),
        (EMAIL, contact.email().map(|email| text(email.reveal().as_str()))),
        (WISH, complaint.wish().map(words)),
        (ON_BEHALF_OF, complaint.on_behalf_of().map(words)),
    ];
    item.extend(parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    item
}

/// The value of [`OPEN`]: what looks like the work of a program does not stand between the complaints of people.
pub(crate) const fn open(is_suspect: bool) -> &'static str {
    if is_suspect { "suspect" } else { "open" }
}

/// Whether the complaint in `item` is not closed.
pub(crate) fn is_open(item: &Item) -> bool {
    item.contains_key(OPEN)
}

/// The complaint that `item` holds.
///
/// # Errors
/// The attribute that is missing or cannot be read; never what it holds.
pub(crate) fn complaint(item: &Item) -> Result<Complaint, Unread> {
    Ok(Complaint::kept(KeptParts {
        name: needed_words(item, NAME)?,
        address: optional(item, ADDRESS, read_address)?,
        phone: optional(item, PHONE, read_words)?,
        email: optional(item, EMAIL, read_email)?,
        contact_by: needed(item, CONTACT_BY, parsed)?,
        incident: needed(item, INCIDENT_DATE, parsed)?,
        about: needed_words(item, ABOUT)?,
        description: needed_words(item, DESCRIPTION)?,
        wish: optional(item, WISH, read_words)?,
        on_behalf_of: optional(item, ON_BEHALF_OF, read_words)?,
        language: language(item).ok_or(Unread(LANGUAGE))?,
        channel: needed(item, CHANNEL, parsed)?,
        is_suspect: needed(item, IS_SUSPECT, |value| value.as_bool().ok().copied())?,
    }))
}

/// An attribute that is missing or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unread(pub(crate) &'static str);

pub(crate) fn needed<T>(
    item: &Item,
    name: &'static str,
    read: impl Fn(&AttributeValue) -> Option<T>,
) -> Result<T, Unread> {
    item.get(name).and_then(read).ok_or(Unread(name))
}

fn needed_words(item: &Item, name: &'static str) -> Result<Personal<String>, Unread> {
    needed(item, name, read_words)
}

fn optional<T>(
    item: &Item,
    name: &'static str,
    read: impl Fn(&AttributeValue) -> Option<T>,
) -> Result<Option<T>, Unread> {
    item.get(name).map(|value| read(value).ok_or(Unread(name))).transpose()
}

pub(crate) fn parsed<T: FromStr>(value: &AttributeValue) -> Option<T> {
    value.as_s().ok()?.parse().ok()
}

/// A number, which DynamoDB keeps as a text.
pub(crate) fn number<T: FromStr>(value: &AttributeValue) -> Option<T> {
    value.as_n().ok()?.parse().ok()
}

/// Of one width, so that the order of the texts is that of the instants.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The moment that a number of seconds since 1970 says.
pub(crate) fn instant_of(value: &AttributeValue) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(number(value)?, 0)
}

/// Makes sure that `item` has no attribute but `known`.
pub(crate) fn only(item: &Item, known: &[&str]) -> Result<(), Unread> {
    if item.keys().all(|name| known.contains(&name.as_str())) {
        Ok(())
    } else {
        Err(Unread("attribute of a later version"))
    }
}

fn read_words(value: &AttributeValue) -> Option<Personal<String>> {
    value.as_s().ok().cloned().map(Personal::new)
}

fn read_email(value: &AttributeValue) -> Option<Personal<Email>> {
    value.as_s().ok().cloned().map(Email::kept).map(Personal::new)
}

fn read_address(value: &AttributeValue) -> Option<Address> {
    let parts = value.as_m().ok()?;
    let part = |name| parts.get(name).and_then(read_words);
    Some(Address { street: part(STREET)?, postcode: part(POSTCODE)?, town: part(TOWN)? })
}

/// The language in which what `item` holds was sent.
pub(crate) fn language(item: &Item) -> Option<Language> {
    item.get(LANGUAGE)?.as_s().ok().map(Language::new)
}

/// An attribute of a complaint that only a later version can have written.
pub(crate) fn unknown_attribute(item: &Item) -> Option<&str> {
    item.keys().map(String::as_str).find(|name| !OF_COMPLAINT.contains(name))
}

/// The moment of receipt of the complaint in `item`.
pub(crate) fn received_at(item: &Item) -> Option<DateTime<Utc>> {
    item.get(RECEIVED_AT).and_then(parsed)
}

/// The e-mail address in `item` and the day of receipt, by which its confirmations are counted.
pub(crate) fn counted_by(item: &Item) -> Option<(Personal<Email>, NaiveDate)> {
    Some((read_email(item.get(EMAIL)?)?, receipt(item)?.received_on))
}

/// Whether `item` is what was received, not a later step beside it.
pub(crate) fn is_complaint(item: &Item) -> bool {
    item.get(ENTRY).and_then(|entry| entry.as_s().ok()).is_some_and(|entry| entry == COMPLAINT)
}

/// Whether `item` holds the complaint with this digest.
pub(crate) fn is_same(item: &Item, digest: &Digest) -> bool {
    item.get(FINGERPRINT) == Some(&fingerprint(digest))
}

/// The receipt that was given for what `item` holds, if it can be read.
pub(crate) fn receipt(item: &Item) -> Option<Receipt> {
    let reference = item.get(REFERENCE).and_then(parsed)?;
    let received_on = item.get(RECEIVED_ON).and_then(parsed)?;
    let earlier = optional(item, EARLIER, read_earlier).ok()?;
    Some(Receipt { reference, received_on, earlier })
}

fn earlier(Earlier { reference, received_on, is_closed }: &Earlier) -> AttributeValue {
    let is_closed = AttributeValue::Bool(*is_closed);
    AttributeValue::M(named([(REFERENCE, text(reference)), (RECEIVED_ON, text(received_on)), (IS_CLOSED, is_closed)]))
}

fn read_earlier(value: &AttributeValue) -> Option<Earlier> {
    let parts = value.as_m().ok()?;
    Some(Earlier {
        reference: parts.get(REFERENCE).and_then(parsed)?,
        received_on: parts.get(RECEIVED_ON).and_then(parsed)?,
        is_closed: parts.get(IS_CLOSED)?.as_bool().ok().copied()?,
    })
}

pub(crate) fn named<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes.map(|(name, value)| (name.to_owned(), value)).into()
}

pub(crate) fn number_of(value: impl Into<i64>) -> AttributeValue {
    AttributeValue::N(value.into().to_string())
}

pub(crate) fn text(value: &(impl ToString + ?Sized)) -> AttributeValue {
    AttributeValue::S(value.to_string())
}

fn words(words: &Personal<String>) -> AttributeValue {
    AttributeValue::S(words.reveal().clone())
}

fn fingerprint(digest: &Digest) -> AttributeValue {
    AttributeValue::B(Blob::new(digest.as_bytes().as_slice()))
}

fn address(address: &Address) -> AttributeValue {
    let parts = [(STREET, &address.street), (POSTCODE, &address.postcode), (TOWN, &address.town)];
    AttributeValue::M(parts.map(|(name, part)| (name.to_owned(), words(part))).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_instants_is_that_of_their_texts() {
        let [early, late] = ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.001Z"].map(|at| instant(at.parse().unwrap()));
        assert!(early < late && instant(DateTime::UNIX_EPOCH) < early);
    }
}
