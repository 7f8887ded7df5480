//! `organisation.toml`: every fact of the organisation and its procedure, once.

use crate::facts::Facts;
use crate::fault::Fault;
use crate::problem::Problem;
use crate::sources::Source;
use crate::toml_file;
use crate::wording::Wording;
use chrono::{NaiveTime, Weekday};
use complaint::{Field, Lengths, Retention, Terms};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::str::FromStr;

/// The whole file. An unknown or missing key is a problem of the build.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Where the pages are published.
    pub site: Place,
    /// Who the organisation is and how to reach it.
    #[serde(rename = "organisation")]
    pub identity: Identity,
    /// Where its desk is, and where letters go.
    pub address: PostalAddress,
    /// When it can be reached.
    pub opening_hours: Vec<OpeningHours>,
    /// The independent complaints commission.
    pub commission: Commission,
    /// How long each step may take.
    pub terms: Terms,
    /// How long a complaint is kept.
    pub retention: Keeping,
    /// How long each text of the form may be.
    pub lengths: Lengths,
    /// What pages may spell out though it is not the organisation's own.
    #[serde(default)]
    pub elsewhere: Elsewhere,
}

/// What pages may spell out though it is not the organisation's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// Phone numbers, e-mail addresses, postcodes and terms, as pages write them.
    pub allowed: Vec<String>,
}

/// Where the pages are published.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The address of the start page, without a slash at the end.
    #[serde(deserialize_with = "web_address")]
    pub address: String,
    /// The language whose pages stand at the top, and that is meant where none is named.
    pub default_language: String,
    /// After how many months a page should be reviewed again.
    pub review_months: u32,
}

/// Source: F1, F3 and F4.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    #[serde(deserialize_with = "toml_file::text")]
    pub name: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub motto: String,
    pub website: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub phone: String,
    /// The number as a telephone dials it, from abroad too (RFC 3966).
    pub phone_international: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub email: String,
}

/// Source: F2.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    #[serde(deserialize_with = "toml_file::text")]
    pub desk: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub street: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub postcode: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub town: String,
}

/// Days in a row on which the same hours apply. Source: F3.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// The first day, in English: `monday`.
    #[serde(deserialize_with = "weekday")]
    pub first_day: Weekday,
    /// The last day, which may be the first.
    #[serde(deserialize_with = "weekday")]
    pub last_day: Weekday,
    /// From when, as `9:00`.
    #[serde(deserialize_with = "hour")]
    pub opens: NaiveTime,
    /// Until when.
    #[serde(deserialize_with = "hour")]
    pub closes: NaiveTime,
}

/// Source: F19.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    pub attention: String,
    #[serde(deserialize_with = "toml_file::text")]
    pub email: String,
}

/// How long a complaint is kept.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// After its closing, in months.
    #[serde(deserialize_with = "retention", serialize_with = "months")]
    pub after_closing_months: Retention,
}

impl OpeningHours {
    /// Each of the days, by its English name.
    pub(crate) fn days(&self) -> Vec<&'static str> {
        let mut day = self.first_day;
        let mut days = vec![day];
        while day != self.last_day {
            day = day.succ();
            days.push(day);
        }
        days.into_iter().map(english_name).collect()
    }
}

/// As schema.org writes it.
const fn english_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

impl Organisation {
    /// What the file says of the organisation and cannot be so.
    pub(crate) fn contradictions(&self, source: &Source) -> Vec<Problem> {
        let at = |section: &str, number: usize, key: &str, fault: Fault| {
            let place = toml_file::place(&source.text, section, number, key);
            Problem::at(&source.shown, &source.text, place, fault)
        };
        let mut problems = Vec::new();
        // The last nine digits are the number in the Netherlands, whatever stands before them.
        let digits = |phone: &str| -> String { phone.chars().rev().filter(char::is_ascii_digit).take(9).collect() };
        let Identity { phone, phone_international, .. } = &self.identity;
        if digits(phone) != digits(phone_international) || !phone_international.starts_with('+') {
            problems.push(at("organisation", 0, "phone_international", Fault::PhonesDiffer));
        }
        let hours = self.opening_hours.iter().enumerate();
        for (number, _) in hours.filter(|(_, hours)| hours.closes <= hours.opens) {
            problems.push(at("opening_hours", number, "closes", Fault::ClosesFirst));
        }
        let Terms { contact_weeks, answer_weeks, .. } = self.terms;
        if contact_weeks == 0 || answer_weeks < contact_weeks {
            problems.push(at("terms", 0, "answer_weeks", Fault::TermsOutOfOrder));
        }
        let (sum, most) = (self.lengths.sum_chars(), Lengths::MOST_CHARS);
        if let Some(longest) = Field::ALL.into_iter().max_by_key(|field| self.lengths.of(*field)).filter(|_| sum > most)
        {
            problems.push(at("lengths", 0, longest.name(), Fault::LengthsTooLarge { sum, most }));
        }
        problems
    }

