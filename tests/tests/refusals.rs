//! What is refused, each with a page or a problem document that says what to do.

use tests::{TestService, complaint, typed};

const SEND: &str = "/formulier/versturen";
const CHECK: &str = "/formulier/controleren";
const FORM: &str = "application/x-www-form-urlencoded";

struct Refusal {
    name: &'static str,
    method: &'static str,
    content_type: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: Vec<u8>,
    status: u16,
    title: &'static str,
}

fn refusals() -> Vec<Refusal> {
    let usual = || Refusal {
        name: "",
        method: "POST",
        content_type: FORM,
        headers: &[],
        body: form_urlencoded::Serializer::new(String::new()).extend_pairs(complaint()).finish().into_bytes(),
        status: 0,
        title: "",
    };
    vec![
        Refusal { name: "wrong method", method: "PUT", status: 405, title: "Hier is niets te zien", ..usual() },
        Refusal {
            name: "wrong content type",
            content_type: "multipart/form-data; boundary=a",
            status: 415,
            title: "Dit kunnen wij niet lezen",
            ..usual()
        },
        Refusal {
            name: "too large",
            body: vec![b'a'; 3 * 1024 * 1024],
            status: 413,
            title: "Uw tekst is te lang",
            ..usual()
        },
        Refusal {
            name: "another charset",
            content_type: "application/json; charset=iso-8859-1",
            body: b"{}".to_vec(),
            status: 415,
            title: "Dit kunnen wij niet lezen",
            ..usual()
        },
        Refusal {
            name: "no JSON",
            content_type: "application/json",
            body: b"{".to_vec(),
            status: 400,
            title: "Dit kunnen wij niet lezen",
            ..usual()
        },
        Refusal {
            name: "another site",
            headers: &[("sec-fetch-site", "cross-site")],
            status: 403,
            title: "Dit formulier komt van een andere website",
            ..usual()
        },
        Refusal {
            name: "another site, older browser",
            headers: &[("origin", "https://elders.example")],
            status: 403,
            title: "Dit formulier komt van een andere website",
            ..usual()
        },
    ]
}

async fn answer(service: &TestService, refusal: &Refusal, path: &str, accept: &str) -> reqwest::Response {
    let mut request = service.request(refusal.method, path).header("accept", accept);
    request = request.header("content-type", refusal.content_type).body(refusal.body.clone());
    request = refusal.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn each_refusal_is_a_page_that_says_what_to_do() {
    let service = TestService::start().await;
    for refusal in refusals() {
        for path in [SEND, CHECK] {
            let response = answer(&service, &refusal, path, "text/html").await;
            assert_eq!(response.status(), refusal.status, "{} {path}", refusal.name);
            assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
            let html = response.text().await.unwrap();
            assert!(html.contains(&format!("<h1>{}</h1>", refusal.title)), "{} {html}", refusal.name);
            assert!(html.contains("href=\"/klacht-indienen/\""), "{}: the way to the form", refusal.name);
        }
    }
}

#[tokio::test]
async fn a_step_that_is_opened_again_says_whether_the_complaint_came_in_and_whom_to_call() {
    let service = TestService::start().await;
    for path in [SEND, CHECK] {
        let page = tests::Page::of(service.request("GET", path).send().await.unwrap()).await;
        assert_eq!(page.status, 405);
        assert!(
            page.html.contains("<h1>Hebt u een nummer gekregen?</h1>\n<p>Dan is uw klacht bij ons binnen."),
            "{path}"
        );
        assert!(page.html.contains("href=\"tel:") && page.html.contains("href=\"/klacht-indienen/\""), "{path}");
        let program = service.request("GET", path).header("accept", "application/json").send().await.unwrap();
        assert_eq!(program.headers()["allow"], "POST");
        assert!(program.text().await.unwrap().contains("\"title\":\"Hier is niets te zien\""), "{path}");
    }
}

#[tokio::test]
async fn no_page_advises_the_back_button_of_a_browser() {
    let service = TestService::start().await;
    for refusal in refusals() {
        let html = answer(&service, &refusal, SEND, "text/html").await.text().await.unwrap();
        assert!(!html.contains("terugknop"), "{}", refusal.name);
    }
}

#[tokio::test]
async fn each_refusal_is_a_problem_document_for_a_program() {
    let service = TestService::start().await;
    for refusal in refusals() {
        let response = answer(&service, &refusal, SEND, "application/json").await;
        assert_eq!(response.status(), refusal.status, "{}", refusal.name);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["status"], refusal.status);
        assert_eq!(problem["title"], refusal.title);
    }
}

