//! Where one Call-ID of an open call stands.

use std::net::{IpAddr, SocketAddr};

use naisen_node::Time;
use naisen_sip::{Method, StatusCode};
use smallvec::SmallVec;

use super::facts::Facts;
use crate::limits::{CREDENTIALS_FOLLOW, UNANSWERED};

/// Where a leg stands.
#[derive(Debug)]
pub(super) struct LegState {
    /// What happened last.
    stage: Stage,
    /// The last message.
    last: Time,
    /// The last request brought credentials.
    has_credentials: bool,
    /// When the caller last asked: the INVITE that holds.
    pub(super) invited: Option<Time>,
    /// Where the first INVITE came from, and where it went.
    pub(super) first_hop: Option<(SocketAddr, SocketAddr)>,
    /// All that received an INVITE of it.
    pub(super) receivers: SmallVec<[SocketAddr; 2]>,
    /// Legs that went on from it.
    pub(super) continuations: u32,
    /// Keys of caller and called party, by which continuations are found.
    pub(super) caller_keys: SmallVec<[u64; 3]>,
    pub(super) callee_keys: SmallVec<[u64; 3]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// A request outside of a call waits for its answer.
    Asked,
    /// An INVITE waits for its final answer.
    Inviting {
        /// Something came back.
        answered: bool,
    },
    /// 2xx to INVITE.
    Answered { at: Time },
    /// Challenged, so that another try with credentials may follow.
    Challenged,
    /// A dialog that began before the trace.
    Midway,
    /// Refused, hung up, or answered if it was no call.
    Over,
}

/// Hops of one Call-ID that are told apart: proxies on the way.
const RECEIVERS: usize = 8;

impl LegState {
    pub(super) fn new(facts: &Facts<'_>, at: Time) -> Self {
        let dialog = matches!(
            facts.method,
            Method::Invite | Method::Ack | Method::Bye | Method::Prack | Method::Update
        );
        let stage = if dialog { Stage::Midway } else { Stage::Asked };
        Self {
            stage,
            last: at,
            has_credentials: false,
            invited: None,
            first_hop: None,
            receivers: SmallVec::new(),
            continuations: 0,
            caller_keys: SmallVec::new(),
            callee_keys: SmallVec::new(),
        }
    }

    /// Takes in a message, a repetition too. True if it is an INVITE to a host that had none.
    pub(super) fn note(
        &mut self,
        facts: &Facts<'_>,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        repeated: bool,
    ) -> bool {
        self.last = self.last.max(at);
        if repeated {
            return false;
        }
        if facts.status.is_none() && !matches!(facts.method, Method::Ack | Method::Cancel) {
            self.has_credentials = facts.has_credentials();
        }
        if facts.is_first_invite() {
            return self.invite(at, source, destination);
        }
        match facts.status {
            None => self.request(facts.method),
            Some(status) => self.response(facts.method, status, destination, at),
        }
        false
    }

    fn invite(&mut self, at: Time, source: SocketAddr, destination: SocketAddr) -> bool {
        let first = *self.first_hop.get_or_insert((source, destination));
        // A hop further on does not begin the attempt anew.
        if first.0 == source || self.invited.is_none() {
            self.invited = Some(at);
            if !matches!(self.stage, Stage::Answered { .. }) {
                self.stage = Stage::Inviting { answered: false };
            }
        }
        let new = self.receivers.len() < RECEIVERS && !self.receivers.contains(&destination);
        if new {
            self.receivers.push(destination);
        }
        new
    }

    fn request(&mut self, method: Method<'_>) {
        match (method, self.stage) {
            (Method::Bye, _) => self.stage = Stage::Over,
            (Method::Ack | Method::Cancel, _) => {}
            (_, Stage::Over | Stage::Challenged) if self.first_hop.is_none() => {
                self.stage = Stage::Asked;
            }
            _ => {}
        }
    }

    fn response(&mut self, method: Method<'_>, status: StatusCode, to: SocketAddr, at: Time) {
        match (method, self.stage) {
            (Method::Invite, Stage::Inviting { .. }) if !status.is_final() => {
                self.stage = Stage::Inviting { answered: true };
            }
            (Method::Invite, Stage::Inviting { .. }) if status.is_success() => {
                self.stage = Stage::Answered { at };
            }
            (Method::Invite, Stage::Inviting { .. }) if self.is_caller(to) => {
                self.stage = self.refused(status);
            }
            (_, Stage::Asked) if status.is_final() => self.stage = self.refused(status),
            _ => {}
        }
    }

    /// What follows a final response that is no answer to a call.
    fn refused(&self, status: StatusCode) -> Stage {
        match status.code() {
            401 | 407 if !self.has_credentials => Stage::Challenged,
            _ => Stage::Over,
        }
    }

    /// Whether a response to this address ends the attempt, not one of its branches only.
    fn is_caller(&self, to: SocketAddr) -> bool {
        self.first_hop.is_none_or(|(source, destination)| {
            source == to || (source.ip() == to.ip() && source.ip() != destination.ip())
        })
    }

    /// Whether the caller still waits for the final answer.
    pub(super) fn is_in_progress(&self) -> bool {
        matches!(self.stage, Stage::Inviting { .. })
    }

    /// Since when it is answered and not over.
    pub(super) fn answered_at(&self) -> Option<Time> {
        match self.stage {
            Stage::Answered { at } => Some(at),
            _ => None,
        }
    }

    /// Whether nothing more has to come.
    pub(super) fn is_over(&self, now: Time) -> bool {
        match self.stage {
            Stage::Over => true,
            Stage::Asked | Stage::Inviting { answered: false } => {
                now.since(self.last) >= UNANSWERED
            }
            Stage::Challenged => now.since(self.last) >= CREDENTIALS_FOLLOW,
            Stage::Inviting { answered: true } | Stage::Answered { .. } | Stage::Midway => false,
        }
    }

    /// Whether it was answered, so that its hosts may keep silent for hours.
    pub(super) fn is_long(&self) -> bool {
        matches!(self.stage, Stage::Answered { .. } | Stage::Midway)
    }

    /// Whether this host received an INVITE of it.
    pub(super) fn reached(&self, host: IpAddr) -> bool {
        self.receivers.iter().any(|receiver| receiver.ip() == host)
    }
}
