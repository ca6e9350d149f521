//! How a call went: what its final status says, read with what came before it.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::{Bearing, Reasons, Rule};
use naisen_sip::{HeaderName, Method, Reason, StatusCode};

use super::authentication;
use super::case::Case;
use super::found::{Found, Weight};
use crate::{Fact, Kind};

/// Ringing of this length without an answer is no answer, whoever ends it then.
const RANG_OUT: Duration = Duration::from_secs(60);
/// A phone that refuses after ringing for this long was not refused by a hand or a setting.
const RANG_LONG: Duration = Duration::from_secs(10);
/// A phone that is busy says so at once; one that rang for longer than this was rejected by a hand,
/// or by a setting, as likely as not.
const RANG_BEFORE_BUSY: Duration = Duration::from_secs(2);
/// A server that answers this soon has asked nobody beyond the trace.
const AT_ONCE: Duration = Duration::from_millis(500);

/// How the call went, the likelier reading first; nothing if the trace does not show it, or if a
/// decisive fault says it all.
pub(super) fn of(case: &Case<'_>, found: &[Found]) -> Vec<Found> {
    if !case.is_call() {
        return registration(case, found).into_iter().collect();
    }
    let Some(outcome) = ending(case) else {
        return Vec::new();
    };
    let mut decisive = found
        .iter()
        .filter(|it| it.weight == Weight::Decisive)
        .peekable();
    let explained = decisive.peek().is_some();
    let of_media = decisive.all(|it| is_of_media(it.rule));
    let stands_beside = matches!(
        outcome.rule,
        Rule::Completed
            | Rule::CallerGaveUp
            | Rule::NoAnswer
            | Rule::Busy
            | Rule::Rejected
            | Rule::Forked
    ) || (of_media && case.is_answered());
    let known = found.iter().any(|it| it.rule == outcome.rule);
    if known || (explained && !stands_beside) {
        return Vec::new();
    }
    let rejected = (outcome.rule == Rule::Busy)
        .then(|| rejected_by_busy(case))
        .flatten();
    [Some(outcome), rejected].into_iter().flatten().collect()
}

/// Whether a fault spoils what is heard, and ends no call.
fn is_of_media(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::PrivateMediaAddress
            | Rule::WrongMediaSource
            | Rule::OneWayAudio
            | Rule::NoAudio
            | Rule::PoorAudio
    )
}

fn ending(case: &Case<'_>) -> Option<Found> {
    if case.is_answered() {
        return Some(completed(case));
    }
    let cancel = callers_cancel(case);
    match (case.last(), cancel) {
        (Some(last), _) if case.code() == 487 => Some(terminated(case, last, cancel)),
        // Credentials may follow behind the end of the trace.
        (Some(_), _) if matches!(case.code(), 401 | 407) && case.call.cut_off => None,
        (Some(last), _) => Some(refused(case, last)),
        // The 487 was lost, or not captured.
        (None, Some(cancel)) => Some(gave_up(case, cancel)),
        (None, None) if case.rang() && case.rang_for() >= RANG_OUT => Some(Found::new(
            Rule::NoAnswer,
            Weight::Outcome,
            [case.start_line(case.ringing()?), rang(case)],
        )),
        // The trace began in the middle of the call.
        (None, None) if case.reading.invites().next().is_none() && case.bye().is_some() => {
            Some(completed(case))
        }
        (None, None) => None,
    }
}

/// A phone that was busy after it had rung: its user may have rejected the call.
fn rejected_by_busy(case: &Case<'_>) -> Option<Found> {
    let (made, span) = rang_before_busy(case)?;
    let status = case.reading.status(made)?;
    let evidence = [
        case.start_line(made),
        case.measured(made, Fact::RangBefore { span, status }),
        case.header_line(made, HeaderName::Reason),
    ];
    Some(Found::new(Rule::Rejected, Weight::Outcome, evidence))
}

