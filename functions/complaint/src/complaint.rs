//! A complaint that was read and found right.

use crate::{Address, Channel, ContactBy, ContactDetails, Digest, DigestKey, Email, IncidentDate, Language, Personal};

/// What a resident told, complete as far as F11 asks. Only [`crate::Form::read`] makes a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub(crate) name: Personal<String>,
    pub(crate) contact: ContactDetails,
    pub(crate) contact_by: ContactBy,
    pub(crate) incident: IncidentDate,
    pub(crate) about: Personal<String>,
    pub(crate) description: Personal<String>,
    pub(crate) wish: Option<Personal<String>>,
    pub(crate) on_behalf_of: Option<Personal<String>>,
    pub(crate) language: Language,
    pub(crate) channel: Channel,
    pub(crate) is_suspect: bool,
}

/// The parts of a complaint, as a register kept them.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the part that `Complaint` has a method of that name for")]
pub struct KeptParts {
    pub name: Personal<String>,
    pub address: Option<Address>,
    pub phone: Option<Personal<String>>,
    pub email: Option<Personal<Email>>,
    pub contact_by: ContactBy,
    pub incident: IncidentDate,
    pub about: Personal<String>,
    pub description: Personal<String>,
    pub wish: Option<Personal<String>>,
    pub on_behalf_of: Option<Personal<String>>,
    pub language: Language,
    pub channel: Channel,
    pub is_suspect: bool,
}

/// Why the sender of a complaint gets no confirmation by e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoConfirmation {
    /// No e-mail address was given.
    NoEmail,
    /// It looks like the work of a program, which may have filled in anybody's address.
    Suspect,
}

impl Complaint {
    /// The complaint that was kept as `parts`: only for what [`crate::Form::read`] read before. Nothing is checked again,
    /// because the rules of today are not those of the day on which it was sent.
    #[must_use]
    pub fn kept(parts: KeptParts) -> Self {
        let KeptParts { name, address, phone, email, contact_by, incident, about, description, .. } = parts;
        Self {
            name,
            contact: ContactDetails { address, phone, email },
            contact_by,
            incident,
            about,
            description,
            wish: parts.wish,
            on_behalf_of: parts.on_behalf_of,
            language: parts.language,
            channel: parts.channel,
            is_suspect: parts.is_suspect,
        }
    }

    /// The sender's name.
    #[must_use]
    pub const fn name(&self) -> &Personal<String> {
        &self.name
    }

    /// Where the sender can be reached.
    #[must_use]
    pub const fn contact(&self) -> &ContactDetails {
        &self.contact
    }

    /// How the sender wants to hear.
    #[must_use]
    pub const fn contact_by(&self) -> ContactBy {
        self.contact_by
    }

    /// When it happened.
    #[must_use]
    pub const fn incident(&self) -> IncidentDate {
        self.incident
    }

    /// Who or what it is about.
    #[must_use]
    pub const fn about(&self) -> &Personal<String> {
        &self.about
    }

    /// What happened.
    #[must_use]
    pub const fn description(&self) -> &Personal<String> {
        &self.description
    }

    /// What the sender wants the organisation to do.
    #[must_use]
    pub const fn wish(&self) -> Option<&Personal<String>> {
        self.wish.as_ref()
    }

    /// For whom it is sent, if not for the sender.
    #[must_use]
    pub const fn on_behalf_of(&self) -> Option<&Personal<String>> {
        self.on_behalf_of.as_ref()
    }

    /// The language it was sent in.
    #[must_use]
    pub const fn language(&self) -> &Language {
        &self.language
    }

    /// The way it came in.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// Whether it looks like the work of a program. Such a complaint is kept and marked, never dropped.
    #[must_use]
    pub const fn is_suspect(&self) -> bool {
        self.is_suspect
    }

    /// The address that a confirmation by e-mail goes to, unless too many go there on one day.
    ///
    /// # Errors
    /// Why none goes out.
    pub const fn confirmed_at(&self) -> Result<&Personal<Email>, NoConfirmation> {
        match self.contact.email() {
            None => Err(NoConfirmation::NoEmail),
            Some(_) if self.is_suspect => Err(NoConfirmation::Suspect),
            Some(address) => Ok(address),
        }
    }

    /// The fingerprint of everything it says, under the `key` of the installation. The language of the form, the channel and
    /// the mark are not part of what it says.
    #[must_use]
    pub fn digest(&self, key: &DigestKey) -> Digest {
        let incident = self.incident.to_string();
        let optional = |text: Option<&Personal<String>>| text.map_or_else(String::new, |text| text.reveal().clone());
        let contact = &self.contact;
        let [street, postcode, town] = contact.address.as_ref().map_or_else(Default::default, |address| {
            [&address.street, &address.postcode, &address.town].map(|part| part.reveal().clone())
        });
        let parts = [
            self.name.reveal().clone(),
            street,
            postcode,
            town,
            optional(contact.phone()),
            contact.email().map_or_else(String::new, |email| email.reveal().as_str().to_owned()),
            self.contact_by.to_string(),
            incident,
            self.about.reveal().clone(),
            self.description.reveal().clone(),
            optional(self.wish()),
            optional(self.on_behalf_of()),
        ];
        key.digest(parts.iter().map(String::as_bytes))
    }
}
