//! What the agent tells its owner of sessions and requests.

use naisen_sip::{HeaderName, Kind, Message, RetryAfter, StatusCode};

use crate::session::{Body, SessionId, TimerState};
use crate::{Handling, ModifyMethod, PeerReason, RequestId};

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A 1xx other than 100 to our INVITE (JJ-22.11 §5.2).
    Provisional {
        /// The session.
        session: SessionId,
        /// The code.
        status: StatusCode,
        /// The early dialog's To tag; a tag not seen before is a new early dialog, whose media
        /// takes over (R-5.2.3-3).
        tag: Box<str>,
        /// The SDP: the answer, whether reliable or not (R-5.2.2.2.1-1).
        sdp: Option<Body>,
        /// For a reliable 1xx with [`crate::Policy::prack`] left to the owner, or with an offer that
        /// the PRACK has to answer: call [`crate::Agent::prack`].
        prack_wanted: bool,
        /// Whether it was reliable.
        reliable: bool,
    },
    /// Our PRACK has its final response, where the owner had sent it; or none came in 64*T1.
    PrackAnswered {
        /// The session.
        session: SessionId,
        /// The SDP of the response, if it has one.
        sdp: Option<Body>,
    },
    /// The first 2xx to our INVITE (JJ-22.11 §5.3). With [`crate::Policy::ack`] left to the owner, or
    /// with an offer in it (the INVITE had none): call [`crate::Agent::ack`] within 60*T1; after
    /// that the session is ended.
    Answered {
        /// The session.
        session: SessionId,
        /// The To tag: which of the early dialogs, if one of them, was confirmed; empty for none
        /// (R-5.3.1-2).
        tag: Box<str>,
        /// The SDP of the 2xx.
        sdp: Option<Body>,
        /// What the session timer came to (R-9.1-3).
        timer: Option<TimerState>,
    },
    /// Our INVITE failed: a final response of 300 and above, a timeout, no way to the peer. The
    /// session is over.
    Refused {
        /// The session.
        session: SessionId,
        /// Why.
        failure: Failure,
    },
    /// The caller gave up before our final response, which was 487 (JJ-22.11 §6.7.1). The session
    /// is over.
    Cancelled {
        /// The session.
        session: SessionId,
        /// Why, in the words of its CANCEL or BYE.
        said: PeerReason,
    },
    /// The caller gave up after our 2xx and before its ACK: the user should hear busy tone at once;
    /// the ACK and the BYE are still to come (R-6.7.2-1, R-6.7.2-2).
    CancelledLate {
        /// The session.
        session: SessionId,
    },
    /// A PRACK for our reliable 1xx (R-8.2-3). If [`crate::Policy::prack`] left it to the owner when
    /// the 1xx was handed in: call [`crate::Agent::accept_prack`] within 60*T1; after that it is
    /// accepted, or refused if it makes an offer.
    Pracked {
        /// The session.
        session: SessionId,
        /// The SDP in the PRACK.
        sdp: Option<Body>,
        /// Who answers it.
        handling: Handling,
    },
    /// The ACK for our 2xx, to the Initial INVITE or to a re-INVITE.
    Acknowledged {
        /// The session.
        session: SessionId,
        /// The SDP in the ACK: the answer to an offer in our 2xx.
        sdp: Option<Body>,
    },
    /// The peer asks to refresh or change the session by UPDATE or re-INVITE. Call
    /// [`crate::Agent::accept_modify`] or [`crate::Agent::refuse_modify`].
    ModifyRequested {
        /// The session.
        session: SessionId,
        /// With which method.
        method: ModifyMethod,
        /// Its SDP.
        sdp: Option<Body>,
        /// Its Session-Expires, with the refresher.
        timer: Option<TimerState>,
    },
    /// Our UPDATE or re-INVITE was accepted. A re-INVITE with [`crate::Policy::ack`] left to the
    /// owner: call [`crate::Agent::ack`].
    Modified {
        /// The session.
        session: SessionId,
        /// With which method.
        method: ModifyMethod,
        /// The SDP of the 2xx.
        sdp: Option<Body>,
    },
    /// Our UPDATE or re-INVITE was refused; the session goes on (R-10.2.2-5). With 491 from our own
    /// side it met a change of the peer, and its SDP is older than what the peer has got since: it
    /// may be asked for anew at once.
    ModifyRefused {
        /// The session.
        session: SessionId,
        /// Why.
        failure: Failure,
    },
    /// The agent has to refresh by re-INVITE and needs the SDP that was sent last: call
    /// [`crate::Agent::modify`] with it (R-9.2.1-2).
    RefreshNeedsSdp {
        /// The session.
        session: SessionId,
    },
    /// The session is over after it was established, or our side of it was ended.
    Released {
        /// The session.
        session: SessionId,
        /// Who or what ended it.
        reason: ReleaseReason,
    },
    /// All is done: the session's handle names nothing any more.
    Gone {
        /// The session.
        session: SessionId,
        /// How it came to its end, for the record.
        end: SessionEnd,
    },
    /// A request of ours outside of a dialog found no answer.
    RequestFailed {
        /// The request.
        request: RequestId,
        /// Why.
        failure: Failure,
    },
}

