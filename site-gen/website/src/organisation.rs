//! `organisation.toml`: every fact of the organisation and its procedure, once.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::Problem;
use crate::facts::Facts;
use crate::sources::Source;
use crate::sources::toml_file;
use chrono::{NaiveTime, Weekday};
use complaint::{Email, Field, Lengths, Retention, Terms};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::str::FromStr;
use url::Url;
use views::{Identity, Phone, Phrasing};

/// A term that is longer is a slip of the pen.
const MOST_WEEKS: u8 = 52;

/// After ten years nobody who wrote a page is there to review it.
const MOST_REVIEW_MONTHS: u32 = 120;

/// The whole file. An unknown or missing key is a problem of the build.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Where the pages are published.
    pub site: Place,
    /// Who the organisation is and how to reach it.
    #[serde(rename = "organisation", with = "IdentityTable")]
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
    /// What the confirmation by mail holds.
    pub confirmation_mail: ConfirmationMail,
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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The address of the start page, without a slash at the end. Pages link to each other from the root of its host.
    #[serde(deserialize_with = "host_address")]
    pub address: String,
    /// The language whose pages stand at the top, and that is meant where none is named.
    pub default_language: String,
    /// After how many months a page should be reviewed again.
    #[serde(deserialize_with = "review_months")]
    pub review_months: u32,
}

/// How [`Identity`] is written in the file.
#[derive(Deserialize)]
#[serde(remote = "Identity", deny_unknown_fields)]
struct IdentityTable {
    #[serde(deserialize_with = "toml_file::line")]
    name: String,
    #[serde(deserialize_with = "toml_file::line")]
    motto: String,
    #[serde(deserialize_with = "website")]
    website: String,
    #[serde(deserialize_with = "phone")]
    phone: Phone,
    #[serde(deserialize_with = "email")]
    email: String,
}

/// Where the organisation's desk is.
///
/// # Source
/// F2.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// The name of the building.
    #[serde(deserialize_with = "toml_file::line")]
    pub desk: String,
    /// Street and number.
    #[serde(deserialize_with = "toml_file::line")]
    pub street: String,
    /// A Dutch one: the organisation is in the Netherlands, and data for search engines say so.
    #[serde(deserialize_with = "postcode")]
    pub postcode: String,
    /// The town.
    #[serde(deserialize_with = "toml_file::line")]
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

/// The independent complaints commission.
///
/// # Source
/// F19.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// For whose attention a letter is.
    #[serde(deserialize_with = "toml_file::line")]
    pub attention: String,
    /// The address to which residents write.
    #[serde(deserialize_with = "email")]
    pub email: String,
}

/// How long a complaint is kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// After its closing, in months.
    #[serde(deserialize_with = "retention")]
    pub after_closing_months: Retention,
}

