//! The clock a node lives by.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use naisen_node::Time;

/// The wall clock at the start plus what a monotonic clock has counted since: a date that never
/// runs backwards, even when someone sets the machine's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    origin: Time,
    start: Instant,
}

impl Clock {
    /// A clock that starts at the machine's wall clock.
    pub(crate) fn start() -> Self {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            origin: Time::default() + since_epoch,
            start: Instant::now(),
        }
    }

    /// The time it is now.
    pub(crate) fn now(&self) -> Time {
        self.origin + self.start.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_at_the_wall_clock_and_never_runs_backwards() {
        let clock = Clock::start();
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("the machine's clock is after 1970")
            .as_secs();
        assert!(clock.now().unix_seconds().abs_diff(wall) <= 1);
        let mut last = clock.now();
        for _ in 0..1000 {
            let now = clock.now();
            assert!(now >= last);
            last = now;
        }
    }
}
