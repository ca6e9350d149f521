//! The header of an IP packet, version 4 (RFC 791 §3.1) or 6 (RFC 8200 §3, §4).

use std::net::IpAddr;

use etherparse::{Ipv4HeaderSlice, Ipv6FragmentHeaderSlice, Ipv6HeaderSlice};

pub(crate) const ICMP: u8 = 1;
pub(crate) const TCP: u8 = 6;
pub(crate) const UDP: u8 = 17;
pub(crate) const ICMPV6: u8 = 58;

const HOP_BY_HOP: u8 = 0;
const ROUTING: u8 = 43;
const FRAGMENT: u8 = 44;
const AUTHENTICATION: u8 = 51;
const DESTINATION_OPTIONS: u8 = 60;
const MOBILITY: u8 = 135;

/// Headers between IPv6 and what it carries. RFC 8200 §4.1 allows seven in a packet.
const EXTENSIONS_MAX: usize = 8;

/// An IP packet, or a fragment of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packet<'a> {
    pub(crate) source: IpAddr,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: u8,
    pub(crate) fragment: Option<Part>,
    /// What it carries, as far as it was captured.
    pub(crate) payload: &'a [u8],
}

/// Which part of a packet a fragment is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) identification: u32,
    /// Where its first byte belongs.
    pub(crate) offset: usize,
    /// Others follow.
    pub(crate) more: bool,
}

/// Takes a packet apart. A length that goes beyond `bytes` is lowered to what is there, and one of
/// zero, which a card that cuts large packets itself leaves, stands for all of it.
#[inline]
pub(crate) fn parse(bytes: &[u8]) -> Option<Packet<'_>> {
    match bytes.first()? >> 4 {
        4 => version4(bytes),
        6 => version6(bytes),
        _ => None,
    }
}

#[inline]
fn version4(bytes: &[u8]) -> Option<Packet<'_>> {
    let header = Ipv4HeaderSlice::from_slice(bytes).ok()?;
    let length = usize::from(header.total_len());
    let end = match length {
        0 => bytes.len(),
        _ => length.min(bytes.len()),
    };
    let fragment = header.is_fragmenting_payload().then(|| Part {
        identification: u32::from(header.identification()),
        offset: usize::from(header.fragments_offset().value()) * 8,
        more: header.more_fragments(),
    });
    Some(Packet {
        source: header.source_addr().into(),
        destination: header.destination_addr().into(),
        protocol: header.protocol().0,
        fragment,
        payload: bytes.get(header.slice().len()..end)?,
    })
}

fn version6(bytes: &[u8]) -> Option<Packet<'_>> {
    let header = Ipv6HeaderSlice::from_slice(bytes).ok()?;
    let rest = bytes.get(header.slice().len()..)?;
    let length = usize::from(header.payload_length());
    let mut payload = match length {
        0 => rest,
        _ => rest.get(..length).unwrap_or(rest),
    };
    let mut protocol = header.next_header().0;
    let mut fragment = None;
    for _ in 0..EXTENSIONS_MAX {
        let length = match protocol {
            FRAGMENT => {
                let header = Ipv6FragmentHeaderSlice::from_slice(payload).ok()?;
                // One fragment alone that is the whole packet is none (RFC 6946).
                fragment = header.is_fragmenting_payload().then(|| Part {
                    identification: header.identification(),
                    offset: usize::from(header.fragment_offset().value()) * 8,
                    more: header.more_fragments(),
                });
                8
            }
            AUTHENTICATION => (usize::from(*payload.get(1)?) + 2) * 4,
            HOP_BY_HOP | ROUTING | DESTINATION_OPTIONS | MOBILITY => {
                (usize::from(*payload.get(1)?) + 1) * 8
            }
            _ => break,
        };
        protocol = *payload.first()?;
        payload = payload.get(length..)?;
        // What follows is a piece of something; its headers show when it is whole.
        if fragment.is_some() {
            break;
        }
    }
    Some(Packet {
        source: header.source_addr().into(),
        destination: header.destination_addr().into(),
        protocol,
        fragment,
        payload,
    })
}
