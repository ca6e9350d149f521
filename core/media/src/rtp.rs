//! The RTP packet (RFC 3550 §5.1): a view into a received one, and the state of a sender.
//!
//! [`RtpPacket::parse`] checks every length once; a value that exists can be read without failing.

use naisen_node::{Random, Time};

use crate::{SenderInfo, ntp};

/// Octets of an RTP header without CSRC list and extension.
pub const HEADER_LEN: usize = 12;

/// The fields of the fixed header that differ from packet to packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpHeader {
    /// The marker bit: for audio, the first packet after a silence (RFC 3551 §4.1).
    pub marker: bool,
    /// The payload type, 0..=127.
    pub payload_type: u8,
    /// The sequence number; it wraps.
    pub sequence: u16,
    /// The time of the first sample, in samples; it wraps.
    pub timestamp: u32,
    /// Who sends.
    pub ssrc: u32,
}

impl RtpHeader {
    /// The header as it is sent: version 2, no padding, no extension, no CSRC.
    pub const fn to_bytes(self) -> [u8; HEADER_LEN] {
        let [s0, s1] = self.sequence.to_be_bytes();
        let [t0, t1, t2, t3] = self.timestamp.to_be_bytes();
        let [i0, i1, i2, i3] = self.ssrc.to_be_bytes();
        let second = ((self.marker as u8) << 7) | (self.payload_type & 0x7f);
        [0x80, second, s0, s1, t0, t1, t2, t3, i0, i1, i2, i3]
    }

    /// Appends the header to `out`.
    pub fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_bytes());
    }
}

/// A received RTP packet, borrowed from its datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpPacket<'a> {
    /// The fixed header.
    pub header: RtpHeader,
    /// The header extension (RFC 3550 §5.3.1): its profile number and its body.
    pub extension: Option<(u16, &'a [u8])>,
    /// The payload without padding. It may be empty.
    pub payload: &'a [u8],
    /// How many octets of padding followed the payload, its length octet included.
    pub padding: u8,
    csrc: &'a [u8],
}

/// Why a datagram is not an RTP packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RtpError {
    /// It ends within the header, the CSRC list or the extension.
    #[error("rtp packet ends early: {found} octets where {needed} are needed")]
    Truncated {
        /// How many octets there are.
        found: usize,
        /// How many the header says there must be at least.
        needed: usize,
    },
    /// Its version is not 2.
    #[error("rtp version is {0}, not 2")]
    Version(u8),
    /// Its padding is empty or longer than what follows the header.
    #[error("rtp padding of {0} octets does not fit the packet")]
    Padding(u8),
}

impl<'a> RtpPacket<'a> {
    /// Reads a datagram.
    ///
    /// # Errors
    ///
    /// [`RtpError`] if the version is not 2 or a length leads out of the datagram.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, RtpError> {
        let truncated = |needed| RtpError::Truncated {
            found: bytes.len(),
            needed,
        };
        let (&fixed, rest) = bytes
            .split_first_chunk::<HEADER_LEN>()
            .ok_or(truncated(HEADER_LEN))?;
        let [first, second, s0, s1, t0, t1, t2, t3, i0, i1, i2, i3] = fixed;
        if first >> 6 != 2 {
            return Err(RtpError::Version(first >> 6));
        }
        let csrc_len = usize::from(first & 0x0f) * 4;
        let (csrc, rest) = rest
            .split_at_checked(csrc_len)
            .ok_or(truncated(HEADER_LEN + csrc_len))?;
        let (extension, rest) = if first & 0x10 == 0 {
            (None, rest)
        } else {
            let (&[p0, p1, l0, l1], rest) = rest
                .split_first_chunk::<4>()
                .ok_or(truncated(HEADER_LEN + csrc_len + 4))?;
            let len = usize::from(u16::from_be_bytes([l0, l1])) * 4;
            let (body, rest) = rest
                .split_at_checked(len)
                .ok_or(truncated(HEADER_LEN + csrc_len + 4 + len))?;
            (Some((u16::from_be_bytes([p0, p1]), body)), rest)
        };
        let padding = if first & 0x20 == 0 {
            0
        } else {
            match rest.last() {
                Some(&count) if count > 0 && usize::from(count) <= rest.len() => count,
                Some(&count) => return Err(RtpError::Padding(count)),
                None => return Err(RtpError::Padding(0)),
            }
        };
        Ok(Self {
            header: RtpHeader {
                marker: second & 0x80 != 0,
                payload_type: second & 0x7f,
                sequence: u16::from_be_bytes([s0, s1]),
                timestamp: u32::from_be_bytes([t0, t1, t2, t3]),
                ssrc: u32::from_be_bytes([i0, i1, i2, i3]),
            },
            extension,
            payload: rest
                .get(..rest.len() - usize::from(padding))
                .unwrap_or_default(),
            padding,
            csrc,
        })
    }

    /// The contributing sources, at most 15.
    pub fn csrc(&self) -> impl Iterator<Item = u32> + 'a {
        let (sources, _) = self.csrc.as_chunks::<4>();
        sources.iter().map(|&source| u32::from_be_bytes(source))
    }
}

/// The numbers of one outgoing RTP stream. Source, first sequence number and first timestamp are
/// random (RFC 3550 §5.1).
#[derive(Clone, Debug)]
pub struct RtpSender {
    ssrc: u32,
    sequence: u16,
    timestamp: u32,
    packets: u32,
    octets: u32,
}

impl RtpSender {
    /// A new stream.
    pub fn new(random: &mut Random) -> Self {
        Self {
            ssrc: random.next_u32(),
            sequence: (random.next_u32() >> 16) as u16,
            timestamp: random.next_u32(),
            packets: 0,
            octets: 0,
        }
    }

