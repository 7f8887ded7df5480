//! TOML as editors write it, read into a type that knows every key.

use crate::facts::Filled;
use crate::fault::Fault;
use crate::problem::Problem;
use chrono::NaiveDate;
use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads `toml`, which begins at the byte `start` of the filled text.
///
/// # Errors
/// Every unknown or missing key, every value of another kind, and all text that is no TOML, each with its place.
pub(crate) fn read<T: DeserializeOwned>(filled: &Filled<'_>, start: usize, toml: &str) -> Result<T, Vec<Problem>> {
    if let Ok(value) = toml::from_str(toml) {
        return Ok(value);
    }
    let placed = |error: &toml::de::Error, written: &Fault| {
        let range = error.span().unwrap_or_default();
        // A missing key has no place of its own: the head of its table is marked.
        let line_end = toml[range.start..].find('\n').map_or(toml.len(), |newline| range.start + newline);
        let range = range.start + start..range.end.min(line_end) + start;
        let problem = filled.problem(range, written.clone());
        match written {
            Fault::UnknownKey { key } => problem.did_you_mean(key, quoted(error.message()).skip(1)),
            Fault::UnknownValue { found, known } => problem.did_you_mean(found, known.iter().map(String::as_str)),
            _ => problem,
        }
    };
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut problems: Vec<Problem> = errors.iter().map(|error| placed(error, &no_toml(error.message()))).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    // Serde stops at the first mistake. So each is mended in the table, as far as that can be done, and the table read again.
    let mut table = Mended { table, taken_out: Vec::new(), end: toml.len() };
    while let Err(error) = T::deserialize(toml::Deserializer::from(table.table.clone())) {
        let (fault, span) = (fault(error.message()), error.span().unwrap_or_default());
        if span == table.put_in() {
            break;
        }
        let problem = placed(&error, &fault);
        let is_mended = table.mend(&fault, &span, problem.meant.as_deref());
        if !matches!(&fault, Fault::MissingKey { key } if table.taken_out.contains(key)) {
            problems.push(problem);
        }
        if !is_mended {
            break;
        }
    }
    Err(problems)
}

/// A table from which mistakes are taken out.
struct Mended<'a> {
    table: Spanned<DeTable<'a>>,
    /// Keys whose value was wrong.
    taken_out: Vec<String>,
    /// Where what was put in stands: behind everything.
    end: usize,
}

impl Mended<'_> {
    /// Where what was put in seems to stand.
    const fn put_in(&self) -> Range<usize> {
        self.end..self.end
    }

    /// Takes out what stands at `span`, puts in what is missing there, or gives it the name that was `meant`. False if
    /// there is nothing to be done.
    fn mend(&mut self, fault: &Fault, span: &Range<usize>, meant: Option<&str>) -> bool {
        let put_in = self.put_in();
        if let Fault::MissingKey { key } = fault {
            let Some(table) = at_span(&mut self.table, span) else { return false };
            let value = Spanned::new(put_in.clone(), DeValue::String(Cow::Borrowed("")));
            return table.insert(Spanned::new(put_in, Cow::Owned(key.clone())), value).is_none();
        }
        let Some(key) = take_out(self.table.get_mut(), span, meant) else { return false };
        self.taken_out.push(key);
        true
    }
}

/// The table that stands at `span`.
fn at_span<'t, 'a>(table: &'t mut Spanned<DeTable<'a>>, span: &Range<usize>) -> Option<&'t mut DeTable<'a>> {
    if table.span() == *span { Some(table.get_mut()) } else { below(table.get_mut(), span) }
}

fn below<'t, 'a>(table: &'t mut DeTable<'a>, span: &Range<usize>) -> Option<&'t mut DeTable<'a>> {
    for (_, value) in table.iter_mut() {
        let is_here = value.span() == *span;
        let DeValue::Table(inner) = value.get_mut() else { continue };
        if is_here {
            return Some(inner);
        }
        if let Some(found) = below(inner, span) {
            return Some(found);
        }
    }
    None
}

/// Takes out the entry whose key or value stands at `span`, or lets it be called what was `meant`. Gives its key.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>, meant: Option<&str>) -> Option<String> {
    let here = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
    if let Some(key) = here.map(|(key, _)| key.get_ref().to_string()) {
        let value = table.remove(key.as_str())?;
        if let Some(meant) = meant.filter(|meant| !table.contains_key(*meant)) {
            table.insert(Spanned::new(span.clone(), Cow::Owned(meant.to_owned())), value);
        }
        return Some(key);
    }
    table.iter_mut().find_map(|(_, value)| match value.get_mut() {
        DeValue::Table(inner) => take_out(inner, span, meant),
        _ => None,
    })
}

/// What serde, or a reader of ours, says of a value that does not fit.
fn fault(message: &str) -> Fault {
    let mut names = quoted(message).map(str::to_owned);
    let (what, rest) = message.split_once(": ").unwrap_or((message, ""));
    if message.starts_with("unknown field") {
        Fault::UnknownKey { key: names.next().unwrap_or_default() }
    } else if message.starts_with("missing field") {
        Fault::MissingKey { key: names.next().unwrap_or_default() }
    } else if message.starts_with("unknown variant") {
        Fault::UnknownValue { found: names.next().unwrap_or_default(), known: names.collect() }
    } else if let Some((found, expected)) = rest.rsplit_once(", expected ").filter(|_| what.starts_with("invalid ")) {
        Fault::WrongValue { found: found.to_owned(), expected: expected.to_owned() }
    } else {
        match message {
            NOT_A_DAY => Fault::NotADay,
            NOT_A_WEEKDAY => Fault::NotAWeekday,
            NOT_AN_HOUR => Fault::NotAnHour,
            NOT_A_LOCALE => Fault::NotALocale,
            NOT_A_PATTERN => Fault::NotAPattern,
            NOT_AN_ADDRESS => Fault::NotAnAddress,
            _ => no_toml(message),
        }
    }
}

fn no_toml(message: &str) -> Fault {
    if message.starts_with("duplicate key") {
        return Fault::DuplicateKey;
    }
    Fault::NoToml { detail: message.lines().collect::<Vec<_>>().join("; ") }
}

/// "unknown field `tittle`, expected one of `title`, `description`": the words in backquotes.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

// What our own readers say; `fault` knows each.
const NOT_A_DAY: &str = "not a day";
pub(crate) const NOT_A_WEEKDAY: &str = "not a day of the week";
pub(crate) const NOT_AN_HOUR: &str = "not an hour";
pub(crate) const NOT_A_LOCALE: &str = "not a locale";
pub(crate) const NOT_A_PATTERN: &str = "not a pattern";
pub(crate) const NOT_AN_ADDRESS: &str = "not an address";

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
