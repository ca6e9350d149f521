//! The client side of the layer: requests that we send.

use naisen_node::{Alarm, Flow, Sends, Time};

use super::branch::{Branch, Token};
use super::client_invite::{ClientInvite, ClientInviteEvent};
use super::client_non_invite::{ClientNonInvite, ClientNonInviteEvent};
use super::invite_copy::{own_via, top_via, write_ack, write_cancel, write_dialog_lines};
use super::layer::{CANCEL_RESERVE, Due, Full, TransactionEvent, Transactions, index};
use super::timer::Timer;
use super::transition::{ClientAction, Transition};
use crate::{CSeq, HeaderName, Message, Method, StatusCode, TypedHeader, Via};

/// The handle of a client transaction. A stale one is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientId {
    index: u32,
    generation: u32,
}

/// Whom a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseTo<O> {
    /// The owner of the transaction takes it: a provisional response, the final one, or one more
    /// 2xx to INVITE, repeated or from another fork.
    Owner {
        /// The owner.
        owner: O,
        /// The transaction. [`Transactions::original`] still gives its request, until the next
        /// input.
        client: ClientId,
    },
    /// A repetition, dealt with.
    Absorbed,
    /// It belongs to no transaction of ours. It is to be dropped (RFC 3261 §18.1.2; RFC 6026 §7.2
    /// says so for a 2xx, too).
    Unknown,
}

/// Why no CANCEL was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CancelError {
    /// There is no such INVITE transaction any more.
    #[error("the INVITE transaction is over")]
    Gone,
    /// No provisional response has come yet; a CANCEL must wait for one (RFC 3261 §9.1, R-5.6.1-2).
    #[error("no provisional response to the INVITE has come yet")]
    TooEarly,
    /// The final response has come; there is nothing left to cancel.
    #[error("the INVITE has its final response already")]
    TooLate,
    /// A CANCEL is on its way already.
    #[error("the INVITE is cancelled already")]
    Repeated,
    /// The table is full.
    #[error(transparent)]
    Full(#[from] Full),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Machine {
    Invite(ClientInvite),
    NonInvite(ClientNonInvite),
}

impl Machine {
    fn is_terminated(self) -> bool {
        matches!(
            self,
            Machine::Invite(ClientInvite::Terminated)
                | Machine::NonInvite(ClientNonInvite::Terminated)
        )
    }
}

/// How an INVITE and its CANCEL, which share a branch, know each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    None,
    CancelledBy(u32),
    Cancels(u32),
}

/// A client transaction.
#[derive(Debug)]
pub(super) struct Client<O> {
    owner: O,
    generation: u32,
    flow: Flow,
    machine: Machine,
    link: Link,
    token: Token,
    /// See `Fingerprints::response_mark`.
    mark: u64,
    /// What is sent again; after a 2xx to INVITE, the lines of it that further dialogs need.
    request: Box<[u8]>,
    /// The ACK to a non-2xx final response.
    ack: Box<[u8]>,
    repetition: u8,
    repeat: Option<Alarm>,
    end: Option<Alarm>,
}

impl<O: Copy> Transactions<O> {
    /// Sends a request and starts its transaction. `write` writes the whole request, with the
    /// branch that it is given in the top Via. Never for ACK, which has no transaction.
    ///
    /// # Errors
    ///
    /// [`Full`]: nothing was sent.
    pub fn request(
        &mut self,
        now: Time,
        owner: O,
        flow: Flow,
        method: Method<'_>,
        sends: &mut Sends,
        write: impl FnOnce(&mut Vec<u8>, &str),
    ) -> Result<ClientId, Full> {
        debug_assert_ne!(method, Method::Ack, "an ACK has no transaction");
        if self.clients.len() >= self.client_limit {
            return Err(Full {
                limit: self.client_limit,
            });
        }
        let token = self.random.token();
        let at = index(self.clients.vacant_key());
        let branch = Branch::new(at, token);
        let range = sends.sip(flow, |out| write(out, branch.as_str()));
        let request: Box<[u8]> = sends.bytes(range).into();
        let mark = own_via(&request).map_or(0, |via| {
            self.fingerprints.response_mark(method.as_str(), &via)
        });
        let machine = if method == Method::Invite {
            Machine::Invite(ClientInvite::Calling)
        } else {
            Machine::NonInvite(ClientNonInvite::Trying)
        };
        Ok(self.start_client(now, owner, flow, machine, Link::None, token, mark, request))
    }

