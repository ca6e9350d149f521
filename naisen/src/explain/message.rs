//! A SIP message: its status, or what its request asks, with its reasons.

use std::io;

use naisen_cause::{Cause, Language, StatusKey};
use naisen_sip::{HeaderName, Kind, Message, Method, RetryAfter, StatusCode};
use serde_json::{Value, json};

use super::codes::{cause_json, cause_name, print_status, status_json};
use super::labels;
use super::method;
use super::page::{Page, Style};
use super::reasons::{self, Values};
use super::tables::Tables;

/// Headers that say more about a refusal.
const TELLING: [HeaderName; 6] = [
    HeaderName::Warning,
    HeaderName::RetryAfter,
    HeaderName::Unsupported,
    HeaderName::MinSe,
    HeaderName::MinExpires,
    HeaderName::ErrorInfo,
];

/// Headers that say who calls whom.
const PARTIES: [HeaderName; 2] = [HeaderName::From, HeaderName::To];

/// Prints a message.
pub(super) fn print(page: &mut Page<'_>, message: &Message<'_>, tables: &Tables) -> io::Result<()> {
    let found = Values::of_message(message);
    match message.kind() {
        Kind::Response { status, .. } => {
            print_status(page, status, tables)?;
            reasons::print_contradiction(page, status, &found)?;
        }
        Kind::Request { method, uri } => {
            page.line(&format!("{method} {uri}"), Style::Heading)?;
            if let Some(purpose) = method::purpose(method) {
                page.field(labels::PURPOSE, page.say(purpose))?;
            }
            for line in message.lines().filter(|line| PARTIES.contains(&line.name)) {
                let text = format!("  {}: {}", line.raw_name, line.value);
                page.line(&text, Style::Plain)?;
            }
            if let Some(cause) = cause_of(method, tables).filter(|_| !found.has_cause()) {
                let table = tables.first().name();
                page.field(
                    labels::AS_CAUSE,
                    &format!("{} ({table})", cause_name(cause)),
                )?;
            }
        }
    }
    for line in message.lines().filter(|line| TELLING.contains(&line.name)) {
        page.line(
            &format!("  {}: {}", line.raw_name, line.value),
            Style::Plain,
        )?;
    }
    if !found.is_empty() {
        page.blank()?;
        reasons::print(page, &found, tables)?;
    }
    Ok(())
}

/// The message as JSON.
pub(super) fn message_json(message: &Message<'_>, language: Language, tables: &Tables) -> Value {
    let found = Values::of_message(message);
    let retry_after = message.typed::<RetryAfter<'_>>().ok().flatten();
    let mut value = match message.kind() {
        Kind::Response { status, .. } => {
            json!({
                "kind": "sip",
                "status": status_json(status, language, tables),
                "contradicts_reason": reasons::contradicts(status, &found).map(StatusCode::code),
            })
        }
        Kind::Request { method, uri } => json!({
            "kind": "sip",
            "method": method.to_string(),
            "uri": uri,
            "purpose": method::purpose(method).map(|it| it.in_language(language)),
            "cause": cause_of(method, tables)
                .map(|it| cause_json(u16::from(it.value()), language, tables)),
        }),
    };
    value["retry_after_s"] = json!(retry_after.map(|it| it.seconds));
    if !found.is_empty() {
        value["reasons"] = reasons::reasons_json(&found, language, tables);
    }
    value
}

/// The cause of a request that ends a call.
fn cause_of(method: Method<'_>, tables: &Tables) -> Option<Cause> {
    let key = match method {
        Method::Bye => StatusKey::Bye,
        Method::Cancel => StatusKey::Cancel,
        _ => return None,
    };
    tables.first().cause_of_request(key)
}
