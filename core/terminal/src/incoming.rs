//! Calls that come in (JJ-22.11 §6, §12.2).

use naisen_agent::{Caller, Progress, SessionId};
use naisen_node::{Outbox, Time};
use naisen_sdp::{OwnMedia, RemoteDescription, SessionDescription, answer, offer};
use naisen_sip::{ContentType, Message, StatusCode, Uri};

use crate::ending::Ending;
use crate::line::{Line, RingingEnd, Stage};
use crate::outgoing::take_answer;
use crate::registration::Registration;
use crate::unacceptable::Unacceptable;
use crate::{AnswerMode, Ended, EndedBy, Event, Hears, Terminal};

impl Terminal {
    /// An Initial INVITE: refused, or it rings.
    pub(crate) fn invited(
        &mut self,
        now: Time,
        session: SessionId,
        message: &Message<'_>,
        out: &mut Outbox<Event>,
    ) {
        let offered = match self.screen(now, message) {
            Ok(offered) => offered,
            Err(status @ StatusCode::NOT_ACCEPTABLE_HERE) => {
                let why = Unacceptable::new(&self.config);
                let why = why.explanation();
                self.agent
                    .reject(now, session, status, None, why, &mut out.sends);
                return;
            }
            Err(status) => {
                self.reject(now, session, status, out);
                return;
            }
        };
        // R-6.1.1-2.
        self.agent.trying(now, session, &mut out.sends);
        if offered.is_none()
            && let Some(policy) = self.agent.policy_mut(session)
        {
            // RFC 3262 §5: a reliable 1xx would have to bring the offer, before anybody answers.
            policy.rel100 = false;
        }
        let call = self.next_call();
        let stage = Stage::Ringing {
            offer: offered.map(Box::new),
            ends_at: Some(match self.config.answer {
                AnswerMode::Automatic { ring } => (now + ring, RingingEnd::Answer),
                AnswerMode::Manual | AnswerMode::Refuse(_) => {
                    (now + self.config.ring_limit, RingingEnd::Refuse)
                }
            }),
            answer_wanted: false,
        };
        let caller = Caller::of(message, self.config.display_method);
        out.events.push(Event::Incoming { call, caller });
        let Some(slot) = self.open_line(now, call, stage, out) else {
            self.reject(now, session, StatusCode::BUSY_HERE, out);
            return;
        };
        if let Some(line) = self.line(slot) {
            line.session = Some(session);
        }
        let progress = Progress {
            status: StatusCode::RINGING,
            sdp: None,
            lines: b"",
        };
        self.agent.progress(now, session, progress, &mut out.sends);
    }

    /// Answers a call that rings here, now or as soon as there is a media port.
    pub(crate) fn accept(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let capabilities = self.config.capabilities();
        let order = self.config.media.answer_order;
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let Stage::Ringing {
            offer: offered,
            ends_at,
            answer_wanted,
        } = &mut line.stage
        else {
            return;
        };
        *ends_at = None;
        let (Some(own), Some(local), Some(session)) = (line.own, &mut line.local, line.session)
        else {
            *answer_wanted = true;
            return;
        };
        let mut sdp = Vec::new();
        let agreed = match offered.take() {
            None => {
                let ours = local.next(offer(&capabilities, own));
                ours.write_into(&mut sdp);
                line.offered = Some(ours);
                None
            }
            Some(offered) => {
                // The screen has seen that it can be answered.
                let Ok(reply) = answer(&offered, &capabilities, own, order) else {
                    self.refuse(now, slot, StatusCode::NOT_ACCEPTABLE_HERE, out);
                    return;
                };
                let ours = local.next(reply.description);
                local.establish(&offered);
                ours.write_into(&mut sdp);
                line.remote = Some(RemoteDescription::new(*offered, Some(&ours)));
                Some(reply.agreed)
            }
        };
        line.stage = Stage::Talking;
        if let Some(agreed) = agreed {
            line.connect(now, agreed, &mut self.random);
        }
        out.events.push(Event::Answered { call: line.call });
        line.hear(now, Hears::Talk, &mut out.events);
        line.tell_hold(&mut out.events);
        self.agent.answer(now, session, Some(&sdp), &mut out.sends);
    }

    /// Refuses a call that rings here.
    pub(crate) fn refuse(
        &mut self,
        now: Time,
        slot: usize,
        status: StatusCode,
        out: &mut Outbox<Event>,
    ) {
        let Some(line) = self.line(slot) else {
            return;
        };
        if !matches!(line.stage, Stage::Ringing { .. }) {
            return;
        }
        let status = refusal(status);
        if let Some(session) = line.session.take() {
            self.reject(now, session, status, out);
        }
        let ending = Ending {
            by: EndedBy::Us,
            status: Some(status),
            reason: Ended::Refused {
                phrase: status.reason().into(),
            },
            busy: false,
            ..Ending::failure(Ended::GivenUp)
        };
        self.end(now, slot, ending, out);
    }

