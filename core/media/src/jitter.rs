//! The jitter buffer of a terminal: octets by their RTP timestamp, played in blocks of 10 ms.
//!
//! The buffer is a ring with a place for every sample of the next half second, so packets of any
//! length fit and memory never grows. It holds one octet a sample (G.711).
//!
//! **The delay adapts without a clock.** What counts is the head-room of a packet: how long before
//! its playing it arrives. A late packet has a negative one and moves the play point back; if all
//! packets of a second had more than they need, one block is left out. That follows jitter and the
//! drift of the two clocks alike. The delay stays within 20 and 200 ms.
//!
//! A stream that stays later than that for 100 ms, because its route or its clock jumped, is begun
//! anew with the delay it now has.
//!
//! **Loss and silence are told apart.** A hole between packets whose sequence numbers follow each
//! other was never sent and is filled with silence; any other hole is a loss.
//!
//! **Another stream** (another SSRC, or numbers far from those expected) must show two packets in
//! a row before it replaces the present one, so that no single stray packet can.

use crate::{BLOCK, RtpHeader, RtpPacket};

/// Places in the ring, a power of two: 1 s.
const RING: usize = 8192;
/// How far ahead of the play point a packet may reach. With [`DELAY_MAX`], by which the play point
/// may go back, it stays below [`RING`].
const AHEAD_MAX: i32 = 4096;
/// How far behind the play point a packet still counts as late and not as another stream.
const BEHIND_MAX: i32 = 4096;
/// The longest payload we take: 200 ms, the longest packet of RFC 3551 §4.2.
const PAYLOAD_MAX: usize = 1600;
/// The least delay: 20 ms.
const DELAY_MIN: i32 = 160;
/// The delay of a new stream: 40 ms.
const DELAY_START: i32 = 320;
/// The greatest delay: 200 ms.
const DELAY_MAX: i32 = 1600;
/// The head-room beyond which a block is left out: the 20 ms between two packets, and a block.
const SPARE: i32 = DELAY_MIN + STEP;
/// How often the head-room is looked at: every second.
const REVIEW_BLOCKS: u32 = 100;
/// For how long an empty buffer counts as loss: the time that concealment can bridge, 60 ms.
const DRY_BLOCKS: u32 = 6;
/// For how long everything may come too late before the play point follows: 100 ms.
const LATE_BLOCKS: u32 = 10;
/// How many sequence numbers back a packet can be told from its duplicate.
const SEEN: u16 = 64;
/// By how many sequence numbers a packet that is no audio may be ahead of the newest.
const DROPOUT_MAX: i16 = 3000;
/// A block as a difference of timestamps.
const STEP: i32 = BLOCK as i32;

/// What to play in the next 10 ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Playout<'a> {
    /// [`BLOCK`] octets.
    Frame(&'a [u8]),
    /// [`BLOCK`] octets that do not follow those before them: time was left out in between.
    Spliced(&'a [u8]),
    /// A block is missing, or time is stretched by one: conceal it.
    Lost,
    /// Nothing is being received: silence.
    Empty,
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It will be played, or most of it.
    Stored,
    /// It came after its time.
    Late,
    /// It had come before.
    Duplicate,
    /// It is empty, too long, or of another stream that is not accepted yet.
    Refused,
}

/// Counts of a jitter buffer since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JitterStatistics {
    /// Packets stored.
    pub stored: u64,
    /// Packets that came too late to be played.
    pub late: u64,
    /// Packets that came again.
    pub duplicates: u64,
    /// Packets refused.
    pub refused: u64,
    /// Packets stored after one with a higher sequence number.
    pub reordered: u64,
    /// Blocks of 10 ms that were missing when they were to be played.
    pub lost: u64,
    /// Blocks of 10 ms left out to shorten the delay.
    pub skipped: u64,
    /// Blocks of 10 ms put in to lengthen the delay.
    pub stretched: u64,
    /// How often another stream replaced the present one, or the present one began anew.
    pub restarts: u64,
}

