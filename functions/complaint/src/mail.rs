//! The mails that a complaint leads to.

use crate::{Hour, Reference};
use std::fmt;

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

/// Which mail, of all that there ever are.
///
/// ```
/// use complaint::{Mail, MailKey};
///
/// let key = MailKey::Complaint("K-0000-0000".parse()?, Mail::Sender);
/// assert_eq!((key.about().as_str(), key.kind()), ("K-0000-0000", "sender"));
/// assert_eq!(key.to_string(), "K-0000-0000-sender");
/// # Ok::<(), complaint::ReferenceError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKey {
    /// A mail about one complaint.
    Complaint(Reference, Mail),
    /// The office hears how many complaints came in an hour without a mail of their own.
    Digest(Hour),
}

/// The [`MailKey::kind`] of a digest.
pub const DIGEST: &str = "digest";

/// How far a mail is. It is printed, and read back, in lower case: `sending`, `sent`, `counted`, `uncertain`, `refused`,
/// `bounced` or `unwanted`.
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
    /// It will not go out by itself: a digest counts it.
    Counted,
    /// It was handed over several times, and the mail service never said in time what became of it.
    Uncertain,
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

impl MailKey {
    /// What it is about: a complaint's reference, or an hour.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Complaint(reference, _) => reference.to_string(),
            Self::Digest(hour) => hour.to_string(),
        }
    }

    /// What kind of mail it is: the name of a [`Mail`], or [`DIGEST`].
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Complaint(_, mail) => mail.as_str(),
            Self::Digest(_) => DIGEST,
        }
    }
}

impl fmt::Display for MailKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.about(), self.kind())
    }
}

impl MailState {
    /// The state's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
