//! The program itself, started and ended as a person or a machine does.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running service.
pub struct Program {
    /// The process.
    pub child: Child,
    /// Where it answers.
    pub address: String,
    /// A file, and not a pipe: it never waits for a test to read.
    logged: File,
}

impl Program {
    /// The service that `command` starts, as soon as it says where it answers.
    pub fn started(mut command: Command) -> Self {
        let logged = tempfile::tempfile().unwrap();
        command.stderr(logged.try_clone().unwrap());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let said: Vec<String> = lines.take(2).map(Result::unwrap).collect();
        let address = said[1].split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        Self { address: address.trim_end_matches('/').to_owned(), child, logged }
    }

    /// Sends a signal, waits for the end, and gives the exit code and everything that was logged.
    pub fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let code = self.child.wait().unwrap().code();
        let mut logged = String::new();
        self.logged.rewind().unwrap();
        self.logged.read_to_string(&mut logged).unwrap();
        (code, logged)
    }
}

/// The program with its arguments, in the project's folder.
pub fn command(arguments: &[&str]) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.args(arguments).current_dir(root).env_remove("AWS_ENDPOINT_URL_DYNAMODB");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}
