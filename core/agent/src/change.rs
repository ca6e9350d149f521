//! What of a session's changes is under way: asked for by us, put off, asked for by the peer
//! (JJ-22.11 §9.2, §10.2.2, §10.2.3).

use naisen_node::{Alarm, Time};
use naisen_sip::{ClientId, ServerId};

use crate::session::{Body, TimerState};

/// Which request refreshes or changes a session (R-9.2-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModifyMethod {
    /// UPDATE.
    Update,
    /// re-INVITE.
    Invite,
}

/// A change to be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The method; `None` for UPDATE where both sides allow it, else re-INVITE (R-9.2.1-1,
    /// R-9.2.2-1). UPDATE is never sent to a peer that does not allow it.
    pub method: Option<ModifyMethod>,
    /// The offer. A re-INVITE always needs one (R-9.2.1-2, JJ-22.11 E-28).
    pub sdp: Option<&'a [u8]>,
    /// The Session-Expires to send; `None` for what the running session timer says.
    pub timer: Option<TimerState>,
    /// Whether to try again by ourselves after 491; otherwise the owner hears of it.
    pub retry_glare: bool,
}

/// The changes of one session. Ours and the peer's may be under way at once where no offers
/// collide: two refreshes by UPDATE that cross, for one.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// We asked.
    pub ours: Option<Box<Ours>>,
    /// We asked, got 491, and wait.
    pub postponed: Option<Postponed>,
    /// The peer asked, and the owner has not answered.
    pub theirs: Option<Theirs>,
}

impl Changes {
    /// Whether none is under way.
    pub(crate) fn is_idle(&self) -> bool {
        self.ours.is_none() && self.postponed.is_none() && self.theirs.is_none()
    }
}

/// A change that we asked for.
#[derive(Debug)]
pub(crate) struct Ours {
    pub method: ModifyMethod,
    pub client: Option<ClientId>,
    pub cseq: u32,
    pub sdp: Option<Body>,
    pub timer: Option<TimerState>,
    pub retry_glare: bool,
    /// The agent's own refresh: the owner hears nothing of it.
    pub refresh: bool,
    pub retries: u8,
    /// When a re-INVITE is cancelled; `None` if it was, or is an UPDATE, which ends by itself.
    pub until: Option<Time>,
}

/// A change of ours that got 491 and waits to be asked for again. The peer's change may come and
/// go in the meantime.
#[derive(Debug)]
pub(crate) struct Postponed {
    pub ours: Box<Ours>,
    pub alarm: Alarm,
    /// SDP has gone to the peer since: ours is older now, and its owner has to make it anew.
    pub outdated: bool,
}

/// A change that the peer asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theirs {
    pub method: ModifyMethod,
    pub server: ServerId,
    pub cseq: u32,
    pub timer: Option<TimerState>,
    pub peer_timer: bool,
    /// Whether it carried an offer; if not, our 2xx to a re-INVITE offers.
    pub offers: bool,
    /// When it is refused for want of an answer.
    pub until: Time,
}
