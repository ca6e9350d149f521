//! What a send cell comes to, with our reading where the table errs.

use naisen_sip::{HeaderName as H, Privacy};

use crate::code::Code;
use crate::fact::Fact;
use crate::header_row::{HeaderRow, Part};
use crate::message_kind::MessageKind as M;
use crate::role::{Direction, Role};

use super::Sent;

/// The code that counts for a row and what says so; no code if it hangs on what is not known.
pub(super) fn code(sent: &Sent<'_, '_>, row: &HeaderRow) -> (Option<Code>, &'static str) {
    if let Some((code, rule)) = reading(sent, row) {
        return (Some(code), rule);
    }
    let standard = sent.standard;
    let code = standard.effective(row, sent.role, Direction::Send, sent.context);
    identity(sent, row, code).unwrap_or((code, ""))
}

/// Rows whose printed code does not count at all.
fn reading(sent: &Sent<'_, '_>, row: &HeaderRow) -> Option<(Code, &'static str)> {
    let status = sent.status.unwrap_or_default();
    let Some(header) = row.header else {
        return match (row.part, row.message, status) {
            (Part::Body, M::ReInvite, _) => Some((Code::Mandatory, "E-28")),
            (Part::Body, _, 488) => body_of_488(sent),
            _ => None,
        };
    };
    match (row.message, header, status) {
        // A hop-by-hop ACK copies the route of its INVITE; an initial INVITE has none.
        (M::AckNon2xx, H::Route, _) => Some((Code::Optional, "RFC 3261 §17.1.1.3")),
        (M::ResponseToInvite, H::Require | H::RSeq, 100) => Some((Code::Prohibited, "R-8.2-1")),
        (_, H::ContentType, 488) => body_of_488(sent),
        (_, H::ProxyAuthenticate, 401) => Some((Code::Prohibited, "E-29")),
        (M::ResponseToUpdate, H::ProxyAuthenticate, 407) => Some((Code::Mandatory, "E-29")),
        (M::ResponseToRegister, H::Contact, 200..=299) => Some((Code::Optional, "E-30")),
        (M::ResponseToRegister, H::Expires, 200..=299) => Some((Code::Optional, "E-30")),
        (M::ResponseToRegister, H::Expires, _) => Some((Code::Prohibited, "E-30")),
        _ => None,
    }
}

fn body_of_488(sent: &Sent<'_, '_>) -> Option<(Code, &'static str)> {
    let takes_sdp = matches!(
        sent.kind,
        M::ResponseToInvite | M::ResponseToReInvite | M::ResponseToUpdate
    );
    let described = sent.context.knows(Fact::DescribesIn488) == Some(true);
    (takes_sdp && described).then_some((Code::Optional, "E-17"))
}

/// Who tells the caller's identity in an initial INVITE: a terminal what it prefers, a server what it
/// asserts, and that only if the caller did not ask for privacy.
fn identity(
    sent: &Sent<'_, '_>,
    row: &HeaderRow,
    code: Option<Code>,
) -> Option<(Option<Code>, &'static str)> {
    if row.message != M::Invite {
        return None;
    }
    let withheld = match sent.message.typed::<Privacy<'_>>() {
        Ok(privacy) => privacy.is_some_and(|privacy| privacy.hides_identity()),
        Err(_) => true,
    };
    let by_method = |code_by_headers| match code {
        Some(Code::Mandatory) => Some(code_by_headers),
        other => other,
    };
    match (row.header?, sent.role) {
        (H::PAssertedIdentity, Role::Terminal) => Some((Some(Code::Prohibited), "E-21")),
        (H::PAssertedIdentity, Role::Server) if withheld => {
            Some((Some(Code::Prohibited), "R-12.2.1-1"))
        }
        (H::PAssertedIdentity, Role::Server) => Some((by_method(Code::Optional), "E-21")),
        (H::PPreferredIdentity, Role::Server) => Some((Some(Code::Prohibited), "E-21")),
        (H::PPreferredIdentity, Role::Terminal) if !withheld => {
            Some((by_method(Code::Optional), "R-12.1.1-7"))
        }
        _ => None,
    }
}
