//! Reliable 1xx responses and PRACK (JJ-22.11 §8, RFC 3262).

use std::collections::VecDeque;
use std::time::Duration;

use naisen_node::{Alarm, Flow, Sends, Time};
use naisen_sip::{HeaderName, Message, Method, RAck, ServerId, StatusCode};

use crate::agent::{Agent, AlarmKey, Owner};
use crate::callee::{Progress, last_sip};
use crate::event::{Event, ReleaseReason, SessionEnd};
use crate::invite::finish_with_sdp;
use crate::modified::refusal;
use crate::policy::Handling;
use crate::screen;
use crate::session::{AwaitsOwner, Body, LatePrack, PrackWanted, Session, SessionId, Stage};

/// The most 1xx that wait behind an unacknowledged reliable one; further ones are dropped, since a
/// caller needs the latest state and not the history.
const MAX_WAITING: usize = 8;

/// A callee's reliable 1xx.
#[derive(Debug, Default)]
pub(crate) struct Reliable {
    /// RSeq of the one sent last; the first is 1.
    last_rseq: u32,
    outstanding: Option<Outstanding>,
    waiting: VecDeque<Waiting>,
    /// A PRACK that the owner has to answer.
    pub pracked: Option<OpenPrack>,
}

/// A PRACK that the owner has to answer.
#[derive(Debug)]
pub(crate) struct OpenPrack {
    pub awaits: AwaitsOwner,
    /// Whether it makes an offer, which nobody but the owner can answer.
    offers: bool,
}

#[derive(Debug)]
struct Outstanding {
    rseq: u32,
    bytes: Box<[u8]>,
    flow: Flow,
    interval: Duration,
    give_up_at: Time,
    with_sdp: bool,
    /// Who answers its PRACK.
    prack: Handling,
    alarm: Alarm,
}

#[derive(Debug)]
struct Waiting {
    status: StatusCode,
    sdp: Option<Body>,
    lines: Box<[u8]>,
    prack: Handling,
}

impl Reliable {
    pub(crate) fn alarm(&self) -> Option<Alarm> {
        self.outstanding
            .as_ref()
            .map(|outstanding| outstanding.alarm)
    }

    /// What the PRACK of the 1xx names that awaits one.
    pub(crate) fn awaited(&self, invite_cseq: u32) -> Option<LatePrack> {
        self.outstanding.as_ref().map(|outstanding| LatePrack {
            rseq: outstanding.rseq,
            invite_cseq,
        })
    }

    /// Whether a 2xx has to wait: for the PRACK of a 1xx with SDP, or for our answer to it
    /// (RFC 3262 §3).
    pub(crate) fn holds_answer(&self) -> bool {
        self.pracked.is_some()
            || self
                .outstanding
                .as_ref()
                .is_some_and(|outstanding| outstanding.with_sdp)
    }
}

impl Agent {
    /// Sends a 1xx other than 100 (JJ-22.11 §6.2): reliably where both sides have 100rel in use
    /// (R-8.2-1), and then not before the PRACK of the one before it (R-8.2-5).
    pub fn progress(
        &mut self,
        now: Time,
        session: SessionId,
        progress: Progress<'_>,
        sends: &mut Sends,
    ) {
        if !progress.status.is_provisional() || progress.status == StatusCode::TRYING {
            return;
        }
        let Some(state) = self.sessions.get_mut(session) else {
            return;
        };
        let reliable = state.policy.rel100 && state.peer.rel100;
        let prack = state.policy.prack;
        let Some(called) = state.called() else {
            return;
        };
        if reliable && (called.reliable.outstanding.is_some() || called.reliable.pracked.is_some())
        {
            if called.reliable.waiting.len() < MAX_WAITING {
                called.reliable.waiting.push_back(Waiting {
                    status: progress.status,
                    sdp: progress.sdp.map(Into::into),
                    lines: progress.lines.into(),
                    prack,
                });
            }
            return;
        }
        let reliable = reliable.then_some(prack);
        self.send_provisional(now, session, progress, reliable, sends);
    }

    /// Answers a PRACK that was left to the owner with 200 (R-8.2-3).
    pub fn accept_prack(
        &mut self,
        now: Time,
        session: SessionId,
        sdp: Option<&[u8]>,
        sends: &mut Sends,
    ) {
        let Some(prack) = self
            .sessions
            .get_mut(session)
            .and_then(Session::called)
            .and_then(|called| called.reliable.pracked.take())
        else {
            return;
        };
        self.respond(now, prack.awaits.server, StatusCode::OK, sends, |writer| {
            finish_with_sdp(writer, sdp);
        });
        self.prack_done(now, session, sends);
    }

