//! UPDATE and re-INVITE: refreshes and changes of the media, from one leg to the other
//! (JJ-22.11 §9.2, §10.2.2, §10.2.3, §i.4, §i.5).

use naisen_agent::{
    Body, Change, Explanation, Failure, FailureOrigin, ModifyMethod, SessionId, TimerState,
};
use naisen_node::{Outbox, Time};
use naisen_sdp::SessionDescription;
use naisen_sip::{HeaderName, StatusClass, StatusCode};

use super::incoming::Refusal;
use super::refusing::phone_lines;
use super::{CallKey, LegName, State, answer_body, offer_body};
use crate::Event;
use crate::exchange::Exchange;

/// A refresh or change that a leg asks for.
#[derive(Debug)]
pub(crate) struct ChangeRequest {
    pub method: ModifyMethod,
    pub sdp: Option<Body>,
    pub timer: Option<TimerState>,
}

/// A change that one leg asked for and that is under way on the other.
#[derive(Debug)]
pub(crate) struct PendingChange {
    /// Who asked.
    by: LegName,
    method: ModifyMethod,
    /// Its offer, if it made one.
    offer: Option<Box<SessionDescription>>,
}

impl Exchange {
    /// A leg asks for a refresh or a change.
    pub(crate) fn modify_requested(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        request: ChangeRequest,
        out: &mut Outbox<Event>,
    ) {
        let ChangeRequest { method, sdp, timer } = request;
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let Some(session) = call.session_of(name) else {
            return;
        };
        let (passes_on, releasing) = (call.end_to_end.timer, call.state == State::Releasing);
        let peer = call.peer_of(name).and_then(|peer| {
            let session = call.session_of(peer)?;
            Some((peer, session))
        });
        if call.service.is_some() {
            self.service_changed(now, key, sdp.as_deref(), out);
            return;
        }
        let Some((peer, peer_session)) = peer.filter(|_| !releasing) else {
            let status = match (call.is_early(), sdp) {
                // While several phones ring there is nobody to ask.
                (true, None) => {
                    self.agent.accept_modify(now, session, None, &mut out.sends);
                    return;
                }
                (true, Some(_)) => StatusCode::REQUEST_PENDING,
                (false, _) => StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST,
            };
            self.agent
                .refuse_modify(now, session, status, &[], &mut out.sends);
            return;
        };
        if call.change.is_some() {
            let status = StatusCode::REQUEST_PENDING;
            self.agent
                .refuse_modify(now, session, status, &[], &mut out.sends);
            return;
        }
        let offer = match sdp.map(|sdp| SessionDescription::parse(&sdp)) {
            None => None,
            Some(Ok(offer)) => Some(offer),
            Some(Err(_)) => {
                self.refuse_offer(now, session, "the offer cannot be read", out);
                return;
            }
        };
        let Some(offer) = offer else {
            match method {
                // R-10.2.1-4: our 200 offers what this leg has, its ACK answers.
                ModifyMethod::Invite => {
                    self.answer_with_offer(now, key, name, out);
                    if passes_on {
                        // False only while another change is under way, which refreshes as well.
                        let _ = self.send_refresh(now, key, peer, timer, true, out);
                    }
                }
                ModifyMethod::Update if passes_on => {
                    self.pass_refresh(now, key, name, peer, timer, out);
                }
                ModifyMethod::Update => {
                    self.agent.accept_modify(now, session, None, &mut out.sends);
                }
            }
            return;
        };
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let refreshes = call
            .leg(name)
            .is_some_and(|leg| leg.media.is_refresh(&offer));
        // A refresh that concerns this leg alone is answered here (R-10.2.4-3 to R-10.2.4-5).
        if let Some(leg) = call.leg_mut(name)
            && !passes_on
            && refreshes
        {
            let sdp = leg.media.repeat();
            leg.media.settle(offer);
            self.agent
                .accept_modify(now, session, sdp.as_deref(), &mut out.sends);
            return;
        }
        let body = call.leg(peer).map(|leg| {
            // A refresh lists the codec in use alone, whatever came (R-10.2.4-1).
            let repeated = leg.media.local.refresh().filter(|_| refreshes);
            repeated.map_or_else(|| offer_body(&offer, &leg.media), |body| Ok(body.clone()))
        });
        let body = match body {
            Some(Ok(body)) => body,
            Some(Err(error)) => {
                self.refuse_offer(now, session, error, out);
                return;
            }
            None => return,
        };
        let sdp = call.leg_mut(peer).map(|leg| leg.media.write(body));
        call.change = Some(PendingChange {
            by: name,
            method,
            offer: Some(Box::new(offer)),
        });
        let change = Change {
            method: (method == ModifyMethod::Invite).then_some(ModifyMethod::Invite),
            sdp: sdp.as_deref(),
            timer: timer.filter(|_| passes_on),
            retry_glare: false,
        };
        if !self.agent.modify(now, peer_session, change, &mut out.sends) {
            if let Some(leg) = self.call_mut(key).and_then(|call| call.leg_mut(peer)) {
                leg.media.local.take_back();
            }
            self.change_failed(now, key, StatusCode::REQUEST_PENDING, &[], out);
        }
    }

