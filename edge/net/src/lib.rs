//! The network driver: runs one [`naisen_node::Node`] over real sockets and the real clock.
//!
//! One driver is one thread: a shard with its own sockets. It waits for readiness with epoll,
//! there is no async runtime and no lock on the way of a message. A turn of the loop:
//!
//! 1. Wait for a socket, a command, or the time the node named.
//! 2. Read each ready socket, a bounded amount, and hand every packet to the node.
//! 3. Hand over commands, and the timeout if it is due.
//! 4. Carry out what the node wants: orders about media ports, packets in batches, events.
//! 5. Hand over the answers (a pair opened, a path unreachable), then begin again at 1.
//!
//! ```no_run
//! use naisen_net::{BindError, Driver, Handle, ListenConfig};
//! use naisen_node::Node;
//!
//! fn serve<N: Node>(node: &mut N) -> Result<(), BindError> {
//!     let driver = Driver::bind(&ListenConfig {
//!         udp: vec![([0, 0, 0, 0], 5060).into()],
//!         tcp: vec![([0, 0, 0, 0], 5060).into()],
//!         ..ListenConfig::default()
//!     })?;
//!     let handle: Handle<N::Command> = driver.handle();
//!     // Give `handle` to whoever sends commands, or calls `handle.stop()`.
//!     driver
//!         .run(node, |time, event| { /* tell the owner */ })
//!         .map_err(BindError::Poll)
//! }
//! ```
//!
//! Nothing that a peer sends stops the loop, and everything that grows has a bound:
//!
//! | what | bound |
//! | --- | --- |
//! | datagrams read from one socket in a turn | [`udp::DATAGRAMS_PER_TURN`], [`media::DATAGRAMS_PER_TURN`] |
//! | TCP connections | [`ListenConfig::tcp_connections`] |
//! | bytes waiting in one connection | [`tcp::MAX_QUEUED_BYTES`], and the framer's own bound |
//! | pairs of media ports | [`media::MAX_PAIRS`] |
//! | commands waiting | [`ListenConfig::command_queue`] |
//!
//! Not here: TLS, WebSocket, DNS (RFC 3263). The driver runs on Linux.

#![forbid(unsafe_code)]

mod clock;
mod connection;
mod counters;
mod datagram;
mod driver;
mod handle;
mod listen;
pub mod media;
mod option;
mod ready;
mod sockets;
mod tap;
pub mod tcp;
mod turn;
pub mod udp;

pub use counters::Counters;
pub use driver::Driver;
pub use handle::{Handle, SendError};
pub use listen::{BindError, Endpoint, ListenConfig};
pub use option::Dscp;
pub use tap::{Direction, Tapped};
