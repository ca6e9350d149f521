//! From the packets of a capture to frames.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use etherparse::{TcpSlice, UdpHeaderSlice};
use naisen_node::Time;
use naisen_trace::{Carried, Frame};

use crate::capture::Summary;
use crate::fragments::{Fragments, Pending};
use crate::ip::{self, ICMP, ICMPV6, TCP, UDP};
use crate::pcap::Record;
use crate::streams::Streams;

/// Bytes of a UDP header.
const UDP_HEADER: usize = 8;

/// Bytes of an ICMP header, behind which the packet that could not be delivered begins.
const ICMP_HEADER: usize = 8;

/// A step back in time by which one capture was joined to the end of a later one.
const JOINT: Duration = Duration::from_secs(60);

/// What is open between packets: fragments and streams.
#[derive(Default)]
pub(crate) struct Network {
    fragments: Fragments,
    streams: Streams,
    /// The time by which waiting is measured: the latest met, since several interfaces are captured
    /// in slight disorder.
    latest: Time,
}

/// Whom a packet is from and to, and when it was captured.
#[derive(Clone, Copy)]
struct Envelope {
    number: u64,
    at: Time,
    source: IpAddr,
    destination: IpAddr,
}

impl Envelope {
    fn frame<'a>(&self, ports: (u16, u16), carried: Carried<'a>) -> Frame<'a> {
        Frame {
            number: self.number,
            at: self.at,
            source: SocketAddr::new(self.source, ports.0),
            destination: SocketAddr::new(self.destination, ports.1),
            carried,
        }
    }
}

impl Network {
    /// Takes a packet in and hands out the frames it makes.
    #[inline]
    pub(crate) fn packet(
        &mut self,
        record: &Record<'_>,
        summary: &mut Summary,
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        summary.packets += 1;
        summary.cut += u64::from(record.cut);
        let number = summary.packets;
        let at = record.at;
        if at > self.latest || self.latest.since(at) > JOINT {
            self.latest = at;
        }
        if !self.fragments.is_empty() {
            self.give_up(Some(self.latest), summary, sink);
        }
        self.streams.sweep(number, self.latest, sink);
        let packet = record
            .link
            .and_then(|link| link.packet(record.bytes))
            .and_then(ip::parse);
        let Some(packet) = packet else {
            summary.other += 1;
            return;
        };
        let envelope = Envelope {
            number,
            at,
            source: packet.source,
            destination: packet.destination,
        };
        let Some(part) = packet.fragment else {
            self.deliver(envelope, packet.protocol, packet.payload, summary, sink);
            return;
        };
        if let Some(whole) = self.fragments.add(number, at, self.latest, &packet, part) {
            let envelope = Envelope {
                source: whole.source,
                destination: whole.destination,
                ..envelope
            };
            self.deliver(envelope, whole.protocol, &whole.bytes, summary, sink);
        }
    }

    /// Hands out what is still open at the end of the trace.
    pub(crate) fn finish(&mut self, summary: &mut Summary, sink: &mut impl FnMut(Frame<'_>)) {
        self.give_up(None, summary, sink);
        self.streams.finish(summary.packets, self.latest, sink);
        summary.gaps = self.streams.gaps;
    }

    /// What an IP packet carries.
    #[inline]
    fn deliver(
        &mut self,
        envelope: Envelope,
        protocol: u8,
        payload: &[u8],
        summary: &mut Summary,
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        match protocol {
            UDP => {
                if let Some((ports, payload)) = udp(payload) {
                    sink(envelope.frame(ports, Carried::Datagram(payload)));
                    return;
                }
            }
            TCP => {
                if let Ok(segment) = TcpSlice::from_slice(payload) {
                    let source = SocketAddr::new(envelope.source, segment.source_port());
                    let destination =
                        SocketAddr::new(envelope.destination, segment.destination_port());
                    let Envelope { number, at, .. } = envelope;
                    self.streams
                        .segment(number, at, source, destination, &segment, sink);
                    summary.gaps = self.streams.gaps;
                    return;
                }
            }
            ICMP | ICMPV6 => {
                if let Some(frame) = unreachable(envelope, protocol, payload) {
                    sink(frame);
                }
                return;
            }
            _ => {}
        }
        summary.other += 1;
    }

    /// Hands out the beginnings of packets whose fragments are not waited for any longer.
    fn give_up(
        &mut self,
        now: Option<Time>,
        summary: &mut Summary,
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        while let Some(lost) = self.fragments.give_up(now) {
            summary.incomplete += 1;
            if let Some(frame) = fragment(&lost) {
                sink(frame);
            }
        }
    }
}

/// The ports and the payload of a UDP datagram, as far as it was captured (RFC 768).
#[inline]
fn udp(bytes: &[u8]) -> Option<((u16, u16), &[u8])> {
    let header = UdpHeaderSlice::from_slice(bytes).ok()?;
    let end = match usize::from(header.length()) {
        // A jumbogram, or a card that fills the length in later.
        0 => bytes.len(),
        length => length.min(bytes.len()),
    };
    let ports = (header.source_port(), header.destination_port());
    Some((ports, bytes.get(UDP_HEADER..end)?))
}

/// The first part of a UDP datagram, if it came.
fn fragment(lost: &Pending) -> Option<Frame<'_>> {
    if lost.protocol() != UDP {
        return None;
    }
    let (ports, payload) = udp(lost.beginning())?;
    let envelope = Envelope {
        number: lost.number,
        at: lost.at,
        source: lost.source(),
        destination: lost.destination(),
    };
    Some(envelope.frame(ports, Carried::Fragment(payload)))
}

/// What an ICMP packet says about one that could not be delivered (RFC 792, RFC 4443 §3.1). That a
/// packet was too large for the path is no such message: the sender sends smaller ones.
fn unreachable(envelope: Envelope, protocol: u8, bytes: &[u8]) -> Option<Frame<'static>> {
    const TOO_LARGE: u8 = 4;
    match (protocol, *bytes.first()?, *bytes.get(1)?) {
        (ICMP, 3, code) if code != TOO_LARGE => {}
        (ICMPV6, 1, _) => {}
        _ => return None,
    }
    let packet = ip::parse(bytes.get(ICMP_HEADER..)?)?;
    if packet.fragment.is_some_and(|part| part.offset > 0) || !matches!(packet.protocol, UDP | TCP)
    {
        return None;
    }
    let &[a, b, c, d] = packet.payload.first_chunk()?;
    let ports = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let envelope = Envelope {
        source: packet.source,
        destination: packet.destination,
        ..envelope
    };
    Some(envelope.frame(ports, Carried::Unreachable))
}
