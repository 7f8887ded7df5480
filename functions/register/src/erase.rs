//! Erasing a complaint: every entry of its reference, for good.

use crate::Register;
use crate::item::{self, ENTRY, Item, REFERENCE, text};
use crate::slots::COMPLAINT_OF_SLOT;
use crate::store::{StoreError, is_from_store};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::NaiveDate;
use complaint::{Language, Reference};

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The day of receipt, unless what was left did not say.
    pub received_on: Option<NaiveDate>,
    /// The language it was sent in, unless what was left did not say.
    pub language: Option<Language>,
    /// How many entries of the table went.
    pub entries: usize,
}

/// Why not everything under a reference is known to be erased. No variant holds a word of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EraseError {
    /// Nothing is kept under the reference.
    #[error("the register has no complaint {0}")]
    NotThere(Reference),
    /// The store stopped answering. Part of it may be gone; erasing it again goes on where this ended.
    #[error("{0}; part of it may be erased already")]
    Store(#[from] StoreError),
    /// Others write new entries as fast as they are erased.
    #[error("others are writing under the same reference at the same time; part of it is erased")]
    Busy,
}

/// How many times it is looked for what others wrote meanwhile.
const ROUNDS: u8 = 5;

impl Register {
    /// Erases every entry under `reference`, and what counts its confirmations; then makes sure that nothing is left. The complaint
    /// itself goes last: whatever stops this halfway, erasing again finds all that is left.
    ///
    /// Each entry is one `DeleteItem`: there are a handful, and nobody needs the right to do more at once.
    ///
    /// # Errors
    /// See [`EraseError`].
    pub async fn erase(&self, reference: Reference) -> Result<Erased, EraseError> {
        let mut erased = Erased { received_on: None, language: None, entries: 0 };
        for _ in 0..ROUNDS {
            let mut items = self.items_of(&reference.to_string()).await?;
            if items.is_empty() {
                return if erased.entries == 0 { Err(EraseError::NotThere(reference)) } else { Ok(erased) };
            }
            items.sort_by_key(item::is_complaint);
            if let Some(first) = items.last().filter(|item| item::is_complaint(item)) {
                erased.received_on = item::receipt(first).map(|receipt| receipt.received_on);
                erased.language = item::language(first);
                for slot in self.slots_of(first, reference).await? {
                    erased.entries += usize::from(self.delete(&slot, Some(reference)).await?);
                }
            }
            for item in &items {
                erased.entries += usize::from(self.delete(item, None).await?);
            }
        }
        Err(EraseError::Busy)
    }

    /// Deletes `item`, or nothing if it by now belongs to another complaint than `of`.
    async fn delete(&self, item: &Item, of: Option<Reference>) -> Result<bool, StoreError> {
        let key = |name: &str| item.get(name).cloned().unwrap_or(AttributeValue::Null(true));
        let mut request =
            self.client.delete_item().table_name(&self.table).key(REFERENCE, key(REFERENCE)).key(ENTRY, key(ENTRY));
        if let Some(reference) = of {
            request = request
                .condition_expression("#complaint = :complaint")
                .expression_attribute_names("#complaint", COMPLAINT_OF_SLOT)
                .expression_attribute_values(":complaint", text(&reference));
        }
        match request.send().await {
            Ok(answer) if is_from_store(&answer) => Ok(true),
            Ok(_) => Err(StoreError::not_from_store()),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
