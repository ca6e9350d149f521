//! Responses that do not reach who asked (RFC 3581).

use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Method};

use super::case::Case;
use super::found::{Found, Weight};
use crate::Fact;

/// How long a repetition may be on its way when the response passes it.
const ON_THE_WAY: Duration = Duration::from_millis(400);

/// A response went elsewhere, and the request was repeated all the same.
pub(super) fn response_misrouted(case: &Case<'_>) -> Option<Found> {
    if case.is_call() && case.is_answered() && case.bye().is_some() {
        return None;
    }
    case.transactions().iter().find_map(|one| {
        let request = one.request?;
        if one.method == Method::Ack || !case.is_udp(request) {
            return None;
        }
        let response = one.responses().min()?;
        let sent = case.captured(request)?;
        let back = case.captured(response)?;
        let elsewhere = back.destination != sent.source;
        let repeats = case.repeats_after(request, back.at + ON_THE_WAY);
        if !elsewhere || repeats < 2 {
            return None;
        }
        let to = back.destination;
        let evidence = [
            case.way(request),
            case.header_line(request, HeaderName::Via),
            case.start_line(response),
            case.measured(response, Fact::SentTo(to)),
            case.repeated(request),
        ];
        Some(
            Found::new(Rule::ResponseMisrouted, Weight::Decisive, evidence)
                .certain_if(repeats >= 3),
        )
    })
}
