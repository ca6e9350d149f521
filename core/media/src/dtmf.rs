//! Keys as telephone events (RFC 4733, which replaced RFC 2833): the payload, a sender, a receiver.

use std::time::Duration;

use crate::{RtpHeader, SAMPLE_RATE};

/// A key of the telephone: events 0 to 15 (RFC 4733 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u8);

/// The keys in the order of their event codes.
const KEYS: &[u8; 16] = b"0123456789*#ABCD";
/// The position of each event code in the four by four field of ITU-T Q.23: row and column.
const FIELD: [(u8, u8); 16] = [
    (3, 1),
    (0, 0),
    (0, 1),
    (0, 2),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 0),
    (2, 1),
    (2, 2),
    (3, 0),
    (3, 2),
    (0, 3),
    (1, 3),
    (2, 3),
    (3, 3),
];
const ROWS: [u16; 4] = [697, 770, 852, 941];
const COLUMNS: [u16; 4] = [1209, 1336, 1477, 1633];

impl Key {
    /// The key with this label: `0` to `9`, `*`, `#`, `A` to `D` in either case.
    pub fn from_char(label: char) -> Option<Self> {
        let label = u8::try_from(label).ok()?.to_ascii_uppercase();
        let code = KEYS.iter().position(|&key| key == label)?;
        Some(Self(code as u8))
    }

    /// The key with this event code.
    pub const fn from_event(code: u8) -> Option<Self> {
        if code < 16 { Some(Self(code)) } else { None }
    }

    /// The event code, 0..=15.
    pub const fn event(self) -> u8 {
        self.0
    }

    /// The label.
    pub const fn as_char(self) -> char {
        KEYS[self.0 as usize & 15] as char
    }

    /// The low and the high frequency in hertz (ITU-T Q.23).
    pub const fn frequencies(self) -> (u16, u16) {
        let (row, column) = FIELD[self.0 as usize & 15];
        (ROWS[row as usize], COLUMNS[column as usize])
    }
}

/// The payload of a telephone event (RFC 4733 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TelephoneEvent {
    /// The event code; 0..=15 are keys.
    pub event: u8,
    /// The event is over.
    pub end: bool,
    /// The power below 0 dBm0, in dB, 0..=63.
    pub volume: u8,
    /// How long it has lasted, in samples.
    pub duration: u16,
}

/// Why a payload is no telephone event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// It is shorter than four octets.
    #[error("telephone event of {0} octets where 4 are needed")]
    Truncated(usize),
}

impl TelephoneEvent {
    /// Reads the first event of a payload. Further events that are packed behind it (RFC 4733
    /// §2.5.1.5) are not read.
    ///
    /// # Errors
    ///
    /// [`EventError`] if the payload is too short.
    pub fn parse(payload: &[u8]) -> Result<Self, EventError> {
        let (&[event, flags, d0, d1], _) = payload
            .split_first_chunk::<4>()
            .ok_or(EventError::Truncated(payload.len()))?;
        Ok(Self {
            event,
            end: flags & 0x80 != 0,
            volume: flags & 0x3f,
            duration: u16::from_be_bytes([d0, d1]),
        })
    }

    /// The payload as it is sent.
    pub const fn to_bytes(self) -> [u8; 4] {
        let [d0, d1] = self.duration.to_be_bytes();
        let flags = ((self.end as u8) << 7) | (self.volume & 0x3f);
        [self.event, flags, d0, d1]
    }
}

/// One packet of a key on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventPacket {
    /// The marker bit: set on the first packet of the event.
    pub marker: bool,
    /// The RTP timestamp: that of the event's beginning, in all of its packets.
    pub timestamp: u32,
    /// The payload.
    pub event: TelephoneEvent,
}

/// Sends one key: a packet every 20 ms while it lasts, then the end, three times in all
/// (RFC 4733 §2.5.1.2 and §2.5.1.4).
#[derive(Clone, Debug)]
pub struct DtmfSender {
    key: Key,
    timestamp: u32,
    length: u16,
    elapsed: u16,
    ends: u8,
}

