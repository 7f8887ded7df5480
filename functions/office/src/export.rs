//! Everything that the register has of a complaint, as JSON and as a page.

use crate::new_file::NewFile;
use crate::{Office, OfficeError};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use complaint::{Complaint, Earlier, Field, IncidentDate, Personal, Reference, Terms, day_of_receipt};
use register::{Dossier, MailMark};
use serde_json::{Map, Value, json};
use std::path::Path;
use views::Export;

/// The JSON Schema of what `export` writes.
pub const SCHEMA: &str = include_str!("export.schema.json");

impl Office<'_> {
    /// Writes both files, or neither.
    pub(crate) async fn export(&self, reference: Reference, folder: &Path) -> Result<String, OfficeError> {
        let dossier = self.register.dossier(reference).await?.ok_or(OfficeError::NotThere(reference))?;
        let json = format!("{:#}\n", as_json(&dossier, self.site.terms()));
        let page = self.site.export_page(&for_page(&dossier), day_of_receipt(self.now))?;
        let [json_file, page_file] =
            ["json", "html"].map(|ending| NewFile::create(folder, &format!("{reference}.{ending}")));
        // Both are there before either holds a word.
        let (json_file, page_file) = (json_file?, page_file?);
        let page_path = page_file.finish(&page)?;
        let json_path = json_file.finish(&json)?;
        Ok(format!("{}\n{}", json_path.display(), page_path.display()))
    }
}

/// # Shape
/// [`SCHEMA`]. `complaint` has the names and the texts of the form: sent again, it is the same complaint.
fn as_json(dossier: &Dossier, terms: Terms) -> Value {
    let Dossier { entry, version, fingerprint, closing, mails, counted_until } = dossier;
    let (receipt, complaint) = (&entry.receipt, &entry.complaint);
    let dates = terms.dates(receipt.received_on);
    let mails: Vec<Value> = mails
        .iter()
        .map(|MailMark { mail, state, at, message_id }| {
            let state = state.as_str();
            let mut told = json!({ "mail": mail.as_str(), "state": state, "at": instant(*at) });
            told.as_object_mut().into_iter().for_each(|told| {
                told.extend(message_id.as_ref().map(|id| ("message_id".to_owned(), json!(id))));
            });
            told
        })
        .collect();
    let steps: Vec<Value> = closing
        .iter()
        .map(|closing| json!({ "number": 1, "what": "closed", "on": closing.on, "at": instant(closing.at) }))
        .collect();
    json!({
        "reference": receipt.reference.to_string(),
        "received_on": receipt.received_on,
        "received_at": instant(entry.received_at),
        "earlier": receipt.earlier.map(|earlier| {
            let Earlier { reference, received_on, is_closed } = earlier;
            json!({ "reference": reference.to_string(), "received_on": received_on, "is_closed": is_closed })
        }),
        "channel": complaint.channel().to_string(),
        "is_suspect": complaint.is_suspect(),
        "complaint": fields(complaint),
        "contact_by": dates.contact_by,
        "answer_by": dates.answer_by,
        "extended_answer_by": dates.extended_answer_by,
        "state": if closing.is_some() { "closed" } else { "received" },
        "version": version,
        "fingerprint": fingerprint.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}")),
        "mails": mails,
        "confirmations_counted_until": counted_until.map(instant),
        "steps": steps,
        "expires_at": closing.map(|closing| instant(closing.expires_at)),
    })
}

/// The complaint as its form would hold it; what is empty is left out.
fn fields(complaint: &Complaint) -> Map<String, Value> {
    let optional = |words: Option<&Personal<String>>| words.map(|words| words.reveal().clone()).unwrap_or_default();
    let contact = complaint.contact();
    let address = |part: fn(&complaint::Address) -> &Personal<String>| optional(contact.address().map(part));
    let date = complaint.incident().first_day();
    let value = |field| match field {
        Field::Name => complaint.name().reveal().clone(),
        Field::Address => address(|address| &address.street),
        Field::Postcode => address(|address| &address.postcode),
        Field::Town => address(|address| &address.town),
        Field::Phone => optional(contact.phone()),
        Field::Email => contact.email().map(|email| email.reveal().as_str().to_owned()).unwrap_or_default(),
        Field::ContactBy => complaint.contact_by().to_string(),
        Field::IncidentDay => match complaint.incident() {
            IncidentDate::Day(day) => day.day().to_string(),
            IncidentDate::Month(_) => String::new(),
        },
        Field::IncidentMonth => date.month().to_string(),
        Field::IncidentYear => date.year().to_string(),
        Field::About => complaint.about().reveal().clone(),
        Field::Description => complaint.description().reveal().clone(),
        Field::Wish => optional(complaint.wish()),
        Field::OnBehalfOf => optional(complaint.on_behalf_of()),
        Field::Lang => complaint.language().as_str().to_owned(),
        // What was typed in the trap is not kept: only that something was.
        Field::Trap => String::new(),
    };
    let all = Field::ALL.into_iter().map(|field| (field.name().to_owned(), value(field)));
    all.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, Value::String(value))).collect()
}

fn for_page(dossier: &Dossier) -> Export<'_> {
    let mails = dossier.mails.iter().map(|mark| (mark.mail, mark.state, mark.at));
    Export {
        complaint: &dossier.entry.complaint,
        receipt: dossier.entry.receipt,
        received_at: dossier.entry.received_at,
        mails: mails.collect(),
        counted_until: dossier.counted_until,
        closed: dossier.closing.map(|closing| (closing.on, closing.expires_at)),
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
