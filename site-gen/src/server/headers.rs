//! The headers of what is served: those that whoever publishes the pages must send too.

use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use views::SECURITY_HEADERS;

/// Of a page: ask whether it changed before showing it again.
pub(super) const ASKED_AGAIN: &str = "no-cache";

/// The headers of a file of the site.
///
/// Assets and pictures are named by what they hold and may be kept for ever; pages are asked for again. Text is UTF-8.
pub(super) fn head(path: &str, tag: &str, encoding: Option<&'static str>) -> HeaderMap {
    let is_asset = path.starts_with("assets/") || path.starts_with("pictures/");
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if kind.type_() == mime_guess::mime::TEXT { "; charset=utf-8" } else { "" };
    let mut head = HeaderMap::new();
    secure(&mut head);
    let kept = if is_asset { "public, max-age=31536000, immutable" } else { ASKED_AGAIN };
    head.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    head.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let of_one_file = [(CONTENT_TYPE, format!("{kind}{charset}")), (ETAG, format!("\"{tag}\""))];
    for (name, text) in of_one_file {
        if let Ok(value) = HeaderValue::try_from(text) {
            head.insert(name, value);
        }
    }
    if let Some(encoding) = encoding {
        head.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    head
}

/// Adds the headers that every answer of the site carries.
pub(super) fn secure(head: &mut HeaderMap) {
    for (name, value) in SECURITY_HEADERS {
        head.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
