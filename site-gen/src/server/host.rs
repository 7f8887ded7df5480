//! Under which name a server on this machine was asked for.

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// Whether a request came under one of this machine's own names. Under any other, the page of a stranger whose name was made to lead
/// here could read the answer.
///
/// ```
/// use axum::http::{HeaderMap, HeaderValue, header::HOST};
///
/// let under = |host| HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]);
/// assert!(site_gen::is_own_host(&under("localhost:8000")) && site_gen::is_own_host(&under("[::1]:8000")));
/// assert!(!site_gen::is_own_host(&under("elders.example:8000")));
/// ```
#[must_use]
pub fn is_own_host(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_port = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}
