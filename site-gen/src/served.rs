//! The built pages, served with the headers that whoever publishes them must send too.

use crate::headers::SECURITY_HEADERS;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

/// Serves `folder`, and the page of each language for what is not there.
pub fn serve(folder: &Path) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    Router::new()
        .fallback_service(files)
        .layer(from_fn_with_state(folder.to_owned(), show_not_found))
        .layer(from_fn(hide_dotfiles))
        .layer(from_fn(dress))
}

/// The site's own page for what is not there: that of the language whose folder was asked for.
async fn show_not_found(State(folder): State<PathBuf>, request: Request, next: Next) -> Response {
    let language = request.uri().path().split('/').nth(1).unwrap_or_default().to_owned();
    let is_read = request.method().is_safe();
    let response = next.run(request).await;
    if response.status() != StatusCode::NOT_FOUND || !is_read {
        return response;
    }
    let is_name = !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let own = is_name.then(|| folder.join(language).join("404.html"));
    for page in own.into_iter().chain([folder.join("404.html")]) {
        if let Ok(bytes) = tokio::fs::read(&page).await {
            let html = [(CONTENT_TYPE, "text/html")];
            return (StatusCode::NOT_FOUND, html, Body::from(bytes)).into_response();
        }
    }
    response
}

/// The generator's own list of files is no page.
async fn hide_dotfiles(request: Request, next: Next) -> Response {
    // Files are found by the decoded path, so that is what is looked at.
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy();
    if path.contains("/.") { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}

/// Assets and pictures are named by what they hold and may be kept for ever; pages are asked for again. Text is UTF-8.
async fn dress(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_asset = path.starts_with("/assets/") || path.starts_with("/pictures/");
    let mut response = next.run(request).await;
    let is_found = response.status().is_success();
    let kept = if is_asset && is_found { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    for (name, value) in SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let with_charset = kind.filter(|kind| kind.starts_with("text/") && !kind.contains("charset"));
    let with_charset = with_charset.and_then(|kind| HeaderValue::try_from(format!("{kind}; charset=utf-8")).ok());
    if let Some(value) = with_charset {
        headers.insert(CONTENT_TYPE, value);
    }
    response
}
