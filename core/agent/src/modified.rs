//! Being asked to refresh or change the session by UPDATE or re-INVITE (JJ-22.11 §9.5.2, §10.2.2;
//! RFC 3311 §5.2, RFC 3261 §14.2).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{
    CSeq, HeaderName, Message, Method, MinSe, Refresher, ServerId, SessionExpires, StatusCode,
};

use crate::agent::{Agent, AlarmKey};
use crate::callee::{settled_timer, too_small, write_timer};
use crate::change::{ModifyMethod, Theirs};
use crate::event::Event;
use crate::explanation::Explanation;
use crate::invite::finish_with_sdp;
use crate::peer::update_peer;
use crate::policy::Handling;
use crate::screen;
use crate::session::{Body, SessionId, Stage, TimerState, Unacknowledged};
use crate::target;

impl Agent {
    /// Whether an UPDATE or re-INVITE of the peer still awaits its answer: the peer may have given
    /// it up, or the time for it may be over.
    pub fn awaits_modify_answer(&self, session: SessionId) -> bool {
        self.sessions
            .get(session)
            .is_some_and(|state| state.changes.theirs.is_some())
    }

    /// Accepts the peer's UPDATE or re-INVITE with 200. `sdp` answers its offer.
    pub fn accept_modify(
        &mut self,
        now: Time,
        session: SessionId,
        sdp: Option<&[u8]>,
        sends: &mut Sends,
    ) {
        let Some(state) = self.sessions.get_mut(session) else {
            return;
        };
        let Some(theirs) = state.changes.theirs.take() else {
            return;
        };
        let Theirs {
            method,
            server,
            cseq,
            peer_timer,
            ..
        } = theirs;
        self.invited.remove(&server);
        // An UPDATE that says nothing of the timer does not switch it off, if its sender knows it
        // (RFC 4028 §9). The answer to such a re-INVITE has to say nothing, too (R-13.4.5-1): it is
        // no refresh (R-9.5.2-1), and the timer runs on.
        let running = match &state.stage {
            Stage::Established(established) if peer_timer && method == ModifyMethod::Update => {
                established.timer.as_ref().map(|timer| TimerState {
                    expires_s: timer.expires_s,
                    refresher: Some(if timer.we_refresh {
                        Refresher::Uas
                    } else {
                        Refresher::Uac
                    }),
                })
            }
            _ => None,
        };
        let asked = theirs.timer.or(running);
        let timer = settled_timer(state.policy.timer.as_ref(), asked, peer_timer);
        let (policy, contact) = (&state.policy, &state.contact);
        let user_agent = self.options.user_agent.as_deref();
        let sent = self.transactions.respond(
            now,
            server,
            StatusCode::OK,
            None,
            None,
            sends,
            |mut writer| {
                writer.header(HeaderName::Contact, format_args!("<{contact}>"));
                screen::write_allow(&mut writer, policy.rel100, policy.update, false);
                screen::write_supported(&mut writer, policy.rel100, policy.timer.is_some());
                write_timer(&mut writer, timer, peer_timer);
                if let Some(user_agent) = user_agent {
                    writer.header(HeaderName::Server, user_agent);
                }
                finish_with_sdp(writer, sdp);
            },
        );
        if sent.is_err() {
            return;
        }
        if let Some(postponed) = &mut state.changes.postponed {
            postponed.outdated |= sdp.is_some();
        }
        let t1 = self.options.timers.t1;
        if method == ModifyMethod::Invite
            && let Stage::Established(established) = &mut state.stage
        {
            established.unacknowledged = Some(Unacknowledged {
                server,
                cseq,
                offers: !theirs.offers && sdp.is_some(),
                interval: t1,
                give_up_at: now + t1 * 64,
                alarm: self.wheel.set(now + t1, AlarmKey::Repeat2xx(session)),
            });
        }
        if let Some(timer) = timer {
            let we_refresh = timer.refresher == Some(Refresher::Uas);
            self.start_session_timer(now, session, timer.expires_s, we_refresh);
        }
    }

