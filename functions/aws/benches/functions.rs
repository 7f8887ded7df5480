//! What a function costs: its start, its first complaint, a complaint when it is warm, its memory and its size.
//!
//! ```sh
//! cargo bench -p aws --bench functions --profile dev
//! ```
//!
//! builds the intake and a floor, the least that a function in Rust can be, with the profile `function`, and prints a table.
//! (`--profile dev` is for this program, which need not be fast; without it everything that it is made of is optimised first.)
//! Nothing here fails on time: the figures are to be read by somebody who knows what else the machine was doing. Each is
//! the median, with the quartiles.
//!
//! - **start**: from the start of the process until it asks Lambda for its first event. 20 starts of each function, in turn.
//! - **first**: the first event of each of these processes. For the intake it is a complete form, sent on over TLS with a new
//!   connection to a store on this machine with a made-up certificate; for the floor it is the same event.
//! - **warm**: 200 more of the same, in one process, on the connection that is there.
//! - **CPU** is the processor time of the function's process alone, user and kernel, threads that ended included:
//!   `clock_getcpuclockid`, in nanoseconds. What the store and the stand-in for Lambda do is not in it, nor is waiting.
//! - **wall** has all of that in it, and both of these are debug builds: it says little.
//! - **memory** is `VmHWM`, the most that was ever resident, after the warm events.
//! - **zip** is the program compressed at level 9, with what a zip has around one file.
//!
//! Lambda gives a function of 128 MB about a fourteenth of a processor, so a millisecond here is longer there.
#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a benchmark may read the clock and its environment")]

use flate2::Compression;
use flate2::write::DeflateEncoder;
use nix::time::ClockId;
use nix::unistd::Pid;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tests::{Function, TlsStore, event};

const STARTS: usize = 20;
const WARM_EVENTS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = programs_folder("function", &["-p", "aws", "--bin", "intake", "--example", "floor"]);
    let store = TlsStore::start().await;
    let bundle = store.bundle();
    let variables = [
        ("REGISTER_TABLE", "complaints"),
        ("DIGEST_KEY", tests::DIGEST_KEY),
        ("AWS_ENDPOINT_URL_DYNAMODB", store.endpoint.as_str()),
        ("AWS_CA_BUNDLE", bundle.to_str().expect("a path that is text")),
    ];
    let event = event("browser");

    let mut floor = Figures::of(folder.join("examples/floor"));
    let mut intake = Figures::of(folder.join("intake"));
    println!("Load before: {}", load());
    for start in 1..=STARTS {
        for figures in [&mut floor, &mut intake] {
            figures.measure(&event, &variables, start == STARTS).await;
        }
    }
    println!("Load after: {}\n", load());
    print(&floor, &intake);
}

/// What was measured of one function. Times in milliseconds, sizes in megabytes (1,000,000 bytes).
struct Figures {
    program: PathBuf,
    start: Times,
    first: Times,
    warm: Times,
    memory_mb: f64,
    file_mb: f64,
    zip_mb: f64,
}

#[derive(Default)]
struct Times {
    cpu_ms: Vec<f64>,
    wall_ms: Vec<f64>,
}

impl Figures {
    fn of(program: PathBuf) -> Self {
        let bytes = fs::read(&program).unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&bytes).expect("memory");
        let zip_bytes = packed.finish().expect("memory").len() + ZIP_AROUND_BYTES;
        Self {
            program,
            start: Times::default(),
            first: Times::default(),
            warm: Times::default(),
            memory_mb: 0.0,
            file_mb: megabytes(bytes.len()),
            zip_mb: megabytes(zip_bytes),
        }
    }

    /// One start and its first event; after the last start, the warm events too.
    async fn measure(&mut self, event: &Value, variables: &[(&str, &str)], is_last: bool) {
        let function = Function::start("bench", &self.program, variables).await.expect("a function that starts");
        let process = function.process();
        self.start.add(cpu(process).await, function.started_in());
        self.first.measure(&function, event).await;
        if is_last {
            for _ in 0..WARM_EVENTS {
                self.warm.measure(&function, event).await;
            }
            self.memory_mb = peak_memory_mb(process);
        }
    }
}

impl Times {
    async fn measure(&mut self, function: &Function, event: &Value) {
        let before = cpu(function.process()).await;
        let begin = Instant::now();
        let answer = function.invoke(event).await.expect("an answer");
        let wall = begin.elapsed();
        self.add(cpu(function.process()).await.saturating_sub(before), wall);
        assert!(answer["statusCode"] == 200 || answer["statusCode"] == 201, "{answer}");
    }

