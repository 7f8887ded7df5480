//! What was sent, read into a form as it was typed.

use crate::origin::is_cross_site;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use complaint::{Field, Form};
use http_body_util::LengthLimitError;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use site_gen::Site;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;

/// The most that a form may weigh, in bytes.
const BODY_LIMIT_BYTES: usize = 64 * 1024;

/// Up to here a body that is too large is still read: the sender gets every word back, with what to shorten.
const READ_LIMIT_BYTES: usize = 1024 * 1024;

/// The button of the check page that goes back to a field.
const CHANGE: &str = "change";

/// A form that was posted.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    /// What was typed.
    pub(crate) form: Form,
    /// Whether the sender wants to change something, rather than go on.
    pub(crate) change: bool,
    /// Whether it weighs more than [`BODY_LIMIT_BYTES`].
    pub(crate) is_too_large: bool,
}

/// Why nothing could be read. No variant holds what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A browser says that the form stood on another site.
    CrossSite,
    /// Neither `application/x-www-form-urlencoded` nor `application/json`.
    ContentType,
    /// More than [`READ_LIMIT_BYTES`].
    TooLarge,
    /// Broken off, not UTF-8, not JSON, a field twice, or a JSON field or value that the form does not have.
    NotText,
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
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let read = match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => read_form,
        "application/json" => read_json,
        _ => return Err(Unread::ContentType),
    };
    let posted = read(&body).ok_or(Unread::NotText)?;
    Ok(Posted { is_too_large: body.len() > BODY_LIMIT_BYTES, ..posted })
}

async fn whole(body: Body) -> Result<Bytes, Unread> {
    to_bytes(body, READ_LIMIT_BYTES).await.map_err(|error| {
        let is_too_large = error.source().is_some_and(<dyn Error>::is::<LengthLimitError>);
        if is_too_large { Unread::TooLarge } else { Unread::NotText }
    })
}

fn read_form(body: &[u8]) -> Option<Posted> {
    // The pairs are decoded leniently; whether all of it is text is asked first.
    percent_encoding::percent_decode(body).decode_utf8().ok()?;
    let mut posted = Posted::default();
    let mut seen = BTreeSet::new();
    for (name, typed) in form_urlencoded::parse(body) {
        match Field::named(&name) {
            Some(field) if seen.insert(field) => posted.form.set(field, typed),
            Some(_) => return None,
            None => posted.change |= name == CHANGE,
        }
    }
    Some(posted)
}

fn read_json(body: &[u8]) -> Option<Posted> {
    let JsonFields(fields) = serde_json::from_slice(body).ok()?;
    let mut posted = Posted::default();
    let mut seen = BTreeSet::new();
    for (name, value) in fields {
        let field = Field::named(&name).filter(|field| seen.insert(*field))?;
        let typed = match value {
            Value::String(text) => text,
            Value::Number(number) if is_number(field) => number.to_string(),
            Value::Null => String::new(),
            Value::Number(_) | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        };
        posted.form.set(field, typed);
    }
    Some(posted)
}

/// Whether a field may be a JSON number. A phone number may not: as a number it has lost its first zero.
const fn is_number(field: Field) -> bool {
    matches!(field, Field::IncidentDay | Field::IncidentMonth | Field::IncidentYear)
}

/// The fields of a JSON object as they came: a map would keep only the last of two with one name.
struct JsonFields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for JsonFields {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = JsonFields;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with the fields of the form")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonFields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(JsonFields(fields))
            }
        }
        from.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_that_is_broken_off_is_not_told_that_it_is_too_large() {
        let (sender, body) = http_body_util::channel::Channel::<Bytes, std::io::Error>::new(1);
        sender.abort(std::io::ErrorKind::TimedOut.into());
        assert_eq!(whole(Body::new(body)).await, Err(Unread::NotText));
        let large = Body::from(vec![b'a'; READ_LIMIT_BYTES + 1]);
        assert_eq!(whole(large).await, Err(Unread::TooLarge));
    }

    #[test]
    fn a_form_is_read_with_its_plus_signs_percent_signs_and_line_breaks() {
        let posted = read_form(b"name=Test+Voorbeeld&description=een%0D%0Atwee%2B%C3%A9&unknown=1").unwrap();
        assert_eq!(posted.form.typed(Field::Name), "Test Voorbeeld");
        assert_eq!(posted.form.typed(Field::Description), "een\r\ntwee+é");
        assert!(!posted.change);
    }

    #[test]
    fn the_button_to_change_something_is_seen() {
        assert!(read_form(b"name=Test&change=about").unwrap().change);
    }

    #[test]
    fn a_form_that_is_no_text_or_has_a_field_twice_is_refused() {
        assert!(read_form(b"name=%FF%FE").is_none());
        assert!(read_form(b"name=\xff").is_none());
        assert!(read_form(b"name=a&name=b").is_none());
        assert!(read_form(b"name=&name=b").is_none());
    }

    #[test]
    fn json_has_texts_and_for_the_date_numbers() {
        let posted = read_json(br#"{"name":"Test","incident_day":3,"wish":null}"#).unwrap();
        assert_eq!(posted.form.typed(Field::IncidentDay), "3");
        assert_eq!(posted.form.typed(Field::Wish), "");
    }

    #[test]
    fn json_that_the_form_does_not_know_is_refused() {
        for body in [
            "",
            "[]",
            "{",
            r#"{"name":["a"]}"#,
            r#"{"nmae":"a"}"#,
            r#"{"phone":201234567}"#,
            r#"{"name":"\ud800"}"#,
            r#"{"name":"a","name":"b"}"#,
        ] {
            assert!(read_json(body.as_bytes()).is_none(), "{body}");
        }
    }
}
