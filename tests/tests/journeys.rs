//! A resident's way through the service, step by step.

use complaint::Terms;
use serde_json::json;
use tests::{FaultyStore, Store, TestService, complaint, typed};

#[tokio::test]
async fn every_page_that_is_linked_opens() {
    let service = TestService::start().await;
    let overview = service.open("/alle-paginas/").await;
    let links: Vec<&str> =
        overview.html.split("href=\"/").skip(1).filter_map(|rest| rest.split_once('"')).map(|(path, _)| path).collect();
    assert!(links.len() > 10, "{links:?}");
    for link in links {
        assert_eq!(service.open(&format!("/{link}")).await.status, 200, "{link}");
    }
}

#[tokio::test]
async fn a_page_that_does_not_exist_says_so_in_the_look_of_the_site() {
    let service = TestService::start().await;
    for path in ["/bestaat-niet/", "/formulier/bestaat-niet", "/formulier"] {
        let page = service.open(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.title().starts_with("Deze pagina bestaat niet"), "{path}");
    }
}

#[tokio::test]
async fn a_complaint_is_checked_sent_and_confirmed_with_the_very_words_and_the_dates() {
    let service = TestService::start().await;
    let checked = service.check(&complaint()).await;
    assert_eq!((checked.status, checked.title()), (200, "Kijk uw klacht na – Huis De Vlier"));

    let kept = checked.hidden_fields();
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(sorted(&kept), sorted(&complaint()), "the check page sends on exactly what was typed");

    let confirmed = service.send(&kept).await;
    assert_eq!(confirmed.status, 201);
    assert!(confirmed.html.contains("Met een tweede regel &amp; een &lt;b&gt;teken&lt;"), "{}", confirmed.html);
    let (_, receipt) = service.send_json(&as_json(&complaint())).await;
    assert_eq!(receipt["reference"], confirmed.reference());
    for (key, date_in_words) in dates_in_words(&receipt) {
        assert!(confirmed.html.contains(&date_in_words), "{key}: {date_in_words}");
    }
}

#[tokio::test]
async fn nothing_is_stored_before_the_complaint_is_sent() {
    let service = TestService::start().await;
    service.check(&complaint()).await;
    let service = service.restart().await;
    assert!(!store_file(&service).contains("verzonnen balie"), "checking stores nothing");
    service.send(&complaint()).await;
    let service = service.restart().await;
    assert!(store_file(&service).contains("verzonnen balie"), "sending does");
}

#[tokio::test]
async fn mistakes_are_told_all_at_once_with_every_word_kept() {
    let service = TestService::start().await;
    let form = typed(typed(typed(complaint(), "name", " "), "email", "voorbeeld"), "incident_year", "20266");
    for page in [service.check(&form).await, service.send(&form).await] {
        assert_eq!(page.status, 422);
        assert!(page.title().starts_with("3 fouten: "), "{}", page.title());
        for (field, mistake) in [
            ("name", "Vul uw naam in."),
            ("email", "Vul uw hele e-mailadres in, zoals naam@voorbeeld.nl."),
            ("incident_year", "Vul het jaar in met vier cijfers, zoals 2026."),
        ] {
            assert!(page.html.contains(&format!("<a href=\"#{field}\">{mistake}</a>")), "{field}");
            assert!(page.html.contains(&format!("id=\"{field}\"")), "{field}");
        }
        assert!(page.html.contains("Dit is een verzonnen klacht.\r\nMet een tweede regel"), "every word is kept");
        assert!(page.html.contains("value=\"voorbeeld\"") && page.html.contains("value=\"20266\""));
    }
    let one = service.check(&typed(complaint(), "name", "")).await;
    assert!(one.title().starts_with("Fout: "), "{}", one.title());
}

#[tokio::test]
async fn going_back_to_change_something_keeps_everything() {
    let service = TestService::start().await;
    let mut form = complaint();
    form.push(("change", "about"));
    let page = service.check(&form).await;
    assert_eq!(page.status, 200);
    assert!(
        page.html.contains("id=\"about\" name=\"about\" type=\"text\" class=\"long\" value=\"een verzonnen balie\"")
    );
    assert!(!page.html.contains("id=\"fouten\""), "it is no mistake to change something");
}

