//! The plain pages of this machine, which no resident sees.

use axum::response::Html;
use pulldown_cmark_escape::escape_html;

/// A page with this `title`; `body` is HTML.
pub(crate) fn page(title: &str, body: &str) -> Html<String> {
    let title = escaped(title);
    Html(format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    ))
}

const STYLE: &str = ":root{color-scheme:light dark}body{overflow-wrap:anywhere;font:1.125rem/1.6 system-ui,sans-serif;max-width:60rem;margin:0 auto;\
padding:1rem}th{text-align:start}th,td{padding:.25rem 1rem .25rem 0;vertical-align:top}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border:1px solid;padding:1rem}dt{font-weight:bold}dd{margin:0 0 .5rem}";

/// What somebody wrote, as text in HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    match escape_html(&mut escaped, text) {
        Ok(()) => escaped,
        // Writing to a text does not fail; if it ever does, half of it is not shown.
        Err(_) => String::new(),
    }
}
