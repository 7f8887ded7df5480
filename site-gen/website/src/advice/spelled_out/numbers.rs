//! Which digits are a phone number, and which only look like a part of one: days, hours, accounts, books, files.

use linkify::{LinkFinder, LinkKind};
use regex::Regex;
use std::ops::Range;

/// What names a number that is no phone number, alone or with “nummer” behind it.
const OTHER_NUMBERS: [&str; 8] = ["isbn", "issn", "iban", "ean", "kvk", "bsn", "rsin", "btw"];

/// What does so only with “nummer” behind it.
const NUMBERED: [&str; 16] = [
    "order",
    "bestel",
    "klant",
    "relatie",
    "dossier",
    "zaak",
    "factuur",
    "rekening",
    "polis",
    "serie",
    "burgerservice",
    "customer",
    "case",
    "account",
    "invoice",
    "reference",
];

/// What stands behind such a name.
const NUMBER_WORDS: [&str; 5] = ["nummer", "nr", "number", "no", "is"];

/// Digits that belong to something else, whatever they look like.
///
/// # Source
/// ISO 13616: an IBAN is a country, two digits and groups of four; ISO 2108: an ISBN of 13 digits begins with 978 or 979; days are
/// written as in the Netherlands.
const OTHERS: [&str; 3] = [
    r"[A-Z]{2}[0-9]{2}(?:[ \u{a0}]?[A-Z0-9]{4}){2,7}(?:[ \u{a0}]?[A-Z0-9]{1,3})?",
    r"97[89](?:[ \u{a0}-]?[0-9]){10}",
    r"(?:0?[1-9]|[12][0-9]|3[01])([-/.])(?:0?[1-9]|1[0-2])[-/.](?:19|20)[0-9]{2}",
];

/// Finds what holds digits and is no fact of the organisation.
#[derive(Debug)]
pub(super) struct Elsewhere {
    others: Vec<Regex>,
}

impl Elsewhere {
    pub(super) fn new() -> Self {
        // Each is tested here, so each compiles.
        Self { others: OTHERS.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect() }
    }

    /// Addresses of the web, accounts, books and days, in their order. They may overlap.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut finder = LinkFinder::new();
        finder.url_must_have_scheme(false);
        let is_address = |address: &str| {
            let address = address.get(..8).unwrap_or(address).to_ascii_lowercase();
            ["http://", "https://", "www."].iter().any(|begin| address.starts_with(begin))
        };
        let addresses = finder.kinds(&[LinkKind::Url]).links(text).filter(|link| is_address(link.as_str()));
        let addresses = addresses.map(|link| link.start()..link.end());
        let is_apart = |place: &Range<usize>| {
            let beside = [text[..place.start].chars().next_back(), text[place.end..].chars().next()];
            !beside.into_iter().flatten().any(char::is_alphanumeric)
        };
        let others = self.others.iter().flat_map(|pattern| pattern.find_iter(text));
        let mut places: Vec<_> = addresses.chain(others.map(|found| found.range()).filter(is_apart)).collect();
        places.sort_by_key(|place| (place.start, place.end));
        // What lies within another is not needed, so that starts and ends are both in order.
        let mut end = 0;
        places.retain(|place| {
            let reaches_further = place.end > end;
            end = end.max(place.end);
            reaches_further
        });
        places
    }
}

/// Whether `place` is a part of one of `others`, or holds a part of one.
pub(super) fn is_within(others: &[Range<usize>], place: &Range<usize>) -> bool {
    let next = others.partition_point(|other| other.end <= place.start);
    others.get(next).is_some_and(|other| other.start < place.end)
}

/// Whether what stands at `place` of `text`, and looks like a phone number, is one as a whole.
pub(super) fn is_phone(text: &str, place: &Range<usize>) -> bool {
    let (before, written, after) = (&text[..place.start], &text[place.clone()], &text[place.end..]);
    is_grouped_as_phone(written) && !goes_on(before, written, after) && !is_named_otherwise(before)
}