#[tokio::test]
async fn a_double_press_a_refresh_and_a_way_back_give_the_same_confirmation_and_keep_one_complaint() {
    let store = Store::open().await;
    let service = TestService::start_with_store(&store.endpoint).await;
    let first = service.send(&complaint()).await;
    let refreshed = service.send(&complaint()).await;
    service.check(&complaint()).await;
    let again = service
        .send(&typed(
            complaint(),
            "description",
            " Dit is een verzonnen klacht.\nMet een tweede regel & een <b>teken</b>.\n",
        ))
        .await;
    assert_eq!([refreshed.reference(), again.reference()], [first.reference(), first.reference()]);
    assert_eq!(refreshed.html, first.html);
    assert_eq!(store.complaints().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_at_once_keep_one_complaint() {
    let store = Store::open().await;
    let service = std::sync::Arc::new(TestService::start_with_store(&store.endpoint).await);
    let presses: Vec<_> = (0..16)
        .map(|_| {
            let service = std::sync::Arc::clone(&service);
            tokio::spawn(async move { service.send(&complaint()).await.reference().to_owned() })
        })
        .collect();
    let mut references = Vec::new();
    for press in presses {
        references.push(press.await.unwrap());
    }
    references.dedup();
    assert_eq!((references.len(), store.complaints().len()), (1, 1), "{references:?}");
}

#[tokio::test]
async fn two_complaints_have_two_references() {
    let service = TestService::start().await;
    let one = service.send(&complaint()).await;
    let other = service.send(&typed(complaint(), "wish", "Excuses")).await;
    assert_ne!(one.reference(), other.reference());
}

#[tokio::test]
async fn a_restart_keeps_the_complaint_and_its_receipt() {
    let service = TestService::start().await;
    let first = service.send(&complaint()).await;
    let service = service.restart().await;
    assert_eq!(service.send(&complaint()).await.reference(), first.reference());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_is_told_with_every_word_kept_and_sending_again_works() {
    let checks = FaultyStore::ALL.map(|fault| {
        tokio::spawn(async move {
            let service = TestService::start_with_store(&fault.start().await).await;
            let page = service.send(&complaint()).await;
            assert_eq!(page.status, 503, "{fault:?}");
            assert!(page.title().starts_with("Uw klacht is NIET verstuurd"), "{fault:?}");
            assert!(page.html.contains("0123-11 22 33") && page.html.contains("info@devlier.example"), "{fault:?}");
            assert_eq!(page.headers["retry-after"], "60");
            let kept = page.hidden_fields();
            let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(sorted(&kept), sorted(&complaint()), "{fault:?}");
            let (status, problem) = service.send_json(&as_json(&complaint())).await;
            assert_eq!((status, &problem["status"]), (503, &json!(503)), "{fault:?}");
            assert_eq!(TestService::start().await.send(&kept).await.status, 201, "{fault:?}");
        })
    });
    for check in checks {
        check.await.unwrap();
    }
}

#[tokio::test]
async fn a_complaint_of_full_length_in_a_script_of_three_bytes_a_character_is_kept() {
    let service = TestService::start().await;
    let (long, wish) = ("አ".repeat(5000), "አ".repeat(1000));
    let form = typed(typed(complaint(), "description", &long), "wish", &wish);
    assert_eq!(service.check(&form).await.status, 200);
    assert_eq!(service.send(&form).await.status, 201);
}

#[tokio::test]
async fn a_filled_trap_is_kept_and_marked() {
    let store = Store::open().await;
    let service = TestService::start_with_store(&store.endpoint).await;
    let page = service.send(&typed(complaint(), "remark", "http://spam.example")).await;
    assert_eq!((page.status, &store.complaints()[0]["is_suspect"]), (201, &json!({ "BOOL": true })));
}

#[tokio::test]
async fn json_is_answered_with_a_reference_and_the_dates() {
    let service = TestService::start().await;
    let (status, receipt) = service.send_json(&as_json(&complaint())).await;
    assert_eq!(status, 201);
    let terms = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 };
    let dates = terms.dates(receipt["received_on"].as_str().unwrap().parse().unwrap());
    let reference: complaint::Reference = receipt["reference"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        receipt,
        json!({
            "reference": reference.to_string(),
            "received_on": dates.received_on.to_string(),
            "contact_by": dates.contact_by.to_string(),
            "answer_by": dates.answer_by.to_string(),
            "extended_answer_by": dates.extended_answer_by.to_string(),
        })
    );
}

#[tokio::test]
async fn json_with_mistakes_is_a_problem_document_with_every_mistake() {
    let service = TestService::start().await;
    let (status, problem) = service.send_json(&json!({ "name": "Test", "phone": "12" })).await;
    assert_eq!(status, 422);
    let fields: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["phone", "incident_day", "about", "description"]);
    assert_eq!(problem["errors"][0]["message"], "Vul uw hele telefoonnummer in, met alle cijfers.");
}

#[tokio::test]
async fn json_can_be_checked_before_it_is_sent() {
    let service = TestService::start().await;
    let request = service.request("POST", "/formulier/controleren").header("accept", "application/json");
    let response = request.json(&as_json(&complaint())).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.json::<serde_json::Value>().await.unwrap(), json!({ "errors": [] }));
}

fn sorted<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    fields
}

fn as_json(form: &[(&str, &str)]) -> serde_json::Value {
    form.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect::<serde_json::Map<_, _>>().into()
}

/// The dates of a receipt as the confirmation writes them.
fn dates_in_words(receipt: &serde_json::Value) -> Vec<(String, String)> {
    let words = |date: &str| {
        let date: chrono::NaiveDate = date.parse().unwrap();
        date.format_localized("%A %-d %B %Y", chrono::Locale::nl_NL).to_string()
    };
    let dates = receipt.as_object().unwrap().iter().filter(|(key, _)| *key != "reference");
    dates.map(|(key, date)| (key.clone(), words(date.as_str().unwrap()))).collect()
}

fn store_file(service: &TestService) -> String {
    let files = std::fs::read_dir(service.data()).unwrap().map(|entry| entry.unwrap().path());
    let bytes: Vec<u8> = files.filter(|path| path.is_file()).flat_map(|path| std::fs::read(path).unwrap()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