    /// The header of the next packet, which carries `octets` of payload that begin now.
    pub fn next_header(&mut self, payload_type: u8, marker: bool, octets: usize) -> RtpHeader {
        self.next_header_at(self.timestamp, payload_type, marker, octets)
    }

    /// The header of the next packet, whose payload began at `timestamp`: the packets of one
    /// telephone event all carry the time of its beginning (RFC 4733 §2.2.1).
    pub fn next_header_at(
        &mut self,
        timestamp: u32,
        payload_type: u8,
        marker: bool,
        octets: usize,
    ) -> RtpHeader {
        let header = RtpHeader {
            marker,
            payload_type,
            sequence: self.sequence,
            timestamp,
            ssrc: self.ssrc,
        };
        self.sequence = self.sequence.wrapping_add(1);
        self.packets = self.packets.wrapping_add(1);
        self.octets = self.octets.wrapping_add(octets as u32);
        header
    }

    /// Lets `samples` of time pass, whether they were sent or not.
    pub fn advance(&mut self, samples: u32) {
        self.timestamp = self.timestamp.wrapping_add(samples);
    }

    /// What a sender report says now.
    pub fn report(&self, now: Time) -> SenderInfo {
        SenderInfo {
            ntp: ntp(now),
            timestamp: self.timestamp,
            packets: self.packets,
            octets: self.octets,
        }
    }

    /// The source identifier.
    pub const fn ssrc(&self) -> u32 {
        self.ssrc
    }

    /// The timestamp of now.
    pub const fn timestamp(&self) -> u32 {
        self.timestamp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: RtpHeader = RtpHeader {
        marker: true,
        payload_type: 101,
        sequence: 0xfffe,
        timestamp: 0x0102_0304,
        ssrc: 0xdead_beef,
    };

    #[test]
    fn a_packet_with_csrc_extension_and_padding_is_taken_apart() {
        let mut bytes = HEADER.to_bytes().to_vec();
        bytes[0] |= 0x20 | 0x10 | 2;
        bytes.extend([0, 0, 0, 7, 0, 0, 0, 9]);
        bytes.extend([0xbe, 0xde, 0, 1, 1, 2, 3, 4]);
        bytes.extend(b"audio");
        bytes.extend([0, 0, 3]);
        let packet = RtpPacket::parse(&bytes).unwrap();
        assert_eq!(packet.header, HEADER);
        assert_eq!(packet.csrc().collect::<Vec<_>>(), [7, 9]);
        assert_eq!(packet.extension, Some((0xbede, &[1, 2, 3, 4][..])));
        assert_eq!(packet.payload, b"audio");
        assert_eq!(packet.padding, 3);
    }

    #[test]
    fn what_is_not_rtp_is_refused_with_the_reason() {
        let plain = HEADER.to_bytes();
        let with = |first: u8, tail: &[u8]| {
            let mut bytes = plain.to_vec();
            bytes[0] = first;
            bytes.extend(tail);
            bytes
        };
        let rows: [(Vec<u8>, RtpError); 8] = [
            (
                Vec::new(),
                RtpError::Truncated {
                    found: 0,
                    needed: 12,
                },
            ),
            (
                plain[..11].to_vec(),
                RtpError::Truncated {
                    found: 11,
                    needed: 12,
                },
            ),
            (with(0x00, &[]), RtpError::Version(0)),
            (with(0xc0, &[]), RtpError::Version(3)),
            (
                with(0x81, &[0; 3]),
                RtpError::Truncated {
                    found: 15,
                    needed: 16,
                },
            ),
            (
                with(0x90, &[0, 0, 0xff, 0xff]),
                RtpError::Truncated {
                    found: 16,
                    needed: 16 + 0xffff * 4,
                },
            ),
            (with(0xa0, &[]), RtpError::Padding(0)),
            (with(0xa0, &[1, 3]), RtpError::Padding(3)),
        ];
        for (bytes, error) in rows {
            assert_eq!(RtpPacket::parse(&bytes), Err(error), "{bytes:02x?}");
        }
    }

    #[test]
    fn a_sender_counts_packets_one_by_one_and_time_in_samples() {
        let mut sender = RtpSender::new(&mut Random::from_number(1));
        let first = sender.next_header(0, true, 160);
        sender.advance(160);
        let second = sender.next_header(0, false, 160);
        assert_eq!(second.sequence, first.sequence.wrapping_add(1));
        assert_eq!(second.timestamp, first.timestamp.wrapping_add(160));
        assert_eq!(second.ssrc, first.ssrc);
        let report = sender.report(Time::from_unix_seconds(9));
        assert_eq!((report.packets, report.octets), (2, 320));
        assert_eq!(report.timestamp, second.timestamp);
        assert_eq!(report.ntp, ntp(Time::from_unix_seconds(9)));
        let other = RtpSender::new(&mut Random::from_number(2));
        assert_ne!(other.ssrc(), sender.ssrc());
    }

    proptest! {
        #[test]
        fn no_datagram_makes_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(packet) = RtpPacket::parse(&bytes) {
                prop_assert!(packet.payload.len() + HEADER_LEN <= bytes.len());
                prop_assert!(packet.csrc().count() <= 15);
            }
        }

        #[test]
        fn what_is_written_is_read_back(
            marker: bool, payload_type in 0u8..128, sequence: u16, timestamp: u32, ssrc: u32,
            payload in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let header = RtpHeader { marker, payload_type, sequence, timestamp, ssrc };
            let mut bytes = Vec::new();
            header.write(&mut bytes);
            bytes.extend(&payload);
            let packet = RtpPacket::parse(&bytes).unwrap();
            prop_assert_eq!(packet.header, header);
            prop_assert_eq!(packet.payload, &payload[..]);
        }
    }
}
