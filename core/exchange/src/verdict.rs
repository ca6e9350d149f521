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
            releaser: Releaser::Exchange,
            leg: None,
            rule,
            said: PeerReason::default(),
        }
    }

    /// The cause: as the leg said, else as the rule says, else as `translation` makes it of the
    /// status.
    pub(crate) fn cause(&self, translation: &Translation) -> Cause {
        cause_said(&self.said)
            .or(of_rule(self.rule))
            .or_else(|| translation.cause_of(self.status))
            .unwrap_or(Cause::INTERWORKING)
    }

    /// The Reason line for the other legs.
    pub(crate) fn lines(&self, translation: &Translation) -> HeaderLines {
        if self.said.is_empty() {
            let cause = self.cause(translation);
            HeaderLines::one(HeaderName::Reason, format_args!("Q.850;cause={cause}"))
        } else {
            HeaderLines::one(HeaderName::Reason, self.said.as_str())
        }
    }
}

/// The cause that a leg gave, if it is one of Q.850.
pub(crate) fn cause_said(said: &PeerReason) -> Option<Cause> {
    let value = said.q850().and_then(|cause| u8::try_from(cause).ok())?;
    Cause::new(value)
}

/// The cause of a rule that says more than a status could.
const fn of_rule(rule: Rule) -> Option<Cause> {
    Some(match rule {
        Rule::Completed | Rule::CallerGaveUp => Cause::NORMAL_CLEARING,
        Rule::NoAnswer => Cause::NO_ANSWER,
        Rule::NotRegistered => Cause::SUBSCRIBER_ABSENT,
        Rule::Unreachable => Cause::DESTINATION_OUT_OF_ORDER,
        Rule::CodecMismatch => Cause::INCOMPATIBLE_DESTINATION,
        Rule::Stopped | Rule::TimeLimit => Cause::NORMAL_UNSPECIFIED,
        Rule::MissingAck
        | Rule::MissingPrack
        | Rule::SessionTimerExpired
        | Rule::LegLost
        | Rule::NoResponse => Cause::TIMER_EXPIRY,
        _ => return None,
    })
}
