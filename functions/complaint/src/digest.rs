//! The fingerprint of a complaint, by which the same words are known again.

use base16ct::lower;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// A code of everything that a complaint says, normalised, which nobody can work out without the key.
///
/// # Shape
/// 32 bytes: HMAC-SHA-256 (RFC 2104). Equal for equal complaints under one key; what was typed around the words (spaces,
/// kinds of line break, `mrt` for `3`) does not count, because it is taken from the complaint that was read, not from the
/// form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

/// The secret of one installation. Who has it can tell from a reference or a digest whether a text that they guess is that
/// of the complaint; who does not have it cannot.
///
/// With another key, complaints that were kept before are still read by their references. Only the same words, sent again,
/// are then not known again.
///
/// ```
/// use complaint::DigestKey;
/// // 32 random bytes, as hexadecimal digits.
/// let key: DigestKey = "4a".repeat(32).parse()?;
/// # Ok::<(), complaint::NotADigestKey>(())
/// ```
#[derive(Clone)]
pub struct DigestKey([u8; Self::SIZE_BYTES]);

/// The text is no key: it takes 64 digits, each 0 to 9 or a to f.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key for digests is 64 digits of 0 to 9 and a to f")]
pub struct NotADigestKey;

impl DigestKey {
    /// As many random bytes as the digest has, which is what RFC 2104, section 3, recommends.
    pub const SIZE_BYTES: usize = 32;

    /// The digest of `parts`, in which each part counts with its length, so that no word can move to the next part.
    pub(crate) fn digest<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        // A key that is shorter than a block of SHA-256 is filled up with zeros, says RFC 2104.
        let mut block = [0; 64];
        block[..Self::SIZE_BYTES].copy_from_slice(&self.0);
        let mut hasher = Hmac::<Sha256>::new(&block.into());
        for part in parts {
            hasher.update(&(part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Digest(hasher.finalize().into_bytes().into())
    }
}

impl From<[u8; Self::SIZE_BYTES]> for DigestKey {
    fn from(bytes: [u8; Self::SIZE_BYTES]) -> Self {
        Self(bytes)
    }
}

impl FromStr for DigestKey {
    type Err = NotADigestKey;

    fn from_str(text: &str) -> Result<Self, NotADigestKey> {
        let bytes = lower::decode_vec(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(NotADigestKey)
    }
}

/// Prints as its name only.
impl fmt::Debug for DigestKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DigestKey")
    }
}

impl Digest {
    /// The 32 bytes, for the register to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 8 bytes that depend on the whole digest and on `attempt`.
    pub(crate) fn draw(&self, attempt: u8) -> [u8; 8] {
        let drawn = Sha256::new().chain_update(self.0).chain_update([attempt]).finalize();
        std::array::from_fn(|place| drawn[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(key: u8, parts: &[&[u8]]) -> Digest {
        DigestKey::from([key; 32]).digest(parts.iter().copied())
    }

    #[test]
    fn a_word_that_moves_to_the_next_part_changes_the_digest() {
        assert_ne!(digest(1, &[b"ab", b"c"]), digest(1, &[b"a", b"bc"]));
    }

    #[test]
    fn each_attempt_draws_something_else() {
        let digest = digest(1, &[b"a"]);
        assert_ne!(digest.draw(0), digest.draw(1));
    }

    #[test]
    fn another_key_makes_another_digest() {
        assert_ne!(digest(1, &[b"a"]), digest(2, &[b"a"]));
    }

    /// Worked out with the `hmac` module of Python, over the length of the part as eight bytes and the part.
    #[test]
    fn it_is_the_code_that_the_standard_gives() {
        let known = "d110d6fd5f15c5d161ee474d532a3189b793fdd13cb4414e461d54f78b7541d2";
        assert_eq!(lower::encode_string(digest(7, &[b"verzonnen"]).as_bytes()), known);
    }

    #[test]
    fn a_key_is_read_whole_or_not_at_all_and_never_printed() {
        let text = "07".repeat(32);
        let key: DigestKey = text.parse().unwrap();
        assert_eq!((key.0, format!("{key:?}")), ([7; 32], "DigestKey".to_owned()));
        for wrong in ["", "07", &text[1..], &text[2..], &format!("{text}07"), &"0G".repeat(32), &"0A".repeat(32)] {
            assert_eq!(wrong.parse::<DigestKey>().unwrap_err(), NotADigestKey, "{wrong}");
        }
    }
}
