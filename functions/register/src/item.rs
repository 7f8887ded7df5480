//! A complaint as an item of the table.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use complaint::{Address, Complaint, Dates, Digest, Personal, Receipt, Reference};
use std::collections::HashMap;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// Partition key: what the complaint is called.
pub(crate) const REFERENCE: &str = "reference";
/// Sort key: [`COMPLAINT`] for what was received, later steps beside it.
pub(crate) const ENTRY: &str = "entry";
/// The sort key of what was received.
pub(crate) const COMPLAINT: &str = "complaint";
/// The index that a worklist reads: partition [`OPEN`], sort [`DUE`]. An item without them is not in it.
pub(crate) const OPEN_BY_DUE: &str = "open-by-due";
/// Partition of the worklist, there as long as the complaint is not closed.
pub(crate) const OPEN: &str = "open";
/// The next day on which the organisation must have done something; a copy, for sorting only.
pub(crate) const DUE: &str = "due";
const FINGERPRINT: &str = "fingerprint";
const RECEIVED_ON: &str = "received_on";

/// The item that the intake writes.
pub(crate) fn new_item(complaint: &Complaint, reference: Reference, received_at: DateTime<Utc>, dates: &Dates) -> Item {
    let contact = complaint.contact();
    let mut item: Item = [
        (REFERENCE, text(&reference)),
        (ENTRY, text(COMPLAINT)),
        (FINGERPRINT, fingerprint(&complaint.digest())),
        ("version", AttributeValue::N("1".into())),
        ("state", text("received")),
        (RECEIVED_ON, text(&dates.received_on)),
        ("received_at", text(&received_at.to_rfc3339_opts(SecondsFormat::Millis, true))),
        (OPEN, text("open")),
        (DUE, text(&dates.contact_by)),
        ("channel", text(&complaint.channel())),
        ("language", text(complaint.language().as_str())),
        ("is_suspect", AttributeValue::Bool(complaint.is_suspect())),
        ("name", words(complaint.name())),
        ("contact_by", text(&complaint.contact_by())),
        ("incident_date", text(&complaint.incident())),
        ("about", words(complaint.about())),
        ("description", words(complaint.description())),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let optional = [
        ("address", contact.address().map(address)),
        ("phone", contact.phone().map(words)),
        ("email", contact.email().map(words)),
        ("wish", complaint.wish().map(words)),
        ("on_behalf_of", complaint.on_behalf_of().map(words)),
    ];
    item.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    item
}

/// Whether `item` holds the complaint with this digest.
pub(crate) fn is_same(item: &Item, digest: &Digest) -> bool {
    item.get(FINGERPRINT) == Some(&fingerprint(digest))
}

/// The receipt that was given for what `item` holds, if it can be read.
pub(crate) fn receipt(item: &Item) -> Option<Receipt> {
    let reference = item.get(REFERENCE)?.as_s().ok()?.parse().ok()?;
    let received_on: NaiveDate = item.get(RECEIVED_ON)?.as_s().ok()?.parse().ok()?;
    Some(Receipt { reference, received_on })
}

fn text(value: &(impl ToString + ?Sized)) -> AttributeValue {
    AttributeValue::S(value.to_string())
}

fn words(words: &Personal<String>) -> AttributeValue {
    AttributeValue::S(words.reveal().clone())
}

fn fingerprint(digest: &Digest) -> AttributeValue {
    AttributeValue::B(Blob::new(digest.as_bytes().as_slice()))
}

fn address(address: &Address) -> AttributeValue {
    let parts = [("street", &address.street), ("postcode", &address.postcode), ("town", &address.town)];
    AttributeValue::M(parts.map(|(name, part)| (name.to_owned(), words(part))).into())
}
