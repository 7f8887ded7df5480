//! Mails: who gets which, once, and what stands in them.

use complaint::{Complaint, Field, Form, Mail, MailKey, Receipt, Terms};
use local::TABLE;
use notices::SendError;
use register::{Connection, Register};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;
use tests::fire::{Fault, FaultProxy, Kind, Plan, Reach};
use tests::{
    Log, Store, TestDeadLetters, TestMailer, TestService, clock, complaint, content_repeating_words, digest_key,
    notices, notices_by, rules, typed,
};

const CANARY: &str = "kanarievogel";
const OFFICE: &str = "kantoor@wij.example";
const SENDER: &str = "test@voorbeeld.example";

// Through the whole service.

#[tokio::test]
async fn a_complaint_with_an_address_gives_one_mail_to_the_office_and_one_confirmation_without_its_words() {
    let service = TestService::start().await;
    let form = typed(complaint(), "about", CANARY);
    let confirmed = service.send(&form).await;
    assert!(confirmed.html.contains("Wat u schreef, staat alleen op deze pagina"), "{}", confirmed.html);
    let reference = confirmed.reference();
    service.send(&form).await;

    let mails = service.mails(2).await;
    let [office, sender] = mails.as_slice() else { panic!("two mails") };
    assert_eq!(office.to, "info@devlier.example");
    assert!(office.subject.starts_with(&format!("Nieuwe klacht {reference}")), "{}", office.subject);
    assert!(office.text.contains("De indiener krijgt een bevestiging per e-mail"), "{}", office.text);
    for word in [CANARY, "Test Voorbeeld", "verzonnen", "teken"] {
        assert!(!format!("{office:?}{sender:?}").contains(word), "{word}");
    }
    assert!(!format!("{office:?}").contains(SENDER));
    assert_eq!((sender.to.as_str(), sender.subject.contains(reference)), (SENDER, true));
    assert!(sender.text.contains("Wat u schreef, staat niet in deze e-mail."), "{}", sender.text);
}

/// A service of an organisation that mails people their own words.
async fn repeating_words() -> (TestService, TempDir) {
    let content = content_repeating_words();
    (TestService::start_with_content(content.path().to_owned()).await, content)
}

#[tokio::test]
async fn a_confirmation_repeats_the_very_words_where_the_organisation_has_it_so() {
    let (service, _content) = repeating_words().await;
    let confirmed = service.send(&typed(complaint(), "about", CANARY)).await;
    assert!(confirmed.html.contains("Wij proberen deze bevestiging ook één keer te mailen."), "{}", confirmed.html);
    let mails = service.mails(2).await;
    let [_, sender] = mails.as_slice() else { panic!("two mails") };
    assert!(sender.text.contains("Dit is een verzonnen klacht.\nMet een tweede regel & een <b>teken</b>."));
    assert!(sender.html.contains("Met een tweede regel &amp; een &lt;b&gt;teken&lt;/b&gt;."), "{}", sender.html);
    assert!(sender.text.contains(CANARY) && sender.html.contains(CANARY));
}

#[tokio::test]
async fn the_office_has_mails_sent_again_that_did_not_go_out_and_no_others() {
    let store = Store::open().await;
    let reference = kept(&store, SENDER).await.reference;
    let (mailer, at) = (TestMailer::failing([never(), never()]), "2026-11-22T12:00:00Z".parse().unwrap());
    let notices = notices(&store.register, &mailer);
    assert!(notices.handle(store.event()).await.is_err());
    assert_eq!(mailer.sent_to(), [OFFICE], "that the confirmation did not arrive");
    let again = store.register.resend(reference, at).await.unwrap();
    assert_eq!(again, [Mail::Office, Mail::Sender]);
    for _ in 0..2 {
        assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0);
        assert_eq!(mailer.sent_to(), [OFFICE, OFFICE, SENDER]);
    }
    assert_eq!(store.register.resend(reference, at).await.unwrap(), []);
    let retention = complaint::Retention::after_closing(24).unwrap();
    store.register.close(reference, "2026-11-22".parse().unwrap(), retention, at).await.unwrap();
    assert_eq!(store.register.resend(reference, at).await, Err(register::ResendError::Closed(reference)));
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0, "a closed complaint is told of no more");
}

