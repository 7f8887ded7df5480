//! The canary: a complaint full of unique words is checked, mistaken, sent, sent again, refused, failed and crashed on. Its words are
//! in the register, in the mails and in the answers to its sender, and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use mail_parser::MessageParser;
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tests::Program;
use tokio::net::TcpListener;

/// The program.
const LOCAL: &str = env!("CARGO_BIN_EXE_local");

/// In every field, and nowhere in content, templates or code.
const CANARY: &str = "kanarievogel";

fn complaint() -> Vec<(&'static str, String)> {
    let words = |field: &str| format!("{CANARY} {field}");
    vec![
        ("lang", "nl".into()),
        ("name", words("naam")),
        ("address", words("straat")),
        ("postcode", "0000 KV".into()),
        ("town", words("plaats")),
        ("phone", format!("000-000 00 00 ({CANARY})")),
        ("email", format!("{CANARY}@voorbeeld.example")),
        ("contact_by", "any".into()),
        ("incident_month", "3".into()),
        ("incident_year", "2026".into()),
        ("about", words("over wie")),
        ("description", words("wat")),
        ("wish", words("wens")),
        ("on_behalf_of", words("namens")),
    ]
}

/// The form with one field typed differently.
fn typed(field: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut form = complaint();
    form.iter_mut().filter(|(name, _)| *name == field).for_each(|(_, typed)| text.clone_into(typed));
    form
}

/// The service in folders of its own: where it keeps things, where it stands, and where temporary files would go.
struct Watched {
    data: TempDir,
    stands: TempDir,
    temporary: TempDir,
    program: Program,
    client: reqwest::Client,
}

impl Watched {
    fn start(store: Option<&str>) -> Self {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let [data, stands, temporary] = folders;
        let [templates, kept] =
            [tests::templates(), data.path().into()].map(|path| path.to_string_lossy().into_owned());
        let arguments = ["--port", "0", "--published", "--data", &kept, "--templates", &templates];
        let mut command = Program::command(LOCAL, &arguments);
        command.current_dir(stands.path()).env("TMPDIR", temporary.path());
        command.envs(store.map(|endpoint| ("AWS_ENDPOINT_URL_DYNAMODB", endpoint)));
        Self { data, stands, temporary, program: Program::started(command), client: reqwest::Client::new() }
    }

    fn request(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}/formulier/{path}", self.program.address))
    }

    /// Posts a form. No header of the answer, no address on the page, holds a word.
    async fn post(&self, path: &str, form: &[(&str, String)], status: u16) -> String {
        self.seen(self.request(path).form(form).send().await.unwrap(), status).await
    }

    async fn seen(&self, answer: Response, status: u16) -> String {
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers().get("cache-control"), Some(&HeaderValue::from_static("no-store")));
        assert!(!format!("{:?}", answer.headers()).contains(CANARY), "{:?}", answer.headers());
        let body = answer.text().await.unwrap();
        for address in ["href=\"", "src=\"", "action=\""].into_iter().flat_map(|name| body.split(name).skip(1)) {
            assert!(!address.split('"').next().unwrap().contains(CANARY), "an address holds a word");
        }
        body
    }

    /// Ends the service. No line of its holds a word, and no file but the register's and the mails.
    fn end(self, signal: &str) -> Vec<PathBuf> {
        let (_, logged) = self.program.end_by(signal);
        assert!(!logged.contains(CANARY), "{logged}");
        for folder in [&self.stands, &self.temporary] {
            assert_eq!(files(folder.path()), Vec::<PathBuf>::new(), "it leaves nothing outside its folder");
        }
        let holding: Vec<PathBuf> = files(self.data.path()).into_iter().filter(|file| holds_canary(file)).collect();
        for file in &holding {
            let kept = file.strip_prefix(self.data.path()).unwrap().to_string_lossy();
            assert!(kept.starts_with("register.db") || kept.starts_with("post/"), "{kept}");
            assert!(!kept.contains(CANARY), "{kept}");
        }
        for mail in holding.iter().filter(|file| file.extension().is_some_and(|end| end == "eml")) {
            let bytes = fs::read(mail).unwrap();
            assert!(!MessageParser::default().parse(&bytes).unwrap().subject().unwrap().contains(CANARY));
        }
        holding
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds_canary(file: &Path) -> bool {
    fs::read(file).unwrap().windows(CANARY.len()).any(|bytes| bytes == CANARY.as_bytes())
}

#[tokio::test]
async fn a_complaint_that_is_mistaken_sent_and_refused_is_in_the_register_the_mails_and_the_answers_only() {
    let service = Watched::start(None);
    let form = complaint();
    let mistaken = typed("email", CANARY);
    let long = typed("description", &CANARY.repeat(6_000));
    for (path, form, status) in [
        ("controleren", &mistaken, 422),
        ("controleren", &form, 200),
        ("versturen", &mistaken, 422),
        ("versturen", &long, 422),
        ("versturen", &form, 201),
        ("versturen", &form, 201),
    ] {
        assert!(service.post(path, form, status).await.contains(CANARY), "the sender sees the words: {path} {status}");
    }
    // What is refused whole is not repeated, to anybody.
    let unread = [
        (service.request("versturen").form(&form).header("sec-fetch-site", "cross-site"), 403),
        (service.request("versturen").header(CONTENT_TYPE, "text/plain").body(CANARY), 415),
        (
            service
                .request("versturen")
                .header(CONTENT_TYPE, "application/json")
                .body(format!("{{\"x\":\"{CANARY}\"}}")),
            400,
        ),
        (service.request("versturen").form(&typed("description", &CANARY.repeat(100_000))), 413),
        (service.request(&format!("nergens/{CANARY}")), 404),
        (service.request(&format!("versturen?name={CANARY}")).form(&Vec::<(&str, String)>::new()), 422),
    ];
    for (request, status) in unread {
        assert!(!service.seen(request.send().await.unwrap(), status).await.contains(CANARY), "{status}");
    }
    while files(service.data.path()).iter().filter(|file| file.extension().is_some_and(|end| end == "eml")).count() < 2
    {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let holding = service.end("-INT");
    assert_eq!(
        holding.iter().filter(|file| file.extension().is_some_and(|end| end == "eml")).count(),
        1,
        "the sender's"
    );
    assert!(holding.len() > 1, "the register has it");
}

#[tokio::test]
async fn a_complaint_that_cannot_be_kept_is_in_the_answer_only() {
    let service = Watched::start(Some("http://127.0.0.1:9"));
    for _ in 0..2 {
        let page = service.post("versturen", &complaint(), 503).await;
        assert!(page.contains(&format!("{CANARY} wens")), "every word is still there");
    }
    assert_eq!(service.end("-INT"), Vec::<PathBuf>::new());
}

/// The store takes the complaint and says nothing; in the middle of that the service falls, and may write no core file.
#[tokio::test]
async fn a_crash_in_the_middle_leaves_no_word_anywhere() {
    let stuck = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for signal in ["-KILL", "-ABRT"] {
        let service = Watched::start(Some(&format!("http://{}", stuck.local_addr().unwrap())));
        let sending = tokio::spawn(service.request("versturen").form(&complaint()).send());
        let id = service.program.id();
        // The store is asked and the sender waits: the words are in the memory of the process.
        let (_asked, _) = stuck.accept().await.unwrap();
        let limits = fs::read_to_string(format!("/proc/{id}/limits")).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
        assert_eq!(service.end(signal), Vec::<PathBuf>::new(), "{signal}");
        assert!(sending.await.unwrap().is_err());
    }
}
