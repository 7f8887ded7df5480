//! Mails: who gets which, once, and what stands in them.

use complaint::{Complaint, Field, Form, Receipt, Terms};
use notices::SendError;
use serde_json::{Value, json};
use std::sync::Arc;
use tests::{Log, Store, TestMailer, TestService, complaint, notices, rules, typed};

const CANARY: &str = "kanarievogel";
const OFFICE: &str = "kantoor@wij.example";
const SENDER: &str = "test@voorbeeld.example";

// Through the whole service.

#[tokio::test]
async fn a_complaint_with_an_address_gives_one_mail_to_the_office_and_one_confirmation_with_the_very_words() {
    let service = TestService::start().await;
    let form = typed(complaint(), "about", CANARY);
    let confirmed = service.send(&form).await;
    assert!(confirmed.html.contains("Wij proberen deze bevestiging ook één keer te mailen."), "{}", confirmed.html);
    let reference = confirmed.reference();
    service.send(&form).await;

    let mails = service.mails(2).await;
    let [office, sender] = mails.as_slice() else { panic!("two mails") };
    assert_eq!(office.to, "info@wijheemstede.nl");
    assert!(office.subject.starts_with(&format!("Nieuwe klacht {reference}")), "{}", office.subject);
    assert!(office.text.contains("De indiener krijgt een bevestiging per e-mail"), "{}", office.text);
    for word in [CANARY, "Voorbeeld", SENDER, "verzonnen"] {
        assert!(!format!("{office:?}").contains(word), "{word}");
    }
    assert_eq!((sender.to.as_str(), sender.subject.contains(reference)), (SENDER, true));
    assert!(sender.text.contains("Dit is een verzonnen klacht.\nMet een tweede regel & een <b>teken</b>."));
    assert!(sender.html.contains("Met een tweede regel &amp; een &lt;b&gt;teken&lt;/b&gt;."), "{}", sender.html);
    assert!(sender.text.contains(CANARY) && sender.html.contains(CANARY));
}

#[tokio::test]
async fn the_confirmation_is_in_the_language_of_the_form() {
    let service = TestService::start().await;
    service.send(&typed(complaint(), "lang", "en")).await;
    let mails = service.mails(2).await;
    assert!(mails[0].subject.starts_with("Nieuwe klacht") && mails[1].subject.starts_with("We have your complaint"));
}

#[tokio::test]
async fn without_an_address_or_with_a_sprung_trap_only_the_office_gets_a_mail_that_says_so() {
    let service = TestService::start().await;
    for form in [
        typed(typed(complaint(), "email", ""), "phone", "000-000 00 00"),
        typed(complaint(), "remark", "http://spam.example"),
    ] {
        let page = service.send(&form).await;
        assert!(page.html.contains("U krijgt deze bevestiging niet per e-mail."), "{}", page.html);
    }
    let mails = service.mails(2).await;
    assert!(mails[0].text.contains("gaf geen e-mailadres"), "{}", mails[0].text);
    assert!(mails[1].text.contains("door een computerprogramma"), "{}", mails[1].text);
}

#[tokio::test]
async fn the_fourth_complaint_of_a_day_to_one_address_gets_no_confirmation() {
    let service = TestService::start().await;
    for (number, address) in
        [SENDER, "Test@voorbeeld.example", SENDER, SENDER, "ander@voorbeeld.example"].into_iter().enumerate()
    {
        let description = format!("verzonnen {number}");
        service.send(&typed(typed(complaint(), "email", address), "description", &description)).await;
    }
    let mails = service.mails(5 + 4).await;
    let to = |address: &str| mails.iter().filter(|mail| mail.to.eq_ignore_ascii_case(address)).count();
    assert_eq!((to(SENDER), to("ander@voorbeeld.example")), (3, 1));
    assert_eq!(mails.iter().filter(|mail| mail.text.contains("al de meeste bevestigingen")).count(), 1);
}

#[tokio::test]
async fn a_restart_sends_nothing_again() {
    let service = TestService::start().await;
    service.send(&complaint()).await;
    service.mails(2).await;
    let service = service.restart().await;
    service.mails(2).await;
    service.send(&typed(complaint(), "about", "nog een")).await;
    service.mails(4).await;
}

