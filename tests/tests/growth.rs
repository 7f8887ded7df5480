//! What is sent to the intake takes a time that grows with its length, and not with the square of it.

use axum::body::Body;
use axum::http::Request;
use nix::time::{ClockId, clock_gettime};
use std::time::Duration;
use tests::{Counter, Store};
use tokio::runtime::Runtime;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

fn repeated(piece: &str, size_bytes: usize) -> String {
    piece.repeat(size_bytes / piece.len())
}

fn numbered(count: usize, field: impl Fn(usize) -> String, between: &str) -> String {
    (0..count).map(field).collect::<Vec<_>>().join(between)
}

/// A body of about so many bytes.
type Written = Box<dyn Fn(usize) -> String>;

/// The processor time of this thread for one answer, which must not be a failure.
fn time_for(
    runtime: &Runtime,
    counter: &Counter,
    content_type: &'static str,
    header: Option<(&'static str, &str)>,
    body: &[u8],
) -> Duration {
    let mut request = Request::post("/formulier/versturen").header("content-type", content_type);
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.to_vec())).expect("a request");
    let now = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock"));
    let start = now();
    let answer = runtime.block_on(counter.ask(request));
    assert!(!answer.status.is_server_error() && !answer.text.is_empty(), "{}", answer.status);
    now().saturating_sub(start)
}

#[test]
fn eight_times_as_much_takes_less_than_forty_times_as_long() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let counter = runtime.block_on(async { Counter::with(&Store::open().await) });
    let mut bodies: Vec<(String, &'static str, Written)> = Vec::new();
    for piece in ["a=&", "&", "=", "%", "%41", "%C3%A9", "x1=2&", "+", "name&", "\u{0}", "é"] {
        bodies.push((format!("form of {piece:?}"), FORM, Box::new(move |size| repeated(piece, size))));
        bodies.push((
            format!("description of {piece:?}"),
            FORM,
            Box::new(move |size| format!("name=a&description={}", repeated(piece, size).replace('&', "%26"))),
        ));
        bodies.push((
            format!("e-mail of {piece:?}"),
            FORM,
            Box::new(move |size| format!("email={}", repeated(piece, size).replace('&', "%26"))),
        ));
    }
    for piece in ["a@", "a.", "\"a\"@", "(", "<", "&", "\"", "1", " ", "%0A", "e\u{301}", "\u{202e}"] {
        for field in [
            "email",
            "phone",
            "description",
            "incident_day",
            "incident_month",
            "incident_year",
            "lang",
            "contact_by",
            "remark",
        ] {
            bodies.push((
                format!("{field} of {piece:?}"),
                FORM,
                Box::new(move |size| format!("{field}={}", repeated(piece, size).replace('&', "%26"))),
            ));
        }
    }
    for piece in ["[", "{\"a\":", "\"\\u00e9\",", "1", "\\", "\"name\":\"a\",", " "] {
        bodies.push((format!("JSON of {piece:?}"), JSON, Box::new(move |size| repeated(piece, size))));
        bodies.push((
            format!("JSON with {piece:?}"),
            JSON,
            Box::new(move |size| format!("{{\"name\":{}", repeated(piece, size))),
        ));
    }
    let fields = |size| numbered(size / 8, |number| format!("f{number:05}="), "&");
    bodies.push(("100,000 fields".into(), FORM, Box::new(fields)));
    let fields = |size| format!("{{{}}}", numbered(size / 11, |number| format!("\"f{number:05}\":1"), ","));
    bodies.push(("as many fields of JSON".into(), JSON, Box::new(fields)));
    let is_long = std::env::var_os("TESTS_LONG").is_some();
    let mut slow = Vec::new();
    // What else the machine does only ever adds time: what is too slow once is measured again.
    let mut check = |name: &str, small: &dyn Fn() -> Duration, large: &dyn Fn() -> Duration| {
        let least_small = small().min(small()).max(Duration::from_millis(5));
        let is_slow = |large: &Duration| *large >= 40 * least_small;
        let large: Vec<Duration> = (0..10).map(|_| large()).take_while(is_slow).collect();
        if let [.., last] = &large[..]
            && large.len() == 10
        {
            slow.push(format!("{name}: {least_small:?}, eight times as much {last:?}"));
        }
    };
    for (name, content_type, written) in bodies {
        // The most that is read is 1 MiB.
        let small_bytes = if is_long || name.contains("fields") { 128 * 1024 - 100 } else { 16 * 1024 };
        let [small, large] = [written(small_bytes), written(8 * small_bytes)].map(String::into_bytes);
        let time = |body: &[u8]| time_for(&runtime, &counter, content_type, None, body);
        check(&name, &|| time(&small), &|| time(&large));
    }
    for piece in ["en;q=0.1,", "en,", ";", ",", "-", "q=", "en-", "*"] {
        for header in ["accept-language", "accept", "content-type-x", "origin", "sec-fetch-site", "cookie"] {
            let time = |size| time_for(&runtime, &counter, FORM, Some((header, &repeated(piece, size))), b"name=a");
            check(&format!("{header} of {piece}"), &|| time(8_000), &|| time(64_000));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
