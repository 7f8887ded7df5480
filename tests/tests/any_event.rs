//! Whatever the notices are handed: an answer or an error, never a panic, and never a word in the log.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use complaint::{Field, Form, Reference, Terms};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tests::{Log, Store, TestMailer, any, digest_key, notices, rules};
use tokio::runtime::Runtime;

const CANARY: &str = "kanarievogel";

/// Any JSON, with the names that DynamoDB and SES use.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        any::words().prop_map(Value::String),
        select(
            &[
                CANARY,
                "INSERT",
                "MODIFY",
                "Bounce",
                "Complaint",
                "Reject",
                "sender",
                "office",
                "aws.ses",
                "K-0000-0000",
                "2026-11-22",
                "complaint",
                "99999-99-99",
                "%%%"
            ][..]
        )
        .prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let name = prop_oneof![
            4 => select(&["S", "N", "B", "M", "L", "BOOL", "NULL", "SS", "Records", "dynamodb", "NewImage", "eventName", "SequenceNumber", "source", "detail", "mail", "tags", "reference", "received_on", "bounce", "bounceType", "eventType", "messageId"][..]).prop_map(str::to_owned),
            1 => any::words(),
        ];
        prop_oneof![vec(inner.clone(), 0..6).prop_map(Value::Array), btree_map(name, inner, 0..6).prop_map(|map| json!(map))]
    })
}