    /// Refuses a PRACK that was left to the owner, because of the offer in it. The 1xx is
    /// acknowledged all the same.
    pub fn refuse_prack(
        &mut self,
        now: Time,
        id: SessionId,
        status: StatusCode,
        sends: &mut Sends,
    ) {
        let prack = self
            .sessions
            .get_mut(id)
            .and_then(Session::called)
            .and_then(|called| called.reliable.pracked.take());
        if let Some(prack) = prack {
            self.respond(now, prack.awaits.server, refusal(status), sends, |writer| {
                writer.empty();
            });
            self.prack_done(now, id, sends);
        }
    }

    /// Answers a PRACK that its owner has not: it names a 1xx of ours (R-8.2-3), but an offer in it
    /// has no answer.
    pub(crate) fn answer_forgotten_prack(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let prack = self
            .sessions
            .get_mut(id)
            .and_then(Session::called)
            .and_then(|called| called.reliable.pracked.as_ref());
        match prack.map(|prack| prack.offers) {
            Some(true) => self.refuse_prack(now, id, StatusCode::SERVER_INTERNAL_ERROR, sends),
            Some(false) => self.accept_prack(now, id, None, sends),
            None => {}
        }
    }

    /// Sends the PRACK for a reliable 1xx that was left to the owner (R-8.3-1): the oldest that has
    /// none, in the dialog that it came in. `sdp` answers an offer in the 1xx.
    pub fn prack(&mut self, now: Time, session: SessionId, sdp: Option<&[u8]>, sends: &mut Sends) {
        self.send_prack(now, session, sdp, true, sends);
    }

    fn send_provisional(
        &mut self,
        now: Time,
        id: SessionId,
        progress: Progress<'_>,
        reliable: Option<Handling>,
        sends: &mut Sends,
    ) {
        let t1 = self.options.timers.t1;
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let Stage::Called(called) = &mut session.stage else {
            return;
        };
        let rseq = called.reliable.last_rseq + 1;
        let (policy, contact) = (&session.policy, &session.contact);
        let sent = self.transactions.respond(
            now,
            called.server,
            progress.status,
            None,
            Some(&session.local_tag),
            sends,
            |mut writer| {
                writer.header(HeaderName::Contact, format_args!("<{contact}>"));
                screen::write_allow(&mut writer, policy.rel100, policy.update, false);
                if reliable.is_some() {
                    // Only 100rel in a 1xx; timer belongs to the 2xx (JJ-22.11 E-11).
                    writer.header(HeaderName::Require, "100rel");
                    writer.header(HeaderName::RSeq, rseq);
                }
                screen::write_supported(&mut writer, policy.rel100, policy.timer.is_some());
                writer.raw(progress.lines);
                finish_with_sdp(writer, progress.sdp);
            },
        );
        if sent.is_err() {
            return;
        }
        called.described |= progress.sdp.is_some();
        let Some(prack) = reliable else {
            return;
        };
        called.reliable.last_rseq = rseq;
        called.reliable.outstanding = Some(Outstanding {
            rseq,
            bytes: last_sip(sends),
            flow: self
                .transactions
                .flow(called.server)
                .unwrap_or(session.flow),
            interval: t1,
            give_up_at: now + t1 * 64,
            with_sdp: progress.sdp.is_some(),
            prack,
            alarm: self.wheel.set(now + t1, AlarmKey::RepeatReliable(id)),
        });
    }

    /// Sends an unacknowledged reliable 1xx again, at doubling intervals, for 64*T1; then 500 to
    /// the INVITE (R-8.2-2, R-8.2-4).
    pub(crate) fn repeat_reliable(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(called) = self.sessions.get_mut(id).and_then(Session::called) else {
            return;
        };
        let Some(outstanding) = &mut called.reliable.outstanding else {
            return;
        };
        if now < outstanding.give_up_at {
            sends.sip(outstanding.flow, |out| {
                out.extend_from_slice(&outstanding.bytes);
            });
            outstanding.interval *= 2;
            let next = (now + outstanding.interval).min(outstanding.give_up_at);
            outstanding.alarm = self.wheel.set(next, AlarmKey::RepeatReliable(id));
            return;
        }
        let server = called.server;
        called.reliable.outstanding = None;
        let tag = self
            .sessions
            .get(id)
            .map(|session| session.local_tag.clone());
        let _ = self.transactions.respond(
            now,
            server,
            StatusCode::SERVER_INTERNAL_ERROR,
            None,
            tag.as_deref(),
            sends,
            |mut writer| {
                writer.raw(ReleaseReason::NotPracked.lines());
                writer.empty();
            },
        );
        self.events.push_back(Event::Released {
            session: id,
            reason: ReleaseReason::NotPracked,
        });
        self.finish(now, id, SessionEnd::NotEstablished, sends);
    }

