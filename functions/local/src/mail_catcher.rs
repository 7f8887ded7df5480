//! The mails that would go out: caught in a folder, and shown to whoever sits at this machine.

use crate::key::Key;
use crate::page::{escaped, page};
use crate::private;
use axum::Router;
use axum::extract::{Path as UrlPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use complaint::{Reference, day_of_receipt, local_time};
use mail_parser::{Message, MessageParser};
use notices::{Mailer, MessageId, OutgoingMail, SendError};
use site_gen::is_own_host;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

/// Where the mails are shown.
pub(crate) const ADDRESS: &str = "/_lokaal/post";

/// What they are all below.
const BELOW: &str = "/_lokaal";

/// A folder of mails, one file each: `20261122T100000000Z-K-7Q4M-2X9B-sender.eml`.
#[derive(Clone, Debug)]
pub(crate) struct MailCatcher {
    folder: PathBuf,
    now: fn() -> DateTime<Utc>,
}

impl MailCatcher {
    /// Catches mails in `folder`, which is made with the first of them.
    pub(crate) const fn new(folder: PathBuf, now: fn() -> DateTime<Utc>) -> Self {
        Self { folder, now }
    }

    /// Writes one mail for nobody but whoever runs the service: it holds a complaint.
    fn write(&self, mail: &OutgoingMail) -> io::Result<String> {
        private::folder(&self.folder).map_err(io::Error::other)?;
        let time = (self.now)().format("%Y%m%dT%H%M%S%3fZ");
        let name = format!("{time}-{}.eml", mail.key);
        // Under another name until it is whole.
        let part = self.folder.join(format!(".{name}"));
        let mut file = private::file().truncate(true).open(&part)?;
        file.write_all(&mail.mime)?;
        file.sync_all()?;
        fs::rename(part, self.folder.join(&name))?;
        // The name is on the disk too: a mail that the register marks as sent is there after a power cut.
        File::open(&self.folder)?.sync_all()?;
        Ok(name)
    }

    /// Removes the mails about a complaint that is gone, half written ones too; tells how many.
    pub(crate) fn forget(&self, reference: Reference) -> io::Result<usize> {
        let about = format!("-{reference}-");
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            entries => entries?,
        };
        let mut count = 0;
        for entry in entries {
            let entry = entry?;
            let is_its = entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.strip_suffix(".eml").is_some_and(|name| name.contains(&about)));
            if is_its {
                fs::remove_file(entry.path())?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// The names of the mails, newest first.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter(|name| name.strip_suffix(".eml").is_some() && !name.starts_with('.')).collect();
        names.sort_unstable_by(|one, other| other.cmp(one));
        names
    }

    /// The mail of that name. Only a name that is in the folder is opened: an address cannot lead out of it.
    fn open(&self, name: &str) -> Option<Vec<u8>> {
        let name = self.names().into_iter().find(|there| there == name)?;
        fs::read(self.folder.join(name)).ok()
    }

    /// The pages that show the mails to who holds `key`, `secured` like all others and then with stricter headers of their own: to be
    /// merged last.
    pub(crate) fn routes(self, key: Key, secured: fn(Router) -> Router) -> Router {
        let pages = Router::new()
            .route(ADDRESS, get(list))
            .route(&format!("{ADDRESS}/{{name}}"), get(show))
            .route(&format!("{ADDRESS}/{{name}}/html"), get(html))
            .route(&format!("{ADDRESS}/{{name}}/eml"), get(eml))
            .with_state(self);
        secured(key.before(pages, BELOW)).layer(from_fn(for_this_machine))
    }
}

impl Mailer for MailCatcher {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, SendError> {
        let (post, mail) = (self.clone(), mail.clone());
        let written = tokio::task::spawn_blocking(move || post.write(&mail)).await.map_err(io::Error::other);
        match written.and_then(|name| name) {
            Ok(name) => Ok(MessageId(name)),
            Err(error) => Err(SendError::Later(format!("cannot write to the folder: {}", error.kind()))),
        }
    }
}

/// Mails hold words of residents, so they are shown under this machine's own names only: the page of a stranger whose name
/// was made to lead here must not read them. None of them is stored or framed, and none loads anything.
async fn for_this_machine(request: Request, next: Next) -> Response {
    if !is_own_host(request.headers()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        // `sandbox` also when the HTML of a mail is opened by itself: it may do nothing at all.
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups allow-downloads",
        ),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn list(State(post): State<MailCatcher>) -> Html<String> {
    let row = |name: String| {
        let bytes = post.open(&name)?;
        let mail = MessageParser::default().parse(&bytes)?;
        Some(format!(
            "<tr><td>{}</td><td dir=\"ltr\" translate=\"no\">{}</td><td><a href=\"{ADDRESS}/{}\">{}</a></td></tr>\n",
            escaped(&time(&mail)),
            escaped(to(&mail)),
            escaped(&name),
            escaped(mail.subject().unwrap_or("(geen onderwerp)")),
        ))
    };
    let rows: String = post.names().into_iter().filter_map(row).collect();
    let body = if rows.is_empty() {
        "<p>Er is nog geen e-mail.</p>".to_owned()
    } else {
        format!(
            "<table><thead><tr><th>Tijd</th><th>Aan</th><th>Onderwerp</th></tr></thead>\n<tbody>\n{rows}</tbody></table>"
        )
    };
    page("Post", &format!("<p>Deze e-mails zijn niet verstuurd. Ze staan alleen op deze computer.</p>\n{body}"))
}

async fn show(State(post): State<MailCatcher>, UrlPath(name): UrlPath<String>) -> Response {
    let Some(bytes) = post.open(&name) else { return missing() };
    let Some(mail) = MessageParser::default().parse(&bytes) else { return missing() };
    let name = escaped(&name);
    let body = format!(
        "<p><a href=\"{ADDRESS}\">Alle post</a></p>\n<dl><dt>Aan</dt><dd dir=\"ltr\" translate=\"no\">{}</dd><dt>Tijd</dt><dd>{}</dd></dl>\n\
         <pre dir=\"auto\" translate=\"no\">{}</pre>\n<p><a href=\"{ADDRESS}/{name}/html\">Bekijk de opgemaakte e-mail</a></p>\n\
         <p><a href=\"{ADDRESS}/{name}/eml\">Download de e-mail (eml)</a></p>",
        escaped(to(&mail)),
        escaped(&time(&mail)),
        escaped(&mail.body_text(0).unwrap_or_default()),
    );
    page(mail.subject().unwrap_or("(geen onderwerp)"), &body).into_response()
}

/// The HTML of a mail as it is, in a page that may do nothing.
async fn html(State(post): State<MailCatcher>, UrlPath(name): UrlPath<String>) -> Response {
    let Some(bytes) = post.open(&name) else { return missing() };
    let html = MessageParser::default().parse(&bytes).and_then(|mail| mail.body_html(0).map(Cow::into_owned));
    html.map_or_else(missing, |html| Html(html).into_response())
}

async fn eml(State(post): State<MailCatcher>, UrlPath(name): UrlPath<String>) -> Response {
    let Some(bytes) = post.open(&name) else { return missing() };
    ([(CONTENT_TYPE, "message/rfc822"), (CONTENT_DISPOSITION, "attachment")], bytes).into_response()
}

fn missing() -> Response {
    let body = format!("<p><a href=\"{ADDRESS}\">Alle post</a></p>");
    (StatusCode::NOT_FOUND, page("Deze e-mail bestaat niet", &body)).into_response()
}

fn to<'a>(mail: &'a Message<'_>) -> &'a str {
    mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default()
}

/// In the time of Heemstede.
fn time(mail: &Message<'_>) -> String {
    let at = mail.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    at.map_or_else(String::new, |at| format!("{} {}", day_of_receipt(at), local_time(at).format("%H:%M")))
}
