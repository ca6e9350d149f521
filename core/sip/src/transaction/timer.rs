//! The timers of the four machines and their values.

use std::time::Duration;

/// A timer, by the letter of RFC 3261 §17 and RFC 6026, and three that the text sets without a
/// letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// Sends the INVITE again: T1, doubled each time; unreliable transports only.
    A,
    /// Gives the INVITE up while no response has come: 64*T1.
    B,
    /// Waits for repetitions of a non-2xx final response: 32 s, zero on reliable transports.
    D,
    /// Sends a request other than INVITE again: T1, doubled up to T2; unreliable transports only.
    E,
    /// Gives a request other than INVITE up while no final response has come: 64*T1.
    F,
    /// Sends a non-2xx final response to INVITE again: T1, doubled up to T2; unreliable only.
    G,
    /// Gives up waiting for the ACK to a non-2xx final response: 64*T1.
    H,
    /// Absorbs repetitions of that ACK: T4, zero on reliable transports.
    I,
    /// Absorbs repetitions of a request other than INVITE: 64*T1, zero on reliable transports.
    J,
    /// Absorbs repetitions of a final response to a request other than INVITE: T4, zero on reliable
    /// transports.
    K,
    /// Absorbs repetitions of an INVITE that was answered by 2xx: 64*T1 (RFC 6026 §7.1).
    L,
    /// Lets further 2xx to an INVITE through, repeated or from other forks: 64*T1 (RFC 6026 §7.2).
    M,
    /// Answers an INVITE by 100 if its user has said nothing for 200 ms (RFC 3261 §17.2.1).
    Trying,
    /// Gives a cancelled INVITE up if no final response follows: 64*T1 (RFC 3261 §9.1).
    Cancelled,
    /// Drops a request other than INVITE that our user has not answered while its sender still
    /// waited: 64*T1 (RFC 4320 §4.2).
    Unanswered,
}

/// How long the user of a server INVITE may be silent before the layer sends 100 (RFC 3261
/// §17.2.1).
pub(crate) const TRYING_AFTER: Duration = Duration::from_millis(200);

/// The least of timer D on unreliable transports (RFC 3261 §17.1.1.2): the peer's T1 is not known.
const TIMER_D_MIN: Duration = Duration::from_secs(32);

/// The three values that all timers are made of (RFC 3261 §17.1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerValues {
    /// The estimate of the round trip; 500 ms unless set.
    pub t1: Duration,
    /// The longest interval between repetitions, except of INVITE; 4 s unless set.
    pub t2: Duration,
    /// How long a message stays in the network; 5 s unless set.
    pub t4: Duration,
}

impl Default for TimerValues {
    fn default() -> Self {
        Self {
            t1: Duration::from_millis(500),
            t2: Duration::from_secs(4),
            t4: Duration::from_secs(5),
        }
    }
}

impl TimerValues {
    /// 64*T1: the life of a transaction that nobody answers.
    pub const fn lifetime(self) -> Duration {
        self.t1.saturating_mul(64)
    }

    /// How long `timer` runs when it is started for the `repetition`-th time, counted from 0, over
    /// a transport that is `reliable` or not. Zero means: at once.
    pub(crate) fn span(self, timer: Timer, repetition: u8, reliable: bool) -> Duration {
        let doubled = || {
            // 2^16 * T1 is beyond every lifetime.
            self.t1.saturating_mul(1 << u32::from(repetition.min(16)))
        };
        match timer {
            Timer::A => doubled(),
            Timer::E | Timer::G => doubled().min(self.t2.max(self.t1)),
            Timer::D | Timer::I | Timer::J | Timer::K if reliable => Duration::ZERO,
            Timer::D => self.lifetime().max(TIMER_D_MIN),
            Timer::I | Timer::K => self.t4,
            Timer::Trying => TRYING_AFTER,
            Timer::B
            | Timer::F
            | Timer::H
            | Timer::J
            | Timer::L
            | Timer::M
            | Timer::Cancelled
            | Timer::Unanswered => self.lifetime(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_double_from_t1_and_stop_at_t2_except_for_invite() {
        let values = TimerValues::default();
        let series = |timer| -> Vec<u128> {
            (0..6)
                .map(|n| values.span(timer, n, false).as_millis())
                .collect()
        };
        assert_eq!(series(Timer::A), [500, 1_000, 2_000, 4_000, 8_000, 16_000]);
        assert_eq!(series(Timer::E), [500, 1_000, 2_000, 4_000, 4_000, 4_000]);
        assert_eq!(series(Timer::G), series(Timer::E));
    }

    #[test]
    fn waiting_timers_are_zero_on_reliable_transports() {
        let values = TimerValues::default();
        for (timer, unreliable_seconds) in
            [(Timer::D, 32), (Timer::I, 5), (Timer::J, 32), (Timer::K, 5)]
        {
            assert_eq!(values.span(timer, 0, true), Duration::ZERO, "{timer:?}");
            assert_eq!(
                values.span(timer, 0, false),
                Duration::from_secs(unreliable_seconds),
                "{timer:?}"
            );
        }
        assert_eq!(values.span(Timer::L, 0, true), Duration::from_secs(32));
        assert_eq!(values.span(Timer::M, 0, true), Duration::from_secs(32));
    }
}
