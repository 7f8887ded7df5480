//! The office: a complaint exported, closed and erased, while the service runs on the same register.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::routing::post;
use complaint::{Mail, MailKey, MailState, Reference, Retention, Terms};
use local::{Command, CommandError};
use office::{FileError, OfficeError};
use register::{CloseError, Connection, DossierError, EraseError, Register, StoreError};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};
use tempfile::TempDir;
use tests::{FaultyStore, Store, TestService, complaint, digest_key, rules, typed, wait_until};
use tokio::net::TcpListener;
use website::MessageLanguage;

const CANARY: &str = "kanarievogel";

/// Every field filled in, each with a word of its own.
fn full() -> Vec<(&'static str, &'static str)> {
    let mut form = complaint();
    for (field, text) in [
        ("name", "Test kanarievogel-naam"),
        ("address", "Verzonnen straat 1 kanarievogel-straat"),
        ("postcode", "0000 AA"),
        ("town", "kanarievogel-dorp"),
        ("phone", "000-000 00 00 kanarievogel-bel"),
        ("email", "kanarievogel@voorbeeld.example"),
        ("about", "kanarievogel-balie"),
        ("description", "Eerste kanarievogel-regel\r\nTweede <script>alert(1)</script> & {% raw %} {# x #}"),
        ("wish", "kanarievogel-wens\r\n\"><img src=x onerror=alert(1)>"),
        ("on_behalf_of", "kanarievogel-moeder"),
    ] {
        form = typed(form, field, text);
    }
    form
}

fn export(reference: &str, to: &Path) -> Command {
    Command::Export { reference: reference.parse().unwrap(), to: Some(to.to_owned()) }
}

fn close(reference: &str) -> Command {
    Command::Close { reference: reference.parse().unwrap(), on: None }
}

fn erase(reference: &str, to: &Path) -> Command {
    Command::Erase { reference: reference.parse().unwrap(), yes: true, to: Some(to.to_owned()) }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The files below `folder` that hold `word`, and how many files there are.
fn holding(folder: &Path, word: &str) -> (Vec<PathBuf>, usize) {
    let (mut found, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            let (below, more) = holding(&path, word);
            found.extend(below);
            count += more;
        } else {
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                // The service took it away meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => panic!("{}: {error}", path.display()),
            };
            count += 1;
            let named = path.to_string_lossy().contains(word);
            found.extend((named || bytes.windows(word.len()).any(|part| part == word.as_bytes())).then_some(path));
        }
    }
    (found, count)
}

fn valid(json: &Value) {
    let schema: Value = office::SCHEMA.parse().unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(json).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}\n{json:#}");
}

#[tokio::test]
async fn an_export_holds_every_word_as_json_that_is_the_same_complaint_and_as_a_page_to_read() {
    let service = TestService::start().await;
    let sent = service.send(&full()).await;
    service.mails(2).await;
    let to = folder();
    let said = service.office(export(sent.reference(), to.path())).await.unwrap();
    let paths = ["json", "html"].map(|ending| to.path().join(format!("{}.{ending}", sent.reference())));
    assert_eq!(said, format!("{}\n{}", paths[0].display(), paths[1].display()));

    let json: Value = fs::read_to_string(&paths[0]).unwrap().parse().unwrap();
    valid(&json);
    for (field, text) in full() {
        let exported = json["complaint"][field].as_str().unwrap_or_default().replace('\n', "\r\n");
        let text = if field == "incident_month" { "3" } else { text };
        assert_eq!(exported, text, "{field}");
    }
    let mails: Vec<_> = json["mails"].as_array().unwrap().iter().map(|mail| (&mail["mail"], &mail["state"])).collect();
    assert_eq!(mails, [(&json!("office"), &json!("sent")), (&json!("sender"), &json!("sent"))]);
    assert!(json["confirmations_counted_until"].is_string() && json["expires_at"].is_null() && json["version"] == 1);
    let (status, receipt) = service.send_json(&json["complaint"]).await;
    assert_eq!((status, &receipt["reference"]), (201, &json["reference"]), "the same complaint");
    assert_eq!(receipt["extended_answer_by"], json["extended_answer_by"]);

    let page = fs::read_to_string(&paths[1]).unwrap();
    let told = |html: &str| assert!(page.contains(html), "no {html} in {page}");
    for (field, text) in full() {
        if ["name", "phone", "email", "about", "on_behalf_of"].contains(&field) {
            told(text);
        }
    }
    told("<dt>Wat is er gebeurd?</dt>");
    told("Tweede &lt;script&gt;alert(1)&lt;/script&gt; &amp; {% raw %} {# x #}");
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("http:") && !page.contains("https:"));
    told("<dt>E-mail aan u: de bevestiging</dt>");
}

