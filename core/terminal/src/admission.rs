//! When an INVITE of ours may go out (JJ-22.11 §5.7.1, §5.7.3).

use std::time::Duration;

use naisen_node::Time;

/// How many waits that a server asked for are remembered; the oldest gives way.
pub const MAX_REMEMBERED_WAITS: usize = 32;

/// The spacing of our INVITEs, and the waits that servers asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Admission {
    next: Time,
    waits: Vec<(Box<str>, Time)>,
}

impl Admission {
    /// When an INVITE that is wanted now may go out (R-5.7.1-1). It counts as sent then.
    pub(crate) fn take(&mut self, now: Time, spacing: Duration) -> Time {
        let at = self.next.max(now);
        self.next = at + spacing;
        at
    }

    /// A server asked to leave this Request-URI alone for a while; a longer wait that it asked for before
    /// still counts.
    pub(crate) fn wait(&mut self, now: Time, uri: &str, seconds: u32) {
        let asked = Duration::from_secs(u64::from(seconds));
        let until = now + asked.max(self.must_wait(now, uri).unwrap_or_default());
        self.waits
            .retain(|(known, until)| **known != *uri && *until > now);
        if self.waits.len() >= MAX_REMEMBERED_WAITS {
            self.waits.remove(0);
        }
        self.waits.push((uri.into(), until));
    }

    /// How long that still lasts (R-5.7.3-2).
    pub(crate) fn must_wait(&self, now: Time, uri: &str) -> Option<Duration> {
        let (_, until) = self.waits.iter().find(|(known, _)| **known == *uri)?;
        Some(until.since(now)).filter(|wait| !wait.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_unix_seconds(1_800_000_000);

    /// R-5.7.1-1
    #[test]
    fn invites_keep_their_distance() {
        let mut admission = Admission::default();
        let spacing = Duration::from_millis(500);
        let taken: Vec<_> = (0..3).map(|_| admission.take(NOW, spacing)).collect();
        assert_eq!(taken, [NOW, NOW + spacing, NOW + spacing * 2]);
        let later = NOW + Duration::from_secs(9);
        assert_eq!(admission.take(later, spacing), later);
    }

    /// R-5.7.3-2
    #[test]
    fn a_uri_is_left_alone_as_long_as_its_server_asked() {
        let mut admission = Admission::default();
        admission.wait(NOW, "sip:102@h", 30);
        let at = |seconds| NOW + Duration::from_secs(seconds);
        let wait = admission.must_wait(at(29), "sip:102@h");
        assert_eq!(wait, Some(Duration::from_secs(1)));
        assert_eq!(admission.must_wait(at(29), "sip:103@h"), None);
        assert_eq!(admission.must_wait(at(30), "sip:102@h"), None);
        for number in 0..100 {
            admission.wait(NOW, &format!("sip:{number}@h"), 30);
        }
        assert_eq!(admission.waits.len(), MAX_REMEMBERED_WAITS);
    }
}
