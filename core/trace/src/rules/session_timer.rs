//! Session timers (RFC 4028).

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Method, MinSe, Refresher, SessionExpires};

use super::case::Case;
use super::found::{Found, Weight};
use crate::{Dialog, Fact, Transaction};

/// How far a clock, or a packet on its way, may be off.
const TOLERANCE: Duration = Duration::from_secs(3);
/// How late the one who waits for a refresh may hang up.
const LATE: Duration = Duration::from_secs(10);
/// 422 so often in a row is no agreement on the way.
const LOOP: usize = 3;

/// What was agreed last before the end of a dialog.
struct Agreed {
    /// The 2xx.
    response: usize,
    /// The request that it answers.
    request: Option<usize>,
    terms: SessionExpires,
    /// Who is to refresh, and who waits for it.
    refresher: Option<(SocketAddr, SocketAddr)>,
}

/// A dialog that ran out.
struct RunOut {
    agreed: Agreed,
    bye: usize,
    since: Duration,
    /// A refresh was sent and not answered.
    lost: bool,
    /// The time or a Reason header leaves no doubt.
    plain: bool,
}

/// The agreed refresher sent nothing, and the other side hung up in the end.
pub(super) fn expired(case: &Case<'_>) -> Option<Found> {
    let dialogs = case.reading.dialogs();
    let run_out = dialogs.iter().find_map(|dialog| run_out(case, dialog))?;
    let RunOut {
        agreed,
        bye,
        since,
        lost,
        plain,
    } = run_out;
    let interval = agreed.terms.delta_seconds;
    let evidence = [
        case.start_line(agreed.response),
        case.header_line(agreed.response, HeaderName::SessionExpires),
        case.measured(
            bye,
            Fact::ByeAfterInterval {
                span: since,
                interval,
                tried: lost,
            },
        ),
        case.way(bye),
        case.header_line(bye, HeaderName::Reason),
    ];
    let refresher = agreed.refresher.map(|(refresher, _)| refresher);
    let refresher = refresher.filter(|_| !lost);
    let found = Found::new(Rule::SessionTimerExpired, Weight::Decisive, evidence);
    Some(found.certain_if(plain).at(case, refresher))
}

/// The 2xx names a refresher that cannot or need not be it, or both sides refresh.
pub(super) fn confusion(case: &Case<'_>) -> Option<Found> {
    let ran_out = || {
        let dialogs = case.reading.dialogs();
        dialogs.iter().any(|dialog| run_out(case, dialog).is_some())
    };
    let first = case
        .reading
        .invites()
        .find_map(|invite| misnamed(case, invite));
    // Many leave the name out and do well; it counts if nobody refreshed.
    let first = first.or_else(|| {
        let mut invites = case.reading.invites().filter(|_| ran_out());
        invites.find_map(|invite| unnamed(case, invite))
    });
    if let Some((request, response, why)) = first {
        let weight = if ran_out() {
            Weight::Decisive
        } else {
            Weight::Aside
        };
        let evidence = [
            case.header_line(request, HeaderName::SessionExpires)
                .or_else(|| case.header_line(request, HeaderName::Supported))
                .or_else(|| case.start_line(request)),
            case.start_line(response),
            case.header_line(response, HeaderName::SessionExpires),
            case.measured(response, why),
        ];
        let host = case.captured(response).map(|it| it.source);
        let found = Found::new(Rule::RefresherConfusion, weight, evidence);
        return Some(found.certain_if(true).at(case, host));
    }
    let dialogs = case.reading.dialogs();
    let (one, two) = dialogs
        .iter()
        .find_map(|dialog| both_refresh(case, dialog))?;
    let evidence = [
        case.start_line(one),
        case.way(one),
        case.start_line(two),
        case.way(two),
    ];
    Some(Found::new(
        Rule::RefresherConfusion,
        Weight::Aside,
        evidence,
    ))
}