    /// The ACK of our 2xx; with the answer, if our 2xx offered.
    pub(crate) fn acknowledged(
        &mut self,
        now: Time,
        session: SessionId,
        sdp: Option<Box<[u8]>>,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let line = self.lines.get_mut(slot).and_then(Option::as_deref_mut);
        let Some(line) = line.filter(|line| line.is_call()) else {
            return;
        };
        if let Some(sdp) = sdp {
            if line.audio.is_none() {
                take_answer(now, line, sdp, false, &mut self.random);
            } else {
                self.answer_in_ack(now, slot, &sdp, out);
                return;
            }
        }
        if line.audio.is_none() {
            self.agent.release(now, session, b"", &mut out.sends);
            self.end(now, slot, Ending::failure(Ended::NoCommonAudio), out);
        }
    }

    pub(crate) fn reject(
        &mut self,
        now: Time,
        session: SessionId,
        status: StatusCode,
        out: &mut Outbox<Event>,
    ) {
        self.agent
            .reject(now, session, status, None, b"", &mut out.sends);
    }

    /// What an INVITE may not be, in the order of the checks; else its offer, if it has one.
    fn screen(
        &self,
        now: Time,
        message: &Message<'_>,
    ) -> Result<Option<SessionDescription>, StatusCode> {
        let contact = self
            .registration
            .as_ref()
            .and_then(|it: &Registration| it.bound_contact(now));
        if let Some(contact) = contact
            && !is_for(message.request_uri().unwrap_or(""), contact)
        {
            return Err(StatusCode::NOT_FOUND);
        }
        if let AnswerMode::Refuse(status) = self.config.answer {
            return Err(refusal(status));
        }
        if self.is_full() {
            return Err(StatusCode::BUSY_HERE);
        }
        // The agent has let another body pass only where it need not be understood.
        if message.body().is_empty() || !is_sdp(message) {
            return Ok(None);
        }
        let offered =
            SessionDescription::parse(message.body()).map_err(|_| StatusCode::BAD_REQUEST)?;
        let own = OwnMedia {
            address: self.config.media.address,
            port: *self.config.media.ports.start(),
        };
        let order = self.config.media.answer_order;
        match answer(&offered, &self.config.capabilities(), own, order) {
            Ok(_) => Ok(Some(offered)),
            Err(_) => Err(StatusCode::NOT_ACCEPTABLE_HERE),
        }
    }
}

/// The status to refuse with: never one that redirects, since nobody vouches for where it would lead
/// (R-6.4-1).
fn refusal(status: StatusCode) -> StatusCode {
    if status.code() < 400 {
        StatusCode::BUSY_HERE
    } else {
        status
    }
}

fn is_sdp(message: &Message<'_>) -> bool {
    let content_type = message.typed::<ContentType<'_>>().ok().flatten();
    content_type.is_some_and(|it| {
        it.media_type.eq_ignore_ascii_case("application") && it.subtype.eq_ignore_ascii_case("sdp")
    })
}

/// Whether a Request-URI names our registered Contact: user and host decide, neither port nor
/// parameters (R-6.1.2-2, R-6.1.2-3, R-6.1.2-4, R-6.1.2-5).
fn is_for(request_uri: &str, contact: &str) -> bool {
    match (Uri::parse(request_uri), Uri::parse(contact)) {
        (Ok(request), Ok(contact)) => request.same_user_and_host(&contact),
        _ => false,
    }
}

/// A line whose call rings here.
impl Line {
    pub(crate) const fn is_ringing(&self) -> bool {
        matches!(self.stage, Stage::Ringing { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-6.1.2-2, R-6.1.2-3, R-6.1.2-4, R-6.1.2-5
    #[test]
    fn user_and_host_of_the_request_uri_decide() {
        for (request, expected) in [
            ("sip:abc@192.0.2.1:5062", true),
            ("sip:abc@192.0.2.1", true),
            ("sip:abc@192.0.2.1:9;transport=tcp;x=y", true),
            ("sip:abd@192.0.2.1:5062", false),
            ("sip:abc@192.0.2.2:5062", false),
            ("sip:192.0.2.1:5062", false),
            ("tel:100", false),
            ("", false),
        ] {
            assert_eq!(
                is_for(request, "sip:abc@192.0.2.1:5062"),
                expected,
                "{request}"
            );
        }
    }
}