#[cfg(unix)]
#[tokio::test]
async fn exports_are_for_one_reader_and_none_is_written_over() {
    use std::os::unix::fs::PermissionsExt;
    let service = TestService::start().await;
    let sent = service.send(&complaint()).await;
    let to = folder();
    service.office(export(sent.reference(), to.path())).await.unwrap();
    let [json, page] = ["json", "html"].map(|ending| to.path().join(format!("{}.{ending}", sent.reference())));
    for path in [&json, &page] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(&page, "iets anders").unwrap();
    fs::remove_file(&json).unwrap();
    let error = service.office(export(sent.reference(), to.path())).await.unwrap_err().to_string();
    assert!(error.contains("is there already"), "{error}");
    assert_eq!(fs::read_to_string(&page).unwrap(), "iets anders");
    assert!(!json.exists(), "both or neither");
}

#[tokio::test]
async fn an_english_complaint_is_exported_in_english() {
    let service = TestService::start().await;
    let sent = service.send(&typed(complaint(), "lang", "en")).await;
    let to = folder();
    service.office(export(sent.reference(), to.path())).await.unwrap();
    let page = fs::read_to_string(to.path().join(format!("{}.html", sent.reference()))).unwrap();
    assert!(page.contains("<html lang=\"en\"") && page.contains("<dt>What happened?</dt>"), "{page}");
}

#[tokio::test]
async fn a_closing_says_when_it_was_and_sends_no_mail() {
    // What has expired the store knows by the machine's own clock: two years later must be still to come.
    let now = || "2099-11-24T10:00:00Z".parse().unwrap();
    let service = TestService::start_at(now).await;
    let sent = service.send(&full()).await;
    service.mails(2).await;
    let said = service.office(close(sent.reference())).await.unwrap();
    let today = complaint::day_of_receipt(now());
    assert!(said.contains(&format!("is closed, as of {today}")), "{said}");
    let again = service.office(close(sent.reference())).await.unwrap();
    assert!(again.contains(&format!("was already closed, as of {today}")), "{again}");
    service.mails(2).await;
    let service = service.restart_at(now).await;
    service.mails(2).await;

    let to = folder();
    service.office(export(sent.reference(), to.path())).await.unwrap();
    let json: Value =
        fs::read_to_string(to.path().join(format!("{}.json", sent.reference()))).unwrap().parse().unwrap();
    valid(&json);
    assert_eq!((&json["state"], &json["version"]), (&json!("closed"), &json!(2)));
    assert_eq!(json["steps"][0]["on"], today.to_string());
    let until = Retention::after_closing(24).unwrap().until(today).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert_eq!(json["expires_at"], until);
}

#[tokio::test]
async fn what_was_kept_as_long_as_needed_goes_with_its_mails_when_the_service_starts() {
    let service = TestService::start_at(|| "2020-06-02T10:00:00Z".parse().unwrap()).await;
    let old = typed(typed(typed(full(), "incident_year", "2020"), "incident_month", "5"), "incident_day", "1");
    let sent = service.send(&old).await;
    let other = service.send(&typed(old.clone(), "name", "Test Ander")).await;
    service.mails(4).await;
    service.office(close(sent.reference())).await.unwrap();
    let data = service.data();
    let service = service.restart().await;
    let held = || holding(&data, "kanarievogel-naam");
    wait_until(async || held().0.is_empty(), || format!("{:?}", held())).await;
    service.mails(2).await;
    let to = folder();
    let error = service.office(export(sent.reference(), to.path())).await.unwrap_err();
    assert!(matches!(error, CommandError::Office(OfficeError::NotThere(_))), "{error}");
    service.office(export(other.reference(), to.path())).await.unwrap();
}

