//! `texts.toml`: everything that the pages and the form say in one language, besides the pages themselves.

use crate::phrasing::Phrasing;
use crate::placeholder::fill_in;
use chrono::Datelike;
use complaint::{ContactBy, Field, IncidentDate, Mistake, MistakeKind, NotAnEmail};
use serde::{Deserialize, Serialize};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($key:ident: $kind:ty),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "each text says what it is for; some structs have no field that would lack its words")]
        pub struct $name { $(pub $key: $kind),* }
    )* };
}

texts! {
    /// The whole file but for `[language]`, which is [`Phrasing`](crate::Phrasing). A missing or unknown key is a problem of the build.
    Texts {
        frame: FrameTexts, start: StartTexts, timeline: TimelineTexts, form: FormTexts, mistakes: MistakeTexts,
        check: CheckTexts, confirmation: ConfirmationTexts, calendar: CalendarTexts, not_sent: NotSentTexts, mail: MailTexts, export: ExportTexts,
        erasure: ErasureTexts, paper: PaperTexts, messages: MessageTexts, programs: ProgramTexts,
    }
    /// What stands around every page.
    FrameTexts {
        skip: String, menu: String, more: String, languages: String, not_translated: String, moved: String, help_title: String, help_phone: String, help_hours: String, help_email: String,
        help_desk: String, to_form: String,
    }
    /// The way of a complaint, step by step.
    TimelineTexts { title: String, steps: Vec<Step> }
    /// One step on that way.
    Step { badge: String, when: String, what: String, more: String }
    /// What the start page promises at a glance.
    StartTexts { soon_contact: String, soon_contact_what: String, soon_answer: String, soon_answer_what: String, call: String }
    /// The form.
    FormTexts {
        other_ways: String, optional_explained: String, optional: String, one_is_enough: String, who: String, contact: String, contact_hint: String, incident_date: String, incident_date_hint: String,
        what: String, privacy: String, check: String, trap: String, characters_left: String, characters_over: String, error_title: String,
        title_one_mistake: String, title_mistakes: String, error_prefix: String, fields: FieldTexts, contact_by: ContactByTexts,
    }
    /// The label and the hint of each field.
    FieldTexts {
        name: FieldText, address: FieldText, postcode: FieldText, town: FieldText, phone: FieldText, email: FieldText,
        contact_by: FieldText, incident_day: FieldText, incident_month: FieldText, incident_year: FieldText,
        about: FieldText, description: FieldText, wish: FieldText, on_behalf_of: FieldText,
    }
    /// The ways to hear.
    ContactByTexts { phone: String, email: String, letter: String, any: String }
    /// What to do about each mistake.
    MistakeTexts {
        name_missing: String, about_missing: String, description_missing: String, too_long: String, character: String, characters: String,
        no_contact_details: String, address_missing: String, postcode_or_town_missing: String,
        address_wanted: String, phone_wanted: String, email_wanted: String, not_a_phone: String, not_an_email: String,
        email_comma: String, email_space: String, email_several: String, email_letter: String,
        not_a_choice: String, date_missing: String, month_missing: String, year_missing: String, not_a_day: String, not_in_month: String,
        not_a_month: String, not_a_year: String, date_unclear: String, other_weekday: String, in_the_future: String,
    }
    /// The page that shows everything back.
    CheckTexts { title: String, lead: String, back: String, change: String, nothing: String, incident_date: String, address: String, email_meant: String, happens: String, send: String }
    /// The page that confirms.
    ConfirmationTexts {
        title: String, lead: String, reference: String, received_on: String, earlier_open: String, earlier_closed: String, dates_title: String, contact_by: String, contact_more: String, answer_by: String,
        answer_more: String, extended: String, silence: String, afterwards: String, words_title: String, keep: String, mail: String, mail_without_words: String,
        no_mail: String, calendar: String, done: String,
    }
    /// The dates for a calendar.
    CalendarTexts { contact_by: String, answer_by: String, extended_answer_by: String, description: String }
    /// The page that says that nothing was sent.
    NotSentTexts { title: String, lead: String, again: String, otherwise: String, words_title: String }
    /// The mails: the confirmation to the sender, and to the office the arrival of a complaint and a confirmation that did not
    /// arrive. The office reads the language of the site.
    MailTexts {
        reference: String, confirmation_subject: String, confirmation_reply: String, confirmation_without_words: String, confirmation_not_you: String,
        arrival_subject: String, arrival_title: String, arrival_lead: String, arrival_received_on: String, arrival_earlier_open: String, arrival_earlier_closed: String, arrival_contact: String, arrival_answer: String,
        arrival_extended: String, arrival_aim: String, arrival_language: String, read: String, arrival_uncertain: String, arrival_confirmed: String, arrival_no_email: String, arrival_suspect: String, arrival_too_many: String,
        undelivered_subject: String, undelivered_title: String, undelivered_bounced: String, undelivered_unwanted: String, undelivered_refused: String,
        undelivered_contact: String, perhaps_undelivered_subject: String, perhaps_undelivered_title: String, perhaps_undelivered: String,
        perhaps_unanswered: String, digest_subject: String, digest_title: String, digest_lead: String, digest_ordinary: String, digest_suspect: String,
        digest_list: String,
    }
    /// The copy of all that is kept of a complaint, for its sender.
    ExportTexts {
        title: String, lead: String, made_on: String, moment: String, suspect: String, open: String, dates_title: String, steps_title: String,
        mail_office: String, mail_sender: String, mail_undelivered: String, sending: String, sent: String, counted_in_digest: String, uncertain: String, refused: String, bounced: String,
        unwanted: String, counted: String, until: String, closed: String, closed_on: String, goes: String,
    }
    /// The receipt that a complaint was erased.
    ErasureTexts {
        title: String, reference: String, received_on: String, erased_at: String, entries: String, caught_mails: String, remains: String,
        backups: String, copies_of_folder: String, mails: String, exports: String, logs: String,
    }
    /// The documents: what is said of them on the page that leads to them, and what only they say.
    PaperTexts {
        title: String, lead: String, pen: String, code: String, also: String, file: String, edition: String, page: String, contents: String, notes: String,
        visit: String, phone: String, email: String, website: String,
        form_lead: String, form_more_space: String, form_send_title: String, form_send: String,
        leaflet: DocumentText, folded: DocumentText, form: DocumentText, procedure: DocumentText,
    }
    /// One document: what it is called, and what it is for.
    DocumentText { title: String, about: String }
    /// Pages that say what to do where there is nothing to show.
    MessageTexts {
        not_found: MessageText, wrong_method: MessageText, opened_again: MessageText, wrong_content_type: MessageText, too_large: MessageText,
        unreadable: MessageText, cross_site: MessageText, broken: MessageText,
    }
    /// What a program is told that sends a form without a browser.
    ProgramTexts {
        not_found: String, wrong_method: String, wrong_content_type: String, too_large: String, broken_off: String, cross_site: String, unproven: String,
        misfits: String, not_utf8: String, not_json: String, not_an_object: String,
        unknown: String, did_you_mean: String, twice: String, number: String, not_a_text: String,
    }
    /// One such page.
    MessageText { title: String, text: String }
}

