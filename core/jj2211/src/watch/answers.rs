//! The requests that come, and the responses that the node sends.

use naisen_sip::{HeaderName, Message, Method, RAck, StatusCode};

use super::answering::{Answering, Reliable};
use super::asking::Request;
use super::call::Call;
use super::dialog::Side;
use super::glance::Glance;
use crate::context::Context;
use crate::fact::Fact;

impl Call {
    /// A request comes.
    pub(super) fn is_requested(
        &mut self,
        glance: &Glance<'_>,
        request: &Message<'_>,
        settled: Context,
    ) {
        if let Some(dialog) = self.dialog(glance.to_tag, glance.from_tag) {
            dialog.received(request);
            dialog.is_over |= glance.method == Method::Bye;
            if matches!(glance.method, Method::Invite | Method::Update) {
                dialog.got_min_se |= request.header(HeaderName::MinSe).is_some();
            }
        }
        if let Ok(Some(rack)) = request.typed::<RAck<'_>>() {
            for answering in self.answering() {
                answering.acknowledged(&rack);
            }
        }
        if glance.method != Method::Ack && self.answering_of(glance).is_none() {
            self.is_asked(Answering::new(glance, request, settled));
        }
    }

    /// The node sends a response.
    pub(super) fn responds(
        &mut self,
        status: StatusCode,
        glance: &Glance<'_>,
        response: &Message<'_>,
        settled: Context,
    ) -> Request {
        let mut breaches = Vec::new();
        let Some(answering) = self.answering_of(glance) else {
            return Request::New(settled.unknown(Fact::UsesTimer), breaches);
        };
        if answering.is_repetition(response) {
            return Request::Repeated;
        }
        let mut context = answering
            .context
            .with(
                Fact::BeginsRSeq,
                matches!(answering.reliable, Reliable::None),
            )
            .with(
                Fact::ChangesSession,
                answering.context.knows(Fact::ReceivedSdp) == Some(true),
            );
        if !answering.is_within() && answering.description.is_none() {
            // A reliable 1xx would have to bring the offer; the callee decides (RFC 3262 §5).
            context = context.unknown(Fact::Uses100rel);
        }
        answering.responded(status, glance, response, &mut breaches);
        let answered = answering.clone();
        let tags = (answered.to_tag.as_deref(), answered.from_tag.as_deref());
        if answered.is_within() {
            let timer = self.dialog(tags.0, tags.1).and_then(|dialog| dialog.timer);
            context = timer_of(context, timer, answered.has_session_expires, settled);
        }
        let modifies = matches!(answered.method, Method::Invite | Method::Update);
        let begins = answered.method == Method::Invite && !answered.is_within();
        let makes = status.code() > 100 && status.code() < 300;
        let dialog = if begins && makes {
            self.answers_call(glance, &answered)
        } else {
            self.dialog(tags.0, tags.1)
        };
        if let Some(dialog) = dialog.filter(|_| makes) {
            if modifies {
                breaches.extend(dialog.contact(response));
            }
            breaches.extend(dialog.describes(response));
            let settles = answered.method == Method::Invite
                || (answered.method == Method::Update && dialog.timer.is_some());
            if status.is_success() && settles {
                let has = response.header(HeaderName::SessionExpires).is_some();
                dialog.timer = Some(has);
            }
        }
        Request::New(context, breaches)
    }

    /// The dialog of an INVITE that is answered with a tag of ours.
    fn answers_call(
        &mut self,
        glance: &Glance<'_>,
        invite: &Answering,
    ) -> Option<&mut super::dialog::Dialog> {
        let leg = self.leg_or_new(glance.to_tag?, Side::Callee)?;
        let remote = invite.from_tag.as_deref().unwrap_or_default();
        if leg.dialog(remote).is_none() {
            let dialog = leg.dialog_or_new(remote)?;
            dialog.peer_allows_update = invite.allows_update;
            dialog.invite_had_min_se = invite.has_min_se;
            if let Some(description) = &invite.description {
                dialog.peer_described(description);
            }
        }
        leg.dialog(remote)
    }
}

/// Whether the timer is in use for an answer within a dialog: if it runs, or if the peer starts it
/// anew and we may take it up.
fn timer_of(context: Context, runs: Option<bool>, asked: bool, settled: Context) -> Context {
    if settled.knows(Fact::UsesTimer) == Some(false) {
        return context;
    }
    match runs {
        Some(true) => context.with(Fact::UsesTimer, true),
        Some(false) if !asked => context.with(Fact::UsesTimer, false),
        _ => context.unknown(Fact::UsesTimer),
    }
}
