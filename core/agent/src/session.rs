//! One session: what an INVITE creates, from the first message to the last, at one user agent.

use std::collections::VecDeque;
use std::time::Duration;

use naisen_node::{Alarm, Flow, Sends, Time};
use naisen_sip::{ClientId, Dialog, Refresher, ServerId, SessionExpires};
use smallvec::SmallVec;

use crate::authenticate::Authentication;
use crate::change::Changes;
use crate::peer::Peer;
use crate::policy::Policy;
use crate::rel100::Reliable;

/// The bytes of a session description.
pub type Body = Box<[u8]>;

/// A handle on a session. A stale handle is harmless: every method ignores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId {
    pub(crate) index: u32,
    pub(crate) serial: u32,
}

impl SessionId {
    /// The index of its slot, unique among the living sessions, small and dense.
    pub const fn index(self) -> usize {
        self.index as usize
    }
}

/// What the session timer came to: the interval and who refreshes, seen from a request that this
/// side sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerState {
    /// Seconds.
    pub expires_s: u32,
    /// The refresher as the message named it.
    pub refresher: Option<Refresher>,
}

impl TimerState {
    /// Whether the side that receives this in a 2xx refreshes. Where the peer names nobody it does:
    /// a refresh too many is better than none.
    pub(crate) fn caller_refreshes(self) -> bool {
        self.refresher != Some(Refresher::Uas)
    }
}

impl From<SessionExpires> for TimerState {
    fn from(header: SessionExpires) -> Self {
        Self {
            expires_s: header.delta_seconds,
            refresher: header.refresher,
        }
    }
}

/// Where a session stands.
#[derive(Debug)]
pub(crate) enum Stage {
    /// INVITE sent, no final response yet.
    Calling(Box<Calling>),
    /// CANCEL sent, no final response yet (JJ-22.11 §5.6).
    Abandoning(Box<Calling>),
    /// INVITE received, no final response sent yet.
    Called(Box<Called>),
    /// The 2xx has been sent or received.
    Established(Box<Established>),
    /// Our BYE is on its way.
    Releasing(Box<Releasing>),
}

/// A caller's state until the final response.
#[derive(Debug)]
pub(crate) struct Calling {
    /// The INVITE's transaction.
    pub client: ClientId,
    /// The INVITE as sent, to be sent again after 401, 407 and 422.
    pub request: Box<[u8]>,
    /// Its CSeq number.
    pub cseq: u32,
    /// Whether offer and answer have their places: the INVITE offered, or our PRACK answered an
    /// offer in a 1xx. If not, the ACK needs the owner's answer.
    pub offered: bool,
    /// Whether a 1xx has come: before that no CANCEL may be sent (R-5.6.1-2).
    pub proceeding: bool,
    /// The owner has given up: header lines for the CANCEL.
    pub given_up: Option<Box<[u8]>>,
    /// The early dialogs, the latest last.
    pub early: SmallVec<[Early; 1]>,
    /// The reliable 1xx whose PRACK the owner has to send, the oldest first.
    pub pracks_wanted: VecDeque<PrackWanted>,
    /// How often it was sent again.
    pub attempts: u8,
    /// Once it was redirected: each Request-URI that it had, the one to have next as the last.
    pub targets: Vec<Box<str>>,
    /// Digest state.
    pub authentication: Option<Box<Authentication>>,
    /// The largest Min-SE that a 422 named.
    pub min_se_s: Option<u32>,
}

/// An early dialog at the caller.
#[derive(Debug)]
pub(crate) struct Early {
    pub dialog: Dialog,
    /// RSeq of the last reliable 1xx taken (RFC 3262 §4).
    pub rseq: Option<u32>,
    /// Whether a 1xx of it carried SDP: the answer, or the offer if the INVITE had none.
    pub described: bool,
}

/// A reliable 1xx that awaits its PRACK.
#[derive(Debug)]
pub(crate) struct PrackWanted {
    /// The To tag of its early dialog.
    pub tag: Box<str>,
    pub rseq: u32,
    /// Whether it carries an offer, so that the PRACK carries the answer (RFC 3262 §5).
    pub offers: bool,
}

