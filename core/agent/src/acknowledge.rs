//! The ACK for a 2xx: the first, the repeated ones, and those of forks that answered too (JJ-22.11
//! §5.3; RFC 3261 §13.2.2.4).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{Branch, CSeq, ClientId, Dialog, DialogState, Message, Method};

use crate::agent::{Agent, Owner};
use crate::early::to_tag;
use crate::invite::finish_with_sdp;
use crate::screen;
use crate::session::{SentAcks, Session, SessionId, Stage};
use crate::target;

/// How far the number of the BYE to another fork leaves that of the INVITE behind: beyond whatever
/// its early dialog used.
const FORK_CSEQ_LEAP: u32 = 100;

/// Where the count of ended forks begins again: far beyond what one fork can see in 64*T1, and small
/// enough for every CSeq number to stay below 2^31.
const FORKS_COUNTED: u32 = 1 << 24;

impl Agent {
    /// Sends the ACK for a 2xx whose ACK was left to the owner, to the Initial INVITE or to a
    /// re-INVITE. `sdp` answers an offer in the 2xx.
    pub fn ack(&mut self, now: Time, session: SessionId, sdp: Option<&[u8]>, sends: &mut Sends) {
        let branch = self.transactions.branch_without_transaction();
        let Some(established) = self
            .sessions
            .get_mut(session)
            .and_then(Session::established)
        else {
            return;
        };
        let Some(wanted) = established.ack_wanted.take() else {
            return;
        };
        send_ack(
            &established.dialog,
            &mut established.acks,
            wanted.cseq,
            &branch,
            sdp,
            sends,
        );
        self.release_if_wanted(now, session, sends);
    }

    /// A 2xx to the INVITE after the first one: the same again, or another fork, which gets ACK and
    /// BYE (R-5.3.2-5).
    pub(crate) fn answered_again(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let Some(cseq) = cseq_of(message) else {
            return;
        };
        let tag = to_tag(message);
        let (dialog, acks) = match &session.stage {
            Stage::Established(established) => (&established.dialog, &established.acks),
            Stage::Releasing(releasing) => (&releasing.dialog, &releasing.acks),
            _ => return,
        };
        // Without an ACK to repeat the owner has not given it yet.
        if acks.repeat(cseq, tag, sends) || &*dialog.remote.tag == tag {
            return;
        }
        let flow = session.flow;
        self.end_fork(now, Some(id), client, flow, message, sends);
    }

    /// A 2xx whose session has ended: the call is answered somewhere and nobody is there (RFC 3261
    /// §13.2.2.4). It gets ACK and BYE.
    pub(crate) fn answered_in_vain(
        &mut self,
        now: Time,
        client: ClientId,
        flow: Flow,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        self.end_fork(now, None, client, flow, message, sends);
    }

    /// ACK and BYE in the dialog of a 2xx that is not the session's. The ACK is kept for repetition
    /// while there is room; after that each repetition is acknowledged and ended anew.
    fn end_fork(
        &mut self,
        now: Time,
        id: Option<SessionId>,
        client: ClientId,
        flow: Flow,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let branch = self.transactions.branch_without_transaction();
        let Some(fork) = self.dialog_of_2xx(client, flow, message) else {
            return;
        };
        let cseq = fork.local_cseq;
        // Of a dialog that is gone nobody knows whether its offer has been answered: a second answer
        // must not contradict the first.
        let answer = id.and_then(|_| self.refusal_of(client, flow, message));
        let mut spare = SentAcks::default();
        let acks = id
            .and_then(|id| self.sessions.get_mut(id))
            .and_then(|session| match &mut session.stage {
                Stage::Established(established) => Some(&mut established.acks),
                Stage::Releasing(releasing) => Some(&mut releasing.acks),
                _ => None,
            })
            .filter(|acks| acks.has_room())
            .unwrap_or(&mut spare);
        send_ack(&fork, acks, cseq, &branch, answer.as_deref(), sends);
        // The early dialog of this fork may have seen a PRACK and an UPDATE; each BYE to a fork that
        // answers again is a request of its own.
        let number = cseq
            .saturating_add(FORK_CSEQ_LEAP)
            .saturating_add(self.forks_ended);
        self.forks_ended = self.forks_ended.wrapping_add(1) % FORKS_COUNTED;
        // Without room for its transaction the fork's own timers end it.
        let _ = self.transactions.request(
            now,
            Owner::Nobody,
            fork.flow,
            Method::Bye,
            sends,
            |out, branch| {
                fork.write_request(out, Method::Bye, number, branch).empty();
            },
        );
    }

