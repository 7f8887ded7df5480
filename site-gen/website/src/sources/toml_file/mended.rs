//! A table in which mistakes are mended one by one, so that the next can be found. What comes out is never used.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::MOST_OF_A_FILE;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeInteger, DeTable, DeValue, Deserializer};

type Span = Range<usize>;

/// The table, and what was done to it.
pub(super) struct Mended<'a> {
    table: Spanned<DeTable<'a>>,
    /// Keys that were taken out or got another name: that they are missing is no second mistake.
    taken_out: BTreeSet<String>,
    /// What was put in where a key was missing, by number: how many kinds of value were tried. Each seems to stand behind
    /// the end of the file, at a place of its own.
    put_in: Vec<usize>,
    /// How often something was taken out.
    taken_out_times: usize,
    end: usize,
}

/// What is put in where nothing is known of what should stand there.
const KINDS: [fn() -> DeValue<'static>; 5] = [
    || DeValue::String(Cow::Borrowed("-")),
    || DeValue::Integer(DeInteger::default()),
    || DeValue::Boolean(false),
    || DeValue::Array(DeArray::default()),
    || DeValue::Table(DeTable::new()),
];

impl<'a> Mended<'a> {
    /// A table in which nothing is mended yet, read from a text of `end` bytes.
    pub(super) const fn new(table: Spanned<DeTable<'a>>, end: usize) -> Self {
        Self { table, taken_out: BTreeSet::new(), put_in: Vec::new(), taken_out_times: 0, end }
    }

    /// The table as it is now.
    pub(super) fn deserializer(&self) -> Deserializer<'a> {
        Deserializer::from(self.table.clone())
    }

    /// Whether a mistake is an editor's, and not one that mending made.
    pub(super) fn is_new(&self, fault: &ProblemKind, span: &Span) -> bool {
        let is_ours = matches!(fault, ProblemKind::MissingKey { key } if self.taken_out.contains(key));
        !is_ours && self.number(span).is_none()
    }

    /// Takes out what stands at `span`, puts in what is missing there, or gives it the name that was `meant`. False if
    /// there is nothing to be done.
    pub(super) fn mend(&mut self, fault: &ProblemKind, span: &Span, meant: Option<&str>) -> bool {
        // Each time the whole table is read again.
        if self.put_in.len().max(self.taken_out_times) > MOST_OF_A_FILE {
            return false;
        }
        match fault {
            ProblemKind::MissingKey { key } => self.put_in_at(span, key),
            ProblemKind::UnknownKey { .. } => self.take_out(span, meant),
            _ => match self.number(span) {
                Some(number) => self.try_another_kind(number, span),
                None => self.take_out(span, None),
            },
        }
    }

    /// The number of what was put in at `span`.
    fn number(&self, span: &Span) -> Option<usize> {
        span.start.checked_sub(self.end + 1).filter(|number| *number < self.put_in.len())
    }

    fn put_in_at(&mut self, span: &Span, key: &str) -> bool {
        let place = self.end + 1 + self.put_in.len();
        let root = (self.table.span() == *span).then(|| self.table.get_mut());
        let found = match root {
            Some(root) => Some(root),
            None => find(self.table.get_mut(), &|_, value| value == span),
        };
        let Some(table) = found else { return false };
        let key = Spanned::new(place..place, Cow::Owned(key.to_owned()));
        self.put_in.push(0);
        table.insert(key, Spanned::new(place..place, KINDS[0]())).is_none()
    }

    fn try_another_kind(&mut self, number: usize, span: &Span) -> bool {
        self.put_in[number] += 1;
        let Some(kind) = KINDS.get(self.put_in[number]) else { return self.take_out_holder(span) };
        let holder = holder(self.table.get_mut(), span);
        let value =
            holder.and_then(|table| table.iter_mut().map(|(_, value)| value).find(|value| value.span() == *span));
        value.map(|value| *value.get_mut() = kind()).is_some()
    }

    fn take_out(&mut self, span: &Span, meant: Option<&str>) -> bool {
        let Some(table) = holder(self.table.get_mut(), span) else { return false };
        let here = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
        let Some(key) = here.map(|(key, _)| key.get_ref().to_string()) else { return false };
        self.taken_out_times += 1;
        let value = table.remove(key.as_str());
        if let Some((meant, value)) = meant.filter(|meant| !table.contains_key(*meant)).zip(value) {
            table.insert(Spanned::new(span.clone(), Cow::Owned(meant.to_owned())), value);
        }
        // Each mistake is taken out once, so this ends; the same key may stand in several tables.
        self.taken_out.insert(key);
        true
    }

    /// Takes out the whole table in which something cannot be mended, so that the others can be read.
    fn take_out_holder(&mut self, span: &Span) -> bool {
        let is_held = |table: &DeTable<'_>| table.values().any(|value| value.span() == *span);
        let holds = |value: &DeValue<'_>| match value {
            DeValue::Table(table) => is_held(table),
            DeValue::Array(items) => {
                items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(table) if is_held(table)))
            }
            _ => false,
        };
        let root = self.table.get_mut();
        let key = root.iter().find(|(_, value)| holds(value.get_ref())).map(|(key, _)| key.get_ref().to_string());
        let Some(key) = key else { return false };
        root.remove(key.as_str());
        self.taken_out.insert(key);
        true
    }
}

/// The table that holds an entry whose key or value stands at `span`.
fn holder<'t, 'a>(table: &'t mut DeTable<'a>, span: &Span) -> Option<&'t mut DeTable<'a>> {
    if table.iter().any(|(key, value)| key.span() == *span || value.span() == *span) {
        return Some(table);
    }
    find(table, &|inner, _| inner.iter().any(|(key, value)| key.span() == *span || value.span() == *span))
}

/// The table below `table`, also in a list, that `is_it`, given itself and its place.
fn find<'t, 'a>(
    table: &'t mut DeTable<'a>,
    is_it: &dyn Fn(&DeTable<'a>, &Span) -> bool,
) -> Option<&'t mut DeTable<'a>> {
    table.iter_mut().find_map(|(_, value)| find_in(value, is_it))
}

fn find_in<'t, 'a>(
    value: &'t mut Spanned<DeValue<'a>>,
    is_it: &dyn Fn(&DeTable<'a>, &Span) -> bool,
) -> Option<&'t mut DeTable<'a>> {
    let span = value.span();
    match value.get_mut() {
        DeValue::Table(inner) => {
            if is_it(inner, &span) {
                Some(inner)
            } else {
                find(inner, is_it)
            }
        }
        DeValue::Array(items) => items.iter_mut().find_map(|item| find_in(item, is_it)),
        _ => None,
    }
}
