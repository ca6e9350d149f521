//! What a call is found to have died of.

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;

use naisen_cause::{Cause, Language, Place, Rule};
use naisen_sip::StatusCode;

use crate::Fact;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The evidence allows another reading.
    Likely,
    /// The evidence allows no other reading.
    Certain,
}

/// Something in the trace that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The frame it stands in.
    pub frame: u64,
    /// What stands there.
    pub proof: Proof,
}

/// What proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A line as it was: a start line, a header line, a line of a session description.
    Quoted(Box<str>),
    /// What no line says: measured, counted or missing.
    Fact(Fact),
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
    /// Two to five, in the order of the trace.
    pub evidence: Vec<Evidence>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The findings, the decisive first. Of a call there is none if the trace shows neither its end
    /// nor a fault: [`crate::Call::cut_off`] is set then, or so much of it was lost that nothing true
    /// can be said. Of a registration or another exchange there is none if it went well.
    pub findings: Vec<Finding>,
    /// The final status that the caller got, if any.
    pub status: Option<StatusCode>,
    /// The cause that a Reason header of the final response, a BYE or a CANCEL gives for the end.
    pub cause: Option<Cause>,
    /// The host that made the final status.
    pub made_by: Option<SocketAddr>,
    /// The hosts that changed it on its way to the caller: who, from what, into what.
    pub changed_by: Vec<(SocketAddr, StatusCode, StatusCode)>,
}

impl Diagnosis {
    /// The final status as the host made it that refused first, before others changed it.
    pub fn origin_status(&self) -> Option<StatusCode> {
        let changed = self.changed_by.first();
        changed.map(|(_, from, _)| *from).or(self.status)
    }
}

impl Evidence {
    /// A line of the trace.
    pub(crate) fn quoted(frame: u64, line: impl Into<Box<str>>) -> Self {
        let proof = Proof::Quoted(line.into());
        Self { frame, proof }
    }

    /// Something that was measured at a frame.
    pub(crate) const fn fact(frame: u64, fact: Fact) -> Self {
        let proof = Proof::Fact(fact);
        Self { frame, proof }
    }

    /// What to show: a quoted line as it was, a fact in the words of `language`.
    pub fn text(&self, language: Language) -> Cow<'_, str> {
        match &self.proof {
            Proof::Quoted(line) => Cow::Borrowed(line),
            Proof::Fact(fact) => Cow::Owned(fact.in_language(language)),
        }
    }
}

/// In English.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}
