//! The made-up organisation of the tests: `fixtures/content`, in the templates of the real site.

use std::path::{Path, PathBuf};
use website::{Compiler, Sources, Website};

/// The folder of its content.
#[must_use]
pub fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/content")
}

/// The folder of the templates, which are the real ones.
#[must_use]
pub fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates")
}

/// Its website on 22 November 2026.
#[must_use]
pub fn website() -> Website {
    let sources = Sources::read(&content(), &templates()).expect("content");
    Compiler::for_everybody().compile(&sources, "2026-11-22".parse().expect("a day")).expect("a site")
}
