//! The pages that the site and the functions show, each a typed page for one template.

use crate::address::url;
use crate::facts::fill_in;
use crate::fault::Fault;
use crate::form_view::FormView;
use crate::frame::{Entry, Head};
use crate::front_matter::PageKind;
use crate::mails::{Confirmation, Undelivered};
use crate::page::Page;
use crate::problem::{Problem, Problems};
use crate::site::{LanguageSite, Site};
use crate::templates::Around;
use crate::texts::{DocumentText, MessageText};
use crate::words::{Kept, Row, kept, rows};
use chrono::NaiveDate;
use complaint::{Complaint, Field, Form, Language, Mistake, Mistakes, Receipt, Reference};
use serde::Serialize;
use std::borrow::Cow;
#[cfg(feature = "tool")]
use std::hash::{DefaultHasher, Hash, Hasher};

/// What there is to say where there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// No page has this address.
    NotFound,
    /// The address is for sending a form.
    WrongMethod,
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
struct Text<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Overview<'a> {
    body: &'a str,
    pages: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct LeafletPage<'a> {
    body: &'a str,
    documents: Vec<DocumentLink<'a>>,
}

#[derive(Debug, Hash, Serialize)]
struct DocumentLink<'a> {
    address: Cow<'a, str>,
    title: &'a str,
    about: &'a str,
    /// Its type and size.
    file: String,
}

#[derive(Serialize)]
struct FormPage<'a> {
    body: &'a str,
    form: FormView<'a>,
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
pub(crate) struct Promises {
    reference: String,
    received_on: String,
    contact_by: String,
    answer_by: String,
    extended: String,
}

#[derive(Serialize)]
struct MessagePage<'a> {
    message: &'a MessageText,
}

impl Site {
    /// The form, empty or as it was typed, with every mistake.
    ///
    /// # Errors
    /// A template that asks for what is not there. `site-gen build` finds it first.
    pub fn form_page(&self, form: &Form, mistakes: Option<&Mistakes>) -> Result<String, Problem> {
        let language = self.language_of(form)?;
        self.form_in(Head::of_form(self, &language.form), language, &language.form.html, form, mistakes)
    }

    fn form_in(
        &self,
        head: Head<'_>,
        language: &LanguageSite,
        body: &str,
        form: &Form,
        mistakes: Option<&Mistakes>,
    ) -> Result<String, Problem> {
        let form = FormView::new(&language.texts, &self.organisation.lengths, form, mistakes);
        let head = head.with_title_prefix(&form.title_prefix(&language.texts));
        self.render("form.html", language, &head, &FormPage { body, form })
    }

