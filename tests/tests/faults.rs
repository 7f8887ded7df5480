//! Complaints are sent while the store fails in every way: none is lost, none is kept twice, nobody is told what is not so.
//!
//! `FAULT_RUNS` complaints are sent, by default some hundreds; `FAULT_SEED` says what goes wrong.

use chrono::{DateTime, Utc};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::OnceLock;
use std::time::Instant;
use tests::Store;
use tests::fire::{Fault, FaultProxy, Kind, Outcome, Plan, Reach, Round, Violation, people};
use tokio::task::JoinSet;

/// A round is a service and a store of its own.
const RUNS_IN_A_ROUND: usize = 100;
const ROUNDS_AT_ONCE: usize = 5;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// Some at a time, in any order.
async fn run_all(mut left: Vec<Round>) -> Vec<Outcome> {
    let (mut outcomes, mut running) = (Vec::new(), JoinSet::new());
    loop {
        while running.len() < ROUNDS_AT_ONCE
            && let Some(round) = left.pop()
        {
            running.spawn(round.run());
        }
        let Some(ended) = running.join_next().await else { return outcomes };
        outcomes.push(ended.expect("a round"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn no_complaint_is_lost_or_kept_twice_whatever_the_store_does() {
    let runs = usize::try_from(number("FAULT_RUNS", 200)).expect("a number of complaints");
    let seed = number("FAULT_SEED", 20_261_124);
    let rounds = (0..runs.div_ceil(RUNS_IN_A_ROUND)).map(|round| {
        let runs = RUNS_IN_A_ROUND.min(runs - round * RUNS_IN_A_ROUND);
        Round::of_complaints(runs, seed.wrapping_add(round as u64))
    });
    let mut outcome = Outcome::default();
    run_all(rounds.collect()).await.into_iter().for_each(|round| outcome.add(round));
    eprintln!("seed {seed}\n\n{outcome}");
    assert!(outcome.violations.is_empty(), "seed {seed}: {:#?}", outcome.violations);
    assert_eq!(outcome.runs, runs);
    assert!(outcome.kept > runs * 8 / 10 && outcome.confirmed > outcome.kept, "{outcome}");
    assert!(outcome.not_sent > runs / 20, "the faults are not felt: {outcome}");
    let met = |kind| outcome.tally.of(kind) > 0;
    for kind in [Kind::Delayed, Kind::Dropped, Kind::Reset, Kind::Failed, Kind::Throttled, Kind::Garbled] {
        assert!(met(kind), "{kind:?} never happened: {outcome}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn the_office_hears_of_each_complaint_however_often_its_mail_could_not_be_marked() {
    let runs = usize::try_from(number("MARK_RUNS", 10)).expect("a number of complaints");
    let seed = number("FAULT_SEED", 20_261_124);
    let round = Round { reach: Reach::Marks, now: hurried, ..Round::of_complaints(runs, seed) };
    let outcome = round.run().await;
    eprintln!("seed {seed}\n\n{outcome}");
    assert!(outcome.violations.is_empty(), "seed {seed}: {:#?}", outcome.violations);
}

/// A minute goes by in a second: the claim on a mail whose sender got no answer runs out.
fn hurried() -> DateTime<Utc> {
    static START: OnceLock<(Instant, DateTime<Utc>)> = OnceLock::new();
    let (start, at) = START.get_or_init(|| (Instant::now(), Utc::now()));
    *at + start.elapsed() * 60
}

#[test]
fn what_goes_wrong_and_who_comes_follow_from_the_seed() {
    let faults = |seed| (0..200).map(|number| Fault::drawn(seed, "K-0000-0000", number)).collect::<Vec<_>>();
    let labels =
        |seed| people(50, seed, "ronde").into_iter().map(|one| (one.words.label, one.habit)).collect::<Vec<_>>();
    assert_eq!((faults(7), labels(7)), (faults(7), labels(7)));
    assert_ne!(faults(7), faults(8));
    assert_ne!(labels(7), labels(8));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_dropped_connection_ends_and_a_reset_one_is_reset() {
    let store = Store::open().await;
    let ended = async |kind| {
        let plan = Plan::Script(vec![Fault { kind, is_written: false }]);
        let proxy = FaultProxy::start(&store.endpoint, plan, Reach::Complaints).await;
        let json = r#"{"Item":{"reference":{"S":"K-0000-0000"},"entry":{"S":"complaint"}}}"#;
        let request = format!(
            "POST / HTTP/1.1\r\nhost: test\r\nx-amz-target: DynamoDB_20120810.PutItem\r\ncontent-length: {}\r\n\r\n{json}",
            json.len(),
        );
        let ended = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(proxy.endpoint.trim_start_matches("http://")).expect("a connection");
            stream.write_all(request.as_bytes()).expect("a request");
            stream.read_to_end(&mut Vec::new()).map_err(|error| error.kind())
        });
        ended.await.expect("an end")
    };
    assert_eq!(ended(Kind::Dropped).await, Ok(0));
    assert_eq!(ended(Kind::Reset).await, Err(ErrorKind::ConnectionReset));
}

/// Each fault alone, three times in a row: as often as the service asks.
#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn each_fault_alone_is_survived() {
    let kinds = [
        Kind::Slow,
        Kind::Throttled,
        Kind::Overloaded,
        Kind::Dropped,
        Kind::Reset,
        Kind::Failed,
        Kind::Garbled,
        Kind::Truncated,
        Kind::Empty,
        Kind::Forgetful,
    ];
    let faults = kinds.into_iter().flat_map(|kind| [false, true].map(|is_written| Fault { kind, is_written }));
    let rounds =
        faults.map(|fault| Round { plan: Plan::Script(vec![fault; 3]), ..Round::of_complaints(3, 1) }).collect();
    for outcome in run_all(rounds).await {
        assert_eq!(outcome.violations, [], "{outcome}");
        let spoilt = outcome.tally.requests() - outcome.tally.of(Kind::None);
        assert_eq!(spoilt, 3, "{outcome}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_write_without_its_condition_is_noticed() {
    let round = Round { plan: Plan::Unconditional, ..Round::of_complaints(40, 1) };
    let violations = round.run().await.violations;
    let noticed = |is: fn(&Violation) -> bool| violations.iter().any(is);
    assert!(noticed(|violation| matches!(violation, Violation::WrittenOver(_))), "{violations:#?}");
    assert!(noticed(|violation| matches!(violation, Violation::OtherWordsKept(..))), "{violations:#?}");
    assert!(noticed(|violation| matches!(violation, Violation::SharedReference(_))), "{violations:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_confirmation_before_the_write_is_noticed() {
    let round = Round { plan: Plan::ConfirmsUnwritten, ..Round::of_complaints(40, 1) };
    let outcome = round.run().await;
    let lost = outcome.violations.iter().filter(|violation| matches!(violation, Violation::ConfirmedBeforeKept(..)));
    assert!(lost.count() >= 30 && outcome.kept == 0, "{:#?}", outcome.violations);
}
