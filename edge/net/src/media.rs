//! Media ports: pairs of UDP sockets, RTP on one port and RTCP on the next (RFC 3550).
//!
//! ICMP errors caused by media are not asked for, so they neither reach the node nor disturb a
//! socket (JJ-22.11 §10.2.1, R-10.2.1-9).

use std::io;
use std::net::{IpAddr, SocketAddr};

use mio::net::UdpSocket;
use mio::{Interest, Registry, Token};
use naisen_node::{Channel, PairId};

use crate::listen::{BindError, Endpoint, media_udp};
use crate::option::Dscp;
use crate::udp::Sent;

/// The most pairs, and the bound of a pair's number: there are 32,768 pairs of ports at one
/// address, and few machines have more than two addresses for media.
pub const MAX_PAIRS: u32 = 65_536;

/// The most datagrams read from one media socket before the others have their turn: a fifth of a
/// second of speech.
pub const DATAGRAMS_PER_TURN: usize = 16;

/// The longest media datagram, bytes. It covers every frame that an Ethernet carries unfragmented.
pub const MAX_DATAGRAM_BYTES: usize = 2048;

/// The sockets of all open pairs, found by the pair's number.
pub(crate) struct MediaPorts {
    pairs: Vec<Option<Box<Pair>>>,
    dscp: Dscp,
}

struct Pair {
    rtp: UdpSocket,
    rtcp: UdpSocket,
}

impl MediaPorts {
    pub(crate) fn new(dscp: Dscp) -> Self {
        Self {
            pairs: Vec::new(),
            dscp,
        }
    }

    /// Tries whether media can be received at `address`.
    pub(crate) fn try_address(&self, address: IpAddr) -> Result<(), BindError> {
        media_udp(SocketAddr::new(address, 0), self.dscp)
            .map(drop)
            .map_err(|error| BindError::new(Endpoint::Media(address), error))
    }

    /// Opens a pair: RTP at `address`, RTCP one port above. `token` makes the tokens.
    pub(crate) fn open(
        &mut self,
        registry: &Registry,
        pair: PairId,
        address: SocketAddr,
        token: impl Fn(PairId, Channel) -> Token,
    ) -> io::Result<()> {
        if pair.0 >= MAX_PAIRS || address.port() == 0 {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let above = address
            .port()
            .checked_add(1)
            .ok_or(io::ErrorKind::InvalidInput)?;
        if self.is_open(pair) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let open = |address, channel| -> io::Result<UdpSocket> {
            let mut socket = UdpSocket::from_std(media_udp(address, self.dscp)?.into());
            registry.register(&mut socket, token(pair, channel), Interest::READABLE)?;
            Ok(socket)
        };
        let rtp = open(address, Channel::Rtp)?;
        let rtcp = open(SocketAddr::new(address.ip(), above), Channel::Rtcp)?;
        let index = pair.0 as usize;
        if self.pairs.len() <= index {
            self.pairs.resize_with(index + 1, || None);
        }
        self.pairs[index] = Some(Box::new(Pair { rtp, rtcp }));
        Ok(())
    }

    /// Closes both ports; nothing happens if they are not open.
    pub(crate) fn close(&mut self, pair: PairId) {
        if let Some(pair) = self.pairs.get_mut(pair.0 as usize) {
            *pair = None;
        }
    }

    /// The socket of that channel, if the pair is open.
    pub(crate) fn socket(&self, pair: PairId, channel: Channel) -> Option<&UdpSocket> {
        let pair = self.pairs.get(pair.0 as usize)?.as_ref()?;
        Some(match channel {
            Channel::Rtp => &pair.rtp,
            Channel::Rtcp => &pair.rtcp,
        })
    }

    /// Sends one datagram.
    pub(crate) fn send(
        &self,
        pair: PairId,
        channel: Channel,
        destination: SocketAddr,
        payload: &[u8],
    ) -> Sent {
        let Some(socket) = self.socket(pair, channel) else {
            return Sent::Never;
        };
        match socket.send_to(payload, destination) {
            Ok(_) => Sent::Yes,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Sent::NoRoom,
            Err(_) => Sent::Never,
        }
    }

    fn is_open(&self, pair: PairId) -> bool {
        self.socket(pair, Channel::Rtp).is_some()
    }
}
