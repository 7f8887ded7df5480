//! What Amazon SES is asked, and what its answers are taken for.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use aws::SesMailer;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use complaint::{Mail, MailKey};
use notices::{Mailer, MessageId, OutgoingMail, SendError};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Sends one mail to a stand-in that answers so; what came of it, and what the stand-in was asked.
async fn sent(status: u16, answer: Value) -> (Result<MessageId, SendError>, Vec<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    let ses = post(async move |Json(request): Json<Value>| {
        kept.lock().unwrap().push(request);
        let code = answer["code"].as_str().unwrap_or_default().to_owned();
        (StatusCode::from_u16(status).unwrap(), [("x-amzn-errortype", code)], Json(answer))
    });
    let ses = Router::new().route("/v2/email/outbound-emails", ses);
    tokio::spawn(async { axum::serve(listener, ses).await });
    let sent = mailer_at(&endpoint).send(&mail()).await;
    let asked = asked.lock().unwrap().clone();
    (sent, asked)
}

#[tokio::test]
async fn a_mail_goes_out_as_it_is_with_its_tags() {
    let (sent, asked) = sent(200, json!({ "MessageId": "test-1" })).await;
    assert_eq!(sent, Ok(MessageId("test-1".into())));
    assert_eq!(
        asked,
        [json!({
            "FromEmailAddress": "klachten@wij.example",
            "Destination": { "ToAddresses": ["test@voorbeeld.example"] },
            "Content": { "Raw": { "Data": "U3ViamVjdDogdGVzdA0KDQp0ZXN0" } },
            "EmailTags": [
                { "Name": "reference", "Value": "K-0000-0000" },
                { "Name": "mail", "Value": "sender" },
                { "Name": "received_on", "Value": "2026-11-22" },
            ],
            "ConfigurationSetName": "klachten",
        })]
    );
}

#[tokio::test]
async fn only_what_is_wrong_with_this_very_mail_is_refused_for_good() {
    for (code, message) in [
        ("MessageRejected", "The message can't be sent because it contains invalid content."),
        ("BadRequestException", "Local address contains control or whitespace"),
        ("BadRequestException", "Domain contains illegal character"),
    ] {
        let (sent, asked) = sent(400, json!({ "code": code, "message": message })).await;
        assert_eq!((sent, asked.len()), (Err(SendError::Never(code.into())), 1));
    }
}

#[tokio::test]
async fn what_somebody_can_put_right_is_for_later_whatever_its_code() {
    for (status, code, message) in [
        (
            400,
            "MessageRejected",
            "Email address is not verified. The following identities failed the check in region EU-WEST-1: test@voorbeeld.example",
        ),
        (400, "MessageRejected", "Sending paused for this account. For more information, please check the inbox."),
        (400, "BadRequestException", "Domain voorbeeld.example has not been verified"),
        (429, "TooManyRequestsException", "Daily message quota exceeded."),
        (429, "TooManyRequestsException", "Maximum sending rate exceeded."),
        (400, "LimitExceededException", "test@voorbeeld.example"),
        (400, "SendingPausedException", "test@voorbeeld.example"),
        (400, "AccountSuspendedException", "test@voorbeeld.example"),
        (400, "MailFromDomainNotVerifiedException", "test@voorbeeld.example"),
        (404, "NotFoundException", "test@voorbeeld.example"),
        (403, "AccessDeniedException", "test@voorbeeld.example"),
        (500, "InternalFailure", "test@voorbeeld.example"),
    ] {
        let (sent, asked) = sent(status, json!({ "code": code, "message": message })).await;
        assert_eq!((sent, asked.len()), (Err(SendError::Later(code.into())), 1), "{message}");
    }
}

/// A mailer whose SES is at `endpoint`.
fn mailer_at(endpoint: &str) -> SesMailer {
    let variable = |name: &str| match name {
        "MAIL_CONFIGURATION_SET" => Some("klachten".to_owned()),
        "AWS_ENDPOINT_URL_SESV2" => Some(endpoint.to_owned()),
        "AWS_ENDPOINT_URL" => Some("http://127.0.0.1:9".to_owned()),
        "AWS_CA_BUNDLE" => None,
        _ => Some("test".to_owned()),
    };
    SesMailer::from_environment(&aws::connection(variable).unwrap(), variable).unwrap()
}

fn mail() -> OutgoingMail {
    OutgoingMail {
        key: MailKey::Complaint("K-0000-0000".parse().unwrap(), Mail::Sender),
        received_on: "2026-11-22".parse().ok(),
        from: "klachten@wij.example".parse().unwrap(),
        to: "test@voorbeeld.example".parse().unwrap(),
        mime: b"Subject: test\r\n\r\ntest".to_vec(),
    }
}

#[tokio::test]
async fn a_request_that_went_nowhere_is_for_later_and_one_whose_answer_is_lost_is_uncertain() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        // The whole request is there; then the connection ends without an answer.
        let read = tokio::io::AsyncReadExt::read(&mut connection, &mut [0; 4096]).await.unwrap();
        drop((connection, listener));
        read
    });
    let mailer = mailer_at(&endpoint);
    assert_eq!(mailer.send(&mail()).await, Err(SendError::Uncertain("the connection broke".into())));
    assert!(asked.await.unwrap() > 0);
    assert_eq!(mailer.send(&mail()).await, Err(SendError::Later("no connection".into())), "nobody listens any more");
}
