//! A call that is still open.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ahash::RandomState;
use naisen_node::Time;
use naisen_sip::Method;
use smallvec::SmallVec;

use super::facts::Facts;
use super::leg_state::LegState;
use super::media::Path;
use crate::limits::{
    ANNOUNCED_PER_CALL, CAPTURED_TWICE, IDLE_ATTEMPT, IDLE_CALL, LEGS_PER_CALL, LINGER,
    MESSAGE_BYTES, NOTICES_OF_A_KIND, NOTICES_PER_CALL, REPETITIONS_PER_MESSAGE, WAYS_PER_CALL,
};
use crate::{Call, Carried, Frame, Kind, Leg, Limits, Message, Notice, Repetition, Stream, Wire};

/// A call that is still open.
#[derive(Debug)]
pub(super) struct Open {
    call: Call,
    /// One for every leg of the call.
    pub(super) states: Vec<LegState>,
    /// One for every message of the call: a hash of its way and its bytes.
    hashes: Vec<u64>,
    /// Bytes of the messages.
    bytes: usize,
    /// The last message.
    last: Time,
    /// The last media.
    last_media: Time,
    /// Where its messages and its media went: to be forgotten with the call.
    pub(super) ways: Vec<Path>,
    pub(super) announced: Vec<SocketAddr>,
    /// Hosts that were told to go on to others.
    redirects: SmallVec<[Path; 1]>,
    /// Streams that ended before the call did.
    streams: Vec<Stream>,
}

/// Redirections that are followed: a 3xx names one target, seldom two.
const REDIRECTS: usize = 4;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It stands in the call.
    New,
    /// It was there before.
    Again,
    /// The call is full.
    LeftOut,
}

impl Open {
    pub(super) fn new(number: u64, kind: Kind, cut_off: bool, at: Time) -> Self {
        Self {
            call: Call {
                number,
                kind,
                legs: Vec::new(),
                messages: Vec::new(),
                messages_left_out: 0,
                notices: Vec::new(),
                streams: Vec::new(),
                heard_elsewhere: Vec::new(),
                cut_off,
            },
            states: Vec::new(),
            hashes: Vec::new(),
            bytes: 0,
            last: at,
            last_media: at,
            ways: Vec::new(),
            announced: Vec::new(),
            redirects: SmallVec::new(),
            streams: Vec::new(),
        }
    }

    /// Whether it can take one more Call-ID.
    pub(super) fn has_room(&self) -> bool {
        self.states.len() < LEGS_PER_CALL
    }

    /// A further Call-ID; `None` if there are too many.
    pub(super) fn add_leg(&mut self, facts: &Facts<'_>, at: Time) -> Option<usize> {
        if !self.has_room() {
            return None;
        }
        self.call.legs.push(Leg {
            call_id: facts.call_id.into(),
            caller: facts.caller.clone(),
            callee: facts.callee.clone(),
        });
        self.states.push(LegState::new(facts, at));
        Some(self.states.len() - 1)
    }

    /// Takes in a message of a leg.
    pub(super) fn add_message(
        &mut self,
        frame: &Frame<'_>,
        new: &NewMessage<'_>,
        leg: usize,
        hasher: &RandomState,
        limits: &Limits,
    ) -> Kept {
        self.last = self.last.max(frame.at);
        if new.method == Method::Invite && self.call.kind == Kind::Other {
            self.call.kind = Kind::Call;
        }
        let bytes = new.bytes.get(..MESSAGE_BYTES).unwrap_or(new.bytes);
        let hash = hasher.hash_one((frame.source, frame.destination, bytes));
        let known = self.hashes.iter().rposition(|known| *known == hash);
        if let Some(known) = known.and_then(|index| self.call.messages.get_mut(index)) {
            let last = known.repetitions.last().map_or(known.at, |last| last.at);
            // A text trace may have no times, or whole seconds.
            let exact = matches!(frame.carried, Carried::Datagram(_) | Carried::Fragment(_));
            if (!exact || frame.at.since(last) >= CAPTURED_TWICE)
                && known.repetitions.len() < REPETITIONS_PER_MESSAGE
            {
                known.repetitions.push(Repetition {
                    frame: frame.number,
                    at: frame.at,
                });
            }
            return Kept::Again;
        }
        let full = self.call.messages.len() >= limits.messages_per_call
            || self.bytes + bytes.len() > limits.bytes_per_call;
        if full {
            self.call.messages_left_out += 1;
            return Kept::LeftOut;
        }
        self.bytes += bytes.len() + new.repaired.map_or(0, <[u8]>::len);
        self.hashes.push(hash);
        self.call.messages.push(Message {
            frame: frame.number,
            at: frame.at,
            source: frame.source,
            destination: frame.destination,
            wire: new.wire,
            leg,
            bytes: bytes.into(),
            repetitions: Vec::new(),
            fragment: new.fragment,
            repaired: new.repaired.map(Into::into),
        });
        Kept::New
    }

