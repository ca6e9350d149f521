//! Frames in, calls out.
//!
//! 1. [`Analyst::feed`] takes the frames in the order of the trace. RTP is looked up by its two
//!    addresses and counted. SIP is found on any port, by its start line.
//! 2. A message belongs to the group of its Call-ID. A new INVITE may go on with an open call, as a
//!    back-to-back user agent does: then its Call-ID is one more leg.
//! 3. A call is given out when it is over and late repetitions would have come, or when there is no
//!    room for it.
//! 4. [`Analyst::finish`] gives out the rest.
//!
//! Everything that is kept has a bound in [`Limits`] or beside it, so that a trace may be of any
//! length and of any content.

mod connections;
mod continuation;
mod facts;
mod leg_state;
mod media;
mod notices;
mod open;
mod openings;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use ahash::{AHashMap, RandomState};
use naisen_node::{Random, Time};
use naisen_sip::{HeaderName, Method, Replaces};

use self::connections::{Connections, Spoken};
use self::continuation::{Attempt, LegOf, Waiting};
use self::facts::Facts;
use self::media::{Media, Path};
use self::open::{Kept, NewMessage, Open};
use self::openings::Openings;
use crate::limits::{LEAP, LEAP_FRAMES, SWEEP};
use crate::recognise::{Look, look, with_true_length};
use crate::{Call, Carried, Frame, Kind, Limits, NoticeKind, Wire};

/// Reads a trace and gives out its calls.
#[derive(Debug)]
pub struct Analyst {
    limits: Limits,
    /// The time of the trace.
    now: Time,
    /// A time far from it that the last frames agree on, and how many they are.
    leap: Option<(Time, u32)>,
    swept: Time,
    /// Groups begun so far.
    count: u64,
    /// The open groups by their numbers.
    calls: BTreeMap<u64, Open>,
    /// Bytes of the messages of all open groups.
    bytes: usize,
    by_call_id: AHashMap<Box<str>, LegOf>,
    /// The group whose message went this way last, and when.
    ways: AHashMap<Path, (u64, Time)>,
    /// The same between hosts, in either direction.
    hosts: AHashMap<(IpAddr, IpAddr), (u64, Time)>,
    waiting: Waiting,
    media: Media,
    connections: Connections,
    openings: Openings,
    hasher: RandomState,
    /// Closed, and not given out yet.
    done: Vec<Call>,
}

impl Analyst {
    /// An analyst that has seen nothing. `random` keys its tables, so that no trace can make them
    /// slow; the calls that come out do not depend on it.
    pub fn new(limits: Limits, random: &mut Random) -> Self {
        let mut key = || random.next_u64();
        let hasher = RandomState::with_seeds(key(), key(), key(), key());
        Self {
            limits,
            now: Time::default(),
            leap: None,
            swept: Time::default(),
            count: 0,
            calls: BTreeMap::new(),
            bytes: 0,
            by_call_id: keyed_map(random),
            ways: keyed_map(random),
            hosts: keyed_map(random),
            waiting: Waiting::new(random),
            media: Media::new(random),
            connections: Connections::new(limits.connections, random),
            openings: Openings::new(random),
            hasher,
            done: Vec::new(),
        }
    }

    /// Takes in the next frame. Calls that are over by its time are given to `closed`, in the order
    /// of their numbers.
    pub fn feed(&mut self, frame: Frame<'_>, closed: &mut dyn FnMut(Call)) {
        self.follow(frame.at);
        if self.now.since(self.swept) >= SWEEP {
            self.swept = self.now;
            self.sweep();
        }
        match frame.carried {
            Carried::Datagram(bytes) => self.datagram(&frame, bytes),
            Carried::Fragment(bytes) => self.fragment(&frame, bytes),
            Carried::Message(wire, bytes) => self.message(&frame, wire, bytes),
            Carried::Stream(bytes) => self.stream(&frame, bytes),
            Carried::Connecting => {
                self.openings
                    .begins((frame.source, frame.destination), frame.at);
                self.connections.forget((frame.source, frame.destination));
                self.connections.forget((frame.destination, frame.source));
            }
            Carried::Closed { reset } => self.disconnected(&frame, reset),
            Carried::Unreachable => self.unreachable(&frame),
        }
        self.make_room();
        self.done.drain(..).for_each(closed);
    }

