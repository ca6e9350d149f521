//! SIP over UDP (RFC 3261 §18).

use std::io::{self, IoSliceMut};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::AsRawFd;

use mio::{Interest, Registry, Token};
use naisen_node::{Flow, Transport};
use nix::cmsg_space;
use nix::libc;
use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg};

use crate::datagram::{Datagram, DatagramReader, DatagramSender};
use crate::listen::{BindError, Endpoint, ListenConfig, sip_udp};

/// The most datagrams read from one SIP socket before the others have their turn.
pub const DATAGRAMS_PER_TURN: usize = 128;

/// The longest datagram there is, bytes.
pub(crate) const MAX_DATAGRAM_BYTES: usize = 65_535;

/// The most ICMP errors read from one socket in a turn; those beyond wait for the next.
const ERRORS_PER_TURN: usize = 64;

/// How often sending one datagram is tried again: the kernel reports an ICMP error about an earlier
/// datagram in place of sending the next.
const TRIES: usize = 3;

/// A socket on which SIP datagrams come in and go out.
pub(crate) struct UdpListener {
    socket: mio::net::UdpSocket,
    address: SocketAddr,
}

/// What became of a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The kernel took it.
    Yes,
    /// The kernel had no room: lost, as in a network.
    NoRoom,
    /// There is no way to that destination, or the datagram is too long.
    Never,
}

impl UdpListener {
    pub(crate) fn bind(
        address: SocketAddr,
        config: &ListenConfig,
        registry: &Registry,
        token: Token,
    ) -> Result<Self, BindError> {
        let open = || {
            let socket = sip_udp(address, config.sip_dscp)?;
            let mut socket = mio::net::UdpSocket::from_std(socket.into());
            registry.register(&mut socket, token, Interest::READABLE)?;
            let address = socket.local_addr()?;
            Ok(Self { socket, address })
        };
        open().map_err(|error| BindError::new(Endpoint::Sip(Transport::Udp, address), error))
    }

    /// The address it is bound to; may be unspecified.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Our address towards a peer that sent to `destination`.
    pub(crate) fn local(&self, destination: Option<IpAddr>) -> SocketAddr {
        match destination {
            Some(ip) if self.address.ip().is_unspecified() => {
                SocketAddr::new(ip, self.address.port())
            }
            _ => self.address,
        }
    }

    /// Whether a datagram may leave from `local` through this socket.
    pub(crate) fn serves(&self, local: SocketAddr) -> bool {
        self.address == local
            || (self.address.port() == local.port()
                && self.address.is_ipv4() == local.is_ipv4()
                && self.address.ip().is_unspecified())
    }

    /// Reads a batch. An ICMP error that the kernel reports in place of data is passed over; see
    /// [`Self::unreachable`].
    pub(crate) fn read(&self, reader: &mut DatagramReader) -> io::Result<crate::datagram::Batch> {
        reader.read(&self.socket, DATAGRAMS_PER_TURN)
    }

    /// Sends datagrams that all leave from `local`, and says what became of each.
    pub(crate) fn send(
        &self,
        sender: &mut DatagramSender,
        local: SocketAddr,
        datagrams: &[(SocketAddr, &[u8])],
        outcomes: &mut [Sent],
    ) {
        let choose = self.address.ip().is_unspecified() && !local.ip().is_unspecified();
        let source = choose.then_some(local.ip());
        let mut done = 0;
        let mut tries = 0;
        while done < datagrams.len() {
            match sender.send(&self.socket, source, &datagrams[done..]) {
                Ok(count) => {
                    outcomes[done..done + count].fill(Sent::Yes);
                    done += count;
                    tries = 0;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    tries += 1;
                    let no_room = error.kind() == io::ErrorKind::WouldBlock
                        || error.raw_os_error() == Some(libc::ENOBUFS);
                    if no_room || tries == TRIES {
                        outcomes[done] = if no_room { Sent::NoRoom } else { Sent::Never };
                        done += 1;
                        tries = 0;
                    }
                }
            }
        }
    }

    /// Reads the ICMP errors that have come, and calls `report` for each path that cannot be taken.
    ///
    /// RFC 3261 §18.4: unreachable and parameter problem are failures; time exceeded is not.
    pub(crate) fn unreachable(&self, mut report: impl FnMut(Flow)) {
        let mut control = cmsg_space!([u8; 256]);
        for _ in 0..ERRORS_PER_TURN {
            let mut byte = [0; 1];
            let mut slices = [IoSliceMut::new(&mut byte)];
            control.resize(control.capacity(), 0);
            let Ok(message) = recvmsg::<SockaddrStorage>(
                self.socket.as_raw_fd(),
                &mut slices,
                Some(&mut control),
                MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT,
            ) else {
                return;
            };
            let Some(remote) = message.address.as_ref().and_then(address) else {
                continue;
            };
            let mut fails = false;
            let mut local = None;
            for part in message.cmsgs().into_iter().flatten() {
                match part {
                    ControlMessageOwned::Ipv4RecvErr(error, _)
                    | ControlMessageOwned::Ipv6RecvErr(error, _) => fails = is_failure(&error),
                    ControlMessageOwned::Ipv4PacketInfo(info) => {
                        let ip = Ipv4Addr::from(info.ipi_addr.s_addr.to_ne_bytes());
                        local = Some(IpAddr::V4(ip));
                    }
                    ControlMessageOwned::Ipv6PacketInfo(info) => {
                        local = Some(IpAddr::V6(Ipv6Addr::from(info.ipi6_addr.s6_addr)));
                    }
                    _ => {}
                }
            }
            let local = self.local(local);
            if fails && !local.ip().is_unspecified() {
                report(Flow {
                    transport: Transport::Udp,
                    local,
                    remote,
                });
            }
        }
    }
}

/// Whether a datagram concerns the node. Blank lines or zeros, as phones send them, only keep a NAT's
/// binding open; and what was not sent to one address of ours could not be answered from there.
pub(crate) fn is_for_node(datagram: &Datagram<'_>) -> bool {
    const LONGEST_BLANK: usize = 8;
    let bytes = datagram.bytes;
    let blank =
        bytes.len() <= LONGEST_BLANK && bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n' | 0));
    let unicast = datagram.destination.is_none_or(|ip| match ip {
        IpAddr::V4(ip) => !ip.is_multicast() && !ip.is_broadcast(),
        IpAddr::V6(ip) => !ip.is_multicast(),
    });
    !blank && unicast
}

/// Whether an error means that datagrams do not arrive there.
fn is_failure(error: &libc::sock_extended_err) -> bool {
    const FRAGMENTATION_NEEDED: u8 = 4;
    match (error.ee_origin, error.ee_type) {
        // ICMP: destination unreachable (3), parameter problem (12).
        (libc::SO_EE_ORIGIN_ICMP, 3) => error.ee_code != FRAGMENTATION_NEEDED,
        (libc::SO_EE_ORIGIN_ICMP, 12) => true,
        // ICMPv6: destination unreachable (1), parameter problem (4).
        (libc::SO_EE_ORIGIN_ICMP6, 1 | 4) => true,
        _ => false,
    }
}

fn address(storage: &SockaddrStorage) -> Option<SocketAddr> {
    if let Some(v4) = storage.as_sockaddr_in() {
        return Some(SocketAddr::V4((*v4).into()));
    }
    storage
        .as_sockaddr_in6()
        .map(|v6| SocketAddr::V6((*v6).into()))
}
