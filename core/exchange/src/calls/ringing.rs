//! 1xx of the called side, handed on to the caller, and the PRACKs for them (JJ-22.11 §5.2, §6.2,
//! §8).

use naisen_agent::{Body, Handling, Progress, SessionId};
use naisen_node::{Outbox, Time};
use naisen_sdp::SessionDescription;
use naisen_sip::StatusCode;

use super::{CallKey, LegName, Offer, State, answer_body, offer_body};
use crate::Event;
use crate::exchange::Exchange;

/// A 1xx of a leg B.
pub(crate) struct Provisional {
    pub status: StatusCode,
    pub tag: Box<str>,
    pub sdp: Option<Body>,
    pub prack_wanted: bool,
    pub reliable: bool,
}

impl Exchange {
    /// Hands a 1xx on. Of several phones the latest early media is heard (R-5.2.3-3), and the caller
    /// is told only once that it rings.
    pub(crate) fn ringing(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        provisional: &Provisional,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let LegName::B(index) = name else {
            return;
        };
        let first = call.state == State::Offered;
        let lost = call.b.get(usize::from(index)).is_none_or(|b| b.lost);
        if !call.is_early() || lost {
            return;
        }
        let a = call.a.0.session;
        let several = call.b.len() > 1;
        let end_to_end = call.end_to_end.rel100;
        if provisional.status == StatusCode::RINGING {
            call.state = State::Ringing;
            call.ledger.rang_at.get_or_insert(now);
        }
        let passes_on = end_to_end && provisional.reliable && provisional.prack_wanted;
        let described = match &call.offer {
            // RFC 3261 §13.2.1: to an INVITE without offer a 1xx that is not reliable brings none.
            Offer::FromCallee(_) | Offer::Withheld(_) => None,
            _ => provisional.sdp.as_ref(),
        };
        let described = described
            .and_then(|sdp| SessionDescription::parse(sdp).ok())
            .filter(|_| call.early.may_be_heard(index, &provisional.tag));
        let sdp = described.and_then(|described| {
            let sdp = self.answer_of_callee(now, key, name, described.clone())?;
            let call = self.call_mut(key)?;
            call.early.keep(index, &provisional.tag, described);
            Some(sdp)
        });
        if several && sdp.is_none() && !(first && provisional.status == StatusCode::RINGING) {
            return;
        }
        if end_to_end {
            // The caller's PRACK goes to the phone only if the phone waits for one. A 1xx that the
            // phone did not make reliable is so on the caller's leg all the same (R-8.2-1).
            if let Some(policy) = self.agent.policy_mut(a) {
                policy.prack = if passes_on {
                    Handling::Owner
                } else {
                    Handling::Automatic
                };
            }
            if let Some(call) = self.call_mut(key) {
                call.answer_delivered |= passes_on && sdp.is_some();
            }
        }
        if let Some(call) = self.call_mut(key).filter(|_| sdp.is_some()) {
            let told = call.a.0.media.local.last().cloned();
            call.early_answer = call.early_answer.take().or(told.map(Box::new));
        }
        let progress = Progress {
            status: provisional.status,
            sdp: sdp.as_deref(),
            lines: &[],
        };
        self.agent.progress(now, a, progress, &mut out.sends);
    }

    /// The caller's PRACK goes on to the phone (JJ-22.11 §i.4 F7, F8). A description in it does not:
    /// PRACK has none (JJ-22.11 T13-14), so an offer is refused and the session stays as it is.
    pub(crate) fn pracked(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        sdp: Option<&[u8]>,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if name != LegName::A {
            return;
        }
        let a = call.a.0.session;
        let passed_on = call
            .peer_of(LegName::A)
            .filter(|_| call.end_to_end.rel100 && call.is_early())
            .and_then(|b| call.session_of(b));
        if let Some(session) = passed_on {
            self.agent.prack(now, session, None, &mut out.sends);
        }
        if sdp.is_some() {
            let status = StatusCode::NOT_ACCEPTABLE_HERE;
            self.agent.refuse_prack(now, a, status, &mut out.sends);
        } else if passed_on.is_none() {
            self.agent.accept_prack(now, a, None, &mut out.sends);
        }
    }

    /// The phone has answered the PRACK, and so is the caller (JJ-22.11 §i.4 F9, F10).
    pub(crate) fn prack_answered(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        if let Some(call) = self.call_mut(key) {
            let a = call.a.0.session;
            self.agent.accept_prack(now, a, None, &mut out.sends);
        }
    }

    /// The caller's answer to the offer of the phone, as the phone gets it.
    pub(crate) fn answer_of_caller(
        &mut self,
        key: CallKey,
        b: LegName,
        described: SessionDescription,
    ) -> Option<Vec<u8>> {
        let call = self.call_mut(key)?;
        let Offer::FromCallee(Some(offer)) = std::mem::replace(&mut call.offer, Offer::Settled)
        else {
            return None;
        };
        let leg = call.leg_mut(b)?;
        let body = answer_body(&described, &offer, &leg.media).ok()?;
        let written = leg.media.write(body);
        leg.media.settle(*offer);
        call.a.0.media.settle(described);
        Some(written)
    }

    /// SDP in a 1xx or 2xx of a phone, as the caller gets it: the answer to its offer, or an offer
    /// if the INVITE had none. The phone has the media from now on.
    pub(crate) fn answer_of_callee(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        described: SessionDescription,
    ) -> Option<Vec<u8>> {
        let call = self.call_mut(key)?;
        let media = &mut call.a.0.media;
        let body = match &mut call.offer {
            Offer::FromCaller(offer) => answer_body(&described, offer, media).ok()?,
            Offer::FromCallee(offer) => {
                let body = offer_body(&described, media).ok()?;
                *offer = Some(Box::new(described.clone()));
                body
            }
            Offer::Withheld(_) | Offer::Settled => return None,
        };
        let written = media.write(body);
        self.signal_leg(now, key, name, &described);
        if let Some(call) = self.call_mut(key)
            && let Offer::FromCaller(_) = call.offer
            && let Some(leg) = call.leg_mut(name)
        {
            leg.media.settle(described);
        }
        Some(written)
    }

    /// Tells the relay what a leg's peer says of its media.
    pub(crate) fn signal_leg(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        described: &SessionDescription,
    ) {
        let Some(call) = self.calls.get(key.0 as usize) else {
            return;
        };
        let Some(leg) = call.leg(name) else {
            return;
        };
        let session: SessionId = leg.session;
        let Some(flow) = self.agent.flow(session) else {
            return;
        };
        if let Some(relay) = self.relays.get_mut(call.relay) {
            relay.signal(now, name.side(), leg.media.pair, described, flow.remote);
        }
    }
}
