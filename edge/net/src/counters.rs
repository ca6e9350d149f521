//! What a driver has counted.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A copy of a driver's counters, all since its start.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Counters {
            $($(#[$doc])* pub $name: u64,)*
        }

        /// The counters that a running driver keeps and any thread may read.
        #[derive(Debug, Default)]
        pub(crate) struct Tally {
            $(pub(crate) $name: Count,)*
        }

        impl Tally {
            pub(crate) fn copy(&self) -> Counters {
                Counters { $($name: self.$name.get(),)* }
            }
        }
    };
}

counters! {
    /// SIP messages received.
    sip_in,
    /// Datagrams on a SIP port that are no concern of the node: blank ones that keep a NAT's binding
    /// open, and those sent to a multicast or broadcast address.
    sip_ignored,
    /// SIP messages given to the kernel, or queued on a TCP connection.
    sip_out,
    /// Media datagrams received.
    media_in,
    /// Media datagrams given to the kernel.
    media_out,
    /// Datagrams not sent because the kernel had no room.
    no_room,
    /// SIP messages not sent: no listener for the flow's local address, too long, or no way there.
    sip_not_sent,
    /// Media datagrams not sent: the pair is not open, or no way there.
    media_not_sent,
    /// Media datagrams received that were longer than any we relay; dropped.
    media_too_long,
    /// Errors of a socket while reading, each survived.
    read_errors,
    /// Paths reported unreachable to the node.
    unreachable,
    /// TCP connections that came up, either way.
    tcp_opened,
    /// TCP connections refused because the table was full.
    tcp_refused,
    /// TCP connections that failed: refused, reset, too slow, or not SIP.
    tcp_broken,
    /// TCP connections closed because nothing came over them for a long time.
    tcp_idle,
    /// Pairs of media ports opened.
    pairs_opened,
    /// Pairs of media ports that could not be opened.
    pairs_refused,
}

/// A counter with one writer, so counting takes no locked instruction.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn add(&self, number: usize) {
        let sum = self.get().wrapping_add(number as u64);
        self.0.store(sum, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
