//! What went wrong, where and when.

use std::fmt;

use naisen_node::Time;

/// What must always hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Invariant {
    /// What a node sends is a message within the limits of JJ-22.11 T13-8, with the headers it must
    /// have and without those it must not.
    LegalMessage,
    /// A request within a dialog carries tags that both ends know, and CSeq rises.
    LegalDialog,
    /// Every 2xx to INVITE is acknowledged, each time it comes (RFC 3261 §13.2.2.4).
    Acknowledged,
    /// BYE, CANCEL and REGISTER get a final response in 64*T1.
    Answered,
    /// Both ends agree on whether a call exists.
    Agreement,
    /// Every call ends or talks, every registration converges once the network is well.
    Liveness,
    /// Nothing outlives its owner: at the end every table is empty.
    NothingLeft,
    /// Every call attempt has exactly one record.
    OneRecord,
    /// Media reaches the other party and nobody else.
    MediaPath,
    /// A node lets time go on.
    Progress,
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Invariant::LegalMessage => "every message sent is legal",
            Invariant::LegalDialog => "requests belong to their dialog and cseq rises",
            Invariant::Acknowledged => "every 2xx to invite is acknowledged",
            Invariant::Answered => "every bye, cancel and register is answered",
            Invariant::Agreement => "both ends agree on whether a call exists",
            Invariant::Liveness => "every call and registration settles",
            Invariant::NothingLeft => "nothing outlives its owner",
            Invariant::OneRecord => "every call has one record",
            Invariant::MediaPath => "media reaches the other party only",
            Invariant::Progress => "time goes on",
        })
    }
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which.
    pub invariant: Invariant,
    /// The virtual time.
    pub at: Time,
    /// The Call-ID it concerns; empty if none.
    pub call_id: String,
    /// What was expected, and what was found.
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "broken at {:?}: {}: {}",
            self.at, self.invariant, self.detail
        )
    }
}
