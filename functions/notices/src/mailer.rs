//! Whoever sends the mail: on AWS a service, on one machine a folder, in tests what the test wants.

use crate::OutgoingMail;
use std::future::Future;

/// Sends mails.
pub trait Mailer: Send + Sync {
    /// Sends one mail, once: an implementation does not try again by itself.
    ///
    /// # Errors
    /// See [`SendError`].
    fn send(&self, mail: &OutgoingMail) -> impl Future<Output = Result<MessageId, SendError>> + Send;
}

/// What the service that sends it calls a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId(pub String);

/// Why a mail is not known to have gone out, as a code of the service that sends it: no variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It certainly did not go out, and the same mail may go out later.
    #[error("not sent yet: {0}")]
    Later(String),
    /// The service did not answer in time: the mail may have gone out, or may still go out.
    #[error("nobody knows whether it went out: {0}")]
    Uncertain(String),
    /// It never will: this mail to this address is refused.
    #[error("refused: {0}")]
    Never(String),
}
