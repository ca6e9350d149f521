//! A binding: where a phone of an AoR can be reached, and until when.

use naisen_node::{Flow, Time};

/// One Contact that an AoR has registered (JJ-22.11 §4, RFC 3261 §10.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The number of the extension, the user part of the AoR.
    pub number: Box<str>,
    /// The Contact URI as registered, which becomes the Request-URI of calls to it.
    pub contact: Box<str>,
    /// The preference `q` in thousandths; 1000 where none was given.
    pub q_thousandths: u16,
    /// The Call-ID of the REGISTER that set it.
    pub call_id: Box<str>,
    /// The CSeq number of that REGISTER: a later one with this Call-ID must be higher.
    pub cseq: u32,
    /// When it lapses.
    pub expires_at: Time,
    /// The path that the REGISTER came by; calls go back along it (RFC 3581, and so through NAT).
    pub flow: Flow,
    /// The phone's User-Agent, if it said so.
    pub user_agent: Option<Box<str>>,
}
