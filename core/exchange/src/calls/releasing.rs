//! The end of a call: CANCEL, BYE, a leg that died, the end of the service (JJ-22.11 §6.7, §11).

use naisen_agent::{PeerReason, ReleaseReason};
use naisen_cause::Rule;
use naisen_node::{Outbox, Time};
use naisen_sip::StatusCode;

use super::incoming::Refusal;
use super::{CallKey, LegName, State};
use crate::exchange::{AlarmKey, Exchange};
use crate::verdict::{Verdict, cause_said};
use crate::{CallRecord, DecidingLeg, Event, Releaser};
use naisen_media::Side;

impl Exchange {
    /// The caller gave up before the answer.
    pub(crate) fn cancelled(
        &mut self,
        now: Time,
        key: CallKey,
        said: &PeerReason,
        out: &mut Outbox<Event>,
    ) {
        let verdict = Verdict {
            status: StatusCode::REQUEST_TERMINATED,
            given: None,
            releaser: Releaser::Caller,
            leg: Some(DecidingLeg::Caller),
            // A fork before us has rung elsewhere, too.
            rule: if said.is_answered_elsewhere() {
                Rule::Forked
            } else {
                Rule::CallerGaveUp
            },
            said: said.clone(),
        };
        self.end(now, key, &verdict, out);
        self.release_others(now, key, Some(LegName::A), &verdict, out);
    }

    /// A leg was released: by its peer, or because it died. The other one follows.
    pub(crate) fn released(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        reason: &ReleaseReason,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let Some(leg) = call.leg_mut(name) else {
            return;
        };
        let by_peer = matches!(reason, ReleaseReason::PeerBye { .. });
        leg.awaits_bye_answer = by_peer;
        if call.state == State::Releasing {
            self.answer_byes(now, key, out);
            return;
        }
        let culprit = match reason {
            // The ACK that we owed this leg never came from the other.
            ReleaseReason::AckWithheld => call.peer_of(name).unwrap_or(name),
            _ => name,
        };
        let verdict = judge_release(culprit, reason);
        self.end(now, key, &verdict, out);
        self.release_others(now, key, Some(name), &verdict, out);
        if !by_peer {
            return;
        }
        // The 200 to BYE follows that of the other leg (JJ-22.11 §i.4 F19 to F22), but not so late
        // that the BYE is repeated.
        let due = now + self.config.timers.t1;
        let alarm = self.wheel.set(due, AlarmKey::AnswerBye(key));
        if let Some(call) = self.call_mut(key) {
            call.bye_alarm = Some(alarm);
        }
        self.answer_byes_when_alone(now, key, out);
    }

