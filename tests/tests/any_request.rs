//! Whatever is asked of the intake: always an answer in the look of the site or a problem document, and never a word of what was
//! sent in a header or in the log.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use complaint::Field;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use tests::{Answer, Counter, Log, Store, any, complaint};
use tokio::runtime::Runtime;

/// In every request; nowhere in a header or in the log.
const CANARY: &str = "kanarievogel";

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

const PATHS: [&str; 10] = [
    "/formulier/controleren",
    "/formulier/versturen",
    "/formulier/datums/nl/2026-11-22.ics",
    "/formulier/datums/",
    "/formulier/openapi.json",
    "/formulier/",
    "/formulier",
    "/",
    "/klacht-indienen/",
    "/formulier/versturen/../../",
];

fn path() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(
            &[
                "/",
                "//",
                ".",
                "..",
                "%2e%2e",
                "%2F",
                "%00",
                "%0d%0a",
                "%",
                "%zz",
                "%ff",
                "%C0%AF",
                "?",
                "&",
                "=",
                ";",
                "*",
                "~",
                "{x}",
                "nl",
                "2026-11-22.ics",
                "9999999-01-01.ics",
                "-0001-01-01.ics",
                CANARY
            ][..]
        )
        .prop_map(str::to_owned),
        any::words().prop_map(|text| utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string()),
        Just("a".repeat(5000)),
    ];
    (select(PATHS.as_slice()), vec(piece, 0..5)).prop_map(|(path, pieces)| format!("{path}{}", pieces.concat()))
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    let name = select(
        &[
            "accept",
            "accept",
            "accept-language",
            "accept-encoding",
            "content-type",
            "content-type",
            "content-length",
            "origin",
            "sec-fetch-site",
            "cookie",
            "host",
            "x-forwarded-host",
            "range",
            "if-none-match",
            "expect",
            "transfer-encoding",
            "user-agent",
        ][..],
    );
    let piece = select(
        &[
            "application/json",
            "application/problem+json",
            "text/html",
            "*/*",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            ";",
            ",",
            ";q=",
            "0.5",
            "nan",
            "-1",
            "1e9",
            "en",
            "nl-NL",
            "*",
            "-",
            "charset=utf-16",
            "gzip",
            "br",
            "identity;q=0",
            "cross-site",
            "same-origin",
            "null",
            "https://klachten.devlier.example",
            "https://",
            "://",
            "/",
            "0",
            "18446744073709551616",
            "bytes=0-1",
            "100-continue",
            "chunked",
            CANARY,
            " ",
            "\t",
        ][..],
    );
    let value = prop_oneof![
        4 => vec(piece, 0..6).prop_map(|pieces| pieces.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..20),
        1 => Just(b"en;q=0.1,".repeat(900)),
    ];
    let accepted = (select(&["accept", "accept-language"][..]), accepted());
    vec(prop_oneof![3 => (name, value), 1 => accepted], 0..6)
}

/// What somebody prefers, in many ranges, each with a weight that may be none.
fn accepted() -> impl Strategy<Value = Vec<u8>> {
    let range = select(
        &["nl", "en-GB", "a1", "*", "text/html", "application/json", "application/*", "*/*", "a/b;c=\"d", ""][..],
    );
    let weight = prop_oneof![
        3 => (0u16..1001).prop_map(|thousandths| format!(";q={}", f32::from(thousandths) / 1000.0)),
        3 => select(&[";q=NaN", ";Q=inf", ";q=-1", ";q=1e9", ";q=0.12345", ";q=0", ";q=", ";q", ";;", " ; q = 1 ", ""][..])
            .prop_map(str::to_owned),
    ];
    let ranges = (range, weight).prop_map(|(range, weight)| format!("{range}{weight}"));
    (vec(ranges, 0..60), any::<bool>()).prop_map(|(ranges, is_text)| {
        let end: &[u8] = if is_text { b"" } else { b",\xff\xc3\xa9" };
        [ranges.join(",").as_bytes(), end].concat()
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(Field::ALL.as_slice()).prop_map(|field| field.name().to_owned()),
        1 => Just("change".to_owned()),
        1 => any::words(),
    ]
}

/// What no browser sends in a form.
const BROKEN: [&[u8]; 19] = [
    b"%",
    b"%z",
    b"%C0%AF",
    b"%ED%A0%80",
    b"%F4%90%80%80",
    b"\xff",
    b"\xc3",
    b"\0",
    b"%00",
    b"&",
    b"=",
    b"&&==&",
    b"+",
    b"%26",
    b"%3D",
    b"name=",
    b"\r\n",
    b"{\"",
    b";",
];

/// A form, in whose bytes something is put that no browser sends.
fn form() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        3 => any::words(),
        1 => Just(CANARY.to_owned()),
        1 => "[0-9]{1,4}",
        1 => Just("test@voorbeeld.example".to_owned()),
    ];
    let pair = (name(), value).prop_map(|(name, value)| {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        format!("{}={}", encoded(&name), encoded(&value))
    });
    let broken = select(BROKEN.as_slice());
    let broken = prop_oneof![2 => Just(Vec::new()), 1 => vec((any::<prop::sample::Index>(), broken), 1..4)];
    // Most are a complaint that is right, with or without something more.
    let right = form_urlencoded::Serializer::new(String::new()).extend_pairs(complaint()).finish();
    let pairs = prop_oneof![1 => Just(vec![]), 1 => vec(pair, 0..12)].prop_map(|pairs| pairs.join("&"));
    let whole =
        prop_oneof![Just(right.clone()), pairs.clone(), pairs.prop_map(move |pairs| format!("{right}&{pairs}"))];
    (whole, broken).prop_map(|(whole, broken)| {
        let mut body = whole.into_bytes();
        for (place, bytes) in broken {
            let place = place.index(body.len() + 1);
            body.splice(place..place, bytes.iter().copied());
        }
        body
    })
}

