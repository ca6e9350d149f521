//! The call record: one for every call attempt, written once, when the call is over.

use std::fmt;

use naisen_cause::{Cause, Language, Rule};
use naisen_node::Time;
use naisen_sip::StatusCode;

/// What became of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// Unique over the life of the database: random, 16 characters.
    pub id: Box<str>,
    /// The caller's number.
    pub caller: Box<str>,
    /// The number that was dialled.
    pub dialled: Box<str>,
    /// The Contact URI that answered, if one did.
    pub answered_by: Option<Box<str>>,
    /// When the INVITE came.
    pub started_at: Time,
    /// When the called side first rang.
    pub rang_at: Option<Time>,
    /// When the called side answered.
    pub answered_at: Option<Time>,
    /// When the call was over.
    pub ended_at: Time,
    /// The final status towards the caller: 200 for an answered call.
    pub status: u16,
    /// The cause of Q.850 that goes with it: as a phone said, or as it follows from the rule or the
    /// status.
    pub cause: Cause,
    /// Who ended it.
    pub released_by: Releaser,
    /// The leg that decided the end; `None` if the exchange did.
    pub leg: Option<DecidingLeg>,
    /// Why it ended.
    pub rule: Rule,
    /// Call-ID of the caller's leg.
    pub caller_call_id: Box<str>,
    /// Call-ID of the leg that answered, or of the first leg tried.
    pub callee_call_id: Option<Box<str>>,
    /// RTP packets relayed from the caller.
    pub packets_from_caller: u64,
    /// RTP packets relayed from the called side.
    pub packets_from_callee: u64,
}

impl CallRecord {
    /// Why the call ended, in one sentence for the caller.
    pub fn sentence(&self, language: Language) -> &'static str {
        let status = StatusCode::new(self.status);
        self.rule.caller_sentence(status).in_language(language)
    }
}

/// The leg of a call that decided its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecidingLeg {
    /// The caller's.
    Caller,
    /// That of a called phone, counted from 0 in the order in which they were called.
    Phone(u8),
}

impl fmt::Display for DecidingLeg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecidingLeg::Caller => f.write_str("A"),
            DecidingLeg::Phone(index) => write!(f, "B{index}"),
        }
    }
}

impl DecidingLeg {
    /// The leg that `word` names: `A`, or `B` and the phone's number.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "A" => Some(DecidingLeg::Caller),
            _ => word
                .strip_prefix('B')
                .filter(|index| index.bytes().all(|digit| digit.is_ascii_digit()))
                .and_then(|index| index.parse().ok())
                .map(DecidingLeg::Phone),
        }
    }
}

/// Who ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Releaser {
    /// The caller hung up, or gave up before the answer.
    Caller,
    /// The called side hung up, or refused.
    Callee,
    /// The exchange: no such number, a time limit, a leg that died, a stop of the service.
    Exchange,
}

impl Releaser {
    /// The word for it in records and events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Releaser::Caller => "caller",
            Releaser::Callee => "callee",
            Releaser::Exchange => "exchange",
        }
    }

    /// The releaser that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        [Releaser::Caller, Releaser::Callee, Releaser::Exchange]
            .into_iter()
            .find(|releaser| releaser.as_str() == word)
    }
}
