//! The mails: the confirmation to the sender of a complaint, and what the office hears.

use crate::answers::{Promises, earlier, no_such_language};
use crate::complaint_rows::{Row, rows};
use crate::placeholder::fill_in;
use crate::render_error::RenderError;
use crate::site::{LanguageViews, Site};
use crate::templates::Layout;
use chrono::NaiveDate;
use complaint::{Aim, Complaint, EQUATED_DAYS_KNOWN_TO, Hour, Language, Receipt, day_of_receipt, local_time};
use serde::Serialize;

/// What a mail says: to be put into MIME.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    /// One line, without a word of a complaint and without a name.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML, which loads nothing.
    pub html: String,
}

/// Whether the sender of a complaint gets the confirmation by e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It goes out.
    Sent,
    /// No e-mail address was given.
    NoEmail,
    /// The complaint looks like the work of a program, which may have filled in anybody's address.
    Suspect,
    /// As many as are allowed went to this address today.
    TooMany,
}

/// Why a confirmation did not reach the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// It came back.
    Bounced,
    /// Something came back, and nobody can tell what: it may be the answer of somebody who is absent.
    Unclear,
    /// It was handed over, and nobody ever heard what became of it.
    Unanswered,
    /// Whoever got it reported it as unwanted.
    Unwanted,
    /// It could not be sent.
    Refused,
}

#[derive(Serialize)]
struct ConfirmationMail<'a> {
    #[serde(flatten)]
    promises: Promises,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct ArrivalMail<'a> {
    reference: String,
    received_on: String,
    earlier: Option<String>,
    contact: String,
    answer: String,
    extended: String,
    uncertain: Option<String>,
    /// The language of the form, where the office reads another.
    written_in: Option<String>,
    confirmation: &'a str,
}

#[derive(Serialize)]
struct UndeliveredMail<'a> {
    reference: String,
    why: &'a str,
    contact: String,
}

#[derive(Serialize)]
struct DigestMail {
    lead: String,
    ordinary: Option<String>,
    suspect: Option<String>,
}

impl Site {
    /// The confirmation for the sender (F13 to F17), in the language of the form; with the sender's own words only if the
    /// organisation has it so.
    ///
    /// # Errors
    /// A template that asks for what is not there. `site-gen build` finds it first.
    pub fn confirmation_mail(&self, complaint: &Complaint, receipt: &Receipt) -> Result<MailText, RenderError> {
        let language = self.language(complaint.language()).ok_or_else(no_such_language)?;
        let reference = receipt.reference.to_string();
        let subject = fill_in(&language.texts.mail.confirmation_subject, &[("reference", &reference)]);
        let mail = ConfirmationMail {
            promises: self.promises(language, receipt),
            rows: if self.organisation.mail_repeats_words {
                rows(language, complaint).into_iter().filter(Row::is_filled).collect()
            } else {
                Vec::new()
            },
        };
        self.mail("confirmation", language, &language.texts.confirmation.title, subject, &mail)
    }

    /// Tells the office that a complaint came in with the form in the language `written_in`: its number and days, and the
    /// working days to aim at where they are others. No word of the complaint, nor of whom it is.
    ///
    /// # Errors
    /// As [`Site::confirmation_mail`].
    pub fn arrival_mail(
        &self,
        receipt: &Receipt,
        written_in: &Language,
        confirmation: Confirmation,
    ) -> Result<MailText, RenderError> {
        let language = self.own_language()?;
        let (texts, dates) = (&language.texts.mail, self.terms().dates(receipt.received_on));
        let day = |day: NaiveDate| language.phrasing.day(day);
        let promises = [
            (&texts.arrival_contact, dates.contact_by),
            (&texts.arrival_answer, dates.answer_by),
            (&texts.arrival_extended, dates.extended_answer_by),
        ];
        let uncertain = promises.iter().any(|(_, promised)| !Aim::for_promise(*promised).is_certain);
        let [contact, answer, extended] = promises.map(|(text, promised)| {
            let aim = Aim::for_promise(promised).on;
            let aim = (aim != promised).then(|| format!(" {}", fill_in(&texts.arrival_aim, &[("aim", &day(aim))])));
            fill_in(text, &[("date", &day(promised))]) + &aim.unwrap_or_default()
        });
        let other = self.language(written_in).filter(|other| other.tag != language.tag);
        let named =
            |other: &LanguageViews| fill_in(&texts.arrival_language, &[("language", &other.phrasing.patterns.name)]);
        let year = EQUATED_DAYS_KNOWN_TO.to_string();
        let reference = receipt.reference.to_string();
        let subject = fill_in(&texts.arrival_subject, &[("reference", &reference), ("date", &day(dates.contact_by))]);
        let mail = ArrivalMail {
            reference,
            received_on: day(dates.received_on),
            earlier: earlier(language, receipt, [&texts.arrival_earlier_open, &texts.arrival_earlier_closed]),
            contact,
            answer,
            extended,
            written_in: other.map(named),
            uncertain: uncertain.then(|| fill_in(&texts.arrival_uncertain, &[("year", &year)])),
            confirmation: match confirmation {
                Confirmation::Sent => &texts.arrival_confirmed,
                Confirmation::NoEmail => &texts.arrival_no_email,
                Confirmation::Suspect => &texts.arrival_suspect,
                Confirmation::TooMany => &texts.arrival_too_many,
            },
        };
        self.mail("arrival", language, &texts.arrival_title, subject, &mail)
    }

