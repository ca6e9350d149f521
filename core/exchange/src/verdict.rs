//! Why a call ended: what its record says, and what its legs are told in Reason headers (RFC 3326,
//! RFC 6432).

use naisen_agent::PeerReason;
use naisen_cause::{Cause, Rule, Translation};
use naisen_sip::{HeaderName, StatusCode};

use crate::header_lines::HeaderLines;
use crate::record::{DecidingLeg, Releaser};

/// Reason of a CANCEL to the phones that did not answer while another did. Phones that read it do
/// not show a missed call.
pub(crate) const ELSEWHERE: &str =
    "SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=26";

/// The judgement on one call.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// The final status towards the caller.
    pub status: StatusCode,
    /// The status that the deciding leg gave, where the caller gets another one.
    pub given: Option<StatusCode>,
    pub releaser: Releaser,
    /// The leg that decided it; none if the exchange did.
    pub leg: Option<DecidingLeg>,
    pub rule: Rule,
    /// Why, in the words of the leg that decided.
    pub said: PeerReason,
}

impl Verdict {
    /// The exchange's own.
    pub(crate) fn ours(status: StatusCode, rule: Rule) -> Self {
        Self {
            status,
            given: None,
            releaser: Releaser::Exchange,
            leg: None,
            rule,
            said: PeerReason::default(),
        }
    }

    /// The exchange's own, about what a leg did.
    pub(crate) fn about(leg: DecidingLeg, status: StatusCode, rule: Rule) -> Self {
        Self {
            leg: Some(leg),
            ..Self::ours(status, rule)
        }
    }

    /// The cause: as the leg said, else as the rule says, else as `translation` makes it of the
    /// status that the leg gave.
    pub(crate) fn cause(&self, translation: &Translation) -> Cause {
        cause_said(&self.said)
            .or(self.rule.cause())
            .or_else(|| translation.cause_of(self.said.sip()?))
            .or_else(|| translation.cause_of(self.given.unwrap_or(self.status)))
            .unwrap_or(Cause::INTERWORKING)
    }

    /// The Reason line of a BYE or CANCEL to the other legs: what the leg said, and a cause of ours
    /// if it gave none.
    pub(crate) fn request_lines(&self, translation: &Translation) -> HeaderLines {
        let mut lines = HeaderLines::default();
        match (self.said.sip_value(), self.said.q850_value()) {
            (Some(sip), Some(q850)) => {
                lines.add(HeaderName::Reason, format_args!("{sip}, {q850}"));
            }
            (Some(sip), None) => {
                let cause = self.cause(translation);
                lines.add(
                    HeaderName::Reason,
                    format_args!("{sip}, Q.850;cause={cause}"),
                );
            }
            (None, _) => self.add_response_line(translation, &mut lines),
        }
        lines
    }

    /// Adds the Reason line of a final response. Of the protocols only Q.850 may stand there
    /// (RFC 6432).
    pub(crate) fn add_response_line(&self, translation: &Translation, lines: &mut HeaderLines) {
        match self.said.q850_value() {
            Some(q850) => lines.add(HeaderName::Reason, q850),
            None => {
                let cause = self.cause(translation);
                lines.add(HeaderName::Reason, format_args!("Q.850;cause={cause}"));
            }
        }
    }
}

/// The cause that a leg gave.
pub(crate) fn cause_said(said: &PeerReason) -> Option<Cause> {
    said.q850().and_then(Cause::new)
}
