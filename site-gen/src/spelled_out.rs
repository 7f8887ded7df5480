//! Facts that a text spells out instead of naming them: right today, and wrong when `organisation.toml` changes.

use crate::fault::{FactKind, Fault};
use crate::organisation::Organisation;
use crate::problem::Problem;
use crate::sources::Source;
use crate::wording::Wording;
use regex::{Captures, Regex};
use std::collections::BTreeMap;

/// Finds phone numbers, e-mail addresses, postcodes and terms.
///
/// # Source
/// F2, F3, F4, F13, F15, F16: what the organisation says once, in `organisation.toml`.
#[derive(Debug)]
pub(crate) struct SpelledOut {
    pattern: Regex,
    /// What the organisation says, by kind: the name of each fact, by its value in plain form.
    facts: BTreeMap<FactKind, BTreeMap<String, &'static str>>,
    wording: Wording,
    /// What belongs to others, in plain form.
    allowed: Vec<String>,
}

const PHONE: &str = r"(?<phone>(?:\+31|\b0031|\b0)(?:[ \u{a0}-]?\(0\))?[ \u{a0}-]?[1-9](?:[ \u{a0}-]?\d){8}\b|\b0[89]00(?:[ \u{a0}-]?\d){4,7}\b)";
const EMAIL: &str = r"(?<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\w{2,})";
const POSTCODE: &str = r"(?<postcode>\b[1-9]\d{3}[ \u{a0}]?[A-Z]{2}\b)";

/// Hosts that belong to nobody: an example may use them.
const MADE_UP: [&str; 5] = ["voorbeeld.nl", ".example", "example.com", "example.org", "example.net"];

impl SpelledOut {
    /// What to look for in the texts of the language that `wording` is of.
    pub(crate) fn new(organisation: &Organisation, wording: &Wording) -> Self {
        let numbers: Vec<String> = wording.numbers.iter().map(|number| regex::escape(number)).collect();
        let [week, weeks] = [&wording.week, &wording.weeks].map(|word| regex::escape(word));
        let term = format!(r"(?<term>(?i:\b(?<count>{}|\d{{1,3}})[ \u{{a0}}](?:{weeks}|{week})\b))", numbers.join("|"));
        // Made of escaped words and what is tested here: it always compiles, and what never matches finds nothing.
        let pattern = Regex::new(&[PHONE, EMAIL, POSTCODE, &term].join("|"));
        let pattern = pattern.or_else(|_| Regex::new(r"[^\s\S]")).unwrap_or_else(|_| unreachable!("a plain pattern"));
        let [contact, answer, extended] = organisation.terms.weeks();
        let extension = u16::from(organisation.terms.extension_weeks);
        let facts = [
            (FactKind::Phone, organisation.identity.phone.clone(), "organisation.phone"),
            (FactKind::Phone, organisation.identity.phone_international.clone(), "organisation.phone"),
            (FactKind::Email, organisation.commission.email.clone(), "commission.email"),
            (FactKind::Email, organisation.identity.email.clone(), "organisation.email"),
            (FactKind::Postcode, organisation.address.postcode.clone(), "address.postcode"),
            (FactKind::Term, extended.to_string(), "terms.extended"),
            (FactKind::Term, extension.to_string(), "terms.extension"),
            (FactKind::Term, answer.to_string(), "terms.answer"),
            (FactKind::Term, contact.to_string(), "terms.contact"),
        ];
        let mut by_kind: BTreeMap<FactKind, BTreeMap<String, &'static str>> = BTreeMap::new();
        for (kind, value, name) in facts {
            by_kind.entry(kind).or_default().insert(plain(kind, &value), name);
        }
        let allowed = organisation.elsewhere.allowed.iter().map(|text| unspaced(text)).collect();
        Self { pattern, facts: by_kind, wording: wording.clone(), allowed }
    }

    /// Each fact that `source` spells out: an error if it is not what the organisation says, advice if it is.
    pub(crate) fn problems(&self, source: &Source) -> Vec<Problem> {
        self.pattern.captures_iter(&source.text).filter_map(|found| self.problem(source, &found)).collect()
    }

    fn problem(&self, source: &Source, found: &Captures<'_>) -> Option<Problem> {
        let kinds = [
            ("phone", FactKind::Phone),
            ("email", FactKind::Email),
            ("postcode", FactKind::Postcode),
            ("term", FactKind::Term),
        ];
        let (whole, kind) = kinds.iter().find_map(|(name, kind)| Some((found.name(name)?, *kind)))?;
        let written = whole.as_str().to_owned();
        let is_made_up = kind == FactKind::Email && MADE_UP.iter().any(|host| written.ends_with(host));
        if is_made_up || self.allowed.contains(&unspaced(&written)) {
            return None;
        }
        let value = match found.name("count") {
            Some(count) => self.wording.number(count.as_str())?.to_string(),
            None => plain(kind, &written),
        };
        let facts = self.facts.get(&kind)?;
        let fault = match facts.get(&value) {
            Some(fact) => Fault::SpelledOut { written, fact: (*fact).to_owned() },
            None => Fault::Contradiction { written, what: kind, fact: self.said(kind) },
        };
        Some(Problem::at(&source.shown, &source.text, whole.range(), fault))
    }

    /// What the organisation says, for a message.
    fn said(&self, kind: FactKind) -> String {
        let facts = self.facts.get(&kind).into_iter().flatten();
        let in_words = |value: &str| match kind {
            FactKind::Term => value.parse().map_or_else(|_| value.to_owned(), |count| self.wording.weeks(count)),
            _ => value.to_owned(),
        };
        let mut said: Vec<String> = facts.map(|(value, _)| in_words(value)).collect();
        said.dedup();
        said.join(", ")
    }
}

/// One way to write what can be written in several.
fn plain(kind: FactKind, text: &str) -> String {
    match kind {
        FactKind::Phone => {
            let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
            let abroad = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31"));
            abroad.map_or_else(|| digits.clone(), |rest| format!("0{rest}"))
        }
        FactKind::Email | FactKind::Term => text.to_lowercase(),
        FactKind::Postcode => unspaced(text).to_uppercase(),
    }
}

fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
