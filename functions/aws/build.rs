//! Puts what the functions need of the site into their binaries: read, checked and linked here, so that they start at once.
//!
//! `SOURCE_DATE_EPOCH` (seconds) sets the day on which the site is built; otherwise it is today.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};
use website::EmbeddedFunction;

fn main() -> ExitCode {
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn embed() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["content", "templates"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    println!("cargo::rerun-if-changed=build.rs\ncargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.parse()?),
        Err(_) => SystemTime::now(),
    };
    let folder = std::env::var("OUT_DIR")?;
    let functions: [EmbeddedFunction<'_>; 2] =
        [("intake", |name| INTAKE.contains(&name)), ("notices", |name| name.starts_with("mail/"))];
    Ok(website::embed(&root, now, &functions, folder.as_ref())?)
}

/// What the intake answers with.
const INTAKE: [&str; 6] =
    ["base.html", "form.html", "check.html", "confirmation.html", "not-sent.html", "message.html"];
