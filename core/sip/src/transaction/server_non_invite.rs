//! The server transaction of every request but INVITE and ACK (RFC 3261 §17.2.2).
//!
//! ```text
//!                             | request
//!                             v pass up
//!                      +-------------+ request: nothing
//!                      |   Trying    |--+
//!                      |             |<-+
//!                      +-------------+----------------+
//!    200-699 from user |        | 1xx from user       | unanswered, 64*T1
//!    send              |        v send                |
//!                      |  +-------------+             |
//!    request: resend   |  | Proceeding  |--+ 1xx from user: send
//!                      |  |             |<-+ request: resend
//!                      |  +-------------+             |
//!                      |        | |                   |
//!                      |        | +------------------>|
//!                      v        v 200-699 from user   | unanswered, 64*T1
//!                +-------------+  send                | unreachable: report
//!                |  Completed  |--+ request: resend   |
//!                |             |<-+                   |
//!                +-------------+                      |
//!                       | timer J                     |
//!                       v unreachable: report         |
//!                +-------------+                      |
//!                | Terminated  |<---------------------+
//!                +-------------+
//! ```
//!
//! The arrow of an unanswered request is from RFC 4320 §4.2: after 64*T1 its sender has given it up,
//! and an answer would only be a stray message.

use super::transition::{ServerAction, Transition};
use ServerAction::{Nothing, ReportUnreachable, Resend, Send};
use Transition::{Already, Illegal, Moved};

/// The states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServerNonInvite {
    /// The request is with the user; nothing is sent.
    Trying,
    /// A provisional response is sent.
    Proceeding,
    /// A final response is sent; it answers repetitions of the request.
    Completed,
    /// Over.
    Terminated,
}

/// The events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServerNonInviteEvent {
    /// The request has come once more.
    Request,
    /// The user sends a 1xx.
    Provisional,
    /// The user sends a response of 200 to 699.
    Final,
    /// Timer J has fired.
    TimerJ,
    /// 64*T1 have passed without a final response.
    Unanswered,
    /// The transport cannot reach the peer.
    Unreachable,
}

impl ServerNonInvite {
    /// Takes an event.
    pub fn on(&mut self, event: ServerNonInviteEvent) -> Transition<ServerAction> {
        use ServerNonInviteEvent as Event;
        let (next, action) = match (*self, event) {
            (Self::Trying, Event::Request) => return Already(Nothing),
            (Self::Trying, Event::Provisional) => (Self::Proceeding, Send),
            (Self::Proceeding, Event::Provisional) => return Already(Send),
            (Self::Trying | Self::Proceeding, Event::Final) => (Self::Completed, Send),
            (Self::Trying | Self::Proceeding, Event::Unanswered) => (Self::Terminated, Nothing),
            (Self::Proceeding | Self::Completed, Event::Request) => return Already(Resend),
            (Self::Proceeding | Self::Completed, Event::Unreachable) => {
                (Self::Terminated, ReportUnreachable)
            }
            (Self::Completed, Event::TimerJ) => (Self::Terminated, Nothing),
            _ => return Illegal,
        };
        *self = next;
        Moved(action)
    }
}

#[cfg(test)]
mod tests {
    use super::super::transition::every_transition;
    use super::*;

    #[test]
    fn every_state_meets_every_event() {
        let states = [
            ServerNonInvite::Trying,
            ServerNonInvite::Proceeding,
            ServerNonInvite::Completed,
            ServerNonInvite::Terminated,
        ];
        let events = [
            ServerNonInviteEvent::Request,
            ServerNonInviteEvent::Provisional,
            ServerNonInviteEvent::Final,
            ServerNonInviteEvent::TimerJ,
            ServerNonInviteEvent::Unanswered,
            ServerNonInviteEvent::Unreachable,
        ];
        insta::assert_snapshot!(every_transition(&states, &events, ServerNonInvite::on));
    }
}
