//! The wire-tap: every packet of a run, as a pcap.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_capture::{PcapWriter, Segment};
use naisen_node::{Flow, Random, Time, Transport};
use naisen_sim::{HostId, Medium, Packet, Tap, Told};
use naisen_terminal::{CallId, Event};

/// Where the wire is tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// A mirror port of the switch: every packet as it was sent.
    Everywhere,
    /// On this host: what it sends, and what reaches it.
    At(IpAddr),
}

/// One packet that was seen.
#[derive(Clone, Debug)]
struct Seen {
    at: Time,
    source: SocketAddr,
    destination: SocketAddr,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Datagram(Vec<u8>),
    /// A datagram of which these fragments were lost.
    Torn(Vec<u8>, Vec<usize>),
    Stream(Vec<u8>),
    /// ICMP says that this could not be delivered.
    Unreachable(Vec<u8>),
    /// A connection was asked for.
    Connect,
    /// The destination refuses or breaks the connection.
    Reset,
}

/// The tape of a run.
#[derive(Debug)]
pub(crate) struct Tape {
    view: View,
    seen: Vec<Seen>,
    /// What was sent last along each way, to be quoted by ICMP.
    last: BTreeMap<(SocketAddr, SocketAddr), Vec<u8>>,
    /// Whether datagrams larger than the MTU lose a fragment on their way.
    pub(crate) tears: bool,
    /// Calls of our terminals, in the order in which they began.
    pub(crate) calls: Vec<(HostId, CallId)>,
    /// Only what comes from this host is captured: the mirror port shows one direction.
    pub(crate) only_from: Option<IpAddr>,
    /// The machine captures on two interfaces and sees every packet on both.
    pub(crate) twice: bool,
    /// The share of packets that the capturing machine misses, 0 to 1, and its chance.
    pub(crate) misses: (f64, Random),
    /// The network of the stage is written as a public one of the same length.
    pub(crate) public: bool,
    /// Media is left out, as a filter on the signalling port leaves it out.
    pub(crate) without_media: bool,
}

/// The bytes of a datagram beyond which IP cuts it.
const WHOLE_MAX: usize = 1_472;

impl Tape {
    pub(crate) fn new(view: View) -> Self {
        Self {
            view,
            seen: Vec::new(),
            last: BTreeMap::new(),
            tears: false,
            calls: Vec::new(),
            only_from: None,
            twice: false,
            misses: (0.0, Random::from_number(1)),
            public: false,
            without_media: false,
        }
    }

    /// The capture begins now: what was before is not in it.
    pub(crate) fn begin_now(&mut self) {
        self.seen.clear();
    }

    fn keep(&mut self, at: Time, packet: &Packet<'_>) {
        if self.only_from.is_some_and(|ip| ip != packet.source.ip()) {
            return;
        }
        let (share, random) = &mut self.misses;
        if *share > 0.0 && random.chance(*share) {
            return;
        }
        let what = match packet.medium {
            Medium::Sip(Transport::Tcp) => What::Stream(packet.bytes.to_vec()),
            Medium::Sip(Transport::Udp) if self.tears && packet.bytes.len() > WHOLE_MAX => {
                // Whoever sends it sees all of it.
                if self.view == View::At(packet.source.ip()) {
                    What::Datagram(packet.bytes.to_vec())
                } else {
                    What::Torn(packet.bytes.to_vec(), vec![1])
                }
            }
            Medium::Media(_) if self.without_media => return,
            _ => What::Datagram(packet.bytes.to_vec()),
        };
        self.seen.push(Seen {
            at,
            source: packet.source,
            destination: packet.destination,
            what,
        });
    }

    /// What went along a way on which there is no connection never left: only the wish for one did.
    fn withdraw(&mut self, source: SocketAddr, destination: SocketAddr) {
        let way = |seen: &&mut Seen| {
            let ways = [(source, destination), (destination, source)];
            matches!(seen.what, What::Stream(_)) && ways.contains(&(seen.source, seen.destination))
        };
        let mut streams = self.seen.iter_mut().filter(way);
        if let (Some(only), None) = (streams.next(), streams.next()) {
            only.what = What::Connect;
        }
    }

    /// The address as it is written.
    pub(crate) fn address(&self, address: SocketAddr) -> SocketAddr {
        match address.ip() {
            IpAddr::V4(ip) if self.public && ip.octets()[..3] == [192, 168, 0] => {
                SocketAddr::from(([203, 0, 113, ip.octets()[3]], address.port()))
            }
            _ => address,
        }
    }

    fn what(&self, what: &What) -> What {
        let bytes = |bytes: &Vec<u8>| match (self.public, std::str::from_utf8(bytes)) {
            (true, Ok(text)) => text.replace("192.168.0.", "203.0.113.").into_bytes(),
            _ => bytes.clone(),
        };
        match what {
            What::Datagram(it) => What::Datagram(bytes(it)),
            What::Torn(it, lost) => What::Torn(bytes(it), lost.clone()),
            What::Stream(it) => What::Stream(bytes(it)),
            What::Unreachable(it) => What::Unreachable(bytes(it)),
            What::Connect => What::Connect,
            What::Reset => What::Reset,
        }
    }

