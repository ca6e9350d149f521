//! The two sides speak different transports (RFC 3261 §18, §26.2.2).

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Scheme, Via};

use super::case::Case;
use super::found::{Found, Weight};
use super::silence::notice;
use crate::{Evidence, Fact, NoticeKind, Transaction, Wire};

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
    let takes_udp = case.call.messages.iter().find(|message| {
        message.wire == Wire::Udp && case.same_host(message.source, one.destination)
    });
    if let (Some(refused), Some(udp)) = (&refused, takes_udp) {
        let evidence = [
            start,
            Some(refused.clone()),
            Some(Evidence::fact(udp.frame, Fact::SpeaksUdp(udp.source))),
        ];
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
