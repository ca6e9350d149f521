//! Streams of RTP and the calls that announced them.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ahash::{AHashMap, AHashSet};
use naisen_media::RtpPacket;
use naisen_node::{Random, Time};
use smallvec::SmallVec;

use super::{keyed_map, pair};
use crate::limits::STREAMS_PER_ADDRESS;
use crate::{Frame, Stream};

/// From where to where.
pub(super) type Path = (SocketAddr, SocketAddr);

/// Everything about media that is known of the open calls.
#[derive(Debug)]
pub(super) struct Media {
    announced: AHashMap<SocketAddr, Announced>,
    streams: AHashMap<Path, Running>,
    /// Hosts between which streams of calls that are over ran.
    heard: AHashSet<(IpAddr, IpAddr)>,
}

/// An address that a description of an open call announced.
#[derive(Debug)]
struct Announced {
    call: u64,
    leg: usize,
    /// The streams that were tied to the call by this address.
    streams: SmallVec<[Path; 2]>,
}

/// A stream that is running.
#[derive(Debug)]
struct Running {
    call: u64,
    stream: Stream,
    sequence: Sequence,
}

impl Media {
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            announced: keyed_map(random),
            streams: keyed_map(random),
            heard: AHashSet::with_hasher(keyed_map::<(), ()>(random).hasher().clone()),
        }
    }

    /// Pairs of the hosts of these addresses between which RTP of calls before was seen.
    pub(super) fn heard_elsewhere(&self, addresses: &[SocketAddr]) -> Vec<(IpAddr, IpAddr)> {
        let mut hosts: Vec<IpAddr> = addresses.iter().map(SocketAddr::ip).collect();
        hosts.sort_unstable();
        hosts.dedup();
        let mut pairs = Vec::new();
        for (index, one) in hosts.iter().enumerate() {
            let rest = hosts.get(index + 1..).unwrap_or_default();
            let heard = rest.iter().map(|other| (*one, *other));
            pairs.extend(heard.filter(|hosts| self.heard.contains(hosts)));
        }
        pairs
    }

    /// A call announced an address. If another call had announced it before, gives its number and
    /// the streams that it loses thereby.
    pub(super) fn announce(
        &mut self,
        address: SocketAddr,
        call: u64,
        leg: usize,
    ) -> Option<(u64, Vec<Stream>)> {
        let announced = self.announced.entry(address).or_insert(Announced {
            call,
            leg,
            streams: SmallVec::new(),
        });
        if announced.call == call {
            return None;
        }
        let previous = announced.call;
        announced.call = call;
        announced.leg = leg;
        let paths = std::mem::take(&mut announced.streams);
        Some((previous, self.take(&paths)))
    }

    /// The call and leg that announced an address.
    pub(super) fn announcer(&self, address: SocketAddr) -> Option<(u64, usize)> {
        self.announced
            .get(&address)
            .map(|announced| (announced.call, announced.leg))
    }

    /// The call that a running stream is tied to.
    pub(super) fn call_of(&self, path: Path) -> Option<u64> {
        self.streams.get(&path).map(|running| running.call)
    }

    /// Counts a packet, if it is of a call.
    pub(super) fn packet(&mut self, frame: &Frame<'_>, bytes: &[u8]) {
        let path = (frame.source, frame.destination);
        let Ok(packet) = RtpPacket::parse(bytes) else {
            return;
        };
        let header = packet.header;
        if let Some(running) = self.streams.get_mut(&path) {
            running.count(frame.at, header.ssrc, header.sequence);
            return;
        }
        let owner = if self.announced.contains_key(&frame.destination) {
            frame.destination
        } else {
            frame.source
        };
        let Some(announced) = self.announced.get_mut(&owner) else {
            return;
        };
        if announced.streams.len() == STREAMS_PER_ADDRESS {
            return;
        }
        announced.streams.push(path);
        let stream = Stream {
            source: frame.source,
            destination: frame.destination,
            leg: Some(announced.leg),
            ssrc: header.ssrc,
            payload_type: header.payload_type,
            packets: 1,
            lost: 0,
            first_frame: frame.number,
            first_at: frame.at,
            last_at: frame.at,
            longest_gap: Duration::ZERO,
        };
        self.streams.insert(
            path,
            Running {
                call: announced.call,
                stream,
                sequence: Sequence::new(header.ssrc, header.sequence),
            },
        );
    }

    /// When the last packet came on the streams of a call that announced these addresses.
    pub(super) fn last_heard(&self, call: u64, addresses: &[SocketAddr]) -> Option<Time> {
        addresses
            .iter()
            .filter_map(|address| self.announced.get(address))
            .filter(|announced| announced.call == call)
            .flat_map(|announced| &announced.streams)
            .filter_map(|path| self.streams.get(path))
            .map(|running| running.stream.last_at)
            .max()
    }

    /// A call is over: gives the streams of the addresses that are still its own.
    pub(super) fn close(&mut self, call: u64, addresses: &[SocketAddr]) -> Vec<Stream> {
        let mut streams = Vec::new();
        for address in addresses {
            let own = self
                .announced
                .get(address)
                .is_some_and(|announced| announced.call == call);
            if own && let Some(announced) = self.announced.remove(address) {
                streams.extend(self.take(&announced.streams));
            }
        }
        streams
    }

    fn take(&mut self, paths: &[Path]) -> Vec<Stream> {
        let streams: Vec<Stream> = paths
            .iter()
            .filter_map(|path| self.streams.remove(path))
            .map(Running::end)
            .collect();
        for stream in &streams {
            if stream.packets >= HEARD_PACKETS && self.heard.len() < HEARD_HOSTS {
                self.heard.insert(pair((stream.source, stream.destination)));
            }
        }
        streams
    }
}

