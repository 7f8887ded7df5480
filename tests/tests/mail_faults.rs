//! Mails are sent while the mail service answers late, throttles, forgets answers, changes its mind, and the function dies: none is
//! lost, and none goes out more often than it may be tried without knowing.
//!
//! `MAIL_RUNS` complaints are told of, by default some; `MAIL_SEED` says what goes wrong. And a flood of `FLOOD` complaints.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use chrono::{DateTime, TimeDelta, Utc};
use complaint::{Complaint, Field, Form, Mail, MailKey, MailState, Reference, Terms};
use fastrand::Rng;
use notices::{CLOCK, MAX_ATTEMPTS, Mailer, MessageId, Notices, OutgoingMail, SendError};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use tests::{Store, clock, digest_key, notices_by, notices_of, rules, website};
use tokio::sync::Notify;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// What a mail service does with one mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Act {
    /// It sends it and says so.
    Send,
    /// It sends it, and its answer comes too late.
    SendLate,
    /// Nothing comes back, and it was not sent.
    Lose,
    /// It asks for patience.
    Throttle,
    /// It refuses it for good.
    Refuse,
    /// The function dies before it is sent.
    DieBefore,
    /// The function dies after it is sent.
    DieAfter,
}

/// A mail service whose acts follow from a seed.
#[derive(Clone)]
struct FaultyMailer(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    died: Notify,
}

struct State {
    random: Rng,
    /// What it does most of the time now; it changes its mind.
    mood: Act,
    is_well: bool,
    sent: HashMap<String, u8>,
    did: HashMap<Act, usize>,
}

impl State {
    fn act(&mut self) -> Act {
        if self.is_well {
            return Act::Send;
        }
        if self.random.u8(..4) == 0 {
            let acts = [
                Act::Send,
                Act::Send,
                Act::SendLate,
                Act::Lose,
                Act::Throttle,
                Act::Throttle,
                Act::Refuse,
                Act::DieBefore,
                Act::DieAfter,
            ];
            self.mood = acts[self.random.usize(..acts.len())];
        }
        self.mood
    }
}

impl Mailer for FaultyMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, SendError> {
        let key = mail.key.to_string();
        let act = {
            let mut state = self.0.state.lock().unwrap();
            let act = state.act();
            *state.did.entry(act).or_default() += 1;
            if matches!(act, Act::Send | Act::SendLate | Act::DieAfter) {
                *state.sent.entry(key.clone()).or_default() += 1;
            }
            act
        };
        match act {
            Act::Send => Ok(MessageId(key)),
            Act::SendLate | Act::Lose => Err(SendError::Uncertain("no answer".into())),
            Act::Throttle => Err(SendError::Later("throttled".into())),
            Act::Refuse => Err(SendError::Never("refused".into())),
            Act::DieBefore | Act::DieAfter => {
                self.0.died.notify_one();
                std::future::pending().await
            }
        }
    }
}

fn complaint(email: &str, trap: &str, description: &str) -> Complaint {
    let mut form = Form::default();
    for (field, text) in [
        (Field::Name, "Test Voorbeeld"),
        (Field::Email, email),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, "een verzonnen balie"),
        (Field::Description, description),
        (Field::Trap, trap),
    ] {
        form.set(field, text);
    }
    form.read(&rules()).unwrap()
}

async fn keep(store: &Store, complaint: &Complaint, at: DateTime<Utc>) -> Reference {
    let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates(at.date_naive());
    store.register.keep(complaint, &digest_key(), at, &dates).await.unwrap().receipt.reference
}

fn noon() -> DateTime<Utc> {
    "2026-11-22T11:00:00Z".parse().unwrap()
}

