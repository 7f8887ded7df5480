//! Keeping a complaint, once.

use crate::Connection;
use crate::item::{self, Item, REFERENCE};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use chrono::{DateTime, Utc};
use complaint::{Complaint, Dates, Receipt, Reference};

/// The table of complaints.
#[derive(Clone, Debug)]
pub struct Register {
    pub(crate) client: Client,
    pub(crate) table: String,
}

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
    /// The store is slow, throttled or away: the same complaint can be sent again later.
    #[error("the store did not answer in time: {0}")]
    Unavailable(String),
    /// The store will not take it now or later: no such table, no permission, a request that it does not understand.
    #[error("the store refused: {0}")]
    Refused(String),
    /// Other complaints already had every reference that was drawn.
    #[error("no free reference after {ATTEMPTS} attempts")]
    NoReferenceFree,
    /// Something already has the reference, and the store does not say what, or says it unreadably.
    #[error("what already has the reference cannot be read")]
    UnreadableReceipt,
}

/// How many references are drawn before giving up. With a million complaints in the table, one draw in 34,000 meets
/// another complaint; eight in a row do not happen.
const ATTEMPTS: u8 = 8;

impl Register {
    /// A register on `connection`. Nothing is sent yet.
    #[must_use]
    pub fn connect(connection: Connection) -> Self {
        let (client, table) = connection.open();
        Self { client, table }
    }

    /// Keeps `complaint`, unless it is kept already.
    ///
    /// One conditional write for each reference that is drawn: the first one but for chance. `dates` follow from the
    /// day of receipt; of them only the receipt and the worklist's copy are stored.
    ///
    /// # Errors
    /// See [`KeepError`]. After [`KeepError::Unavailable`] the complaint may be kept all the same; sending it again gives
    /// its first receipt.
    pub async fn keep(
        &self,
        complaint: &Complaint,
        received_at: DateTime<Utc>,
        dates: &Dates,
    ) -> Result<Kept, KeepError> {
        let digest = complaint.digest();
        for attempt in 0..ATTEMPTS {
            let reference = Reference::draw(&digest, attempt);
            match self.put(item::new_item(complaint, reference, received_at, dates)).await? {
                None => {
                    let receipt = Receipt { reference, received_on: dates.received_on };
                    return Ok(Kept { receipt, was_known: false });
                }
                Some(there) if item::is_same(&there, &digest) => {
                    let receipt = item::receipt(&there).ok_or(KeepError::UnreadableReceipt)?;
                    return Ok(Kept { receipt, was_known: true });
                }
                Some(_) => {}
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
            Ok(_) => Err(KeepError::Unavailable(NOT_FROM_STORE.to_owned())),
            Err(SdkError::ServiceError(error)) => match error.into_err() {
                // Drawing another reference without knowing what has this one could keep the same complaint twice.
                PutItemError::ConditionalCheckFailedException(refusal) => {
                    refusal.item.map(Some).ok_or(KeepError::UnreadableReceipt)
                }
                error => Err(service_error(&error)),
            },
            Err(error) => Err(KeepError::Unavailable(kind(&error).to_owned())),
        }
    }
}

/// Whether DynamoDB itself answered: it names each of its answers. To the SDK a bare 200 of whatever stands in between,
/// with nothing in it, is a complaint that is written.
pub(crate) fn is_from_store(answer: &impl RequestId) -> bool {
    answer.request_id().is_some()
}

/// What is said of an answer that is not [`is_from_store`].
pub(crate) const NOT_FROM_STORE: &str = "an answer that is not the store's";

/// What the store itself answered.
fn service_error(error: &PutItemError) -> KeepError {
    let code = code(error);
    if will_never_do(code) { KeepError::Refused(code.to_owned()) } else { KeepError::Unavailable(code.to_owned()) }
}

/// The code of an answer of the store: its message could repeat what was sent.
pub(crate) fn code(error: &PutItemError) -> &str {
    error.code().unwrap_or("no code")
}

/// Whether the store will not take the same later either.
pub(crate) fn will_never_do(code: &str) -> bool {
    matches!(
        code,
        "ResourceNotFoundException"
            | "ValidationException"
            | "AccessDeniedException"
            | "UnrecognizedClientException"
            | "InvalidSignatureException"
            | "ItemCollectionSizeLimitExceededException"
    )
}

pub(crate) const fn kind<E, R>(error: &SdkError<E, R>) -> &'static str {
    match error {
        SdkError::TimeoutError(_) => "no answer within the time limit",
        SdkError::DispatchFailure(_) => "no connection",
        SdkError::ResponseError(_) => "an answer that cannot be read",
        SdkError::ConstructionFailure(_) => "the request could not be made",
        _ => "unknown",
    }
}
