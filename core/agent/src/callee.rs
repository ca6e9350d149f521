//! The callee's side of an Initial INVITE (JJ-22.11 §6, RFC 3261 §13.3).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{
    Dialog, DialogState, HeaderName, Message, MessageWriter, MinSe, Refresher, ServerId,
    SessionExpires, StatusCode,
};

use crate::agent::{Agent, AlarmKey};
use crate::arrival::Arrival;
use crate::change::Changes;
use crate::event::{Event, ReleaseReason, SessionEnd};
use crate::explanation::Explanation;
use crate::invite::finish_with_sdp;
use crate::modified::refusal;
use crate::peer::Peer;
use crate::policy::TimerPolicy;
use crate::rel100::Reliable;
use crate::screen;
use crate::session::{
    Body, Called, Established, HeldAnswer, SentAcks, Session, SessionId, Stage, TimerState,
    Unacknowledged,
};
use crate::target;

/// A 1xx to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// 101 to 199.
    pub status: StatusCode,
    /// The answer, for early media (table 13-20: R-13.4.3-4).
    pub sdp: Option<&'a [u8]>,
    /// Whole header lines, each ended by CRLF.
    pub lines: &'a [u8],
}

impl Agent {
    /// An INVITE without To tag (R-6.1.1-1).
    pub(crate) fn handle_initial_invite<'m>(
        &mut self,
        now: Time,
        server: ServerId,
        flow: Flow,
        message: &Message<'m>,
        sends: &mut Sends,
    ) -> Option<Arrival<'m>> {
        let Some((id, local_tag)) = self.reserve() else {
            self.counters.overloaded += 1;
            self.respond(
                now,
                server,
                StatusCode::SERVICE_UNAVAILABLE,
                sends,
                |mut writer| {
                    writer.header(HeaderName::RetryAfter, 10);
                    writer.empty();
                },
            );
            return None;
        };
        let contact = self.new_contact(flow);
        let peer = match Peer::asked_by(message) {
            Ok(peer) => peer,
            Err(why) => {
                self.counters.refused += 1;
                self.refuse_invite(now, server, StatusCode::BAD_REQUEST, Some(&why), sends);
                return None;
            }
        };
        let mut dialog = match Dialog::accepting(message, &local_tag, &contact, flow) {
            Ok(dialog) => dialog,
            Err(error) => {
                self.counters.refused += 1;
                let why = error.to_string();
                self.refuse_invite(now, server, StatusCode::BAD_REQUEST, Some(&why), sends);
                return None;
            }
        };
        target::aim(&mut dialog, None, flow);
        let policy = self.options.policy.clone();
        if let Some(min_se) = too_small(policy.timer.as_ref(), peer.asked_timer, peer.timer) {
            self.respond_interval_too_small(now, server, &local_tag, min_se, sends);
            return None;
        }
        let call_id = dialog.call_id.clone();
        let cseq = dialog.remote_cseq.unwrap_or(0);
        self.sessions.insert(Session {
            id,
            policy,
            peer,
            stage: Stage::Called(Box::new(Called {
                server,
                cseq,
                dialog,
                reliable: Reliable::default(),
                offered: screen::sdp_of(message).is_some(),
                described: false,
                held_answer: None,
            })),
            changes: Changes::default(),
            patience: None,
            local_tag,
            contact,
            flow,
            we_called: false,
            call_id,
            min_se_s: peer.min_se_s,
        });
        self.invited.insert(server, id);
        Some(Arrival::Invite {
            session: id,
            message: message.clone(),
        })
    }

    /// Sends 100 (R-6.2.1-1).
    pub fn trying(&mut self, now: Time, session: SessionId, sends: &mut Sends) {
        let Some(server) = self
            .sessions
            .get_mut(session)
            .and_then(Session::called)
            .map(|called| called.server)
        else {
            return;
        };
        // A transaction that is gone needs no 100.
        let _ = self.transactions.respond(
            now,
            server,
            StatusCode::TRYING,
            None,
            None,
            sends,
            |writer| writer.empty(),
        );
    }

    /// Accepts the INVITE with 200 (JJ-22.11 §6.3). `sdp` is the answer, or the offer if the
    /// INVITE had none; `None` where an earlier 1xx carried the answer.
    ///
    /// While a reliable 1xx with SDP awaits its PRACK, the 200 waits too (RFC 3262 §3).
    pub fn answer(&mut self, now: Time, session: SessionId, sdp: Option<&[u8]>, sends: &mut Sends) {
        let Some(called) = self.sessions.get_mut(session).and_then(Session::called) else {
            return;
        };
        if called.reliable.holds_answer() {
            called.held_answer = Some(HeldAnswer {
                sdp: sdp.map(Into::into),
            });
            return;
        }
        self.answer_now(now, session, sdp, sends);
    }

    /// Grants no more than this interval in the 2xx to come, to the INVITE or to a request that
    /// refreshes: what the other leg of a back-to-back user agent agreed to (JJ-22.11 E-16). The
    /// peer's Min-SE holds (R-9.4.1-2).
    pub fn shorten_timer(&mut self, session: SessionId, expires_s: u32) {
        let Some(state) = self.sessions.get_mut(session) else {
            return;
        };
        let asked = match (&state.stage, &mut state.changes.theirs) {
            (Stage::Established(_), Some(theirs)) => &mut theirs.timer,
            _ => &mut state.peer.asked_timer,
        };
        if let Some(asked) = asked {
            let least = state.min_se_s.unwrap_or(0).min(asked.expires_s);
            asked.expires_s = expires_s.clamp(least, asked.expires_s);
        }
    }

    /// Refuses the INVITE with a final response of 300 and above (JJ-22.11 §6.4, §6.5). Another status
    /// becomes 500.
    pub fn reject<'e>(
        &mut self,
        now: Time,
        session: SessionId,
        status: StatusCode,
        phrase: Option<&str>,
        explanation: impl Into<Explanation<'e>>,
        sends: &mut Sends,
    ) {
        let Explanation { lines, sdp } = explanation.into();
        let Some(state) = self.sessions.get(session) else {
            return;
        };
        let Stage::Called(called) = &state.stage else {
            return;
        };
        // The transaction is gone only when the caller is, too.
        let _ = self.transactions.respond(
            now,
            called.server,
            refusal(status),
            phrase,
            Some(&state.local_tag),
            sends,
            |mut writer| {
                writer.raw(lines);
                finish_with_sdp(writer, sdp);
            },
        );
        self.finish(now, session, SessionEnd::NotEstablished, sends);
    }

    pub(crate) fn answer_now(
        &mut self,
        now: Time,
        id: SessionId,
        sdp: Option<&[u8]>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let timer = settled_timer(
            session.policy.timer.as_ref(),
            session.peer.asked_timer,
            session.peer.timer,
        );
        let Stage::Called(called) = &session.stage else {
            return;
        };
        let (server, cseq, offers) = (called.server, called.cseq, !called.offered);
        let late_prack = called.reliable.awaited(cseq);
        let (policy, contact) = (&session.policy, &session.contact);
        let peer_timer = session.peer.timer;
        let user_agent = self.options.user_agent.as_deref();
        let sent = self.transactions.respond(
            now,
            server,
            StatusCode::OK,
            None,
            Some(&session.local_tag),
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
            // The caller's transaction is gone: nobody will acknowledge the 2xx.
            self.events.push_back(Event::Released {
                session: id,
                reason: ReleaseReason::NotAcknowledged,
            });
            self.finish(now, id, SessionEnd::NotEstablished, sends);
            return;
        }
        let t1 = self.options.timers.t1;
        let unacknowledged = Unacknowledged {
            server,
            cseq,
            offers: offers && sdp.is_some(),
            interval: t1,
            give_up_at: now + t1 * 64,
            alarm: self.wheel.set(now + t1, AlarmKey::Repeat2xx(id)),
        };
        let mut dialog = called.dialog.clone();
        dialog.state = DialogState::Confirmed;
        let established = Stage::Established(Box::new(Established {
            dialog,
            unacknowledged: Some(unacknowledged),
            acks: SentAcks::default(),
            ack_wanted: None,
            release_wanted: None,
            peer_bye: None,
            late_prack,
            timer: None,
        }));
        self.enter(id, established);
        self.invited.insert(server, id);
        if let Some(timer) = timer {
            let we_refresh = timer.refresher == Some(Refresher::Uas);
            self.start_session_timer(now, id, timer.expires_s, we_refresh);
        }
    }

    /// The ACK for one of our 2xx.
    pub(crate) fn handle_ack(
        &mut self,
        now: Time,
        essentials: &screen::Essentials<'_>,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(id) = self.session_of(essentials) else {
            return;
        };
        if !self.is_our_target(id, message) {
            // R-6.8.1-4: what is addressed to another Contact is not for this dialog.
            self.counters.wrong_targets += 1;
            return;
        }
        let Some(established) = self.sessions.get_mut(id).and_then(Session::established) else {
            return;
        };
        if established.unacknowledged.as_ref().map(|it| it.cseq) != Some(essentials.cseq) {
            return;
        }
        if let Some(unacknowledged) = established.unacknowledged.take() {
            self.wheel.cancel(unacknowledged.alarm);
            self.invited.remove(&unacknowledged.server);
            self.transactions.acknowledged(unacknowledged.server);
        }
        let sdp: Option<Body> = screen::sdp_of(message).map(Into::into);
        self.events
            .push_back(Event::Acknowledged { session: id, sdp });
        self.release_if_wanted(now, id, sends);
    }

    /// Sends an unacknowledged 2xx again, at intervals from T1 to T2, for 64*T1.
    pub(crate) fn repeat_2xx(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let t2 = self.options.timers.t2;
        let Some(established) = self.sessions.get_mut(id).and_then(Session::established) else {
            return;
        };
        let Some(unacknowledged) = &mut established.unacknowledged else {
            return;
        };
        if now < unacknowledged.give_up_at {
            // A transaction that is gone cannot be acknowledged either: the time runs out.
            let _ = self
                .transactions
                .repeat_success(unacknowledged.server, sends);
            unacknowledged.interval = (unacknowledged.interval * 2).min(t2);
            let next = (now + unacknowledged.interval).min(unacknowledged.give_up_at);
            unacknowledged.alarm = self.wheel.set(next, AlarmKey::Repeat2xx(id));
            return;
        }
        let server = unacknowledged.server;
        established.unacknowledged = None;
        let released_by_owner = established.release_wanted.take();
        self.invited.remove(&server);
        match released_by_owner {
            Some(lines) => self.send_bye(now, id, &lines, sends),
            None => self.release_because(now, id, ReleaseReason::NotAcknowledged, sends),
        }
    }

    /// 422 with the smallest interval we can use (R-9.4.2-2).
    pub(crate) fn respond_interval_too_small(
        &mut self,
        now: Time,
        server: ServerId,
        local_tag: &str,
        min_se_s: u32,
        sends: &mut Sends,
    ) {
        // A transaction that is gone has nobody to be told.
        let _ = self.transactions.respond(
            now,
            server,
            StatusCode::SESSION_INTERVAL_TOO_SMALL,
            None,
            Some(local_tag),
            sends,
            |mut writer| {
                writer.header(
                    HeaderName::MinSe,
                    MinSe {
                        delta_seconds: min_se_s,
                    },
                );
                writer.empty();
            },
        );
    }

    fn refuse_invite(
        &mut self,
        now: Time,
        server: ServerId,
        status: StatusCode,
        phrase: Option<&str>,
        sends: &mut Sends,
    ) {
        let tag = self.random.token::<12>();
        // A transaction that is gone has nobody to be told.
        let _ = self.transactions.respond(
            now,
            server,
            status,
            phrase,
            Some(crate::agent::token_str(&tag)),
            sends,
            |writer| writer.empty(),
        );
    }
}

