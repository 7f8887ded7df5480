//! The same words, sent once more: pressed twice, after the day of contact, after closing, and under another key.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use complaint::{Complaint, DigestKey, Earlier, Field, Form, Receipt, Reference, Retention, Terms};
use register::{Kept, Register};
use serde_json::{Value, json};
use tests::{ReceivedMail, Store, TestService, complaint, digest_key, rules};

fn read() -> Complaint {
    let mut form = Form::default();
    for (field, text) in complaint() {
        form.set(Field::named(field).unwrap(), text);
    }
    form.set(Field::IncidentMonth, "3");
    form.read(&rules()).unwrap()
}

fn day(day: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() + TimeDelta::days(day)
}

fn noon(on: i64) -> DateTime<Utc> {
    day(on).and_hms_opt(11, 0, 0).unwrap().and_utc()
}

/// Sends the complaint on a day, counted from that of the first.
async fn send(register: &Register, key: &DigestKey, on: i64) -> Kept {
    let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates(day(on));
    register.keep(&read(), key, noon(on), &dates).await.unwrap()
}

async fn close(register: &Register, reference: Reference, on: i64) {
    register.close(reference, day(on), Retention::after_closing(24).unwrap(), noon(on)).await.unwrap();
}

fn earlier(receipt: Receipt, is_closed: bool) -> Earlier {
    Earlier { reference: receipt.reference, received_on: receipt.received_on, is_closed }
}

#[tokio::test]
async fn until_the_day_of_contact_the_same_words_are_the_same_complaint_and_after_it_a_new_one() {
    let (store, key) = (Store::open().await, digest_key());
    let first = send(&store.register, &key, 0).await.receipt;
    assert_eq!(first, Receipt { earlier: None, received_on: day(0), ..first });
    for on in [0, 6, 7] {
        assert_eq!(send(&store.register, &key, on).await, Kept { receipt: first, was_known: true }, "day {on}");
    }
    let second = send(&store.register, &key, 8).await;
    assert!(!second.was_known && second.receipt.reference != first.reference, "{second:?}");
    assert_eq!((second.receipt.received_on, second.receipt.earlier), (day(8), Some(earlier(first, false))));
    for on in [8, 15] {
        let again = send(&store.register, &key, on).await;
        assert_eq!(again, Kept { was_known: true, ..second }, "pressed twice on day {on}");
    }
    assert_eq!(send(&store.register, &key, 16).await.receipt.earlier, Some(earlier(second.receipt, false)));
    assert_eq!(store.complaints().len(), 3);
}

#[tokio::test]
async fn what_is_sent_again_after_closing_is_a_new_complaint_however_often() {
    let (store, key) = (Store::open().await, digest_key());
    let mut before = send(&store.register, &key, 0).await.receipt;
    for _ in 0..20 {
        close(&store.register, before.reference, 1).await;
        let next = send(&store.register, &key, 1).await;
        assert_eq!((next.was_known, next.receipt.earlier), (false, Some(earlier(before, true))));
        assert_eq!(send(&store.register, &key, 2).await, Kept { was_known: true, ..next });
        before = next.receipt;
    }
    assert_eq!(store.complaints().len(), 21);
}

#[tokio::test(flavor = "multi_thread")]
async fn pressed_many_times_at_once_after_closing_it_is_one_new_complaint() {
    let store = Store::open().await;
    let first = send(&store.register, &digest_key(), 0).await.receipt;
    close(&store.register, first.reference, 1).await;
    let presses: Vec<_> = (0..16)
        .map(|_| {
            let register = store.register.clone();
            tokio::spawn(async move { send(&register, &digest_key(), 1).await.receipt })
        })
        .collect();
    for press in presses {
        assert_eq!(press.await.unwrap().earlier, Some(earlier(first, true)));
    }
    assert_eq!(store.complaints().len(), 2);
}

#[tokio::test]
async fn under_another_key_nothing_tells_that_words_are_the_same_and_what_was_kept_is_read_and_closed() {
    let store = Store::open().await;
    let [one, other] = [1, 2].map(|byte| DigestKey::from([byte; DigestKey::SIZE_BYTES]));
    let first = send(&store.register, &one, 0).await.receipt;
    let second = send(&store.register, &other, 0).await;
    assert_ne!(first.reference, second.receipt.reference);
    assert_eq!((second.was_known, second.receipt.earlier), (false, None));
    let kept = store.complaints();
    assert_ne!(kept[0]["fingerprint"], kept[1]["fingerprint"]);
    // Reading takes no key at all.
    let dossier = store.register.dossier(first.reference).await.unwrap().unwrap();
    assert_eq!((dossier.entry.complaint, dossier.entry.receipt), (read(), first));
    close(&store.register, first.reference, 1).await;
}

#[tokio::test]
async fn the_resident_the_office_and_the_copy_are_told_what_is_so() {
    let service = TestService::start().await;
    let first = service.send(&complaint()).await;
    assert!(!first.html.contains("Precies deze klacht"), "{}", first.html);
    let closing = local::Command::Close { reference: first.reference().parse().unwrap(), on: None };
    service.office(closing).await.unwrap();
    let second = service.send(&complaint()).await;
    let number = second.reference();
    assert_ne!(number, first.reference());
    let said = format!("ook al: nummer {}. Die is gesloten.", first.reference());
    assert!(second.html.contains(&said), "{}", second.html);
    let twice = service.send(&complaint()).await;
    assert_eq!(twice.html, second.html, "pressed twice");

    let mails = service.mails(4).await;
    let to_the_office = format!("ook al binnen: klacht {}. Die is gesloten.", first.reference());
    for (subject, said) in [("Uw klacht is bij ons binnen", &said), ("Nieuwe klacht", &to_the_office)] {
        let told = |mail: &&ReceivedMail| mail.subject.starts_with(subject) && mail.subject.contains(number);
        let mail = mails.iter().find(told).unwrap();
        assert!(mail.text.contains(said) && mail.html.contains(said), "{}", mail.text);
    }
    let (status, receipt) = service
        .send_json(&json!({
            "name": "Test Voorbeeld", "email": "test@voorbeeld.example", "incident_day": 3, "incident_month": 3,
            "incident_year": 2026, "about": "een verzonnen balie",
            "description": "Dit is een verzonnen klacht.\nMet een tweede regel & een <b>teken</b>.",
        }))
        .await;
    let earlier = &receipt["earlier"];
    assert_eq!((status, &receipt["reference"]), (201, &json!(number)));
    assert_eq!((&earlier["reference"], &earlier["is_closed"]), (&json!(first.reference()), &json!(true)));

    let folder = tempfile::tempdir().unwrap();
    let export = local::Command::Export { reference: number.parse().unwrap(), to: Some(folder.path().to_owned()) };
    service.office(export).await.unwrap();
    let file = |ending| std::fs::read_to_string(folder.path().join(format!("{number}.{ending}"))).unwrap();
    let exported: Value = file("json").parse().unwrap();
    assert_eq!(&exported["earlier"], earlier);
    assert!(file("html").contains(&said));
}
