//! Calls that the user places (JJ-22.11 §5, §12.1).

use naisen_agent::{
    CallerIdentity, Failure, FailureOrigin, Invite, Party, PeerReason, Presentation, SessionId,
};
use naisen_node::{Outbox, Time};
use naisen_sdp::{RemoteDescription, SessionDescription, accepted, offer};
use naisen_sip::StatusCode;

use crate::ending::Ending;
use crate::line::{Line, Stage};
use crate::{AudioStatistics, Dialled, DialledError, Ended, EndedBy, Event, Hears, Terminal};

impl Terminal {
    /// The user dials: a media port is asked for, and the INVITE goes out when it is there.
    pub(crate) fn dial(
        &mut self,
        now: Time,
        to: &str,
        presentation: Option<Presentation>,
        out: &mut Outbox<Event>,
    ) {
        let dialled = match Dialled::read(to, presentation, &self.config) {
            Ok(_) if self.is_full() => Err(DialledError::NoLine),
            read => read,
        };
        let dialled = match dialled {
            Ok(dialled) => dialled,
            Err(error) => {
                out.events.push(Event::NotDialled {
                    to: to.into(),
                    error,
                });
                return;
            }
        };
        let call = self.next_call();
        out.events.push(Event::Dialling {
            call,
            to: dialled.uri.clone(),
        });
        let refused = self
            .admission
            .must_wait(now, &dialled.uri)
            .map(|wait| Ended::AskedToWait { wait });
        let stage = Stage::Dialled {
            dialled,
            invite_at: None,
        };
        let refused = match refused {
            Some(reason) => Some(reason),
            None if self.open_line(now, call, stage, out).is_none() => Some(Ended::NoLine),
            None => None,
        };
        if let Some(reason) = refused {
            out.events.push(Event::Ended {
                call,
                by: EndedBy::Failure,
                status: None,
                rule: reason.rule(EndedBy::Failure, None, &PeerReason::default()),
                said: PeerReason::default(),
                reason,
                lines: Box::default(),
                statistics: AudioStatistics::default(),
            });
        }
    }

    /// The media port is there: the INVITE takes its turn.
    pub(crate) fn schedule_invite(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let at = self.admission.take(now, self.config.invite_spacing);
        if let Some(line) = self.line(slot)
            && let Stage::Dialled { invite_at, .. } = &mut line.stage
        {
            *invite_at = Some(at);
        }
        if at <= now {
            self.invite(now, slot, out);
        }
    }

    /// Sends the Initial INVITE, unless its server has asked for a wait since it was dialled.
    pub(crate) fn invite(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let wait = match self.line(slot).map(|line| &line.stage) {
            Some(Stage::Dialled { dialled, .. }) => {
                let uri = dialled.uri.clone();
                self.admission.must_wait(now, &uri)
            }
            _ => None,
        };
        if let Some(wait) = wait {
            let ending = Ending {
                busy: false,
                ..Ending::failure(Ended::AskedToWait { wait })
            };
            self.end(now, slot, ending, out);
            return;
        }
        let aor = self.config.aor();
        let capabilities = self.config.capabilities();
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let (Stage::Dialled { dialled, .. }, Some(own), Some(local)) =
            (&line.stage, line.own, &mut line.local)
        else {
            return;
        };
        let identity = CallerIdentity {
            aor: &aor,
            presentation: dialled.presentation,
            method: self.config.presentation_method,
            detail: self.config.identity_detail(),
        };
        let (uri, to) = (dialled.uri.clone(), dialled.to.clone());
        let offered = local.next(offer(&capabilities, own));
        let mut sdp = Vec::new();
        offered.write_into(&mut sdp);
        let session = self.agent.invite(
            now,
            Invite {
                flow: self.config.server,
                request_uri: &uri,
                from: identity.from(),
                to: Party {
                    uri: &to,
                    display: None,
                },
                sdp: Some(&sdp),
                lines: identity.lines().as_bytes(),
                credentials: self.config.credentials.clone(),
            },
            self.config.policy.clone(),
            &mut out.sends,
        );
        line.offered = Some(offered);
        line.session = session;
        line.stage = Stage::Calling { uri };
        if session.is_none() {
            self.end(now, slot, Ending::failure(Ended::NoLine), out);
        }
    }

