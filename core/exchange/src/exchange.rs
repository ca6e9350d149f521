//! The node: what comes in is taken to the procedure that it belongs to.

mod requests;

use std::collections::VecDeque;
use std::net::IpAddr;

use naisen_agent::{Agent, Arrival, Event as AgentEvent, Handling, Options, Policy, SessionId};
use naisen_node::{Flow, Input, Node, Outbox, Random, Time, Wheel};
use naisen_sip::Method;
use slab::Slab;

use crate::admission::Admission;
use crate::authentication::Authenticator;
use crate::calls::{
    Answer, Call, CallKey, ChangeRequest, LegName, Provisional, WaitingInvite, refused_body,
};
use crate::config::Use;
use crate::directory::Directory;
use crate::hosts::Hosts;
use crate::ports::Ports;
use crate::relays::{Datagram, Relays};
use crate::{Binding, Command, Config, Event, Extension, Notice, Report};

/// What an alarm is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AlarmKey {
    /// Nobody answered in time.
    Ring(CallKey),
    /// A BYE is answered although the other leg is silent.
    AnswerBye(CallKey),
    /// A line of our own goes on.
    Service(CallKey),
}

/// The PINX.
#[derive(Debug)]
pub struct Exchange {
    pub(crate) config: Config,
    pub(crate) hosts: Hosts,
    pub(crate) agent: Agent,
    pub(crate) directory: Directory,
    pub(crate) authenticator: Authenticator,
    pub(crate) invites: Admission,
    registers: Admission,
    pub(crate) ports: Ports,
    pub(crate) relays: Relays,
    pub(crate) calls: Slab<Call>,
    /// INVITEs whose media ports are being opened.
    pub(crate) waiting: VecDeque<WaitingInvite>,
    /// Whose a session is, by its index.
    legs: Vec<Option<LegOf>>,
    pub(crate) wheel: Wheel<AlarmKey>,
    pub(crate) random: Random,
    pub(crate) draining: bool,
    drained_told: bool,
    pub(crate) attempted: u64,
    pub(crate) answered_count: u64,
    /// The time of the last input: what [`Node::poll_timeout`] names while orders wait.
    now: Time,
}

/// Whose a session is.
#[derive(Clone, Copy, Debug)]
struct LegOf {
    session: SessionId,
    call: CallKey,
    name: LegName,
}

impl Exchange {
    /// An exchange with these extensions and bindings. Bindings whose time is over, or whose number
    /// is not among the extensions, are left out.
    ///
    /// Media ports are ordered with the first turn: run the node once with
    /// [`Input::Timeout`] before calls come, as [`Node::poll_timeout`] asks for.
    pub fn new(
        now: Time,
        config: Config,
        extensions: Vec<Extension>,
        bindings: Vec<Binding>,
        mut random: Random,
    ) -> Self {
        let mut fork = || {
            let mut seed = [0; 32];
            random.fill(&mut seed);
            Random::from_seed(seed)
        };
        let mut policy = Policy::automatic(None);
        policy.rel100 = config.rel100 != Use::Off;
        policy.update = config.update;
        policy.timer = (config.timer != Use::Off).then(|| config.timer_policy.clone());
        let options = Options {
            timers: config.timers,
            user_agent: config.user_agent.clone(),
            policy,
            registrar: true,
            refuse_offer: Some(refused_body),
        };
        let mut exchange = Self {
            hosts: Hosts::new(&config.hosts),
            agent: Agent::new(now, options, fork()),
            directory: Directory::new(now, &mut fork()),
            authenticator: Authenticator::new(&config.authentication, fork()),
            invites: Admission::new(config.admission.invite, &mut fork()),
            registers: Admission::new(config.admission.register, &mut fork()),
            ports: Ports::new(config.media.ports.clone(), &mut fork()),
            relays: Relays::default(),
            calls: Slab::new(),
            waiting: VecDeque::new(),
            legs: Vec::new(),
            wheel: Wheel::new(now),
            random: fork(),
            draining: false,
            drained_told: false,
            attempted: 0,
            answered_count: 0,
            now,
            config,
        };
        for extension in extensions {
            exchange.directory.put_extension(extension);
        }
        for ip in exchange.config.media.addresses.clone() {
            exchange.ports.prepare(now, ip);
        }
        for binding in bindings {
            let ip = exchange.media_ip(binding.flow.local.ip());
            if binding.expires_at > now && exchange.directory.put_binding(binding) {
                exchange.ports.prepare(now, ip);
            }
        }
        exchange
    }

    /// The call at this place.
    pub(crate) fn call_mut(&mut self, key: CallKey) -> Option<&mut Call> {
        self.calls.get_mut(key.0 as usize)
    }

