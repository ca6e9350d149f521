//! The newer capture file: blocks, in sections, with several interfaces in each.
//!
//! Blocks that hold no packet are passed over, however long. A section begins anew with its own
//! order of bytes and its own interfaces.

use std::io::Read;

use naisen_node::Time;

use crate::error::Error;
use crate::link::Link;
use crate::pcap::{Next, PACKET_MAX, Record, word};
use crate::window::{CAPACITY, Window};

const SECTION: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const OLD_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

/// Type and length before a block and the length after it.
const FRAME: usize = 12;

/// Interfaces of one section. No machine has so many; a file that describes more is damaged.
const INTERFACES_MAX: usize = 4_096;

/// Whether a file that begins so is a capture of this kind.
pub(crate) fn recognised(start: &[u8]) -> bool {
    start.starts_with(&SECTION.to_be_bytes())
        && matches!(
            start.get(8..12),
            Some([0x1a, 0x2b, 0x3c, 0x4d] | [0x4d, 0x3c, 0x2b, 0x1a])
        )
}

/// Where packets were captured.
struct Interface {
    /// The number of the link type.
    number: u32,
    link: Option<Link>,
    /// Bytes captured of each packet at most; 0 for all.
    snap: u32,
    clock: Clock,
}

/// How the time stamps of an interface are counted.
struct Clock {
    /// Ticks a second.
    rate: u64,
    /// Seconds to add.
    offset: i64,
}

/// The section being read.
#[derive(Default)]
pub(crate) struct Section {
    big_endian: bool,
    interfaces: Vec<Interface>,
    /// The time of the last packet, which stands in for that of a packet without one.
    latest: Time,
    /// The first link type met that is not read here.
    pub(crate) foreign: Option<u32>,
}

/// A packet block taken apart, places relative to the block.
struct Body {
    interface: usize,
    ticks: Option<u64>,
    start: usize,
    captured: usize,
    original: usize,
}

impl Section {
    /// The next packet; `packet` is the number of the last one.
    pub(crate) fn next<'w, R: Read>(
        &mut self,
        window: &'w mut Window<R>,
        packet: u64,
    ) -> Result<Next<'w>, Error> {
        loop {
            let offset = window.offset();
            let damaged = |what| Error::Damaged {
                packet,
                offset,
                what,
            };
            let start = window.fill(FRAME)?;
            if start.len() < FRAME {
                let truncated = !start.is_empty();
                return Ok(Next::End { truncated });
            }
            let kind = word(start, 0, self.big_endian);
            if kind == SECTION {
                self.big_endian = match start.get(8..12) {
                    Some([0x1a, 0x2b, 0x3c, 0x4d]) => true,
                    Some([0x4d, 0x3c, 0x2b, 0x1a]) => false,
                    _ => return Err(damaged("a section does not say its order of bytes")),
                };
                self.interfaces.clear();
            }
            let length = word(start, 4, self.big_endian) as usize;
            if length < FRAME || !length.is_multiple_of(4) {
                return Err(damaged("a block has an impossible length"));
            }
            match kind {
                INTERFACE | OLD_PACKET | SIMPLE_PACKET | ENHANCED_PACKET => {}
                _ if window.skip(length as u64)? => continue,
                _ => return Ok(Next::End { truncated: true }),
            }
            if length > CAPACITY {
                return Err(damaged("a block is longer than a packet can be"));
            }
            if window.fill(length)?.len() < length {
                return Ok(Next::End { truncated: true });
            }
            if kind == INTERFACE {
                if self.interfaces.len() == INTERFACES_MAX {
                    return Err(damaged("more than 4,096 interfaces are described"));
                }
                let interface = Interface::described(window.take(length), self.big_endian)
                    .ok_or_else(|| damaged("the description of an interface is too short"))?;
                if interface.link.is_none() {
                    self.foreign.get_or_insert(interface.number);
                }
                self.interfaces.push(interface);
                continue;
            }
            let block = &window.take(length)[..length - 4];
            let body = self
                .body(kind, block)
                .ok_or_else(|| damaged("a packet is too short for its fields"))?;
            let interface = self
                .interfaces
                .get(body.interface)
                .ok_or_else(|| damaged("a packet is of an interface that was not described"))?;
            if body.captured > PACKET_MAX {
                return Err(damaged("a packet is said to be longer than 262,144 bytes"));
            }
            let bytes = block
                .get(body.start..body.start + body.captured)
                .ok_or_else(|| damaged("a packet is longer than the block around it"))?;
            if let Some(ticks) = body.ticks {
                self.latest = interface.clock.time(ticks);
            }
            return Ok(Next::Record(Record {
                at: self.latest,
                link: interface.link,
                bytes,
                cut: body.captured < body.original,
            }));
        }
    }

    /// The fields of a packet block, `block` being without its last length.
    fn body(&self, kind: u32, block: &[u8]) -> Option<Body> {
        let word = |at| word(block, at, self.big_endian);
        let ticks = |at| u64::from(word(at)) << 32 | u64::from(word(at + 4));
        let (start, interface) = match kind {
            SIMPLE_PACKET => (12, 0),
            ENHANCED_PACKET => (28, word(8) as usize),
            _ => {
                let octets = *block.get(8..)?.first_chunk()?;
                let number = if self.big_endian {
                    u16::from_be_bytes(octets)
                } else {
                    u16::from_le_bytes(octets)
                };
                (28, usize::from(number))
            }
        };
        if block.len() < start {
            return None;
        }
        if kind != SIMPLE_PACKET {
            return Some(Body {
                interface,
                ticks: Some(ticks(12)),
                start,
                captured: word(20) as usize,
                original: word(24) as usize,
            });
        }
        // A simple packet does not say how much of it was captured.
        let original = word(8) as usize;
        let snap = self
            .interfaces
            .first()
            .map_or(0, |interface| interface.snap);
        let limit = if snap == 0 { usize::MAX } else { snap as usize };
        Some(Body {
            interface,
            ticks: None,
            start,
            captured: original.min(limit).min(block.len() - start),
            original,
        })
    }
}

