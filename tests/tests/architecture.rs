//! Which crate may know which. A new dependency between them is a commit of its own, which says why in ARCHITECTURE.md.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// What each crate of the workspace is built with, tests aside.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("complaint", &[]),
    ("views", &["complaint"]),
    ("website", &["complaint", "views"]),
    ("paper", &[]),
    ("command-line", &["complaint", "website"]),
    ("site-gen", &["command-line", "complaint", "views", "website"]),
    ("documents", &["complaint", "paper", "site-gen", "views", "website"]),
    ("logging", &[]),
    ("register", &["complaint"]),
    ("intake", &["complaint", "register", "views"]),
    ("notices", &["complaint", "register", "views"]),
    ("office", &["command-line", "complaint", "register", "views", "website"]),
    ("aws", &["command-line", "complaint", "intake", "logging", "notices", "office", "register", "views", "website"]),
    (
        "local",
        &[
            "command-line",
            "complaint",
            "intake",
            "logging",
            "notices",
            "office",
            "register",
            "site-gen",
            "views",
            "website",
        ],
    ),
    ("tests", &["complaint", "intake", "local", "notices", "office", "register", "website"]),
];

fn metadata() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    serde_json::from_slice(&output.stdout).expect("metadata")
}

#[test]
fn no_crate_knows_another_than_the_architecture_says() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let found: BTreeMap<&str, BTreeSet<&str>> = packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            let built = dependencies.filter(|dependency| dependency["kind"] != "dev");
            let known = built.filter_map(|dependency| dependency["name"].as_str()).filter(|name| ours.contains(name));
            (package["name"].as_str().expect("a name"), known.collect())
        })
        .collect();
    let allowed = ALLOWED.map(|(name, known)| (name, known.iter().copied().collect()));
    assert_eq!(found, BTreeMap::from(allowed));
}

#[test]
fn no_crate_has_features_of_its_own() {
    for package in metadata()["packages"].as_array().expect("packages") {
        assert_eq!(package["features"], Value::Object(serde_json::Map::new()), "{}", package["name"]);
    }
}

/// A program that begins otherwise tells the message of a panic, which may quote a complaint.
#[test]
fn every_program_that_holds_complaints_begins_with_its_logging() {
    let mut programs = 0;
    for package in metadata()["packages"].as_array().expect("packages") {
        let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
        let holds_complaints =
            dependencies.filter(|found| found["kind"] != "dev").any(|found| found["name"] == "register");
        for target in package["targets"].as_array().expect("targets").iter().filter(|_| holds_complaints) {
            if target["kind"].as_array().expect("kinds").contains(&"bin".into()) {
                let file = target["src_path"].as_str().expect("a file");
                let program = std::fs::read_to_string(file).expect("a program");
                let begins =
                    ["logging::start(", "aws::run(", "local::run("].iter().any(|begin| program.contains(begin));
                assert!(begins, "{file}");
                programs += 1;
            }
        }
    }
    assert!(programs >= 4, "{programs}");
}

#[test]
fn no_readme_holds_what_a_merge_left_behind() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().expect("packages") {
        let folder = Path::new(package["manifest_path"].as_str().expect("a path")).parent().expect("a folder");
        let Ok(readme) = std::fs::read_to_string(folder.join("README.md")) else { continue };
        let left = |line: &&str| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>");
        assert_eq!(readme.lines().find(left), None, "{}", folder.display());
    }
}