    /// A 1xx other than 100 (JJ-22.11 §5.2.2).
    pub(crate) fn provisional(
        &mut self,
        now: Time,
        session: SessionId,
        status: StatusCode,
        tag: &str,
        sdp: Option<Box<[u8]>>,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        // R-5.2.2.2.1-1: an answer, reliable or not; what cannot be used counts as none.
        let answer = sdp.filter(|sdp| can_answer(line, sdp));
        let first = !tag.is_empty() && line.alerting.answer_of(tag).is_none();
        let ringing = status == StatusCode::RINGING;
        let alert = line.alerting.provisional(ringing, tag, answer.as_deref());
        if alert.connects
            && let Some(answer) = answer
        {
            take_answer(now, line, answer, first, &mut self.random);
        }
        if ringing && !line.ringing_told {
            line.ringing_told = true;
            out.events.push(Event::Ringing { call: line.call });
        }
        if let Some(hears) = alert.hears {
            line.hear(now, hears, &mut out.events);
        }
    }

    /// The 2xx (JJ-22.11 §5.3).
    pub(crate) fn answered(
        &mut self,
        now: Time,
        session: SessionId,
        tag: &str,
        sdp: Option<Box<[u8]>>,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        let early: Option<Box<[u8]>> = line.alerting.answer_of(tag).map(Box::from);
        let first = early.is_none();
        let answer = early.or(sdp);
        let fits = answer.as_deref().is_none_or(|sdp| can_answer(line, sdp));
        if let Some(answer) = answer.filter(|_| fits) {
            take_answer(now, line, answer, first, &mut self.random);
        }
        if line.audio.is_none() || !fits {
            self.agent.release(now, session, b"", &mut out.sends);
            self.end(now, slot, Ending::failure(Ended::NoCommonAudio), out);
            return;
        }
        line.stage = Stage::Talking;
        out.events.push(Event::Answered { call: line.call });
        line.hear(now, Hears::Talk, &mut out.events);
        line.tell_hold(&mut out.events);
    }

    /// A final response of 300 and above, or none at all (JJ-22.11 §5.4, §5.5).
    pub(crate) fn refused(
        &mut self,
        now: Time,
        session: SessionId,
        failure: Failure,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        if let (Some(seconds), Some(line)) = (failure.retry_after_s, self.line(slot))
            && let Stage::Calling { uri } = &line.stage
        {
            let uri = uri.clone();
            self.admission.wait(now, &uri, seconds);
        }
        let by = match failure.origin {
            FailureOrigin::Peer => EndedBy::Peer,
            _ => EndedBy::Failure,
        };
        let reason = match failure.origin {
            _ if failure.credentials_refused => Ended::WrongCredentials,
            FailureOrigin::Timeout => Ended::NoAnswer,
            FailureOrigin::Unreachable => Ended::Unreachable,
            FailureOrigin::Peer | FailureOrigin::Local => Ended::Refused {
                phrase: if failure.phrase.is_empty() {
                    failure.status.reason().into()
                } else {
                    failure.phrase
                },
            },
        };
        let ending = Ending {
            by,
            status: Some(failure.status),
            reason,
            said: failure.said,
            lines: failure.lines,
            busy: true,
        };
        self.end(now, slot, ending, out);
    }
}

/// Whether this SDP can be the answer to our offer.
fn can_answer(line: &Line, sdp: &[u8]) -> bool {
    line.offered.as_ref().is_some_and(|offered| {
        SessionDescription::parse(sdp).is_ok_and(|answer| accepted(offered, &answer).is_ok())
    })
}

/// Takes SDP as the answer to our offer: the first one counts, a different one later is attached
/// to (R-5.2.2.2.1-2, R-5.2.2.2.1-3). After a change within the early dialog the offer is a
/// matter of the past, and so is what still answers it: unless it is the `first` answer of its
/// dialog, which that change was none of.
pub(crate) fn take_answer(
    now: Time,
    line: &mut Line,
    sdp: Box<[u8]>,
    first: bool,
    random: &mut naisen_node::Random,
) {
    if line.answer.as_deref() == Some(&*sdp) {
        return;
    }
    let (Some(offered), Some(local)) = (&line.offered, &mut line.local) else {
        return;
    };
    if !first && local.last() != Some(offered) {
        return;
    }
    let Ok(answer) = SessionDescription::parse(&sdp) else {
        return;
    };
    let Ok(agreed) = accepted(offered, &answer) else {
        return;
    };
    local.establish(&answer);
    line.remote = Some(RemoteDescription::new(answer, Some(offered)));
    line.answer = Some(sdp);
    line.connect(now, agreed, random);
}
