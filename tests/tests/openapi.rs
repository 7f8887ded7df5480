//! The `OpenAPI` document, held true by what the service really answers.

use complaint::{ContactBy, Field};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{FaultyStore, TestService, complaint, typed};

const FORM: &str = "application/x-www-form-urlencoded";

/// The document as the service shows it.
struct Document(Value);

/// What came back.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    async fn to(request: RequestBuilder) -> Self {
        let response: Response = request.header("accept", "application/json").send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("text") }
    }

    fn content_type(&self) -> &str {
        self.headers[CONTENT_TYPE].to_str().expect("text")
    }

    fn body(&self) -> Value {
        let is_json = self.content_type().ends_with("json");
        if is_json { self.text.parse().expect("JSON") } else { json!(self.text) }
    }
}

impl Document {
    async fn of(service: &TestService) -> Self {
        Self(Answer::to(service.request("GET", "/formulier/openapi.json")).await.body())
    }

    /// What `value` refers to, or is itself.
    fn followed<'a>(&'a self, value: &'a Value) -> &'a Value {
        value["$ref"].as_str().map_or(value, |reference| {
            self.0.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("no {reference}"))
        })
    }

    /// Every operation, under the name that the document gives it.
    fn operations(&self) -> impl Iterator<Item = (&str, &Value)> {
        let paths = self.0["paths"].as_object().expect("paths").values();
        paths
            .flat_map(|path| path.as_object().expect("methods").values())
            .map(|operation| (operation["operationId"].as_str().expect("a name"), operation))
    }

    /// Every operation with every status that it may answer.
    fn answers(&self) -> BTreeSet<(String, u16)> {
        let statuses = |operation: &Value| {
            let statuses = operation["responses"].as_object().expect("answers").keys();
            statuses.map(|status| status.parse().expect("a status")).collect::<Vec<u16>>()
        };
        self.operations()
            .flat_map(|(name, operation)| statuses(operation).into_iter().map(|status| (name.to_owned(), status)))
            .collect()
    }

    /// Whether `answer` is one that `operation` may give.
    fn allows(&self, operation: &str, answer: &Answer) -> Result<(), String> {
        let (_, described) = self.operations().find(|(name, _)| *name == operation).expect("an operation");
        let response = described["responses"].get(answer.status.to_string()).ok_or("an undocumented status")?;
        self.describes(response, answer)
    }

    /// Whether `answer` has the content type, the headers and the shape of `response`.
    fn describes(&self, response: &Value, answer: &Answer) -> Result<(), String> {
        let response = self.followed(response);
        if response.get("content").is_none() {
            return if answer.text.is_empty() { Ok(()) } else { Err("a body where there is none".to_owned()) };
        }
        let content = response["content"].get(answer.content_type()).ok_or("an undocumented content type")?;
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let value = answer.headers.get(name).ok_or("a header is missing")?.to_str().expect("text");
            let is_number = header["schema"]["type"] == "integer";
            self.holds(&header["schema"], &if is_number { value.parse().expect("a number") } else { json!(value) })?;
        }
        let body = answer.body();
        if body["status"].as_u64().is_some_and(|status| status != u64::from(answer.status)) {
            return Err("another status in the body".to_owned());
        }
        self.holds(&content["schema"], &body)
    }

    /// Whether `value` is as `schema` says.
    fn holds(&self, schema: &Value, value: &Value) -> Result<(), String> {
        // References begin at the root of the document.
        let schema = json!({ "components": self.0["components"], "allOf": [schema] });
        let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema);
        validator.expect("a schema").validate(value).map_err(|error| error.to_string())
    }
}

/// Every value under `key`, however deep.
fn all<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    let inner: Vec<&Value> = match value {
        Value::Object(members) => members.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    value.get(key).into_iter().chain(inner.into_iter().flat_map(|value| all(value, key))).collect()
}

fn as_json(form: &[(&str, &str)]) -> Value {
    form.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect::<serde_json::Map<_, _>>().into()
}

