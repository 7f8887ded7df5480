//! A stand-in for the API through which AWS Lambda hands events to a function.
//!
//! # Source
//! "Using the Lambda runtime API" in the AWS Lambda developer guide, version 2018-06-01.

use crate::LONGEST_WAIT;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};

/// How long a function is told that an invocation may take.
const TIME_LIMIT: Duration = Duration::from_secs(15);

/// One event at a time for one function.
pub(crate) struct RuntimeApi {
    /// Host and port, as in `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) address: String,
    events: mpsc::Sender<Value>,
    desk: Arc<Desk>,
}

/// What a function made of an event: its answer, or the error that it reported.
pub(crate) type Outcome = Result<Value, Value>;

/// What stands between the two sides.
struct Desk {
    events: tokio::sync::Mutex<mpsc::Receiver<Value>>,
    /// How often the function asked for an event.
    asked: watch::Sender<u64>,
    /// Who waits for the outcome, and under which request id.
    awaited: Mutex<Option<(String, oneshot::Sender<Outcome>)>>,
    /// What the function says went wrong before it asked for its first event.
    init_error: Mutex<Option<Value>>,
    number: AtomicU64,
}

impl RuntimeApi {
    pub(crate) async fn start() -> Self {
        let (events, receiver) = mpsc::channel(1);
        let desk = Arc::new(Desk {
            events: tokio::sync::Mutex::new(receiver),
            asked: watch::Sender::new(0),
            awaited: Mutex::new(None),
            init_error: Mutex::new(None),
            number: AtomicU64::new(1),
        });
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(init_error))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(Arc::clone(&desk));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { address, events, desk }
    }

    /// Waits until the function asks for its first event.
    pub(crate) async fn ready(&self) {
        self.desk.asked.subscribe().wait_for(|asked| *asked > 0).await.expect("the desk stays");
    }

    /// Hands out `event` and waits, as Lambda does, until the function has answered and asks for the next.
    pub(crate) async fn invoke(&self, event: &Value) -> Outcome {
        let (sender, outcome) = oneshot::channel();
        let id = format!("00000000-0000-4000-8000-{:012}", self.desk.number.fetch_add(1, Ordering::Relaxed));
        *self.desk.awaited.lock().expect("a lock") = Some((id, sender));
        let mut asked = self.desk.asked.subscribe();
        let before = *asked.borrow_and_update();
        let answered = async {
            self.events.send(event.clone()).await.expect("the desk stays");
            let outcome = outcome.await.expect("an outcome");
            asked.wait_for(|asked| *asked > before).await.expect("the desk stays");
            outcome
        };
        tokio::time::timeout(LONGEST_WAIT, answered).await.expect("an answer in time")
    }

    /// What the function said went wrong while it started.
    pub(crate) fn init_error(&self) -> Option<Value> {
        self.desk.init_error.lock().expect("a lock").clone()
    }
}

async fn next(State(desk): State<Arc<Desk>>) -> Response {
    desk.asked.send_modify(|asked| *asked += 1);
    let Some(event) = desk.events.lock().await.recv().await else { return StatusCode::GONE.into_response() };
    let id = desk.awaited.lock().expect("a lock").as_ref().map(|(id, _)| id.clone()).unwrap_or_default();
    let deadline = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default() + TIME_LIMIT;
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("lambda-runtime-aws-request-id", id),
        ("lambda-runtime-deadline-ms", deadline.as_millis().to_string()),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-west-1:000000000000:function:test".to_owned()),
        ("lambda-runtime-trace-id", "Root=1-00000000-000000000000000000000000;Sampled=0".to_owned()),
    ];
    (headers, event.to_string()).into_response()
}

async fn response(State(desk): State<Arc<Desk>>, Path(id): Path<String>, body: String) -> StatusCode {
    // A function that answers with what is no JSON has not answered.
    let outcome = serde_json::from_str(&body).map_err(|_| Value::String(body));
    desk.hand_over(&id, outcome)
}

async fn error(State(desk): State<Arc<Desk>>, Path(id): Path<String>, body: String) -> StatusCode {
    desk.hand_over(&id, Err(serde_json::from_str(&body).unwrap_or(Value::String(body))))
}

async fn init_error(State(desk): State<Arc<Desk>>, body: String) -> StatusCode {
    *desk.init_error.lock().expect("a lock") = Some(serde_json::from_str(&body).unwrap_or(Value::String(body)));
    StatusCode::ACCEPTED
}

impl Desk {
    fn hand_over(&self, id: &str, outcome: Outcome) -> StatusCode {
        let mut awaited = self.awaited.lock().expect("a lock");
        match awaited.take_if(|(expected, _)| expected == id) {
            // Nobody waits any longer if the time was over.
            Some((_, waiting)) => {
                drop(waiting.send(outcome));
                StatusCode::ACCEPTED
            }
            None => StatusCode::BAD_REQUEST,
        }
    }
}
