#![doc = include_str!("../README.md")]

mod answer;
mod format;
mod json;
mod origin;
mod reply;
mod request;

use answer::Answer;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{map_request, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use complaint::{Complaint, DigestKey, Form, Language, day_of_receipt};
use register::Register;
use reply::Reply;
use request::{Posted, Unread};
use std::sync::Arc;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use views::{Message, SECURITY_HEADERS, Site, weighted};

/// What the intake works with. Only `main` knows where they come from.
#[derive(Debug)]
pub struct Intake {
    /// The last good site: an editor may change it while the service runs.
    site: watch::Receiver<Arc<Site>>,
    register: Register,
    key: DigestKey,
    now: fn() -> DateTime<Utc>,
}

impl Intake {
    /// An intake that shows its pages in the look of `site`, keeps complaints in `register` under the `key` of the
    /// installation, and reads the time from `now`.
    #[must_use]
    pub fn new(site: impl Into<Arc<Site>>, register: Register, key: DigestKey, now: fn() -> DateTime<Utc>) -> Self {
        // Nobody sends another: the receiver keeps this one.
        Self::following(watch::Sender::new(site.into()).subscribe(), register, key, now)
    }

    /// An intake that always shows its pages in the look of the last of `sites`.
    #[must_use]
    pub const fn following(
        sites: watch::Receiver<Arc<Site>>,
        register: Register,
        key: DigestKey,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        Self { site: sites, register, key, now }
    }

    fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.borrow())
    }

    /// The first step: mistakes, or everything shown back. Nothing is stored.
    fn check(&self, site: &Site, posted: Posted) -> Answer {
        if posted.change {
            return Answer::Change { form: posted.form };
        }
        let received_on = day_of_receipt((self.now)());
        Self::read(site, posted, received_on)
            .map_or_else(|answer| *answer, |(form, complaint)| Answer::Check { form, complaint })
    }

    /// The second step: reads the form again, never trusting the page before, and keeps the complaint.
    async fn send(&self, site: &Site, posted: Posted) -> Answer {
        let now = (self.now)();
        let received_on = day_of_receipt(now);
        let (form, complaint) = match Self::read(site, posted, received_on) {
            Ok(read) => read,
            Err(answer) => return *answer,
        };
        match self.register.keep(&complaint, &self.key, now, &site.terms().dates(received_on)).await {
            Ok(kept) => {
                let (reference, is_suspect) = (kept.receipt.reference, complaint.is_suspect());
                tracing::info!(%reference, was_known = kept.was_known, is_suspect, "complaint kept");
                Answer::Confirmed { complaint, receipt: kept.receipt }
            }
            Err(error) => {
                tracing::error!(%error, "complaint not confirmed");
                Answer::NotSent { form, complaint }
            }
        }
    }

    /// The complaint and the form it was read from, or the answer to one that is not right.
    fn read(site: &Site, posted: Posted, today: NaiveDate) -> Result<(Form, Complaint), Box<Answer>> {
        match posted.form.read(&site.rules(today)) {
            Ok(complaint) => Ok((posted.form, complaint)),
            Err(mistakes) => Err(Box::new(Answer::Mistakes { form: posted.form, mistakes })),
        }
    }
}

/// The two steps of the form, and an answer to everything else below `/formulier`. No such answer may be stored by anyone.
///
/// To be merged with the pages; for the function alone there is [`standalone`].
pub fn routes(intake: Intake) -> Router {
    unstored(steps()).with_state(Arc::new(intake))
}

/// The function alone: [`routes`], an answer to every other path too, and the security headers on all of them.
pub fn standalone(intake: Intake) -> Router {
    secured(unstored(steps().fallback(not_found)).with_state(Arc::new(intake)))
}

fn steps() -> Router<Arc<Intake>> {
    Router::new()
        .route("/formulier/controleren", post(check))
        .route("/formulier/versturen", post(send))
        .route("/formulier/datums/{language}/{file}", get(calendar))
        .route("/formulier/openapi.json", get(openapi))
        .route("/formulier/bereikbaar", get(reach))
        .route("/formulier", any(not_found))
        .route("/formulier/", any(not_found))
        .route("/formulier/{*rest}", any(not_found))
        .method_not_allowed_fallback(wrong_method)
}