/// Every way to send a complaint to `path`: right, wrong and not at all.
fn posts(service: &TestService, path: &str) -> Vec<RequestBuilder> {
    let post = || service.request("POST", path);
    let typed_in = |content_type: &str, body: &'static str| post().header("content-type", content_type).body(body);
    let long = "woord ".repeat(12_000);
    vec![
        post().json(&as_json(&complaint())),
        post().form(&complaint()),
        post().json(&json!({})),
        post().form(&typed(typed(complaint(), "email", "voorbeeld"), "contact_by", "duif")),
        typed_in("application/json", "{"),
        typed_in("application/json", r#"{"nmae":"Test"}"#),
        typed_in("application/json", r#"{"phone":201234567}"#),
        typed_in("application/json", r#"{"name":"a","name":[],"nmea":true}"#),
        typed_in("application/json; charset=utf-16", "{}"),
        typed_in(FORM, "name=%ff&name=b"),
        typed_in("text/plain", "Test"),
        post().form(&typed(complaint(), "description", &long)),
        post().form(&typed(complaint(), "unknown", &long)),
        post().header("content-type", FORM).body(vec![b'a'; 3 * 1024 * 1024]),
        post().form(&complaint()).header("sec-fetch-site", "cross-site"),
    ]
}

#[tokio::test]
async fn every_answer_is_in_the_document_and_every_answer_of_the_document_is_given() {
    let service = TestService::start().await;
    let without_store = TestService::start_with_store(&FaultyStore::Away.start().await).await;
    let document = Document::of(&service).await;
    let get = |path| service.request("GET", path);
    let mut requests = vec![
        ("send", without_store.request("POST", "/formulier/versturen").form(&complaint())),
        ("dates", get("/formulier/datums/nl/2024-03-04.ics")),
        ("dates", get("/formulier/datums/nl/1999-01-01.ics")),
        ("dates", get("/formulier/datums/%ff/%ff")),
        ("openapi", get("/formulier/openapi.json")),
        ("reach", get("/formulier/bereikbaar")),
        ("reach", without_store.request("GET", "/formulier/bereikbaar")),
    ];
    for (operation, path) in [("check", "/formulier/controleren"), ("send", "/formulier/versturen")] {
        requests.extend(posts(&service, path).into_iter().map(|request| (operation, request)));
    }
    let mut given = BTreeSet::new();
    for (operation, request) in requests {
        let answer = Answer::to(request).await;
        let allowed = document.allows(operation, &answer);
        assert_eq!(allowed, Ok(()), "{operation} {} {}", answer.status, answer.text);
        given.insert((operation.to_owned(), answer.status));
    }
    assert_eq!(given, document.answers());
}

#[tokio::test]
async fn another_method_and_another_path_are_answered_as_the_document_says() {
    let service = TestService::start().await;
    let document = Document::of(&service).await;
    let responses = &document.0["components"]["responses"];
    for path in ["controleren", "versturen", "datums/nl/2024-03-04.ics", "openapi.json", "bereikbaar"] {
        let answer = Answer::to(service.request("DELETE", &format!("/formulier/{path}"))).await;
        assert_eq!((answer.status, document.describes(&responses["WrongMethod"], &answer)), (405, Ok(())), "{path}");
    }
    let answer = Answer::to(service.request("GET", "/formulier/elders")).await;
    assert_eq!((answer.status, document.describes(&responses["NotFound"], &answer)), (404, Ok(())));
}

#[tokio::test]
async fn the_document_does_not_allow_just_anything() {
    let service = TestService::start().await;
    let document = Document::of(&service).await;
    let kept = || Answer::to(service.request("POST", "/formulier/versturen").form(&complaint()));
    assert_eq!(document.allows("send", &kept().await), Ok(()));

    let other_status = Answer { status: 200, ..kept().await };
    assert_eq!(document.allows("send", &other_status), Err("an undocumented status".to_owned()));
    let mut page = kept().await;
    page.headers.insert(CONTENT_TYPE, "text/html".parse().unwrap());
    assert_eq!(document.allows("send", &page), Err("an undocumented content type".to_owned()));
    for (member, value) in [("received_on", json!("2026-02-30")), ("reference", json!("K-1")), ("name", json!("Test"))]
    {
        let mut other = kept().await;
        let mut body = other.body();
        body[member] = value;
        other.text = body.to_string();
        assert!(document.allows("send", &other).is_err(), "{member}");
    }
}

#[tokio::test]
async fn the_fields_of_the_document_are_those_of_the_form() {
    let document = Document::of(&TestService::start().await).await;
    let schemas = &document.0["components"]["schemas"];
    let fields: BTreeSet<&str> = Field::ALL.into_iter().map(Field::name).collect();
    for schema in ["Complaint", "ComplaintForm"] {
        let properties = schemas[schema]["properties"].as_object().unwrap();
        assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), fields, "{schema}");
        let choices = schemas[schema]["properties"]["contact_by"]["enum"].as_array().unwrap();
        let choices = choices.iter().filter_map(Value::as_str).filter(|choice| !choice.is_empty());
        assert_eq!(
            choices.collect::<Vec<_>>(),
            ContactBy::ALL.iter().map(|choice| choice.as_str()).collect::<Vec<_>>(),
            "{schema}"
        );
    }
    let with_mistakes = schemas["Mistake"]["properties"]["field"]["enum"].as_array().unwrap();
    let expected = Field::ALL.into_iter().filter(|field| !matches!(field, Field::Lang | Field::Trap));
    assert_eq!(
        with_mistakes.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
        expected.map(Field::name).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn the_schemas_are_json_schema_and_the_examples_are_as_they_say() {
    let document = Document::of(&TestService::start().await).await;
    assert!(document.0["openapi"].as_str().unwrap().starts_with("3.1."));
    let schemas = document.0["components"]["schemas"].as_object().unwrap().values();
    for schema in schemas.chain(all(&document.0, "schema")) {
        assert!(jsonschema::draft202012::meta::validate(schema).is_ok(), "{schema}");
    }
    for reference in all(&document.0, "$ref") {
        document.followed(&json!({ "$ref": reference }));
    }
    let bodies = all(&document.0, "content").into_iter().flat_map(|content| content.as_object().unwrap().values());
    let parameters = all(&document.0, "parameters").into_iter().flat_map(|all| match all {
        Value::Array(list) => list.iter().collect::<Vec<_>>(),
        named => named.as_object().unwrap().values().collect(),
    });
    let described: Vec<&Value> = bodies.chain(parameters).filter(|value| value.get("example").is_some()).collect();
    assert_eq!(described.len(), 8, "examples");
    for value in described {
        assert_eq!(document.holds(&value["schema"], &value["example"]), Ok(()));
    }
}

#[tokio::test]
async fn the_examples_are_accepted() {
    let service = TestService::start().await;
    let document = Document::of(&service).await;
    let content = &document.0["components"]["requestBodies"]["Complaint"]["content"];
    for (path, status) in [("/formulier/controleren", 200), ("/formulier/versturen", 201)] {
        let post = || service.request("POST", path);
        let json = Answer::to(post().json(&content["application/json"]["example"])).await;
        assert_eq!(json.status, status, "{}", json.text);
        let form = Answer::to(post().form(&content[FORM]["example"])).await;
        assert_eq!(form.status, status, "{}", form.text);
    }
}
