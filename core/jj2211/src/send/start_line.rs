//! Whether the request or the response may be sent at all: `JJ-22.11 T13-1` to T13-5; and the
//! Reason-Phrase, which each table of responses demands.

use naisen_sip::Kind;

use crate::code::Code;
use crate::fault::Offence;
use crate::message_kind::MessageKind;
use crate::role::Direction;

use super::Sent;

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    match sent.status {
        None => request(sent),
        Some(code) => response(sent, code),
    }
}

fn request(sent: &mut Sent<'_, '_>) {
    let Some(row) = sent.standard.request(sent.kind) else {
        return;
    };
    let standard = sent.standard;
    let code = standard.effective_request(row, sent.role, Direction::Send, sent.context);
    if code == Some(Code::Prohibited) {
        sent.fault_in("13-1", row.name, "", Offence::Forbidden);
    }
}

fn response(sent: &mut Sent<'_, '_>, code: u16) {
    if let Kind::Response { reason: "", .. } = sent.message.kind() {
        sent.fault("Reason-Phrase", "", Offence::Missing);
    }
    let Some(row) = sent.standard.response(sent.kind, code) else {
        return;
    };
    let standard = sent.standard;
    let printed = standard.effective_response(row, sent.role, Direction::Send, sent.context);
    let (effective, rule) = match (sent.kind, code) {
        (MessageKind::ResponseToInvite | MessageKind::ResponseToReInvite, 300..=399)
            if !row.is_other =>
        {
            (standard.redirection(sent.context), "E-12")
        }
        (MessageKind::ResponseToRegister, 407) => (Some(Code::Prohibited), "E-30"),
        _ => (printed, ""),
    };
    if effective == Some(Code::Prohibited) {
        sent.fault_in(row.table, row.statuses.as_str(), rule, Offence::Forbidden);
    }
}