/// Why a request of ours did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The final status; for a failure on our side the one that RFC 3261 §8.1.3.1 names.
    pub status: StatusCode,
    /// The peer's reason phrase; empty for a failure on our side.
    pub phrase: Box<str>,
    /// The header lines of the response, whole, without those that only name transaction and dialog
    /// (R-5.5.1-2).
    pub lines: Box<[u8]>,
    /// Why, in the words of the peer's Reason header fields (RFC 6432).
    pub said: PeerReason,
    /// Where it arose.
    pub origin: FailureOrigin,
    /// For 401 and 407: whether the peer said that our credentials are wrong, so that asking again
    /// with them is pointless (R-5.7.1-2).
    pub credentials_refused: bool,
    /// Retry-After in seconds (R-5.7.3-2).
    pub retry_after_s: Option<u32>,
}

impl Failure {
    pub(crate) fn from_response(message: &Message<'_>) -> Self {
        let phrase = match message.kind() {
            Kind::Response { reason, .. } => reason.into(),
            Kind::Request { .. } => Box::default(),
        };
        let mut lines = Vec::new();
        for line in message.lines() {
            if !OF_THE_TRANSACTION.contains(&line.name) {
                lines.extend_from_slice(line.raw_name.as_bytes());
                lines.extend_from_slice(b": ");
                lines.extend_from_slice(line.value.as_bytes());
                lines.extend_from_slice(b"\r\n");
            }
        }
        let retry_after_s = message
            .typed::<RetryAfter<'_>>()
            .ok()
            .flatten()
            .map(|header| header.seconds);
        Self {
            status: message
                .status()
                .unwrap_or(StatusCode::SERVER_INTERNAL_ERROR),
            phrase,
            lines: lines.into_boxed_slice(),
            said: PeerReason::read(message),
            origin: FailureOrigin::Peer,
            credentials_refused: false,
            retry_after_s,
        }
    }

    pub(crate) fn timeout() -> Self {
        Self::ours(StatusCode::REQUEST_TIMEOUT, FailureOrigin::Timeout)
    }

    pub(crate) fn unreachable() -> Self {
        Self::ours(StatusCode::SERVICE_UNAVAILABLE, FailureOrigin::Unreachable)
    }

    pub(crate) fn local(status: StatusCode) -> Self {
        Self::ours(status, FailureOrigin::Local)
    }

    /// The peer's BYE came where its 2xx should have come before.
    pub(crate) fn hung_up(said: PeerReason) -> Self {
        Self {
            said,
            ..Self::ours(StatusCode::TEMPORARILY_UNAVAILABLE, FailureOrigin::Peer)
        }
    }

    fn ours(status: StatusCode, origin: FailureOrigin) -> Self {
        Self {
            status,
            phrase: Box::default(),
            lines: Box::default(),
            said: PeerReason::default(),
            origin,
            credentials_refused: false,
            retry_after_s: None,
        }
    }
}

/// The headers of a refusal that tell nothing of why it was refused.
const OF_THE_TRANSACTION: [HeaderName; 8] = [
    HeaderName::Via,
    HeaderName::From,
    HeaderName::To,
    HeaderName::CallId,
    HeaderName::CSeq,
    HeaderName::RecordRoute,
    HeaderName::ContentType,
    HeaderName::ContentLength,
];

/// Where a failure arose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureOrigin {
    /// The peer answered so.
    Peer,
    /// No answer came in 64*T1: 408 stands for it.
    Timeout,
    /// The path is broken: 503 stands for it.
    Unreachable,
    /// We gave up, or what came could not be used.
    Local,
}

/// Who or what ended an established session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseReason {
    /// The peer sent BYE. With [`crate::Policy::bye`] left to the owner: call
    /// [`crate::Agent::accept_bye`] within 60*T1; after that the agent does it.
    PeerBye {
        /// Why, in the words of the BYE.
        said: PeerReason,
    },
    /// Our 2xx was never acknowledged by the peer (RFC 3261 §13.3.1.4). We sent BYE.
    NotAcknowledged,
    /// The peer's 2xx was not acknowledged by our owner in 60*T1. We sent ACK and BYE.
    AckWithheld,
    /// No refresh came in time; we sent BYE (R-9.6-5).
    SessionExpired,
    /// Our refresh got no answer, 408 or 481; we sent BYE (R-9.6-1).
    RefreshFailed,
    /// A reliable 1xx was never acknowledged by PRACK; we answered 500 (R-8.2-4).
    NotPracked,
    /// The owner ended it.
    Local,
}

impl ReleaseReason {
    /// The header line that tells it to the peer: a timer of ours ran out (cause 102 of Q.850).
    pub(crate) const fn lines(&self) -> &'static [u8] {
        match self {
            Self::NotAcknowledged => b"Reason: Q.850;cause=102;text=\"No ACK for the 2xx\"\r\n",
            Self::AckWithheld => b"Reason: Q.850;cause=102;text=\"No ACK on the other leg\"\r\n",
            Self::SessionExpired => b"Reason: Q.850;cause=102;text=\"Session timer expired\"\r\n",
            Self::RefreshFailed => b"Reason: Q.850;cause=102;text=\"Session refresh failed\"\r\n",
            Self::NotPracked => b"Reason: Q.850;cause=102;text=\"No PRACK for the 1xx\"\r\n",
            Self::PeerBye { .. } | Self::Local => b"",
        }
    }
}

/// How a session came to its end, for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// It was established and then released.
    Released,
    /// It never came to be.
    NotEstablished,
}
