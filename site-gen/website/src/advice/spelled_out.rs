//! Facts that a text spells out instead of naming them: right today, and wrong when `organisation.toml` changes.

mod numbers;

use crate::diagnostics::kind::{FactKind, ProblemKind, Severity};
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem};
use crate::organisation::Organisation;
use crate::sources::Source;
use numbers::Elsewhere;
use regex::{Match, Regex};
use std::collections::{BTreeMap, BTreeSet};
use views::Phrasing;

/// Finds phone numbers, e-mail addresses, postcodes and terms.
///
/// # Source
/// F2, F3, F4, F13, F15, F16: what the organisation says once, in `organisation.toml`.
#[derive(Debug)]
pub(crate) struct SpelledOut {
    /// What each kind looks like. Whether it is a part of a longer word is looked at afterwards: that is much faster.
    patterns: Vec<(FactKind, Regex)>,
    /// What the organisation says, by kind: the name of each fact, by its value in plain form.
    facts: BTreeMap<FactKind, BTreeMap<String, &'static str>>,
    elsewhere: Elsewhere,
    /// The same in words, for messages.
    said: BTreeMap<FactKind, BTreeSet<String>>,
    phrasing: Phrasing,
    /// What belongs to others, in the plain form of each kind that it may be.
    allowed: BTreeSet<(FactKind, String)>,
}

const PHONE: &str = r"(?:\+31|0031)(?:[ \u{a0}-]?\(0\))?[ \u{a0}-]?[1-9](?:[ \u{a0}-]?[0-9]){8}|0[89]00(?:[ \u{a0}-]?[0-9]){4,7}|0[1-9](?:[ \u{a0}-]?[0-9]){8}";
const EMAIL: &str = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}";
const POSTCODE: &str = r"[1-9][0-9]{3}[ \u{a0}]?[A-Z]{2}";

/// Hosts that belong to nobody: an example may use them.
const MADE_UP: [&str; 5] = ["voorbeeld.nl", ".example", "example.com", "example.org", "example.net"];

