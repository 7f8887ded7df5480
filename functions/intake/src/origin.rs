//! Requests that a browser marks as coming from another site.

use axum::http::header::{HOST, HeaderMap, ORIGIN};

/// Whether the browser says that the form stood on another site.
///
/// # Source
/// `Sec-Fetch-Site` of the Fetch Metadata specification decides where it is sent; older browsers send only `Origin`
/// (RFC 6454), which is compared with the host that was asked and with `site_address`. A program sends neither, and is
/// welcome: there is no session that it could ride on.
pub(crate) fn is_cross_site(headers: &HeaderMap, site_address: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "cross-site";
    }
    let Some(origin) = text(ORIGIN.as_str()).filter(|origin| *origin != "null") else { return false };
    let hosts = [text(HOST.as_str()), text("x-forwarded-host"), Some(host(site_address))];
    !hosts.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(host(origin)))
}

fn host(address: &str) -> &str {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    after_scheme.split('/').next().unwrap_or(after_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn refused(sent: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.insert(HeaderName::from_static(name), value.parse().unwrap());
        }
        is_cross_site(&headers, "https://klachten.example")
    }

    #[test]
    fn a_browser_that_marks_the_request_decides() {
        assert!(refused(&[("sec-fetch-site", "cross-site")]));
        assert!(!refused(&[("sec-fetch-site", "same-origin"), ("origin", "https://other.example")]));
        assert!(!refused(&[("sec-fetch-site", "none")]));
    }

    #[test]
    fn an_older_browser_is_known_by_its_origin() {
        assert!(refused(&[("origin", "https://evil.example"), ("host", "klachten.example")]));
        assert!(!refused(&[("origin", "http://127.0.0.1:8000"), ("host", "127.0.0.1:8000")]));
        assert!(!refused(&[("origin", "https://klachten.example"), ("host", "function.amazonaws.example")]));
        assert!(!refused(&[("origin", "null"), ("host", "klachten.example")]));
    }

    #[test]
    fn a_program_without_marks_is_welcome() {
        assert!(!refused(&[]));
    }
}
