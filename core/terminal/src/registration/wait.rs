//! When to register again (JJ-22.11 §4.1.6, §4.5).

use std::time::Duration;

use naisen_node::{Random, Time};

use crate::RetryConfig;

/// What has to remain of a lifetime at its refresh: more than Timer F (R-4.1.6-3).
const REMAINDER_S: u32 = 33;

/// When a binding that lasts so many seconds from now is refreshed: at a part of it, but with more
/// than 32 s left; at half of one that is too short for that (R-4.1.6-3).
pub(super) fn refresh_at(now: Time, lifetime_s: u32, thousandths: u16) -> Time {
    let whole = Duration::from_secs(u64::from(lifetime_s));
    let wanted = whole / 1000 * u32::from(thousandths);
    let latest = match lifetime_s.checked_sub(REMAINDER_S) {
        Some(seconds) if seconds > 0 => Duration::from_secs(u64::from(seconds)),
        _ => whole / 2,
    };
    now + wanted.min(latest)
}

/// The wait after a failure: what Retry-After says, else the base, and a random part of the jitter
/// on top (R-4.5.1-2, R-4.5.1-4, R-4.5.1-5, R-4.5.3-2).
pub(super) fn after_failure(
    retry: &RetryConfig,
    retry_after_s: Option<u32>,
    random: &mut Random,
) -> Duration {
    let least = retry_after_s.map_or(retry.base, |s| Duration::from_secs(u64::from(s)));
    least + within(retry.jitter, random)
}

/// A uniformly random part of `span`.
pub(super) fn within(span: Duration, random: &mut Random) -> Duration {
    let micros = u64::try_from(span.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random.below(micros.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_unix_seconds(1_800_000_000);

    /// R-4.1.6-3
    #[test]
    fn more_than_timer_f_remains_at_a_refresh() {
        for (lifetime_s, thousandths, expected_s) in [
            (3600, 500, 1800),
            (3600, 900, 3240),
            (3600, 999, 3567),
            (60, 500, 27),
            (34, 900, 1),
            (33, 900, 16),
            (10, 500, 5),
            (1, 500, 0),
        ] {
            let at = refresh_at(NOW, lifetime_s, thousandths);
            assert_eq!(at.since(NOW).as_secs(), expected_s, "{lifetime_s} s");
        }
    }

    /// R-4.5.1-2, R-4.5.1-4, R-4.5.3-2
    #[test]
    fn waits_are_never_shorter_than_asked_and_spread_over_the_jitter() {
        let retry = RetryConfig {
            base: Duration::from_secs(30),
            jitter: Duration::from_secs(10),
        };
        let mut random = Random::from_number(1);
        for (retry_after_s, least) in [(None, 30), (Some(120), 120), (Some(0), 0)] {
            let mut quarters = [0; 4];
            for _ in 0..400 {
                let wait = after_failure(&retry, retry_after_s, &mut random);
                let extra = wait - Duration::from_secs(least);
                assert!(extra <= retry.jitter);
                let quarter = (extra.as_micros() * 4 / (retry.jitter.as_micros() + 1)) as usize;
                quarters[quarter] += 1;
            }
            assert!(quarters.iter().all(|&count| count > 60), "{quarters:?}");
        }
    }
}
