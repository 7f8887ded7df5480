//! Puts what the function needs of the site into its binary: read, checked and linked here, so that it starts at once. The lib
//! needs none of it, and an editor's `cargo run` is not built anew for a change of the content.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "lambda")]
    site_gen::embed(|template| template.starts_with("components/") || TEMPLATES.contains(&template));
}

/// What the intake answers with.
#[cfg(feature = "lambda")]
const TEMPLATES: [&str; 6] =
    ["base.html", "form.html", "check.html", "confirmation.html", "not-sent.html", "message.html"];