    /// Remembers whose a session is.
    pub(crate) fn join(&mut self, session: SessionId, call: CallKey, name: LegName) {
        let index = session.index();
        if self.legs.len() <= index {
            self.legs.resize(index + 1, None);
        }
        if let Some(slot) = self.legs.get_mut(index) {
            *slot = Some(LegOf {
                session,
                call,
                name,
            });
        }
    }

    /// Where a leg that reaches us at `local` gets its media.
    pub(crate) fn media_ip(&self, local: IpAddr) -> IpAddr {
        self.config
            .media
            .addresses
            .iter()
            .find(|ip| ip.is_ipv4() == local.is_ipv4())
            .copied()
            .unwrap_or(local)
    }

    /// Says, once, that the last call is over.
    pub(crate) fn tell_if_drained(&mut self, out: &mut Outbox<Event>) {
        let over = self.calls.is_empty() && self.waiting.is_empty();
        if self.draining && over && !self.drained_told {
            self.drained_told = true;
            out.events.push(Event::Drained);
        }
    }

    fn leg_of(&self, session: SessionId) -> Option<(CallKey, LegName)> {
        let leg = self.legs.get(session.index())?.as_ref()?;
        (leg.session == session).then_some((leg.call, leg.name))
    }

    fn handle_sip(&mut self, now: Time, flow: Flow, bytes: &[u8], out: &mut Outbox<Event>) {
        let ip = self.media_ip(flow.local.ip());
        self.ports.prepare(now, ip);
        let bytes = naisen_agent::legible(bytes);
        match self.agent.handle_sip(now, flow, &bytes, &mut out.sends) {
            Some(Arrival::Invite { session, message }) => {
                self.handle_invite(now, session, &message, out);
            }
            Some(Arrival::Request { id, flow, message }) => match message.method() {
                Some(Method::Register) => self.handle_register(now, id, flow, &message, out),
                _ => self.handle_options(now, id, out),
            },
            Some(Arrival::Response { .. }) | None => {}
        }
    }

    /// Takes everything that the agent tells to the call it concerns.
    fn drain_agent(&mut self, now: Time, out: &mut Outbox<Event>) {
        while let Some(event) = self.agent.poll_event() {
            self.handle_agent_event(now, event, out);
        }
    }

    fn handle_agent_event(&mut self, now: Time, event: AgentEvent, out: &mut Outbox<Event>) {
        let Some(session) = session_of(&event) else {
            return;
        };
        let Some((key, name)) = self.leg_of(session) else {
            return;
        };
        match event {
            AgentEvent::Provisional {
                status,
                tag,
                sdp,
                prack_wanted,
                reliable,
                ..
            } => {
                let provisional = Provisional {
                    status,
                    tag,
                    sdp,
                    prack_wanted,
                    reliable,
                };
                self.ringing(now, key, name, &provisional, out);
            }
            AgentEvent::PrackAnswered { .. } => self.prack_answered(now, key, out),
            AgentEvent::Pracked { sdp, handling, .. } => {
                if handling == Handling::Owner {
                    self.pracked(now, key, name, sdp.as_deref(), out);
                }
            }
            AgentEvent::Answered {
                tag, sdp, timer, ..
            } => {
                let answer = Answer { tag, sdp, timer };
                self.answered(now, key, name, answer, out);
            }
            AgentEvent::Acknowledged { sdp, .. } => self.acknowledged(now, key, name, sdp, out),
            AgentEvent::Refused { failure, .. } => self.refused(now, key, name, failure, out),
            AgentEvent::Cancelled { said, .. } => self.cancelled(now, key, &said, out),
            AgentEvent::ModifyRequested {
                method, sdp, timer, ..
            } => {
                let request = ChangeRequest { method, sdp, timer };
                self.modify_requested(now, key, name, request, out);
            }
            AgentEvent::Modified { method, sdp, .. } => {
                self.modified(now, key, name, method, sdp, out);
            }
            AgentEvent::ModifyRefused { failure, .. } => {
                self.modify_refused(now, key, name, &failure, out);
            }
            AgentEvent::RefreshNeedsSdp { .. } => self.refresh_leg(now, key, name, out),
            AgentEvent::Released { reason, .. } => self.released(now, key, name, &reason, out),
            AgentEvent::Gone { .. } => {
                if let Some(slot) = self.legs.get_mut(session.index()) {
                    *slot = None;
                }
                self.gone(now, key, name, out);
            }
            // R-6.7.2-1: the ACK and the BYE are still to come.
            AgentEvent::CancelledLate { .. } | AgentEvent::RequestFailed { .. } => {}
        }
    }

