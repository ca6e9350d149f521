//! The agent itself: its tables and its clock.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use ahash::{AHashMap, RandomState};
use naisen_node::{Alarm, Flow, Random, Sends, Time, Wheel};
use naisen_sip::{ClientId, ServerId, TimerValues, TransactionEvent, Transactions};
use slab::Slab;

use crate::event::{Event, Failure, SessionEnd};
use crate::policy::{Policy, TimerPolicy};
use crate::request::{PendingRequest, RequestId};
use crate::session::{SessionId, Stage};
use crate::sessions::Sessions;

/// What holds for every session of an agent.
#[derive(Clone, Debug)]
pub struct Options {
    /// T1, T2 and T4.
    pub timers: TimerValues,
    /// The value of User-Agent in our requests and of Server in our responses; none if absent.
    pub user_agent: Option<Box<str>>,
    /// The policy that a session begins with when an INVITE comes; the owner may change it with
    /// [`Agent::policy_mut`].
    pub policy: Policy,
    /// Whether REGISTER is handed to the owner; a terminal answers it with 405 (R-13.1.1-3).
    pub registrar: bool,
    /// How an offer in a 2xx is refused that nobody wants any more: the ACK before our BYE has to
    /// answer it (RFC 3261 §13.2.2.4). Without it that ACK has no body.
    pub refuse_offer: Option<OfferRefusal>,
}

/// Makes the answer that takes no stream of an offer, for a dialog at this address of ours; none if
/// the offer cannot be read.
pub type OfferRefusal = fn(offer: &[u8], address: IpAddr) -> Option<Vec<u8>>;

impl Default for Options {
    fn default() -> Self {
        Self {
            timers: TimerValues::default(),
            user_agent: None,
            policy: Policy::automatic(Some(TimerPolicy::default())),
            registrar: false,
            refuse_offer: None,
        }
    }
}

/// What the agent saw and did not hand on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Messages that could not be parsed.
    pub malformed: u64,
    /// Requests refused by the checks of RFC 3261 §8.2.
    pub refused: u64,
    /// Responses that belong to no transaction.
    pub stray_responses: u64,
    /// Requests for a dialog that is not there.
    pub unknown_dialogs: u64,
    /// Requests within a dialog whose Request-URI is not our Contact (R-5.7.2-4).
    pub wrong_targets: u64,
    /// Requests answered 503 for lack of room.
    pub overloaded: u64,
}

/// Whose a client transaction is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner {
    Invite(SessionId),
    Cancel,
    Prack {
        session: SessionId,
        by_owner: bool,
    },
    Modify(SessionId),
    Bye(SessionId),
    /// A BYE whose session is gone already: a fork that answered too late.
    Nobody,
    Request(RequestId),
}

/// What an alarm is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AlarmKey {
    /// Repeat an unacknowledged 2xx (RFC 3261 §13.3.1.4).
    Repeat2xx(SessionId),
    /// Repeat a reliable 1xx (RFC 3262 §3).
    RepeatReliable(SessionId),
    /// Refresh the session, or watch over it (JJ-22.11 §9.5, §9.6).
    SessionTimer(SessionId),
    /// Try again after 491 (RFC 3261 §14.1).
    Glare(SessionId),
    /// Take the step that a session has waited for long enough.
    Patience(SessionId),
}

/// A user agent: transactions, dialogs and sessions of one node.
#[derive(Debug)]
pub struct Agent {
    pub(crate) options: Options,
    pub(crate) random: Random,
    pub(crate) transactions: Transactions<Owner>,
    pub(crate) sessions: Sessions,
    pub(crate) requests: Slab<PendingRequest>,
    /// INVITEs that wait for our final response, for CANCEL to find its session.
    pub(crate) invited: AHashMap<ServerId, SessionId>,
    pub(crate) wheel: Wheel<AlarmKey>,
    pub(crate) events: VecDeque<Event>,
    pub(crate) counters: Counters,
    /// How many BYEs ended a 2xx that no session awaited: their CSeq numbers rise with it.
    pub(crate) forks_ended: u32,
}

impl Agent {
    /// An agent without sessions.
    pub fn new(now: Time, options: Options, mut random: Random) -> Self {
        let mut seed = [0; 32];
        random.fill(&mut seed);
        let mut key = || random.next_u64();
        let state = RandomState::with_seeds(key(), key(), key(), key());
        Self {
            transactions: Transactions::new(now, options.timers, Random::from_seed(seed)),
            options,
            random,
            sessions: Sessions::default(),
            requests: Slab::new(),
            invited: AHashMap::with_hasher(state),
            wheel: Wheel::new(now),
            events: VecDeque::new(),
            counters: Counters::default(),
            forks_ended: 0,
        }
    }

    /// The path's other end cannot be reached.
    pub fn handle_unreachable(&mut self, now: Time, flow: Flow, sends: &mut Sends) {
        self.transactions.handle_unreachable(now, flow);
        self.drain_transactions(now, sends);
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Time, sends: &mut Sends) {
        self.transactions.handle_timeout(now, sends);
        self.drain_transactions(now, sends);
        while let Some(key) = self.wheel.fire(now) {
            match key {
                AlarmKey::Repeat2xx(session) => self.repeat_2xx(now, session, sends),
                AlarmKey::RepeatReliable(session) => self.repeat_reliable(now, session, sends),
                AlarmKey::SessionTimer(session) => self.session_timer_due(now, session, sends),
                AlarmKey::Glare(session) => self.glare_over(now, session, sends),
                AlarmKey::Patience(session) => self.patience_over(now, session, sends),
            }
        }
    }