impl SpelledOut {
    /// What to look for in the texts of the language that `phrasing` is of.
    pub(crate) fn new(organisation: &Organisation, phrasing: &Phrasing) -> Self {
        let numbers: Vec<String> = phrasing.patterns.numbers.iter().map(|number| regex::escape(number)).collect();
        let [week, weeks] = [&phrasing.patterns.week, &phrasing.patterns.weeks].map(|word| regex::escape(word));
        let term = format!(r"(?i)(?:{}|[0-9]{{1,3}})[ \u{{a0}}](?:{weeks}|{week})", numbers.join("|"));
        let patterns = [
            (FactKind::Phone, PHONE),
            (FactKind::Email, EMAIL),
            (FactKind::Postcode, POSTCODE),
            (FactKind::Term, &term),
        ];
        // Each is tested here or made of escaped words, so each compiles.
        let patterns =
            patterns.into_iter().filter_map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?))).collect();
        let [contact, answer, extended] = organisation.terms.weeks();
        let extension = u16::from(organisation.terms.extension_weeks);
        let facts = [
            (FactKind::Phone, organisation.identity.phone.as_typed().to_owned(), "organisation.phone"),
            (FactKind::Email, organisation.commission.email.clone(), "commission.email"),
            (FactKind::Email, organisation.identity.email.clone(), "organisation.email"),
            (FactKind::Postcode, organisation.address.postcode.clone(), "address.postcode"),
            (FactKind::Term, extended.to_string(), "terms.extended"),
            (FactKind::Term, extension.to_string(), "terms.extension"),
            (FactKind::Term, answer.to_string(), "terms.answer"),
            (FactKind::Term, contact.to_string(), "terms.contact"),
        ];
        let mut by_kind: BTreeMap<FactKind, BTreeMap<String, &'static str>> = BTreeMap::new();
        let mut said: BTreeMap<FactKind, BTreeSet<String>> = BTreeMap::new();
        for (kind, value, name) in facts {
            by_kind.entry(kind).or_default().insert(plain(kind, &value), name);
            let in_words =
                if kind == FactKind::Term { value.parse().map(|count| phrasing.weeks(count)).ok() } else { None };
            let is_for_machines = value.starts_with('+');
            said.entry(kind).or_default().extend((!is_for_machines).then(|| in_words.unwrap_or(value)));
        }
        let kinds = [FactKind::Phone, FactKind::Email, FactKind::Postcode, FactKind::Term];
        let allowed =
            organisation.elsewhere.allowed.iter().flat_map(|text| kinds.map(|kind| (kind, plain(kind, text))));
        let allowed = allowed.filter(|(_, plain)| !plain.is_empty()).collect();
        Self { patterns, facts: by_kind, elsewhere: Elsewhere::new(), said, phrasing: phrasing.clone(), allowed }
    }

    /// Each fact that `source` spells out: an error if it is not what the organisation says, advice if it is.
    pub(crate) fn problems(&self, source: &Source) -> Vec<Problem> {
        let text = source.text.as_str();
        let elsewhere = self.elsewhere.places(text);
        let found = |(kind, pattern): &'_ (FactKind, Regex)| {
            let whole = pattern.find_iter(text).filter(|found| is_whole(text, found));
            let whole = whole.filter(|found| !numbers::is_within(&elsewhere, &found.range()));
            let whole = whole.filter(|found| match kind {
                FactKind::Phone => numbers::is_phone(text, &found.range()),
                FactKind::Postcode => !numbers::ends_code(&text[..found.start()]),
                FactKind::Email | FactKind::Term => true,
            });
            let faults = whole.filter_map(|found| Some((found.range(), self.fault(source, *kind, &found)?)));
            // No error is left out because there is much advice.
            let (errors, advice): (Vec<_>, Vec<_>) = faults.partition(|(_, fault)| fault.severity() == Severity::Error);
            let most = [errors, advice].into_iter().flat_map(|faults| faults.into_iter().take(MOST_OF_A_FILE));
            most.map(|(place, fault)| Problem::at(&source.shown, &source.text, place, fault)).collect::<Vec<_>>()
        };
        self.patterns.iter().flat_map(found).collect()
    }

    fn fault(&self, source: &Source, kind: FactKind, found: &Match<'_>) -> Option<ProblemKind> {
        let written = found.as_str().to_owned();
        let is_made_up = kind == FactKind::Email && MADE_UP.iter().any(|host| written.ends_with(host));
        if is_made_up || self.allowed.contains(&(kind, plain(kind, &written))) {
            return None;
        }
        let value = match kind {
            FactKind::Term if !self.is_promise(&source.text[..found.start()]) => return None,
            FactKind::Term => self.phrasing.number(written.split([' ', '\u{a0}']).next()?)?.to_string(),
            _ => plain(kind, &written),
        };
        let said = self.said.get(&kind)?;
        let fact = self.facts.get(&kind)?.get(&value);
        let is_year = kind == FactKind::Postcode && (written.starts_with("19") || written.starts_with("20"));
        if is_year && fact.is_none() {
            // "2026 EN": far more often than a postcode of Amsterdam's north.
            return None;
        }
        let before = &source.text[..found.start()];
        Some(match fact {
            Some(fact) if before.ends_with("tel:") || before.ends_with("mailto:") => {
                ProblemKind::SpelledOut { written, fact: format!("{fact}_link") }
            }
            Some(fact) => ProblemKind::SpelledOut { written, fact: (*fact).to_owned() },
            None => ProblemKind::Contradiction {
                written,
                what: kind,
                fact: said.iter().cloned().collect::<Vec<_>>().join(", "),
            },
        })
    }

    /// Whether a term that follows `before` is a promise, and not any length of time: "binnen", "uiterlijk na".
    fn is_promise(&self, before: &str) -> bool {
        let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let is_apart = before.ends_with(char::is_whitespace);
        is_apart && self.phrasing.patterns.within.iter().any(|sign| sign.to_lowercase() == word)
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
        FactKind::Email | FactKind::Term | FactKind::Postcode => unspaced(text),
    }
}

fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

/// Whether what was found is not a part of a longer word or number.
fn is_whole(text: &str, found: &Match<'_>) -> bool {
    let before = text[..found.start()].chars().next_back();
    let after = text[found.end()..].chars().next();
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}
