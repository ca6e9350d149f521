//! The called side does not answer: 3xx to 6xx, a phone that cannot be reached, nobody in time
//! (JJ-22.11 §5.4, §5.5; RFC 3261 §16.7).

use std::net::SocketAddr;

use naisen_agent::{Failure, FailureOrigin};
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
        let (status, handed_on) = towards_caller(&best);
        let verdict = Verdict {
            status,
            releaser: match best.origin {
                FailureOrigin::Peer => Releaser::Callee,
                _ => Releaser::Exchange,
            },
            leg: Some(DecidingLeg::Phone(phone)),
            rule: judge_failure(&best),
            said: best.said.clone(),
        };
        let reason = verdict.lines(self.config.translation);
        self.give_up_phones(now, key, None, &reason, out);
        let Some(call) = self.call_mut(key) else {
            return;
        };
        let a = call.a.0.session;
        let local = self.agent.flow(a).map(|flow| flow.local);
        let (lines, phrase) = match local.filter(|_| handed_on) {
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
        let reason = verdict.lines(self.config.translation);
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
        lines.append(&verdict.lines(self.config.translation));
        let (status, lines) = (verdict.status, lines.as_bytes());
        self.agent
            .reject(now, a, status, phrase, lines, &mut out.sends);
    }
}

/// What a phone's refusal, or its silence, means for the call.
fn judge_failure(failure: &Failure) -> Rule {
    match (failure.origin, failure.status) {
        (FailureOrigin::Timeout, _) => Rule::NoResponse,
        (FailureOrigin::Unreachable, _) => Rule::Unreachable,
        // A phone that does not know its own Contact has been restarted (R-6.1.2-2).
        (FailureOrigin::Peer, StatusCode::NOT_FOUND) => Rule::WrongRequestUri,
        (_, status) => Rule::of_refusal(status, cause_said(&failure.said)),
    }
}

/// Which refusal says most: a 6xx, then what the phone's user did, then what the phone is, then that
/// it is not there.
fn rank(failure: &Failure) -> u8 {
    match failure.status {
        status if status.class() == StatusClass::GlobalFailure => 0,
        StatusCode::BUSY_HERE => 1,
        StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => 6,
        StatusCode::TEMPORARILY_UNAVAILABLE => 3,
        // A phone that does not know its own Contact has been restarted (R-6.1.2-2).
        StatusCode::NOT_FOUND | StatusCode::GONE => 4,
        StatusCode::REQUEST_TIMEOUT => 7,
        status => match status.class() {
            StatusClass::RequestFailure => 2,
            StatusClass::Redirection => 5,
            _ => 8,
        },
    }
}

/// The status for the caller, and whether it is the phone's own word, to be handed on with its
/// phrase and lines. A redirection is not handed on (JJ-22.11 E-12), nor is a challenge that the
/// caller's password does not fit, nor a complaint about our own request, nor the phone's own
/// overload (RFC 3261 §16.7).
fn towards_caller(failure: &Failure) -> (StatusCode, bool) {
    let unavailable = (StatusCode::TEMPORARILY_UNAVAILABLE, false);
    match (failure.origin, failure.status) {
        (FailureOrigin::Peer, status) => match status {
            StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => unavailable,
            StatusCode::SERVICE_UNAVAILABLE => (StatusCode::SERVER_INTERNAL_ERROR, false),
            StatusCode::BAD_EXTENSION
            | StatusCode::EXTENSION_REQUIRED
            | StatusCode::INTERVAL_TOO_BRIEF
            | StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST
            | StatusCode::LOOP_DETECTED
            | StatusCode::TOO_MANY_HOPS
            | StatusCode::REQUEST_PENDING
            | StatusCode::REQUEST_TERMINATED => unavailable,
            status if status.class() == StatusClass::Redirection => unavailable,
            status => (status, true),
        },
        (FailureOrigin::Timeout, _) => (StatusCode::REQUEST_TIMEOUT, false),
        _ => unavailable,
    }
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
        if name == HeaderName::Other {
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
    use naisen_agent::PeerReason;

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
        let order = [603, 486, 488, 480, 404, 302, 407, 408, 500];
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
            (486, 486, true),
            (603, 603, true),
            (422, 422, true),
            (302, 480, false),
            (401, 480, false),
            (407, 480, false),
            (421, 480, false),
            (503, 500, false),
        ];
        for (from, to, handed_on) in rows {
            let expected = (StatusCode::new(to).expect("a code"), handed_on);
            assert_eq!(towards_caller(&failure(from)), expected, "{from}");
        }
    }
}