#[tokio::test]
async fn an_erased_complaint_leaves_no_word_in_any_file_and_touches_no_other() {
    let service = TestService::start().await;
    let sent = service.send(&full()).await;
    let other = service.send(&complaint()).await;
    service.mails(4).await;
    service.office(close(sent.reference())).await.unwrap();
    assert!(holding(&service.data(), CANARY).0.len() > 1, "the word that is looked for was there");

    let to = folder();
    let said = service.office(erase(sent.reference(), to.path())).await.unwrap();
    let (found, files) = holding(&service.data(), CANARY);
    assert!(found.is_empty() && files > 10, "{found:?} of {files}");
    let (found, _) = holding(&service.data(), sent.reference());
    assert!(found.is_empty(), "{found:?}");
    let receipt = fs::read_to_string(to.path().join(format!("{}-erased.txt", sent.reference()))).unwrap();
    assert!(said.starts_with(receipt.trim_end()) && receipt.contains(sent.reference()), "{said}");
    assert!(receipt.contains("Onderdelen: 7.") && receipt.contains("computer die zijn verwijderd: 2."), "{receipt}");
    assert!(!receipt.contains(CANARY) && !receipt.contains("Test "), "{receipt}");

    service.office(export(other.reference(), to.path())).await.unwrap();
    service.mails(2).await;
    let service = service.restart().await;
    service.mails(2).await;
    let error = service.office(erase(sent.reference(), folder().path())).await.unwrap_err();
    assert!(matches!(error, CommandError::Office(OfficeError::NotThere(_))), "{error}");

    // Sent again it is a new complaint, with mails of its own.
    assert_eq!(service.send(&full()).await.reference(), sent.reference());
    service.mails(4).await;
    let error = service.office(erase(sent.reference(), to.path())).await.unwrap_err().to_string();
    assert!(error.contains("is there already"), "the receipt is not written over: {error}");
    service.office(export(sent.reference(), to.path())).await.unwrap();
}

#[tokio::test]
async fn erasing_what_is_not_there_says_so_and_writes_no_receipt() {
    let service = TestService::start().await;
    let to = folder();
    let error = service.office(erase("K-0000-0000", to.path())).await.unwrap_err().to_string();
    assert_eq!(error, "the register has no complaint K-0000-0000");
    assert_eq!(fs::read_dir(to.path()).unwrap().count(), 0);
}

/// Each thing that the office can be told, once.
fn refusals() -> Vec<OfficeError> {
    let reference: Reference = "K-0000-0000".parse().unwrap();
    let day = "2026-11-24".parse().unwrap();
    let stores = || [StoreError::Unavailable("test".into()), StoreError::Refused("test".into())];
    let dossiers = || {
        let unreadable = DossierError::Unreadable { entry: "complaint".into(), attribute: "x".into() };
        stores().map(DossierError::Store).into_iter().chain([DossierError::Remains, unreadable])
    };
    let mut all = vec![
        OfficeError::NotThere(reference),
        OfficeError::NotADay("24".into()),
        OfficeError::ToCome("24-11-2999".into()),
        OfficeError::NotCleared(reference, "1".into()),
        OfficeError::NotConfirmed,
        OfficeError::File(FileError::Exists("x".into())),
        OfficeError::File(FileError::Write { path: "x".into(), cause: std::io::ErrorKind::PermissionDenied.into() }),
    ];
    all.extend(dossiers().map(OfficeError::Dossier));
    all.extend(dossiers().map(|error| OfficeError::Close(CloseError::Dossier(error))));
    all.extend(stores().map(|error| OfficeError::Close(CloseError::Store(error))));
    all.extend(stores().map(|error| OfficeError::Erase(EraseError::Store(error))));
    let closings = [
        CloseError::NotThere(reference),
        CloseError::BeforeReceipt(day),
        CloseError::StillToCome(day),
        CloseError::Busy,
    ];
    all.extend(closings.map(OfficeError::Close));
    all.extend([EraseError::NotThere(reference), EraseError::Busy].map(OfficeError::Erase));
    all
}

#[test]
fn each_refusal_is_told_in_both_languages_with_a_way_out() {
    for error in refusals() {
        let [dutch, english] = [MessageLanguage::Dutch, MessageLanguage::English].map(|language| error.said(language));
        let [[wrong, tip], [bad, hint]] = [&dutch, &english].map(|said| {
            let lines: Vec<&str> = said.lines().collect();
            <[&str; 2]>::try_from(lines).expect("what is wrong, and what to do")
        });
        assert!(wrong.starts_with("fout: ") && tip.starts_with("tip: ") && tip.len() > 20, "{dutch}");
        assert!(bad.starts_with("error: ") && hint.starts_with("hint: ") && hint.len() > 20, "{english}");
        let is_english = |word: &str| ["the", "it", "not", "cannot", "no", "has", "others", "to"].contains(&word);
        assert!(!dutch.split_whitespace().any(is_english), "{dutch}");
    }
}

