//! What Amazon SES is asked, and what its answers are taken for.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use aws::SesMailer;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use complaint::{Mail, Receipt};
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
    let variable = |name: &str| match name {
        "MAIL_CONFIGURATION_SET" => Some("klachten".to_owned()),
        "AWS_ENDPOINT_URL_SESV2" => Some(endpoint.clone()),
        "AWS_ENDPOINT_URL" => Some("http://127.0.0.1:9".to_owned()),
        "AWS_CA_BUNDLE" => None,
        _ => Some("test".to_owned()),
    };
    let connection = aws::connection(variable).unwrap();
    let mailer = SesMailer::from_environment(&connection, variable).unwrap();
    let receipt = Receipt { reference: "K-0000-0000".parse().unwrap(), received_on: "2026-11-22".parse().unwrap() };
    let mail = OutgoingMail {
        mail: Mail::Sender,
        receipt,
        from: "klachten@wij.example".parse().unwrap(),
        to: "test@voorbeeld.example".parse().unwrap(),
        mime: b"Subject: test\r\n\r\ntest".to_vec(),
    };
    let sent = mailer.send(&mail).await;
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
                { "Name": "received_on", "Value": "2026-11-22" },
                { "Name": "mail", "Value": "sender" },
            ],
            "ConfigurationSetName": "klachten",
        })]
    );
}

#[tokio::test]
async fn only_what_is_wrong_with_this_very_mail_is_refused_for_good() {
    for code in ["MessageRejected", "BadRequestException"] {
        let (sent, asked) = sent(400, json!({ "code": code, "message": "test@voorbeeld.example" })).await;
        assert_eq!((sent, asked.len()), (Err(SendError::Never(code.into())), 1));
    }
    for (status, code) in [
        (429, "TooManyRequestsException"),
        (400, "LimitExceededException"),
        (400, "SendingPausedException"),
        (400, "AccountSuspendedException"),
        (400, "MailFromDomainNotVerifiedException"),
        (404, "NotFoundException"),
        (403, "AccessDeniedException"),
        (500, "InternalFailure"),
    ] {
        let (sent, _) = sent(status, json!({ "code": code, "message": "test@voorbeeld.example" })).await;
        assert_eq!(sent, Err(SendError::Later(code.into())));
    }
}
