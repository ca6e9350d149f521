//! Early dialogs of a caller: one for each To tag in a 1xx (JJ-22.11 §5.2.1, §5.2.3).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{Dialog, DialogState, HeaderName, Message, Method, To};
use smallvec::SmallVec;

use crate::agent::{Agent, Owner};
use crate::session::{Calling, Early};
use crate::target;

/// The most early dialogs of one INVITE: forks beyond it share the fate of the call but get no
/// dialog of their own.
pub(crate) const MAX_EARLY_DIALOGS: usize = 8;

/// The To tag; empty for a null tag (R-5.3.1-2).
pub(crate) fn to_tag<'m>(message: &Message<'m>) -> &'m str {
    message
        .typed::<To<'m>>()
        .ok()
        .flatten()
        .and_then(|to| to.tag())
        .unwrap_or("")
}

impl Calling {
    /// The early dialog of a To tag, made when the tag is new (R-5.2.1-3). The latest 1xx makes its
    /// dialog the last one.
    pub(crate) fn early_dialog(
        &mut self,
        tag: &str,
        message: &Message<'_>,
        contact: &str,
        flow: Flow,
    ) -> Option<&mut Early> {
        if let Some(position) = self
            .early
            .iter()
            .position(|early| &*early.dialog.remote.tag == tag)
        {
            let mut early = self.early.remove(position);
            target::retarget(&mut early.dialog, message, flow);
            self.early.push(early);
            return self.early.last_mut();
        }
        if self.early.len() >= MAX_EARLY_DIALOGS {
            return None;
        }
        let request = Message::parse(&self.request).ok()?;
        let mut dialog =
            Dialog::established(&request, message, contact, flow, DialogState::Early).ok()?;
        target::aim(&mut dialog, None, flow);
        self.early.push(Early {
            dialog,
            rseq: None,
            described: false,
        });
        self.early.last_mut()
    }

    /// The dialog that a 2xx confirms: its route set is taken anew, its numbers go on where the
    /// early dialog stood (RFC 3261 §13.2.2.4).
    pub(crate) fn confirmed_dialog(
        &self,
        message: &Message<'_>,
        contact: &str,
        flow: Flow,
    ) -> Option<Dialog> {
        let request = Message::parse(&self.request).ok()?;
        let mut dialog =
            Dialog::established(&request, message, contact, flow, DialogState::Confirmed).ok()?;
        let early = self
            .early
            .iter()
            .map(|early| &early.dialog)
            .find(|early| early.remote.tag == dialog.remote.tag);
        let mut before = None;
        if let Some(early) = early {
            dialog.local_cseq = dialog.local_cseq.max(early.local_cseq);
            dialog.remote_cseq = early.remote_cseq;
            dialog.flow = early.flow;
            before = target::named(early);
            if message.header(HeaderName::Contact).is_none() {
                // R-7.3-1: the target named last is still the one.
                dialog.remote_target = early.remote_target.clone();
            }
        }
        target::aim(&mut dialog, before, flow);
        Some(dialog)
    }

    /// The early dialogs that a 2xx of another one leaves behind.
    pub(crate) fn take_others(&mut self, confirmed: &Dialog) -> SmallVec<[Dialog; 1]> {
        std::mem::take(&mut self.early)
            .into_iter()
            .map(|early| early.dialog)
            .filter(|early| early.remote.tag != confirmed.remote.tag)
            .collect()
    }
}

impl Agent {
    /// Ends an early dialog by BYE, another one having been confirmed (R-5.3.2-3).
    pub(crate) fn end_early(&mut self, now: Time, mut dialog: Dialog, sends: &mut Sends) {
        let cseq = dialog.next_cseq();
        // Without room for its transaction the fork's own timers end it.
        let _ = self.transactions.request(
            now,
            Owner::Nobody,
            dialog.flow,
            Method::Bye,
            sends,
            |out, branch| {
                dialog.write_request(out, Method::Bye, cseq, branch).empty();
            },
        );
    }
}
