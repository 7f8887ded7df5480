//! The built pages, served with the headers that whoever publishes them must send too.
//!
//! All that is served is in a [`StaticFiles`]; a request is a look-up there, and no path from outside reaches the file system.

use super::headers::{ASKED_AGAIN, secure};
use super::static_files::{Representation, StaticFile, StaticFiles};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use std::sync::Arc;
use views::weighted;

/// Serves `files`, and the page of each language for what is not there.
pub(crate) fn serve(files: Arc<StaticFiles>) -> Router {
    Router::new().fallback(answer).with_state(files)
}

async fn answer(State(files): State<Arc<StaticFiles>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = bare(StatusCode::METHOD_NOT_ALLOWED);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET,HEAD"));
        return refused;
    }
    let Some(path) = decoded(request.uri()) else { return bare(StatusCode::NOT_FOUND) };
    let path = path.as_str();
    if let Some(kept) = files.at(path) {
        return found(&kept, request.headers());
    }
    if !path.ends_with('/') && files.at(&format!("{path}/")).is_some() {
        return moved(request.uri());
    }
    let language = path.split('/').nth(1).unwrap_or_default();
    let own = files.at(&format!("/{language}/404.html")).or_else(|| files.at("/404.html"));
    own.map_or_else(
        || bare(StatusCode::NOT_FOUND),
        |page| whole(page.representation_for(accepted(request.headers())), StatusCode::NOT_FOUND),
    )
}

/// The path as pages are named: `/contact/index.html` is `/contact/`.
fn decoded(uri: &Uri) -> Option<String> {
    let mut path = percent_decode_str(uri.path()).decode_utf8().ok()?.into_owned();
    if path.ends_with("/index.html") {
        path.truncate(path.len() - "index.html".len());
    }
    Some(path)
}

/// The page, or that the client has it already.
fn found(kept: &StaticFile, asked: &HeaderMap) -> Response {
    let copy = kept.representation_for(accepted(asked));
    if !is_known(copy, asked) {
        return whole(copy, StatusCode::OK);
    }
    let mut unchanged = Response::new(Body::empty());
    *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
    *unchanged.headers_mut() = copy.head.clone();
    for of_the_body in [CONTENT_TYPE, CONTENT_ENCODING] {
        unchanged.headers_mut().remove(of_the_body);
    }
    unchanged
}

/// Only a tag tells whether a page is the same: a date has whole seconds, in which a page can change twice. No tag of ours has a
/// comma.
fn is_known(copy: &Representation, asked: &HeaderMap) -> bool {
    let own = copy.head.get(ETAG).map(HeaderValue::as_bytes);
    let lists = asked.get_all(IF_NONE_MATCH).into_iter().filter_map(|list| list.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|tag| tag == "*" || Some(tag.as_bytes()) == own)
}

fn whole(copy: &Representation, status: StatusCode) -> Response {
    let mut response = Response::new(Body::from(copy.bytes.clone()));
    *response.status_mut() = status;
    *response.headers_mut() = copy.head.clone();
    if status != StatusCode::OK {
        // It is the answer to another path: there is nothing to know again.
        response.headers_mut().remove(ETAG);
    }
    response
}

/// `/contact` is asked for; `/contact/` is there.
fn moved(uri: &Uri) -> Response {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    let mut response = bare(StatusCode::TEMPORARY_REDIRECT);
    if let Ok(location) = HeaderValue::try_from(format!("{}/{query}", uri.path())) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn bare(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(ASKED_AGAIN));
    secure(response.headers_mut());
    response
}

/// The encodings that a client takes, and we may have: brotli, gzip.
fn accepted(asked: &HeaderMap) -> (bool, bool) {
    let (mut brotli, mut gzip) = (false, false);
    let values = asked.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    for (coding, weight) in values.flat_map(weighted) {
        match coding {
            name if name.eq_ignore_ascii_case("br") => brotli = weight > 0.0,
            name if name.eq_ignore_ascii_case("gzip") => gzip = weight > 0.0,
            _ => {}
        }
    }
    (brotli, gzip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_taken_where_it_is_named_and_not_refused() {
        for (value, expected) in [
            ("", (false, false)),
            ("gzip, deflate, br, zstd", (true, true)),
            ("GZIP;q=0.5", (false, true)),
            ("br;q=0, gzip; q=1.0", (false, true)),
            ("gzip;q=0.000", (false, false)),
            ("gzip;q=much", (false, false)),
            ("brotli, x-gzip", (false, false)),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            assert_eq!(accepted(&asked), expected, "{value}");
        }
    }

    #[test]
    fn a_path_is_that_of_a_page_however_it_is_written() {
        for (asked, path) in [
            ("/contact/", Some("/contact/")),
            ("/contact/index.html", Some("/contact/")),
            ("/index.html?a=b", Some("/")),
            ("/%63ontact/", Some("/contact/")),
            ("/myindex.html", Some("/myindex.html")),
            ("/%ff", None),
        ] {
            assert_eq!(decoded(&asked.parse().unwrap()).as_deref(), path, "{asked}");
        }
    }
}