#[tokio::test]
async fn the_mails_are_shown_on_this_machine_and_to_nobody_else() {
    let service = TestService::start().await;
    assert!(service.open("/_lokaal/post").await.html.contains("Er is nog geen e-mail."));
    service.send(&complaint()).await;
    service.mails(2).await;
    let list = service.open("/_lokaal/post").await;
    let links: Vec<&str> = list.html.split("href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    assert!(links.len() == 2 && links[0].ends_with("-sender.eml") && links[1].ends_with("-office.eml"), "{links:?}");

    let mail = service.open(links[0]).await;
    assert!(mail.title().starts_with("Uw klacht is bij ons binnen"), "{}", mail.html);
    assert!(mail.html.contains("een &lt;b&gt;teken&lt;/b&gt;") && !mail.html.contains("<b>teken"), "{}", mail.html);
    let html = service.open(&format!("{}/html", links[0])).await;
    let policies: Vec<_> = html.headers.get_all("content-security-policy").iter().collect();
    assert!(policies.len() == 1 && policies[0].to_str().unwrap().contains("default-src 'none'"), "{policies:?}");
    assert!(policies[0].to_str().unwrap().contains("sandbox"));
    assert_eq!(service.open(&format!("{}/eml", links[0])).await.headers["content-type"], "message/rfc822");

    for path in ["/_lokaal/post/..%2Fregister.db/eml", "/_lokaal/post/bestaat-niet.eml"] {
        assert_eq!(service.open(path).await.status, 404, "{path}");
    }
    let stranger = service.request("GET", "/_lokaal/post").header("host", "vreemd.example").send().await.unwrap();
    assert_eq!(stranger.status(), 404);
}

// The notices on a store, called as AWS Lambda calls them.

fn read(email: &str) -> Complaint {
    let mut form = Form::default();
    for (field, text) in [
        (Field::Name, CANARY),
        (Field::Email, email),
        (Field::Phone, "000-000 00 00"),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, CANARY),
        (Field::Description, CANARY),
    ] {
        form.set(field, text);
    }
    form.read(&rules()).unwrap()
}

/// Keeps a complaint from `email`.
async fn kept(store: &Store, email: &str) -> Receipt {
    let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates("2026-11-22".parse().unwrap());
    let kept = store.register.keep(&read(email), "2026-11-22T11:00:00Z".parse().unwrap(), &dates).await.unwrap();
    kept.receipt
}

fn later() -> SendError {
    SendError::Later("throttled".into())
}

fn never() -> SendError {
    SendError::Never("rejected".into())
}

fn failures(answer: &Value) -> usize {
    answer["batchItemFailures"].as_array().unwrap().len()
}

fn mark(store: &Store, mail: &str) -> Option<String> {
    let items = store.items();
    let mark = items.iter().find(|item| item["entry"]["S"] == format!("mail#{mail}"))?;
    Some(mark["state"]["S"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_fails_for_now_is_told_again_and_goes_out_once() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::failing([later(), later()]);
    let notices = notices(&store.register, &mailer);
    let event = store.event();
    for _ in 0..2 {
        let answer = notices.handle(event.clone()).await.unwrap();
        let number = &event["Records"][0]["dynamodb"]["SequenceNumber"];
        assert_eq!(answer["batchItemFailures"], json!([{ "itemIdentifier": number }]));
    }
    for _ in 0..2 {
        assert_eq!(failures(&notices.handle(event.clone()).await.unwrap()), 0);
    }
    assert_eq!(mailer.sent_to(), [OFFICE, SENDER]);
    assert_eq!((mark(&store, "office").as_deref(), mark(&store, "sender").as_deref()), (Some("sent"), Some("sent")));
}

#[tokio::test]
async fn what_follows_a_record_that_fails_waits_for_it() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    kept(&store, "ander@voorbeeld.example").await;
    let mailer = TestMailer::failing([later()]);
    let notices = notices(&store.register, &mailer);
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 1);
    assert!(mailer.sent().is_empty());
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0);
    assert_eq!(mailer.sent().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_to_many_at_once_sends_each_mail_once() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let (mailer, event) = (TestMailer::default(), store.event());
    let notices = Arc::new(notices(&store.register, &mailer));
    let tellers: Vec<_> = (0..8)
        .map(|_| {
            let (notices, event) = (Arc::clone(&notices), event.clone());
            tokio::spawn(async move { notices.handle(event).await.unwrap() })
        })
        .collect();
    for teller in tellers {
        teller.await.unwrap();
    }
    assert_eq!(failures(&notices.handle(event).await.unwrap()), 0);
    assert_eq!(mailer.sent_to(), [OFFICE, SENDER]);
}