    /// A session is gone; with the last one the call.
    pub(crate) fn gone(&mut self, now: Time, key: CallKey, name: LegName, out: &mut Outbox<Event>) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if let Some(leg) = call.leg_mut(name) {
            leg.gone = true;
            leg.awaits_bye_answer = false;
        }
        let relay = call.relay;
        let lost = match name {
            LegName::B(index) if call.state != State::Releasing => call
                .b
                .get(usize::from(index))
                .filter(|b| b.lost)
                .map(|b| b.leg.media.pair),
            _ => None,
        };
        let over = match name {
            LegName::A => true,
            LegName::B(index) => call.winner == Some(index),
        };
        let over = over && call.state != State::Releasing;
        if let Some(pair) = lost {
            // The call goes on without this phone.
            if let Some(relay) = self.relays.get_mut(relay) {
                relay.forget(pair);
            }
            self.ports.give_back(now, pair, relay);
        }
        if over {
            // Whatever ended the session without a word of its own.
            let status = StatusCode::SERVER_INTERNAL_ERROR;
            let verdict = Verdict::about(name.deciding(), status, Rule::DialogLost);
            self.end(now, key, &verdict, out);
            self.release_others(now, key, Some(name), &verdict, out);
        }
        self.answer_byes_when_alone(now, key, out);
        self.remove_if_over(key, out);
    }

    /// T1 is over: the BYE is answered although the other leg is silent.
    pub(crate) fn answer_byes(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        let Some(call) = self.calls.get_mut(key.0 as usize) else {
            return;
        };
        if let Some(alarm) = call.bye_alarm.take() {
            self.wheel.cancel(alarm);
        }
        let legs = std::iter::once(&mut call.a.0).chain(call.b.iter_mut().map(|b| &mut b.leg));
        for leg in legs {
            if std::mem::take(&mut leg.awaits_bye_answer) && !leg.gone {
                self.agent.accept_bye(now, leg.session, &mut out.sends);
            }
        }
    }

    fn answer_byes_when_alone(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        // Phones that were given up do not hold up the 200.
        let phones = call.b.iter().filter(|b| !b.lost).map(|b| &b.leg);
        let waiting = std::iter::once(&call.a.0)
            .chain(phones)
            .filter(|leg| !leg.gone);
        let (mut awaiting, mut busy) = (false, false);
        for leg in waiting {
            if leg.awaits_bye_answer {
                awaiting = true;
            } else {
                busy = true;
            }
        }
        if awaiting && !busy {
            self.answer_byes(now, key, out);
        }
    }

    /// Ends every call: BYE, CANCEL, or 503 for what is not answered.
    pub(crate) fn release_all(&mut self, now: Time, out: &mut Outbox<Event>) {
        let keys: Vec<CallKey> = self
            .calls
            .iter()
            .filter(|(_, call)| call.state != State::Releasing)
            .filter_map(|(index, _)| Some(CallKey(u32::try_from(index).ok()?)))
            .collect();
        for key in keys {
            self.release_call(now, key, Rule::Stopped, out);
        }
        self.refuse_waiting(now, out);
    }

    /// Ends one call on our own account.
    pub(crate) fn release_call(
        &mut self,
        now: Time,
        key: CallKey,
        rule: Rule,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if call.is_early() {
            let refusal = Refusal::unavailable(&self.config.admission, rule);
            let verdict = refusal.verdict();
            let lines = verdict.request_lines(self.config.translation);
            self.give_up_phones(now, key, None, &lines, out);
            self.refuse_caller(now, key, &verdict, None, refusal.lines, out);
        } else {
            let verdict = Verdict::ours(StatusCode::OK, rule);
            self.end(now, key, &verdict, out);
            self.release_others(now, key, None, &verdict, out);
        }
    }

    /// Releases every leg but one, in whatever state it is, and tells it why.
    fn release_others(
        &mut self,
        now: Time,
        key: CallKey,
        but: Option<LegName>,
        verdict: &Verdict,
        out: &mut Outbox<Event>,
    ) {
        let lines = verdict.request_lines(self.config.translation);
        let Some(call) = self.call_mut(key) else {
            return;
        };
        for session in call.other_sessions(but) {
            self.agent
                .release(now, session, lines.as_bytes(), &mut out.sends);
        }
    }

    /// The call is over: its record is written, once, and its ports are given back. The sessions are
    /// the caller's to release.
    pub(crate) fn end(
        &mut self,
        now: Time,
        key: CallKey,
        verdict: &Verdict,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.calls.get_mut(key.0 as usize) else {
            return;
        };
        if call.state == State::Releasing {
            return;
        }
        call.state = State::Releasing;
        let service_alarm = call.service.as_mut().and_then(|it| it.alarm.take());
        let alarms = [call.ring_alarm.take(), call.bye_alarm.take(), service_alarm];
        for alarm in alarms.into_iter().flatten() {
            self.wheel.cancel(alarm);
        }
        self.ports.give_back(now, call.a.0.media.pair, call.relay);
        for b in &call.b {
            self.ports.give_back(now, b.leg.media.pair, call.relay);
        }
        let stream = self.relays.close(call.relay).map(|relay| relay.stream);
        let packets = |side| {
            stream
                .as_ref()
                .map_or(0, |stream| stream.counters(side).packets)
        };
        let winner = call.winner.and_then(|index| call.b.get(usize::from(index)));
        let ledger = &call.ledger;
        let status = match ledger.answered_at {
            Some(_) => StatusCode::OK,
            None => verdict.status,
        };
        out.events.push(Event::CallEnded(CallRecord {
            id: ledger.id.clone(),
            caller: ledger.caller.clone(),
            dialled: ledger.dialled.clone(),
            answered_by: winner.map(|b| b.contact.clone()),
            started_at: ledger.started_at,
            rang_at: ledger.rang_at,
            answered_at: ledger.answered_at,
            ended_at: now,
            status: status.code(),
            cause: verdict.cause(self.config.translation),
            released_by: verdict.releaser,
            leg: verdict.leg,
            rule: verdict.rule,
            caller_call_id: ledger.caller_call_id.clone(),
            callee_call_id: ledger.callee_call_id.clone(),
            packets_from_caller: packets(Side::A),
            packets_from_callee: packets(Side::B),
        }));
    }

    fn remove_if_over(&mut self, key: CallKey, out: &mut Outbox<Event>) {
        let Some(call) = self.calls.get(key.0 as usize) else {
            return;
        };
        let all_gone = call.a.0.gone && call.b.iter().all(|b| b.leg.gone);
        if call.state != State::Releasing || !all_gone {
            return;
        }
        let call = self.calls.remove(key.0 as usize);
        if let Some(alarm) = call.bye_alarm {
            self.wheel.cancel(alarm);
        }
        self.tell_if_drained(out);
    }
}

/// What it means that an established leg was released, for a reason that lies with leg `name`.
fn judge_release(name: LegName, reason: &ReleaseReason) -> Verdict {
    let rule = match reason {
        ReleaseReason::PeerBye { said } => Rule::of_release(cause_said(said), said.sip()),
        ReleaseReason::Local => Rule::Completed,
        ReleaseReason::NotAcknowledged | ReleaseReason::AckWithheld => Rule::MissingAck,
        ReleaseReason::NotPracked => Rule::MissingPrack,
        ReleaseReason::SessionExpired => Rule::SessionTimerExpired,
        ReleaseReason::RefreshFailed => Rule::LegLost,
    };
    let status = match reason {
        ReleaseReason::NotPracked => StatusCode::SERVER_INTERNAL_ERROR,
        _ => StatusCode::OK,
    };
    let (releaser, said) = match (reason, name) {
        (ReleaseReason::PeerBye { said }, LegName::A) => (Releaser::Caller, said.clone()),
        (ReleaseReason::PeerBye { said }, LegName::B(_)) => (Releaser::Callee, said.clone()),
        _ => (Releaser::Exchange, PeerReason::default()),
    };
    Verdict {
        status,
        given: None,
        releaser,
        leg: Some(name.deciding()),
        rule,
        said,
    }
}
