//! Digest: challenges by `JJ-22.11 T4-4` and T5-2, credentials by `JJ-22.11 T4-5` and T5-3.

use naisen_sip::WwwAuthenticate;
use naisen_sip::{Authorization, Challenge, Credentials, ProxyAuthenticate, ProxyAuthorization};

use crate::fault::Offence;
use crate::message_kind::MessageKind;

use super::Sent;

/// The longest opaque that a terminal must handle, in characters (`R-4.2.1-5`).
const OPAQUE_MAX: usize = 32;

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    let message = sent.message;
    for challenge in message.list::<WwwAuthenticate<'_>>() {
        challenge_by(sent, "4-4", challenge.map(|found| found.0));
    }
    for challenge in message.list::<ProxyAuthenticate<'_>>() {
        challenge_by(sent, "5-2", challenge.map(|found| found.0));
    }
    for credentials in message.list::<Authorization<'_>>() {
        credentials_by(sent, "4-5", credentials.map(|found| found.0));
    }
    for credentials in message.list::<ProxyAuthorization<'_>>() {
        credentials_by(sent, "5-3", credentials.map(|found| found.0));
    }
}

fn challenge_by<E: std::error::Error>(
    sent: &mut Sent<'_, '_>,
    table: &'static str,
    challenge: Result<Challenge<'_>, E>,
) {
    let Some(challenge) = read(sent, table, challenge) else {
        return;
    };
    if !challenge.is_digest() {
        let rule = if table == "4-4" {
            "R-4.2-2"
        } else {
            "R-5.1.4-3"
        };
        differs(sent, table, "scheme", rule, "Digest", challenge.scheme);
    }
    for (row, value) in [("realm", challenge.realm()), ("nonce", challenge.nonce())] {
        if value.is_empty() {
            sent.fault_in(table, row, "", Offence::Missing);
        }
    }
    let found = challenge.opaque().unwrap_or_default().len();
    if found > OPAQUE_MAX {
        let rule = if table == "4-4" {
            "R-4.2.1-5"
        } else {
            "R-5.1.4.1-5"
        };
        let max = u32::try_from(OPAQUE_MAX).unwrap_or(u32::MAX);
        sent.fault_in(table, "opaque", rule, Offence::TooLong { max, found });
    }
}

fn credentials_by<E: std::error::Error>(
    sent: &mut Sent<'_, '_>,
    table: &'static str,
    credentials: Result<Credentials<'_>, E>,
) {
    let Some(credentials) = read(sent, table, credentials) else {
        return;
    };
    let rules = match table {
        "4-5" => ["R-4.2.2-6", "R-4.2.2-10", "R-4.2.2-11", "R-4.2.2-12"],
        _ => [
            "R-5.1.4.2-6",
            "R-5.1.4.2-10",
            "R-5.1.4.2-11",
            "R-5.1.4.2-12",
        ],
    };
    let [uri_rule, cnonce_rule, count_rule, qop_rule] = rules;
    // An ACK repeats the credentials of its INVITE (RFC 3261 §22.1).
    let repeats = matches!(sent.kind, MessageKind::Ack2xx | MessageKind::AckNon2xx);
    let request_uri = sent.message.request_uri().unwrap_or_default();
    if !repeats && credentials.uri() != request_uri {
        differs(
            sent,
            table,
            "digest-uri",
            uri_rule,
            "the Request-URI",
            credentials.uri(),
        );
    }
    let has = |name| credentials.params.value(name).is_some();
    let (qop, cnonce, count) = (credentials.params.value("qop"), has("cnonce"), has("nc"));
    for (row, there, rule) in [
        ("cnonce", cnonce, cnonce_rule),
        ("nonce-count", count, count_rule),
    ] {
        match (qop, there) {
            (Some(_), false) => sent.fault_in(table, row, rule, Offence::Missing),
            (None, true) => sent.fault_in(table, row, rule, Offence::Forbidden),
            _ => {}
        }
    }
    if let Some(qop) = qop
        && !matches!(qop, "auth" | "auth-int")
    {
        // One value, never the list that was offered (`E-05`).
        differs(
            sent,
            table,
            "message-qop",
            qop_rule,
            "auth or auth-int",
            qop,
        );
    }
}

fn read<T, E: std::error::Error>(
    sent: &mut Sent<'_, '_>,
    table: &'static str,
    value: Result<T, E>,
) -> Option<T> {
    match value {
        Ok(value) => Some(value),
        Err(error) => {
            let reason = error.to_string();
            sent.fault_in(table, "header", "", Offence::Unreadable { reason });
            None
        }
    }
}

fn differs(
    sent: &mut Sent<'_, '_>,
    table: &'static str,
    row: &'static str,
    rule: &'static str,
    expected: &'static str,
    found: &str,
) {
    let found = found.to_owned();
    sent.fault_in(table, row, rule, Offence::Differs { expected, found });
}
