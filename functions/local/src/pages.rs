//! The built pages, served with the headers that whoever publishes them must send too.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// Serves `folder`, in each language below its root, with the site's own page for what is not there.
pub(crate) fn serve<'a>(folder: &Path, roots: impl Iterator<Item = &'a str>) -> Router {
    let router = roots.fold(Router::new(), |router, root| {
        let folder = folder.join(root.trim_matches('/'));
        let not_found = ServeFile::new(folder.join("404.html")).precompressed_br().precompressed_gzip();
        let files = ServeDir::new(folder).precompressed_br().precompressed_gzip().not_found_service(not_found);
        if root == "/" { router.fallback_service(files) } else { router.nest_service(root, files) }
    });
    router.layer(from_fn(hide_dotfiles)).layer(from_fn(dress))
}

/// The generator's own list of files is no page.
async fn hide_dotfiles(request: Request, next: Next) -> Response {
    // Files are found by the decoded path, so that is what is looked at.
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy();
    if path.contains("/.") { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}

/// Assets are named by what they hold and may be kept for ever; pages are asked for again. Text is UTF-8.
async fn dress(request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let is_found = response.status().is_success();
    let kept = if is_asset && is_found { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let with_charset = kind.filter(|kind| kind.starts_with("text/") && !kind.contains("charset"));
    let with_charset = with_charset.and_then(|kind| HeaderValue::try_from(format!("{kind}; charset=utf-8")).ok());
    if let Some(value) = with_charset {
        headers.insert(CONTENT_TYPE, value);
    }
    response
}
