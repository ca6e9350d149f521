//! RTCP: reports, CNAME and BYE (RFC 3550 §6).
//!
//! [`RtcpPackets`] walks over the packets of one datagram; [`write_report`] and [`write_bye`] make
//! compound packets that begin with a report and name their source, as RFC 3550 §6.1 asks. What we
//! receive may also be a single packet of any kind (RFC 5506).

use naisen_node::Time;

/// How many packets of one datagram are looked at. A two-party call has three.
pub const MAX_PACKETS: usize = 32;
/// The longest CNAME: its length has eight bits.
pub const CNAME_MAX: usize = 255;

const SENDER_REPORT: u8 = 200;
const RECEIVER_REPORT: u8 = 201;
const SOURCE_DESCRIPTION: u8 = 202;
const BYE: u8 = 203;
const ITEM_CNAME: u8 = 1;
/// Octets of a report block, and of the sender's part of a sender report.
const BLOCK_LEN: usize = 24;
const SENDER_LEN: usize = 20;
/// Report blocks of one packet: their count has five bits.
const REPORTS_MAX: usize = 31;
/// Seconds from 1900, where NTP begins, to 1970.
const NTP_OFFSET: u64 = 2_208_988_800;

/// A moment as NTP time: seconds since 1900 in the upper 32 bits, their fraction in the lower.
pub const fn ntp(at: Time) -> u64 {
    let micros = at.as_micros() % 1_000_000;
    ((at.unix_seconds() + NTP_OFFSET) << 32) | ((micros << 32) / 1_000_000)
}

/// What a receiver says about one source (RFC 3550 §6.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportBlock {
    /// The source.
    pub ssrc: u32,
    /// The part lost since the last report, in 1/256.
    pub fraction_lost: u8,
    /// The packets lost since the beginning, 24 bits with sign.
    pub cumulative_lost: i32,
    /// The highest sequence number, with the number of wraps in the upper 16 bits.
    pub highest_sequence: u32,
    /// The interarrival jitter in samples.
    pub jitter: u32,
    /// The middle 32 bits of the NTP time of the last sender report; 0 if there was none.
    pub last_sender_report: u32,
    /// The time since then, in 1/65536 s.
    pub delay_since: u32,
}

/// What a sender says about itself (RFC 3550 §6.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SenderInfo {
    /// The time of the report, see [`ntp`].
    pub ntp: u64,
    /// The same moment as an RTP timestamp.
    pub timestamp: u32,
    /// Packets sent.
    pub packets: u32,
    /// Payload octets sent.
    pub octets: u32,
}

/// One packet of a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RtcpPacket<'a> {
    /// SR.
    SenderReport {
        /// Who reports.
        ssrc: u32,
        /// About itself.
        info: SenderInfo,
        /// About others.
        reports: Reports<'a>,
    },
    /// RR.
    ReceiverReport {
        /// Who reports.
        ssrc: u32,
        /// About others.
        reports: Reports<'a>,
    },
    /// SDES: the CNAME of its first source, if it has one; others are not looked for.
    SourceDescription {
        /// The first source.
        ssrc: u32,
        /// Its CNAME.
        cname: Option<&'a [u8]>,
    },
    /// BYE.
    Bye {
        /// Who leaves.
        sources: Sources<'a>,
        /// Why, if it is said.
        reason: Option<&'a [u8]>,
    },
    /// Another type, or an empty SDES.
    Other {
        /// The packet type.
        packet_type: u8,
        /// What follows the first four octets.
        body: &'a [u8],
    },
}

/// The report blocks of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reports<'a>(&'a [[u8; BLOCK_LEN]]);

impl Reports<'_> {
    /// The blocks, at most 31.
    pub fn iter(&self) -> impl Iterator<Item = ReportBlock> + '_ {
        self.0.iter().map(ReportBlock::from_bytes)
    }
}

/// The sources that a BYE names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sources<'a>(&'a [[u8; 4]]);

impl Sources<'_> {
    /// The sources, at most 31.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|&source| u32::from_be_bytes(source))
    }
}

/// Why a datagram, or the rest of it, is not RTCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RtcpError {
    /// A packet ends early.
    #[error("rtcp packet ends early: {found} octets where {needed} are needed")]
    Truncated {
        /// How many octets there are.
        found: usize,
        /// How many there must be at least.
        needed: usize,
    },
    /// The version is not 2.
    #[error("rtcp version is {0}, not 2")]
    Version(u8),
    /// The padding does not fit the packet.
    #[error("rtcp padding of {0} octets does not fit the packet")]
    Padding(u8),
    /// More than [`MAX_PACKETS`] packets.
    #[error("rtcp datagram holds more than {MAX_PACKETS} packets")]
    TooMany,
}

