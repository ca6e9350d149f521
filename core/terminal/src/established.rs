//! Changes of a session that has media: hold, refresh, a new address of the peer (JJ-22.11 §9.2,
//! §10.2.2 to §10.2.4).

use naisen_agent::{Change as Ask, Explanation, Failure, FailureOrigin, ModifyMethod, SessionId};
use naisen_node::{Outbox, Time};
use naisen_sdp::{
    Capabilities, Change, Direction, RemoteDescription, SessionDescription, accepted, answer, offer,
};
use naisen_sip::StatusCode;

use crate::line::{Changing, Line, Stage};
use crate::unacceptable::Unacceptable;
use crate::{Event, Terminal};

impl Terminal {
    /// Puts the peer on hold, or takes it back (R-10.2.3-1).
    pub(crate) fn hold(&mut self, now: Time, slot: usize, hold: bool, out: &mut Outbox<Event>) {
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        if !self.config.media.requests_changes {
            let status = StatusCode::NOT_ACCEPTABLE_HERE;
            out.events.push(hold_done(line, Some(status)));
            return;
        }
        let (Some(session), Some(local), None) = (line.session, &mut line.local, line.changing)
        else {
            out.events
                .push(hold_done(line, Some(StatusCode::REQUEST_PENDING)));
            return;
        };
        let base = match &line.stage {
            Stage::Talking => local.refresh().or(local.last()).cloned(),
            _ => None,
        };
        let Some(mut body) = base else {
            out.events
                .push(hold_done(line, Some(StatusCode::REQUEST_PENDING)));
            return;
        };
        body.set_audio_direction(if hold {
            Direction::SendOnly
        } else {
            Direction::SendRecv
        });
        let sdp = written(&local.next(body));
        let ask = Ask {
            method: None,
            sdp: Some(&sdp),
            timer: None,
            retry_glare: true,
        };
        if self.agent.modify(now, session, ask, &mut out.sends) {
            line.changing = Some(Changing::Hold(hold));
        } else {
            local.take_back();
            out.events
                .push(hold_done(line, Some(StatusCode::REQUEST_PENDING)));
        }
    }

    /// The agent has to refresh by re-INVITE: with what was established, and only the codec in use
    /// (R-10.2.4-1, R-10.2.4-2).
    pub(crate) fn refresh(&mut self, now: Time, session: SessionId, out: &mut Outbox<Event>) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let Some(local) = line.local.as_mut().filter(|_| line.changing.is_none()) else {
            return;
        };
        let Some(body) = local.refresh().or(local.last()).cloned() else {
            return;
        };
        let sdp = written(&local.next(body));
        let ask = Ask {
            method: Some(ModifyMethod::Invite),
            sdp: Some(&sdp),
            timer: None,
            retry_glare: true,
        };
        if self.agent.modify(now, session, ask, &mut out.sends) {
            line.changing = Some(Changing::Refresh);
        } else {
            local.take_back();
        }
    }

    /// Our change was accepted.
    pub(crate) fn modified(
        &mut self,
        now: Time,
        session: SessionId,
        sdp: Option<&[u8]>,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let Some(changing) = line.changing.take().filter(|_| line.is_call()) else {
            return;
        };
        let agreed = sdp.and_then(|sdp| {
            let theirs = SessionDescription::parse(sdp).ok()?;
            let agreed = accepted(line.local.as_ref()?.last()?, &theirs).ok()?;
            Some((theirs, agreed))
        });
        let refused = match agreed {
            Some((theirs, agreed)) => {
                hold_now(line, theirs);
                line.connect(now, agreed, &mut self.random);
                None
            }
            // The peer accepted without saying how: what was established goes on.
            None => {
                if let Some(local) = &mut line.local {
                    local.withdraw();
                }
                Some(StatusCode::NOT_ACCEPTABLE_HERE)
            }
        };
        if let Changing::Hold(hold) = changing {
            if refused.is_none() {
                line.on_hold = hold;
            }
            out.events.push(hold_done(line, refused));
        }
        line.tell_hold(&mut out.events);
    }

    /// Our change was refused: the session goes on as it was (R-10.2.2-5). A hold that met a change
    /// of the peer is asked for again, over what holds now.
    pub(crate) fn modify_refused(
        &mut self,
        now: Time,
        session: SessionId,
        failure: &Failure,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.line(slot) else {
            return;
        };
        if let Some(local) = &mut line.local {
            local.withdraw();
        }
        let Some(Changing::Hold(hold)) = line.changing.take() else {
            return;
        };
        let met =
            failure.origin == FailureOrigin::Local && failure.status == StatusCode::REQUEST_PENDING;
        if met {
            self.hold(now, slot, hold, out);
        } else {
            out.events.push(hold_done(line, Some(failure.status)));
        }
    }

    /// The peer refreshes or changes the session, before its answer by UPDATE
    /// (R-5.2.2.2.2-2, R-5.2.2.2.2-3), afterwards by either method.
    pub(crate) fn modify_requested(
        &mut self,
        now: Time,
        session: SessionId,
        method: ModifyMethod,
        sdp: Option<Box<[u8]>>,
        out: &mut Outbox<Event>,
    ) {
        let capabilities = self.config.capabilities();
        let slot = self.slot_of_session(session);
        let line = slot.and_then(|slot| self.lines.get_mut(slot)?.as_deref_mut());
        let Some(line) = line.filter(|line| line.is_call()) else {
            let status = StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            self.agent
                .refuse_modify(now, session, status, b"", &mut out.sends);
            return;
        };
        // Ours that waits goes out as it is if theirs is refused.
        let ours = line.changing.is_some().then(|| line.local.clone());
        let reply = match sdp {
            // RFC 3311 §5.2: the offer of its INVITE is not answered yet.
            Some(_) if line.is_ringing() => Err(StatusCode::SERVER_INTERNAL_ERROR),
            Some(sdp) => {
                let order = self.config.media.answer_order;
                changed(now, line, &sdp, capabilities, order, &mut self.random)
            }
            None if method == ModifyMethod::Update => Ok(None),
            None => offer_again(line, &capabilities).map(Some),
        };
        match reply {
            Ok(sdp) => {
                self.agent
                    .accept_modify(now, session, sdp.as_deref(), &mut out.sends);
                line.tell_hold(&mut out.events);
            }
            Err(status) => {
                if let Some(ours) = ours {
                    line.local = ours;
                }
                let unacceptable = Unacceptable::new(&self.config);
                let why = match status {
                    StatusCode::SERVER_INTERNAL_ERROR => b"Retry-After: 2\r\n".into(),
                    StatusCode::NOT_ACCEPTABLE_HERE => unacceptable.explanation(),
                    _ => Explanation::default(),
                };
                self.agent
                    .refuse_modify(now, session, status, why, &mut out.sends);
            }
        }
    }

    /// The ACK answers the offer of our 2xx to a re-INVITE without one.
    pub(crate) fn answer_in_ack(
        &mut self,
        now: Time,
        slot: usize,
        sdp: &[u8],
        out: &mut Outbox<Event>,
    ) {
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let Ok(theirs) = SessionDescription::parse(sdp) else {
            return;
        };
        let agreed = line
            .local
            .as_ref()
            .and_then(|local| accepted(local.last()?, &theirs).ok());
        if let Some(agreed) = agreed {
            hold_now(line, theirs);
            line.connect(now, agreed, &mut self.random);
            line.tell_hold(&mut out.events);
        }
    }
}

