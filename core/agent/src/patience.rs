//! How long a step waits for the owner, and for a peer whose transaction sets no end of its own: no
//! session hangs because one side forgot it.

use std::time::Duration;

use naisen_node::{Sends, Time};
use naisen_sip::{CancelError, StatusCode};

use crate::agent::{Agent, AlarmKey, Owner};
use crate::event::ReleaseReason;
use crate::session::{SessionId, Stage};

/// How long a request other than INVITE, or a 2xx, waits for the owner, in T1: its sender gives up
/// after 64*T1, and our answer still has to travel.
const PATIENCE_IN_T1: u32 = 60;

/// How long a re-INVITE may stay without final response, whoever sent it: what a proxy grants an
/// INVITE (timer C, RFC 3261 §16.6).
const INVITE_PATIENCE: Duration = Duration::from_secs(180);

impl Agent {
    /// When a step that begins now is taken without its owner.
    pub(crate) fn owner_has_until(&self, now: Time) -> Time {
        now + self.options.timers.t1 * PATIENCE_IN_T1
    }

    /// When a re-INVITE that begins now is given up.
    pub(crate) fn invite_has_until(&self, now: Time) -> Time {
        now + INVITE_PATIENCE
    }

    /// Has [`Agent::patience_over`] called by then.
    pub(crate) fn wait_until(&mut self, id: SessionId, until: Time) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        if let Some((at, alarm)) = session.patience {
            if at <= until {
                return;
            }
            self.wheel.cancel(alarm);
        }
        let alarm = self.wheel.set(until, AlarmKey::Patience(id));
        session.patience = Some((until, alarm));
    }

    /// Takes every step whose time is over, and waits on for the others.
    pub(crate) fn patience_over(&mut self, now: Time, id: SessionId, sends: &mut Sends) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        session.patience = None;
        let mut next: Option<Time> = None;
        // Whether a step is due; if it is not, its time counts for the next alarm.
        let mut due = |until: Time| {
            if until > now {
                next = Some(next.map_or(until, |next| next.min(until)));
            }
            until <= now
        };
        let bye = matches!(&session.stage, Stage::Established(it)
            if it.peer_bye.as_ref().is_some_and(|bye| due(bye.until)));
        // A peer that has sent BYE waits for the answer to that.
        let ack = matches!(&session.stage, Stage::Established(it)
            if it.peer_bye.is_none() && it.ack_wanted.as_ref().is_some_and(|ack| due(ack.until)));
        let prack = matches!(&session.stage, Stage::Called(it)
            if it.reliable.pracked.as_ref().is_some_and(|prack| due(prack.awaits.until)));
        let theirs = session
            .changes
            .theirs
            .as_ref()
            .is_some_and(|theirs| due(theirs.until));
        let ours = session
            .changes
            .ours
            .as_mut()
            .and_then(|ours| {
                let over = ours.until.is_some_and(&mut due);
                over.then(|| {
                    ours.until = None;
                    ours.client
                })
            })
            .flatten();
        let cancel = matches!(&session.stage, Stage::Calling(it)
            if it.proceeding && it.given_up.is_some());
        if let Some(next) = next {
            self.wait_until(id, next);
        }
        if bye {
            self.accept_bye(now, id, sends);
            return;
        }
        if ack {
            self.release_because(now, id, ReleaseReason::AckWithheld, sends);
            return;
        }
        if prack {
            self.answer_forgotten_prack(now, id, sends);
        }
        if theirs {
            self.refuse_modify(now, id, StatusCode::SERVER_INTERNAL_ERROR, b"", sends);
        }
        if let Some(client) = ours {
            let _: Result<_, CancelError> =
                self.transactions
                    .cancel(now, client, Owner::Cancel, &[], sends);
        }
        if cancel {
            self.cancel_now(now, id, sends);
        }
    }
}