    fn add(&mut self, cpu: Duration, wall: Duration) {
        self.cpu_ms.push(cpu.as_secs_f64() * 1e3);
        self.wall_ms.push(wall.as_secs_f64() * 1e3);
    }
}

/// A header of the file, one of the list at the end and the end itself (APPNOTE 4.3), with the name `bootstrap` twice.
const ZIP_AROUND_BYTES: usize = 30 + 46 + 22 + 2 * "bootstrap".len();

/// The processor time that a process has used, once it is quiet: it still works a little after it has asked.
async fn cpu(process: u32) -> Duration {
    tokio::time::sleep(Duration::from_millis(3)).await;
    let process = Pid::from_raw(process.try_into().expect("a number of a process"));
    ClockId::pid_cpu_clock_id(process).and_then(ClockId::now).expect("a clock").into()
}

fn peak_memory_mb(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kib: usize = line.trim().trim_end_matches(" kB").parse().expect("a number");
    megabytes(kib * 1024)
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn load() -> String {
    fs::read_to_string("/proc/loadavg").expect("Linux").split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The value below which `part` of them lie.
fn quantile(values: &[f64], part: usize, of: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() - 1) * part / of]
}

fn median(values: &[f64]) -> f64 {
    quantile(values, 1, 2)
}

fn print(floor: &Figures, intake: &Figures) {
    println!("| | floor | intake | of the floor | goal | |\n| --- | --: | --: | --: | --: | --- |");
    let starts = (&floor.start, &intake.start);
    let ratio = median(&starts.1.cpu_ms) / median(&starts.0.cpu_ms);
    times("start", starts, Some(("2 × the floor", ratio <= 2.0)));
    let cpu = median(&intake.first.cpu_ms);
    times("first", (&floor.first, &intake.first), Some(("under 10", cpu < 10.0)));
    let cpu = median(&intake.warm.cpu_ms);
    times("warm", (&floor.warm, &intake.warm), Some(("under 1", cpu < 1.0)));
    size("memory MB", (floor.memory_mb, intake.memory_mb), Some(12.0));
    size("file MB", (floor.file_mb, intake.file_mb), None);
    size("zip MB", (floor.zip_mb, intake.zip_mb), Some(2.5));
}

fn times(name: &str, (floor, intake): (&Times, &Times), goal: Option<(&str, bool)>) {
    let shown =
        |values: &[f64]| format!("{:.2} ({:.2}–{:.2})", median(values), quantile(values, 1, 4), quantile(values, 3, 4));
    for (kind, floor, intake, goal) in
        [("CPU", &floor.cpu_ms, &intake.cpu_ms, goal), ("wall", &floor.wall_ms, &intake.wall_ms, None)]
    {
        let ratio = median(intake) / median(floor);
        row(&format!("{name}, {kind} ms"), [shown(floor), shown(intake)], ratio, goal);
    }
}

fn size(name: &str, (floor, intake): (f64, f64), under: Option<f64>) {
    let goal = under.map(|under| (format!("under {under}"), intake < under));
    let goal = goal.as_ref().map(|(goal, is_met)| (goal.as_str(), *is_met));
    row(name, [format!("{floor:.2}"), format!("{intake:.2}")], intake / floor, goal);
}

fn row(name: &str, [floor, intake]: [String; 2], ratio: f64, goal: Option<(&str, bool)>) {
    let (goal, verdict) = goal.map_or(("", ""), |(goal, is_met)| (goal, if is_met { "met" } else { "missed" }));
    println!("| {name} | {floor} | {intake} | {ratio:.1} | {goal} | {verdict} |");
}

/// The folder with the programs that cargo builds now, with `profile` and `arguments`.
fn programs_folder(profile: &str, arguments: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut cargo = std::process::Command::new(env!("CARGO"));
    // Cargo says of which package this is a test; ring is built anew whenever that changes.
    for (variable, _) in std::env::vars_os() {
        if ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|ours| variable.to_string_lossy().starts_with(ours)) {
            cargo.env_remove(variable);
        }
    }
    let built = cargo
        .current_dir(&root)
        .args(["build", "--quiet", "--profile", profile])
        .args(arguments)
        .status()
        .expect("cargo");
    assert!(built.success(), "they cannot be built");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
    target.join(if profile == "dev" { "debug" } else { profile })
}
