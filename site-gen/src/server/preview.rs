//! Pages as an editor sees them: they load again by themselves, and say what is wrong until it is mended.
//!
//! Only here do pages ask for news and load a script for it; what is published does neither.

use super::host::is_own_host;
use crate::project::BuildReport;
use crate::report::Report;
use crate::writer::BuildError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Tera};
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;
use website::{MessageLanguage, Problem, Severity, Website};

const PANEL: &str = include_str!("preview/panel.html");
const STYLE: &str = include_str!("preview/preview.css");
const SCRIPT: &str = include_str!("preview/reload.js");

/// What is put before the end of the head of a page. It knows which version of the site it is of.
fn with_script(version: &str) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"/.preview/preview.css\">\n\
         <script src=\"/.preview/reload.js\" data-version=\"{version}\" defer></script>\n</head>"
    )
}

/// What is shown where there is no page.
const NO_PAGE: &str = "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<title>404</title>\n</head>\n<body>\n</body>\n</html>\n";

/// The state of a preview, shared by all who look at it.
#[derive(Clone, Debug)]
pub struct Preview {
    report: Report,
    shown: Arc<RwLock<Shown>>,
    /// Whoever looks hears of each new version. Gone when the preview ends, so that nobody waits for more.
    news: Arc<RwLock<Option<watch::Sender<String>>>>,
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
    /// The same for files that are no page.
    general: Vec<Said>,
    /// Which version of the site this is; another one each time that anything changes, also after a new start.
    version: String,
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
    notes: Vec<&'a Said>,
}

impl Preview {
    /// A preview that says things in `language`.
    #[must_use]
    pub fn new(language: MessageLanguage) -> Self {
        let news = watch::Sender::new(String::new());
        let report = Report { language, is_coloured: false };
        Self { report, shown: Arc::default(), news: Arc::new(RwLock::new(Some(news))) }
    }

    /// Shows what became of building the site again, and lets the pages load again.
    pub fn show(&self, rebuilt: &BuildReport) {
        let language = self.report.language;
        // Worked out before anybody has to wait for it.
        let new = match &rebuilt.result {
            Ok((site, _)) => Ok(Shown::of(site, language)),
            Err(BuildError::Problems(problems)) => {
                let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
                Err(errors.map(|problem| Said::of(problem, language)).collect())
            }
            Err(BuildError::Write(error)) => {
                Err(vec![Said { message: self.report.write_error(error), ..Said::nothing() }])
            }
        };
        let is_nothing = rebuilt.result.as_ref().is_ok_and(|(_, written)| written.is_nothing());
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        let is_same = is_nothing && shown.errors.is_empty() && !shown.version.is_empty();
        let version = if is_same { shown.version.clone() } else { new_version() };
        match new {
            Ok(new) => *shown = new,
            Err(errors) => shown.errors = errors,
        }
        shown.version.clone_from(&version);
        drop(shown);
        let news = self.news.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(news) = news.as_ref() {
            news.send_if_modified(|before| std::mem::replace(before, version.clone()) != version);
        }
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
        pages.layer(from_fn_with_state(self.clone(), dress)).merge(own).layer(from_fn(refuse_other_hosts))
    }

    /// The version of the page at `address`, and the panel on it; that is empty if there is nothing to say.
    fn panel(&self, address: &str) -> (String, String) {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let own = shown.notes.get(address).into_iter().flatten();
        let panel = Panel {
            is_dutch: self.report.language == MessageLanguage::Dutch,
            errors: &shown.errors,
            unpublished: shown.unpublished.get(address).map_or("", String::as_str),
            notes: own.chain(&shown.general).collect(),
        };
        let version = shown.version.clone();
        if panel.errors.is_empty() && panel.unpublished.is_empty() && panel.notes.is_empty() {
            return (version, String::new());
        }
        let mut tera = Tera::new();
        let made = tera
            .add_raw_template("panel.html", PANEL)
            .and_then(|()| Context::from_serialize(&panel))
            .and_then(|context| tera.render("panel.html", &context));
        // Its template is part of the program, and a test shows it.
        (version, made.unwrap_or_default())
    }
}

/// A version that no other has. The keys of a hasher are drawn at random.
fn new_version() -> String {
    RandomState::new().hash_one(std::process::id()).to_string()
}

impl Shown {
    fn of(website: &Website, language: MessageLanguage) -> Self {
        let mut shown = Self::default();
        let mut by_file: HashMap<&str, Vec<Said>> = HashMap::new();
        for problem in website.notes() {
            by_file.entry(&problem.file).or_default().push(Said::of(problem, language));
        }
        let mut of_pages = HashSet::new();
        for page in website.pages() {
            if let Some(why) = page.unpublished {
                shown.unpublished.insert(page.address.clone(), why.in_words(language));
            }
            let file = page.file();
            of_pages.insert(file);
            if let Some(notes) = by_file.get(file) {
                shown.notes.insert(page.address.clone(), notes.clone());
            }
        }
        let general = by_file.into_iter().filter(|(file, _)| !of_pages.contains(file));
        shown.general = general.flat_map(|(_, said)| said).collect();
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
    let is_opened = request.method() == Method::GET;
    let address = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    // A page may be the same and its panel not; and only what is not compressed can be added to.
    let headers = request.headers_mut();
    for name in [ACCEPT_ENCODING, IF_NONE_MATCH] {
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
    let (version, panel) = preview.panel(&address);
    let page = page.replacen("</head>", &with_script(&version), 1);
    let page = page.replacen("<body>", &format!("<body>\n{panel}"), 1);
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

/// Refuses who comes by another name than this machine's own: another website could give itself its address.
async fn refuse_other_hosts(request: Request, next: Next) -> Response {
    if is_own_host(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

/// The version of the site now, and each one that follows (server-sent events).
async fn news(State(preview): State<Preview>) -> Response {
    let news = preview.news.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(watch::Sender::subscribe);
    let Some(news) = news else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let events = WatchStream::new(news).map(|version| Ok::<_, Infallible>(Event::default().data(version)));
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