    /// Everything shown back before it is sent.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn check_page(&self, form: &Form, complaint: &Complaint) -> Result<String, Problem> {
        let language = self.language_of(form)?;
        let head = Head::named(self, &language.texts.check.title);
        let page = Words { rows: rows(&language.texts, complaint), kept: kept(form) };
        self.render("check.html", language, &head, &page)
    }

    /// The confirmation of a complaint that is kept.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn confirmation_page(&self, complaint: &Complaint, receipt: &Receipt) -> Result<String, Problem> {
        let language = self.language(complaint.language()).ok_or_else(no_such_language)?;
        let texts = &language.texts.confirmation;
        let page = ConfirmationPage {
            by_email: if complaint.confirmed_at().is_ok() { &texts.mail } else { &texts.no_mail },
            promises: self.promises(language, receipt),
            weeks: self.terms().weeks(),
            rows: rows(&language.texts, complaint).into_iter().filter(Row::is_filled).collect(),
            calendar: format!("/formulier/datums/{}/{}.ics", language.tag, receipt.received_on),
        };
        self.render("confirmation.html", language, &Head::named(self, &texts.title), &page)
    }

    /// What the organisation promises for a complaint, in words.
    pub(crate) fn promises(&self, language: &LanguageSite, receipt: &Receipt) -> Promises {
        let (texts, dates) = (&language.texts.confirmation, self.terms().dates(receipt.received_on));
        let day = |day: NaiveDate| language.texts.language.day(day);
        let (answer_by, extended) = (day(dates.answer_by), day(dates.extended_answer_by));
        let promised = |text: &str, date: &str| fill_in(text, &[("date", date), ("extended_date", &extended)]);
        Promises {
            reference: receipt.reference.to_string(),
            received_on: day(dates.received_on),
            contact_by: promised(&texts.contact_by, &day(dates.contact_by)),
            answer_by: promised(&texts.answer_by, &answer_by),
            extended: promised(&texts.extended, &answer_by),
        }
    }

    /// The page that says that nothing was sent, with every word still on it.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn not_sent_page(&self, form: &Form, complaint: &Complaint) -> Result<String, Problem> {
        let language = self.language_of(form)?;
        let head = Head::named(self, &language.texts.not_sent.title);
        let page = Words { rows: rows(&language.texts, complaint), kept: kept(form) };
        self.render("not-sent.html", language, &head, &page)
    }

    /// A page that says what to do.
    ///
    /// # Errors
    /// As [`Site::form_page`].
    pub fn message_page(&self, language: &Language, message: Message) -> Result<String, Problem> {
        let language = self.language(language).ok_or_else(no_such_language)?;
        let message = message.text(language);
        self.render("message.html", language, &Head::named(self, &message.title), &MessagePage { message })
    }

    /// What `message` says, as a title and a sentence.
    #[must_use]
    pub fn message(&self, language: &Language, message: Message) -> (&str, &str) {
        self.language(language).map_or(("", ""), |language| {
            let MessageText { title, text } = message.text(language);
            (title, text)
        })
    }

    /// The same for a program: it has no back button, and headers instead.
    #[must_use]
    pub fn program_message(&self, language: &Language, message: Message) -> (&str, &str) {
        self.language(language).map_or(("", ""), |language| {
            let texts = &language.texts.programs;
            let text = match message {
                Message::NotFound => &texts.not_found,
                Message::WrongMethod => &texts.wrong_method,
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
        self.language(language).map(|language| language.texts.mistake(mistake)).unwrap_or_default()
    }

    /// The page that an editor wrote, as it stands on the site.
    pub(crate) fn written_page(&self, language: &LanguageSite, page: &Page) -> Result<String, Problem> {
        let body = page.draft.html.as_str();
        let head = Head::of_page(self, language, page).on_site(self, language, page);
        let template = template_of(page.kind());
        match page.kind() {
            PageKind::Text | PageKind::NotFound | PageKind::Start => {
                self.render(template, language, &head, &Text { body })
            }
            PageKind::Form => {
                let mut form = Form::default();
                form.set(Field::Lang, &language.tag);
                self.form_in(head, language, body, &form, None)
            }
            PageKind::Overview => {
                let pages = entries(language).collect();
                self.render(template, language, &head, &Overview { body, pages })
            }
            PageKind::Leaflet => {
                let documents = self.document_links(page);
                self.render(template, language, &head, &LeafletPage { body, documents })
            }
        }
    }

    /// A number that changes with everything that is special to a page: as long as it, the frame of its language and its
    /// template stay the same, so does the page.
    #[cfg(feature = "tool")]
    pub(crate) fn stamp(&self, language: &LanguageSite, page: &Page) -> u64 {
        let mut hasher = DefaultHasher::new();
        Head::of_page(self, language, page).on_site(self, language, page).hash(&mut hasher);
        page.draft.html.hash(&mut hasher);
        page.kind().hash(&mut hasher);
        match page.kind() {
            PageKind::Overview => entries(language).for_each(|entry| entry.hash(&mut hasher)),
            PageKind::Form => format!("{:?}", self.organisation.lengths).hash(&mut hasher),
            PageKind::Leaflet => self.document_links(page).hash(&mut hasher),
            PageKind::Text | PageKind::Start | PageKind::NotFound => {}
        }
        hasher.finish()
    }

    /// The documents in the language of a page.
    fn document_links(&self, page: &Page) -> Vec<DocumentLink<'_>> {
        let language = self.languages.get(&page.language);
        let documents = language
            .into_iter()
            .flat_map(|language| language.documents.iter().map(move |document| (language, document)));
        let links = documents.map(|(language, document)| {
            let DocumentText { title, about } = document.kind.text(&language.texts.paper);
            let size_kb = document.bytes.len().div_ceil(1000).to_string();
            let file = fill_in(&language.texts.paper.file, &[("size", &size_kb)]);
            DocumentLink { address: url(&document.address), title, about, file }
        });
        links.collect()
    }

    fn render(
        &self,
        template: &str,
        language: &LanguageSite,
        head: &Head<'_>,
        page: &impl Serialize,
    ) -> Result<String, Problem> {
        self.templates.render(template, Some(Around { frame: &language.frame, head }), page)
    }

    /// Makes every page that only a function shows once, with made-up words, so that a mistake in a template stops the
    /// build and not a resident.
    pub(crate) fn rehearse(&self) -> Problems {
        let mut problems = Problems::default();
        self.languages.values().for_each(|language| self.rehearse_in(language, &mut problems));
        problems
    }

    fn rehearse_in(&self, language: &LanguageSite, problems: &mut Problems) {
        let mut form = Form::default();
        form.set(Field::Lang, &language.tag);
        let rules = self.rules(NaiveDate::default());
        if let Err(mistakes) = form.read(&rules) {
            problems.note(self.form_page(&form, Some(&mistakes)));
        }
        for (field, typed) in [
            (Field::Name, "Test"),
            (Field::Email, "test@voorbeeld.example"),
            (Field::IncidentMonth, "1"),
            (Field::IncidentYear, "1970"),
            (Field::About, "test"),
            (Field::Description, "test"),
        ] {
            form.set(field, typed);
        }
        if let Ok(complaint) = form.read(&rules) {
            let reference = Reference::draw(&complaint.digest(), 0);
            let receipt = Receipt { reference, received_on: NaiveDate::default() };
            problems.note(self.check_page(&form, &complaint));
            problems.note(self.confirmation_page(&complaint, &receipt));
            problems.note(self.not_sent_page(&form, &complaint));
            problems.note(self.confirmation_mail(&complaint, &receipt));
            problems.note(self.arrival_mail(&receipt, Confirmation::Sent));
            problems.note(self.undelivered_mail(&receipt, Undelivered::Bounced));
            self.rehearse_papers(&complaint, receipt, problems);
        }
        problems.note(self.message_page(&Language::new(&language.tag), Message::NotFound));
    }

    fn language_of(&self, form: &Form) -> Result<&LanguageSite, Problem> {
        self.language(&Language::new(form.typed(Field::Lang))).ok_or_else(no_such_language)
    }
}

impl Message {
    const fn text(self, language: &LanguageSite) -> &MessageText {
        let messages = &language.texts.messages;
        match self {
            Self::NotFound => &messages.not_found,
            Self::WrongMethod => &messages.wrong_method,
            Self::WrongContentType => &messages.wrong_content_type,
            Self::TooLarge => &messages.too_large,
            Self::Unreadable => &messages.unreadable,
            Self::CrossSite => &messages.cross_site,
            Self::Broken => &messages.broken,
        }
    }
}

/// The templates of pages: none uses another of them, and each may use any other template.
#[cfg(feature = "tool")]
pub(crate) const PAGE_TEMPLATES: [&str; 5] = ["page.html", "start.html", "form.html", "overview.html", "leaflet.html"];

/// The template of each kind of page.
pub(crate) const fn template_of(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Text | PageKind::NotFound => "page.html",
        PageKind::Start => "start.html",
        PageKind::Form => "form.html",
        PageKind::Overview => "overview.html",
        PageKind::Leaflet => "leaflet.html",
    }
}

/// The list of all pages of a language.
fn entries(language: &LanguageSite) -> impl Iterator<Item = Entry<'_>> {
    let pages = language.pages.iter().filter(|page| page.kind() != PageKind::NotFound);
    pages.map(|page| Entry::new(language, page, &page.matter().title))
}

/// Reading the site made sure that its own language is there.
pub(crate) fn no_such_language() -> Problem {
    Problem::with_file("content", Fault::NoTexts)
}
