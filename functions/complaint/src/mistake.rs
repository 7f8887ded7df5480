//! What can be wrong with a form, without the words for it.

use crate::{Field, NotAnEmail};
use chrono::NaiveDate;

/// One thing that the sender can put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where to put it right.
    pub field: Field,
    /// What is wrong there.
    pub kind: MistakeKind,
}

/// What is wrong. The words for it are content, in the language of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// Nothing was filled in (F11).
    Missing,
    /// More characters than fit, by this many.
    TooLong {
        /// Characters too many.
        over_chars: usize,
    },
    /// Neither address, phone number nor e-mail address; one is enough (F11a).
    NoContactDetails,
    /// No e-mail address that mail can be sent to, and why.
    NotAnEmail(NotAnEmail),
    /// Too few digits for a phone number.
    NotAPhone,
    /// Another part of the address is there, this part is not.
    AddressIncomplete,
    /// The sender wants to hear this way, and did not say where.
    WantedForContact,
    /// None of the ways to hear.
    NotAChoice,
    /// No day, month or year was filled in (F11b).
    DateMissing,
    /// The month is missing.
    MonthMissing,
    /// The year is missing.
    YearMissing,
    /// Not a day of any month.
    NotADay,
    /// The month has fewer days.
    NotInMonth {
        /// Its first day.
        first: NaiveDate,
    },
    /// Neither a number from 1 to 12 nor the name of a month.
    NotAMonth,
    /// Neither a year of four digits from 1900 on nor one of two.
    NotAYear,
    /// What was filled in may mean two dates, or contradicts itself.
    DateUnclear,
    /// The day of the week does not belong to the date.
    OtherWeekday,
    /// The day is still to come.
    InTheFuture,
}

/// Every mistake of one form, in the order of the form. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// These mistakes, of which there is at least one.
    pub(crate) fn in_order(mut all: Vec<Mistake>) -> Self {
        all.sort_by_key(|mistake| mistake.field);
        Self(all)
    }

    /// The mistakes one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Mistake> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Mistakes {
    type Item = &'a Mistake;
    type IntoIter = std::slice::Iter<'a, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
