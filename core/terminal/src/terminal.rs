//! The terminal as a node: packets, commands and times come in and go to their procedure.

use naisen_agent::{Agent, Arrival, Event as AgentEvent, Options};
use naisen_node::{Channel, Input, Node, Outbox, PairId, Random, Time};
use naisen_sip::{HeaderName, ServerId, StatusCode};

use crate::admission::Admission;
use crate::line::{Line, MAX_LINES, RingingEnd, Stage};
use crate::ports::Ports;
use crate::registration::{Context, Registration};
use crate::{CallId, Command, Config, ConfigError, Event, RegistrationState};

/// A SIP terminal.
#[derive(Debug)]
pub struct Terminal {
    pub(crate) config: Config,
    pub(crate) agent: Agent,
    pub(crate) registration: Option<Registration>,
    pub(crate) lines: Vec<Option<Box<Line>>>,
    pub(crate) admission: Admission,
    pub(crate) random: Random,
    pub(crate) ports: Ports,
    pub(crate) calls: u32,
    pub(crate) next_slot: usize,
}

impl Terminal {
    /// A terminal that begins to register at its first timeout.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if it cannot work with these settings.
    pub fn new(now: Time, config: Config, mut random: Random) -> Result<Self, ConfigError> {
        config.check()?;
        let mut seed = [0; 32];
        random.fill(&mut seed);
        let options = Options {
            timers: config.timers,
            user_agent: config.user_agent.clone(),
            policy: config.policy.clone(),
            registrar: false,
            // Our own INVITEs offer.
            refuse_offer: None,
        };
        let registration = config
            .registration
            .as_ref()
            .map(|settings| Registration::new(now, settings, &config, &mut random));
        Ok(Self {
            agent: Agent::new(now, options, Random::from_seed(seed)),
            registration,
            lines: (0..MAX_LINES).map(|_| None).collect(),
            admission: Admission::default(),
            ports: Ports::new(&mut random),
            random,
            calls: 0,
            next_slot: 0,
            config,
        })
    }

    /// The settings.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// How far the registration is; `None` if the terminal does not register.
    pub fn registration(&self) -> Option<RegistrationState> {
        self.registration.as_ref().map(Registration::state)
    }

    /// The URI of the registered Contact.
    pub fn contact(&self) -> Option<&str> {
        self.registration.as_ref().map(Registration::contact)
    }

    /// How many calls there are; busy tone is none.
    pub fn call_count(&self) -> usize {
        self.lines().filter(|line| line.is_call()).count()
    }

    /// What outlives its owner would show here: lines, sessions, alarms, transactions.
    pub fn rest(&self) -> [usize; 4] {
        [
            self.lines().count(),
            self.agent.session_count(),
            self.agent.alarm_count(),
            self.agent.transaction_count(),
        ]
    }

    fn media(
        &mut self,
        now: Time,
        pair: PairId,
        channel: Channel,
        source: std::net::SocketAddr,
        payload: &[u8],
        out: &mut Outbox<Event>,
    ) {
        let Some(line) = self.line(pair.0 as usize) else {
            return;
        };
        let Some(audio) = &mut line.audio else {
            return;
        };
        if let Some(key) = audio.hear(now, channel, source, payload) {
            out.events.push(Event::DigitHeard {
                call: line.call,
                key,
            });
        }
    }

    fn arrival(&mut self, now: Time, arrival: Arrival<'_>, out: &mut Outbox<Event>) {
        match arrival {
            Arrival::Invite { session, message } => self.invited(now, session, &message, out),
            Arrival::Request { id, .. } => self.answer_options(now, id, out),
            Arrival::Response { request, message } => {
                self.with_registration(now, out, |registration, context| {
                    registration.response(request, &message, context);
                });
            }
        }
    }

