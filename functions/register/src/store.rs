//! What the store answers, in words that hold nothing of a complaint.

use crate::Register;
use crate::item::{ENTRY, Item, REFERENCE, text};
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

/// The store did not do what it was asked. No variant holds a word of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store is slow, throttled or away: to be asked again later.
    #[error("the store did not answer in time: {0}")]
    Unavailable(String),
    /// The store will not do it now or later: no such table, no permission, a request that it does not understand.
    #[error("the store refused: {0}")]
    Refused(String),
}

impl StoreError {
    /// What is said of an answer that is not [`is_from_store`].
    pub(crate) fn not_from_store() -> Self {
        Self::Unavailable("an answer that is not the store's".to_owned())
    }
}

/// A request that could not be made: it would never be one the next time either.
impl From<BuildError> for StoreError {
    fn from(_: BuildError) -> Self {
        Self::Refused("the request could not be made".to_owned())
    }
}

impl<E: ProvideErrorMetadata, R> From<SdkError<E, R>> for StoreError {
    fn from(error: SdkError<E, R>) -> Self {
        // Only the code: a message of the store could repeat what was sent.
        match &error {
            SdkError::ServiceError(answer) => match answer.err().code().unwrap_or("no code") {
                code if will_never_do(code) => Self::Refused(code.to_owned()),
                code => Self::Unavailable(code.to_owned()),
            },
            other => Self::Unavailable(kind(other).to_owned()),
        }
    }
}

/// Whether DynamoDB itself answered: it names each of its answers. To the SDK a bare 200 of whatever stands in between,
/// with nothing in it, is a complaint that is written.
pub(crate) fn is_from_store(answer: &impl RequestId) -> bool {
    answer.request_id().is_some()
}

/// Whether the store will not take the same later either.
fn will_never_do(code: &str) -> bool {
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

const fn kind<E, R>(error: &SdkError<E, R>) -> &'static str {
    match error {
        SdkError::TimeoutError(_) => "no answer within the time limit",
        SdkError::DispatchFailure(_) => "no connection",
        SdkError::ResponseError(_) => "an answer that cannot be read",
        SdkError::ConstructionFailure(_) => "the request could not be made",
        _ => "unknown",
    }
}

impl Register {
    /// Every item whose partition key is `key`, as it is after every write that was confirmed.
    pub(crate) async fn items_of(&self, key: &str) -> Result<Vec<Item>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("#reference = :reference")
            .expression_attribute_names("#reference", REFERENCE)
            .expression_attribute_values(":reference", text(key))
            .into_paginator()
            .send();
        let mut items = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page?;
            if !is_from_store(&page) {
                return Err(StoreError::not_from_store());
            }
            items.extend(page.items.unwrap_or_default());
        }
        Ok(items)
    }
}

/// The sort key of `item`.
pub(crate) fn entry_of(item: &Item) -> Option<&str> {
    item.get(ENTRY)?.as_s().ok().map(String::as_str)
}