/// The 486 or 600 of a phone that had rung for a while, and for how long.
fn rang_before_busy(case: &Case<'_>) -> Option<(usize, Duration)> {
    let made = super::status_path::of(case).made?;
    if !matches!(case.code_of(made), 486 | 600) {
        return None;
    }
    let span = case.rang_before(made)?;
    (span >= RANG_BEFORE_BUSY).then_some((made, span))
}

fn completed(case: &Case<'_>) -> Found {
    let bye = case.bye();
    let last = case.last();
    let said = bye.and_then(|bye| case.reasons(bye)).unwrap_or_default();
    let rule = of_release(&said);
    let evidence = [
        last.and_then(|last| case.start_line(last))
            .or_else(|| case.start_line(bye?)),
        last.zip(bye).and_then(|(last, bye)| {
            let span = case.at(bye).since(case.at(last));
            case.measured(bye, Fact::ByeAfterAnswer(span))
        }),
        bye.and_then(|bye| case.way(bye)),
        bye.and_then(|bye| case.header_line(bye, HeaderName::Reason)),
    ];
    let certain = rule == Rule::Completed && is_plain(&said) && bye.and(last).is_some();
    Found::new(rule, Weight::Outcome, evidence).certain_if(certain)
}

/// What the Reason headers of a BYE say of it: their words first, which are plainer than their
/// numbers.
fn of_release(said: &Reasons<'_>) -> Rule {
    let texts = [
        said.q850.as_ref().and_then(|it| it.text),
        said.sip.as_ref().and_then(|it| it.text),
    ];
    let others = said.others.iter().filter_map(|it| it.text);
    let words: Vec<&str> = texts.into_iter().flatten().chain(others).collect();
    let words = words.join(" ").to_lowercase().replace(['-', '_'], " ");
    let says = |any: &[&str]| any.iter().any(|it| words.contains(it));
    if says(&[
        "rtp timeout",
        "rtp time out",
        "rtp inactivity",
        "media timeout",
        "media time out",
        "media inactivity",
        "no rtp",
        "no media",
    ]) {
        Rule::MediaTimeout
    } else if says(&["session"]) && says(&["timer", "expire", "timeout", "time out", "timed out"]) {
        Rule::SessionTimerExpired
    } else if says(&["no ack", "ack timeout", "ack time out", "ack not received"]) {
        Rule::MissingAck
    } else {
        let cause = said.q850.as_ref().map(|it| it.cause);
        Rule::of_release(cause, said.sip.as_ref().map(|it| it.status))
    }
}

/// Whether the Reason headers of a BYE say no more than that somebody hung up, or nothing.
fn is_plain(said: &Reasons<'_>) -> bool {
    let cause = said.q850.as_ref().map(|it| it.cause.value());
    let status = said.sip.as_ref().map(|it| it.status);
    matches!(cause, None | Some(16 | 31)) && status.is_none_or(|status| status.is_success())
}

/// The CANCEL that the caller sent, if he did.
fn callers_cancel(case: &Case<'_>) -> Option<usize> {
    case.requests(Method::Cancel).find(|cancel| {
        case.captured(*cancel)
            .is_some_and(|it| it.leg == 0 && case.is_caller(it.source))
    })
}

fn rang(case: &Case<'_>) -> Option<crate::Evidence> {
    case.measured(case.ringing()?, Fact::Rang(case.rang_for()))
}

fn gave_up(case: &Case<'_>, cancel: usize) -> Found {
    let timed_out = case.rang_for() >= RANG_OUT || is_timeout(case, cancel);
    let rule = if was_answered_elsewhere(case, cancel) {
        Rule::Forked
    } else if timed_out && case.rang() {
        Rule::NoAnswer
    } else {
        Rule::CallerGaveUp
    };
    let evidence = [
        case.ringing().and_then(|it| case.start_line(it)),
        rang(case),
        case.start_line(cancel),
        case.way(cancel),
        case.header_line(cancel, HeaderName::Reason),
    ];
    Found::new(rule, Weight::Outcome, evidence).certain_if(true)
}

