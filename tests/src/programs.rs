//! Where the programs of the workspace are.

use std::path::{Path, PathBuf};

/// The folder with the programs that cargo builds now, with `profile` and `arguments`.
///
/// # Panics
/// They cannot be built.
#[must_use]
pub fn programs_folder(profile: &str, arguments: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut cargo = std::process::Command::new(env!("CARGO"));
    // Cargo says of which package this is a test; ring is built anew whenever that changes.
    for (variable, _) in std::env::vars_os() {
        if ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|ours| variable.to_string_lossy().starts_with(ours)) {
            cargo.env_remove(variable);
        }
    }
    let built = cargo
        .current_dir(&root)
        .args(["build", "--quiet", "--profile", profile])
        .args(arguments)
        .status()
        .expect("cargo");
    assert!(built.success(), "they cannot be built");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
    target.join(if profile == "dev" { "debug" } else { profile })
}
