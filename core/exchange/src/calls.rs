//! The calls: the back-to-back user agent (JJ-22.11 appendix i).
//!
//! One [`Call`] joins leg A, the caller's session, with the legs B, one for each phone of the
//! called number. It owns both; its procedures are one file each and move it along:
//!
//! ```text
//!                  18x of a leg B        2xx of a leg B            ACK of leg A
//!   Offered ---------------> Ringing ---------------> Connecting ---------------> Talking
//!      |                        |                         |                          |
//!      +------------------------+-----------+-------------+--------------------------+
//!                                           | end: record written, ports given back
//!                                           v
//!                                       Releasing  -- last session gone --> removed
//! ```
//!
//! | file | procedure |
//! | --- | --- |
//! | `waiting` | an INVITE before its media ports are open |
//! | `incoming` | an Initial INVITE: who, to where |
//! | `options` | 100rel, UPDATE and session timer of both legs |
//! | `offering` | INVITE to every phone of the called number |
//! | `ringing` | 1xx, PRACK |
//! | `early` | the early dialogs of the called side, and which of them is heard |
//! | `answering` | 2xx, ACK |
//! | `withholding` | the 2xx where the phones were not told the caller's offer |
//! | `changing` | UPDATE and re-INVITE |
//! | `refusing` | 3xx to 6xx: the best of several is handed on |
//! | `releasing` | CANCEL, BYE, ring timeout, a leg that died |

mod answering;
mod changing;
mod early;
mod incoming;
mod leg;
mod offering;
mod options;
mod refusing;
mod releasing;
mod ringing;
mod waiting;
mod withholding;

use naisen_agent::SessionId;
use naisen_node::{Alarm, Time};
use naisen_sdp::SessionDescription;
use smallvec::SmallVec;

pub(crate) use answering::Answer;
pub(crate) use changing::{ChangeRequest, PendingChange};
pub(crate) use early::EarlyDialogs;
pub(crate) use incoming::{Incoming, Refusal, Unstarted};
pub(crate) use leg::{Leg, LegMedia, answer_body, first_offer_body, offer_body, refused_body};
pub(crate) use options::Offers;
pub(crate) use refusing::PhoneRefusal;
pub(crate) use ringing::Provisional;
pub(crate) use waiting::WaitingInvite;

use crate::DecidingLeg;
use crate::relays::RelayId;
use crate::services::ServiceCall;

/// The most calls at once, whatever is configured: ports and sessions are bounded below it.
pub const MAX_CALLS: usize = 1 << 15;

/// A call's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CallKey(pub u32);

/// Which leg of its call a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LegName {
    /// The caller's.
    A,
    /// The phone's of this index.
    B(u8),
}

/// The caller's leg.
#[derive(Debug)]
pub(crate) struct ALeg(pub Leg);

/// The leg to one phone of the called number.
#[derive(Debug)]
pub(crate) struct BLeg {
    pub leg: Leg,
    /// The Contact URI that is called.
    pub contact: Box<str>,
    /// It has refused, failed or been given up.
    pub lost: bool,
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The INVITEs to the called side are sent.
    Offered,
    /// A phone rings.
    Ringing,
    /// Answered; the caller's ACK has not come.
    Connecting,
    /// Answered and acknowledged.
    Talking,
    /// Over; sessions may still await answers to BYE or CANCEL.
    Releasing,
}

