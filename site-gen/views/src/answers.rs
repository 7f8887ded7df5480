//! The pages that functions answer with, each a typed page for one template.

use crate::complaint_rows::{Kept, Row, kept, rows};
use crate::document_link::DocumentLink;
use crate::form_view::FormView;
use crate::head::Head;
use crate::placeholder::fill_in;
use crate::render_error::RenderError;
use crate::site::{LanguageViews, Site};
use crate::templates::Layout;
use crate::texts::MessageText;
use chrono::NaiveDate;
use complaint::{Complaint, Earlier, Field, Form, Language, Mistake, Mistakes, Receipt};
use serde::Serialize;

/// What there is to say where there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// No page has this address.
    NotFound,
    /// The address is for sending a form.
    WrongMethod,
    /// A step of the form is opened without a form: somebody comes back to the address of a page that they once saw.
    OpenedAgain,
    /// What was sent is no form.
    WrongContentType,
    /// More was sent than fits.
    TooLarge,
    /// What was sent is no text.
    Unreadable,
    /// The form stands on another site.
    CrossSite,
    /// The service itself is at fault.
    Broken,
}

// What each template gets besides the frame. The states of the form: its way in ARCHITECTURE.md.

#[derive(Serialize)]
struct FormPage<'a> {
    /// What an editor wrote above the first heading: before the form.
    above: &'a str,
    /// The rest: below the form, so that a phone shows a field on its first screen.
    below: &'a str,
    form: FormView<'a>,
    on_paper: Option<&'a DocumentLink<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    rows: Vec<Row<'a>>,
    kept: Vec<Kept<'a>>,
}

#[derive(Serialize)]
struct ConfirmationPage<'a> {
    #[serde(flatten)]
    promises: Promises,
    /// After how many weeks each of the three dates falls.
    weeks: [u16; 3],
    rows: Vec<Row<'a>>,
    /// Whether this page comes by e-mail too.
    by_email: &'a str,
    /// Where the dates stand for a calendar.
    calendar: String,
}

/// What a complaint is called, and the sentences with the dates that follow from its receipt (F13, F15, F16, F17).
#[derive(Serialize)]
pub struct Promises {
    reference: String,
    received_on: String,
    /// What was sent before in the very same words, and what became of it.
    earlier: Option<String>,
    contact_by: String,
    answer_by: String,
    extended: String,
}

#[derive(Serialize)]
struct MessagePage<'a> {
    message: &'a MessageText,
    /// The same in the other languages, where nobody knows which the reader has.
    others: Vec<OtherMessage<'a>>,
}

#[derive(Serialize)]
struct OtherMessage<'a> {
    lang: &'a str,
    message: &'a MessageText,
}

impl Site {
    /// The form, empty or as it was typed, with every mistake.
    ///
    /// # Errors
    /// A template that asks for what is not there. `site-gen build` finds it first.
    pub fn form_page(&self, form: &Form, mistakes: Option<&Mistakes>) -> Result<String, RenderError> {
        let language = self.language_of(form)?;
        self.form_in(
            Head::of_form(&self.organisation.identity.name, &language.form),
            language,
            (&language.form.html, None),
            form,
            mistakes,
        )
    }

    /// The form in a page with this head, amid the text of the page, with a link to the form on paper if there is one.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn form_in(
        &self,
        head: Head<'_>,
        language: &LanguageViews,
        (text, on_paper): (&str, Option<&DocumentLink<'_>>),
        form: &Form,
        mistakes: Option<&Mistakes>,
    ) -> Result<String, RenderError> {
        let form = FormView::new(language, &self.organisation.lengths, form, mistakes);
        let head = head.with_title_prefix(&form.title_prefix(&language.texts));
        let (above, below) = text.split_at(text.find("<h2").unwrap_or(text.len()));
        self.render("form.html", language, &head, &FormPage { above, below, form, on_paper })
    }

