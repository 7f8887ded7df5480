//! A queue of Amazon SQS as the [`DeadLetters`].

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::ProvideErrorMetadata;
use notices::{DeadLetter, DeadLetters};
use register::{Connection, MissingVariable, endpoint};

/// Keeps dead letters in a queue.
#[derive(Clone, Debug)]
pub struct SqsDeadLetters {
    client: Client,
    queue_url: String,
}

impl SqsDeadLetters {
    /// A queue on the account of `connection`, as the environment describes it, read through `variable`.
    ///
    /// `DEAD_LETTERS_URL` is needed; `AWS_ENDPOINT_URL_SQS`, or `AWS_ENDPOINT_URL`, for another service is not.
    ///
    /// # Errors
    /// The needed variable is missing.
    pub fn from_environment(
        connection: &Connection,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, MissingVariable> {
        let name = "DEAD_LETTERS_URL";
        let queue_url = variable(name).ok_or(MissingVariable(name))?;
        Ok(Self { client: Client::new(&connection.for_service(endpoint("SQS", variable))), queue_url })
    }
}

impl DeadLetters for SqsDeadLetters {
    async fn set_aside(&self, letter: &DeadLetter) -> Result<(), String> {
        let body = serde_json::to_string(letter).map_err(|_| "the letter cannot be written".to_owned())?;
        let sent = self.client.send_message().queue_url(&self.queue_url).message_body(body).send().await;
        // Only the code: a message could repeat what was sent.
        sent.map(drop).map_err(|error| error.code().unwrap_or("no answer").to_owned())
    }
}
