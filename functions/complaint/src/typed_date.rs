//! A date as people type it, in three boxes or in one.
//!
//! 1. What stands in a box becomes a row of [`Token`]s: numbers, months, days of the week. Stops, dashes and spaces only part them.
//! 2. A row has one [`Reading`], or several where it could mean more: which number is the day, the month, the year. Numbers mean day and
//!    month in that order, in every language of the site.
//! 3. The readings of the boxes are put together. Those that contradict each other fall away; what is left is one reading, or
//!    nobody knows which day is meant.

use crate::mistake::MistakeKind;
use crate::{CalendarNames, Field, typed_text};
use chrono::{Datelike, NaiveDate, Weekday};

/// What was said of a date; no part contradicts another.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) day: Option<u32>,
    pub(crate) month: Option<u32>,
    pub(crate) year: Option<i32>,
    pub(crate) weekday: Option<Weekday>,
}

const EARLIEST_YEAR: i32 = 1900;

impl Reading {
    /// What the three boxes say together.
    ///
    /// # Errors
    /// The box that cannot be read, or the first one that is filled in where the boxes together are not clear.
    pub(crate) fn of_boxes(
        boxes: [(Field, &str); 3],
        today: NaiveDate,
        languages: &[&CalendarNames],
    ) -> Result<Self, (Field, MistakeKind)> {
        let mut together = vec![Self::default()];
        for (field, typed) in boxes {
            let of_box = of_box(field, typed, today, languages).map_err(|kind| (field, kind))?;
            together = together.iter().flat_map(|one| of_box.iter().filter_map(|other| one.and(other))).collect();
        }
        together.dedup();
        match together[..] {
            [reading] => Ok(reading),
            _ => Err((first_filled(boxes), MistakeKind::DateUnclear)),
        }
    }

    /// Both readings as one, unless they contradict each other.
    fn and(&self, other: &Self) -> Option<Self> {
        fn agree<T: Copy + PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        let is_one = agree(self.day, other.day)
            && agree(self.month, other.month)
            && agree(self.year, other.year)
            && agree(self.weekday, other.weekday);
        is_one.then(|| Self {
            day: self.day.or(other.day),
            month: self.month.or(other.month),
            year: self.year.or(other.year),
            weekday: self.weekday.or(other.weekday),
        })
    }
}

/// The first box that is filled in; that of the day if none is.
pub(crate) fn first_filled(boxes: [(Field, &str); 3]) -> Field {
    let filled = boxes.into_iter().find(|(_, typed)| !typed_text::line(typed).is_empty());
    filled.map_or(Field::IncidentDay, |(field, _)| field)
}

/// A part of what was typed.
#[derive(Clone, PartialEq, Eq)]
enum Token {
    Number(Number),
    Word {
        word: String,
        /// Right behind a number.
        is_attached: bool,
    },
    /// A sign that stands in no date.
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Number {
    value: u32,
    digits: usize,
    /// Letters behind it say that it counts: `3e`, `3rd`.
    is_ordinal: bool,
    /// An apostrophe before it says that it is a year: `'26`.
    is_short_year: bool,
}

/// What a row consists of once its words are understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Number(Number),
    Month(Number),
}

impl Number {
    const fn of_month(value: u32) -> Self {
        Self { value, digits: 2, is_ordinal: false, is_short_year: false }
    }

    /// Whether it can only be a year.
    const fn is_year(self) -> bool {
        self.digits == 4 || self.is_short_year
    }

    /// Eight digits as three numbers.
    fn split(self, lengths: [u32; 3]) -> [Self; 3] {
        let [_, second, third] = lengths;
        let values = [
            self.value / 10_u32.pow(second + third),
            self.value / 10_u32.pow(third) % 10_u32.pow(second),
            self.value % 10_u32.pow(third),
        ];
        std::array::from_fn(|place| Self { value: values[place], digits: lengths[place] as usize, ..self })
    }