    /// Everything shown back before it is sent.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn check_page(&self, form: &Form, complaint: &Complaint) -> Result<String, RenderError> {
        let language = self.language_of(form)?;
        let head = self.head(&language.texts.check.title);
        let page = Words { rows: rows(language, complaint), kept: kept(form) };
        self.render("check.html", language, &head, &page)
    }

    /// The confirmation of a complaint that is kept.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn confirmation_page(&self, complaint: &Complaint, receipt: &Receipt) -> Result<String, RenderError> {
        let language = self.language(complaint.language()).ok_or_else(no_such_language)?;
        let texts = &language.texts.confirmation;
        let page = ConfirmationPage {
            by_email: match complaint.confirmed_at() {
                Ok(_) if self.organisation.mail_repeats_words => &texts.mail,
                Ok(_) => &texts.mail_without_words,
                Err(_) => &texts.no_mail,
            },
            promises: self.promises(language, receipt),
            weeks: self.terms().weeks(),
            rows: rows(language, complaint).into_iter().filter(Row::is_filled).collect(),
            calendar: format!("/formulier/datums/{}/{}.ics", language.tag, receipt.received_on),
        };
        self.render("confirmation.html", language, &self.head(&texts.title), &page)
    }

    /// What the organisation promises for a complaint, in words.
    #[must_use]
    pub fn promises(&self, language: &LanguageViews, receipt: &Receipt) -> Promises {
        let (texts, dates) = (&language.texts.confirmation, self.terms().dates(receipt.received_on));
        let day = |day: NaiveDate| language.phrasing.day(day);
        let (answer_by, extended) = (day(dates.answer_by), day(dates.extended_answer_by));
        let promised = |text: &str, date: &str| fill_in(text, &[("date", date), ("extended_date", &extended)]);
        Promises {
            reference: receipt.reference.to_string(),
            received_on: day(dates.received_on),
            earlier: earlier(language, receipt, [&texts.earlier_open, &texts.earlier_closed]),
            contact_by: promised(&texts.contact_by, &day(dates.contact_by)),
            answer_by: promised(&texts.answer_by, &answer_by),
            extended: promised(&texts.extended, &answer_by),
        }
    }

    /// The page that says that nothing was sent, with every word still on it.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn not_sent_page(&self, form: &Form, complaint: &Complaint) -> Result<String, RenderError> {
        let language = self.language_of(form)?;
        let head = self.head(&language.texts.not_sent.title);
        let page = Words { rows: rows(language, complaint), kept: kept(form) };
        self.render("not-sent.html", language, &head, &page)
    }

    /// A page that says what to do.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn message_page(&self, language: &Language, message: Message) -> Result<String, RenderError> {
        let language = self.language(language).ok_or_else(no_such_language)?;
        let message = message.text(language);
        self.render("message.html", language, &self.head(&message.title), &MessagePage { message, others: Vec::new() })
    }

    /// A page for when nothing of ours answers any more: something is wrong, in every language of the site.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn broken_page(&self) -> Result<String, RenderError> {
        let language = self.language(&self.default_language()).ok_or_else(no_such_language)?;
        let message = Message::Broken.text(language);
        let others = self.languages().filter(|other| other.tag != language.tag);
        let others = others.map(|other| OtherMessage { lang: &other.tag, message: Message::Broken.text(other) });
        self.render(
            "message.html",
            language,
            &self.head(&message.title),
            &MessagePage { message, others: others.collect() },
        )
    }

    /// What `message` says, as a title and a sentence.
    #[must_use]
    pub fn message(&self, language: &Language, message: Message) -> (&str, &str) {
        self.language(language).map_or(("", ""), |language| {
            let MessageText { title, text } = message.text(language);
            (title, text)
        })
    }

    /// The same for a program: it opens nothing again, and has headers instead of a browser.
    #[must_use]
    pub fn program_message(&self, language: &Language, message: Message) -> (&str, &str) {
        let message = if message == Message::OpenedAgain { Message::WrongMethod } else { message };
        self.language(language).map_or(("", ""), |language| {
            let texts = &language.texts.programs;
            let text = match message {
                Message::NotFound => &texts.not_found,
                Message::WrongMethod | Message::OpenedAgain => &texts.wrong_method,
                Message::WrongContentType => &texts.wrong_content_type,
                Message::TooLarge => &texts.too_large,
                Message::Unreadable => &texts.broken_off,
                Message::CrossSite => &texts.cross_site,
                Message::Broken => &texts.unproven,
            };
            (&message.text(language).title, text)
        })
    }

    /// What a program is told if nothing can be confirmed, as a title and a sentence.
    #[must_use]
    pub fn not_sent(&self, language: &Language) -> (&str, &str) {
        self.language(language)
            .map_or(("", ""), |language| (&language.texts.not_sent.title, &language.texts.programs.unproven))
    }

    /// What a program is told above the list of fields that are not the form's.
    #[must_use]
    pub fn misfits(&self, language: &Language) -> &str {
        self.language(language).map_or("", |language| &language.texts.programs.misfits)
    }

    /// The title above the summary of mistakes.
    #[must_use]
    pub fn error_title(&self, language: &Language) -> &str {
        self.language(language).map_or("", |language| &language.texts.form.error_title)
    }

    /// What to do about a mistake, in one sentence.
    #[must_use]
    pub fn mistake(&self, language: &Language, mistake: Mistake) -> String {
        self.language(language).map(|language| language.texts.mistake(mistake, &language.phrasing)).unwrap_or_default()
    }

    /// The head of a page that exists for one person only.
    pub(crate) fn head<'a>(&self, heading: &'a str) -> Head<'a> {
        Head::new(&self.organisation.identity.name, heading)
    }

    /// Fills `template` with `page`, in the layout of `language`.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub fn render(
        &self,
        template: &str,
        language: &LanguageViews,
        head: &Head<'_>,
        page: &impl Serialize,
    ) -> Result<String, RenderError> {
        self.templates.render(template, Some(Layout { of_language: &language.layout, head }), page)
    }

    fn language_of(&self, form: &Form) -> Result<&LanguageViews, RenderError> {
        self.language(&Language::new(form.typed(Field::Lang))).ok_or_else(no_such_language)
    }
}

impl Message {
    const fn text(self, language: &LanguageViews) -> &MessageText {
        let messages = &language.texts.messages;
        match self {
            Self::NotFound => &messages.not_found,
            Self::WrongMethod => &messages.wrong_method,
            Self::OpenedAgain => &messages.opened_again,
            Self::WrongContentType => &messages.wrong_content_type,
            Self::TooLarge => &messages.too_large,
            Self::Unreadable => &messages.unreadable,
            Self::CrossSite => &messages.cross_site,
            Self::Broken => &messages.broken,
        }
    }
}

/// What was sent before in the very same words, if anything was: in one text for what was open then, or one for what was
/// closed.
pub(crate) fn earlier(language: &LanguageViews, receipt: &Receipt, [open, closed]: [&str; 2]) -> Option<String> {
    receipt.earlier.map(|Earlier { reference, received_on, is_closed }| {
        let values = [("date", language.phrasing.day(received_on)), ("reference", reference.to_string())];
        fill_in(if is_closed { closed } else { open }, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    })
}

/// Reading the site made sure that its own language is there.
pub(crate) fn no_such_language() -> RenderError {
    RenderError::with_file("content", "the site's own language is missing")
}
