//! The call record: one for every call attempt, written once, when the call is over.

use naisen_node::Time;

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
    /// Who ended it.
    pub released_by: Releaser,
    /// Call-ID of the caller's leg.
    pub caller_call_id: Box<str>,
    /// Call-ID of the leg that answered, or of the first leg tried.
    pub callee_call_id: Option<Box<str>>,
    /// RTP packets relayed from the caller.
    pub packets_from_caller: u64,
    /// RTP packets relayed from the called side.
    pub packets_from_callee: u64,
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
