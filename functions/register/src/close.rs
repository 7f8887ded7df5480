//! Closing a complaint: the first and so far only step after its receipt.

use crate::Register;
use crate::claim;
use crate::closing::{self, CLOSED, Closing};
use crate::dossier::{Dossier, DossierError};
use crate::item::{COMPLAINT, DUE, ENTRY, EXPIRES_AT, OPEN, REFERENCE, STATE, VERSION, number_of, text};
use crate::store::{StoreError, is_from_store};
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use chrono::{DateTime, NaiveDate, Utc};
use complaint::{Reference, Retention, day_of_receipt};

/// A complaint that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The closing; the first one, if it was closed before.
    pub closing: Closing,
    /// Whether it was closed before.
    pub was_closed: bool,
}

/// Why a complaint is not known to be closed. No variant holds a word of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CloseError {
    /// Nothing is kept under the reference.
    #[error("the register has no complaint {0}")]
    NotThere(Reference),
    /// It cannot have been closed before it was received.
    #[error("it was received on {0}: it cannot have been closed before that")]
    BeforeReceipt(NaiveDate),
    /// The day is still to come.
    #[error("{0} is still to come")]
    StillToCome(NaiveDate),
    /// What is kept cannot be read.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The store did not take it. It may be closed all the same; closing it again tells.
    #[error("{0}; it may be closed all the same: closing it again tells")]
    Store(#[from] StoreError),
    /// Others changed it each time between reading and writing.
    #[error("others are changing it at the same time")]
    Busy,
}

/// How many times it is read and tried again if others change it meanwhile.
const ATTEMPTS: u8 = 5;

impl Register {
    /// Closes the complaint `reference` as of the day `closed_on`, unless it is closed already: one transaction of a new step, the
    /// complaint under the condition that it is still what was read, and the moment of expiry on every entry of the
    /// reference. It leaves the list of open complaints.
    ///
    /// # Errors
    /// See [`CloseError`].
    pub async fn close(
        &self,
        reference: Reference,
        closed_on: NaiveDate,
        retention: Retention,
        now: DateTime<Utc>,
    ) -> Result<Closed, CloseError> {
        if closed_on > day_of_receipt(now) {
            return Err(CloseError::StillToCome(closed_on));
        }
        // A moment long past would never come: DynamoDB leaves what expired more than five years ago.
        let expires_at = retention.until(closed_on).max(now);
        let closing = Closing { on: closed_on, at: now, expires_at };
        for _ in 0..ATTEMPTS {
            let dossier = self.dossier(reference).await?.ok_or(CloseError::NotThere(reference))?;
            let received_on = dossier.entry.receipt.received_on;
            if let Some(closing) = dossier.closing {
                return Ok(Closed { closing, was_closed: true });
            }
            if closed_on < received_on {
                return Err(CloseError::BeforeReceipt(received_on));
            }
            let transaction =
                self.client.transact_write_items().set_transact_items(Some(self.writes(&dossier, &closing)?));
            match transaction.send().await {
                Ok(answer) if is_from_store(&answer) => {
                    return Ok(Closed { closing: as_kept(closing), was_closed: false });
                }
                Ok(_) => return Err(StoreError::not_from_store().into()),
                Err(SdkError::ServiceError(error)) if is_changed(error.err()) => {}
                Err(error) => return Err(StoreError::from(error).into()),
            }
        }
        Err(CloseError::Busy)
    }

    fn writes(&self, dossier: &Dossier, closing: &Closing) -> Result<Vec<TransactWriteItem>, StoreError> {
        let reference = text(&dossier.entry.receipt.reference);
        let expires_at = number_of(closing.expires_at.timestamp());
        let step = Put::builder()
            .table_name(&self.table)
            .set_item(Some(closing::step(dossier.entry.receipt.reference, closing)))
            .condition_expression("attribute_not_exists(#reference)")
            .expression_attribute_names("#reference", REFERENCE)
            .build()?;
        let update = |entry: &str| {
            Update::builder()
                .table_name(&self.table)
                .key(REFERENCE, reference.clone())
                .key(ENTRY, text(entry))
                .expression_attribute_names("#expires_at", EXPIRES_AT)
                .expression_attribute_values(":expires_at", expires_at.clone())
        };
        let complaint = update(COMPLAINT)
            .condition_expression("#version = :read")
            .update_expression("SET #state = :closed, #version = :next, #expires_at = :expires_at REMOVE #open, #due")
            .expression_attribute_names("#state", STATE)
            .expression_attribute_names("#version", VERSION)
            .expression_attribute_names("#open", OPEN)
            .expression_attribute_names("#due", DUE)
            .expression_attribute_values(":closed", text(CLOSED))
            .expression_attribute_values(":read", number_of(dossier.version))
            .expression_attribute_values(":next", number_of(dossier.version + 1))
            .build()?;
        // Without the condition this would make a mark anew that was deleted in the meantime.
        let marks = dossier.mails.iter().map(|mark| {
            update(&claim::entry(mark.mail.as_str()))
                .condition_expression("attribute_exists(#reference)")
                .update_expression("SET #expires_at = :expires_at")
                .expression_attribute_names("#reference", REFERENCE)
                .build()
        });
        let mut writes = vec![
            TransactWriteItem::builder().put(step).build(),
            TransactWriteItem::builder().update(complaint).build(),
        ];
        for mark in marks {
            writes.push(TransactWriteItem::builder().update(mark?).build());
        }
        Ok(writes)
    }
}

/// Whether the transaction was refused because something is no longer what was read, or is being written.
pub(crate) fn is_changed(error: &TransactWriteItemsError) -> bool {
    match error {
        TransactWriteItemsError::TransactionCanceledException(cancelled) => {
            let codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
            codes.into_iter().all(|code| matches!(code, "None" | "ConditionalCheckFailed" | "TransactionConflict"))
        }
        other => other.code() == Some("TransactionInProgressException"),
    }
}

/// The closing as it is read back: the table keeps milliseconds and, for the expiry, seconds.
fn as_kept(closing: Closing) -> Closing {
    let at = DateTime::from_timestamp_millis(closing.at.timestamp_millis()).unwrap_or(closing.at);
    let expires_at = DateTime::from_timestamp(closing.expires_at.timestamp(), 0).unwrap_or(closing.expires_at);
    Closing { at, expires_at, ..closing }
}
