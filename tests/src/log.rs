//! What the functions log.

use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What this thread logs as long as this is there: as in a function only its own lines, without time and colour; but those
/// of every level.
pub struct Log {
    lines: Lines,
    _guard: DefaultGuard,
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Begins to listen.
    #[must_use]
    pub fn of_this_thread() -> Self {
        let lines = Lines::default();
        let writer = lines.clone();
        let ours = Targets::new().with_targets(["intake", "notices"].map(|ours| (ours, LevelFilter::TRACE)));
        let layer =
            tracing_subscriber::fmt::layer().without_time().with_ansi(false).with_writer(move || writer.clone());
        let guard = tracing_subscriber::registry().with(layer).with(ours).set_default();
        Self { lines, _guard: guard }
    }

    /// What was logged since this was last asked.
    #[must_use]
    pub fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.lines.0.lock().expect("a lock"));
        String::from_utf8(bytes).expect("text")
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
