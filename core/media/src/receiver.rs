//! What a terminal hears: datagrams in, 20 ms of samples out.

use naisen_node::Time;

use crate::{
    Arrival, BLOCK, Concealment, DtmfReceiver, FRAME, JitterBuffer, JitterStatistics, Key, Law,
    PayloadTypes, Playout, Reception, RtpError, RtpPacket,
};

/// Jitter buffer, decoder and concealment of one received stream, with its keys and its counts.
#[derive(Clone, Debug)]
pub struct Receiver {
    law: Law,
    payload_types: PayloadTypes,
    buffer: JitterBuffer,
    concealment: Concealment,
    keys: DtmfReceiver,
    reception: Reception,
    unknown: u64,
}

/// What a datagram was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Audio, and what the jitter buffer did with it.
    Audio(Arrival),
    /// A telephone event; with the key, if it makes a new one known.
    Event(Option<Key>),
    /// RTP of a payload type that was not negotiated. It is not played.
    Unknown(u8),
}

impl Receiver {
    /// Hears audio, and telephone events if these were negotiated.
    pub fn new(law: Law, payload_types: PayloadTypes) -> Self {
        Self {
            law,
            payload_types,
            buffer: JitterBuffer::new(law.silence()),
            concealment: Concealment::new(),
            keys: DtmfReceiver::new(),
            reception: Reception::new(),
            unknown: 0,
        }
    }

    /// Follows a change of the media: what has not been played of the old codec is forgotten.
    pub fn renegotiate(&mut self, law: Law, payload_types: PayloadTypes) {
        self.payload_types = payload_types;
        if self.law != law {
            self.law = law;
            self.buffer.reset(law.silence());
        }
    }

    /// Takes a datagram from the RTP port.
    ///
    /// # Errors
    ///
    /// [`RtpError`] if it is no RTP packet.
    pub fn push(&mut self, now: Time, datagram: &[u8]) -> Result<Received, RtpError> {
        let packet = RtpPacket::parse(datagram)?;
        let payload_type = packet.header.payload_type;
        let received = if payload_type == self.payload_types.audio {
            Received::Audio(self.buffer.push(&packet))
        } else {
            self.buffer.pass_over(&packet.header);
            if Some(payload_type) == self.payload_types.event {
                // A cut event is counted as received and says nothing.
                let key = self.keys.push(&packet.header, packet.payload);
                Received::Event(key.unwrap_or_default())
            } else {
                self.unknown += 1;
                Received::Unknown(payload_type)
            }
        };
        // A stray packet of another source must not make the counting begin anew.
        let counts = match received {
            Received::Audio(arrival) => arrival != Arrival::Refused,
            Received::Event(_) | Received::Unknown(_) => {
                let source = self.reception.ssrc();
                source.is_none_or(|source| source == packet.header.ssrc)
            }
        };
        if counts {
            self.reception.received(now, &packet.header);
        }
        Ok(received)
    }

    /// Writes the next 20 ms to be heard; to be called every 20 ms.
    pub fn next_frame(&mut self, frame: &mut [i16; FRAME]) {
        let (blocks, _) = frame.as_chunks_mut::<BLOCK>();
        for block in blocks {
            match self.buffer.pull() {
                Playout::Frame(octets) => {
                    self.law.decode_into(octets, block);
                    self.concealment.play(block);
                }
                Playout::Spliced(octets) => {
                    self.law.decode_into(octets, block);
                    self.concealment.splice();
                    self.concealment.play(block);
                }
                Playout::Lost => self.concealment.conceal(block),
                Playout::Empty => self.concealment.pause(block),
            }
        }
    }

    /// The counts of the jitter buffer.
    pub const fn statistics(&self) -> &JitterStatistics {
        self.buffer.statistics()
    }

    /// The delay of the jitter buffer in milliseconds.
    pub const fn delay_ms(&self) -> u32 {
        self.buffer.delay_ms()
    }

    /// The counts for receiver reports.
    pub const fn reception(&self) -> &Reception {
        &self.reception
    }

    /// The counts for receiver reports, to make one or to note a sender report.
    pub const fn reception_mut(&mut self) -> &mut Reception {
        &mut self.reception
    }

    /// RTP packets of payload types that were not negotiated.
    pub const fn unknown(&self) -> u64 {
        self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AudioSource, DtmfSender, RtpSender, Tone};
    use naisen_node::Random;
    use std::time::Duration;

    const EVENT: u8 = 101;

    fn packet(sender: &mut RtpSender, law: Law, source: &mut AudioSource) -> Vec<u8> {
        let mut frame = [0; FRAME];
        source.next_frame(&mut frame);
        let mut bytes = Vec::new();
        sender
            .next_header(law.payload_type(), false, FRAME)
            .write(&mut bytes);
        sender.advance(FRAME as u32);
        law.encode_into(&frame, &mut bytes);
        bytes
    }

    fn at(turn: u64) -> Time {
        Time::from_unix_seconds(5) + Duration::from_millis(20 * turn)
    }