/// What the confirmation by mail holds.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationMail {
    /// Whether it repeats what the sender wrote. Nobody checks the address, so a slip of the pen sends the words to a stranger.
    pub repeats_words: bool,
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
    /// What answers and mails need to know of it.
    pub(crate) fn for_views(&self) -> views::Organisation {
        views::Organisation {
            site: self.site.address.clone(),
            default_language: self.site.default_language.clone(),
            identity: self.identity.clone(),
            terms: self.terms,
            retention: self.retention.after_closing_months,
            mail_repeats_words: self.confirmation_mail.repeats_words,
            lengths: self.lengths.clone(),
        }
    }

    /// What the file says of the organisation and cannot be so.
    pub(crate) fn contradictions(&self, source: &Source) -> Vec<Problem> {
        let at = |section: &str, number: usize, key: &str, fault: ProblemKind| {
            let place = toml_file::place(&source.text, section, number, key);
            Problem::at(&source.shown, &source.text, place, fault)
        };
        let mut problems: Vec<Problem> = self
            .wrong_hours()
            .into_iter()
            .map(|(number, key, fault)| at("opening_hours", number, key, fault))
            .collect();
        if self.opening_hours.is_empty() {
            problems.push(Problem::at(&source.shown, &source.text, 0..0, ProblemKind::Empty));
        }
        let Terms { contact_weeks, answer_weeks, extension_weeks } = self.terms;
        let terms =
            [("contact_weeks", contact_weeks), ("answer_weeks", answer_weeks), ("extension_weeks", extension_weeks)];
        let no_term = terms.into_iter().filter(|(_, weeks)| !(1..=MOST_WEEKS).contains(weeks));
        problems.extend(no_term.map(|(key, _)| at("terms", 0, key, ProblemKind::NotATerm)));
        if (1..contact_weeks).contains(&answer_weeks) {
            problems.push(at("terms", 0, "answer_weeks", ProblemKind::TermsOutOfOrder));
        }
        let fields = Field::ALL.into_iter().filter(|field| self.lengths.of(*field) == Some(0));
        problems.extend(fields.map(|field| at("lengths", 0, field.name(), ProblemKind::NotALength)));
        let (sum, most) = (self.lengths.sum_chars(), Lengths::MOST_CHARS);
        if let Some(longest) = Field::ALL.into_iter().max_by_key(|field| self.lengths.of(*field)).filter(|_| sum > most)
        {
            problems.push(at("lengths", 0, longest.name(), ProblemKind::LengthsTooLarge { sum, most }));
        }
        problems
    }

    /// Hours that cannot be: their number, the key that says so, and why.
    fn wrong_hours(&self) -> Vec<(usize, &'static str, ProblemKind)> {
        let day = |day: Weekday| day.num_days_from_monday();
        let mut wrong = Vec::new();
        for (number, hours) in self.opening_hours.iter().enumerate() {
            let OpeningHours { first_day, last_day, opens, closes } = hours;
            if closes <= opens {
                wrong.push((number, "closes", ProblemKind::ClosesFirst));
            }
            if day(*last_day) < day(*first_day) {
                wrong.push((number, "last_day", ProblemKind::LastDayFirst));
            }
            let before = &self.opening_hours[..number];
            let share_a_day =
                |other: &OpeningHours| day(other.first_day) <= day(*last_day) && day(*first_day) <= day(other.last_day);
            if before.iter().any(|other| share_a_day(other) && other.opens < *closes && *opens < other.closes) {
                wrong.push((number, "first_day", ProblemKind::HoursOverlap));
            } else if before.last().is_some_and(|other| (day(*first_day), opens) < (day(other.first_day), &other.opens))
            {
                wrong.push((number, "first_day", ProblemKind::HoursOutOfOrder));
            }
        }
        wrong
    }

    /// Every fact under the name that pages use, in the words of one language.
    pub(crate) fn facts(&self, phrasing: &Phrasing) -> Facts {
        let Identity { name, motto, website, phone, email } = &self.identity;
        let [contact, answer, extended] = self.terms.weeks();
        let mut facts = Facts::default();
        for (fact, value) in [
            ("site.name", without_scheme(&self.site.address).to_owned()),
            ("organisation.name", name.clone()),
            ("organisation.motto", motto.clone()),
            ("organisation.website", website.clone()),
            ("organisation.website_name", without_scheme(website).to_owned()),
            ("organisation.phone", on_one_line(phone.as_typed())),
            ("organisation.phone_link", format!("tel:{}", phone.international())),
            ("organisation.email", email.clone()),
            ("organisation.email_link", format!("mailto:{email}")),
            ("address.desk", self.address.desk.clone()),
            ("address.street", self.address.street.clone()),
            ("address.postcode", on_one_line(&self.address.postcode)),
            ("address.town", self.address.town.clone()),
            ("opening_hours", self.opening_hours(phrasing).join(", ")),
            ("commission.attention", self.commission.attention.clone()),
            ("commission.email", self.commission.email.clone()),
            ("commission.email_link", format!("mailto:{}", self.commission.email)),
            ("terms.contact", phrasing.weeks(contact)),
            ("terms.answer", phrasing.weeks(answer)),
            ("terms.extension", phrasing.weeks(self.terms.extension_weeks.into())),
            ("terms.extended", phrasing.weeks(extended)),
            ("terms.contact_weeks", contact.to_string()),
            ("terms.answer_weeks", answer.to_string()),
            ("terms.extended_weeks", extended.to_string()),
            ("retention.after_closing", phrasing.months_or_years(self.retention.after_closing_months.months())),
            ("lengths.description", self.lengths.description.to_string()),
            ("lengths.wish", self.lengths.wish.to_string()),
        ] {
            facts.set(fact, value);
        }
        facts
    }

    /// The opening hours in words, a line for each row of days.
    #[must_use]
    pub fn opening_hours(&self, phrasing: &Phrasing) -> Vec<String> {
        let hours = self.opening_hours.iter();
        hours
            .map(|hours| phrasing.opening_hours((hours.first_day, hours.last_day), (hours.opens, hours.closes)))
            .collect()
    }
}

