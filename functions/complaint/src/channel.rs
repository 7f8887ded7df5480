//! The way by which a complaint came in.

use std::fmt;

/// How a complaint reached the organisation.
///
/// # Source
/// F10: by e-mail, in writing, by phone, in person at the desk; the web form is the fifth way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The web form.
    Web,
    /// An e-mail to the organisation, entered by the office.
    Email,
    /// A letter, entered by the office.
    Letter,
    /// A telephone call, entered by the office.
    Phone,
    /// A visit to the desk, entered by the office.
    Desk,
}

impl fmt::Display for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Web => "web",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Phone => "phone",
            Self::Desk => "desk",
        })
    }
}
