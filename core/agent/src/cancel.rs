//! Giving up a call before it is answered, and being given up (JJ-22.11 §5.6, §6.7).

use std::collections::VecDeque;

use naisen_node::{Sends, Time};
use naisen_sip::{CancelError, ServerId, StatusCode};

use crate::agent::{Agent, Owner};
use crate::event::{Event, SessionEnd};
use crate::peer_reason::PeerReason;
use crate::session::{Calling, Session, SessionId, Stage};

impl Agent {
    /// Gives up an INVITE of ours. CANCEL goes out at once if a 1xx has come (R-5.6.1-1); else the
    /// INVITE is not repeated any more (R-5.6.1-3), and CANCEL follows the first 1xx (R-5.6.1-4).
    /// The end is [`Event::Refused`]; a 2xx that crosses the CANCEL is acknowledged and ended by
    /// BYE (R-5.6.2-1). `lines` are whole header lines for the CANCEL, or for that BYE, such as Reason.
    pub fn give_up(&mut self, now: Time, session: SessionId, lines: &[u8], sends: &mut Sends) {
        let Some(calling) = self.sessions.get_mut(session).and_then(Session::calling) else {
            return;
        };
        if calling.given_up.is_some() {
            return;
        }
        calling.given_up = Some(lines.into());
        let (client, proceeding) = (calling.client, calling.proceeding);
        if proceeding {
            self.cancel_now(now, session, sends);
        } else {
            self.transactions.stop_retransmitting(client);
        }
    }

    /// Sends the CANCEL. The transaction layer waits for the final response, 64*T1 at most
    /// (RFC 3261 §9.1).
    pub(crate) fn cancel_now(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(calling) = self.sessions.get_mut(id).and_then(Session::calling) else {
            return;
        };
        let client = calling.client;
        let lines = calling.given_up.clone().unwrap_or_default();
        let sent = self
            .transactions
            .cancel(now, client, Owner::Cancel, &lines, sends);
        if let Err(CancelError::Full(_)) = sent {
            // Even the room that is kept for CANCEL is taken: once more, later.
            let later = now + self.options.timers.t1;
            self.wait_until(id, later);
            return;
        }
        let Some(calling) = self.sessions.get_mut(id).and_then(Session::calling) else {
            return;
        };
        // The early dialogs are kept: a 2xx that crosses the CANCEL goes on with their numbers.
        let abandoned = Calling {
            client,
            request: std::mem::take(&mut calling.request),
            cseq: calling.cseq,
            offered: calling.offered,
            proceeding: true,
            given_up: Some(lines),
            early: std::mem::take(&mut calling.early),
            pracks_wanted: VecDeque::new(),
            attempts: calling.attempts,
            targets: Vec::new(),
            authentication: None,
            min_se_s: calling.min_se_s,
        };
        self.enter(id, Stage::Abandoning(Box::new(abandoned)));
    }

    /// A CANCEL (JJ-22.11 §6.7).
    pub(crate) fn handle_cancel(
        &mut self,
        now: Time,
        cancel: ServerId,
        invite: Option<ServerId>,
        said: PeerReason,
        sends: &mut Sends,
    ) {
        let Some(invite) = invite else {
            self.respond(
                now,
                cancel,
                StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                sends,
                |writer| writer.empty(),
            );
            return;
        };
        let session = self
            .invited
            .get(&invite)
            .and_then(|id| self.sessions.get(*id));
        // Answered even when the INVITE has its final response already (RFC 3261 §9.2), with the
        // To tag of the INVITE's responses (R-6.7.1-2).
        let Some(session) = session else {
            // The session is gone, and its tag with it.
            self.respond(now, cancel, StatusCode::OK, sends, |writer| writer.empty());
            return;
        };
        let _ = self.transactions.respond(
            now,
            cancel,
            StatusCode::OK,
            None,
            Some(&session.local_tag),
            sends,
            |writer| writer.empty(),
        );
        let id = session.id;
        let reinvite = session
            .changes
            .theirs
            .as_ref()
            .is_some_and(|theirs| theirs.server == invite);
        match session.stage {
            // The session goes on as it was (RFC 3261 §14.2).
            _ if reinvite => {
                self.refuse_modify(now, id, StatusCode::REQUEST_TERMINATED, b"", sends);
            }
            Stage::Called(_) => self.terminate_invite(now, id, invite, said, sends),
            // R-6.7.2-1: the ACK and the BYE are still to come.
            Stage::Established(_) => self.events.push_back(Event::CancelledLate { session: id }),
            _ => {}
        }
    }

    /// 487 to an INVITE that its caller has given up, by CANCEL or by BYE (R-6.7.1-1).
    pub(crate) fn terminate_invite(
        &mut self,
        now: Time,
        id: SessionId,
        invite: ServerId,
        said: PeerReason,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get(id) else {
            return;
        };
        // The transaction is gone only when the caller is, too.
        let _ = self.transactions.respond(
            now,
            invite,
            StatusCode::REQUEST_TERMINATED,
            None,
            Some(&session.local_tag),
            sends,
            |writer| writer.empty(),
        );
        self.events
            .push_back(Event::Cancelled { session: id, said });
        self.finish(now, id, SessionEnd::NotEstablished, sends);
    }
}
