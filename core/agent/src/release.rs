//! Ending an established call: BYE from either side, and its races (JJ-22.11 §11, RFC 3261 §15).

use naisen_node::{Sends, Time};
use naisen_sip::{Method, ServerId, StatusCode};

use crate::agent::{Agent, Owner};
use crate::caller::send_ack;
use crate::event::{Event, ReleaseReason, SessionEnd};
use crate::modify::Modification;
use crate::policy::Handling;
use crate::session::{Releasing, Session, SessionId, Stage};

impl Agent {
    /// Ends a session, whatever its stage: BYE for an established one (R-11.1-1), after the ACK if
    /// our 2xx still waits for it; CANCEL for one that we called; 480 for one that calls us. `lines`
    /// are whole header lines for the BYE or CANCEL, such as Reason.
    pub fn release(&mut self, now: Time, session: SessionId, lines: &[u8], sends: &mut Sends) {
        let Some(state) = self.session(session) else {
            return;
        };
        match &mut state.stage {
            Stage::Calling(_) => self.give_up(now, session, lines, sends),
            Stage::Called(_) => self.reject(
                now,
                session,
                StatusCode::TEMPORARILY_UNAVAILABLE,
                None,
                lines,
                sends,
            ),
            Stage::Established(established) => {
                if established.peer_bye.is_some() {
                    self.accept_bye(now, session, sends);
                } else if established.unacknowledged.is_some() {
                    established.release_wanted = Some(lines.into());
                } else {
                    self.send_bye(now, session, lines, sends);
                }
            }
            Stage::Abandoning(_) | Stage::Releasing(_) => {}
        }
    }

    /// Answers the peer's BYE with 200, where [`crate::Policy::bye`] left it to the owner
    /// (R-11.2-1). The session is gone with it.
    pub fn accept_bye(&mut self, now: Time, session: SessionId, sends: &mut Sends) {
        let Some(server) = self
            .session(session)
            .and_then(Session::established)
            .and_then(|established| established.peer_bye.take())
        else {
            return;
        };
        self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
        self.finish(session, SessionEnd::Released);
    }

    /// Sends BYE now. A 2xx that awaits our ACK is acknowledged first; a change that the peer asked
    /// for is refused.
    pub(crate) fn send_bye(&mut self, now: Time, id: SessionId, lines: &[u8], sends: &mut Sends) {
        self.drop_change(now, id, sends);
        let branch = self.transactions.branch_without_transaction();
        let Some(session) = self.session(id) else {
            return;
        };
        let Stage::Established(established) = &mut session.stage else {
            return;
        };
        if let Some(cseq) = established.ack_wanted.take() {
            send_ack(
                &established.dialog,
                &mut established.acks,
                cseq,
                &branch,
                None,
                sends,
            );
        }
        let cseq = established.dialog.next_cseq();
        let mut dialog = established.dialog.clone();
        let acks = std::mem::take(&mut established.acks);
        let sent = self.transactions.request(
            now,
            Owner::Bye(id),
            dialog.flow,
            Method::Bye,
            sends,
            |out, branch| {
                let mut writer = dialog.write_request(out, Method::Bye, cseq, branch);
                writer.raw(lines);
                writer.empty();
            },
        );
        dialog.local_cseq = cseq;
        self.enter(id, Stage::Releasing(Box::new(Releasing { dialog, acks })));
        if sent.is_err() {
            // No room for the transaction: the peer's own timers end its side.
            self.finish(id, SessionEnd::Released);
        }
    }

    /// Sends the BYE that had to wait for an ACK.
    pub(crate) fn release_if_wanted(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let lines = self
            .session(id)
            .and_then(Session::established)
            .filter(|established| established.unacknowledged.is_none())
            .and_then(|established| established.release_wanted.take());
        if let Some(lines) = lines {
            self.send_bye(now, id, &lines, sends);
        }
    }

    /// A BYE.
    pub(crate) fn handle_bye(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        let by_owner = session.policy.bye == Handling::Owner;
        match &mut session.stage {
            Stage::Called(called) => {
                // The caller abandons by BYE on the early dialog (R-6.7.1-1).
                let invite = called.server;
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
                self.terminate_invite(now, id, invite, sends);
            }
            Stage::Established(established) => {
                let told_already = established.release_wanted.is_some();
                if by_owner && !told_already && established.peer_bye.is_none() {
                    established.peer_bye = Some(server);
                    if let Some(unacknowledged) = established.unacknowledged.take() {
                        self.wheel.cancel(unacknowledged.alarm);
                        self.invited.remove(&unacknowledged.server);
                    }
                    self.stop_session_timer(id);
                    self.drop_change(now, id, sends);
                    self.events.push_back(Event::Released {
                        session: id,
                        reason: ReleaseReason::PeerBye,
                    });
                    return;
                }
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
                self.drop_change(now, id, sends);
                if !told_already {
                    self.events.push_back(Event::Released {
                        session: id,
                        reason: ReleaseReason::PeerBye,
                    });
                }
                self.finish(id, SessionEnd::Released);
            }
            // Both sides hung up at once: each BYE gets its 200.
            Stage::Releasing(_) => {
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
            }
            Stage::Calling(_) | Stage::Abandoning(_) => {
                self.respond(
                    now,
                    server,
                    StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                    sends,
                    |writer| writer.empty(),
                );
            }
        }
    }

    /// The final response to our BYE: whatever it is, the session is over (R-11.1-2).
    pub(crate) fn bye_response(&mut self, id: SessionId, status: StatusCode) {
        if status.is_final() {
            self.finish(id, SessionEnd::Released);
        }
    }

    /// A change under way ends with the session: the peer's gets 487 (RFC 3261 §15.1.2).
    fn drop_change(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.session(id) else {
            return;
        };
        let modification = std::mem::take(&mut session.modification);
        if let Some(postponed) = session.postponed.take() {
            self.wheel.cancel(postponed.alarm);
        }
        if let Modification::Theirs { server, .. } = modification {
            self.respond(
                now,
                server,
                StatusCode::REQUEST_TERMINATED,
                sends,
                |writer| writer.empty(),
            );
        }
    }
}