    /// Cancels an INVITE (RFC 3261 §9.1). `extra` are whole header lines, each ended by CRLF, that
    /// go into the CANCEL, such as Reason. The CANCEL is a transaction of its own, with its own
    /// owner. If the INVITE has no final response 64*T1 later it ends by
    /// [`TransactionEvent::ClientTimedOut`].
    ///
    /// # Errors
    ///
    /// [`CancelError`]: nothing was sent.
    pub fn cancel(
        &mut self,
        now: Time,
        invite: ClientId,
        owner: O,
        extra: &[u8],
        sends: &mut Sends,
    ) -> Result<ClientId, CancelError> {
        let limit = self.client_limit + CANCEL_RESERVE;
        let full = self.clients.len() >= limit;
        let client = self.client(invite).ok_or(CancelError::Gone)?;
        match client.machine {
            Machine::Invite(ClientInvite::Proceeding) => {}
            Machine::Invite(ClientInvite::Calling) => return Err(CancelError::TooEarly),
            Machine::Invite(ClientInvite::Completed | ClientInvite::Accepted) => {
                return Err(CancelError::TooLate);
            }
            Machine::Invite(ClientInvite::Terminated) | Machine::NonInvite(_) => {
                return Err(CancelError::Gone);
            }
        }
        if client.link != Link::None {
            return Err(CancelError::Repeated);
        }
        if full {
            return Err(Full { limit }.into());
        }
        let (flow, token) = (client.flow, client.token);
        let request = Message::parse(&client.request).map_err(|_| CancelError::Gone)?;
        let via = top_via(&request).ok_or(CancelError::Gone)?;
        let mark = self
            .fingerprints
            .response_mark(Method::Cancel.as_str(), &via);
        let range = sends.sip(flow, |out| write_cancel(out, &request, extra));
        let bytes: Box<[u8]> = sends.bytes(range).into();
        let id = self.start_client(
            now,
            owner,
            flow,
            Machine::NonInvite(ClientNonInvite::Trying),
            Link::Cancels(invite.index),
            token,
            mark,
            bytes,
        );
        if let Some(client) = self.clients.get_mut(invite.index as usize) {
            client.link = Link::CancelledBy(id.index);
        }
        self.set_client_end(now, invite.index, Timer::Cancelled);
        Ok(id)
    }

    /// Stops repeating an INVITE that was abandoned before any 1xx; the transaction lives on, so
    /// that what still comes is met (JJ-22.11 §5.6.1, R-5.6.1-3).
    pub fn stop_retransmitting(&mut self, invite: ClientId) {
        if let Some(client) = self.client_mut(invite)
            && client.machine == Machine::Invite(ClientInvite::Calling)
            && let Some(alarm) = client.repeat.take()
        {
            self.wheel.cancel(alarm);
        }
    }

    /// Waits no longer than 64*T1 for the final response to an INVITE that has a 1xx and whose
    /// outcome nobody needs any more: a re-INVITE of a call that is over. Without a 1xx timer B
    /// runs anyway.
    pub fn abandon(&mut self, now: Time, invite: ClientId) {
        let waits = self.client_mut(invite).is_some_and(|client| {
            client.machine == Machine::Invite(ClientInvite::Proceeding) && client.end.is_none()
        });
        if waits {
            self.set_client_end(now, invite.index, Timer::Cancelled);
        }
    }

