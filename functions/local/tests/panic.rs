//! The program panics in the middle of its work, with a word in the message: it tells where, and not the word.
#![expect(clippy::panic, reason = "that is what is tried")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use website::{Documents, Printer, Problems, Sources, Website};

const CANARY: &str = "kanarievogel";

/// What the program calls while it makes the documents.
#[derive(Debug)]
struct Panicking;

impl Printer for Panicking {
    fn print(&self, _: &Sources, _: &Website) -> Result<Documents, Problems> {
        panic!("{CANARY}")
    }
}

/// It is started by itself, and is the program then.
#[test]
fn a_panic_in_the_program_tells_its_place_and_no_word() {
    if let Some(data) = std::env::var_os("DATA") {
        let typed: [OsString; 5] = ["local".into(), "--port".into(), "0".into(), "--data".into(), data];
        panic!("it ended: {:?}", local::run(&typed, Some(Arc::new(Panicking))));
    }
    let data = tempfile::tempdir().unwrap();
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", "a_panic_in_the_program_tells_its_place_and_no_word", "--nocapture"]);
    program.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).env_remove("AWS_ENDPOINT_URL_DYNAMODB");
    let ended = program.env("DATA", data.path()).env("RUST_BACKTRACE", "full").output().unwrap();
    assert!(!ended.status.success());
    let told = String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap();
    assert!(told.contains("panic at functions/local/tests/panic.rs:"), "{told}");
    assert!(!told.contains(CANARY) && !told.contains("std::panicking"), "{told}");
}
