//! Refusals that stand for a fault: extensions, loops, unreadable messages, overload.

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Message as Sip};

use super::case::Case;
use super::found::{Found, Weight};
use super::status_path;
use crate::{Evidence, Fact, Kind, NoticeKind};

/// The request that was refused first on the way of the final status, and its refusal.
fn refused(case: &Case<'_>, codes: &[u16]) -> Option<(usize, usize)> {
    if case.call.kind == Kind::Other {
        return None;
    }
    let path = status_path::of(case);
    let last = path
        .made
        .filter(|made| codes.contains(&case.code_of(*made)))
        .or(case
            .last()
            .filter(|_| codes.contains(&case.code()) && path.changed_by.is_empty()))?;
    let maker = path.made_by?;
    let made = case
        .transactions()
        .iter()
        .filter_map(|one| Some((one.request?, one.final_response?)))
        .find(|(_, response)| {
            *response <= last
                && codes.contains(&case.code_of(*response))
                && case
                    .captured(*response)
                    .is_some_and(|it| case.same_host(it.source, maker))
        });
    made.or_else(|| {
        let one = case.reading.transaction_of(last)?;
        Some((one.request?, last))
    })
}

/// 420 or 421: what one side requires the other does not have.
pub(super) fn extension_mismatch(case: &Case<'_>) -> Option<Found> {
    let (request, response) = refused(case, &[420, 421])?;
    let evidence = [
        case.header_line(request, HeaderName::Require)
            .or_else(|| case.header_line(request, HeaderName::ProxyRequire))
            .or_else(|| case.header_line(request, HeaderName::Supported)),
        case.start_line(response),
        case.header_line(response, HeaderName::Unsupported)
            .or_else(|| case.header_line(response, HeaderName::Require)),
    ];
    Some(Found::new(Rule::ExtensionMismatch, Weight::Decisive, evidence).certain_if(true))
}

/// 482 or 483: in circles, or through too many hops.
pub(super) fn looped(case: &Case<'_>) -> Option<Found> {
    let (request, response) = refused(case, &[482, 483])?;
    let vias = case
        .sip(request)
        .map_or(0, |sip| sip.headers(HeaderName::Via).count());
    let evidence = [
        case.start_line(request),
        case.header_line(request, HeaderName::MaxForwards),
        case.measured(request, Fact::ViaLines(vias)),
        case.start_line(response),
    ];
    // 483 may also come of a Max-Forwards that was too low from the start.
    let in_circles = case.code_of(response) == 482 || vias >= 10;
    Some(Found::new(Rule::Loop, Weight::Decisive, evidence).certain_if(in_circles))
}

/// A message that its receiver could not read.
pub(super) fn bad_message(case: &Case<'_>) -> Option<Found> {
    let codes = [400, 411];
    if let Some((request, response)) = refused(case, &codes) {
        let captured = case.captured(request)?;
        let fault = Sip::parse(&captured.bytes).err();
        let evidence = [
            case.start_line(request),
            fault.and_then(|fault| case.measured(request, Fact::Malformed(fault))),
            case.start_line(response),
            case.header_line(response, HeaderName::Warning),
        ];
        let blamed = fault.is_some().then_some(captured.source);
        return Some(
            Found::new(Rule::BadMessage, Weight::Decisive, evidence)
                .certain_if(fault.is_some())
                .at(case, blamed),
        );
    }
    if case.is_answered() || !case.failed_vaguely() {
        return None;
    }
    let notice = case
        .call
        .notices
        .iter()
        .find(|notice| notice.kind == NoticeKind::Unreadable)?;
    let line = Evidence::fact(notice.frame, Fact::Unreadable(notice.source));
    Some(Found::new(Rule::BadMessage, Weight::Decisive, [Some(line)]))
}

/// 503, or a refusal whose cause is a lack of lines.
pub(super) fn congestion(case: &Case<'_>) -> Option<Found> {
    if case.call.kind == Kind::Other {
        return None;
    }
    // An exchange may make 500 of it, and keep Retry-After to itself.
    let path = status_path::of(case);
    // Who made 503 of another status had no lack of lines.
    let last = path.made.or(case.last())?;
    let retry = case.header(last, HeaderName::RetryAfter).is_some();
    let cause = case.cause_of(last).map(|cause| cause.value());
    let by_cause = matches!(cause, Some(34 | 42 | 44 | 47));
    let overload = match case.code_of(last) {
        503 => retry || by_cause,
        480 | 500 | 603 => by_cause,
        _ => false,
    };
    if !overload {
        return None;
    }
    let maker = path.made_by;
    let evidence = [
        case.start_line(last),
        case.header_line(last, HeaderName::RetryAfter),
        case.header_line(last, HeaderName::Reason),
    ];
    Some(
        Found::new(Rule::Congestion, Weight::Decisive, evidence)
            .certain_if(true)
            .at(case, maker),
    )
}