#[tokio::test]
async fn what_comes_after_the_first_of_an_hour_and_what_is_suspect_is_told_in_one_mail_when_the_hour_is_over() {
    let store = Store::open().await;
    for number in 0..14 {
        kept(&store, &format!("test{number}@voorbeeld.example")).await;
    }
    for number in 0..3 {
        kept_of(&store, &read_with(&format!("spam{number}@voorbeeld.example"), "ja")).await;
    }
    clock::set("2026-11-22T11:30:00Z".parse().unwrap());
    let mailer = TestMailer::default();
    let notices = notices_by(clock::now, &store.register, mailer.clone());
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0);
    let sent_to = mailer.sent_to();
    let singly = sent_to.iter().filter(|to| *to == OFFICE).count();
    assert!((5..=10).contains(&singly), "{singly}");
    assert_eq!(sent_to.len() - singly, 14, "each sender but those of programs gets the confirmation");

    let over = json!({ "source": notices::CLOCK });
    notices.handle(over.clone()).await.unwrap();
    assert_eq!(mailer.sent().len(), sent_to.len(), "the hour is not over");
    clock::pass(chrono::TimeDelta::hours(1));
    for _ in 0..2 {
        notices.handle(over.clone()).await.unwrap();
        assert_eq!(mailer.sent().len(), sent_to.len() + 1);
    }
    let digest = mailer.sent().pop().unwrap();
    assert_eq!(
        (digest.to.as_str(), digest.subject),
        (OFFICE, format!("Klachten zonder eigen e-mail: {}", 14 - singly + 3))
    );
    assert!(
        digest.text.contains("tussen 12.00 en 13.00 uur")
            && digest.text.contains(&format!("Gewone klachten: {}.", 14 - singly)),
        "{}",
        digest.text
    );
    assert!(digest.text.contains("computerprogramma: 3."), "{}", digest.text);
}

#[tokio::test]
async fn the_confirmation_is_in_the_language_of_the_form() {
    let service = TestService::start().await;
    service.send(&typed(complaint(), "lang", "en")).await;
    let mails = service.mails(2).await;
    assert!(mails[0].subject.starts_with("Nieuwe klacht") && mails[1].subject.starts_with("We have your complaint"));
}

