//! The headers of packets that are written, with their checksums.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

use etherparse::checksum::Sum16BitWords;
use etherparse::{IpNumber, Ipv4Header, Ipv6FlowLabel, Ipv6Header};

/// Bytes of a UDP datagram: what its length field can say, less its header and that of IPv4.
const DATAGRAM_MAX: usize = 65_507;

const HOP_LIMIT: u8 = 64;

/// A UDP datagram with its header.
pub(super) fn udp(
    source: SocketAddr,
    destination: SocketAddr,
    payload: &[u8],
) -> io::Result<Vec<u8>> {
    if payload.len() > DATAGRAM_MAX {
        return Err(too_long());
    }
    let length = (payload.len() + 8) as u16;
    let mut whole = Vec::with_capacity(payload.len() + 8);
    whole.extend_from_slice(&source.port().to_be_bytes());
    whole.extend_from_slice(&destination.port().to_be_bytes());
    whole.extend_from_slice(&length.to_be_bytes());
    whole.extend_from_slice(&[0, 0]);
    whole.extend_from_slice(payload);
    let sum = checksum(source.ip(), destination.ip(), IpNumber::UDP, &whole)?;
    // A sum of zero would say that there is none (RFC 768).
    let sum = if sum == 0 { u16::MAX } else { sum };
    whole[6..8].copy_from_slice(&sum.to_ne_bytes());
    Ok(whole)
}

/// The checksum over the pseudo header and what follows, in the order of bytes of this machine.
pub(super) fn checksum(
    source: IpAddr,
    destination: IpAddr,
    protocol: IpNumber,
    whole: &[u8],
) -> io::Result<u16> {
    let mut sum = match (source, destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => Sum16BitWords::new()
            .add_slice(&source.octets())
            .add_slice(&destination.octets()),
        (IpAddr::V6(source), IpAddr::V6(destination)) => Sum16BitWords::new()
            .add_slice(&source.octets())
            .add_slice(&destination.octets()),
        _ => return Err(mixed()),
    };
    let length = u32::try_from(whole.len()).map_err(|_| too_long())?;
    Ok(sum
        .add_4bytes(length.to_be_bytes())
        .add_2bytes([0, protocol.0])
        .add_slice(whole)
        .ones_complement())
}

/// The header of an IP packet that carries `length` bytes.
pub(super) fn ip_header(
    source: IpAddr,
    destination: IpAddr,
    protocol: IpNumber,
    length: usize,
) -> io::Result<Vec<u8>> {
    // A packet that is to be fragmented may be longer than its length field can say.
    let length = u16::try_from(length).unwrap_or(u16::MAX - 20);
    match (source, destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => {
            let (from, to) = (source.octets(), destination.octets());
            let length = length.min(u16::MAX - 20);
            let mut header =
                Ipv4Header::new(length, HOP_LIMIT, protocol, from, to).map_err(|_| too_long())?;
            header.dont_fragment = false;
            header.header_checksum = header.calc_header_checksum();
            Ok(header.to_bytes().to_vec())
        }
        (IpAddr::V6(source), IpAddr::V6(destination)) => {
            let header = Ipv6Header {
                traffic_class: 0,
                flow_label: Ipv6FlowLabel::ZERO,
                payload_length: length,
                next_header: protocol,
                hop_limit: HOP_LIMIT,
                source: source.octets(),
                destination: destination.octets(),
            };
            Ok(header.to_bytes().to_vec())
        }
        _ => Err(mixed()),
    }
}

/// Makes the header of an IPv4 packet that of a fragment.
pub(super) fn set_fragment(header: &mut [u8], identification: u16, offset: usize, more: bool) {
    header[4..6].copy_from_slice(&identification.to_be_bytes());
    let field = (offset / 8) as u16 | if more { 0x2000 } else { 0 };
    header[6..8].copy_from_slice(&field.to_be_bytes());
    header[10..12].copy_from_slice(&[0, 0]);
    let sum = Sum16BitWords::new().add_slice(header).ones_complement();
    header[10..12].copy_from_slice(&sum.to_ne_bytes());
}

/// A locally administered Ethernet address for an IP address.
pub(super) fn station(address: IpAddr) -> [u8; 6] {
    let [a, b, c, d] = match address {
        IpAddr::V4(address) => address.octets(),
        IpAddr::V6(address) => {
            let octets = address.octets();
            [octets[12], octets[13], octets[14], octets[15]]
        }
    };
    [2, 0, a, b, c, d]
}

fn mixed() -> io::Error {
    let what = "one address is of IPv4 and the other of IPv6";
    io::Error::new(ErrorKind::InvalidInput, what)
}

pub(super) fn too_long() -> io::Error {
    io::Error::new(
        ErrorKind::InvalidInput,
        "the payload is too long for a packet",
    )
}
