//! The lines that the exchange answers itself, so that one phone alone can be tested.

use std::time::Duration;

use naisen_agent::Progress;
use naisen_cause::Rule;
use naisen_media::{AudioSource, Law, Mode, PacketTime, PayloadTypes, Side, Tone, Transmitter};
use naisen_node::{Alarm, Channel, Flow, Outbox, Time};
use naisen_sdp::{Agreed, NotAcceptable, SessionDescription, accepted, answer, offer, supported};
use naisen_sip::StatusCode;
use smallvec::SmallVec;

use crate::Event;
use crate::calls::{
    ALeg, Call, CallKey, EarlyDialogs, EndToEnd, Leg, LegMedia, LegName, Offer, Offers, State,
};
use crate::calls::{Incoming, Refusal, Unstarted};
use crate::config::ServiceLines;
use crate::exchange::{AlarmKey, Exchange};
use crate::header_lines::HeaderLines;
use crate::relays::RelayId;
use crate::routing::Service;

/// How long the line that hangs up stays.
const HANGUP_AFTER: Duration = Duration::from_secs(1);

/// The time between two frames of a tone.
const FRAME_TIME: Duration = Duration::from_millis(20);

/// A call to one of our own lines.
#[derive(Debug)]
pub(crate) struct ServiceCall {
    service: Service,
    /// The next packet, or the time to hang up.
    pub alarm: Option<Alarm>,
    player: Option<Box<Player>>,
}

/// The milliwatt as it is sent.
#[derive(Debug)]
struct Player {
    transmitter: Transmitter,
    /// Whether the caller wants to hear it now.
    heard: bool,
    packet: Vec<u8>,
    due: Time,
}

impl Exchange {
    /// Answers a call to one of our own lines: 180, then 200.
    pub(crate) fn start_service(
        &mut self,
        now: Time,
        incoming: Incoming<'_>,
        service: Service,
        out: &mut Outbox<Event>,
    ) -> Result<(), Box<Unstarted>> {
        let mode = match service {
            Service::Echo => Mode::Loopback,
            Service::Milliwatt | Service::Hangup => Mode::Bridge,
        };
        let relay = self.relays.open(mode);
        let Some(mut media) = self.take_media(now, incoming.flow, relay, Side::A) else {
            return Err(self.without_ports(now, relay, [], incoming.ledger, out));
        };
        let (sdp, agreed) = match &incoming.offer {
            None => (
                media.write(offer(&self.config.services.capabilities, media.own)),
                None,
            ),
            Some(offered) => match answer_as_line(offered, &mut media, &self.config.services) {
                Ok((sdp, agreed)) => (sdp, Some(agreed)),
                Err(error) => {
                    self.relays.close(relay);
                    self.ports.give_back(now, media.pair, relay);
                    let refusal = self.config.services.refusal(incoming.flow, error);
                    return Err(Unstarted::new(refusal, incoming.ledger));
                }
            },
        };
        let session = incoming.session;
        // No phone: nothing runs end to end.
        let offers = Offers {
            by_caller: incoming.offer.is_some(),
            to_phones: false,
        };
        self.settle_options(session, 0, offers);
        if let Some(policy) = self.agent.policy_mut(session) {
            policy.rel100 = false;
        }
        if let Some(offered) = &incoming.offer {
            self.signal(now, relay, Side::A, &media, offered, incoming.flow);
        }
        let mut ledger = incoming.ledger;
        ledger.rang_at = Some(now);
        ledger.answered_at = Some(now);
        out.events.push(Event::CallStarted {
            id: ledger.id.clone(),
            caller: ledger.caller.clone(),
            dialled: ledger.dialled.clone(),
        });
        out.events.push(Event::CallAnswered {
            id: ledger.id.clone(),
        });
        self.answered_count += 1;
        let key = self.insert_call(Call {
            state: State::Connecting,
            a: ALeg(Leg {
                answers_in_ack: incoming.offer.is_none(),
                ..Leg::new(session, media)
            }),
            b: SmallVec::new(),
            winner: None,
            relay,
            offer: Offer::Settled,
            answer_delivered: false,
            early: EarlyDialogs::default(),
            early_answer: None,
            realign: false,
            change: None,
            end_to_end: EndToEnd::default(),
            refusal: None,
            service: Some(ServiceCall {
                service,
                alarm: None,
                player: None,
            }),
            ring_alarm: None,
            bye_alarm: None,
            ledger,
        });
        self.join(session, key, LegName::A);
        let ringing = Progress {
            status: StatusCode::RINGING,
            sdp: None,
            lines: &[],
        };
        self.agent.progress(now, session, ringing, &mut out.sends);
        self.agent.answer(now, session, Some(&sdp), &mut out.sends);
        self.begin_service(now, key, agreed.as_ref());
        Ok(())
    }

