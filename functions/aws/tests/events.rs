//! The intake's own program, handed the events that AWS sends: `tests/fixtures/events`, one file each.
//!
//! They are written after "Lambda proxy integrations in API Gateway" (REST APIs) in the API Gateway developer guide.
//! Nothing in them is anybody's.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use complaint::Language;
use local::TABLE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use tests::{Function, Store, TlsStore, event};
use views::{Message, Site};

const HTML: &str = "text/html; charset=utf-8";

const INTAKE: &str = env!("CARGO_BIN_EXE_intake");

async fn intake(variables: &[(&str, &str)]) -> Function {
    let own = [("REGISTER_TABLE", TABLE), ("DIGEST_KEY", tests::DIGEST_KEY)];
    Function::start("intake", INTAKE.as_ref(), &[&own, variables].concat()).await.unwrap()
}

async fn intake_with(store: &Store) -> Function {
    intake(&[("AWS_ENDPOINT_URL_DYNAMODB", &store.endpoint)]).await
}

/// A header of an answer.
fn header<'a>(answer: &'a Value, name: &str) -> &'a Value {
    &answer["multiValueHeaders"][name][0]
}

/// What the sender of an event gets to read, after API Gateway and a browser have unpacked it.
fn text(answer: &Value) -> String {
    let body = answer["body"].as_str().unwrap();
    let is_compressed = header(answer, "content-encoding") == "gzip";
    assert_eq!(answer["isBase64Encoded"], is_compressed, "what is no text is encoded, and nothing else");
    if !is_compressed {
        return body.to_owned();
    }
    let mut text = String::new();
    let packed = BASE64_STANDARD.decode(body).unwrap();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    text
}

/// The reference on a confirmation, as a page or as JSON.
fn reference(answer: &Value) -> String {
    let text = text(answer);
    assert_eq!(answer["statusCode"], 201, "{text}");
    if let Ok(receipt) = serde_json::from_str::<Value>(&text) {
        return receipt["reference"].as_str().unwrap().to_owned();
    }
    let (_, rest) = text.split_once("<strong class=\"reference\" translate=\"no\">").unwrap();
    rest.split_once("</strong>").unwrap().0.to_owned()
}

#[tokio::test]
async fn every_event_gets_its_answer() {
    let store = Store::open().await;
    let intake = intake_with(&store).await;
    let expected = [
        ("browser", 201, HTML),
        ("browser-not-encoded", 201, HTML),
        ("calendar", 200, "text/calendar; charset=utf-8"),
        ("cookies", 201, HTML),
        ("forwarded", 201, HTML),
        ("json", 201, "application/json"),
        ("repeated-headers", 201, "application/json"),
        ("unknown-path", 404, HTML),
        ("utf-8", 201, "application/json"),
        ("wrong-method", 405, HTML),
    ];
    for (name, status, content_type) in expected {
        let answer = intake.invoke(&event(name)).await.unwrap();
        assert_eq!(answer["statusCode"], status, "{name}: {}", text(&answer));
        assert_eq!(header(&answer, "content-type"), content_type, "{name}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{name}");
        for secured in ["content-security-policy", "strict-transport-security", "referrer-policy"] {
            assert!(header(&answer, secured).is_string(), "{name}: {secured}");
        }
        assert!(!text(&answer).is_empty(), "{name}");
        // What is not below /formulier holds nobody's words, and is the same for all.
        if name != "unknown-path" {
            assert_eq!(header(&answer, "cache-control"), "no-store", "{name}");
        }
    }
    let tested: BTreeSet<String> = expected.iter().map(|(name, ..)| format!("{name}.json")).collect();
    let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/events")).unwrap();
    let there = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(tested, there, "every fixture has an answer");
}

#[tokio::test]
async fn a_complaint_is_kept_once_however_often_and_on_whatever_way_it_comes() {
    let store = Store::open().await;
    let intake = intake_with(&store).await;
    let first = reference(&intake.invoke(&event("browser")).await.unwrap());
    for name in ["browser", "browser-not-encoded", "cookies", "forwarded", "json"] {
        assert_eq!(reference(&intake.invoke(&event(name)).await.unwrap()), first, "{name}");
    }
    assert_eq!(store.items().len(), 1);
}

#[tokio::test]
async fn another_run_of_the_function_knows_what_the_first_kept() {
    let store = Store::open().await;
    let first = reference(&intake_with(&store).await.invoke(&event("browser")).await.unwrap());
    let second = reference(&intake_with(&store).await.invoke(&event("browser")).await.unwrap());
    assert_eq!((first, store.items().len()), (second, 1));
}