impl Interface {
    fn described(block: &[u8], big_endian: bool) -> Option<Self> {
        let fixed = block.get(..block.len().checked_sub(4)?)?;
        let short = |at: usize| {
            let octets = fixed.get(at..)?.first_chunk()?;
            Some(if big_endian {
                u16::from_be_bytes(*octets)
            } else {
                u16::from_le_bytes(*octets)
            })
        };
        let number = u32::from(short(8)?);
        fixed.get(..16)?;
        let snap = word(fixed, 12, big_endian);
        let mut clock = Clock {
            rate: 1_000_000,
            offset: 0,
        };
        let mut at = 16;
        while let (Some(code), Some(length)) = (short(at), short(at + 2)) {
            let length = usize::from(length);
            let value = fixed.get(at + 4..at + 4 + length).unwrap_or_default();
            match (code, value) {
                (0, _) => break,
                (9, &[resolution, ..]) => clock.rate = rate(resolution),
                (14, value) if value.len() >= 8 => {
                    let octets = *value.first_chunk()?;
                    clock.offset = if big_endian {
                        i64::from_be_bytes(octets)
                    } else {
                        i64::from_le_bytes(octets)
                    };
                }
                _ => {}
            }
            at += 4 + length.next_multiple_of(4);
        }
        Some(Self {
            number,
            link: Link::numbered(number),
            snap,
            clock,
        })
    }
}

/// Ticks a second: a negative power of ten, or of two when the highest bit is set.
fn rate(resolution: u8) -> u64 {
    let power = u32::from(resolution & 0x7f);
    let base: u64 = if resolution & 0x80 == 0 { 10 } else { 2 };
    base.checked_pow(power).unwrap_or(u64::MAX)
}

impl Clock {
    fn time(&self, ticks: u64) -> Time {
        let micros = match self.rate {
            1_000_000 => ticks,
            1_000_000_000 => ticks / 1_000,
            rate => {
                let micros = u128::from(ticks) * 1_000_000 / u128::from(rate);
                u64::try_from(micros).unwrap_or(u64::MAX)
            }
        };
        let offset = self.offset.saturating_mul(1_000_000);
        Time::from_micros(micros.saturating_add_signed(offset))
    }
}
