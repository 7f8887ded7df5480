#![doc = include_str!("../README.md")]

mod dead_letters;
mod digest;
mod feedback;
mod mailer;
mod outgoing;
mod sending;
mod stream;
mod telling;

pub use dead_letters::{DeadLetter, DeadLetters, OnlyLogged};
pub use feedback::{TAG_MAIL, TAG_RECEIVED_ON, TAG_REFERENCE};
pub use mailer::{Mailer, MessageId, SendError};
pub use outgoing::{Address, Mailboxes, NoAddress, OutgoingMail};
pub use sending::{MAX_ATTEMPTS, NoticeError};
pub use telling::Notices;

use register::MarkError;
use serde_json::Value;

/// The `source` of the event that says that an hour is over.
pub const CLOCK: &str = "clock";

/// Why an event was not handled. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// None of the events that there are.
    #[error("this is no event of a DynamoDB stream, of Amazon SES or of the clock")]
    NotAnEvent,
    /// A mail that did not arrive is not marked in the register.
    #[error("not marked: {0}")]
    NotMarked(MarkError),
    /// A mail is to be sent again, or can never be.
    #[error(transparent)]
    Notice(#[from] NoticeError),
}

impl<M: Mailer, D: DeadLetters> Notices<M, D> {
    /// Handles one event: records of the register's stream, what SES tells through EventBridge, or that an hour is over
    /// (`{"source": "clock"}`).
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
        if event.get("source").and_then(Value::as_str) == Some(CLOCK) {
            return Ok(self.send_digests().await.map(|()| Value::Null)?);
        }
        tracing::error!("an event that is neither of a stream, nor of SES, nor of the clock");
        Err(HandleError::NotAnEvent)
    }
}
