//! Whatever somebody types: it is kept exactly, or refused with a sentence.

use complaint::{Channel, ContactBy, Field, Form, IncidentDate, Reference};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tests::dom::{as_shown, parts, texts};
use tests::{Counter, Log, Store, any, digest_key, kept, rules};
use tokio::runtime::Runtime;

const SEND: &str = "/formulier/versturen";

/// The texts of the form that are free, and the most characters of each (fixtures/content/organisation.toml).
const FREE: [(Field, usize); 8] = [
    (Field::Name, 100),
    (Field::Address, 100),
    (Field::Postcode, 20),
    (Field::Town, 100),
    (Field::About, 300),
    (Field::Description, 5000),
    (Field::Wish, 1000),
    (Field::OnBehalfOf, 200),
];

/// The fields that are to be refused.
fn wrong(typed: &[String]) -> BTreeSet<&'static str> {
    let mut wrong = BTreeSet::new();
    for ((field, most), typed) in FREE.iter().zip(typed) {
        let kept = kept(*field, typed);
        let is_needed = matches!(field, Field::Name | Field::About | Field::Description);
        if kept.chars().count() > *most || (is_needed && kept.is_empty()) {
            wrong.insert(field.name());
        }
    }
    // An address is a street, and a postcode or a town.
    let [street, postcode, town] = [1, 2, 3].map(|place| !kept(FREE[place].0, &typed[place]).is_empty());
    if (postcode || town) && !street {
        wrong.insert("address");
    }
    if street && !postcode && !town {
        wrong.insert("postcode");
    }
    wrong
}

fn attribute(item: &Value, field: Field) -> &str {
    let value = match field {
        Field::Address => &item["address"]["M"]["street"],
        Field::Postcode | Field::Town => &item["address"]["M"][field.name()],
        _ => &item[field.name()],
    };
    value["S"].as_str().unwrap_or_default()
}

struct Desk {
    store: Store,
    counter: Counter,
    log: Log,
}