/// The jitter buffer of one received stream.
#[derive(Clone, Debug)]
pub struct JitterBuffer {
    octets: Box<[u8]>,
    filled: Box<[bool]>,
    block: [u8; BLOCK],
    silence: u8,
    stream: Option<Current>,
    /// A stream that would replace the present one: its SSRC and its next sequence number.
    candidate: Option<(u32, u16)>,
    /// The delay in samples.
    delay: i32,
    /// Blocks to put in.
    stretch: i32,
    spliced: bool,
    dry_blocks: u32,
    /// Blocks played since all new packets come too late.
    late_blocks: Option<u32>,
    review: Review,
    statistics: JitterStatistics,
}

#[derive(Clone, Copy, Debug)]
struct Current {
    ssrc: u32,
    /// The timestamp that is played next.
    play: u32,
    /// The timestamp after the newest packet.
    end: u32,
    /// The newest sequence number.
    newest: u16,
    /// Which came: bit `n` is sequence number `newest - n`.
    seen: u64,
    /// The newest packet was no audio, so nothing is missing while the buffer is empty.
    paused: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Review {
    blocks: u32,
    /// The least and the greatest head-room of the packets since the last review.
    headroom: Option<(i32, i32)>,
}

impl JitterBuffer {
    /// An empty buffer; `silence` is the octet to fill pauses with.
    pub fn new(silence: u8) -> Self {
        Self {
            octets: vec![silence; RING].into_boxed_slice(),
            filled: vec![false; RING].into_boxed_slice(),
            block: [silence; BLOCK],
            silence,
            stream: None,
            candidate: None,
            delay: DELAY_START,
            stretch: 0,
            spliced: false,
            dry_blocks: 0,
            late_blocks: None,
            review: Review::default(),
            statistics: JitterStatistics::default(),
        }
    }

    /// Takes an audio packet.
    pub fn push(&mut self, packet: &RtpPacket<'_>) -> Arrival {
        let arrival = self.place(packet);
        let count = match arrival {
            Arrival::Stored => &mut self.statistics.stored,
            Arrival::Late => &mut self.statistics.late,
            Arrival::Duplicate => &mut self.statistics.duplicates,
            Arrival::Refused => &mut self.statistics.refused,
        };
        *count += 1;
        arrival
    }

    /// Takes note of a packet of the stream that is no audio, a telephone event for example, so
    /// that its sequence number is not held for a lost one.
    pub fn pass_over(&mut self, header: &RtpHeader) {
        if let Some(stream) = &mut self.stream
            && stream.ssrc == header.ssrc
            && (-DROPOUT_MAX..0).contains(&stream.age(header.sequence))
        {
            stream.mark_seen(header.sequence);
            stream.paused = true;
        }
    }

    /// What to play in the next 10 ms; to be called for every 10 ms of output.
    pub fn pull(&mut self) -> Playout<'_> {
        self.shorten_if_spare();
        if let Some(blocks) = &mut self.late_blocks {
            *blocks = blocks.saturating_add(1);
        }
        let Some(stream) = &mut self.stream else {
            return Playout::Empty;
        };
        let whole = (0..BLOCK).all(|at| self.filled[place(stream.play, at)]);
        if whole && self.stretch > 0 && self.delay + STEP <= DELAY_MAX {
            self.stretch -= 1;
            self.delay += STEP;
            self.statistics.stretched += 1;
            return Playout::Lost;
        }
        let dry = difference(stream.end, stream.play) <= 0;
        for at in 0..BLOCK {
            let place = place(stream.play, at);
            self.block[at] = self.octets[place];
            self.filled[place] = false;
        }
        stream.play = stream.play.wrapping_add(BLOCK as u32);
        if whole {
            self.dry_blocks = 0;
            return if std::mem::take(&mut self.spliced) {
                Playout::Spliced(&self.block)
            } else {
                Playout::Frame(&self.block)
            };
        }
        if dry {
            self.dry_blocks += 1;
            if stream.paused || self.dry_blocks > DRY_BLOCKS {
                return Playout::Empty;
            }
        }
        self.statistics.lost += 1;
        Playout::Lost
    }

    /// Forgets the stream, as at a change of the media; the counts and the delay stay.
    pub fn reset(&mut self, silence: u8) {
        self.silence = silence;
        self.stream = None;
        self.candidate = None;
        self.filled.fill(false);
    }

    /// The counts.
    pub const fn statistics(&self) -> &JitterStatistics {
        &self.statistics
    }

