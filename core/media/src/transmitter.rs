//! What a terminal says: 20 ms of samples in, a datagram out as often as one is full.

use std::collections::VecDeque;
use std::time::Duration;

use naisen_node::Random;

use crate::{AudioSource, DtmfSender, FRAME, Key, Law, PacketTime, PayloadTypes, RtpSender};

/// How many keys wait at most: more than any number that is dialled.
const KEYS_MAX: usize = 64;
/// Frames of audio between two keys: a pause of 60 ms at least, so that two equal keys are told
/// apart.
const PAUSE: u8 = 3;

/// Audio source, encoder, keys and numbers of one sent stream.
#[derive(Clone, Debug)]
pub struct Transmitter {
    law: Law,
    payload_types: PayloadTypes,
    packet_time: PacketTime,
    /// What has been encoded of the packet that is not full yet, and its time.
    payload: Vec<u8>,
    timestamp: u32,
    rtp: RtpSender,
    source: AudioSource,
    key: Option<DtmfSender>,
    waiting: VecDeque<(Key, Duration)>,
    pause: u8,
    marker: bool,
}

impl Transmitter {
    /// Sends audio, and keys as telephone events if these were negotiated. It begins with silence, in
    /// packets of 20 ms.
    pub fn new(random: &mut Random, law: Law, payload_types: PayloadTypes) -> Self {
        let rtp = RtpSender::new(random);
        Self {
            law,
            payload_types,
            packet_time: PacketTime::default(),
            payload: Vec::with_capacity(FRAME),
            timestamp: rtp.timestamp(),
            rtp,
            source: AudioSource::Silence,
            key: None,
            waiting: VecDeque::new(),
            pause: 0,
            marker: true,
        }
    }

    /// Says something else from the next packet on.
    pub fn play(&mut self, source: AudioSource) {
        self.source = source;
    }

    /// What is being said.
    pub const fn source(&self) -> &AudioSource {
        &self.source
    }

    /// Presses a key for `length` after those that wait. False if telephone events were not
    /// negotiated or too many keys wait: then it is not sent.
    pub fn press(&mut self, key: Key, length: Duration) -> bool {
        let room = self.payload_types.event.is_some() && self.waiting.len() < KEYS_MAX;
        if room {
            self.waiting.push_back((key, length));
        }
        room
    }

    /// Whether keys are still to be sent.
    pub fn is_pressing(&self) -> bool {
        self.key.is_some() || !self.waiting.is_empty()
    }

    /// Puts so much audio into a packet from the next one on.
    pub const fn set_packet_time(&mut self, packet_time: PacketTime) {
        self.packet_time = packet_time;
    }

    /// Follows a change of the media. What has not been sent of the old codec is forgotten.
    pub fn renegotiate(&mut self, law: Law, payload_types: PayloadTypes) {
        if (self.law, self.payload_types.audio) != (law, payload_types.audio) {
            self.payload.clear();
        }
        self.law = law;
        self.payload_types = payload_types;
        if payload_types.event.is_none() {
            self.key = None;
            self.waiting.clear();
        }
    }

    /// Takes the next 20 ms, and appends a packet to `out` if one is due; to be called every 20 ms.
    pub fn next_frame(&mut self, out: &mut Vec<u8>) {
        // The source goes on below a key, so that it stays in step with the time.
        let mut frame = [0; FRAME];
        self.source.next_frame(&mut frame);
        if !self.next_event(out) {
            if self.payload.is_empty() {
                self.timestamp = self.rtp.timestamp();
            }
            self.pause = self.pause.saturating_sub(1);
            self.law.encode_into(&frame, &mut self.payload);
            if self.payload.len() >= self.packet_time.samples() {
                self.send_payload(out);
            }
        }
        self.rtp.advance(FRAME as u32);
    }

    /// The numbers of the stream, for sender reports.
    pub const fn rtp(&self) -> &RtpSender {
        &self.rtp
    }

    fn send_payload(&mut self, out: &mut Vec<u8>) {
        let marker = std::mem::take(&mut self.marker);
        let (number, octets) = (self.payload_types.audio, self.payload.len());
        self.rtp
            .next_header_at(self.timestamp, number, marker, octets)
            .write(out);
        out.append(&mut self.payload);
    }

    fn next_event(&mut self, out: &mut Vec<u8>) -> bool {
        let Some(payload_type) = self.payload_types.event else {
            return false;
        };
        // A key begins between two packets of audio.
        if self.key.is_none() && self.pause == 0 && self.payload.is_empty() {
            let timestamp = self.rtp.timestamp();
            let next = self.waiting.pop_front();
            self.key = next.map(|(key, length)| DtmfSender::new(key, timestamp, length));
        }
        let Some(key) = &mut self.key else {
            return false;
        };
        let Some(packet) = key.next_packet() else {
            self.key = None;
            self.pause = PAUSE;
            self.marker = true;
            return false;
        };
        let payload = packet.event.to_bytes();
        self.rtp
            .next_header_at(packet.timestamp, payload_type, packet.marker, payload.len())
            .write(out);
        out.extend(payload);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Received, Receiver, RtpHeader, RtpPacket, Tone};
    use naisen_node::Time;

    fn transmitter(event_payload_type: Option<u8>) -> Transmitter {
        let mut random = Random::from_number(11);
        let mut transmitter = Transmitter::new(
            &mut random,
            Law::Mu,
            PayloadTypes::of(Law::Mu, event_payload_type),
        );
        transmitter.play(AudioSource::Tone(Tone::milliwatt()));
        transmitter
    }

