//! The client transaction of INVITE (RFC 3261 §17.1.1, RFC 6026 §7.2).
//!
//! ```text
//!                            | INVITE from user
//!          timer A           v send INVITE
//!          resend     +-------------+   timer B: report timeout
//!             +-------|   Calling   |   unreachable: report
//!             +------>|             |---------------------------+
//!                     +-------------+                           |
//!       300-699 |       | 1xx    | 2xx                           |
//!   ACK,pass up |       | pass up| pass up                       |
//!               |       v        +------------+                 |
//!               | +-------------+             |                 |
//!               | | Proceeding  |--+ 1xx      | 2xx             |
//!               | |             |<-+ pass up  | pass up         |
//!               | +-------------+------------>|                 |
//!               |   |      | cancelled, 64*T1 |                 |
//!               |   |      | report timeout   |                 |
//!               |   |      +------------------|---------------->|
//!               |   | 300-699                 v                 |
//!               |   | ACK, pass up     +-------------+ 2xx      |
//!               v   v                  |  Accepted   |--+       |
//!          +-------------+             |             |<-+       |
//!  300-699 |  Completed  |--+          +-------------+ pass up  |
//!  ACK  +->|             |  | timer D      | timer M            |
//!       +--+-------------+  |              |                    |
//!            | unreachable  |              v                    |
//!            | report       |       +-------------+             |
//!            +--------------+------>| Terminated  |<------------+
//!                                   +-------------+
//! ```
//!
//! The arrow of a cancelled INVITE is from RFC 3261 §9.1: a peer that never ends what it was asked
//! to cancel is given up.

use super::transition::{ClientAction, Transition};
use ClientAction::{
    AcknowledgeAndPassUp, Nothing, PassUp, ReportTimeout, ReportUnreachable, Resend, ResendAck,
};
use Transition::{Already, Illegal, Moved};

/// The states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientInvite {
    /// The INVITE is sent, and repeated; nothing has come back.
    Calling,
    /// A provisional response has come; repetition has stopped.
    Proceeding,
    /// A non-2xx final response has come and is acknowledged; its repetitions are acknowledged too.
    Completed,
    /// A 2xx has come; more of them may follow.
    Accepted,
    /// Over.
    Terminated,
}

/// The events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientInviteEvent {
    /// A 1xx has come.
    Provisional,
    /// A 2xx has come.
    Success,
    /// A 3xx, 4xx, 5xx or 6xx has come.
    Failure,
    /// Timer A has fired.
    TimerA,
    /// Timer B has fired.
    TimerB,
    /// Timer D has fired.
    TimerD,
    /// Timer M has fired.
    TimerM,
    /// 64*T1 have passed since the CANCEL.
    Cancelled,
    /// The transport cannot reach the peer.
    Unreachable,
}

impl ClientInvite {
    /// Takes an event.
    pub fn on(&mut self, event: ClientInviteEvent) -> Transition<ClientAction> {
        use ClientInviteEvent as Event;
        let (next, action) = match (*self, event) {
            (Self::Calling, Event::Provisional) => (Self::Proceeding, PassUp),
            (Self::Calling, Event::TimerA) => return Already(Resend),
            (Self::Calling, Event::TimerB) => (Self::Terminated, ReportTimeout),
            (Self::Calling | Self::Completed, Event::Unreachable) => {
                (Self::Terminated, ReportUnreachable)
            }
            (Self::Calling | Self::Proceeding, Event::Success) => (Self::Accepted, PassUp),
            (Self::Calling | Self::Proceeding, Event::Failure) => {
                (Self::Completed, AcknowledgeAndPassUp)
            }
            (Self::Proceeding, Event::Provisional) => return Already(PassUp),
            (Self::Proceeding, Event::Cancelled) => (Self::Terminated, ReportTimeout),
            (Self::Completed, Event::Failure) => return Already(ResendAck),
            (Self::Completed, Event::TimerD) => (Self::Terminated, Nothing),
            (Self::Accepted, Event::Success) => return Already(PassUp),
            (Self::Accepted, Event::TimerM) => (Self::Terminated, Nothing),
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
            ClientInvite::Calling,
            ClientInvite::Proceeding,
            ClientInvite::Completed,
            ClientInvite::Accepted,
            ClientInvite::Terminated,
        ];
        let events = [
            ClientInviteEvent::Provisional,
            ClientInviteEvent::Success,
            ClientInviteEvent::Failure,
            ClientInviteEvent::TimerA,
            ClientInviteEvent::TimerB,
            ClientInviteEvent::TimerD,
            ClientInviteEvent::TimerM,
            ClientInviteEvent::Cancelled,
            ClientInviteEvent::Unreachable,
        ];
        insta::assert_snapshot!(every_transition(&states, &events, ClientInvite::on));
    }
}
