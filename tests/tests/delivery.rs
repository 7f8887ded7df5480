//! How pages travel: compressed, kept as long as they may be, and the dates as a calendar.

use tests::{TestService, complaint};

/// What a visitor's browser gets for a path with an `Accept-Encoding`: the encoding, and how many bytes travel.
async fn travels(service: &TestService, path: &str, accepted: &str) -> (String, usize) {
    let response = service.request("GET", path).header("accept-encoding", accepted).send().await.unwrap();
    let encoding = response.headers().get("content-encoding").map_or("", |value| value.to_str().unwrap()).to_owned();
    (encoding, response.bytes().await.unwrap().len())
}

#[tokio::test]
async fn every_page_travels_in_brotli_or_gzip_with_all_it_loads_in_the_first_flight_of_a_connection() {
    let service = TestService::start().await;
    let map = service.open("/sitemap.xml").await.html;
    let paths: Vec<&str> = map
        .split("<loc>https://klachten.devlier.example")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next())
        .collect();
    assert_eq!(paths.len(), 22, "{paths:?}");
    for path in paths {
        let html = service.open(path).await.html;
        let assets: Vec<&str> = html.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(assets.len() <= 2, "at most three requests: {path} {assets:?}");
        for encoding in ["br", "gzip"] {
            let mut weight_bytes = 0;
            for path in assets.iter().map(|asset| format!("/assets/{asset}")).chain([path.to_owned()]) {
                let (used, bytes) = travels(&service, &path, encoding).await;
                assert_eq!(used, encoding, "{path}");
                weight_bytes += bytes;
            }
            assert!(weight_bytes < 14_000, "{path}: {weight_bytes} bytes");
        }
    }
}

#[tokio::test]
async fn a_confirmation_is_one_whatever_encodings_a_client_takes() {
    let service = TestService::start().await;
    for (accepted, expected) in [
        ("identity;q=0", None),
        ("*;q=0", None),
        ("gzip;q=0, identity;q=0", None),
        ("br", None),
        ("", None),
        ("br, GZIP;q=0.1", Some("gzip")),
        ("gzip, identity;q=0", Some("gzip")),
    ] {
        let sent = service.request("POST", "/formulier/versturen").header("accept-encoding", accepted);
        let response = sent.form(&complaint()).send().await.unwrap();
        let encoding = response.headers().get("content-encoding").map(|encoding| encoding.to_str().unwrap().to_owned());
        assert_eq!((response.status().as_u16(), encoding.as_deref()), (201, expected), "{accepted}");
    }
}

