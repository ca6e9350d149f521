//! The watch over what one node sends (`JJ-22.11 §1.3.3`).
//!
//! A [`Watch`] sees every message that a node receives and every one that it sends, in their order,
//! and says what is wrong with each that is sent: by itself, with all that is known when it is sent
//! ([`send_faults`]), and as the next after those before it. What it does not know decides nothing.
//! Messages that are sent again, byte for byte, are no new messages.
//!
//! What is kept is bounded: of so many calls, of so many transactions in each; what is older is
//! forgotten, and then not known.

mod answering;
mod answers;
mod asked;
mod asking;
mod call;
mod calls;
mod challenges;
mod descriptions;
mod dialog;
mod fingerprint;
mod glance;
mod leg;
mod violation;

use naisen_sip::{HeaderName, Kind, Message, Method};

use crate::context::Context;
use crate::role::Role;
use crate::send::{send_faults, send_faults_of_bytes};
use crate::settled::Settled;
use asking::Request;
use calls::Calls;
use challenges::Challenges;
use glance::Glance;
pub use violation::{Breach, Violation};

/// The watch over one node.
#[derive(Clone, Debug)]
pub struct Watch {
    role: Role,
    settled: Settled,
    calls: Calls,
    challenges: Challenges,
}

impl Watch {
    /// A watch over a node that starts now, with what its settings settle. A node that starts again
    /// needs a new watch.
    pub fn new(role: Role, settled: impl Into<Settled>) -> Self {
        Self {
            role,
            settled: settled.into(),
            calls: Calls::default(),
            challenges: Challenges::default(),
        }
    }

    /// The node is given these bytes.
    pub fn received(&mut self, bytes: &[u8]) {
        // What cannot be read is refused; the refusal is judged by itself.
        if let Ok(message) = Message::parse(bytes) {
            self.received_message(&message);
        }
    }

    /// The node is given this message.
    pub fn received_message(&mut self, message: &Message<'_>) {
        let Some(glance) = Glance::at(message) else {
            return;
        };
        match message.kind() {
            Kind::Request { .. } => {
                let call = self.calls.touch(glance.call_id, begins(&glance));
                call.is_requested(&glance, message, self.settled.responses);
            }
            Kind::Response { status, .. } => {
                let call = self.calls.touch(glance.call_id, false);
                call.is_answered(status, &glance, message, &mut self.challenges);
            }
        }
    }

    /// The node sends these bytes: what is wrong with them.
    pub fn sent(&mut self, bytes: &[u8]) -> Vec<Violation> {
        if let Ok(message) = Message::parse(bytes) {
            return self.sent_message(&message);
        }
        let faults = send_faults_of_bytes(self.role, bytes, &self.settled.requests);
        faults
            .into_iter()
            .map(|fault| Violation {
                message: "unreadable".into(),
                call_id: "".into(),
                breach: Breach::Message(fault),
            })
            .collect()
    }

    /// The node sends this message: what is wrong with it.
    pub fn sent_message(&mut self, message: &Message<'_>) -> Vec<Violation> {
        let call_id = message.header(HeaderName::CallId).unwrap_or_default();
        let judged = match Glance::at(message) {
            None => Request::New(Context::new(), Vec::new()),
            Some(glance) => match message.kind() {
                Kind::Request { .. } => {
                    let call = self.calls.touch(glance.call_id, begins(&glance));
                    call.requests(
                        &glance,
                        message,
                        self.settled.requests,
                        &mut self.challenges,
                    )
                }
                Kind::Response { status, .. } => {
                    let call = self.calls.touch(glance.call_id, false);
                    call.responds(status, &glance, message, self.settled.responses)
                }
            },
        };
        let Request::New(context, breaches) = judged else {
            return Vec::new();
        };
        let faults = send_faults(self.role, message, &context);
        let all = faults.into_iter().map(Breach::Message).chain(breaches);
        all.map(|breach| Violation::of(message, call_id, breach))
            .collect()
    }
}

/// Whether a request stands outside of any dialog, so that it may begin one.
fn begins(glance: &Glance<'_>) -> bool {
    glance.to_tag.is_none() && matches!(glance.method, Method::Invite | Method::Register)
}
