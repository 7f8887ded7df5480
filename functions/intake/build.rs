//! Content and templates are part of the function's binary: a change of them is a change of it.

fn main() {
    println!("cargo::rerun-if-changed=../../content");
    println!("cargo::rerun-if-changed=../../templates");
}
