//! What a complaint is called: `K-7Q4M-2X9B`.

use crate::Digest;
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no I, L, O or U, so nothing that is easily misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 8;

/// The name of one complaint, made to be read aloud and typed over.
///
/// # Shape
/// `K-XXXX-XXXX` in Crockford base 32: 35 bits, then a check symbol that catches every single wrong symbol and every
/// two symbols that changed places.
///
/// Reading one is forgiving: lower case, spaces, other dashes, a missing `K`, `o` for `0`, `i` or `l` for `1`.
///
/// ```
/// use complaint::Reference;
/// let typed = "k 0000 oooo";
/// assert_eq!(typed.parse::<Reference>()?.to_string(), "K-0000-0000");
/// # Ok::<(), complaint::ReferenceError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reference([u8; SYMBOLS]);

/// Why a text is no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It has more or fewer symbols than a reference.
    #[error("a reference has 8 letters and digits after the K, this has {found}")]
    Length {
        /// Symbols found, dashes and spaces not counted.
        found: usize,
    },
    /// It has a symbol that no reference has.
    #[error("a reference has no `{0}`")]
    Symbol(char),
    /// Its symbols do not belong together: one is wrong, or two changed places.
    #[error("one of the letters or digits is wrong")]
    Check,
}

impl Reference {
    /// The reference that is drawn from `digest` at the given attempt.
    ///
    /// The first attempt is 0; the next is for when another complaint already has the reference.
    #[must_use]
    pub fn draw(digest: &Digest, attempt: u8) -> Self {
        let mut symbols = digest.draw(attempt).map(|byte| byte & 31);
        symbols[SYMBOLS - 1] = check(&symbols[..SYMBOLS - 1]);
        Self(symbols)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("K")?;
        for (place, symbol) in self.0.iter().enumerate() {
            if place % 4 == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{}", ALPHABET[usize::from(*symbol)] as char)?;
        }
        Ok(())
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(typed: &str) -> Result<Self, ReferenceError> {
        let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '_');
        let typed: Vec<char> = typed.chars().filter(|c| !is_separator(*c)).collect();
        let typed = match typed.as_slice() {
            ['k' | 'K', rest @ ..] if rest.len() == SYMBOLS => rest,
            all => all,
        };
        let symbols = typed.iter().copied().map(symbol).collect::<Result<Vec<u8>, _>>()?;
        let symbols: [u8; SYMBOLS] =
            symbols.try_into().map_err(|all: Vec<u8>| ReferenceError::Length { found: all.len() })?;
        if symbols[SYMBOLS - 1] == check(&symbols[..SYMBOLS - 1]) {
            Ok(Self(symbols))
        } else {
            Err(ReferenceError::Check)
        }
    }
}

fn symbol(typed: char) -> Result<u8, ReferenceError> {
    let upper = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|symbol| char::from(*symbol) == upper);
    place.and_then(|place| u8::try_from(place).ok()).ok_or(ReferenceError::Symbol(typed))
}

/// The symbol that makes the sum of all symbols, each times its own power of two in GF(32), zero.
///
/// Distinct weights that are not zero are what catches one wrong symbol, and two that changed places; a check modulo 37,
/// as Crockford proposed, needs five more signs that nobody can read aloud.
fn check(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| double(sum ^ symbol))
}

/// Twice a number in GF(32), with the polynomial x⁵ + x² + 1.
const fn double(number: u8) -> u8 {
    let doubled = number << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: u8) -> Reference {
        Reference::draw(&crate::DigestKey::from([7; 32]).digest([&[seed][..]]), 0)
    }

    fn references() -> impl Iterator<Item = Reference> {
        (0..50).map(drawn)
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for reference in references() {
            assert_eq!(reference.to_string().parse(), Ok(reference));
        }
    }

    #[test]
    fn every_single_wrong_symbol_is_caught() {
        for Reference(right) in references() {
            for place in 0..SYMBOLS {
                for wrong in (0..32).filter(|wrong| *wrong != right[place]) {
                    let mut symbols = right;
                    symbols[place] = wrong;
                    assert_eq!(Reference(symbols).to_string().parse::<Reference>(), Err(ReferenceError::Check));
                }
            }
        }
    }

    #[test]
    fn every_two_symbols_that_changed_places_are_caught() {
        for Reference(right) in references() {
            for (one, other) in (0..SYMBOLS).flat_map(|one| (0..one).map(move |other| (one, other))) {
                let mut symbols = right;
                symbols.swap(one, other);
                let read = Reference(symbols).to_string().parse::<Reference>();
                assert_eq!(read.is_ok(), symbols == right);
            }
        }
    }

    #[test]
    fn reading_forgives_case_spaces_dashes_and_letters_that_look_like_digits() {
        let zeros: Reference = "K-0000-0000".parse().unwrap();
        for typed in ["k-0000-0000", " K 0000 0000 ", "00000000", "koooo–OOOO", "K‑0000‑0000", "K.0000.0000"] {
            assert_eq!(typed.parse(), Ok(zeros), "{typed}");
        }
    }

    #[test]
    fn a_reference_that_begins_with_k_after_the_k_is_read_with_and_without_it() {
        let reference = (0..=255u8).map(drawn).find(|reference| reference.to_string().starts_with("K-K")).unwrap();
        assert_eq!(reference.to_string()[2..].parse(), Ok(reference));
    }

    #[test]
    fn what_is_no_reference_is_told_why() {
        let error = |typed: &str| typed.parse::<Reference>().unwrap_err();
        assert_eq!(error("K-0000"), ReferenceError::Length { found: 5 });
        assert_eq!(error(""), ReferenceError::Length { found: 0 });
        assert_eq!(error("K-0000-00U0"), ReferenceError::Symbol('U'));
        assert_eq!(error("K-0000-0001"), ReferenceError::Check);
    }
}