#[tokio::test]
async fn what_a_program_is_told_is_about_what_it_sent_and_not_about_a_browser() {
    let service = TestService::start().await;
    for language in ["nl", "en"] {
        for refusal in refusals() {
            let mut refusal = refusal;
            let spoken = [refusal.headers, &[("accept-language", language)]].concat();
            refusal.headers = spoken.leak();
            let problem = answer(&service, &refusal, SEND, "application/json").await.text().await.unwrap();
            assert!(!problem.contains("browser"), "{problem}");
        }
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_comes_back_with_every_word_and_with_what_to_shorten() {
    let service = TestService::start().await;
    let words = "woord ".repeat(12_000);
    for path in [SEND, CHECK] {
        let form = typed(complaint(), "description", &words);
        let page = tests::Page::of(service.request("POST", path).form(&form).send().await.unwrap()).await;
        assert_eq!(page.status, 422);
        assert!(page.html.contains(&words) && page.html.contains("is 66999 tekens te lang"), "{path}");
    }
}

#[tokio::test]
async fn a_form_that_no_browser_sends_comes_back_with_every_word() {
    let service = TestService::start().await;
    let post = |body: &'static str| service.request("POST", CHECK).header("content-type", FORM).body(body).send();
    let page = tests::Page::of(post("name=Eerste%FF&about=iets&about=iets+anders").await.unwrap()).await;
    assert_eq!(page.status, 422);
    assert!(page.html.contains("value=\"Eerste\u{fffd}\"") && page.html.contains("iets anders"), "{}", page.html);
}

/// What a program posts as JSON, and what it is told.
async fn told(service: &TestService, accept_language: &str, body: &str) -> serde_json::Value {
    let request = service.request("POST", SEND).header("content-type", "application/json");
    let response = request.header("accept-language", accept_language).body(body.to_owned()).send().await.unwrap();
    assert_eq!(response.status(), 400);
    response.json().await.unwrap()
}

#[tokio::test]
async fn a_program_is_told_which_fields_are_not_the_forms_and_where_json_ends() {
    let service = TestService::start().await;
    let problem = told(&service, "nl", r#"{"nmae":"Test","phone":123112233,"wish":["kanarievogel"]}"#).await;
    let errors: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["message"].as_str().unwrap()))
        .collect();
    assert_eq!(
        errors,
        [
            ("nmae", "Het formulier heeft dit veld niet. Bedoelt u “name”?"),
            ("phone", "Stuur dit als tekst, tussen aanhalingstekens. Een getal verliest de nul aan het begin."),
            ("wish", "Stuur dit als tekst, tussen aanhalingstekens."),
        ]
    );
    let problem = told(&service, "en;q=0.9, fr", "{\"name\":\n \"kanarievogel\" 3}").await;
    assert_eq!(
        problem["detail"],
        "The complaint has not been sent. From line 2, character 17 on this is not JSON. Correct that, and send everything again."
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_no_answer_of_a_function_is_stored() {
    let service = TestService::start().await;
    for path in ["/", "/klacht-indienen/", "/bestaat-niet/", "/formulier/versturen", "/.site-gen"] {
        let response = service.request("GET", path).send().await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(!response.headers().contains_key("set-cookie"), "{path}");
    }
    for page in [
        service.check(&complaint()).await,
        service.send(&complaint()).await,
        service.open(SEND).await,
        service.open("/formulier/").await,
    ] {
        assert_eq!(page.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn the_generators_own_files_and_the_register_are_no_pages() {
    let service = TestService::start().await;
    for path in [
        "/.site-gen",
        "/%2esite-gen",
        "/%2Esite-gen.br",
        "/../register.db",
        "/%2e%2e/register.db",
        "/assets/",
        "/assets",
    ] {
        let status = service.open(path).await.status;
        assert!(status == 404 || status == 400, "{path} {status}");
    }
}
