//! The form as it was typed, and how it is read.

use crate::contact::{Address, ContactDetails};
use crate::mistake::{Mistake, MistakeKind, Mistakes};
use crate::{Channel, Complaint, ContactBy, Email, IncidentDate, Language, Personal, Rules, typed_text};
use std::fmt;

/// A field of the form, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// For whom the complaint is sent, if not for the sender. It comes first: whose name and phone number follow hangs on it.
    OnBehalfOf,
    /// The sender's name (F11a).
    Name,
    /// Street and number (F11a).
    Address,
    /// Postcode (F11a).
    Postcode,
    /// Town (F11a).
    Town,
    /// Phone number (F11a).
    Phone,
    /// E-mail address (F11a).
    Email,
    /// How the sender wants to hear: a [`ContactBy`], empty for no preference.
    ContactBy,
    /// Day of the incident, may be empty (F11b).
    IncidentDay,
    /// Month of the incident (F11b).
    IncidentMonth,
    /// Year of the incident (F11b).
    IncidentYear,
    /// Who or what the complaint is about (F11c).
    About,
    /// What happened (F11d).
    Description,
    /// What the sender wants the organisation to do, may be empty (F12).
    Wish,
    /// The language of the form.
    Lang,
    /// A trap for programs: people do not see it.
    ///
    /// It once was called `website`, and browsers and password managers knew what goes in there.
    Trap,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 16] = [
        Self::OnBehalfOf,
        Self::Name,
        Self::Address,
        Self::Postcode,
        Self::Town,
        Self::Phone,
        Self::Email,
        Self::ContactBy,
        Self::IncidentDay,
        Self::IncidentMonth,
        Self::IncidentYear,
        Self::About,
        Self::Description,
        Self::Wish,
        Self::Lang,
        Self::Trap,
    ];

    /// The name of the field in HTML and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::ContactBy => "contact_by",
            Self::IncidentDay => "incident_day",
            Self::IncidentMonth => "incident_month",
            Self::IncidentYear => "incident_year",
            Self::About => "about",
            Self::Description => "description",
            Self::Wish => "wish",
            Self::OnBehalfOf => "on_behalf_of",
            Self::Lang => "lang",
            Self::Trap => "remark",
        }
    }

    /// The field with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether the field is a text of several lines.
    const fn has_lines(self) -> bool {
        matches!(self, Self::Description | Self::Wish)
    }
}

/// What was typed, field by field, exactly as it came, as far as a page can show it again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form([String; Field::ALL.len()]);

impl fmt::Debug for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Form(…)")
    }
}

