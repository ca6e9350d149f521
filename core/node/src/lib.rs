//! What a node of Naisen is: a value that takes packets, times and commands, and gives packets,
//! orders and events.
//!
//! The exchange, the terminal and every scripted peer are nodes. A driver runs them: the network
//! driver over real sockets and the real clock, the simulator over a virtual network with faults.
//! A node cannot tell the two apart.
//!
//! The loop of every driver:
//!
//! 1. Wait for a packet, for a command, or for the time that [`Node::poll_timeout`] names.
//! 2. Hand it in: [`Node::handle_input`] or [`Node::handle_command`], with the time it is now.
//! 3. Drain the [`Outbox`]: first the orders about media ports, then the packets in their order,
//!    then the events. Clear it.
//! 4. Begin again at 1.
//!
//! Not here: sockets, threads, the clock. This crate knows nothing of SIP either; it carries bytes.

#![forbid(unsafe_code)]

mod flow;
mod node;
mod outbox;
mod random;
mod time;
mod wheel;

pub use flow::{Flow, Transport};
pub use node::{Channel, Input, Node, PairId};
pub use outbox::{Outbox, PairOrder, Sends, Transmit};
pub use random::Random;
pub use time::Time;
pub use wheel::{Alarm, Wheel};
