//! A reliable provisional response without its PRACK (RFC 3262 §3).

use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Method, RAck};

use super::case::Case;
use super::found::{Found, Weight};
use crate::{Fact, Transaction};

/// Repetitions of a response that the loss of a packet does not explain.
const REPEATS: usize = 3;
/// 64*T1, less what the clocks may be off.
const GIVEN_UP: Duration = Duration::from_secs(25);

/// A reliable response is repeated, and no PRACK comes, or none helps.
pub(super) fn missing(case: &Case<'_>) -> Option<Found> {
    case.reading
        .invites()
        .find_map(|invite| of_hop(case, invite))
}

fn of_hop(case: &Case<'_>, invite: &Transaction<'_>) -> Option<Found> {
    let reliable = |response: &usize| {
        case.has_token(*response, HeaderName::Require, "100rel")
            && case.header(*response, HeaderName::RSeq).is_some()
    };
    let responses = invite.provisional.iter().copied().filter(reliable);
    let response = responses.max_by_key(|response| case.repeats(*response))?;
    let rseq: u32 = case
        .header(response, HeaderName::RSeq)?
        .trim()
        .parse()
        .ok()?;
    let prack = case.requests(Method::Prack).find(|prack| {
        case.captured(*prack).is_some_and(|it| it.leg == invite.leg)
            && case
                .sip(*prack)
                .and_then(|sip| sip.typed::<RAck<'_>>().ok().flatten())
                .is_some_and(|rack| rack.rseq == rseq)
    });
    let repeats = match prack {
        None => case.repeats(response),
        Some(prack) => case.repeats_after(response, case.at(prack) + Duration::from_secs(1)),
    };
    let refused = invite
        .final_response
        .is_some_and(|last| (500..600).contains(&case.code_of(last)));
    let given_up = case.span(response) >= GIVEN_UP;
    // A phone that is answered while it waits for PRACK sends its 2xx later.
    if repeats < REPEATS || (case.is_answered() && !given_up) {
        return None;
    }
    let evidence = [
        invite
            .request
            .and_then(|request| case.header_line(request, HeaderName::Supported)),
        case.header_line(response, HeaderName::RSeq),
        case.repeated(response),
        prack.map_or_else(
            || case.measured(response, Fact::NoPrack),
            |prack| case.way(prack),
        ),
        invite.final_response.and_then(|last| case.start_line(last)),
    ];
    let weight = if case.is_answered() {
        Weight::Aside
    } else {
        Weight::Decisive
    };
    // Who was not told of 100rel cannot acknowledge.
    let announced = invite.request.is_none_or(|request| {
        case.has_token(request, HeaderName::Supported, "100rel")
            || case.has_token(request, HeaderName::Require, "100rel")
    });
    let blamed = (!announced).then_some(invite.destination);
    Some(
        Found::new(Rule::MissingPrack, weight, evidence)
            .certain_if(given_up || refused)
            .at(case, blamed),
    )
}
