//! The user agent that both sides share: exchange and terminal place, take, change and end calls
//! with the same code, one procedure of JJ-22.11 a file.
//!
//! | file | procedure | clause |
//! | --- | --- | --- |
//! | `invite` | Initial INVITE sent | JJ-22.11 §5.1 |
//! | `caller` | its responses: 1xx, 2xx, refusals | JJ-22.11 §5.2 to §5.5 |
//! | `redirection` | following a 3xx | JJ-22.11 §5.4 |
//! | `early` | early dialogs, forks | JJ-22.11 §5.2.1, §5.2.3 |
//! | `acknowledge` | ACK for 2xx, further 2xx | JJ-22.11 §5.3.2 |
//! | `callee` | Initial INVITE received: 1xx, 2xx, ACK | JJ-22.11 §6 |
//! | `cancel` | giving up, and being given up | JJ-22.11 §5.6, §6.7 |
//! | `target` | where the requests of a dialog go | JJ-22.11 §7, §5.7.2 |
//! | `rel100` | reliable 1xx and PRACK | JJ-22.11 §8, RFC 3262 |
//! | `session_timer` | refreshes, watch over the peer | JJ-22.11 §9, RFC 4028 |
//! | `modify`, `modified` | UPDATE and re-INVITE, sent and received; glare | JJ-22.11 §9.2, §10.2.2, §10.2.3 |
//! | `release` | BYE and its races | JJ-22.11 §11 |
//! | `identity` | who calls, shown or withheld | JJ-22.11 §12 |
//! | `authenticate` | answering 401 and 407 | JJ-22.11 §4.2, §5.1.4 |
//! | `next_hop` | where the first request to a phone goes | JJ-22.11 §7.1 |
//! | `patience` | steps that their owner forgot | |
//!
//! The loop of an owner:
//!
//! 1. Hand in a message, made [`legible`], with [`Agent::handle_sip`]; if it gives an [`Arrival`], answer it: with
//!    [`Agent::respond`], or, for an Initial INVITE, with the methods of a session.
//! 2. Drain [`Agent::poll_event`].
//! 3. At the time of [`Agent::poll_timeout`] call [`Agent::handle_timeout`], and drain again.
//!
//! The agent decides the protocol; its owner decides what the call is for. How much of the
//! protocol runs by itself is the session's [`Policy`]: a terminal lets PRACK, ACK, refresh and
//! BYE be answered automatically, a back-to-back user agent takes them as events and passes them to
//! the other leg (JJ-22.11 appendix i).
//!
//! Not here: media, routing, registration bindings, the screen.

#![forbid(unsafe_code)]

mod acknowledge;
mod agent;
mod arrival;
mod authenticate;
mod callee;
mod caller;
mod cancel;
mod change;
mod early;
mod event;
mod explanation;
mod identity;
mod invite;
mod legible;
mod modified;
mod modify;
mod next_hop;
mod patience;
mod peer;
mod peer_reason;
mod policy;
mod redirection;
mod rel100;
mod release;
mod request;
mod screen;
mod session;
mod session_timer;
mod sessions;
mod target;

pub use agent::{Agent, Counters, OfferRefusal, Options};
pub use arrival::Arrival;
pub use callee::Progress;
pub use change::{Change, ModifyMethod};
pub use event::{Event, Failure, FailureOrigin, ReleaseReason, SessionEnd};
pub use explanation::Explanation;
pub use identity::{
    Caller, CallerIdentity, IdentityDetail, Presentation, PresentationMethod, Withheld,
};
pub use invite::{Invite, Party};
pub use legible::legible;
pub use next_hop::next_hop;
pub use peer::Peer;
pub use peer_reason::PeerReason;
pub use policy::{Handling, Margin, Policy, RefreshFailure, RefreshMethod, TimerPolicy};
pub use request::{Request, RequestId};
pub use session::{Body, SessionId, TimerState};
