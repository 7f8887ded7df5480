//! Nobody gets to what is not a page: no file beside the pages, no list of a folder, nothing hidden.

use tests::{TestService, complaint, typed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CANARY: &str = "kanarievogel";

/// What a browser would tidy up before it asks: each leads out of the pages, to something hidden, or to a folder.
const PATHS: [&str; 30] = [
    "/../register.db",
    "/../../../../../../etc/passwd",
    "/./../register.db",
    "/assets/../../register.db",
    "/%2e%2e/register.db",
    "/%2e%2e%2fregister.db",
    "/..%2fregister.db",
    "/..%5cregister.db",
    "/..\\register.db",
    "/.%2e/register.db",
    "/%252e%252e/register.db",
    "/..%c0%afregister.db",
    "/..%00/register.db",
    "/register.db%00.html",
    "/assets/..%2f..%2fregister.db",
    "//register.db",
    "///etc/passwd",
    "/register.db",
    "/public/../register.db",
    "/.local/register.db",
    "/%2elocal/register.db",
    "/.git/config",
    "/%2Egit/config",
    "/.built.json",
    "/post/",
    "/post/../../register.db",
    "/_lokaal/post/..%2f..%2fregister.db",
    "/formulier/../../register.db",
    "/assets/",
    "/pictures/",
];

/// Asks for a path just as it is written here; gives back the status and all that came.
async fn raw(service: &TestService, target: &str) -> (u16, String) {
    let host = service.address().trim_start_matches("http://");
    let mut connection = TcpStream::connect(host).await.expect("a connection");
    let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await.expect("it takes the request");
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.expect("an answer");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split_whitespace().nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer)
}

#[tokio::test]
async fn no_path_leads_out_of_the_pages_or_to_something_hidden() {
    let service = TestService::start().await;
    service.send(&typed(complaint(), "description", CANARY)).await;
    let data = service.data();
    let elsewhere = format!("http://127.0.0.1/{}/register.db", data.display());
    let absolute = format!("/{}", data.join("register.db").display());
    for target in PATHS.iter().copied().chain([elsewhere.as_str(), &absolute]) {
        let (status, answer) = raw(&service, target).await;
        assert!(matches!(status, 400 | 401 | 404), "{target}: {answer}");
        assert!(
            !answer.contains(CANARY) && !answer.contains("SQLite") && !answer.contains("root:"),
            "{target}: {answer}"
        );
    }
    assert_eq!(raw(&service, "/robots.txt").await.0, 200, "what is asked for rightly comes");
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_this_host_only() {
    let service = TestService::start().await;
    for target in ["//elsewhere.example/..", "/contact", "//contact", "/\\elsewhere.example"] {
        let (_, answer) = raw(&service, target).await;
        let location =
            answer.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("location: ").map(str::to_owned));
        let is_here =
            |location: &str| location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\");
        assert!(location.as_deref().is_none_or(is_here), "{target}: {answer}");
    }
}

#[tokio::test]
async fn the_mails_are_shown_under_no_other_name() {
    let service = TestService::start().await;
    service.send(&complaint()).await;
    service.mails(2).await;
    let name =
        std::fs::read_dir(service.data().join("post")).expect("a folder").next().expect("a mail").expect("a mail");
    let name = name.file_name().into_string().expect("text");
    for path in ["/_lokaal/post".to_owned(), format!("/_lokaal/post/{name}"), format!("/_lokaal/post/{name}/eml")] {
        assert_eq!(service.open_with_key(&path).await.status, 200, "{path}");
        let elsewhere = service.request("GET", &path).header("host", "elsewhere.example").bearer_auth(service.key());
        let answer = elsewhere.send().await.expect("an answer");
        assert_eq!(answer.status(), 404, "{path}");
        assert!(!answer.text().await.expect("text").contains("verzonnen"), "{path}");
    }
}
