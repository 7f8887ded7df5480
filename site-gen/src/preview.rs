//! Pages as an editor sees them: they load again by themselves, and say what is wrong until it is mended.
//!
//! Only here do pages ask for news and load a script for it; what is published does neither.

use crate::fault::{MessageLanguage, Severity};
use crate::problem::Problem;
use crate::report::Report;
use crate::site::Site;
use crate::workshop::Rebuilt;
use crate::writer::BuildError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, IF_MODIFIED_SINCE,
    IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use serde::Serialize;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Tera};
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

const PANEL: &str = include_str!("preview/panel.html");
const STYLE: &str = include_str!("preview/preview.css");
const SCRIPT: &str = include_str!("preview/reload.js");

/// What is put before the end of the head of each page.
const HEAD: &str =
    "<link rel=\"stylesheet\" href=\"/.preview/preview.css\">\n<script src=\"/.preview/reload.js\" defer></script>\n";

/// What is shown where there is no page.
const NO_PAGE: &str = "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<title>404</title>\n</head>\n<body>\n</body>\n</html>\n";

/// The state of a preview, shared by all who look at it.
#[derive(Clone, Debug)]
pub struct Preview {
    report: Report,
    shown: Arc<RwLock<Shown>>,
    /// Whoever looks hears from it that something changed. Gone when the preview ends, so that nobody waits for more.
    news: Arc<RwLock<Option<broadcast::Sender<()>>>>,
}

/// What the pages show besides themselves.
#[derive(Debug, Default)]
struct Shown {
    /// What stops the build; as long as there is any, the pages are those of the last good one.
    errors: Vec<Said>,
    /// Why a page is not on the site, by its address.
    unpublished: HashMap<String, String>,
    /// What is not right on a page, but stops nobody, by its address.
    notes: HashMap<String, Vec<Said>>,
}

/// A problem in words.
#[derive(Clone, Debug, Serialize)]
struct Said {
    severity: Severity,
    place: String,
    message: String,
    before: String,
    marked: String,
    after: String,
    hint: String,
}

#[derive(Serialize)]
struct Panel<'a> {
    is_dutch: bool,
    errors: &'a [Said],
    unpublished: &'a str,
    notes: &'a [Said],
}

impl Preview {
    /// A preview that says things in `language`.
    #[must_use]
    pub fn new(language: MessageLanguage) -> Self {
        let (news, _) = broadcast::channel(16);
        let report = Report { language, is_coloured: false };
        Self { report, shown: Arc::default(), news: Arc::new(RwLock::new(Some(news))) }
    }

    /// Shows what became of building the site again, and lets the pages load again.
    pub fn show(&self, rebuilt: &Rebuilt) {
        let language = self.report.language;
        {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            match &rebuilt.result {
                Ok((site, _)) => *shown = Shown::of(site, language),
                Err(BuildError::Problems(problems)) => {
                    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
                    shown.errors = errors.map(|problem| Said::of(problem, language)).collect();
                }
                Err(BuildError::Write(error)) => {
                    shown.errors = vec![Said { message: self.report.write_error(error), ..Said::nothing() }];
                }
            }
        }
        let news = self.news.read().unwrap_or_else(PoisonError::into_inner);
        // Nobody may be looking.
        let _ = news.as_ref().map(|news| news.send(()));
    }