    fn next(transmitter: &mut Transmitter) -> Vec<u8> {
        let mut bytes = Vec::new();
        transmitter.next_frame(&mut bytes);
        bytes
    }

    fn press(transmitter: &mut Transmitter, label: char) -> bool {
        let key = Key::from_char(label).unwrap();
        transmitter.press(key, Duration::from_millis(80))
    }

    /// R-10.1-1
    #[test]
    fn mu_law_is_sent_as_payload_type_0_in_packets_of_20_ms() {
        let mut transmitter = transmitter(None);
        let first = next(&mut transmitter);
        let second = next(&mut transmitter);
        let first = RtpPacket::parse(&first).unwrap();
        let second = RtpPacket::parse(&second).unwrap();
        assert_eq!(first.header.payload_type, 0);
        assert!(first.header.marker && !second.header.marker);
        assert_eq!(first.payload.len(), FRAME);
        let expected: Vec<u8> = Tone::milliwatt()
            .take(2 * FRAME)
            .map(|sample| Law::Mu.encode(sample))
            .collect();
        assert_eq!([first.payload, second.payload].concat(), expected);
        let passed = second.header.timestamp.wrapping_sub(first.header.timestamp);
        assert_eq!(passed, 160);
    }

    /// R-10.2.1-18, RFC 4733 §2.5.1.2.
    #[test]
    fn a_packet_holds_what_the_peer_asked_for_and_keys_come_between_packets() {
        let mut transmitter = transmitter(Some(101));
        transmitter.set_packet_time(PacketTime::within(60));
        let mut packets = Vec::new();
        for frame in 0..16 {
            if frame == 1 {
                press(&mut transmitter, '5');
            }
            let bytes = next(&mut transmitter);
            if !bytes.is_empty() {
                let packet = RtpPacket::parse(&bytes).unwrap();
                let RtpHeader {
                    payload_type,
                    marker,
                    timestamp,
                    ..
                } = packet.header;
                packets.push((frame, payload_type, marker, timestamp, packet.payload.len()));
            }
        }
        let start = packets[0].3;
        let found: Vec<_> = packets
            .iter()
            .map(|&(frame, number, marker, time, octets)| {
                (frame, number, marker, (time - start) / 160, octets)
            })
            .collect();
        let mut expected = vec![(2, 0, true, 0, 480)];
        // 80 ms are four packets, the last of them the end, which comes twice more.
        expected.extend((3..9).map(|frame| (frame, 101, frame == 3, 3, 4)));
        expected.extend([(11, 0, true, 9, 480), (14, 0, false, 12, 480)]);
        assert_eq!(found, expected);
    }

    #[test]
    fn half_a_packet_of_the_old_codec_is_not_sent_with_the_new_one() {
        let mut transmitter = transmitter(None);
        transmitter.set_packet_time(PacketTime::within(40));
        assert_eq!(next(&mut transmitter), []);
        transmitter.renegotiate(Law::A, PayloadTypes::of(Law::A, None));
        assert_eq!(next(&mut transmitter), []);
        let bytes = next(&mut transmitter);
        let packet = RtpPacket::parse(&bytes).unwrap();
        let mut expected = Vec::new();
        let tone: Vec<i16> = Tone::milliwatt().skip(FRAME).take(2 * FRAME).collect();
        Law::A.encode_into(&tone, &mut expected);
        assert_eq!(
            (packet.header.payload_type, packet.payload),
            (8, &*expected)
        );
    }

    #[test]
    fn keys_are_heard_in_their_order_by_a_receiver() {
        let mut transmitter = transmitter(Some(101));
        let mut receiver = Receiver::new(Law::Mu, PayloadTypes::of(Law::Mu, Some(101)));
        for label in "0120#".chars() {
            assert!(press(&mut transmitter, label));
        }
        let mut heard = String::new();
        let mut now = Time::from_unix_seconds(1);
        while transmitter.is_pressing() {
            let datagram = next(&mut transmitter);
            if let Ok(Received::Event(Some(key))) = receiver.push(now, &datagram) {
                heard.push(key.as_char());
            }
            receiver.next_frame(&mut [0; FRAME]);
            now += Duration::from_millis(20);
        }
        assert_eq!(heard, "0120#");
        assert_eq!(receiver.reception().jitter(), 0);
    }

    #[test]
    fn audio_between_two_keys_lasts_60_ms_and_begins_with_a_marker() {
        let mut transmitter = transmitter(Some(101));
        press(&mut transmitter, '5');
        press(&mut transmitter, '5');
        let packets: Vec<(u8, bool)> = (0..12)
            .map(|_| {
                let bytes = next(&mut transmitter);
                let header = RtpPacket::parse(&bytes).unwrap().header;
                (header.payload_type, header.marker)
            })
            .collect();
        // 80 ms are four packets, the last of them the end, which comes twice more.
        let mut expected = vec![(101, true)];
        expected.extend([(101, false); 5]);
        expected.extend([(0, true), (0, false), (0, false)]);
        expected.extend([(101, true), (101, false), (101, false)]);
        assert_eq!(packets, expected);
    }

    #[test]
    fn keys_need_to_be_negotiated_and_do_not_pile_up() {
        assert!(!press(&mut transmitter(None), '1'));
        let mut transmitter = transmitter(Some(101));
        let accepted = (0..100).filter(|_| press(&mut transmitter, '1')).count();
        assert_eq!(accepted, KEYS_MAX);
        transmitter.renegotiate(Law::Mu, PayloadTypes::of(Law::Mu, None));
        assert!(!transmitter.is_pressing());
    }
}
