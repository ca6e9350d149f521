//! The requests that the node sends, and the responses that come.

use naisen_sip::{HeaderName, Message, Method, StatusCode};

use super::asked::{Answer, Asked};
use super::call::Call;
use super::challenges::Challenges;
use super::dialog::Side;
use super::fingerprint::Fingerprint;
use super::glance::Glance;
use super::violation::Breach;
use crate::context::Context;
use crate::fact::Fact;

/// What has been made out of a request that is sent.
pub(super) enum Request {
    /// It was sent before, byte for byte.
    Repeated,
    /// All that is known of it, and what in it does not follow from what was before.
    New(Context, Vec<Breach>),
}

impl Call {
    /// The node sends a request.
    pub(super) fn requests(
        &mut self,
        glance: &Glance<'_>,
        request: &Message<'_>,
        settled: Context,
        challenges: &mut Challenges,
    ) -> Request {
        let mut breaches = Vec::new();
        let same =
            |asked: &&Asked| *asked.branch == *glance.branch && asked.method == glance.method;
        if let Some(known) = self.asked().find(same) {
            if known.fingerprint == Fingerprint::of(request.bytes()) {
                return Request::Repeated;
            }
            let found = "another request with its branch";
            let expected = "a repetition byte for byte, or a new branch";
            breaches.push(Breach::sequence("RFC 3261 §8.1.1.7", expected, found));
        }
        let mut context = self.facts_of_request(glance, request, settled);
        match glance.method {
            Method::Ack => self.acknowledge(glance, &mut context, &mut breaches),
            Method::Cancel => self.cancel(glance, request, &mut breaches),
            _ => self.sequence(glance, &mut breaches),
        }
        if glance.method == Method::Register {
            context = registration(request, context, challenges);
        }
        challenges.answered(glance, request, &mut breaches);
        self.within(glance, request, &mut breaches);
        if glance.method == Method::Invite && glance.to_tag.is_none() {
            self.begin(glance, request, &mut breaches);
        }
        self.ask(Asked::new(glance, request));
        Request::New(context, breaches)
    }

    fn facts_of_request(
        &mut self,
        glance: &Glance<'_>,
        request: &Message<'_>,
        settled: Context,
    ) -> Context {
        let mut context = settled;
        if self.is_fresh() {
            context.set(Fact::BeginsCallId, true);
        } else if self.number.is_some() {
            context.set(Fact::BeginsCallId, false);
        }
        if self.is_complete {
            context.set(Fact::Got422ForCall, self.got_422);
        }
        if glance.method == Method::Invite && glance.to_tag.is_none() {
            // Without an offer a reliable 1xx would have to bring one: not every caller wants that.
            let offers = !request.body().is_empty();
            return if offers {
                context
            } else {
                context.unknown(Fact::Uses100rel)
            };
        }
        let Some(dialog) = self.dialog(glance.from_tag, glance.to_tag) else {
            return context.unknown(Fact::UsesTimer);
        };
        context.set(Fact::PeerHasNoTag, dialog.remote_tag.as_deref() == Some(""));
        if let Some(offered) = dialog.offered_100rel {
            context.set(Fact::SentSupported100rel, offered);
        }
        context.set(Fact::Got422InDialog, dialog.got_422);
        if dialog.got_min_se || !dialog.invite_had_min_se {
            context.set(Fact::GotMinSeInDialog, dialog.got_min_se);
        }
        context.set(Fact::ChangesSession, !request.body().is_empty());
        if settled.knows(Fact::UsesTimer) == Some(false) {
            return context;
        }
        match dialog.timer {
            Some(runs) => context.with(Fact::UsesTimer, runs),
            None => context.unknown(Fact::UsesTimer),
        }
    }

