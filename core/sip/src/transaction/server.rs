//! The server side of the layer: requests that peers send.

use naisen_node::{Alarm, Flow, Sends, Time};

use super::fingerprint::Fingerprint;
use super::incoming::{Incoming, Unreadable};
use super::layer::{CANCEL_RESERVE, Due, TransactionEvent, Transactions, index};
use super::response_head::{self, Marks};
use super::server_invite::{ServerInvite, ServerInviteEvent};
use super::server_non_invite::{ServerNonInvite, ServerNonInviteEvent};
use super::timer::Timer;
use super::transition::{ServerAction, Transition};
use crate::{HeaderError, Message, MessageWriter, Method, StatusCode};

/// The handle of a server transaction. A stale one is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServerId {
    index: u32,
    generation: u32,
}

/// What a request is to its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFrom {
    /// A new request, neither ACK nor CANCEL. The user answers it by [`Transactions::respond`].
    New(ServerId),
    /// A repetition, dealt with.
    Retransmission,
    /// A CANCEL. The user answers it: 200 if there is an INVITE (RFC 3261 §9.2), 481 if not. If the
    /// INVITE [awaits its final response](Transactions::awaits_final) it is answered by 487, too.
    Cancels {
        /// The CANCEL's own transaction.
        cancel: ServerId,
        /// The transaction that it cancels, if it is alive; it may have its final response.
        invite: Option<ServerId>,
    },
    /// An ACK to a non-2xx final response, dealt with.
    AckNon2xx,
    /// An ACK to a 2xx, or to nothing we know. The user finds its dialog.
    Ack2xx,
    /// A copy, by another way, of a request that is being served (RFC 3261 §8.2.2.2). 482 is sent.
    Merged,
    /// The table is full. 503 with Retry-After is sent, and nothing kept.
    Overloaded,
    /// From, To, Call-ID or CSeq is missing or broken, or CSeq names another method. 400 is sent,
    /// unless it is an ACK, and nothing kept.
    Malformed(HeaderError),
    /// The top Via is missing or broken, or the message is no request: it cannot be answered and is
    /// to be dropped.
    Unanswerable(HeaderError),
}

/// The transaction is over, or its final response is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server transaction takes no such response any more")]
pub struct Gone;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Machine {
    Invite(ServerInvite),
    NonInvite(ServerNonInvite),
}

impl Machine {
    /// What the user's response is to the machine.
    fn on_response(&mut self, status: StatusCode) -> Transition<ServerAction> {
        match self {
            Machine::Invite(machine) => machine.on(if status.is_provisional() {
                ServerInviteEvent::Provisional
            } else if status.is_success() {
                ServerInviteEvent::Success
            } else {
                ServerInviteEvent::Failure
            }),
            Machine::NonInvite(machine) => machine.on(if status.is_provisional() {
                ServerNonInviteEvent::Provisional
            } else {
                ServerNonInviteEvent::Final
            }),
        }
    }
}

/// A server transaction.
#[derive(Debug)]
pub(super) struct Server {
    generation: u32,
    /// The way the request came.
    flow: Flow,
    /// The port that responses go to; the address is the one it came from.
    reply_port: u16,
    machine: Machine,
    request: Fingerprint,
    /// For requests without To tag: what copies of it would share.
    origin: Option<Fingerprint>,
    /// See `Fingerprints::tag_mark`; of an RFC 2543 peer only.
    sent_tag: Option<u64>,
    /// The lines that responses begin with.
    head: Box<[u8]>,
    marks: Marks,
    /// The last response.
    response: Box<[u8]>,
    repetition: u8,
    repeat: Option<Alarm>,
    end: Option<Alarm>,
}

impl Server {
    fn way_back(&self) -> Flow {
        let mut remote = self.flow.remote;
        remote.set_port(self.reply_port);
        self.flow.to(remote)
    }
}