impl Running {
    fn count(&mut self, at: Time, ssrc: u32, sequence: u16) {
        let gap = at.since(self.stream.last_at);
        self.stream.longest_gap = self.stream.longest_gap.max(gap);
        self.stream.last_at = self.stream.last_at.max(at);
        if ssrc != self.sequence.ssrc {
            self.stream.lost += self.sequence.lost();
            self.sequence = Sequence::new(ssrc, sequence);
            self.stream.packets += 1;
        } else if gap >= PAUSE && self.sequence.is_ahead(sequence) {
            // Whoever passes a stream on may count what it holds back.
            self.sequence.go_on(sequence);
            self.stream.packets += 1;
        } else if self.sequence.count(sequence) {
            self.stream.packets += 1;
        }
    }

    fn end(mut self) -> Stream {
        self.stream.lost += self.sequence.lost();
        self.stream
    }
}

/// The row of sequence numbers of one source.
#[derive(Debug)]
struct Sequence {
    ssrc: u32,
    highest: u16,
    /// Bit n: the packet n below the highest was seen.
    seen: u64,
    expected: u64,
    received: u64,
}

/// Packets that show that a capture sees the RTP between two hosts: a second of them.
const HEARD_PACKETS: u64 = 50;
/// Pairs of hosts that are remembered: the phones of a large office, and their exchange.
const HEARD_HOSTS: usize = 4096;
/// A stream that is silent for this long was held, switched or interrupted: what its numbers leave out
/// meanwhile is no loss of a bad line.
const PAUSE: Duration = Duration::from_secs(1);
/// A leap of more than this is a new beginning, not a loss (RFC 3550 A.1: MAX_DROPOUT).
const LEAP: u16 = 3000;

impl Sequence {
    fn new(ssrc: u32, first: u16) -> Self {
        Self {
            ssrc,
            highest: first,
            seen: 1,
            expected: 1,
            received: 1,
        }
    }

    /// False if the packet was seen before.
    fn count(&mut self, sequence: u16) -> bool {
        let ahead = sequence.wrapping_sub(self.highest);
        if ahead == 0 {
            return false;
        }
        if ahead <= LEAP {
            self.seen = self.seen.checked_shl(u32::from(ahead)).unwrap_or(0) | 1;
            self.highest = sequence;
            self.expected += u64::from(ahead);
            self.received += 1;
            return true;
        }
        let behind = self.highest.wrapping_sub(sequence);
        if let Some(bit) = 1_u64.checked_shl(u32::from(behind)) {
            if self.seen & bit != 0 {
                return false;
            }
            self.seen |= bit;
            self.received += 1;
        } else if behind > LEAP {
            self.go_on(sequence);
        } else {
            self.received += 1;
        }
        true
    }

    /// Whether a number follows the highest so far.
    fn is_ahead(&self, sequence: u16) -> bool {
        (1..=LEAP).contains(&sequence.wrapping_sub(self.highest))
    }

    /// Goes on with this number; what is left out was never sent.
    fn go_on(&mut self, sequence: u16) {
        self.highest = sequence;
        self.seen = 1;
        self.expected += 1;
        self.received += 1;
    }

    fn lost(&self) -> u64 {
        self.expected.saturating_sub(self.received)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_told_from_disorder_doubles_and_new_beginnings() {
        for (rest, packets, lost) in [
            (&[2, 3, 4][..], 4, 0),
            (&[3, 4], 3, 1),
            (&[3, 2, 4], 4, 0),
            (&[2, 2, 3], 3, 0),
            (&[3, 2, 2, 1], 3, 0),
            (&[30_000, 30_001], 3, 0),
            (&[2, 65_535, 0, 3], 5, 0),
        ] {
            let mut row = Sequence::new(7, 1);
            let seen = 1 + rest.iter().filter(|number| row.count(**number)).count();
            assert_eq!((seen, row.lost()), (packets, lost), "{rest:?}");
        }
        let mut row = Sequence::new(7, 65_535);
        assert!(row.count(0));
        assert_eq!(row.lost(), 0);
    }
}