    /// OPTIONS, the only request outside of a dialog that the agent leaves to a terminal: what an
    /// INVITE would get now (RFC 3261 §11.2).
    fn answer_options(&mut self, now: Time, id: ServerId, out: &mut Outbox<Event>) {
        let status = if self.is_full() {
            StatusCode::BUSY_HERE
        } else {
            StatusCode::OK
        };
        let policy = &self.config.policy;
        let mut allow = String::from("INVITE, ACK, CANCEL, BYE, OPTIONS");
        let mut supported = String::new();
        for (used, method, tag) in [
            (policy.rel100, ", PRACK", "100rel"),
            (policy.update, ", UPDATE", ""),
            (policy.timer.is_some(), "", "timer"),
        ] {
            if used {
                allow.push_str(method);
                let comma = if supported.is_empty() || tag.is_empty() {
                    ""
                } else {
                    ", "
                };
                supported.push_str(comma);
                supported.push_str(tag);
            }
        }
        self.agent
            .respond(now, id, status, &mut out.sends, |mut writer| {
                writer
                    .header(HeaderName::Allow, &allow)
                    .header(HeaderName::Accept, "application/sdp");
                if !supported.is_empty() {
                    writer.header(HeaderName::Supported, &supported);
                }
                writer.empty();
            });
    }

