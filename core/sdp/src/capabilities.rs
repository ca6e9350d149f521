//! What a terminal can do and wants, as far as its offers and answers show it.

use std::net::IpAddr;

use crate::{Codec, DEFAULT_PACKET_TIME_MS, Direction};

/// Where we receive media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnMedia {
    /// The address of `c=`.
    pub address: IpAddr,
    /// The RTP port of `m=`; RTCP is one above.
    pub port: u16,
}

/// Codecs and options of our side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Codecs, the preferred first. The order is the exchange's to define (R-10.1-3).
    pub codecs: Vec<Codec>,
    /// Most codecs in an offer; an exchange may prescribe it (R-10.2.1-16).
    pub max_codecs: Option<usize>,
    /// Payload type of telephone-event in our offers; `None` to leave DTMF events out, in answers
    /// too.
    pub telephone_event: Option<u8>,
    /// Packet time of our offers, and of answers to offers that name none, in milliseconds; `None`
    /// to leave `a=ptime` out there (R-10.2.1-18).
    pub packet_time_ms: Option<u16>,
    /// The direction we want. An answer never exceeds what the offer allows.
    pub direction: Direction,
    /// Whether sendonly, recvonly and inactive are understood; if not, an offer with one of them
    /// is not acceptable (R-10.2.1-27).
    pub hold: bool,
}

impl Default for Capabilities {
    /// G.711 μ-law, then A-law; telephone-event as 101; 20 ms; both ways; hold understood.
    fn default() -> Self {
        Self {
            codecs: vec![Codec::PCMU, Codec::PCMA],
            max_codecs: None,
            telephone_event: Some(101),
            packet_time_ms: Some(DEFAULT_PACKET_TIME_MS),
            direction: Direction::SendRecv,
            hold: true,
        }
    }
}