/// The bytes of the SIP message written last.
pub(crate) fn last_sip(sends: &Sends) -> Box<[u8]> {
    match sends.transmits().last() {
        Some(naisen_node::Transmit::Sip { range, .. }) => sends.bytes(range.clone()).into(),
        _ => Box::default(),
    }
}

/// The Min-SE of a 422, if the interval asked for is below what we accept. A peer that does not
/// know the session timer could not make use of a 422 (RFC 4028 §9).
pub(crate) fn too_small(
    policy: Option<&TimerPolicy>,
    asked: Option<TimerState>,
    peer_timer: bool,
) -> Option<u32> {
    let (policy, asked) = (policy?, asked?);
    (peer_timer && asked.expires_s < policy.min_se_s).then_some(policy.min_se_s)
}

/// The Session-Expires of our 2xx: the interval asked for (R-9.4.2-1), the refresher named
/// (R-9.3.1.2-3) or else chosen (R-9.3.1.2-4), always ourselves when the peer does not know the
/// timer (R-9.3.1.2-5). None when none was asked for, or when the timer is not in use.
pub(crate) fn settled_timer(
    policy: Option<&TimerPolicy>,
    asked: Option<TimerState>,
    peer_timer: bool,
) -> Option<TimerState> {
    let (policy, asked) = (policy?, asked?);
    let refresher = asked.refresher.unwrap_or(if peer_timer {
        policy.chosen_refresher
    } else {
        Refresher::Uas
    });
    Some(TimerState {
        expires_s: asked.expires_s,
        refresher: Some(refresher),
    })
}

/// Writes Require: timer, if the peer listed timer (R-9.1-5), and Session-Expires.
pub(crate) fn write_timer(
    writer: &mut MessageWriter<'_>,
    timer: Option<TimerState>,
    peer_timer: bool,
) {
    let Some(timer) = timer else {
        return;
    };
    if peer_timer {
        writer.header(HeaderName::Require, "timer");
    }
    writer.header(
        HeaderName::SessionExpires,
        SessionExpires {
            delta_seconds: timer.expires_s,
            refresher: timer.refresher,
        },
    );
}