/// The time between two packets, in samples.
const UPDATE: u16 = 160;
/// How often the end is sent.
const ENDS: u8 = 3;
/// The level of the keys we send, dB below 0 dBm0.
const VOLUME: u8 = 10;
/// The longest key: one event's duration has 16 bits, and no exchange listens for longer.
const LENGTH_MAX: u16 = 8 * SAMPLE_RATE as u16;

/// How old a packet may be that still belongs to a key heard before, 2 s in samples. An older
/// timestamp is a sender that counts anew.
const LATE_MAX: i32 = 2 * SAMPLE_RATE as i32;

impl DtmfSender {
    /// A key that begins at `timestamp` and lasts for `length`, rounded up to 20 ms, 8 s at most.
    pub fn new(key: Key, timestamp: u32, length: Duration) -> Self {
        let samples = length.as_millis().saturating_mul(u128::from(SAMPLE_RATE)) / 1000;
        let samples = u16::try_from(samples).unwrap_or(u16::MAX);
        let samples = samples.clamp(UPDATE, LENGTH_MAX);
        Self {
            key,
            timestamp,
            length: samples.next_multiple_of(UPDATE),
            elapsed: 0,
            ends: 0,
        }
    }

    /// The packet to send now; to be called every 20 ms until it gives `None`. While it gives
    /// packets no audio is sent.
    pub fn next_packet(&mut self) -> Option<EventPacket> {
        if self.ends == ENDS {
            return None;
        }
        let marker = self.elapsed == 0;
        self.elapsed = self.elapsed.saturating_add(UPDATE).min(self.length);
        let end = self.elapsed == self.length;
        if end {
            self.ends += 1;
        }
        Some(EventPacket {
            marker,
            timestamp: self.timestamp,
            event: TelephoneEvent {
                event: self.key.event(),
                end,
                volume: VOLUME,
                duration: self.elapsed,
            },
        })
    }
}

/// Hears keys: each is reported once, with its first packet that arrives, whichever that is.
#[derive(Clone, Debug, Default)]
pub struct DtmfReceiver {
    last: Option<Heard>,
}

#[derive(Clone, Copy, Debug)]
struct Heard {
    ssrc: u32,
    timestamp: u32,
    event: TelephoneEvent,
}