/// “023-548 38 28”, “+31 (0)6 12345678”: behind the code of an area or a network come groups of at least two digits.
fn is_grouped_as_phone(written: &str) -> bool {
    let national = written.strip_prefix("+31").or_else(|| written.strip_prefix("0031"));
    let abroad = national.is_some();
    let groups = national.unwrap_or(written).replace("(0)", " ");
    let mut groups = groups.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty());
    let has_code = groups.next().is_some_and(|code| abroad || code.len() > 1);
    has_code && groups.all(|group| group.len() > 1)
}

/// Whether more digits or letters belong to it: “06-12345678/9”, “10.00”, “0612345678-dicht”, “dossier-0612345678”.
fn goes_on(before: &str, written: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let mut right = after.chars();
    let (near_left, far_left) = (left.next(), left.next());
    let (near_right, far_right) = (right.next(), right.next());
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let joins =
        |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '-' | '_' | '/' | '.' | ',' | '–' | ':'));
    let is_blank = |letter: Option<char>| matches!(letter, Some(' ' | '\u{a0}'));
    let is_path = |letter: Option<char>| matches!(letter, Some('-' | '_' | '/' | '=' | '#' | '@' | '\\'));
    // “2 0612345678” may be two numbers, but “91 0417 1643 00” is one: it has no sign of a phone number of its own.
    let is_plain = !written.starts_with('+') && !written.contains('-') && written.contains([' ', '\u{a0}']);
    let is_among_digits =
        is_plain && (is_blank(near_left) && is_digit(far_left) || is_blank(near_right) && is_digit(far_right));
    is_among_digits
        || joins(near_left) && is_digit(far_left) && !(near_left == Some('/') && is_long(before.chars().rev().skip(1)))
        || joins(near_right) && is_digit(far_right) && !(near_right == Some('/') && is_long(after.chars().skip(1)))
        || is_path(near_left) && is_letter(far_left)
        || is_path(near_right) && (is_letter(far_right) || near_right == Some('@'))
        || near_right == Some('.') && far_right.is_some_and(|letter| letter.is_ascii_lowercase())
}

/// Whether what follows `before` is the end of a longer code: “NEN-7510 EN”. In “NL-2101 MP” it is not.
pub(super) fn ends_code(before: &str) -> bool {
    let mut letters = before.chars().rev();
    let joins = letters.next().is_some_and(|letter| matches!(letter, '-' | '_' | '/' | '.' | ','));
    joins && letters.next().is_some_and(char::is_alphanumeric) && !before.ends_with("NL-")
}

/// Whether these are as many digits as a phone number has: then a `/` stands between two of them.
fn is_long(letters: impl Iterator<Item = char>) -> bool {
    let number = letters
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '-' | '(' | ')' | '+'));
    number.filter(char::is_ascii_digit).nth(8).is_some()
}

/// Whether the words before it say that it is another number: “ISBN 0306406152”, “ordernummer: 0612345678”.
fn is_named_otherwise(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(60))..];
    let line = near.rsplit('\n').next().unwrap_or_default().to_lowercase();
    // “ISBN-10” is ISBN.
    let is_size = |word: &&str| word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = line.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty() && !is_size(word));
    let mut words = words.rev().peekable();
    let gap = line.rsplit(char::is_alphanumeric).next().unwrap_or_default();
    let is_number_word = |word: &str| NUMBER_WORDS.contains(&word);
    let is_short = words.peek().is_some_and(|word| *word == "no" || word.ends_with("nr"));
    if gap.contains(['!', '?', ';', ',', ')']) || gap.contains('.') && !is_short {
        return false;
    }
    let has_number_word = words.peek().is_some_and(|word| is_number_word(word));
    let Some(name) = words.find(|word| !is_number_word(word)) else { return false };
    let rest = |names: &[&str]| {
        names.iter().find_map(|known| name.strip_prefix(known)).map(|rest| (rest.is_empty(), is_number_word(rest)))
    };
    match (rest(&OTHER_NUMBERS), rest(&NUMBERED)) {
        (Some((is_whole, is_numbered)), _) => is_whole || is_numbered,
        (None, Some((is_whole, is_numbered))) => is_numbered || is_whole && has_number_word,
        (None, None) => false,
    }
}