#[tokio::test]
async fn a_closing_day_is_read_as_people_write_it_and_a_day_without_a_year_is_told() {
    let service = TestService::start().await;
    let sent = service.send(&complaint()).await;
    let close = async |on: &str| {
        let command = Command::Close { reference: sent.reference().parse().unwrap(), on: Some(on.to_owned()) };
        service.office(command).await.map_err(|error| error.to_string())
    };
    for unclear in ["24-11", "24", "november 2026", "morgen", "31-2-2026", "24-11-2026-1", ""] {
        assert_eq!(close(unclear).await, Err(format!("`{unclear}` is no day, or it is not clear which")));
    }
    for early in ["24-11-1999", "24 november 1999", "1999-11-24", "24/11/1999", "24.11.1999", "24 nov 1999"] {
        assert!(close(early).await.unwrap_err().contains("cannot have been closed before"), "{early}");
    }
    assert_eq!(close("24-11-2999").await, Err("`24-11-2999` is still to come".to_owned()));
    let today = complaint::day_of_receipt(chrono::Utc::now());
    assert!(close(&today.format("%-d-%-m-%Y").to_string()).await.unwrap().contains(&format!("as of {today}")));
}

#[tokio::test]
async fn a_register_that_does_not_answer_is_told_and_nothing_is_written() {
    let acts = FaultyStore::ALL.map(|fault| async move {
        let service = TestService::start_with_store(&fault.start().await).await;
        let to = folder();
        for command in [export("K-0000-0000", to.path()), close("K-0000-0000"), erase("K-0000-0000", to.path())] {
            let error = service.office(command).await.unwrap_err();
            let is_the_stores = matches!(
                error,
                CommandError::Office(
                    OfficeError::Dossier(DossierError::Store(_))
                        | OfficeError::Close(CloseError::Dossier(DossierError::Store(_)))
                        | OfficeError::Erase(EraseError::Store(_))
                )
            );
            assert!(is_the_stores, "{fault:?}: {error}");
            assert_eq!(fs::read_dir(to.path()).unwrap().count(), 0);
        }
    });
    let acts: Vec<_> = acts.into_iter().map(tokio::spawn).collect();
    for act in acts {
        act.await.unwrap();
    }
}

// On a store that a test can look into.

fn noon() -> chrono::DateTime<chrono::Utc> {
    "2026-11-22T11:00:00Z".parse().unwrap()
}

fn two_years() -> Retention {
    Retention::after_closing(24).unwrap()
}

/// Keeps the complaint with every field, with a mark for each of two mails and a counted confirmation.
async fn kept(store: &Store) -> Reference {
    let mut form = complaint::Form::default();
    for (field, text) in full() {
        form.set(complaint::Field::named(field).unwrap(), text);
    }
    form.set(complaint::Field::IncidentMonth, "3");
    let complaint = form.read(&rules()).unwrap();
    let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates("2026-11-22".parse().unwrap());
    let receipt = store.register.keep(&complaint, &digest_key(), noon(), &dates).await.unwrap().receipt;
    let reference = receipt.reference;
    let email = complaint.contact().email().unwrap();
    assert!(store.register.take_confirmation(email, receipt.received_on, reference).await.unwrap());
    for mail in [Mail::Office, Mail::Sender] {
        store
            .register
            .mark_fate(MailKey::Complaint(reference, mail), MailState::Sent, Some("test"), noon())
            .await
            .unwrap();
    }
    reference
}

#[tokio::test]
async fn a_closed_complaint_leaves_the_list_of_open_ones_and_every_entry_gets_its_expiry() {
    let store = Store::open().await;
    let reference = kept(&store).await;
    let closed = store.register.close(reference, "2026-11-22".parse().unwrap(), two_years(), noon()).await.unwrap();
    let expires = closed.closing.expires_at.timestamp().to_string();
    let entries: Vec<Value> =
        store.items().into_iter().filter(|item| item["reference"]["S"] == reference.to_string()).collect();
    assert_eq!(entries.len(), 4, "{entries:?}");
    for entry in &entries {
        assert_eq!(entry["expires_at"]["N"], expires, "{entry}");
    }
    let complaint = &store.complaints()[0];
    assert!(complaint["open"].is_null() && complaint["due"].is_null(), "{complaint}");
    assert_eq!((&complaint["state"]["S"], &complaint["version"]["N"]), (&json!("closed"), &json!("2")));
    let step = entries.iter().find(|entry| entry["entry"]["S"] == "step#0001").unwrap();
    assert_eq!((&step["what"]["S"], &step["closed_on"]["S"]), (&json!("closed"), &json!("2026-11-22")));
    assert!(!step.to_string().contains(CANARY));
}

