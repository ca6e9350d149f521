//! A Request-URI that its receiver does not answer for (RFC 3261 §8.2.2.1).

use naisen_cause::Rule;
use naisen_sip::{Host, Scheme};

use super::address::Net;
use super::case::Case;
use super::found::{Found, Weight};
use super::status_path;
use crate::Fact;

/// The receiver refuses the Request-URI, and it shows why.
pub(super) fn wrong(case: &Case<'_>) -> Option<Found> {
    if !case.is_call() || !matches!(case.code(), 403 | 404 | 416 | 480 | 484 | 604) {
        return None;
    }
    let maker = status_path::of(case).made_by?;
    let refused = case.reading.invites().find(|invite| {
        invite.final_response.is_some_and(|response| {
            matches!(case.code_of(response), 403 | 404 | 416 | 481 | 484 | 604)
                && case
                    .captured(response)
                    .is_some_and(|it| case.same_host(it.source, maker))
        })
    })?;
    let (request, response) = (refused.request?, refused.final_response?);
    let sender = case.captured(request)?.source;
    let plain = case.code_of(response) == 416;
    let destination = refused.destination;
    let uri = case.request_uri(request);
    let host_is_other = uri.and_then(|uri| match uri.host {
        Host::Ip(ip) => Some(ip),
        Host::Name(_) => None,
    });
    let host_is_other = host_is_other
        // Behind NAT the receiver answers for an address that only it knows.
        .filter(|ip| {
            *ip != destination.ip()
                && !(Net::of(*ip).is_private() && Net::of(destination.ip()).is_public())
        });
    let user_is_other = case.is_far_end(maker) && case.is_exchange(sender) && {
        let dialled = case
            .reading
            .invites()
            .next()
            .and_then(|invite| case.request_uri(invite.request?))
            .and_then(|uri| uri.user);
        let user = uri.and_then(|uri| uri.user);
        let host_is_its_own = uri.is_some_and(|uri| uri.host == Host::Ip(destination.ip()));
        host_is_its_own && user.is_some() && dialled.is_some() && user != dialled
    };
    if !plain && host_is_other.is_none() && !user_is_other {
        return None;
    }
    let mismatch = host_is_other.map(|named| Fact::ForeignRequestUri {
        named,
        to: destination,
    });
    let evidence = [
        case.start_line(request),
        mismatch
            .and_then(|fact| case.measured(request, fact))
            .or_else(|| case.way(request)),
        case.start_line(response),
    ];
    // sips may be refused for the transport that it asks for.
    let is_secure = uri.is_some_and(|uri| uri.scheme == Scheme::Sips);
    Some(
        Found::new(Rule::WrongRequestUri, Weight::Decisive, evidence)
            .certain_if(plain && !is_secure),
    )
}
