//! The audio of one call: RTP out and in, 20 ms at a time, and a little RTCP (JJ-22.11 §10.1).

use std::net::SocketAddr;
use std::time::Duration;

use naisen_media::{
    AudioSource, FRAME, Key, Law, PacketTime, PayloadTypes, Received, Receiver, RtcpPacket,
    RtcpPackets, Transmitter, write_bye, write_report,
};
use naisen_node::{Channel, PairId, Random, Sends, Time};
use naisen_sdp::Agreed;

/// A frame every 20 ms.
pub(crate) const FRAME_TIME: Duration = Duration::from_millis(20);

/// The time between two reports (RFC 3550 §6.2).
const REPORT_INTERVAL: Duration = Duration::from_secs(5);

/// How long a key is pressed.
const KEY_LENGTH: Duration = Duration::from_millis(100);

/// What was sent and heard in a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AudioStatistics {
    /// RTP packets sent.
    pub sent: u64,
    /// RTP packets received from the peer.
    pub received: u64,
    /// RTP packets that were expected and did not come.
    pub lost: u64,
    /// The interarrival jitter at the end (RFC 3550 §6.4.1).
    pub jitter: Duration,
    /// Datagrams from anybody else, which were not heard.
    pub strangers: u64,
}

/// Both ways of one call's audio.
#[derive(Debug)]
pub(crate) struct Audio {
    agreed: Agreed,
    transmitter: Transmitter,
    receiver: Receiver,
    report_at: Time,
    cname: [u8; 12],
    statistics: AudioStatistics,
    playing: bool,
    packet: Vec<u8>,
}

impl Audio {
    /// Audio as agreed; `None` if the codec is not one of ours.
    pub(crate) fn new(
        now: Time,
        agreed: Agreed,
        play: AudioSource,
        random: &mut Random,
    ) -> Option<Self> {
        let law = law(&agreed)?;
        let mut transmitter = Transmitter::new(random, law, sending(&agreed));
        transmitter.set_packet_time(PacketTime::within(agreed.packet_time_ms));
        let playing = !play.is_finished();
        transmitter.play(play);
        Some(Self {
            receiver: Receiver::new(law, receiving(&agreed)),
            transmitter,
            report_at: now + REPORT_INTERVAL,
            // R-12.1.2-1: nothing that tells who we are.
            cname: random.token(),
            statistics: AudioStatistics::default(),
            playing,
            packet: Vec::new(),
            agreed,
        })
    }

    /// Follows a new agreement. False if its codec is not one of ours: then the old one goes on.
    pub(crate) fn follow(&mut self, agreed: Agreed) -> bool {
        let Some(law) = law(&agreed) else {
            return false;
        };
        let moved = agreed.remote != self.agreed.remote && agreed.remote.is_some();
        if moved {
            self.count();
            self.receiver = Receiver::new(law, receiving(&agreed));
        } else {
            self.receiver.renegotiate(law, receiving(&agreed));
        }
        self.transmitter.renegotiate(law, sending(&agreed));
        self.transmitter
            .set_packet_time(PacketTime::within(agreed.packet_time_ms));
        self.agreed = agreed;
        true
    }

    /// Whether the peer wants to hear nothing of us.
    pub(crate) const fn is_held_by_peer(&self) -> bool {
        !self.agreed.direction.sends() || self.agreed.remote.is_none()
    }

    /// Takes a datagram; only the signalled address is listened to, from any of its ports. Gives a
    /// key that the peer pressed.
    pub(crate) fn hear(
        &mut self,
        now: Time,
        channel: Channel,
        source: SocketAddr,
        payload: &[u8],
    ) -> Option<Key> {
        let signalled = match channel {
            Channel::Rtp => self.agreed.remote,
            Channel::Rtcp => self.agreed.remote_rtcp,
        };
        if signalled.map(|address| address.ip()) != Some(source.ip()) {
            self.statistics.strangers += 1;
            return None;
        }
        match channel {
            Channel::Rtp => match self.receiver.push(now, payload) {
                Ok(Received::Event(key)) => key,
                Ok(_) => None,
                Err(_) => {
                    self.statistics.strangers += 1;
                    None
                }
            },
            Channel::Rtcp => {
                for packet in RtcpPackets::new(payload).flatten() {
                    if let RtcpPacket::SenderReport { ssrc, info, .. } = packet {
                        self.receiver
                            .reception_mut()
                            .sender_report(now, ssrc, info.ntp);
                    }
                }
                None
            }
        }
    }