impl Form {
    /// What was typed in `field`; empty if nothing was.
    #[must_use]
    pub fn typed(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Puts `typed` in `field`, but for NULs: HTML has none, so a page that shows the field again would send U+FFFD instead.
    pub fn set(&mut self, field: Field, typed: impl Into<String>) {
        self.0[field as usize] = typed.into().replace('\0', "");
    }

    /// The language that the form names, or else the site's own.
    #[must_use]
    pub fn language(&self, rules: &Rules) -> Language {
        let named = Language::new(self.typed(Field::Lang));
        if rules.languages.iter().any(|(language, _)| *language == named) {
            named
        } else {
            rules.default_language.clone()
        }
    }

    /// Reads the form into a complaint.
    ///
    /// Spaces around a text are taken off, spaces within a text of one line become one, and every kind of line break
    /// becomes `\n`. Characters that nobody sees are taken out, and a text of nothing else is empty. Nothing else is changed and
    /// nothing is cut.
    ///
    /// # Errors
    /// Every mistake at once.
    /// # Source
    /// F11 (what is needed) and F12 (what is optional).
    pub fn read(&self, rules: &Rules) -> Result<Complaint, Mistakes> {
        let mut reader = Reader { form: self, rules, mistakes: Vec::new() };
        let on_behalf_of = reader.optional(Field::OnBehalfOf);
        let name = reader.needed(Field::Name);
        let (contact, contact_by) = reader.contact();
        let incident = reader.incident_date();
        let about = reader.needed(Field::About);
        let description = reader.needed(Field::Description);
        let wish = reader.optional(Field::Wish);
        let Some(incident) = incident.filter(|_| reader.mistakes.is_empty()) else {
            return Err(Mistakes::in_order(reader.mistakes));
        };
        Ok(Complaint {
            name,
            contact,
            contact_by,
            incident,
            about,
            description,
            wish,
            on_behalf_of,
            language: self.language(rules),
            channel: Channel::Web,
            is_suspect: !self.typed(Field::Trap).trim().is_empty(),
        })
    }
}

/// Reads field by field and collects what is wrong.
struct Reader<'a> {
    form: &'a Form,
    rules: &'a Rules,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn mistake(&mut self, field: Field, kind: MistakeKind) {
        self.mistakes.push(Mistake { field, kind });
    }

    /// The text of a field, normalised; mistakes noted.
    fn text(&mut self, field: Field) -> String {
        let typed = self.form.typed(field);
        let text = if field.has_lines() { typed_text::lines(typed) } else { typed_text::line(typed) };
        let length_chars = text.chars().count();
        if let Some(most_chars) = self.rules.lengths.of(field)
            && length_chars > most_chars
        {
            self.mistake(field, MistakeKind::TooLong { over_chars: length_chars - most_chars });
        }
        text
    }

    fn needed(&mut self, field: Field) -> Personal<String> {
        let text = self.text(field);
        if text.is_empty() {
            self.mistake(field, MistakeKind::Missing);
        }
        Personal::new(text)
    }

    fn optional(&mut self, field: Field) -> Option<Personal<String>> {
        Some(self.text(field)).filter(|text| !text.is_empty()).map(Personal::new)
    }

    fn contact(&mut self) -> (ContactDetails, ContactBy) {
        let [street, postcode, town] = [Field::Address, Field::Postcode, Field::Town].map(|field| self.text(field));
        let phone = self.optional(Field::Phone);
        let email = self.optional(Field::Email).map(|typed| typed.reveal().parse::<Email>());
        let typed = self.form.typed(Field::ContactBy).trim();
        let contact_by = if typed.is_empty() { Ok(ContactBy::Any) } else { typed.parse() };

        let has_place = !postcode.is_empty() || !town.is_empty();
        let has_address = !street.is_empty() || has_place;
        let wants = |way| contact_by == Ok(way);
        if !has_address && phone.is_none() && email.is_none() {
            self.mistake(Field::Address, MistakeKind::NoContactDetails);
        } else {
            if wants(ContactBy::Phone) && phone.is_none() {
                self.mistake(Field::Phone, MistakeKind::WantedForContact);
            }
            if wants(ContactBy::Email) && email.is_none() {
                self.mistake(Field::Email, MistakeKind::WantedForContact);
            }
            if wants(ContactBy::Letter) && !has_address {
                self.mistake(Field::Address, MistakeKind::WantedForContact);
            }
        }
        if has_place && street.is_empty() {
            self.mistake(Field::Address, MistakeKind::AddressIncomplete);
        }
        if !street.is_empty() && !has_place {
            self.mistake(Field::Postcode, MistakeKind::AddressIncomplete);
        }
        if phone.as_ref().is_some_and(|phone| !is_phone(phone.reveal())) {
            self.mistake(Field::Phone, MistakeKind::NotAPhone);
        }
        if let Some(Err(why)) = email {
            self.mistake(Field::Email, MistakeKind::NotAnEmail(why));
        }
        let email = email.and_then(Result::ok).map(Personal::new);
        let contact_by = contact_by.unwrap_or_else(|_| {
            self.mistake(Field::ContactBy, MistakeKind::NotAChoice);
            ContactBy::Any
        });
        let [street, postcode, town] = [street, postcode, town].map(Personal::new);
        let address = has_address.then_some(Address { street, postcode, town });
        (ContactDetails { address, phone, email }, contact_by)
    }

    fn incident_date(&mut self) -> Option<IncidentDate> {
        let parts = [Field::IncidentDay, Field::IncidentMonth, Field::IncidentYear].map(|field| self.form.typed(field));
        let languages: Vec<_> = self.rules.languages.iter().map(|(_, names)| names).collect();
        IncidentDate::read(parts, self.rules.today, &languages).map_err(|(field, kind)| self.mistake(field, kind)).ok()
    }
}

/// Seven digits is a number in one's own town; "na 17 uur" beside it is welcome.
fn is_phone(typed: &str) -> bool {
    typed.chars().filter(|c| typed_text::digit(*c).is_some()).count() >= 7
}

#[cfg(test)]
mod tests;
