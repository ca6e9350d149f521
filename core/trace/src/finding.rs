//! What a call is found to have died of.

use std::net::SocketAddr;

use naisen_cause::{Cause, Place, Rule};
use naisen_sip::StatusCode;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The evidence allows another reading.
    Likely,
    /// The evidence allows no other reading.
    Certain,
}

/// A line of the trace that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The frame it stands in.
    pub frame: u64,
    /// The line, as it was: a start line, a header line, a line of SDP, or what was measured.
    pub line: Box<str>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub rule: Rule,
    /// How sure.
    pub confidence: Confidence,
    /// Where the fault lies in this very call; `None` if nobody is to blame, or if the trace cannot
    /// tell.
    pub place: Option<Place>,
    /// The host that is to blame, if one is.
    pub host: Option<SocketAddr>,
    /// Two to five lines.
    pub evidence: Vec<Evidence>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The findings, the decisive first; never empty.
    pub findings: Vec<Finding>,
    /// The final status that the caller got, if any.
    pub status: Option<StatusCode>,
    /// The cause that a Reason header or a table gives for it.
    pub cause: Option<Cause>,
    /// The host that made the final status.
    pub made_by: Option<SocketAddr>,
    /// The hosts that changed it on its way to the caller: who, from what, into what.
    pub changed_by: Vec<(SocketAddr, StatusCode, StatusCode)>,
}
