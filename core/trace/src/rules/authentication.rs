//! Challenges and credentials (RFC 3261 §22).

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{
    Authorization, Challenge, Credentials, HeaderName, Method, ProxyAuthenticate,
    ProxyAuthorization, WwwAuthenticate,
};

use super::case::Case;
use super::found::{Found, Weight};
use crate::Fact;

/// Stale nonces in a row that no clock or count of uses explains.
const STALE_LOOP: usize = 3;
/// How long a repetition may be on its way when the challenge passes it.
const ON_THE_WAY: Duration = Duration::from_millis(400);

/// A request that was challenged, on one hop.
struct Challenged<'a> {
    request: usize,
    response: usize,
    source: SocketAddr,
    destination: SocketAddr,
    leg: usize,
    method: Method<'a>,
    challenge: Challenge<'a>,
    /// What the request brought for the realm of the challenge.
    credentials: Option<Credentials<'a>>,
    /// The status was 407.
    by_proxy: bool,
    /// The credentials were made from the nonce of the challenge before.
    on_last_nonce: bool,
}

/// Credentials that were right in form and nonce were refused, and none was taken afterwards.
pub(super) fn wrong_password(case: &Case<'_>) -> Option<Found> {
    let all = challenged(case);
    let refused = all
        .iter()
        .filter(|one| one.on_last_nonce && !one.challenge.stale() && !accepted_after(case, one))
        .last();
    if let Some(refused) = refused {
        let header = credentials_header(refused);
        let first = all.iter().find(|one| one.response < refused.response);
        let evidence = [
            first.and_then(|first| case.start_line(first.response)),
            case.header_line(refused.request, header),
            case.start_line(refused.response),
            case.header_line(refused.response, challenge_header(refused)),
        ];
        return Some(Found::new(Rule::WrongPassword, weight(case), evidence).certain_if(true));
    }
    // Some refuse wrong credentials with 403, and say so.
    let last = case.last().filter(|_| case.code() == 403)?;
    let transaction = case.reading.transaction_of(last)?;
    let request = transaction.request?;
    let with_credentials = case.header(request, HeaderName::Authorization).is_some()
        || case
            .header(request, HeaderName::ProxyAuthorization)
            .is_some();
    if !with_credentials || !speaks_of_credentials(&case.words(last)) {
        return None;
    }
    let evidence = [
        all.last().and_then(|it| case.start_line(it.response)),
        case.header_line(request, HeaderName::Authorization)
            .or_else(|| case.header_line(request, HeaderName::ProxyAuthorization)),
        case.start_line(last),
        case.header_line(last, HeaderName::Warning),
        case.header_line(last, HeaderName::Reason),
    ];
    Some(Found::new(Rule::WrongPassword, Weight::Decisive, evidence))
}

/// Whether the words of a refusal, in lower case, name the credentials as the reason. That a user is
/// not authorized is another matter.
fn speaks_of_credentials(words: &str) -> bool {
    [
        "password",
        "passwd",
        "secret",
        "credential",
        "bad auth",
        "auth fail",
        "authentication fail",
        "authentication error",
        "authentication mismatch",
        "failed auth",
        "failed to auth",
        "invalid auth",
        "incorrect auth",
        "wrong auth",
        "digest",
    ]
    .iter()
    .any(|said| words.contains(said))
}

/// Fresh nonces, each used and called stale.
pub(super) fn stale_nonce_loop(case: &Case<'_>) -> Option<Found> {
    let all = challenged(case);
    let stale: Vec<&Challenged<'_>> = all
        .iter()
        .filter(|one| one.challenge.stale() && one.credentials.is_some())
        .collect();
    let last = stale.last()?;
    let on_fresh = stale.iter().filter(|one| one.on_last_nonce).count();
    if on_fresh + 1 < STALE_LOOP || accepted_after(case, last) {
        return None;
    }
    let times = stale.len();
    let evidence = [
        case.start_line(stale.first()?.response),
        case.header_line(last.request, credentials_header(last)),
        case.header_line(last.response, challenge_header(last)),
        case.measured(last.response, Fact::StaleInARow(times)),
    ];
    Some(
        Found::new(Rule::StaleNonceLoop, weight(case), evidence).certain_if(on_fresh >= STALE_LOOP),
    )
}

