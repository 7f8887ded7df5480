//! The form as a program sends it: one JSON object, with a text for each field.

use complaint::{Field, Form};
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use std::collections::BTreeSet;
use std::fmt;
use views::Misfit;

/// More than this nobody mends at once, and an answer is no longer than it must be.
const MOST_MISFITS: usize = 50;

/// Reads a JSON object into a form.
///
/// Nothing but the fields of the form is held: a list or an object within it is passed over as it comes, however large or deep.
///
/// # Errors
/// Everything in it that is not the form's, or else the first place where it is no JSON. Holds no value that was sent.
/// # Source
/// RFC 8259; a byte order mark in front is passed over, as its section 8.1 allows.
pub(crate) fn read(body: &[u8]) -> Result<Form, Vec<Misfit>> {
    let text = str::from_utf8(body).map_err(|_| vec![Misfit::NotUtf8])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut from = serde_json::Deserializer::from_str(text);
    let read = from.deserialize_map(Reading::default()).and_then(|read| from.end().map(|()| read));
    match read {
        Ok(Reading { form, misfits, .. }) if misfits.is_empty() => Ok(form),
        Ok(Reading { misfits, .. }) => Err(misfits),
        Err(error) if error.classify() == Category::Data => Err(vec![Misfit::NotAnObject]),
        Err(error) => Err(vec![place(text, error.line(), error.column())]),
    }
}

/// Where the JSON ends to be JSON. Serde counts bytes, people characters; its message could hold what was sent.
fn place(text: &str, line: usize, column_bytes: usize) -> Misfit {
    let before = text.split('\n').nth(line.saturating_sub(1)).and_then(|text| text.get(..column_bytes));
    let column = before.map_or(column_bytes, |before| before.chars().count());
    Misfit::NotJson { line: line.max(1), column: column.max(1) }
}

#[derive(Default)]
struct Reading {
    form: Form,
    seen: BTreeSet<Field>,
    misfits: Vec<Misfit>,
}

impl Reading {
    fn misfit(&mut self, misfit: Misfit) {
        if self.misfits.len() < MOST_MISFITS {
            self.misfits.push(misfit);
        }
    }

    fn take(&mut self, field: Field, typed: Typed) {
        match typed {
            _ if !self.seen.insert(field) => self.misfit(Misfit::Twice(field)),
            Typed::Text(text) => self.form.set(field, text),
            Typed::Number(number) if is_number(field) => self.form.set(field, number),
            Typed::Number(_) => self.misfit(Misfit::Number(field)),
            Typed::Nothing => {}
            Typed::Other => self.misfit(Misfit::NotAText(field)),
        }
    }
}

/// Whether a field may be a JSON number. A phone number may not: as a number it has lost its first zero.
const fn is_number(field: Field) -> bool {
    matches!(field, Field::IncidentDay | Field::IncidentMonth | Field::IncidentYear)
}

impl<'de> Visitor<'de> for Reading {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the fields of the form")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if let Some(field) = Field::named(&name) {
                let typed = map.next_value()?;
                self.take(field, typed);
            } else {
                map.next_value::<IgnoredAny>()?;
                self.misfit(Misfit::unknown(&name));
            }
        }
        Ok(self)
    }
}

/// The value of one field.
enum Typed {
    Text(String),
    Number(String),
    /// `null`
    Nothing,
    /// True, false, a list or an object.
    Other,
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Value;
        impl<'de> Visitor<'de> for Value {
            type Value = Typed;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Typed, E> {
                Ok(Typed::Text(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Typed, E> {
                Ok(Typed::Number(number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Typed, E> {
                Ok(Typed::Number(number.to_string()))
            }

            // `3.0` is an integer to JSON Schema.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Typed, E> {
                Ok(Typed::Number(number.to_string()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Typed, E> {
                Ok(Typed::Nothing)
            }

            fn visit_bool<E: de::Error>(self, _: bool) -> Result<Typed, E> {
                Ok(Typed::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Typed, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Typed::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Typed, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Typed::Other)
            }
        }
        from.deserialize_any(Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misfits(body: &str) -> Vec<Misfit> {
        read(body.as_bytes()).unwrap_err()
    }

    #[test]
    fn json_has_texts_and_for_the_date_numbers() {
        let form =
            read("\u{feff}{\"name\":\"Test\",\"incident_day\":3,\"incident_month\":3.0,\"wish\":null}".as_bytes())
                .unwrap();
        assert_eq!(form.typed(Field::IncidentDay), "3");
        assert_eq!(form.typed(Field::IncidentMonth), "3");
        assert_eq!(form.typed(Field::Wish), "");
    }

    #[test]
    fn everything_that_is_not_the_forms_is_told_at_once() {
        let body = r#"{"nmae":[{}],"phone":235483828,"wish":true,"about":[[[1]],{"a":2}],"lang":"nl","lang":"en"}"#;
        let expected = [
            Misfit::Unknown { name: "nmae".into(), meant: Some(Field::Name) },
            Misfit::Number(Field::Phone),
            Misfit::NotAText(Field::Wish),
            Misfit::NotAText(Field::About),
            Misfit::Twice(Field::Lang),
        ];
        assert_eq!(misfits(body), expected);
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for (body, line, column) in [
            ("", 1, 1),
            ("{", 1, 1),
            ("{\n  \"name\": \"é\" x", 2, 15),
            (r#"{"name":"\ud800"}"#, 1, 16),
            (r#"{"name":1e400}"#, 1, 13),
            ("{} x", 1, 4),
            ("{\"name\":[[[[[", 1, 13),
        ] {
            assert_eq!(misfits(body), [Misfit::NotJson { line, column }], "{body}");
        }
    }

    #[test]
    fn what_is_no_object_or_no_utf_8_is_told() {
        for body in ["[]", "[[[[", "1", "null", "\"{}\""] {
            assert_eq!(misfits(body), [Misfit::NotAnObject], "{body}");
        }
        assert_eq!(read(b"{\"name\":\"\xe9\"}"), Err(vec![Misfit::NotUtf8]));
    }

    #[test]
    fn of_endless_unknown_fields_only_some_are_told_and_of_an_endless_name_only_its_beginning() {
        let many: Vec<String> = (0..1000).map(|number| format!("\"f{number}\":1")).collect();
        assert_eq!(misfits(&format!("{{{}}}", many.join(","))).len(), MOST_MISFITS);
        let [Misfit::Unknown { name, meant: None }] = &misfits(&format!("{{\"{}\":1}}", "é".repeat(5000)))[..] else {
            panic!("no such field");
        };
        assert_eq!(name.chars().count(), 41);
    }
}