    fn day(self) -> Result<u32, MistakeKind> {
        let is_day = self.digits <= 2 && !self.is_short_year && (1..=31).contains(&self.value);
        if is_day { Ok(self.value) } else { Err(MistakeKind::NotADay) }
    }

    fn month(self) -> Result<u32, MistakeKind> {
        let is_month = self.digits <= 2 && !self.is_short_year && (1..=12).contains(&self.value);
        if is_month { Ok(self.value) } else { Err(MistakeKind::NotAMonth) }
    }

    /// A year of four digits, or of two: then the latest such year that has begun.
    fn year(self, today: NaiveDate) -> Result<i32, MistakeKind> {
        let year = i32::try_from(self.value).map_err(|_| MistakeKind::NotAYear)?;
        match self.digits {
            2 => {
                let century = today.year() / 100 * 100;
                Ok(if century + year > today.year() { century - 100 + year } else { century + year })
            }
            4 if year >= EARLIEST_YEAR => Ok(year),
            _ => Err(MistakeKind::NotAYear),
        }
    }
}

/// What one box may say.
fn of_box(
    field: Field,
    typed: &str,
    today: NaiveDate,
    languages: &[&CalendarNames],
) -> Result<Vec<Reading>, MistakeKind> {
    let tokens = tokens(&typed_text::line(typed));
    let unread = match field {
        Field::IncidentMonth => MistakeKind::NotAMonth,
        Field::IncidentYear => MistakeKind::NotAYear,
        _ => MistakeKind::NotADay,
    };
    if tokens.is_empty() {
        return if typed_text::line(typed).is_empty() { Ok(vec![Reading::default()]) } else { Err(unread) };
    }
    let (said, weekday) = understood(&tokens, languages).ok_or(unread)?;
    let reading = |day: Option<Number>, month: Option<Number>, year: Option<Number>| {
        Ok(Reading {
            day: day.map(Number::day).transpose()?,
            month: month.map(Number::month).transpose()?,
            year: year.map(|year| year.year(today)).transpose()?,
            weekday,
        })
    };
    let date = |day, month, year| reading(Some(day), Some(month), Some(year));
    let day_and_month = |day, month| reading(Some(day), Some(month), None);
    let month_and_year = |month, year| reading(None, Some(month), Some(year));
    let one = match said[..] {
        [Said::Number(only)] if only.digits == 8 => {
            // No row of eight digits is a date both ways: a year begins with 19 or 20, and no month does.
            let [day_first, year_first] = [[2, 2, 4], [4, 2, 2]].map(|lengths| only.split(lengths));
            let [day, month, year] = day_first;
            date(day, month, year).or_else(|kind| {
                let [year, month, day] = year_first;
                date(day, month, year).map_err(|_| kind)
            })
        }
        [Said::Number(only)] => match field {
            Field::IncidentMonth => reading(None, Some(only), None),
            Field::IncidentYear => reading(None, None, Some(only)),
            _ => reading(Some(only), None, None),
        },
        [Said::Month(month)] => reading(None, Some(month), None),
        [Said::Number(year), Said::Month(month)] | [Said::Month(month), Said::Number(year)] if year.is_year() => {
            month_and_year(month, year)
        }
        [Said::Month(month), Said::Number(number)] => {
            let readings = [day_and_month(number, month), month_and_year(month, number)];
            let possible: Vec<Reading> =
                readings.iter().take(if number.is_ordinal { 1 } else { 2 }).flatten().copied().collect();
            return if possible.is_empty() { Err(unread) } else { Ok(possible) };
        }
        [Said::Number(year), Said::Month(month) | Said::Number(month), Said::Number(day)] if year.is_year() => {
            date(day, month, year)
        }
        [Said::Number(day), Said::Month(month), Said::Number(year)]
        | [Said::Month(month), Said::Number(day), Said::Number(year)] => date(day, month, year),
        [Said::Number(month), Said::Number(year)] | [Said::Number(year), Said::Number(month)] if year.is_year() => {
            month_and_year(month, year)
        }
        [Said::Number(day), Said::Month(month) | Said::Number(month)] => day_and_month(day, month),
        // Where there is no such month, only the American order is left.
        [Said::Number(day), Said::Number(month), Said::Number(year)] => {
            date(day, month, year).or_else(|kind| date(month, day, year).map_err(|_| kind))
        }
        _ => Err(unread),
    };
    one.map(|reading| vec![reading])
}

