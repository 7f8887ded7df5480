#![doc = include_str!("../README.md")]

mod feedback;
mod mailer;
mod outgoing;
mod sending;
mod stream;

pub use feedback::{TAG_MAIL, TAG_RECEIVED_ON, TAG_REFERENCE};
pub use mailer::{Mailer, MessageId, SendError};
pub use outgoing::{Address, Mailboxes, NoAddress, OutgoingMail};
pub use sending::{NoticeError, Notices};

use complaint::Mail;
use register::MarkError;
use serde_json::Value;

/// Why an event was not handled. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// Neither a stream's event nor one of SES.
    #[error("this is no event of a DynamoDB stream or of Amazon SES")]
    NotAnEvent,
    /// The office cannot be reached by mail.
    #[error("the {0} mail to the office did not arrive")]
    OfficeNotReached(Mail),
    /// A mail that did not arrive is not marked in the register.
    #[error("not marked: {0}")]
    NotMarked(MarkError),
    /// A mail is to be sent again, or can never be.
    #[error(transparent)]
    Notice(#[from] NoticeError),
}

impl<M: Mailer> Notices<M> {
    /// Handles one event: records of the register's stream, or what SES tells through EventBridge.
    ///
    /// The answer to records names the first that failed, as Lambda wants it (`ReportBatchItemFailures`).
    ///
    /// # Errors
    /// See [`HandleError`]: the function failed, and the event comes again.
    pub async fn handle(&self, mut event: Value) -> Result<Value, HandleError> {
        if let Some(Value::Array(records)) = event.get_mut("Records").map(Value::take) {
            return self.handle_records(records).await;
        }
        if event.get("source").and_then(Value::as_str) == Some("aws.ses") {
            return self.handle_feedback(event["detail"].take()).await.map(|()| Value::Null);
        }
        tracing::error!("an event that is neither of a stream nor of SES");
        Err(HandleError::NotAnEvent)
    }
}
