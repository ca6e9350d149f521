//! The sequences of JJ-22.11 appendix i, played by two terminals and the exchange on a perfect network,
//! with the flows that they have to follow.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_agent::{Policy, RefreshMethod, TimerPolicy};
use naisen_exchange::{Exchange, InviteChallenge};
use naisen_media::Law;
use naisen_node::{Random, Time};
use naisen_terminal::{CallId, Command, ContactUser, Event, Terminal};

use crate::enterprise::{
    EXCHANGE, exchange_config_of_appendix, extension, phone_address, phone_config,
};
use crate::flow::{Flow, Mismatch, Sent};
use crate::{Faults, HostId, Medium, Network, Order, Packet, Party, START, Tap, Told};

/// A sequence of the appendix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// JJ-22.11 §i.1: a registration.
    Registration,
    /// JJ-22.11 §i.2: one location is deleted.
    DeletionOfOne,
    /// JJ-22.11 §i.3: all locations are deleted.
    DeletionOfAll,
    /// JJ-22.11 §i.4: a call with 100rel, session timer and UPDATE.
    WithAllExtensions,
    /// JJ-22.11 §i.5: a call with session timer alone.
    WithTimer,
    /// JJ-22.11 §i.6: a call without any of them.
    Plain,
    /// JJ-22.11 §i.7: a call whose INVITE is authenticated.
    Authenticated,
}

impl Sequence {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Registration,
        Self::DeletionOfOne,
        Self::DeletionOfAll,
        Self::WithAllExtensions,
        Self::WithTimer,
        Self::Plain,
        Self::Authenticated,
    ];

    /// What is sent when it is played; the seed gives tags, branches and the like.
    pub fn play(self, seed: u64) -> Wire {
        let off = InviteChallenge::Off;
        match self {
            Self::Registration => {
                let mut trio = Trio::new(seed, off, &plain(), false);
                trio.pass(Duration::from_secs(1));
                trio.of_101(usize::MAX)
            }
            Self::DeletionOfOne => {
                let mut trio = Trio::registered(seed, off, &plain());
                trio.order(trio.t101, Command::StopRegistration);
                trio.pass(Duration::from_secs(1));
                trio.of_101(usize::MAX)
            }
            // The registration that follows is another sequence.
            Self::DeletionOfAll => {
                let mut trio = Trio::new(seed, off, &plain(), true);
                trio.pass(Duration::from_secs(1));
                trio.of_101(4)
            }
            Self::WithAllExtensions => {
                let policy = Policy::automatic(Some(timer()));
                let mut trio = Trio::registered(seed, off, &policy);
                trio.call();
                // Half of the session interval.
                trio.pass(Duration::from_secs(92));
                trio.hang_up(trio.t101);
                trio.tape.wire
            }
            Self::WithTimer => {
                let policy = Policy {
                    timer: Some(TimerPolicy {
                        method: RefreshMethod::ReInvite,
                        ..timer()
                    }),
                    ..plain()
                };
                let mut trio = Trio::registered(seed, off, &policy);
                trio.call();
                trio.pass(Duration::from_secs(92));
                trio.hang_up(trio.t102);
                trio.tape.wire
            }
            Self::Plain => {
                let mut trio = Trio::registered(seed, off, &plain());
                trio.call();
                trio.hang_up(trio.t102);
                trio.tape.wire
            }
            Self::Authenticated => {
                let challenge = InviteChallenge::Proxy407;
                let mut trio = Trio::registered(seed, challenge, &plain());
                trio.call();
                trio.tape.wire
            }
        }
    }

    /// The flow as a text (see [`crate::flow`]).
    pub const fn flow(self) -> &'static str {
        match self {
            Self::Registration => include_str!("../flows/i1.txt"),
            Self::DeletionOfOne => include_str!("../flows/i2.txt"),
            Self::DeletionOfAll => include_str!("../flows/i3.txt"),
            Self::WithAllExtensions => include_str!("../flows/i4.txt"),
            Self::WithTimer => include_str!("../flows/i5.txt"),
            Self::Plain => include_str!("../flows/i6.txt"),
            Self::Authenticated => include_str!("../flows/i7.txt"),
        }
    }

    /// Holds what was sent against the flow, arrow by arrow on both legs.
    ///
    /// # Errors
    ///
    /// Where it first leaves the flow.
    ///
    /// # Panics
    ///
    /// Never: the flows are well written.
    pub fn check(self, wire: &Wire) -> Result<(), Mismatch> {
        let actors = [
            ("T101", phone_address(0)),
            ("T102", phone_address(1)),
            ("SRV", EXCHANGE),
        ];
        let trace: Vec<_> = wire
            .iter()
            .map(|(from, to, bytes)| Sent {
                from: *from,
                to: *to,
                bytes,
            })
            .collect();
        let flow = Flow::parse(self.flow()).expect("the flow is well written");
        flow.check(&actors, &trace)
    }
}

