//! Content and templates are part of the function's binary: a change of them is a change of it. Not of the lib, which an
//! editor's `cargo run` would otherwise build anew.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_LAMBDA").is_some() {
        println!("cargo::rerun-if-changed=../../content");
        println!("cargo::rerun-if-changed=../../templates");
    }
}
