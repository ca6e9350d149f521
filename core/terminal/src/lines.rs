//! The lines of a terminal, and the media ports that each of them asks for.

use naisen_agent::SessionId;
use naisen_node::{Outbox, PairId, PairOrder, Time};
use naisen_sdp::{LocalDescription, MAX_INITIAL_NUMBER, OwnMedia};
use naisen_sip::StatusCode;

use crate::ending::Ending;
use crate::line::{Line, MAX_LINES, Stage};
use crate::ports::MAX_ATTEMPTS;
use crate::{CallId, Ended, Event, Terminal};

impl Terminal {
    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().flatten().map(|line| &**line)
    }

    pub(crate) fn line(&mut self, slot: usize) -> Option<&mut Line> {
        self.lines.get_mut(slot)?.as_deref_mut()
    }

    pub(crate) fn slot_of_call(&self, call: CallId) -> Option<usize> {
        self.slot(|line| line.call == call)
    }

    pub(crate) fn slot_of_session(&self, session: SessionId) -> Option<usize> {
        self.slot(|line| line.session == Some(session))
    }

    fn slot(&self, is: impl Fn(&Line) -> bool) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| line.as_deref().is_some_and(&is))
    }

    pub(crate) fn next_call(&mut self) -> CallId {
        self.calls = self.calls.wrapping_add(1);
        CallId(self.calls)
    }

    /// Whether one call more would be too many.
    pub(crate) fn is_full(&self) -> bool {
        self.call_count() >= self.config.max_lines
    }

    /// Makes a line and asks for its media ports; `None` if there is no slot. The slots take turns,
    /// so that a late word about an old pair does not meet a new one.
    pub(crate) fn open_line(
        &mut self,
        now: Time,
        call: CallId,
        stage: Stage,
        out: &mut Outbox<Event>,
    ) -> Option<usize> {
        let slot = (0..MAX_LINES)
            .map(|step| (self.next_slot + step) % MAX_LINES)
            .find(|&slot| self.lines.get(slot).is_some_and(Option::is_none))?;
        self.next_slot = slot + 1;
        let pair = PairId(u32::try_from(slot).ok()?);
        let mut line = Line::new(call, pair, stage);
        line.play = self.config.media.play.clone();
        line.listen(now, self.config.media.listen);
        *self.lines.get_mut(slot)? = Some(Box::new(line));
        self.ask_for_ports(now, slot, out);
        Some(slot)
    }

    fn ask_for_ports(&mut self, now: Time, slot: usize, out: &mut Outbox<Event>) {
        let address = self.ports.next(&self.config.media);
        let Some(line) = self.line(slot) else {
            return;
        };
        line.attempts += 1;
        let Some(address) = address.filter(|_| line.attempts <= MAX_ATTEMPTS) else {
            if let Some(session) = line.session.take() {
                let status = StatusCode::TEMPORARILY_UNAVAILABLE;
                self.reject(now, session, status, out);
            }
            self.end(now, slot, Ending::failure(Ended::NoMediaPort), out);
            return;
        };
        line.asked = Some(address);
        out.orders.push(PairOrder::Open {
            pair: line.pair,
            address,
        });
    }

    pub(crate) fn pair_opened(
        &mut self,
        now: Time,
        pair: PairId,
        address: std::net::SocketAddr,
        out: &mut Outbox<Event>,
    ) {
        let slot = pair.0 as usize;
        let bound = u64::from(MAX_INITIAL_NUMBER);
        let session_id = 1 + self.random.below(bound) as u32;
        let version = 1 + self.random.below(bound) as u32;
        let Some(line) = self.lines.get_mut(slot).and_then(Option::as_deref_mut) else {
            return;
        };
        if line.asked != Some(address) || line.own.is_some() {
            return;
        }
        line.own = Some(OwnMedia {
            address: address.ip(),
            port: address.port(),
        });
        let media = &self.config.media;
        line.local = LocalDescription::new(session_id, version, address.ip())
            .and_then(|it| it.with_username(&media.username))
            .and_then(|it| it.with_session_name(&media.session_name))
            .ok();
        match &line.stage {
            Stage::Dialled { .. } => self.schedule_invite(now, slot, out),
            Stage::Ringing {
                answer_wanted: true,
                ..
            } => self.accept(now, slot, out),
            _ => {}
        }
    }

    pub(crate) fn pair_refused(&mut self, now: Time, pair: PairId, out: &mut Outbox<Event>) {
        let slot = pair.0 as usize;
        if self.line(slot).is_some_and(|line| line.own.is_none()) {
            self.ask_for_ports(now, slot, out);
        }
    }
}
