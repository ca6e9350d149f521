//! What a node did wrong.

use std::fmt;

use naisen_sip::{CSeq, Kind, Message};

use crate::fault::Fault;

/// A message that a node sent and should not have sent so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What was sent, as `INVITE` or `180 to INVITE`.
    pub message: Box<str>,
    /// Its Call-ID; empty if it has none.
    pub call_id: Box<str>,
    /// What it breaks.
    pub breach: Breach,
}

/// What a message breaks. No part of it shows a secret: of digest it says which directive is wrong,
/// never its value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// What its table or another rule about one message says.
    Message(Fault),
    /// What follows from the messages before it.
    Sequence {
        /// The requirement, the erratum or the section of an RFC.
        rule: &'static str,
        /// What would have been right.
        expected: String,
        /// What was sent instead.
        found: String,
    },
}

impl Breach {
    pub(super) fn sequence(
        rule: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self::Sequence {
            rule,
            expected: expected.into(),
            found: found.into(),
        }
    }
}

impl Violation {
    pub(super) fn of(message: &Message<'_>, call_id: &str, breach: Breach) -> Self {
        Self {
            message: title(message).into(),
            call_id: call_id.into(),
            breach,
        }
    }

    /// The clause that is broken: a requirement, an erratum, a section of an RFC, or a table.
    pub fn clause(&self) -> String {
        match &self.breach {
            Breach::Message(fault) if fault.rule.is_empty() => {
                format!("JJ-22.11 T{}", fault.table)
            }
            Breach::Message(fault) => fault.rule.to_owned(),
            Breach::Sequence { rule, .. } => (*rule).to_owned(),
        }
    }
}

fn title(message: &Message<'_>) -> String {
    match message.kind() {
        Kind::Request { method, .. } => method.as_str().to_owned(),
        Kind::Response { status, .. } => match message.typed::<CSeq<'_>>() {
            Ok(Some(cseq)) => format!("{} to {}", status.code(), cseq.method.as_str()),
            _ => status.code().to_string(),
        },
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.breach)
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(fault) => fault.fmt(f),
            Self::Sequence {
                rule,
                expected,
                found,
            } => write!(f, "{found}, expected {expected} ({rule})"),
        }
    }
}
