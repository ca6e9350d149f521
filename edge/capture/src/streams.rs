//! The bytes of TCP connections in their order (RFC 9293 §3.4, §3.10).
//!
//! Each direction delivers what comes next and keeps what came too early. A hole is given up when
//! the receiver acknowledges what lies behind it (then only the capture missed it), when it has been
//! waited for long enough, or when what waits exceeds its bound; delivery goes on behind the hole.
//! What has waited is delivered with the number and time of the packet that released it, which is
//! when the receiver could read it.

use std::net::SocketAddr;
use std::time::Duration;

use ahash::AHashMap;
use etherparse::TcpSlice;
use naisen_node::Time;
use naisen_trace::{Carried, Frame};

/// Connections remembered. Beyond it the quarter that has been silent longest is forgotten.
const CONNECTIONS_MAX: usize = 4_096;

/// Bytes that wait in one direction: more than a window of a SIP connection.
const HELD_MAX: usize = 256 << 10;

/// Pieces that wait in one direction.
const PIECES_MAX: usize = 256;

/// Bytes that wait in all connections.
const HELD_TOTAL_MAX: usize = 16 << 20;

/// What a piece that waits costs besides its bytes.
const PIECE_COST: usize = 64;

/// How long a hole is waited for: a few retransmissions of TCP.
const WAIT: Duration = Duration::from_secs(10);

/// How often the connections are looked through for holes that have waited long enough.
const SWEEP: Duration = Duration::from_secs(1);

/// The two ends, the lower first.
type Key = (SocketAddr, SocketAddr);

/// The connections of a trace.
#[derive(Default)]
pub(crate) struct Streams {
    connections: AHashMap<Key, Connection>,
    held: usize,
    swept: Time,
    /// Holes that were given up.
    pub(crate) gaps: u64,
}

/// Where and when a piece is delivered.
#[derive(Clone, Copy)]
struct Moment {
    number: u64,
    at: Time,
    source: SocketAddr,
    destination: SocketAddr,
}

#[derive(Default)]
struct Connection {
    used: Time,
    /// From the lower end to the higher, and back.
    halves: [Half; 2],
    reset: bool,
}

/// One direction.
#[derive(Default)]
struct Half {
    /// The number of the first byte, if the connection was seen to begin.
    initial: Option<u32>,
    /// The number of the byte that comes next.
    next: Option<u32>,
    /// Pieces that came too early, in their order.
    early: Vec<(u32, Vec<u8>)>,
    /// What they cost.
    held: usize,
    /// When the first of them came.
    since: Time,
    /// The number of the byte behind the last.
    end: Option<u32>,
    closed: bool,
}

impl Moment {
    fn of(number: u64, at: Time, key: Key, which: usize) -> Self {
        let (source, destination) = if which == 0 { key } else { (key.1, key.0) };
        Self {
            number,
            at,
            source,
            destination,
        }
    }

    fn frame<'a>(&self, carried: Carried<'a>) -> Frame<'a> {
        Frame {
            number: self.number,
            at: self.at,
            source: self.source,
            destination: self.destination,
            carried,
        }
    }

    fn back(self) -> Self {
        Self {
            source: self.destination,
            destination: self.source,
            ..self
        }
    }
}

/// How far `a` lies behind `b` in a count that begins anew after 2^32.
fn distance(a: u32, b: u32) -> i32 {
    a.wrapping_sub(b).cast_signed()
}