fn plain() -> Policy {
    Policy {
        rel100: false,
        update: false,
        ..Policy::automatic(None)
    }
}

fn timer() -> TimerPolicy {
    TimerPolicy {
        expires_s: 180,
        ..TimerPolicy::default()
    }
}

/// What was sent: from where, where to, the bytes.
pub type Wire = Vec<(SocketAddr, SocketAddr, Vec<u8>)>;

/// Keeps the messages, and what the terminals say of their calls.
#[derive(Default)]
struct Tape {
    wire: Wire,
    calls: Vec<(HostId, CallId)>,
}

impl Tap<Told> for Tape {
    fn sent(&mut self, packet: &Packet<'_>, _lost: bool) {
        if let Medium::Sip(_) = packet.medium {
            let bytes = packet.bytes.to_vec();
            self.wire.push((packet.source, packet.destination, bytes));
        }
    }

    fn delivered(&mut self, _now: Time, _packet: &Packet<'_>) {}

    fn event(&mut self, _now: Time, host: HostId, event: Told) {
        if let Told::Terminal(Event::Dialling { call, .. } | Event::Incoming { call, .. }) = event {
            self.calls.push((host, call));
        }
    }

    fn spinning(&mut self, _now: Time, host: HostId) {
        panic!("{host:?} does not let time go on");
    }
}

/// The three actors.
struct Trio {
    network: Network<Party>,
    tape: Tape,
    t101: HostId,
    t102: HostId,
}

impl Trio {
    /// The exchange as in the appendix, and two terminals with this policy.
    fn new(seed: u64, challenge: InviteChallenge, policy: &Policy, delete_all: bool) -> Self {
        let mut network = Network::new(START, Random::from_number(seed), Faults::none());
        let mut config = exchange_config_of_appendix();
        config.authentication.invite = challenge;
        let extensions = vec![extension("101"), extension("102")];
        let exchange = Exchange::new(
            START,
            config,
            extensions,
            vec![],
            Random::from_number(seed + 1),
        );
        network.add(EXCHANGE, Party::exchange(exchange));
        let mut phone = |index: usize, number: &str| {
            let mut config = phone_config(index, number);
            config.policy = policy.clone();
            config.media.codecs = vec![Law::Mu];
            if let Some(registration) = &mut config.registration {
                registration.delete_all_on_start = delete_all;
                registration.contact_user = ContactUser::Set(number.into());
            }
            let random = Random::from_number(seed + 2 + index as u64);
            let terminal = Terminal::new(START, config, random).expect("good settings");
            network.add(phone_address(index), Party::terminal(terminal))
        };
        let t101 = phone(0, "101");
        let t102 = phone(1, "102");
        Self {
            network,
            tape: Tape::default(),
            t101,
            t102,
        }
    }

    /// Both have registered.
    fn registered(seed: u64, challenge: InviteChallenge, policy: &Policy) -> Self {
        let mut trio = Self::new(seed, challenge, policy, false);
        trio.pass(Duration::from_secs(1));
        trio.tape.wire.clear();
        trio
    }

    fn pass(&mut self, span: Duration) {
        let until = self.network.now() + span;
        self.network.run_until(until, &mut self.tape);
    }

    fn order(&mut self, host: HostId, command: Command) {
        self.network
            .command(host, Order::Terminal(command), &mut self.tape);
    }

    /// 101 dials 102, which rings for a second and is answered.
    fn call(&mut self) {
        let dial = Command::Dial {
            to: "102".into(),
            presentation: None,
        };
        self.order(self.t101, dial);
        self.pass(Duration::from_secs(1));
        let call = self.call_of(self.t102);
        self.order(self.t102, Command::Answer { call });
        self.pass(Duration::from_secs(1));
    }

    fn hang_up(&mut self, host: HostId) {
        let call = self.call_of(host);
        self.order(host, Command::HangUp { call });
        self.pass(Duration::from_secs(1));
    }

    fn call_of(&self, host: HostId) -> CallId {
        let mut calls = self.tape.calls.iter().rev();
        calls
            .find(|(owner, _)| *owner == host)
            .map(|(_, call)| *call)
            .expect("the terminal has a call")
    }

    /// What 101 and the exchange said to each other, and no more than `count` of it.
    fn of_101(&self, count: usize) -> Wire {
        let ours = phone_address(0);
        let wire = self.tape.wire.iter();
        wire.filter(|(from, to, _)| *from == ours || *to == ours)
            .take(count)
            .cloned()
            .collect()
    }
}
