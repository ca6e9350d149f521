//! Refreshing and changing a session by UPDATE or re-INVITE, both sides, and glare (JJ-22.11 §9.2,
//! §10.2.2, §10.2.3; RFC 3311, RFC 3261 §14).

use std::time::Duration;

use naisen_node::{Alarm, Flow, Sends, Time};
use naisen_sip::{
    ClientId, HeaderName, Message, Method, MinSe, OutOfOrder, Refresher, ServerId, SessionExpires,
    StatusCode,
};

use crate::agent::{Agent, AlarmKey, Owner};
use crate::callee::{settled_timer, too_small, write_timer};
use crate::caller::{agreed_timer, finish_with_sdp, send_ack, to_tag, update_peer};
use crate::event::{Event, Failure, FailureOrigin, ReleaseReason};
use crate::policy::{Handling, RefreshFailure, RefreshMethod};
use crate::screen;
use crate::session::{Body, SessionId, Stage, TimerState, Unacknowledged};

/// How often one change is sent again after 491 or 422.
const MAX_RETRIES: u8 = 4;

/// Which request refreshes or changes a session (R-9.2-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModifyMethod {
    /// UPDATE.
    Update,
    /// re-INVITE.
    Invite,
}

/// A change to be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The method; `None` for UPDATE where both sides allow it, else re-INVITE (R-9.2.1-1,
    /// R-9.2.2-1). UPDATE is never sent to a peer that does not allow it.
    pub method: Option<ModifyMethod>,
    /// The offer. A re-INVITE always needs one (R-9.2.1-2, JJ-22.11 E-28).
    pub sdp: Option<&'a [u8]>,
    /// The Session-Expires to send; `None` for what the running session timer says.
    pub timer: Option<TimerState>,
    /// Whether to try again by ourselves after 491; otherwise the owner hears of it.
    pub retry_glare: bool,
}

/// The change that is under way in a session. There is at most one.
#[derive(Debug, Default)]
pub(crate) enum Modification {
    /// None.
    #[default]
    Idle,
    /// We asked.
    Ours(Box<Ours>),
    /// The peer asked, and the owner has not answered.
    Theirs {
        method: ModifyMethod,
        server: ServerId,
        cseq: u32,
        timer: Option<TimerState>,
        peer_timer: bool,
    },
}

/// A change that we asked for.
#[derive(Debug)]
pub(crate) struct Ours {
    method: ModifyMethod,
    client: Option<ClientId>,
    cseq: u32,
    sdp: Option<Body>,
    timer: Option<TimerState>,
    retry_glare: bool,
    /// The agent's own refresh: the owner hears nothing of it.
    refresh: bool,
    retries: u8,
}

/// A change of ours that got 491 and waits to be asked for again. The peer's change may come and
/// go in the meantime.
#[derive(Debug)]
pub(crate) struct Postponed {
    ours: Box<Ours>,
    pub alarm: Alarm,
}

impl Modification {
    fn is_idle(&self) -> bool {
        matches!(self, Modification::Idle)
    }
}