/// Answers an offer of the peer within the session: what changes nothing is answered with what was
/// sent last (R-10.2.2-3, R-10.2.4-3 to R-10.2.4-5), what changes the media as at establishment
/// (R-10.2.2-2), what cannot be with 488 (R-10.2.2-4).
fn changed(
    now: Time,
    line: &mut Line,
    sdp: &[u8],
    capabilities: Capabilities,
    order: naisen_sdp::CodecOrder,
    random: &mut naisen_node::Random,
) -> Result<Option<Vec<u8>>, StatusCode> {
    let offered = SessionDescription::parse(sdp).map_err(|_| StatusCode::BAD_REQUEST)?;
    let (Some(own), Some(local)) = (line.own, &mut line.local) else {
        return Err(StatusCode::NOT_ACCEPTABLE_HERE);
    };
    if line.changing.is_some() {
        // Ours met theirs and waits: to the peer it was refused.
        local.withdraw();
    }
    let change = line.remote.as_ref().map(|remote| remote.classify(&offered));
    if let Some(Change::None | Change::CodecReduction) = change
        && let Some(body) = local.refresh().or(local.last()).cloned()
    {
        return Ok(Some(written(&local.next(body))));
    }
    let capabilities = Capabilities {
        direction: if line.on_hold {
            Direction::SendOnly
        } else {
            Direction::SendRecv
        },
        ..capabilities
    };
    let reply =
        answer(&offered, &capabilities, own, order).map_err(|_| StatusCode::NOT_ACCEPTABLE_HERE)?;
    let ours = local.next(reply.description);
    hold_now(line, offered);
    line.connect(now, reply.agreed, random);
    Ok(Some(written(&ours)))
}

/// The offer of a 2xx to a re-INVITE without one: what holds.
fn offer_again(line: &mut Line, capabilities: &Capabilities) -> Result<Vec<u8>, StatusCode> {
    let (Some(own), Some(local)) = (line.own, &mut line.local) else {
        return Err(StatusCode::NOT_ACCEPTABLE_HERE);
    };
    let body = local.refresh().or(local.last()).cloned();
    let body = body.unwrap_or_else(|| offer(capabilities, own));
    Ok(written(&local.next(body)))
}

/// What was sent last and what came from the peer hold from now on.
fn hold_now(line: &mut Line, theirs: SessionDescription) {
    let Some(local) = &mut line.local else {
        return;
    };
    local.establish(&theirs);
    let Some(ours) = local.last() else {
        return;
    };
    match &mut line.remote {
        Some(remote) => remote.accept(theirs, ours),
        None => line.remote = Some(RemoteDescription::new(theirs, Some(ours))),
    }
}

fn hold_done(line: &Line, refused: Option<StatusCode>) -> Event {
    Event::HoldDone {
        call: line.call,
        held: line.on_hold,
        refused,
    }
}

fn written(description: &SessionDescription) -> Vec<u8> {
    let mut sdp = Vec::new();
    description.write_into(&mut sdp);
    sdp
}
