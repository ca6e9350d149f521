//! Transactions (RFC 3261 §17, RFC 6026).
//!
//! A request and its responses are one transaction. Four machines describe it, one a file:
//! [`ClientInvite`], [`ClientNonInvite`], [`ServerInvite`], [`ServerNonInvite`]. They are pure: an
//! event goes in, a [`Transition`] comes out. [`Transactions`] owns all transactions of a node,
//! keeps their messages and timers, and finds the one that a message belongs to.
//!
//! What the user of the layer does itself: it sends the ACK to a 2xx, repeats its own 2xx until
//! that ACK comes, and repeats reliable provisional responses. What it never does: repeat a
//! request, acknowledge a failure, answer a repetition.

mod branch;
mod client;
mod client_invite;
mod client_non_invite;
mod fingerprint;
mod incoming;
mod invite_copy;
mod layer;
mod paths;
mod response_head;
mod server;
mod server_invite;
mod server_non_invite;
mod stateless;
mod timer;
mod transition;

pub use branch::Branch;
pub use client::{CancelError, ClientId, ResponseTo};
pub use client_invite::{ClientInvite, ClientInviteEvent};
pub use client_non_invite::{ClientNonInvite, ClientNonInviteEvent};
pub use layer::{
    CANCEL_RESERVE, Counts, Full, MAX_CLIENT_TRANSACTIONS, MAX_SERVER_TRANSACTIONS,
    TransactionEvent, Transactions,
};
pub use server::{Gone, RequestFrom, ServerId};
pub use server_invite::{ServerInvite, ServerInviteEvent};
pub use server_non_invite::{ServerNonInvite, ServerNonInviteEvent};
pub use timer::{Timer, TimerValues};
pub use transition::{ClientAction, ServerAction, Transition};
