//! How the sender of a complaint can be reached, and wants to be.

use crate::{Email, Personal, provider};
use std::fmt;
use std::str::FromStr;

/// Where the sender can be reached. At least one of the three is there.
///
/// # Source
/// F11a: address, phone number and/or e-mail address; one of them is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDetails {
    pub(crate) address: Option<Address>,
    pub(crate) phone: Option<Personal<String>>,
    pub(crate) email: Option<Personal<Email>>,
}

impl ContactDetails {
    /// The postal address.
    #[must_use]
    pub const fn address(&self) -> Option<&Address> {
        self.address.as_ref()
    }

    /// The phone number, as typed.
    #[must_use]
    pub const fn phone(&self) -> Option<&Personal<String>> {
        self.phone.as_ref()
    }

    /// The e-mail address.
    #[must_use]
    pub const fn email(&self) -> Option<&Personal<Email>> {
        self.email.as_ref()
    }

    /// The e-mail address that was meant, if this one looks like a slip of the pen in the name of a well-known provider.
    #[must_use]
    pub fn email_meant(&self) -> Option<Personal<String>> {
        let (mailbox, domain) = self.email.as_ref()?.reveal().parts();
        provider::meant(domain).map(|provider| Personal::new(format!("{mailbox}@{provider}")))
    }
}

/// A postal address that a letter can reach: a street, and a postcode, a town or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Street and number.
    pub street: Personal<String>,
    /// Postcode, as typed; empty if only the town is known.
    pub postcode: Personal<String>,
    /// Town; empty if only the postcode is known.
    pub town: Personal<String>,
}

/// How the sender wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactBy {
    /// By telephone.
    Phone,
    /// By e-mail.
    Email,
    /// By letter.
    Letter,
    /// Whichever suits the organisation.
    Any,
}

impl ContactBy {
    /// The choices, in the order in which a form offers them.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Email, Self::Letter, Self::Any];

    /// The choice as a form writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Any => "any",
        }
    }
}

impl fmt::Display for ContactBy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// None of the choices of [`ContactBy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected phone, email, letter or any")]
pub struct NotAChoice;

impl FromStr for ContactBy {
    type Err = NotAChoice;

    fn from_str(typed: &str) -> Result<Self, NotAChoice> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == typed).ok_or(NotAChoice)
    }
}