    /// Refuses the peer's UPDATE or re-INVITE; the session goes on as it was (R-10.2.2-5).
    pub fn refuse_modify<'e>(
        &mut self,
        now: Time,
        session: SessionId,
        status: StatusCode,
        explanation: impl Into<Explanation<'e>>,
        sends: &mut Sends,
    ) {
        let Explanation { lines, sdp } = explanation.into();
        let Some(theirs) = self
            .sessions
            .get_mut(session)
            .and_then(|state| state.changes.theirs.take())
        else {
            return;
        };
        self.invited.remove(&theirs.server);
        self.respond(now, theirs.server, refusal(status), sends, |mut writer| {
            writer.raw(lines);
            finish_with_sdp(writer, sdp);
        });
    }

    /// An UPDATE or a re-INVITE of the peer.
    #[expect(clippy::too_many_arguments, reason = "a request and where it belongs")]
    pub(crate) fn handle_modify(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        flow: Flow,
        essentials: &screen::Essentials<'_>,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let method = if essentials.method == Method::Invite {
            ModifyMethod::Invite
        } else {
            ModifyMethod::Update
        };
        let remote_tag = essentials.from_tag.unwrap_or("");
        let offers = screen::sdp_of(message).is_some();
        if let Some(status) = self.in_the_way(id, method, offers, remote_tag) {
            let retry_after = 1 + self.random.below(10);
            self.respond(now, server, status, sends, |mut writer| {
                if status == StatusCode::SERVER_INTERNAL_ERROR {
                    // RFC 3261 §14.2: a random wait of up to 10 s.
                    writer.header(HeaderName::RetryAfter, retry_after);
                }
                writer.empty();
            });
            return;
        }
        let (Ok(asked), Ok(min_se)) = (message.typed::<SessionExpires>(), message.typed::<MinSe>())
        else {
            self.respond(now, server, StatusCode::BAD_REQUEST, sends, |writer| {
                writer.empty();
            });
            return;
        };
        let until = match method {
            ModifyMethod::Update => self.owner_has_until(now),
            ModifyMethod::Invite => self.invite_has_until(now),
        };
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let timer = asked.map(TimerState::from);
        let peer_timer = message.has_token(HeaderName::Supported, "timer")
            || message.has_token(HeaderName::Require, "timer");
        if let Some(min_se) = too_small(session.policy.timer.as_ref(), timer, peer_timer) {
            // R-9.4.2-4: of what was sent, too.
            session.min_se_s = Some(session.min_se_s.unwrap_or(0).max(min_se));
            let tag = session.local_tag.clone();
            self.respond_interval_too_small(now, server, &tag, min_se, sends);
            return;
        }
        if let Some(MinSe {
            delta_seconds: asked,
        }) = min_se
        {
            session.min_se_s = Some(session.min_se_s.unwrap_or(0).max(asked));
        }
        update_peer(session, message);
        if let Some(dialog) = session.dialog_with(remote_tag) {
            // The path follows the peer when it moves (R-7.2-2, R-7.3-2, R-10.2.2-6).
            let path = if flow.transport == dialog.flow.transport {
                flow
            } else {
                dialog.flow
            };
            target::retarget(dialog, message, path);
        }
        let sdp: Option<Body> = screen::sdp_of(message).map(Into::into);
        let by_agent = session.policy.modify == Handling::Automatic
            && sdp.is_none()
            && method == ModifyMethod::Update;
        let cseq = message
            .typed::<CSeq<'_>>()
            .ok()
            .flatten()
            .map_or(0, |cseq| cseq.number);
        session.changes.theirs = Some(Theirs {
            method,
            server,
            cseq,
            timer,
            peer_timer,
            offers,
            until,
        });
        if by_agent {
            self.accept_modify(now, id, None, sends);
            return;
        }
        if method == ModifyMethod::Invite {
            self.invited.insert(server, id);
        }
        self.wait_until(id, until);
        self.events.push_back(Event::ModifyRequested {
            session: id,
            method,
            sdp,
            timer,
        });
    }

    /// Why a change cannot be taken now: 500 where we owe an answer, 491 where the peer does
    /// (RFC 3261 §14.2, RFC 3311 §5.2).
    fn in_the_way(
        &mut self,
        id: SessionId,
        method: ModifyMethod,
        offers: bool,
        remote_tag: &str,
    ) -> Option<StatusCode> {
        let session = self.sessions.get_mut(id)?;
        let by_invite = method == ModifyMethod::Invite;
        let we_owe = Some(StatusCode::SERVER_INTERNAL_ERROR);
        let peer_owes = Some(StatusCode::REQUEST_PENDING);
        if session.changes.theirs.is_some() {
            return we_owe;
        }
        // A re-INVITE without offer brings one in its 2xx.
        if let Some(ours) = &session.changes.ours
            && (ours.sdp.is_some() || ours.method == ModifyMethod::Invite)
            && (by_invite || offers)
        {
            return peer_owes;
        }
        match &session.stage {
            Stage::Calling(_) if by_invite => peer_owes,
            Stage::Called(_) if by_invite => we_owe,
            Stage::Calling(calling) if offers => {
                let described = calling
                    .early
                    .iter()
                    .any(|early| &*early.dialog.remote.tag == remote_tag && early.described);
                match (calling.offered, described) {
                    (true, true) => None,
                    (false, true) => we_owe,
                    (_, false) => peer_owes,
                }
            }
            Stage::Called(called) if offers => match (called.offered, called.described) {
                (true, true) => None,
                (true, false) => we_owe,
                (false, _) => peer_owes.filter(|_| called.reliable.holds_answer()),
            },
            Stage::Established(established) => {
                if established.peer_bye.is_some() || established.release_wanted.is_some() {
                    return Some(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                }
                match (&established.unacknowledged, &established.ack_wanted) {
                    (Some(_), _) if by_invite => we_owe,
                    (Some(ours), _) if offers && ours.offers => peer_owes,
                    (_, Some(_)) if by_invite => peer_owes,
                    (_, Some(theirs)) if offers && theirs.offer.is_some() => we_owe,
                    _ => None,
                }
            }
            Stage::Abandoning(_) | Stage::Releasing(_) => {
                Some(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)
            }
            Stage::Calling(_) | Stage::Called(_) => None,
        }
    }
}

/// A status that refuses; an owner's slip becomes 500 instead of a second 2xx.
pub(crate) fn refusal(status: StatusCode) -> StatusCode {
    if status.is_final() && !status.is_success() {
        status
    } else {
        StatusCode::SERVER_INTERNAL_ERROR
    }
}
