//! The trait that both drivers run.

use std::net::SocketAddr;

use crate::{Flow, Outbox, Time};

/// A pair of media ports (RTP on an even port, RTCP on the next), named by the node that asked for
/// it. The number is the node's own index, so finding its stream again costs no look-up by hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PairId(pub u32);

/// Which port of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The even port: RTP (RFC 3550).
    Rtp,
    /// The odd port above it: RTCP.
    Rtcp,
}

/// What the world tells a node.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// One whole SIP message: a datagram, or what stream framing cut out. Where the framing of a
    /// stream is broken it is the head of the last message, which no parser takes for a whole one;
    /// the connection ends with the answer to it.
    Sip {
        /// The path it came by; answers go back along it.
        flow: Flow,
        /// The bytes, as received.
        bytes: &'a [u8],
    },
    /// A datagram on a media port.
    Media {
        /// The pair it came to.
        pair: PairId,
        /// Which of its two ports.
        channel: Channel,
        /// Who sent it.
        source: SocketAddr,
        /// The bytes, as received.
        payload: &'a [u8],
    },
    /// The path's other end cannot be reached: ICMP unreachable, connection refused or broken.
    Unreachable {
        /// The path.
        flow: Flow,
    },
    /// The ports of an [`crate::PairOrder::Open`] are open, at this RTP address.
    PairOpened {
        /// The pair that was asked for.
        pair: PairId,
        /// Its RTP address; RTCP is one port above.
        address: SocketAddr,
    },
    /// The ports of an [`crate::PairOrder::Open`] could not be opened.
    PairRefused {
        /// The pair that was asked for.
        pair: PairId,
    },
    /// The time that [`Node::poll_timeout`] named has come.
    Timeout,
}

/// A participant: the exchange, a terminal, a scripted peer.
///
/// Every call takes the time it is now; it never decreases from one call to the next.
pub trait Node {
    /// What its owner may ask of it.
    type Command;
    /// What it tells its owner.
    type Event;

    /// Takes what the world says.
    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Self::Event>);

    /// Takes what the owner asks.
    fn handle_command(&mut self, now: Time, command: Self::Command, out: &mut Outbox<Self::Event>);

    /// When to call [`Node::handle_input`] with [`Input::Timeout`]; `None` while nothing is due.
    fn poll_timeout(&self) -> Option<Time>;
}