/// The packets of one datagram, in order. After an error there are no more.
#[derive(Clone, Debug)]
pub struct RtcpPackets<'a> {
    rest: &'a [u8],
    count: usize,
}

impl<'a> RtcpPackets<'a> {
    /// The packets of `datagram`.
    pub const fn new(datagram: &'a [u8]) -> Self {
        Self {
            rest: datagram,
            count: 0,
        }
    }

    fn take_packet(&mut self) -> Result<RtcpPacket<'a>, RtcpError> {
        let bytes = std::mem::take(&mut self.rest);
        if self.count == MAX_PACKETS {
            return Err(RtcpError::TooMany);
        }
        self.count += 1;
        let (&[first, packet_type, l0, l1], _) = need::<4>(bytes)?;
        if first >> 6 != 2 {
            return Err(RtcpError::Version(first >> 6));
        }
        let length = 4 + usize::from(u16::from_be_bytes([l0, l1])) * 4;
        let Some((packet, rest)) = bytes.split_at_checked(length) else {
            return Err(truncated(bytes, length));
        };
        let body = without_padding(first, packet.get(4..).unwrap_or_default())?;
        let packet = parse_body(usize::from(first & 0x1f), packet_type, body)?;
        self.rest = rest;
        Ok(packet)
    }
}

impl<'a> Iterator for RtcpPackets<'a> {
    type Item = Result<RtcpPacket<'a>, RtcpError>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.rest.is_empty()).then(|| self.take_packet())
    }
}

/// Appends a compound packet: a report of `ssrc` (a sender report if there is `info`) and its
/// CNAME. At most 31 `reports` and [`CNAME_MAX`] octets of `cname` are written.
pub fn write_report(
    out: &mut Vec<u8>,
    ssrc: u32,
    info: Option<&SenderInfo>,
    reports: &[ReportBlock],
    cname: &[u8],
) {
    let reports = reports.get(..REPORTS_MAX).unwrap_or(reports);
    let packet_type = if info.is_some() {
        SENDER_REPORT
    } else {
        RECEIVER_REPORT
    };
    packet(out, packet_type, reports.len(), |out| {
        out.extend(ssrc.to_be_bytes());
        if let Some(info) = info {
            out.extend(info.ntp.to_be_bytes());
            out.extend(info.timestamp.to_be_bytes());
            out.extend(info.packets.to_be_bytes());
            out.extend(info.octets.to_be_bytes());
        }
        for report in reports {
            out.extend(report.to_bytes());
        }
    });
    let cname = cname.get(..CNAME_MAX).unwrap_or(cname);
    packet(out, SOURCE_DESCRIPTION, 1, |out| {
        out.extend(ssrc.to_be_bytes());
        out.extend([ITEM_CNAME, cname.len() as u8]);
        out.extend(cname);
        // At least one zero ends the list of items; the packet is filled up with more.
        out.push(0);
    });
}

/// Appends a compound packet that says that `ssrc` leaves: an empty report, its CNAME, and BYE.
pub fn write_bye(out: &mut Vec<u8>, ssrc: u32, cname: &[u8]) {
    write_report(out, ssrc, None, &[], cname);
    packet(out, BYE, 1, |out| out.extend(ssrc.to_be_bytes()));
}

fn packet(out: &mut Vec<u8>, packet_type: u8, count: usize, body: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend([0x80 | (count as u8 & 0x1f), packet_type, 0, 0]);
    body(out);
    while !(out.len() - start).is_multiple_of(4) {
        out.push(0);
    }
    let words = (out.len() - start) / 4 - 1;
    if let Some(length) = out.get_mut(start + 2..start + 4) {
        length.copy_from_slice(&(words as u16).to_be_bytes());
    }
}

fn without_padding(first: u8, body: &[u8]) -> Result<&[u8], RtcpError> {
    if first & 0x20 == 0 {
        return Ok(body);
    }
    let count = body.last().copied().unwrap_or_default();
    match body.len().checked_sub(usize::from(count)) {
        Some(length) if count > 0 => Ok(body.get(..length).unwrap_or_default()),
        _ => Err(RtcpError::Padding(count)),
    }
}

