//! A call as the rules look at it: its reading, and the questions that many of them ask.

use std::cell::OnceCell;
use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::{Cause, Place, Reasons};
use naisen_node::Time;
use naisen_sip::{Contact, From, HeaderName, Message as Sip, Method, Reason, StatusCode, To, Uri};

use super::address::Net;
use crate::{Call, Described, Evidence, Fact, Kind, Message, Reading, Session, Transaction, Wire};

/// A call, its reading, and what follows from it.
#[derive(Debug)]
pub(super) struct Case<'a> {
    pub(super) call: &'a Call,
    pub(super) reading: Reading<'a>,
    caller: Option<SocketAddr>,
    exchanges: Vec<SocketAddr>,
    callees: Vec<SocketAddr>,
    /// Index of the final response that counts: the caller's, or that of a registration.
    last: Option<usize>,
    descriptions: OnceCell<Vec<Described>>,
    sessions: OnceCell<Vec<Session>>,
}

impl<'a> Case<'a> {
    pub(super) fn of(call: &'a Call) -> Self {
        let reading = call.read();
        let last = match call.kind {
            Kind::Call => reading.final_response_to_caller(),
            Kind::Registration | Kind::Other => reading
                .transactions()
                .iter()
                .rev()
                .find(|one| one.request.is_some())
                .and_then(|one| one.final_response),
        };
        Self {
            call,
            caller: reading.caller_host(),
            exchanges: reading.exchange_hosts(),
            callees: reading.callee_hosts(),
            last,
            descriptions: OnceCell::new(),
            sessions: OnceCell::new(),
            reading,
        }
    }

    // The end.

    /// Whether it is a call, not a registration or another exchange.
    pub(super) fn is_call(&self) -> bool {
        self.call.kind == Kind::Call
    }

    /// The final response that counts.
    pub(super) fn last(&self) -> Option<usize> {
        self.last
    }

