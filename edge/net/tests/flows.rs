//! The sequences of JJ-22.11 appendix i over real UDP: two terminals and the exchange, each on a
//! driver and a thread of its own, watched at the exchange's socket.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use naisen_agent::{Policy, RefreshMethod, TimerPolicy};
use naisen_exchange::{Exchange, InviteChallenge};
use naisen_media::Law;
use naisen_net::{Direction, Driver, Handle, ListenConfig};
use naisen_node::{Flow as Path, Node, Random, Transport};
use naisen_sim::enterprise::{exchange_config_of_appendix, extension, phone_config};
use naisen_sim::flow::{Flow, Sent};
use naisen_terminal::{CallId, Command, ContactUser, Event, Terminal};

/// The longest that any step may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

type Wire = Vec<(SocketAddr, SocketAddr, Vec<u8>)>;

/// A terminal that runs.
struct Phone {
    address: SocketAddr,
    handle: Handle<Command>,
    events: Receiver<Event>,
    call: Option<CallId>,
    wire: Arc<Mutex<Wire>>,
    thread: Option<JoinHandle<()>>,
}

impl Phone {
    fn tell(&self, command: Command) {
        self.handle.send(command).expect("the terminal runs");
    }

    /// Waits for an event; a call that begins is kept in mind.
    fn wait(&mut self, what: &str, wanted: impl Fn(&Event) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left).unwrap_or_else(|_| {
                panic!(
                    "{} never says {what}: {:#?}",
                    self.address,
                    arrows(&self.wire)
                )
            });
            if let Event::Dialling { call, .. } | Event::Incoming { call, .. } = event {
                self.call = Some(call);
            }
            if wanted(&event) {
                return;
            }
        }
    }

    fn call(&self) -> CallId {
        self.call.expect("there is a call")
    }
}

/// The three actors on loopback.
struct Trio {
    server: SocketAddr,
    exchange: Handle<naisen_exchange::Command>,
    thread: Option<JoinHandle<()>>,
    wire: Arc<Mutex<Wire>>,
    t101: Phone,
    t102: Phone,
}

impl Trio {
    fn new(challenge: InviteChallenge, policy: &Policy, delete_all: bool) -> Self {
        let server = free_address(200);
        let mut config = exchange_config_of_appendix();
        config.authentication.invite = challenge;
        config.media.ports = media_ports();
        let mut driver = Driver::bind(&listen(server)).expect("the address is free");
        let wire: Arc<Mutex<Wire>> = Arc::default();
        let tape = Arc::clone(&wire);
        driver.set_tap(move |packet| {
            let (from, to) = match packet.direction {
                Direction::In => (packet.flow.remote, packet.flow.local),
                Direction::Out => (packet.flow.local, packet.flow.remote),
            };
            let bytes = packet.bytes.to_vec();
            tape.lock().expect("no panic").push((from, to, bytes));
        });
        let extensions = vec![extension("101"), extension("102")];
        let random = Random::from_number(2);
        let mut exchange = Exchange::new(driver.now(), config, extensions, vec![], random);
        let handle = driver.handle();
        let thread = thread::spawn(move || run(driver, &mut exchange, |_| ()));
        Self {
            server,
            exchange: handle,
            thread: Some(thread),
            t101: phone(server, 0, policy, delete_all, &wire),
            t102: phone(server, 1, policy, delete_all, &wire),
            wire,
        }
    }

    fn registered(challenge: InviteChallenge, policy: &Policy) -> Self {
        let mut trio = Self::new(challenge, policy, false);
        trio.wait_registered();
        trio.wire.lock().expect("no panic").clear();
        trio
    }

    fn wait_registered(&mut self) {
        for phone in [&mut self.t101, &mut self.t102] {
            phone.wait("registered", |event| {
                matches!(event, Event::Registered { .. })
            });
        }
        self.wait_for_quiet();
    }

