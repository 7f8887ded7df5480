//! Puts what the mails need of the site into the function's binary, as functions/intake/build.rs does.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "lambda")]
    site_gen::embed(|template| template.starts_with("components/") || template.starts_with("mail/"));
}
