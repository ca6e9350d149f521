//! INVITEs that come before their media ports are open.

use std::net::IpAddr;

use naisen_agent::SessionId;
use naisen_node::{Flow, Outbox, Time};
use naisen_sip::Message;

use super::incoming::Refusal;
use crate::Event;
use crate::exchange::Exchange;

/// The most INVITEs that wait for media ports; beyond it they get 503.
const MAX_WAITING: usize = 256;

/// An INVITE that waits for media ports.
#[derive(Debug)]
pub(crate) struct WaitingInvite {
    session: SessionId,
    ip: IpAddr,
    bytes: Box<[u8]>,
}

impl Exchange {
    /// Lets an INVITE wait until the media ports that are on their way are open: at the start, and
    /// in a burst. Nothing has been looked at by then, so it is taken up anew from its beginning.
    pub(super) fn wait_for_ports(
        &mut self,
        now: Time,
        session: SessionId,
        flow: Flow,
        message: &Message<'_>,
    ) -> bool {
        let ip = self.media_ip(flow.local.ip());
        self.ports.top_up(now, ip);
        if !self.ports.is_filling(ip) || self.waiting.len() >= MAX_WAITING {
            return false;
        }
        self.waiting.push_back(WaitingInvite {
            session,
            ip,
            bytes: message.bytes().into(),
        });
        true
    }

    /// Takes up the INVITEs whose ports are open now, or will not be.
    pub(crate) fn resume_waiting(&mut self, now: Time, out: &mut Outbox<Event>) {
        while let Some(first) = self.waiting.front()
            && !self.ports.is_filling(first.ip)
        {
            let Some(waiting) = self.waiting.pop_front() else {
                return;
            };
            if let Ok(message) = Message::parse(&waiting.bytes) {
                self.handle_invite(now, waiting.session, &message, out);
            }
            self.tell_if_drained(out);
        }
    }

    /// Refuses the INVITEs that wait: nothing has come of them yet, so there is nothing to record.
    pub(crate) fn refuse_waiting(&mut self, now: Time, out: &mut Outbox<Event>) {
        for waiting in std::mem::take(&mut self.waiting) {
            self.reject(
                now,
                waiting.session,
                Refusal::busy(&self.config.admission),
                out,
            );
        }
        self.tell_if_drained(out);
    }
}
