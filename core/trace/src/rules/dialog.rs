//! Dialogs that end before they began, are forgotten, or lose a side (RFC 3261 §12, §15).

use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::Method;

use super::case::Case;
use super::found::{Found, Weight};
use super::silence::notice;
use crate::{Dialog, Fact, NoticeKind, TooEarly, Transaction};

/// Timers B and F, less what the clock of a capture may be off.
const TIMED_OUT: Duration = Duration::from_secs(31);
/// Repetitions that a slow network does not explain.
const REPEATS: usize = 4;
/// How long the answering side waits for the ACK: 64*T1, less what clocks may be off.
const ACK_WAIT: Duration = Duration::from_secs(25);
/// A phone that rings for this long behind a BYE was not stopped by it.
const RINGS_ON: Duration = Duration::from_secs(2);
/// What one capture may confuse in the order of packets.
const DISORDER: Duration = Duration::from_millis(1);

/// The called side hung up before it had the ACK, or before it answered.
pub(super) fn early_bye(case: &Case<'_>) -> Option<Found> {
    of_called_side(case).or_else(|| of_caller(case))
}

/// A caller who ends the early dialog with BYE where CANCEL ends the INVITE, and the INVITE is never
/// answered, or goes on as if nothing had come.
fn of_caller(case: &Case<'_>) -> Option<Found> {
    case.reading.dialogs().iter().find_map(|dialog| {
        let bye = dialog.bye?;
        let sent = case.captured(bye)?;
        let invite = case.reading.transaction_of(dialog.invite?)?;
        // A BYE that is taken ends the INVITE with 487; one that is refused leaves the phone ringing.
        let refused = dialog
            .bye_response
            .is_some_and(|response| case.code_of(response) == 481);
        let rings_on = invite.final_response.is_none_or(|last| {
            refused
                && bye < last
                && case.code_of(last) != 487
                && case.at(last).since(sent.at) >= RINGS_ON
        });
        let early = dialog.answer.is_none()
            && rings_on
            && invite.cancel.is_none()
            && case.same_host(sent.source, dialog.source);
        if !early {
            return None;
        }
        let evidence = [
            case.start_line(dialog.early?),
            case.start_line(bye),
            case.way(bye),
            dialog.bye_response.and_then(|it| case.start_line(it)),
            match invite.final_response {
                None => case.measured(bye, Fact::NoCancelNoFinal),
                Some(last) => case.start_line(last),
            },
        ];
        Some(Found::new(Rule::EarlyBye, Weight::Decisive, evidence))
    })
}

fn of_called_side(case: &Case<'_>) -> Option<Found> {
    case.reading.dialogs().iter().find_map(|dialog| {
        let bye = dialog.bye?;
        let sent = case.captured(bye)?;
        dialog.invite?;
        // The dialog of the hop on which the BYE was sent.
        if !case.same_host(sent.source, dialog.destination)
            || !case.same_host(sent.destination, dialog.source)
        {
            return None;
        }
        let begun = dialog.answer.or(dialog.early)?;
        let (early, certain, why) = match (dialog.answer, dialog.ack) {
            (None, _) => (true, true, TooEarly::NotAnswered),
            (Some(answer), _) if bye < answer => (true, true, TooEarly::BeforeAnswer),
            (Some(_), Some(ack)) if bye < ack => {
                // Wherever it was captured: what passes before the ACK was sent before the ACK came.
                let later = case.at(ack).since(sent.at);
                (later >= DISORDER, true, TooEarly::BeforeAck)
            }
            (Some(answer), None) => {
                let waited = sent.at.since(case.at(answer));
                let early = waited < ACK_WAIT && !case.call.cut_off && case.repeats(answer) == 0;
                (
                    early && waited < Duration::from_secs(2),
                    false,
                    TooEarly::WithoutAck,
                )
            }
            (Some(_), Some(_)) => return None,
        };
        if !early {
            return None;
        }
        let span = sent.at.since(case.at(begun));
        let from = sent.source;
        let evidence = [
            case.start_line(begun),
            case.measured(bye, Fact::EarlyBye { from, span, why }),
            case.start_line(bye),
            dialog.ack.and_then(|ack| case.start_line(ack)),
            dialog.bye_response.and_then(|it| case.start_line(it)),
        ];
        let found = Found::new(Rule::EarlyBye, Weight::Decisive, evidence);
        Some(found.certain_if(certain).at(case, Some(sent.source)))
    })
}

