//! The register on a store: what is kept, and that no two complaints share a reference.

use chrono::{DateTime, NaiveDate, Utc};
use complaint::{Complaint, Dates, Field, Form, Reference, Terms};
use register::{Connection, Register};
use std::collections::HashSet;
use tests::{FaultyStore, Store, digest_key, rules};

const TERMS: Terms = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 };

fn read(fields: &[(Field, &str)]) -> Complaint {
    let mut form = Form::default();
    let usual = [
        (Field::Name, "Test Voorbeeld"),
        (Field::Email, "test@voorbeeld.example"),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, "een verzonnen balie"),
        (Field::Description, "verzonnen klacht"),
    ];
    for (field, text) in usual.iter().chain(fields) {
        form.set(*field, *text);
    }
    form.read(&rules()).expect("a right form")
}

fn received() -> Dates {
    TERMS.dates(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn received_at() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_complaint_is_one_item_with_every_word() {
    let store = Store::open().await;
    let complaint = read(&[
        (Field::Address, "Teststraat 1"),
        (Field::Postcode, "0000 AA"),
        (Field::Town, "Testdorp"),
        (Field::Phone, "000-000 00 00"),
        (Field::Wish, "excuses"),
        (Field::OnBehalfOf, "een verzonnen buur"),
        (Field::Trap, "http://spam.example"),
    ]);
    let kept = store.register.keep(&complaint, &digest_key(), received_at(), &received()).await.unwrap();
    assert!(!kept.was_known);
    let mut items = store.items();
    let mut item = items.pop().unwrap();
    assert!(items.is_empty(), "one item");
    item.as_object_mut().unwrap().remove("fingerprint").expect("a fingerprint");
    assert_eq!(
        item,
        serde_json::json!({
            "reference": { "S": kept.receipt.reference.to_string() },
            "entry": { "S": "complaint" },
            "version": { "N": "1" },
            "state": { "S": "received" },
            "received_on": { "S": "2026-11-22" },
            "received_at": { "S": "2026-11-22T10:00:00.000Z" },
            "open": { "S": "suspect" },
            "due": { "S": "2026-11-29" },
            "channel": { "S": "web" },
            "language": { "S": "nl" },
            "is_suspect": { "BOOL": true },
            "name": { "S": "Test Voorbeeld" },
            "address": { "M": {
                "street": { "S": "Teststraat 1" }, "postcode": { "S": "0000 AA" }, "town": { "S": "Testdorp" },
            } },
            "phone": { "S": "000-000 00 00" },
            "email": { "S": "test@voorbeeld.example" },
            "contact_by": { "S": "any" },
            "incident_date": { "S": "2026-03" },
            "about": { "S": "een verzonnen balie" },
            "description": { "S": "verzonnen klacht" },
            "wish": { "S": "excuses" },
            "on_behalf_of": { "S": "een verzonnen buur" },
        })
    );
}

#[tokio::test]
async fn the_same_complaint_a_day_later_gets_its_first_receipt() {
    let store = Store::open().await;
    let first = store.register.keep(&read(&[]), &digest_key(), received_at(), &received()).await.unwrap();
    let next_day = TERMS.dates(received().received_on.succ_opt().unwrap());
    let again = store.register.keep(&read(&[]), &digest_key(), received_at(), &next_day).await.unwrap();
    assert_eq!((again.receipt, again.was_known), (first.receipt, true));
    assert_eq!(store.items().len(), 1);
}

#[tokio::test]
async fn two_complaints_that_draw_the_same_reference_get_two() {
    let [one, other] =
        ["verzonnen klacht 33967", "verzonnen klacht 272726"].map(|text| read(&[(Field::Description, text)]));
    let drawn = [&one, &other].map(|complaint| Reference::draw(&complaint.digest(&digest_key()), 0));
    assert_eq!(drawn[0], drawn[1], "these two were searched for because they meet");

    let store = Store::open().await;
    let mut receipts = Vec::new();
    for complaint in [&one, &other, &other, &one] {
        receipts.push(store.register.keep(complaint, &digest_key(), received_at(), &received()).await.unwrap().receipt);
    }

    assert_ne!(receipts[0].reference, receipts[1].reference);
    assert_eq!((receipts[2], receipts[3]), (receipts[1], receipts[0]), "and each its own again");
    assert_eq!(store.items().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_at_once_keep_each_complaint_once() {
    let store = Store::open().await;
    let writers: Vec<_> = (0..64)
        .map(|writer| {
            let register = store.register.clone();
            let complaint = read(&[(Field::Wish, &format!("wens {}", writer % 8))]);
            tokio::spawn(
                async move { register.keep(&complaint, &digest_key(), received_at(), &received()).await.unwrap() },
            )
        })
        .collect();
    let (mut new, mut references) = (0, Vec::new());
    for writer in writers {
        let kept = writer.await.unwrap();
        new += usize::from(!kept.was_known);
        references.push(kept.receipt.reference);
    }
    let all: HashSet<_> = references.iter().collect();
    assert_eq!((all.len(), store.items().len()), (8, 8));
    assert!(references.iter().enumerate().all(|(writer, reference)| *reference == references[writer % 8]));
    // Fewer are new if the store was so slow that the SDK asked again, and met what it had written itself.
    assert!((1..=8).contains(&new), "{new}");
}

#[tokio::test]
async fn the_register_is_reached_without_leaving_anything_there_whatever_is_there() {
    let store = Store::open().await;
    assert_eq!(store.register.reach().await, Ok(()));
    assert!(store.items().is_empty());
    store.register.keep(&read(&[]), &digest_key(), received_at(), &received()).await.unwrap();
    let there = store.items();
    assert_eq!(store.register.reach().await, Ok(()));
    assert_eq!(store.items(), there);
}

#[tokio::test]
async fn a_register_that_cannot_be_written_to_is_not_reached() {
    for fault in [FaultyStore::Away, FaultyStore::Broken, FaultyStore::WithoutTable, FaultyStore::Empty] {
        let register = Register::connect(Connection::to_local_store(fault.start().await, "complaints"));
        assert!(register.reach().await.is_err(), "{fault:?}");
    }
}
