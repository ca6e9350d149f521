//! A look at every SIP packet that passes, for tests and captures.

use naisen_node::{Flow, Time};

/// Which way a packet went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the peer to us.
    In,
    /// From us to the peer.
    Out,
}

/// One SIP message on its way: a datagram, or what stream framing cut out of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Tapped<'a> {
    /// Which way.
    pub direction: Direction,
    /// When the driver read it, or gave it to the kernel or to a connection's queue.
    pub time: Time,
    /// The path.
    pub flow: Flow,
    /// The message.
    pub bytes: &'a [u8],
}

/// The owner's look; it must not block.
pub(crate) type Tap = Box<dyn FnMut(Tapped<'_>) + Send>;
