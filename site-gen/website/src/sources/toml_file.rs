//! TOML as editors write it, read into a type that knows every key.

mod mended;

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::Problem;
use crate::facts::Expanded;
use chrono::NaiveDate;
use mended::Mended;
use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Reads `toml`, which begins at the byte `start` of the filled text.
///
/// # Errors
/// Every unknown or missing key and every value of another kind, each with its place; or else the first text that is no TOML.
pub(crate) fn read<T: DeserializeOwned>(filled: &Expanded<'_>, start: usize, toml: &str) -> Result<T, Vec<Problem>> {
    read_without(None, filled, start, toml)
}

/// Reads all of a file but for the table `read_before`.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_rest<T: DeserializeOwned>(read_before: &str, filled: &Expanded<'_>) -> Result<T, Vec<Problem>> {
    read_without(Some(read_before), filled, 0, &filled.text)
}

fn read_without<T: DeserializeOwned>(
    read_before: Option<&str>,
    filled: &Expanded<'_>,
    start: usize,
    toml: &str,
) -> Result<T, Vec<Problem>> {
    let rest = |table: &mut DeTable<'_>| {
        read_before.map(|key| table.remove(key));
        put_in_values(filled, table);
    };
    if let Ok(mut table) = DeTable::parse(toml) {
        rest(table.get_mut());
        if let Ok(value) = T::deserialize(toml::de::Deserializer::from(table)) {
            return Ok(value);
        }
    }
    let placed = |error: &toml::de::Error, written: &ProblemKind| {
        let range = error.span().unwrap_or_default();
        // A missing key has no place of its own: the head of its table is marked.
        let from = toml.floor_char_boundary(range.start);
        let line_end = toml[from..].find('\n').map_or(toml.len(), |newline| from + newline);
        let range = from + start..range.end.min(line_end) + start;
        let problem = filled.problem(range, written.clone());
        match written {
            ProblemKind::UnknownKey { key } => problem.did_you_mean(key, quoted(error.message()).skip(1)),
            ProblemKind::UnknownValue { found, known } => problem.did_you_mean(found, known.iter().map(String::as_str)),
            _ => problem,
        }
    };
    let (mut table, errors) = DeTable::parse_recoverable(toml);
    // Only the first: what follows a slip is most often no slip of its own.
    if let Some(error) = errors.first() {
        let start = toml.floor_char_boundary(error.span().unwrap_or_default().start);
        let line_start = toml[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let value =
            toml[line_start..].lines().next().unwrap_or_default().split_once('=').map_or("", |(_, value)| value);
        let is_curly = value.trim_start().starts_with(['“', '”', '„', '‘', '’']);
        return Err(vec![placed(error, &if is_curly { ProblemKind::CurlyQuotes } else { no_toml(error.message()) })]);
    }
    rest(table.get_mut());
    let mut problems = Vec::new();
    // Serde stops at the first mistake. So each is mended, as far as that can be done, and the table read again.
    let mut mended = Mended::new(table, toml.len());
    while let Err(error) = T::deserialize(mended.deserializer()) {
        let (fault, span) = (fault(error.message()), error.span().unwrap_or_default());
        let problem = placed(&error, &fault);
        if mended.is_new(&fault, &span) {
            problems.push(problem.clone());
        }
        if !mended.mend(&fault, &span, problem.meant.as_deref()) {
            break;
        }
    }
    Err(problems)
}

/// Puts the values of facts into the texts, now that none of them can be taken for TOML.
fn put_in_values(filled: &Expanded<'_>, table: &mut DeTable<'_>) {
    table.iter_mut().for_each(|(_, value)| put_in_value(filled, value.get_mut()));
}

fn put_in_value(filled: &Expanded<'_>, value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => {
            if let Cow::Owned(words) = filled.in_words(text) {
                *text = Cow::Owned(words);
            }
        }
        DeValue::Array(items) => items.iter_mut().for_each(|item| put_in_value(filled, item.get_mut())),
        DeValue::Table(table) => put_in_values(filled, table),
        _ => {}
    }
}

