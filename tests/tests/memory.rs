//! What is refused is not built first: how much a request makes the intake hold follows from its length.

use peak_alloc::PeakAlloc;
use tests::{Counter, Store};

#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

/// What the intake holds at most while it answers `body`, besides the body and what it held before.
async fn held_bytes(counter: &Counter, body: String) -> usize {
    let before = HELD.current_usage();
    HELD.reset_peak_usage();
    let answer = counter.post_json("/formulier/controleren", body).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    HELD.peak_usage().saturating_sub(before)
}

#[tokio::test]
async fn a_mebibyte_of_json_that_is_not_the_form_makes_the_intake_hold_less_than_four() {
    let counter = Counter::with(&Store::open().await);
    // What is made once: the templates, and what the first answer needs.
    held_bytes(&counter, "{".into()).await;
    let most = 1024 * 1024;
    let filled = |before: &str, piece: &str, after: &str| {
        format!("{before}{}{after}", piece.repeat((most - before.len() - after.len()) / piece.len()))
    };
    for body in [
        filled("", "[", ""),
        filled("{\"name\":", "[", ""),
        filled("{\"name\":[1", ",1", "]}"),
        filled("{\"name\":[0", ",{\"\":0}", "]}"),
        filled("{\"name\":", "{\"\":", ""),
        filled("{\"x\":0", ",\"x\":{}", "}"),
        filled("{\"x\":0", ",\"name\":\"a\"", "}"),
        filled("{\"", "x", "\":1}"),
        filled("{\"x\":\"", "\\u0041", "\"}"),
    ] {
        let beginning = body[..20].to_owned();
        let held = held_bytes(&counter, body).await;
        assert!(held < 4 * most, "{beginning}: {held} bytes");
    }
}
