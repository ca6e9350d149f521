//! The client transaction of every request but INVITE and ACK (RFC 3261 §17.1.2).
//!
//! ```text
//!                          | request from user
//!          timer E         v send request
//!          resend   +-------------+   timer F: report timeout
//!           +-------|   Trying    |   unreachable: report
//!           +------>|             |----------------------------+
//!                   +-------------+                            |
//!      200-699 |           | 1xx                               |
//!      pass up |           v pass up                           |
//!              |    +-------------+   timer F: report timeout  |
//!              |    | Proceeding  |   unreachable: report      |
//!              |    |             |--------------------------->|
//!              |    +-------------+                            |
//!              |      |  |     ^ timer E: resend               |
//!              |      |  +-----+ 1xx: pass up                  |
//!              |      | 200-699                                |
//!              v      v pass up                                |
//!            +-------------+                                   |
//!            |  Completed  |--+ 200-699                        |
//!            |             |<-+                                |
//!            +-------------+                                   |
//!                   | timer K                                  |
//!                   v                                          |
//!            +-------------+                                   |
//!            | Terminated  |<----------------------------------+
//!            +-------------+
//! ```

use super::transition::{ClientAction, Transition};
use ClientAction::{Nothing, PassUp, ReportTimeout, ReportUnreachable, Resend};
use Transition::{Already, Illegal, Moved};

/// The states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientNonInvite {
    /// The request is sent, and repeated; nothing has come back.
    Trying,
    /// A provisional response has come; the request is repeated at intervals of T2.
    Proceeding,
    /// A final response has come; its repetitions are absorbed.
    Completed,
    /// Over.
    Terminated,
}

/// The events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientNonInviteEvent {
    /// A 1xx has come.
    Provisional,
    /// A response of 200 to 699 has come.
    Final,
    /// Timer E has fired.
    TimerE,
    /// Timer F has fired.
    TimerF,
    /// Timer K has fired.
    TimerK,
    /// The transport cannot reach the peer.
    Unreachable,
}

impl ClientNonInvite {
    /// Takes an event.
    pub fn on(&mut self, event: ClientNonInviteEvent) -> Transition<ClientAction> {
        use ClientNonInviteEvent as Event;
        let (next, action) = match (*self, event) {
            (Self::Trying, Event::Provisional) => (Self::Proceeding, PassUp),
            (Self::Proceeding, Event::Provisional) => return Already(PassUp),
            (Self::Trying | Self::Proceeding, Event::Final) => (Self::Completed, PassUp),
            (Self::Trying | Self::Proceeding, Event::TimerE) => return Already(Resend),
            (Self::Trying | Self::Proceeding, Event::TimerF) => (Self::Terminated, ReportTimeout),
            (Self::Trying | Self::Proceeding, Event::Unreachable) => {
                (Self::Terminated, ReportUnreachable)
            }
            (Self::Completed, Event::Final) => return Already(Nothing),
            (Self::Completed, Event::TimerK) => (Self::Terminated, Nothing),
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
            ClientNonInvite::Trying,
            ClientNonInvite::Proceeding,
            ClientNonInvite::Completed,
            ClientNonInvite::Terminated,
        ];
        let events = [
            ClientNonInviteEvent::Provisional,
            ClientNonInviteEvent::Final,
            ClientNonInviteEvent::TimerE,
            ClientNonInviteEvent::TimerF,
            ClientNonInviteEvent::TimerK,
            ClientNonInviteEvent::Unreachable,
        ];
        insta::assert_snapshot!(every_transition(&states, &events, ClientNonInvite::on));
    }
}