impl Desk {
    async fn ask(&self, typed: &[String], email: &str, is_typed_again: bool) -> Result<(), TestCaseError> {
        let whole = FREE.iter().zip(typed).map(|((field, _), typed)| (field.name(), typed.as_str()));
        let rest = [("email", email), ("incident_month", "3"), ("incident_year", "2026")];
        let form: Vec<(&str, &str)> = whole.chain(rest).collect();
        let body: Map<String, Value> = form.iter().map(|(name, typed)| ((*name).to_owned(), json!(typed))).collect();
        let wrong = wrong(typed);
        drop(self.log.take());
        let checked = self.counter.post("/formulier/controleren", &form).await;
        let told = self.counter.post_json(SEND, Value::Object(body.clone()).to_string()).await;
        if !wrong.is_empty() {
            prop_assert_eq!((checked.status.as_u16(), told.status.as_u16()), (422, 422), "{:?}", form);
            let told: Value = serde_json::from_str(&told.text).expect("JSON");
            let errors = told["errors"].as_array().expect("errors");
            let named: BTreeSet<&str> = errors.iter().filter_map(|error| error["field"].as_str()).collect();
            prop_assert_eq!(named, wrong, "{:?}", form);
            let is_sentence =
                |error: &Value| error["message"].as_str().is_some_and(|text| text.len() > 10 && text.ends_with('.'));
            prop_assert!(errors.iter().all(is_sentence), "{}", told);
            let page = parts(&checked.text);
            for text in typed.iter().filter(|text| !text.is_empty()) {
                let text = as_shown(text);
                let is_there =
                    page.iter().any(|part| part.text == text || part.attribute("value") == Some(text.as_str()));
                prop_assert!(is_there, "{:?} is not on the page any more: {}", text, checked.text);
            }
            prop_assert_eq!(self.log.take(), "");
            return Ok(());
        }
        prop_assert_eq!((checked.status.as_u16(), told.status.as_u16()), (200, 201), "{:?} {}", form, told.text);
        let receipt: Value = serde_json::from_str(&told.text).expect("JSON");
        let reference = receipt["reference"].as_str().expect("a reference");
        let item = self.store.complaint(reference);
        for ((field, _), typed) in FREE.iter().zip(typed) {
            prop_assert_eq!(attribute(&item, *field), kept(*field, typed), "{:?}", field);
        }
        prop_assert_eq!(attribute(&item, Field::Email), email);
        // What the page of the check sends on is the same complaint, and so is what was typed.
        let line_breaks = |value: &str| value.replace('\n', "\r\n");
        let hidden: Vec<(String, String)> = parts(&checked.text)
            .iter()
            .filter(|part| part.attribute("type") == Some("hidden"))
            .filter_map(|part| Some((part.attribute("name")?.to_owned(), line_breaks(part.attribute("value")?))))
            .collect();
        let sent =
            if is_typed_again { self.counter.post(SEND, &form).await } else { self.counter.post(SEND, &hidden).await };
        prop_assert_eq!(sent.status.as_u16(), 201);
        let page = parts(&sent.text);
        prop_assert_eq!(texts(&page, "strong").first().copied(), Some(reference));
        let words = texts(&page, "dd");
        let filled = |fields: &[Field]| {
            let all = fields.iter().map(|field| attribute(&item, *field));
            all.filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        let (first, last) =
            (filled(&[Field::OnBehalfOf, Field::Name]), filled(&[Field::About, Field::Description, Field::Wish]));
        prop_assert!(words.starts_with(&first) && words.ends_with(&last), "{:?} {:?} {:?}", words, first, last);
        prop_assert_eq!(self.log.take().lines().count(), 2);
        Ok(())
    }
}

#[test]
fn any_words_are_kept_exactly_or_refused_with_a_sentence() {
    let runtime = Runtime::new().expect("a runtime");
    let desk = runtime.block_on(async {
        let store = Store::open().await;
        Desk { counter: Counter::with(&store), store, log: Log::of_this_thread() }
    });
    // A complaint that is right in most cases, so that what is kept is looked at too.
    let field = |needed: bool| {
        prop_oneof![
            2 => any::words(),
            1 => any::words().prop_map(|text| text.chars().take(15).filter(|letter| !letter.is_control()).collect()),
            4 => Just(if needed { "verzonnen".to_owned() } else { String::new() }),
        ]
    };
    let typed = FREE.map(|(field_name, _)| field(!matches!(field_name, Field::Wish | Field::OnBehalfOf)));
    let email = (0u32..1_000_000).prop_map(|number| format!("test{number}@voorbeeld.example"));
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let asked = runner.run(&(typed, email, any::<bool>()), |(typed, email, is_typed_again)| {
        runtime.block_on(desk.ask(&typed, &email, is_typed_again))
    });
    asked.unwrap_or_else(|error| panic!("{error}"));
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_text_is_a_reference_that_prints_as_one_or_none(typed in prop_oneof![any::<String>(), "[kK]?[-. \u{2010}0-9a-zA-Z]{8,12}", any::words()]) {
        if let Ok(reference) = typed.parse::<Reference>() {
            let printed = reference.to_string();
            prop_assert_eq!(printed.len(), 11);
            prop_assert_eq!(printed.parse(), Ok(reference));
        }
    }

    #[test]
    fn any_text_is_the_date_the_channel_or_the_choice_that_it_prints_as_or_none(
        typed in prop_oneof![any::<String>(), "[-+0-9]{1,14}", "-?[0-9]{1,6}-[0-9]{1,3}(-[0-9]{1,3})?", "web|email|letter|phone|desk|any|office|sender|undelivered"],
    ) {
        if let Ok(date) = typed.parse::<IncidentDate>() {
            prop_assert_eq!(date.to_string(), typed.clone());
        }
        if let Ok(channel) = typed.parse::<Channel>() {
            prop_assert_eq!(channel.to_string(), typed.clone());
        }
        if let Ok(choice) = typed.parse::<ContactBy>() {
            prop_assert_eq!(choice.to_string(), typed.clone());
        }
        if let Ok(mail) = typed.parse::<complaint::Mail>() {
            prop_assert_eq!(mail.to_string(), typed);
        }
    }

    #[test]
    fn any_form_is_read_or_told_what_is_wrong(typed in proptest::collection::vec(prop_oneof![1 => Just(String::new()), 3 => any::words(), 1 => "[0-9]{1,4}", 1 => any::<String>()], 16)) {
        let mut form = Form::default();
        for (field, text) in Field::ALL.into_iter().zip(typed) {
            form.set(field, text);
        }
        match form.read(&rules()) {
            Ok(complaint) => prop_assert!(!complaint.name().reveal().is_empty() && complaint.digest(&digest_key()) == form.read(&rules()).expect("the same").digest(&digest_key())),
            Err(mistakes) => prop_assert!(mistakes.iter().next().is_some()),
        }
        prop_assert_eq!(format!("{:?}", form), "Form(…)");
    }
}
