//! What the stream of the register tells, as AWS Lambda hands it over.

use crate::{HandleError, Mailer, NoticeError, Notices};
use register::{Entry, Image};
use serde::Deserialize;
use serde_json::{Value, json};

/// One change of the table. Only what is read of it.
#[derive(Deserialize)]
struct Record {
    #[serde(rename = "eventName")]
    event_name: String,
    dynamodb: Change,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "SequenceNumber")]
    sequence_number: String,
    /// Read apart: an item that cannot be read must still be reported by its number.
    #[serde(rename = "NewImage")]
    new_image: Option<Value>,
}

impl<M: Mailer> Notices<M> {
    /// Works through the records in their order up to the first that fails. The answer names that one
    /// (`batchItemFailures`), so that the stream comes back with it and all that follow.
    ///
    /// # Errors
    /// The event is not what DynamoDB sends, or the office cannot be reached by mail at all: then all of it comes again, which
    /// does no harm, and the failure of the function rings the alarm.
    pub(crate) async fn handle_records(&self, records: Vec<Value>) -> Result<Value, HandleError> {
        let mut refused = None;
        for record in records {
            // serde's own message could repeat what was sent.
            let Record { event_name, dynamodb } =
                serde_json::from_value(record).map_err(|_| HandleError::NotAnEvent)?;
            if event_name != "INSERT" {
                continue;
            }
            match self.handle_new(dynamodb.new_image).await {
                Ok(()) => {}
                Err(error @ NoticeError::OfficeRefused(_)) => refused = Some(error),
                Err(_) => {
                    let failures = json!([{ "itemIdentifier": dynamodb.sequence_number }]);
                    return refused.map_or(Ok(json!({ "batchItemFailures": failures })), |error| Err(error.into()));
                }
            }
        }
        refused.map_or_else(|| Ok(json!({ "batchItemFailures": [] })), |error| Err(error.into()))
    }

    /// Tells of one new item, if it is a complaint. What goes wrong is logged here, once.
    async fn handle_new(&self, image: Option<Value>) -> Result<(), NoticeError> {
        let image: Option<Image> = image.and_then(|image| serde_json::from_value(image).ok());
        let Some(image) = image else {
            tracing::error!("a record of the stream holds no item that can be read");
            return Err(NoticeError::Unreadable);
        };
        let entry = match Entry::read(image) {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(()),
            Err(error) => {
                tracing::error!(%error, "a complaint of the stream cannot be read");
                return Err(NoticeError::Unreadable);
            }
        };
        let reference = entry.receipt.reference;
        self.tell(&entry).await.inspect_err(|error| match error {
            NoticeError::Busy(_) | NoticeError::Later(..) => tracing::warn!(%reference, %error, "to be told again"),
            _ => tracing::error!(%reference, %error, "not told"),
        })
    }
}