fn parse_body(count: usize, packet_type: u8, body: &[u8]) -> Result<RtcpPacket<'_>, RtcpError> {
    match packet_type {
        SENDER_REPORT => {
            let (&ssrc, rest) = need::<4>(body)?;
            let (info, rest) = need::<SENDER_LEN>(rest)?;
            Ok(RtcpPacket::SenderReport {
                ssrc: u32::from_be_bytes(ssrc),
                info: SenderInfo::from_bytes(info),
                reports: Reports(chunks(rest, count)?),
            })
        }
        RECEIVER_REPORT => {
            let (&ssrc, rest) = need::<4>(body)?;
            Ok(RtcpPacket::ReceiverReport {
                ssrc: u32::from_be_bytes(ssrc),
                reports: Reports(chunks(rest, count)?),
            })
        }
        SOURCE_DESCRIPTION if count > 0 => {
            let (&ssrc, items) = need::<4>(body)?;
            Ok(RtcpPacket::SourceDescription {
                ssrc: u32::from_be_bytes(ssrc),
                cname: cname(items)?,
            })
        }
        BYE => {
            let sources = chunks::<4>(body, count)?;
            let reason = match body.get(count * 4..) {
                None | Some([]) => None,
                Some([length, text @ ..]) => Some(take(text, usize::from(*length))?),
            };
            Ok(RtcpPacket::Bye {
                sources: Sources(sources),
                reason,
            })
        }
        _ => Ok(RtcpPacket::Other { packet_type, body }),
    }
}

fn cname(mut items: &[u8]) -> Result<Option<&[u8]>, RtcpError> {
    loop {
        match *items {
            [] | [0, ..] => return Ok(None),
            [_] => return Err(truncated(items, 2)),
            [item, length, ref text @ ..] => {
                let value = take(text, usize::from(length))?;
                if item == ITEM_CNAME {
                    return Ok(Some(value));
                }
                items = text.get(value.len()..).unwrap_or_default();
            }
        }
    }
}

fn need<const N: usize>(bytes: &[u8]) -> Result<(&[u8; N], &[u8]), RtcpError> {
    bytes.split_first_chunk().ok_or(truncated(bytes, N))
}

fn take(bytes: &[u8], length: usize) -> Result<&[u8], RtcpError> {
    bytes.get(..length).ok_or(truncated(bytes, length))
}

fn chunks<const N: usize>(bytes: &[u8], count: usize) -> Result<&[[u8; N]], RtcpError> {
    Ok(take(bytes, count * N)?.as_chunks().0)
}

const fn truncated(bytes: &[u8], needed: usize) -> RtcpError {
    RtcpError::Truncated {
        found: bytes.len(),
        needed,
    }
}

impl SenderInfo {
    const fn from_bytes(bytes: &[u8; SENDER_LEN]) -> Self {
        let [
            n0,
            n1,
            n2,
            n3,
            n4,
            n5,
            n6,
            n7,
            t0,
            t1,
            t2,
            t3,
            p0,
            p1,
            p2,
            p3,
            o0,
            o1,
            o2,
            o3,
        ] = *bytes;
        Self {
            ntp: u64::from_be_bytes([n0, n1, n2, n3, n4, n5, n6, n7]),
            timestamp: u32::from_be_bytes([t0, t1, t2, t3]),
            packets: u32::from_be_bytes([p0, p1, p2, p3]),
            octets: u32::from_be_bytes([o0, o1, o2, o3]),
        }
    }
}

impl ReportBlock {
    fn from_bytes(bytes: &[u8; BLOCK_LEN]) -> Self {
        let (words, _) = bytes.as_chunks::<4>();
        let word = |at: usize| words.get(at).map_or(0, |&word| u32::from_be_bytes(word));
        Self {
            ssrc: word(0),
            fraction_lost: (word(1) >> 24) as u8,
            // The shift to the left and back spreads the sign of 24 bits.
            cumulative_lost: (word(1) << 8) as i32 >> 8,
            highest_sequence: word(2),
            jitter: word(3),
            last_sender_report: word(4),
            delay_since: word(5),
        }
    }

