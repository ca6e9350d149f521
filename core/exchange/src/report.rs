//! The exchange in numbers.

/// The exchange in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Extensions in the directory.
    pub extensions: usize,
    /// Bindings of all of them.
    pub bindings: usize,
    /// Calls that are not over.
    pub calls: usize,
    /// Call attempts since the start, refused ones included.
    pub calls_attempted: u64,
    /// Calls answered since the start.
    pub calls_answered: u64,
    /// Sessions of the user agent: two for a usual call.
    pub sessions: usize,
    /// SIP transactions.
    pub transactions: usize,
    /// INVITEs that wait for media ports.
    pub waiting: usize,
    /// Alarms that are set, those of the user agent included.
    pub alarms: usize,
    /// Media streams.
    pub relays: usize,
    /// Port pairs that calls hold.
    pub ports_in_use: usize,
    /// Port pairs that wait for calls.
    pub ports_ready: usize,
    /// RTP and RTCP packets relayed since the start.
    pub packets_relayed: u64,
    /// RTP and RTCP packets dropped since the start.
    pub packets_dropped: u64,
    /// What the user agent saw and did not hand on.
    pub agent: naisen_agent::Counters,
}