    /// The delay that the buffer adds at present, in milliseconds.
    pub const fn delay_ms(&self) -> u32 {
        self.delay.unsigned_abs() / 8
    }

    fn place(&mut self, packet: &RtpPacket<'_>) -> Arrival {
        let header = &packet.header;
        if packet.payload.is_empty() || packet.payload.len() > PAYLOAD_MAX {
            return Arrival::Refused;
        }
        let length = packet.payload.len() as i32;
        let mut stream = match self.stream {
            Some(stream) if stream.continues_with(header, length) => stream,
            Some(_) if self.candidate != Some((header.ssrc, header.sequence)) => {
                self.candidate = Some((header.ssrc, header.sequence.wrapping_add(1)));
                return Arrival::Refused;
            }
            _ => self.start(header),
        };
        self.candidate = None;
        if stream.has_seen(header.sequence) {
            return Arrival::Duplicate;
        }
        let age = stream.age(header.sequence);
        let next_in_turn = age == -1;
        stream.mark_seen(header.sequence);

        let mut headroom = difference(header.timestamp, stream.play);
        if headroom < 0 {
            self.be_later(&mut stream, header.timestamp);
        } else if headroom > DELAY_MAX {
            self.catch_up(&mut stream, headroom);
        }
        if age < 0 {
            if difference(header.timestamp, stream.play) >= 0 {
                self.late_blocks = None;
            } else if *self.late_blocks.get_or_insert(0) >= LATE_BLOCKS {
                stream = self.start(header);
                stream.mark_seen(header.sequence);
                headroom = self.delay;
            }
        }
        let (least, most) = self.review.headroom.get_or_insert((headroom, headroom));
        *least = headroom.min(*least);
        *most = headroom.max(*most);

        if age < 0 {
            stream.paused = false;
            if next_in_turn && difference(header.timestamp, stream.end) > 0 {
                let from = later(stream.end, stream.play);
                self.fill(from, difference(header.timestamp, from), |_| None);
            }
            stream.end = later(stream.end, header.timestamp.wrapping_add(length as u32));
        } else {
            self.statistics.reordered += 1;
        }
        let from = later(header.timestamp, stream.play);
        let missed = difference(from, header.timestamp);
        self.fill(from, length - missed, |at| {
            packet.payload.get(at + missed as usize).copied()
        });
        self.stream = Some(stream);
        if missed * 2 > length {
            Arrival::Late
        } else {
            Arrival::Stored
        }
    }

    /// Begins a stream so that its first packet is played after the delay.
    fn start(&mut self, header: &RtpHeader) -> Current {
        if self.stream.is_some() {
            self.statistics.restarts += 1;
            self.spliced = true;
        }
        self.filled.fill(false);
        self.stretch = 0;
        self.dry_blocks = 0;
        self.late_blocks = None;
        self.review = Review::default();
        let play = header.timestamp.wrapping_sub(self.delay as u32);
        self.fill(play, self.delay, |_| None);
        Current {
            ssrc: header.ssrc,
            play,
            end: header.timestamp,
            newest: header.sequence.wrapping_sub(1),
            seen: 0,
            paused: false,
        }
    }

    /// Makes room for packets as late as one that should have been played from `timestamp` on.
    fn be_later(&mut self, stream: &mut Current, timestamp: u32) {
        let late = difference(stream.play, timestamp);
        let blocks = (late + STEP - 1) / STEP;
        if self.delay + blocks * STEP > DELAY_MAX {
            return;
        }
        if difference(timestamp, stream.end) >= 0 {
            // Nothing newer was there to be played since, so this is what comes next.
            stream.play = stream.play.wrapping_sub((blocks * STEP) as u32);
            self.delay += blocks * STEP;
            self.statistics.stretched += blocks.unsigned_abs() as u64;
        } else {
            self.stretch = self.stretch.max(blocks);
        }
    }

    /// Leaves out what would make the delay too long.
    fn catch_up(&mut self, stream: &mut Current, headroom: i32) {
        let blocks = (headroom - DELAY_MAX + STEP - 1) / STEP;
        self.skip(stream, blocks);
        self.delay = DELAY_MAX;
        self.stretch = 0;
    }

