//! The two sides speak different transports (RFC 3261 §18, §26.2.2).

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{Contact, HeaderName, Host, Scheme, Via};

use super::case::Case;
use super::found::{Found, Weight};
use super::silence::notice;
use super::status_path;
use crate::{Evidence, Fact, NoticeKind, Transaction, Wire};

/// How soon a server gives up a call whose next hop refuses the connection.
const FAILS_WITHIN: Duration = Duration::from_millis(1500);

/// A request that was answered, and refused for its transport.
pub(super) fn mismatch(case: &Case<'_>) -> Option<Found> {
    let last = case.last()?;
    if !matches!(case.code(), 400 | 416 | 503) {
        return None;
    }
    let transaction = case.reading.transaction_of(last)?;
    let request = transaction.request?;
    let said = said_otherwise(case, request)?;
    let evidence = [
        case.start_line(request),
        Some(said),
        case.way(request),
        case.start_line(last),
    ];
    Some(Found::new(
        Rule::TransportMismatch,
        Weight::Decisive,
        evidence,
    ))
}

/// A request that was not answered, because of its transport.
pub(super) fn of_silence(case: &Case<'_>, request: usize, one: &Transaction<'_>) -> Option<Found> {
    let (start, way) = (case.start_line(request), case.way(request));
    let other = notice(
        case,
        one.source,
        one.destination,
        NoticeKind::OtherTransport,
    );
    if let Some(other) = other {
        let evidence = [start, way, Some(other), case.repeated(request)];
        let found = Found::new(Rule::TransportMismatch, Weight::Decisive, evidence);
        return Some(found.certain_if(true));
    }
    let refused = notice(case, one.source, one.destination, NoticeKind::Reset);
    // TCP is refused by a host that takes UDP.
    let takes_udp = speaks_udp(case, one.destination);
    if let (Some(refused), Some(udp)) = (&refused, takes_udp) {
        let evidence = [start, Some(refused.clone()), Some(udp)];
        return Some(Found::new(
            Rule::TransportMismatch,
            Weight::Decisive,
            evidence,
        ));
    }
    let said = said_otherwise(case, request)?;
    let evidence = [start, Some(said), way, case.repeated(request)];
    Some(Found::new(
        Rule::TransportMismatch,
        Weight::Decisive,
        evidence,
    ))
}

/// A server that refuses a call because its own connection to the next hop was refused: it sent no
/// INVITE on, but its attempt shows.
pub(super) fn next_hop_refused(case: &Case<'_>) -> Option<Found> {
    let path = status_path::of(case);
    let (made, maker) = (path.made?, path.made_by?);
    let code = case.code_of(made);
    let (tries, within) = match code {
        // The caller itself is told to go on.
        300..400 => (case.captured(made)?.destination, None),
        500..600 => (maker, Some(FAILS_WITHIN)),
        _ => return None,
    };
    let refused_at = case.at(made);
    let went_on = case.reading.invites().any(|invite| {
        case.same_host(invite.source, tries)
            && (within.is_some() || invite.request.is_some_and(|request| request > made))
    });
    if !case.is_call() || went_on {
        return None;
    }
    let targets: Vec<IpAddr> = case
        .sip(made)?
        .list::<Contact<'_>>()
        .filter_map(
            |contact| match contact.ok()?.address()?.parsed_uri().ok()?.host {
                Host::Ip(ip) => Some(ip),
                Host::Name(_) => None,
            },
        )
        .collect();
    let notice = case.call.notices.iter().find(|notice| {
        let in_time = match within {
            Some(within) => notice.at <= refused_at && refused_at.since(notice.at) <= within,
            None => notice.at >= refused_at && targets.contains(&notice.destination.ip()),
        };
        matches!(notice.kind, NoticeKind::Reset | NoticeKind::TlsRefused)
            && in_time
            && case.same_host(notice.source, tries)
            && !case.is_caller(notice.destination)
            && matches!(notice.destination.port(), 5060..=5062)
    })?;
    let (kind, from, to) = (notice.kind, notice.source, notice.destination);
    let udp = speaks_udp(case, to);
    let rule = if kind == NoticeKind::TlsRefused || udp.is_some() {
        Rule::TransportMismatch
    } else {
        Rule::Unreachable
    };
    let evidence = [
        case.start_line(made),
        case.header_line(made, HeaderName::Contact)
            .or_else(|| case.header_line(made, HeaderName::Reason)),
        Some(Evidence::fact(
            notice.frame,
            Fact::Notice { kind, from, to },
        )),
        udp,
    ];
    Some(Found::new(rule, Weight::Decisive, evidence))
}

/// A message over UDP of a host.
fn speaks_udp(case: &Case<'_>, host: SocketAddr) -> Option<Evidence> {
    let mut messages = case.call.messages.iter();
    let udp =
        messages.find(|message| message.wire == Wire::Udp && case.same_host(message.source, host));
    udp.map(|udp| Evidence::fact(udp.frame, Fact::SpeaksUdp(udp.source)))
}

/// The line of a request that names another transport than the one it came over.
fn said_otherwise(case: &Case<'_>, request: usize) -> Option<Evidence> {
    let wire = case.captured(request)?.wire;
    let carries = |name: &str| match wire {
        Wire::Udp => name.eq_ignore_ascii_case("UDP"),
        Wire::Tcp => name.eq_ignore_ascii_case("TCP"),
        Wire::Tls => name.eq_ignore_ascii_case("TLS") || name.eq_ignore_ascii_case("TCP"),
        // Nothing is known of these.
        Wire::WebSocket | Wire::Unknown => true,
    };
    let via = case.sip(request)?.typed::<Via<'_>>().ok().flatten();
    if via.is_some_and(|via| !carries(via.transport)) {
        return case.header_line(request, HeaderName::Via);
    }
    let uri = case.request_uri(request)?;
    let secure_in_clear = uri.scheme == Scheme::Sips && matches!(wire, Wire::Udp | Wire::Tcp);
    let named = uri.params.value("transport");
    let other = named.is_some_and(|name| {
        name.eq_ignore_ascii_case("tls") && matches!(wire, Wire::Udp | Wire::Tcp)
    });
    (secure_in_clear || other)
        .then(|| case.start_line(request))
        .flatten()
}
