//! Which host made the final status, and which changed it on its way to the caller.

use std::net::SocketAddr;

use naisen_sip::StatusCode;

use super::case::Case;
use crate::Transaction;

/// The way of the final status.
#[derive(Debug, Default)]
pub(super) struct StatusPath {
    /// Who made it.
    pub(super) made_by: Option<SocketAddr>,
    /// The final response as its maker sent it.
    pub(super) made: Option<usize>,
    /// Who made another of it, from the maker towards the caller.
    pub(super) changed_by: Vec<(SocketAddr, StatusCode, StatusCode)>,
}

/// Follows the final status from the caller to its maker: whoever gave it may have had it, or another
/// in its stead, from the next hop.
pub(super) fn of(case: &Case<'_>) -> StatusPath {
    let mut path = StatusPath::default();
    let Some(mut response) = case.last() else {
        return path;
    };
    while let (Some(captured), Some(status)) =
        (case.captured(response), case.reading.status(response))
    {
        let host = captured.source;
        path.made_by = Some(host);
        path.made = Some(response);
        if !case.is_call() {
            break;
        }
        let Some((next, its_status)) = source_of(case, response, host, status) else {
            break;
        };
        if its_status != status {
            path.changed_by.push((host, its_status, status));
        }
        // The index falls with every step, so that the loop ends.
        response = next;
    }
    path.changed_by.reverse();
    path
}

/// The final response that a host had from the next hop before it gave its own; of several the one
/// with the same status, else the last.
fn source_of(
    case: &Case<'_>,
    response: usize,
    host: SocketAddr,
    status: StatusCode,
) -> Option<(usize, StatusCode)> {
    let from_beyond = |invite: &Transaction<'_>| {
        let last = invite.final_response?;
        let its_status = case.reading.status(last)?;
        let own = case.same_host(invite.source, host);
        // Whom it cancelled itself says nothing that it did not know.
        let cancelled = invite.cancel.is_some() && its_status == StatusCode::REQUEST_TERMINATED;
        let is_it = own
            && last < response
            && !cancelled
            && its_status.is_success() == status.is_success()
            && !matches!(its_status.code(), 401 | 407 | 422);
        is_it.then_some((last, its_status))
    };
    let all: Vec<_> = case.reading.invites().filter_map(from_beyond).collect();
    let same = all
        .iter()
        .rev()
        .find(|(_, its_status)| *its_status == status);
    same.or(all.last()).copied()
}
