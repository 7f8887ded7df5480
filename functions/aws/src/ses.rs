//! Amazon SES as the [`Mailer`].

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::Builder;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::timeout::TimeoutConfig;
use aws_sdk_sesv2::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{Destination, EmailContent, MessageTag, RawMessage};
use notices::{Mailer, MessageId, OutgoingMail, SendError, TAG_MAIL, TAG_RECEIVED_ON, TAG_REFERENCE};
use register::{Connection, MissingVariable, endpoint};
use std::error::Error;
use std::time::Duration;

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
        let endpoint = endpoint("SESV2", variable);
        // SES sends a mail as often as it is asked to, so nothing is asked twice here.
        let config = Builder::from(&connection.for_service(endpoint))
            .retry_config(RetryConfig::disabled())
            .timeout_config(
                TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).operation_timeout(TIMEOUT).build(),
            )
            .build();
        Ok(Self { client: Client::from_conf(config), configuration_set })
    }
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// A slow answer is still an answer, and an answer that is not waited for may become a second mail. The function itself may
/// run for 60 seconds.
const TIMEOUT: Duration = Duration::from_secs(20);

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
    let about = mail.received_on.map(|day| (TAG_RECEIVED_ON, day.to_string()));
    let tags = [(TAG_REFERENCE, mail.key.about()), (TAG_MAIL, mail.key.kind().to_owned())].into_iter().chain(about);
    let tags = tags.map(|(name, value)| MessageTag::builder().name(name).value(value).build());
    let tags = tags.collect::<Result<Vec<_>, _>>()?;
    Ok((EmailContent::builder().raw(raw).build(), tags))
}

/// By the code, and by what SES is known to say: its message itself names the address, and goes nowhere.
fn refusal<R>(error: &SdkError<SendEmailError, R>) -> SendError {
    let refused = match error {
        SdkError::ServiceError(refused) => refused.err(),
        SdkError::ConstructionFailure(_) => return SendError::Later("the request could not be made".to_owned()),
        SdkError::DispatchFailure(failure) if failure.as_connector_error().is_some_and(never_connected) => {
            return SendError::Later("no connection".to_owned());
        }
        SdkError::DispatchFailure(_) => return SendError::Uncertain("the connection broke".to_owned()),
        SdkError::TimeoutError(_) => return SendError::Uncertain("no answer within the time limit".to_owned()),
        _ => return SendError::Uncertain("an answer that cannot be read".to_owned()),
    };
    let code = refused.code().unwrap_or("no code").to_owned();
    let is_about_the_mail =
        matches!(refused, SendEmailError::BadRequestException(_) | SendEmailError::MessageRejected(_));
    let message = refused.message().unwrap_or_default().to_lowercase();
    if is_about_the_mail && !OF_THE_ACCOUNT.iter().any(|words| message.contains(words)) {
        SendError::Never(code)
    } else {
        SendError::Later(code)
    }
}

/// What SES says of an account, a sender or a recipient that somebody can put right. It does so with the code of a mail that
/// is wrong itself: "Email address is not verified. The following identities failed the check in region …" is a
/// `MessageRejected`.
const OF_THE_ACCOUNT: [&str; 8] =
    ["not verified", "not been verified", "paused", "suspended", "quota", "throttl", "sending rate", "not authorized"];

/// Whether the request certainly went nowhere.
fn never_connected(failure: &(impl Error + 'static)) -> bool {
    std::iter::successors(Some(failure as &(dyn Error + 'static)), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<hyper_util::client::legacy::Error>())
        .any(hyper_util::client::legacy::Error::is_connect)
}
