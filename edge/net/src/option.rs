//! Options of sockets, by the names the field gives them.

use std::io;
use std::net::SocketAddr;

use nix::sys::socket::{setsockopt, sockopt};
use socket2::Socket;

/// The receive buffer of a SIP socket, bytes: about a second of 600-byte messages at 6000 a second,
/// so that a burst survives while the node is busy. Without CAP_NET_ADMIN the system grants no more
/// than `net.core.rmem_max`.
pub(crate) const SIP_RECEIVE_BUFFER_BYTES: usize = 4 << 20;

/// The send buffer of a SIP socket, bytes.
pub(crate) const SIP_SEND_BUFFER_BYTES: usize = 1 << 20;

/// A differentiated services code point, 0..=63 (RFC 2474): how urgently routers forward a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dscp(u8);

impl Dscp {
    /// Best effort.
    pub const DEFAULT: Dscp = Dscp(0);
    /// Class selector 3: call signalling.
    pub const CS3: Dscp = Dscp(24);
    /// Expedited forwarding: voice (RFC 3246).
    pub const EF: Dscp = Dscp(46);

    /// The code point `value`; `None` above 63.
    pub const fn new(value: u8) -> Option<Self> {
        if value < 64 { Some(Self(value)) } else { None }
    }

    /// Its number.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Marks all that `socket` will send. `address` tells the family.
    pub(crate) fn mark(self, socket: &Socket, address: SocketAddr) -> io::Result<()> {
        // The code point is the upper six bits of the octet; the lower two are congestion's.
        let octet = i32::from(self.0) << 2;
        match address {
            SocketAddr::V4(_) => setsockopt(socket, sockopt::Ipv4Tos, &octet)?,
            SocketAddr::V6(_) => setsockopt(socket, sockopt::Ipv6TClass, &octet)?,
        }
        Ok(())
    }
}

/// Asks the kernel to tell each datagram's destination address.
pub(crate) fn tell_destination(socket: &Socket, address: SocketAddr) -> io::Result<()> {
    match address {
        SocketAddr::V4(_) => setsockopt(socket, sockopt::Ipv4PacketInfo, &true)?,
        SocketAddr::V6(_) => setsockopt(socket, sockopt::Ipv6RecvPacketInfo, &true)?,
    }
    Ok(())
}

/// Asks the kernel to keep ICMP errors, with the address that each was about.
pub(crate) fn tell_errors(socket: &Socket, address: SocketAddr) -> io::Result<()> {
    match address {
        SocketAddr::V4(_) => setsockopt(socket, sockopt::Ipv4RecvErr, &true)?,
        SocketAddr::V6(_) => setsockopt(socket, sockopt::Ipv6RecvErr, &true)?,
    }
    Ok(())
}

/// Makes the buffers of a SIP socket large: beyond the system's limit if we may, else up to it.
pub(crate) fn enlarge_buffers(socket: &Socket) {
    let forced = setsockopt(socket, sockopt::RcvBufForce, &SIP_RECEIVE_BUFFER_BYTES)
        .and_then(|()| setsockopt(socket, sockopt::SndBufForce, &SIP_SEND_BUFFER_BYTES));
    if forced.is_ok() {
        return;
    }
    if let Err(error) = socket
        .set_recv_buffer_size(SIP_RECEIVE_BUFFER_BYTES)
        .and_then(|()| socket.set_send_buffer_size(SIP_SEND_BUFFER_BYTES))
    {
        tracing::warn!(%error, "the system refuses larger socket buffers");
    }
}

#[cfg(test)]
mod tests {
    use nix::sys::socket::getsockopt;
    use socket2::{Domain, Type};

    use super::*;

    #[test]
    fn a_mark_stands_in_the_upper_six_bits_of_the_octet() {
        assert_eq!(Dscp::new(64), None);
        assert_eq!(Dscp::new(46), Some(Dscp::EF));
        for (dscp, octet) in [(Dscp::EF, 0xb8), (Dscp::CS3, 0x60), (Dscp::DEFAULT, 0)] {
            let v4 = SocketAddr::from(([127, 0, 0, 1], 0));
            let socket = Socket::new(Domain::IPV4, Type::DGRAM, None).expect("a socket");
            dscp.mark(&socket, v4).expect("marked");
            assert_eq!(getsockopt(&socket, sockopt::Ipv4Tos), Ok(octet));
            // A machine without IPv6 has no such socket.
            if let Ok(socket) = Socket::new(Domain::IPV6, Type::DGRAM, None) {
                let v6 = SocketAddr::from(([0; 16], 0));
                dscp.mark(&socket, v6).expect("marked");
                assert_eq!(getsockopt(&socket, sockopt::Ipv6TClass), Ok(octet));
            }
        }
    }
}
