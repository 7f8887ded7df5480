//! The organisation's phone number.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A phone number that can be called.
///
/// # Shape
/// As it was typed, with spaces, hyphens, full stops and brackets wherever people put them: `023-548 38 28`, `(023) 548 38 28`,
/// `0800-1234`, `14 023`, `+31 (0)23 548 38 28`.
/// # Errors
/// A number of which digits lack or are left over, and anything that is no number.
/// # Source
/// Telecommunication numbering plan of the Netherlands; ITU-T E.164 for others.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone {
    typed: String,
    international: String,
}

/// The text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a phone number")]
pub struct NotAPhone;

impl Phone {
    /// As people read it.
    #[must_use]
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// As a telephone dials it, from abroad too: `+31235483828` (E.164, which is how RFC 3966 has it).
    #[must_use]
    pub fn international(&self) -> &str {
        &self.international
    }
}

impl FromStr for Phone {
    type Err = NotAPhone;

    fn from_str(typed: &str) -> Result<Self, NotAPhone> {
        let bare = typed.trim().replace("(0)", "");
        let is_between =
            |letter: char| matches!(letter, ' ' | '\u{a0}' | '-' | '\u{2011}' | '\u{2013}' | '.' | '(' | ')');
        let dialled: String = bare.chars().filter(|letter| !is_between(*letter)).collect();
        let abroad = dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00"));
        let number = match abroad {
            Some(number) => number.to_owned(),
            None if dialled.starts_with("140") => format!("31{dialled}"),
            None => format!("31{}", dialled.strip_prefix('0').ok_or(NotAPhone)?),
        };
        let is_number = number.bytes().all(|digit| digit.is_ascii_digit());
        let is_one = is_number && number.strip_prefix("31").map_or_else(|| is_foreign(&number), is_dutch);
        if is_one {
            Ok(Self { typed: typed.trim().to_owned(), international: format!("+{number}") })
        } else {
            Err(NotAPhone)
        }
    }
}

/// Whether these digits, without a 0 in front, are a number in the Netherlands.
fn is_dutch(number: &str) -> bool {
    let is_service = ["800", "900", "906", "909"].iter().any(|service| number.starts_with(service));
    let is_municipal = number.starts_with("140");
    match number.len() {
        // 14 and an area code: municipalities.
        5 | 6 => is_municipal,
        7 | 10 => is_service,
        9 => !number.starts_with('0') && !is_service,
        // 085 to 088 of machines, 097: twelve digits with the 0 in front.
        11 => number.starts_with("97"),
        _ => false,
    }
}

/// E.164: at most fifteen digits, of which a country has one to three.
fn is_foreign(number: &str) -> bool {
    (8..=15).contains(&number.len()) && !number.starts_with('0')
}

impl TryFrom<String> for Phone {
    type Error = NotAPhone;

    fn try_from(typed: String) -> Result<Self, NotAPhone> {
        typed.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_as_it_is_from_abroad_however_it_was_typed() {
        for (typed, dialled) in [
            ("023-548 38 28", "+31235483828"),
            ("(023) 548 38 28", "+31235483828"),
            ("+31 23 548 38 28", "+31235483828"),
            ("+31 (0)23 548 38 28", "+31235483828"),
            ("0031 23 548 38 28", "+31235483828"),
            ("06 00 00 00 00", "+31600000000"),
            ("0800-1234", "+318001234"),
            ("0900 - 123 45 67", "+319001234567"),
            ("14 023", "+3114023"),
            ("+32 2 000 00 00", "+3220000000"),
        ] {
            assert_eq!(typed.parse::<Phone>().as_ref().map(Phone::international), Ok(dialled), "{typed}");
        }
    }

    #[test]
    fn what_nobody_can_call_is_no_number() {
        for typed in [
            "",
            "-",
            "023-548 38 2",
            "023-548 38 288",
            "548 38 28",
            "0800-WIJ",
            "00",
            "+",
            "+31 0",
            "0800",
            "023 548 38 28 / 29",
            "+0 123 456 789",
            "tel:0235483828",
            "٠٢٣٥٤٨٣٨٢٨",
        ] {
            assert_eq!(typed.parse::<Phone>(), Err(NotAPhone), "{typed}");
        }
    }
}