    /// Sends what is due this 20 ms. True when a recording has just come to its end.
    pub(crate) fn speak(&mut self, now: Time, pair: PairId, sends: &mut Sends) -> bool {
        // While the peer wants to hear nothing, numbers and source stand still: a gap in the numbers
        // would be taken for loss.
        let destination = self.agreed.remote.filter(|_| self.agreed.direction.sends());
        if let Some(destination) = destination {
            self.packet.clear();
            self.transmitter.next_frame(&mut self.packet);
            if !self.packet.is_empty() {
                sends.media(pair, Channel::Rtp, destination, &self.packet);
                self.statistics.sent += 1;
            }
        }
        if now >= self.report_at {
            self.report_at = now + REPORT_INTERVAL;
            self.report(now, pair, sends);
        }
        let ended = self.playing && self.transmitter.source().is_finished();
        self.playing &= !ended;
        ended
    }

    /// The next 20 ms of what the peer says.
    pub(crate) fn next_frame(&mut self, frame: &mut [i16; FRAME]) {
        self.receiver.next_frame(frame);
    }

    pub(crate) fn play(&mut self, source: AudioSource) {
        self.playing = !source.is_finished();
        self.transmitter.play(source);
    }

    /// Presses keys; gives back those that cannot be pressed.
    pub(crate) fn press(&mut self, digits: &str) -> String {
        digits
            .chars()
            .filter(|&digit| {
                Key::from_char(digit).is_none_or(|key| !self.transmitter.press(key, KEY_LENGTH))
            })
            .collect()
    }

    /// Says good-bye to the peer's RTCP, and gives the counts.
    pub(crate) fn finish(mut self, pair: PairId, sends: &mut Sends) -> AudioStatistics {
        if let Some(destination) = self.agreed.remote_rtcp {
            self.packet.clear();
            write_bye(&mut self.packet, self.transmitter.rtp().ssrc(), &self.cname);
            sends.media(pair, Channel::Rtcp, destination, &self.packet);
        }
        self.count();
        self.statistics
    }

    fn report(&mut self, now: Time, pair: PairId, sends: &mut Sends) {
        let Some(destination) = self.agreed.remote_rtcp else {
            return;
        };
        let rtp = self.transmitter.rtp();
        let info = rtp.report(now);
        let ssrc = rtp.ssrc();
        let block = self.receiver.reception_mut().report(now);
        self.packet.clear();
        write_report(
            &mut self.packet,
            ssrc,
            Some(&info).filter(|_| self.statistics.sent > 0),
            block.as_slice(),
            &self.cname,
        );
        sends.media(pair, Channel::Rtcp, destination, &self.packet);
    }

    /// Adds the receiver's counts to the totals.
    fn count(&mut self) {
        let reception = self.receiver.reception();
        self.statistics.received += u64::from(reception.packets());
        self.statistics.lost += u64::try_from(reception.lost()).unwrap_or(0);
        self.statistics.jitter = Duration::from_micros(125 * u64::from(reception.jitter()));
    }
}

/// The numbers of what we send.
const fn sending(agreed: &Agreed) -> PayloadTypes {
    PayloadTypes {
        audio: agreed.codec.payload_type,
        event: agreed.telephone_event_send,
    }
}

/// The numbers of what the peer sends.
const fn receiving(agreed: &Agreed) -> PayloadTypes {
    PayloadTypes {
        audio: agreed.receive_payload_type,
        event: agreed.telephone_event_receive,
    }
}

fn law(agreed: &Agreed) -> Option<Law> {
    let encoding = &agreed.codec.encoding;
    if encoding.eq_ignore_ascii_case("PCMU") {
        Some(Law::Mu)
    } else if encoding.eq_ignore_ascii_case("PCMA") {
        Some(Law::A)
    } else {
        None
    }
}
