//! The media of the calls: for each a stream between the port pairs of its two sides.

use std::net::SocketAddr;

use naisen_media::{Mode, Route, Side, SignalledMedia, Stream};
use naisen_node::{Channel, PairId, Sends, Time};
use naisen_sdp::{Address, SessionDescription};
use slab::Slab;

use crate::ports::Ports;

/// A relay's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RelayId(pub u32);

/// One call's media.
#[derive(Debug)]
pub(crate) struct Relay {
    pub stream: Stream,
    pair_a: Option<PairId>,
    /// The pair of the leg that has the called side's media now.
    pair_b: Option<PairId>,
}

/// What came to a media port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Datagram<'a> {
    pub pair: PairId,
    pub channel: Channel,
    pub source: SocketAddr,
    pub payload: &'a [u8],
}

/// All calls' media.
#[derive(Debug, Default)]
pub(crate) struct Relays {
    relays: Slab<Relay>,
    /// Of calls that are over.
    packets: u64,
    dropped: u64,
}

impl Relays {
    pub(crate) fn open(&mut self, mode: Mode) -> RelayId {
        let index = self.relays.insert(Relay {
            stream: Stream::new(mode),
            pair_a: None,
            pair_b: None,
        });
        RelayId(u32::try_from(index).expect("fewer relays than calls"))
    }

    pub(crate) fn get(&self, id: RelayId) -> Option<&Relay> {
        self.relays.get(id.0 as usize)
    }

    pub(crate) fn get_mut(&mut self, id: RelayId) -> Option<&mut Relay> {
        self.relays.get_mut(id.0 as usize)
    }

    /// Ends a call's media; its pairs are given back by the legs they belong to.
    pub(crate) fn close(&mut self, id: RelayId) -> Option<Relay> {
        let relay = self.relays.try_remove(id.0 as usize)?;
        let (packets, dropped) = relay.totals();
        self.packets += packets;
        self.dropped += dropped;
        Some(relay)
    }

    /// Takes a datagram from a media port and sends it where it goes: two indices, no look-up, no
    /// allocation.
    #[inline]
    pub(crate) fn handle_media(
        &mut self,
        now: Time,
        ports: &Ports,
        datagram: Datagram<'_>,
        sends: &mut Sends,
    ) {
        let Datagram {
            pair,
            channel,
            source,
            payload,
        } = datagram;
        let Some((id, side)) = ports.user(pair) else {
            return;
        };
        let Some(relay) = self.relays.get_mut(id.0 as usize) else {
            return;
        };
        // Of several called phones only one has the media.
        if relay.pair(side) != Some(pair) {
            return;
        }
        if let Route::Forward { side, to } = relay.stream.route(now, side, channel, source, payload)
            && let Some(pair) = relay.pair(side)
        {
            sends.media(pair, channel, to, payload);
        }
    }

    /// Packets relayed and dropped so far, of all calls.
    pub(crate) fn totals(&self) -> (u64, u64) {
        self.relays
            .iter()
            .map(|(_, relay)| relay.totals())
            .fold((self.packets, self.dropped), |sum, one| {
                (sum.0 + one.0, sum.1 + one.1)
            })
    }

    pub(crate) fn len(&self) -> usize {
        self.relays.len()
    }
}

impl Relay {
    pub(crate) const fn pair(&self, side: Side) -> Option<PairId> {
        match side {
            Side::A => self.pair_a,
            Side::B => self.pair_b,
        }
    }

    /// The side's media goes by this pair, and is as `description` says; `signalling` is where the
    /// message with it came from.
    pub(crate) fn signal(
        &mut self,
        now: Time,
        side: Side,
        pair: PairId,
        description: &SessionDescription,
        signalling: SocketAddr,
    ) {
        match side {
            Side::A => self.pair_a = Some(pair),
            Side::B => self.pair_b = Some(pair),
        }
        let Some(audio) = description.audio() else {
            return;
        };
        let Some(ip) = description.connection_of(audio).and_then(Address::ip) else {
            return;
        };
        self.stream.signal(
            now,
            side,
            SignalledMedia {
                rtp: SocketAddr::new(ip, audio.port),
                rtcp: description.rtcp_address(audio),
                signalling: signalling.ip(),
            },
        );
    }

    /// The pair is no part of the call any more.
    pub(crate) fn forget(&mut self, pair: PairId) {
        if self.pair_b == Some(pair) {
            self.pair_b = None;
        }
    }

    fn totals(&self) -> (u64, u64) {
        [Side::A, Side::B]
            .map(|side| self.stream.counters(side))
            .iter()
            .fold((0, 0), |sum, counters| {
                (sum.0 + counters.packets, sum.1 + counters.dropped_total())
            })
    }
}