impl Agent {
    /// Asks the peer to refresh or change the session. False if that cannot be done now: one is
    /// under way, or there is no dialog.
    pub fn modify(
        &mut self,
        now: Time,
        session: SessionId,
        change: Change<'_>,
        sends: &mut Sends,
    ) -> bool {
        let Some(state) = self.session(session) else {
            return false;
        };
        let allowed = state.policy.update && state.peer.update;
        let early = !matches!(state.stage, Stage::Established(_));
        let method = match change.method {
            Some(ModifyMethod::Invite) => ModifyMethod::Invite,
            _ if allowed => ModifyMethod::Update,
            _ => ModifyMethod::Invite,
        };
        // Before the answer only UPDATE may change a session (RFC 3311 §5.1).
        if !state.modification.is_idle()
            || state.postponed.is_some()
            || state.dialog_mut().is_none()
            || (early && method == ModifyMethod::Invite)
            || matches!(state.stage, Stage::Releasing(_))
            || (method == ModifyMethod::Invite && change.sdp.is_none())
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
        };
        self.send_change(now, session, Box::new(ours), sends)
    }

    /// The agent's own refresh: UPDATE without SDP, or, where only re-INVITE will do, the owner is
    /// asked for the SDP.
    pub(crate) fn refresh(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.session(id) else {
            return;
        };
        if !session.modification.is_idle() || session.postponed.is_some() {
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
        };
        self.send_change(now, id, Box::new(ours), sends);
    }

    /// Accepts the peer's UPDATE or re-INVITE with 200. `sdp` answers its offer.
    pub fn accept_modify(
        &mut self,
        now: Time,
        session: SessionId,
        sdp: Option<&[u8]>,
        sends: &mut Sends,
    ) {
        let Some(state) = self
            .sessions
            .get_mut(session.index())
            .filter(|state| state.id == session)
        else {
            return;
        };
        let Modification::Theirs {
            method,
            server,
            cseq,
            timer: asked,
            peer_timer,
        } = state.modification
        else {
            return;
        };
        state.modification = Modification::Idle;
        let timer = settled_timer(state.policy.timer.as_ref(), asked, peer_timer);
        let (policy, contact) = (&state.policy, &state.contact);
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
                finish_with_sdp(writer, sdp);
            },
        );
        if sent.is_err() {
            return;
        }
        let t1 = self.options.timers.t1;
        if method == ModifyMethod::Invite
            && let Stage::Established(established) = &mut state.stage
        {
            established.unacknowledged = Some(Unacknowledged {
                server,
                cseq,
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
    pub fn refuse_modify(
        &mut self,
        now: Time,
        session: SessionId,
        status: StatusCode,
        lines: &[u8],
        sends: &mut Sends,
    ) {
        let Some(state) = self.session(session) else {
            return;
        };
        let Modification::Theirs { server, .. } = state.modification else {
            return;
        };
        state.modification = Modification::Idle;
        self.respond(now, server, status, sends, |mut writer| {
            writer.raw(lines);
            writer.empty();
        });
    }

    /// Checks the CSeq number of a request within a dialog (RFC 3261 §12.2.2); what comes out of
    /// order gets 500.
    pub(crate) fn take_cseq(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        essentials: &screen::Essentials<'_>,
        sends: &mut Sends,
    ) -> bool {
        let number = essentials.cseq;
        let result = self
            .session(id)
            .and_then(|session| session.dialog_with(essentials.from_tag.unwrap_or("")))
            .map_or(Ok(()), |dialog| dialog.check_cseq(number));
        let in_order: Result<(), OutOfOrder> = result;
        if in_order.is_ok() {
            return true;
        }
        self.counters.refused += 1;
        self.respond(
            now,
            server,
            StatusCode::SERVER_INTERNAL_ERROR,
            sends,
            |writer| writer.empty(),
        );
        false
    }

    /// Whether a request is addressed to the Contact we gave (R-5.7.2-4, R-6.8.1-4): the user part
    /// decides, since a path through NAT may change host and port.
    pub(crate) fn is_our_target(&self, id: SessionId, message: &Message<'_>) -> bool {
        let Some(session) = self.session_ref(id) else {
            return false;
        };
        let user = |uri: &str| {
            naisen_sip::Uri::parse(uri)
                .ok()
                .and_then(|uri| uri.user.map(str::to_owned))
        };
        user(message.request_uri().unwrap_or("")) == user(&session.contact)
    }

    /// An UPDATE or a re-INVITE of the peer.
    pub(crate) fn handle_modify(
        &mut self,
        now: Time,
        id: SessionId,
        server: ServerId,
        flow: Flow,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let method = if message.method() == Some(Method::Invite) {
            ModifyMethod::Invite
        } else {
            ModifyMethod::Update
        };
        if let Some(status) = self.in_the_way(id, method, message) {
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
        let Some(session) = self.session(id) else {
            return;
        };
        let malformed =
            message.typed::<SessionExpires>().is_err() || message.typed::<MinSe>().is_err();
        if malformed {
            self.respond(now, server, StatusCode::BAD_REQUEST, sends, |writer| {
                writer.empty()
            });
            return;
        }
        let timer = message
            .typed::<SessionExpires>()
            .ok()
            .flatten()
            .map(TimerState::from);
        let peer_timer = message.has_token(HeaderName::Supported, "timer")
            || message.has_token(HeaderName::Require, "timer");
        if let Some(min_se) = too_small(session.policy.timer.as_ref(), timer, peer_timer) {
            let tag = session.local_tag.clone();
            self.respond_interval_too_small(now, server, &tag, min_se, sends);
            return;
        }
        if let Ok(Some(MinSe {
            delta_seconds: asked,
        })) = message.typed::<MinSe>()
        {
            session.min_se_s = Some(session.min_se_s.unwrap_or(0).max(asked));
        }
        update_peer(session, message);
        if let Some(dialog) = session.dialog_mut() {
            dialog.retarget(message);
            // The path follows the peer when it moves (R-10.2.2-6).
            if flow.transport == dialog.flow.transport {
                dialog.flow = flow;
            }
        }
        let sdp: Option<Body> = screen::sdp_of(message).map(Into::into);
        let by_agent = session.policy.modify == Handling::Automatic
            && sdp.is_none()
            && method == ModifyMethod::Update;
        let cseq = message
            .typed::<naisen_sip::CSeq<'_>>()
            .ok()
            .flatten()
            .map_or(0, |cseq| cseq.number);
        session.modification = Modification::Theirs {
            method,
            server,
            cseq,
            timer,
            peer_timer,
        };
        if by_agent {
            self.accept_modify(now, id, None, sends);
            return;
        }
        self.events.push_back(Event::ModifyRequested {
            session: id,
            method,
            sdp,
            timer,
        });
    }

    /// Why a change cannot be taken now (RFC 3261 §14.2, RFC 3311 §5.2).
    fn in_the_way(
        &mut self,
        id: SessionId,
        method: ModifyMethod,
        message: &Message<'_>,
    ) -> Option<StatusCode> {
        let session = self.session(id)?;
        let offers = screen::sdp_of(message).is_some();
        let by_invite = method == ModifyMethod::Invite;
        match &session.modification {
            Modification::Theirs { .. } => return Some(StatusCode::SERVER_INTERNAL_ERROR),
            Modification::Ours(ours)
                if by_invite
                    || (offers && (ours.sdp.is_some() || ours.method == ModifyMethod::Invite)) =>
            {
                return Some(StatusCode::REQUEST_PENDING);
            }
            _ => {}
        }
        match &session.stage {
            Stage::Called(_) if by_invite => Some(StatusCode::SERVER_INTERNAL_ERROR),
            Stage::Calling(_) if by_invite => Some(StatusCode::REQUEST_PENDING),
            Stage::Established(established)
                if by_invite && established.unacknowledged.is_some() =>
            {
                Some(StatusCode::SERVER_INTERNAL_ERROR)
            }
            Stage::Abandoning(_) | Stage::Releasing(_) => {
                Some(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST)
            }
            _ => None,
        }
    }

    fn send_change(
        &mut self,
        now: Time,
        id: SessionId,
        mut ours: Box<Ours>,
        sends: &mut Sends,
    ) -> bool {
        let Some(session) = self
            .sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)
        else {
            return false;
        };
        let running = match &session.stage {
            Stage::Established(established) => established.timer.as_ref().map(|timer| TimerState {
                expires_s: timer.expires_s,
                // R-9.3.2.1-1: who was the refresher stays it.
                refresher: Some(if timer.we_refresh {
                    Refresher::Uac
                } else {
                    Refresher::Uas
                }),
            }),
            _ => None,
        };
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
                finish_with_sdp(writer, ours.sdp.as_deref());
            },
        );
        let Ok(client) = result else {
            return false;
        };
        ours.client = Some(client);
        ours.cseq = cseq;
        session.modification = Modification::Ours(ours);
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
        if status.is_provisional() {
            return;
        }
        let Some(session) = self.session(id) else {
            return;
        };
        let ours = match std::mem::take(&mut session.modification) {
            Modification::Ours(ours) if ours.client == Some(client) => ours,
            other => {
                session.modification = other;
                if status.is_success() {
                    self.repeat_ack(id, message, sends);
                }
                return;
            }
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
        failure: Failure,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        match std::mem::take(&mut session.modification) {
            Modification::Ours(ours) => {
                let status = failure.status;
                self.change_refused(now, id, ours, status, failure, None, sends);
            }
            other => session.modification = other,
        }
    }

    /// The wait after 491 is over.
    pub(crate) fn glare_over(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self
            .sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)
        else {
            return;
        };
        let Some(postponed) = &mut session.postponed else {
            return;
        };
        if !session.modification.is_idle() {
            // The peer's change is still being answered.
            let again = now + self.options.timers.t1;
            postponed.alarm = self.wheel.set(again, AlarmKey::Glare(id));
            return;
        }
        if let Some(postponed) = session.postponed.take() {
            self.send_change(now, id, postponed.ours, sends);
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
        let Some(session) = self.session(id) else {
            return;
        };
        update_peer(session, message);
        let has_timer = session.policy.timer.is_some();
        let by_owner = session.policy.ack == Handling::Owner && !ours.refresh;
        if let Some(dialog) = session.dialog_mut() {
            dialog.retarget(message);
        }
        let timer = agreed_timer(message).filter(|_| has_timer);
        if let Some(established) = session.established()
            && ours.method == ModifyMethod::Invite
        {
            if by_owner {
                established.ack_wanted = Some(ours.cseq);
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
        match timer {
            Some(timer) => {
                let we_refresh = timer.refresher == Some(Refresher::Uac);
                self.start_session_timer(now, id, timer.expires_s, we_refresh);
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
        let Some(session) = self.session(id) else {
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
            // R-9.6-3, R-9.4.1-7.
            session.min_se_s = Some(session.min_se_s.unwrap_or(0).max(asked));
            self.send_change(now, id, ours, sends);
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
            if let Some(session) = self.session(id) {
                session.postponed = Some(Postponed { ours, alarm });
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
        if peer_is_gone && matches!(session.stage, Stage::Established(_)) {
            if patient && ours.refresh {
                // The alarm of the session timer ends it 10 s before expiry (R-9.6-4).
                return;
            }
            // R-9.6-1, RFC 3261 §12.2.1.2.
            self.events.push_back(Event::Released {
                session: id,
                reason: ReleaseReason::RefreshFailed,
            });
            self.send_bye(now, id, &[], sends);
            return;
        }
        if !ours.refresh {
            self.events.push_back(Event::ModifyRefused {
                session: id,
                failure,
            });
        }
    }

    /// A 2xx to a re-INVITE that was settled before: its ACK was lost.
    fn repeat_ack(&mut self, id: SessionId, message: &Message<'_>, sends: &mut Sends) {
        let Some(session) = self.session(id) else {
            return;
        };
        let acks = match &session.stage {
            Stage::Established(established) => &established.acks,
            Stage::Releasing(releasing) => &releasing.acks,
            _ => return,
        };
        if let Ok(Some(cseq)) = message.typed::<naisen_sip::CSeq<'_>>() {
            acks.repeat(cseq.number, to_tag(message), sends);
        }
    }
}
