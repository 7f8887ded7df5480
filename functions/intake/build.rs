//! Puts what the function needs of the site into its binary: read, checked and linked here, so that it starts at once. The lib
//! needs none of it, and an editor's `cargo run` is not built anew for a change of the content.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the intake answers with.
#[cfg(feature = "lambda")]
const TEMPLATES: [&str; 6] =
    ["base.html", "form.html", "check.html", "confirmation.html", "not-sent.html", "message.html"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "lambda")]
    embed(|template| template.starts_with("components/") || TEMPLATES.contains(&template))?;
    Ok(())
}

#[cfg(feature = "lambda")]
fn embed(is_used: fn(&str) -> bool) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../../content");
    println!("cargo::rerun-if-changed=../../templates");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let day = env::var("SOURCE_DATE_EPOCH").ok().map(|seconds| seconds.parse()).transpose()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let site = site_gen::Site::for_functions(&root, day, is_used).unwrap_or_else(|problems| {
        eprintln!("{problems}");
        std::process::exit(1)
    });
    fs::write(PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("site.json"), site)?;
    Ok(())
}
