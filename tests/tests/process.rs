//! The program itself: how it starts, how it ends, and what it says meanwhile.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

struct Program {
    child: Child,
    address: String,
}

impl Program {
    /// Starts the service on a free port.
    fn start(data: &Path, store: Option<&str>) -> Self {
        Self::start_with(data, store, &[])
    }

    fn start_with(data: &Path, store: Option<&str>, arguments: &[&str]) -> Self {
        let mut command = command(&["--port", "0", "--data", &data.to_string_lossy()]);
        command.args(arguments);
        command.envs(store.map(|endpoint| ("AWS_ENDPOINT_URL_DYNAMODB", endpoint)));
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let said: Vec<String> = lines.take(2).map(Result::unwrap).collect();
        let address = said[1].split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        Self { address: address.trim_end_matches('/').to_owned(), child }
    }

    async fn send(&self, description: &str) -> Result<reqwest::Response, reqwest::Error> {
        let form = [
            ("name", "Test Voorbeeld"),
            ("email", "test@voorbeeld.example"),
            ("incident_month", "3"),
            ("incident_year", "2026"),
            ("about", "test"),
            ("description", description),
        ];
        reqwest::Client::new().post(format!("{}/formulier/versturen", self.address)).form(&form).send().await
    }

    /// Sends a signal, waits for the end, and gives the exit code and everything that was logged.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let mut logged = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut logged).unwrap();
        (self.child.wait().unwrap().code(), logged)
    }
}

fn command(arguments: &[&str]) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.args(arguments).current_dir(root).env_remove("AWS_ENDPOINT_URL_DYNAMODB");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn ctrl_c_ends_it_cleanly() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), None);
    assert_eq!(program.send("verzonnen").await.unwrap().status(), 201);
    assert_eq!(program.end("-INT").0, Some(0));
}

/// An editor changes a button of the form and a page: both the page and what a function answers follow, and a mistake
/// changes neither.
#[tokio::test]
async fn what_an_editor_saves_is_seen_on_pages_and_on_what_functions_answer() {
    let (data, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    assert!(Command::new("cp").arg("-r").arg(root.join("content")).arg(desk.path()).status().unwrap().success());
    let content = desk.path().join("content");
    let program = Program::start_with(data.path(), None, &["--content", &content.to_string_lossy()]);
    let texts = std::fs::read_to_string(content.join("nl/texts.toml")).unwrap();
    let open =
        async |path: &str| reqwest::get(format!("{}{path}", program.address)).await.unwrap().text().await.unwrap();
    let answer = async || {
        let request = reqwest::Client::new().post(format!("{}/formulier/controleren", program.address));
        request.form(&[("name", "Test Voorbeeld")]).send().await.unwrap().text().await.unwrap()
    };
    assert!(open("/klacht-indienen/").await.contains("/.preview/reload.js"));
    let page = reqwest::get(format!("{}/", program.address)).await.unwrap();
    let policies: Vec<_> = page.headers().get_all("content-security-policy").iter().collect();
    assert!(policies.len() == 1 && policies[0].to_str().unwrap().ends_with("; connect-src 'self'"), "{policies:?}");
    assert!(!answer().await.contains("/.preview/"), "an answer is not loaded again: it would be sent again");

    std::fs::write(content.join("nl/texts.toml"), texts.replace("Verder: kijk uw klacht na", "Ga verder")).unwrap();
    let start = Instant::now();
    while !open("/klacht-indienen/").await.contains("Ga verder") {
        assert!(start.elapsed().as_secs() < 20, "not in time");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(answer().await.contains("Ga verder"));

    std::fs::write(content.join("nl/texts.toml"), texts.replace("check = ", "chek = ")).unwrap();
    while !open("/klacht-indienen/").await.contains("preview-error") {
        assert!(start.elapsed().as_secs() < 20, "not in time");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(answer().await.contains("Ga verder"), "the last good one");
    let (code, said) = program.end("-INT");
    assert_eq!(code, Some(0));
    assert!(said.contains("fout: `chek` bestaat hier niet"), "{said}");
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = command(&["--port", &port, "--data", &data.path().to_string_lossy()]).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(
        said,
        format!("error: port {port} is taken\nhint: stop the other program, or choose another port with --port\n")
    );
}

#[test]
fn a_mistake_in_the_content_is_told_and_nothing_starts() {
    let content = tempfile::tempdir().unwrap();
    std::fs::write(content.path().join("organisation.toml"), "[site]\n").unwrap();
    let ended = command(&["--content", &content.path().to_string_lossy(), "--port", "0"]).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("organisation.toml:1:1"), "{said}");
}

/// Eight writers send until the program is killed in the middle; what was confirmed must be there afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_loses_no_confirmed_complaint() {
    let data = tempfile::tempdir().unwrap();
    let program = Arc::new(Program::start(data.path(), None));
    let confirmed = Arc::new(Mutex::new(Vec::new()));
    let count = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (program, confirmed, count) = (Arc::clone(&program), Arc::clone(&confirmed), Arc::clone(&count));
            tokio::spawn(async move {
                for number in 0.. {
                    let description = format!("verzonnen {writer} {number}");
                    match program.send(&description).await {
                        Ok(answer) if answer.status() == 201 => confirmed.lock().unwrap().push(description),
                        _ => break,
                    }
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    while count.load(Ordering::Relaxed) < 100 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Command::new("kill").args(["-KILL", &program.child.id().to_string()]).status().unwrap();
    for writer in writers {
        writer.await.unwrap();
    }

    let restarted = Program::start(data.path(), None);
    let confirmed = confirmed.lock().unwrap().clone();
    for description in &confirmed {
        assert_eq!(restarted.send(description).await.unwrap().status(), 201);
    }
    let (_, logged) = restarted.end("-INT");
    assert_eq!(logged.matches("was_known=true").count(), confirmed.len());
    assert_eq!(logged.matches("was_known=false").count(), 0);
}

#[tokio::test]
async fn what_is_logged_holds_the_reference_and_no_word_of_the_complaint() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), None);
    program.send("kanarievogel").await.unwrap();
    program.send(&"kanarievogel".repeat(1000)).await.unwrap();
    let (_, logged) = program.end("-INT");
    assert!(logged.contains("reference=K-") && !logged.contains("kanarievogel"), "{logged}");
    assert!(!logged.contains("Voorbeeld"), "{logged}");

    let program = Program::start(data.path(), Some("http://127.0.0.1:9"));
    assert_eq!(program.send("kanarievogel").await.unwrap().status(), 503);
    let (_, logged) = program.end("-INT");
    assert!(logged.contains("complaint not confirmed") && !logged.contains("kanarievogel"), "{logged}");
}