    /// The tape as a pcap.
    pub(crate) fn pcap(&self) -> Vec<u8> {
        let mut writer = PcapWriter::new(Vec::new()).expect("memory can be written");
        let mut connections = Connections::default();
        for seen in &self.seen {
            let Seen {
                at,
                source,
                destination,
                what,
            } = seen;
            let at = *at;
            let source = self.address(*source);
            let destination = self.address(*destination);
            let what = &self.what(what);
            match what {
                What::Datagram(bytes) => {
                    let again = at + Duration::from_micros(90);
                    let first = writer.datagram(at, source, destination, bytes);
                    let other = self
                        .twice
                        .then(|| writer.datagram(again, source, destination, bytes));
                    first.and(other.unwrap_or(Ok(())))
                }
                What::Torn(bytes, lost) => {
                    writer.datagram_without(at, source, destination, bytes, lost)
                }
                What::Unreachable(bytes) => {
                    writer.unreachable(at, destination.ip(), source, destination, bytes)
                }
                What::Stream(bytes) => {
                    connections.send(&mut writer, at, source, destination, bytes);
                    Ok(())
                }
                What::Connect => {
                    let segment = Segment {
                        sequence: 0,
                        syn: true,
                        ..Segment::default()
                    };
                    writer.tcp(at, source, destination, segment, b"")
                }
                What::Reset => {
                    connections.reset(&mut writer, at, source, destination);
                    Ok(())
                }
            }
            .expect("memory can be written");
        }
        writer.finish().expect("memory can be written")
    }
}

impl Tap<Told> for Tape {
    fn sent(&mut self, packet: &Packet<'_>, _lost: bool) {
        let way = (packet.source, packet.destination);
        if matches!(packet.medium, Medium::Sip(_)) {
            self.last.insert(way, packet.bytes.to_vec());
        }
        let seen = match self.view {
            View::Everywhere => true,
            View::At(ip) => {
                let nobody = packet.to.is_none() && packet.destination.ip() == ip;
                packet.source.ip() == ip || nobody
            }
        };
        if seen {
            self.keep(packet.sent_at, packet);
        } else if let View::At(ip) = self.view
            && self.tears
            && packet.destination.ip() == ip
            && packet.bytes.len() > WHOLE_MAX
        {
            // The receiver sees the fragments that came.
            self.keep(packet.sent_at + Duration::from_millis(1), packet);
        }
    }

    fn delivered(&mut self, now: Time, packet: &Packet<'_>) {
        if let View::At(ip) = self.view
            && packet.destination.ip() == ip
        {
            self.keep(now, packet);
        }
    }

    fn event(&mut self, _now: Time, host: HostId, event: Told) {
        if let Told::Terminal(Event::Dialling { call, .. } | Event::Incoming { call, .. }) = event {
            self.calls.push((host, call));
        }
    }

    fn unreachable(&mut self, now: Time, _host: HostId, flow: Flow, _peer: Option<HostId>) {
        let seen = match self.view {
            View::Everywhere => true,
            View::At(ip) => flow.local.ip() == ip || flow.remote.ip() == ip,
        };
        if !seen {
            return;
        }
        if flow.transport == Transport::Tcp {
            self.withdraw(flow.local, flow.remote);
        }
        let quoted = self.last.get(&(flow.local, flow.remote));
        let what = match flow.transport {
            Transport::Udp => What::Unreachable(quoted.cloned().unwrap_or_default()),
            Transport::Tcp => What::Reset,
        };
        self.seen.push(Seen {
            at: now,
            source: flow.local,
            destination: flow.remote,
            what,
        });
    }

    fn spinning(&mut self, _now: Time, host: HostId) {
        panic!("{host:?} does not let time go on");
    }
}

/// The TCP connections of a tape: one between any two addresses.
#[derive(Default)]
struct Connections(BTreeMap<(SocketAddr, SocketAddr), u32>);

impl Connections {
    /// The numbers of the next byte of either direction; connects first if need be.
    fn numbers(
        &mut self,
        writer: &mut PcapWriter<Vec<u8>>,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
    ) -> (u32, u32) {
        if let Some(own) = self.0.get(&(source, destination))
            && let Some(other) = self.0.get(&(destination, source))
        {
            return (*own, *other);
        }
        let (own, other) = (1_000_000, 2_000_000);
        let mut write = |source, destination, sequence, acknowledge, syn| {
            let segment = Segment {
                sequence,
                acknowledge,
                syn,
                ..Segment::default()
            };
            writer
                .tcp(at, source, destination, segment, b"")
                .expect("memory can be written");
        };
        write(source, destination, own, None, true);
        write(destination, source, other, Some(own + 1), true);
        write(source, destination, own + 1, Some(other + 1), false);
        self.0.insert((source, destination), own + 1);
        self.0.insert((destination, source), other + 1);
        (own + 1, other + 1)
    }

    fn send(
        &mut self,
        writer: &mut PcapWriter<Vec<u8>>,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        bytes: &[u8],
    ) {
        // Ethernet takes so much of a stream at once.
        for piece in bytes.chunks(1_460) {
            let (own, other) = self.numbers(writer, at, source, destination);
            let segment = Segment {
                sequence: own,
                acknowledge: Some(other),
                ..Segment::default()
            };
            writer
                .tcp(at, source, destination, segment, piece)
                .expect("memory can be written");
            let next = own.wrapping_add(u32::try_from(piece.len()).unwrap_or(0));
            self.0.insert((source, destination), next);
        }
    }

    /// The destination answers what it was sent with RST.
    fn reset(
        &mut self,
        writer: &mut PcapWriter<Vec<u8>>,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
    ) {
        let own = self.0.remove(&(source, destination));
        let other = self.0.remove(&(destination, source));
        let segment = Segment {
            sequence: other.unwrap_or(0),
            acknowledge: own.or(Some(1)),
            reset: true,
            ..Segment::default()
        };
        writer
            .tcp(at, destination, source, segment, b"")
            .expect("memory can be written");
    }
}
