//! Reason headers: what each says, and whether they agree.

use std::io;

use naisen_cause::{Language, Reasons};
use serde_json::{Value, json};

use super::codes::{cause_json, cause_name, named, print_cause, print_status, status_json};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;

/// Prints the reasons one by one and where they contradict each other.
pub(super) fn print(page: &mut Page<'_>, reasons: &Reasons<'_>, tables: &Tables) -> io::Result<()> {
    print_agreement(page, reasons, tables)?;
    if let Some(q850) = &reasons.q850 {
        print_cause(page, u16::from(q850.cause.value()), tables)?;
        if let Some(location) = q850.location {
            page.field(labels::LOCATION, page.say(location.name()))?;
        }
        if let Some(text) = q850.text {
            page.field(labels::TEXT, text)?;
        }
        page.blank()?;
    }
    if let Some(sip) = &reasons.sip {
        print_status(page, sip.status, tables)?;
        if let Some(text) = sip.text {
            page.field(labels::TEXT, text)?;
        }
        page.blank()?;
    }
    for other in &reasons.others {
        page.line(&other.to_string(), Style::Plain)?;
    }
    for value in &reasons.unreadable {
        page.field_in(labels::COMPLAINTS, value, Style::Warning)?;
    }
    Ok(())
}

/// Prints what does not agree.
fn print_agreement(page: &mut Page<'_>, reasons: &Reasons<'_>, tables: &Tables) -> io::Result<()> {
    for contradiction in &reasons.contradictions {
        let text = contradiction.to_string();
        page.field_in(labels::CONTRADICTION, &text, Style::Warning)?;
    }
    if let Some(mismatch) = reasons.mismatch(tables.first()) {
        let table = tables.first().name();
        let mut text = format!("SIP {} ≠ Q.850 {}", mismatch.status.code(), mismatch.cause);
        if let Some(cause) = mismatch.expected_cause {
            text.push_str(&format!(
                "; {table}: {} → {}",
                mismatch.status.code(),
                cause_name(cause)
            ));
        }
        if let Some(status) = mismatch.expected_status {
            let status = named(naisen_cause::Status::of(status));
            text.push_str(&format!("; {table}: {} → {status}", mismatch.cause));
        }
        page.field_in(labels::DISAGREE_REASONS, &text, Style::Warning)?;
    }
    Ok(())
}

/// The reasons as JSON.
pub(super) fn reasons_json(reasons: &Reasons<'_>, language: Language, tables: &Tables) -> Value {
    let contradictions: Vec<String> = reasons
        .contradictions
        .iter()
        .map(ToString::to_string)
        .collect();
    let mismatch = reasons.mismatch(tables.first()).map(|it| {
        json!({
            "table": tables.first().name(),
            "status": it.status.code(),
            "cause": it.cause.value(),
            "expected_cause": it.expected_cause.map(|it| it.value()),
            "expected_status": it.expected_status.map(|it| it.code()),
        })
    });
    let q850 = reasons.q850.as_ref().map(|it| {
        let mut value = cause_json(u16::from(it.cause.value()), language, tables);
        value["location"] = json!(it.location.map(|it| it.value()));
        value["text"] = json!(it.text);
        value
    });
    let sip = reasons.sip.as_ref().map(|it| {
        let mut value = status_json(it.status, language, tables);
        value["text"] = json!(it.text);
        value
    });
    json!({
        "kind": "reasons",
        "q850": q850,
        "sip": sip,
        "others": reasons.others.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unreadable": reasons.unreadable,
        "contradictions": contradictions,
        "mismatch": mismatch,
    })
}
