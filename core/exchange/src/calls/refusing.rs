//! The called side does not answer: 3xx to 6xx, a phone that cannot be reached, nobody in time
//! (JJ-22.11 §5.4, §5.5; RFC 3261 §16.7).

use std::net::SocketAddr;

use naisen_agent::{Failure, FailureOrigin, PeerReason};
use naisen_cause::Rule;
use naisen_node::{Outbox, Time};
use naisen_sip::{HeaderName, StatusClass, StatusCode, TypedHeader, Warning};

use super::{CallKey, LegName, State};
use crate::exchange::Exchange;
use crate::header_lines::HeaderLines;
use crate::verdict::{Verdict, cause_said};
use crate::{DecidingLeg, Event, Releaser};

/// A refusal of a called phone.
#[derive(Debug)]
pub(crate) struct PhoneRefusal {
    pub failure: Failure,
    /// The phone's place among those called.
    pub phone: u8,
}

impl Exchange {
    /// A phone refused. When all have, the caller gets the best of their refusals; a 6xx speaks for
    /// all at once.
    pub(crate) fn refused(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        failure: Failure,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let LegName::B(index) = name else {
            return;
        };
        let Some(b) = call.b.get_mut(usize::from(index)) else {
            return;
        };
        let given_up = std::mem::replace(&mut b.lost, true);
        if given_up || !call.is_early() {
            return;
        }
        let better = call
            .refusal
            .as_ref()
            .is_none_or(|best| rank(&failure) < rank(&best.failure));
        let for_all = failure.status.class() == StatusClass::GlobalFailure;
        if better {
            call.refusal = Some(PhoneRefusal {
                failure,
                phone: index,
            });
        }
        if !for_all && !call.b.iter().all(|b| b.lost) {
            return;
        }
        let Some(best) = call.refusal.take() else {
            return;
        };
        let PhoneRefusal {
            failure: best,
            phone,
        } = best;
        let answer = towards_caller(&best);
        let verdict = Verdict {
            status: answer.status,
            given: (best.origin == FailureOrigin::Peer).then_some(best.status),
            releaser: match best.origin {
                FailureOrigin::Peer => Releaser::Callee,
                _ => Releaser::Exchange,
            },
            leg: Some(DecidingLeg::Phone(phone)),
            rule: answer.rule,
            said: if answer.handed_on {
                best.said.clone()
            } else {
                PeerReason::default()
            },
        };
        let reason = verdict.request_lines(self.config.translation);
        self.give_up_phones(now, key, None, &reason, out);
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let a = call.a.0.session;
        let local = self.agent.flow(a).map(|flow| flow.local);
        let (lines, phrase) = match local.filter(|_| answer.handed_on) {
            Some(local) => (phone_lines(&best, local), &*best.phrase),
            None => (HeaderLines::default(), ""),
        };
        let phrase = Some(phrase).filter(|phrase| !phrase.is_empty());
        self.refuse_caller(now, key, &verdict, phrase, lines, out);
    }

    /// Nobody answered in time.
    pub(crate) fn ring_timeout(&mut self, now: Time, key: CallKey, out: &mut Outbox<Event>) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        call.ring_alarm = None;
        if !call.is_early() {
            return;
        }
        let rule = match call.ledger.rang_at {
            Some(_) => Rule::NoAnswer,
            None => Rule::NoResponse,
        };
        let verdict = Verdict::ours(StatusCode::TEMPORARILY_UNAVAILABLE, rule);
        let reason = verdict.request_lines(self.config.translation);
        self.give_up_phones(now, key, None, &reason, out);
        self.refuse_caller(now, key, &verdict, None, HeaderLines::default(), out);
    }

    /// Gives up every phone but one (JJ-22.11 §5.6), and tells each why.
    pub(crate) fn give_up_phones(
        &mut self,
        now: Time,
        key: CallKey,
        but: Option<u8>,
        reason: &HeaderLines,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.calls.get_mut(key.0 as usize) else {
            return;
        };
        for (index, b) in (0u8..).zip(&mut call.b) {
            if but == Some(index) {
                continue;
            }
            if !std::mem::replace(&mut b.lost, true) && !b.leg.gone {
                let lines = reason.as_bytes();
                self.agent
                    .release(now, b.leg.session, lines, &mut out.sends);
            }
        }
    }

    /// Ends a call that was not answered: the caller gets the verdict's status, the phrase if it is a
    /// phone's own, the lines, and the reason.
    pub(crate) fn refuse_caller(
        &mut self,
        now: Time,
        key: CallKey,
        verdict: &Verdict,
        phrase: Option<&str>,
        mut lines: HeaderLines,
        out: &mut Outbox<Event>,
    ) {
        let Some(call) = self.call_mut(key) else {
            return;
        };
        if call.state == State::Releasing {
            return;
        }
        let a = call.a.0.session;
        self.end(now, key, verdict, out);
        verdict.add_response_line(self.config.translation, &mut lines);
        let (status, lines) = (verdict.status, lines.as_bytes());
        self.agent
            .reject(now, a, status, phrase, lines, &mut out.sends);
    }
}

