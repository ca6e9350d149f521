//! How much is kept, so that memory does not grow with the trace.

use std::time::Duration;

/// The bounds of an [`crate::Analyst`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Groups that may be open at once; the oldest are closed when there are more.
    pub open_calls: usize,
    /// Bytes of messages that all open groups may hold together; the oldest are closed when there
    /// are more.
    pub total_bytes: usize,
    /// Messages that one group keeps.
    pub messages_per_call: usize,
    /// Bytes of messages that one group keeps.
    pub bytes_per_call: usize,
    /// Directions of TCP connections that are followed at once.
    pub connections: usize,
}

/// A hundred calls a second that last three minutes.
const OPEN_CALLS: usize = 20_000;
/// A call of two legs holds ten to thirty kilobytes; this is the usual memory of a small machine
/// several times over in trace, and a fraction of it in memory.
const TOTAL_BYTES: usize = 256 * 1024 * 1024;
/// A call of two legs has thirty messages; one that forks to twenty phones, three hundred.
const MESSAGES_PER_CALL: usize = 1024;
/// What a thousand messages of a usual thousand bytes take.
const BYTES_PER_CALL: usize = 1024 * 1024;
/// Both directions of five hundred connections. Each may hold half a message of the largest size, 150
/// KiB; one that had to be forgotten is found again at its next segment.
const CONNECTIONS: usize = 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            open_calls: OPEN_CALLS,
            total_bytes: TOTAL_BYTES,
            messages_per_call: MESSAGES_PER_CALL,
            bytes_per_call: BYTES_PER_CALL,
            connections: CONNECTIONS,
        }
    }
}

/// Bytes of one message that are kept. A datagram has no more.
pub(crate) const MESSAGE_BYTES: usize = 64 * 1024;
/// Repetitions that one message keeps. Timers A and G make eleven at most (RFC 3261 §17).
pub(crate) const REPETITIONS_PER_MESSAGE: usize = 64;
/// Call-IDs of one call: a group call to sixty phones.
pub(crate) const LEGS_PER_CALL: usize = 64;
/// Notices of one call. Each is a repetition of the first few.
pub(crate) const NOTICES_PER_CALL: usize = 64;
/// Notices of one kind on one way: the fourth says nothing that the third did not.
pub(crate) const NOTICES_OF_A_KIND: usize = 8;
/// Pairs of addresses that one call is looked up by.
pub(crate) const WAYS_PER_CALL: usize = 256;
/// Addresses of media that one call announces. Sixty phones announce one each, some of them anew.
pub(crate) const ANNOUNCED_PER_CALL: usize = 128;
/// Streams to or from one announced address: a switch of the source at forks and transfers.
pub(crate) const STREAMS_PER_ADDRESS: usize = 8;
/// Bytes of a Call-ID that tell it from others. Ours have 64 (RFC 3261 sets no bound).
pub(crate) const CALL_ID_BYTES: usize = 512;
/// Bytes of a user part that is shown.
pub(crate) const USER_BYTES: usize = 128;
/// Legs of one user at one host that may wait for their continuation.
pub(crate) const WAITING_PER_USER: usize = 256;

/// How long a call that is over stays open: timers B, F and H run 32 seconds (RFC 3261 T1 64 times),
/// so that late repetitions still find it.
pub(crate) const LINGER: Duration = Duration::from_secs(40);
/// How long a request without any answer is waited for: timers B and F.
pub(crate) const UNANSWERED: Duration = Duration::from_secs(32);
/// How long an attempt without a final answer stays open: above timer C of a proxy, 3 minutes.
pub(crate) const IDLE_ATTEMPT: Duration = Duration::from_secs(5 * 60);
/// How long an answered call of which nothing is heard any more stays open.
pub(crate) const IDLE_CALL: Duration = Duration::from_secs(4 * 60 * 60);
/// How often open calls are looked at for those that are over, in time of the trace.
pub(crate) const SWEEP: Duration = Duration::from_secs(5);
/// Two equal datagrams this close are one, captured on two interfaces: the first timer of a
/// transaction is half a second.
pub(crate) const CAPTURED_TWICE: Duration = Duration::from_millis(3);
/// A leap of the clock that one frame alone is not believed: a broken time would end or hold open
/// every call.
pub(crate) const LEAP: Duration = Duration::from_secs(60 * 60);
/// Frames in a row that agree on a leap and are believed.
pub(crate) const LEAP_FRAMES: u32 = 8;
/// How soon after a challenge a phone that has credentials sends them. Before that a trace that ends
/// tells nothing.
pub(crate) const CREDENTIALS_FOLLOW: Duration = Duration::from_secs(4);
/// How quickly a back-to-back user agent goes on with a call if only one of its users is known
/// again.
pub(crate) const HANDOVER: Duration = Duration::from_secs(4);
/// How soon after a packet the word comes that it could not be delivered.
pub(crate) const WORD_BACK: Duration = Duration::from_secs(10);