    /// Every fact under the name that pages use, in the words of one language.
    #[must_use]
    pub fn facts(&self, wording: &Wording) -> Facts {
        let Identity { name, motto, website, phone, phone_international, email } = &self.identity;
        let [contact, answer, extended] = self.terms.weeks();
        let mut facts = Facts::default();
        for (fact, value) in [
            ("site.name", without_scheme(&self.site.address).to_owned()),
            ("organisation.name", name.clone()),
            ("organisation.motto", motto.clone()),
            ("organisation.website", website.clone()),
            ("organisation.website_name", without_scheme(website).to_owned()),
            ("organisation.phone", on_one_line(phone)),
            ("organisation.phone_link", format!("tel:{phone_international}")),
            ("organisation.email", email.clone()),
            ("organisation.email_link", format!("mailto:{email}")),
            ("address.desk", self.address.desk.clone()),
            ("address.street", self.address.street.clone()),
            ("address.postcode", on_one_line(&self.address.postcode)),
            ("address.town", self.address.town.clone()),
            ("opening_hours", self.opening_hours(wording).join(", ")),
            ("commission.attention", self.commission.attention.clone()),
            ("commission.email", self.commission.email.clone()),
            ("commission.email_link", format!("mailto:{}", self.commission.email)),
            ("terms.contact", wording.weeks(contact)),
            ("terms.answer", wording.weeks(answer)),
            ("terms.extension", wording.weeks(self.terms.extension_weeks.into())),
            ("terms.extended", wording.weeks(extended)),
            ("terms.contact_weeks", contact.to_string()),
            ("terms.answer_weeks", answer.to_string()),
            ("terms.extended_weeks", extended.to_string()),
            ("retention.after_closing", wording.months_or_years(self.retention.after_closing_months.months())),
            ("lengths.description", self.lengths.description.to_string()),
            ("lengths.wish", self.lengths.wish.to_string()),
        ] {
            facts.set(fact, value);
        }
        facts
    }

    /// The opening hours in words, a line for each row of days.
    #[must_use]
    pub fn opening_hours(&self, wording: &Wording) -> Vec<String> {
        self.opening_hours.iter().map(|hours| wording.opening_hours(hours)).collect()
    }
}

/// A number or a code that must not be broken at the end of a line.
fn on_one_line(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

pub(crate) fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, name)| name)
}

fn web_address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let address = String::deserialize(from)?;
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let is_one = !host.is_empty() && !host.ends_with('/') && !host.contains(char::is_whitespace);
    if is_one { Ok(address) } else { Err(de::Error::custom(toml_file::NOT_AN_ADDRESS)) }
}

fn weekday<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
    parsed(from, toml_file::NOT_A_WEEKDAY)
}

fn hour<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    parsed(from, toml_file::NOT_AN_HOUR)
}

fn retention<'de, D: Deserializer<'de>>(from: D) -> Result<Retention, D::Error> {
    let months = u8::try_from(i64::deserialize(from)?).ok().and_then(Retention::after_closing);
    months.ok_or_else(|| de::Error::custom(toml_file::NOT_A_RETENTION))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn months<S: Serializer>(retention: &Retention, into: S) -> Result<S::Ok, S::Error> {
    into.serialize_u8(retention.months())
}

fn parsed<'de, D: Deserializer<'de>, T: FromStr>(from: D, otherwise: &str) -> Result<T, D::Error> {
    String::deserialize(from)?.parse().map_err(|_| de::Error::custom(otherwise))
}
