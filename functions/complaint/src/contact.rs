//! How the sender of a complaint can be reached, and wants to be.

use crate::{Email, Personal, provider};

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

/// How the sender wants to hear. It is printed, and read back, as a form writes it: `phone`, `email`, `letter` or `any`.
///
/// ```
/// use complaint::ContactBy;
///
/// assert_eq!("any".parse(), Ok(ContactBy::Any));
/// assert!(ContactBy::ALL.iter().all(|choice| choice.as_str().parse() == Ok(*choice)));
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::Display, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
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
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The choice as a form writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
