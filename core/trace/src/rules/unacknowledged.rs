//! A 2xx without its ACK (RFC 3261 §13.3.1.4).

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Host, Method, Uri};

use super::address::Net;
use super::case::Case;
use super::found::{Found, Weight};
use crate::{Fact, Transaction};

/// Repetitions of a 2xx that the loss of a packet or two does not explain.
const REPEATS: usize = 4;
/// 64*T1, less what the clocks may be off: the answering side gives up.
const GIVEN_UP: Duration = Duration::from_secs(25);
/// The same, with room for what is on its way.
const GIVEN_UP_AT_LATEST: Duration = Duration::from_secs(40);

/// The answering side repeats its 2xx until it gives up.
pub(super) fn missing(case: &Case<'_>) -> Option<Found> {
    let invites = case
        .transactions()
        .iter()
        .filter(|one| one.method == Method::Invite);
    // Hops nearer to the answering side come first: there the ACK is wanted first.
    let mut all: Vec<&Transaction<'_>> = invites.collect();
    all.reverse();
    all.into_iter().find_map(|invite| of_hop(case, invite))
}

fn of_hop(case: &Case<'_>, invite: &Transaction<'_>) -> Option<Found> {
    let answer = invite
        .responses()
        .filter(|response| (200..300).contains(&case.code_of(*response)))
        .max_by_key(|response| case.repeats(*response))?;
    let answered = case.captured(answer)?;
    let ack = invite
        .acks
        .first()
        .copied()
        .or_else(|| stray_ack(case, invite));
    let span = case.span(answer);
    let repeats = match ack {
        None => case.repeats(answer),
        // Each repetition of the 2xx brings another ACK; what matters is that they do not end.
        Some(ack) => case.repeats_after(answer, case.at(ack)),
    };
    let bye = byes_of(case, invite, answered.source);
    let bye_after = bye.map(|bye| case.at(bye).since(answered.at));
    let dropped = bye_after.is_some_and(|after| after >= GIVEN_UP && after <= GIVEN_UP_AT_LATEST);
    let given_up = span >= GIVEN_UP || dropped;
    let enough = (repeats >= REPEATS && (given_up || span >= Duration::from_secs(6)))
        || (ack.is_none() && dropped && repeats > 0)
        || (ack.is_none() && dropped && !case.call.cut_off);
    if !enough {
        return None;
    }
    let evidence = [
        case.start_line(answer),
        case.repeated(answer),
        ack.map_or_else(|| case.measured(answer, Fact::NoAck), |ack| case.way(ack)),
        ack.and_then(|ack| case.start_line(ack))
            .or_else(|| case.header_line(answer, HeaderName::Contact)),
        bye.zip(bye_after).and_then(|(bye, after)| {
            let (from, span) = (answered.source, after);
            case.measured(bye, Fact::ByeFromAfter { from, span })
        }),
    ];
    let found = Found::new(Rule::MissingAck, Weight::Decisive, evidence);
    let certain = repeats >= REPEATS && given_up;
    let blamed = ack.and_then(|ack| who_misled(case, invite, answer, ack));
    Some(found.certain_if(certain).at(case, blamed))
}

/// An ACK of the caller of this hop to the same INVITE that went another way, or is wrong.
fn stray_ack(case: &Case<'_>, invite: &Transaction<'_>) -> Option<usize> {
    case.requests(Method::Ack).find(|ack| {
        case.captured(*ack).is_some_and(|it| {
            it.leg == invite.leg
                && case.same_host(it.source, invite.source)
                && !case.reading.invites().any(|other| other.acks.contains(ack))
        })
    })
}

/// The BYE of the answering side.
fn byes_of(case: &Case<'_>, invite: &Transaction<'_>, from: SocketAddr) -> Option<usize> {
    case.requests(Method::Bye).find(|bye| {
        case.captured(*bye)
            .is_some_and(|it| it.leg == invite.leg && case.same_host(it.source, from))
    })
}

/// Who made an ACK go elsewhere: whoever wrote a Contact that cannot be reached, or the sender of
/// the ACK who did not heed it. `None` if it went the right way and was lost.
fn who_misled(
    case: &Case<'_>,
    invite: &Transaction<'_>,
    answer: usize,
    ack: usize,
) -> Option<SocketAddr> {
    let (answered, acknowledged) = (case.captured(answer)?, case.captured(ack)?);
    if acknowledged.destination.ip() == answered.source.ip() {
        return None;
    }
    if case.header(answer, HeaderName::RecordRoute).is_some() {
        return None;
    }
    let contact = case.contact_uri(answer)?;
    let Host::Ip(ip) = contact.host else {
        return None;
    };
    if acknowledged.destination.ip() == ip {
        let unreachable = Net::of(ip).is_private() && Net::of(answered.source.ip()).is_public();
        return unreachable.then_some(answered.source);
    }
    // The sender goes by a Route of its own, or it does not heed Contact.
    let heeds = case
        .request_uri(ack)
        .is_some_and(|uri: Uri<'_>| uri.host == contact.host);
    let routed = case.header(ack, HeaderName::Route).is_some();
    (!heeds && !routed).then_some(invite.source)
}
