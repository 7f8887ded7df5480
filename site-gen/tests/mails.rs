//! The mails, as people read them.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use common::{fixture, load, today};
use complaint::{Complaint, Field, Form, Language, Receipt};
use std::sync::Arc;
use views::{Confirmation, MailText, Site, Undelivered};

fn site() -> Arc<Site> {
    Arc::clone(load(&fixture()).site())
}

fn complaint(site: &Site, language: &str) -> (Complaint, Receipt) {
    let mut form = Form::default();
    for (field, typed) in [
        (Field::Lang, language),
        (Field::Name, "Test Voorbeeld"),
        (Field::Email, "test@voorbeeld.example"),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, "een verzonnen balie"),
        (Field::Description, "Verzonnen <b>klacht</b> & meer.\r\nTweede regel."),
    ] {
        form.set(field, typed);
    }
    let complaint = form.read(&site.rules(today())).unwrap();
    let reference = "K-0000-0000".parse().unwrap();
    let receipt = Receipt { reference, received_on: "2026-11-22".parse().unwrap(), earlier: None };
    (complaint, receipt)
}

fn shown(mail: &MailText) -> String {
    format!("{}\n----\n{}\n----\n{}", mail.subject, mail.text, mail.html)
}

#[test]
fn the_confirmation_says_what_the_page_says_in_both_parts() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "nl");
    insta::assert_snapshot!(shown(&site.confirmation_mail(&complaint, &receipt).unwrap()));
}

#[test]
fn the_confirmation_says_once_who_handles_it_what_can_be_agreed_and_where_to_go_afterwards() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "nl");
    let mail = site.confirmation_mail(&complaint, &receipt).unwrap();
    let page = site.confirmation_page(&complaint, &receipt).unwrap();
    for part in [&mail.text, &mail.html, &page] {
        for said in [
            "nooit de persoon over wie",
            "iets anders met u afspreken",
            "nog iets vertellen?",
            "t.a.v. Klachtencommissie, ",
        ] {
            assert_eq!(part.matches(said).count(), 1, "{said}: {part}");
        }
    }
    // Long lines are folded (RFC 5545, 3.1).
    let calendar = site.calendar(complaint.language(), receipt.received_on).unwrap().replace("\r\n ", "");
    assert!(calendar.contains("iets anders met u afgesproken"), "{calendar}");
}

#[test]
fn the_confirmation_is_in_the_language_of_the_form_and_the_office_reads_that_of_the_site() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "en");
    assert!(site.confirmation_mail(&complaint, &receipt).unwrap().subject.starts_with("We have your complaint"));
    assert!(
        site.arrival_mail(&receipt, complaint.language(), Confirmation::Sent)
            .unwrap()
            .subject
            .starts_with("Nieuwe klacht")
    );
}

#[test]
fn the_office_hears_of_a_complaint_with_its_days_and_without_a_word_of_it() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "nl");
    insta::assert_snapshot!(shown(&site.arrival_mail(&receipt, complaint.language(), Confirmation::Sent).unwrap()));
}

#[test]
fn the_office_hears_whether_the_sender_gets_a_mail() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "nl");
    let says = |confirmation, sentence| {
        let mail = site.arrival_mail(&receipt, complaint.language(), confirmation).unwrap();
        mail.text.contains(sentence) && mail.html.contains(sentence)
    };
    assert!(says(Confirmation::NoEmail, "gaf geen e-mailadres"));
    assert!(says(Confirmation::Suspect, "door een computerprogramma"));
    assert!(says(Confirmation::TooMany, "al de meeste bevestigingen"));
}

#[test]
fn a_day_that_may_still_become_a_day_off_is_said_to_be_so() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "nl");
    let late = Receipt { received_on: "2028-12-20".parse().unwrap(), ..receipt };
    let mail = site.arrival_mail(&late, complaint.language(), Confirmation::Sent).unwrap();
    assert!(mail.text.contains("na 2028 zijn nog niet allemaal bekend"));
}

#[test]
fn the_office_hears_each_thing_once_and_the_language_and_what_to_do_next() {
    let site = site();
    let (complaint, receipt) = complaint(&site, "en");
    // The first promise falls on a Sunday, so there is another day to aim at; the others on working days.
    let weekday = Receipt { received_on: "2026-11-24".parse().unwrap(), ..receipt };
    for (receipt, aims) in [(&receipt, 3), (&weekday, 0)] {
        let mail = site.arrival_mail(receipt, complaint.language(), Confirmation::Sent).unwrap();
        for part in [&mail.text, &mail.html] {
            assert_eq!(part.matches("Doe het liefst op of voor").count(), aims, "{part}");
            assert!(part.contains("English") && part.contains("export K-0000-0000"), "{part}");
        }
    }
    let mail = site.arrival_mail(&receipt, &Language::new("nl"), Confirmation::Sent).unwrap();
    assert!(!mail.text.contains("deze taal"), "{}", mail.text);
    assert!(site.undelivered_mail(&receipt, Undelivered::Bounced).unwrap().text.contains("export K-0000-0000"));
}

#[test]
fn the_office_hears_of_a_confirmation_that_did_not_arrive() {
    let site = site();
    let (_, receipt) = complaint(&site, "nl");
    insta::assert_snapshot!(shown(&site.undelivered_mail(&receipt, Undelivered::Bounced).unwrap()));
    for why in [Undelivered::Unwanted, Undelivered::Refused] {
        assert!(site.undelivered_mail(&receipt, why).is_ok());
    }
}

#[test]
fn the_office_is_not_told_that_a_confirmation_did_not_arrive_where_nobody_knows() {
    let site = site();
    let (_, receipt) = complaint(&site, "nl");
    let mail = site.undelivered_mail(&receipt, Undelivered::Unclear).unwrap();
    assert!(mail.subject.ends_with("is misschien niet aangekomen"), "{}", mail.subject);
    assert!(!mail.text.contains("klopt niet") && !mail.html.contains("klopt niet"), "{}", mail.text);
}