    /// Takes a response.
    pub fn receive_response(
        &mut self,
        now: Time,
        message: &Message<'_>,
        sends: &mut Sends,
    ) -> ResponseTo<O> {
        self.drop_spent();
        let (Some(at), Some(status)) = (self.find_client(message), message.status()) else {
            self.counts.stray_responses += 1;
            return ResponseTo::Unknown;
        };
        let transition = self.feed_response(at, status);
        let client = &mut self.clients[at as usize];
        let to_owner = ResponseTo::Owner {
            owner: client.owner,
            client: ClientId {
                index: at,
                generation: client.generation,
            },
        };
        let (action, moved) = match transition {
            Transition::Moved(action) => (action, true),
            Transition::Already(action) => (action, false),
            Transition::Illegal => {
                self.counts.illegal += 1;
                return ResponseTo::Absorbed;
            }
        };
        let result = match action {
            ClientAction::AcknowledgeAndPassUp => {
                if let Ok(request) = Message::parse(&client.request) {
                    let range = sends.sip(client.flow, |out| write_ack(out, &request, message));
                    client.ack = sends.bytes(range).into();
                }
                to_owner
            }
            ClientAction::PassUp => to_owner,
            ClientAction::ResendAck => {
                self.counts.already += 1;
                if !client.ack.is_empty() {
                    sends.sip(client.flow, |out| out.extend_from_slice(&client.ack));
                }
                ResponseTo::Absorbed
            }
            ClientAction::Nothing
            | ClientAction::Resend
            | ClientAction::ReportTimeout
            | ClientAction::ReportUnreachable => {
                self.counts.already += 1;
                ResponseTo::Absorbed
            }
        };
        if moved {
            self.client_moved(now, at);
        }
        result
    }

    /// The bytes of a request: whole until the input after its final response. After a 2xx to
    /// INVITE there remain request line, From, To, Call-ID, CSeq, Contact and Content-Type, which is
    /// what a dialog with another fork needs; after any other final response nothing remains.
    pub fn original(&self, client: ClientId) -> Option<&[u8]> {
        let client = self.client(client)?;
        (!client.request.is_empty()).then_some(&*client.request)
    }

    pub(super) fn client_timer(
        &mut self,
        now: Time,
        id: ClientId,
        timer: Timer,
        sends: &mut Sends,
    ) {
        let Some(client) = self.client_mut(id) else {
            return;
        };
        let transition = match (&mut client.machine, timer) {
            (Machine::Invite(machine), Timer::A) => machine.on(ClientInviteEvent::TimerA),
            (Machine::Invite(machine), Timer::B) => machine.on(ClientInviteEvent::TimerB),
            (Machine::Invite(machine), Timer::D) => machine.on(ClientInviteEvent::TimerD),
            (Machine::Invite(machine), Timer::M) => machine.on(ClientInviteEvent::TimerM),
            (Machine::Invite(machine), Timer::Cancelled) => {
                machine.on(ClientInviteEvent::Cancelled)
            }
            (Machine::NonInvite(machine), Timer::E) => machine.on(ClientNonInviteEvent::TimerE),
            (Machine::NonInvite(machine), Timer::F) => machine.on(ClientNonInviteEvent::TimerF),
            (Machine::NonInvite(machine), Timer::K) => machine.on(ClientNonInviteEvent::TimerK),
            _ => Transition::Illegal,
        };
        match transition {
            Transition::Already(ClientAction::Resend) => {
                client.repetition = client.repetition.saturating_add(1);
                sends.sip(client.flow, |out| out.extend_from_slice(&client.request));
                self.set_client_repeat(now, id.index, timer);
            }
            Transition::Moved(action) => {
                self.report_client(id, action);
                self.client_moved(now, id.index);
            }
            Transition::Already(_) => {}
            Transition::Illegal => debug_assert!(false, "{timer:?} runs where it is not legal"),
        }
    }

    pub(super) fn client_unreachable(&mut self, now: Time, at: u32) {
        let Some(client) = self.clients.get_mut(at as usize) else {
            return;
        };
        let id = ClientId {
            index: at,
            generation: client.generation,
        };
        let transition = match &mut client.machine {
            Machine::Invite(machine) => machine.on(ClientInviteEvent::Unreachable),
            Machine::NonInvite(machine) => machine.on(ClientNonInviteEvent::Unreachable),
        };
        if let Transition::Moved(action) = transition {
            self.report_client(id, action);
            self.client_moved(now, at);
        }
    }