    /// The number rises by one with each request (RFC 3261 §12.2.1.1).
    fn sequence(&mut self, glance: &Glance<'_>, breaches: &mut Vec<Breach>) {
        let number = glance.number;
        let mut off = |rule, before: u32| {
            let expected = format!("CSeq {}", before.saturating_add(1));
            breaches.push(Breach::sequence(rule, expected, format!("CSeq {number}")));
        };
        if let Some(dialog) = self.dialog(glance.from_tag, glance.to_tag) {
            // A call that ends late, when its numbers are forgotten, may leave some out: no request
            // comes after BYE.
            let follows = |before: u32| match glance.method {
                Method::Bye => number > before,
                _ => number == before.saturating_add(1),
            };
            if let Some(before) = dialog.number
                && !follows(before)
            {
                off("RFC 3261 §12.2.1.1", before);
            }
            dialog.number = Some(number);
            return;
        }
        if glance.to_tag.is_some() {
            return;
        }
        let in_dialog = glance
            .from_tag
            .and_then(|tag| self.leg(tag))
            .is_some_and(|leg| leg.has_dialog());
        if let Some(before) = self.number {
            let rule = match glance.method {
                Method::Register => "R-4.1.3.1-5",
                _ => "RFC 3261 §8.1.3.5",
            };
            // A dialog that went before may have used numbers of its own.
            let follows = number == before.saturating_add(1) || (in_dialog && number > before);
            if !follows {
                off(rule, before);
            }
        }
        self.number = Some(number);
    }

    /// An ACK has the number of its INVITE, and its branch exactly if it follows a refusal (`E-39`).
    fn acknowledge(
        &mut self,
        glance: &Glance<'_>,
        context: &mut Context,
        breaches: &mut Vec<Breach>,
    ) {
        let mut invites = self
            .asked()
            .filter(|asked| asked.method == Method::Invite && asked.number == glance.number);
        let same_branch = |asked: &&Asked| *asked.branch == *glance.branch;
        let found = invites.clone().find(same_branch);
        match found {
            Some(invite) if invite.answer == Answer::Refusal => {
                context.set(Fact::AcknowledgesRefusal, true);
            }
            Some(_) => {
                let (expected, found) = ("a branch of its own", "the branch of the INVITE");
                breaches.push(Breach::sequence("E-39", expected, found));
            }
            None => {
                context.set(Fact::AcknowledgesRefusal, false);
                if self.is_complete && invites.next().is_none() {
                    let found = format!("CSeq {}", glance.number);
                    let expected = "the number of an INVITE";
                    breaches.push(Breach::sequence("E-39", expected, found));
                }
            }
        }
    }

    /// A CANCEL belongs to an INVITE of ours that has a 1xx and no final response.
    fn cancel(&self, glance: &Glance<'_>, cancel: &Message<'_>, breaches: &mut Vec<Breach>) {
        let mut invites = self.asked().filter(|asked| asked.method == Method::Invite);
        let invite =
            invites.find(|asked| *asked.branch == *glance.branch && asked.number == glance.number);
        let (rule, expected, found) = match invite {
            None if self.is_complete => (
                "R-5.6.1-1",
                "branch and number of the INVITE",
                "others than of any INVITE",
            ),
            None => return,
            Some(invite) if *invite.uri != *cancel.request_uri().unwrap_or_default() => (
                "RFC 3261 §9.1",
                "the Request-URI of the INVITE",
                "another one",
            ),
            Some(invite) => match invite.answer {
                Answer::Provisional => return,
                Answer::None => ("R-5.6.1-2", "a 1xx first", "CANCEL before any 1xx"),
                Answer::Success | Answer::Refusal => (
                    "RFC 3261 §9.1",
                    "no CANCEL",
                    "CANCEL after the final response",
                ),
            },
        };
        breaches.push(Breach::sequence(rule, expected, found));
    }