/// Whether a CANCEL, or a 487, says that another phone took the call (RFC 3326 §3.1).
fn was_answered_elsewhere(case: &Case<'_>, index: usize) -> bool {
    case.reasons(index).is_some_and(|said| {
        said.q850.is_some_and(|it| it.cause.value() == 26)
            || said.sip.is_some_and(|it| it.status.is_success())
    })
}

/// Whether a request says itself that time ran out.
fn is_timeout(case: &Case<'_>, index: usize) -> bool {
    case.cause_of(index)
        .is_some_and(|cause| matches!(cause.value(), 19 | 102))
        || case.sip(index).is_some_and(|sip| {
            sip.list::<Reason<'_>>()
                .filter_map(Result::ok)
                .any(|reason| {
                    reason.protocol.eq_ignore_ascii_case("SIP")
                        && matches!(reason.cause, Some(408 | 480))
                })
        })
}

fn terminated(case: &Case<'_>, last: usize, cancel: Option<usize>) -> Found {
    if let Some(cancel) = cancel {
        return gave_up(case, cancel);
    }
    let early_bye = case.bye().filter(|bye| {
        *bye < last
            && case
                .captured(*bye)
                .is_some_and(|it| it.leg == 0 && case.is_caller(it.source))
    });
    if let Some(bye) = early_bye {
        let evidence = [case.start_line(bye), case.way(bye), case.start_line(last)];
        return Found::new(Rule::CallerGaveUp, Weight::Outcome, evidence).certain_if(true);
    }
    // Nobody is seen to cancel on this hop: who called on, or a timer.
    let elsewhere = was_answered_elsewhere(case, last);
    let rule = if elsewhere {
        Rule::Forked
    } else if cancelled_beyond(case, last).is_some() && case.rang() {
        Rule::NoAnswer
    } else {
        Rule::CallerGaveUp
    };
    let evidence = [
        case.start_line(last),
        case.header_line(last, HeaderName::Reason),
        rang(case),
    ];
    Found::new(rule, Weight::Outcome, evidence).certain_if(elsewhere)
}

/// The CANCEL with which an exchange ended the ringing of its own accord, before the final response.
fn cancelled_beyond(case: &Case<'_>, last: usize) -> Option<usize> {
    if callers_cancel(case).is_some() {
        return None;
    }
    let mut cancels = case.requests(Method::Cancel);
    cancels.find(|cancel| {
        case.captured(*cancel).is_some_and(|it| {
            case.is_exchange(it.source)
                && (*cancel < last || case.at(*cancel).since(case.at(last)) < AT_ONCE)
        })
    })
}

