//! Fragments of IP packets put together again (RFC 791 §3.2, RFC 8200 §4.5).
//!
//! Where fragments overlap, what came first stays. A packet waits for its fragments for a time, and
//! packets together have a bound in number and in bytes: beyond it the oldest is given up.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use naisen_node::Time;

use crate::ip::{Packet, Part};

/// How long a packet waits for its other fragments. RFC 1122 §3.3.2 speaks of 60 to 120 s; Linux
/// waits for 30 s, and the retransmissions of a SIP transaction are over after 32 s.
const WAIT: Duration = Duration::from_secs(30);

/// Packets that wait. Networks deliver the fragments of a packet together, so few are open at once.
const PACKETS_MAX: usize = 256;

/// Bytes of all packets that wait.
const BYTES_MAX: usize = 8 << 20;

/// Bytes of one packet: what the length field of IP can say.
const PACKET_MAX: usize = 65_535;

/// Separate pieces of one packet: 45 fragments of Ethernet's size make the largest, and hardly ever
/// do two of them change places.
const PIECES_MAX: usize = 256;

/// Packets remembered after they were put together, to know a second copy when it begins.
const ECHOES_MAX: usize = 64;

/// How much later a second copy of a packet may be captured on another interface.
const ECHO: Duration = Duration::from_secs(1);

/// What the fragments of a packet have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    source: IpAddr,
    destination: IpAddr,
    identification: u32,
    protocol: u8,
}

/// A packet that is not whole.
pub(crate) struct Pending {
    key: Key,
    /// The number and time of its first part, or of the part that came first while that is missing.
    pub(crate) number: u64,
    pub(crate) at: Time,
    begun: Time,
    bytes: Vec<u8>,
    /// What is there: from and to, in order, not touching each other.
    there: Vec<(usize, usize)>,
    /// How long the whole is, once its last fragment came.
    length: Option<usize>,
    /// The same packet has been whole a moment ago.
    echo: bool,
}

/// A packet put together.
pub(crate) struct Whole {
    pub(crate) source: IpAddr,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: u8,
    pub(crate) bytes: Vec<u8>,
}

/// The packets that wait for fragments.
#[derive(Default)]
pub(crate) struct Fragments {
    /// Oldest first.
    pending: VecDeque<Pending>,
    bytes: usize,
    echoes: VecDeque<(Key, Time)>,
}

impl Pending {
    pub(crate) fn source(&self) -> IpAddr {
        self.key.source
    }

    pub(crate) fn destination(&self) -> IpAddr {
        self.key.destination
    }

    pub(crate) fn protocol(&self) -> u8 {
        self.key.protocol
    }

    /// What there is from the beginning of the packet on; nothing while its first fragment misses.
    pub(crate) fn beginning(&self) -> &[u8] {
        match self.there.first() {
            Some(&(0, end)) => &self.bytes[..end],
            _ => &[],
        }
    }

    /// Puts a piece in its place; false if it cannot be of this packet.
    fn add(&mut self, part: Part, piece: &[u8]) -> bool {
        let (start, end) = (part.offset, part.offset + piece.len());
        if end > PACKET_MAX
            || self.there.len() >= PIECES_MAX
            || self.length.is_some_and(|length| end > length)
        {
            return false;
        }
        if !part.more {
            if self.bytes.len() > end {
                return false;
            }
            self.length = Some(end);
        }
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        // Only the holes are filled: what came first stays.
        let mut from = start;
        for &(there, until) in &self.there {
            if there >= end {
                break;
            }
            if there > from {
                self.bytes[from..there].copy_from_slice(&piece[from - start..there - start]);
            }
            from = from.max(until);
        }
        if from < end {
            self.bytes[from..end].copy_from_slice(&piece[from - start..]);
        }
        self.there.push((start, end));
        self.there.sort_unstable();
        self.there.dedup_by(|next, before| {
            let joined = next.0 <= before.1;
            if joined {
                before.1 = before.1.max(next.1);
            }
            joined
        });
        true
    }

    fn whole(&self) -> bool {
        match (self.length, self.there.as_slice()) {
            (Some(length), [(0, end)]) => *end == length,
            _ => false,
        }
    }
}

impl Fragments {
    /// Whether nothing waits.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Takes a fragment in, captured `at` a time that may lie before `now`, by which waiting is
    /// measured, and gives the packet if that made it whole.
    pub(crate) fn add(
        &mut self,
        number: u64,
        at: Time,
        now: Time,
        packet: &Packet<'_>,
        part: Part,
    ) -> Option<Whole> {
        let key = Key {
            source: packet.source,
            destination: packet.destination,
            identification: part.identification,
            protocol: packet.protocol,
        };
        let found = self.pending.iter().rposition(|pending| pending.key == key);
        let place = found.unwrap_or_else(|| {
            let echo = self
                .echoes
                .iter()
                .any(|(other, when)| *other == key && now.since(*when) < ECHO);
            self.pending.push_back(Pending {
                key,
                number,
                at,
                begun: now,
                bytes: Vec::new(),
                there: Vec::new(),
                length: None,
                echo,
            });
            self.pending.len() - 1
        });
        let pending = &mut self.pending[place];
        let before = pending.bytes.len();
        if pending.add(part, packet.payload) && part.offset == 0 {
            (pending.number, pending.at) = (number, at);
        }
        self.bytes += pending.bytes.len() - before;
        if !pending.whole() {
            return None;
        }
        let pending = self.pending.remove(place)?;
        self.bytes -= pending.bytes.len();
        if self.echoes.len() == ECHOES_MAX {
            self.echoes.pop_front();
        }
        self.echoes.push_back((key, now));
        Some(Whole {
            source: key.source,
            destination: key.destination,
            protocol: key.protocol,
            bytes: pending.bytes,
        })
    }

