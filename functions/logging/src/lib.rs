#![doc = include_str!("../README.md")]

use std::io::{self, Write};
use std::panic;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Logs the lines of the crates `ours` to `writer`, and of a panic its place to standard error. A program calls it once, before
/// anything else.
pub fn start<const N: usize>(ours: [&'static str; N], writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "somewhere".to_owned(), ToString::to_string);
        // Where nobody listens, nobody is told.
        let _ = writeln!(io::stderr(), "panic at {place}");
    }));
    let ours = Targets::new().with_targets(ours.map(|name| (name, LevelFilter::INFO)));
    let lines = tracing_subscriber::fmt::layer().without_time().with_ansi(false).with_writer(writer);
    tracing_subscriber::registry().with(lines).with(ours).init();
}