    /// The trace is over: gives out the calls that are still open, in the order of their numbers.
    pub fn finish(mut self, closed: &mut dyn FnMut(Call)) {
        // The trace ended before enough frames had followed the leap.
        if let Some((at, frames)) = self.leap
            && frames > 1
        {
            self.now = at;
        }
        while let Some((&number, open)) = self.calls.first_key_value() {
            let cut_off = !open.is_over(self.now);
            self.close(number, cut_off);
            self.done.drain(..).for_each(&mut *closed);
        }
    }

    /// Groups that are open now.
    pub fn open_calls(&self) -> usize {
        self.calls.len()
    }

    /// Follows the clock of the trace, in small steps at once and in leaps when several frames agree.
    fn follow(&mut self, at: Time) {
        let near = |one: Time, other: Time| one.since(other).max(other.since(one)) <= LEAP;
        if self.now == Time::default() || near(at, self.now) {
            self.now = self.now.max(at);
            self.leap = None;
            return;
        }
        let frames = match self.leap {
            Some((mark, frames)) if near(at, mark) => frames + 1,
            _ => 1,
        };
        self.leap = Some((at, frames));
        if frames >= LEAP_FRAMES {
            self.now = at;
            self.swept = at;
            self.leap = None;
        }
    }

    fn datagram(&mut self, frame: &Frame<'_>, bytes: &[u8]) {
        match look(bytes) {
            Look::Rtp => self.media.packet(frame, bytes),
            Look::Sip => self.message(frame, Wire::Udp, bytes),
            Look::Tls => self.other_transport(frame),
            Look::Other => {}
        }
    }

    fn fragment(&mut self, frame: &Frame<'_>, bytes: &[u8]) {
        if look(bytes) != Look::Sip {
            return;
        }
        match Facts::of_beginning(bytes) {
            Some(facts) => self.add(frame, Wire::Udp, bytes, &facts, true, None),
            None => self.unreadable(frame, bytes),
        }
    }

    fn message(&mut self, frame: &Frame<'_>, wire: Wire, bytes: &[u8]) {
        // A text has no end of its own but Content-Length.
        let repaired = match frame.carried {
            Carried::Datagram(_) => with_true_length(bytes),
            _ => None,
        };
        if let Some(facts) = Facts::of(repaired.as_deref().unwrap_or(bytes)) {
            self.add(frame, wire, bytes, &facts, false, repaired.as_deref());
            if repaired.is_some() && Facts::of(bytes).is_none() {
                self.unreadable(frame, bytes);
            }
            return;
        }
        if let Some(facts) = Facts::of_broken(bytes) {
            self.add(frame, wire, bytes, &facts, false, None);
        }
        self.unreadable(frame, bytes);
    }

    fn stream(&mut self, frame: &Frame<'_>, bytes: &[u8]) {
        // The messages borrow the connection's buffer, so it is taken out for the while.
        let nothing = Connections::new(0, &mut Random::from_number(0));
        let mut connections = std::mem::replace(&mut self.connections, nothing);
        let path = (frame.source, frame.destination);
        self.openings.speaks(path);
        connections.push(path, bytes, &mut |spoken| match spoken {
            Spoken::Message(message) => self.message(frame, Wire::Tcp, message),
            Spoken::Broken(rest) => {
                if let Some(facts) = Facts::of(rest) {
                    self.add(frame, Wire::Tcp, rest, &facts, false, None);
                }
                self.unreadable(frame, rest);
            }
            Spoken::Tls => {
                self.openings.speaks_tls(path);
                self.other_transport(frame);
            }
        });
        self.connections = connections;
    }

