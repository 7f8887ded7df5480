//! The fingerprint of a complaint, by which the same words are known again.

use sha2::{Digest as _, Sha256};

/// A SHA-256 of everything that a complaint says, normalised.
///
/// # Shape
/// 32 bytes. Equal for equal complaints; what was typed around the words (spaces, kinds of line break, `mrt` for `3`) does
/// not count, because it is taken from the complaint that was read, not from the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `parts`, in which each part counts with its length, so that no word can move to the next part.
    pub(crate) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// The 32 bytes, for the register to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 8 bytes that depend on the whole digest and on `attempt`.
    pub(crate) fn draw(&self, attempt: u8) -> [u8; 8] {
        let Self(drawn) = Self::of([&self.0[..], &[attempt]]);
        std::array::from_fn(|place| drawn[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_moves_to_the_next_part_changes_the_digest() {
        assert_ne!(Digest::of([&b"ab"[..], b"c"]), Digest::of([&b"a"[..], b"bc"]));
    }

    #[test]
    fn each_attempt_draws_something_else() {
        let digest = Digest::of([&b"a"[..]]);
        assert_ne!(digest.draw(0), digest.draw(1));
    }
}