#[tokio::test]
async fn a_day_on_which_it_cannot_have_been_closed_is_told() {
    let store = Store::open().await;
    let reference = kept(&store).await;
    let close = async |on: &str| store.register.close(reference, on.parse().unwrap(), two_years(), noon()).await;
    assert_eq!(close("2026-11-21").await, Err(CloseError::BeforeReceipt("2026-11-22".parse().unwrap())));
    assert_eq!(close("2026-11-23").await, Err(CloseError::StillToCome("2026-11-23".parse().unwrap())));
    let nobodys = "K-0000-0000".parse().unwrap();
    let missing = store.register.close(nobodys, "2026-11-22".parse().unwrap(), two_years(), noon()).await;
    assert_eq!(missing, Err(CloseError::NotThere(nobodys)));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_close_at_once_close_it_once() {
    let store = Arc::new(Store::open().await);
    let reference = kept(&store).await;
    let closers: Vec<_> = (0..8)
        .map(|second| {
            let store = Arc::clone(&store);
            let now = noon() + chrono::TimeDelta::seconds(second);
            let on = "2026-11-22".parse().unwrap();
            tokio::spawn(async move { store.register.close(reference, on, two_years(), now).await.unwrap() })
        })
        .collect();
    let mut closed = Vec::new();
    for closer in closers {
        closed.push(closer.await.unwrap());
    }
    assert_eq!(closed.iter().filter(|closed| !closed.was_closed).count(), 1);
    assert!(closed.iter().all(|one| one.closing == closed[0].closing), "{closed:?}");
}

#[tokio::test]
async fn what_only_a_later_version_can_read_is_not_left_out_in_silence() {
    let store = Store::open().await;
    let reference = kept(&store).await;
    let mut item = store.complaints()[0].clone();
    item["handler"] = json!({ "S": CANARY });
    let refused = |attribute: &str, entry: &str| {
        Err(DossierError::Unreadable { entry: entry.into(), attribute: attribute.into() })
    };
    store.put(&item);
    assert_eq!(store.register.dossier(reference).await, refused("handler", "complaint"));

    item.as_object_mut().unwrap().remove("handler");
    store.put(&item);
    assert!(store.register.dossier(reference).await.unwrap().is_some());
    store.put(&json!({ "reference": item["reference"], "entry": { "S": "letter#1" } }));
    assert!(store.register.dossier(reference).await.is_err());
    store.register.erase(reference).await.unwrap();
    assert!(store.items().is_empty(), "what cannot be read can be erased");
}

/// Where to pass requests on, how many times it was asked to delete, and by what.
type Passing = (String, Arc<AtomicUsize>, reqwest::Client);

/// Passes on what it is asked until it was asked to delete `after` times; then it says that it fails.
async fn failing_after(after: usize, endpoint: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let state = (endpoint.to_owned(), Arc::new(AtomicUsize::new(0)), reqwest::Client::new());
    let pass = move |State((endpoint, asked, client)): State<Passing>, headers: HeaderMap, body: Bytes| async move {
        let is_delete = headers["x-amz-target"] == "DynamoDB_20120810.DeleteItem";
        if is_delete && asked.fetch_add(1, Ordering::SeqCst) >= after {
            let failed = Bytes::from(r#"{"__type":"InternalServerError"}"#);
            return (StatusCode::INTERNAL_SERVER_ERROR, HeaderMap::new(), failed);
        }
        let mut headers = headers;
        headers.remove("host");
        let answer = client.post(endpoint).headers(headers).body(body).send().await.unwrap();
        // Its name makes it the store's answer.
        let name = answer.headers().get("x-amzn-requestid").cloned();
        let name = name.map(|name| (HeaderName::from_static("x-amzn-requestid"), name));
        (answer.status(), name.into_iter().collect(), answer.bytes().await.unwrap())
    };
    let router = Router::new().route("/", post(pass)).with_state(state);
    tokio::spawn(async { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn an_erasing_that_stops_halfway_anywhere_is_finished_by_another() {
    for after in 0..6 {
        let store = Store::open().await;
        let reference = kept(&store).await;
        store.register.close(reference, "2026-11-22".parse().unwrap(), two_years(), noon()).await.unwrap();
        assert_eq!(store.items().len(), 6);
        let failing = Connection::to_local_store(failing_after(after, &store.endpoint).await, local::TABLE);
        let stopped = Register::connect(failing).erase(reference).await;
        assert!(matches!(stopped, Err(EraseError::Store(_))), "{stopped:?}");
        assert_eq!(store.items().len(), 6 - after);
        let erased = store.register.erase(reference).await.unwrap();
        assert_eq!(erased.entries, 6 - after);
        assert_eq!(erased.received_on, Some("2026-11-22".parse().unwrap()), "what was received goes last");
        assert!(store.items().is_empty());
    }
}