    /// Puts a message into its group.
    fn add(
        &mut self,
        frame: &Frame<'_>,
        wire: Wire,
        bytes: &[u8],
        facts: &Facts<'_>,
        fragment: bool,
        repaired: Option<&[u8]>,
    ) {
        let Some(place) = self.place(frame, facts) else {
            return;
        };
        let Some(open) = self.calls.get_mut(&place.call) else {
            return;
        };
        let before = open.bytes();
        let new = NewMessage {
            wire,
            bytes,
            fragment,
            repaired,
            method: facts.method,
        };
        let kept = open.add_message(frame, &new, place.leg, &self.hasher, &self.limits);
        self.bytes += open.bytes() - before;
        let again = kept == Kept::Again;
        if let Some(state) = open.states.get_mut(place.leg) {
            let (source, destination) = (frame.source, frame.destination);
            if facts.is_first_invite() {
                let keys = self.waiting.keys(&facts.callers());
                state.caller_keys.extend(keys);
                let keys = self.waiting.keys(&facts.callees());
                state.callee_keys.extend(keys);
                dedup(&mut state.caller_keys);
                dedup(&mut state.callee_keys);
            }
            if state.note(facts, frame.at, source, destination, again) {
                self.waiting.add(place, destination.ip(), state);
            }
        }
        if again {
            return;
        }
        let way = (frame.source, frame.destination);
        if open.add_way(way) {
            self.ways.insert(way, (place.call, frame.at));
            self.hosts.insert(pair(way), (place.call, frame.at));
        }
        if wire == Wire::Tcp && self.connections.is_tls(way) {
            open.add_notice(notices::of(frame, NoticeKind::OtherTransport));
        }
        if let Some(targets) = facts.redirects_to() {
            for target in targets {
                let way = (frame.destination, target);
                if open.add_redirect(way) {
                    self.hosts.insert(pair(way), (place.call, frame.at));
                }
            }
        }
        if let Some(description) = facts.description() {
            let addresses = description
                .media
                .iter()
                .filter_map(|media| description.rtp_address(media));
            for address in addresses {
                self.announce(address, place);
            }
        }
    }

    /// The group and the leg of a message; a new one if it is the first.
    fn place(&mut self, frame: &Frame<'_>, facts: &Facts<'_>) -> Option<LegOf> {
        if let Some(place) = self.by_call_id.get(facts.call_id).copied() {
            // One Call-ID may register for years: a full group makes room for the next.
            let next = self.calls.get(&place.call).is_some_and(|open| {
                open.kind() != Kind::Call && open.is_full(&self.limits) && open.is_over(self.now)
            });
            if !next || facts.status.is_some() {
                return Some(place);
            }
            self.close(place.call, false);
        }
        let continued = if facts.is_first_invite() {
            let has_room = |leg: &LegOf| self.calls.get(&leg.call).is_some_and(Open::has_room);
            self.continued(frame, facts).filter(has_room)
        } else {
            None
        };
        let call = match continued {
            Some(leg) => {
                let open = self.calls.get_mut(&leg.call)?;
                if let Some(state) = open.states.get_mut(leg.leg) {
                    state.continuations += 1;
                }
                leg.call
            }
            None => self.open(frame, facts),
        };
        let leg = self.calls.get_mut(&call)?.add_leg(facts, frame.at)?;
        let place = LegOf { call, leg };
        self.by_call_id.insert(facts.call_id.into(), place);
        Some(place)
    }

    /// Opens a group.
    fn open(&mut self, frame: &Frame<'_>, facts: &Facts<'_>) -> u64 {
        let in_dialog = facts.has_to_tag || facts.status.is_some();
        let kind = match facts.method {
            Method::Invite
            | Method::Ack
            | Method::Bye
            | Method::Cancel
            | Method::Prack
            | Method::Update => Kind::Call,
            Method::Info if in_dialog => Kind::Call,
            Method::Register => Kind::Registration,
            _ => Kind::Other,
        };
        let cut_off = match kind {
            Kind::Call => !facts.is_first_invite(),
            Kind::Registration | Kind::Other => facts.status.is_some(),
        };
        self.count += 1;
        let open = Open::new(self.count, kind, cut_off, frame.at);
        self.calls.insert(self.count, open);
        self.count
    }

