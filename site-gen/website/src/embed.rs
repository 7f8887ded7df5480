//! The site in the binary of a function: for build scripts.

use crate::compiler::Compiler;
use crate::diagnostics::problem::Problems;
use crate::sources::Sources;
use complaint::day_of_receipt;
use std::path::Path;
use std::time::SystemTime;
use std::{fs, io};
use views::EmbeddedError;

/// The site cannot be embedded.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// Content or templates have problems.
    #[error("{0}")]
    Problems(#[from] Problems),
    /// JSON cannot hold it.
    #[error("error: {0}")]
    Form(#[from] EmbeddedError),
    /// The file cannot be written.
    #[error("error: {0}")]
    Write(#[from] io::Error),
}

/// The name of a function, and which templates it uses. It has all components anyway.
pub type EmbeddedFunction<'a> = (&'a str, fn(&str) -> bool);

/// Writes what each of some functions needs of the site to `<function>.json` in `folder`. `root` is the folder with `content` and
/// `templates`. Every page and mail is made once before, so that a mistake in a template ends the build.
///
/// What menus show depends on the day in Heemstede at `now`: the same sources on the same day give the same bytes.
///
/// # Errors
/// See [`EmbedError`]: every problem of content and templates, or a file that cannot be written.
pub fn embed(
    root: &Path,
    now: SystemTime,
    functions: &[EmbeddedFunction<'_>],
    folder: &Path,
) -> Result<(), EmbedError> {
    let sources = Sources::read(&root.join("content"), &root.join("templates"))?;
    let website = Compiler::for_everybody().compile(&sources, day_of_receipt(now.into()))?;
    website.output()?;
    for (function, is_used) in functions {
        let site = website.site().to_embedded(|template| template.starts_with("components/") || is_used(template))?;
        fs::write(folder.join(format!("{function}.json")), site)?;
    }
    Ok(())
}
