//! A function that panics tells where, and not with which words.
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

use std::process::Command;

const CANARY: &str = "kanarievogel";

/// It is started by itself, and is the function then.
#[tokio::test]
async fn a_panic_in_a_function_tells_its_place_and_no_word() {
    if std::env::var("IS_FUNCTION").is_ok() {
        aws::run("intake", async { panic!("{CANARY}") }).await;
    }
    let mut function = Command::new(std::env::current_exe().unwrap());
    function.args(["--exact", "a_panic_in_a_function_tells_its_place_and_no_word", "--nocapture"]);
    let ended = function.env("IS_FUNCTION", "").env("RUST_BACKTRACE", "full").output().unwrap();
    assert!(!ended.status.success());
    let told = String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap();
    assert!(told.contains("panic at functions/aws/tests/panic.rs:"), "{told}");
    assert!(!told.contains(CANARY) && !told.contains("std::panicking"), "{told}");
}