    /// The leg of an open call that a new INVITE goes on with.
    fn continued(&self, frame: &Frame<'_>, facts: &Facts<'_>) -> Option<LegOf> {
        if let Some(leg) = self.named(facts) {
            return Some(leg);
        }
        let host = frame.source.ip();
        let state_of = |leg: LegOf| self.calls.get(&leg.call)?.states.get(leg.leg);
        let announcer = facts.description().and_then(|description| {
            let address = description.rtp_address(description.audio()?)?;
            let (call, leg) = self.media.announcer(address)?;
            Some(LegOf { call, leg })
        });
        if let Some(leg) = announcer {
            let goes_on = state_of(leg).is_some_and(|state| {
                state.is_in_progress()
                    && state.reached(host)
                    && state.first_hop.is_some_and(|hop| hop.0 != frame.source)
            });
            if goes_on {
                return Some(leg);
            }
        }
        let attempt = Attempt {
            at: frame.at,
            source: frame.source,
            callers: &self.waiting.keys(&facts.callers()),
            callees: &self.waiting.keys(&facts.callees()),
        };
        self.waiting.find(&attempt, state_of)
    }

    /// The leg whose Call-ID stands in a header of the message: Replaces, or one of the headers that
    /// exchanges make up to pass the Call-ID on.
    fn named(&self, facts: &Facts<'_>) -> Option<LegOf> {
        let message = facts.message.as_ref()?;
        let replaced = message.typed::<Replaces<'_>>().ok().flatten();
        let replaced = replaced.map(|replaces| replaces.call_id);
        let passed_on = message
            .lines()
            .filter(|line| {
                line.name == HeaderName::Other
                    && line
                        .raw_name
                        .get(..2)
                        .is_some_and(|start| start.eq_ignore_ascii_case("x-"))
            })
            .map(|line| line.value);
        replaced
            .into_iter()
            .chain(passed_on)
            .find_map(|call_id| self.by_call_id.get(call_id))
            .copied()
    }

    fn announce(&mut self, address: SocketAddr, place: LegOf) {
        let room = self
            .calls
            .get_mut(&place.call)
            .is_some_and(|open| open.add_announced(address));
        if !room {
            return;
        }
        if let Some((previous, streams)) = self.media.announce(address, place.call, place.leg)
            && let Some(open) = self.calls.get_mut(&previous)
        {
            open.add_streams(streams);
        }
    }

    /// Gives out what is over.
    fn sweep(&mut self) {
        let mut due = Vec::new();
        for (number, open) in &mut self.calls {
            if let Some(heard) = self.media.last_heard(*number, &open.announced) {
                open.heard(heard);
            }
            if open.is_due(self.now) {
                due.push(*number);
            }
        }
        for number in due {
            let cut_off = self
                .calls
                .get(&number)
                .is_some_and(|open| !open.is_over(self.now) && open.is_long());
            self.close(number, cut_off);
        }
    }

    /// Closes what is over, and then what is oldest, until there is room for a good while.
    fn make_room(&mut self) {
        let Limits {
            open_calls,
            total_bytes,
            ..
        } = self.limits;
        if self.calls.len() <= open_calls && self.bytes <= total_bytes {
            return;
        }
        let enough = |analyst: &Self| {
            analyst.calls.len() <= open_calls - open_calls / 8
                && analyst.bytes <= total_bytes - total_bytes / 8
        };
        let over: Vec<u64> = self
            .calls
            .iter()
            .filter(|(_, open)| open.is_over(self.now))
            .map(|(number, _)| *number)
            .collect();
        for number in over {
            if enough(self) {
                return;
            }
            self.close(number, false);
        }
        while !enough(self) {
            let Some(number) = self.calls.first_key_value().map(|(number, _)| *number) else {
                return;
            };
            self.close(number, true);
        }
    }