#[tokio::test]
async fn the_answers_of_the_function_travel_in_gzip() {
    let service = TestService::start().await;
    let request =
        service.request("POST", "/formulier/controleren").header("accept-encoding", "gzip").form(&complaint());
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert!(response.bytes().await.unwrap().len() < 4_000);
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_pages_are_asked_for_again() {
    let service = TestService::start().await;
    let html = service.open("/").await.html;
    let (_, rest) = html.split_once("href=\"/assets/").unwrap();
    let asset = format!("/assets/{}", rest.split('"').next().unwrap());
    assert_eq!(service.open(&asset).await.headers["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(service.open("/").await.headers["cache-control"], "no-cache");
}

#[tokio::test]
async fn what_a_browser_has_already_does_not_travel_again() {
    let service = TestService::start().await;
    let html = service.open("/").await.html;
    let (_, rest) = html.split_once("href=\"/assets/").unwrap();
    let asset = format!("/assets/{}", rest.split('"').next().unwrap());
    let ask = async |path: &str, headers: &[(&str, &str)]| {
        let request = service.request("GET", path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.bytes().await.unwrap().len())
    };
    for path in ["/contact/", "/sitemap.xml", &asset] {
        for encoding in ["identity", "gzip", "br"] {
            let (_, first, _) = ask(path, &[("accept-encoding", encoding)]).await;
            let tag = first["etag"].to_str().unwrap();
            let list = format!("\"een-ander\", W/{tag}");
            for known in [("if-none-match", tag), ("if-none-match", &list)] {
                let (status, headers, bytes) = ask(path, &[("accept-encoding", encoding), known]).await;
                assert_eq!((status, bytes), (304, 0), "{path} {known:?}");
                for name in ["etag", "vary", "cache-control", "content-security-policy"] {
                    assert_eq!(headers[name], first[name], "{path}");
                }
            }
            // A date has whole seconds, in which a page can change twice.
            for other in [("if-none-match", "\"een-ander\""), ("if-modified-since", "Fri, 01 Feb 2103 12:00:00 GMT")] {
                assert_eq!(ask(path, &[("accept-encoding", encoding), other]).await.0, 200, "{path} {other:?}");
            }
        }
    }
}

#[tokio::test]
async fn one_address_in_three_encodings_has_three_tags_and_names_what_it_depends_on() {
    let service = TestService::start().await;
    let mut tags = std::collections::BTreeSet::new();
    for encoding in ["identity", "gzip", "br"] {
        let response = service.request("HEAD", "/contact/").header("accept-encoding", encoding).send().await.unwrap();
        assert_eq!(response.headers()["vary"], "accept-encoding");
        assert_ne!(response.headers()["content-length"], "0");
        tags.insert(response.headers()["etag"].clone());
        assert!(response.bytes().await.unwrap().is_empty());
    }
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn a_page_asked_for_without_its_last_slash_is_pointed_out_and_nothing_is_sent_to_a_page() {
    let service = TestService::start().await;
    let once = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let moved = once.get(format!("{}/contact?a=b", service.address())).send().await.unwrap();
    assert_eq!((moved.status().as_u16(), &moved.headers()["location"]), (307, &"/contact/?a=b".parse().unwrap()));
    for path in ["/contact/", "/bestaat-niet/"] {
        let refused = service.request("POST", path).send().await.unwrap();
        assert_eq!((refused.status().as_u16(), &refused.headers()["allow"]), (405, &"GET,HEAD".parse().unwrap()));
    }
}

#[tokio::test]
async fn the_page_for_what_is_not_there_travels_compressed_and_is_known_by_no_tag() {
    let service = TestService::start().await;
    for (path, accepted) in [("/en/nergens/", "br"), ("/nergens/", "gzip")] {
        let answer = service.request("GET", path).header("accept-encoding", accepted).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-encoding"]),
            (404, &accepted.parse().unwrap())
        );
        assert!(!answer.headers().contains_key("etag"));
    }
}

#[tokio::test]
async fn the_dates_of_a_confirmation_stand_in_a_calendar() {
    let service = TestService::start().await;
    let confirmed = service.send(&complaint()).await.html;
    let (_, rest) = confirmed.split_once("href=\"/formulier/datums/").unwrap();
    let path = format!("/formulier/datums/{}", rest.split('"').next().unwrap());
    let calendar = service.open(&path).await;
    assert_eq!(
        (calendar.status, &calendar.headers["content-type"]),
        (200, &"text/calendar; charset=utf-8".parse().unwrap())
    );
    assert_eq!(calendar.html.matches("BEGIN:VEVENT").count(), 3);
    assert!(!calendar.html.contains("Voorbeeld"));
}

#[tokio::test]
async fn a_calendar_of_no_day_is_not_found() {
    let service = TestService::start().await;
    for path in [
        "nl/2999-01-01.ics",
        "nl/1999-01-01.ics",
        "nl/2026-02-30.ics",
        "nl/2026-11-22",
        "xx/2026-11-22.ics",
        "nl/2026-1-2.ics",
        "nl/+2026-01-02.ics",
        "nl/2026-01-02%20.ics",
    ] {
        assert_eq!(service.open(&format!("/formulier/datums/{path}")).await.status, 404, "{path}");
    }
}