    /// The next packet that is given up at the time `now`, or at the end of the trace without one.
    /// Second copies of a packet that was whole are dropped without a word.
    pub(crate) fn give_up(&mut self, now: Option<Time>) -> Option<Pending> {
        loop {
            let oldest = self.pending.front()?;
            let due = now.is_none_or(|now| now.since(oldest.begun) >= WAIT)
                || self.pending.len() > PACKETS_MAX
                || self.bytes > BYTES_MAX;
            if !due {
                return None;
            }
            let oldest = self.pending.pop_front()?;
            self.bytes -= oldest.bytes.len();
            if !oldest.echo {
                return Some(oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(
        fragments: &mut Fragments,
        at: u64,
        offset: usize,
        piece: &[u8],
        more: bool,
    ) -> Option<Vec<u8>> {
        let part = Part {
            identification: 7,
            offset,
            more,
        };
        let packet = Packet {
            source: [192, 0, 2, 1].into(),
            destination: [192, 0, 2, 2].into(),
            protocol: 17,
            fragment: Some(part),
            payload: piece,
        };
        let at = Time::from_unix_seconds(at);
        fragments
            .add(at.unix_seconds(), at, at, &packet, part)
            .map(|whole| whole.bytes)
    }

    #[test]
    fn fragments_make_a_whole_in_any_order_and_with_repetitions() {
        let pieces: [(usize, &[u8], bool); 3] = [
            (0, b"abcdefgh", true),
            (8, b"ijklmnop", true),
            (16, b"qr", false),
        ];
        let orders: [&[usize]; 6] = [
            &[0, 1, 2],
            &[2, 1, 0],
            &[1, 2, 0],
            &[0, 0, 2, 2, 1],
            &[1, 0, 1, 0, 2],
            &[2, 0, 2, 0, 1],
        ];
        for order in orders {
            let mut fragments = Fragments::default();
            let (last, first) = order.split_last().unwrap();
            for &which in first {
                let (offset, piece, more) = pieces[which];
                assert_eq!(
                    add(&mut fragments, 1, offset, piece, more),
                    None,
                    "{order:?}"
                );
            }
            let (offset, piece, more) = pieces[*last];
            let whole = add(&mut fragments, 1, offset, piece, more);
            assert_eq!(
                whole.as_deref(),
                Some(&b"abcdefghijklmnopqr"[..]),
                "{order:?}"
            );
            assert_eq!((fragments.bytes, fragments.pending.len()), (0, 0));
        }
    }

    #[test]
    fn what_came_first_stays_where_fragments_overlap() {
        let mut fragments = Fragments::default();
        add(&mut fragments, 1, 8, b"22222222", true);
        add(&mut fragments, 1, 0, b"111111111111", true);
        let whole = add(&mut fragments, 1, 8, b"3333333333", false).unwrap();
        assert_eq!(whole, b"111111112222222233");
    }

    #[test]
    fn a_packet_is_given_up_when_its_time_is_over() {
        let mut fragments = Fragments::default();
        add(&mut fragments, 10, 0, b"abcdefgh", true);
        assert!(
            fragments
                .give_up(Some(Time::from_unix_seconds(39)))
                .is_none()
        );
        let lost = fragments
            .give_up(Some(Time::from_unix_seconds(40)))
            .unwrap();
        assert_eq!((lost.number, lost.beginning()), (10, &b"abcdefgh"[..]));
        assert_eq!(fragments.bytes, 0);
    }

    #[test]
    fn a_second_copy_that_stays_incomplete_is_no_loss() {
        let mut fragments = Fragments::default();
        add(&mut fragments, 1, 8, b"ij", false);
        assert!(add(&mut fragments, 1, 0, b"abcdefgh", true).is_some());
        add(&mut fragments, 1, 0, b"abcdefgh", true);
        assert!(fragments.give_up(None).is_none());
        assert!(fragments.is_empty());
    }

    #[test]
    fn packets_that_wait_have_a_bound_in_number_and_in_bytes() {
        let mut fragments = Fragments::default();
        for number in 0..2_000u32 {
            let part = Part {
                identification: number,
                offset: 65_528,
                more: true,
            };
            let packet = Packet {
                source: [192, 0, 2, 1].into(),
                destination: [192, 0, 2, 2].into(),
                protocol: 17,
                fragment: Some(part),
                payload: b"1234567",
            };
            let at = Time::from_unix_seconds(1);
            fragments.add(1, at, at, &packet, part);
            while fragments.give_up(Some(at)).is_some() {}
            assert!(fragments.pending.len() <= PACKETS_MAX && fragments.bytes <= BYTES_MAX);
        }
        assert!(fragments.pending.len() > 100);
    }
}
