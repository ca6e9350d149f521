//! The sequences of JJ-22.11 appendix i, between two terminals and the exchange on a perfect network.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_agent::{Policy, RefreshMethod, TimerPolicy};
use naisen_exchange::{Exchange, InviteChallenge};
use naisen_jj2211::Role;
use naisen_media::Law;
use naisen_node::{Random, Time};
use naisen_sim::enterprise::{
    EXCHANGE, exchange_config_of_appendix, extension, phone_address, phone_config,
};
use naisen_sim::flow::{Flow, Sent};
use naisen_sim::{Faults, HostId, Medium, Network, Order, Packet, Party, START, Tap, Told};
use naisen_terminal::{CallId, Command, ContactUser, Event, Terminal};

type Wire = Vec<(SocketAddr, SocketAddr, Vec<u8>)>;

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
    fn new(challenge: InviteChallenge, policy: &Policy, delete_all: bool) -> Self {
        let mut network = Network::new(START, Random::from_number(1), Faults::none());
        let mut config = exchange_config_of_appendix();
        config.authentication.invite = challenge;
        let extensions = vec![extension("101"), extension("102")];
        let exchange = Exchange::new(START, config, extensions, vec![], Random::from_number(2));
        network.add(EXCHANGE, Party::exchange(exchange));
        let mut phone = |index: usize, number: &str| {
            let mut config = phone_config(index, number);
            config.policy = policy.clone();
            config.media.codecs = vec![Law::Mu];
            if let Some(registration) = &mut config.registration {
                registration.delete_all_on_start = delete_all;
                registration.contact_user = ContactUser::Set(number.into());
            }
            let random = Random::from_number(index as u64 + 3);
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
    fn registered(challenge: InviteChallenge, policy: &Policy) -> Self {
        let mut trio = Self::new(challenge, policy, false);
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

fn assert_flow(text: &str, wire: &Wire) {
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
    let flow = Flow::parse(text).expect("the flow is well written");
    if let Err(mismatch) = flow.check(&actors, &trace) {
        panic!("{mismatch}");
    }
    for (from, _, bytes) in wire {
        let role = if *from == EXCHANGE {
            Role::Server
        } else {
            Role::Terminal
        };
        assert_eq!(naisen_sim::illegality(role, bytes), None);
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

/// R-i.1-1.
#[test]
fn i1_registration() {
    let mut trio = Trio::new(InviteChallenge::Off, &plain(), false);
    trio.pass(Duration::from_secs(1));
    assert_flow(include_str!("../flows/i1.txt"), &trio.of_101(99));
}

/// R-i.2-1.
#[test]
fn i2_deletion_of_one_location() {
    let mut trio = Trio::registered(InviteChallenge::Off, &plain());
    trio.order(trio.t101, Command::StopRegistration);
    trio.pass(Duration::from_secs(1));
    assert_flow(include_str!("../flows/i2.txt"), &trio.of_101(99));
}

/// R-i.3-1.
#[test]
fn i3_deletion_of_all_locations() {
    let mut trio = Trio::new(InviteChallenge::Off, &plain(), true);
    trio.pass(Duration::from_secs(1));
    assert_flow(include_str!("../flows/i3.txt"), &trio.of_101(4));
}

/// R-i.4-1.
#[test]
fn i4_call_with_100rel_timer_and_update() {
    let policy = Policy::automatic(Some(timer()));
    let mut trio = Trio::registered(InviteChallenge::Off, &policy);
    trio.call();
    // Half of the session interval.
    trio.pass(Duration::from_secs(92));
    trio.hang_up(trio.t101);
    assert_flow(include_str!("../flows/i4.txt"), &trio.tape.wire);
}

/// R-i.5-1.
#[test]
fn i5_call_with_timer_only() {
    let policy = Policy {
        timer: Some(TimerPolicy {
            method: RefreshMethod::ReInvite,
            ..timer()
        }),
        ..plain()
    };
    let mut trio = Trio::registered(InviteChallenge::Off, &policy);
    trio.call();
    trio.pass(Duration::from_secs(92));
    trio.hang_up(trio.t102);
    assert_flow(include_str!("../flows/i5.txt"), &trio.tape.wire);
}

/// R-i.6-1.
#[test]
fn i6_call_without_extensions() {
    let mut trio = Trio::registered(InviteChallenge::Off, &plain());
    trio.call();
    trio.hang_up(trio.t102);
    assert_flow(include_str!("../flows/i6.txt"), &trio.tape.wire);
}

/// R-i.7-1.
#[test]
fn i7_call_with_authentication() {
    let mut trio = Trio::registered(InviteChallenge::Proxy407, &plain());
    trio.call();
    assert_flow(include_str!("../flows/i7.txt"), &trio.tape.wire);
}
