//! The virtual network: many nodes, one clock, one source of chance.
//!
//! The loop of its owner: [`Network::step`] until it says that nothing is left to happen before a
//! given time, and [`Network::command`], [`Network::crash`], [`Network::restart`] in between. All
//! that happens is shown to a [`Tap`]. The same seed and the same calls give the same packets at
//! the same microseconds: [`Network::fingerprint`] tells.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_node::{
    Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Random, Time, Transmit, Transport,
};

use crate::fault::Faults;
use crate::meddler::{Fate, Meddler};

/// The longest row of turns that a node may ask for without time going on: a node that wants more
/// would hang its driver.
const TURNS_WITHOUT_TIME_MAX: u32 = 10_000;

/// A host of the network: it has one address and runs one node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostId(pub usize);

/// What a packet carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A SIP message.
    Sip(Transport),
    /// A media datagram, with the receiver's port where one is open.
    Media(Channel),
}

/// A packet, as a wire-tap sees it.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// When it was sent.
    pub sent_at: Time,
    /// Who sent it.
    pub from: HostId,
    /// Whose address it goes to, if anybody's.
    pub to: Option<HostId>,
    /// The address it left from.
    pub source: SocketAddr,
    /// The address it goes to.
    pub destination: SocketAddr,
    /// SIP or media.
    pub medium: Medium,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Sees all that happens.
