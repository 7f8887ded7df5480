//! A complaint shown back to the one who wrote it.

use crate::placeholder::placeholder;
use crate::site::LanguageViews;
use crate::texts::Texts;
use complaint::{Address, Complaint, Field, Form, Personal};
use serde::Serialize;

/// One part of the complaint.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    label: &'a str,
    /// `None` if nothing was filled in.
    words: Option<String>,
    /// The field to go to, to change it.
    field: &'static str,
    /// See [`direction`].
    direction: Option<&'static str>,
    question: Option<Question<'a>>,
}

/// What is asked about a part that is right as far as anybody can tell: whether another address was meant.
#[derive(Debug, Serialize)]
struct Question<'a> {
    before: &'a str,
    address: String,
    after: &'a str,
}

impl Row<'_> {
    /// Whether anything was filled in.
    #[must_use]
    pub const fn is_filled(&self) -> bool {
        self.words.is_some()
    }
}

/// Every part, in the order of the form, with the very words.
#[must_use]
pub fn rows<'a>(language: &'a LanguageViews, complaint: &Complaint) -> Vec<Row<'a>> {
    let texts = &language.texts;
    let optional = |words: Option<&Personal<String>>| words.map(|words| words.reveal().clone());
    let contact = complaint.contact();
    let words = [
        (Field::OnBehalfOf, optional(complaint.on_behalf_of())),
        (Field::Name, optional(Some(complaint.name()))),
        (Field::Address, contact.address().map(address)),
        (Field::Phone, optional(contact.phone())),
        (Field::Email, contact.email().map(|email| email.reveal().as_str().to_owned())),
        (Field::ContactBy, Some(texts.contact_by(complaint.contact_by()).to_owned())),
        (Field::IncidentDay, Some(language.phrasing.incident(complaint.incident()))),
        (Field::About, optional(Some(complaint.about()))),
        (Field::Description, optional(Some(complaint.description()))),
        (Field::Wish, optional(complaint.wish())),
    ];
    let row = |(field, words)| Row {
        label: label(texts, field),
        words,
        field: field.name(),
        direction: direction(field),
        question: if field == Field::Email { question(texts, complaint) } else { None },
    };
    words.into_iter().map(row).collect()
}

fn question<'a>(texts: &'a Texts, complaint: &Complaint) -> Option<Question<'a>> {
    let address = complaint.contact().email_meant()?.reveal().clone();
    let (before, after) = texts.check.email_meant.split_once(&placeholder("address"))?;
    Some(Question { before, address, after })
}

/// In which direction what a person typed in `field` is read, as the `dir` of HTML says it: what is written alike in every
/// language from left to right, all else as its first letter tells. `None` if the words are the site's own.
pub(crate) const fn direction(field: Field) -> Option<&'static str> {
    match field {
        Field::Phone | Field::Email => Some("ltr"),
        Field::ContactBy | Field::IncidentDay | Field::Lang => None,
        _ => Some("auto"),
    }
}

/// One field of the form, to be sent on unseen.
#[derive(Debug, Serialize)]
pub(crate) struct Kept<'a> {
    name: &'static str,
    typed: &'a str,
}

/// Everything that was typed, exactly as it was.
pub(crate) fn kept(form: &Form) -> Vec<Kept<'_>> {
    Field::ALL
        .into_iter()
        .map(|field| Kept { name: field.name(), typed: form.typed(field) })
        .filter(|kept| !kept.typed.is_empty())
        .collect()
}

fn label(texts: &Texts, field: Field) -> &str {
    match field {
        Field::Address => &texts.check.address,
        Field::IncidentDay => &texts.check.incident_date,
        other => texts.form.fields.of(other).map_or("", |text| &text.label),
    }
}

fn address(address: &Address) -> String {
    let place = [&address.postcode, &address.town].map(|part| part.reveal().as_str());
    format!("{}\n{}", address.street.reveal(), place.join(" ").trim())
}
