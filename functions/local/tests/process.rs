//! The program itself: how it starts, how it ends, and what it says meanwhile.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tests::{Program, Store, complaint, typed, wait_until};

/// The program.
const LOCAL: &str = env!("CARGO_BIN_EXE_local");

/// Sends a made-up complaint.
async fn send(program: &Program, description: &str) -> Result<reqwest::Response, reqwest::Error> {
    let form = typed(complaint(), "description", description);
    reqwest::Client::new().post(format!("{}/formulier/versturen", program.address)).form(&form).send().await
}

/// With room for a few dozen connections only: who says nothing is shown out, and those who wait at the door come in.
#[tokio::test]
async fn a_service_without_a_file_handle_left_answers_again_when_there_is_one() {
    let data = tempfile::tempdir().unwrap();
    let usual = Program::command(LOCAL, &["--published", "--port", "0", "--data", &data.path().to_string_lossy()]);
    let mut poor = Command::new("sh");
    poor.args(["-c", "ulimit -n 64 && exec \"$0\" \"$@\""]).arg(usual.get_program()).args(usual.get_args());
    poor.current_dir(usual.get_current_dir().unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let program = Program::started(poor);
    let name = program.address.trim_start_matches("http://");
    let silent: Vec<_> = (0..100).map(|_| TcpStream::connect(name).unwrap()).collect();
    assert_eq!(reqwest::get(format!("{}/contact/", program.address)).await.unwrap().status(), 200);
    drop(silent);
    assert_eq!(send(&program, "verzonnen").await.unwrap().status(), 201);
    assert_eq!(program.end().0, Some(0));
}

#[tokio::test]
async fn ctrl_c_ends_it_cleanly() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(LOCAL, data.path(), None);
    assert_eq!(send(&program, "verzonnen").await.unwrap().status(), 201);
    assert_eq!(program.end().0, Some(0));
}

/// An editor changes a button of the form and a page: both the page and what a function answers follow, and a mistake
/// changes neither.
#[tokio::test]
async fn what_an_editor_saves_is_seen_on_pages_and_on_what_functions_answer() {
    let (data, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(Command::new("cp").arg("-r").arg(tests::content()).arg(desk.path()).status().unwrap().success());
    let content = desk.path().join("content");
    let arguments = ["--port", "0", "--data", &data.path().to_string_lossy(), "--content", &content.to_string_lossy()];
    let program = Program::started(Program::command(LOCAL, &arguments));
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
    let shows = async |words: &str| {
        let is_shown = async || open("/klacht-indienen/").await.contains(words);
        wait_until(is_shown, || format!("no page with {words}")).await;
    };
    shows("Ga verder").await;
    assert!(answer().await.contains("Ga verder"));

    std::fs::write(content.join("nl/texts.toml"), texts.replace("check = ", "chek = ")).unwrap();
    shows("preview-error").await;
    assert!(answer().await.contains("Ga verder"), "the last good one");
    let (code, said) = program.end();
    assert_eq!(code, Some(0));
    assert!(said.contains("fout: `chek` bestaat hier niet"), "{said}");
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = Program::command(LOCAL, &["--port", &port, "--data", &data.path().to_string_lossy()]).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(
        said,
        format!("fout: poort {port} is bezet\ntip: stop het andere programma, of kies een andere poort met --port\n")
    );
}

#[test]
fn a_mistake_in_the_content_is_told_and_nothing_starts() {
    let content = tempfile::tempdir().unwrap();
    std::fs::write(content.path().join("organisation.toml"), "[site]\n").unwrap();
    let ended =
        Program::command(LOCAL, &["--content", &content.path().to_string_lossy(), "--port", "0"]).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("organisation.toml:1:1"), "{said}");
}

