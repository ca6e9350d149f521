//! What a terminal tells its user.

use std::fmt;
use std::time::Duration;

use naisen_agent::{Caller, PeerReason};
use naisen_cause::{Cause, Rule};
use naisen_media::{FRAME, Key};
use naisen_node::Time;
use naisen_sip::StatusCode;

use crate::{AudioStatistics, DialledError, Hears};

/// A call of a terminal. Numbers are not used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub(crate) u32);

impl CallId {
    /// The number, counted from 1.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The registrar has our location, anew or still.
    Registered {
        /// When it forgets it.
        until: Time,
    },
    /// The registration did not succeed.
    RegistrationFailed {
        /// Why.
        problem: RegistrationProblem,
        /// When it is tried again; `None` if the user has to do something first.
        retry_at: Option<Time>,
    },
    /// The registrar has deleted our location, or was never asked to keep it.
    Unregistered,
    /// The answer to [`crate::Command::QueryRegistration`].
    Bindings {
        /// Each location and the seconds it still has, if the registrar says so.
        bindings: Vec<(Box<str>, Option<u32>)>,
    },
    /// A call is being placed.
    Dialling {
        /// The call.
        call: CallId,
        /// Where to.
        to: Box<str>,
    },
    /// What was dialled makes no call.
    NotDialled {
        /// What was dialled.
        to: Box<str>,
        /// Why.
        error: DialledError,
    },
    /// A call comes in and rings.
    Incoming {
        /// The call.
        call: CallId,
        /// Who calls, as it may be shown.
        caller: Caller,
    },
    /// It rings at the callee's.
    Ringing {
        /// The call.
        call: CallId,
    },
    /// What the user hears has changed.
    Hears {
        /// The call.
        call: CallId,
        /// What is heard now.
        hears: Hears,
    },
    /// The call is established.
    Answered {
        /// The call.
        call: CallId,
    },
    /// The peer put us on hold, or ended that.
    HeldByPeer {
        /// The call.
        call: CallId,
        /// Whether we are on hold.
        held: bool,
    },
    /// Our hold or its end was accepted or refused.
    HoldDone {
        /// The call.
        call: CallId,
        /// Whether the peer is on hold now.
        held: bool,
        /// The status of the refusal; the session goes on as it was.
        refused: Option<StatusCode>,
    },
    /// 20 ms of what the user hears, while somebody listens.
    Heard {
        /// The call.
        call: CallId,
        /// What it is.
        hears: Hears,
        /// 8000 samples a second, 16 bit linear.
        samples: Box<[i16; FRAME]>,
    },
    /// The peer pressed a key.
    DigitHeard {
        /// The call.
        call: CallId,
        /// The key.
        key: Key,
    },
    /// These keys could not be sent: no such keys, or telephone events were not negotiated.
    DigitsNotSent {
        /// The call.
        call: CallId,
        /// The keys.
        digits: Box<str>,
    },
    /// A recording that is not looped has been said to its end.
    PlayedOut {
        /// The call.
        call: CallId,
    },
    /// The call is over. Busy tone may still be heard; [`Event::Hears`] tells.
    Ended {
        /// The call.
        call: CallId,
        /// Who ended it.
        by: EndedBy,
        /// The status of a refusal.
        status: Option<StatusCode>,
        /// Why.
        reason: Ended,
        /// Why, as one of the endings that have an explanation.
        rule: Rule,
        /// Why, in the words of the other side.
        said: PeerReason,
        /// The header lines of a refusal, whole, without those of transaction and dialog
        /// (R-5.5.1-2).
        lines: Box<[u8]>,
        /// What was sent and heard.
        statistics: AudioStatistics,
    },
}

/// Why a registration did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationProblem {
    /// The registrar does not accept our credentials; they are not sent again (R-4.5.2-2).
    #[error("the user name or the password is wrong")]
    WrongCredentials,
    /// The registrar asks for credentials, and there are none.
    #[error("the registrar asks for a password and none is set")]
    NoCredentials,
    /// A challenge that we cannot answer.
    #[error("the registrar asks for a kind of authentication that is not known here")]
    UnknownChallenge,
    /// Any other error.
    #[error("the registrar answered {} {}", .status.code(), .status.reason())]
    Refused {
        /// The status.
        status: StatusCode,
    },
    /// No answer in 64*T1.
    #[error("the registrar does not answer")]
    NoAnswer,
    /// No way to the registrar.
    #[error("the registrar cannot be reached")]
    Unreachable,
}

/// Who ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The user here.
    Us,
    /// The other side.
    Peer,
    /// Neither: something failed.
    Failure,
}

/// Why a call ended.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Ended {
    /// An established call was ended by hanging up.
    #[error("hung up")]
    HungUp,
    /// The call was refused.
    #[error("refused: {phrase}")]
    Refused {
        /// The reason phrase.
        phrase: Box<str>,
    },
    /// The caller gave up before the answer.
    #[error("given up before the answer")]
    GivenUp,
    /// Another phone of the called number has answered: not a missed call (RFC 3326 §2).
    #[error("answered elsewhere")]
    AnsweredElsewhere,
    /// The credentials are wrong; they are not sent again (R-5.7.1-2).
    #[error("the user name or the password is wrong")]
    WrongCredentials,
    /// The server had asked not to be called again so soon (R-5.7.3-2).
    #[error("the server asks to wait another {} s", .wait.as_secs().saturating_add(1))]
    AskedToWait {
        /// How long still.
        wait: Duration,
    },
    /// No answer in time.
    #[error("no answer from the server")]
    NoAnswer,
    /// No way to the server.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The session descriptions do not fit each other.
    #[error("no common audio")]
    NoCommonAudio,
    /// No media port could be opened.
    #[error("no media port is free")]
    NoMediaPort,
    /// All lines of the agent are in use.
    #[error("no line is free")]
    NoLine,
    /// Our 2xx was not acknowledged.
    #[error("the answer was never acknowledged")]
    NotAcknowledged,
    /// The session timer ran out (R-9.6-5).
    #[error("the session expired")]
    SessionExpired,
    /// Our refresh of the session failed (R-9.6-1).
    #[error("the session could not be refreshed")]
    RefreshFailed,
}

impl Ended {
    /// The explained ending that it is.
    pub(crate) fn rule(&self, by: EndedBy, status: Option<StatusCode>, said: &PeerReason) -> Rule {
        let cause = said.q850().and_then(Cause::new);
        match self {
            Ended::HungUp => Rule::of_release(cause, said.sip()),
            // Whoever refuses is not told that the line is busy.
            Ended::Refused { .. } if by == EndedBy::Us => Rule::Rejected,
            Ended::Refused { .. } => {
                status.map_or(Rule::Refused, |status| Rule::of_refusal(status, cause))
            }
            Ended::GivenUp => Rule::CallerGaveUp,
            Ended::AnsweredElsewhere => Rule::Forked,
            Ended::WrongCredentials => Rule::WrongPassword,
            Ended::AskedToWait { .. } | Ended::NoMediaPort | Ended::NoLine => Rule::Congestion,
            Ended::NoAnswer => Rule::NoResponse,
            Ended::Unreachable => Rule::Unreachable,
            Ended::NoCommonAudio => Rule::CodecMismatch,
            Ended::NotAcknowledged => Rule::MissingAck,
            Ended::SessionExpired => Rule::SessionTimerExpired,
            Ended::RefreshFailed => Rule::LegLost,
        }
    }
}
