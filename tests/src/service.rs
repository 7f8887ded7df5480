//! A running service with a store of its own.

use crate::{DIGEST_KEY, Page, ReceivedMail, content, templates, wait_until};
use chrono::{DateTime, Utc};
use local::{Command, CommandError, Mode, Service, Settings};
use reqwest::header::ACCEPT;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use website::MessageLanguage;

/// The service of the made-up organisation on a free port, with its data in a folder that goes away with it.
pub struct TestService {
    address: String,
    client: Client,
    data: Arc<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
    settings: Settings,
}

impl TestService {
    /// A service with an empty register.
    pub async fn start() -> Self {
        Self::start_at(Utc::now).await
    }

    /// A service with an empty register and a clock of its own.
    pub async fn start_at(now: fn() -> DateTime<Utc>) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().expect("a folder")), None, now).await
    }

    /// A service whose register is at `endpoint`.
    pub async fn start_with_store(endpoint: &str) -> Self {
        Self::start_with_clock(endpoint, Utc::now).await
    }

    /// The same, which reads the time from `now`.
    pub async fn start_with_clock(endpoint: &str, now: fn() -> DateTime<Utc>) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().expect("a folder")), Some(endpoint.to_owned()), now).await
    }

    /// A service with an empty register whose site is made of `content`.
    pub async fn start_with_content(content: PathBuf) -> Self {
        Self::start_from(content, Arc::new(tempfile::tempdir().expect("a folder")), None, Utc::now).await
    }

    async fn start_in(data: Arc<TempDir>, store: Option<String>, now: fn() -> DateTime<Utc>) -> Self {
        Self::start_from(content(), data, store, now).await
    }

    async fn start_from(
        content: PathBuf,
        data: Arc<TempDir>,
        store: Option<String>,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        let settings = Settings {
            mode: Mode::Published,
            printer: None,
            content,
            templates: templates(),
            data: data.path().to_owned(),
            port: 0,
            store,
            now,
        };
        std::fs::write(settings.data.join("kenmerk.key"), DIGEST_KEY).expect("a key");
        let service = Service::start(&settings).await.unwrap_or_else(|error| panic!("{error}"));
        let address = format!("http://{}", service.address());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(async { service.run(async { drop(stopped.await) }).await });
        Self { address, client: Client::new(), data, stop: Some(stop), running, settings }
    }

    /// Does what the office asks with the same clock, in the way of another process: the service does not know of it.
    ///
    /// # Errors
    /// As [`local::office()`].
    pub async fn office(&self, command: Command) -> Result<String, CommandError> {
        local::office(&self.settings, command, MessageLanguage::English).await
    }

    /// Stops the service and starts another on the same data, now.
    pub async fn restart(self) -> Self {
        self.restart_at(Utc::now).await
    }

    /// The same with a clock of its own.
    pub async fn restart_at(mut self, now: fn() -> DateTime<Utc>) -> Self {
        drop(self.stop.take());
        self.client = Client::new();
        self.running.await.expect("it stops");
        Self::start_in(self.data, None, now).await
    }

    /// Where the built pages and the register are.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }

    /// The mails that were caught, oldest first, as soon as there are `count`. Waits a little for another, which there must
    /// not be.
    pub async fn mails(&self, count: usize) -> Vec<ReceivedMail> {
        let folder = self.data().join("post");
        let names = || {
            let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            let names =
                entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "eml"));
            let mut names: Vec<PathBuf> = names.collect();
            names.sort();
            names
        };
        wait_until(async || names().len() >= count, || format!("{count} mails, there are {:?}", names())).await;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        let mails: Vec<_> =
            names().iter().map(|path| ReceivedMail::read(&std::fs::read(path).expect("a mail"))).collect();
        assert_eq!(mails.len(), count, "{mails:?}");
        mails
    }

    /// Where the service answers.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A request of any kind.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().expect("a method");
        self.client.request(method, format!("{}{path}", self.address))
    }

    /// Opens a page.
    pub async fn open(&self, path: &str) -> Page {
        Page::of(self.request("GET", path).send().await.expect("an answer")).await
    }

    /// The key of the machine, as its owner reads it.
    #[must_use]
    pub fn key(&self) -> String {
        std::fs::read_to_string(self.data().join("kantoor.key")).expect("a key").trim_end().to_owned()
    }

    /// Opens a page as whoever holds the key.
    pub async fn open_with_key(&self, path: &str) -> Page {
        Page::of(self.request("GET", path).bearer_auth(self.key()).send().await.expect("an answer")).await
    }

    /// Fills in the form and goes on to the page that shows everything back.
    pub async fn check(&self, form: &[(&str, &str)]) -> Page {
        self.post("/formulier/controleren", form).await
    }

    /// Presses "Klacht versturen".
    pub async fn send(&self, form: &[(&str, &str)]) -> Page {
        self.post("/formulier/versturen", form).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        Page::of(self.request("POST", path).form(form).send().await.expect("an answer")).await
    }

    /// Sends a complaint as a program does.
    pub async fn send_json(&self, complaint: &Value) -> (u16, Value) {
        let request = self.request("POST", "/formulier/versturen").header(ACCEPT, "application/json").json(complaint);
        read_json(request.send().await.expect("an answer")).await
    }
}

/// The status and the body of a JSON answer.
async fn read_json(response: Response) -> (u16, Value) {
    (response.status().as_u16(), response.json().await.expect("JSON"))
}
