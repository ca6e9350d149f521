//! The way of a message: through the transactions and the checks that all requests pass, to the
//! session it belongs to, or to the owner.

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{
    Message, MessageError, Method, OutOfOrder, RequestFrom, ResponseTo, ServerId, StatusCode,
};

use crate::agent::{Agent, Owner, token_str};
use crate::peer_reason::PeerReason;
use crate::request::RequestId;
use crate::screen;
use crate::session::{SessionId, Stage};

/// A message that the owner has to answer or read.
#[derive(Debug)]
pub enum Arrival<'m> {
    /// An Initial INVITE (R-6.1.1-1). Nothing has been sent yet; 100 goes out by itself after
    /// 200 ms.
    Invite {
        /// The new session: answer it with [`Agent::progress`], [`Agent::answer`],
        /// [`Agent::reject`].
        session: SessionId,
        /// The INVITE.
        message: Message<'m>,
    },
    /// Another request outside of a dialog: answer it with [`Agent::respond`].
    Request {
        /// Its transaction.
        id: ServerId,
        /// The path it came by.
        flow: Flow,
        /// The request.
        message: Message<'m>,
    },
    /// A response to [`Agent::request`]; after a final one the handle names nothing any more.
    Response {
        /// The request.
        request: RequestId,
        /// The response.
        message: Message<'m>,
    },
}