impl DtmfReceiver {
    /// No key heard yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a telephone-event packet and says which key it makes known, if it is a new one.
    ///
    /// # Errors
    ///
    /// [`EventError`] if the payload is too short.
    pub fn push(&mut self, header: &RtpHeader, payload: &[u8]) -> Result<Option<Key>, EventError> {
        let event = TelephoneEvent::parse(payload)?;
        let mut known = false;
        if let Some(last) = &mut self.last
            && last.ssrc == header.ssrc
        {
            let later = header.timestamp.wrapping_sub(last.timestamp) as i32;
            if later == 0 {
                last.event.end |= event.end;
                last.event.duration = last.event.duration.max(event.duration);
                return Ok(None);
            }
            if (-LATE_MAX..0).contains(&later) {
                return Ok(None);
            }
            // An event longer than its 16 bit duration goes on in a new segment, without marker,
            // from where the segment before it stopped (RFC 4733 §2.5.1.3).
            known = !header.marker
                && !last.event.end
                && last.event.event == event.event
                && u32::from(last.event.duration) == later.unsigned_abs();
        }
        self.last = Some(Heard {
            ssrc: header.ssrc,
            timestamp: header.timestamp,
            event,
        });
        Ok(if known {
            None
        } else {
            Key::from_event(event.event)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn header(packet: &EventPacket, sequence: u16) -> RtpHeader {
        RtpHeader {
            marker: packet.marker,
            payload_type: 101,
            sequence,
            timestamp: packet.timestamp,
            ssrc: 1,
        }
    }

    fn packets(label: char, timestamp: u32, millis: u64) -> Vec<EventPacket> {
        let key = Key::from_char(label).unwrap();
        let mut sender = DtmfSender::new(key, timestamp, Duration::from_millis(millis));
        std::iter::from_fn(|| sender.next_packet()).collect()
    }

    fn heard(packets: &[EventPacket]) -> String {
        let mut receiver = DtmfReceiver::new();
        packets
            .iter()
            .filter_map(|packet| {
                let payload = packet.event.to_bytes();
                receiver.push(&header(packet, 0), &payload).unwrap()
            })
            .map(Key::as_char)
            .collect()
    }

    #[test]
    fn labels_codes_and_frequencies_belong_together() {
        for (code, label) in "0123456789*#ABCD".chars().enumerate() {
            let key = Key::from_char(label).unwrap();
            assert_eq!(usize::from(key.event()), code);
            assert_eq!(key.as_char(), label);
            assert_eq!(Key::from_event(key.event()), Some(key));
        }
        assert_eq!(Key::from_char('d'), Key::from_char('D'));
        assert_eq!(Key::from_char('x'), None);
        assert_eq!(Key::from_event(16), None);
        assert_eq!(Key::from_char('1').unwrap().frequencies(), (697, 1209));
        assert_eq!(Key::from_char('0').unwrap().frequencies(), (941, 1336));
        assert_eq!(Key::from_char('#').unwrap().frequencies(), (941, 1477));
        assert_eq!(Key::from_char('D').unwrap().frequencies(), (941, 1633));
    }

    #[test]
    fn a_key_grows_by_20_ms_and_ends_three_times() {
        let packets = packets('5', 8000, 100);
        let durations: Vec<u16> = packets.iter().map(|p| p.event.duration).collect();
        assert_eq!(durations, [160, 320, 480, 640, 800, 800, 800]);
        let ends: Vec<bool> = packets.iter().map(|p| p.event.end).collect();
        assert_eq!(ends, [false, false, false, false, true, true, true]);
        assert!(packets.iter().all(|p| p.timestamp == 8000));
        assert!(packets[0].marker);
        assert!(packets[1..].iter().all(|p| !p.marker));
    }

    #[test]
    fn the_longest_key_stays_within_its_duration_field() {
        let packets = packets('1', 0, u64::MAX);
        assert_eq!(packets.last().unwrap().event.duration, LENGTH_MAX);
        assert_eq!(packets.len(), usize::from(LENGTH_MAX / UPDATE) + 2);
    }

    #[test]
    fn a_key_is_heard_once_whichever_packets_are_lost() {
        let all = packets('7', 1000, 60);
        for mask in 1u32..1 << all.len() {
            let arrived: Vec<EventPacket> = all
                .iter()
                .enumerate()
                .filter(|(at, _)| mask & (1 << at) != 0)
                .map(|(_, packet)| *packet)
                .collect();
            assert_eq!(heard(&arrived), "7", "{mask:b}");
        }
    }

    #[test]
    fn the_same_key_twice_is_two_keys_and_a_late_end_is_none() {
        let first = packets('4', u32::MAX - 100, 60);
        let second = packets('4', 1000, 60);
        let mut both = first.clone();
        both.extend(&second[..2]);
        both.push(first[4]);
        both.extend(&second[2..]);
        assert_eq!(heard(&both), "44");
    }

    #[test]
    fn a_sender_that_counts_its_time_anew_is_heard() {
        let mut both = packets('1', 1_000_000, 60);
        both.extend(packets('2', 500, 60));
        assert_eq!(heard(&both), "12");
    }

    #[test]
    fn a_key_held_for_longer_than_one_segment_is_one_key() {
        let segment = |timestamp, duration, marker, end| EventPacket {
            marker,
            timestamp,
            event: TelephoneEvent {
                event: 9,
                end,
                volume: 10,
                duration,
            },
        };
        let packets = [
            segment(0, 160, true, false),
            segment(0, 0xffff, false, false),
            segment(0xffff, 160, false, false),
            segment(0xffff, 320, false, true),
        ];
        assert_eq!(heard(&packets), "9");
    }

    #[test]
    fn events_that_are_no_keys_are_not_reported() {
        let mut receiver = DtmfReceiver::new();
        let header = header(&packets('1', 0, 20)[0], 0);
        // 36 is a fax tone (RFC 4734).
        assert_eq!(receiver.push(&header, &[36, 0, 0, 160]), Ok(None));
        assert_eq!(
            receiver.push(&header, &[1, 0, 0]),
            Err(EventError::Truncated(3))
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(event: u8, end: bool, volume in 0u8..64, duration: u16) {
            let event = TelephoneEvent { event, end, volume, duration };
            prop_assert_eq!(TelephoneEvent::parse(&event.to_bytes()), Ok(event));
        }
    }
}