#[tokio::test]
async fn words_in_any_script_are_kept_as_they_were_sent_encoded_or_not() {
    let store = Store::open().await;
    let intake = intake_with(&store).await;
    let plain = event("utf-8");
    let mut encoded = plain.clone();
    encoded["body"] = BASE64_STANDARD.encode(plain["body"].as_str().unwrap()).into();
    encoded["isBase64Encoded"] = true.into();
    let kept = [intake.invoke(&plain).await.unwrap(), intake.invoke(&encoded).await.unwrap()];
    assert_eq!(reference(&kept[0]), reference(&kept[1]));
    let items = Value::from(store.items()).to_string();
    assert!(items.contains("Zoë van ’t Élan") && items.contains("é ✓ 𝄞"), "{items}");
}

#[tokio::test]
async fn a_body_of_more_than_a_mebibyte_is_refused_with_a_page() {
    let intake = intake_with(&Store::open().await).await;
    let mut large = event("browser");
    large["body"] = BASE64_STANDARD.encode(vec![b'a'; 1024 * 1024 + 1]).into();
    let answer = intake.invoke(&large).await.unwrap();
    assert_eq!((&answer["statusCode"], header(&answer, "content-type")), (&json!(413), &json!(HTML)));
    let site = Site::from_embedded(include_str!(concat!(env!("OUT_DIR"), "/intake.json"))).unwrap();
    let page = site.message_page(&Language::new("nl"), Message::TooLarge).unwrap();
    assert_eq!(text(&answer), page, "in the words of whoever's content is in the function");
}

#[tokio::test]
async fn an_answer_that_a_client_wants_uncompressed_is_text() {
    let intake = intake_with(&Store::open().await).await;
    let mut plain = event("calendar");
    for headers in ["headers", "multiValueHeaders"] {
        plain[headers].as_object_mut().unwrap().remove("accept-encoding");
    }
    let answer = intake.invoke(&plain).await.unwrap();
    assert_eq!(answer["isBase64Encoded"], false);
    assert!(answer["body"].as_str().unwrap().starts_with("BEGIN:VCALENDAR"));
}

#[tokio::test]
async fn an_answer_to_who_does_not_say_what_it_accepts_is_text() {
    let intake = intake_with(&Store::open().await).await;
    let mut silent = event("calendar");
    for headers in ["headers", "multiValueHeaders"] {
        silent[headers].as_object_mut().unwrap().remove("accept");
    }
    assert_eq!(intake.invoke(&silent).await.unwrap()["isBase64Encoded"], false);
    assert_eq!(intake.invoke(&event("calendar")).await.unwrap()["isBase64Encoded"], true);
}

#[tokio::test]
async fn nothing_of_a_complaint_or_a_cookie_is_logged_or_given_to_another() {
    const CANARY: &str = "kanarievogel";
    let store = Store::open().await;
    let intake = intake_with(&store).await;
    let mut complaint = event("cookies");
    complaint["isBase64Encoded"] = false.into();
    complaint["body"] = "about=kanarievogel".into();
    let mistaken = intake.invoke(&complaint).await.unwrap();
    let kept = intake.invoke(&event("cookies")).await.unwrap();
    assert_eq!((&mistaken["statusCode"], &kept["statusCode"]), (&json!(422), &json!(201)));
    assert_eq!(header(&kept, "set-cookie"), &Value::Null);
    assert!(!text(&kept).contains(CANARY) && !Value::from(store.items()).to_string().contains(CANARY));
    let log = intake.end().await;
    assert!(log.contains("complaint kept") && !log.contains(CANARY) && !log.contains("Voorbeeld"), "{log}");
}

#[tokio::test]
async fn what_is_no_event_of_the_web_is_reported_as_an_error_and_the_next_is_answered() {
    let intake = intake_with(&Store::open().await).await;
    let error = intake.invoke(&json!({ "Records": [] })).await.unwrap_err();
    assert!(
        error["errorMessage"].as_str().unwrap().contains("expects a JSON payload from Amazon API Gateway"),
        "{error}"
    );
    assert_eq!(intake.invoke(&event("browser")).await.unwrap()["statusCode"], 201);
}

#[tokio::test]
async fn over_tls_only_a_store_that_is_trusted_gets_a_complaint() {
    let store = TlsStore::start().await;
    let endpoint = ("AWS_ENDPOINT_URL_DYNAMODB", store.endpoint.as_str());
    let bundle = store.bundle();
    let trusting = intake(&[endpoint, ("AWS_CA_BUNDLE", bundle.to_str().unwrap())]).await;
    assert_eq!(trusting.invoke(&event("browser")).await.unwrap()["statusCode"], 201);
    let distrusting = intake(&[endpoint]).await;
    assert_eq!(distrusting.invoke(&event("browser")).await.unwrap()["statusCode"], 503);
}

#[tokio::test]
async fn a_function_that_cannot_start_says_why() {
    let variables = [("REGISTER_TABLE", TABLE), ("AWS_CA_BUNDLE", "/nowhere.pem")];
    let not_started = Function::start("intake", INTAKE.as_ref(), &variables).await.err().unwrap();
    assert!(
        not_started.said.starts_with("error: cannot read /nowhere.pem, which AWS_CA_BUNDLE names"),
        "{not_started:?}"
    );
}