/// Challenged, and nothing came after it.
pub(super) fn no_credentials(case: &Case<'_>) -> Option<Found> {
    let all = challenged(case);
    if all.iter().any(|one| one.credentials.is_some()) {
        return None;
    }
    let last = all.last()?;
    // A trace whose last exchange is over, ACK and all, may have been cut right there: that is less
    // likely than that nothing came. One that lacks the ACK was cut.
    let acknowledged = case
        .reading
        .transaction_of(last.request)
        .is_some_and(|one| !one.acks.is_empty());
    if case.call.cut_off && case.is_call() && !acknowledged {
        return None;
    }
    if !was_seen(case, last.response) {
        return None;
    }
    let tried_again = case.transactions().iter().any(|one| {
        one.method == last.method
            && one.leg == last.leg
            && one.source.ip() == last.source.ip()
            && one.request.is_some_and(|request| request > last.response)
    });
    if tried_again || (case.is_call() && !ends_with_challenge(case, last)) {
        return None;
    }
    let evidence = [
        case.start_line(last.request),
        case.start_line(last.response),
        case.header_line(last.response, challenge_header(last)),
    ];
    // A phone whose user hangs up at that moment sends nothing more either: nobody is blamed.
    Some(Found::new(Rule::NoCredentials, weight(case), evidence))
}

/// Whether a challenge reached the one who was challenged: who repeats the request, and never
/// acknowledges the response, did not see it.
pub(super) fn was_seen(case: &Case<'_>, response: usize) -> bool {
    let Some(one) = case.reading.transaction_of(response) else {
        return true;
    };
    let repeats = one.request.map_or(0, |request| {
        case.repeats_after(request, case.at(response) + ON_THE_WAY)
    });
    !one.acks.is_empty() || repeats == 0
}

/// Whether the call failed for the challenge: it is what the caller got, or another hop did and the
/// caller got a refusal.
fn ends_with_challenge(case: &Case<'_>, last: &Challenged<'_>) -> bool {
    case.last() == Some(last.response)
        || (!case.is_answered() && !case.rang() && !matches!(case.code(), 486 | 487 | 600))
}

fn weight(case: &Case<'_>) -> Weight {
    if case.is_answered() && case.is_call() {
        Weight::Aside
    } else {
        Weight::Decisive
    }
}

/// Whether a later request of the same kind on the same hop was taken.
fn accepted_after(case: &Case<'_>, refused: &Challenged<'_>) -> bool {
    case.transactions().iter().any(|one| {
        one.method == refused.method
            && case.same_host(one.source, refused.source)
            && case.same_host(one.destination, refused.destination)
            && one.request.is_some_and(|request| request > refused.request)
            && one
                .responses()
                .any(|response| !matches!(case.code_of(response), 100 | 401 | 403 | 407))
    })
}

fn challenged<'a>(case: &Case<'a>) -> Vec<Challenged<'a>> {
    let mut all: Vec<Challenged<'a>> = Vec::new();
    let asks = |method| {
        matches!(
            method,
            Method::Invite | Method::Register | Method::Options | Method::Message
        ) || method == Method::Subscribe
    };
    for one in case.transactions().iter().filter(|one| asks(one.method)) {
        let (Some(request), Some(response)) = (one.request, one.final_response) else {
            continue;
        };
        let Some(challenge) = challenge(case, response) else {
            continue;
        };
        let credentials = credentials(case, request, challenge.realm());
        let previous = all.iter().rev().find(|known| {
            known.method == one.method
                && known.challenge.realm() == challenge.realm()
                && case.same_host(known.source, one.source)
                && case.same_host(known.destination, one.destination)
        });
        let on_last_nonce = credentials
            .zip(previous)
            .is_some_and(|(ours, previous)| ours.nonce() == previous.challenge.nonce());
        all.push(Challenged {
            request,
            response,
            source: one.source,
            destination: one.destination,
            leg: one.leg,
            method: one.method,
            challenge,
            credentials,
            by_proxy: case.code_of(response) == 407,
            on_last_nonce,
        });
    }
    all
}

fn challenge<'a>(case: &Case<'a>, response: usize) -> Option<Challenge<'a>> {
    let message = case.sip(response)?;
    match case.code_of(response) {
        401 => {
            let mut all = message.list::<WwwAuthenticate<'a>>();
            all.find_map(|it| it.ok().filter(|it| it.is_digest()).map(|it| it.0))
        }
        407 => {
            let mut all = message.list::<ProxyAuthenticate<'a>>();
            all.find_map(|it| it.ok().filter(|it| it.is_digest()).map(|it| it.0))
        }
        _ => None,
    }
}

fn credentials<'a>(case: &Case<'a>, request: usize, realm: &str) -> Option<Credentials<'a>> {
    let message = case.sip(request)?;
    let own = message.list::<Authorization<'a>>();
    let proxies = message.list::<ProxyAuthorization<'a>>();
    own.filter_map(|it| it.ok().map(|it| it.0))
        .chain(proxies.filter_map(|it| it.ok().map(|it| it.0)))
        .find(|it| it.realm() == realm)
}

fn challenge_header(one: &Challenged<'_>) -> HeaderName {
    if one.by_proxy {
        HeaderName::ProxyAuthenticate
    } else {
        HeaderName::WwwAuthenticate
    }
}

fn credentials_header(one: &Challenged<'_>) -> HeaderName {
    if one.by_proxy {
        HeaderName::ProxyAuthorization
    } else {
        HeaderName::Authorization
    }
}