/// 422 again and again.
pub(super) fn interval_loop(case: &Case<'_>) -> Option<Found> {
    let refused: Vec<&Transaction<'_>> = case
        .transactions()
        .iter()
        .filter(|one| {
            one.final_response
                .is_some_and(|response| case.code_of(response) == 422)
        })
        .collect();
    let last = refused.last()?;
    let (request, response) = (last.request?, last.final_response?);
    let hop: Vec<_> = refused
        .iter()
        .filter(|one| {
            one.method == last.method
                && case.same_host(one.source, last.source)
                && case.same_host(one.destination, last.destination)
        })
        .collect();
    let accepted = case.transactions().iter().any(|one| {
        one.method == last.method
            && case.same_host(one.source, last.source)
            && one.request.is_some_and(|later| later > request)
            && one
                .responses()
                .any(|later| !matches!(case.code_of(later), 100 | 401 | 407))
    });
    if accepted {
        return None;
    }
    // The try after a 422 asks for less than that demanded.
    let ignored = hop.windows(2).find(|pair| {
        let [before, after] = pair else { return false };
        let wanted = before
            .final_response
            .and_then(|it| case.sip(it)?.typed::<MinSe>().ok()?);
        let asked = after.request.and_then(|it| terms(case, it));
        wanted
            .zip(asked)
            .is_some_and(|(wanted, asked)| asked.delta_seconds < wanted.delta_seconds)
    });
    // One refusal that nothing follows: whoever knows of intervals would have tried again, had its
    // user not hung up.
    if ignored.is_none() && hop.len() < LOOP {
        return None;
    }
    let times = hop.len();
    let evidence = [
        case.header_line(request, HeaderName::SessionExpires),
        case.start_line(response),
        case.header_line(response, HeaderName::MinSe),
        (times > 1)
            .then(|| case.measured(response, Fact::StatusTimes { status: 422, times }))
            .flatten(),
    ];
    let weight = if case.is_answered() {
        Weight::Aside
    } else {
        Weight::Decisive
    };
    let blamed = ignored.map(|_| last.source);
    Some(
        Found::new(Rule::IntervalLoop, weight, evidence)
            .certain_if(hop.len() >= LOOP || ignored.is_some())
            .at(case, blamed),
    )
}

fn terms(case: &Case<'_>, index: usize) -> Option<SessionExpires> {
    case.sip(index)?.typed::<SessionExpires>().ok()?
}

/// The agreement that held when the dialog ended.
fn agreed(case: &Case<'_>, dialog: &Dialog<'_>, bye: usize) -> Option<Agreed> {
    let last = case
        .transactions()
        .iter()
        .filter(|one| on_hop(case, dialog, one))
        .filter(|one| matches!(one.method, Method::Invite | Method::Update))
        .filter_map(|one| Some((one, one.final_response?)))
        .filter(|(_, response)| *response < bye && (200..300).contains(&case.code_of(*response)))
        .max_by_key(|(_, response)| *response)?;
    let (transaction, response) = last;
    let terms = terms(case, response)?;
    let (client, server) = (transaction.source, transaction.destination);
    Some(Agreed {
        response,
        request: transaction.request,
        refresher: terms.refresher.map(|refresher| match refresher {
            Refresher::Uac => (client, server),
            Refresher::Uas => (server, client),
        }),
        terms,
    })
}

fn on_hop(case: &Case<'_>, dialog: &Dialog<'_>, one: &Transaction<'_>) -> bool {
    let same = |from, to| case.same_host(one.source, from) && case.same_host(one.destination, to);
    one.leg == dialog.leg
        && (same(dialog.source, dialog.destination) || same(dialog.destination, dialog.source))
}