    /// 101 dials 102, which answers when 101 has heard it ring.
    fn call(&mut self) {
        self.t101.tell(Command::Dial {
            to: "102".into(),
            presentation: None,
        });
        self.t102
            .wait("incoming", |event| matches!(event, Event::Incoming { .. }));
        self.t101
            .wait("ringing", |event| matches!(event, Event::Ringing { .. }));
        // The 180 is settled on both legs, with its PRACK where there is one.
        self.wait_for_quiet();
        let call = self.t102.call();
        self.t102.tell(Command::Answer { call });
        for phone in [&mut self.t101, &mut self.t102] {
            phone.wait("answered", |event| matches!(event, Event::Answered { .. }));
        }
        self.wait_for_quiet();
    }

    /// Waits until this many messages have passed.
    fn wait_for(&self, count: usize) {
        let deadline = Instant::now() + PATIENCE;
        while self.wire.lock().expect("no panic").len() < count {
            assert!(Instant::now() < deadline, "only {:?}", arrows(&self.wire));
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until nothing has passed for a while: what must not come has time to come.
    fn wait_for_quiet(&self) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = usize::MAX;
        loop {
            let count = self.wire.lock().expect("no panic").len();
            if count == seen {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "never quiet: {:?}",
                arrows(&self.wire)
            );
            seen = count;
            thread::sleep(Duration::from_millis(200));
        }
    }

    fn hang_up(&mut self, first: bool) {
        let (phone, other) = if first {
            (&mut self.t101, &mut self.t102)
        } else {
            (&mut self.t102, &mut self.t101)
        };
        let call = phone.call();
        phone.tell(Command::HangUp { call });
        other.wait("ended", |event| matches!(event, Event::Ended { .. }));
        self.wait_for_quiet();
    }

    fn of_101(&self, count: usize) -> Wire {
        let ours = self.t101.address;
        let wire = self.wire.lock().expect("no panic");
        wire.iter()
            .filter(|(from, to, _)| *from == ours || *to == ours)
            .take(count)
            .cloned()
            .collect()
    }

    fn all(&self) -> Wire {
        self.wire.lock().expect("no panic").clone()
    }

    fn assert_flow(&self, text: &str, wire: &Wire) {
        let actors = [
            ("T101", self.t101.address),
            ("T102", self.t102.address),
            ("SRV", self.server),
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
    }
}

impl Drop for Trio {
    fn drop(&mut self) {
        for phone in [&mut self.t101, &mut self.t102] {
            phone.handle.stop();
            if let Some(thread) = phone.thread.take() {
                let _ = thread.join();
            }
        }
        self.exchange.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn phone(
    server: SocketAddr,
    index: usize,
    policy: &Policy,
    delete_all: bool,
    wire: &Arc<Mutex<Wire>>,
) -> Phone {
    let number = ["101", "102"][index];
    let address = free_address(101 + u8::try_from(index).expect("two phones"));
    let path = Path {
        transport: Transport::Udp,
        local: address,
        remote: server,
    };
    let mut config = phone_config(index, number);
    config.domain = server.to_string().into();
    config.server = path;
    config.policy = policy.clone();
    config.media.address = address.ip();
    config.media.codecs = vec![Law::Mu];
    if let Some(registration) = &mut config.registration {
        registration.registrar = path;
        registration.delete_all_on_start = delete_all;
        registration.contact_user = ContactUser::Set(number.into());
    }
    let driver = Driver::bind(&listen(address)).expect("the address is free");
    let random = Random::from_number(index as u64 + 3);
    let mut terminal = Terminal::new(driver.now(), config, random).expect("good settings");
    let handle = driver.handle();
    let (told, events) = mpsc::channel();
    let thread = thread::spawn(move || {
        run(driver, &mut terminal, |event| {
            // Nobody listens any more at the end of a test.
            let _ = told.send(event);
        });
    });
    Phone {
        address,
        handle,
        events,
        call: None,
        wire: Arc::clone(wire),
        thread: Some(thread),
    }
}

fn arrows(wire: &Mutex<Wire>) -> Vec<String> {
    let wire = wire.lock().expect("no panic");
    wire.iter()
        .map(|(from, to, bytes)| {
            let line = bytes
                .split(|byte| *byte == b'\r')
                .next()
                .unwrap_or_default();
            format!("{from} -> {to} {}", String::from_utf8_lossy(line))
        })
        .collect()
}

fn run<N: Node>(driver: Driver<N::Command>, node: &mut N, mut told: impl FnMut(N::Event)) {
    driver
        .run(node, |_, event| told(event))
        .expect("the loop runs");
}

fn listen(address: SocketAddr) -> ListenConfig {
    ListenConfig {
        udp: vec![address],
        ..ListenConfig::default()
    }
}

/// Media ports for one exchange: the tests run side by side.
fn media_ports() -> RangeInclusive<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    let first = NEXT.fetch_add(1_000, Ordering::Relaxed);
    first..=first + 999
}

/// A loopback address with a port that nobody has just now, in a network that belongs to this
/// process: a test runner may give each test a process of its own.
fn free_address(last: u8) -> SocketAddr {
    let [_, _, high, low] = std::process::id().to_be_bytes();
    let ip = IpAddr::V4(Ipv4Addr::new(127, high, low, last));
    UdpSocket::bind((ip, 0))
        .and_then(|socket| socket.local_addr())
        .expect("loopback has free ports")
}

fn plain() -> Policy {
    Policy {
        rel100: false,
        update: false,
        ..Policy::automatic(None)
    }
}

/// A refresh after a hundredth of the interval, so that a test need not wait for half of it
/// (R-9.5.1-1: the fraction can be set).
fn timer() -> TimerPolicy {
    TimerPolicy {
        expires_s: 180,
        refresh_thousandths: 10,
        ..TimerPolicy::default()
    }
}

/// R-i.1-1.
#[test]
fn i1_registration() {
    let mut trio = Trio::new(InviteChallenge::Off, &plain(), false);
    trio.wait_registered();
    let wire = trio.of_101(99);
    trio.assert_flow(include_str!("../../../core/sim/flows/i1.txt"), &wire);
}

/// R-i.2-1.
#[test]
fn i2_deletion_of_one_location() {
    let mut trio = Trio::registered(InviteChallenge::Off, &plain());
    trio.t101.tell(Command::StopRegistration);
    trio.t101
        .wait("unregistered", |event| matches!(event, Event::Unregistered));
    trio.wait_for_quiet();
    let wire = trio.of_101(99);
    trio.assert_flow(include_str!("../../../core/sim/flows/i2.txt"), &wire);
}

/// R-i.3-1.
#[test]
fn i3_deletion_of_all_locations() {
    let mut trio = Trio::new(InviteChallenge::Off, &plain(), true);
    trio.wait_registered();
    let wire = trio.of_101(4);
    trio.assert_flow(include_str!("../../../core/sim/flows/i3.txt"), &wire);
}

/// R-i.4-1.
#[test]
fn i4_call_with_100rel_timer_and_update() {
    let policy = Policy::automatic(Some(timer()));
    let mut trio = Trio::registered(InviteChallenge::Off, &policy);
    trio.call();
    trio.wait_for(18);
    trio.hang_up(true);
    let wire = trio.all();
    trio.assert_flow(include_str!("../../../core/sim/flows/i4.txt"), &wire);
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
    trio.wait_for(16);
    trio.hang_up(false);
    let wire = trio.all();
    trio.assert_flow(include_str!("../../../core/sim/flows/i5.txt"), &wire);
}

/// R-i.6-1.
#[test]
fn i6_call_without_extensions() {
    let mut trio = Trio::registered(InviteChallenge::Off, &plain());
    trio.call();
    trio.hang_up(false);
    let wire = trio.all();
    trio.assert_flow(include_str!("../../../core/sim/flows/i6.txt"), &wire);
}

/// R-i.7-1.
#[test]
fn i7_call_with_authentication() {
    let mut trio = Trio::registered(InviteChallenge::Proxy407, &plain());
    trio.call();
    let wire = trio.all();
    trio.assert_flow(include_str!("../../../core/sim/flows/i7.txt"), &wire);
}
