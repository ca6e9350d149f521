//! Asking the peer to refresh or change the session by UPDATE or re-INVITE (JJ-22.11 §9.2,
//! §10.2.3; RFC 3311 §5.1, RFC 3261 §14.1).

use std::time::Duration;

use naisen_node::{Sends, Time};
use naisen_sip::{
    ClientId, HeaderName, Message, Method, MinSe, Refresher, SessionExpires, StatusCode,
};

use crate::acknowledge::send_ack;
use crate::agent::{Agent, AlarmKey, Owner};
use crate::change::{Change, ModifyMethod, Ours, Postponed};
use crate::early::to_tag;
use crate::event::{Event, Failure, FailureOrigin, ReleaseReason};
use crate::invite::finish_with_sdp;
use crate::peer::update_peer;
use crate::policy::{Handling, RefreshFailure, RefreshMethod};
use crate::screen;
use crate::session::{AckWanted, Session, SessionId, Stage, TimerState};
use crate::session_timer::agreed_timer;
use crate::target;

/// How often one change is sent again after 491 or 422.
const MAX_RETRIES: u8 = 4;

impl Agent {
    /// Asks the peer to refresh or change the session. False if that cannot be done now: one is
    /// under way, an offer has no answer yet, a 2xx has no ACK yet, or there is no dialog.
    pub fn modify(
        &mut self,
        now: Time,
        session: SessionId,
        change: Change<'_>,
        sends: &mut Sends,
    ) -> bool {
        let Some(state) = self.sessions.get_mut(session) else {
            return false;
        };
        let allowed = state.policy.update && state.peer.update;
        let method = match change.method {
            Some(ModifyMethod::Invite) => ModifyMethod::Invite,
            _ if allowed => ModifyMethod::Update,
            _ => ModifyMethod::Invite,
        };
        let by_invite = method == ModifyMethod::Invite;
        if !state.changes.is_idle()
            || !is_open(state)
            || (by_invite && (change.sdp.is_none() || !may_invite(state)))
            || (change.sdp.is_some() && !may_offer(state))
        {
            return false;
        }
        let ours = Ours {
            method,
            client: None,
            cseq: 0,
            sdp: change.sdp.map(Into::into),
            timer: change.timer,
            retry_glare: change.retry_glare,
            refresh: false,
            retries: 0,
            until: None,
        };
        self.send_change(now, session, Box::new(ours), sends)
    }

    /// The agent's own refresh: UPDATE without SDP, or, where only re-INVITE will do, the owner is
    /// asked for the SDP. What cannot be done now is tried again later.
    pub(crate) fn refresh(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        if !session.changes.is_idle() {
            self.refresh_later(now, id);
            return;
        }
        let by_update = session.policy.update
            && session.peer.update
            && session
                .policy
                .timer
                .as_ref()
                .is_none_or(|timer| timer.method == RefreshMethod::UpdateIfAllowed);
        if !by_update {
            self.events
                .push_back(Event::RefreshNeedsSdp { session: id });
            self.refresh_later(now, id);
            return;
        }
        let ours = Ours {
            method: ModifyMethod::Update,
            client: None,
            cseq: 0,
            sdp: None,
            timer: None,
            retry_glare: true,
            refresh: true,
            retries: 0,
            until: None,
        };
        if !self.send_change(now, id, Box::new(ours), sends) {
            self.refresh_later(now, id);
        }
    }

    fn send_change(
        &mut self,
        now: Time,
        id: SessionId,
        mut ours: Box<Ours>,
        sends: &mut Sends,
    ) -> bool {
        let invite_until = self.invite_has_until(now);
        let Some(session) = self.sessions.get_mut(id) else {
            return false;
        };
        let running = running_timer(session);
        let timer = session
            .policy
            .timer
            .as_ref()
            .and_then(|_| ours.timer.or(running));
        let min_se = session.min_se_s;
        let policy = session.policy.clone();
        let contact = session.contact.clone();
        let Some(dialog) = session.dialog_mut() else {
            return false;
        };
        let cseq = dialog.next_cseq();
        let method = match ours.method {
            ModifyMethod::Update => Method::Update,
            ModifyMethod::Invite => Method::Invite,
        };
        let dialog = dialog.clone();
        let user_agent = self.options.user_agent.as_deref();
        let result = self.transactions.request(
            now,
            Owner::Modify(id),
            dialog.flow,
            method,
            sends,
            |out, branch| {
                let mut writer = dialog.write_request(out, method, cseq, branch);
                writer.header(HeaderName::Contact, format_args!("<{contact}>"));
                screen::write_allow(&mut writer, policy.rel100, policy.update, false);
                screen::write_supported(&mut writer, policy.rel100, policy.timer.is_some());
                if let Some(timer) = timer {
                    writer.header(
                        HeaderName::SessionExpires,
                        SessionExpires {
                            delta_seconds: timer.expires_s.max(min_se.unwrap_or(0)),
                            refresher: timer.refresher,
                        },
                    );
                    if let Some(min_se) = min_se {
                        writer.header(
                            HeaderName::MinSe,
                            MinSe {
                                delta_seconds: min_se,
                            },
                        );
                    }
                }
                if let Some(user_agent) = user_agent {
                    writer.header(HeaderName::UserAgent, user_agent);
                }
                finish_with_sdp(writer, ours.sdp.as_deref());
            },
        );
        let Ok(client) = result else {
            return false;
        };
        ours.client = Some(client);
        ours.cseq = cseq;
        ours.until = (ours.method == ModifyMethod::Invite).then_some(invite_until);
        let waits = ours.until;
        session.changes.ours = Some(ours);
        if let Some(until) = waits {
            self.wait_until(id, until);
        }
        true
    }