/// The headers of a phone's refusal that concern whoever placed the call.
const HANDED_ON: [HeaderName; 3] = [
    HeaderName::RetryAfter,
    HeaderName::Warning,
    HeaderName::MinSe,
];

/// Which refusal says most: a 6xx, then what the phone's user did, then what the phone is, then that
/// it is not there, then what concerns only our leg.
fn rank(failure: &Failure) -> u8 {
    match failure.status {
        status if status.class() == StatusClass::GlobalFailure => 0,
        StatusCode::BUSY_HERE => 1,
        StatusCode::TEMPORARILY_UNAVAILABLE => 3,
        // A phone that does not know its own Contact has been restarted (R-6.1.2-2).
        StatusCode::NOT_FOUND | StatusCode::GONE => 4,
        StatusCode::REQUEST_TIMEOUT => 7,
        status if is_about_our_leg(status) => 6,
        status => match status.class() {
            StatusClass::RequestFailure => 2,
            StatusClass::Redirection => 5,
            _ => 8,
        },
    }
}

/// Statuses that say something about our own request, or about our dialog with the phone, and
/// nothing about the call: a challenge that the caller's password does not fit, a complaint about
/// method, body, scheme or extension, which would need its own header beside it, a loop, a CANCEL or
/// a change that we never sent.
fn is_about_our_leg(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::UNAUTHORIZED
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::PROXY_AUTHENTICATION_REQUIRED
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::UNSUPPORTED_URI_SCHEME
            | StatusCode::BAD_EXTENSION
            | StatusCode::EXTENSION_REQUIRED
            | StatusCode::INTERVAL_TOO_BRIEF
            | StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
            | StatusCode::LOOP_DETECTED
            | StatusCode::TOO_MANY_HOPS
            | StatusCode::REQUEST_PENDING
            | StatusCode::REQUEST_TERMINATED
    )
}

/// What a phone's failure becomes for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    status: StatusCode,
    /// It is the phone's own word, handed on with its phrase, its lines and its reason.
    handed_on: bool,
    rule: Rule,
}

/// A redirection is not handed on (JJ-22.11 E-12), nor is what concerns only our leg, nor the phone's
/// own overload (RFC 3261 §16.7).
fn towards_caller(failure: &Failure) -> Answer {
    let ours = |status, rule| Answer {
        status,
        handed_on: false,
        rule,
    };
    let unavailable = StatusCode::TEMPORARILY_UNAVAILABLE;
    match (failure.origin, failure.status) {
        (FailureOrigin::Timeout, _) => ours(StatusCode::REQUEST_TIMEOUT, Rule::NoResponse),
        (FailureOrigin::Unreachable, _) => ours(unavailable, Rule::Unreachable),
        (FailureOrigin::Local, _) => ours(unavailable, Rule::Unavailable),
        (FailureOrigin::Peer, StatusCode::SERVICE_UNAVAILABLE) => {
            ours(StatusCode::SERVER_INTERNAL_ERROR, Rule::Congestion)
        }
        // RFC 4028 §6: without Min-SE nobody knows what to ask for.
        (FailureOrigin::Peer, StatusCode::SESSION_INTERVAL_TOO_SMALL)
            if !has_line(failure, HeaderName::MinSe) =>
        {
            ours(unavailable, Rule::IntervalLoop)
        }
        (FailureOrigin::Peer, StatusCode::BAD_EXTENSION | StatusCode::EXTENSION_REQUIRED) => {
            ours(unavailable, Rule::ExtensionMismatch)
        }
        (FailureOrigin::Peer, status)
            if is_about_our_leg(status) || status.class() == StatusClass::Redirection =>
        {
            ours(unavailable, Rule::Unavailable)
        }
        (FailureOrigin::Peer, status) => Answer {
            status,
            handed_on: true,
            rule: match status {
                // It does not know its own Contact: it has been restarted (R-6.1.2-2).
                StatusCode::NOT_FOUND => Rule::WrongRequestUri,
                status => Rule::of_refusal(status, cause_said(&failure.said)),
            },
        },
    }
}

