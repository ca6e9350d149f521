//! The server transaction of INVITE (RFC 3261 §17.2.1, RFC 6026 §7.1).
//!
//! ```text
//!                               | INVITE
//!                               v pass up; 100 if the user is silent for 200 ms
//!       INVITE: resend   +-------------+ 101-199 from user: send
//!              +---------|             |---------+
//!              +-------->| Proceeding  |<--------+
//!                        |             |---------+ unreachable: report
//!                        +-------------+<--------+
//!     300-699 from user |               | 2xx from user
//!     send              v               | send
//!                +-------------+        |
//!  INVITE or  +--|  Completed  |--+     |
//!  timer G:   |  |             |  | unreachable:
//!  resend     +->|             |<-+ report
//!                +-------------+        v
//!          timer H |      | ACK   +-------------+ INVITE: nothing
//!          report: |      |       |  Accepted   |--+ ACK: pass up
//!          no ACK  |      v       |             |  | 2xx from user: send
//!                  | +----------+ |             |<-+ unreachable: report
//!           ACK +--| | Confirmed| +-------------+
//!               +->| |          |        |
//!                  | +----------+        |
//!                  |      | timer I      | timer L
//!                  v      v              v
//!                +--------------------------+
//!                |        Terminated        |
//!                +--------------------------+
//! ```

use super::transition::{ServerAction, Transition};
use ServerAction::{
    Nothing, PassUp, ReportUnacknowledged, ReportUnreachable, Resend, Send, SendTrying,
};
use Transition::{Already, Illegal, Moved};

/// The states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServerInvite {
    /// The INVITE is with the user; no final response yet.
    Proceeding,
    /// A non-2xx final response is sent, and repeated until its ACK comes.
    Completed,
    /// The ACK has come; its repetitions are absorbed.
    Confirmed,
    /// A 2xx is sent, whose repetition is the user's work; repetitions of the INVITE are absorbed.
    Accepted,
    /// Over.
    Terminated,
}

/// The events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServerInviteEvent {
    /// The INVITE has come once more.
    Invite,
    /// An ACK has come.
    Ack,
    /// The user sends a 1xx.
    Provisional,
    /// The user sends a 2xx.
    Success,
    /// The user sends a 3xx, 4xx, 5xx or 6xx.
    Failure,
    /// The user has been silent for 200 ms.
    Trying,
    /// Timer G has fired.
    TimerG,
    /// Timer H has fired.
    TimerH,
    /// Timer I has fired.
    TimerI,
    /// Timer L has fired.
    TimerL,
    /// The transport cannot reach the peer.
    Unreachable,
}

impl ServerInvite {
    /// Takes an event.
    pub fn on(&mut self, event: ServerInviteEvent) -> Transition<ServerAction> {
        use ServerInviteEvent as Event;
        let (next, action) = match (*self, event) {
            (Self::Proceeding, Event::Invite) => return Already(Resend),
            (Self::Proceeding, Event::Provisional) => return Already(Send),
            (Self::Proceeding, Event::Trying) => return Already(SendTrying),
            (Self::Proceeding, Event::Success) => (Self::Accepted, Send),
            (Self::Proceeding, Event::Failure) => (Self::Completed, Send),
            (Self::Completed, Event::Invite | Event::TimerG) => return Already(Resend),
            (Self::Completed, Event::Ack) => (Self::Confirmed, Nothing),
            (Self::Completed, Event::TimerH) => (Self::Terminated, ReportUnacknowledged),
            (Self::Confirmed, Event::Ack) => return Already(Nothing),
            (Self::Confirmed, Event::TimerI) => (Self::Terminated, Nothing),
            (Self::Accepted, Event::Invite) => return Already(Nothing),
            (Self::Accepted, Event::Ack) => return Already(PassUp),
            (Self::Accepted, Event::Success) => return Already(Send),
            (Self::Accepted, Event::TimerL) => (Self::Terminated, Nothing),
            (Self::Proceeding | Self::Completed | Self::Accepted, Event::Unreachable) => {
                return Already(ReportUnreachable);
            }
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
            ServerInvite::Proceeding,
            ServerInvite::Completed,
            ServerInvite::Confirmed,
            ServerInvite::Accepted,
            ServerInvite::Terminated,
        ];
        let events = [
            ServerInviteEvent::Invite,
            ServerInviteEvent::Ack,
            ServerInviteEvent::Provisional,
            ServerInviteEvent::Success,
            ServerInviteEvent::Failure,
            ServerInviteEvent::Trying,
            ServerInviteEvent::TimerG,
            ServerInviteEvent::TimerH,
            ServerInviteEvent::TimerI,
            ServerInviteEvent::TimerL,
            ServerInviteEvent::Unreachable,
        ];
        insta::assert_snapshot!(every_transition(&states, &events, ServerInvite::on));
    }
}
