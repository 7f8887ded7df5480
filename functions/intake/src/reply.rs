//! One answer, said in HTTP: as a page in the look of the site, or as JSON.

use crate::answer::Answer;
use crate::format::{Format, sent};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use complaint::{Earlier, Field, Form, Language, Mistakes, Receipt};
use serde::Serialize;
use views::{Message, Misfit, RenderError, Site};

/// Says answers in the words and the look of a site.
#[derive(Clone, Debug)]
pub(crate) struct Reply<'a> {
    site: &'a Site,
    format: Format,
    /// The language of an answer to what names none.
    language: Language,
}

/// The day on which each thing will have happened (F13, F15, F16).
#[derive(Serialize)]
struct ReceiptBody {
    reference: String,
    received_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<EarlierBody>,
    contact_by: String,
    answer_by: String,
    extended_answer_by: String,
}

/// The complaint with the same words that came in before.
#[derive(Serialize)]
struct EarlierBody {
    reference: String,
    received_on: String,
    is_closed: bool,
}

/// A problem document (RFC 9457).
#[derive(Serialize)]
struct ProblemBody<'a> {
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

#[derive(Serialize)]
struct FieldError {
    field: String,
    message: String,
}

/// What a form without mistakes is answered before it is sent: an empty list of errors.
#[derive(Serialize)]
struct CheckBody {
    errors: [FieldError; 0],
}

impl<'a> Reply<'a> {
    /// Answers as a client with these `headers` wants.
    pub(crate) fn to(site: &'a Site, headers: &HeaderMap) -> Self {
        Self { site, format: Format::wanted(headers), language: site.language_for(&sent(headers, &ACCEPT_LANGUAGE)) }
    }

    /// The answer as HTTP.
    pub(crate) fn with(&self, answer: &Answer) -> Response {
        let said = match self.format {
            Format::Html => self.page(answer),
            Format::Json => Ok(self.json(answer)),
        };
        let mut response = match said {
            Ok(said) => (status(answer), said).into_response(),
            Err(problem) => return self.broken(&problem),
        };
        if matches!(answer, Answer::NotSent { .. }) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }

    fn page(&self, answer: &Answer) -> Result<Response, RenderError> {
        let site = self.site;
        let html = match answer {
            Answer::Mistakes { form, mistakes } => site.form_page(form, Some(mistakes)),
            Answer::Change { form } => site.form_page(form, None),
            Answer::Check { form, complaint } => site.check_page(form, complaint),
            Answer::Confirmed { complaint, receipt } => site.confirmation_page(complaint, receipt),
            Answer::NotSent { form, complaint } => site.not_sent_page(form, complaint),
            Answer::Misfits(_) => site.message_page(&self.language, Message::Unreadable),
            Answer::Message(message) => site.message_page(&self.language, *message),
        }?;
        Ok(([(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
    }

    /// A template is at fault, which the build's rehearsal should have found; so no template is used to say so.
    fn broken(&self, problem: &RenderError) -> Response {
        let RenderError { file, line, column, .. } = problem;
        tracing::error!(file, line, column, "page not made");
        let (title, text) = self.site.message(&self.language, Message::Broken);
        let content_type = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
        (StatusCode::INTERNAL_SERVER_ERROR, content_type, format!("{title}\n\n{text}\n")).into_response()
    }

    fn json(&self, answer: &Answer) -> Response {
        match answer {
            Answer::Mistakes { form, mistakes } => self.mistakes(answer, form, mistakes),
            Answer::Misfits(misfits) => self.misfits(answer, misfits),
            Answer::Change { .. } | Answer::Check { .. } => body("application/json", &CheckBody { errors: [] }),
            Answer::Confirmed { receipt, .. } => body("application/json", &self.receipt(receipt)),
            Answer::NotSent { form, .. } => {
                Self::problem(answer, self.site.not_sent(&Language::new(form.typed(Field::Lang))))
            }
            Answer::Message(message) => Self::problem(answer, self.site.program_message(&self.language, *message)),
        }
    }

    fn mistakes(&self, answer: &Answer, form: &Form, mistakes: &Mistakes) -> Response {
        let language = Language::new(form.typed(Field::Lang));
        let errors = mistakes.iter().map(|mistake| FieldError {
            field: mistake.field.name().to_owned(),
            message: self.site.mistake(&language, *mistake),
        });
        let status = status(answer).as_u16();
        let title = self.site.error_title(&language);
        body("application/problem+json", &ProblemBody { title, status, detail: None, errors: errors.collect() })
    }

    /// The fields that are not the form's, each with what to do; or the one reason why there are none.
    fn misfits(&self, answer: &Answer, misfits: &[Misfit]) -> Response {
        let (title, _) = self.site.program_message(&self.language, Message::Unreadable);
        let told = |misfit: &Misfit| self.site.misfit(&self.language, misfit);
        let errors: Vec<FieldError> = misfits
            .iter()
            .filter_map(|misfit| Some(FieldError { field: misfit.field()?.to_owned(), message: told(misfit) }))
            .collect();
        let whole = misfits.iter().find(|misfit| misfit.field().is_none()).map(told);
        let detail = whole.as_deref().unwrap_or_else(|| self.site.misfits(&self.language));
        let status = status(answer).as_u16();
        body("application/problem+json", &ProblemBody { title, status, detail: Some(detail), errors })
    }

    fn problem(answer: &Answer, (title, detail): (&str, &str)) -> Response {
        let status = status(answer).as_u16();
        body("application/problem+json", &ProblemBody { title, status, detail: Some(detail), errors: Vec::new() })
    }

    fn receipt(&self, receipt: &Receipt) -> ReceiptBody {
        let dates = self.site.terms().dates(receipt.received_on);
        ReceiptBody {
            reference: receipt.reference.to_string(),
            received_on: dates.received_on.to_string(),
            earlier: receipt.earlier.map(|Earlier { reference, received_on, is_closed }| EarlierBody {
                reference: reference.to_string(),
                received_on: received_on.to_string(),
                is_closed,
            }),
            contact_by: dates.contact_by.to_string(),
            answer_by: dates.answer_by.to_string(),
            extended_answer_by: dates.extended_answer_by.to_string(),
        }
    }
}

/// The status of each answer, in one place (RFC 9110).
const fn status(answer: &Answer) -> StatusCode {
    match answer {
        Answer::Mistakes { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Answer::Misfits(_) => StatusCode::BAD_REQUEST,
        Answer::Change { .. } | Answer::Check { .. } => StatusCode::OK,
        Answer::Confirmed { .. } => StatusCode::CREATED,
        Answer::NotSent { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Answer::Message(message) => match message {
            Message::NotFound => StatusCode::NOT_FOUND,
            Message::WrongMethod | Message::OpenedAgain => StatusCode::METHOD_NOT_ALLOWED,
            Message::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Message::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Message::Unreadable => StatusCode::BAD_REQUEST,
            Message::CrossSite => StatusCode::FORBIDDEN,
            Message::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        },
    }
}

fn body(content_type: &'static str, value: &impl Serialize) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    ([(CONTENT_TYPE, content_type)], text).into_response()
}
