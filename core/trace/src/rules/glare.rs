//! Both sides change the session at once (RFC 3261 §14.1).

use naisen_cause::Rule;
use naisen_sip::Method;

use super::case::Case;
use super::found::{Found, Weight};
use crate::{Fact, Transaction};

/// 491 so often in a row: nobody waits.
const UNRESOLVED: usize = 3;

/// A change was refused with 491.
pub(super) fn find(case: &Case<'_>) -> Option<Found> {
    let refused: Vec<&Transaction<'_>> = case
        .transactions()
        .iter()
        .filter(|one| one.in_dialog && matches!(one.method, Method::Invite | Method::Update))
        .filter(|one| {
            one.final_response
                .is_some_and(|response| case.code_of(response) == 491)
        })
        .collect();
    let last = refused.last()?;
    let response = last.final_response?;
    // The change of the other side that it ran into.
    let other = case.transactions().iter().find(|one| {
        matches!(one.method, Method::Invite | Method::Update)
            && one.leg == last.leg
            && case.same_host(one.source, last.destination)
            && case.same_host(one.destination, last.source)
            && one.request.is_some_and(|request| request < response)
    });
    let resolved = case.transactions().iter().any(|one| {
        one.method == last.method
            && one.leg == last.leg
            && case.same_host(one.source, last.source)
            && one.request.is_some_and(|request| request > response)
            && one
                .final_response
                .is_some_and(|later| (200..300).contains(&case.code_of(later)))
    });
    let weight = if resolved || refused.len() < UNRESOLVED {
        Weight::Aside
    } else {
        Weight::Decisive
    };
    let times = refused.len();
    let evidence = [
        last.request.and_then(|request| case.start_line(request)),
        last.request.and_then(|request| case.way(request)),
        other
            .and_then(|other| other.request)
            .and_then(|request| case.way(request)),
        case.start_line(response),
        (times > 1)
            .then(|| case.measured(response, Fact::StatusTimes { status: 491, times }))
            .flatten(),
    ];
    Some(Found::new(Rule::Glare, weight, evidence).certain_if(true))
}