    /// A PRACK.
    pub(crate) fn handle_prack(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Ok(Some(rack)) = message.typed::<RAck<'_>>() else {
            self.respond(now, server, StatusCode::BAD_REQUEST, sends, |writer| {
                writer.empty()
            });
            return;
        };
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let sdp = screen::sdp_of(message).map(Body::from);
        let names = |rseq: u32, invite_cseq: u32| {
            rack.rseq == rseq && rack.cseq == invite_cseq && rack.method == Method::Invite
        };
        let (found, status) = match &mut session.stage {
            Stage::Called(called) => {
                let invite_cseq = called.cseq;
                let found = called
                    .reliable
                    .outstanding
                    .take_if(|outstanding| names(outstanding.rseq, invite_cseq));
                (found, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)
            }
            // After our 2xx a late PRACK still finds its 1xx (RFC 3262 §3).
            Stage::Established(established) => {
                let late = established
                    .late_prack
                    .take_if(|late| names(late.rseq, late.invite_cseq));
                let status = match late {
                    Some(_) => StatusCode::OK,
                    None => StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                };
                (None, status)
            }
            _ => (None, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST),
        };
        let Some(outstanding) = found else {
            self.respond(now, server, status, sends, |writer| writer.empty());
            return;
        };
        self.wheel.cancel(outstanding.alarm);
        let until = self.owner_has_until(now);
        let Some(called) = self.sessions.get_mut(id).and_then(Session::called) else {
            return;
        };
        let handling = outstanding.prack;
        if handling == Handling::Owner {
            called.reliable.pracked = Some(OpenPrack {
                awaits: AwaitsOwner { server, until },
                offers: called.offered && sdp.is_some(),
            });
            self.wait_until(id, until);
            self.events.push_back(Event::Pracked {
                session: id,
                sdp,
                handling,
            });
            return;
        }
        // The INVITE offered and our 1xx answered: SDP in the PRACK is another offer.
        let status = if called.offered && sdp.is_some() {
            StatusCode::NOT_ACCEPTABLE_HERE
        } else {
            StatusCode::OK
        };
        self.respond(now, server, status, sends, |writer| writer.empty());
        self.events.push_back(Event::Pracked {
            session: id,
            sdp,
            handling,
        });
        self.prack_done(now, id, sends);
    }

    /// What waited for the PRACK may go now: the next 1xx, or the 2xx.
    fn prack_done(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(called) = self.sessions.get_mut(id).and_then(Session::called) else {
            return;
        };
        if let Some(held) = called.held_answer.take() {
            self.answer_now(now, id, held.sdp.as_deref(), sends);
            return;
        }
        if let Some(waiting) = called.reliable.waiting.pop_front() {
            let progress = Progress {
                status: waiting.status,
                sdp: waiting.sdp.as_deref(),
                lines: &waiting.lines,
            };
            self.send_provisional(now, id, progress, Some(waiting.prack), sends);
        }
    }

    pub(crate) fn send_prack(
        &mut self,
        now: Time,
        id: SessionId,
        sdp: Option<&[u8]>,
        by_owner: bool,
        sends: &mut Sends,
    ) {
        let Some(calling) = self.sessions.get_mut(id).and_then(Session::calling) else {
            return;
        };
        let invite_cseq = calling.cseq;
        let Some(PrackWanted { tag, rseq, offers }) = calling.pracks_wanted.pop_front() else {
            return;
        };
        let Some(early) = calling
            .early
            .iter_mut()
            .find(|early| early.dialog.remote.tag == tag)
        else {
            return;
        };
        calling.offered |= offers && sdp.is_some();
        let cseq = early.dialog.next_cseq();
        let dialog = &early.dialog;
        let owner = Owner::Prack {
            session: id,
            by_owner,
        };
        // Without room for the PRACK the peer repeats its 1xx until it gives up.
        let _ = self.transactions.request(
            now,
            owner,
            dialog.flow,
            Method::Prack,
            sends,
            |out, branch| {
                let mut writer = dialog.write_request(out, Method::Prack, cseq, branch);
                writer.header(
                    HeaderName::RAck,
                    RAck {
                        rseq,
                        cseq: invite_cseq,
                        method: Method::Invite,
                    },
                );
                finish_with_sdp(writer, sdp);
            },
        );
    }

    /// The answer to our PRACK. Whatever it is, the 1xx is settled on our side.
    pub(crate) fn prack_response(
        &mut self,
        id: SessionId,
        by_owner: bool,
        status: StatusCode,
        message: &Message<'_>,
    ) {
        if status.is_final() {
            let sdp = screen::sdp_of(message).filter(|_| status.is_success());
            self.prack_settled(id, by_owner, sdp.map(Into::into));
        }
    }

    /// Our PRACK has its answer, or none came: then the peer repeats its 1xx and ends the INVITE
    /// itself.
    pub(crate) fn prack_settled(&mut self, id: SessionId, by_owner: bool, sdp: Option<Body>) {
        // The session may be gone, and its place another's.
        if by_owner && self.sessions.get(id).is_some() {
            self.events
                .push_back(Event::PrackAnswered { session: id, sdp });
        }
    }
}
