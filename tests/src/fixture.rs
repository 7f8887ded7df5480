//! The made-up organisation of the tests: `fixtures/content`, in the templates of the real site.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
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
    website_of(&content())
}

/// The website of `content` on that day.
#[must_use]
pub fn website_of(content: &Path) -> Website {
    let sources = Sources::read(content, &templates()).expect("content");
    Compiler::for_everybody().compile(&sources, "2026-11-22".parse().expect("a day")).expect("a site")
}

/// A folder with the content of the same organisation, which mails people their own words.
#[must_use]
pub fn content_repeating_words() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let copied = Command::new("cp").arg("-r").arg(content().join(".")).arg(folder.path()).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let file = folder.path().join("organisation.toml");
    let organisation = fs::read_to_string(&file).expect("a file");
    let repeating = organisation.replace("repeats_words = false", "repeats_words = true");
    assert_ne!(repeating, organisation);
    fs::write(file, repeating).expect("a file");
    folder
}
