//! Ending an established call: BYE from either side, and its races (JJ-22.11 §11, RFC 3261 §15).

use naisen_node::{Sends, Time};
use naisen_sip::{Method, ServerId, StatusCode};

use crate::acknowledge::send_ack;
use crate::agent::{Agent, Owner};
use crate::event::{Event, Failure, ReleaseReason, SessionEnd};
use crate::peer_reason::PeerReason;
use crate::policy::Handling;
use crate::session::{AwaitsOwner, Releasing, Session, SessionId, Stage};

impl Agent {
    /// Ends a session, whatever its stage: BYE for an established one (R-11.1-1), after the ACK if
    /// our 2xx still waits for it; CANCEL for one that we called; 480 for one that calls us. `lines`
    /// are whole header lines for the BYE or CANCEL, such as Reason.
    pub fn release(&mut self, now: Time, session: SessionId, lines: &[u8], sends: &mut Sends) {
        let Some(state) = self.sessions.get_mut(session) else {
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
                    self.stop_session_timer(session);
                    self.drop_changes(now, session, sends);
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
        let awaits = self
            .sessions
            .get_mut(session)
            .and_then(Session::established)
            .is_some_and(|established| established.peer_bye.is_some());
        if awaits {
            // The BYE is answered with whatever else the peer asked and got no answer to.
            self.finish(now, session, SessionEnd::Released, sends);
        }
    }

    /// Ends an established session on our own account: the owner is told, and the BYE says why
    /// (RFC 3326 §2).
    pub(crate) fn release_because(
        &mut self,
        now: Time,
        session: SessionId,
        reason: ReleaseReason,
        sends: &mut Sends,
    ) {
        let lines = reason.lines();
        self.events.push_back(Event::Released { session, reason });
        self.send_bye(now, session, lines, sends);
    }

    /// Sends BYE now. A 2xx that awaits our ACK is acknowledged first; a change that the peer asked
    /// for is refused.
    pub(crate) fn send_bye(&mut self, now: Time, id: SessionId, lines: &[u8], sends: &mut Sends) {
        self.drop_changes(now, id, sends);
        let branch = self.transactions.branch_without_transaction();
        let refuse_offer = self.options.refuse_offer;
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let address = session.flow.local.ip();
        let Stage::Established(established) = &mut session.stage else {
            return;
        };
        if let Some(wanted) = established.ack_wanted.take() {
            let offer = wanted.offer.as_deref();
            let answer = offer.and_then(|offer| refuse_offer?(offer, address));
            send_ack(
                &established.dialog,
                &mut established.acks,
                wanted.cseq,
                &branch,
                answer.as_deref(),
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
            self.finish(now, id, SessionEnd::Released, sends);
        }
    }

    /// Sends the BYE that had to wait for an ACK.
    pub(crate) fn release_if_wanted(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let lines = self
            .sessions
            .get_mut(id)
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
        said: PeerReason,
        sends: &mut Sends,
    ) {
        let until = self.owner_has_until(now);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let by_owner = session.policy.bye == Handling::Owner;
        match &mut session.stage {
            Stage::Called(called) => {
                // The caller abandons by BYE on the early dialog (R-6.7.1-1).
                let invite = called.server;
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
                self.terminate_invite(now, id, invite, said, sends);
            }
            Stage::Established(established) => {
                let told_already =
                    established.release_wanted.is_some() || established.peer_bye.is_some();
                if by_owner && !told_already && established.peer_bye.is_none() {
                    established.peer_bye = Some(AwaitsOwner { server, until });
                    if let Some(unacknowledged) = established.unacknowledged.take() {
                        self.wheel.cancel(unacknowledged.alarm);
                        self.invited.remove(&unacknowledged.server);
                    }
                    self.stop_session_timer(id);
                    self.wait_until(id, until);
                    self.drop_changes(now, id, sends);
                    self.events.push_back(Event::Released {
                        session: id,
                        reason: ReleaseReason::PeerBye { said },
                    });
                    return;
                }
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
                if !told_already {
                    self.events.push_back(Event::Released {
                        session: id,
                        reason: ReleaseReason::PeerBye { said },
                    });
                }
                self.finish(now, id, SessionEnd::Released, sends);
            }
            // Both sides hung up at once: each BYE gets its 200.
            Stage::Releasing(_) => {
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
            }
            // The callee has answered, its 2xx was lost, and it has ended the call.
            Stage::Calling(calling) => {
                let client = calling.client;
                self.respond(now, server, StatusCode::OK, sends, |writer| writer.empty());
                self.transactions.abandon(now, client);
                let failure = Failure::hung_up(said);
                self.refuse(now, id, failure, sends);
            }
            Stage::Abandoning(_) => {
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
    pub(crate) fn bye_response(
        &mut self,
        now: Time,
        id: SessionId,
        status: StatusCode,
        sends: &mut Sends,
    ) {
        if status.is_final() {
            self.finish(now, id, SessionEnd::Released, sends);
        }
    }

    /// Changes under way end with the session: the peer's gets 487 (RFC 3261 §15.1.2), ours is not
    /// waited for any longer.
    pub(crate) fn drop_changes(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let changes = std::mem::take(&mut session.changes);
        if let Some(postponed) = changes.postponed {
            self.wheel.cancel(postponed.alarm);
        }
        if let Some(ours) = changes.ours
            && let Some(client) = ours.client
        {
            self.transactions.abandon(now, client);
        }
        if let Some(theirs) = changes.theirs {
            self.invited.remove(&theirs.server);
            self.respond(
                now,
                theirs.server,
                StatusCode::REQUEST_TERMINATED,
                sends,
                |writer| writer.empty(),
            );
        }
    }

    /// Answers what of the peer's requests is still open when a session ends (RFC 3261 §15.1.2).
    pub(crate) fn answer_open_requests(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        self.drop_changes(now, id, sends);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let (prack, bye) = match &mut session.stage {
            Stage::Called(called) => (
                called.reliable.pracked.take().map(|prack| prack.awaits),
                None,
            ),
            Stage::Established(established) => (None, established.peer_bye.take()),
            _ => (None, None),
        };
        let open = [
            (prack, StatusCode::REQUEST_TERMINATED),
            (bye, StatusCode::OK),
        ];
        for (request, status) in open {
            if let Some(request) = request {
                self.respond(now, request.server, status, sends, |writer| writer.empty());
            }
        }
    }
}
