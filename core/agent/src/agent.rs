//! The agent itself: its tables, and the way of a message to the procedure it belongs to.

use std::collections::VecDeque;
use std::time::Duration;

use ahash::{AHashMap, RandomState};
use naisen_node::{Alarm, Flow, Random, Sends, Time, Wheel};
use naisen_sip::{
    ClientId, Message, MessageError, Method, RequestFrom, ResponseTo, ServerId, StatusCode,
    TimerValues, TransactionEvent, Transactions,
};
use slab::Slab;

use crate::event::{Event, Failure, SessionEnd};
use crate::policy::{Policy, TimerPolicy};
use crate::request::{PendingRequest, RequestId};
use crate::screen;
use crate::session::{Session, SessionId, Stage};

/// The most sessions at once. A session costs a few kilobytes; beyond this an INVITE gets 503.
pub(crate) const MAX_SESSIONS: usize = 1 << 17;

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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timers: TimerValues::default(),
            user_agent: None,
            policy: Policy::automatic(Some(TimerPolicy::default())),
            registrar: false,
        }
    }
}

/// A message that the owner has to answer or read.
#[derive(Debug)]
pub enum Arrival<'m> {
    /// An Initial INVITE (R-6.1.1-1). Nothing has been sent yet; 100 goes out by itself after
    /// 200 ms.
    Invite {
        /// The new session: answer it with [`Agent::progress`], [`Agent::answer`],
        /// [`Agent::reject`].
        session: SessionId,
        /// The INVITE.
        message: Message<'m>,
    },
    /// Another request outside of a dialog: answer it with [`Agent::respond`].
    Request {
        /// Its transaction.
        id: ServerId,
        /// The path it came by.
        flow: Flow,
        /// The request.
        message: Message<'m>,
    },
    /// A response to [`Agent::request`]; after a final one the handle names nothing any more.
    Response {
        /// The request.
        request: RequestId,
        /// The response.
        message: Message<'m>,
    },
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
}

