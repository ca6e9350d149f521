//! How a call ends, and what the user then hears (JJ-22.11 §6.7, §11).

use std::time::Duration;

use naisen_agent::{PeerReason, ReleaseReason, SessionId};
use naisen_node::{Outbox, PairOrder, Time};
use naisen_sip::StatusCode;

use crate::line::Stage;
use crate::{AudioStatistics, Ended, EndedBy, Event, Hears, Terminal};

/// The end of a call.
#[derive(Debug)]
pub(crate) struct Ending {
    pub(crate) by: EndedBy,
    pub(crate) status: Option<StatusCode>,
    pub(crate) reason: Ended,
    pub(crate) said: PeerReason,
    pub(crate) lines: Box<[u8]>,
    /// Whether the user is told by busy tone.
    pub(crate) busy: bool,
}

impl Ending {
    /// Something failed.
    pub(crate) fn failure(reason: Ended) -> Self {
        Self {
            by: EndedBy::Failure,
            status: None,
            reason,
            said: PeerReason::default(),
            lines: Box::default(),
            busy: true,
        }
    }

    fn by_peer(reason: Ended, busy: bool) -> Self {
        Self {
            by: EndedBy::Peer,
            busy,
            ..Self::failure(reason)
        }
    }
}

impl Terminal {
    /// The user hangs up: the call, or the busy tone after it.
    pub(crate) fn hang_up(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let Some(line) = self.line(slot) else {
            return;
        };
        if !line.is_call() {
            self.close_line(now, slot, out);
            return;
        }
        if line.is_ringing() {
            self.refuse(now, slot, StatusCode::BUSY_HERE, out);
            return;
        }
        let reason = if matches!(line.stage, Stage::Talking) {
            Ended::HungUp
        } else {
            Ended::GivenUp
        };
        if let Some(session) = line.session.take() {
            self.agent.release(now, session, b"", &mut out.sends);
        }
        let ending = Ending {
            by: EndedBy::Us,
            busy: false,
            ..Ending::failure(reason)
        };
        self.end(now, slot, ending, out);
    }

    /// The caller gave up before our final response.
    pub(crate) fn cancelled(
        &mut self,
        now: Time,
        session: SessionId,
        said: PeerReason,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let reason = if said.is_answered_elsewhere() {
            Ended::AnsweredElsewhere
        } else {
            Ended::GivenUp
        };
        let ending = Ending {
            said,
            ..Ending::by_peer(reason, false)
        };
        self.end(now, slot, ending, out);
    }

    /// The caller gave up when we had answered: busy tone at once, while ACK and BYE are still to
    /// come (R-6.7.2-1, R-6.7.2-2).
    pub(crate) fn cancelled_late(
        &mut self,
        now: Time,
        session: SessionId,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        self.end(now, slot, Ending::by_peer(Ended::GivenUp, true), out);
        if let Some(line) = self.line(slot) {
            // Should the BYE not come, ours ends the session together with the tone.
            line.session = Some(session);
        }
    }

    /// An established session is over (R-11.2-1, R-11.2-2).
    pub(crate) fn released(
        &mut self,
        now: Time,
        session: SessionId,
        reason: ReleaseReason,
        out: &mut Outbox<Event>,
    ) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        if !self.line(slot).is_some_and(|line| line.is_call()) {
            return;
        }
        let ending = match reason {
            ReleaseReason::PeerBye { said } => Ending {
                said,
                ..Ending::by_peer(Ended::HungUp, true)
            },
            ReleaseReason::NotAcknowledged
            | ReleaseReason::AckWithheld
            | ReleaseReason::NotPracked => Ending::failure(Ended::NotAcknowledged),
            ReleaseReason::SessionExpired => Ending::failure(Ended::SessionExpired),
            ReleaseReason::RefreshFailed => Ending::failure(Ended::RefreshFailed),
            ReleaseReason::Local => return,
        };
        self.end(now, slot, ending, out);
    }

    /// The agent knows the session no more; its end was told before, as a rule.
    pub(crate) fn gone(&mut self, now: Time, session: SessionId, out: &mut Outbox<Event>) {
        let Some(slot) = self.slot_of_session(session) else {
            return;
        };
        let Some(line) = self.line(slot) else {
            return;
        };
        line.session = None;
        if line.is_call() {
            self.end(now, slot, Ending::by_peer(Ended::HungUp, true), out);
        }
    }

    /// Ends a call: the audio stops, the ports are closed, the user is told, and hears busy tone
    /// if the end came from elsewhere.
    pub(crate) fn end(&mut self, now: Time, slot: usize, ending: Ending, out: &mut Outbox<Event>) {
        let busy_tone = self.config.busy_tone;
        let Some(line) = self.line(slot) else {
            return;
        };
        line.session = None;
        let statistics = match line.audio.take() {
            Some(audio) => audio.finish(line.pair, &mut out.sends),
            None => AudioStatistics::default(),
        };
        line.set_clock(now);
        out.events.push(Event::Ended {
            call: line.call,
            by: ending.by,
            status: ending.status,
            rule: ending.reason.rule(ending.by, ending.status, &ending.said),
            reason: ending.reason,
            said: ending.said,
            lines: ending.lines,
            statistics,
        });
        let (hears, rest) = if ending.busy && !busy_tone.is_zero() {
            (Hears::Busy, busy_tone)
        } else {
            (Hears::Silence, Duration::ZERO)
        };
        // Even without busy tone the ports live on for a turn: orders are carried out before
        // packets, and the good-bye of RTCP is still to be sent.
        line.stage = Stage::Busy { until: now + rest };
        line.hear(now, hears, &mut out.events);
    }

    /// Frees a line whose call is over.
    pub(crate) fn close_line(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let Some(mut line) = self.lines.get_mut(slot).and_then(Option::take) else {
            return;
        };
        line.hear(now, Hears::Silence, &mut out.events);
        if let Some(session) = line.session {
            self.agent.release(now, session, b"", &mut out.sends);
        }
        out.orders.push(PairOrder::Close { pair: line.pair });
    }
}