/// The label and the hint of one field.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FieldText {
    /// What to fill in.
    pub label: String,
    /// What helps to fill it in.
    #[serde(default)]
    pub hint: String,
}

impl FieldTexts {
    /// The label and hint of `field`; none for a field that people do not see.
    #[must_use]
    pub const fn of(&self, field: Field) -> Option<&FieldText> {
        Some(match field {
            Field::Name => &self.name,
            Field::Address => &self.address,
            Field::Postcode => &self.postcode,
            Field::Town => &self.town,
            Field::Phone => &self.phone,
            Field::Email => &self.email,
            Field::ContactBy => &self.contact_by,
            Field::IncidentDay => &self.incident_day,
            Field::IncidentMonth => &self.incident_month,
            Field::IncidentYear => &self.incident_year,
            Field::About => &self.about,
            Field::Description => &self.description,
            Field::Wish => &self.wish,
            Field::OnBehalfOf => &self.on_behalf_of,
            Field::Lang | Field::Trap => return None,
        })
    }
}

impl Texts {
    /// The words for a way to hear.
    #[must_use]
    pub fn contact_by(&self, choice: ContactBy) -> &str {
        let texts = &self.form.contact_by;
        match choice {
            ContactBy::Phone => &texts.phone,
            ContactBy::Email => &texts.email,
            ContactBy::Letter => &texts.letter,
            ContactBy::Any => &texts.any,
        }
    }

    /// What to do about `mistake`, in one sentence.
    #[must_use]
    pub fn mistake(&self, mistake: Mistake, phrasing: &Phrasing) -> String {
        let texts = &self.mistakes;
        let label = self.form.fields.of(mistake.field).map_or("", |text| &text.label);
        match mistake.kind {
            MistakeKind::Missing => match mistake.field {
                Field::Name => &texts.name_missing,
                Field::About => &texts.about_missing,
                _ => &texts.description_missing,
            },
            MistakeKind::TooLong { over_chars } => {
                let noun = if over_chars == 1 { &texts.character } else { &texts.characters };
                return fill_in(&texts.too_long, &[("label", label), ("over", &format!("{over_chars} {noun}"))]);
            }
            MistakeKind::NoContactDetails => &texts.no_contact_details,
            MistakeKind::NotAnEmail(why) => match why {
                NotAnEmail::Comma => &texts.email_comma,
                NotAnEmail::Space => &texts.email_space,
                NotAnEmail::Several => &texts.email_several,
                NotAnEmail::Letter => &texts.email_letter,
                NotAnEmail::Shape => &texts.not_an_email,
            },
            MistakeKind::NotAPhone => &texts.not_a_phone,
            MistakeKind::AddressIncomplete => match mistake.field {
                Field::Address => &texts.address_missing,
                _ => &texts.postcode_or_town_missing,
            },
            MistakeKind::WantedForContact => match mistake.field {
                Field::Phone => &texts.phone_wanted,
                Field::Email => &texts.email_wanted,
                _ => &texts.address_wanted,
            },
            MistakeKind::NotAChoice => &texts.not_a_choice,
            MistakeKind::DateMissing => &texts.date_missing,
            MistakeKind::MonthMissing => &texts.month_missing,
            MistakeKind::YearMissing => &texts.year_missing,
            MistakeKind::NotADay => &texts.not_a_day,
            MistakeKind::NotInMonth { first } => {
                let month = phrasing.incident(IncidentDate::Month(first));
                let days = first.num_days_in_month().to_string();
                return fill_in(&texts.not_in_month, &[("month", &month), ("days", &days)]);
            }
            MistakeKind::NotAMonth => &texts.not_a_month,
            MistakeKind::NotAYear => &texts.not_a_year,
            MistakeKind::DateUnclear => &texts.date_unclear,
            MistakeKind::OtherWeekday => &texts.other_weekday,
            MistakeKind::InTheFuture => &texts.in_the_future,
        }
        .clone()
    }
}
