//! What a path is when all links are followed, also where nothing stands yet.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The place that `path` means: `.`, `..` and links are followed as far as there is something.
pub(crate) fn real(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        if let Ok(there) = fs::canonicalize(&real) {
            real = there;
        }
    }
    real
}