/// A user agent: transactions, dialogs and sessions of one node.
#[derive(Debug)]
pub struct Agent {
    pub(crate) options: Options,
    pub(crate) random: Random,
    pub(crate) transactions: Transactions<Owner>,
    pub(crate) sessions: Slab<Session>,
    pub(crate) requests: Slab<PendingRequest>,
    /// INVITEs that wait for our final response, for CANCEL to find its session.
    pub(crate) invited: AHashMap<ServerId, SessionId>,
    pub(crate) wheel: Wheel<AlarmKey>,
    pub(crate) events: VecDeque<Event>,
    pub(crate) counters: Counters,
    pub(crate) serial: u32,
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
            sessions: Slab::new(),
            requests: Slab::new(),
            invited: AHashMap::with_hasher(state),
            wheel: Wheel::new(now),
            events: VecDeque::new(),
            counters: Counters::default(),
            serial: 0,
        }
    }

    /// Takes one whole SIP message. What the agent cannot settle alone comes back as an
    /// [`Arrival`] or as events.
    pub fn handle_sip<'m>(
        &mut self,
        now: Time,
        flow: Flow,
        bytes: &'m [u8],
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let message = match Message::parse(bytes) {
            Ok(message) => message,
            Err(error) => {
                self.counters.malformed += 1;
                self.answer_malformed(flow, bytes, error, sends);
                return None;
            }
        };
        if message.is_request() {
            self.handle_request(now, flow, message, sends)
        } else {
            self.handle_response(now, message, sends)
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

    fn handle_request<'m>(
        &mut self,
        now: Time,
        flow: Flow,
        message: Message<'m>,
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let id = match self
            .transactions
            .receive_request(now, flow, &message, sends)
        {
            RequestFrom::New(id) => id,
            RequestFrom::Cancels { cancel, invite } => {
                self.handle_cancel(now, cancel, invite, sends);
                return None;
            }
            RequestFrom::Ack2xx => {
                if let Ok(essentials) = screen::Essentials::read(&message) {
                    self.handle_ack(now, &essentials, &message, sends);
                }
                return None;
            }
            RequestFrom::Overloaded => {
                self.counters.overloaded += 1;
                return None;
            }
            RequestFrom::Retransmission | RequestFrom::AckNon2xx | RequestFrom::Merged => {
                return None;
            }
            RequestFrom::Malformed(_) | RequestFrom::Unanswerable(_) => {
                self.counters.malformed += 1;
                return None;
            }
        };
        let Ok(essentials) = screen::Essentials::read(&message) else {
            self.counters.malformed += 1;
            self.respond(now, id, StatusCode::BAD_REQUEST, sends, |writer| {
                writer.empty();
            });
            return None;
        };
        if let Err(refusal) = screen::check(&essentials, &message) {
            self.counters.refused += 1;
            let tag = self.random.token::<12>();
            let tag = token_str(&tag);
            // A gone transaction has nobody to be answered.
            let _ = self.transactions.respond(
                now,
                id,
                refusal.status,
                None,
                Some(tag),
                sends,
                |mut writer| {
                    refusal.write(&mut writer);
                    writer.empty();
                },
            );
            return None;
        }
        if essentials.to_tag.is_some() {
            self.handle_within_dialog(now, id, flow, &essentials, &message, sends);
            return None;
        }
        match essentials.method {
            Method::Invite => self.handle_initial_invite(now, id, flow, &message, sends),
            Method::Options => Some(Arrival::Request { id, flow, message }),
            Method::Register if self.options.registrar => {
                Some(Arrival::Request { id, flow, message })
            }
            Method::Bye | Method::Prack | Method::Update | Method::Info | Method::Notify => {
                self.counters.unknown_dialogs += 1;
                self.respond(
                    now,
                    id,
                    StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                    sends,
                    |writer| writer.empty(),
                );
                None
            }
            Method::Other(_) => {
                self.respond(now, id, StatusCode::NOT_IMPLEMENTED, sends, |writer| {
                    writer.empty()
                });
                None
            }
            _ => {
                let registrar = self.options.registrar;
                self.respond(
                    now,
                    id,
                    StatusCode::METHOD_NOT_ALLOWED,
                    sends,
                    |mut writer| {
                        screen::write_allow(&mut writer, true, true, registrar);
                        writer.empty();
                    },
                );
                None
            }
        }
    }

    /// Refuses what is no legible message, if it can be answered at all; never a response, never an
    /// ACK (RFC 3261 §8.2.7).
    fn answer_malformed(
        &mut self,
        flow: Flow,
        bytes: &[u8],
        error: MessageError,
        sends: &mut Sends,
    ) {
        let (Some(status), Some(message)) = (error.status(), Message::parse_lenient(bytes)) else {
            return;
        };
        if message.is_request() {
            // Without a legible Via there is no way back.
            let _ = self
                .transactions
                .respond_stateless(&message, flow, status, sends, |writer| {
                    writer.empty();
                });
        }
    }

    fn handle_within_dialog(
        &mut self,
        now: Time,
        id: ServerId,
        flow: Flow,
        essentials: &screen::Essentials<'_>,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session_of(essentials) else {
            self.counters.unknown_dialogs += 1;
            self.respond(
                now,
                id,
                StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                sends,
                |writer| writer.empty(),
            );
            return;
        };
        if !self.is_our_target(session, message) {
            // R-5.7.2-4: what is addressed to another Contact is not for this dialog.
            self.counters.wrong_targets += 1;
            self.respond(
                now,
                id,
                StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                sends,
                |writer| writer.empty(),
            );
            return;
        }
        if !self.take_cseq(now, session, id, essentials, sends) {
            return;
        }
        match essentials.method {
            Method::Bye => self.handle_bye(now, session, id, sends),
            Method::Prack => self.handle_prack(now, session, id, message, sends),
            Method::Update | Method::Invite => {
                self.handle_modify(now, session, id, flow, message, sends);
            }
            Method::Options | Method::Info => {
                // RFC 6086 §4.2.2: an INFO without a package in use gets 469, an empty one 200.
                self.respond(now, id, StatusCode::OK, sends, |writer| writer.empty());
            }
            _ => {
                self.respond(
                    now,
                    id,
                    StatusCode::METHOD_NOT_ALLOWED,
                    sends,
                    |mut writer| {
                        screen::write_allow(&mut writer, true, true, false);
                        writer.empty();
                    },
                );
            }
        }
    }

    fn handle_response<'m>(
        &mut self,
        now: Time,
        message: Message<'m>,
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let (owner, client) = match self.transactions.receive_response(now, &message, sends) {
            ResponseTo::Owner { owner, client } => (owner, client),
            ResponseTo::Absorbed => return None,
            ResponseTo::Unknown => {
                self.counters.stray_responses += 1;
                return None;
            }
        };
        let status = message.status()?.understood_as();
        match owner {
            Owner::Invite(session) => {
                self.invite_response(now, session, client, status, &message, sends);
            }
            Owner::Cancel | Owner::Nobody => {}
            Owner::Prack { session, by_owner } => {
                self.prack_response(now, session, by_owner, status, &message, sends);
            }
            Owner::Modify(session) => {
                self.modify_response(now, session, client, status, &message, sends);
            }
            Owner::Bye(session) => self.bye_response(session, status),
            Owner::Request(request) => {
                if !self.requests.contains(request.index()) {
                    return None;
                }
                if status.is_final() {
                    self.requests.remove(request.index());
                }
                return Some(Arrival::Response { request, message });
            }
        }
        None
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
            Owner::Prack { session, .. } => self.prack_failed(now, session, failure, sends),
            Owner::Modify(session) => self.modify_failed(now, session, failure, sends),
            Owner::Bye(session) => self.finish(session, SessionEnd::Released),
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
        if self.sessions.len() >= MAX_SESSIONS {
            return None;
        }
        self.serial = self.serial.wrapping_add(1);
        let index = u32::try_from(self.sessions.vacant_key()).expect("fewer than MAX_SESSIONS");
        let id = SessionId {
            index,
            serial: self.serial,
        };
        let token = self.random.token::<16>();
        let tag = format!("{index:x}.{}", token_str(&token));
        Some((id, tag.into_boxed_str()))
    }

    pub(crate) fn session(&mut self, id: SessionId) -> Option<&mut Session> {
        self.sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)
    }

    pub(crate) fn session_ref(&self, id: SessionId) -> Option<&Session> {
        self.sessions
            .get(id.index())
            .filter(|session| session.id == id)
    }

    /// The session that a request within a dialog names: by the index in our tag, then by Call-ID
    /// and both tags (RFC 3261 §12.2.2).
    pub(crate) fn session_of(&self, essentials: &screen::Essentials<'_>) -> Option<SessionId> {
        let tag = essentials.to_tag?;
        let (index, _) = tag.split_once('.')?;
        let index = usize::from_str_radix(index, 16).ok()?;
        let session = self.sessions.get(index)?;
        if &*session.local_tag != tag {
            return None;
        }
        let dialog_matches = |dialog: &naisen_sip::Dialog| {
            &*dialog.call_id == essentials.call_id
                && *dialog.remote.tag == *essentials.from_tag.unwrap_or("")
        };
        let found = match &session.stage {
            Stage::Calling(calling) => calling
                .early
                .iter()
                .any(|early| dialog_matches(&early.dialog)),
            Stage::Called(called) => dialog_matches(&called.dialog),
            Stage::Established(established) => dialog_matches(&established.dialog),
            Stage::Releasing(releasing) => dialog_matches(&releasing.dialog),
            Stage::Abandoning(_) => false,
        };
        found.then_some(session.id)
    }

    /// Ends a session: frees its slot and says so.
    pub(crate) fn finish(&mut self, id: SessionId, end: SessionEnd) {
        if self.session(id).is_none() {
            return;
        }
        let session = self.sessions.remove(id.index());
        silence(&session.stage, &mut self.wheel, &mut self.invited);
        if let Some(postponed) = session.postponed {
            self.wheel.cancel(postponed.alarm);
        }
        self.events.push_back(Event::Gone { session: id, end });
    }

    /// Moves a session to another stage; the alarms of the old one are cancelled.
    pub(crate) fn enter(&mut self, id: SessionId, stage: Stage) -> Option<Stage> {
        let session = self
            .sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)?;
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