impl Streams {
    /// Takes a segment in and hands out what it makes deliverable.
    pub(crate) fn segment(
        &mut self,
        number: u64,
        at: Time,
        source: SocketAddr,
        destination: SocketAddr,
        segment: &TcpSlice<'_>,
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        let moment = Moment {
            number,
            at,
            source,
            destination,
        };
        let key = if source <= destination {
            (source, destination)
        } else {
            (destination, source)
        };
        // Which of the halves this is.
        let direction = usize::from(source > destination);
        if self.connections.len() >= CONNECTIONS_MAX && !self.connections.contains_key(&key) {
            self.forget(number, at, sink);
        }
        let connection = self.connections.entry(key).or_default();
        connection.used = at;

        let mut first = segment.sequence_number();
        if segment.syn() {
            let half = &mut connection.halves[direction];
            let again = half.initial == Some(first) && !connection.reset;
            if !again && !segment.ack() {
                self.held = self.held.saturating_sub(connection.held());
                self.gaps += connection.flush(direction, moment, sink);
                *connection = Connection {
                    used: at,
                    ..Connection::default()
                };
            }
            first = first.wrapping_add(1);
            if !again {
                let half = &mut connection.halves[direction];
                half.initial = Some(segment.sequence_number());
                half.next = Some(first);
            }
            if !segment.ack() {
                sink(moment.frame(Carried::Connecting));
            }
        }

        let (half, back) = connection.sides(direction);
        let before = half.held + back.held;
        if segment.ack() {
            let acknowledged = segment.acknowledgment_number();
            while back
                .early
                .first()
                .is_some_and(|(start, _)| distance(acknowledged, *start) > 0)
            {
                self.gaps += 1;
                back.resume(moment.back(), sink);
            }
        }
        half.accept(moment, first, segment.payload(), sink);
        if segment.fin() && half.end.is_none() {
            half.end = Some(first.wrapping_add(segment.payload().len() as u32));
            half.close(moment, sink);
        }
        while half.held > HELD_MAX
            || half.early.len() > PIECES_MAX
            || (half.held > 0 && self.held + half.held > HELD_TOTAL_MAX)
        {
            self.gaps += 1;
            half.resume(moment, sink);
        }
        if segment.rst() && !connection.reset {
            self.gaps += connection.flush(direction, moment, sink);
            connection.reset = true;
            sink(moment.frame(Carried::Closed { reset: true }));
        }
        self.held = (self.held + connection.held()).saturating_sub(before);
    }