/// The months and numbers of a row, and the day of the week that it names. `None` if there is nothing else, or something that stands in no
/// date.
fn understood(tokens: &[Token], languages: &[&CalendarNames]) -> Option<(Vec<Said>, Option<Weekday>)> {
    let mut said = Vec::new();
    let mut weekday = None;
    let mut rest = tokens;
    while let Some((first, mut after)) = rest.split_first() {
        match first {
            Token::Other => return None,
            Token::Number(number) => said.push(Said::Number(*number)),
            Token::Word { word, is_attached } => {
                if let Some((month, length)) = month(rest, languages) {
                    said.push(Said::Month(Number::of_month(month)));
                    after = &rest[length..];
                } else if let Some(Said::Number(number)) = said.last_mut().filter(|_| *is_attached) {
                    // Whatever the language: "3e", "3rd", "1ste", "1er".
                    number.is_ordinal = word.chars().count() <= 3;
                    if !number.is_ordinal {
                        return None;
                    }
                } else if let Some(named) = one(languages, |names| names.weekday(word)) {
                    if weekday.replace(named).is_some_and(|other| other != named) {
                        return None;
                    }
                } else if !languages.iter().any(|names| names.is_filler(word)) {
                    return None;
                }
            }
        }
        rest = after;
    }
    (!said.is_empty()).then_some((said, weekday))
}

/// The month that `tokens` begin with, and how many words its name has.
fn month(tokens: &[Token], languages: &[&CalendarNames]) -> Option<(u32, usize)> {
    let words =
        tokens.iter().map_while(|token| if let Token::Word { word, .. } = token { Some(word.as_str()) } else { None });
    let words: Vec<&str> = words.take(3).collect();
    (1..=words.len()).rev().find_map(|length| {
        let name = words[..length].join(" ");
        one(languages, |names| names.month(&name)).map(|month| (month, length))
    })
}

/// What the languages that know it agree on.
fn one<T: PartialEq>(languages: &[&CalendarNames], known: impl Fn(&CalendarNames) -> Option<T>) -> Option<T> {
    let mut all = languages.iter().filter_map(|names| known(names));
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn tokens(typed: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = typed.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        if let Some(value) = typed_text::digit(c) {
            let mut number = Number { value, digits: 1, is_ordinal: false, is_short_year: is_apostrophe(before) };
            while let Some(value) = letters.next_if(|c| typed_text::digit(*c).is_some()).and_then(typed_text::digit) {
                number.value = number.value.saturating_mul(10).saturating_add(value);
                number.digits += 1;
            }
            number.is_short_year &= number.digits == 2;
            tokens.push(Token::Number(number));
            before = '0';
        } else if c.is_alphabetic() {
            let mut word = String::from(c);
            while let Some(letter) = letters.next_if(|c| c.is_alphabetic()) {
                word.push(letter);
            }
            tokens.push(Token::Word { word, is_attached: before == '0' });
            before = 'a';
        } else {
            if !parts(c) {
                tokens.push(Token::Other);
            }
            before = c;
        }
    }
    tokens
}

/// Whether a sign only stands between parts of a date, or around it.
fn parts(c: char) -> bool {
    c.is_whitespace() || is_apostrophe(c) || ".,;:/\\|_-‐‑‒–—−()".contains(c)
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | '`' | '´' | '′')
}

#[cfg(test)]
mod tests;
