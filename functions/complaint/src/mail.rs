//! The mails that a complaint leads to.

/// A mail about a complaint. It is printed, and read back, as `office`, `sender` or `undelivered`.
///
/// ```
/// use complaint::Mail;
///
/// assert_eq!("sender".parse(), Ok(Mail::Sender));
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum Mail {
    /// The office hears that there is a complaint.
    Office,
    /// The confirmation for the sender.
    Sender,
    /// The office hears that the confirmation did not arrive.
    Undelivered,
}

/// How far a mail is. It is printed, and read back, in lower case: `sending`, `sent`, `refused`, `bounced` or `unwanted`.
///
/// ```
/// use complaint::MailState;
///
/// assert_eq!(MailState::Sent.as_str().parse(), Ok(MailState::Sent));
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::Display, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum MailState {
    /// Somebody is sending it.
    Sending,
    /// It went out.
    Sent,
    /// It will not go out: the mail service refused it for good.
    Refused,
    /// It came back.
    Bounced,
    /// Its recipient reported it as unwanted.
    Unwanted,
}

impl Mail {
    /// The mail's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl MailState {
    /// The state's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