    /// Tells the office that the sender of a complaint did not, or may not have, got the confirmation by e-mail.
    ///
    /// # Errors
    /// As [`Site::confirmation_mail`].
    pub fn undelivered_mail(&self, receipt: &Receipt, why: Undelivered) -> Result<MailText, RenderError> {
        let language = self.own_language()?;
        let texts = &language.texts.mail;
        let reference = receipt.reference.to_string();
        let contact_by = language.phrasing.day(self.terms().dates(receipt.received_on).contact_by);
        let (title, subject) = if matches!(why, Undelivered::Unclear | Undelivered::Unanswered) {
            (&texts.perhaps_undelivered_title, &texts.perhaps_undelivered_subject)
        } else {
            (&texts.undelivered_title, &texts.undelivered_subject)
        };
        let subject = fill_in(subject, &[("reference", &reference)]);
        let mail = UndeliveredMail {
            reference,
            why: match why {
                Undelivered::Bounced => &texts.undelivered_bounced,
                Undelivered::Unclear => &texts.perhaps_undelivered,
                Undelivered::Unanswered => &texts.perhaps_unanswered,
                Undelivered::Unwanted => &texts.undelivered_unwanted,
                Undelivered::Refused => &texts.undelivered_refused,
            },
            contact: fill_in(&texts.undelivered_contact, &[("date", &contact_by)]),
        };
        self.mail("undelivered", language, title, subject, &mail)
    }

    /// Tells the office how many complaints came in an hour without a mail of their own: those after the first of the hour, and
    /// those that look like the work of a program.
    ///
    /// # Errors
    /// As [`Site::confirmation_mail`].
    pub fn digest_mail(&self, hour: Hour, ordinary: u32, suspect: u32) -> Result<MailText, RenderError> {
        let language = self.own_language()?;
        let texts = &language.texts.mail;
        let count = |text: &str, count: u32| fill_in(text, &[("count", &count.to_string())]);
        let time = |at| language.phrasing.hour(local_time(at));
        let date = language.phrasing.day(day_of_receipt(hour.start()));
        let between = [("date", date.as_str()), ("from", &time(hour.start())), ("until", &time(hour.end()))];
        let mail = DigestMail {
            lead: fill_in(&texts.digest_lead, &between),
            ordinary: (ordinary > 0).then(|| count(&texts.digest_ordinary, ordinary)),
            suspect: (suspect > 0).then(|| count(&texts.digest_suspect, suspect)),
        };
        let subject = count(&texts.digest_subject, ordinary.saturating_add(suspect));
        self.mail("digest", language, &texts.digest_title, subject, &mail)
    }

    /// The organisation's name and e-mail address: from whom mails come, and where the office reads.
    #[must_use]
    pub fn mailbox(&self) -> (&str, &str) {
        (&self.organisation.identity.name, &self.organisation.identity.email)
    }

    /// The language that the office reads.
    fn own_language(&self) -> Result<&LanguageViews, RenderError> {
        self.language(&self.default_language()).ok_or_else(no_such_language)
    }

    fn mail(
        &self,
        name: &str,
        language: &LanguageViews,
        title: &str,
        subject: String,
        mail: &impl Serialize,
    ) -> Result<MailText, RenderError> {
        let head = self.head(title);
        let layout = Layout { of_language: &language.layout, head: &head };
        let render = |ending| self.templates.render(&format!("mail/{name}.{ending}"), Some(layout), mail);
        Ok(MailText { subject, text: render("txt")?, html: render("html")? })
    }
}
