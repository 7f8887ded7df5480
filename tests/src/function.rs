//! A function's program, run as AWS Lambda runs it.

use crate::LONGEST_WAIT;
use crate::runtime_api::RuntimeApi;
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

/// A function's process, which ends with this.
pub struct Function {
    child: Child,
    api: RuntimeApi,
    said: Arc<Mutex<Vec<u8>>>,
    listening: [JoinHandle<()>; 2],
    started_in: Duration,
}

/// A function that ended before it asked for an event.
#[derive(Debug)]
pub struct NotStarted {
    /// What it wrote.
    pub said: String,
    /// What it reported to Lambda.
    pub reported: Option<Value>,
}

impl Function {
    /// Starts the program at `path` as the function `name`, with `variables` and what Lambda itself sets and nothing else,
    /// and waits until it asks for its first event.
    ///
    /// # Errors
    /// It ended before.
    pub async fn start(name: &str, path: &Path, variables: &[(&str, &str)]) -> Result<Self, NotStarted> {
        let api = RuntimeApi::start().await;
        let begin = Instant::now();
        let mut child = Command::new(path)
            .env_clear()
            .envs(lambda_variables(name, &api.address))
            .envs(variables.iter().copied())
            .current_dir("/") // what a function needs is in its program
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let said = Arc::default();
        let listening = [
            listen(child.stdout.take().expect("a pipe"), Arc::clone(&said)),
            listen(child.stderr.take().expect("a pipe"), Arc::clone(&said)),
        ];
        let is_ready = tokio::select! {
            () = api.ready() => true,
            _ = child.wait() => false,
            () = tokio::time::sleep(LONGEST_WAIT) => panic!("{} asks for no event", path.display()),
        };
        let function = Self { child, api, said, listening, started_in: begin.elapsed() };
        if is_ready {
            return Ok(function);
        }
        let reported = function.api.init_error();
        Err(NotStarted { said: function.end().await, reported })
    }

    /// Hands it `event` and gives back what it answers.
    ///
    /// # Errors
    /// The error that it reported instead.
    pub async fn invoke(&self, event: &Value) -> Result<Value, Value> {
        self.api.invoke(event).await
    }

    /// From the start of its process until it asked for its first event.
    #[must_use]
    pub const fn started_in(&self) -> Duration {
        self.started_in
    }

    /// The number of its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id().expect("a process that nobody waited for")
    }

    /// Ends it, and gives back all that it wrote: what would stand in its log.
    pub async fn end(mut self) -> String {
        // It may have ended already.
        drop(self.child.kill().await);
        for listening in self.listening {
            listening.await.expect("pipes that are read");
        }
        let said = self.said.lock().expect("a lock");
        String::from_utf8_lossy(&said).into_owned()
    }
}

/// What Lambda sets for a function on `provided.al2023`, with made-up credentials.
///
/// # Source
/// "Defined runtime environment variables" in the AWS Lambda developer guide.
fn lambda_variables(name: &str, runtime_api: &str) -> Vec<(&'static str, String)> {
    let same = [
        ("_HANDLER", "bootstrap"),
        ("AWS_ACCESS_KEY_ID", "TESTACCESSKEY"),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[$LATEST]00000000000000000000000000000000"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_SECRET_ACCESS_KEY", "made-up-secret-key"),
        ("AWS_SESSION_TOKEN", "made-up-session-token"),
        ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
        ("LAMBDA_TASK_ROOT", "/var/task"),
        ("LANG", "en_US.UTF-8"),
        ("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin"),
        ("TZ", ":UTC"),
    ];
    let own = [
        ("AWS_LAMBDA_FUNCTION_NAME", name.to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}")),
        ("AWS_LAMBDA_RUNTIME_API", runtime_api.to_owned()),
    ];
    same.into_iter().map(|(variable, value)| (variable, value.to_owned())).chain(own).collect()
}

fn listen(mut pipe: impl AsyncRead + Send + Unpin + 'static, said: Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut read = [0; 4096];
        while let Ok(length_bytes @ 1..) = pipe.read(&mut read).await {
            said.lock().expect("a lock").extend_from_slice(&read[..length_bytes]);
        }
    })
}

/// An event as AWS sends it, from `fixtures/events`.
///
/// # Panics
/// There is no such event.
#[must_use]
pub fn event(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/events/{name}.json"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).expect("JSON")
}
