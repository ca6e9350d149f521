//! The limits of `JJ-22.11 T13-8` on what the sender generates.
//!
//! What a message copies from the peer's is the peer's: in a response Via, From and Call-ID, in a
//! request within a dialog the remote URI and tag and the route. It is not measured here; the peer
//! must be able to have it back.

use naisen_sip::{CSeq, CallId, Contact, From, HeaderName, Host, NameAddr, RSeq, To, Uri, Via};
use naisen_sip::{RecordRoute, limits};

use crate::fact::Fact;
use crate::fault::Offence;
use crate::message_kind::MessageKind;

use super::Sent;

const TABLE: &str = "13-8";

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    lines(sent);
    identifiers(sent);
    numbers(sent);
    uris(sent);
    contacts(sent);
    record_routes(sent);
}

fn lines(sent: &mut Sent<'_, '_>) {
    let head = sent.head();
    let mut copied = false;
    for line in head.split(|&byte| byte == b'\n').skip(1) {
        // A line that begins with a blank goes on with the header before it.
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            copied = is_copied(sent, line);
        }
        let length = line.len() + 1;
        if !copied {
            too_long(
                sent,
                "header-line",
                "R-13.2.2-2",
                length,
                limits::GENERATED_LINE_BYTES,
            );
        }
    }
}

/// Whether the value of a header line comes from the peer.
fn is_copied(sent: &Sent<'_, '_>, line: &[u8]) -> bool {
    let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
    let name = HeaderName::parse(std::str::from_utf8(name).unwrap_or_default().trim_end());
    match name {
        HeaderName::Route => true,
        HeaderName::From | HeaderName::To | HeaderName::CallId => !sent.begins(),
        HeaderName::Via | HeaderName::RecordRoute | HeaderName::Timestamp => {
            !sent.kind.is_request()
        }
        _ => false,
    }
}

fn identifiers(sent: &mut Sent<'_, '_>) {
    let message = sent.message;
    if sent.begins()
        && let Ok(Some(CallId(text))) = message.typed::<CallId<'_>>()
    {
        let max = limits::GENERATED_CALL_ID_BYTES;
        too_long(sent, "call-id", "R-13.2.2-9", text.len(), max);
    }
    let own_tag = if sent.kind.is_request() {
        if let Ok(Some(via)) = message.typed::<Via<'_>>() {
            let length = via.branch().unwrap_or_default().len();
            let max = limits::GENERATED_BRANCH_BYTES;
            too_long(sent, "via-branch", "R-13.2.2-5", length, max);
        }
        let from = message.typed::<From<'_>>().ok().flatten();
        from.and_then(|from| from.tag())
    } else {
        let to = message.typed::<To<'_>>().ok().flatten();
        to.and_then(|to| to.tag())
    };
    let length = own_tag.unwrap_or_default().len();
    too_long(
        sent,
        "tag",
        "R-13.2.2-8",
        length,
        limits::GENERATED_TAG_BYTES,
    );
}

fn numbers(sent: &mut Sent<'_, '_>) {
    let message = sent.message;
    if sent.begins()
        && let Ok(Some(cseq)) = message.typed::<CSeq<'_>>()
    {
        let first = sent.context.knows(Fact::BeginsCallId) == Some(true);
        let max = if first {
            limits::INITIAL_CSEQ_MAX
        } else {
            i32::MAX.unsigned_abs()
        };
        out_of_range(sent, "initial-cseq", "R-13.2.2-10", cseq.number, max);
    }
    if sent.context.knows(Fact::BeginsRSeq) == Some(true)
        && let Ok(Some(RSeq(number))) = message.typed::<RSeq>()
        && number > 0
    {
        let max = limits::INITIAL_RSEQ_MAX;
        out_of_range(sent, "initial-rseq", "R-13.2.2-11", number, max);
    }
}

fn uris(sent: &mut Sent<'_, '_>) {
    if sent.kind != MessageKind::Invite {
        return;
    }
    let message = sent.message;
    if let Ok(Some(from)) = message.typed::<From<'_>>() {
        let rows = ["local-uri-user", "local-uri-host"];
        uri(sent, &from, rows, "R-13.2.2-6");
    }
    if let Ok(Some(to)) = message.typed::<To<'_>>() {
        let rows = ["remote-uri-user", "remote-uri-host"];
        uri(sent, &to, rows, "R-13.2.2-7");
    }
}

fn uri(
    sent: &mut Sent<'_, '_>,
    address: &NameAddr<'_>,
    rows: [&'static str; 2],
    rule: &'static str,
) {
    let [user_row, host_row] = rows;
    let Ok(uri) = address.parsed_uri() else {
        return;
    };
    let user = uri.user.unwrap_or_default().len();
    too_long(sent, user_row, rule, user, limits::GENERATED_USER_BYTES);
    if let Host::Name(name) = uri.host {
        let max = limits::GENERATED_HOST_BYTES;
        too_long(sent, host_row, rule, name.len(), max);
    }
}

/// Of a REGISTER and its answer the location, of an INVITE and its answers the remote target. What a
/// registrar lists may have been longer when it came.
fn contacts(sent: &mut Sent<'_, '_>) {
    let (rule, user_row, uri_row) = match sent.kind {
        MessageKind::Register => ("R-13.2.2-12", "location-user", "location-uri"),
        MessageKind::ResponseToRegister => return,
        _ => ("R-13.2.2-13", "remote-target-user", "remote-target-uri"),
    };
    let message = sent.message;
    for contact in message.list::<Contact<'_>>().flatten() {
        let Some(address) = contact.address() else {
            continue;
        };
        let max = limits::GENERATED_CONTACT_URI_BYTES;
        too_long(sent, uri_row, rule, address.uri.len(), max);
        if let Ok(uri) = Uri::parse(address.uri) {
            let user = uri.user.unwrap_or_default().len();
            too_long(sent, user_row, rule, user, limits::GENERATED_USER_BYTES);
        }
    }
}

fn record_routes(sent: &mut Sent<'_, '_>) {
    if !sent.kind.is_request() {
        return;
    }
    let message = sent.message;
    for entry in message.list::<RecordRoute<'_>>().flatten() {
        let max = limits::GENERATED_RECORD_ROUTE_BYTES;
        let length = entry.uri.len();
        too_long(sent, "record-route-entry", "R-13.2.2-14", length, max);
    }
}

fn too_long(
    sent: &mut Sent<'_, '_>,
    row: &'static str,
    rule: &'static str,
    found: usize,
    max: usize,
) {
    if found > max {
        let max = u32::try_from(max).unwrap_or(u32::MAX);
        sent.fault_in(TABLE, row, rule, Offence::TooLong { max, found });
    }
}

fn out_of_range(
    sent: &mut Sent<'_, '_>,
    row: &'static str,
    rule: &'static str,
    found: u32,
    max: u32,
) {
    let min = 1;
    if !(min..=max).contains(&found) {
        sent.fault_in(TABLE, row, rule, Offence::OutOfRange { min, max, found });
    }
}