pub trait Tap<E> {
    /// A node has sent a packet; `lost` if it will never arrive.
    fn sent(&mut self, packet: &Packet<'_>, lost: bool);

    /// A packet reaches a living node, which has not seen it yet. A doubled one is shown twice.
    fn delivered(&mut self, now: Time, packet: &Packet<'_>);

    /// A node told something.
    fn event(&mut self, now: Time, host: HostId, event: E);

    /// A host is told that a message could not be delivered along `flow`, to `peer` or to an address of
    /// nobody.
    fn unreachable(&mut self, _now: Time, _host: HostId, _flow: Flow, _peer: Option<HostId>) {}

    /// A node asked again and again for a turn without letting time go on.
    fn spinning(&mut self, now: Time, host: HostId);
}

/// A tap that looks away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blind;

impl<E> Tap<E> for Blind {
    fn sent(&mut self, _packet: &Packet<'_>, _lost: bool) {}
    fn delivered(&mut self, _now: Time, _packet: &Packet<'_>) {}
    fn event(&mut self, _now: Time, _host: HostId, _event: E) {}
    fn spinning(&mut self, _now: Time, _host: HostId) {}
}

#[derive(Debug)]
struct Host<N> {
    address: SocketAddr,
    node: Option<N>,
    pairs: BTreeMap<PairId, SocketAddr>,
    /// What the node's `poll_timeout` said after its last turn.
    wake: Option<Time>,
    turns_at: Time,
    turns: u32,
}

/// Where a media port leads.
#[derive(Clone, Copy, Debug)]
struct Door {
    host: usize,
    pair: PairId,
    channel: Channel,
}

#[derive(Debug, PartialEq, Eq)]
enum Parcel {
    Packet {
        sent_at: Time,
        from: usize,
        source: SocketAddr,
        destination: SocketAddr,
        /// `None`: media.
        transport: Option<Transport>,
        bytes: Box<[u8]>,
    },
    Unreachable {
        host: usize,
        flow: Flow,
    },
}

#[derive(Debug, PartialEq, Eq)]
struct InFlight {
    at: Time,
    serial: u64,
    parcel: Parcel,
}

impl Ord for InFlight {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.serial).cmp(&(other.at, other.serial))
    }
}

impl PartialOrd for InFlight {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The network.
#[derive(Debug)]
pub struct Network<N: Node> {
    now: Time,
    random: Random,
    faults: Faults,
    meddler: Meddler,
    hosts: Vec<Host<N>>,
    by_address: BTreeMap<SocketAddr, usize>,
    doors: BTreeMap<SocketAddr, Door>,
    cuts: BTreeSet<(usize, usize)>,
    queue: BinaryHeap<Reverse<InFlight>>,
    /// The arrival of the last packet of each link that keeps its order.
    last_arrival: BTreeMap<(usize, usize), Time>,
    serial: u64,
    outbox: Outbox<N::Event>,
    fingerprint: u64,
}

impl<N: Node> Network<N> {
    /// An empty network.
    pub fn new(now: Time, random: Random, faults: Faults) -> Self {
        Self {
            now,
            random,
            faults,
            meddler: Meddler::default(),
            hosts: Vec::new(),
            by_address: BTreeMap::new(),
            doors: BTreeMap::new(),
            cuts: BTreeSet::new(),
            queue: BinaryHeap::new(),
            last_arrival: BTreeMap::new(),
            serial: 0,
            outbox: Outbox::default(),
            fingerprint: 0x6e61_6973_656e_2121,
        }
    }

    /// Adds a host that answers for SIP at `address`, on every transport.
    pub fn add(&mut self, address: SocketAddr, node: N) -> HostId {
        let index = self.hosts.len();
        self.hosts.push(Host {
            address,
            wake: node.poll_timeout(),
            node: Some(node),
            pairs: BTreeMap::new(),
            turns_at: self.now,
            turns: 0,
        });
        self.by_address.insert(address, index);
        HostId(index)
    }

    /// The time it is.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The SIP address of a host.
    pub fn address(&self, host: HostId) -> SocketAddr {
        self.hosts[host.0].address
    }

    /// The node of a host; `None` while it is down.
    pub fn node(&self, host: HostId) -> Option<&N> {
        self.hosts[host.0].node.as_ref()
    }

    /// How many media port pairs a host has open.
    pub fn open_pairs(&self, host: HostId) -> usize {
        self.hosts[host.0].pairs.len()
    }

    /// A number that all packets so far, their times and their fates have gone into.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// From now on packets suffer these faults.
    pub fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
    }

    /// From now on this one decides, packet by packet, before the faults do.
    pub fn set_meddler(&mut self, meddler: Meddler) {
        self.meddler = meddler;
    }

    /// Cuts the link between two hosts, both ways.
    pub fn cut(&mut self, one: HostId, other: HostId) {
        self.cuts.insert(link(one.0, other.0));
    }

    /// Mends every cut link.
    pub fn mend(&mut self) {
        self.cuts.clear();
    }

    /// The node's process dies: its memory and its ports are gone.
    pub fn crash(&mut self, host: HostId) {
        let host = &mut self.hosts[host.0];
        host.node = None;
        host.wake = None;
        for (_, address) in std::mem::take(&mut host.pairs) {
            self.doors.remove(&address);
            self.doors.remove(&rtcp_of(address));
        }
    }

    /// A new process runs `node` at the host.
    pub fn restart(&mut self, host: HostId, node: N) {
        self.crash(host);
        let host = &mut self.hosts[host.0];
        host.wake = node.poll_timeout();
        host.node = Some(node);
    }

    /// Hands a command to a node; nothing happens while it is down.
    pub fn command(&mut self, host: HostId, command: N::Command, tap: &mut impl Tap<N::Event>) {
        let now = self.now;
        let record = &mut self.hosts[host.0];
        if let Some(node) = &mut record.node {
            node.handle_command(now, command, &mut self.outbox);
            record.wake = node.poll_timeout();
            self.carry_out(host.0, tap);
        }
    }

    /// When the next thing happens, if anything will.
    pub fn next_at(&self) -> Option<Time> {
        let packet = self.queue.peek().map(|Reverse(flight)| flight.at);
        let wake = self.next_wake().map(|(at, _)| at);
        match (packet, wake) {
            (Some(packet), Some(wake)) => Some(packet.min(wake)),
            (packet, wake) => packet.or(wake),
        }
    }

    /// Lets the next thing happen, if it happens at `until` or before; otherwise it becomes `until`
    /// and the answer is false.
    pub fn step(&mut self, until: Time, tap: &mut impl Tap<N::Event>) -> bool {
        let packet = self.queue.peek().map(|Reverse(flight)| flight.at);
        let wake = self.next_wake();
        let packet_first = match (packet, wake) {
            (Some(packet), Some((wake, _))) => packet <= wake,
            (packet, _) => packet.is_some(),
        };
        let at = if packet_first {
            packet
        } else {
            wake.map(|(at, _)| at)
        };
        let Some(at) = at.filter(|&at| at <= until) else {
            self.now = self.now.max(until);
            return false;
        };
        self.now = self.now.max(at);
        if packet_first {
            if let Some(Reverse(flight)) = self.queue.pop() {
                self.arrive(flight.parcel, tap);
            }
        } else if let Some((_, host)) = wake {
            self.wake(host, tap);
        }
        true
    }

    /// Lets all happen until `until`.
    pub fn run_until(&mut self, until: Time, tap: &mut impl Tap<N::Event>) {
        while self.step(until, tap) {}
    }

    fn next_wake(&self) -> Option<(Time, usize)> {
        self.hosts
            .iter()
            .enumerate()
            .filter_map(|(index, host)| Some((host.wake?, index)))
            .min()
    }

    fn wake(&mut self, host: usize, tap: &mut impl Tap<N::Event>) {
        let now = self.now;
        let record = &mut self.hosts[host];
        if record.turns_at == now {
            record.turns += 1;
        } else {
            record.turns_at = now;
            record.turns = 0;
        }
        if record.turns > TURNS_WITHOUT_TIME_MAX {
            tap.spinning(now, HostId(host));
            record.node = None;
            record.wake = None;
            return;
        }
        self.turn(host, Input::Timeout, tap);
    }

    fn turn(&mut self, host: usize, input: Input<'_>, tap: &mut impl Tap<N::Event>) {
        let now = self.now;
        let record = &mut self.hosts[host];
        if let Some(node) = &mut record.node {
            node.handle_input(now, input, &mut self.outbox);
            record.wake = node.poll_timeout();
            self.carry_out(host, tap);
        }
    }

    /// Does what the node's outbox says: orders, packets, events.
    fn carry_out(&mut self, host: usize, tap: &mut impl Tap<N::Event>) {
        let now = self.now;
        let mut outbox = std::mem::take(&mut self.outbox);
        let mut answers = Vec::new();
        for order in outbox.orders.drain(..) {
            match order {
                PairOrder::Open { pair, address } => {
                    let opened = self.open(host, pair, address);
                    answers.push((pair, opened));
                }
                PairOrder::Close { pair } => {
                    if let Some(address) = self.hosts[host].pairs.remove(&pair) {
                        self.doors.remove(&address);
                        self.doors.remove(&rtcp_of(address));
                    }
                }
            }
        }
        for transmit in outbox.sends.transmits() {
            match transmit {
                Transmit::Sip { flow, range } => {
                    let bytes = outbox.sends.bytes(range.clone());
                    let transport = Some(flow.transport);
                    self.send(host, flow.local, flow.remote, transport, bytes, tap);
                }
                Transmit::Media {
                    pair,
                    channel,
                    destination,
                    range,
                } => {
                    let bytes = outbox.sends.bytes(range.clone());
                    // A closed port sends nothing.
                    let Some(&rtp) = self.hosts[host].pairs.get(pair) else {
                        continue;
                    };
                    let source = match channel {
                        Channel::Rtp => rtp,
                        Channel::Rtcp => rtcp_of(rtp),
                    };
                    self.send(host, source, *destination, None, bytes, tap);
                }
            }
        }
        for event in outbox.events.drain(..) {
            tap.event(now, HostId(host), event);
        }
        outbox.clear();
        self.outbox = outbox;
        for (pair, opened) in answers {
            let input = match opened {
                Some(address) => Input::PairOpened { pair, address },
                None => Input::PairRefused { pair },
            };
            self.turn(host, input, tap);
        }
    }

    fn open(&mut self, host: usize, pair: PairId, address: SocketAddr) -> Option<SocketAddr> {
        let own = self.hosts[host].address.ip();
        let address = if address.port() == 0 {
            self.free_address(own)?
        } else {
            address
        };
        let taken = self.doors.contains_key(&address)
            || self.doors.contains_key(&rtcp_of(address))
            || self.hosts[host].pairs.contains_key(&pair);
        if taken || address.ip() != own {
            return None;
        }
        let door = |channel| Door {
            host,
            pair,
            channel,
        };
        self.doors.insert(address, door(Channel::Rtp));
        self.doors.insert(rtcp_of(address), door(Channel::Rtcp));
        self.hosts[host].pairs.insert(pair, address);
        Some(address)
    }

    fn free_address(&self, ip: IpAddr) -> Option<SocketAddr> {
        (40_000..60_000u16)
            .step_by(2)
            .map(|port| SocketAddr::new(ip, port))
            .find(|address| !self.doors.contains_key(address))
    }

    fn send(
        &mut self,
        from: usize,
        source: SocketAddr,
        destination: SocketAddr,
        transport: Option<Transport>,
        bytes: &[u8],
        tap: &mut impl Tap<N::Event>,
    ) {
        let to = self.owner(destination, transport.is_none());
        let channel = self
            .doors
            .get(&destination)
            .map_or(Channel::Rtp, |door| door.channel);
        let packet = Packet {
            sent_at: self.now,
            from: HostId(from),
            to: to.map(HostId),
            source,
            destination,
            medium: transport.map_or(Medium::Media(channel), Medium::Sip),
            bytes,
        };
        let fate = self.meddler.fate(&packet);
        let reliable = transport.is_some_and(Transport::is_reliable);
        let faults = self.faults;
        let lost = match &fate {
            Fate::Lost | Fate::Refused => true,
            Fate::Instead(forged) => forged.is_empty(),
            Fate::Pass => self.is_lost(from, to, transport),
        };
        self.stamp(from, to, lost, bytes);
        tap.sent(&packet, lost);
        // A connection that cannot be made or kept is noticed.
        let noticed = (reliable && fate == Fate::Pass) || fate == Fate::Refused;
        if let Fate::Instead(forged) = fate {
            for forged in forged {
                let at = self.now + faults.delay + forged.delay;
                let parcel = Parcel::Packet {
                    sent_at: self.now,
                    from,
                    source: forged.source,
                    destination: forged.destination,
                    transport,
                    bytes: forged.bytes.into(),
                };
                self.enqueue(at, parcel);
            }
            return;
        }
        let Some(to) = to.filter(|_| !lost) else {
            if let Some(transport) = transport.filter(|_| noticed) {
                let flow = Flow {
                    transport,
                    local: source,
                    remote: destination,
                };
                let at = self.now + faults.delay;
                self.enqueue(at, Parcel::Unreachable { host: from, flow });
            }
            return;
        };
        let parcel = |sent_at| Parcel::Packet {
            sent_at,
            from,
            source,
            destination,
            transport,
            bytes: bytes.into(),
        };
        let mut at = self.now + faults.delay + self.chance_of(faults.jitter);
        if !reliable && faults.reordering > 0.0 && self.random.chance(faults.reordering) {
            at += self.chance_of(faults.straggle);
        } else {
            let last = self.last_arrival.entry((from, to)).or_default();
            at = at.max(*last);
            *last = at;
        }
        if !reliable && faults.duplication > 0.0 && self.random.chance(faults.duplication) {
            let again = at + self.chance_of(faults.straggle);
            self.enqueue(again, parcel(self.now));
        }
        self.enqueue(at, parcel(self.now));
    }

    /// Whether the faults of the link swallow a packet.
    fn is_lost(&mut self, from: usize, to: Option<usize>, transport: Option<Transport>) -> bool {
        let Some(to) = to else {
            return true;
        };
        let reliable = transport.is_some_and(Transport::is_reliable);
        let loss = if transport.is_some() {
            self.faults.loss
        } else {
            self.faults.media_loss
        };
        self.cuts.contains(&link(from, to)) || (!reliable && loss > 0.0 && self.random.chance(loss))
    }

    fn arrive(&mut self, parcel: Parcel, tap: &mut impl Tap<N::Event>) {
        let (sent_at, from, source, destination, transport, bytes) = match parcel {
            Parcel::Packet {
                sent_at,
                from,
                source,
                destination,
                transport,
                bytes,
            } => (sent_at, from, source, destination, transport, bytes),
            Parcel::Unreachable { host, flow } => {
                let peer = self.owner(flow.remote, false).map(HostId);
                tap.unreachable(self.now, HostId(host), flow, peer);
                self.turn(host, Input::Unreachable { flow }, tap);
                return;
            }
        };
        let Some(to) = self.owner(destination, transport.is_none()) else {
            return;
        };
        if self.hosts[to].node.is_none() {
            let noticed = transport.is_some_and(Transport::is_reliable) || self.faults.unreachable;
            if let Some(transport) = transport.filter(|_| noticed) {
                let flow = Flow {
                    transport,
                    local: source,
                    remote: destination,
                };
                let at = self.now + self.faults.delay;
                self.enqueue(at, Parcel::Unreachable { host: from, flow });
            }
            return;
        }
        let door = self.doors.get(&destination).copied();
        let channel = door.map_or(Channel::Rtp, |door| door.channel);
        let packet = Packet {
            sent_at,
            from: HostId(from),
            to: Some(HostId(to)),
            source,
            destination,
            medium: transport.map_or(Medium::Media(channel), Medium::Sip),
            bytes: &bytes,
        };
        self.stamp(from, Some(to), false, &[]);
        tap.delivered(self.now, &packet);
        let input = match (transport, door) {
            (Some(transport), _) => Input::Sip {
                flow: Flow {
                    transport,
                    local: destination,
                    remote: source,
                },
                bytes: &bytes,
            },
            (None, Some(door)) => Input::Media {
                pair: door.pair,
                channel: door.channel,
                source,
                payload: &bytes,
            },
            (None, None) => return,
        };
        self.turn(to, input, tap);
    }

    /// Whose address this is.
    fn owner(&self, address: SocketAddr, media: bool) -> Option<usize> {
        if media {
            self.doors.get(&address).map(|door| door.host)
        } else {
            self.by_address.get(&address).copied()
        }
    }

    fn enqueue(&mut self, at: Time, parcel: Parcel) {
        let serial = self.serial;
        self.serial += 1;
        self.queue.push(Reverse(InFlight { at, serial, parcel }));
    }

    fn chance_of(&mut self, most: Duration) -> Duration {
        let micros = u64::try_from(most.as_micros()).unwrap_or(u64::MAX);
        if micros == 0 {
            return Duration::ZERO;
        }
        Duration::from_micros(self.random.below(micros))
    }

    fn stamp(&mut self, from: usize, to: Option<usize>, lost: bool, bytes: &[u8]) {
        let to = to.map_or(u64::MAX, |to| to as u64);
        let mut hash = self.fingerprint;
        let mut mix = |word: u64| {
            hash = (hash ^ word)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
        };
        mix(self.now.as_micros());
        mix((from as u64) << 32 ^ to ^ u64::from(lost) << 63);
        mix(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            mix(u64::from_le_bytes(word));
        }
        self.fingerprint = hash;
    }
}

fn link(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

fn rtcp_of(rtp: SocketAddr) -> SocketAddr {
    SocketAddr::new(rtp.ip(), rtp.port().saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meddler::Forged;

    const START: Time = Time::from_unix_seconds(1_800_000_000);

    /// Sends what it is told to the address it is told, and tells what comes.
    struct Talker(SocketAddr);

    impl Node for Talker {
        type Command = SocketAddr;
        type Event = &'static str;

        fn handle_input(&mut self, _now: Time, input: Input<'_>, out: &mut Outbox<&'static str>) {
            match input {
                Input::Sip { .. } => out.events.push("message"),
                Input::Unreachable { .. } => out.events.push("unreachable"),
                _ => {}
            }
        }

        fn handle_command(&mut self, _now: Time, to: SocketAddr, out: &mut Outbox<&'static str>) {
            let flow = Flow {
                transport: Transport::Udp,
                local: self.0,
                remote: to,
            };
            out.sends.sip(flow, |buffer| buffer.extend_from_slice(b"x"));
        }

        fn poll_timeout(&self) -> Option<Time> {
            None
        }
    }

    #[derive(Default)]
    struct Heard(Vec<(Time, &'static str)>);

    impl Tap<&'static str> for Heard {
        fn sent(&mut self, _packet: &Packet<'_>, _lost: bool) {}
        fn delivered(&mut self, _now: Time, _packet: &Packet<'_>) {}
        fn event(&mut self, now: Time, _host: HostId, event: &'static str) {
            self.0.push((now, event));
        }
        fn spinning(&mut self, _now: Time, _host: HostId) {}
    }

    fn address(last: u8) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, last], 5060))
    }

    /// How often what is sent a thousand times is told.
    fn told(faults: Faults, prepare: impl FnOnce(&mut Network<Talker>)) -> (usize, &'static str) {
        let mut network = Network::new(START, Random::from_number(1), faults);
        let one = network.add(address(1), Talker(address(1)));
        network.add(address(2), Talker(address(2)));
        prepare(&mut network);
        let mut heard = Heard::default();
        for _ in 0..1_000 {
            network.command(one, address(2), &mut heard);
        }
        network.run_until(START + Duration::from_secs(1), &mut heard);
        let first = heard.0.first().map_or("nothing", |(_, event)| event);
        (heard.0.len(), first)
    }

    #[test]
    fn faults_do_what_their_names_say() {
        let two = HostId(1);
        assert_eq!(told(Faults::none(), |_| {}), (1_000, "message"));
        let lossy = Faults {
            loss: 0.2,
            ..Faults::none()
        };
        assert!((700..900).contains(&told(lossy, |_| {}).0));
        let doubling = Faults {
            duplication: 0.2,
            ..Faults::none()
        };
        assert!((1_100..1_300).contains(&told(doubling, |_| {}).0));
        assert_eq!(
            told(Faults::none(), |it| it.cut(HostId(0), two)),
            (0, "nothing")
        );
        assert_eq!(told(Faults::none(), |it| it.crash(two)), (0, "nothing"));
        let telling = Faults {
            unreachable: true,
            ..Faults::none()
        };
        assert_eq!(told(telling, |it| it.crash(two)), (1_000, "unreachable"));
        let mended = |it: &mut Network<Talker>| {
            it.cut(HostId(0), two);
            it.mend();
        };
        assert_eq!(told(Faults::none(), mended), (1_000, "message"));
    }

    #[test]
    fn a_meddler_decides_before_the_faults() {
        let meddled = |fate: fn(&Packet<'_>) -> Fate| {
            told(Faults::none(), |it| it.set_meddler(Meddler::new(fate)))
        };
        assert_eq!(meddled(|_| Fate::Pass), (1_000, "message"));
        assert_eq!(meddled(|_| Fate::Lost), (0, "nothing"));
        assert_eq!(meddled(|_| Fate::Refused), (1_000, "unreachable"));
        let twice = |packet: &Packet<'_>| Fate::Instead(vec![Forged::copy(packet); 2]);
        assert_eq!(meddled(twice), (2_000, "message"));
    }

    #[test]
    fn a_packet_takes_its_delay() {
        let mut network = Network::new(START, Random::from_number(1), Faults::none());
        let one = network.add(address(1), Talker(address(1)));
        network.add(address(2), Talker(address(2)));
        let mut heard = Heard::default();
        network.command(one, address(2), &mut heard);
        network.run_until(START + Duration::from_secs(1), &mut heard);
        assert_eq!(heard.0, [(START + Faults::none().delay, "message")]);
    }
}