    /// What holds within a dialog.
    fn within(&mut self, glance: &Glance<'_>, request: &Message<'_>, breaches: &mut Vec<Breach>) {
        let in_vain = !request.body().is_empty() && self.ends_offers_in_vain(glance);
        let Some(dialog) = self.dialog(glance.from_tag, glance.to_tag) else {
            return;
        };
        if in_vain {
            dialog.offer_refused();
        }
        match glance.method {
            Method::Bye => dialog.is_over = true,
            Method::Prack => breaches.extend(dialog.acknowledges(request)),
            Method::Update if dialog.peer_allows_update != Some(true) => {
                let expected = "UPDATE in the peer's Allow first";
                breaches.push(Breach::sequence("E-13", expected, "UPDATE"));
            }
            _ => {}
        }
        if matches!(glance.method, Method::Invite | Method::Update) {
            breaches.extend(dialog.contact(request));
        }
        breaches.extend(dialog.describes(request));
    }

    /// An INVITE begins a call.
    fn begin(&mut self, glance: &Glance<'_>, invite: &Message<'_>, breaches: &mut Vec<Breach>) {
        let Some(leg) = glance
            .from_tag
            .and_then(|tag| self.leg_or_new(tag, Side::Caller))
        else {
            return;
        };
        leg.begin_again();
        let start = &mut leg.start;
        start.number = Some(glance.number);
        start.invite = Some(glance.number);
        start.offered_100rel = Some(invite.has_token(HeaderName::Supported, "100rel"));
        breaches.extend(start.contact(invite));
        breaches.extend(start.describes(invite));
    }

    /// A response comes.
    pub(super) fn is_answered(
        &mut self,
        status: StatusCode,
        glance: &Glance<'_>,
        response: &Message<'_>,
        challenges: &mut Challenges,
    ) {
        let Some(asked) = self.asked_of(glance) else {
            return;
        };
        let open = !matches!(asked.answer, Answer::Success | Answer::Refusal);
        let refused = asked.answered(status) && asked.has_body;
        let (method, initial) = (asked.method, asked.is_initial());
        let (to_tag, offers_timer) = (asked.to_tag.clone(), asked.offers_timer);
        if matches!(status.code(), 401 | 407) {
            challenges.received(glance, response);
        }
        let too_small = status.code() == 422;
        let dialog = if initial {
            self.got_422 |= too_small;
            // Without tag only a 2xx makes a dialog (`R-5.3.1-2`).
            let makes = status.is_success()
                || (status.is_provisional() && status.code() > 100 && glance.to_tag.is_some());
            let tag = glance.to_tag.unwrap_or_default();
            let leg = glance.from_tag.and_then(|own| self.leg(own));
            leg.filter(|_| makes).and_then(|leg| leg.dialog_or_new(tag))
        } else {
            self.dialog(glance.from_tag, to_tag.as_deref())
        };
        let Some(dialog) = dialog else {
            return;
        };
        dialog.got_422 |= too_small && !initial;
        if refused && !initial {
            dialog.offer_refused();
        }
        if status.code() < 300 {
            dialog.received(response);
        }
        if method == Method::Invite {
            dialog.rang(status, glance.number, response);
        }
        let refreshes =
            method == Method::Invite || (method == Method::Update && dialog.timer.is_some());
        // Of several answers the first counts, from each fork its own.
        let counts = open || (initial && dialog.timer.is_none());
        if status.is_success() && refreshes && counts {
            dialog.agreed(offers_timer, response);
        }
    }
}

/// What is known of a REGISTER by what it has and by the challenges so far.
fn registration(request: &Message<'_>, mut context: Context, challenges: &Challenges) -> Context {
    let queries = request.header(HeaderName::Contact).is_none();
    if context.knows(Fact::QueriesBindings).is_none() {
        context.set(Fact::QueriesBindings, queries);
    }
    let proves = request.header(HeaderName::Authorization).is_some();
    if !challenges.has_any() {
        context.set(Fact::Answers401, false);
    } else if proves {
        context.set(Fact::Answers401, true);
    }
    context
}
