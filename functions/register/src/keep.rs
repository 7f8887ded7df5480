//! Keeping a complaint, once.

use crate::Register;
use crate::item::{self, Item, NewComplaint, REFERENCE};
use crate::store::{StoreError, is_from_store};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use chrono::{DateTime, Utc};
use complaint::{Complaint, Dates, DigestKey, Earlier, Receipt, Reference};

/// A complaint that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The receipt; the first one, if the complaint was sent before.
    pub receipt: Receipt,
    /// Whether it was sent before.
    pub was_known: bool,
}

/// Why a complaint is not known to be kept. No variant holds a word of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    /// The store did not do it; if it did not answer in time, the same complaint can be sent again later.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Other complaints already had every reference that was drawn.
    #[error("no free reference")]
    NoReferenceFree,
    /// Something already has the reference, and the store does not say what, or says it unreadably.
    #[error("what already has the reference cannot be read")]
    UnreadableReceipt,
}

/// How many references of other complaints are met before giving up. With a million complaints in the table, one draw in
/// 34,000 meets another one; eight in a row do not happen.
const MOST_MET: usize = 8;

impl Register {
    /// Keeps `complaint`, unless it is kept already. The same words are the same complaint as long as it is open and its day
    /// of contact is not past. After that, somebody who sends them again has not been heard, or is not content: they become
    /// a complaint of their own, whose receipt names the earlier one.
    ///
    /// One conditional write for each reference that is drawn: the first one but for chance, and for what was sent before.
    /// `dates` follow from the day of receipt; of them only the receipt and the worklist's copy are stored.
    ///
    /// # Errors
    /// See [`KeepError`]. After [`KeepError::Store`] the complaint may be kept all the same; sending it again gives its first
    /// receipt.
    pub async fn keep(
        &self,
        complaint: &Complaint,
        key: &DigestKey,
        received_at: DateTime<Utc>,
        dates: &Dates,
    ) -> Result<Kept, KeepError> {
        let digest = complaint.digest(key);
        let (mut earlier, mut met) = (None, 0);
        for attempt in 0..=u8::MAX {
            let reference = Reference::draw(&digest, attempt);
            let receipt = Receipt { reference, received_on: dates.received_on, earlier };
            let new = NewComplaint { complaint, digest: &digest, receipt, received_at, due: dates.contact_by };
            match self.put(item::new_item(new)).await? {
                None => return Ok(Kept { receipt, was_known: false }),
                Some(there) if item::is_same(&there, &digest) => {
                    let receipt = item::receipt(&there).ok_or(KeepError::UnreadableReceipt)?;
                    let is_closed = !item::is_open(&there);
                    if !is_closed && is_before_contact(&receipt, dates) {
                        return Ok(Kept { receipt, was_known: true });
                    }
                    earlier = Some(Earlier { reference, received_on: receipt.received_on, is_closed });
                }
                Some(_) => met += 1,
            }
            if met == MOST_MET {
                break;
            }
        }
        Err(KeepError::NoReferenceFree)
    }

    /// Writes `item`, or gives back what already has its reference.
    async fn put(&self, item: Item) -> Result<Option<Item>, KeepError> {
        let written = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(#reference)")
            .expression_attribute_names("#reference", REFERENCE)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match written {
            Ok(answer) if is_from_store(&answer) => Ok(None),
            Ok(_) => Err(StoreError::not_from_store().into()),
            Err(error) => match error.as_service_error() {
                // Drawing another reference without knowing what has this one could keep the same complaint twice.
                Some(PutItemError::ConditionalCheckFailedException(refusal)) => {
                    refusal.item.clone().map(Some).ok_or(KeepError::UnreadableReceipt)
                }
                _ => Err(StoreError::from(error).into()),
            },
        }
    }
}

/// Whether the day of contact that was promised with `receipt` is still to come, or today, on the day that `dates` begin with.
fn is_before_contact(receipt: &Receipt, dates: &Dates) -> bool {
    dates.received_on - receipt.received_on <= dates.contact_by - dates.received_on
}
