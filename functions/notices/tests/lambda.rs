//! The function itself: what it needs to start, and what it does with an event.
#![cfg(feature = "lambda")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

const SETTINGS: [(&str, &str); 7] = [
    ("REGISTER_TABLE", "complaints"),
    ("AWS_REGION", "eu-west-1"),
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
    ("MAIL_FROM", "klachten@wij.example"),
    ("MAIL_OFFICE", "kantoor@wij.example"),
    ("MAIL_CONFIGURATION_SET", "klachten"),
];

fn said(settings: impl IntoIterator<Item = (&'static str, &'static str)>) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_notices")).env_clear().envs(settings).output().unwrap();
    assert!(!ended.status.success());
    String::from_utf8(ended.stderr).unwrap()
}

#[test]
fn a_function_without_its_environment_says_what_is_missing() {
    for (missing, _) in SETTINGS {
        let said = said(SETTINGS.into_iter().filter(|(name, _)| *name != missing));
        assert!(said.starts_with(&format!("error: the environment has no variable {missing}")), "{said}");
    }
}

#[test]
fn a_function_whose_address_is_none_says_which() {
    for wrong in ["MAIL_FROM", "MAIL_OFFICE"] {
        let said = said(SETTINGS.map(|(name, value)| (name, if name == wrong { "geen adres" } else { value })));
        assert_eq!(said, format!("error: {wrong} is no e-mail address\n"));
    }
}

/// Everything that the function speaks to, at one address: Lambda hands it one event, the store takes every write, SES every
/// mail.
struct Surroundings {
    event: Mutex<Option<Value>>,
    told: UnboundedSender<(&'static str, Value)>,
}

impl Surroundings {
    async fn around(event: Value) -> (String, UnboundedReceiver<(&'static str, Value)>) {
        let (told, heard) = unbounded_channel();
        let tell = |what| {
            let told = told.clone();
            // Lambda's runtime does not say that it sends JSON.
            post(async move |body: Bytes| {
                told.send((what, serde_json::from_slice(&body).unwrap())).unwrap();
                Json(json!({ "MessageId": "test" }))
            })
        };
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(Self::next))
            .route("/2018-06-01/runtime/invocation/1/response", tell("answer"))
            .route("/2018-06-01/runtime/invocation/1/error", tell("error"))
            .route("/v2/email/outbound-emails", tell("mail"))
            .route("/", post(async || Json(json!({}))))
            .with_state(Arc::new(Self { event: Mutex::new(Some(event)), told: told.clone() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async { axum::serve(listener, router).await });
        (address, heard)
    }

    async fn next(State(around): State<Arc<Self>>) -> Response {
        let event = around.event.lock().unwrap().take();
        let Some(event) = event else {
            around.told.send(("idle", Value::Null)).unwrap();
            return std::future::pending().await;
        };
        let headers = [
            ("lambda-runtime-aws-request-id", "1"),
            ("lambda-runtime-deadline-ms", "4000000000000"),
            ("lambda-runtime-invoked-function-arn", "test"),
        ];
        (headers, Json(event)).into_response()
    }
}

/// Lets the function handle one event; everything it told until it asked for the next, and what it logged.
async fn handled(event: Value) -> (Vec<(&'static str, Value)>, String) {
    let (address, mut heard) = Surroundings::around(event).await;
    let endpoint = format!("http://{address}");
    let runtime = [
        ("AWS_LAMBDA_RUNTIME_API", address.as_str()),
        ("AWS_ENDPOINT_URL", &endpoint),
        ("AWS_LAMBDA_FUNCTION_NAME", "notices"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "test"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "test"),
    ];
    let mut function = Command::new(env!("CARGO_BIN_EXE_notices"));
    function.env_clear().envs(SETTINGS).envs(runtime).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut function = function.spawn().unwrap();
    let mut told = Vec::new();
    while let Ok(Some(next)) = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await {
        if next.0 == "idle" {
            break;
        }
        told.push(next);
    }
    function.kill().unwrap();
    let ended = function.wait_with_output().unwrap();
    (told, String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap())
}

#[tokio::test]
async fn a_new_complaint_becomes_two_mails_and_no_word_of_it_is_logged() {
    let text = |text: &str| json!({ "S": text });
    let image = json!({
        "reference": text("K-0000-0000"), "entry": text("complaint"), "received_on": text("2026-11-22"),
        "channel": text("web"), "language": text("nl"), "is_suspect": { "BOOL": false }, "fingerprint": { "B": "AAAA" },
        "name": text("kanarievogel"), "email": text("kanarievogel@voorbeeld.example"), "contact_by": text("any"),
        "incident_date": text("2026-03"), "about": text("kanarievogel"), "description": text("kanarievogel"),
    });
    let record = json!({
        "eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb", "eventVersion": "1.1", "awsRegion": "eu-west-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_795_342_800.0, "SequenceNumber": "100000000000000000001", "SizeBytes": 1,
            "StreamViewType": "NEW_IMAGE", "NewImage": image,
        },
    });
    let (told, logged) = handled(json!({ "Records": [record] })).await;
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, ["mail", "mail", "answer"], "{logged}");
    assert_eq!(told[0].1["Destination"]["ToAddresses"][0], "kantoor@wij.example");
    assert_eq!(told[1].1["Destination"]["ToAddresses"][0], "kanarievogel@voorbeeld.example");
    assert_eq!(told[2].1, json!({ "batchItemFailures": [] }));
    assert!(logged.contains("reference=K-0000-0000") && !logged.contains("kanarievogel"), "{logged}");
}

#[tokio::test]
async fn an_event_that_cannot_be_handled_is_a_failure_of_the_function_without_a_word() {
    let (told, logged) = handled(json!({ "kanarievogel": "kanarievogel" })).await;
    assert_eq!(told[0].0, "error", "{logged}");
    assert!(!format!("{told:?} {logged}").contains("kanarievogel"), "{told:?} {logged}");
}
