//! From a frame of the network to the IP packet in it.

/// The kinds of network whose captures are read, named as in the registry of link types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Ethernet.
    Ethernet,
    /// Linux `any` device, header of 16 bytes.
    Cooked,
    /// The same, header of 20 bytes.
    Cooked2,
    /// IP without anything before it.
    Raw,
    /// BSD loopback, four bytes before IP.
    Loopback,
}

const IPV4: u16 = 0x0800;
const IPV6: u16 = 0x86dd;
const VLAN: u16 = 0x8100;
const PROVIDER_VLAN: u16 = 0x88a8;
const OLD_QINQ: u16 = 0x9100;
const PPPOE: u16 = 0x8864;
const PPP_IPV4: u16 = 0x0021;
const PPP_IPV6: u16 = 0x0057;

/// Tags on one frame: two are in use, a third is met where networks are nested.
const TAGS_MAX: usize = 3;

impl Link {
    /// The kind with this number, if it is read.
    pub(crate) fn numbered(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Ethernet,
            113 => Self::Cooked,
            276 => Self::Cooked2,
            // 12 and 14 are what raw IP is called by the system itself; some programs write them.
            12 | 14 | 101 | 228 | 229 => Self::Raw,
            0 | 108 => Self::Loopback,
            _ => return None,
        })
    }

    /// The IP packet in a frame, with whatever padding follows it.
    #[inline]
    pub(crate) fn packet(self, frame: &[u8]) -> Option<&[u8]> {
        match self {
            Self::Ethernet => tagged(short(frame, 12)?, frame.get(14..)?),
            Self::Cooked => tagged(short(frame, 14)?, frame.get(16..)?),
            Self::Cooked2 => tagged(short(frame, 0)?, frame.get(20..)?),
            Self::Raw => Some(frame),
            // The family before it differs from system to system; the packet tells its version.
            Self::Loopback => frame.get(4..),
        }
    }
}

#[inline]
fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let octets = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_be_bytes(*octets))
}

/// Passes the tags of virtual networks and PPPoE.
#[inline]
fn tagged(mut kind: u16, mut rest: &[u8]) -> Option<&[u8]> {
    for _ in 0..=TAGS_MAX {
        match kind {
            IPV4 | IPV6 => return Some(rest),
            VLAN | PROVIDER_VLAN | OLD_QINQ => {
                kind = short(rest, 2)?;
                rest = rest.get(4..)?;
            }
            PPPOE => {
                return match short(rest, 6)? {
                    PPP_IPV4 | PPP_IPV6 => rest.get(8..),
                    _ => None,
                };
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packet_is_found_behind_every_kind_of_header() {
        let ethernet = |rest: &[u8]| [&[0; 12][..], rest].concat();
        let cases: [(Link, Vec<u8>); 9] = [
            (Link::Ethernet, ethernet(b"\x08\x00E")),
            (Link::Ethernet, ethernet(b"\x86\xddE")),
            (Link::Ethernet, ethernet(b"\x81\x00\x00\x07\x08\x00E")),
            (
                Link::Ethernet,
                ethernet(b"\x88\xa8\x00\x07\x81\x00\x00\x08\x08\x00E"),
            ),
            (
                Link::Ethernet,
                ethernet(b"\x88\x64\x11\x00\x00\x01\x00\x22\x00\x21E"),
            ),
            (Link::Cooked, [&[0; 14][..], b"\x08\x00E"].concat()),
            (Link::Cooked2, [b"\x08\x00", &[0; 18][..], b"E"].concat()),
            (Link::Raw, b"E".to_vec()),
            (Link::Loopback, b"\x02\x00\x00\x00E".to_vec()),
        ];
        for (link, frame) in cases {
            assert_eq!(link.packet(&frame), Some(&b"E"[..]), "{link:?} {frame:?}");
        }
    }

    #[test]
    fn what_is_not_ip_is_left_alone() {
        let arp = [&[0; 12][..], b"\x08\x06...."].concat();
        assert_eq!(Link::Ethernet.packet(&arp), None);
        let endless = [&[0; 12][..], &b"\x81\x00\x00\x01".repeat(9)].concat();
        assert_eq!(Link::Ethernet.packet(&endless), None);
        assert_eq!(Link::Cooked.packet(&[0; 15]), None);
    }
}
