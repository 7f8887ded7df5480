//! What the stream of the register tells, as AWS Lambda hands it over.

use crate::{DeadLetter, DeadLetters, HandleError, Mailer, NoticeError, Notices};
use register::{Entry, Image, RESENT_AT};
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
    #[serde(rename = "Keys", default)]
    keys: Value,
    /// Read apart: an item that cannot be read must still be reported by its number.
    #[serde(rename = "NewImage")]
    new_image: Option<Value>,
}

impl<M: Mailer, D: DeadLetters> Notices<M, D> {
    /// Works through the records in their order up to the first that must come again. The answer names that one
    /// (`batchItemFailures`), so that the stream comes back with it and all that follow. A record that can never be handled is
    /// set aside, and the rest goes on.
    ///
    /// # Errors
    /// The event is not what DynamoDB sends, or the office cannot be reached by mail at all: then all of it comes again once,
    /// which does no harm, and the failure of the function rings the alarm.
    pub(crate) async fn handle_records(&self, records: Vec<Value>) -> Result<Value, HandleError> {
        let mut not_reached = None;
        for record in records {
            // serde's own message could repeat what was sent.
            let Record { event_name, dynamodb: Change { sequence_number, keys, new_image } } =
                serde_json::from_value(record).map_err(|_| HandleError::NotAnEvent)?;
            // Of a complaint that changed nothing is told, unless the office asked for it: then each mail that went out is
            // marked, and only the others are sent.
            let is_told = event_name == "INSERT" || event_name == "MODIFY" && is_resent(new_image.as_ref());
            if !is_told {
                continue;
            }
            let handled = match self.handle_new(new_image).await {
                Err(error) if error.is_final() => {
                    let letter = DeadLetter { keys, sequence_number: sequence_number.clone(), why: error.to_string() };
                    self.dead_letters().set_aside(&letter).await.map_err(|code| {
                        tracing::error!(code, "a record that cannot be handled is not set aside");
                        error
                    })
                }
                handled => handled,
            };
            match handled {
                Ok(()) => {}
                Err(error @ NoticeError::OfficeNotReached(_)) => not_reached = Some(error),
                Err(_) => {
                    let failures = json!([{ "itemIdentifier": sequence_number }]);
                    return not_reached.map_or(Ok(json!({ "batchItemFailures": failures })), |error| Err(error.into()));
                }
            }
        }
        not_reached.map_or_else(|| Ok(json!({ "batchItemFailures": [] })), |error| Err(error.into()))
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

/// Whether the office asked to have its mails sent again.
fn is_resent(image: Option<&Value>) -> bool {
    image.is_some_and(|image| image.get(RESENT_AT).is_some())
}
