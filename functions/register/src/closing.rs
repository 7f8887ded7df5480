//! The closing of a complaint, as a step of the table holds it.

use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, named, number_of, text};
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, NaiveDate, Utc};
use complaint::Reference;

/// The end of the handling of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The day on which it was closed.
    pub on: NaiveDate,
    /// When that was noted.
    pub at: DateTime<Utc>,
    /// When everything under the reference may go. DynamoDB takes a few days more.
    pub expires_at: DateTime<Utc>,
}

pub(crate) const CLOSED: &str = "closed";
const FIRST_STEP: &str = "step#0001";
const WHAT: &str = "what";
const CLOSED_ON: &str = "closed_on";
const CLOSED_AT: &str = "at";

/// The step that a closing is.
pub(crate) fn step(reference: Reference, closing: &Closing) -> Item {
    named([
        (REFERENCE, text(&reference)),
        (ENTRY, text(FIRST_STEP)),
        (WHAT, text(CLOSED)),
        (CLOSED_ON, text(&closing.on)),
        (CLOSED_AT, text(&item::instant(closing.at))),
        (EXPIRES_AT, number_of(closing.expires_at.timestamp())),
    ])
}

/// The closing that a step holds; any other step is of a later version.
pub(crate) fn read_closing(item: &Item) -> Result<Closing, item::Unread> {
    item::only(item, &[REFERENCE, ENTRY, WHAT, CLOSED_ON, CLOSED_AT, EXPIRES_AT])?;
    item::needed(item, ENTRY, |entry| (entry == &text(FIRST_STEP)).then_some(()))?;
    item::needed(item, WHAT, |what| (what == &AttributeValue::S(CLOSED.into())).then_some(()))?;
    Ok(Closing {
        on: item::needed(item, CLOSED_ON, item::parsed)?,
        at: item::needed(item, CLOSED_AT, item::parsed)?,
        expires_at: item::needed(item, EXPIRES_AT, item::instant_of)?,
    })
}
