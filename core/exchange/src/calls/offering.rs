//! INVITE to every phone of the called number, at once (R-4.1.1-4, R-5.1.1-2).

use naisen_agent::{Invite, Party, SessionId};
use naisen_media::{Mode, Side};
use naisen_node::{Flow, Outbox, Time};
use naisen_sip::Host;
use smallvec::SmallVec;

use super::incoming::{Incoming, Refusal, Unstarted};
use super::{
    ALeg, BLeg, Call, CallKey, EarlyDialogs, Ledger, Leg, LegMedia, LegName, Offer, Offers, State,
    first_offer_body,
};
use crate::exchange::{AlarmKey, Exchange};
use crate::relays::RelayId;
use crate::{Binding, Event, Notice};

impl Exchange {
    /// Begins a call to these phones.
    pub(crate) fn offer(
        &mut self,
        now: Time,
        incoming: Incoming<'_>,
        contacts: &[Binding],
        out: &mut Outbox<Event>,
    ) -> Result<(), Box<Unstarted>> {
        let relay = self.relays.open(Mode::Bridge);
        let Some(media_a) = self.take_media(now, incoming.flow, relay, Side::A) else {
            return Err(self.without_ports(now, relay, [], incoming.ledger, out));
        };
        // Without a pair a phone is not called; without any the call is refused.
        let mut phones: SmallVec<[(&Binding, LegMedia); 2]> = SmallVec::new();
        for binding in contacts {
            if let Some(media) = self.take_media(now, binding.flow, relay, Side::B) {
                phones.push((binding, media));
            }
        }
        if phones.is_empty() {
            return Err(self.without_ports(now, relay, [media_a], incoming.ledger, out));
        }
        let withheld = self.config.offerless_invite && incoming.offer.is_some();
        let offers = Offers {
            by_caller: incoming.offer.is_some(),
            to_phones: incoming.offer.is_some() && !withheld,
        };
        let (policy, end_to_end) = self.settle_options(incoming.session, phones.len(), offers);
        let mut ledger = incoming.ledger;
        let host = incoming.host;
        let lines = incoming.caller.lines(&host);
        let from_uri = incoming.caller.uri(&host);
        let from = Party {
            uri: &from_uri,
            display: incoming.caller.display(),
        };
        let to_uri = callee_uri(&ledger.dialled, &host);
        let to = Party {
            uri: &to_uri,
            display: None,
        };
        let mut legs: SmallVec<[BLeg; 1]> = SmallVec::new();
        for (binding, mut media) in phones {
            let body = incoming
                .offer
                .as_ref()
                .and_then(|offer| first_offer_body(offer, &media).ok());
            let unusable = body.is_none() && incoming.offer.is_some();
            let sdp = body.filter(|_| !withheld).map(|body| media.write(body));
            let invite = Invite {
                flow: naisen_agent::next_hop(binding.flow, &binding.contact),
                request_uri: &binding.contact,
                from,
                to,
                sdp: sdp.as_deref(),
                lines: lines.as_bytes(),
                credentials: None,
            };
            let session = if unusable {
                None
            } else {
                self.agent
                    .invite(now, invite, policy.clone(), &mut out.sends)
            };
            match session {
                Some(session) => {
                    if ledger.callee_call_id.is_none() {
                        ledger.callee_call_id = self.agent.call_id(session).map(Into::into);
                    }
                    legs.push(BLeg {
                        leg: Leg::new(session, media),
                        contact: binding.contact.clone(),
                        lost: false,
                    });
                }
                None => self.ports.give_back(now, media.pair, relay),
            }
        }
        if legs.is_empty() {
            let refusal = match &incoming.offer {
                Some(_) => Refusal::no_media(incoming.flow, "no usable audio"),
                None => Refusal::busy(&self.config.admission),
            };
            self.relays.close(relay);
            self.ports.give_back(now, media_a.pair, relay);
            return Err(Unstarted::new(refusal, ledger));
        }
        self.agent.trying(now, incoming.session, &mut out.sends);
        if let Some(offer) = &incoming.offer {
            self.signal(now, relay, Side::A, &media_a, offer, incoming.flow);
        }
        out.events.push(Event::CallStarted {
            id: ledger.id.clone(),
            caller: ledger.caller.clone(),
            dialled: ledger.dialled.clone(),
        });
        let sessions: SmallVec<[SessionId; 2]> = legs.iter().map(|b| b.leg.session).collect();
        let key = self.insert_call(Call {
            state: State::Offered,
            a: ALeg(Leg::new(incoming.session, media_a)),
            b: legs,
            winner: None,
            relay,
            offer: match incoming.offer {
                Some(offer) if withheld => Offer::Withheld(Box::new(offer)),
                Some(offer) => Offer::FromCaller(Box::new(offer)),
                None => Offer::FromCallee(None),
            },
            answer_delivered: false,
            early: EarlyDialogs::default(),
            early_answer: None,
            realign: false,
            change: None,
            end_to_end,
            refusal: None,
            service: None,
            ring_alarm: None,
            bye_alarm: None,
            ledger,
        });
        self.join(incoming.session, key, LegName::A);
        for (index, session) in (0u8..).zip(sessions) {
            self.join(session, key, LegName::B(index));
        }
        let due = now + self.config.ring_timeout;
        let alarm = self.wheel.set(due, AlarmKey::Ring(key));
        if let Some(call) = self.call_mut(key) {
            call.ring_alarm = Some(alarm);
        }
        Ok(())
    }

    /// Takes a port pair for a leg along this flow.
    pub(crate) fn take_media(
        &mut self,
        now: Time,
        flow: Flow,
        relay: RelayId,
        side: Side,
    ) -> Option<LegMedia> {
        let ip = self.media_ip(flow.local.ip());
        let (pair, address) = self.ports.take(now, ip, relay, side)?;
        Some(LegMedia::new(
            pair,
            address,
            &self.config.description,
            &mut self.random,
        ))
    }

    /// Gives back what a call without enough ports had taken.
    pub(crate) fn without_ports<const N: usize>(
        &mut self,
        now: Time,
        relay: RelayId,
        taken: [LegMedia; N],
        ledger: Ledger,
        out: &mut Outbox<Event>,
    ) -> Box<Unstarted> {
        for media in taken {
            self.ports.give_back(now, media.pair, relay);
        }
        self.relays.close(relay);
        out.events.push(Event::Noticed(Notice::NoMediaPorts));
        Unstarted::new(Refusal::busy(&self.config.admission), ledger)
    }

    pub(crate) fn insert_call(&mut self, call: Call) -> CallKey {
        let index = self.calls.insert(call);
        CallKey(u32::try_from(index).expect("fewer than MAX_CALLS"))
    }
}

/// To of every leg B: the called number at the host that the caller used (JJ-22.11 §i.4).
fn callee_uri(number: &str, host: &Host<'_>) -> String {
    format!("sip:{number}@{host}")
}