    /// R-10.1-1, R-10.1-2
    #[test]
    fn a_tone_with_five_percent_loss_is_heard_without_a_break_or_a_click() {
        for law in [Law::Mu, Law::A] {
            let mut random = Random::from_number(42);
            let mut sender = RtpSender::new(&mut random);
            let mut source = AudioSource::Tone(Tone::continuous(250.0, -10.0));
            let mut receiver = Receiver::new(law, PayloadTypes::of(law, None));
            let mut heard = Vec::new();
            for turn in 0..500 {
                let datagram = packet(&mut sender, law, &mut source);
                if !random.chance(0.05) {
                    receiver.push(at(turn), &datagram).unwrap();
                }
                let mut frame = [0; FRAME];
                receiver.next_frame(&mut frame);
                heard.extend(frame);
            }
            assert!(receiver.statistics().lost > 20);
            // A sine of 7165 at 250 Hz rises by at most 1400 from one sample to the next.
            let step = heard.windows(2).map(|w| w[0].abs_diff(w[1])).max().unwrap();
            assert!(step < 2 * 1400, "{step}");
            let soft = heard[800..]
                .chunks(32)
                .filter(|period| period.iter().all(|sample| sample.unsigned_abs() < 3000))
                .count();
            assert_eq!(soft, 0);
        }
    }

    #[test]
    fn keys_are_heard_between_the_audio_and_cost_no_loss() {
        let mut sender = RtpSender::new(&mut Random::from_number(3));
        let mut source = AudioSource::Tone(Tone::dial());
        let mut receiver = Receiver::new(Law::Mu, PayloadTypes::of(Law::Mu, Some(EVENT)));
        let mut keys = String::new();
        let mut key: Option<DtmfSender> = None;
        for turn in 0..100 {
            if turn == 20 || turn == 60 {
                let label = if turn == 20 { '9' } else { '#' };
                key = Key::from_char(label).map(|label| {
                    DtmfSender::new(label, sender.timestamp(), Duration::from_millis(100))
                });
            }
            let datagram = match key.as_mut().and_then(DtmfSender::next_packet) {
                Some(event) => {
                    let mut bytes = Vec::new();
                    sender
                        .next_header_at(event.timestamp, EVENT, event.marker, 4)
                        .write(&mut bytes);
                    sender.advance(FRAME as u32);
                    bytes.extend(event.event.to_bytes());
                    bytes
                }
                None => packet(&mut sender, Law::Mu, &mut source),
            };
            if let Received::Event(Some(key)) = receiver.push(at(turn), &datagram).unwrap() {
                keys.push(key.as_char());
            }
            receiver.next_frame(&mut [0; FRAME]);
        }
        assert_eq!(keys, "9#");
        assert_eq!(receiver.statistics().lost, 0);
        assert_eq!(receiver.reception().lost(), 0);
    }

    #[test]
    fn a_stray_packet_of_another_source_disturbs_neither_audio_nor_counts() {
        let mut sender = RtpSender::new(&mut Random::from_number(5));
        let mut stray = RtpSender::new(&mut Random::from_number(6));
        let mut source = AudioSource::Tone(Tone::dial());
        let mut receiver = Receiver::new(Law::Mu, PayloadTypes::of(Law::Mu, Some(EVENT)));
        for turn in 0..20 {
            let datagram = packet(&mut sender, Law::Mu, &mut source);
            receiver.push(at(turn), &datagram).unwrap();
            receiver.next_frame(&mut [0; FRAME]);
            let mut bytes = Vec::new();
            match turn {
                5 => bytes = packet(&mut stray, Law::Mu, &mut source),
                9 => stray.next_header(20, false, 0).write(&mut bytes),
                _ => continue,
            }
            receiver.push(at(turn), &bytes).unwrap();
        }
        assert_eq!(receiver.reception().ssrc(), Some(sender.ssrc()));
        assert_eq!(receiver.reception().packets(), 20);
        assert_eq!(receiver.statistics().restarts, 0);
        assert_eq!(receiver.statistics().lost, 0);
    }

    #[test]
    fn what_was_not_negotiated_is_not_played() {
        let mut sender = RtpSender::new(&mut Random::from_number(4));
        let mut source = AudioSource::Tone(Tone::dial());
        let mut receiver = Receiver::new(Law::Mu, PayloadTypes::of(Law::Mu, None));
        for turn in 0..20 {
            let datagram = packet(&mut sender, Law::A, &mut source);
            assert_eq!(receiver.push(at(turn), &datagram), Ok(Received::Unknown(8)));
            let mut frame = [1; FRAME];
            receiver.next_frame(&mut frame);
            assert_eq!(frame, [0; FRAME]);
        }
        assert_eq!(receiver.unknown(), 20);
        receiver.renegotiate(Law::A, PayloadTypes::of(Law::A, None));
        let datagram = packet(&mut sender, Law::A, &mut source);
        let stored = Ok(Received::Audio(Arrival::Stored));
        assert_eq!(receiver.push(at(20), &datagram), stored);
        assert!(receiver.push(at(20), &[0; 5]).is_err());
    }
}
