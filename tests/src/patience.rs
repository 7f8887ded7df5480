//! Waiting for what must come.

use std::time::{Duration, Instant};

/// How long a test waits for what must come. Only what never comes takes longer, however busy the machine is.
pub const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Looks again and again until `is_so`.
///
/// # Panics
/// After [`LONGEST_WAIT`], with what `seen` tells.
pub async fn wait_until(mut is_so: impl AsyncFnMut() -> bool, seen: impl Fn() -> String) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < LONGEST_WAIT, "waited in vain: {}", seen());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