    /// Takes in something else that happened.
    pub(super) fn add_notice(&mut self, notice: Notice) {
        let alike = self
            .call
            .notices
            .iter()
            .filter(|known| {
                known.kind == notice.kind
                    && known.source == notice.source
                    && known.destination == notice.destination
            })
            .count();
        if self.call.notices.len() < NOTICES_PER_CALL && alike < NOTICES_OF_A_KIND {
            self.call.notices.push(notice);
        }
    }

    /// Takes in streams that have ended.
    pub(super) fn add_streams(&mut self, streams: impl IntoIterator<Item = Stream>) {
        for stream in streams {
            self.last_media = self.last_media.max(stream.last_at);
            self.streams.push(stream);
        }
    }

    /// Media was seen.
    pub(super) fn heard(&mut self, at: Time) {
        self.last_media = self.last_media.max(at);
    }

    /// Remembers that its messages go this way; false if there are too many ways.
    pub(super) fn add_way(&mut self, way: Path) -> bool {
        if self.ways.contains(&way) {
            return true;
        }
        let room = self.ways.len() < WAYS_PER_CALL;
        if room {
            self.ways.push(way);
        }
        room
    }

    /// Remembers that it announced this address; false if it announced too many.
    pub(super) fn add_announced(&mut self, address: SocketAddr) -> bool {
        if self.announced.contains(&address) {
            return true;
        }
        let room = self.announced.len() < ANNOUNCED_PER_CALL;
        if room {
            self.announced.push(address);
        }
        room
    }

    /// Remembers that a caller was told to go on to another host; false if there were too many.
    pub(super) fn add_redirect(&mut self, way: Path) -> bool {
        let room = self.redirects.len() < REDIRECTS && self.add_way(way);
        if room {
            self.redirects.push(way);
        }
        room
    }

    /// Whether a host was told to go on to the other.
    pub(super) fn is_redirected(&self, path: Path) -> bool {
        self.redirects
            .iter()
            .any(|way| way.0.ip() == path.0.ip() && way.1.ip() == path.1.ip())
    }

    pub(super) fn kind(&self) -> Kind {
        self.call.kind
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The Call-IDs of it.
    pub(super) fn call_ids(&self) -> impl Iterator<Item = &str> {
        self.call.legs.iter().map(|leg| &*leg.call_id)
    }

    /// Whether it can hold no more messages.
    pub(super) fn is_full(&self, limits: &Limits) -> bool {
        self.call.messages.len() >= limits.messages_per_call || self.bytes >= limits.bytes_per_call
    }

    /// Whether nothing more has to come.
    pub(super) fn is_over(&self, now: Time) -> bool {
        self.states.iter().all(|leg| leg.is_over(now))
    }

    /// Whether an attempt of it waits for its final answer.
    pub(super) fn is_in_progress(&self) -> bool {
        self.states.iter().any(LegState::is_in_progress)
    }

    /// Whether it was answered, so that its hosts may keep silent for hours.
    pub(super) fn is_long(&self) -> bool {
        self.states.iter().any(LegState::is_long)
    }

    /// When it was last heard of.
    fn last(&self) -> Time {
        self.last.max(self.last_media)
    }

    /// Whether it has waited long enough.
    pub(super) fn is_due(&self, now: Time) -> bool {
        let past = |since: Time, span: Duration| now.since(since) >= span;
        if self.is_over(now) {
            past(self.last, LINGER)
        } else if self.is_long() {
            past(self.last(), IDLE_CALL)
        } else {
            past(self.last, IDLE_ATTEMPT)
        }
    }

    /// The call as it is kept, with the streams that were still running.
    pub(super) fn close(
        mut self,
        streams: Vec<Stream>,
        heard_elsewhere: Vec<(IpAddr, IpAddr)>,
        cut_off: bool,
    ) -> Call {
        self.add_streams(streams);
        self.call.heard_elsewhere = heard_elsewhere;
        self.streams
            .sort_by_key(|stream| (stream.first_at, stream.first_frame));
        self.call.streams = self.streams;
        self.call.cut_off |= cut_off;
        self.call
    }
}

/// A message on its way into a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewMessage<'a> {
    pub(super) wire: Wire,
    pub(super) bytes: &'a [u8],
    pub(super) fragment: bool,
    /// [`Message::repaired`].
    pub(super) repaired: Option<&'a [u8]>,
    pub(super) method: Method<'a>,
}