/// A number or a code that must not be broken at the end of a line.
fn on_one_line(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// The address of a website as people say it: without `https://`.
#[must_use]
pub fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, name)| name)
}

/// What the form takes for an e-mail address.
fn email<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let email = toml_file::line(from)?.parse::<Email>();
    email.map(|email| email.as_str().to_owned()).map_err(|_| de::Error::custom(toml_file::NOT_AN_EMAIL))
}

/// Four digits of which the first is not 0, and two letters that are none of those that were left out because of a war.
fn postcode<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let typed = toml_file::line(from)?;
    let (digits, letters) = typed.split_at_checked(4).unwrap_or_default();
    let letters = letters.strip_prefix([' ', '\u{a0}']).unwrap_or(letters);
    let is_one = digits.bytes().all(|digit| digit.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|letter| letter.is_ascii_uppercase())
        && !["SA", "SD", "SS"].contains(&letters);
    if is_one { Ok(typed) } else { Err(de::Error::custom(toml_file::NOT_A_POSTCODE)) }
}

fn website<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    web_address(from, |_| true)
}

fn host_address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    web_address(from, |host_and_path| !host_and_path.contains('/'))
}

fn web_address<'de, D: Deserializer<'de>>(from: D, is_allowed: fn(&str) -> bool) -> Result<String, D::Error> {
    let address = toml_file::line(from)?;
    let is_one = is_web_address(&address) && is_allowed(without_scheme(&address));
    if is_one { Ok(address) } else { Err(de::Error::custom(toml_file::NOT_AN_ADDRESS)) }
}

/// Whether this is an address of the web, as a browser writes it, but for the slash at the end.
fn is_web_address(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_host = |domain: &str| {
        domain.trim_matches('.').contains('.')
            && domain.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-.".contains(&letter))
    };
    let is_somewhere = is_here || url.domain().is_some_and(is_host);
    let scheme = url.scheme();
    let is_bare =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    (scheme == "https" || scheme == "http" && is_here)
        && is_somewhere
        && is_bare
        && url.as_str().strip_suffix('/').unwrap_or(url.as_str()) == address
}

fn review_months<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let months = u32::try_from(i64::deserialize(from)?).ok().filter(|months| (1..=MOST_REVIEW_MONTHS).contains(months));
    months.ok_or_else(|| de::Error::custom(toml_file::NOT_MONTHS))
}

fn phone<'de, D: Deserializer<'de>>(from: D) -> Result<Phone, D::Error> {
    toml_file::line(from)?.parse().map_err(|_| de::Error::custom(toml_file::NOT_A_PHONE))
}

fn weekday<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
    parsed(from, toml_file::NOT_A_WEEKDAY)
}

fn hour<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    parsed(from, toml_file::NOT_AN_HOUR)
}

fn retention<'de, D: Deserializer<'de>>(from: D) -> Result<Retention, D::Error> {
    let months = u8::try_from(i64::deserialize(from)?).ok().and_then(|months| Retention::try_from(months).ok());
    months.ok_or_else(|| de::Error::custom(toml_file::NOT_A_RETENTION))
}

fn parsed<'de, D: Deserializer<'de>, T: FromStr>(from: D, otherwise: &str) -> Result<T, D::Error> {
    String::deserialize(from)?.parse().map_err(|_| de::Error::custom(otherwise))
}