    /// A response to our UPDATE or re-INVITE.
    pub(crate) fn modify_response(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let under_way = self
            .sessions
            .get(id)
            .and_then(|session| session.changes.ours.as_ref())
            .is_some_and(|ours| ours.client == Some(client));
        if status.is_provisional() {
            if !under_way {
                self.transactions.abandon(now, client);
            }
            return;
        }
        if !under_way {
            if status.is_success() {
                self.acknowledge_anyway(id, message, sends);
            }
            return;
        }
        let Some(ours) = self
            .sessions
            .get_mut(id)
            .and_then(|session| session.changes.ours.take())
        else {
            return;
        };
        if status.is_success() {
            self.modified(now, id, &ours, message, sends);
        } else {
            let failure = Failure::from_response(message);
            self.change_refused(now, id, ours, status, failure, Some(message), sends);
        }
    }

    /// Our UPDATE or re-INVITE found no answer.
    pub(crate) fn modify_failed(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        failure: Failure,
        sends: &mut Sends,
    ) {
        // The ACK to a refusal may fail after its change has been asked for again.
        let ours = self
            .sessions
            .get_mut(id)
            .and_then(|session| session.changes.ours.take_if(|it| it.client == Some(client)));
        if let Some(ours) = ours {
            let status = failure.status;
            self.change_refused(now, id, ours, status, failure, None, sends);
        }
    }

    /// The wait after 491 is over.
    pub(crate) fn glare_over(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let again = now + self.options.timers.t1;
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let busy = session.changes.theirs.is_some() || !may_invite(session) || !is_open(session);
        let Some(mut postponed) = session.changes.postponed.take() else {
            return;
        };
        if busy {
            // The peer's change is still being answered.
            postponed.alarm = self.wheel.set(again, AlarmKey::Glare(id));
            session.changes.postponed = Some(postponed);
            return;
        }
        if postponed.outdated && postponed.ours.sdp.is_some() {
            self.events.push_back(Event::ModifyRefused {
                session: id,
                failure: Failure::local(StatusCode::REQUEST_PENDING),
            });
            return;
        }
        self.send_change_again(now, id, postponed.ours, sends);
    }

    fn send_change_again(&mut self, now: Time, id: SessionId, ours: Box<Ours>, sends: &mut Sends) {
        let refresh = ours.refresh;
        if self.send_change(now, id, ours, sends) {
            return;
        }
        if refresh {
            self.refresh_later(now, id);
        } else {
            self.events.push_back(Event::ModifyRefused {
                session: id,
                failure: Failure::local(StatusCode::SERVICE_UNAVAILABLE),
            });
        }
    }