fn run_out(case: &Case<'_>, dialog: &Dialog<'_>) -> Option<RunOut> {
    if case.call.messages_left_out > 0 {
        return None;
    }
    let bye = dialog.bye?;
    let agreed = agreed(case, dialog, bye)?;
    // A refresh that was answered in any way is another matter; one that was lost is none.
    let tried = |one: &Transaction<'_>| {
        on_hop(case, dialog, one)
            && matches!(one.method, Method::Invite | Method::Update)
            && one.request.is_some_and(|request| {
                request > agreed.response && request < bye && Some(request) != agreed.request
            })
    };
    let transactions = case.transactions();
    if transactions
        .iter()
        .any(|one| tried(one) && one.is_answered())
    {
        return None;
    }
    let interval = Duration::from_secs(agreed.terms.delta_seconds.into());
    let margin = Duration::from_secs(32).min(interval / 3);
    let due = interval.saturating_sub(margin);
    let since = case.at(bye).since(case.at(agreed.response));
    if since + TOLERANCE < due || since > interval + LATE {
        return None;
    }
    let by_waiting = agreed.refresher.is_none_or(|(_, waiting)| {
        case.captured(bye)
            .is_some_and(|it| case.same_host(it.source, waiting))
    });
    if !by_waiting {
        return None;
    }
    let near = |mark: Duration| since.abs_diff(mark) <= TOLERANCE;
    let said = case
        .header(bye, HeaderName::Reason)
        .map(str::to_ascii_lowercase)
        .is_some_and(|reason| {
            ["session", "timer", "expire", "cause=408", "cause=102"]
                .iter()
                .any(|word| reason.contains(word))
        });
    let lost = transactions.iter().any(tried);
    Some(RunOut {
        lost,
        plain: !lost && (said || near(due) || near(interval)),
        agreed,
        bye,
        since,
    })
}

/// An INVITE whose 2xx names a refresher against RFC 4028 §9: request, response, why.
fn misnamed(case: &Case<'_>, invite: &Transaction<'_>) -> Option<(usize, usize, Fact)> {
    let request = invite.request?;
    let response = invite
        .final_response
        .filter(|response| (200..300).contains(&case.code_of(*response)))?;
    let named = terms(case, response)?.refresher?;
    let asked = terms(case, request);
    let knows = case.has_token(request, HeaderName::Supported, "timer")
        || case.has_token(request, HeaderName::Require, "timer");
    if named == Refresher::Uac && !knows {
        let why = Fact::RefresherWithoutTimer;
        return Some((request, response, why));
    }
    let asked_for = asked.and_then(|asked| asked.refresher);
    if knows && asked_for.is_some_and(|asked_for| asked_for != named) {
        let why = Fact::OtherRefresher;
        return Some((request, response, why));
    }
    None
}

/// An INVITE whose 2xx names no refresher: request, response, why.
fn unnamed(case: &Case<'_>, invite: &Transaction<'_>) -> Option<(usize, usize, Fact)> {
    let response = invite
        .final_response
        .filter(|response| (200..300).contains(&case.code_of(*response)))?;
    let unnamed = terms(case, response)?.refresher.is_none();
    unnamed.then_some((invite.request?, response, Fact::NoRefresher))
}

/// Two refreshes, one from each side, at the same time and about half the interval after the answer.
fn both_refresh(case: &Case<'_>, dialog: &Dialog<'_>) -> Option<(usize, usize)> {
    let refreshes: Vec<&Transaction<'_>> = case
        .transactions()
        .iter()
        .filter(|one| one.in_dialog && on_hop(case, dialog, one))
        .filter(|one| matches!(one.method, Method::Invite | Method::Update))
        .filter(|one| one.request.is_some_and(|it| terms(case, it).is_some()))
        .collect();
    refreshes.windows(2).find_map(|pair| {
        let [one, two] = pair else { return None };
        let (first, second) = (one.request?, two.request?);
        let agreed = agreed(case, dialog, first)?;
        let interval = Duration::from_secs(agreed.terms.delta_seconds.into());
        let half = case.at(first).since(case.at(agreed.response)) >= interval * 2 / 5;
        let both = case.same_host(one.source, two.destination)
            && case.at(second).since(case.at(first)) <= TOLERANCE
            && one.final_response.is_none_or(|response| second < response);
        // Hold and resume change the session; they do not refresh it alone.
        let changes = [first, second].iter().any(|request| {
            ["a=sendonly", "a=inactive", "a=recvonly"]
                .iter()
                .any(|line| case.body_line(*request, line).is_some())
        });
        (half && both && !changes).then_some((first, second))
    })
}