/// What serde, or a reader of ours, says of a value that does not fit.
fn fault(message: &str) -> ProblemKind {
    let mut names = quoted(message).map(str::to_owned);
    let (what, rest) = message.split_once(": ").unwrap_or((message, ""));
    if message.starts_with("unknown field") {
        let key = names.next().unwrap_or_default();
        if NO_LONGER_NEEDED.contains(&key.as_str()) {
            ProblemKind::NoLongerNeeded { key }
        } else {
            ProblemKind::UnknownKey { key }
        }
    } else if message.starts_with("missing field") {
        ProblemKind::MissingKey { key: names.next().unwrap_or_default() }
    } else if message.starts_with("unknown variant") {
        ProblemKind::UnknownValue { found: names.next().unwrap_or_default(), known: names.collect() }
    } else if let Some((found, expected)) = rest.rsplit_once(", expected ").filter(|_| what.starts_with("invalid ")) {
        ProblemKind::WrongValue { found: found.to_owned(), expected: expected.to_owned() }
    } else if let Some(number) = message.strip_prefix(UNSEEN) {
        ProblemKind::UnseenCharacter { number: number.to_owned() }
    } else {
        match message {
            NOT_A_DAY => ProblemKind::NotADay,
            NOT_A_WEEKDAY => ProblemKind::NotAWeekday,
            NOT_AN_HOUR => ProblemKind::NotAnHour,
            NOT_A_LOCALE => ProblemKind::NotALocale,
            NOT_A_PATTERN => ProblemKind::NotAPattern,
            NOT_AN_ADDRESS => ProblemKind::NotAnAddress,
            EMPTY => ProblemKind::Empty,
            SEVERAL_LINES => ProblemKind::SeveralLines,
            NOT_AN_EMAIL => ProblemKind::NotAnEmail,
            NOT_A_PHONE => ProblemKind::NotAPhone,
            NOT_A_POSTCODE => ProblemKind::NotAPostcode,
            NOT_MONTHS => ProblemKind::NotMonths,
            NOT_A_RETENTION => ProblemKind::NotARetention,
            TOO_FEW_NUMBERS => ProblemKind::TooFewNumbers,
            _ => no_toml(message),
        }
    }
}

fn no_toml(message: &str) -> ProblemKind {
    if message.starts_with("duplicate key") {
        return ProblemKind::DuplicateKey;
    }
    ProblemKind::NoToml { detail: message.lines().collect::<Vec<_>>().join("; ") }
}

/// "unknown field `tittle`, expected one of `title`, `description`": the words in backquotes.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Keys that files of earlier versions have.
const NO_LONGER_NEEDED: [&str; 1] = ["phone_international"];

// What our own readers say; `fault` knows each.
const NOT_A_DAY: &str = "not a day";
pub(crate) const NOT_A_WEEKDAY: &str = "not a day of the week";
pub(crate) const NOT_AN_HOUR: &str = "not an hour";
pub(crate) const NOT_A_LOCALE: &str = "not a locale";
pub(crate) const NOT_A_PATTERN: &str = "not a pattern";
pub(crate) const NOT_AN_ADDRESS: &str = "not an address";
const EMPTY: &str = "nothing there";
const SEVERAL_LINES: &str = "several lines";
const UNSEEN: &str = "a character that nobody sees: ";
pub(crate) const NOT_AN_EMAIL: &str = "not an e-mail address";
pub(crate) const NOT_A_PHONE: &str = "not a phone number";
pub(crate) const NOT_A_POSTCODE: &str = "not a postcode";
pub(crate) const NOT_MONTHS: &str = "not a number of months";
pub(crate) const NOT_A_RETENTION: &str = "not a length of time to keep a complaint";
pub(crate) const TOO_FEW_NUMBERS: &str = "too few numbers";

/// A day, as `2026-11-22` with or without quotes.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Date(toml::value::Datetime),
    }
    let not_a_day = || de::Error::custom(NOT_A_DAY);
    let text = match Written::deserialize(from).map_err(|_| not_a_day())? {
        Written::Text(text) => text,
        Written::Date(date) => date.to_string(),
    };
    text.parse().map(Some).map_err(|_| not_a_day())
}

/// A text that is not empty.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.trim().is_empty() { Err(de::Error::custom(EMPTY)) } else { Ok(text) }
}

/// A text of one line in which each character can be seen, without spaces around it: a name, an address.
pub(crate) fn line<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let typed = text(from)?;
    let line = typed.trim();
    if line.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Err(de::Error::custom(SEVERAL_LINES));
    }
    match line.chars().find(|letter| is_unseen(*letter)) {
        Some(unseen) => Err(de::Error::custom(format!("{UNSEEN}U+{:04X}", u32::from(unseen)))),
        None => Ok(line.to_owned()),
    }
}

/// Whether a character shows nothing of itself, or nothing that readers agree on: controls, marks of direction, spaces without
/// width, what is private or no character at all. What joins or parts letters (Persian, emoji) is a part of the word.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter as u32,
            0xad | 0x61c | 0x180e | 0x200b | 0x200e..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xfff0..=0xfffc
            | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xe0000..=0xe0fff)
        || letter as u32 & 0xfffe == 0xfffe
        || letter as u32 >= 0xf_0000
}

/// Where the value of `key` in `section` stands in a file in which nothing is filled in; its beginning if it is not there.
/// Of a section that is a list, in the one with this `number`, from 0.
pub(crate) fn place(toml: &str, section: &str, number: usize, key: &str) -> Range<usize> {
    let Ok(table) = DeTable::parse(toml) else { return 0..0 };
    let section = table.get_ref().get(section).map(toml::Spanned::get_ref);
    let section = section.and_then(|section| section.get(number).map(toml::Spanned::get_ref).or(Some(section)));
    section.and_then(|section| section.get(key)).map(toml::Spanned::span).unwrap_or_default()
}
