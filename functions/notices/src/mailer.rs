//! Whoever sends the mail: on AWS a service, on one machine a folder, in tests what the test wants.

use crate::OutgoingMail;
use std::future::Future;

/// Sends mails.
pub trait Mailer: Send + Sync {
    /// Sends one mail, once.
    ///
    /// # Errors
    /// See [`SendError`]. A mail may have gone out all the same after [`SendError::Later`].
    fn send(&self, mail: &OutgoingMail) -> impl Future<Output = Result<MessageId, SendError>> + Send;
}

/// What the service that sends it calls a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId(pub String);

/// Why a mail did not go out, as a code of the service that sends it: no variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Not now: the same mail may go out later.
    #[error("not sent yet: {0}")]
    Later(String),
    /// Never: this mail to this address is refused.
    #[error("refused: {0}")]
    Never(String),
}