    /// Ends it: nobody waits for news any more, so that a server can stop.
    pub fn end(&self) {
        *self.news.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The same pages, with what an editor needs.
    pub fn around(&self, pages: Router) -> Router {
        let own = Router::new()
            .route("/.preview/preview.css", get(async || ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)))
            .route("/.preview/reload.js", get(async || ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)))
            .route("/.preview/news", get(news))
            .with_state(self.clone());
        pages.layer(from_fn_with_state(self.clone(), dress)).merge(own)
    }

    /// The panel on the page at `address`; nothing if there is nothing to say.
    fn panel(&self, address: &str) -> String {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let panel = Panel {
            is_dutch: self.report.language == MessageLanguage::Dutch,
            errors: &shown.errors,
            unpublished: shown.unpublished.get(address).map_or("", String::as_str),
            notes: shown.notes.get(address).map_or(&[], Vec::as_slice),
        };
        if panel.errors.is_empty() && panel.unpublished.is_empty() && panel.notes.is_empty() {
            return String::new();
        }
        let mut tera = Tera::new();
        let made = tera
            .add_raw_template("panel.html", PANEL)
            .and_then(|()| Context::from_serialize(&panel))
            .and_then(|context| tera.render("panel.html", &context));
        // Its template is part of the program, and a test shows it.
        made.unwrap_or_default()
    }
}

impl Shown {
    fn of(site: &Site, language: MessageLanguage) -> Self {
        let mut shown = Self::default();
        for page in site.languages.values().flat_map(|language| &language.pages) {
            if let Some(why) = page.unpublished {
                shown.unpublished.insert(page.address.clone(), why.in_words(language));
            }
            let file = &page.draft.source.shown;
            let notes = site.notes().iter().filter(|problem| problem.file == *file);
            let notes: Vec<Said> = notes.map(|problem| Said::of(problem, language)).collect();
            if !notes.is_empty() {
                shown.notes.insert(page.address.clone(), notes);
            }
        }
        shown
    }
}

impl Said {
    fn of(problem: &Problem, language: MessageLanguage) -> Self {
        let (start, end) = problem.marked;
        let part = |from: usize, to: usize| problem.excerpt.get(from..to).unwrap_or_default().to_owned();
        Self {
            severity: problem.severity(),
            place: format!("{}:{}:{}", problem.file, problem.line, problem.column),
            message: problem.message(language),
            before: part(0, start),
            marked: part(start, end),
            after: part(end, problem.excerpt.len()),
            hint: problem.hint(language).unwrap_or_default(),
        }
    }

    fn nothing() -> Self {
        let [place, message, before, marked, after, hint] = <[String; 6]>::default();
        Self { severity: Severity::Error, place, message, before, marked, after, hint }
    }
}

/// Puts the panel on each page that is opened. What answers a form is left as it is: it would be sent again.
async fn dress(State(preview): State<Preview>, mut request: Request, next: Next) -> Response {
    let (is_opened, address) = (request.method() == Method::GET, request.uri().path().to_owned());
    // A page may be the same and its panel not; and only what is not compressed can be added to.
    let headers = request.headers_mut();
    for name in [ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH] {
        headers.remove(name);
    }
    let response = next.run(request).await;
    let (mut head, body) = response.into_parts();
    head.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // As long as no build was good there is no page at all, and the panel is all there is to see.
    let is_missing = head.status == StatusCode::NOT_FOUND && !is_html(&head.headers);
    if !is_opened || !(is_missing || is_html(&head.headers)) {
        return Response::from_parts(head, body);
    }
    let page = if is_missing {
        head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        NO_PAGE.to_owned()
    } else {
        let Ok(bytes) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let page = page.replacen("</head>", &format!("{HEAD}</head>"), 1);
    let page = page.replacen("<body>", &format!("<body>\n{}", preview.panel(&address)), 1);
    head.headers.remove(CONTENT_LENGTH);
    let policy = head.headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = policy.and_then(|policy| HeaderValue::try_from(format!("{policy}; connect-src 'self'")).ok());
    if let Some(policy) = policy {
        head.headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(head, Body::from(page))
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// An event each time that something changed (server-sent events).
async fn news(State(preview): State<Preview>) -> Response {
    let news = preview.news.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(broadcast::Sender::subscribe);
    let Some(news) = news else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    // One that missed some has heard enough: it loads again all the same.
    let events = BroadcastStream::new(news).map(|_| Ok::<_, Infallible>(Event::default().data("changed")));
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
