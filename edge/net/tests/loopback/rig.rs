//! A driver on a thread of its own, running a node that does what the test says and tells all.

use std::net::{SocketAddr, UdpSocket};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use naisen_net::{Driver, Handle, ListenConfig};
use naisen_node::{Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Time};

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A SIP message that begins with this is sent back.
pub(crate) const ECHO: &[u8] = b"ECHO";

/// What the test asks of the node.
#[derive(Debug)]
pub(crate) enum Ask {
    Send(Vec<(Flow, Vec<u8>)>),
    Order(PairOrder),
    Media(PairId, Channel, SocketAddr, Vec<u8>),
    WakeAt(Time),
}

/// What the node has been told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Sip(Flow, Vec<u8>),
    Media(PairId, Channel, SocketAddr, Vec<u8>),
    Unreachable(Flow),
    Opened(PairId, SocketAddr),
    Refused(PairId),
    Timeout,
    Asked,
}

#[derive(Default)]
pub(crate) struct Probe {
    due: Option<Time>,
}

impl Node for Probe {
    type Command = Ask;
    type Event = Told;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Told>) {
        let told = match input {
            Input::Sip { flow, bytes } => {
                if bytes.starts_with(ECHO) {
                    out.sends
                        .sip(flow, |buffer| buffer.extend_from_slice(bytes));
                }
                Told::Sip(flow, bytes.to_vec())
            }
            Input::Media {
                pair,
                channel,
                source,
                payload,
            } => {
                out.sends.media(pair, channel, source, payload);
                Told::Media(pair, channel, source, payload.to_vec())
            }
            Input::Unreachable { flow } => Told::Unreachable(flow),
            Input::PairOpened { pair, address } => Told::Opened(pair, address),
            Input::PairRefused { pair } => Told::Refused(pair),
            Input::Timeout => {
                assert!(self.due.is_some_and(|due| due <= now), "woken early");
                self.due = None;
                Told::Timeout
            }
        };
        out.events.push(told);
    }

    fn handle_command(&mut self, _: Time, command: Ask, out: &mut Outbox<Told>) {
        match command {
            Ask::Send(messages) => {
                for (flow, bytes) in messages {
                    out.sends
                        .sip(flow, |buffer| buffer.extend_from_slice(&bytes));
                }
            }
            Ask::Order(order) => out.orders.push(order),
            Ask::Media(pair, channel, destination, payload) => {
                out.sends.media(pair, channel, destination, &payload);
            }
            Ask::WakeAt(due) => self.due = Some(due),
        }
        out.events.push(Told::Asked);
    }

    fn poll_timeout(&self) -> Option<Time> {
        self.due
    }
}

/// A running driver; stopped at the end of the test.
pub(crate) struct Rig {
    pub(crate) handle: Handle<Ask>,
    pub(crate) udp: Vec<SocketAddr>,
    pub(crate) tcp: Vec<SocketAddr>,
    told: Receiver<(Time, Told)>,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

impl Rig {
    pub(crate) fn start(config: &ListenConfig) -> Self {
        Self::run(Driver::bind(config).expect("the sockets can be opened"))
    }

    pub(crate) fn run(driver: Driver<Ask>) -> Self {
        let (tell, told) = channel();
        Self {
            handle: driver.handle(),
            udp: driver.udp_addresses().collect(),
            tcp: driver.tcp_addresses().collect(),
            told,
            thread: Some(std::thread::spawn(move || {
                driver.run(&mut Probe::default(), |time, event| {
                    // The test may have ended.
                    let _ = tell.send((time, event));
                })
            })),
        }
    }

    /// Listens on one UDP port of this address.
    pub(crate) fn udp(ip: &str) -> Self {
        Self::start(&ListenConfig {
            udp: vec![at(ip)],
            ..ListenConfig::default()
        })
    }

    /// Listens on one TCP port of this address.
    pub(crate) fn tcp(ip: &str) -> Self {
        Self::start(&ListenConfig {
            tcp: vec![at(ip)],
            ..ListenConfig::default()
        })
    }

    pub(crate) fn ask(&self, ask: Ask) {
        self.handle.send(ask).expect("the driver takes commands");
        self.expect(Told::Asked);
    }

    /// Waits for the next thing the node is told.
    pub(crate) fn next(&self) -> Told {
        self.next_with_time().1
    }

    pub(crate) fn next_with_time(&self) -> (Time, Told) {
        self.told.recv_timeout(PATIENCE).expect("an event in time")
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a hundred callers read better without a `&`"
    )]
    pub(crate) fn expect(&self, expected: Told) {
        assert_eq!(self.next(), expected);
    }

    /// Stops the driver and waits until it has ended.
    pub(crate) fn stop(&mut self) {
        self.handle.stop();
        if let Some(thread) = self.thread.take() {
            thread
                .join()
                .expect("the driver does not panic")
                .expect("the driver ends well");
        }
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.handle.stop();
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the driver panicked"
            );
        }
    }
}

/// Port 0 of an address.
pub(crate) fn at(ip: &str) -> SocketAddr {
    SocketAddr::new(ip.parse().expect("an IP address"), 0)
}

/// A plain socket that gives up after a while.
pub(crate) fn plain(ip: &str) -> UdpSocket {
    let socket = UdpSocket::bind(at(ip)).expect("a port");
    socket
        .set_read_timeout(Some(PATIENCE))
        .expect("a timeout can be set");
    socket
}

/// A port that nobody answers on and no other test can take: its socket is connected elsewhere, so
/// the system answers ours with an ICMP error.
pub(crate) fn nobody(ip: &str) -> UdpSocket {
    let socket = plain(ip);
    let elsewhere = SocketAddr::new(at(ip).ip(), 9);
    socket.connect(elsewhere).expect("an address");
    socket
}

/// Whether this machine has IPv6 on its loopback.
pub(crate) fn has_ipv6() -> bool {
    UdpSocket::bind(at("::1")).is_ok()
}
