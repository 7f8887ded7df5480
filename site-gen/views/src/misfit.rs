//! What a program sent that is not the form, and what it is told.

use crate::placeholder::fill_in;
use crate::similar::most_similar;
use crate::site::Site;
use complaint::{Field, Language};

/// One thing in JSON that is not the form's. Holds no value that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is no UTF-8.
    NotUtf8,
    /// It is no JSON from this place on.
    NotJson {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
    /// It is JSON, but no object.
    NotAnObject,
    /// The form has no such field.
    Unknown {
        /// What it is called, or how that begins.
        name: String,
        /// The one that was probably meant.
        meant: Option<Field>,
    },
    /// A field is there again.
    Twice(Field),
    /// A field is a number, and would lose its first zero.
    Number(Field),
    /// A field is true, false, a list or an object.
    NotAText(Field),
}

/// # Units
/// Characters.
const LONGEST_NAME_CHARS: usize = 40;

impl Misfit {
    /// A field of this name, which the form does not have.
    #[must_use]
    pub fn unknown(name: &str) -> Self {
        let meant =
            most_similar(name, 0.75, Field::ALL.into_iter().filter(|field| *field != Field::Trap).map(Field::name));
        let end = name.char_indices().nth(LONGEST_NAME_CHARS).map(|(place, _)| place);
        let name = end.map_or_else(|| name.to_owned(), |end| format!("{}…", &name[..end]));
        Self::Unknown { name, meant: meant.and_then(Field::named) }
    }

    /// The name of the field that it is about, if it is about one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::NotUtf8 | Self::NotJson { .. } | Self::NotAnObject => None,
            Self::Unknown { name, .. } => Some(name),
            Self::Twice(field) | Self::Number(field) | Self::NotAText(field) => Some(field.name()),
        }
    }
}

impl Site {
    /// What a program is told of `misfit`.
    #[must_use]
    pub fn misfit(&self, language: &Language, misfit: &Misfit) -> String {
        let Some(texts) = self.language(language).map(|language| &language.texts.programs) else {
            return String::new();
        };
        match misfit {
            Misfit::NotUtf8 => texts.not_utf8.clone(),
            Misfit::NotJson { line, column } => {
                fill_in(&texts.not_json, &[("line", &line.to_string()), ("column", &column.to_string())])
            }
            Misfit::NotAnObject => texts.not_an_object.clone(),
            Misfit::Unknown { meant: Some(meant), .. } => fill_in(&texts.did_you_mean, &[("field", meant.name())]),
            Misfit::Unknown { meant: None, .. } => texts.unknown.clone(),
            Misfit::Twice(_) => texts.twice.clone(),
            Misfit::Number(_) => texts.number.clone(),
            Misfit::NotAText(_) => texts.not_a_text.clone(),
        }
    }
}