    fn shorten_if_spare(&mut self) {
        self.review.blocks += 1;
        if self.review.blocks < REVIEW_BLOCKS {
            return;
        }
        let (Some(mut stream), Some((least, most))) =
            (self.stream, std::mem::take(&mut self.review).headroom)
        else {
            return;
        };
        // The fastest packets wait for as long as the delay is.
        self.delay = most.clamp(DELAY_MIN, DELAY_MAX);
        if least >= SPARE {
            self.skip(&mut stream, 1);
            self.delay = (self.delay - STEP).max(DELAY_MIN);
            self.stream = Some(stream);
        }
    }

    fn skip(&mut self, stream: &mut Current, blocks: i32) {
        for at in 0..(blocks * STEP) as usize {
            self.filled[place(stream.play, at)] = false;
        }
        stream.play = stream.play.wrapping_add((blocks * STEP) as u32);
        self.statistics.skipped += u64::from(blocks.unsigned_abs());
        self.spliced = true;
    }

    /// Fills `count` places from `from` on; where `octet` has none, with silence.
    fn fill(&mut self, from: u32, count: i32, octet: impl Fn(usize) -> Option<u8>) {
        for at in 0..usize::try_from(count).unwrap_or_default().min(RING) {
            let place = place(from, at);
            self.octets[place] = octet(at).unwrap_or(self.silence);
            self.filled[place] = true;
        }
    }
}

impl Current {
    /// Whether a packet can be of this stream.
    fn continues_with(&self, header: &RtpHeader, length: i32) -> bool {
        let headroom = difference(header.timestamp, self.play);
        header.ssrc == self.ssrc
            && (-BEHIND_MAX..=AHEAD_MAX - length).contains(&headroom)
            && self.age(header.sequence) < SEEN as i16
    }

    /// How many sequence numbers before the newest; negative if it is newer.
    fn age(&self, sequence: u16) -> i16 {
        self.newest.wrapping_sub(sequence) as i16
    }

    fn has_seen(&self, sequence: u16) -> bool {
        let age = self.age(sequence);
        age >= 0 && self.seen & (1 << age) != 0
    }

    fn mark_seen(&mut self, sequence: u16) {
        let age = self.age(sequence);
        if age < 0 {
            let newer = u32::from(age.unsigned_abs());
            self.seen = self.seen.checked_shl(newer).unwrap_or_default() | 1;
            self.newest = sequence;
        } else {
            self.seen |= 1u64.checked_shl(age as u32).unwrap_or_default();
        }
    }
}

/// How far timestamp `a` is after `b`.
fn difference(a: u32, b: u32) -> i32 {
    a.wrapping_sub(b) as i32
}

/// The later of two timestamps.
fn later(a: u32, b: u32) -> u32 {
    if difference(a, b) > 0 { a } else { b }
}