#[tokio::test]
async fn without_an_address_only_the_office_gets_a_mail_and_of_a_sprung_trap_it_hears_when_the_hour_is_over() {
    let service = TestService::start().await;
    for form in [
        typed(typed(complaint(), "email", ""), "phone", "000-000 00 00"),
        typed(complaint(), "remark", "http://spam.example"),
    ] {
        let page = service.send(&form).await;
        assert!(page.html.contains("U krijgt deze bevestiging niet per e-mail."), "{}", page.html);
    }
    let mails = service.mails(1).await;
    assert!(mails[0].text.contains("gaf geen e-mailadres"), "{}", mails[0].text);
    let service = service.restart_at(|| chrono::Utc::now() + chrono::TimeDelta::hours(1)).await;
    let mails = service.mails(2).await;
    assert!(mails.iter().any(|mail| mail.text.contains("door een computerprogramma: 1.")), "{mails:?}");
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
    let (service, _content) = repeating_words().await;
    assert!(service.open_with_key("/_lokaal/post").await.html.contains("Er is nog geen e-mail."));
    service.send(&complaint()).await;
    service.mails(2).await;
    let list = service.open_with_key("/_lokaal/post").await;
    let links: Vec<&str> = list.html.split("href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    assert!(links.len() == 2 && links[0].ends_with("-sender.eml") && links[1].ends_with("-office.eml"), "{links:?}");

    let mail = service.open_with_key(links[0]).await;
    assert!(mail.title().starts_with("Uw klacht is bij ons binnen"), "{}", mail.html);
    assert!(mail.html.contains("een &lt;b&gt;teken&lt;/b&gt;") && !mail.html.contains("<b>teken"), "{}", mail.html);
    let html = service.open_with_key(&format!("{}/html", links[0])).await;
    let policies: Vec<_> = html.headers.get_all("content-security-policy").iter().collect();
    assert!(policies.len() == 1 && policies[0].to_str().unwrap().contains("default-src 'none'"), "{policies:?}");
    assert!(policies[0].to_str().unwrap().contains("sandbox"));
    assert_eq!(service.open_with_key(&format!("{}/eml", links[0])).await.headers["content-type"], "message/rfc822");

    for path in ["/_lokaal/post/..%2Fregister.db/eml", "/_lokaal/post/bestaat-niet.eml"] {
        assert_eq!(service.open_with_key(path).await.status, 404, "{path}");
    }
    let stranger = service.request("GET", "/_lokaal/post").header("host", "vreemd.example").bearer_auth(service.key());
    assert_eq!(stranger.send().await.unwrap().status(), 404);
}

// The notices on a store, called as AWS Lambda calls them.

fn read(email: &str) -> Complaint {
    read_with(email, "")
}

/// What is sent from `email` with `trap` in the field that nobody sees.
fn read_with(email: &str, trap: &str) -> Complaint {
    let mut form = Form::default();
    form.set(Field::Trap, trap);
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
    kept_of(store, &read(email)).await
}

async fn kept_of(store: &Store, complaint: &Complaint) -> Receipt {
    let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates("2026-11-22".parse().unwrap());
    let kept =
        store.register.keep(complaint, &digest_key(), "2026-11-22T11:00:00Z".parse().unwrap(), &dates).await.unwrap();
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

/// Only what may have sent the mail counts as an attempt, of which there are three. The clock stands still, so no claim runs out.
#[tokio::test]
async fn a_mail_that_was_claimed_and_never_handed_over_is_sent_in_the_end() {
    let fault = |kind, is_written| Fault { kind, is_written };
    let lost = fault(Kind::Dropped, true);
    let busy = fault(Kind::Throttled, false);
    for faults in [
        // The SDK asks three times; then the claim is given back.
        &[lost, lost, lost, Fault::NONE][..],
        &[fault(Kind::Forgetful, true), Fault::NONE],
        // Claimed, but whether the mail is one of the first of its hour nobody says.
        &[Fault::NONE, busy, busy, busy, Fault::NONE],
    ] {
        let store = Store::open().await;
        kept(&store, "").await;
        let proxy = FaultProxy::start(&store.endpoint, Plan::Script(faults.repeat(4)), Reach::Marks).await;
        let register = Register::connect(Connection::to_local_store(&proxy.endpoint, TABLE));
        let mailer = TestMailer::default();
        let notices = notices(&register, &mailer);
        for _ in 0..4 {
            assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 1, "{faults:?}");
            assert!(mailer.sent().is_empty());
        }
        assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0, "{faults:?}");
        assert_eq!(mailer.sent_to(), [OFFICE], "{faults:?}");
    }
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
    let office = MailKey::Complaint(kept(&store, SENDER).await.reference, Mail::Office);
    let office_only = store.register.claim(office, "2026-11-22T10:00:00Z".parse().unwrap());
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
async fn an_office_that_is_refused_rings_the_alarm_once_and_holds_up_neither_the_sender_nor_what_comes_after() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    kept(&store, "ander@voorbeeld.example").await;
    let mailer = TestMailer::failing([never()]);
    let notices = notices(&store.register, &mailer);
    assert!(notices.handle(store.event()).await.is_err());
    assert_eq!(mailer.sent_to(), [SENDER, OFFICE, "ander@voorbeeld.example"]);
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0, "the alarm has rung");
    assert_eq!(mailer.sent().len(), 3);
}

#[tokio::test]
async fn an_office_that_is_refused_rings_the_alarm_also_if_the_sender_has_to_wait() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::failing([never(), later()]);
    let notices = notices(&store.register, &mailer);
    assert!(notices.handle(store.event()).await.is_err());
    assert_eq!(failures(&notices.handle(store.event()).await.unwrap()), 0);
    assert_eq!(mailer.sent_to(), [SENDER]);
}

fn uncertain() -> SendError {
    SendError::Uncertain("no answer".into())
}

