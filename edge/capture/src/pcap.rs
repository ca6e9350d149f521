//! The classic capture file: one header, then packets, each with 16 bytes before it.
//!
//! Four magic numbers tell the order of bytes and the unit of time; a fifth, of a patched libpcap of
//! the nineties, has 24 bytes before each packet.

use std::io::Read;

use naisen_node::Time;

use crate::error::Error;
use crate::link::Link;
use crate::window::Window;

/// Bytes before the first packet.
const HEADER: usize = 24;

/// Captured bytes of one packet: what Wireshark takes, too. Anything larger is damage.
pub(crate) const PACKET_MAX: usize = 262_144;

/// One packet as it stands in a capture.
pub(crate) struct Record<'a> {
    pub(crate) at: Time,
    /// What kind of network it was taken from; none for one that is not read here.
    pub(crate) link: Option<Link>,
    pub(crate) bytes: &'a [u8],
    /// The capture holds less than there was on the wire.
    pub(crate) cut: bool,
}

/// What lies next in a capture.
pub(crate) enum Next<'a> {
    Record(Record<'a>),
    /// The end; `truncated` when it lies within a packet.
    End {
        truncated: bool,
    },
}

/// What the header of the file says.
pub(crate) struct Header {
    big_endian: bool,
    /// Fractions of a second are nanoseconds.
    nanos: bool,
    /// Bytes before each packet.
    record: usize,
    link: Link,
}

/// Whether a file that begins so is a classic capture.
pub(crate) fn recognised(start: &[u8]) -> bool {
    start.first_chunk().copied().and_then(order).is_some()
}

/// The order of bytes, whether nanoseconds, and the bytes before each packet.
fn order(magic: [u8; 4]) -> Option<(bool, bool, usize)> {
    match magic {
        [0xd4, 0xc3, 0xb2, 0xa1] => Some((false, false, 16)),
        [0xa1, 0xb2, 0xc3, 0xd4] => Some((true, false, 16)),
        [0x4d, 0x3c, 0xb2, 0xa1] => Some((false, true, 16)),
        [0xa1, 0xb2, 0x3c, 0x4d] => Some((true, true, 16)),
        [0x34, 0xcd, 0xb2, 0xa1] => Some((false, false, 24)),
        [0xa1, 0xb2, 0xcd, 0x34] => Some((true, false, 24)),
        _ => None,
    }
}

/// A number of 32 bits at `at`; 0 beyond the end, which callers exclude.
#[inline]
pub(crate) fn word(bytes: &[u8], at: usize, big_endian: bool) -> u32 {
    let Some(octets) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else {
        return 0;
    };
    if big_endian {
        u32::from_be_bytes(*octets)
    } else {
        u32::from_le_bytes(*octets)
    }
}

impl Header {
    /// Takes the header from the front of the file. None if the file ends within it.
    pub(crate) fn take<R: Read>(window: &mut Window<R>) -> Result<Option<Self>, Error> {
        let bytes = window.fill(HEADER)?;
        let (Some(magic), true) = (bytes.first_chunk(), bytes.len() >= HEADER) else {
            return Ok(None);
        };
        let (big_endian, nanos, record) = order(*magic).ok_or(Error::Unknown)?;
        // The upper half holds the length of the frame check sequence and bits kept for later.
        let number = word(bytes, 20, big_endian) & 0xffff;
        window.take(HEADER);
        let link = Link::numbered(number).ok_or(Error::LinkType { number })?;
        Ok(Some(Self {
            big_endian,
            nanos,
            record,
            link,
        }))
    }

    /// The next packet; `packet` is the number of the last one.
    #[inline]
    pub(crate) fn next<'w, R: Read>(
        &self,
        window: &'w mut Window<R>,
        packet: u64,
    ) -> Result<Next<'w>, Error> {
        let bytes = window.fill(self.record)?;
        if bytes.len() < self.record {
            let truncated = !bytes.is_empty();
            return Ok(Next::End { truncated });
        }
        let seconds = word(bytes, 0, self.big_endian);
        let fraction = word(bytes, 4, self.big_endian);
        let captured = word(bytes, 8, self.big_endian) as usize;
        let original = word(bytes, 12, self.big_endian) as usize;
        if captured > PACKET_MAX {
            let what = "a packet is said to be longer than 262,144 bytes";
            let offset = window.offset();
            return Err(Error::Damaged {
                packet,
                offset,
                what,
            });
        }
        if window.fill(self.record + captured)?.len() < self.record + captured {
            return Ok(Next::End { truncated: true });
        }
        let micros = if self.nanos {
            fraction / 1_000
        } else {
            fraction
        };
        Ok(Next::Record(Record {
            at: Time::from_micros(u64::from(seconds) * 1_000_000 + u64::from(micros)),
            link: Some(self.link),
            bytes: &window.take(self.record + captured)[self.record..],
            cut: captured < original,
        }))
    }
}
