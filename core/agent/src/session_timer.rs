//! The session timer: refreshing when it is our turn, watching over the peer when it is not
//! (JJ-22.11 §9.5, §9.6; RFC 4028).

use std::time::Duration;

use naisen_node::{Sends, Time};
use naisen_sip::{HeaderName, Message, SessionExpires};

use crate::agent::{Agent, AlarmKey};
use crate::event::ReleaseReason;
use crate::modify::running_timer;
use crate::policy::{Handling, Margin};
use crate::session::{RunningTimer, Session, SessionId, TimerState};

/// How long before expiry a refresher whose refresh did not succeed ends the call (R-9.6-4).
const LAST_MOMENT: Duration = Duration::from_secs(10);

/// The least time between two actions of a session timer.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// The session timer that a 2xx settles for its receiver: only with Require: timer (R-9.1-3).
pub(crate) fn agreed_timer(message: &Message<'_>) -> Option<TimerState> {
    if !message.has_token(HeaderName::Require, "timer") {
        return None;
    }
    message
        .typed::<SessionExpires>()
        .ok()
        .flatten()
        .map(TimerState::from)
}

impl Agent {
    /// The session timer that runs, seen from requests that we send: `refresher` is `Uac` if it is
    /// our turn.
    pub fn timer(&self, session: SessionId) -> Option<TimerState> {
        running_timer(self.sessions.get(session)?)
    }

    /// From now on the agent sends the refreshes of this session by itself, whatever its policy said:
    /// there is no other leg whose refreshes could be passed on.
    pub fn refresh_automatically(&mut self, id: SessionId) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let Some(policy) = &mut session.policy.timer else {
            return;
        };
        if policy.refresh == Handling::Automatic {
            return;
        }
        policy.refresh = Handling::Automatic;
        let fraction = u32::from(policy.refresh_thousandths);
        let timer = session.established().and_then(|it| it.timer.as_mut());
        let Some(timer) = timer.filter(|timer| timer.we_refresh) else {
            return;
        };
        let span = Duration::from_secs(u64::from(timer.expires_s));
        let due = timer.expires_at - span + span * fraction / 1000;
        self.wheel.cancel(timer.alarm);
        timer.alarm = self.wheel.set(due, AlarmKey::SessionTimer(id));
    }

    /// Starts the timer anew (R-9.4.1-8, R-9.4.2-3, R-9.5.1-2, R-9.5.2-2).
    pub(crate) fn start_session_timer(
        &mut self,
        now: Time,
        id: SessionId,
        expires_s: u32,
        we_refresh: bool,
    ) {
        self.stop_session_timer(id);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let Some(policy) = session.policy.timer.clone() else {
            return;
        };
        let Some(established) = session.established() else {
            return;
        };
        let span = Duration::from_secs(u64::from(expires_s));
        let expires_at = now + span;
        let due = match (we_refresh, policy.refresh) {
            (true, Handling::Automatic) => {
                now + span * u32::from(policy.refresh_thousandths) / 1000
            }
            // The other leg's refresh is passed on; if none succeeds the session ends as with a
            // refresher that goes on (R-9.6-4).
            (true, Handling::Owner) => expires_at - Margin::Seconds10.of(expires_s),
            (false, _) => expires_at - policy.margin.of(expires_s),
        };
        // However short an interval the peer insists on, it does not keep us busy.
        let due = due.max(now + SHORTEST_WAIT);
        established.timer = Some(RunningTimer {
            expires_s,
            we_refresh,
            expires_at,
            refreshing: false,
            not_before: now,
            alarm: self.wheel.set(due, AlarmKey::SessionTimer(id)),
        });
    }

    pub(crate) fn stop_session_timer(&mut self, id: SessionId) {
        let timer = self
            .sessions
            .get_mut(id)
            .and_then(Session::established)
            .and_then(|established| established.timer.take());
        if let Some(timer) = timer {
            self.wheel.cancel(timer.alarm);
        }
    }

    /// Tries a refresh again that could not be sent or was refused: after half of the time that is
    /// left before the last moment. So the session goes on after an error that does not end it
    /// (R-9.6-2) and still is refreshed if that is possible.
    pub(crate) fn refresh_later(&mut self, now: Time, id: SessionId) {
        let Some(timer) = self
            .sessions
            .get_mut(id)
            .and_then(Session::established)
            .and_then(|established| established.timer.as_mut())
            .filter(|timer| timer.we_refresh && timer.refreshing)
        else {
            return;
        };
        let last = timer.expires_at - LAST_MOMENT;
        let again = now + (last.since(now) / 2).max(SHORTEST_WAIT);
        if again + SHORTEST_WAIT <= last {
            self.wheel.cancel(timer.alarm);
            timer.refreshing = false;
            timer.alarm = self.wheel.set(again, AlarmKey::SessionTimer(id));
        }
    }

    /// It is time to refresh, or too late for the peer's refresh.
    pub(crate) fn session_timer_due(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let automatic = session
            .policy
            .timer
            .as_ref()
            .is_some_and(|timer| timer.refresh == Handling::Automatic);
        let Some(timer) = session
            .established()
            .and_then(|established| established.timer.as_mut())
        else {
            return;
        };
        if timer.we_refresh && automatic && !timer.refreshing {
            // With a very short interval there is no last moment before the refresh itself.
            let last = (timer.expires_at - LAST_MOMENT).max(now + SHORTEST_WAIT);
            // A wait that would end the session is not kept.
            if now < timer.not_before && timer.not_before + SHORTEST_WAIT <= last {
                timer.alarm = self.wheel.set(timer.not_before, AlarmKey::SessionTimer(id));
                return;
            }
            timer.refreshing = true;
            timer.alarm = self.wheel.set(last, AlarmKey::SessionTimer(id));
            self.refresh(now, id, sends);
            return;
        }
        let reason = if timer.we_refresh && automatic {
            ReleaseReason::RefreshFailed
        } else {
            ReleaseReason::SessionExpired
        };
        self.stop_session_timer(id);
        self.release_because(now, id, reason, sends);
    }
}
