//! The program `local`, as `cargo run` runs it.

use crate::content;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The running program. It ends with this.
pub struct Program {
    /// Where it answers.
    pub address: String,
    /// The address that it tells for the mails, with the key in it.
    pub mails: String,
    child: Child,
    /// A file, so that it never waits for us to read.
    logged: File,
}

impl Program {
    /// Starts it on a free port, with its data in `data` and its store where `store` says.
    #[must_use]
    pub fn start(local: &str, data: &Path, store: Option<&str>) -> Self {
        let mut command = Self::command(local, &["--port", "0", "--data", &data.to_string_lossy()]);
        command.envs(store.map(|endpoint| ("AWS_ENDPOINT_URL_DYNAMODB", endpoint)));
        Self::started(command)
    }

    /// What `command` starts, as soon as it says where it answers.
    #[must_use]
    pub fn started(mut command: Command) -> Self {
        let logged = tempfile::tempfile().expect("a file");
        command.stderr(logged.try_clone().expect("a file"));
        let mut child = command.spawn().expect("the program");
        let lines = BufReader::new(child.stdout.as_mut().expect("a pipe")).lines();
        let said: Vec<String> = lines.take(2).map(|line| line.expect("a line")).collect();
        let words = said.iter().skip(1).flat_map(|line| line.split_whitespace());
        let addresses: Vec<&str> = words.filter(|word| word.starts_with("http://")).collect();
        let [address, mails] = addresses[..] else { panic!("it does not start: {said:?}") };
        Self { address: address.trim_end_matches('/').to_owned(), mails: mails.to_owned(), child, logged }
    }

    /// The program `local` with `arguments`, not started yet. It serves the made-up organisation unless they say otherwise.
    #[must_use]
    pub fn command(local: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(local);
        if !arguments.contains(&"--content") {
            command.arg("--content").arg(content());
        }
        command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        command.env_remove("AWS_ENDPOINT_URL_DYNAMODB").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What it has logged so far.
    #[must_use]
    pub fn logged(&self) -> String {
        let mut bytes = vec![0; usize::try_from(self.logged.metadata().expect("a file").len()).expect("a length")];
        self.logged.read_exact_at(&mut bytes, 0).expect("what is there");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The TCP ports on which it listens.
    #[must_use]
    pub fn ports(&self) -> Vec<u16> {
        let proc = Path::new("/proc").join(self.id().to_string());
        let held = std::fs::read_dir(proc.join("fd")).expect("what it holds").flatten();
        let held: Vec<_> = held.filter_map(|entry| std::fs::read_link(entry.path()).ok()).collect();
        let tables = ["tcp", "tcp6"].map(|table| std::fs::read_to_string(proc.join("net").join(table)));
        let tables = tables.into_iter().flatten().collect::<String>();
        let listening = tables.lines().filter_map(|line| {
            // The address, the state (0A is listening), and at the end the socket.
            let parts: Vec<&str> = line.split_whitespace().collect();
            let is_its = *parts.get(3)? == "0A" && held.contains(&format!("socket:[{}]", parts.get(9)?).into());
            let (_, port) = parts[1].rsplit_once(':').filter(|_| is_its)?;
            u16::from_str_radix(port, 16).ok()
        });
        listening.collect()
    }

    /// Sends it a signal, such as `-KILL`.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    /// Kills it as it stands (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().expect("a process");
        self.child.wait().expect("a process");
    }

    /// Asks it to end, as Ctrl-C does, waits for it, and gives the exit code and everything that was logged.
    #[must_use]
    pub fn end(self) -> (Option<i32>, String) {
        self.end_by("-INT")
    }

    /// The same with another signal.
    #[must_use]
    pub fn end_by(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let code = self.child.wait().expect("a process").code();
        let mut logged = String::new();
        self.logged.rewind().expect("a file");
        self.logged.read_to_string(&mut logged).expect("text");
        (code, logged)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