/// Hands the event over until nothing of it is left, while all goes wrong at first; gives back how often the function failed.
async fn told_in_the_end(
    notices: &Notices<FaultyMailer>,
    mailer: &FaultyMailer,
    event: &Value,
    random: &mut Rng,
) -> usize {
    let (bad_calls, mut alarms) = (random.usize(1..12), 0);
    for call in 0..200 {
        mailer.0.state.lock().unwrap().is_well = call >= bad_calls;
        clock::pass(TimeDelta::seconds(random.i64(0..200)));
        let answer = tokio::select! {
            answer = notices.handle(event.clone()) => answer,
            () = mailer.0.died.notified() => continue,
        };
        match answer {
            Ok(answer) if answer["batchItemFailures"] == json!([]) => return alarms,
            Ok(_) => {}
            Err(_) => alarms += 1,
        }
    }
    panic!("it never ends");
}

#[tokio::test]
async fn no_mail_is_lost_or_sent_too_often_whatever_the_mail_service_does() {
    let (runs, seed) = (number("MAIL_RUNS", 100), number("MAIL_SEED", 20_261_127));
    let (site, mut did, mut ended) = (website(), HashMap::new(), HashMap::new());
    for run in 0..runs {
        let seed = seed.wrapping_add(run);
        let mut random = Rng::with_seed(seed);
        let store = Store::open().await;
        clock::set(noon());
        let state =
            State { random: random.fork(), mood: Act::Send, is_well: false, sent: HashMap::new(), did: HashMap::new() };
        let mailer = FaultyMailer(Arc::new(Shared { state: Mutex::new(state), died: Notify::new() }));
        let mut references = Vec::new();
        for number in 0..random.u8(1..4) {
            let email = format!("test{number}@voorbeeld.example");
            references.push(keep(&store, &complaint(&email, "", "verzonnen"), noon()).await);
        }
        let notices = notices_of(&site, clock::now, &store.register, mailer.clone());
        let alarms = told_in_the_end(&notices, &mailer, &store.event(), &mut random).await;

        let (sent_times, acts) = {
            let state = mailer.0.state.lock().unwrap();
            (state.sent.clone(), state.did.clone())
        };
        let mut silent = 0;
        for reference in references {
            let dossier = store.register.dossier(reference).await.unwrap().unwrap();
            let end = |mail| dossier.mails.iter().find(|mark| mark.mail == mail).map(|mark| mark.state);
            for mail in [Mail::Office, Mail::Sender, Mail::Undelivered] {
                let key = MailKey::Complaint(reference, mail).to_string();
                let sent = sent_times.get(&key).copied().unwrap_or_default();
                assert!(sent <= MAX_ATTEMPTS, "seed {seed}: {key} went out {sent} times");
                let end = end(mail);
                *ended.entry(format!("{mail} {end:?}")).or_insert(0_usize) += 1;
                match end {
                    Some(MailState::Sent) => assert!(sent > 0, "seed {seed}: {key} was lost"),
                    Some(MailState::Refused | MailState::Uncertain) => silent += usize::from(mail != Mail::Sender),
                    None => assert_eq!((mail, sent), (Mail::Undelivered, 0), "seed {seed}: {key}"),
                    other => panic!("seed {seed}: {key} ends as {other:?}"),
                }
            }
            // Who got no confirmation, or perhaps none, is made known to the office.
            let is_unsure = !matches!(end(Mail::Sender), Some(MailState::Sent));
            assert_eq!(is_unsure, end(Mail::Undelivered).is_some(), "seed {seed}: {reference}");
        }
        // Who makes it known fails once; a function that dies in between may not get that far.
        assert!(silent == 0 || alarms > 0 || acts.contains_key(&Act::DieBefore) || acts.contains_key(&Act::DieAfter));
        for (act, count) in acts {
            *did.entry(act).or_insert(0_usize) += count;
        }
    }
    eprintln!("seed {seed}, {runs} runs: {did:?}\n{ended:?}");
    for act in [Act::Send, Act::SendLate, Act::Lose, Act::Throttle, Act::Refuse, Act::DieBefore, Act::DieAfter] {
        assert!(did.contains_key(&act), "{act:?} never happened");
    }
    assert!(ended.contains_key("sender Some(Uncertain)"), "{ended:?}");
}