    fn modified(
        &mut self,
        now: Time,
        id: SessionId,
        ours: &Ours,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let branch = self.transactions.branch_without_transaction();
        let until = self.owner_has_until(now);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        update_peer(session, message);
        let has_timer = session.policy.timer.is_some();
        let by_owner = session.policy.ack == Handling::Owner && !ours.refresh;
        // The 2xx to an UPDATE of an early dialog may come after another one was confirmed.
        if let Some(dialog) = session.dialog_with(to_tag(message)) {
            let path = dialog.flow;
            target::retarget(dialog, message, path);
        }
        let mut waits = false;
        if let Some(established) = session.established()
            && ours.method == ModifyMethod::Invite
        {
            if by_owner {
                established.ack_wanted = Some(AckWanted {
                    cseq: ours.cseq,
                    offer: None,
                    until,
                });
                waits = true;
            } else {
                send_ack(
                    &established.dialog,
                    &mut established.acks,
                    ours.cseq,
                    &branch,
                    None,
                    sends,
                );
            }
        }
        if waits {
            self.wait_until(id, until);
        }
        match agreed_timer(message).filter(|_| has_timer) {
            Some(timer) => {
                self.start_session_timer(now, id, timer.expires_s, timer.caller_refreshes());
            }
            // R-9.1-6: without Require: timer the timer does not run on.
            None => self.stop_session_timer(id),
        }
        if !ours.refresh {
            self.events.push_back(Event::Modified {
                session: id,
                method: ours.method,
                sdp: screen::sdp_of(message).map(Into::into),
            });
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one refusal, told in full")]
    fn change_refused(
        &mut self,
        now: Time,
        id: SessionId,
        mut ours: Box<Ours>,
        status: StatusCode,
        failure: Failure,
        message: Option<&Message<'_>>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let retry = ours.retries < MAX_RETRIES;
        ours.retries += 1;
        if status == StatusCode::SESSION_INTERVAL_TOO_SMALL
            && retry
            && let Some(Ok(Some(MinSe {
                delta_seconds: asked,
            }))) = message.map(|message| message.typed::<MinSe>())
        {
            // R-9.6-3, R-9.4.1-6, R-9.4.1-7.
            let largest = session.min_se_s.unwrap_or(0).max(asked);
            session.min_se_s = Some(largest);
            if let Some(running) = running_timer(session) {
                ours.timer = Some(TimerState {
                    expires_s: largest,
                    ..ours.timer.unwrap_or(running)
                });
            }
            self.send_change_again(now, id, ours, sends);
            return;
        }
        if status == StatusCode::REQUEST_PENDING && retry && ours.retry_glare {
            // RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s, the other up to 2 s.
            let we_called = session.we_called;
            let wait_ms = if we_called {
                2_100 + 10 * self.random.below(191)
            } else {
                10 * self.random.below(201)
            };
            let alarm = self
                .wheel
                .set(now + Duration::from_millis(wait_ms), AlarmKey::Glare(id));
            if let Some(session) = self.sessions.get_mut(id) {
                session.changes.postponed = Some(Postponed {
                    ours,
                    alarm,
                    outdated: false,
                });
            }
            return;
        }
        let peer_is_gone = failure.origin != FailureOrigin::Peer
            || matches!(
                status,
                StatusCode::REQUEST_TIMEOUT | StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
            );
        let patient = session
            .policy
            .timer
            .as_ref()
            .is_some_and(|timer| timer.failure == RefreshFailure::TenSecondsBeforeExpiry);
        if peer_is_gone && let Stage::Established(established) = &session.stage {
            if patient && established.timer.is_some() {
                // The alarm of the session timer ends it 10 s before expiry (R-9.6-4).
                if !ours.refresh {
                    self.events.push_back(Event::ModifyRefused {
                        session: id,
                        failure,
                    });
                }
                return;
            }
            // R-9.6-1, RFC 3261 §12.2.1.2.
            self.release_because(now, id, ReleaseReason::RefreshFailed, sends);
            return;
        }
        let wait = Duration::from_secs(failure.retry_after_s.unwrap_or(0).into());
        if let Some(timer) = session.established().and_then(|it| it.timer.as_mut()) {
            timer.not_before = timer.not_before.max(now + wait);
        }
        if ours.refresh {
            // R-9.6-2: the session goes on, and is to be refreshed all the same.
            self.refresh_later(now, id);
        } else {
            self.events.push_back(Event::ModifyRefused {
                session: id,
                failure,
            });
        }
    }
}

/// The session timer that runs, as a request of ours names it: who was the refresher stays it
/// (R-9.3.2.1-1).
pub(crate) fn running_timer(session: &Session) -> Option<TimerState> {
    let Stage::Established(established) = &session.stage else {
        return None;
    };
    established.timer.as_ref().map(|timer| TimerState {
        expires_s: timer.expires_s,
        refresher: Some(if timer.we_refresh {
            Refresher::Uac
        } else {
            Refresher::Uas
        }),
    })
}

/// Whether the session can take a change at all: it has a dialog and is not being ended.
fn is_open(session: &mut Session) -> bool {
    match &session.stage {
        Stage::Calling(calling) => calling.given_up.is_none() && !calling.early.is_empty(),
        Stage::Called(_) => true,
        Stage::Established(established) => {
            established.peer_bye.is_none() && established.release_wanted.is_none()
        }
        Stage::Abandoning(_) | Stage::Releasing(_) => false,
    }
}

/// Whether no INVITE of either side is under way (RFC 3261 §14.1).
fn may_invite(session: &Session) -> bool {
    matches!(&session.stage, Stage::Established(established)
        if established.unacknowledged.is_none() && established.ack_wanted.is_none())
}

/// Whether every offer has its answer (RFC 3311 §5.1).
fn may_offer(session: &Session) -> bool {
    match &session.stage {
        Stage::Calling(calling) => {
            calling.offered && calling.early.last().is_some_and(|early| early.described)
        }
        Stage::Called(called) => {
            // An answer in a plain 1xx may be lost: it is none before the 2xx.
            called.described
                && session.policy.rel100
                && session.peer.rel100
                && !called.reliable.holds_answer()
        }
        Stage::Established(_) => may_invite(session),
        Stage::Abandoning(_) | Stage::Releasing(_) => false,
    }
}
