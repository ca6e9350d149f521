//! A closed call with its messages read.
//!
//! A [`Call`] keeps bytes; a [`Reading`] borrows them and says what they mean: which response belongs
//! to which request on which hop, which dialogs there were, who called, who was called and who stood
//! between, and what was offered and answered. It is made on demand and thrown away.

mod dialog;
mod path;
mod session;
mod transaction;

use std::net::SocketAddr;
use std::time::Duration;

use naisen_sip::{Message as Sip, Method, StatusCode};

pub use dialog::Dialog;
pub use path::Hop;
pub(crate) use path::Hosts;
pub(crate) use session::description_of;
pub use session::{Described, Part, Session};
pub use transaction::Transaction;

use crate::{Call, Message};

/// A call and what its messages mean. Messages are named by their index in [`Call::messages`].
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The call.
    pub call: &'a Call,
    messages: Vec<Option<Sip<'a>>>,
    transactions: Vec<Transaction<'a>>,
    dialogs: Vec<Dialog<'a>>,
    hosts: Hosts,
}

impl Call {
    /// Reads the messages.
    pub fn read(&self) -> Reading<'_> {
        let messages: Vec<_> = self.messages.iter().map(Message::parse).collect();
        let hosts = Hosts::of(self);
        let transactions = transaction::of_call(self, &hosts, &messages);
        let dialogs = dialog::of_call(self, &hosts, &messages, &transactions);
        Reading {
            call: self,
            hosts,
            messages,
            transactions,
            dialogs,
        }
    }
}

impl Message {
    /// The message as SIP, with all of its body if Content-Length tells another length. Of a request that is broken, or of which a fragment is left, the lines
    /// that can be read, without a body; `None` if nothing can be made of it.
    pub fn parse(&self) -> Option<Sip<'_>> {
        let bytes = self.repaired.as_ref().unwrap_or(&self.bytes);
        Sip::parse(bytes)
            .ok()
            .or_else(|| Sip::parse_lenient(&self.bytes))
    }
}

impl Message {
    /// Whether a strict reader refuses it, whatever its Content-Length tells.
    pub(crate) fn is_malformed(&self) -> bool {
        let bytes = self.repaired.as_ref().unwrap_or(&self.bytes);
        Sip::parse(bytes).is_err()
    }
}

impl<'a> Reading<'a> {
    /// The message of this index as it was captured.
    pub fn captured(&self, index: usize) -> Option<&'a Message> {
        self.call.messages.get(index)
    }

    /// The message of this index as SIP.
    pub fn message(&self, index: usize) -> Option<&Sip<'a>> {
        self.messages.get(index)?.as_ref()
    }

    /// All messages in the order of the trace: index, as captured, as SIP. What cannot be read is
    /// left out.
    pub fn messages(&self) -> impl Iterator<Item = (usize, &'a Message, &Sip<'a>)> {
        let captured = self.call.messages.iter().zip(&self.messages);
        captured
            .enumerate()
            .filter_map(|(index, (captured, message))| Some((index, captured, message.as_ref()?)))
    }

    /// The status of a response.
    pub fn status(&self, index: usize) -> Option<StatusCode> {
        self.message(index)?.status()
    }

    /// The transactions in the order of their first messages. A request that a proxy passes on is a
    /// transaction on each hop.
    pub fn transactions(&self) -> &[Transaction<'a>] {
        &self.transactions
    }

    /// The transaction that a message belongs to.
    pub fn transaction_of(&self, index: usize) -> Option<&Transaction<'a>> {
        self.transactions
            .iter()
            .find(|transaction| transaction.messages().any(|message| message == index))
    }

    /// The INVITEs that asked for the call or for a continuation of it, hop by hop and try by try.
    pub fn invites(&self) -> impl Iterator<Item = &Transaction<'a>> {
        self.transactions
            .iter()
            .filter(|transaction| transaction.method == Method::Invite && !transaction.in_dialog)
    }

    /// The transactions within dialogs of this method: a re-INVITE, a BYE, a PRACK.
    pub fn within_dialogs(&self, method: Method<'a>) -> impl Iterator<Item = &Transaction<'a>> {
        self.transactions
            .iter()
            .filter(move |transaction| transaction.method == method && transaction.in_dialog)
    }

    /// The dialogs in the order in which they began; one for every leg, hop and answering phone.
    pub fn dialogs(&self) -> &[Dialog<'a>] {
        &self.dialogs
    }

    /// The last INVITE of the caller that asked for the call: the one that was not challenged, if
    /// one was not.
    pub fn callers_invite(&self) -> Option<&Transaction<'a>> {
        let caller = self.caller_host()?;
        self.invites()
            .filter(|invite| invite.leg == 0 && self.same_host(invite.source, caller))
            .last()
    }

    /// The final response that the caller got in the end: the index of the message.
    pub fn final_response_to_caller(&self) -> Option<usize> {
        self.callers_invite()?.final_response
    }

    /// From the caller's first INVITE to the first response of 180 or above, a challenge not counted:
    /// what the caller waits for in silence.
    pub fn post_dial_delay(&self) -> Option<Duration> {
        let invite = self.callers_invite()?;
        let heard = invite.responses().find(|index| {
            self.status(*index)
                .is_some_and(|status| status.code() >= 180)
        })?;
        let began = self.invites().next()?.request?;
        Some(self.captured(heard)?.at.since(self.captured(began)?.at))
    }

    /// From the answer that the caller got to the first BYE on its leg, or to the last that was seen
    /// of the call if there is none; `None` if the caller got no answer.
    pub fn talk_time(&self) -> Option<Duration> {
        let invite = self.callers_invite()?;
        let dialog = self.dialogs.iter().find(|dialog| {
            dialog.leg == 0 && dialog.answer.is_some() && dialog.invite == invite.request
        })?;
        let answered = self.captured(dialog.answer?)?.at;
        let hung_up = dialog.bye.and_then(|bye| self.captured(bye));
        let ended = hung_up.map(|bye| bye.at).or_else(|| {
            let messages = self.call.messages.iter().map(|message| message.at);
            let media = self.call.streams.iter().map(|stream| stream.last_at);
            messages.chain(media).max()
        })?;
        Some(ended.since(answered))
    }

    /// Where the call comes from: the sender of its first INVITE.
    pub fn caller_host(&self) -> Option<SocketAddr> {
        self.invites().next().map(|invite| invite.source)
    }

    /// Those who received an INVITE and sent none on: called phones, and the servers beyond which
    /// the trace does not see.
    pub fn callee_hosts(&self) -> Vec<SocketAddr> {
        path::callees(self)
    }

    /// Those who received an INVITE and sent one on: proxies and back-to-back user agents, in the
    /// order of the way.
    pub fn exchange_hosts(&self) -> Vec<SocketAddr> {
        path::exchanges(self)
    }

    /// The hops of the way, in the order of their first INVITEs; a repeated try is no new hop.
    pub fn hops(&self) -> Vec<Hop> {
        path::hops(self)
    }

    /// Whether two addresses are of one host. Ports do not matter, unless hosts of the call share an
    /// IP address.
    pub fn same_host(&self, one: SocketAddr, other: SocketAddr) -> bool {
        self.hosts.key(one) == self.hosts.key(other)
    }

    /// The session descriptions in the order of the trace.
    pub fn descriptions(&self) -> Vec<Described> {
        session::descriptions(self)
    }

    /// Offers with their answers, in the order of the offers.
    pub fn sessions(&self) -> Vec<Session> {
        session::pairs(self)
    }
}