fn has_line(failure: &Failure, wanted: HeaderName) -> bool {
    let text = std::str::from_utf8(&failure.lines).unwrap_or_default();
    text.split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .any(|(name, _)| HeaderName::parse(name) == wanted)
}

/// The lines of a phone's refusal as another phone may see them: Warning names us in the place of
/// the phone.
pub(super) fn phone_lines(failure: &Failure, local: SocketAddr) -> HeaderLines {
    let mut lines = HeaderLines::default();
    let text = std::str::from_utf8(&failure.lines).unwrap_or_default();
    for line in text.split("\r\n") {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let name = HeaderName::parse(name);
        if !HANDED_ON.contains(&name) {
            continue;
        }
        let warning = (name == HeaderName::Warning).then(|| Warning::parse(value.trim()));
        match warning {
            None => lines.add(name, value.trim()),
            Some(Ok(warning)) => {
                let agent = local.to_string();
                let agent = &*agent;
                lines.add(name, Warning { agent, ..warning });
            }
            Some(Err(_)) => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(status: u16) -> Failure {
        Failure {
            status: StatusCode::new(status).expect("a code"),
            phrase: "".into(),
            lines: [].into(),
            said: PeerReason::default(),
            origin: FailureOrigin::Peer,
            credentials_refused: false,
            retry_after_s: None,
        }
    }

    #[test]
    fn the_refusal_that_says_most_is_the_best() {
        let order = [603, 486, 488, 480, 404, 302, 487, 408, 500];
        for pair in order.windows(2) {
            assert!(
                rank(&failure(pair[0])) < rank(&failure(pair[1])),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn a_warning_names_us_and_not_the_phone() {
        let mut failure = failure(488);
        failure.lines = b"Warning: 304 10.0.0.2:5060 \"no codec\"\r\nRetry-After: 5\r\n"[..].into();
        let lines = phone_lines(&failure, SocketAddr::from(([192, 0, 2, 1], 5060)));
        let expected = "Warning: 304 192.0.2.1:5060 \"no codec\"\r\nRetry-After: 5\r\n";
        assert_eq!(lines.as_bytes(), expected.as_bytes());
    }

    /// R-5.4.1-1, R-6.5-1
    #[test]
    fn what_concerns_only_our_leg_is_not_handed_on() {
        let rows = [
            (486, 486, true, Rule::Busy),
            (603, 603, true, Rule::Rejected),
            (422, 480, false, Rule::IntervalLoop),
            (404, 404, true, Rule::WrongRequestUri),
            (302, 480, false, Rule::Unavailable),
            (401, 480, false, Rule::Unavailable),
            (405, 480, false, Rule::Unavailable),
            (415, 480, false, Rule::Unavailable),
            (416, 480, false, Rule::Unavailable),
            (407, 480, false, Rule::Unavailable),
            (421, 480, false, Rule::ExtensionMismatch),
            (481, 480, false, Rule::Unavailable),
            (487, 480, false, Rule::Unavailable),
            (491, 480, false, Rule::Unavailable),
            (503, 500, false, Rule::Congestion),
        ];
        for (from, to, handed_on, rule) in rows {
            let expected = Answer {
                status: StatusCode::new(to).expect("a code"),
                handed_on,
                rule,
            };
            assert_eq!(towards_caller(&failure(from)), expected, "{from}");
        }
        let mut small = failure(422);
        small.lines = b"Min-SE: 300\r\n"[..].into();
        let answer = towards_caller(&small);
        assert_eq!((answer.status.code(), answer.handed_on), (422, true));
    }
}