impl<O: Copy> Transactions<O> {
    /// Takes a request that came along `flow`.
    pub fn receive_request(
        &mut self,
        now: Time,
        flow: Flow,
        message: &Message<'_>,
        sends: &mut Sends,
    ) -> RequestFrom {
        self.drop_spent();
        let incoming = match Incoming::read(message) {
            Ok(incoming) => incoming,
            Err(Unreadable::TopVia(error)) => return RequestFrom::Unanswerable(error),
            Err(Unreadable::Header(via, error)) => {
                if message.method() != Some(Method::Ack) {
                    self.reject(message, &via, None, flow, StatusCode::BAD_REQUEST, sends);
                }
                return RequestFrom::Malformed(error);
            }
        };
        let as_invite = matches!(incoming.method, Method::Invite | Method::Ack);
        let request = self.fingerprints.transaction(&incoming.identity(as_invite));
        let known = self.by_request.get(&request).copied();
        if incoming.method == Method::Ack {
            return self.acknowledge(now, known, request, &incoming);
        }
        if let Some(at) = known {
            self.repeated(at, sends);
            return RequestFrom::Retransmission;
        }
        let is_cancel = incoming.method == Method::Cancel;
        let invite = if is_cancel {
            let invite = self.fingerprints.transaction(&incoming.identity(true));
            self.by_request.get(&invite).copied()
        } else {
            None
        };
        // A CANCEL shares its numbers with every fork of its INVITE and ends one of them.
        let origin = (incoming.to_tag.is_none() && !is_cancel)
            .then(|| self.fingerprints.merged(&incoming.identity(false)));
        if let Some(origin) = &origin
            && self.by_origin.contains_key(origin)
        {
            let status = StatusCode::LOOP_DETECTED;
            self.reject(message, &incoming.via, Some(request), flow, status, sends);
            return RequestFrom::Merged;
        }
        let reserve = if invite.is_some() { CANCEL_RESERVE } else { 0 };
        if self.servers.len() >= self.server_limit + reserve {
            self.counts.overloaded += 1;
            self.refuse_for_load(message, &incoming.via, request, flow, sends);
            return RequestFrom::Overloaded;
        }
        let id = self.start_server(now, flow, message, &incoming, request, origin);
        if is_cancel {
            RequestFrom::Cancels {
                cancel: id,
                invite: invite.and_then(|at| self.server_id(at)),
            }
        } else {
            RequestFrom::New(id)
        }
    }