/// The place of the sample `at` after `timestamp`.
fn place(timestamp: u32, at: usize) -> usize {
    (timestamp as usize).wrapping_add(at) % RING
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_node::Random;
    use proptest::prelude::*;

    const SILENCE: u8 = 0xff;

    /// Packet `n` of a stream: 20 ms, all octets `n`, numbers about to wrap.
    struct Sent {
        ssrc: u32,
        sequence: u16,
        timestamp: u32,
    }

    const SENT: Sent = Sent {
        ssrc: 7,
        sequence: 0xfff8,
        timestamp: 0xffff_fb00,
    };

    impl Sent {
        fn push(&self, buffer: &mut JitterBuffer, n: u16) -> Arrival {
            self.push_as(buffer, n, n)
        }

        /// Packet with the sequence number of `n` and the time of `time`.
        fn push_as(&self, buffer: &mut JitterBuffer, n: u16, time: u16) -> Arrival {
            let header = RtpHeader {
                marker: false,
                payload_type: 0,
                sequence: self.sequence.wrapping_add(n),
                timestamp: self.timestamp.wrapping_add(u32::from(time) * 160),
                ssrc: self.ssrc,
            };
            let mut bytes = header.to_bytes().to_vec();
            bytes.extend([n as u8; 160]);
            buffer.push(&RtpPacket::parse(&bytes).unwrap())
        }
    }

    /// What 20 ms of playing sound like.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Heard {
        Packet(u8),
        Lost,
        Empty,
    }
    use Heard::{Empty, Lost, Packet};

    fn pull_block(buffer: &mut JitterBuffer) -> Heard {
        match buffer.pull() {
            Playout::Frame(octets) | Playout::Spliced(octets) => {
                assert_eq!(octets.len(), BLOCK);
                assert!(octets.iter().all(|octet| octet == &octets[0]));
                Packet(octets[0])
            }
            Playout::Lost => Lost,
            Playout::Empty => Empty,
        }
    }

    fn pull(buffer: &mut JitterBuffer) -> Heard {
        let first = pull_block(buffer);
        let second = pull_block(buffer);
        assert_eq!(first, second);
        first
    }

    #[test]
    fn packets_play_after_40_ms_in_their_order_across_the_wrap() {
        let mut buffer = JitterBuffer::new(SILENCE);
        assert_eq!(pull(&mut buffer), Empty);
        let mut heard = Vec::new();
        for n in 0..40 {
            assert_eq!(SENT.push(&mut buffer, n), Arrival::Stored);
            heard.push(pull(&mut buffer));
        }
        assert_eq!(heard[..2], [Packet(SILENCE); 2]);
        let expected: Vec<Heard> = (0..38).map(Packet).collect();
        assert_eq!(heard[2..], expected);
        assert_eq!(buffer.statistics().lost, 0);
    }

    #[test]
    fn reordered_packets_are_put_in_order_and_duplicates_dropped() {
        let mut buffer = JitterBuffer::new(SILENCE);
        let arrivals: Vec<Arrival> = [0, 2, 1, 1, 2, 0, 3]
            .into_iter()
            .map(|n| SENT.push(&mut buffer, n))
            .collect();
        use Arrival::{Duplicate, Stored};
        assert_eq!(
            arrivals,
            [
                Stored, Stored, Stored, Duplicate, Duplicate, Duplicate, Stored
            ]
        );
        let heard: Vec<Heard> = (0..6).map(|_| pull(&mut buffer)).collect();
        assert_eq!(
            heard,
            [
                Packet(SILENCE),
                Packet(SILENCE),
                Packet(0),
                Packet(1),
                Packet(2),
                Packet(3)
            ]
        );
        assert_eq!(buffer.statistics().reordered, 1);
        assert_eq!(buffer.statistics().duplicates, 3);
    }

    #[test]
    fn a_missing_packet_is_lost_and_comes_too_late() {
        let mut buffer = JitterBuffer::new(SILENCE);
        for n in [0, 1, 3, 4] {
            SENT.push(&mut buffer, n);
        }
        let heard: Vec<Heard> = (0..6).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard[2..], [Packet(0), Packet(1), Lost, Packet(3)]);
        assert_eq!(SENT.push(&mut buffer, 2), Arrival::Late);
        assert_eq!(buffer.statistics().late, 1);
        assert_eq!(buffer.statistics().lost, 2);
        // The delay grows by as much as it was late, so that the next such packet is in time.
        for n in 5..12 {
            SENT.push(&mut buffer, n);
        }
        let heard: Vec<Heard> = (0..3).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard, [Lost, Lost, Packet(4)]);
        assert_eq!(buffer.delay_ms(), 80);
    }

    #[test]
    fn what_was_not_sent_is_silence_and_not_loss() {
        let mut buffer = JitterBuffer::new(SILENCE);
        SENT.push_as(&mut buffer, 0, 0);
        SENT.push_as(&mut buffer, 1, 4);
        let heard: Vec<Heard> = (0..7).map(|_| pull(&mut buffer)).collect();
        let quiet = Packet(SILENCE);
        assert_eq!(
            heard,
            [quiet, quiet, Packet(0), quiet, quiet, quiet, Packet(1)]
        );
        assert_eq!(buffer.statistics().lost, 0);
    }

    #[test]
    fn an_interrupted_stream_is_loss_for_60_ms_and_then_nothing() {
        let mut buffer = JitterBuffer::new(SILENCE);
        SENT.push(&mut buffer, 0);
        let heard: Vec<Heard> = (0..8).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard[3..], [Lost, Lost, Lost, Empty, Empty]);
        // It goes on later in its own time, with a sequence number that shows the loss.
        SENT.push(&mut buffer, 8);
        SENT.push(&mut buffer, 9);
        let heard: Vec<Heard> = (0..3).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard, [Lost, Lost, Packet(8)]);
    }

    #[test]
    fn during_a_telephone_event_nothing_is_lost() {
        let mut buffer = JitterBuffer::new(SILENCE);
        SENT.push(&mut buffer, 0);
        let event = RtpHeader {
            marker: true,
            payload_type: 101,
            sequence: SENT.sequence.wrapping_add(1),
            timestamp: SENT.timestamp.wrapping_add(160),
            ssrc: SENT.ssrc,
        };
        buffer.pass_over(&event);
        let heard: Vec<Heard> = (0..5).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard[2..], [Packet(0), Empty, Empty]);
        SENT.push_as(&mut buffer, 2, 5);
        let heard: Vec<Heard> = (0..3).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard, [Packet(SILENCE), Packet(SILENCE), Packet(2)]);
        assert_eq!(buffer.statistics().lost, 0);
    }

    #[test]
    fn a_late_burst_is_played_with_more_delay_and_the_delay_shrinks_again() {
        let mut buffer = JitterBuffer::new(SILENCE);
        let mut n = 0;
        for _ in 0..10 {
            SENT.push(&mut buffer, n);
            pull(&mut buffer);
            n += 1;
        }
        // The network holds five packets back for 100 ms and brings them all at once.
        for _ in 0..5 {
            pull(&mut buffer);
        }
        for _ in 0..5 {
            assert_eq!(SENT.push(&mut buffer, n), Arrival::Stored);
            n += 1;
        }
        let risen = buffer.delay_ms();
        assert!((80..=200).contains(&risen), "{risen}");
        for expected in 10..15 {
            assert_eq!(pull(&mut buffer), Packet(expected));
            SENT.push(&mut buffer, n);
            n += 1;
        }
        for _ in 0..1000 {
            SENT.push(&mut buffer, n);
            n += 1;
            buffer.pull();
            buffer.pull();
        }
        assert!(buffer.delay_ms() < 40, "{}", buffer.delay_ms());
        assert!(buffer.statistics().skipped > 0);
    }

    #[test]
    fn a_stream_that_becomes_much_later_for_good_is_heard_again() {
        // Milliseconds of interruption, after which the stream goes on in its old time.
        for gap in [220, 300, 500, 2000] {
            let mut buffer = JitterBuffer::new(SILENCE);
            for n in 0..20 {
                SENT.push(&mut buffer, n);
                pull(&mut buffer);
            }
            for _ in 0..gap / 20 {
                pull(&mut buffer);
            }
            let mut heard = Vec::new();
            for n in 20..60 {
                SENT.push(&mut buffer, n);
                heard.push(pull_block(&mut buffer));
                heard.push(pull_block(&mut buffer));
            }
            for packet in 40..56 {
                let blocks = heard.iter().filter(|block| **block == Packet(packet));
                assert_eq!(blocks.count(), 2, "{gap} {packet}");
            }
            assert!(heard[40..].is_sorted_by_key(|block| match block {
                Packet(packet) => *packet,
                Lost | Empty => 0,
            }));
            assert!(buffer.delay_ms() <= 60, "{gap}");
        }
    }

    #[test]
    fn jitter_of_60_ms_costs_hardly_a_block_once_it_is_known() {
        for seed in 0..20 {
            let mut random = Random::from_number(seed);
            let mut arrivals: Vec<(u64, u16)> = (0..3000u16)
                .map(|n| (u64::from(n) * 20 + random.below(60), n))
                .collect();
            arrivals.sort_unstable();
            let mut arrivals = arrivals.into_iter().peekable();
            let mut buffer = JitterBuffer::new(SILENCE);
            let mut known = *buffer.statistics();
            for turn in 0..3000 {
                while let Some((_, n)) = arrivals.next_if(|(at, _)| *at <= turn * 20) {
                    SENT.push(&mut buffer, n);
                }
                buffer.pull();
                buffer.pull();
                if turn == 100 {
                    known = *buffer.statistics();
                }
            }
            let lost = buffer.statistics().lost - known.lost;
            assert!(lost < 5800 / 100, "seed {seed}: {lost}");
            // As packets are taken every 20 ms, arrivals differ by 40 ms at least.
            let delay = buffer.delay_ms();
            assert!((40..=100).contains(&delay), "seed {seed}: {delay}");
        }
    }

    #[test]
    fn the_delay_never_exceeds_200_ms() {
        let mut buffer = JitterBuffer::new(SILENCE);
        for n in 0..20 {
            SENT.push(&mut buffer, n);
        }
        let mut blocks = 0;
        while pull_block(&mut buffer) != Packet(19) {
            blocks += 1;
            assert!(blocks < 100);
        }
        assert!(blocks <= 20, "{blocks}");
        assert!(buffer.statistics().skipped > 0);
    }

    #[test]
    fn another_source_takes_over_with_its_second_packet() {
        let other = Sent {
            ssrc: 8,
            sequence: 3,
            timestamp: 77,
        };
        let mut buffer = JitterBuffer::new(SILENCE);
        SENT.push(&mut buffer, 0);
        assert_eq!(other.push(&mut buffer, 100), Arrival::Refused);
        assert_eq!(SENT.push(&mut buffer, 1), Arrival::Stored);
        assert_eq!(other.push(&mut buffer, 101), Arrival::Refused);
        assert_eq!(other.push(&mut buffer, 102), Arrival::Stored);
        assert_eq!(other.push(&mut buffer, 103), Arrival::Stored);
        let heard: Vec<Heard> = (0..4).map(|_| pull(&mut buffer)).collect();
        assert_eq!(heard[2..], [Packet(102), Packet(103)]);
        assert_eq!(buffer.statistics().restarts, 1);
    }

    #[test]
    fn a_sender_that_is_a_little_too_fast_is_followed() {
        let mut buffer = JitterBuffer::new(SILENCE);
        let mut n = 0;
        for turn in 0..20_000u32 {
            SENT.push(&mut buffer, n);
            n = n.wrapping_add(1);
            // One packet in 2000 too many: 500 ppm.
            if turn % 2000 == 0 {
                SENT.push(&mut buffer, n);
                n = n.wrapping_add(1);
            }
            buffer.pull();
            buffer.pull();
            assert!(buffer.delay_ms() <= 200);
        }
        assert_eq!(buffer.statistics().late, 0);
        assert_eq!(buffer.statistics().lost, 0);
        assert_eq!(buffer.statistics().restarts, 0);
        assert!((15..=30).contains(&buffer.statistics().skipped));
    }

    proptest! {
        #[test]
        fn any_packets_in_any_order_do_no_harm(
            steps in proptest::collection::vec(
                (any::<bool>(), 0u32..2, any::<u16>(), any::<u32>(), 0usize..2000, any::<bool>()), 0..200)
        ) {
            let mut buffer = JitterBuffer::new(SILENCE);
            let mut near = (0u16, 0u32);
            for (pulls, ssrc, sequence, timestamp, length, wild) in steps {
                if pulls {
                    buffer.pull();
                    continue;
                }
                near = if wild {
                    (sequence, timestamp)
                } else {
                    (near.0.wrapping_add(sequence % 5).wrapping_sub(1),
                     near.1.wrapping_add(timestamp % 1000).wrapping_sub(300))
                };
                let header = RtpHeader { marker: wild, payload_type: 0, sequence: near.0, timestamp: near.1, ssrc };
                let mut bytes = header.to_bytes().to_vec();
                bytes.resize(bytes.len() + length, 1);
                buffer.push(&RtpPacket::parse(&bytes).unwrap());
                prop_assert!(buffer.delay_ms() <= 200);
            }
        }

        #[test]
        fn jitter_below_the_delay_changes_nothing(swaps in proptest::collection::vec(any::<bool>(), 50)) {
            let mut buffer = JitterBuffer::new(SILENCE);
            let mut order: Vec<u16> = (0..100).collect();
            for (at, swap) in swaps.iter().enumerate().skip(1) {
                if *swap {
                    order.swap(at * 2, at * 2 - 1);
                }
            }
            let mut heard = Vec::new();
            for n in order {
                SENT.push(&mut buffer, n);
                heard.push(pull(&mut buffer));
            }
            let expected: Vec<Heard> = (0..40).map(Packet).collect();
            prop_assert_eq!(&heard[2..42], &expected[..]);
        }
    }
}
