//! A page or JSON: what a client wants to be answered with.

use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName};
use headers_accept::Accept;
use mediatype::names::{APPLICATION, CHARSET, HTML, JSON, PROBLEM, Q, TEXT};
use mediatype::{MediaType, MediaTypeBuf, ReadParams};

/// How the client wants to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A page.
    Html,
    /// JSON, and RFC 9457 problem documents.
    Json,
}

/// What there is, as a client may name it.
const PAGES: [MediaType<'_>; 1] = [MediaType::new(TEXT, HTML)];
const DOCUMENTS: [MediaType<'_>; 2] =
    [MediaType::new(APPLICATION, JSON), MediaType::from_parts(APPLICATION, PROBLEM, Some(JSON), &[])];

impl Format {
    /// What a client with these `headers` prefers: as it weighs the two, and else what it names first. Who weighs them alike and
    /// names neither gets JSON if it sends JSON, and else a page. So does who wants neither: a resident must never be
    /// refused an answer.
    ///
    /// # Source
    /// RFC 9110, 12.5.1.
    pub(crate) fn wanted(headers: &HeaderMap) -> Self {
        let accepted = sent(headers, &ACCEPT);
        let accepted: Vec<String> = accepted.split(',').filter_map(range).collect();
        let accepted = if accepted.is_empty() { "*/*".to_owned() } else { accepted.join(",") };
        let sends_json = essence(headers) == "application/json";
        let (first, then) = if sends_json { (&DOCUMENTS[..], &PAGES[..]) } else { (&PAGES[..], &DOCUMENTS[..]) };
        let best = accepted.parse::<Accept>().ok().and_then(|accept| accept.negotiate(first.iter().chain(then)));
        match best {
            Some(best) if best.ty == TEXT => Self::Html,
            Some(_) => Self::Json,
            None => Self::Html,
        }
    }
}

/// A range without its parameters but for the weight: there is one kind of page and of JSON, whatever `charset` is asked for.
fn range(written: &str) -> Option<String> {
    let range: MediaTypeBuf = written.trim().parse().ok()?;
    let weight = range.get_param(Q).map(|weight| format!(";q={weight}"));
    Some(format!("{}{}", range.essence(), weight.unwrap_or_default()))
}

/// All that was sent under `name`, in one line.
pub(crate) fn sent(headers: &HeaderMap, name: &HeaderName) -> String {
    let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    lines.collect::<Vec<_>>().join(",")
}

/// The media type of what was sent, without its parameters, in small letters.
pub(crate) fn essence(headers: &HeaderMap) -> String {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether what was sent says that it is in another encoding than UTF-8, of which ASCII is a part.
pub(crate) fn is_other_charset(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let charset = MediaType::parse(content_type)
        .ok()
        .and_then(|media| media.get_param(CHARSET).map(|value| value.unquoted_str().into_owned()));
    charset
        .is_some_and(|charset| !["utf-8", "utf8", "us-ascii"].iter().any(|known| charset.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn wanted(lines: &[&[u8]], content_type: &str) -> Format {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(ACCEPT, HeaderValue::from_bytes(line).unwrap());
        }
        headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
        Format::wanted(&headers)
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_that_prefers_json_gets_json() {
        use Format::{Html, Json};
        for (accept, expected) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html),
            ("application/json", Json),
            ("APPLICATION/JSON", Json),
            ("application/json; charset=UTF-8", Json),
            ("application/problem+json, application/json;q=0.9", Json),
            ("application/*", Json),
            ("application/json, text/plain, */*", Json),
            ("application/json, text/html;q=0.9", Json),
            ("text/html;q=0.1, application/json", Json),
            ("text/html;q=0, */*", Json),
            ("*/*;q=0.1, application/json;q=0.05", Html),
            ("text/html, application/json", Html),
            ("application/json, text/html", Json),
            ("application/json;q=0", Html),
            ("text/*", Html),
            ("*/*", Html),
            ("image/png", Html),
            ("", Html),
            ("no range at all", Html),
            (" , ,application/json, x", Json),
        ] {
            assert_eq!(wanted(&[accept.as_bytes()], ""), expected, "{accept}");
        }
        assert_eq!(wanted(&[], ""), Html);
        assert_eq!(wanted(&[b"text/html;q=0.5", b"application/json"], ""), Json);
        assert_eq!(wanted(&[b"\xff", b"application/json"], ""), Json);
    }

    #[test]
    fn who_sends_json_and_names_nothing_gets_json() {
        let sends_json = |accept: &str| wanted(&[accept.as_bytes()], "application/json");
        assert_eq!(sends_json("*/*"), Format::Json);
        assert_eq!(sends_json(""), Format::Json);
        assert_eq!(sends_json("text/html, */*;q=0.8"), Format::Html);
    }

    #[test]
    fn only_another_charset_is_refused() {
        let is_other = |content_type: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
            is_other_charset(&headers)
        };
        for known in
            ["application/json", "application/json; charset=\"UTF-8\"", "application/json;charset=utf-8", "a/b;", ""]
        {
            assert!(!is_other(known), "{known}");
        }
        assert!(is_other("application/json; Charset=ISO-8859-1"));
    }
}
