//! TOML as editors write it, read into a type that knows every key.

use crate::facts::Filled;
use crate::problem::Problem;
use serde::de::DeserializeOwned;

/// Reads `toml`, which begins at the byte `start` of the filled text.
///
/// # Errors
/// An unknown or missing key, a value of another kind, or text that is no TOML, with its place.
pub fn read<T: DeserializeOwned>(filled: &Filled<'_>, start: usize, toml: &str) -> Result<T, Problem> {
    toml::from_str(toml).map_err(|error| {
        let offset = start + error.span().map_or(0, |span| span.start);
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        let problem = filled.problem(offset, &message);
        // "unknown field `tittle`, expected one of `title`, `description`"
        let mut quoted = message.split('`').skip(1).step_by(2);
        match quoted.next() {
            Some(written) if message.starts_with("unknown field") => problem.did_you_mean(written, quoted),
            _ => problem,
        }
    })
}