/// Counts mails to each kind of reader.
#[derive(Clone, Default)]
struct CountingMailer(Arc<Mutex<Vec<(MailKey, String)>>>);

impl Mailer for CountingMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, SendError> {
        self.0.lock().unwrap().push((mail.key, mail.to.to_string()));
        Ok(MessageId(mail.key.to_string()))
    }
}

impl CountingMailer {
    fn of(&self, kind: &str) -> Vec<String> {
        self.0.lock().unwrap().iter().filter(|(key, _)| key.kind() == kind).map(|(key, _)| key.about()).collect()
    }
}

/// A flood with three true complaints in it, told of as a stream does; the true ones, and the mails.
async fn flooded(trap: &str) -> (Store, BTreeSet<String>, CountingMailer) {
    let (store, count) = (Store::open().await, number("FLOOD", 150));
    clock::set(noon());
    let mut genuine = BTreeSet::new();
    for number in 0..count {
        let email = format!("a{}+{number}@voorbeeld.example", number % 50);
        keep(&store, &complaint(&email, trap, &format!("Koop dit, {number}.")), noon()).await;
        if number % (count / 3) == count / 6 {
            let own = complaint(&format!("test{number}@elders.example"), "", "Een verzonnen klacht.");
            genuine.insert(keep(&store, &own, noon()).await.to_string());
        }
    }
    let mailer = CountingMailer::default();
    let notices = notices_by(clock::now, &store.register, mailer.clone());
    let event = store.event();
    for batch in event["Records"].as_array().unwrap().chunks(10) {
        let answer = notices.handle(json!({ "Records": batch })).await.unwrap();
        assert_eq!(answer["batchItemFailures"], json!([]));
    }
    clock::pass(TimeDelta::hours(1));
    notices.handle(json!({ "source": CLOCK })).await.unwrap();
    assert_eq!(genuine.len(), 3);
    (store, genuine, mailer)
}

#[tokio::test]
async fn in_a_flood_of_a_program_each_true_complaint_is_found_told_and_confirmed() {
    let (store, genuine, mailer) = flooded("ja").await;
    let open = store.register.open_complaints().await.unwrap();
    let first: BTreeSet<String> = open.iter().take(3).map(|open| open.reference.to_string()).collect();
    assert_eq!(first, genuine, "they stand before all others");
    assert!(open.iter().skip(3).all(|open| open.is_suspect));
    for kind in ["office", "sender"] {
        assert_eq!(mailer.of(kind).into_iter().collect::<BTreeSet<_>>(), genuine);
    }
    assert_eq!(mailer.0.lock().unwrap().len(), 3 + 3 + 1, "and one digest");
}

#[tokio::test]
async fn in_a_flood_that_nobody_can_tell_from_people_mails_stay_few_and_nothing_is_left_out() {
    let (store, genuine, mailer) = flooded("").await;
    let open = store.register.open_complaints().await.unwrap();
    let found: BTreeSet<String> = open.iter().map(|open| open.reference.to_string()).collect();
    assert!(genuine.is_subset(&found) && open.iter().all(|open| !open.is_suspect));
    let (office, sender) = (mailer.of("office").len(), mailer.of("sender").len());
    assert!(office <= usize::from(register::OFFICE_MAILS_AN_HOUR), "{office}");
    assert!(sender <= usize::from(register::CONFIRMATIONS_A_DAY_IN_ALL), "{sender}");
    assert_eq!(mailer.of("digest").len(), 1);
    let tally = store.register.tally(complaint::Hour::of(noon())).await.unwrap().unwrap();
    assert_eq!(usize::try_from(tally.ordinary).unwrap() + office, open.len(), "each is told of singly or counted");
}
