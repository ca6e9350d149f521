//! The first 2xx of the called side, and the caller's ACK (JJ-22.11 §5.3, §6.3).

use naisen_agent::{Body, Change, Handling, SessionId, TimerState};
use naisen_cause::Rule;
use naisen_node::{Outbox, Time};
use naisen_sdp::SessionDescription;
use naisen_sip::{HeaderName, Refresher, StatusCode};

use super::incoming::Refusal;
use super::{CallKey, EarlyDialogs, LegName, Offer, State};
use crate::Event;
use crate::exchange::Exchange;
use crate::header_lines::HeaderLines;
use crate::verdict::{ELSEWHERE, Verdict};

/// A 2xx of a leg B.
pub(crate) struct Answer {
    pub tag: Box<str>,
    pub sdp: Option<Body>,
    pub timer: Option<TimerState>,
}

impl Exchange {
    /// A phone answered: the first one wins, the others are given up.
    pub(crate) fn answered(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        answer: Answer,
        out: &mut Outbox<Event>,
    ) {
        let Answer { tag, sdp, timer } = answer;
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let (Some(session), LegName::B(index)) = (call.session_of(name), name) else {
            return;
        };
        if !call.is_early() {
            // Somebody was quicker, or the caller is gone.
            self.agent.release(now, session, &[], &mut out.sends);
            return;
        }
        let a = call.a.0.session;
        let several = call.b.len() > 1;
        // What a 1xx of this dialog described counts, and what that was changed to (R-5.3.1-4).
        let remote = call
            .leg(name)
            .and_then(|leg| leg.media.remote.as_ref())
            .map(|remote| remote.last().clone());
        let described = match (call.early.described(index, &tag), &sdp) {
            (Some(_), _) if call.early.is_heard(index, &tag) && remote.is_some() => remote,
            (Some(first), _) => Some(first.clone()),
            (None, Some(sdp)) => SessionDescription::parse(sdp).ok(),
            (None, None) => remote,
        };
        let forked = several || call.early.are_several();
        // It is said again unless the caller has acknowledged it.
        let delivered = sdp.is_none() && call.answer_delivered;
        let settled = delivered || matches!(call.offer, Offer::Settled);
        let withheld = matches!(call.offer, Offer::Withheld(_));
        let mut acknowledgement = None;
        let answer = match described.filter(|_| !delivered) {
            Some(offered) if withheld => match self.answer_both(now, key, name, &offered) {
                Ok(both) => {
                    acknowledgement = Some(both.phone);
                    Some(both.caller)
                }
                Err(error) => {
                    let refusal = self
                        .agent
                        .flow(a)
                        .map(|flow| Refusal::no_media(flow, error));
                    self.nothing_to_talk_over(now, key, name, refusal, out);
                    return;
                }
            },
            Some(described) => self.answer_of_callee(now, key, name, described),
            None => None,
        };
        if answer.is_none() && !settled {
            self.nothing_to_talk_over(now, key, name, None, out);
            return;
        }
        let call_id = self.agent.call_id(session).map(Box::from);
        if let Some(call) = self.call_mut(key) {
            call.winner = Some(index);
            call.ledger.callee_call_id = call_id.or(call.ledger.callee_call_id.take());
        }
        if several {
            let reason = HeaderLines::one(HeaderName::Reason, ELSEWHERE);
            self.give_up_phones(now, key, Some(index), &reason, out);
        }
        if let Some(call) = self.call_mut(key) {
            match std::mem::replace(&mut call.offer, Offer::Settled) {
                // Where it was changed before the answer, the change has settled it.
                Offer::FromCaller(_) if call.a.0.media.remote.is_some() => {}
                Offer::FromCaller(offer) => call.a.0.media.settle(*offer),
                unanswered => call.offer = unanswered,
            }
            call.early = EarlyDialogs::default();
            let early = call.early_answer.take();
            let told = call.a.0.media.local.last();
            call.realign = forked && early.is_some_and(|early| differ(&early, told));
            call.state = State::Connecting;
            call.ledger.rang_at.get_or_insert(now);
            call.ledger.answered_at = Some(now);
            let relay = call.relay;
            let ring = call.ring_alarm.take();
            out.events.push(Event::CallAnswered {
                id: call.ledger.id.clone(),
            });
            if let Some(alarm) = ring {
                self.wheel.cancel(alarm);
            }
            if let Some(relay) = self.relays.get_mut(relay) {
                relay.stream.media_started(now, LegName::A.side());
                relay.stream.media_started(now, name.side());
            }
        }
        self.answered_count += 1;
        self.settle_timer(key, timer);
        if let Some(sdp) = acknowledgement {
            self.agent.ack(now, session, Some(&sdp), &mut out.sends);
        }
        self.agent.answer(now, a, answer.as_deref(), &mut out.sends);
    }

    /// A phone has answered, and what it described is of no use: the call is over. Without `refusal`
    /// the caller gets 502.
    fn nothing_to_talk_over(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        refusal: Option<Refusal>,
        out: &mut Outbox<Event>,
    ) {
        let refusal = refusal
            .unwrap_or_else(|| Refusal::by_rule(StatusCode::BAD_GATEWAY, Rule::CodecMismatch));
        let verdict = Verdict::about(name.deciding(), refusal.status, refusal.rule);
        let reason = verdict.request_lines(self.config.translation);
        self.give_up_phones(now, key, None, &reason, out);
        self.refuse_caller(now, key, &verdict, None, refusal.lines, out);
    }

