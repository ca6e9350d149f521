//! What happens on the way of a call besides its messages, and whose call it is.

use super::media::Path;
use super::openings::Asked;
use super::{Analyst, facts, pair};
use crate::limits::WORD_BACK;
use crate::{Frame, Kind, Notice, NoticeKind};

/// Calls that are looked at for a connection that none of them uses.
const NEAR_CALLS: usize = 64;

impl Analyst {
    /// Bytes that begin like SIP and are none.
    pub(super) fn unreadable(&mut self, frame: &Frame<'_>, bytes: &[u8]) {
        let named = facts::call_id(bytes)
            .and_then(|call_id| self.by_call_id.get(call_id))
            .map(|place| place.call);
        let path = (frame.source, frame.destination);
        let number = named
            .or_else(|| self.call_on(path))
            .or_else(|| self.attempt_between(path));
        if let Some(open) = number.and_then(|number| self.calls.get_mut(&number)) {
            open.add_notice(of(frame, NoticeKind::Unreadable));
        }
    }

    /// TLS where SIP in clear is spoken.
    pub(super) fn other_transport(&mut self, frame: &Frame<'_>) {
        let path = (frame.source, frame.destination);
        let number = self.call_on(path).or_else(|| {
            // Hosts of telephony speak HTTPS with each other too.
            self.attempt_between(path).filter(|_| is_for_sip(path))
        });
        if let Some(open) = number.and_then(|number| self.calls.get_mut(&number)) {
            open.add_notice(of(frame, NoticeKind::OtherTransport));
        }
    }

    pub(super) fn unreachable(&mut self, frame: &Frame<'_>) {
        let path = (frame.source, frame.destination);
        let number = self
            .ways
            .get(&path)
            .filter(|(_, at)| frame.at.since(*at) <= WORD_BACK)
            .map(|(number, _)| *number)
            .or_else(|| self.media.call_of(path))
            .or_else(|| {
                let announcer = self.media.announcer(frame.destination);
                announcer.map(|(call, _)| call)
            })
            .or_else(|| self.attempt_at(path));
        if let Some(open) = number.and_then(|number| self.calls.get_mut(&number)) {
            open.add_notice(of(frame, NoticeKind::Unreachable));
        }
    }

    pub(super) fn disconnected(&mut self, frame: &Frame<'_>, reset: bool) {
        let path = (frame.source, frame.destination);
        self.connections.forget(path);
        let asked = self.openings.ends(path, frame.at);
        // The notice is about what the breaker was sent.
        let refused = (path.1, path.0);
        if asked == Some(Asked::Tls)
            && let Some(number) = self.attempt_at(refused)
            && let Some(open) = self.calls.get_mut(&number)
        {
            open.add_notice(Notice {
                kind: NoticeKind::TlsRefused,
                ..about(frame, refused)
            });
            return;
        }
        if !reset {
            return;
        }
        self.connections.forget(refused);
        let number = self
            .call_on(refused)
            .or_else(|| {
                self.attempt_between(refused)
                    .filter(|_| is_for_sip(refused))
            })
            .or_else(|| asked.and_then(|_| self.attempt_at(refused)));
        if let Some(open) = number.and_then(|number| self.calls.get_mut(&number)) {
            open.add_notice(about(frame, refused));
        }
    }

    /// The group whose messages went last between these sockets.
    fn call_on(&self, path: Path) -> Option<u64> {
        [path, (path.1, path.0)]
            .iter()
            .filter_map(|way| self.ways.get(way))
            .max_by_key(|(_, at)| *at)
            .map(|(number, _)| *number)
    }

    /// The group whose messages went last between these hosts, or were told to go there, if it is an
    /// attempt that is not answered yet.
    fn attempt_between(&self, path: Path) -> Option<u64> {
        let (number, _) = self.hosts.get(&pair(path))?;
        let open = self.calls.get(number)?;
        let waits = open.kind() != Kind::Call || open.is_in_progress() || open.is_redirected(path);
        waits.then_some(*number)
    }

    /// The only call in progress at a host that tries to reach the next one on a port of SIP.
    fn attempt_at(&self, path: Path) -> Option<u64> {
        let host = path.0.ip();
        if !is_for_sip(path) {
            return None;
        }
        let mut near = self
            .calls
            .iter()
            .rev()
            .take(NEAR_CALLS)
            .filter(|(_, open)| {
                open.states
                    .iter()
                    .any(|leg| leg.is_in_progress() && leg.reached(host))
            });
        match (near.next(), near.next()) {
            (Some((number, _)), None) => Some(*number),
            _ => None,
        }
    }
}

/// A notice that a connection was refused, or broken off by force.
fn about(frame: &Frame<'_>, refused: Path) -> Notice {
    Notice {
        frame: frame.number,
        at: frame.at,
        source: refused.0,
        destination: refused.1,
        kind: NoticeKind::Reset,
    }
}

/// A notice about the packet of a frame.
pub(super) fn of(frame: &Frame<'_>, kind: NoticeKind) -> Notice {
    Notice {
        frame: frame.number,
        at: frame.at,
        source: frame.source,
        destination: frame.destination,
        kind,
    }
}

/// Whether one end is a port of SIP (RFC 3261 §19.1.2), or its neighbour that many use.
fn is_for_sip(path: Path) -> bool {
    [path.0, path.1]
        .iter()
        .any(|end| matches!(end.port(), 5060..=5062))
}