    /// When to call [`Agent::handle_timeout`].
    pub fn poll_timeout(&self) -> Option<Time> {
        match (self.transactions.poll_timeout(), self.wheel.next_due()) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// What happened, in order.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The agent's source of chance, for its owner's identifiers.
    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// What was seen and not handed on.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// How many sessions there are.
    pub fn session_count(&self) -> usize {
        self.sessions.len()
    }

    /// How many transactions there are.
    pub fn transaction_count(&self) -> usize {
        self.transactions.len()
    }

    /// How many alarms are set, for tests that look for what outlives its owner.
    pub fn alarm_count(&self) -> usize {
        self.wheel.len()
    }

    /// T1.
    pub fn t1(&self) -> Duration {
        self.options.timers.t1
    }

    fn drain_transactions(&mut self, now: Time, sends: &mut Sends) {
        while let Some(event) = self.transactions.poll_event() {
            match event {
                TransactionEvent::ClientTimedOut { owner, client } => {
                    self.client_failed(now, owner, client, Failure::timeout(), sends);
                }
                TransactionEvent::ClientUnreachable { owner, client } => {
                    self.client_failed(now, owner, client, Failure::unreachable(), sends);
                }
                // Our non-2xx final was not acknowledged: the session ended with it. A response
                // that did not arrive is sent again when the request is.
                TransactionEvent::ServerNotAcknowledged { .. }
                | TransactionEvent::ServerUnreachable { .. } => {}
            }
        }
    }

    fn client_failed(
        &mut self,
        now: Time,
        owner: Owner,
        client: ClientId,
        failure: Failure,
        sends: &mut Sends,
    ) {
        match owner {
            Owner::Invite(session) => self.invite_failed(now, session, client, failure, sends),
            Owner::Cancel | Owner::Nobody => {}
            Owner::Prack { session, by_owner } => self.prack_settled(session, by_owner, None),
            Owner::Modify(session) => self.modify_failed(now, session, client, failure, sends),
            Owner::Bye(session) => self.finish(now, session, SessionEnd::Released, sends),
            Owner::Request(request) => {
                if self.requests.contains(request.index()) {
                    self.requests.remove(request.index());
                    self.events
                        .push_back(Event::RequestFailed { request, failure });
                }
            }
        }
    }

    /// Makes room for a session and its tag, which leads back to it without a look-up by hash.
    pub(crate) fn reserve(&mut self) -> Option<(SessionId, Box<str>)> {
        let id = self.sessions.next_id()?;
        let token = self.random.token::<16>();
        let tag = format!("{:x}.{}", id.index(), token_str(&token));
        Some((id, tag.into_boxed_str()))
    }

    /// Ends a session: answers what of the peer's is still open, frees its slot, and says so.
    pub(crate) fn finish(&mut self, now: Time, id: SessionId, end: SessionEnd, sends: &mut Sends) {
        if self.sessions.get_mut(id).is_none() {
            return;
        }
        self.answer_open_requests(now, id, sends);
        let Some(session) = self.sessions.remove(id) else {
            return;
        };
        silence(&session.stage, &mut self.wheel, &mut self.invited);
        if let Some((_, alarm)) = session.patience {
            self.wheel.cancel(alarm);
        }
        self.events.push_back(Event::Gone { session: id, end });
    }

    /// Moves a session to another stage; the alarms of the old one are cancelled.
    pub(crate) fn enter(&mut self, id: SessionId, stage: Stage) -> Option<Stage> {
        let session = self.sessions.get_mut(id)?;
        let old = std::mem::replace(&mut session.stage, stage);
        silence(&old, &mut self.wheel, &mut self.invited);
        Some(old)
    }
}

/// Cancels every alarm that a stage has set, and forgets that CANCEL could find it.
fn silence(
    stage: &Stage,
    wheel: &mut Wheel<AlarmKey>,
    invited: &mut AHashMap<ServerId, SessionId>,
) {
    let mut cancel = |alarm: Option<Alarm>| {
        if let Some(alarm) = alarm {
            wheel.cancel(alarm);
        }
    };
    match stage {
        Stage::Calling(_) => {}
        Stage::Called(called) => {
            invited.remove(&called.server);
            cancel(called.reliable.alarm());
        }
        Stage::Established(established) => {
            if let Some(unacknowledged) = &established.unacknowledged {
                invited.remove(&unacknowledged.server);
                cancel(Some(unacknowledged.alarm));
            }
            cancel(established.timer.as_ref().map(|it| it.alarm));
        }
        Stage::Abandoning(_) | Stage::Releasing(_) => {}
    }
}

/// The text of a token made of our own alphabet.
pub(crate) fn token_str(token: &[u8]) -> &str {
    std::str::from_utf8(token).expect("the alphabet is ASCII")
}