    pub(crate) fn with_registration(
        &mut self,
        now: Time,
        out: &mut Outbox<Event>,
        act: impl FnOnce(&mut Registration, &mut Context<'_>),
    ) {
        let (Some(registration), Some(settings)) =
            (&mut self.registration, &self.config.registration)
        else {
            return;
        };
        let mut context = Context {
            now,
            settings,
            agent: &mut self.agent,
            out,
        };
        act(registration, &mut context);
    }

    fn drain(&mut self, now: Time, out: &mut Outbox<Event>) {
        while let Some(event) = self.agent.poll_event() {
            self.agent_event(now, event, out);
        }
    }

    fn agent_event(&mut self, now: Time, event: AgentEvent, out: &mut Outbox<Event>) {
        match event {
            AgentEvent::Provisional {
                session,
                status,
                tag,
                sdp,
                ..
            } => self.provisional(now, session, status, &tag, sdp, out),
            AgentEvent::Answered {
                session, tag, sdp, ..
            } => self.answered(now, session, &tag, sdp, out),
            AgentEvent::Refused { session, failure } => self.refused(now, session, failure, out),
            AgentEvent::Cancelled { session, said } => self.cancelled(now, session, said, out),
            AgentEvent::CancelledLate { session } => self.cancelled_late(now, session, out),
            AgentEvent::Acknowledged { session, sdp } => self.acknowledged(now, session, sdp, out),
            AgentEvent::ModifyRequested {
                session,
                method,
                sdp,
                ..
            } => self.modify_requested(now, session, method, sdp, out),
            AgentEvent::Modified { session, sdp, .. } => {
                self.modified(now, session, sdp.as_deref(), out)
            }
            AgentEvent::ModifyRefused { session, failure } => {
                self.modify_refused(now, session, &failure, out);
            }
            AgentEvent::RefreshNeedsSdp { session } => self.refresh(now, session, out),
            AgentEvent::Released { session, reason } => self.released(now, session, reason, out),
            AgentEvent::Gone { session, .. } => self.gone(now, session, out),
            AgentEvent::RequestFailed { request, failure } => {
                self.with_registration(now, out, |registration, context| {
                    registration.failed(request, &failure, context);
                });
            }
            // A terminal puts no SDP into PRACK, nor does it wait for one.
            AgentEvent::Pracked { .. } | AgentEvent::PrackAnswered { .. } => {}
        }
    }

    fn timeout(&mut self, now: Time, out: &mut Outbox<Event>) {
        self.agent.handle_timeout(now, &mut out.sends);
        self.drain(now, out);
        self.with_registration(now, out, Registration::timeout);
        for slot in 0..self.lines.len() {
            let Some(line) = self.line(slot) else {
                continue;
            };
            line.tick(now, out);
            match &line.stage {
                Stage::Dialled {
                    invite_at: Some(at),
                    ..
                } if *at <= now => self.invite(now, slot, out),
                Stage::Ringing {
                    ends_at: Some((at, end)),
                    ..
                } if *at <= now => match end {
                    RingingEnd::Answer => self.accept(now, slot, out),
                    RingingEnd::Refuse => {
                        self.refuse(now, slot, StatusCode::TEMPORARILY_UNAVAILABLE, out);
                    }
                },
                Stage::Busy { until } if *until <= now => self.close_line(now, slot, out),
                _ => {}
            }
        }
    }

    fn command(&mut self, now: Time, command: Command, out: &mut Outbox<Event>) {
        match command {
            Command::Register { credentials } => {
                if credentials.is_some() {
                    self.config.credentials.clone_from(&credentials);
                }
                self.with_registration(now, out, |it, context| it.register(credentials, context));
            }
            Command::NetworkRestored => {
                self.with_registration(now, out, Registration::network_restored);
            }
            Command::QueryRegistration => {
                self.with_registration(now, out, Registration::query);
            }
            Command::StopRegistration => {
                self.with_registration(now, out, Registration::stop);
            }
            Command::Dial { to, presentation } => self.dial(now, &to, presentation, out),
            Command::HangUpAll => {
                for slot in 0..self.lines.len() {
                    self.hang_up(now, slot, out);
                }
            }
            Command::Answer { call } => self.on_call(call, |it, slot| it.accept(now, slot, out)),
            Command::Refuse { call, status } => {
                self.on_call(call, |it, slot| it.refuse(now, slot, status, out));
            }
            Command::HangUp { call } => self.on_call(call, |it, slot| it.hang_up(now, slot, out)),
            Command::SendDigits { call, digits } => {
                self.on_call(call, |it, slot| it.press(slot, &digits, out));
            }
            Command::Hold { call } => self.on_call(call, |it, slot| it.hold(now, slot, true, out)),
            Command::Resume { call } => {
                self.on_call(call, |it, slot| it.hold(now, slot, false, out));
            }
            Command::Play { call, source } => self.on_call(call, |it, slot| {
                if let Some(line) = it.line(slot) {
                    line.play = source.clone();
                    if let Some(audio) = &mut line.audio {
                        audio.play(source);
                    }
                }
            }),
            Command::Listen { call, on } => self.on_call(call, |it, slot| {
                if let Some(line) = it.line(slot) {
                    line.listen(now, on);
                }
            }),
        }
    }

    fn on_call(&mut self, call: CallId, act: impl FnOnce(&mut Self, usize)) {
        if let Some(slot) = self.slot_of_call(call) {
            act(self, slot);
        }
    }

    fn press(&mut self, slot: usize, digits: &str, out: &mut Outbox<Event>) {
        let Some(line) = self.line(slot) else {
            return;
        };
        let rest = match &mut line.audio {
            Some(audio) => audio.press(digits),
            None => digits.to_owned(),
        };
        if !rest.is_empty() {
            out.events.push(Event::DigitsNotSent {
                call: line.call,
                digits: rest.into(),
            });
        }
    }
}

impl Node for Terminal {
    type Command = Command;
    type Event = Event;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Event>) {
        match input {
            Input::Sip { flow, bytes } => {
                let bytes = naisen_agent::legible(bytes);
                let arrival = self.agent.handle_sip(now, flow, &bytes, &mut out.sends);
                if let Some(arrival) = arrival {
                    self.arrival(now, arrival, out);
                }
            }
            Input::Media {
                pair,
                channel,
                source,
                payload,
            } => self.media(now, pair, channel, source, payload, out),
            Input::Unreachable { flow } => {
                self.agent.handle_unreachable(now, flow, &mut out.sends);
            }
            Input::PairOpened { pair, address } => self.pair_opened(now, pair, address, out),
            Input::PairRefused { pair } => self.pair_refused(now, pair, out),
            Input::Timeout => self.timeout(now, out),
        }
        self.drain(now, out);
    }

    fn handle_command(&mut self, now: Time, command: Command, out: &mut Outbox<Event>) {
        self.command(now, command, out);
        self.drain(now, out);
    }

    fn poll_timeout(&self) -> Option<Time> {
        let registration = self.registration.as_ref().and_then(Registration::next_due);
        self.lines()
            .filter_map(Line::next_due)
            .chain(self.agent.poll_timeout())
            .chain(registration)
            .min()
    }
}
