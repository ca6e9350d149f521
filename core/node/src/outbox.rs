//! What a node wants done, in one buffer that is reused from turn to turn.

use std::net::SocketAddr;
use std::ops::Range;

use crate::{Channel, Flow, PairId};

/// A packet to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transmit {
    /// A SIP message along a flow.
    Sip {
        /// The path to take.
        flow: Flow,
        /// Where its bytes lie in [`Sends::bytes`].
        range: Range<usize>,
    },
    /// A datagram from a media port.
    Media {
        /// The pair to send from.
        pair: PairId,
        /// Which of its two ports.
        channel: Channel,
        /// Where to.
        destination: SocketAddr,
        /// Where its bytes lie in [`Sends::bytes`].
        range: Range<usize>,
    },
}

/// The packets of one turn. Messages are written straight into its buffer.
#[derive(Debug, Default)]
pub struct Sends {
    bytes: Vec<u8>,
    transmits: Vec<Transmit>,
}

impl Sends {
    /// Writes one SIP message straight into the send buffer. `write` appends to the buffer and
    /// must not touch what is there already.
    pub fn sip(&mut self, flow: Flow, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
        let start = self.bytes.len();
        write(&mut self.bytes);
        debug_assert!(self.bytes.len() >= start, "a writer only appends");
        let range = start..self.bytes.len();
        self.transmits.push(Transmit::Sip {
            flow,
            range: range.clone(),
        });
        range
    }

    /// Copies one media datagram into the send buffer.
    pub fn media(
        &mut self,
        pair: PairId,
        channel: Channel,
        destination: SocketAddr,
        payload: &[u8],
    ) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(payload);
        self.transmits.push(Transmit::Media {
            pair,
            channel,
            destination,
            range: start..self.bytes.len(),
        });
    }

    /// The packets in the order they are to be sent.
    pub fn transmits(&self) -> &[Transmit] {
        &self.transmits
    }

    /// The bytes that a packet's range names.
    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }

    /// Empties it and keeps its memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.transmits.clear();
    }
}

/// What is to be done about a pair of media ports. Answered by [`crate::Input::PairOpened`] or
/// [`crate::Input::PairRefused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairOrder {
    /// Open RTP at this address and RTCP one port above.
    Open {
        /// The node's name for it.
        pair: PairId,
        /// The RTP address.
        address: SocketAddr,
    },
    /// Close both ports.
    Close {
        /// The pair.
        pair: PairId,
    },
}

/// All that a node says in one turn. The driver carries out orders, then packets, then events.
#[derive(Debug)]
pub struct Outbox<E> {
    /// Packets to send.
    pub sends: Sends,
    /// Orders about media ports.
    pub orders: Vec<PairOrder>,
    /// What happened.
    pub events: Vec<E>,
}

impl<E> Outbox<E> {
    /// Empties it and keeps its memory.
    pub fn clear(&mut self) {
        self.sends.clear();
        self.orders.clear();
        self.events.clear();
    }
}

impl<E> Default for Outbox<E> {
    fn default() -> Self {
        Self {
            sends: Sends::default(),
            orders: Vec::new(),
            events: Vec::new(),
        }
    }
}
