//! The program itself: how it starts, how it ends, and what it says meanwhile.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tests::Program;

async fn send(program: &Program, description: &str) -> Result<reqwest::Response, reqwest::Error> {
    let form = [
        ("name", "Test Voorbeeld"),
        ("email", "test@voorbeeld.example"),
        ("incident_month", "3"),
        ("incident_year", "2026"),
        ("about", "test"),
        ("description", description),
    ];
    reqwest::Client::new().post(format!("{}/formulier/versturen", program.address)).form(&form).send().await
}

#[tokio::test]
async fn ctrl_c_ends_it_cleanly() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), None);
    assert_eq!(send(&program, "verzonnen").await.unwrap().status(), 201);
    assert_eq!(program.end().0, Some(0));
}

/// An editor changes a button of the form and a page: both the page and what a function answers follow, and a mistake
/// changes neither.
#[tokio::test]
async fn what_an_editor_saves_is_seen_on_pages_and_on_what_functions_answer() {
    let (data, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
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
    let (code, said) = program.end();
    assert_eq!(code, Some(0));
    assert!(said.contains("fout: `chek` bestaat hier niet"), "{said}");
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = Program::command(&["--port", &port, "--data", &data.path().to_string_lossy()]).output().unwrap();
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
    let ended = Program::command(&["--content", &content.path().to_string_lossy(), "--port", "0"]).output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("organisation.toml:1:1"), "{said}");
}

#[tokio::test]
async fn what_is_logged_holds_the_reference_and_no_word_of_the_complaint() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), None);
    send(&program, "kanarievogel").await.unwrap();
    send(&program, &"kanarievogel".repeat(1000)).await.unwrap();
    let (_, logged) = program.end();
    assert!(logged.contains("reference=K-") && !logged.contains("kanarievogel"), "{logged}");
    assert!(!logged.contains("Voorbeeld"), "{logged}");

    let program = Program::start(data.path(), Some("http://127.0.0.1:9"));
    assert_eq!(send(&program, "kanarievogel").await.unwrap().status(), 503);
    let (_, logged) = program.end();
    assert!(logged.contains("complaint not confirmed") && !logged.contains("kanarievogel"), "{logged}");
}
