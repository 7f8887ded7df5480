//! The function itself: what it needs to start. What it does with an event: aws.rs.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::process::Command;

const SETTINGS: [(&str, &str); 8] = [
    ("REGISTER_TABLE", "complaints"),
    ("AWS_REGION", "eu-west-1"),
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
    ("MAIL_FROM", "klachten@wij.example"),
    ("MAIL_OFFICE", "kantoor@wij.example"),
    ("MAIL_CONFIGURATION_SET", "klachten"),
    ("DEAD_LETTERS_URL", "http://127.0.0.1:9/queue"),
];

fn said(settings: impl IntoIterator<Item = (&'static str, &'static str)>) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_notices")).env_clear().envs(settings).output().unwrap();
    assert!(!ended.status.success());
    String::from_utf8(ended.stderr).unwrap()
}

#[test]
fn a_function_without_its_environment_says_what_is_missing() {
    for (missing, _) in SETTINGS {
        let said = said(SETTINGS.into_iter().filter(|(name, _)| *name != missing));
        assert!(said.starts_with(&format!("error: the environment has no variable {missing}")), "{said}");
    }
}

#[test]
fn a_function_whose_address_is_none_says_which() {
    for wrong in ["MAIL_FROM", "MAIL_OFFICE"] {
        let said = said(SETTINGS.map(|(name, value)| (name, if name == wrong { "geen adres" } else { value })));
        assert_eq!(said, format!("error: {wrong} is no e-mail address\n"));
    }
}
