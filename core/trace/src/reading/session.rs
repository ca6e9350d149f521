//! What was offered and answered (RFC 3264, RFC 6337).

use std::net::SocketAddr;

use memchr::memmem;
use naisen_sdp::SessionDescription;
use naisen_sip::{HeaderName, Message as Sip, Method, StatusCode, To};

use super::{Reading, Transaction};

/// The part that a description plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// It proposes.
    Offer,
    /// It accepts or refuses.
    Answer,
}

/// A session description of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The message that carries it: index in [`crate::Call::messages`].
    pub message: usize,
    /// The transaction whose exchange of offer and answer it belongs to: index in
    /// [`Reading::transactions`].
    pub transaction: usize,
    /// Index into [`crate::Call::legs`].
    pub leg: usize,
    /// Who sent it.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// Offer or answer.
    pub part: Part,
    /// What it says; `None` if it cannot be read.
    pub description: Option<SessionDescription>,
}

/// An offer and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The offer.
    pub offer: Described,
    /// The answer, if one came. Of the answers of several phones, or of one that announces something
    /// before it answers, that which holds from the 2xx on.
    pub answer: Option<Described>,
}

/// The session description in a body: all of it, or the part of a multipart body.
pub(crate) fn description_of<'a>(message: &Sip<'a>) -> Option<&'a [u8]> {
    let body = message.body();
    if body.is_empty() {
        return None;
    }
    let Some(kind) = message.header(HeaderName::ContentType) else {
        return body.starts_with(b"v=0").then_some(body);
    };
    let starts_with = |start: &str| {
        kind.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    };
    if starts_with("application/sdp") {
        return Some(body);
    }
    if !starts_with("multipart/") {
        return None;
    }
    let start = memmem::find(body, b"\r\n\r\nv=0")? + 4;
    let part = body.get(start..)?;
    let end = memmem::find(part, b"\r\n--").map_or(part.len(), |end| end + 2);
    part.get(..end)
}

pub(super) fn descriptions(reading: &Reading<'_>) -> Vec<Described> {
    let mut all = Vec::new();
    for (index, transaction) in reading.transactions().iter().enumerate() {
        for message in transaction.messages() {
            let (Some(captured), Some(sip)) = (reading.captured(message), reading.message(message))
            else {
                continue;
            };
            let Some(body) = description_of(sip) else {
                continue;
            };
            all.push(Described {
                message,
                transaction: index,
                leg: transaction.leg,
                source: captured.source,
                destination: captured.destination,
                part: part(reading, transaction, message),
                description: SessionDescription::parse(body).ok(),
            });
        }
    }
    all.sort_by_key(|described| described.message);
    all
}

/// The request offers if it carries a description; else the response does, and what acknowledges it
/// answers. A PRACK answers if its INVITE brought no offer and it is the first to bring something
/// back.
fn part(reading: &Reading<'_>, transaction: &Transaction<'_>, message: usize) -> Part {
    let carries = |index: usize| reading.message(index).and_then(description_of).is_some();
    let request_offers = transaction.request.is_some_and(carries);
    let is_ack = transaction.acks.contains(&message);
    let is_request = transaction.request == Some(message);
    if is_ack {
        return Part::Answer;
    }
    if is_request && transaction.method == Method::Prack {
        let invite_offered = reading
            .transactions()
            .iter()
            .filter(|one| one.leg == transaction.leg && one.method == Method::Invite)
            .rfind(|one| one.request.is_some_and(|request| request < message))
            .is_none_or(|invite| invite.request.is_some_and(carries));
        return if invite_offered {
            Part::Offer
        } else {
            Part::Answer
        };
    }
    match (is_request, request_offers) {
        (true, _) | (false, false) => Part::Offer,
        (false, true) => Part::Answer,
    }
}

pub(super) fn pairs(reading: &Reading<'_>) -> Vec<Session> {
    let all = reading.descriptions();
    let offers = all.iter().filter(|one| one.part == Part::Offer);
    let mut sessions: Vec<Session> = Vec::new();
    for offer in offers {
        // A response that repeats the offer of the provisional one before it offers nothing new.
        let again = sessions.last().is_some_and(|last| {
            last.offer.transaction == offer.transaction
                && last.offer.description == offer.description
                && last.offer.source == offer.source
        });
        if again {
            continue;
        }
        let answers = all.iter().filter(|one| {
            one.part == Part::Answer
                && one.message > offer.message
                && one.leg == offer.leg
                && reading.same_host(one.source, offer.destination)
                && reading.same_host(one.destination, offer.source)
                && (one.transaction == offer.transaction || answers_by_prack(reading, one))
        });
        let answer = answer_that_holds(reading, offer, &answers.collect::<Vec<_>>()).cloned();
        sessions.push(Session {
            offer: offer.clone(),
            answer,
        });
    }
    sessions
}

/// Each early dialog has an answer of its own, and a server that played something may give way to the
/// phone under the same tag (RFC 3261 §13.2.1, RFC 3960 §3): what the 2xx brings holds, or, if it
/// brings nothing, the last answer of its dialog.
fn answer_that_holds<'d>(
    reading: &Reading<'_>,
    offer: &Described,
    answers: &[&'d Described],
) -> Option<&'d Described> {
    let first = answers.first().copied();
    let transaction = reading.transactions().get(offer.transaction)?;
    let confirmed = transaction.final_response.filter(|response| {
        reading
            .status(*response)
            .is_some_and(StatusCode::is_success)
    });
    let Some(confirmed) = confirmed.filter(|_| transaction.request == Some(offer.message)) else {
        return first;
    };
    if let Some(own) = answers.iter().find(|answer| answer.message == confirmed) {
        return Some(own);
    }
    let tag = tag_of(reading, confirmed);
    answers
        .iter()
        .rev()
        .find(|answer| tag_of(reading, answer.message) == tag)
        .copied()
}

fn tag_of<'a>(reading: &Reading<'a>, message: usize) -> Option<&'a str> {
    let to = reading.message(message)?.required::<To<'a>>().ok()?;
    to.tag()
}

fn answers_by_prack(reading: &Reading<'_>, described: &Described) -> bool {
    reading
        .transactions()
        .get(described.transaction)
        .is_some_and(|one| one.method == Method::Prack && one.request == Some(described.message))
}