#[tokio::test]
async fn a_mail_whose_answer_is_lost_is_handed_over_three_times_at_most_and_not_at_once() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::failing([uncertain(), uncertain(), uncertain(), uncertain()]);
    let event = store.event();
    clock::set("2026-11-22T11:00:00Z".parse().unwrap());
    let notices = notices_by(clock::now, &store.register, mailer.clone());
    let told = async |minutes| {
        clock::pass(chrono::TimeDelta::minutes(minutes));
        (notices.handle(event.clone()).await.is_ok_and(|answer| failures(&answer) == 0), mailer.asked())
    };
    assert_eq!(told(0).await, (false, 1));
    assert_eq!(told(1).await, (false, 1), "the claim stays: the mail may still go out");
    assert_eq!(told(1).await, (false, 2));
    // The third is the last; the office is not reached, and the sender is next.
    assert_eq!(told(2).await, (false, 4));
    assert_eq!(mark(&store, "office").as_deref(), Some("uncertain"));
    assert_eq!(told(2).await, (true, 5), "the sender's second attempt went out");
    assert_eq!(mailer.sent_to(), [SENDER]);
}

#[tokio::test]
async fn a_confirmation_of_which_nobody_knows_is_told_to_the_office_as_such() {
    let store = Store::open().await;
    let reference = kept(&store, SENDER).await.reference;
    let at: chrono::DateTime<chrono::Utc> = "2026-11-22T09:00:00Z".parse().unwrap();
    for minutes in 0..3 {
        let at = at + chrono::TimeDelta::minutes(2 * minutes);
        let claimed = store.register.claim(MailKey::Complaint(reference, Mail::Sender), at).await.unwrap();
        assert!(matches!(claimed, register::Claimed::Ours(claim) if i64::from(claim.attempt()) == minutes + 1));
    }
    let mailer = TestMailer::default();
    assert_eq!(failures(&notices(&store.register, &mailer).handle(store.event()).await.unwrap()), 0);
    assert_eq!(
        (mailer.sent_to(), mark(&store, "sender").as_deref()),
        (vec![OFFICE.into(), OFFICE.into()], Some("uncertain"))
    );
    assert!(mailer.sent()[1].subject.contains("misschien niet aangekomen"), "{:?}", mailer.sent()[1]);
}

#[tokio::test]
async fn other_changes_are_passed_over_and_what_is_no_event_is_refused() {
    let store = Store::open().await;
    kept(&store, SENDER).await;
    let mailer = TestMailer::default();
    let notices = notices(&store.register, &mailer);
    let mut event = store.event();
    for name in ["MODIFY", "REMOVE"] {
        event["Records"][0]["eventName"] = json!(name);
        assert_eq!(failures(&notices.handle(event.clone()).await.unwrap()), 0);
    }
    for other in [json!({}), json!({ "Records": [{}] }), json!({ "source": "aws.ses" }), json!("x")] {
        assert!(notices.handle(other).await.is_err());
    }
    assert!(mailer.sent().is_empty());
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_set_aside_with_its_keys_and_the_rest_goes_on() {
    let store = Store::open().await;
    let reference = kept(&store, SENDER).await.reference;
    kept(&store, "ander@voorbeeld.example").await;
    let mut event = store.event();
    event["Records"][0]["dynamodb"]["NewImage"]["incident_date"] = json!({ "S": CANARY });
    let (mailer, letters) = (TestMailer::default(), TestDeadLetters::default());
    let notices = notices(&store.register, &mailer).setting_aside(letters.clone());
    letters.refuse(true);
    assert_eq!(failures(&notices.handle(event.clone()).await.unwrap()), 1, "not kept: to be handled again");
    letters.refuse(false);
    assert_eq!(failures(&notices.handle(event.clone()).await.unwrap()), 0);
    assert_eq!(mailer.sent_to(), [OFFICE, "ander@voorbeeld.example"]);
    let [letter] = letters.kept().try_into().unwrap();
    assert_eq!(letter["keys"]["reference"]["S"], reference.to_string());
    assert_eq!(letter["sequence_number"], event["Records"][0]["dynamodb"]["SequenceNumber"]);
    assert!(!letter.to_string().contains(CANARY), "{letter}");
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
    use complaint::MailState;
    use register::{CLAIM_SECONDS, Claimed, MarkError};
    let store = Store::open().await;
    let reference = kept(&store, SENDER).await.reference;
    let start: chrono::DateTime<chrono::Utc> = "2026-11-22T11:00:00Z".parse().unwrap();
    let after = |seconds| start + chrono::TimeDelta::seconds(seconds);
    let claim = async |at| store.register.claim(MailKey::Complaint(reference, Mail::Sender), at).await.unwrap();
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
    // Two mails, and a slot of the mailbox, of the day and of the office's hour.
    assert_eq!(marks.len(), 5);
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