#[tokio::test]
async fn a_confirmation_that_is_refused_for_good_is_marked_and_the_office_hears_of_it_once() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let (mailer, event) = (TestMailer::default(), store.event());
    // The office's mail goes out first; then the mailer is told to refuse.
    let first = notices(&store.register, &mailer);
    let refusing = TestMailer::failing([never()]);
    let office_only = store.register.claim(
        kept(&store, SENDER).await.reference,
        complaint::Mail::Office,
        "2026-11-22T10:00:00Z".parse().unwrap(),
    );
    let register::Claimed::Ours(claim) = office_only.await.unwrap() else { panic!("a claim") };
    let at = "2026-11-22T10:00:01Z".parse().unwrap();
    store.register.mark(claim, complaint::MailState::Sent, None, at).await.unwrap();

    assert_eq!(failures(&notices(&store.register, &refusing).handle(event.clone()).await.unwrap()), 0);
    assert_eq!(failures(&first.handle(event).await.unwrap()), 0);
    assert_eq!(mark(&store, "sender").as_deref(), Some("refused"));
    let sent = refusing.sent();
    assert!(sent.len() == 1 && sent[0].to == OFFICE && sent[0].subject.contains("niet aangekomen"), "{sent:?}");
    assert!(mailer.sent().is_empty(), "told again, nothing is left to do");
}

#[tokio::test]
async fn an_address_that_only_an_earlier_version_took_is_refused_and_nobody_waits_for_it() {
    let store = Store::open().await;
    kept(&store, "eerder@voorbeeld.example").await;
    kept(&store, SENDER).await;
    let mut event = store.event();
    event["Records"][0]["dynamodb"]["NewImage"]["email"] = json!({ "S": "\"a b\"@voorbeeld.example" });
    let mailer = TestMailer::default();
    assert_eq!(failures(&notices(&store.register, &mailer).handle(event).await.unwrap()), 0);
    assert_eq!(mailer.sent_to(), [OFFICE, OFFICE, OFFICE, SENDER]);
    assert!(mailer.sent()[1].subject.contains("niet aangekomen"));
}

#[tokio::test]
async fn an_office_that_is_refused_rings_the_alarm_and_the_sender_gets_the_confirmation_all_the_same() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::failing([never()]);
    assert!(notices(&store.register, &mailer).handle(store.event()).await.is_err());
    assert_eq!(mailer.sent_to(), [SENDER]);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_reported_and_other_changes_are_passed_over() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::default();
    let notices = notices(&store.register, &mailer);
    let mut event = store.event();
    for name in ["MODIFY", "REMOVE"] {
        event["Records"][0]["eventName"] = json!(name);
        assert_eq!(failures(&notices.handle(event.clone()).await.unwrap()), 0);
    }
    let mut unreadable = store.event();
    unreadable["Records"][0]["dynamodb"]["NewImage"]["incident_date"] = json!({ "S": CANARY });
    assert_eq!(failures(&notices.handle(unreadable).await.unwrap()), 1);
    for other in [json!({}), json!({ "Records": [{}] }), json!({ "source": "aws.ses" }), json!("x")] {
        assert!(notices.handle(other).await.is_err());
    }
    assert!(mailer.sent().is_empty());
}

/// What SES tells through EventBridge.
fn feedback(receipt: &Receipt, mail: &str, event_type: &str) -> Value {
    json!({
        "version": "0",
        "detail-type": "Email Bounced",
        "source": "aws.ses",
        "detail": {
            "eventType": event_type,
            "bounce": {
                "bounceType": "Permanent", "bounceSubType": "General",
                "bouncedRecipients": [{ "emailAddress": CANARY, "diagnosticCode": CANARY }],
            },
            "complaint": { "complainedRecipients": [{ "emailAddress": CANARY }] },
            "mail": {
                "messageId": "test", "destination": [CANARY],
                "tags": {
                    "reference": [receipt.reference.to_string()], "received_on": [receipt.received_on.to_string()],
                    "mail": [mail],
                },
            },
        },
    })
}

