//! Between which two addresses, and over which transport, a SIP message travels.

use std::fmt;
use std::net::SocketAddr;

/// The transport of a SIP message (RFC 3261 §18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// One datagram, one message; the transaction layer retransmits.
    Udp,
    /// A stream; Content-Length ends a message.
    Tcp,
}

impl Transport {
    /// Whether the transport itself retransmits, so that timers A, E and G stay off.
    pub const fn is_reliable(self) -> bool {
        matches!(self, Transport::Tcp)
    }

    /// The name in Via: `UDP`, `TCP`.
    pub const fn name(self) -> &'static str {
        match self {
            Transport::Udp => "UDP",
            Transport::Tcp => "TCP",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A path between this node and one peer.
///
/// Over TCP the driver sends on the connection that has these two ends; if there is none any more
/// it connects to `remote`, and reports [`crate::Input::Unreachable`] when that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// The transport.
    pub transport: Transport,
    /// Our address: a listening address, which goes into Via and Contact. It is never the
    /// unspecified address: the driver puts in the address that the peer reaches us by.
    pub local: SocketAddr,
    /// The peer's address.
    pub remote: SocketAddr,
}

impl Flow {
    /// The same path with another peer address.
    pub const fn to(self, remote: SocketAddr) -> Self {
        Self { remote, ..self }
    }
}