    fn close(&mut self, number: u64, cut_off: bool) {
        let Some(open) = self.calls.remove(&number) else {
            return;
        };
        self.bytes -= open.bytes();
        for call_id in open.call_ids() {
            self.by_call_id.remove(call_id);
        }
        for (leg, state) in open.states.iter().enumerate() {
            self.waiting.remove(LegOf { call: number, leg }, state);
        }
        for way in &open.ways {
            if self.ways.get(way).is_some_and(|known| known.0 == number) {
                self.ways.remove(way);
            }
            let hosts = pair(*way);
            if self
                .hosts
                .get(&hosts)
                .is_some_and(|known| known.0 == number)
            {
                self.hosts.remove(&hosts);
            }
        }
        let heard_elsewhere = self.media.heard_elsewhere(&open.announced);
        let streams = self.media.close(number, &open.announced);
        self.done
            .push(open.close(streams, heard_elsewhere, cut_off));
    }
}

/// An empty table with a key of its own.
fn keyed_map<K, V>(random: &mut Random) -> AHashMap<K, V> {
    let mut key = || random.next_u64();
    AHashMap::with_hasher(RandomState::with_seeds(key(), key(), key(), key()))
}

/// The hosts of a way, in one order for both directions.
fn pair(way: Path) -> (IpAddr, IpAddr) {
    let (one, other) = (way.0.ip(), way.1.ip());
    (one.min(other), one.max(other))
}

fn dedup(keys: &mut smallvec::SmallVec<[u64; 3]>) {
    keys.sort_unstable();
    keys.dedup();
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// The clock behind frames of these times, in seconds, and at the end of the trace.
    fn clock(times: &[u64]) -> u64 {
        let mut analyst = Analyst::new(Limits::default(), &mut Random::from_number(1));
        for seconds in times {
            analyst.follow(Time::from_unix_seconds(*seconds));
        }
        analyst.now.unix_seconds()
    }

    #[test]
    fn one_frame_of_another_time_does_not_turn_the_clock() {
        assert_eq!(clock(&[1_000, 1_005, 1_003]), 1_005);
        assert_eq!(clock(&[1_000, 9_999_999, 1_001]), 1_001);
        assert_eq!(clock(&[1_000, 9_999_999, 1_001, 9_999_999, 1_002]), 1_002);
        // Several agree: the capture was paused, or files were joined.
        let mut times = vec![1_000_000];
        times.extend([5_000_000; LEAP_FRAMES as usize]);
        assert_eq!(clock(&times), 5_000_000);
        times.extend([2_000_000; LEAP_FRAMES as usize]);
        assert_eq!(clock(&times), 2_000_000);
        // The first of all was wrong.
        let mut times = vec![9_999_999];
        times.extend(1_000..1_020);
        assert_eq!(clock(&times), 1_019);
    }

    #[test]
    fn a_trace_that_ends_soon_behind_a_leap_has_its_time() {
        let invite =
            b"INVITE sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
            From: <sip:a@192.0.2.1>;tag=1\r\nTo: <sip:b@192.0.2.2>\r\nCall-ID: c\r\n\
            CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        let mut analyst = Analyst::new(Limits::default(), &mut Random::from_number(1));
        let mut calls = Vec::new();
        let start = Time::from_unix_seconds(1_000_000);
        for (number, at) in [(1, 0), (2, 500_000), (3, 500_040)] {
            let bytes: &[u8] = if number == 2 { invite } else { b"nothing" };
            let frame = Frame {
                number,
                at: start + Duration::from_secs(at),
                source: ([192, 0, 2, 1], 5060).into(),
                destination: ([192, 0, 2, 2], 5060).into(),
                carried: Carried::Datagram(bytes),
            };
            analyst.feed(frame, &mut |call| calls.push(call));
        }
        analyst.finish(&mut |call| calls.push(call));
        assert_eq!(calls.len(), 1);
        assert!(!calls[0].cut_off, "the caller had given up");
    }
}
