//! The send column of the message's own table: nothing of x, and all that is demanded of m.

use naisen_sip::HeaderName;

use crate::code::Code;
use crate::fault::Offence;

use super::{Sent, reading};

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    forbidden_headers(sent);
    forbidden_body(sent);
    missing(sent);
}

fn forbidden_headers(sent: &mut Sent<'_, '_>) {
    let mut seen = 0_u128;
    for line in sent.message.lines() {
        let bit = 1_u128.checked_shl(line.name as u32).unwrap_or(0);
        if line.name == HeaderName::Other || seen & bit != 0 {
            continue;
        }
        seen |= bit;
        let Some(row) = sent.table.row(line.name, sent.status) else {
            continue;
        };
        if let (Some(Code::Prohibited), rule) = reading::code(sent, row) {
            sent.fault(row.name, rule, Offence::Forbidden);
        }
    }
}

fn forbidden_body(sent: &mut Sent<'_, '_>) {
    if sent.message.body().is_empty() {
        return;
    }
    let Some(row) = sent.table.body(sent.status) else {
        return;
    };
    if let (Some(Code::Prohibited), rule) = reading::code(sent, row) {
        sent.fault(row.name, rule, Offence::Forbidden);
    }
}

fn missing(sent: &mut Sent<'_, '_>) {
    for demand in sent.standard.demands() {
        let there = match demand.header {
            Some(header) => sent.has(header),
            None => !sent.message.body().is_empty(),
        };
        if there || !demand.covers(sent.role, sent.kind, sent.status) {
            continue;
        }
        let row = match demand.header {
            Some(header) => sent.table.row(header, sent.status),
            None => sent.table.body(sent.status),
        };
        let Some(row) = row else {
            continue;
        };
        if let (Some(Code::Mandatory), _) = reading::code(sent, row) {
            sent.fault(row.name, demand.source, Offence::Missing);
        }
    }
}
