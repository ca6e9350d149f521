//! The caller's side of an Initial INVITE: what its responses bring (JJ-22.11 §5.2 to §5.5,
//! RFC 3261 §13.2).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{ClientId, HeaderName, Message, MinSe, RSeq, StatusCode};

use crate::agent::{Agent, token_str};
use crate::early::to_tag;
use crate::event::{Event, Failure, SessionEnd};
use crate::peer::update_peer;
use crate::policy::Handling;
use crate::screen;
use crate::session::{AckWanted, Calling, Established, PrackWanted, SentAcks, SessionId, Stage};
use crate::session_timer::agreed_timer;

/// How often one INVITE is sent again after 401, 407 or 422 before it is taken as refused.
const MAX_ATTEMPTS: u8 = 6;

/// The most reliable 1xx that wait for the owner's PRACK; a further one is not taken, and comes
/// again.
const MAX_PRACKS_WANTED: usize = 8;

impl Agent {
    /// A response to an Initial INVITE, which came along `flow`.
    #[expect(clippy::too_many_arguments, reason = "a response and where it belongs")]
    pub(crate) fn invite_response(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        flow: Flow,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            if status.is_success() {
                self.answered_in_vain(now, client, flow, message, sends);
            }
            return;
        };
        match &mut session.stage {
            Stage::Calling(calling) if calling.client == client => {
                if status.is_provisional() {
                    self.invite_provisional(now, id, status, message, sends);
                } else if status.is_success() {
                    self.invite_answered(now, id, message, sends);
                } else {
                    self.invite_refused(now, id, flow, status, message, sends);
                }
            }
            Stage::Abandoning(abandoning) if abandoning.client == client => {
                if status.is_success() {
                    self.answered_after_cancel(now, id, message, sends);
                } else if status.is_final() {
                    let failure = Failure::from_response(message);
                    self.refuse(now, id, failure, sends);
                }
            }
            Stage::Established(_) | Stage::Releasing(_) if status.is_success() => {
                self.answered_again(now, id, client, message, sends);
            }
            _ => {}
        }
    }

    /// The INVITE found no answer, or no way.
    pub(crate) fn invite_failed(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        failure: Failure,
        sends: &mut Sends,
    ) {
        let concerned = match self.sessions.get_mut(id).map(|session| &session.stage) {
            Some(Stage::Calling(calling) | Stage::Abandoning(calling)) => calling.client == client,
            _ => false,
        };
        if concerned {
            self.refuse(now, id, failure, sends);
        }
    }

    /// Ends a session that never came to be.
    pub(crate) fn refuse(&mut self, now: Time, id: SessionId, failure: Failure, sends: &mut Sends) {
        self.events.push_back(Event::Refused {
            session: id,
            failure,
        });
        self.finish(now, id, SessionEnd::NotEstablished, sends);
    }

    /// A 1xx (JJ-22.11 §5.2).
    fn invite_provisional(
        &mut self,
        now: Time,
        id: SessionId,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let (contact, flow) = (session.contact.clone(), session.flow);
        // R-13.1.1-2: where 100rel was not offered no PRACK may be sent.
        let rel100 = session.policy.rel100;
        let by_owner = session.policy.prack == Handling::Owner;
        let Some(calling) = session.calling() else {
            return;
        };
        calling.proceeding = true;
        if calling.given_up.is_some() {
            self.cancel_now(now, id, sends);
            return;
        }
        if status == StatusCode::TRYING {
            return;
        }
        let sdp = screen::sdp_of(message);
        let tag = to_tag(message);
        let Calling {
            offered,
            pracks_wanted,
            ..
        } = calling;
        let (offered, waiting) = (*offered, pracks_wanted.len());
        let early = if tag.is_empty() {
            None
        } else {
            calling.early_dialog(tag, message, &contact, flow)
        };
        let rseq = (rel100 && message.has_token(HeaderName::Require, "100rel"))
            .then(|| message.typed::<RSeq>().ok().flatten())
            .flatten();
        let mut prack = None;
        if let Some(early) = early {
            // RFC 3262 §5: an offer in a 1xx is answered by the PRACK, so the owner is asked.
            let offers = sdp.is_some() && !offered && !early.described;
            if let Some(RSeq(number)) = rseq {
                // RFC 3262 §4: repeated ones are absorbed, those out of order dropped.
                match early.rseq {
                    Some(last) if number != last.wrapping_add(1) => return,
                    _ if waiting >= MAX_PRACKS_WANTED => return,
                    _ => early.rseq = Some(number),
                }
                prack = Some(PrackWanted {
                    tag: tag.into(),
                    rseq: number,
                    offers,
                });
            }
            early.described |= sdp.is_some();
        }
        let reliable = prack.is_some();
        let prack_wanted = prack.as_ref().is_some_and(|prack| by_owner || prack.offers);
        calling.pracks_wanted.extend(prack);
        update_peer(session, message);
        self.events.push_back(Event::Provisional {
            session: id,
            status,
            tag: tag.into(),
            sdp: sdp.map(Into::into),
            prack_wanted,
            reliable,
        });
        if reliable && !prack_wanted {
            self.send_prack(now, id, None, false, sends);
        }
    }

    /// The first 2xx (JJ-22.11 §5.3).
    fn invite_answered(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        update_peer(session, message);
        let timer = agreed_timer(message).filter(|_| session.policy.timer.is_some());
        let by_owner = session.policy.ack == Handling::Owner;
        let sdp = screen::sdp_of(message);
        let Stage::Calling(calling) = &session.stage else {
            return;
        };
        let offers = !calling.offered && sdp.is_some();
        let given_up = calling.given_up.clone();
        if !self.establish(now, id, message, sends) {
            return;
        }
        if given_up.is_some() {
            // R-5.6.1-6: it was answered before a CANCEL could be sent.
            self.end_unwanted(now, id, &given_up.unwrap_or_default(), sends);
            return;
        }
        // An offer is the owner's to answer, whatever the policy (R-10.2.1-4).
        if !offers && !by_owner {
            self.ack(now, id, None, sends);
        }
        if let Some(timer) = timer {
            self.start_session_timer(now, id, timer.expires_s, timer.caller_refreshes());
        }
        self.events.push_back(Event::Answered {
            session: id,
            tag: to_tag(message).into(),
            sdp: sdp.map(Into::into),
            timer,
        });
    }

    /// A 2xx that crossed our CANCEL: ACK, then BYE (R-5.6.2-1).
    fn answered_after_cancel(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let lines = match self.sessions.get(id).map(|session| &session.stage) {
            Some(Stage::Abandoning(abandoned)) => abandoned.given_up.clone(),
            _ => None,
        };
        if self.establish(now, id, message, sends) {
            self.end_unwanted(now, id, &lines.unwrap_or_default(), sends);
        }
    }

    fn end_unwanted(&mut self, now: Time, id: SessionId, lines: &[u8], sends: &mut Sends) {
        self.events.push_back(Event::Refused {
            session: id,
            failure: Failure::local(StatusCode::REQUEST_TERMINATED),
        });
        self.send_bye(now, id, lines, sends);
    }

    /// Makes the dialog of a 2xx the session's; false if the 2xx is too broken to make one, which
    /// ends the session.
    fn establish(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) -> bool {
        let until = self.owner_has_until(now);
        let Some(session) = self.sessions.get_mut(id) else {
            return false;
        };
        let (Stage::Calling(calling) | Stage::Abandoning(calling)) = &mut session.stage else {
            return false;
        };
        let cseq = calling.cseq;
        let offer = screen::sdp_of(message).filter(|_| !calling.offered);
        let Some(dialog) = calling.confirmed_dialog(message, &session.contact, session.flow) else {
            let failure = Failure::local(StatusCode::BAD_GATEWAY);
            self.refuse(now, id, failure, sends);
            return false;
        };
        let others = calling.take_others(&dialog);
        let established = Established {
            dialog,
            unacknowledged: None,
            acks: SentAcks::default(),
            ack_wanted: Some(AckWanted {
                cseq,
                offer: offer.map(Into::into),
                until,
            }),
            release_wanted: None,
            peer_bye: None,
            late_prack: None,
            timer: None,
        };
        self.enter(id, Stage::Established(Box::new(established)));
        self.wait_until(id, until);
        for early in others {
            self.end_early(now, early, sends);
        }
        true
    }

    /// A final response of 300 and above (JJ-22.11 §5.4, §5.5).
    fn invite_refused(
        &mut self,
        now: Time,
        id: SessionId,
        flow: Flow,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let mut failure = Failure::from_response(message);
        let cnonce = self.random.token::<16>();
        let cnonce = token_str(&cnonce);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let interval_by_owner = session.policy.interval_too_small == Handling::Owner;
        let has_timer = session.policy.timer.is_some();
        let Some(calling) = session.calling() else {
            return;
        };
        if calling.given_up.is_some() || calling.attempts >= MAX_ATTEMPTS {
            self.refuse(now, id, failure, sends);
            return;
        }
        calling.attempts += 1;
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
                match calling.credentials(Some(message), cnonce) {
                    Some(Ok(lines)) => {
                        self.send_again(now, id, &lines, sends);
                        return;
                    }
                    Some(Err(refused)) => {
                        failure.credentials_refused = refused.wrong_credentials();
                    }
                    None => {}
                }
            }
            StatusCode::SESSION_INTERVAL_TOO_SMALL if has_timer && !interval_by_owner => {
                if let Ok(Some(MinSe {
                    delta_seconds: asked,
                })) = message.typed::<MinSe>()
                {
                    let largest = calling.min_se_s.unwrap_or(0).max(asked);
                    calling.min_se_s = Some(largest);
                    // A nonce is counted with every use of it.
                    let lines = calling.credentials(None, cnonce);
                    session.min_se_s = Some(largest);
                    if let Some(timer) = &mut session.policy.timer {
                        timer.expires_s = largest;
                    }
                    let lines = lines.and_then(Result::ok).unwrap_or_default();
                    self.send_again(now, id, &lines, sends);
                    return;
                }
            }
            _ if self.follow_redirection(now, id, flow, status, message, cnonce, sends) => {
                return;
            }
            _ => {}
        }
        self.refuse(now, id, failure, sends);
    }
}
