//! The program itself, started and ended as a person or a machine does.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running service.
pub struct Program {
    /// The process.
    pub child: Child,
    /// Where it answers.
    pub address: String,
}

impl Program {
    /// The service that `command` starts, as soon as it says where it answers.
    pub fn started(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let said: Vec<String> = lines.take(2).map(Result::unwrap).collect();
        let address = said[1].split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        Self { address: address.trim_end_matches('/').to_owned(), child }
    }

    /// Sends a signal, waits for the end, and gives the exit code and everything that was logged.
    pub fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let mut logged = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut logged).unwrap();
        (self.child.wait().unwrap().code(), logged)
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
