//! The program is killed at any moment, started again, and killed again: what was confirmed is kept, once.
//!
//! It is killed `KILL_ROUNDS` times in each test, by default some; `KILL_SEED` says when. `KILL_MAILS_WITHIN_S` is how long the
//! office's mails may take afterwards: a claim on a mail that was being sent runs out after a minute, so only a long run waits.
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

use std::path::Path;
use std::time::Duration;
use tests::fire::{
    Address, FaultProxy, Outcome, Plan, Reach, Told, generator, not_told, people, return_visits, visits,
};
use tests::{Program, Store};

/// The program.
const LOCAL: &str = env!("CARGO_BIN_EXE_local");

const RUNS_IN_A_ROUND: usize = 25;
const ARRIVALS: Duration = Duration::from_millis(600);

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// People send, and the program is killed meanwhile, again and again. Whoever has no confirmation is back the next time.
async fn under_kills(data: &Path, store: Option<&str>, kills: u64, seed: u64) -> Vec<Told> {
    let (mut at_rest, mut pending) = (Vec::new(), Vec::new());
    for round in 0..kills {
        let mut drawn = generator((seed, round, "kill"));
        if drawn.u8(..6) == 0 {
            let folder = data.to_string_lossy();
            let mut command = Program::command(LOCAL, &["--port", "0", "--data", &folder]);
            command.envs(store.map(|endpoint| ("AWS_ENDPOINT_URL_DYNAMODB", endpoint)));
            let mut starting = command.spawn().expect("the program");
            tokio::time::sleep(Duration::from_millis(drawn.u64(..1_000))).await;
            starting.kill().expect("a process");
            starting.wait().expect("a process");
            continue;
        }
        let program = Program::start(LOCAL, data, store);
        let address = Address::of(&program.address);
        if pending.len() < 2 * RUNS_IN_A_ROUND {
            pending.extend(people(RUNS_IN_A_ROUND, seed, &format!("keer-{round}")));
        }
        let visiting = tokio::spawn(async move { visits(pending, &address, drawn.u64(..), ARRIVALS).await });
        tokio::time::sleep(Duration::from_millis(generator((seed, round, "moment")).u64(..1_500))).await;
        program.kill();
        let visited = visiting.await.expect("visits");
        let (back, done): (Vec<_>, _) = visited.into_iter().partition(|one| one.comes_back && !one.is_confirmed());
        pending = back;
        at_rest.extend(done);
    }
    at_rest.extend(pending);
    at_rest
}

/// The program is started once more, and everybody comes back.
async fn afterwards(told: Vec<Told>, data: &Path, store: Option<&str>, seed: u64) -> Vec<Told> {
    let program = Program::start(LOCAL, data, store);
    let told = return_visits(told, &Address::of(&program.address), seed).await;
    assert_eq!(program.end().0, Some(0));
    told
}

async fn judge(outcome: &mut Outcome, left: &Store, data: &Path, store: Option<&str>, kills: u64, seed: u64) {
    if let within @ 1.. = number("KILL_MAILS_WITHIN_S", 0) {
        let program = Program::start(LOCAL, data, store);
        outcome.violations.extend(not_told(left, data, Duration::from_secs(within)).await);
        assert_eq!(program.end().0, Some(0));
    }
    eprintln!("seed {seed}, {kills} kills\n\n{outcome}");
    assert!(outcome.violations.is_empty(), "seed {seed}: {:#?}", outcome.violations);
    assert!(outcome.unanswered > 0, "the kills are not felt: {outcome}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn kills_lose_no_confirmed_complaint_of_the_store_within() {
    let (kills, seed) = (number("KILL_ROUNDS", 4), number("KILL_SEED", 1));
    let data = tempfile::tempdir().expect("a folder");
    let told = under_kills(data.path(), None, kills, seed).await;
    let told = afterwards(told, data.path(), None, seed).await;
    let left = Store::left_in(data.path()).await;
    let mut outcome = Outcome::of(&told, &left);
    judge(&mut outcome, &left, data.path(), None, kills, seed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn kills_and_faults_together_lose_no_confirmed_complaint_of_a_store_outside() {
    let (kills, seed) = (number("KILL_ROUNDS", 4), number("KILL_SEED", 2));
    let data = tempfile::tempdir().expect("a folder");
    let store = Store::open().await;
    let proxy = FaultProxy::start(&store.endpoint, Plan::Seed(seed), Reach::Complaints).await;
    let endpoint = Some(proxy.endpoint.as_str());
    let told = under_kills(data.path(), endpoint, kills, seed).await;
    proxy.calm().await;
    let told = afterwards(told, data.path(), endpoint, seed).await;
    let mut outcome = Outcome { tally: proxy.tally(), ..Outcome::of(&told, &store) };
    judge(&mut outcome, &store, data.path(), endpoint, kills, seed).await;
}