    /// A 2xx to a re-INVITE whose session has ended since by BYE: it is acknowledged, and there is
    /// nothing left to end (RFC 3261 §14.1).
    pub(crate) fn acknowledge_in_vain(
        &mut self,
        client: ClientId,
        flow: Flow,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let of_invite = message
            .typed::<CSeq<'_>>()
            .is_ok_and(|cseq| cseq.is_some_and(|cseq| cseq.method == Method::Invite));
        let branch = self.transactions.branch_without_transaction();
        if of_invite && let Some(dialog) = self.dialog_of_2xx(client, flow, message) {
            let mut spare = SentAcks::default();
            send_ack(&dialog, &mut spare, dialog.local_cseq, &branch, None, sends);
        }
    }

    /// What the ACK for another fork's 2xx says: it refuses the offer, if our INVITE had none.
    fn refusal_of(&self, client: ClientId, flow: Flow, message: &Message<'_>) -> Option<Vec<u8>> {
        let refuse = self.options.refuse_offer?;
        let request = Message::parse(self.transactions.original(client)?).ok()?;
        let offer = screen::sdp_of(message).filter(|_| !screen::is_sdp(&request))?;
        refuse(offer, flow.local.ip())
    }

    /// The dialog that a 2xx and the INVITE it answers name, for one whose session does not keep it.
    fn dialog_of_2xx(&self, client: ClientId, flow: Flow, message: &Message<'_>) -> Option<Dialog> {
        let request = Message::parse(self.transactions.original(client)?).ok()?;
        let mut dialog =
            Dialog::established(&request, message, "", flow, DialogState::Confirmed).ok()?;
        target::aim(&mut dialog, None, flow);
        Some(dialog)
    }

    /// A 2xx to a re-INVITE that is settled, or that our BYE overtook: it is acknowledged all the
    /// same (RFC 3261 §14.1).
    pub(crate) fn acknowledge_anyway(
        &mut self,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let branch = self.transactions.branch_without_transaction();
        let Some(cseq) = message
            .typed::<CSeq<'_>>()
            .ok()
            .flatten()
            .filter(|cseq| cseq.method == Method::Invite)
        else {
            return;
        };
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let (dialog, acks) = match &mut session.stage {
            Stage::Established(established) => {
                let awaits_owner = established
                    .ack_wanted
                    .as_ref()
                    .is_some_and(|wanted| wanted.cseq == cseq.number);
                if awaits_owner {
                    return;
                }
                (&established.dialog, &mut established.acks)
            }
            Stage::Releasing(releasing) => (&releasing.dialog, &mut releasing.acks),
            _ => return,
        };
        if !acks.repeat(cseq.number, to_tag(message), sends) {
            send_ack(dialog, acks, cseq.number, &branch, None, sends);
        }
    }
}

/// Writes and keeps the ACK for a 2xx (RFC 3261 §13.2.2.4).
pub(crate) fn send_ack(
    dialog: &Dialog,
    acks: &mut SentAcks,
    cseq: u32,
    branch: &Branch,
    sdp: Option<&[u8]>,
    sends: &mut Sends,
) {
    let range = sends.sip(dialog.flow, |out| {
        let writer = dialog.write_request(out, Method::Ack, cseq, branch.as_str());
        finish_with_sdp(writer, sdp);
    });
    acks.keep(cseq, &dialog.remote.tag, dialog.flow, sends.bytes(range));
}

fn cseq_of(message: &Message<'_>) -> Option<u32> {
    let cseq = message.typed::<CSeq<'_>>().ok().flatten()?;
    Some(cseq.number)
}