/// JSON, or nearly.
fn json() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        4 => any::words().prop_map(|text| Value::String(text).to_string()),
        4 => select(&["3", "-0", "1e400", "1e-400", "99999999999999999999999999", "0.1", "NaN", "Infinity", "null", "true", "[]", "{}", "[[[[]]]]", "{\"S\":\"x\"}", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\x\"", "\"\u{1}\"", "\"kanarievogel\"", "\"", "", "'a'", "\"test@voorbeeld.example\"", "\"2026\""][..]).prop_map(str::to_owned),
    ];
    let pair = (name(), value).prop_map(|(name, value)| format!("{}:{value}", Value::String(name)));
    let around = select(
        &[
            ("{", "}"),
            ("{", "}"),
            ("{", "}"),
            ("{", "}"),
            ("[", "]"),
            ("", ""),
            ("{", ""),
            ("\u{feff}{", "}"),
            ("{", "}x"),
            ("{", ",}"),
        ][..],
    );
    (around, vec(pair, 0..20))
        .prop_map(|((open, close), pairs)| format!("{open}{}{close}", pairs.join(",")).into_bytes())
}

/// A body, and what it says that it is.
fn body() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let types = select(&[FORM, JSON, ""][..]);
    prop_oneof![
        4 => form().prop_map(|body| (FORM, body)),
        3 => json().prop_map(|body| (JSON, body)),
        1 => (types.clone(), vec(any::<u8>(), 0..300)),
        1 => (types, form()),
    ]
}

type Asked = (Method, String, Vec<(&'static str, Vec<u8>)>, (&'static str, Vec<u8>));

fn asked() -> impl Strategy<Value = Asked> {
    let other = select(&["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"][..]);
    let method = prop_oneof![6 => Just("POST"), 2 => Just("GET"), 1 => other];
    let method = method.prop_map(|name| Method::from_bytes(name.as_bytes()).expect("a method"));
    let place = prop_oneof![3 => select(&PATHS[..2]).prop_map(str::to_owned), 1 => path()];
    (method, place, headers(), body())
}

/// The request, if it is one: what the HTTP library refuses never comes so far.
fn request((method, path, headers, (content_type, body)): Asked) -> Option<Request<Body>> {
    let uri: Uri = path.parse().ok()?;
    let mut request = Request::builder().method(method).uri(uri).body(Body::from(body)).ok()?;
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(&value).ok()?;
        request.headers_mut().append(HeaderName::from_static(name), value);
    }
    if !content_type.is_empty() {
        request.headers_mut().insert("content-type", HeaderValue::from_static(content_type));
    }
    Some(request)
}

fn judge(method: &Method, path: &str, answer: &Answer) -> Result<(), TestCaseError> {
    let Answer { status, headers, text } = answer;
    prop_assert_ne!(*status, StatusCode::INTERNAL_SERVER_ERROR, "{}", text);
    prop_assert!(!format!("{headers:?}").contains(CANARY), "{:?}", headers);
    prop_assert!(headers["content-security-policy"].to_str().expect("text").starts_with("default-src 'none'"));
    prop_assert!(!headers.contains_key("set-cookie"));
    prop_assert!(headers.get("cache-control").is_some_and(|value| value == "no-store"), "{} {:?}", path, headers);
    if method == Method::HEAD {
        prop_assert_eq!(text, "");
        return Ok(());
    }
    let is_in_the_look = match headers["content-type"].to_str().expect("text") {
        "text/html; charset=utf-8" => {
            text.contains("Huis De Vlier</title>") && text.contains("<h1") && text.trim_end().ends_with("</html>")
        }
        "application/problem+json" => serde_json::from_str::<Value>(text)
            .is_ok_and(|problem| problem["status"] == status.as_u16() && problem["title"].is_string()),
        "application/json" => serde_json::from_str::<Value>(text).is_ok() && status.is_success(),
        "text/calendar; charset=utf-8" => text.starts_with("BEGIN:VCALENDAR") && *status == StatusCode::OK,
        _ => false,
    };
    prop_assert!(is_in_the_look, "{} {:?} {}", status, headers, text);
    prop_assert!(!matches!(status.as_u16(), 400 | 403..=405 | 415) || !text.contains(CANARY), "{} {}", status, text);
    Ok(())
}

#[test]
fn any_request_is_answered_in_the_look_of_the_site_or_as_a_problem() {
    let runtime = Runtime::new().expect("a runtime");
    let log = Log::of_this_thread();
    let counter = runtime.block_on(async { Counter::with(&Store::open().await) });
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    let statuses_seen = std::cell::RefCell::new(&mut statuses);
    let done = runner.run(&asked(), |asked| {
        let (method, path) = (asked.0.clone(), asked.1.clone());
        let Some(request) = request(asked) else { return Ok(()) };
        drop(log.take());
        let answer = runtime.block_on(counter.ask(request));
        *statuses_seen.borrow_mut().entry(answer.status.as_u16()).or_default() += 1;
        judge(&method, &path, &answer)?;
        let logged = log.take();
        let lines = usize::from(answer.status == StatusCode::CREATED);
        prop_assert!(!logged.contains(CANARY) && logged.lines().count() == lines, "{}", logged);
        Ok(())
    });
    println!("{statuses:?}");
    done.unwrap_or_else(|error| panic!("{error}"));
    for status in [200, 201, 400, 404, 405, 422] {
        assert!(statuses.contains_key(&status), "no request was answered {status}: {statuses:?}");
    }
}
