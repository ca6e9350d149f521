//! What a trace consists of.

use std::net::SocketAddr;

use naisen_node::Time;

/// One packet of a trace, or a piece of a stream put back into its order.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The number in the capture, counted from 1; in a text trace, the line.
    pub number: u64,
    /// When it was captured.
    pub at: Time,
    /// Where it came from.
    pub source: SocketAddr,
    /// Where it went.
    pub destination: SocketAddr,
    /// What it carried.
    pub carried: Carried<'a>,
}

/// How a message travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wire {
    /// UDP.
    Udp,
    /// TCP.
    Tcp,
    /// TLS, of which a trace without keys shows the records only.
    Tls,
    /// WebSocket.
    WebSocket,
    /// The trace does not say.
    Unknown,
}

/// What a frame carried.
#[derive(Clone, Copy, Debug)]
pub enum Carried<'a> {
    /// The payload of a UDP datagram, whole; fragments have been put together.
    Datagram(&'a [u8]),
    /// The first part of a UDP datagram whose other fragments never came.
    Fragment(&'a [u8]),
    /// Bytes of a TCP stream in their order, without repetitions.
    Stream(&'a [u8]),
    /// A TCP connection was asked for (SYN).
    Connecting,
    /// A TCP connection ended: in order (FIN), or by force (RST).
    Closed {
        /// By force.
        reset: bool,
    },
    /// One SIP message of a text trace.
    Message(Wire, &'a [u8]),
    /// ICMP says that `destination` cannot be reached from `source`: the addresses are those of the
    /// packet that could not be delivered, not of the ICMP packet.
    Unreachable,
}