fn unstored(router: Router<Arc<Intake>>) -> Router<Arc<Intake>> {
    router.layer(map_response(no_store)).layer(CompressionLayer::new()).layer(map_request(gzip_or_plain))
}

/// Leaves of what a client accepts only whether it takes gzip. A client that takes neither that nor plain bytes gets plain bytes:
/// the compression would turn whatever was answered, a confirmation too, into 406, which RFC 9110, 12.5.3, does not ask for.
async fn gzip_or_plain(mut request: Request) -> Request {
    let takes_gzip = takes_gzip(request.headers());
    let headers = request.headers_mut();
    headers.remove(ACCEPT_ENCODING);
    if takes_gzip {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    request
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings = accepted.flat_map(weighted);
    codings.any(|(coding, weight)| coding.eq_ignore_ascii_case("gzip") && weight > 0.0)
}

/// Puts the site's security headers on every answer of `router`.
pub fn secured(router: Router) -> Router {
    router.layer(map_response(async |mut response: Response| {
        for (name, value) in SECURITY_HEADERS {
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        response
    }))
}

async fn no_store(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(axum::http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(axum::http::header::VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

async fn check(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    let site = intake.site();
    let reply = Reply::to(&site, request.headers());
    let answer = match request::read(&site, request).await {
        Ok(posted) => intake.check(&site, posted),
        Err(unread) => unread.into(),
    };
    reply.with(&answer)
}

async fn send(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    let site = intake.site();
    let reply = Reply::to(&site, request.headers());
    let answer = match request::read(&site, request).await {
        Ok(posted) => intake.send(&site, posted).await,
        Err(unread) => unread.into(),
    };
    reply.with(&answer)
}

/// `nl/2026-11-22.ics`: the dates that follow from a day of receipt, for a calendar.
async fn calendar(
    State(intake): State<Arc<Intake>>,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Response {
    let Path((language, file)) = path.unwrap_or_else(|_| Path(Default::default()));
    // A day has one address: what chrono reads besides, such as `2026-1-2`, is not found.
    let day = file.strip_suffix(".ics").and_then(|typed| {
        let day: NaiveDate = typed.parse().ok()?;
        (day.to_string() == typed).then_some(day)
    });
    let received = day.filter(|day| *day <= day_of_receipt((intake.now)()) && day.year() >= EARLIEST_YEAR);
    let site = intake.site();
    let calendar = received.and_then(|day| site.calendar(&Language::new(language), day));
    calendar.map_or_else(
        || Reply::to(&site, request.headers()).with(&Answer::Message(Message::NotFound)),
        |calendar| ([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response(),
    )
}

/// No complaint was received before the procedure existed (its leaflet is of 2022).
const EARLIEST_YEAR: i32 = 2022;

/// The JSON answers, described for programs (`OpenAPI` 3.1); `tests/tests/openapi.rs` holds it true.
async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], include_str!("openapi.json"))
}

/// Whether a complaint could be kept now, for whoever keeps watch. It leaves nothing behind and tells nothing but that.
async fn reach(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    match intake.register.reach().await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            tracing::error!(%error, "register not reached");
            Reply::to(&intake.site(), request.headers()).with(&Answer::Message(Message::Broken))
        }
    }
}

async fn not_found(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    Reply::to(&intake.site(), request.headers()).with(&Answer::Message(Message::NotFound))
}

/// Only the two steps of the form have nothing to read: whoever opens one saw a page there before, perhaps the confirmation.
async fn wrong_method(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let message = if is_read { Message::OpenedAgain } else { Message::WrongMethod };
    Reply::to(&intake.site(), request.headers()).with(&Answer::Message(message))
}

impl From<Unread> for Answer {
    fn from(unread: Unread) -> Self {
        Self::Message(match unread {
            Unread::CrossSite => Message::CrossSite,
            Unread::ContentType => Message::WrongContentType,
            Unread::TooLarge => Message::TooLarge,
            Unread::BrokenOff => Message::Unreadable,
            Unread::NotTheForm(misfits) => return Self::Misfits(misfits),
        })
    }
}
