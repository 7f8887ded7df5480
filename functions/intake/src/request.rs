//! What was sent, read into a form as it was typed.

use crate::format::{essence, is_other_charset};
use crate::json;
use crate::origin::is_cross_site;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use complaint::{Field, Form, Lengths};
use http_body_util::LengthLimitError;
use std::collections::BTreeSet;
use std::error::Error;
use views::{Misfit, Site};

/// The most that is read. Every text of the form fits at its greatest length, in any script.
const READ_LIMIT_BYTES: usize = 1024 * 1024;

/// Percent-encoded, or as two `\\u` of JSON, a character weighs up to 12 bytes. The rest is for names, the date and what was typed in vain.
const _: () = assert!(12 * Lengths::MOST_CHARS + 64 * 1024 <= READ_LIMIT_BYTES);

/// The button of the check page that goes back to a field.
const CHANGE: &str = "change";

/// A form that was posted.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    /// What was typed.
    pub(crate) form: Form,
    /// Whether the sender wants to change something, rather than go on.
    pub(crate) change: bool,
}

/// Why nothing could be read. No variant holds a word that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A browser says that the form stood on another site.
    CrossSite,
    /// Neither `application/x-www-form-urlencoded` nor `application/json`, or not in UTF-8.
    ContentType,
    /// More than [`READ_LIMIT_BYTES`].
    TooLarge,
    /// Its sender broke off.
    BrokenOff,
    /// JSON that is not the form, or none.
    NotTheForm(Vec<Misfit>),
}

/// Reads a request.
///
/// # Errors
/// See [`Unread`].
pub(crate) async fn read(site: &Site, request: Request) -> Result<Posted, Unread> {
    let (head, body) = request.into_parts();
    // What is refused is read first: a browser that is cut off while it sends shows an error of its own, not our answer.
    let body = whole(body).await?;
    if is_cross_site(&head.headers, site.address()) {
        return Err(Unread::CrossSite);
    }
    if is_other_charset(&head.headers) {
        return Err(Unread::ContentType);
    }
    match essence(&head.headers).as_str() {
        "application/x-www-form-urlencoded" => Ok(read_form(&body)),
        "application/json" => {
            let form = json::read(&body).map_err(Unread::NotTheForm)?;
            Ok(Posted { form, change: false })
        }
        _ => Err(Unread::ContentType),
    }
}

async fn whole(body: Body) -> Result<Bytes, Unread> {
    to_bytes(body, READ_LIMIT_BYTES).await.map_err(|error| {
        let is_too_large = error.source().is_some_and(<dyn Error>::is::<LengthLimitError>);
        if is_too_large { Unread::TooLarge } else { Unread::BrokenOff }
    })
}

/// Reads what a browser's form posts. Every word is kept, also what no browser sends: a field that is there twice gets both texts,
/// and what is no UTF-8 becomes U+FFFD, which the sender sees.
fn read_form(body: &[u8]) -> Posted {
    let mut posted = Posted::default();
    let mut seen = BTreeSet::new();
    for (name, typed) in form_urlencoded::parse(body) {
        let Some(field) = Field::named(&name) else {
            posted.change |= name == CHANGE;
            continue;
        };
        let is_first = seen.insert(field);
        let before = posted.form.typed(field);
        let typed = if is_first || before == typed { typed } else { format!("{before}\n{typed}").into() };
        posted.form.set(field, typed);
    }
    posted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_that_is_broken_off_is_not_told_that_it_is_too_large() {
        let (sender, body) = http_body_util::channel::Channel::<Bytes, std::io::Error>::new(1);
        sender.abort(std::io::ErrorKind::TimedOut.into());
        assert_eq!(whole(Body::new(body)).await, Err(Unread::BrokenOff));
        let large = Body::from(vec![b'a'; READ_LIMIT_BYTES + 1]);
        assert_eq!(whole(large).await, Err(Unread::TooLarge));
    }

    #[test]
    fn a_form_is_read_with_its_plus_signs_percent_signs_and_line_breaks() {
        let posted = read_form(b"name=Test+Voorbeeld&description=een%0D%0Atwee%2B%C3%A9&unknown=1");
        assert_eq!(posted.form.typed(Field::Name), "Test Voorbeeld");
        assert_eq!(posted.form.typed(Field::Description), "een\r\ntwee+é");
        assert!(!posted.change);
    }

    #[test]
    fn the_button_to_change_something_is_seen() {
        assert!(read_form(b"name=Test&change=about").change);
    }

    #[test]
    fn a_form_that_no_browser_sends_keeps_every_word() {
        assert_eq!(read_form(b"name=a&name=b&name=b").form.typed(Field::Name), "a\nb\nb");
        assert_eq!(read_form(b"name=&name=b").form.typed(Field::Name), "\nb");
        assert_eq!(read_form(b"name=a%FFb").form.typed(Field::Name), "a\u{fffd}b");
        assert_eq!(read_form(b"name=a\xffb").form.typed(Field::Name), "a\u{fffd}b");
    }
}
