//! Words compared without regard to case and punctuation.

use serde::Deserialize;
use std::collections::HashSet;

const SOFT_HYPHEN: char = '\u{ad}';

/// Short texts, without regard to case and punctuation.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Names(HashSet<String>);

impl From<Vec<String>> for Names {
    fn from(names: Vec<String>) -> Self {
        Self(names.iter().map(|name| plain(name)).collect())
    }
}

impl Names {
    /// Whether a text that [`plain`] made is one of these.
    pub(super) fn has(&self, plain: &str) -> bool {
        self.0.contains(plain)
    }
}

/// A text in small letters, with one blank between its words and without punctuation around them.
pub(super) fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(is_no_letter)).filter(|word| !word.is_empty());
    words.map(small).collect::<Vec<_>>().join(" ")
}

pub(super) fn small(word: &str) -> String {
    let letters = word.chars().flat_map(char::to_lowercase).filter(|letter| *letter != SOFT_HYPHEN);
    letters.map(|letter| if letter == '’' { '\'' } else { letter }).collect()
}

pub(super) fn is_no_letter(letter: char) -> bool {
    !letter.is_alphanumeric()
}
