//! A capture that is being written.

mod packet;

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};

use etherparse::{
    Icmpv4Header, Icmpv4Type, IpFragOffset, IpNumber, Ipv6FragmentHeader, TcpHeader, icmpv4,
};
use naisen_node::Time;

use packet::{checksum, ip_header, set_fragment, station, too_long, udp};

/// The file header: microseconds, little endian, version 2.4, packets up to 262,144 bytes, Ethernet.
const FILE_HEADER: [u8; 24] = [
    0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0,
];

/// The MTU of Ethernet.
const ETHERNET_MTU: u16 = 1_500;

/// The least MTU that a writer takes: IPv6 header, fragment header and eight bytes.
const MTU_MIN: u16 = 56;

/// Bytes of a TCP segment: so that the length field of IP can say it.
const SEGMENT_MAX: usize = 65_000;

/// The control part of a TCP segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// The number of its first byte, or of its SYN.
    pub sequence: u32,
    /// The number of the byte expected from the other side, if this acknowledges.
    pub acknowledge: Option<u32>,
    /// It asks for a connection or grants one.
    pub syn: bool,
    /// It is the last of its direction.
    pub fin: bool,
    /// It ends the connection by force.
    pub reset: bool,
}

/// Writes packets as a pcap: Ethernet, IPv4 or IPv6, with true checksums.
///
/// The Ethernet addresses are made up from the IP addresses. Packets stand in the order in which
/// they are written, whatever their times.
pub struct PcapWriter<W> {
    write: W,
    mtu: u16,
    /// Names the next packet for its fragments.
    identification: u16,
    packet: Vec<u8>,
}

impl<W: Write> PcapWriter<W> {
    /// Begins a capture.
    ///
    /// # Errors
    ///
    /// If `write` fails.
    pub fn new(mut write: W) -> io::Result<Self> {
        write.write_all(&FILE_HEADER)?;
        Ok(Self {
            write,
            mtu: ETHERNET_MTU,
            identification: 0,
            packet: Vec::new(),
        })
    }

    /// Sets the bytes of an IP packet, beyond which datagrams are fragmented: 1,500 if not said, 56
    /// at least.
    #[must_use]
    pub fn mtu(mut self, mtu: u16) -> Self {
        self.mtu = mtu.max(MTU_MIN);
        self
    }

    /// Writes a UDP datagram, in fragments if it is larger than the MTU.
    ///
    /// # Errors
    ///
    /// If writing fails, if one address is of IPv4 and the other of IPv6, or if the payload is
    /// longer than 65,507 bytes.
    pub fn datagram(
        &mut self,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        payload: &[u8],
    ) -> io::Result<()> {
        self.datagram_without(at, source, destination, payload, &[])
    }

    /// Writes a UDP datagram of which the network lost some fragments: those in `lost`, counted
    /// from 0.
    ///
    /// # Errors
    ///
    /// As [`PcapWriter::datagram`].
    pub fn datagram_without(
        &mut self,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        payload: &[u8],
        lost: &[usize],
    ) -> io::Result<()> {
        let whole = udp(source, destination, payload)?;
        self.ip(
            at,
            source.ip(),
            destination.ip(),
            IpNumber::UDP,
            &whole,
            lost,
        )
    }

    /// Writes a TCP segment, never in fragments.
    ///
    /// # Errors
    ///
    /// If writing fails, if one address is of IPv4 and the other of IPv6, or if the payload is
    /// longer than 65,000 bytes.
    pub fn tcp(
        &mut self,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        segment: Segment,
        payload: &[u8],
    ) -> io::Result<()> {
        if payload.len() > SEGMENT_MAX {
            return Err(too_long());
        }
        let mut header =
            TcpHeader::new(source.port(), destination.port(), segment.sequence, 64_240);
        header.acknowledgment_number = segment.acknowledge.unwrap_or_default();
        header.ack = segment.acknowledge.is_some();
        header.syn = segment.syn;
        header.fin = segment.fin;
        header.rst = segment.reset;
        header.psh = !payload.is_empty();
        let mut whole = header.to_bytes().to_vec();
        whole.extend_from_slice(payload);
        let sum = checksum(source.ip(), destination.ip(), IpNumber::TCP, &whole)?;
        whole[16..18].copy_from_slice(&sum.to_ne_bytes());
        let (from, to) = (source.ip(), destination.ip());
        let mtu = std::mem::replace(&mut self.mtu, u16::MAX);
        let written = self.ip(at, from, to, IpNumber::TCP, &whole, &[]);
        self.mtu = mtu;
        written
    }

