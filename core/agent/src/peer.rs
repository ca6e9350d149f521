//! What a peer says it can do, in Allow, Supported and Require (JJ-22.11 §8.1, §9.1, §9.2).

use naisen_sip::{HeaderName, Message, MinSe, SessionExpires};

use crate::session::{Session, TimerState};

/// What the peer said it can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// 100rel in Supported or Require.
    pub rel100: bool,
    /// timer in Supported or Require.
    pub timer: bool,
    /// UPDATE in Allow.
    pub update: bool,
    /// Session-Expires of its Initial INVITE.
    pub asked_timer: Option<TimerState>,
    /// Min-SE of its Initial INVITE.
    pub min_se_s: Option<u32>,
}

impl Peer {
    /// What an INVITE says of its sender's abilities and wishes; a malformed Session-Expires or
    /// Min-SE is told as a sentence.
    pub(crate) fn asked_by(message: &Message<'_>) -> Result<Self, String> {
        let asked_timer = message
            .typed::<SessionExpires>()
            .map_err(|error| error.to_string())?
            .map(TimerState::from);
        let min_se_s = message
            .typed::<MinSe>()
            .map_err(|error| error.to_string())?
            .map(|header| header.delta_seconds);
        let lists = |tag| {
            message.has_token(HeaderName::Supported, tag)
                || message.has_token(HeaderName::Require, tag)
        };
        Ok(Self {
            rel100: lists("100rel"),
            timer: lists("timer"),
            update: message.has_token(HeaderName::Allow, "UPDATE"),
            asked_timer,
            min_se_s,
        })
    }
}

/// Learns what the peer can do from a later message of its.
pub(crate) fn update_peer(session: &mut Session, message: &Message<'_>) {
    if message.header(HeaderName::Allow).is_some() {
        session.peer.update = message.has_token(HeaderName::Allow, "UPDATE");
    }
    if message.has_token(HeaderName::Supported, "100rel") {
        session.peer.rel100 = true;
    }
    if message.has_token(HeaderName::Supported, "timer")
        || message.has_token(HeaderName::Require, "timer")
    {
        session.peer.timer = true;
    }
}