/// A callee's state until the final response.
#[derive(Debug)]
pub(crate) struct Called {
    /// The INVITE's transaction.
    pub server: ServerId,
    /// Its CSeq number.
    pub cseq: u32,
    /// The dialog as it will be.
    pub dialog: Dialog,
    /// Reliable 1xx.
    pub reliable: Reliable,
    /// Whether the INVITE carried an offer.
    pub offered: bool,
    /// Whether one of our 1xx carried SDP: the answer, or the offer if the INVITE had none.
    pub described: bool,
    /// A 2xx that may not be sent before the PRACK of a reliable 1xx with SDP (RFC 3262 §3).
    pub held_answer: Option<HeldAnswer>,
}

/// A 2xx that waits for a PRACK.
#[derive(Debug)]
pub(crate) struct HeldAnswer {
    pub sdp: Option<Body>,
}

/// The state of a session whose dialog is confirmed.
#[derive(Debug)]
pub(crate) struct Established {
    pub dialog: Dialog,
    /// A 2xx of ours whose ACK has not come.
    pub unacknowledged: Option<Unacknowledged>,
    /// The ACKs we sent last: a repeated 2xx is answered with the same bytes.
    pub acks: SentAcks,
    /// A 2xx that waits for the owner's ACK.
    pub ack_wanted: Option<AckWanted>,
    /// The owner ended the session before our 2xx was acknowledged: BYE with these lines follows
    /// the ACK (RFC 3261 §15).
    pub release_wanted: Option<Box<[u8]>>,
    /// A BYE of the peer that the owner has not answered.
    pub peer_bye: Option<AwaitsOwner>,
    /// What the PRACK of a reliable 1xx names that our 2xx overtook.
    pub late_prack: Option<LatePrack>,
    /// Session timer.
    pub timer: Option<RunningTimer>,
}

/// A 2xx to an INVITE of ours that waits for its ACK.
#[derive(Debug)]
pub(crate) struct AckWanted {
    /// The CSeq number of the INVITE.
    pub cseq: u32,
    /// The offer in the 2xx, which the ACK answers.
    pub offer: Option<Body>,
    /// When it is acknowledged without the owner, and the session ended.
    pub until: Time,
}

/// A request of the peer that the owner has to answer.
#[derive(Debug)]
pub(crate) struct AwaitsOwner {
    pub server: ServerId,
    /// When it is answered without the owner.
    pub until: Time,
}

/// The reliable 1xx that our 2xx overtook (RFC 3262 §3).
#[derive(Debug)]
pub(crate) struct LatePrack {
    pub rseq: u32,
    pub invite_cseq: u32,
}

/// The state of a session that we have ended.
#[derive(Debug)]
pub(crate) struct Releasing {
    /// The dialog, while late messages of it may come.
    pub dialog: Dialog,
    /// The ACKs we sent last.
    pub acks: SentAcks,
}

/// A 2xx of ours that is repeated until its ACK comes (RFC 3261 §13.3.1.4).
#[derive(Debug)]
pub(crate) struct Unacknowledged {
    pub server: ServerId,
    pub cseq: u32,
    /// Whether it carries an offer, which the ACK answers.
    pub offers: bool,
    pub interval: Duration,
    pub give_up_at: Time,
    pub alarm: Alarm,
}

/// The most ACKs kept for repetition: the INVITE's, a re-INVITE's, and those of late forks.
pub(crate) const MAX_SENT_ACKS: usize = 4;

/// The ACKs sent last, by CSeq number and To tag.
#[derive(Debug, Default)]
pub(crate) struct SentAcks(SmallVec<[SentAck; 1]>);

#[derive(Debug)]
struct SentAck {
    cseq: u32,
    tag: Box<str>,
    flow: Flow,
    bytes: Box<[u8]>,
}

impl SentAcks {
    /// Keeps an ACK; beyond [`MAX_SENT_ACKS`] the oldest is dropped.
    pub(crate) fn keep(&mut self, cseq: u32, tag: &str, flow: Flow, bytes: &[u8]) {
        if self.0.len() == MAX_SENT_ACKS {
            self.0.remove(0);
        }
        self.0.push(SentAck {
            cseq,
            tag: tag.into(),
            flow,
            bytes: bytes.into(),
        });
    }

