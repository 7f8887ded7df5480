//! Amazon SES as the [`Mailer`].

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{Destination, EmailContent, MessageTag, RawMessage};
use notices::{Mailer, MessageId, OutgoingMail, SendError, TAG_MAIL, TAG_RECEIVED_ON, TAG_REFERENCE};
use register::{Connection, MissingVariable};

/// Sends mails with Amazon SES, tagged so that what becomes of them can be told apart.
#[derive(Clone, Debug)]
pub struct SesMailer {
    client: Client,
    /// Without it SES tells nobody what becomes of a mail.
    configuration_set: String,
}

impl SesMailer {
    /// A mailer on the account of `connection`, as the environment describes it, read through `variable`.
    ///
    /// `MAIL_CONFIGURATION_SET` is needed; `AWS_ENDPOINT_URL_SESV2`, or `AWS_ENDPOINT_URL`, for another service is not.
    ///
    /// # Errors
    /// The needed variable is missing.
    pub fn from_environment(
        connection: &Connection,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, MissingVariable> {
        let name = "MAIL_CONFIGURATION_SET";
        let configuration_set = variable(name).ok_or(MissingVariable(name))?;
        let endpoint = variable("AWS_ENDPOINT_URL_SESV2").or_else(|| variable("AWS_ENDPOINT_URL"));
        Ok(Self { client: Client::new(&connection.for_service(endpoint)), configuration_set })
    }
}

impl Mailer for SesMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, SendError> {
        let (content, tags) = content(mail).map_err(|_| SendError::Later("the request could not be made".into()))?;
        let sent = self
            .client
            .send_email()
            .from_email_address(mail.from.to_string())
            .destination(Destination::builder().to_addresses(mail.to.to_string()).build())
            .configuration_set_name(&self.configuration_set)
            .set_email_tags(Some(tags))
            .content(content)
            .send()
            .await;
        match sent {
            Ok(sent) => Ok(MessageId(sent.message_id.unwrap_or_default())),
            Err(error) => Err(refusal(&error)),
        }
    }
}

fn content(mail: &OutgoingMail) -> Result<(EmailContent, Vec<MessageTag>), BuildError> {
    let raw = RawMessage::builder().data(Blob::new(mail.mime.as_slice())).build()?;
    let tag = |name, value: String| MessageTag::builder().name(name).value(value).build();
    let tags = vec![
        tag(TAG_REFERENCE, mail.receipt.reference.to_string())?,
        tag(TAG_RECEIVED_ON, mail.receipt.received_on.to_string())?,
        tag(TAG_MAIL, mail.mail.to_string())?,
    ];
    Ok((EmailContent::builder().raw(raw).build(), tags))
}

/// By its code: the message of SES names the address.
///
/// Only what is wrong with this very mail is refused for good. All that is wrong with the account (too many mails, paused,
/// suspended, a domain that is not verified, no permission) is somebody's to put right, and the mail waits for it.
fn refusal<R>(error: &SdkError<SendEmailError, R>) -> SendError {
    let SdkError::ServiceError(refused) = error else {
        return SendError::Later(
            match error {
                SdkError::TimeoutError(_) => "no answer within the time limit",
                SdkError::DispatchFailure(_) => "no connection",
                SdkError::ResponseError(_) => "an answer that cannot be read",
                _ => "the request could not be made",
            }
            .to_owned(),
        );
    };
    let code = refused.err().code().unwrap_or("no code").to_owned();
    match refused.err() {
        SendEmailError::MessageRejected(_) | SendEmailError::BadRequestException(_) => SendError::Never(code),
        _ => SendError::Later(code),
    }
}
