//! Events as a REST API sends them, through the function's own router.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

use axum::body::to_bytes;
use axum::http::StatusCode;
use intake::{Intake, standalone};
use lambda_http::tower::ServiceExt;
use register::{Connection, Register};
use serde_json::{Value, json};
use std::sync::Arc;

/// A function whose register nobody needs: nothing is sent.
fn function() -> axum::Router {
    let register = Register::connect(Connection::to_local_store("http://127.0.0.1:9", "complaints"));
    standalone(Intake::new(Arc::clone(tests::website().site()), register, tests::digest_key(), chrono::Utc::now))
}

fn event(body: &str, is_base64: bool) -> Value {
    json!({
        "resource": "/formulier/{proxy+}",
        "path": "/formulier/controleren",
        "httpMethod": "POST",
        "multiValueHeaders": {
            "Content-Type": ["application/x-www-form-urlencoded"],
            "Host": ["test.execute-api.example"],
            "Accept": ["text/html"],
        },
        "requestContext": {
            "accountId": "000000000000", "apiId": "test", "domainName": "test.execute-api.example", "domainPrefix": "test",
            "requestId": "test", "path": "/form/formulier/controleren", "httpMethod": "POST", "stage": "form",
            "requestTime": "22/Nov/2026:10:00:00 +0000", "requestTimeEpoch": 1_795_342_800_000_i64,
            "identity": { "sourceIp": "192.0.2.1", "userAgent": "test" },
        },
        "body": body,
        "isBase64Encoded": is_base64,
    })
}

async fn answer(event: &Value) -> (StatusCode, String) {
    let request = aws::without_stage(lambda_http::request::from_str(&event.to_string()).unwrap());
    let (head, body) = request.into_parts();
    let request = axum::http::Request::from_parts(head, axum::body::Body::from(body.to_vec()));
    let response = function().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_form_is_read_as_it_is_and_in_base64() {
    let plain = answer(&event("name=Test+Voorbeeld&email=verkeerd", false)).await;
    let base64 = answer(&event("bmFtZT1UZXN0K1Zvb3JiZWVsZCZlbWFpbD12ZXJrZWVyZA==", true)).await;
    assert_eq!(plain, base64);
    assert_eq!(plain.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain.1.contains("value=\"Test Voorbeeld\"") && plain.1.contains("value=\"verkeerd\""));
}

#[tokio::test]
async fn a_path_that_the_function_does_not_know_is_answered_in_the_look_of_the_site() {
    let mut elsewhere = event("", false);
    elsewhere["path"] = json!("/elders");
    let (status, page) = answer(&elsewhere).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("<h1>Deze pagina bestaat niet</h1>"), "{page}");
}

#[test]
fn a_function_without_its_environment_says_what_is_missing() {
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_intake")).env_clear().output().unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(said.starts_with("error: the environment has no variable REGISTER_TABLE"), "{said}");
}