/// The offer that the Initial INVITE began with, until an answer has settled it.
#[derive(Debug)]
pub(crate) enum Offer {
    /// From the caller, in the INVITE.
    FromCaller(Box<SessionDescription>),
    /// From the caller, and kept from the phones: the one that answers offers in its 2xx
    /// (R-5.1.1-5).
    Withheld(Box<SessionDescription>),
    /// The INVITE had none: a called phone offers in its first reliable message (R-5.1.1-5).
    FromCallee(Option<Box<SessionDescription>>),
    /// Answered.
    Settled,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Call {
    pub state: State,
    pub a: ALeg,
    pub b: SmallVec<[BLeg; 1]>,
    /// The leg B that answered.
    pub winner: Option<u8>,
    pub relay: RelayId,
    pub offer: Offer,
    /// The caller has acknowledged an answer in a reliable 1xx.
    pub answer_delivered: bool,
    /// The media of the called side before the answer.
    pub early: EarlyDialogs,
    /// The first answer that the caller was told in a 1xx, which may not be that of the winner.
    pub early_answer: Option<Box<SessionDescription>>,
    /// The caller has to be offered what the winner answered, once it has acknowledged it.
    pub realign: bool,
    pub change: Option<PendingChange>,
    /// 100rel and session timer pass through: the two legs move together.
    pub end_to_end: EndToEnd,
    /// The best refusal so far.
    pub refusal: Option<PhoneRefusal>,
    /// A line of our own instead of legs B.
    pub service: Option<ServiceCall>,
    pub ring_alarm: Option<Alarm>,
    pub bye_alarm: Option<Alarm>,
    pub ledger: Ledger,
}

/// Which extensions run end to end, between the phones.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EndToEnd {
    pub rel100: bool,
    pub timer: bool,
}

/// What the record will say.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub id: Box<str>,
    pub caller: Box<str>,
    pub dialled: Box<str>,
    pub started_at: Time,
    pub rang_at: Option<Time>,
    pub answered_at: Option<Time>,
    pub caller_call_id: Box<str>,
    pub callee_call_id: Option<Box<str>>,
}

impl Call {
    pub(crate) fn leg(&self, name: LegName) -> Option<&Leg> {
        match name {
            LegName::A => Some(&self.a.0),
            LegName::B(index) => self.b.get(usize::from(index)).map(|b| &b.leg),
        }
    }

    pub(crate) fn leg_mut(&mut self, name: LegName) -> Option<&mut Leg> {
        match name {
            LegName::A => Some(&mut self.a.0),
            LegName::B(index) => self.b.get_mut(usize::from(index)).map(|b| &mut b.leg),
        }
    }

    /// The leg that talks with this one: the winner, or the only phone called.
    pub(crate) fn peer_of(&self, name: LegName) -> Option<LegName> {
        match name {
            LegName::B(_) => Some(LegName::A),
            LegName::A => match (self.winner, self.b.len()) {
                (Some(winner), _) => Some(LegName::B(winner)),
                (None, 1) => Some(LegName::B(0)),
                _ => None,
            },
        }
    }

    /// The session of a leg that is not gone.
    pub(crate) fn session_of(&self, name: LegName) -> Option<SessionId> {
        self.leg(name)
            .filter(|leg| !leg.gone)
            .map(|leg| leg.session)
    }

    /// The sessions that are not gone, but for one leg's.
    pub(crate) fn other_sessions(&self, but: Option<LegName>) -> SmallVec<[SessionId; 4]> {
        let a = (but != Some(LegName::A)).then_some(&self.a.0);
        let b = self.b.iter().enumerate().filter_map(|(index, b)| {
            (but.map(LegName::index) != Some(Some(index))).then_some(&b.leg)
        });
        a.into_iter()
            .chain(b)
            .filter(|leg| !leg.gone)
            .map(|leg| leg.session)
            .collect()
    }

    /// The caller's offer was replaced before the answer, by PRACK or UPDATE.
    pub(crate) fn offered_anew(&mut self, by_caller: Box<SessionDescription>) {
        if let Offer::FromCaller(offer) = &mut self.offer {
            *offer = by_caller;
        }
    }

    /// Whether the caller has not been answered yet.
    pub(crate) fn is_early(&self) -> bool {
        matches!(self.state, State::Offered | State::Ringing)
    }
}

impl LegName {
    fn index(self) -> Option<usize> {
        match self {
            LegName::A => None,
            LegName::B(index) => Some(usize::from(index)),
        }
    }

    /// The leg as records name it.
    pub(crate) const fn deciding(self) -> DecidingLeg {
        match self {
            LegName::A => DecidingLeg::Caller,
            LegName::B(index) => DecidingLeg::Phone(index),
        }
    }

    /// The side of the media stream.
    pub(crate) const fn side(self) -> naisen_media::Side {
        match self {
            LegName::A => naisen_media::Side::A,
            LegName::B(_) => naisen_media::Side::B,
        }
    }
}