    fn handle_timeout(&mut self, now: Time, out: &mut Outbox<Event>) {
        self.agent.handle_timeout(now, &mut out.sends);
        self.drain_agent(now, out);
        while let Some(key) = self.wheel.fire(now) {
            match key {
                AlarmKey::Ring(call) => self.ring_timeout(now, call, out),
                AlarmKey::AnswerBye(call) => {
                    if let Some(call) = self.call_mut(call) {
                        call.bye_alarm = None;
                    }
                    self.answer_byes(now, call, out);
                }
                AlarmKey::Service(call) => self.service_due(now, call, out),
            }
        }
        self.ports.handle_timeout(now);
        while let Some(binding) = self.directory.lapse(now) {
            out.events.push(Event::BindingRemoved {
                number: binding.number,
                contact: binding.contact,
            });
        }
    }

    fn report(&self) -> Report {
        let (packets_relayed, packets_dropped) = self.relays.totals();
        Report {
            extensions: self.directory.extension_count(),
            bindings: self.directory.binding_count(),
            calls: self.calls.len(),
            calls_attempted: self.attempted,
            calls_answered: self.answered_count,
            sessions: self.agent.session_count(),
            transactions: self.agent.transaction_count(),
            waiting: self.waiting.len(),
            alarms: self.wheel.len() + self.agent.alarm_count(),
            relays: self.relays.len(),
            ports_in_use: self.ports.in_use(),
            ports_ready: self.ports.ready(),
            packets_relayed,
            packets_dropped,
            agent: self.agent.counters(),
        }
    }
}

impl Node for Exchange {
    type Command = Command;
    type Event = Event;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Event>) {
        self.now = now;
        match input {
            Input::Media {
                pair,
                channel,
                source,
                payload,
            } => {
                let datagram = Datagram {
                    pair,
                    channel,
                    source,
                    payload,
                };
                self.relays
                    .handle_media(now, &self.ports, datagram, &mut out.sends);
                return;
            }
            Input::Sip { flow, bytes } => self.handle_sip(now, flow, bytes, out),
            Input::Unreachable { flow } => {
                self.agent.handle_unreachable(now, flow, &mut out.sends);
            }
            Input::PairOpened { pair, .. } => {
                self.ports.opened(now, pair);
                self.resume_waiting(now, out);
            }
            Input::PairRefused { pair } => {
                self.ports.refused(now, pair);
                self.resume_waiting(now, out);
            }
            Input::Timeout => self.handle_timeout(now, out),
        }
        self.drain_agent(now, out);
        self.ports.drain_orders(&mut out.orders);
    }

    fn handle_command(&mut self, now: Time, command: Command, out: &mut Outbox<Event>) {
        self.now = now;
        match command {
            Command::PutExtension(extension) => {
                let number = extension.number.clone();
                if !self.directory.put_extension(extension) {
                    let full = Notice::DirectoryFull { number };
                    out.events.push(Event::Noticed(full));
                }
            }
            Command::RemoveExtension { number } => {
                let had_bindings = self.directory.bindings(&number).len() > 0;
                self.directory.remove_extension(&number);
                if had_bindings {
                    out.events.push(Event::BindingsRemoved { number });
                }
            }
            Command::Drain => {
                self.draining = true;
                self.tell_if_drained(out);
            }
            Command::ReleaseAll => self.release_all(now, out),
            Command::Report => out.events.push(Event::Report(Box::new(self.report()))),
        }
        self.drain_agent(now, out);
        self.ports.drain_orders(&mut out.orders);
    }

    fn poll_timeout(&self) -> Option<Time> {
        if self.ports.has_orders() {
            return Some(self.now);
        }
        [
            self.agent.poll_timeout(),
            self.wheel.next_due(),
            self.ports.poll_timeout(),
            self.directory.poll_timeout(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

/// The session an event is about; none for a request outside of dialogs.
fn session_of(event: &AgentEvent) -> Option<SessionId> {
    match event {
        AgentEvent::Provisional { session, .. }
        | AgentEvent::PrackAnswered { session, .. }
        | AgentEvent::Answered { session, .. }
        | AgentEvent::Refused { session, .. }
        | AgentEvent::Cancelled { session, .. }
        | AgentEvent::CancelledLate { session }
        | AgentEvent::Pracked { session, .. }
        | AgentEvent::Acknowledged { session, .. }
        | AgentEvent::ModifyRequested { session, .. }
        | AgentEvent::Modified { session, .. }
        | AgentEvent::ModifyRefused { session, .. }
        | AgentEvent::RefreshNeedsSdp { session }
        | AgentEvent::Released { session, .. }
        | AgentEvent::Gone { session, .. } => Some(*session),
        AgentEvent::RequestFailed { .. } => None,
    }
}