impl Agent {
    /// Takes one whole SIP message. What the agent cannot settle alone comes back as an
    /// [`Arrival`] or as events.
    pub fn handle_sip<'m>(
        &mut self,
        now: Time,
        flow: Flow,
        bytes: &'m [u8],
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let message = match Message::parse(bytes) {
            Ok(message) => message,
            Err(error) => {
                self.counters.malformed += 1;
                self.answer_malformed(flow, bytes, error, sends);
                return None;
            }
        };
        if message.is_request() {
            self.handle_request(now, flow, message, sends)
        } else {
            self.handle_response(now, flow, message, sends)
        }
    }

    fn handle_request<'m>(
        &mut self,
        now: Time,
        flow: Flow,
        message: Message<'m>,
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let id = match self
            .transactions
            .receive_request(now, flow, &message, sends)
        {
            RequestFrom::New(id) => id,
            RequestFrom::Cancels { cancel, invite } => {
                let said = PeerReason::read(&message);
                self.handle_cancel(now, cancel, invite, said, sends);
                return None;
            }
            RequestFrom::Ack2xx => {
                if let Ok(essentials) = screen::Essentials::read(&message) {
                    self.handle_ack(now, &essentials, &message, sends);
                }
                return None;
            }
            RequestFrom::Overloaded => {
                self.counters.overloaded += 1;
                return None;
            }
            RequestFrom::Retransmission | RequestFrom::AckNon2xx | RequestFrom::Merged => {
                return None;
            }
            RequestFrom::Malformed(_) | RequestFrom::Unanswerable(_) => {
                self.counters.malformed += 1;
                return None;
            }
        };
        let Ok(essentials) = screen::Essentials::read(&message) else {
            self.counters.malformed += 1;
            self.respond(now, id, StatusCode::BAD_REQUEST, sends, |writer| {
                writer.empty();
            });
            return None;
        };
        if let Err(refusal) = screen::check(&essentials, &message, &self.options.policy) {
            self.counters.refused += 1;
            let tag = self.random.token::<12>();
            let tag = token_str(&tag);
            // A gone transaction has nobody to be answered.
            let _ = self.transactions.respond(
                now,
                id,
                refusal.status,
                None,
                Some(tag),
                sends,
                |mut writer| {
                    refusal.write(&mut writer);
                    writer.empty();
                },
            );
            return None;
        }
        if essentials.to_tag.is_some() {
            self.handle_within_dialog(now, id, flow, &essentials, &message, sends);
            return None;
        }
        match essentials.method {
            Method::Invite => self.handle_initial_invite(now, id, flow, &message, sends),
            Method::Options => Some(Arrival::Request { id, flow, message }),
            Method::Register if self.options.registrar => {
                Some(Arrival::Request { id, flow, message })
            }
            Method::Bye | Method::Prack | Method::Update | Method::Info | Method::Notify => {
                self.counters.unknown_dialogs += 1;
                self.respond(
                    now,
                    id,
                    StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                    sends,
                    |writer| writer.empty(),
                );
                None
            }
            Method::Other(_) => {
                self.respond(now, id, StatusCode::NOT_IMPLEMENTED, sends, |writer| {
                    writer.empty()
                });
                None
            }
            _ => {
                let registrar = self.options.registrar;
                self.forbid_method(now, id, registrar, sends);
                None
            }
        }
    }

    /// Answers 405 with the methods that are in use (R-8-2).
    fn forbid_method(&mut self, now: Time, id: ServerId, registrar: bool, sends: &mut Sends) {
        let policy = &self.options.policy;
        let (rel100, update) = (policy.rel100, policy.update);
        let status = StatusCode::METHOD_NOT_ALLOWED;
        self.respond(now, id, status, sends, |mut writer| {
            screen::write_allow(&mut writer, rel100, update, registrar);
            writer.empty();
        });
    }

    /// Refuses what is no legible message, if it can be answered at all; never a response, never an
    /// ACK (RFC 3261 §8.2.7).
    fn answer_malformed(
        &mut self,
        flow: Flow,
        bytes: &[u8],
        error: MessageError,
        sends: &mut Sends,
    ) {
        let (Some(status), Some(message)) = (error.status(), Message::parse_lenient(bytes)) else {
            return;
        };
        if message.is_request() {
            // Without a legible Via there is no way back.
            let _ = self
                .transactions
                .respond_stateless(&message, flow, status, sends, |writer| {
                    writer.empty();
                });
        }
    }

    fn handle_within_dialog(
        &mut self,
        now: Time,
        id: ServerId,
        flow: Flow,
        essentials: &screen::Essentials<'_>,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session_of(essentials) else {
            self.counters.unknown_dialogs += 1;
            self.respond(
                now,
                id,
                StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                sends,
                |writer| writer.empty(),
            );
            return;
        };
        if !self.is_our_target(session, message) {
            // R-5.7.2-4: what is addressed to another Contact is not for this dialog.
            self.counters.wrong_targets += 1;
            self.respond(
                now,
                id,
                StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                sends,
                |writer| writer.empty(),
            );
            return;
        }
        if !self.take_cseq(now, session, id, essentials, sends) {
            return;
        }
        match essentials.method {
            Method::Bye => {
                let said = PeerReason::read(message);
                self.handle_bye(now, session, id, said, sends);
            }
            Method::Prack => self.handle_prack(now, session, id, message, sends),
            Method::Update | Method::Invite => {
                self.handle_modify(now, session, id, flow, essentials, message, sends);
            }
            Method::Options => {
                let policy = &self.options.policy;
                let (rel100, update) = (policy.rel100, policy.update);
                self.respond(now, id, StatusCode::OK, sends, |mut writer| {
                    screen::write_allow(&mut writer, rel100, update, false);
                    writer.empty();
                });
            }
            // INFO too: a 200 would say that somebody has taken what it tells.
            _ => self.forbid_method(now, id, false, sends),
        }
    }

    fn handle_response<'m>(
        &mut self,
        now: Time,
        flow: Flow,
        message: Message<'m>,
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let (owner, client) = match self.transactions.receive_response(now, &message, sends) {
            ResponseTo::Owner { owner, client } => (owner, client),
            ResponseTo::Absorbed => return None,
            ResponseTo::Unknown => {
                self.counters.stray_responses += 1;
                return None;
            }
        };
        let status = message.status()?.understood_as();
        match owner {
            Owner::Invite(session) => {
                self.invite_response(now, session, client, flow, status, &message, sends);
            }
            Owner::Cancel | Owner::Nobody => {}
            Owner::Prack { session, by_owner } => {
                self.prack_response(session, by_owner, status, &message);
            }
            Owner::Modify(session) if self.sessions.get(session).is_none() => {
                if status.is_success() {
                    self.acknowledge_in_vain(client, flow, &message, sends);
                }
            }
            Owner::Modify(session) => {
                self.modify_response(now, session, client, status, &message, sends);
            }
            Owner::Bye(session) => self.bye_response(now, session, status, sends),
            Owner::Request(request) => {
                if !self.requests.contains(request.index()) {
                    return None;
                }
                if status.is_final() {
                    self.requests.remove(request.index());
                }
                return Some(Arrival::Response { request, message });
            }
        }
        None
    }

    /// Checks the CSeq number of a request within a dialog (RFC 3261 §12.2.2); what comes out of
    /// order gets 500.
    pub(crate) fn take_cseq(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        essentials: &screen::Essentials<'_>,
        sends: &mut Sends,
    ) -> bool {
        let number = essentials.cseq;
        let result = self
            .sessions
            .get_mut(id)
            .and_then(|session| session.dialog_with(essentials.from_tag.unwrap_or("")))
            .map_or(Ok(()), |dialog| dialog.check_cseq(number));
        let in_order: Result<(), OutOfOrder> = result;
        if in_order.is_ok() {
            return true;
        }
        self.counters.refused += 1;
        self.respond(
            now,
            server,
            StatusCode::SERVER_INTERNAL_ERROR,
            sends,
            |writer| writer.empty(),
        );
        false
    }

    /// The session that a request within a dialog names: by the index in our tag, then by Call-ID
    /// and both tags (RFC 3261 §12.2.2).
    pub(crate) fn session_of(&self, essentials: &screen::Essentials<'_>) -> Option<SessionId> {
        let tag = essentials.to_tag?;
        let (index, _) = tag.split_once('.')?;
        let index = usize::from_str_radix(index, 16).ok()?;
        let session = self.sessions.at(index)?;
        if &*session.local_tag != tag {
            return None;
        }
        let dialog_matches = |dialog: &naisen_sip::Dialog| {
            &*dialog.call_id == essentials.call_id
                && *dialog.remote.tag == *essentials.from_tag.unwrap_or("")
        };
        let found = match &session.stage {
            Stage::Calling(calling) => calling
                .early
                .iter()
                .any(|early| dialog_matches(&early.dialog)),
            Stage::Called(called) => dialog_matches(&called.dialog),
            Stage::Established(established) => dialog_matches(&established.dialog),
            Stage::Releasing(releasing) => dialog_matches(&releasing.dialog),
            Stage::Abandoning(_) => false,
        };
        found.then_some(session.id)
    }
}
