//! Dialogs that INVITE made (RFC 3261 §12).

use std::net::SocketAddr;

use naisen_sip::{From, Message as Sip, Method, To};

use super::{Hosts, Transaction};
use crate::Call;

/// A dialog on one hop. Messages are named by their index in [`Call::messages`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog<'a> {
    /// Index into [`Call::legs`].
    pub leg: usize,
    /// The tag of the caller of this leg.
    pub caller_tag: &'a str,
    /// The tag of the called side.
    pub callee_tag: &'a str,
    /// Who sent the INVITE on this hop.
    pub source: SocketAddr,
    /// Who received it.
    pub destination: SocketAddr,
    /// The INVITE, if it was captured.
    pub invite: Option<usize>,
    /// The first response with the tag.
    pub early: Option<usize>,
    /// The 2xx to the INVITE.
    pub answer: Option<usize>,
    /// The first ACK to the 2xx.
    pub ack: Option<usize>,
    /// The first BYE, and who sent it.
    pub bye: Option<usize>,
    /// The final response to that BYE.
    pub bye_response: Option<usize>,
}

pub(super) fn of_call<'a>(
    call: &Call,
    hosts: &Hosts,
    messages: &[Option<Sip<'a>>],
    transactions: &[Transaction<'a>],
) -> Vec<Dialog<'a>> {
    let message = |index: usize| messages.get(index)?.as_ref();
    let same = |one, other| hosts.key(one) == hosts.key(other);
    let mut dialogs: Vec<Dialog<'a>> = Vec::new();
    let initial = transactions
        .iter()
        .filter(|one| one.method == Method::Invite && !one.in_dialog);
    for invite in initial {
        for response in invite.responses() {
            let Some(seen) = message(response) else {
                continue;
            };
            let (Some((caller_tag, callee_tag)), Some(status)) = (tags(seen), seen.status()) else {
                continue;
            };
            if callee_tag.is_empty() || !(status.is_success() || status.is_provisional()) {
                continue;
            }
            let known = dialogs.iter_mut().find(|known| {
                known.leg == invite.leg
                    && known.callee_tag == callee_tag
                    && known.invite == invite.request
            });
            let answer = status.is_success().then_some(response);
            match known {
                Some(known) => known.answer = known.answer.or(answer),
                None => dialogs.push(Dialog {
                    leg: invite.leg,
                    caller_tag,
                    callee_tag,
                    source: invite.source,
                    destination: invite.destination,
                    invite: invite.request,
                    early: Some(response),
                    answer,
                    ack: None,
                    bye: None,
                    bye_response: None,
                }),
            }
        }
    }
    for dialog in &mut dialogs {
        // Without Record-Route the ACK to a 2xx passes by the proxies: it counts for the hop that it
        // leaves from and for the one that it arrives at.
        let on_hop = |index: &usize| {
            call.messages.get(*index).is_some_and(|ack| {
                ack.leg == dialog.leg
                    && (same(ack.source, dialog.source)
                        || same(ack.destination, dialog.destination))
            })
        };
        let in_dialog = |index: &usize| {
            message(*index).is_some_and(|ack| {
                ack.method() == Some(Method::Ack)
                    && tags(ack) == Some((dialog.caller_tag, dialog.callee_tag))
            })
        };
        let behind = dialog.answer.map_or(messages.len(), |answer| answer + 1);
        dialog.ack = (behind..messages.len())
            .filter(in_dialog)
            .find(|index| on_hop(index));
    }
    for transaction in transactions {
        if transaction.method != Method::Bye {
            continue;
        }
        let Some(bye) = transaction.request else {
            continue;
        };
        let Some((from, to)) = message(bye).and_then(tags) else {
            continue;
        };
        for dialog in &mut dialogs {
            let own = (dialog.caller_tag, dialog.callee_tag);
            if dialog.leg != transaction.leg || (own != (from, to) && own != (to, from)) {
                continue;
            }
            // A BYE passes every hop of its leg; each dialog takes that of its own hop if there is
            // one.
            let ends = [dialog.source, dialog.destination];
            let on_hop = [transaction.source, transaction.destination]
                .iter()
                .all(|end| ends.iter().any(|own| same(*own, *end)));
            if dialog.bye.is_none() || (on_hop && dialog.bye_response.is_none()) {
                dialog.bye = Some(bye);
                dialog.bye_response = transaction.final_response;
            }
        }
    }
    dialogs
}

/// The tags of From and To; empty if there are none.
fn tags<'a>(message: &Sip<'a>) -> Option<(&'a str, &'a str)> {
    let from = message.required::<From<'a>>().ok()?;
    let to = message.required::<To<'a>>().ok()?;
    Some((from.tag().unwrap_or_default(), to.tag().unwrap_or_default()))
}