    /// The other leg agreed to a change.
    pub(crate) fn modified(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        method: ModifyMethod,
        sdp: Option<Body>,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let Some(session) = call.session_of(name) else {
            return;
        };
        let answer = sdp.and_then(|sdp| SessionDescription::parse(&sdp).ok());
        if let Some(answer) = &answer {
            self.signal_leg(now, key, name, answer);
        }
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let change = call.change.take_if(|change| change.by != name);
        let acknowledged_by_other =
            matches!(&change, Some(change) if change.method == ModifyMethod::Invite);
        if let Some(change) = change {
            let asker = call.session_of(change.by);
            let waits = asker.is_some_and(|asker| self.agent.awaits_modify_answer(asker));
            if !waits {
                self.agent.ack(now, session, None, &mut out.sends);
                self.undo_change(now, key, name, answer, out);
            } else if !self.finish_change(now, key, name, change, answer, out) {
                self.agent.ack(now, session, None, &mut out.sends);
            }
        } else if let (Some(answer), Some(leg)) = (answer, call.leg_mut(name)) {
            leg.media.settle(answer);
        }
        if method == ModifyMethod::Invite && !acknowledged_by_other {
            self.agent.ack(now, session, None, &mut out.sends);
        }
    }

    /// The other leg refused a change: so does this one, and the call goes on (R-10.2.2-5).
    pub(crate) fn modify_refused(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        failure: &Failure,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if call.change.as_ref().is_none_or(|change| change.by == name) {
            if let Some(leg) = call.leg_mut(name) {
                leg.media.local.withdraw();
            }
            return;
        }
        let handed_on = failure.origin == FailureOrigin::Peer
            && matches!(
                failure.status.class(),
                StatusClass::RequestFailure | StatusClass::ServerFailure
            )
            && !matches!(
                failure.status,
                StatusCode::UNAUTHORIZED
                    | StatusCode::PROXY_AUTHENTICATION_REQUIRED
                    // Of a leg that goes on for a while (R-9.6-4); the asker's dialog is as it was.
                    | StatusCode::REQUEST_TIMEOUT
                    | StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
            );
        if handed_on {
            let asker = call.change.as_ref().map(|change| change.by);
            let asker = asker.and_then(|asker| call.session_of(asker));
            let local = asker.and_then(|asker| self.agent.flow(asker));
            let lines = local.map(|flow| phone_lines(failure, flow.local));
            let mut lines = lines.unwrap_or_default();
            if let Some(q850) = failure.said.q850_value() {
                lines.add(HeaderName::Reason, q850);
            }
            self.change_failed(now, key, failure.status, lines.as_bytes(), out);
        } else {
            self.change_failed(now, key, StatusCode::NOT_ACCEPTABLE_HERE, &[], out);
        }
    }

    /// The agent has to refresh a leg by re-INVITE: it gets what was sent last (R-9.2.1-2).
    pub(crate) fn refresh_leg(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let Some(session) = call.session_of(name) else {
            return;
        };
        let sdp = call.leg_mut(name).and_then(|leg| leg.media.repeat());
        let change = Change {
            method: Some(ModifyMethod::Invite),
            sdp: sdp.as_deref(),
            timer: None,
            retry_glare: true,
        };
        // False only while another change is under way, which refreshes as well.
        let _ = self.agent.modify(now, session, change, &mut out.sends);
    }

    /// A refresh by UPDATE without SDP goes on to the other leg: as UPDATE where that leg has it,
    /// else as re-INVITE with the SDP that it was sent last.
    fn pass_refresh(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        peer: LegName,
        timer: Option<TimerState>,
        out: &mut Outbox<Event>,
    ) {
        if let Some(call) = self.call_mut(key) {
            call.change = Some(PendingChange {
                by: name,
                method: ModifyMethod::Update,
                offer: None,
            });
        }
        if !self.send_refresh(now, key, peer, timer, false, out) {
            self.change_failed(now, key, StatusCode::REQUEST_PENDING, &[], out);
        }
    }

    /// Refreshes a leg: by UPDATE where it has it, else by re-INVITE with the SDP that it was sent
    /// last. False if it cannot be now.
    fn send_refresh(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        timer: Option<TimerState>,
        retry_glare: bool,
        out: &mut Outbox<Event>,
    ) -> bool {
        let Some(session) = self.call_mut(key).and_then(|call| call.session_of(name)) else {
            return false;
        };
        let by_update = self.agent.peer(session).is_some_and(|peer| peer.update)
            && self
                .agent
                .policy_mut(session)
                .is_some_and(|policy| policy.update);
        let leg = self.call_mut(key).and_then(|call| call.leg_mut(name));
        let sdp = match leg {
            Some(leg) if !by_update => leg.media.repeat(),
            _ => None,
        };
        let change = Change {
            method: (!by_update).then_some(ModifyMethod::Invite),
            sdp: sdp.as_deref(),
            timer,
            retry_glare,
        };
        self.agent.modify(now, session, change, &mut out.sends)
    }

