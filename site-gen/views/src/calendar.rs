//! The dates of a complaint for a calendar (RFC 5545), without a word of it.

use crate::site::Site;
use chrono::{NaiveDate, NaiveTime};
use complaint::Language;
use icalendar::{Calendar, Component, Event, EventLike};

impl Site {
    /// The days on which the sender of a complaint received on `received_on` will have heard.
    ///
    /// # Shape
    /// An iCalendar with three events of a whole day. It depends on nothing but the day and the language, so the
    /// address it stands at holds nothing about a person, and the same day gives the same bytes.
    /// # Source
    /// F13, F15, F16.
    #[must_use]
    pub fn calendar(&self, language: &Language, received_on: NaiveDate) -> Option<String> {
        let language = self.languages.get(language.as_str())?;
        let texts = &language.texts.calendar;
        let dates = self.terms().dates(received_on);
        let mut calendar = Calendar::new();
        for (step, day, summary) in [
            ("contact", dates.contact_by, &texts.contact_by),
            ("answer", dates.answer_by, &texts.answer_by),
            ("extended", dates.extended_answer_by, &texts.extended_answer_by),
        ] {
            let host = self.address().split_once("://").map_or("", |(_, host)| host);
            let event = Event::new()
                .uid(&format!("{received_on}-{step}-{}@{host}", language.tag))
                .timestamp(received_on.and_time(NaiveTime::MIN).and_utc())
                .starts(day)
                .summary(summary)
                .description(&texts.description)
                .done();
            calendar.push(event);
        }
        Some(calendar.done().to_string())
    }
}
