//! What the office hands to a person: a copy of all that is kept of a complaint, and the receipt of its erasing.

use crate::facts::fill_in;
use crate::frame::Head;
use crate::pages::{Promises, no_such_language};
use crate::problem::{Problem, Problems};
use crate::site::{LanguageSite, Site};
use crate::templates::Around;
use crate::words::{Row, rows};
use chrono::{DateTime, NaiveDate, Utc};
use complaint::{Complaint, Language, Receipt, Reference, day_of_receipt, local_time};
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
    pub mails: Vec<(ExportMail, ExportState, DateTime<Utc>)>,
    /// Until when it counts for the confirmations that may go to its address.
    pub counted_until: Option<DateTime<Utc>>,
    /// The day of its closing, and the moment after which it goes.
    pub closed: Option<(NaiveDate, DateTime<Utc>)>,
}

/// A mail about a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportMail {
    /// To the office, that there is a complaint.
    Office,
    /// The confirmation to its sender.
    Sender,
    /// To the office, that the confirmation did not arrive.
    Undelivered,
}

/// How far a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// It is being sent.
    Sending,
    /// It was sent.
    Sent,
    /// It was refused.
    Refused,
    /// It came back.
    Bounced,
    /// Whoever got it reported it.
    Unwanted,
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
    pub kept: Where,
}

/// Where a register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
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
    pub fn export_page(&self, export: &Export<'_>, today: NaiveDate) -> Result<String, Problem> {
        let language = self.language(export.complaint.language()).ok_or_else(no_such_language)?;
        let texts = &language.texts.export;
        let day = |day: NaiveDate| language.texts.language.day(day);
        let mails = export.mails.iter().map(|(mail, state, at)| {
            let state = match state {
                ExportState::Sending => &texts.sending,
                ExportState::Sent => &texts.sent,
                ExportState::Refused => &texts.refused,
                ExportState::Bounced => &texts.bounced,
                ExportState::Unwanted => &texts.unwanted,
            };
            (mail.label(language).to_owned(), format!("{state} ({})", moment(language, *at)))
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
            rows: rows(&language.texts, export.complaint).into_iter().filter(Row::is_filled).collect(),
            notes: suspect.into_iter().chain(export.closed.is_none().then_some(texts.open.as_str())).collect(),
            steps: mails.chain(counted).chain(closed).collect(),
        };
        let head = Head::named(self, &texts.title);
        self.templates.render("export.html", Some(Around { frame: &language.frame, head: &head }), &page)
    }

    /// The receipt that a complaint was erased, as plain text in `language`.
    ///
    /// # Errors
    /// As [`Site::export_page`].
    pub fn erasure_text(&self, erasure: &Erasure, language: &Language) -> Result<String, Problem> {
        let language = self.language(language).ok_or_else(no_such_language)?;
        let texts = &language.texts.erasure;
        let kept = match erasure.kept {
            Where::Aws => &texts.backups,
            Where::Machine => &texts.copies_of_folder,
        };
        let count = |text: &str, count: usize| fill_in(text, &[("count", &count.to_string())]);
        let text = ErasureText {
            reference: erasure.reference.to_string(),
            received_on: erasure.received_on.map(|day| language.texts.language.day(day)),
            erased_at: moment(language, erasure.at),
            erased: count(&texts.entries, erasure.entries),
            caught: (erasure.caught_mails > 0).then(|| count(&texts.caught_mails, erasure.caught_mails)),
            remains: [kept, &texts.mails, &texts.exports, &texts.logs].map(String::as_str).to_vec(),
        };
        let head = Head::named(self, &texts.title);
        self.templates.render("erasure.txt", Some(Around { frame: &language.frame, head: &head }), &text)
    }
}

impl Site {
    /// Makes both papers once, with made-up words, so that a mistake in a template stops the build.
    pub(crate) fn rehearse_papers(&self, complaint: &Complaint, receipt: Receipt, problems: &mut Problems) {
        let (at, on) = (DateTime::UNIX_EPOCH, receipt.received_on);
        problems.note(self.export_page(
            &Export {
                complaint,
                receipt,
                received_at: at,
                mails: vec![(ExportMail::Office, ExportState::Sent, at)],
                counted_until: Some(at),
                closed: Some((on, at)),
            },
            on,
        ));
        let Receipt { reference, received_on } = receipt;
        let erasure =
            Erasure { reference, received_on: Some(received_on), at, entries: 1, caught_mails: 1, kept: Where::Aws };
        problems.note(self.erasure_text(&erasure, complaint.language()));
    }
}

impl ExportMail {
    fn label(self, language: &LanguageSite) -> &str {
        let texts = &language.texts.export;
        match self {
            Self::Office => &texts.mail_office,
            Self::Sender => &texts.mail_sender,
            Self::Undelivered => &texts.mail_undelivered,
        }
    }
}

/// Day and time in Heemstede.
fn moment(language: &LanguageSite, at: DateTime<Utc>) -> String {
    let (day, hour) = (language.texts.language.day(day_of_receipt(at)), language.texts.language.hour(local_time(at)));
    fill_in(&language.texts.export.moment, &[("date", &day), ("time", &hour)])
}
