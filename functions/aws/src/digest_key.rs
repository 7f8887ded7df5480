//! The key of an installation, from the environment.

use complaint::{DigestKey, NotADigestKey};
use register::MissingVariable;

/// The environment has no key.
#[derive(Debug, thiserror::Error)]
pub enum DigestKeyError {
    /// There is no variable for it.
    #[error(transparent)]
    Missing(#[from] MissingVariable),
    /// What the variable holds is no key.
    #[error("{NAME}: {0}")]
    NotAKey(#[from] NotADigestKey),
}

const NAME: &str = "DIGEST_KEY";

/// The key in `DIGEST_KEY`, read through `variable`: the stack's parameter `DigestKey`.
///
/// # Errors
/// See [`DigestKeyError`].
pub fn digest_key(variable: impl Fn(&str) -> Option<String>) -> Result<DigestKey, DigestKeyError> {
    Ok(variable(NAME).ok_or(MissingVariable(NAME))?.parse()?)
}