/// Every place of a value, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(all) => {
            for (number, value) in all.iter().enumerate() {
                places(value, &format!("{at}/{number}"), found);
            }
        }
        Value::Object(all) => {
            for (name, value) in all {
                places(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

async fn events(store: &Store) -> [Value; 2] {
    let mut form = Form::default();
    let texts = [
        (Field::Name, CANARY),
        (Field::Email, "kanarievogel@voorbeeld.example"),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, CANARY),
        (Field::Description, CANARY),
        (Field::Address, CANARY),
        (Field::Town, CANARY),
        (Field::Phone, "000-000 00 00"),
    ];
    for (field, text) in texts {
        form.set(field, text);
    }
    let dates =
        Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates("2026-11-22".parse().expect("a day"));
    let complaint = form.read(&rules()).expect("a complaint");
    let kept = store
        .register
        .keep(&complaint, &digest_key(), "2026-11-22T11:00:00Z".parse().expect("a time"), &dates)
        .await
        .expect("kept");
    let tags =
        json!({ "reference": [kept.receipt.reference.to_string()], "received_on": ["2026-11-22"], "mail": ["sender"] });
    let bounce = json!({ "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [{ "emailAddress": CANARY }] });
    let feedback = json!({
        "source": "aws.ses",
        "detail": { "eventType": "Bounce", "bounce": bounce, "complaint": { "complaintFeedbackType": "abuse" }, "mail": { "messageId": "test", "destination": [CANARY], "tags": tags } },
    });
    [store.event(), feedback]
}

#[test]
fn any_event_is_handled_or_refused_and_no_word_of_it_is_logged() {
    let runtime = Runtime::new().expect("a runtime");
    let log = Log::of_this_thread();
    let store = runtime.block_on(Store::open());
    let real = runtime.block_on(events(&store));
    let mailer = TestMailer::default();
    let notices = notices(&store.register, &mailer);
    let changes = vec((any::<Index>(), prop_oneof![1 => Just(None), 4 => value().prop_map(Some)]), 1..4);
    let event = prop_oneof![
        1 => value(),
        6 => (select(real.to_vec()), changes).prop_map(|(mut event, changes)| {
            for (place, value) in changes {
                let mut found = Vec::new();
                places(&event, "", &mut found);
                if let Some(there) = event.pointer_mut(&found[place.index(found.len())]) {
                    *there = value.unwrap_or(Value::Null);
                }
            }
            event
        }),
    ];
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let (mut handled, mut refused) = (0, 0);
    let counts = std::cell::RefCell::new((&mut handled, &mut refused));
    let done = runner.run(&event, |event| {
        drop(log.take());
        let answer = runtime.block_on(notices.handle(event.clone()));
        let said = format!("{answer:?} {}", answer.as_ref().map_or_else(ToString::to_string, ToString::to_string));
        let (handled, refused) = &mut *counts.borrow_mut();
        **(if answer.is_ok() { handled } else { refused }) += 1;
        // The number of a record is Lambda's own, and is to be handed back.
        let number = event
            .pointer("/Records/0/dynamodb/SequenceNumber")
            .is_some_and(|number| number.to_string().contains(CANARY));
        prop_assert!(number || !said.contains(CANARY), "{}", said);
        let logged = log.take();
        prop_assert!(!logged.contains(CANARY), "{}", logged);
        for line in logged.lines() {
            prop_assert!(
                [" INFO notices", " WARN notices", "ERROR notices"].iter().any(|head| line.starts_with(head)),
                "{}",
                logged
            );
        }
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    println!("{handled} handled, {refused} refused, {} mails", mailer.sent().len());
    assert!(handled > 20 && refused > 20, "{handled} handled, {refused} refused");
}

#[test]
fn any_address_that_the_form_takes_gets_its_mail_or_is_refused_and_nobody_waits_for_it() {
    let runtime = Runtime::new().expect("a runtime");
    let store = runtime.block_on(Store::open());
    let [event, _] = runtime.block_on(events(&store));
    let mailer = TestMailer::default();
    let notices = notices(&store.register, &mailer);
    let piece = prop_oneof![
        select(
            &[
                "\"",
                "\\",
                " ",
                ",",
                "@",
                ".",
                "a",
                "b c",
                "<",
                ">",
                "(x)",
                "[127.0.0.1]",
                "xn--a",
                "é",
                "漢字",
                "'",
                "+",
                "=",
                "{",
                "%",
                "\u{202e}",
                "-",
                "_",
                "0"
            ][..]
        ),
        Just("voorbeeld.example"),
    ];
    let typed = prop_oneof![
        1 => vec(piece.clone(), 1..12).prop_map(|pieces| pieces.concat()),
        3 => vec(piece.clone(), 1..4).prop_map(|pieces| format!("\"{}\"@voorbeeld.example", pieces.concat())),
        3 => vec(piece.clone(), 1..4).prop_map(|pieces| format!("{}@voorbeeld.example", pieces.concat())),
        3 => vec(piece, 1..4).prop_map(|pieces| format!("a@{}.example", pieces.concat())),
        1 => any::words().prop_map(|text| format!("{text}@voorbeeld.example")),
    ];
    let taken = std::cell::Cell::new(0_i64);
    let done = TestRunner::new(Config { failure_persistence: None, ..Config::default() }).run(&typed, |typed| {
        let mut form = Form::default();
        for (field, text) in [
            (Field::Name, "Test"),
            (Field::Email, typed.as_str()),
            (Field::IncidentMonth, "3"),
            (Field::IncidentYear, "2026"),
            (Field::About, "x"),
            (Field::Description, "x"),
        ] {
            form.set(field, text);
        }
        let Ok(complaint) = form.read(&rules()) else { return Ok(()) };
        let mut event = event.clone();
        let image = &mut event["Records"][0]["dynamodb"]["NewImage"];
        // A reference of its own: what was told of another is not told again.
        // And an hour and a day of their own: the first of an hour and of a day are mailed.
        let at = "2026-11-22T10:00:00Z".parse::<DateTime<Utc>>().expect("an instant") + TimeDelta::days(taken.get());
        image["received_at"] = json!({ "S": at.to_rfc3339_opts(SecondsFormat::Millis, true) });
        image["received_on"] = json!({ "S": at.date_naive().to_string() });
        image["reference"] = json!({ "S": Reference::draw(&complaint.digest(&digest_key()), 0).to_string() });
        image["email"] = json!({ "S": complaint.contact().email().expect("an address").reveal().as_str() });
        let answer = runtime.block_on(notices.handle(event));
        prop_assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })), "{:?}", typed);
        let sent = mailer.take().len();
        prop_assert!(matches!(sent, 0 | 2), "{} mails for {:?}", sent, typed);
        taken.set(taken.get() + 1);
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    assert!(taken.get() > 20, "the form took {}", taken.get());
}