fn refused(case: &Case<'_>, last: usize) -> Found {
    let Some(status) = case.reading.status(last) else {
        return Found::new(Rule::Refused, Weight::Outcome, []);
    };
    let cause = case.cause_of(last);
    let path = super::status_path::of(case);
    let maker = path.made_by;
    let mut rule = Rule::of_refusal(status, cause);
    // The first refusal counts, not what an exchange made of it, unless it says less.
    if let Some(made) = path.made
        && let Some(first) = case.reading.status(made).filter(|it| *it != status)
    {
        let first = Rule::of_refusal(first, case.cause_of(made));
        if !is_vague(first) || is_vague(rule) || rule == Rule::Congestion {
            rule = first;
        }
    }
    let mut certain = true;
    let plain = [
        case.start_line(last),
        case.header_line(last, HeaderName::Reason),
        case.header_line(last, HeaderName::Warning),
        rang(case),
    ];
    let mut evidence: Vec<_> = plain.into_iter().collect();
    let request = path
        .made
        .and_then(|made| case.reading.transaction_of(made)?.request);
    match rule {
        Rule::Busy => {
            if let Some((made, span)) = rang_before_busy(case) {
                evidence.insert(1, case.measured(made, Fact::RangBefore { span, status }));
                evidence.retain(|it| *it != rang(case));
                certain = false;
            }
        }
        // Accounts are barred, numbers too, and wrong passwords are refused so: it takes a word more.
        Rule::Forbidden => {
            let told = path.made.unwrap_or(last);
            certain = case.cause_of(told).is_some_and(|cause| cause.value() != 16)
                || case.header(told, HeaderName::Warning).is_some();
        }
        Rule::Unavailable | Rule::NoResponse | Rule::NoAnswer if case.rang() => {
            let cancelled = cancelled_beyond(case, last);
            if let Some(cancel) = cancelled {
                evidence.push(case.start_line(cancel));
                evidence.push(case.way(cancel));
            }
            let long = case.rang_for() >= RANG_LONG || rule == Rule::NoResponse;
            certain = cancelled.is_some() || rule == Rule::NoAnswer;
            if cancelled.is_some() || long {
                rule = Rule::NoAnswer;
            } else {
                certain = true;
            }
        }
        Rule::NoResponse => certain = false,
        // A phone that sends Session-Expires would have tried again.
        Rule::IntervalLoop => {
            rule = Rule::CallerGaveUp;
            certain = false;
        }
        Rule::Unavailable | Rule::UnknownNumber if says_unregistered(case, last) => {
            rule = Rule::NotRegistered;
        }
        Rule::Unavailable if not_sent_on(case, last) => {
            rule = Rule::NotRegistered;
            certain = false;
        }
        // Credentials of another challenge, which say nothing of the password; or a challenge that
        // was lost.
        Rule::NoCredentials
            if request.is_some_and(|it| has_credentials(case, it))
                || !authentication::was_seen(case, last) =>
        {
            rule = Rule::Refused;
            certain = false;
        }
        Rule::NoCredentials => certain = false,
        Rule::Refused => {
            certain = false;
            let about_size = matches!(case.status().map(StatusCode::code), Some(413 | 513));
            let size = request
                .filter(|_| about_size)
                .and_then(|request| Some((request, case.captured(request)?.bytes.len())));
            evidence.insert(
                1,
                size.and_then(|(request, size)| case.measured(request, Fact::Size(size)))
                    .or_else(|| case.start_line(request?)),
            );
        }
        Rule::ServerFailure | Rule::BadMessage | Rule::Congestion => {
            certain = false;
        }
        _ => {}
    }
    evidence.push(came_from(case, last, maker));
    // A status about the request may be the fault of either side of the hop.
    let blames = !matches!(
        rule,
        Rule::BadMessage
            | Rule::WrongRequestUri
            | Rule::CodecMismatch
            | Rule::ExtensionMismatch
            | Rule::NoCredentials
            | Rule::IntervalLoop
            | Rule::Loop
            | Rule::NoResponse
            | Rule::NotRegistered
            | Rule::DialogLost
            | Rule::UnknownNumber
            | Rule::IncompleteNumber
            | Rule::NoAnswer
    );
    let found = Found::new(rule, Weight::Outcome, evidence).certain_if(certain);
    match (blames, rule.bearing()) {
        (true, Bearing::Outcome) => found.at(case, maker).without_host(),
        // A bare 503 may stand for a route that failed beyond its sender.
        (true, Bearing::Fault) if rule == Rule::ServerFailure => found.at(case, maker),
        _ => found,
    }
}

/// Whether an outcome says little of what happened.
fn is_vague(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Unavailable
            | Rule::NoResponse
            | Rule::ServerFailure
            | Rule::Refused
            | Rule::IntervalLoop
            | Rule::NoCredentials
    )
}

fn has_credentials(case: &Case<'_>, request: usize) -> bool {
    [HeaderName::Authorization, HeaderName::ProxyAuthorization]
        .iter()
        .any(|name| case.header(request, *name).is_some())
}

