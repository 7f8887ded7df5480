//! What can never be handled, and must not stop what comes after it.

use serde::Serialize;
use serde_json::Value;
use std::future::Future;

/// A record of the stream that is set aside. It holds keys, and nothing of what is under them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeadLetter {
    /// The keys of the entry, as the stream tells them.
    pub keys: Value,
    /// The number of the record in the stream.
    pub sequence_number: String,
    /// Why it cannot be handled.
    pub why: String,
}

/// Keeps what is set aside, for a person to look at.
pub trait DeadLetters: Send + Sync {
    /// Keeps one.
    ///
    /// # Errors
    /// Why it is not kept, as a code: the record is to be handled again.
    fn set_aside(&self, letter: &DeadLetter) -> impl Future<Output = Result<(), String>> + Send;
}

/// Keeps nothing more than the line that the notices log anyway.
#[derive(Clone, Copy, Debug)]
pub struct OnlyLogged;

impl DeadLetters for OnlyLogged {
    async fn set_aside(&self, _: &DeadLetter) -> Result<(), String> {
        Ok(())
    }
}