    /// Writes what `reporter` says by ICMP of a datagram that went from `source` and did not reach
    /// `destination`: that nobody listens at the port when it is the destination that says so, and
    /// otherwise that there is no way to it.
    ///
    /// # Errors
    ///
    /// As [`PcapWriter::datagram`].
    pub fn unreachable(
        &mut self,
        at: Time,
        reporter: IpAddr,
        source: SocketAddr,
        destination: SocketAddr,
        payload: &[u8],
    ) -> io::Result<()> {
        // ICMP quotes the beginning of the packet (RFC 1812 §4.3.2.3, RFC 4443 §3.1).
        const QUOTED_MAX: usize = 500;
        let quoted = udp(source, destination, payload)?;
        let mut inner = Vec::new();
        let port = reporter == destination.ip();
        let header = ip_header(source.ip(), destination.ip(), IpNumber::UDP, quoted.len())?;
        inner.extend_from_slice(&header);
        inner.extend_from_slice(&quoted[..quoted.len().min(QUOTED_MAX)]);
        let (protocol, whole) = match reporter {
            IpAddr::V4(_) => {
                let what = if port {
                    icmpv4::DestUnreachableHeader::Port
                } else {
                    icmpv4::DestUnreachableHeader::Host
                };
                let kind = Icmpv4Type::DestinationUnreachable(what);
                let header = Icmpv4Header::with_checksum(kind, &inner);
                (IpNumber::ICMP, [&header.to_bytes()[..], &inner].concat())
            }
            IpAddr::V6(_) => {
                let code = if port { 4 } else { 3 };
                let mut whole = [&[1, code, 0, 0, 0, 0, 0, 0], &inner[..]].concat();
                let sum = checksum(reporter, source.ip(), IpNumber::IPV6_ICMP, &whole)?;
                whole[2..4].copy_from_slice(&sum.to_ne_bytes());
                (IpNumber::IPV6_ICMP, whole)
            }
        };
        self.ip(at, reporter, source.ip(), protocol, &whole, &[])
    }

    /// Gives back what is written to, flushed.
    ///
    /// # Errors
    ///
    /// If flushing fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.write.flush()?;
        Ok(self.write)
    }

    /// Writes an IP packet, in fragments if need be, except those that were lost.
    fn ip(
        &mut self,
        at: Time,
        source: IpAddr,
        destination: IpAddr,
        protocol: IpNumber,
        payload: &[u8],
        lost: &[usize],
    ) -> io::Result<()> {
        self.identification = self.identification.wrapping_add(1);
        let identification = self.identification;
        let header = ip_header(source, destination, protocol, payload.len())?;
        let room = usize::from(self.mtu) - header.len();
        if payload.len() <= room {
            let mut header = header;
            if source.is_ipv4() {
                set_fragment(&mut header, identification, 0, false);
            }
            return self.frame(at, source, destination, &[&header, payload]);
        }
        let room = if source.is_ipv4() { room } else { room - 8 } & !7;
        for (which, piece) in payload.chunks(room).enumerate() {
            if lost.contains(&which) {
                continue;
            }
            let offset = which * room;
            let more = offset + piece.len() < payload.len();
            if source.is_ipv4() {
                let mut header = ip_header(source, destination, protocol, piece.len())?;
                set_fragment(&mut header, identification, offset, more);
                self.frame(at, source, destination, &[&header, piece])?;
                continue;
            }
            let units = u16::try_from(offset / 8).map_err(|_| too_long())?;
            let fragment = Ipv6FragmentHeader {
                next_header: protocol,
                fragment_offset: IpFragOffset::try_new(units).map_err(|_| too_long())?,
                more_fragments: more,
                identification: identification.into(),
            };
            let length = piece.len() + 8;
            let header = ip_header(
                source,
                destination,
                IpNumber::IPV6_FRAGMENTATION_HEADER,
                length,
            )?;
            self.frame(
                at,
                source,
                destination,
                &[&header, &fragment.to_bytes(), piece],
            )?;
        }
        Ok(())
    }

    /// Writes an Ethernet frame.
    fn frame(
        &mut self,
        at: Time,
        source: IpAddr,
        destination: IpAddr,
        parts: &[&[u8]],
    ) -> io::Result<()> {
        self.packet.clear();
        let micros = at.as_micros();
        // Seconds have 32 bits in this format, until 2106.
        let seconds = u32::try_from(micros / 1_000_000).unwrap_or(u32::MAX);
        self.packet.extend_from_slice(&seconds.to_le_bytes());
        let fraction = (micros % 1_000_000) as u32;
        self.packet.extend_from_slice(&fraction.to_le_bytes());
        let length = 14 + parts.iter().map(|part| part.len()).sum::<usize>();
        let length = u32::try_from(length).map_err(|_| too_long())?;
        self.packet.extend_from_slice(&length.to_le_bytes());
        self.packet.extend_from_slice(&length.to_le_bytes());
        self.packet.extend_from_slice(&station(destination));
        self.packet.extend_from_slice(&station(source));
        let kind: [u8; 2] = if source.is_ipv4() {
            [0x08, 0x00]
        } else {
            [0x86, 0xdd]
        };
        self.packet.extend_from_slice(&kind);
        for part in parts {
            self.packet.extend_from_slice(part);
        }
        self.write.write_all(&self.packet)
    }
}