    fn to_bytes(self) -> [u8; BLOCK_LEN] {
        let lost =
            (u32::from(self.fraction_lost) << 24) | (self.cumulative_lost as u32 & 0xff_ffff);
        let words = [
            self.ssrc,
            lost,
            self.highest_sequence,
            self.jitter,
            self.last_sender_report,
            self.delay_since,
        ];
        let mut bytes = [0; BLOCK_LEN];
        for (place, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *place = word.to_be_bytes();
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INFO: SenderInfo = SenderInfo {
        ntp: 0x0102_0304_0506_0708,
        timestamp: 160,
        packets: 3,
        octets: 480,
    };

    const REPORT: ReportBlock = ReportBlock {
        ssrc: 77,
        fraction_lost: 12,
        cumulative_lost: -3,
        highest_sequence: 0x0001_0005,
        jitter: 8,
        last_sender_report: 0x0304_0506,
        delay_since: 65_536,
    };

    fn all(bytes: &[u8]) -> Vec<Result<RtcpPacket<'_>, RtcpError>> {
        RtcpPackets::new(bytes).collect()
    }

    #[test]
    fn a_sender_report_with_its_cname_is_written_and_read_back() {
        let mut bytes = Vec::new();
        write_report(&mut bytes, 5, Some(&INFO), &[REPORT], b"ext101@pbx");
        assert_eq!(bytes.len() % 4, 0);
        let packets = all(&bytes);
        let Ok(RtcpPacket::SenderReport {
            ssrc,
            info,
            reports,
        }) = packets[0]
        else {
            panic!("{packets:?}");
        };
        assert_eq!((ssrc, info), (5, INFO));
        assert_eq!(reports.iter().collect::<Vec<_>>(), [REPORT]);
        let described = RtcpPacket::SourceDescription {
            ssrc: 5,
            cname: Some(b"ext101@pbx"),
        };
        assert_eq!(packets[1..], [Ok(described)]);
    }

    #[test]
    fn a_bye_comes_after_an_empty_report_and_the_cname() {
        let mut bytes = Vec::new();
        write_bye(&mut bytes, 5, b"a");
        let packets = all(&bytes);
        assert_eq!(packets.len(), 3);
        assert!(matches!(
            packets[0],
            Ok(RtcpPacket::ReceiverReport { ssrc: 5, .. })
        ));
        let Ok(RtcpPacket::Bye { sources, reason }) = packets[2] else {
            panic!("{packets:?}");
        };
        assert_eq!(sources.iter().collect::<Vec<_>>(), [5]);
        assert_eq!(reason, None);
    }

    #[test]
    fn the_reason_of_a_bye_and_unknown_packets_are_read() {
        let bytes = [
            0x81, 203, 0, 3, 0, 0, 0, 9, 5, b'b', b'r', b'o', b'k', b'e', 0, 0, 0x80, 204, 0, 1, 1,
            2, 3, 4,
        ];
        let packets = all(&bytes);
        assert!(matches!(
            packets[0],
            Ok(RtcpPacket::Bye {
                reason: Some(b"broke"),
                ..
            })
        ));
        let other = RtcpPacket::Other {
            packet_type: 204,
            body: &[1, 2, 3, 4],
        };
        assert_eq!(packets[1], Ok(other));
    }

    #[test]
    fn what_is_not_rtcp_is_refused_with_the_reason() {
        let short = |found, needed| RtcpError::Truncated { found, needed };
        let rows: [(&[u8], RtcpError); 8] = [
            (&[0x80, 201, 0], short(3, 4)),
            (&[0x40, 201, 0, 0], RtcpError::Version(1)),
            (&[0x80, 201, 0, 1, 0, 0], short(6, 8)),
            (&[0x80, 201, 0, 0], short(0, 4)),
            (&[0x81, 201, 0, 1, 0, 0, 0, 1], short(0, 24)),
            (&[0xa0, 201, 0, 1, 0, 0, 0, 9], RtcpError::Padding(9)),
            (&[0xa0, 201, 0, 1, 0, 0, 0, 0], RtcpError::Padding(0)),
            (&[0x81, 202, 0, 2, 0, 0, 0, 1, 1, 9, 0, 0], short(2, 9)),
        ];
        for (bytes, error) in rows {
            assert_eq!(all(bytes), [Err(error)], "{bytes:02x?}");
        }
    }

    #[test]
    fn a_datagram_of_many_packets_is_cut_off() {
        let bytes = [0x80, 204, 0, 0].repeat(MAX_PACKETS + 5);
        let packets = all(&bytes);
        assert_eq!(packets.len(), MAX_PACKETS + 1);
        assert_eq!(packets[MAX_PACKETS], Err(RtcpError::TooMany));
    }

    #[test]
    fn ntp_time_counts_from_1900_in_fractions_of_a_second() {
        let at = Time::from_micros(1_500_000);
        assert_eq!(ntp(at), ((2_208_988_800 + 1) << 32) | (1 << 31));
    }

    proptest! {
        #[test]
        fn no_datagram_makes_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            for packet in RtcpPackets::new(&bytes).flatten() {
                if let RtcpPacket::ReceiverReport { reports, .. } = packet {
                    prop_assert!(reports.iter().count() <= REPORTS_MAX);
                }
            }
        }

        #[test]
        fn bytes_near_to_rtcp_do_not_panic_either(
            count in 0u8..32, kind in 200u8..204, words in 0u8..20, padded: bool,
            body in proptest::collection::vec(any::<u8>(), 0..100),
        ) {
            let mut bytes = vec![0x80 | (u8::from(padded) << 5) | count, kind, 0, words];
            bytes.extend(body);
            prop_assert!(RtcpPackets::new(&bytes).count() <= MAX_PACKETS + 1);
        }
    }
}
