//! The way by which a complaint came in.

use std::fmt;
use std::str::FromStr;

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

impl Channel {
    const ALL: [Self; 5] = [Self::Web, Self::Email, Self::Letter, Self::Phone, Self::Desk];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Phone => "phone",
            Self::Desk => "desk",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// None of the ways of [`Channel`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected web, email, letter, phone or desk")]
pub struct NotAChannel;

impl FromStr for Channel {
    type Err = NotAChannel;

    fn from_str(printed: &str) -> Result<Self, NotAChannel> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == printed).ok_or(NotAChannel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        for channel in Channel::ALL {
            assert_eq!(channel.to_string().parse(), Ok(channel));
        }
        assert_eq!("fax".parse::<Channel>(), Err(NotAChannel));
    }
}