    /// The ACK for our 2xx goes on to the other leg (JJ-22.11 §i.4 F13, F14).
    pub(crate) fn acknowledged(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        sdp: Option<Body>,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if call.state == State::Connecting && name == LegName::A {
            call.state = State::Talking;
            self.refresh_where_nobody_does(key);
        }
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let answers = call
            .leg_mut(name)
            .is_some_and(|leg| std::mem::take(&mut leg.answers_in_ack));
        let described = sdp.and_then(|sdp| SessionDescription::parse(&sdp).ok());
        let peer = call.peer_of(name);
        let due = name == LegName::A && matches!(call.offer, Offer::FromCallee(Some(_)));
        let realign = name == LegName::A && std::mem::take(&mut call.realign);
        let mut handed_on = None;
        if let Some(described) = described {
            self.signal_leg(now, key, name, &described);
            if answers {
                self.service_answered(key, &described);
                if let Some(leg) = self.call_mut(key).and_then(|call| call.leg_mut(name)) {
                    leg.media.settle(described);
                }
            } else if let (LegName::A, Some(peer)) = (name, peer) {
                handed_on = self.answer_of_caller(key, peer, described);
            }
        }
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if let Some(session) = peer.and_then(|peer| call.session_of(peer)) {
            self.agent
                .ack(now, session, handed_on.as_deref(), &mut out.sends);
        }
        if due && handed_on.is_none() {
            // The phone's offer has no answer (R-10.2.1-4): there is nothing to talk over.
            self.release_call(now, key, Rule::CodecMismatch, out);
        } else if realign {
            self.realign_caller(now, key, out);
        }
    }

    /// A caller that took the answer of a phone that lost for the answer is offered what it was
    /// told in the 2xx (R-5.3.2-3).
    fn realign_caller(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        let Some(leg) = self.call_mut(key).map(|call| &mut call.a.0) else {
            return;
        };
        let session = leg.session;
        let sdp = leg.media.repeat();
        let change = Change {
            method: None,
            sdp: sdp.as_deref(),
            timer: None,
            retry_glare: true,
        };
        // False only while the caller's own change is under way.
        let _ = self.agent.modify(now, session, change, &mut out.sends);
    }

    /// The caller's session timer: what the phone agreed to, or one of our own if the phone has
    /// none (R-9.4.1-2).
    fn settle_timer(&mut self, key: CallKey, timer: Option<TimerState>) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if !call.end_to_end.timer {
            return;
        }
        call.end_to_end.timer = timer.is_some();
        let a = call.a.0.session;
        let b = call.peer_of(LegName::A).and_then(|b| call.session_of(b));
        if let Some(timer) = timer {
            self.grant_as_agreed(a, timer);
            return;
        }
        if let Some(policy) = self.agent.policy_mut(a)
            && let Some(own) = &mut policy.timer
        {
            own.refresh = Handling::Automatic;
            policy.modify = Handling::Automatic;
        }
        if let Some(policy) = b.and_then(|b| self.agent.policy_mut(b)) {
            policy.modify = Handling::Automatic;
        }
    }

    /// What we grant a leg in our next 2xx follows what the other leg agreed to: the interval
    /// (JJ-22.11 E-16), and the refresher where the choice is ours. Where the other leg named none,
    /// we refresh it, with what this leg refreshes.
    pub(crate) fn grant_as_agreed(&mut self, session: SessionId, agreed: TimerState) {
        self.agent.shorten_timer(session, agreed.expires_s);
        if let Some(policy) = self.agent.policy_mut(session)
            && let Some(own) = &mut policy.timer
        {
            own.chosen_refresher = agreed.refresher.unwrap_or(Refresher::Uac);
        }
    }

    /// Where neither phone refreshes its leg, because the callee named another refresher than the
    /// caller had asked for (R-9.3.1.1-4), we refresh both by ourselves.
    pub(crate) fn refresh_where_nobody_does(&mut self, key: CallKey) {
        let Some(call) = self.call_mut(key).filter(|call| call.end_to_end.timer) else {
            return;
        };
        let a = call.a.0.session;
        let b = call.peer_of(LegName::A).and_then(|b| call.session_of(b));
        let Some(legs) = b.map(|b| [a, b]) else {
            return;
        };
        let ours = |session| {
            let timer = self.agent.timer(session);
            timer.is_some_and(|timer| timer.refresher == Some(Refresher::Uac))
        };
        if legs.into_iter().all(ours) {
            for session in legs {
                self.agent.refresh_automatically(session);
            }
        }
    }
}

/// Whether two descriptions for the caller name other codecs.
fn differ(one: &SessionDescription, other: Option<&SessionDescription>) -> bool {
    let formats = |it: &SessionDescription| it.audio().map(|audio| audio.formats.clone());
    other.is_none_or(|other| formats(one) != formats(other))
}