    /// Delivers all that waits, at the end of the trace.
    pub(crate) fn finish(&mut self, number: u64, at: Time, sink: &mut impl FnMut(Frame<'_>)) {
        self.resume_since(number, at, Duration::ZERO, sink);
    }

    /// Gives up the holes that have waited long enough. To be called with every packet; connections
    /// are looked through once a second of the trace.
    #[inline]
    pub(crate) fn sweep(&mut self, number: u64, at: Time, sink: &mut impl FnMut(Frame<'_>)) {
        if self.held > 0 && at.since(self.swept) >= SWEEP {
            self.swept = at;
            self.resume_since(number, at, WAIT, sink);
        }
    }

    fn resume_since(
        &mut self,
        number: u64,
        at: Time,
        wait: Duration,
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        let mut due: Vec<(Time, Key, usize)> = Vec::new();
        for (key, connection) in &self.connections {
            for (which, half) in connection.halves.iter().enumerate() {
                if half.held > 0 && at.since(half.since) >= wait {
                    due.push((half.since, *key, which));
                }
            }
        }
        due.sort_unstable();
        for (_, key, which) in due {
            let Some(connection) = self.connections.get_mut(&key) else {
                continue;
            };
            let half = &mut connection.halves[which];
            self.held = self.held.saturating_sub(half.held);
            let moment = Moment::of(number, at, key, which);
            self.gaps += half.flush(moment, sink);
        }
    }

    /// Makes room: the connections that have been silent longest go.
    fn forget(&mut self, number: u64, at: Time, sink: &mut impl FnMut(Frame<'_>)) {
        let mut ages: Vec<(Time, Key)> = self
            .connections
            .iter()
            .map(|(key, connection)| (connection.used, *key))
            .collect();
        ages.sort_unstable();
        ages.truncate(CONNECTIONS_MAX / 4);
        for (_, key) in ages {
            let Some(mut connection) = self.connections.remove(&key) else {
                continue;
            };
            self.held = self.held.saturating_sub(connection.held());
            for (which, half) in connection.halves.iter_mut().enumerate() {
                self.gaps += half.flush(Moment::of(number, at, key, which), sink);
            }
        }
    }
}

impl Connection {
    /// The direction of a segment and the other.
    fn sides(&mut self, direction: usize) -> (&mut Half, &mut Half) {
        let [low, high] = &mut self.halves;
        if direction == 0 {
            (low, high)
        } else {
            (high, low)
        }
    }

    /// Delivers all that waits in both directions; says how many holes that took.
    fn flush(&mut self, direction: usize, moment: Moment, sink: &mut impl FnMut(Frame<'_>)) -> u64 {
        let (half, back) = self.sides(direction);
        half.flush(moment, sink) + back.flush(moment.back(), sink)
    }

    fn held(&self) -> usize {
        self.halves[0].held + self.halves[1].held
    }
}

impl Half {
    /// Delivers a piece or keeps it.
    fn accept(
        &mut self,
        moment: Moment,
        first: u32,
        piece: &[u8],
        sink: &mut impl FnMut(Frame<'_>),
    ) {
        if piece.is_empty() {
            return;
        }
        let next = *self.next.get_or_insert(first);
        let ahead = distance(first, next);
        if ahead > 0 {
            self.keep(moment.at, first, piece);
            return;
        }
        let known = ahead.unsigned_abs() as usize;
        let Some(fresh) = piece.get(known..).filter(|fresh| !fresh.is_empty()) else {
            return;
        };
        self.next = Some(next.wrapping_add(fresh.len() as u32));
        sink(moment.frame(Carried::Stream(fresh)));
        self.drain(moment, sink);
    }

    fn keep(&mut self, at: Time, first: u32, piece: &[u8]) {
        let place = self
            .early
            .partition_point(|(start, _)| distance(*start, first) < 0);
        let known = self
            .early
            .get(place)
            .is_some_and(|(start, there)| *start == first && there.len() >= piece.len());
        if known {
            return;
        }
        if self.early.is_empty() {
            self.since = at;
        }
        self.held += piece.len() + PIECE_COST;
        self.early.insert(place, (first, piece.to_vec()));
    }

    /// Delivers what came early and is due now.
    fn drain(&mut self, moment: Moment, sink: &mut impl FnMut(Frame<'_>)) {
        let mut taken = 0;
        for (start, piece) in &self.early {
            let Some(next) = self.next else { break };
            let ahead = distance(*start, next);
            if ahead > 0 {
                break;
            }
            taken += 1;
            let known = ahead.unsigned_abs() as usize;
            if let Some(fresh) = piece.get(known..).filter(|fresh| !fresh.is_empty()) {
                self.next = Some(next.wrapping_add(fresh.len() as u32));
                sink(moment.frame(Carried::Stream(fresh)));
            }
        }
        if taken > 0 {
            let gone: usize = self
                .early
                .drain(..taken)
                .map(|(_, piece)| piece.len() + PIECE_COST)
                .sum();
            self.held -= gone;
            // The wait for the next hole begins when this one is closed.
            self.since = moment.at;
        }
        self.close(moment, sink);
    }

    /// Goes on behind the hole.
    fn resume(&mut self, moment: Moment, sink: &mut impl FnMut(Frame<'_>)) {
        if let Some((start, _)) = self.early.first() {
            self.next = Some(*start);
            self.drain(moment, sink);
        }
    }

    /// Delivers all that waits; says how many holes that took.
    fn flush(&mut self, moment: Moment, sink: &mut impl FnMut(Frame<'_>)) -> u64 {
        let mut gaps = 0;
        while !self.early.is_empty() {
            gaps += 1;
            self.resume(moment, sink);
        }
        gaps
    }

    /// Says that the direction is closed, once all before it was delivered.
    fn close(&mut self, moment: Moment, sink: &mut impl FnMut(Frame<'_>)) {
        let Some(end) = self.end else { return };
        let next = *self.next.get_or_insert(end);
        if !self.closed && distance(end, next) <= 0 {
            self.closed = true;
            sink(moment.frame(Carried::Closed { reset: false }));
        }
    }
}