    /// Drops what the last input has made superfluous.
    pub(super) fn drop_spent(&mut self) {
        let Some(id) = self.spent.take() else {
            return;
        };
        let Some(client) = self.clients.get_mut(id.index as usize) else {
            return;
        };
        if client.generation != id.generation {
            return;
        }
        if client.machine != Machine::Invite(ClientInvite::Accepted) {
            client.request = Box::default();
            return;
        }
        self.scratch.clear();
        if let Ok(request) = Message::parse(&client.request) {
            write_dialog_lines(&mut self.scratch, &request);
        }
        client.request = self.scratch.as_slice().into();
    }

    fn client(&self, id: ClientId) -> Option<&Client<O>> {
        self.clients
            .get(id.index as usize)
            .filter(|client| client.generation == id.generation && !client.machine.is_terminated())
    }

    fn client_mut(&mut self, id: ClientId) -> Option<&mut Client<O>> {
        self.clients
            .get_mut(id.index as usize)
            .filter(|client| client.generation == id.generation && !client.machine.is_terminated())
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of an entry")]
    fn start_client(
        &mut self,
        now: Time,
        owner: O,
        flow: Flow,
        machine: Machine,
        link: Link,
        token: Token,
        mark: u64,
        request: Box<[u8]>,
    ) -> ClientId {
        let generation = self.next_generation();
        let at = index(self.clients.insert(Client {
            owner,
            generation,
            flow,
            machine,
            link,
            token,
            mark,
            request,
            ack: Box::default(),
            repetition: 0,
            repeat: None,
            end: None,
        }));
        self.client_paths.insert(flow, at);
        let (repeat, end) = match machine {
            Machine::Invite(_) => (Timer::A, Timer::B),
            Machine::NonInvite(_) => (Timer::E, Timer::F),
        };
        if !flow.transport.is_reliable() {
            self.set_client_repeat(now, at, repeat);
        }
        self.set_client_end(now, at, end);
        ClientId {
            index: at,
            generation,
        }
    }

    /// The transaction of a response (RFC 3261 §17.1.3, §18.1.2).
    fn find_client(&self, message: &Message<'_>) -> Option<u32> {
        let mut vias = message.elements(HeaderName::Via);
        let via = Via::parse(vias.next()?).ok()?;
        if vias.next().is_some() {
            // We are no proxy: it went astray (RFC 3261 §8.1.3.3).
            return None;
        }
        let (at, token) = Branch::parse(via.branch()?)?;
        let cseq = message.typed::<CSeq<'_>>().ok()??;
        let mut found = at;
        let mut client = self.clients.get(at as usize)?;
        if cseq.method == Method::Cancel
            && let Link::CancelledBy(cancel) = client.link
        {
            found = cancel;
            client = self.clients.get(cancel as usize)?;
        }
        let mark = self.fingerprints.response_mark(cseq.method.as_str(), &via);
        (client.token == token && client.mark == mark && !client.machine.is_terminated())
            .then_some(found)
    }

    fn feed_response(&mut self, at: u32, status: StatusCode) -> Transition<ClientAction> {
        match &mut self.clients[at as usize].machine {
            Machine::Invite(machine) => machine.on(if status.is_provisional() {
                ClientInviteEvent::Provisional
            } else if status.is_success() {
                ClientInviteEvent::Success
            } else {
                ClientInviteEvent::Failure
            }),
            Machine::NonInvite(machine) => machine.on(if status.is_provisional() {
                ClientNonInviteEvent::Provisional
            } else {
                ClientNonInviteEvent::Final
            }),
        }
    }

    fn report_client(&mut self, id: ClientId, action: ClientAction) {
        let Some(client) = self.clients.get(id.index as usize) else {
            return;
        };
        let owner = client.owner;
        match action {
            ClientAction::ReportTimeout => self
                .events
                .push_back(TransactionEvent::ClientTimedOut { owner, client: id }),
            ClientAction::ReportUnreachable => self
                .events
                .push_back(TransactionEvent::ClientUnreachable { owner, client: id }),
            ClientAction::Nothing
            | ClientAction::Resend
            | ClientAction::PassUp
            | ClientAction::AcknowledgeAndPassUp
            | ClientAction::ResendAck => {}
        }
    }

    /// Sets the timers of a state that has just been entered.
    fn client_moved(&mut self, now: Time, at: u32) {
        let Some(client) = self.clients.get_mut(at as usize) else {
            return;
        };
        let id = ClientId {
            index: at,
            generation: client.generation,
        };
        let flow = client.flow;
        match client.machine {
            Machine::Invite(ClientInvite::Proceeding) => {
                for alarm in [client.repeat.take(), client.end.take()]
                    .into_iter()
                    .flatten()
                {
                    self.wheel.cancel(alarm);
                }
            }
            Machine::NonInvite(ClientNonInvite::Proceeding) => {
                // Timer E goes on, from its next firing at intervals of T2.
                client.repetition = u8::MAX - 1;
            }
            Machine::Invite(ClientInvite::Completed) => {
                self.wait(now, id, Timer::D);
            }
            Machine::Invite(ClientInvite::Accepted) => {
                self.client_paths.remove(flow, at);
                self.wait(now, id, Timer::M);
            }
            Machine::NonInvite(ClientNonInvite::Completed) => {
                self.client_paths.remove(flow, at);
                self.wait(now, id, Timer::K);
            }
            Machine::Invite(ClientInvite::Terminated)
            | Machine::NonInvite(ClientNonInvite::Terminated) => self.end_client(at),
            Machine::Invite(ClientInvite::Calling)
            | Machine::NonInvite(ClientNonInvite::Trying) => {}
        }
    }

    /// The request needs no repetition any more; the transaction waits for `timer`.
    fn wait(&mut self, now: Time, id: ClientId, timer: Timer) {
        if let Some(alarm) = self
            .clients
            .get_mut(id.index as usize)
            .and_then(|client| client.repeat.take())
        {
            self.wheel.cancel(alarm);
        }
        self.set_client_end(now, id.index, timer);
        self.spent = Some(id);
    }

    fn end_client(&mut self, at: u32) {
        let client = &mut self.clients[at as usize];
        let link = client.link;
        client.request = Box::default();
        client.ack = Box::default();
        for alarm in [client.repeat.take(), client.end.take()]
            .into_iter()
            .flatten()
        {
            self.wheel.cancel(alarm);
        }
        self.client_paths.remove(client.flow, at);
        match link {
            Link::None => {
                self.clients.remove(at as usize);
            }
            // Responses to the CANCEL are found through the INVITE, whose place is kept for it.
            Link::CancelledBy(_) => {}
            Link::Cancels(invite) => {
                self.clients.remove(at as usize);
                let invite = invite as usize;
                if let Some(cancelled) = self.clients.get_mut(invite) {
                    cancelled.link = Link::None;
                    if cancelled.machine.is_terminated() {
                        self.clients.remove(invite);
                    }
                }
            }
        }
    }

    fn set_client_repeat(&mut self, now: Time, at: u32, timer: Timer) {
        let client = &mut self.clients[at as usize];
        let span = self.timers.span(timer, client.repetition, false);
        let id = ClientId {
            index: at,
            generation: client.generation,
        };
        let alarm = self.wheel.set(now + span, Due::Client(id, timer));
        if let Some(old) = client.repeat.replace(alarm) {
            self.wheel.cancel(old);
        }
    }

    fn set_client_end(&mut self, now: Time, at: u32, timer: Timer) {
        let client = &mut self.clients[at as usize];
        let span = self
            .timers
            .span(timer, 0, client.flow.transport.is_reliable());
        let id = ClientId {
            index: at,
            generation: client.generation,
        };
        let alarm = self.wheel.set(now + span, Due::Client(id, timer));
        if let Some(old) = client.end.replace(alarm) {
            self.wheel.cancel(old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_small_beside_the_message_it_keeps() {
        assert!(
            size_of::<Client<u64>>() <= 256,
            "{}",
            size_of::<Client<u64>>()
        );
    }
}