    /// The status of it.
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.reading.status(self.last?)
    }

    /// The number of it, or 0.
    pub(super) fn code(&self) -> u16 {
        self.status().map_or(0, StatusCode::code)
    }

    /// Whether the caller, or the registering phone, got a 2xx.
    pub(super) fn is_answered(&self) -> bool {
        self.status().is_some_and(StatusCode::is_success)
    }

    /// Whether the call did not come about, and its status does not say plainly why: a fault on the
    /// way may be the reason.
    pub(super) fn failed_vaguely(&self) -> bool {
        match self.code() {
            0 | 408 | 480 | 500 | 502 | 503 | 504 => true,
            487 => !self.rang(),
            _ => false,
        }
    }

    /// The cause that a Reason header gives for the end: that of the final response, else of the
    /// first BYE, or of the first CANCEL of a call that was not answered.
    pub(super) fn cause(&self) -> Option<Cause> {
        let answered = self.is_answered();
        let ending = self.reading.messages().filter_map(|(index, _, message)| {
            let method = message.method();
            let ends = method == Some(Method::Bye) || (method == Some(Method::Cancel) && !answered);
            ends.then_some(index)
        });
        self.last
            .into_iter()
            .chain(ending)
            .find_map(|index| self.cause_of(index))
    }

    /// The cause of ITU-T Q.850 in the Reason header of a message (RFC 6432).
    pub(super) fn cause_of(&self, index: usize) -> Option<Cause> {
        self.sip(index)?
            .list::<Reason<'_>>()
            .filter_map(Result::ok)
            .find(|reason| reason.protocol.eq_ignore_ascii_case("Q.850"))
            .and_then(|reason| u8::try_from(reason.cause?).ok())
            .and_then(Cause::new)
    }

    /// The Reason headers of a message.
    pub(super) fn reasons(&self, index: usize) -> Option<Reasons<'a>> {
        self.sip(index).map(Reasons::of)
    }

    /// All that a message says of itself in words, in lower case: the phrase of the status, the texts
    /// of Warning and Reason.
    pub(super) fn words(&self, index: usize) -> String {
        let Some(sip) = self.sip(index) else {
            return String::new();
        };
        let phrase = sip.reason();
        let headers = [HeaderName::Warning, HeaderName::Reason];
        let headers = headers.iter().flat_map(|name| sip.headers(*name));
        let all: Vec<&str> = phrase.into_iter().chain(headers).collect();
        all.join(" ").to_lowercase()
    }

    /// The first BYE of the call.
    pub(super) fn bye(&self) -> Option<usize> {
        self.requests(Method::Bye).next()
    }

    /// The INVITE that the caller asked with in the end.
    pub(super) fn callers_invite(&self) -> Option<&Transaction<'a>> {
        self.reading.callers_invite()
    }

    /// The first 180 of the call, on whatever hop.
    pub(super) fn ringing(&self) -> Option<usize> {
        let is_ringing = |index: &usize| self.code_of(*index) == 180;
        self.reading
            .invites()
            .flat_map(|invite| invite.provisional.iter().copied())
            .filter(is_ringing)
            .min()
    }

    /// Whether it rang.
    pub(super) fn rang(&self) -> bool {
        self.ringing().is_some()
    }

    /// How long the caller, or if he heard nothing, anybody, saw it ring.
    pub(super) fn rang_for(&self) -> Duration {
        let Some(start) = self.ringing() else {
            return Duration::ZERO;
        };
        let cancel = self.requests(Method::Cancel).next();
        let end = cancel
            .or(self.last)
            .map_or_else(|| self.ends_at(), |index| self.at(index));
        end.since(self.at(start))
    }

    /// How long the hop of a final response saw it ring before.
    pub(super) fn rang_before(&self, response: usize) -> Option<Duration> {
        let transaction = self.reading.transaction_of(response)?;
        let ringing = transaction
            .provisional
            .iter()
            .find(|index| self.code_of(**index) == 180)?;
        Some(self.at(response).since(self.at(*ringing)))
    }

    /// When the last message was seen.
    pub(super) fn ends_at(&self) -> Time {
        let last_of = |message: &Message| {
            let repeated = message.repetitions.last().map(|last| last.at);
            repeated.unwrap_or(message.at).max(message.at)
        };
        let all = self.call.messages.iter().map(last_of);
        all.max().unwrap_or_default()
    }

    // Messages.

    pub(super) fn sip(&self, index: usize) -> Option<&Sip<'a>> {
        self.reading.message(index)
    }

    pub(super) fn captured(&self, index: usize) -> Option<&'a Message> {
        self.reading.captured(index)
    }

    pub(super) fn at(&self, index: usize) -> Time {
        self.captured(index).map_or_else(Time::default, |it| it.at)
    }

    pub(super) fn code_of(&self, index: usize) -> u16 {
        self.reading.status(index).map_or(0, StatusCode::code)
    }

    pub(super) fn header(&self, index: usize, name: HeaderName) -> Option<&'a str> {
        self.sip(index)?.header(name)
    }

    pub(super) fn has_token(&self, index: usize, name: HeaderName, token: &str) -> bool {
        self.sip(index)
            .is_some_and(|sip| sip.has_token(name, token))
    }

    /// How often a message was repeated.
    pub(super) fn repeats(&self, index: usize) -> usize {
        self.captured(index).map_or(0, |it| it.repetitions.len())
    }

    /// From the first time that a message was seen to the last.
    pub(super) fn span(&self, index: usize) -> Duration {
        let Some(message) = self.captured(index) else {
            return Duration::ZERO;
        };
        let last = message
            .repetitions
            .last()
            .map_or(message.at, |last| last.at);
        last.since(message.at)
    }

    /// How often a message was repeated after a moment.
    pub(super) fn repeats_after(&self, index: usize, moment: Time) -> usize {
        let Some(message) = self.captured(index) else {
            return 0;
        };
        let later = message.repetitions.iter().filter(|it| it.at > moment);
        later.count()
    }

    /// The requests of a method, in the order of the trace.
    pub(super) fn requests(&self, method: Method<'static>) -> impl Iterator<Item = usize> {
        self.reading
            .messages()
            .filter(move |(_, _, message)| message.method() == Some(method))
            .map(|(index, _, _)| index)
    }

    pub(super) fn transactions(&self) -> &[Transaction<'a>] {
        self.reading.transactions()
    }

    /// The session descriptions, read once.
    pub(super) fn descriptions(&self) -> &[Described] {
        self.descriptions
            .get_or_init(|| self.reading.descriptions())
    }

    /// Offers with their answers, read once.
    pub(super) fn sessions(&self) -> &[Session] {
        self.sessions.get_or_init(|| self.reading.sessions())
    }

    /// The tags of From and To; empty if there are none.
    pub(super) fn tags(&self, index: usize) -> Option<(&'a str, &'a str)> {
        let sip = self.sip(index)?;
        let from = sip.required::<From<'a>>().ok()?;
        let to = sip.required::<To<'a>>().ok()?;
        Some((from.tag().unwrap_or_default(), to.tag().unwrap_or_default()))
    }

    pub(super) fn is_udp(&self, index: usize) -> bool {
        self.captured(index)
            .is_some_and(|it| matches!(it.wire, Wire::Udp | Wire::Unknown))
    }

    pub(super) fn contact_uri(&self, index: usize) -> Option<Uri<'a>> {
        let contact = self.sip(index)?.typed::<Contact<'a>>().ok()??;
        contact.address()?.parsed_uri().ok()
    }

    pub(super) fn request_uri(&self, index: usize) -> Option<Uri<'a>> {
        Uri::parse(self.sip(index)?.request_uri()?).ok()
    }

    // Hosts.

    pub(super) fn same_host(&self, one: SocketAddr, other: SocketAddr) -> bool {
        self.reading.same_host(one, other)
    }

    pub(super) fn is_caller(&self, host: SocketAddr) -> bool {
        self.caller
            .is_some_and(|caller| self.same_host(caller, host))
    }

    /// Whether the host sent the call on.
    pub(super) fn is_exchange(&self, host: SocketAddr) -> bool {
        self.exchanges.iter().any(|it| self.same_host(*it, host))
    }

    /// Whether the host is the last that the trace sees, and somebody stands between it and the
    /// caller.
    pub(super) fn is_far_end(&self, host: SocketAddr) -> bool {
        !self.exchanges.is_empty() && self.callees.iter().any(|it| self.same_host(*it, host))
    }

    /// Where a host stands, as far as the trace shows.
    pub(super) fn place_of(&self, host: SocketAddr) -> Option<Place> {
        if self.is_caller(host) {
            // The first hop of the trace may be one between two exchanges, or come from a carrier.
            let is_phone = !self.is_server(host)
                && !self.is_beyond(host)
                && (!self.exchanges.is_empty() || self.is_client());
            is_phone.then_some(Place::OwnPhone)
        } else if self.is_exchange(host) {
            Some(Place::Exchange)
        } else if self.is_far_end(host) && !self.is_server(host) && !self.is_beyond(host) {
            Some(Place::OtherParty)
        } else {
            None
        }
    }

    /// Whether the host stands outside the private net of the exchange: a phone that works from
    /// elsewhere, or a carrier.
    fn is_beyond(&self, host: SocketAddr) -> bool {
        let inside = |exchange: &SocketAddr| Net::of(exchange.ip()).is_private();
        Net::of(host.ip()).is_public() && self.exchanges.iter().any(inside)
    }

    /// Whether the caller was challenged as clients are.
    fn is_client(&self) -> bool {
        self.reading.invites().any(|invite| {
            invite.leg == 0
                && invite
                    .final_response
                    .is_some_and(|response| matches!(self.code_of(response), 401 | 407))
        })
    }

    /// Whether the host says or shows that it is no phone: it passes calls on, challenges, or calls
    /// itself a server.
    fn is_server(&self, host: SocketAddr) -> bool {
        self.is_exchange(host)
            || self.reading.messages().any(|(_, captured, message)| {
                self.same_host(captured.source, host)
                    && (matches!(message.status().map(StatusCode::code), Some(407))
                        || (message.is_request() && message.headers(HeaderName::Via).count() > 1)
                        || (message.is_request()
                            && message.header(HeaderName::RecordRoute).is_some()))
            })
    }

    // Evidence.

    /// The start line of a message.
    pub(super) fn start_line(&self, index: usize) -> Option<Evidence> {
        let message = self.captured(index)?;
        let bytes = message.bytes.trim_ascii_start();
        let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let line = bytes.get(..end.unwrap_or(bytes.len()))?;
        Some(Evidence::quoted(
            message.frame,
            String::from_utf8_lossy(line),
        ))
    }

    /// The first header line of this name.
    pub(super) fn header_line(&self, index: usize, name: HeaderName) -> Option<Evidence> {
        let message = self.sip(index)?;
        let line = message.lines().find(|line| line.name == name)?;
        Some(Evidence::quoted(
            self.captured(index)?.frame,
            format!("{}: {}", line.raw_name, line.value),
        ))
    }

    /// The first line of the body that begins so.
    pub(super) fn body_line(&self, index: usize, start: &str) -> Option<Evidence> {
        let body = self.sip(index)?.body();
        let line = body
            .split(|byte| matches!(byte, b'\r' | b'\n'))
            .find(|line| line.starts_with(start.as_bytes()))?;
        Some(Evidence::quoted(
            self.captured(index)?.frame,
            String::from_utf8_lossy(line),
        ))
    }

    /// What was measured at a message.
    pub(super) fn measured(&self, index: usize, fact: Fact) -> Option<Evidence> {
        Some(Evidence::fact(self.captured(index)?.frame, fact))
    }

    /// How often a message was repeated, and for how long.
    pub(super) fn repeated(&self, index: usize) -> Option<Evidence> {
        let message = self.captured(index)?;
        let last = message.repetitions.last()?;
        let (times, span) = (message.repetitions.len(), self.span(index));
        Some(Evidence::fact(last.frame, Fact::Repeated { times, span }))
    }

    /// From whom to whom a message went.
    pub(super) fn way(&self, index: usize) -> Option<Evidence> {
        let message = self.captured(index)?;
        let (from, to) = (message.source, message.destination);
        self.measured(index, Fact::Sent { from, to })
    }

    /// The start lines of the first and of the last message.
    pub(super) fn first_and_last(&self) -> impl Iterator<Item = Evidence> {
        let last = self.call.messages.len().saturating_sub(1);
        let first = self.start_line(0);
        first.into_iter().chain(self.start_line(last))
    }
}
