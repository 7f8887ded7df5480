//! The facts of the organisation that answers and mails are made of.

use crate::phone::Phone;
use complaint::{Lengths, Retention, Terms};
use serde::{Deserialize, Serialize};

/// What answers and mails need to know of the organisation. Its content, `organisation.toml`, says more.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Organisation {
    /// The address of the site's start page, without a slash at the end.
    pub site: String,
    /// The language that is meant where none is named.
    pub default_language: String,
    /// Who the organisation is and how to reach it.
    pub identity: Identity,
    /// How long each step may take.
    pub terms: Terms,
    /// How long a complaint is kept after it was closed.
    pub retention: Retention,
    /// Whether the confirmation by mail repeats what the sender wrote.
    pub mail_repeats_words: bool,
    /// How long each text of the form may be.
    pub lengths: Lengths,
}

/// Who the organisation is and how to reach it.
///
/// # Source
/// F1, F3 and F4.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Identity {
    /// Its name.
    pub name: String,
    /// What it says of itself in a few words.
    pub motto: String,
    /// The address of its website.
    pub website: String,
    /// The number on which residents call.
    pub phone: Phone,
    /// The address to which residents write.
    pub email: String,
}

/// The organisation as templates know it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IdentityView<'a> {
    #[serde(flatten)]
    identity: &'a Identity,
    /// The number as a telephone dials it, from abroad too.
    phone_international: &'a str,
}

impl Identity {
    /// The identity as templates know it.
    #[must_use]
    pub fn for_templates(&self) -> IdentityView<'_> {
        IdentityView { identity: self, phone_international: self.phone.international() }
    }
}
