//! What the office hands to a person: a copy of all that is kept of a complaint, and the receipt of its erasing.

use crate::answers::{Promises, no_such_language};
use crate::complaint_rows::{Row, rows};
use crate::placeholder::fill_in;
use crate::render_error::RenderError;
use crate::site::{LanguageViews, Site};
use crate::templates::Layout;
use chrono::{DateTime, NaiveDate, Utc};
use complaint::{Complaint, Language, Mail, MailState, Receipt, Reference, day_of_receipt, local_time};
use serde::Serialize;

/// All that is kept of a complaint, for its export.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    /// What was sent.
    pub complaint: &'a Complaint,
    /// Its receipt.
    pub receipt: Receipt,
    /// The moment of receipt.
    pub received_at: DateTime<Utc>,
    /// Its mails, each with the moment since which it is as it is.
    pub mails: Vec<(Mail, MailState, DateTime<Utc>)>,
    /// Until when it counts for the confirmations that may go to its address.
    pub counted_until: Option<DateTime<Utc>>,
    /// The day of its closing, and the moment after which it goes.
    pub closed: Option<(NaiveDate, DateTime<Utc>)>,
}

/// What is told of a complaint that was erased: no word of it, and not whose it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// What it was called.
    pub reference: Reference,
    /// The day of receipt, if it is known.
    pub received_on: Option<NaiveDate>,
    /// The moment of erasing.
    pub at: DateTime<Utc>,
    /// How many entries of the register went.
    pub entries: usize,
    /// How many files with mails that were caught on this machine went.
    pub caught_mails: usize,
    /// Where the register is.
    pub kept: RegisterLocation,
}

/// Where a register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterLocation {
    /// On AWS, which keeps backups.
    Aws,
    /// On one machine.
    Machine,
}

#[derive(Serialize)]
struct ExportPage<'a> {
    #[serde(flatten)]
    promises: Promises,
    made_on: String,
    received_at: String,
    rows: Vec<Row<'a>>,
    notes: Vec<&'a str>,
    /// Pairs of a label and what there is to say.
    steps: Vec<(String, String)>,
}

#[derive(Serialize)]
struct ErasureText<'a> {
    reference: String,
    received_on: Option<String>,
    erased_at: String,
    erased: String,
    caught: Option<String>,
    remains: Vec<&'a str>,
}

impl Site {
    /// The copy of all that is kept of a complaint, in its own language: one page that needs nothing else, made on `today`.
    ///
    /// # Errors
    /// A template that asks for what is not there. `site-gen build` finds it first.
    pub fn export_page(&self, export: &Export<'_>, today: NaiveDate) -> Result<String, RenderError> {
        let language = self.language(export.complaint.language()).ok_or_else(no_such_language)?;
        let texts = &language.texts.export;
        let day = |day: NaiveDate| language.phrasing.day(day);
        let mails = export.mails.iter().map(|(mail, state, at)| {
            let state = match state {
                MailState::Sending => &texts.sending,
                MailState::Sent => &texts.sent,
                MailState::Counted => &texts.counted_in_digest,
                MailState::Uncertain => &texts.uncertain,
                MailState::Refused => &texts.refused,
                MailState::Bounced => &texts.bounced,
                MailState::Unwanted => &texts.unwanted,
            };
            (label(*mail, language).to_owned(), format!("{state} ({})", moment(language, *at)))
        });
        let counted = export
            .counted_until
            .map(|until| (texts.counted.clone(), fill_in(&texts.until, &[("date", &day(day_of_receipt(until)))])));
        let closed = export.closed.map(|(on, expires_at)| {
            let goes = fill_in(&texts.goes, &[("date", &day(day_of_receipt(expires_at)))]);
            (texts.closed.clone(), format!("{} {goes}", fill_in(&texts.closed_on, &[("date", &day(on))])))
        });
        let suspect = export.complaint.is_suspect().then_some(texts.suspect.as_str());
        let page = ExportPage {
            promises: self.promises(language, &export.receipt),
            made_on: fill_in(&texts.made_on, &[("date", &day(today))]),
            received_at: moment(language, export.received_at),
            rows: rows(language, export.complaint).into_iter().filter(Row::is_filled).collect(),
            notes: suspect.into_iter().chain(export.closed.is_none().then_some(texts.open.as_str())).collect(),
            steps: mails.chain(counted).chain(closed).collect(),
        };
        let head = self.head(&texts.title);
        self.templates.render("export.html", Some(Layout { of_language: &language.layout, head: &head }), &page)
    }

    /// The receipt that a complaint was erased, as plain text in `language`.
    ///
    /// # Errors
    /// As [`Site::export_page`].
    pub fn erasure_text(&self, erasure: &Erasure, language: &Language) -> Result<String, RenderError> {
        let language = self.language(language).ok_or_else(no_such_language)?;
        let texts = &language.texts.erasure;
        let kept = match erasure.kept {
            RegisterLocation::Aws => &texts.backups,
            RegisterLocation::Machine => &texts.copies_of_folder,
        };
        let count = |text: &str, count: usize| fill_in(text, &[("count", &count.to_string())]);
        let text = ErasureText {
            reference: erasure.reference.to_string(),
            received_on: erasure.received_on.map(|day| language.phrasing.day(day)),
            erased_at: moment(language, erasure.at),
            erased: count(&texts.entries, erasure.entries),
            caught: (erasure.caught_mails > 0).then(|| count(&texts.caught_mails, erasure.caught_mails)),
            remains: [kept, &texts.mails, &texts.exports, &texts.logs].map(String::as_str).to_vec(),
        };
        let head = self.head(&texts.title);
        self.templates.render("erasure.txt", Some(Layout { of_language: &language.layout, head: &head }), &text)
    }
}

fn label(mail: Mail, language: &LanguageViews) -> &str {
    let texts = &language.texts.export;
    match mail {
        Mail::Office => &texts.mail_office,
        Mail::Sender => &texts.mail_sender,
        Mail::Undelivered => &texts.mail_undelivered,
    }
}

/// Day and time in Heemstede.
fn moment(language: &LanguageViews, at: DateTime<Utc>) -> String {
    let (day, hour) = (language.phrasing.day(day_of_receipt(at)), language.phrasing.hour(local_time(at)));
    fill_in(&language.texts.export.moment, &[("date", &day), ("time", &hour)])
}