    /// Whether one more can be kept without dropping another.
    pub(crate) fn has_room(&self) -> bool {
        self.0.len() < MAX_SENT_ACKS
    }

    /// Sends the ACK of this 2xx again, if it was sent before.
    pub(crate) fn repeat(&self, cseq: u32, tag: &str, sends: &mut Sends) -> bool {
        let Some(ack) = self
            .0
            .iter()
            .find(|ack| ack.cseq == cseq && &*ack.tag == tag)
        else {
            return false;
        };
        sends.sip(ack.flow, |out| out.extend_from_slice(&ack.bytes));
        true
    }
}

/// A session timer that runs.
#[derive(Debug)]
pub(crate) struct RunningTimer {
    pub expires_s: u32,
    pub we_refresh: bool,
    /// When the session expires.
    pub expires_at: Time,
    /// A refresh was due and has not succeeded yet.
    pub refreshing: bool,
    /// The peer has asked by Retry-After not to be asked before.
    pub not_before: Time,
    pub alarm: Alarm,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub id: SessionId,
    pub policy: Policy,
    pub peer: Peer,
    pub stage: Stage,
    /// UPDATE and re-INVITE under way, in an early dialog or a confirmed one.
    pub changes: Changes,
    /// When a step that waits is taken without waiting on.
    pub patience: Option<(Time, Alarm)>,
    /// Our tag: its index part leads back to this session.
    pub local_tag: Box<str>,
    /// Our Contact URI in this dialog (JJ-22.11 §5.7.2, §6.8.1).
    pub contact: Box<str>,
    /// The path to the peer.
    pub flow: Flow,
    /// Whether the Initial INVITE was ours.
    pub we_called: bool,
    /// Call-ID of the session's dialogs.
    pub call_id: Box<str>,
    /// The largest Min-SE sent or received in this dialog (R-9.4.1-7, R-9.4.2-4).
    pub min_se_s: Option<u32>,
}

impl Session {
    /// The dialog that requests of ours go out in: the latest early one, or the confirmed one.
    pub(crate) fn dialog_mut(&mut self) -> Option<&mut Dialog> {
        match &mut self.stage {
            Stage::Calling(calling) => calling.early.last_mut().map(|early| &mut early.dialog),
            Stage::Abandoning(_) => None,
            Stage::Called(called) => Some(&mut called.dialog),
            Stage::Established(established) => Some(&mut established.dialog),
            Stage::Releasing(releasing) => Some(&mut releasing.dialog),
        }
    }

    /// The dialog with this remote tag.
    pub(crate) fn dialog_with(&mut self, remote_tag: &str) -> Option<&mut Dialog> {
        let dialog = match &mut self.stage {
            Stage::Calling(calling) => {
                return calling
                    .early
                    .iter_mut()
                    .map(|early| &mut early.dialog)
                    .find(|dialog| &*dialog.remote.tag == remote_tag);
            }
            Stage::Abandoning(_) => return None,
            Stage::Called(called) => &mut called.dialog,
            Stage::Established(established) => &mut established.dialog,
            Stage::Releasing(releasing) => &mut releasing.dialog,
        };
        (&*dialog.remote.tag == remote_tag).then_some(dialog)
    }

    /// The dialog that was confirmed.
    pub(crate) fn established(&mut self) -> Option<&mut Established> {
        match &mut self.stage {
            Stage::Established(established) => Some(established),
            _ => None,
        }
    }

    /// The state of a callee before its final response.
    pub(crate) fn called(&mut self) -> Option<&mut Called> {
        match &mut self.stage {
            Stage::Called(called) => Some(called),
            _ => None,
        }
    }

    /// The state of a caller before the final response.
    pub(crate) fn calling(&mut self) -> Option<&mut Calling> {
        match &mut self.stage {
            Stage::Calling(calling) => Some(calling),
            _ => None,
        }
    }
}
