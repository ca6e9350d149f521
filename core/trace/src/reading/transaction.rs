//! A request and its responses on one hop (RFC 3261 §17).

use std::net::SocketAddr;

use naisen_sip::{CSeq, Message as Sip, Method, To, Via};

use super::Hosts;
use crate::Call;

/// A request and its responses on one hop. Messages are named by their index in [`Call::messages`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction<'a> {
    /// Index into [`Call::legs`].
    pub leg: usize,
    /// The method.
    pub method: Method<'a>,
    /// The number of CSeq.
    pub cseq: u32,
    /// The branch of the first Via; empty if there is none.
    pub branch: &'a str,
    /// Who sent the request. If only a response was captured, to whom that went.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// The request has a tag in To: it belongs to a dialog.
    pub in_dialog: bool,
    /// The request, unless it was not captured.
    pub request: Option<usize>,
    /// Provisional responses.
    pub provisional: Vec<usize>,
    /// The first final response.
    pub final_response: Option<usize>,
    /// Further final responses: several phones answered.
    pub more_final: Vec<usize>,
    /// The ACKs to the final responses of an INVITE on this hop.
    pub acks: Vec<usize>,
    /// The CANCEL of it on this hop, which is a transaction of its own too.
    pub cancel: Option<usize>,
}

impl<'a> Transaction<'a> {
    /// All its messages but CANCEL.
    pub fn messages(&self) -> impl Iterator<Item = usize> {
        self.request
            .into_iter()
            .chain(self.responses())
            .chain(self.acks.iter().copied())
    }

    /// Its responses, the provisional first.
    pub fn responses(&self) -> impl Iterator<Item = usize> {
        self.provisional
            .iter()
            .copied()
            .chain(self.final_response)
            .chain(self.more_final.iter().copied())
    }

    /// Whether anything came back.
    pub fn is_answered(&self) -> bool {
        self.responses().next().is_some()
    }
}

/// Sorts the messages of a call into transactions.
pub(super) fn of_call<'a>(
    call: &Call,
    hosts: &Hosts,
    messages: &[Option<Sip<'a>>],
) -> Vec<Transaction<'a>> {
    let mut all: Vec<Transaction<'a>> = Vec::new();
    for (index, (captured, message)) in call.messages.iter().zip(messages).enumerate() {
        let Some(message) = message else { continue };
        let cseq = message.required::<CSeq<'_>>().ok();
        let Some(method) = message.method().or(cseq.map(|cseq| cseq.method)) else {
            continue;
        };
        let number = cseq.map_or(0, |cseq| cseq.number);
        let branch = message
            .typed::<Via<'_>>()
            .ok()
            .flatten()
            .and_then(|via| via.branch())
            .unwrap_or_default();
        let status = message.status();
        // The way of the request, whichever of both it is.
        let (source, destination) = match status {
            None => (captured.source, captured.destination),
            Some(_) => (captured.destination, captured.source),
        };
        let known = all.iter_mut().rev().filter(|known| {
            known.leg == captured.leg
                && known.cseq == number
                && hop_is_same(hosts, known, (source, destination), status.is_some())
        });
        match (status, method) {
            (None, Method::Ack) => {
                // The ACK to a 2xx has a branch of its own, and may go another way (RFC 3261
                // §13.2.2.4).
                let mut exact = None;
                for invite in known.filter(|known| known.method == Method::Invite) {
                    if exact.is_none() || invite.branch == branch {
                        let is_it = invite.branch == branch;
                        exact = Some(invite);
                        if is_it {
                            break;
                        }
                    }
                }
                if let Some(invite) = exact {
                    invite.acks.push(index);
                    continue;
                }
                let on_leg = all.iter_mut().rev().find(|known| {
                    known.leg == captured.leg
                        && known.cseq == number
                        && known.method == Method::Invite
                        && known.source == source
                });
                if let Some(invite) = on_leg {
                    invite.acks.push(index);
                    continue;
                }
            }
            (None, Method::Cancel) => {
                let mut of_branch =
                    known.filter(|known| known.method == Method::Invite && known.branch == branch);
                if let Some(invite) = of_branch.next() {
                    invite.cancel.get_or_insert(index);
                }
            }
            (None, _) => {}
            (Some(status), _) => {
                let mut of_branch =
                    known.filter(|known| known.method == method && known.branch == branch);
                if let Some(transaction) = of_branch.next() {
                    if !status.is_final() {
                        transaction.provisional.push(index);
                    } else if transaction.final_response.is_none() {
                        transaction.final_response = Some(index);
                    } else {
                        transaction.more_final.push(index);
                    }
                    continue;
                }
            }
        }
        let in_dialog = status.is_none()
            && message
                .required::<To<'_>>()
                .is_ok_and(|to| to.tag().is_some());
        let mut new = Transaction {
            leg: captured.leg,
            method,
            cseq: number,
            branch,
            source,
            destination,
            in_dialog,
            request: status.is_none().then_some(index),
            provisional: Vec::new(),
            final_response: None,
            more_final: Vec::new(),
            acks: Vec::new(),
            cancel: None,
        };
        match status {
            Some(status) if status.is_final() => new.final_response = Some(index),
            Some(_) => new.provisional.push(index),
            None => {}
        }
        all.push(new);
    }
    all
}

/// Whether a message travels the hop of a transaction. A response may come from another port, and go
/// to another: its branch tells (RFC 3581 §4).
fn hop_is_same(
    hosts: &Hosts,
    known: &Transaction<'_>,
    (source, destination): (SocketAddr, SocketAddr),
    is_response: bool,
) -> bool {
    let same = |one, other| hosts.key(one) == hosts.key(other);
    (same(known.source, source) && same(known.destination, destination))
        || (is_response && known.destination == destination)
}