/// 481 to a request within the call, while the call was not over.
pub(super) fn dialog_lost(case: &Case<'_>) -> Option<Found> {
    case.transactions().iter().find_map(|one| {
        let response = one
            .final_response
            .filter(|response| case.code_of(*response) == 481)?;
        let request = one.request?;
        let within = one.in_dialog
            && matches!(
                one.method,
                Method::Invite | Method::Update | Method::Bye | Method::Info | Method::Options
            );
        if !within || over_before(case, one, response) || !was_answered(case, one) {
            return None;
        }
        let (from, to) = case.tags(request)?;
        let dialog = known(case, one, from, to);
        // Whoever takes a later request of the dialog was hanging up, not lost.
        let knew = case.transactions().iter().any(|later| {
            later.leg == one.leg
                && later.in_dialog
                && later.request.is_some_and(|it| it > request)
                && case.same_host(later.source, one.source)
                && case.same_host(later.destination, one.destination)
                && later
                    .final_response
                    .is_some_and(|it| (200..300).contains(&case.code_of(it)))
        });
        // The tags are those of the 2xx: whoever sent 481 has forgotten them. That its own BYE was
        // lost before can never be ruled out.
        let forgot = dialog.is_some() && !knew;
        let host = forgot.then_some(one.destination);
        let evidence = [
            dialog
                .and_then(|dialog| dialog.answer)
                .and_then(|answer| case.start_line(answer)),
            case.start_line(request),
            case.way(request),
            case.start_line(response),
            dialog
                .is_none()
                .then(|| case.measured(request, Fact::StrangeTags))
                .flatten(),
        ];
        let found = Found::new(Rule::DialogLost, Weight::Decisive, evidence);
        Some(found.at(case, host))
    })
}

/// A request within the call that was repeated and never answered.
pub(super) fn leg_lost(case: &Case<'_>) -> Option<Found> {
    let lost = |one: &Transaction<'_>| {
        let request = one.request?;
        if !one.in_dialog
            || one.is_answered()
            || matches!(one.method, Method::Ack | Method::Cancel | Method::Prack)
            || over_before(case, one, request)
        {
            return None;
        }
        let unreachable = notice(case, one.source, one.destination, NoticeKind::Unreachable);
        let timed_out = case.span(request) >= TIMED_OUT;
        let silent_tcp = !case.is_udp(request)
            && !case.call.cut_off
            && case.ends_at().since(case.at(request)) >= TIMED_OUT;
        let silent = timed_out
            || silent_tcp
            || case.repeats(request) >= REPEATS
            || (unreachable.is_some() && case.repeats(request) > 0);
        if !silent {
            return None;
        }
        let certain = timed_out || unreachable.is_some();
        let evidence = [
            case.start_line(request),
            case.way(request),
            case.repeated(request),
            unreachable,
            case.measured(request, Fact::NoResponse),
        ];
        let found = Found::new(Rule::LegLost, Weight::Decisive, evidence);
        Some(found.certain_if(certain))
    };
    case.transactions().iter().find_map(lost)
}

/// Whether the answerer of the request had hung up before, or the call was over.
fn over_before(case: &Case<'_>, one: &Transaction<'_>, moment: usize) -> bool {
    case.transactions().iter().any(|bye| {
        bye.method == Method::Bye
            && bye.leg == one.leg
            && bye.request != one.request
            && bye.request.is_some_and(|request| {
                request < moment
                    && (bye.is_answered() || case.same_host(bye.source, one.destination))
            })
    }) || case.transactions().iter().any(|bye| {
        // BYEs that cross.
        bye.method == Method::Bye
            && one.method == Method::Bye
            && bye.leg == one.leg
            && bye.request.is_some()
            && case.same_host(bye.source, one.destination)
            && case.same_host(bye.destination, one.source)
    })
}

fn was_answered(case: &Case<'_>, one: &Transaction<'_>) -> bool {
    let of_leg = |dialog: &&Dialog<'_>| dialog.leg == one.leg;
    let mut dialogs = case.reading.dialogs().iter().filter(of_leg).peekable();
    // Without any dialog the trace began in the middle of the call.
    dialogs.peek().is_none() || dialogs.any(|dialog| dialog.answer.is_some())
}

fn known<'c, 'a>(
    case: &'c Case<'a>,
    one: &Transaction<'_>,
    from: &str,
    to: &str,
) -> Option<&'c Dialog<'a>> {
    case.reading.dialogs().iter().find(|dialog| {
        let own = (dialog.caller_tag, dialog.callee_tag);
        dialog.leg == one.leg && dialog.answer.is_some() && (own == (from, to) || own == (to, from))
    })
}