/// Eight writers send until the program is killed in the middle; what was confirmed must be there afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_loses_no_confirmed_complaint() {
    let data = tempfile::tempdir().unwrap();
    let program = Arc::new(Program::start(LOCAL, data.path(), None));
    let confirmed = Arc::new(Mutex::new(Vec::new()));
    let count = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (program, confirmed, count) = (Arc::clone(&program), Arc::clone(&confirmed), Arc::clone(&count));
            tokio::spawn(async move {
                for number in 0.. {
                    let description = format!("verzonnen {writer} {number}");
                    match send(&program, &description).await {
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
    program.signal("-KILL");
    for writer in writers {
        writer.await.unwrap();
    }

    let restarted = Program::start(LOCAL, data.path(), None);
    let confirmed = confirmed.lock().unwrap().clone();
    for description in &confirmed {
        assert_eq!(send(&restarted, description).await.unwrap().status(), 201);
    }
    let (_, logged) = restarted.end();
    assert_eq!(logged.matches("was_known=true").count(), confirmed.len());
    assert_eq!(logged.matches("was_known=false").count(), 0);
}

#[tokio::test]
async fn what_is_logged_holds_the_reference_and_no_word_of_the_complaint() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(LOCAL, data.path(), None);
    send(&program, "kanarievogel").await.unwrap();
    send(&program, &"kanarievogel".repeat(1000)).await.unwrap();
    let (_, logged) = program.end();
    assert!(logged.contains("reference=K-") && !logged.contains("kanarievogel"), "{logged}");
    assert!(!logged.contains("Voorbeeld"), "{logged}");

    let program = Program::start(LOCAL, data.path(), Some("http://127.0.0.1:9"));
    assert_eq!(send(&program, "kanarievogel").await.unwrap().status(), 503);
    let (_, logged) = program.end();
    assert!(logged.contains("complaint not confirmed") && !logged.contains("kanarievogel"), "{logged}");
}

/// The reference of the complaint with this description.
async fn reference_of(program: &Program, description: &str) -> String {
    let page = send(program, description).await.unwrap().text().await.unwrap();
    let (_, rest) = page.split_once("<strong class=\"reference\" translate=\"no\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

fn office(data: &Path, arguments: &[&str]) -> Command {
    let mut office = Program::command(LOCAL, arguments);
    office.args(["--data", &data.to_string_lossy()]);
    office
}

/// Two processes on one file: while residents send, the office exports, closes and erases.
#[tokio::test(flavor = "multi_thread")]
async fn the_office_works_on_the_register_while_the_service_runs_and_no_complaint_waits_or_is_lost() {
    let (data, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = Arc::new(Program::start(LOCAL, data.path(), None));
    let reference = reference_of(&program, "kanarievogel").await;
    let is_done = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let senders: Vec<_> = (0..4)
        .map(|sender| {
            let (program, is_done) = (Arc::clone(&program), Arc::clone(&is_done));
            tokio::spawn(async move {
                let mut sent = Vec::new();
                while !is_done.load(Ordering::Relaxed) || sent.len() < 10 {
                    let description = format!("verzonnen {sender} {}", sent.len());
                    assert_eq!(send(&program, &description).await.unwrap().status(), 201);
                    sent.push(description);
                }
                sent
            })
        })
        .collect();
    for act in ["export", "close", "erase"] {
        let mut office = office(data.path(), &[act, &reference]);
        if act != "close" {
            office.args(["--to", &to.path().to_string_lossy()]);
        }
        if act == "erase" {
            office.arg("--yes");
        }
        let ended = tokio::task::spawn_blocking(move || office.output().unwrap()).await.unwrap();
        assert!(ended.status.success(), "{act}: {}", String::from_utf8_lossy(&ended.stderr));
        let said = String::from_utf8(ended.stdout).unwrap();
        assert!(said.contains(&reference) && !said.contains("kanarievogel"), "{said}");
    }
    is_done.store(true, Ordering::Relaxed);
    let mut sent = Vec::new();
    for sender in senders {
        sent.extend(sender.await.unwrap());
    }
    for file in ["register.db", "register.db-wal"] {
        let bytes = std::fs::read(data.path().join(file)).unwrap();
        assert!(!bytes.windows(12).any(|part| part == b"kanarievogel"), "{file}");
    }
    for description in &sent {
        assert_eq!(send(&program, description).await.unwrap().status(), 201);
    }
    let (code, logged) = Arc::into_inner(program).unwrap().end();
    assert_eq!(code, Some(0));
    assert_eq!(logged.matches("was_known=true").count(), sent.len(), "each was kept");
}

#[tokio::test]
async fn erasing_asks_for_the_reference_again() {
    let (data, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = Program::start(LOCAL, data.path(), None);
    let reference = reference_of(&program, "verzonnen").await;
    let erase = |typed: &str| {
        let mut child = office(data.path(), &["erase", &reference, "--to", &to.path().to_string_lossy()])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), typed.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    for wrong in ["", "ja\n", "K-0000-0000\n"] {
        let ended = erase(wrong);
        assert!(!ended.status.success());
        assert!(String::from_utf8(ended.stderr).unwrap().contains("er is niets gewist"));
        assert_eq!(std::fs::read_dir(to.path()).unwrap().count(), 0);
    }
    let ended = erase(&format!("{}\n", reference.to_lowercase()));
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(to.path().join(format!("{reference}-erased.txt")).is_file());
    assert_eq!(program.end().0, Some(0));
}

#[tokio::test]
async fn an_export_goes_where_git_takes_nothing() {
    let (data, clone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // As in a clone of this project, where the data is by default.
    std::fs::create_dir(clone.path().join(".git")).unwrap();
    for data in [data.path().to_owned(), clone.path().join("data")] {
        let program = Program::start(LOCAL, &data, None);
        let reference = reference_of(&program, "verzonnen").await;
        let written = ["json", "html"].map(|ending| data.join(format!("uitvoer/{reference}.{ending}")));
        let ended = office(&data, &["export", &reference]).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        assert!(written.iter().all(|file| file.is_file()));
        let ended = office(&data, &["export", &reference, "--to", &clone.path().to_string_lossy()]).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code() == Some(1) && said.contains("hoort bij wat git bewaart"), "{said}");
        let ended = office(&data, &["erase", &reference, "--yes"]).output().unwrap();
        assert!(ended.status.success() && data.join(format!("uitvoer/{reference}-erased.txt")).is_file());
        let in_git = std::fs::read_dir(clone.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(in_git.into_iter().all(|name| name == ".git" || name == "data"));
    }
}

#[test]
fn a_reference_typed_wrong_and_a_folder_without_a_register_are_told() {
    let data = tempfile::tempdir().unwrap();
    for act in ["export", "close", "erase"] {
        for (lang, wrong, missing) in [
            ("nl", "tip: een van de letters of cijfers klopt niet; het ziet eruit als K-7Q4M-2X9B\n", "fout: in "),
            (
                "en",
                "hint: one of the letters or digits is wrong; it looks like K-7Q4M-2X9B\n",
                "error: there is no register in ",
            ),
        ] {
            let ended = office(data.path(), &[act, "K-0000-0001", "--lang", lang]).output().unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            assert!(ended.status.code() == Some(2) && said.ends_with(wrong), "{said}");
            let ended = office(data.path(), &[act, "K-0000-0000", "--lang", lang]).output().unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            assert!(ended.status.code() == Some(1) && said.starts_with(missing) && said.contains("--data"), "{said}");
        }
    }
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0, "none was made");
}

#[test]
fn a_command_that_cannot_be_read_is_told_in_the_language_that_was_asked_for() {
    let said = |arguments: &[&str]| {
        let ended = Program::command(LOCAL, arguments).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(ended.stderr).unwrap()
    };
    for (arguments, dutch, english) in [
        (&["sluit"][..], "fout: `sluit` is geen opdracht\ntip: ", "error: `sluit` is no command\nhint: "),
        (&["close"], "fout: dit ontbreekt: ", "error: this is missing: "),
        (
            &["close", "K-0000-0000", "24-11-2026"],
            "fout: `24-11-2026` hoort hier niet\ntip: ",
            "error: `24-11-2026` does not belong here\nhint: ",
        ),
        (
            &["--prot", "1"],
            "fout: `--prot` bestaat niet\ntip: bedoelt u `--port`?\n",
            "error: there is no `--prot`\nhint: did you mean `--port`?\n",
        ),
        (&["--port", "x"], "fout: `x` kan niet bij ", "error: "),
        (&["--port"], "fout: na ", "error: something is missing after "),
        (&["--port", "1", "--port", "2"], "fout: ", "error: "),
    ] {
        assert!(said(arguments).starts_with(dutch), "{}", said(arguments));
        let in_english = [arguments, &["--lang", "en"]].concat();
        assert!(said(&in_english).starts_with(english), "{}", said(&in_english));
    }
}

/// A store that can be taken away and brought back, and how often it handed out records of its stream.
#[derive(Clone)]
struct SwitchedStore {
    endpoint: String,
    is_away: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
}

impl SwitchedStore {
    async fn before(store: &Store) -> (String, Self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let switched = Self { endpoint: store.endpoint.clone(), is_away: Arc::default(), answered: Arc::default() };
        let answering = switched.clone();
        let router = Router::new().fallback(move |request: Request| answering.answer(request));
        tokio::spawn(async { axum::serve(listener, router).await });
        (address, switched)
    }

    async fn answer(self, request: Request) -> Response {
        if self.is_away.load(Ordering::SeqCst) {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let (head, body) = request.into_parts();
        let is_of_stream =
            head.headers.get("x-amz-target").is_some_and(|target| target.as_bytes().ends_with(b"GetRecords"));
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let asked = reqwest::Client::new().request(head.method, &self.endpoint).headers(head.headers).body(body);
        let answer = asked.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        self.answered.fetch_add(usize::from(is_of_stream && status.is_success()), Ordering::SeqCst);
        (status, headers, answer.bytes().await.unwrap()).into_response()
    }
}

#[tokio::test]
async fn each_time_that_the_stream_stops_answering_is_logged_once() {
    const STOPPED: &str = "the stream of the store does not answer";
    let data = tempfile::tempdir().unwrap();
    let store = Store::open().await;
    let (address, switched) = SwitchedStore::before(&store).await;
    let program = Program::start(LOCAL, data.path(), Some(&address));
    for outage in 1..=2 {
        let before = switched.answered.load(Ordering::SeqCst);
        wait_until(async || switched.answered.load(Ordering::SeqCst) > before + 1, || program.logged()).await;
        switched.is_away.store(true, Ordering::SeqCst);
        wait_until(async || program.logged().matches(STOPPED).count() == outage, || program.logged()).await;
        switched.is_away.store(false, Ordering::SeqCst);
    }
}