    /// A leg agreed to a change that the other one has given up meanwhile: it is offered what held
    /// before.
    fn undo_change(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        answer: Option<SessionDescription>,
        out: &mut Outbox<Event>,
    ) {
        let leg = self.call_mut(key).and_then(|call| call.leg_mut(name));
        let (Some(leg), Some(answer)) = (leg, answer) else {
            return;
        };
        let session = leg.session;
        let before = leg.media.local.refresh().cloned();
        leg.media.settle(answer);
        let Some(sdp) = before.map(|before| leg.media.write(before)) else {
            return;
        };
        let change = Change {
            method: None,
            sdp: Some(&sdp),
            timer: None,
            retry_glare: true,
        };
        if !self.agent.modify(now, session, change, &mut out.sends)
            && let Some(leg) = self.call_mut(key).and_then(|call| call.leg_mut(name))
        {
            leg.media.local.take_back();
        }
    }

    /// Answers a re-INVITE without SDP by an offer: what this leg was sent last.
    fn answer_with_offer(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        out: &mut Outbox<Event>,
    ) {
        let Some(leg) = self.call_mut(key).and_then(|call| call.leg_mut(name)) else {
            return;
        };
        let session = leg.session;
        let sdp = leg.media.repeat();
        leg.answers_in_ack = true;
        self.agent
            .accept_modify(now, session, sdp.as_deref(), &mut out.sends);
    }

    /// Answers the leg that asked. False if the other leg's answer was of no use.
    fn finish_change(
        &mut self,
        now: Time,
        key: CallKey,
        answered_by: LegName,
        change: PendingChange,
        answer: Option<SessionDescription>,
        out: &mut Outbox<Event>,
    ) -> bool {
        let Some(call) = self.call_mut(key) else {
            return false;
        };
        let Some(asker) = call.session_of(change.by) else {
            return false;
        };
        let agreed = call
            .session_of(answered_by)
            .filter(|_| call.end_to_end.timer)
            .and_then(|session| self.agent.timer(session));
        let Some(call) = self.call_mut(key) else {
            return false;
        };
        let mut handed_on = None;
        if let Some(offer) = &change.offer {
            let written = answer.as_ref().and_then(|answer| {
                let leg = call.leg_mut(change.by)?;
                let body = answer_body(answer, offer, &leg.media).ok()?;
                Some(leg.media.write(body))
            });
            let Some(written) = written else {
                self.refuse_offer(now, asker, "the other side gave no usable answer", out);
                return false;
            };
            handed_on = Some(written);
        }
        if let (Some(answer), Some(leg)) = (answer, call.leg_mut(answered_by)) {
            leg.media.settle(answer);
        }
        if let Some(offer) = change.offer {
            self.signal_leg(now, key, change.by, &offer);
            let leg = self.call_mut(key).and_then(|call| call.leg_mut(change.by));
            if let Some(leg) = leg {
                leg.media.settle((*offer).clone());
            }
            if let Some(call) = self.call_mut(key).filter(|_| change.by == LegName::A) {
                call.offered_anew(offer);
            }
        }
        if let Some(agreed) = agreed {
            self.grant_as_agreed(asker, agreed);
        }
        self.agent
            .accept_modify(now, asker, handed_on.as_deref(), &mut out.sends);
        self.refresh_where_nobody_does(key);
        true
    }

    fn change_failed(
        &mut self,
        now: Time,
        key: CallKey,
        status: StatusCode,
        lines: &[u8],
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let Some(change) = call.change.take() else {
            return;
        };
        if let Some(peer) = call.peer_of(change.by)
            && let Some(leg) = call.leg_mut(peer)
        {
            leg.media.local.withdraw();
        }
        if let Some(session) = call.session_of(change.by) {
            self.agent
                .refuse_modify(now, session, status, lines, &mut out.sends);
        }
    }

    pub(crate) fn refuse_offer(
        &mut self,
        now: Time,
        session: SessionId,
        why: impl std::fmt::Display,
        out: &mut Outbox<Event>,
    ) {
        if let Some(flow) = self.agent.flow(session) {
            self.refuse_change(now, session, &Refusal::no_media(flow, why), out);
        }
    }

    pub(crate) fn refuse_change(
        &mut self,
        now: Time,
        session: SessionId,
        refusal: &Refusal,
        out: &mut Outbox<Event>,
    ) {
        let explanation = Explanation {
            lines: refusal.lines.as_bytes(),
            sdp: refusal.sdp.as_deref(),
        };
        self.agent
            .refuse_modify(now, session, refusal.status, explanation, &mut out.sends);
    }
}