    /// Sends a response. The layer writes the status line and what it copied from the request (Via,
    /// From, To, Call-ID, CSeq); `to_tag` is put into To if the request had none. `write` adds the
    /// other lines and ends the message.
    ///
    /// A 2xx to INVITE may be sent several times; repeating it until its ACK comes is the user's
    /// work, see [`Transactions::repeat_success`].
    ///
    /// # Errors
    ///
    /// [`Gone`]: nothing was sent.
    #[expect(clippy::too_many_arguments, reason = "a response has these parts")]
    pub fn respond(
        &mut self,
        now: Time,
        id: ServerId,
        status: StatusCode,
        reason: Option<&str>,
        to_tag: Option<&str>,
        sends: &mut Sends,
        write: impl FnOnce(MessageWriter<'_>),
    ) -> Result<(), Gone> {
        let server = self.server_mut(id).ok_or(Gone)?;
        if server.head.is_empty() {
            return Err(Gone);
        }
        let moved = match server.machine.on_response(status) {
            Transition::Moved(_) => true,
            Transition::Already(_) => false,
            Transition::Illegal => return Err(Gone),
        };
        if server.sent_tag.is_some() && to_tag.is_some() {
            let mark = self.fingerprints.tag_mark(to_tag);
            if let Some(server) = self.server_mut(id) {
                server.sent_tag = Some(mark);
            }
        }
        self.send_response(id.index, status, reason, to_tag, sends, write);
        if moved {
            self.server_moved(now, id.index);
        }
        Ok(())
    }

    /// Sends the last 2xx to an INVITE once more (RFC 3261 §13.3.1.4), byte by byte.
    ///
    /// # Errors
    ///
    /// [`Gone`] if there is none, or it is acknowledged.
    pub fn repeat_success(&mut self, id: ServerId, sends: &mut Sends) -> Result<(), Gone> {
        let server = self.server_mut(id).ok_or(Gone)?;
        if server.machine != Machine::Invite(ServerInvite::Accepted) || server.response.is_empty() {
            return Err(Gone);
        }
        sends.sip(server.way_back(), |out| {
            out.extend_from_slice(&server.response);
        });
        Ok(())
    }

    /// Says that the 2xx to an INVITE has got its ACK, so that the layer keeps no more of it than
    /// it takes to absorb repetitions of the INVITE.
    pub fn acknowledged(&mut self, id: ServerId) {
        if let Some(server) = self.server_mut(id)
            && server.machine == Machine::Invite(ServerInvite::Accepted)
        {
            server.head = Box::default();
            server.response = Box::default();
            let way_back = server.way_back();
            self.server_paths.remove(way_back, id.index);
        }
    }

    /// The way the request came.
    pub fn flow(&self, id: ServerId) -> Option<Flow> {
        self.server(id).map(|server| server.flow)
    }

    /// Whether the transaction is not over.
    pub fn is_alive(&self, id: ServerId) -> bool {
        self.server(id).is_some()
    }

    /// Whether no final response is sent yet.
    pub fn awaits_final(&self, id: ServerId) -> bool {
        self.server(id).is_some_and(|server| {
            matches!(
                server.machine,
                Machine::Invite(ServerInvite::Proceeding)
                    | Machine::NonInvite(ServerNonInvite::Trying | ServerNonInvite::Proceeding)
            )
        })
    }

    pub(super) fn server_timer(
        &mut self,
        now: Time,
        id: ServerId,
        timer: Timer,
        sends: &mut Sends,
    ) {
        let Some(server) = self.server_mut(id) else {
            return;
        };
        let transition = match (&mut server.machine, timer) {
            (Machine::Invite(machine), Timer::Trying) => machine.on(ServerInviteEvent::Trying),
            (Machine::Invite(machine), Timer::G) => machine.on(ServerInviteEvent::TimerG),
            (Machine::Invite(machine), Timer::H) => machine.on(ServerInviteEvent::TimerH),
            (Machine::Invite(machine), Timer::I) => machine.on(ServerInviteEvent::TimerI),
            (Machine::Invite(machine), Timer::L) => machine.on(ServerInviteEvent::TimerL),
            (Machine::NonInvite(machine), Timer::J) => machine.on(ServerNonInviteEvent::TimerJ),
            (Machine::NonInvite(machine), Timer::Unanswered) => {
                machine.on(ServerNonInviteEvent::Unanswered)
            }
            _ => Transition::Illegal,
        };
        match transition {
            Transition::Already(ServerAction::Resend) => {
                server.repetition = server.repetition.saturating_add(1);
                sends.sip(server.way_back(), |out| {
                    out.extend_from_slice(&server.response);
                });
                self.set_server_repeat(now, id.index, timer);
            }
            Transition::Already(ServerAction::SendTrying) => {
                let status = StatusCode::TRYING;
                self.send_response(id.index, status, None, None, sends, |writer| {
                    writer.empty();
                });
            }
            Transition::Moved(action) => {
                if action == ServerAction::ReportUnacknowledged {
                    self.events
                        .push_back(TransactionEvent::ServerNotAcknowledged { server: id });
                }
                self.server_moved(now, id.index);
            }
            Transition::Already(_) => {}
            Transition::Illegal => debug_assert!(false, "{timer:?} runs where it is not legal"),
        }
    }

    pub(super) fn server_unreachable(&mut self, now: Time, at: u32) {
        let Some(server) = self.servers.get_mut(at as usize) else {
            return;
        };
        let way_back = server.way_back();
        let transition = match &mut server.machine {
            Machine::Invite(machine) => machine.on(ServerInviteEvent::Unreachable),
            Machine::NonInvite(machine) => machine.on(ServerNonInviteEvent::Unreachable),
        };
        let moved = match transition {
            Transition::Moved(_) => true,
            Transition::Already(_) => false,
            Transition::Illegal => return,
        };
        if let Some(server) = self.server_id(at) {
            self.events
                .push_back(TransactionEvent::ServerUnreachable { server });
        }
        self.server_paths.remove(way_back, at);
        if moved {
            self.server_moved(now, at);
        }
    }

    fn server(&self, id: ServerId) -> Option<&Server> {
        self.servers
            .get(id.index as usize)
            .filter(|server| server.generation == id.generation)
    }

    fn server_mut(&mut self, id: ServerId) -> Option<&mut Server> {
        self.servers
            .get_mut(id.index as usize)
            .filter(|server| server.generation == id.generation)
    }

    fn server_id(&self, at: u32) -> Option<ServerId> {
        Some(ServerId {
            index: at,
            generation: self.servers.get(at as usize)?.generation,
        })
    }

    fn start_server(
        &mut self,
        now: Time,
        flow: Flow,
        message: &Message<'_>,
        incoming: &Incoming<'_>,
        request: Fingerprint,
        origin: Option<Fingerprint>,
    ) -> ServerId {
        let marks = response_head::copy(&mut self.scratch, message, &incoming.via, flow);
        let (machine, repeat, end) = if incoming.method == Method::Invite {
            let machine = Machine::Invite(ServerInvite::Proceeding);
            (machine, Some(Timer::Trying), None)
        } else {
            let machine = Machine::NonInvite(ServerNonInvite::Trying);
            (machine, None, Some(Timer::Unanswered))
        };
        let sent_tag =
            (!incoming.via.has_magic_cookie()).then(|| self.fingerprints.tag_mark(incoming.to_tag));
        let way_back = response_head::way_back(flow, &incoming.via);
        let generation = self.next_generation();
        let at = index(self.servers.insert(Server {
            generation,
            flow,
            reply_port: way_back.remote.port(),
            machine,
            request,
            origin,
            sent_tag,
            head: self.scratch.as_slice().into(),
            marks,
            response: Box::default(),
            repetition: 0,
            repeat: None,
            end: None,
        }));
        self.by_request.insert(request, at);
        if let Some(origin) = origin {
            self.by_origin.insert(origin, at);
        }
        self.server_paths.insert(way_back, at);
        if let Some(timer) = repeat {
            self.set_server_repeat(now, at, timer);
        }
        if let Some(timer) = end {
            self.set_server_end(now, at, timer);
        }
        ServerId {
            index: at,
            generation,
        }
    }

    /// An ACK (RFC 3261 §17.2.3, §13.3.1.4).
    fn acknowledge(
        &mut self,
        now: Time,
        known: Option<u32>,
        request: Fingerprint,
        ack: &Incoming<'_>,
    ) -> RequestFrom {
        let Some(at) = known else {
            // The ACK to an answer that left no state behind.
            let tag = self.fingerprints.stateless_tag(request);
            return if ack.to_tag == Some(tag.as_str()) {
                RequestFrom::AckNon2xx
            } else {
                RequestFrom::Ack2xx
            };
        };
        let mark = self.fingerprints.tag_mark(ack.to_tag);
        let server = &mut self.servers[at as usize];
        if server.sent_tag.is_some_and(|sent| sent != mark) {
            return RequestFrom::Ack2xx;
        }
        let Machine::Invite(machine) = &mut server.machine else {
            return RequestFrom::Ack2xx;
        };
        match machine.on(ServerInviteEvent::Ack) {
            Transition::Moved(_) => {
                self.server_moved(now, at);
                RequestFrom::AckNon2xx
            }
            Transition::Already(ServerAction::PassUp) => RequestFrom::Ack2xx,
            Transition::Already(_) => {
                self.counts.already += 1;
                RequestFrom::AckNon2xx
            }
            Transition::Illegal => {
                self.counts.illegal += 1;
                RequestFrom::AckNon2xx
            }
        }
    }

    /// A request that came before.
    fn repeated(&mut self, at: u32, sends: &mut Sends) {
        self.counts.already += 1;
        let server = &mut self.servers[at as usize];
        let transition = match &mut server.machine {
            Machine::Invite(machine) => machine.on(ServerInviteEvent::Invite),
            Machine::NonInvite(machine) => machine.on(ServerNonInviteEvent::Request),
        };
        if transition == Transition::Already(ServerAction::Resend) && !server.response.is_empty() {
            sends.sip(server.way_back(), |out| {
                out.extend_from_slice(&server.response);
            });
        }
    }

    fn send_response(
        &mut self,
        at: u32,
        status: StatusCode,
        reason: Option<&str>,
        to_tag: Option<&str>,
        sends: &mut Sends,
        write: impl FnOnce(MessageWriter<'_>),
    ) {
        let server = &mut self.servers[at as usize];
        let head = (&*server.head, server.marks);
        let range = sends.sip(server.way_back(), |out| {
            response_head::write_response(out, head, status, reason, to_tag, write);
        });
        server.response = sends.bytes(range).into();
        if server.machine == Machine::Invite(ServerInvite::Proceeding)
            && let Some(alarm) = server.repeat.take()
        {
            // The user has spoken, or the layer has for it.
            self.wheel.cancel(alarm);
        }
    }

    /// Sets the timers of a state that has just been entered.
    fn server_moved(&mut self, now: Time, at: u32) {
        let server = &mut self.servers[at as usize];
        let way_back = server.way_back();
        match server.machine {
            Machine::Invite(ServerInvite::Completed) => {
                server.head = Box::default();
                if way_back.transport.is_reliable() {
                    self.stop_server_repeat(at);
                } else {
                    self.set_server_repeat(now, at, Timer::G);
                }
                self.set_server_end(now, at, Timer::H);
            }
            Machine::Invite(ServerInvite::Confirmed) => {
                server.response = Box::default();
                self.server_paths.remove(way_back, at);
                self.stop_server_repeat(at);
                self.set_server_end(now, at, Timer::I);
            }
            Machine::Invite(ServerInvite::Accepted) => {
                self.stop_server_repeat(at);
                self.set_server_end(now, at, Timer::L);
            }
            Machine::NonInvite(ServerNonInvite::Completed) => {
                server.head = Box::default();
                self.set_server_end(now, at, Timer::J);
            }
            Machine::Invite(ServerInvite::Terminated)
            | Machine::NonInvite(ServerNonInvite::Terminated) => self.end_server(at),
            Machine::Invite(ServerInvite::Proceeding)
            | Machine::NonInvite(ServerNonInvite::Trying | ServerNonInvite::Proceeding) => {}
        }
    }

    fn end_server(&mut self, at: u32) {
        let server = self.servers.remove(at as usize);
        for alarm in [server.repeat, server.end].into_iter().flatten() {
            self.wheel.cancel(alarm);
        }
        self.by_request.remove(&server.request);
        if let Some(origin) = &server.origin {
            self.by_origin.remove(origin);
        }
        self.server_paths.remove(server.way_back(), at);
    }

    fn stop_server_repeat(&mut self, at: u32) {
        if let Some(alarm) = self.servers[at as usize].repeat.take() {
            self.wheel.cancel(alarm);
        }
    }

    fn set_server_repeat(&mut self, now: Time, at: u32, timer: Timer) {
        let server = &mut self.servers[at as usize];
        let span = self.timers.span(timer, server.repetition, false);
        let id = ServerId {
            index: at,
            generation: server.generation,
        };
        let alarm = self.wheel.set(now + span, Due::Server(id, timer));
        if let Some(old) = server.repeat.replace(alarm) {
            self.wheel.cancel(old);
        }
    }

    fn set_server_end(&mut self, now: Time, at: u32, timer: Timer) {
        let server = &mut self.servers[at as usize];
        let reliable = server.flow.transport.is_reliable();
        let span = self.timers.span(timer, 0, reliable);
        let id = ServerId {
            index: at,
            generation: server.generation,
        };
        let alarm = self.wheel.set(now + span, Due::Server(id, timer));
        if let Some(old) = server.end.replace(alarm) {
            self.wheel.cancel(old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_small_beside_the_message_it_keeps() {
        assert!(size_of::<Server>() <= 288, "{}", size_of::<Server>());
    }
}
