//! Reason headers that contradict each other, or the status that they came with (RFC 3326, RFC 6432).

use naisen_cause::{Cause, Reasons, Translation};
use naisen_sip::{Method, StatusCode};

use super::case::Case;
use crate::{Evidence, Fact};

/// Contradictions that are shown.
const SHOWN_MOST: usize = 2;

/// What the messages that end the call contradict themselves in.
pub(super) fn of(case: &Case<'_>) -> Vec<Evidence> {
    let mut shown: Vec<Evidence> = Vec::new();
    for (index, captured, message) in case.reading.messages() {
        let ends = match message.status() {
            Some(status) => status.code() >= 300,
            None => matches!(message.method(), Some(Method::Bye | Method::Cancel)),
        };
        if !ends {
            continue;
        }
        let reasons = Reasons::of(message);
        let status = case.reading.status(index);
        let facts = reasons
            .contradictions
            .iter()
            .map(|it| Fact::Contradiction(*it))
            .chain(against_status(&reasons, status));
        for fact in facts {
            let known = shown
                .iter()
                .any(|known| known.proof == Evidence::fact(captured.frame, fact.clone()).proof);
            if !known && shown.len() < SHOWN_MOST {
                shown.push(Evidence::fact(captured.frame, fact));
            }
        }
    }
    shown
}

/// The cause against the status of the response, or of the same header.
fn against_status(reasons: &Reasons<'_>, status: Option<StatusCode>) -> Option<Fact> {
    let cause = reasons.q850.as_ref()?.cause;
    let status = status.or(reasons.sip.as_ref().map(|sip| sip.status))?;
    (says_much(status) && means_much(cause) && !agree(status, cause))
        .then_some(Fact::StatusAgainstCause { status, cause })
}

/// Whether a status says so much that a cause can contradict it; with others the cause tells more.
fn says_much(status: StatusCode) -> bool {
    matches!(
        status.code(),
        401 | 403 | 404 | 407 | 410 | 415 | 484 | 486 | 488 | 600 | 604 | 606
    )
}

/// Whether a cause says more than that the call is over.
fn means_much(cause: Cause) -> bool {
    !matches!(cause.value(), 0 | 16 | 31 | 127..)
}

/// Whether any table translates one into the other.
fn agree(status: StatusCode, cause: Cause) -> bool {
    Translation::builtins().iter().any(|table| {
        table.causes(status).any(|row| row.to == Some(cause))
            || table.statuses(cause).any(|row| row.to == Some(status))
    })
}
