//! Requests that nobody answered (RFC 3261 §17.1).

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::Method;

use super::case::Case;
use super::found::{Found, Weight};
use super::transport;
use crate::{Evidence, Fact, Kind, NoticeKind, Transaction};

/// Timers B and F, less what the clock of a capture may be off: the sender surely had no answer.
const TIMED_OUT: Duration = Duration::from_secs(31);
/// Repetitions that a slow network does not explain.
const REPEATS: usize = 3;
/// Above this a request over UDP may be cut into fragments (RFC 3261 §18.1.1).
const LARGE: usize = 1300;
/// What a datagram may hold on Ethernet without being cut.
const WHOLE_ON_ETHERNET: usize = 1472;

/// Why the request that began it had no answer at all.
pub(super) fn find(case: &Case<'_>) -> Option<Found> {
    if case.is_call() && !case.failed_vaguely() {
        return None;
    }
    let mut silent: Vec<(usize, &Transaction<'_>)> = case
        .transactions()
        .iter()
        .filter(|one| begins(case, one) && !one.is_answered())
        .filter_map(|one| Some((one.request?, one)))
        .filter(|(request, one)| case.is_call() || !tried_again(case, *request, one))
        .collect();
    // An exchange that had an answer from one phone was not stopped by the silence of another.
    silent.retain(|(_, one)| !others_answered(case, one));
    silent.sort_by_key(|(request, _)| std::cmp::Reverse(case.span(*request)));
    silent
        .iter()
        .find_map(|(request, one)| reason(case, *request, one))
}

fn begins(case: &Case<'_>, one: &Transaction<'_>) -> bool {
    if one.in_dialog {
        return false;
    }
    match case.call.kind {
        Kind::Call => one.method == Method::Invite,
        Kind::Registration => one.method == Method::Register,
        Kind::Other => !matches!(one.method, Method::Ack | Method::Cancel),
    }
}

/// Whether a later request on the same way was answered.
fn tried_again(case: &Case<'_>, request: usize, one: &Transaction<'_>) -> bool {
    case.transactions().iter().any(|other| {
        other.method == one.method
            && case.same_host(other.source, one.source)
            && other.request.is_some_and(|it| it > request)
            && other.is_answered()
    })
}

/// Whether the same host had a final answer from another whom it asked.
fn others_answered(case: &Case<'_>, one: &Transaction<'_>) -> bool {
    case.reading.invites().any(|other| {
        other.request != one.request
            && case.same_host(other.source, one.source)
            && !case.same_host(other.destination, one.destination)
            && other
                .final_response
                .is_some_and(|last| !matches!(case.code_of(last), 401 | 407 | 408 | 500..=599))
    })
}

fn reason(case: &Case<'_>, request: usize, one: &Transaction<'_>) -> Option<Found> {
    let message = case.captured(request)?;
    // Who cannot read it drops it.
    if !message.fragment && message.is_malformed() {
        return None;
    }
    let size = message.bytes.len();
    let (start, way) = (case.start_line(request), case.way(request));
    let repeated = case.repeated(request);
    if message.fragment {
        let cut = Fact::FirstFragmentOnly(size);
        let evidence = [start, case.measured(request, cut), way, repeated];
        return Some(Found::new(Rule::FragmentLost, Weight::Decisive, evidence).certain_if(true));
    }
    if let Some(notice) = notice(case, one.source, one.destination, NoticeKind::Unreachable) {
        let evidence = [start, way, Some(notice), repeated];
        return Some(Found::new(Rule::Unreachable, Weight::Decisive, evidence).certain_if(true));
    }
    if let Some(found) = transport::of_silence(case, request, one) {
        return Some(found);
    }
    if let Some(notice) = notice(case, one.source, one.destination, NoticeKind::Reset) {
        let evidence = [start, way, Some(notice), repeated];
        return Some(Found::new(Rule::Unreachable, Weight::Decisive, evidence));
    }
    let timed_out = case.span(request) >= TIMED_OUT;
    let silent = timed_out
        || case.repeats(request) >= REPEATS
        || (!case.is_udp(request)
            && !case.call.cut_off
            && case.ends_at().since(message.at) >= TIMED_OUT)
        || case.code() == 408;
    if !silent {
        return None;
    }
    if case.is_udp(request) && size > LARGE && small_ones_pass(case, one) {
        let fact = Fact::OnlyLargeUnanswered(size);
        let evidence = [start, case.measured(request, fact), way, repeated];
        return Some(Found::new(Rule::FragmentLost, Weight::Decisive, evidence));
    }
    let large = (case.is_udp(request) && size > WHOLE_ON_ETHERNET)
        .then(|| case.measured(request, Fact::SizeOverUdp(size)))
        .flatten();
    let evidence = [start, way, repeated, silence(case, request), large];
    Some(Found::new(Rule::NoResponse, Weight::Decisive, evidence).certain_if(timed_out))
}

fn silence(case: &Case<'_>, request: usize) -> Option<Evidence> {
    case.measured(request, Fact::NoResponse)
}

/// Whether a smaller request on the same way was answered.
fn small_ones_pass(case: &Case<'_>, one: &Transaction<'_>) -> bool {
    case.transactions().iter().any(|other| {
        other.is_answered()
            && case.same_host(other.source, one.source)
            && case.same_host(other.destination, one.destination)
            && other
                .request
                .and_then(|request| case.captured(request))
                .is_some_and(|message| message.bytes.len() <= LARGE && !message.fragment)
    })
}

/// What a notice on this way says.
pub(super) fn notice(
    case: &Case<'_>,
    source: SocketAddr,
    destination: SocketAddr,
    kind: NoticeKind,
) -> Option<Evidence> {
    let on_way = |from: SocketAddr, to: SocketAddr| {
        from.ip() == source.ip() && to.ip() == destination.ip() && to.port() == destination.port()
    };
    let notice = case.call.notices.iter().find(|notice| {
        notice.kind == kind
            && (on_way(notice.source, notice.destination)
                || (kind != NoticeKind::Unreachable && on_way(notice.destination, notice.source)))
    })?;
    let (from, to) = (notice.source, notice.destination);
    Some(Evidence::fact(
        notice.frame,
        Fact::Notice { kind, from, to },
    ))
}
