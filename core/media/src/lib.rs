//! What an exchange and a terminal need to know of audio (JJ-22.11 §10): RTP and RTCP, G.711 with
//! packet loss concealment, a jitter buffer, tones, telephone events, and the rules by which a
//! relay decides where a media packet goes.
//!
//! Two ways lead in:
//!
//! * The exchange asks [`Stream::route`] for each datagram on a media port. The audio itself is
//!   never touched, so telephone events, comfort noise and codecs we do not know pass as they are.
//! * The terminal hands each datagram to a [`Receiver`] and takes 20 ms of samples from it every
//!   20 ms; a [`Transmitter`] takes 20 ms of an [`AudioSource`] every 20 ms and makes packets of
//!   them and of keys. So does the exchange where it speaks itself.
//!
//! Not here: sockets and sound devices, the offer and the answer (`naisen-sdp`), encryption.
//! All audio is 8000 samples a second, one channel; samples are 16 bit linear.
//!
//! ```
//! use naisen_media::{AudioSource, FRAME, Law, PayloadTypes, Receiver, Tone, Transmitter};
//! use naisen_node::{Random, Time};
//!
//! let numbers = PayloadTypes::of(Law::Mu, Some(101));
//! let mut mouth = Transmitter::new(&mut Random::from_number(1), Law::Mu, numbers);
//! mouth.play(AudioSource::Tone(Tone::milliwatt()));
//! let mut ear = Receiver::new(Law::Mu, numbers);
//! let mut heard = [0; FRAME];
//! for _ in 0..4 {
//!     let mut datagram = Vec::new();
//!     mouth.next_frame(&mut datagram);
//!     ear.push(Time::default(), &datagram)?;
//!     ear.next_frame(&mut heard);
//! }
//! assert!(heard.iter().any(|&sample| sample > 22_000));
//! # Ok::<(), naisen_media::RtpError>(())
//! ```

#![forbid(unsafe_code)]

mod concealment;
mod dtmf;
mod g711;
mod jitter;
mod packet_time;
mod payload_types;
mod player;
mod receiver;
mod relay;
mod rtcp;
mod rtp;
mod statistics;
mod tone;
mod transmitter;

pub use concealment::Concealment;
pub use dtmf::{DtmfReceiver, DtmfSender, EventError, EventPacket, Key, TelephoneEvent};
pub use g711::Law;
pub use jitter::{Arrival, JitterBuffer, JitterStatistics, Playout};
pub use packet_time::PacketTime;
pub use payload_types::PayloadTypes;
pub use player::AudioSource;
pub use receiver::{Received, Receiver};
pub use relay::{
    Counters, DropReason, LEARN_WINDOW, Mode, REASONS, Route, Side, SignalledMedia, Stream,
};
pub use rtcp::{
    CNAME_MAX, MAX_PACKETS, ReportBlock, Reports, RtcpError, RtcpPacket, RtcpPackets, SenderInfo,
    Sources, ntp, write_bye, write_report,
};
pub use rtp::{HEADER_LEN, RtpError, RtpHeader, RtpPacket, RtpSender};
pub use statistics::Reception;
pub use tone::Tone;
pub use transmitter::Transmitter;

/// Samples in a second: the clock rate of G.711 and of the telephone events beside it.
pub const SAMPLE_RATE: u32 = 8000;

/// Samples in a frame: 20 ms, what we put into a packet unless the peer asks for more (R-10.2.1-18).
pub const FRAME: usize = 160;

/// Samples in a block: 10 ms, the step of playing and of concealment. Half a frame, so that of a
/// peer with 10 or 30 ms packets nothing is concealed but what is missing.
pub const BLOCK: usize = 80;
