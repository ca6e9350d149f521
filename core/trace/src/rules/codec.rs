//! No codec, or no kind of media, in common (RFC 3264 §6).

use naisen_cause::Rule;
use naisen_sip::HeaderName;

use super::case::Case;
use super::found::{Found, Weight};
use super::status_path;

/// The answer refuses all that was offered, by its status or by its ports.
pub(super) fn mismatch(case: &Case<'_>) -> Option<Found> {
    if !case.is_call() {
        return None;
    }
    refused(case).or_else(|| all_rejected(case))
}

fn refused(case: &Case<'_>) -> Option<Found> {
    let last = case.last()?;
    // The first refusal counts, not what an exchange made of it.
    let made = status_path::of(case).made?;
    if !matches!(case.code_of(made), 415 | 488 | 606) {
        return None;
    }
    // The offer and the refusal of the hop where it was first refused.
    let origin = case
        .reading
        .invites()
        .filter(|invite| {
            invite
                .final_response
                .is_some_and(|it| matches!(case.code_of(it), 415 | 488 | 606))
        })
        .last();
    let offer = origin.and_then(|origin| origin.request);
    let refusal = origin.and_then(|origin| origin.final_response);
    let evidence = [
        offer.and_then(|offer| case.body_line(offer, "m=")),
        refusal.and_then(|it| case.start_line(it)),
        refusal.and_then(|it| case.header_line(it, HeaderName::Warning)),
        refusal.and_then(|it| case.header_line(it, HeaderName::Accept)),
        case.start_line(last),
    ];
    // Without an offer there was nothing to have in common.
    let offered = offer.is_some_and(|offer| case.body_line(offer, "m=").is_some());
    Some(Found::new(Rule::CodecMismatch, Weight::Decisive, evidence).certain_if(offered))
}

/// Every stream of the answer has port 0.
fn all_rejected(case: &Case<'_>) -> Option<Found> {
    let sessions = case.sessions();
    let first_of = |leg: usize| {
        sessions
            .iter()
            .filter(move |session| session.offer.leg == leg)
            .take(1)
    };
    (0..case.call.legs.len())
        .flat_map(first_of)
        .find_map(|session| {
            let answer = session.answer.as_ref()?;
            let description = answer.description.as_ref()?;
            let offered = session.offer.description.as_ref()?;
            let had_port = offered.media.iter().any(|media| media.port != 0);
            let all_zero = !description.media.is_empty()
                && description.media.iter().all(|media| media.port == 0);
            if !had_port || !all_zero {
                return None;
            }
            let evidence = [
                case.body_line(session.offer.message, "m="),
                case.start_line(answer.message),
                case.body_line(answer.message, "m="),
            ];
            Some(Found::new(Rule::CodecMismatch, Weight::Decisive, evidence).certain_if(true))
        })
}
