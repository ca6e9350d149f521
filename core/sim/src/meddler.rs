//! Something on the way that does to packets what no chance does: a firewall, a NAT, a router that
//! rewrites addresses, a tester who wants one certain fault.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use crate::network::Packet;

/// What becomes of a packet on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on as it is, and suffers the faults of its link.
    Pass,
    /// It never arrives.
    Lost,
    /// It never arrives, and its sender is told so (ICMP, or a connection that is refused).
    Refused,
    /// These arrive in its place.
    Instead(Vec<Forged>),
}

/// A packet that arrives in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forged {
    /// Where it seems to come from.
    pub source: SocketAddr,
    /// Where it arrives.
    pub destination: SocketAddr,
    /// What it takes longer than others.
    pub delay: Duration,
    /// What it carries.
    pub bytes: Vec<u8>,
}

impl Forged {
    /// The packet as it is.
    pub fn copy(packet: &Packet<'_>) -> Self {
        Self {
            source: packet.source,
            destination: packet.destination,
            delay: Duration::ZERO,
            bytes: packet.bytes.to_vec(),
        }
    }
}

type Decide = Box<dyn FnMut(&Packet<'_>) -> Fate + Send>;

/// Decides for every packet that leaves a host.
pub struct Meddler(Decide);

impl Meddler {
    /// One that does what `decide` says.
    pub fn new(decide: impl FnMut(&Packet<'_>) -> Fate + Send + 'static) -> Self {
        Self(Box::new(decide))
    }

    pub(crate) fn fate(&mut self, packet: &Packet<'_>) -> Fate {
        (self.0)(packet)
    }
}

impl Default for Meddler {
    /// Lets everything pass.
    fn default() -> Self {
        Self::new(|_| Fate::Pass)
    }
}

impl fmt::Debug for Meddler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meddler(..)")
    }
}