    /// The caller asks for a refresh or a change.
    pub(crate) fn service_changed(
        &mut self,
        now: Time,
        key: CallKey,
        sdp: Option<&[u8]>,
        out: &mut Outbox<Event>,
    ) {
        let call = self.calls.get_mut(key.0 as usize);
        let Some(leg) = call.and_then(|call| call.leg_mut(LegName::A)) else {
            return;
        };
        let session = leg.session;
        let Some(sdp) = sdp else {
            let repeated = leg.media.repeat();
            leg.answers_in_ack = true;
            self.agent
                .accept_modify(now, session, repeated.as_deref(), &mut out.sends);
            return;
        };
        let offered = match SessionDescription::parse(sdp) {
            Ok(offered) => offered,
            Err(error) => {
                self.refuse_offer(now, session, error, out);
                return;
            }
        };
        match answer_as_line(&offered, &mut leg.media, &self.config.services) {
            Ok((sdp, agreed)) => {
                self.signal_leg(now, key, LegName::A, &offered);
                self.tune(key, &agreed);
                self.agent
                    .accept_modify(now, session, Some(&sdp), &mut out.sends);
            }
            Err(error) => {
                if let Some(flow) = self.agent.flow(session) {
                    let refusal = self.config.services.refusal(flow, error);
                    self.refuse_change(now, session, &refusal, out);
                }
            }
        }
    }

    /// A line's alarm: the next packet of its tone, or the time to hang up.
    pub(crate) fn service_due(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        let Some(call) = self.calls.get_mut(key.0 as usize) else {
            return;
        };
        let Some(service) = &mut call.service else {
            return;
        };
        service.alarm = None;
        let Some(player) = &mut service.player else {
            self.release_call(now, key, Rule::Completed, out);
            return;
        };
        player.packet.clear();
        if player.heard {
            player.transmitter.next_frame(&mut player.packet);
        }
        player.due += FRAME_TIME;
        if player.due < now {
            // The clock stood still for longer than a frame: what was missed is not made up for.
            player.due = now + FRAME_TIME;
        }
        service.alarm = Some(self.wheel.set(player.due, AlarmKey::Service(key)));
        let relay = self.relays.get(call.relay);
        let to = relay.and_then(|it| it.stream.destination(Side::A, Channel::Rtp));
        if let Some(to) = to.filter(|_| !player.packet.is_empty()) {
            let pair = call.a.0.media.pair;
            out.sends.media(pair, Channel::Rtp, to, &player.packet);
        }
    }

    fn begin_service(&mut self, now: Time, key: CallKey, agreed: Option<&Agreed>) {
        let mut transmitter =
            Transmitter::new(&mut self.random, Law::Mu, PayloadTypes::of(Law::Mu, None));
        let Some(service) = self
            .calls
            .get_mut(key.0 as usize)
            .and_then(|call| call.service.as_mut())
        else {
            return;
        };
        let due = match service.service {
            Service::Echo => return,
            Service::Hangup => now + HANGUP_AFTER,
            Service::Milliwatt => now + FRAME_TIME,
        };
        if service.service == Service::Milliwatt {
            transmitter.play(AudioSource::Tone(Tone::milliwatt()));
            service.player = Some(Box::new(Player {
                transmitter,
                heard: true,
                packet: Vec::new(),
                due,
            }));
        }
        service.alarm = Some(self.wheel.set(due, AlarmKey::Service(key)));
        if let Some(agreed) = agreed {
            self.tune(key, agreed);
        }
    }

    /// The caller's answer to the offer of a line.
    pub(crate) fn service_answered(&mut self, key: CallKey, answer: &SessionDescription) {
        let agreed = self.call_mut(key).and_then(|call| {
            let ours = call.a.0.media.local.last()?;
            accepted(ours, answer).ok()
        });
        if let Some(agreed) = agreed {
            self.tune(key, &agreed);
        }
    }

    /// A tone follows what was agreed: its codec, the time of a packet, and whether the caller hears it.
    fn tune(&mut self, key: CallKey, agreed: &Agreed) {
        let service = self.call_mut(key).and_then(|call| call.service.as_mut());
        if let Some(player) = service.and_then(|service| service.player.as_mut()) {
            let a_law = agreed.codec.encoding.eq_ignore_ascii_case("PCMA");
            let numbers = PayloadTypes {
                audio: agreed.codec.payload_type,
                event: None,
            };
            let law = if a_law { Law::A } else { Law::Mu };
            player.transmitter.renegotiate(law, numbers);
            player
                .transmitter
                .set_packet_time(PacketTime::within(agreed.packet_time_ms));
            player.heard = agreed.direction.sends();
        }
    }

    /// Tells the relay what the peer along `flow` says of its media.
    pub(crate) fn signal(
        &mut self,
        now: Time,
        relay: RelayId,
        side: Side,
        media: &LegMedia,
        described: &SessionDescription,
        flow: Flow,
    ) {
        if let Some(relay) = self.relays.get_mut(relay) {
            relay.signal(now, side, media.pair, described, flow.remote);
        }
    }
}

impl ServiceLines {
    /// The 488 to an offer that a line cannot answer (R-10.2.1-13).
    fn refusal(&self, flow: Flow, why: NotAcceptable) -> Refusal {
        let mut refusal = Refusal::no_media(flow, why);
        if !self.warns_in_488 {
            refusal.lines = HeaderLines::default();
        }
        if self.lists_codecs_in_488 {
            refusal.sdp = Some(supported(&self.capabilities, flow.local.ip()).to_bytes());
        }
        refusal
    }
}

/// Answers an offer as a terminal with G.711 would.
fn answer_as_line(
    offered: &SessionDescription,
    media: &mut LegMedia,
    services: &ServiceLines,
) -> Result<(Vec<u8>, Agreed), NotAcceptable> {
    let order = services.answer_order;
    let answered = answer(offered, &services.capabilities, media.own, order)?;
    let sdp = media.write(answered.description);
    media.settle(offered.clone());
    Ok((sdp, answered.agreed))
}