#[tokio::test]
async fn a_confirmation_that_came_back_is_marked_and_the_office_hears_of_it_once() {
    for (event_type, state) in [("Bounce", "bounced"), ("Complaint", "unwanted"), ("Reject", "refused")] {
        let store = Store::open().await;
        let receipt = kept(&store, SENDER).await;
        let mailer = TestMailer::default();
        let notices = notices(&store.register, &mailer);
        let event = store.event();
        notices.handle(event.clone()).await.unwrap();
        for _ in 0..2 {
            assert_eq!(notices.handle(feedback(&receipt, "sender", event_type)).await, Ok(Value::Null));
        }
        notices.handle(event).await.unwrap();
        assert_eq!(mark(&store, "sender").as_deref(), Some(state));
        assert_eq!(mailer.sent_to(), [OFFICE, SENDER, OFFICE]);
        assert!(mailer.sent()[2].subject.contains("niet aangekomen"));
    }
}

#[tokio::test]
async fn a_mail_to_the_office_that_came_back_rings_the_alarm() {
    let store = Store::open().await;
    let receipt = kept(&store, SENDER).await;
    let mailer = TestMailer::default();
    let notices = notices(&store.register, &mailer);
    for mail in ["office", "undelivered"] {
        assert!(notices.handle(feedback(&receipt, mail, "Bounce")).await.is_err());
    }
    assert_eq!(notices.handle(feedback(&receipt, "sender", "Delivery")).await, Ok(Value::Null));
    assert!(mailer.sent().is_empty());
}

#[tokio::test]
async fn a_claim_of_somebody_who_died_runs_out_and_a_lost_claim_marks_nothing() {
    use complaint::{Mail, MailState};
    use register::{CLAIM_SECONDS, Claimed, MarkError};
    let store = Store::open().await;
    let reference = kept(&store, SENDER).await.reference;
    let start: chrono::DateTime<chrono::Utc> = "2026-11-22T11:00:00Z".parse().unwrap();
    let after = |seconds| start + chrono::TimeDelta::seconds(seconds);
    let claim = async |at| store.register.claim(reference, Mail::Sender, at).await.unwrap();
    let Claimed::Ours(dead) = claim(start).await else { panic!("free") };
    assert!(matches!(claim(after(CLAIM_SECONDS)).await, Claimed::Busy));
    let Claimed::Ours(second) = claim(after(CLAIM_SECONDS + 1)).await else { panic!("run out") };
    let mark = async |claim, at| store.register.mark(claim, MailState::Sent, None, at).await;
    assert_eq!(mark(dead, after(CLAIM_SECONDS + 2)).await, Err(MarkError::Lost));
    assert_eq!(mark(second, after(CLAIM_SECONDS + 2)).await, Ok(()));
    assert!(matches!(claim(after(10 * CLAIM_SECONDS)).await, Claimed::Done(MailState::Sent)));
}

#[tokio::test]
async fn what_is_kept_of_an_address_for_counting_does_not_hold_it() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    notices(&store.register, &TestMailer::default()).handle(store.event()).await.unwrap();
    let items = store.items();
    let slot = items.iter().find(|item| item["entry"]["S"] == "slot#1").unwrap();
    assert!(!slot.to_string().contains("voorbeeld") && slot["expires_at"]["N"].is_string(), "{slot}");
    let marks: Vec<_> = items.iter().filter(|item| item["entry"]["S"] != "complaint").collect();
    assert_eq!(marks.len(), 3);
    assert!(!format!("{marks:?}").contains(CANARY));
}

#[tokio::test]
async fn what_is_logged_holds_references_and_no_word_or_address() {
    let log = Log::of_this_thread();
    let store = Store::open().await;
    let address = format!("{CANARY}@voorbeeld.example");
    let receipt = kept(&store, &address).await;
    for mailer in
        [TestMailer::failing([later()]), TestMailer::failing([never(), never(), never()]), TestMailer::default()]
    {
        let notices = notices(&store.register, &mailer);
        drop(notices.handle(store.event()).await);
        let mut unreadable = store.event();
        unreadable["Records"][0]["dynamodb"]["NewImage"]["language"] = json!({ "N": CANARY });
        drop(notices.handle(unreadable).await);
        for mail in ["sender", "office"] {
            drop(notices.handle(feedback(&receipt, mail, "Bounce")).await);
        }
        drop(notices.handle(json!({ CANARY: CANARY })).await);
    }
    let logged = log.take();
    assert!(logged.lines().any(|line| line.contains(&receipt.reference.to_string())), "{logged}");
    assert!(!logged.contains(CANARY), "{logged}");
}