fn came_from(case: &Case<'_>, last: usize, maker: Option<SocketAddr>) -> Option<crate::Evidence> {
    let maker = maker?;
    let origin = case.reading.invites().find_map(|invite| {
        let response = invite.final_response?;
        let captured = case.captured(response)?;
        (captured.source == maker && response < last).then_some(response)
    });
    origin.and_then(|origin| case.start_line(origin))
}

/// Whether the response says in words or by its cause that no phone is registered.
fn says_unregistered(case: &Case<'_>, last: usize) -> bool {
    if case.cause_of(last).is_some_and(|cause| cause.value() == 20) {
        return true;
    }
    let Some(sip) = case.sip(last) else {
        return false;
    };
    let warning = sip.header(HeaderName::Warning);
    let said = sip.reason().into_iter().chain(warning);
    let said: String = said.map(str::to_ascii_lowercase).collect();
    [
        "not registered",
        "unregistered",
        "no registration",
        "offline",
        "user_not_registered",
        "not online",
    ]
    .iter()
    .any(|words| said.contains(words))
}

/// Whether a server that challenged the caller answered at once, asking nobody further.
fn not_sent_on(case: &Case<'_>, last: usize) -> bool {
    let Some(invite) = case.callers_invite() else {
        return false;
    };
    let Some(request) = invite.request else {
        return false;
    };
    let quick = case.at(last).since(case.at(request)) < AT_ONCE;
    let challenged = case.reading.invites().any(|one| {
        one.leg == invite.leg
            && one
                .final_response
                .is_some_and(|response| matches!(case.code_of(response), 401 | 407))
    });
    quick
        && challenged
        && case.call.legs.len() == 1
        && !case.is_exchange(invite.destination)
        && !case.call.cut_off
}

/// Several phones rang at once, and one answered.
pub(super) fn forked(case: &Case<'_>) -> Option<Found> {
    if !case.is_answered() {
        return None;
    }
    // Early dialogs of several phones, or INVITEs that ran side by side from one host.
    let rang: Vec<usize> = case
        .reading
        .dialogs()
        .iter()
        .filter(|dialog| dialog.invite.is_some())
        .filter_map(|dialog| dialog.early)
        .filter(|early| matches!(case.code_of(*early), 180..=183))
        .collect();
    let beyond: Vec<usize> = rang
        .into_iter()
        .filter(|early| {
            case.captured(*early)
                .is_some_and(|it| !case.is_exchange(it.source))
        })
        .collect();
    let (&first, rest) = beyond.split_first()?;
    let overlaps = |other: &&usize| {
        let (Some(one), Some(two)) = (
            case.reading.transaction_of(first),
            case.reading.transaction_of(**other),
        ) else {
            return false;
        };
        let over = |index: Option<usize>| index.map_or(case.ends_at(), |it| case.at(it));
        one.request == two.request
            || (case.same_host(one.source, two.source)
                && case.at(**other) < over(one.final_response))
    };
    let second = rest.iter().find(overlaps)?;
    let evidence = [
        case.start_line(first),
        case.way(first),
        case.start_line(*second),
        case.way(*second),
        case.last().and_then(|last| case.start_line(last)),
    ];
    Some(Found::new(Rule::Forked, Weight::Aside, evidence).certain_if(true))
}

/// A registration that was refused.
fn registration(case: &Case<'_>, found: &[Found]) -> Option<Found> {
    // A server may refuse OPTIONS and the like with any status: it shows that it lives.
    let last = case
        .last()
        .filter(|_| case.call.kind == Kind::Registration)?;
    let status = case.reading.status(last)?;
    let is_refusal = status.code() >= 300 && !matches!(status.code(), 401 | 407 | 423);
    if !is_refusal || found.iter().any(|it| it.weight == Weight::Decisive) {
        return None;
    }
    let evidence = [
        case.start_line(last),
        case.header_line(last, HeaderName::Reason),
        case.header_line(last, HeaderName::Warning),
    ];
    let rule = Rule::of_refusal(status, case.cause_of(last));
    Some(Found::new(rule, Weight::Outcome, evidence))
}
