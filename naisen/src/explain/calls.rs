//! The calls of a trace: what happened, how each ended, and why.

use std::io;
use std::net::SocketAddr;

use naisen_cause::{Bearing, Cause, Language, Rule, Status};
use naisen_sip::StatusCode;
use naisen_trace::{Call, Confidence, Diagnosis, Finding, Kind, Ladder};
use serde_json::{Value, json};

use super::codes::{cause_name, explanation_json, named};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;
use crate::utc::utc;

/// Prints a call, with its ladder if asked for.
pub(super) fn print(
    page: &mut Page<'_>,
    call: &Call,
    diagnosis: &Diagnosis,
    with_ladder: bool,
    tables: &Tables,
) -> io::Result<()> {
    let kind = page.say(match call.kind {
        Kind::Call => labels::CALL,
        Kind::Registration => labels::REGISTRATION,
        Kind::Other => labels::OTHER,
    });
    // A text without times counts from 0.
    let first = call.messages.first().map(|it| it.at);
    let began = first
        .filter(|at| at.as_micros() > 0)
        .map(|at| format!("{} UTC", utc(at)));
    if with_ladder {
        // It has a heading of its own.
        page.raw(&Ladder::of(call).text(page.columns, page.colour, page.language))?;
        if let Some(began) = began {
            page.line(&format!("  {began}"), Style::Dim)?;
        }
    } else {
        let began = began.map(|it| format!(" · {it}")).unwrap_or_default();
        let heading = format!("{kind} {}: {}{began}", call.number, parties(call));
        page.line(&heading, Style::Heading)?;
    }
    if call.cut_off {
        page.line(&format!("  {}", page.say(labels::CUT_OFF)), Style::Dim)?;
    }
    for (index, finding) in diagnosis.findings.iter().enumerate() {
        print_finding(page, finding, diagnosis, index == 0)?;
    }
    if !page.short {
        print_end(page, diagnosis, tables)?;
    }
    page.blank()
}

/// Whether anything is broken about a call.
pub(super) fn has_fault(diagnosis: &Diagnosis) -> bool {
    let mut findings = diagnosis.findings.iter();
    findings.any(|finding| finding.rule.bearing() == Bearing::Fault)
}

fn parties(call: &Call) -> String {
    match (call.kind, call.legs.first()) {
        (_, None) => "?".to_owned(),
        (Kind::Registration, Some(leg)) => leg.caller.to_string(),
        (_, Some(leg)) => format!("{} → {}", leg.caller, leg.callee),
    }
}

/// One finding: the first in full, further ones by title and evidence.
fn print_finding(
    page: &mut Page<'_>,
    finding: &Finding,
    diagnosis: &Diagnosis,
    in_full: bool,
) -> io::Result<()> {
    let explanation = finding.rule.explanation_with(diagnosis.origin_status());
    let fault = finding.rule.bearing() == Bearing::Fault;
    let confidence = page.say(match finding.confidence {
        Confidence::Certain => labels::CERTAIN,
        Confidence::Likely => labels::LIKELY,
    });
    let title = page.say(explanation.title);
    let style = if fault {
        Style::Warning
    } else {
        Style::Heading
    };
    page.line(
        &format!("  ▸ {title} [{}; {confidence}]", finding.rule.id()),
        style,
    )?;
    if in_full && finding.rule != Rule::Completed {
        let caller = finding.rule.caller_sentence(diagnosis.origin_status());
        page.field(labels::CALLER, page.say(caller))?;
    }
    if page.short {
        return if in_full {
            page.field(labels::NEXT, page.say(explanation.next))
        } else {
            Ok(())
        };
    }
    if in_full && finding.rule != Rule::Completed {
        page.field(labels::HAPPENED, page.say(explanation.happened))?;
    }
    if fault {
        let place = match finding.place {
            Some(place) => page.say(place.name()).to_owned(),
            None => {
                let places = explanation.places.iter();
                let places: Vec<&str> = places.map(|it| page.say(it.name())).collect();
                perhaps(&places, page.language)
            }
        };
        page.field(labels::PLACES, &place)?;
    }
    if let Some(host) = finding.host {
        page.field(labels::HOST, &host.to_string())?;
    }
    let frame = page.say(labels::FRAME);
    for (index, evidence) in finding.evidence.iter().enumerate() {
        let line = format!(
            "{frame} {}: {}",
            evidence.frame,
            evidence.text(page.language)
        );
        if index == 0 {
            page.field(labels::EVIDENCE, &line)?;
        } else {
            page.more(&line, Style::Plain)?;
        }
    }
    if finding.rule != Rule::Completed {
        page.field(labels::CLAUSE, finding.rule.document())?;
    }
    if in_full && finding.rule != Rule::Completed {
        page.field(labels::NEXT, page.say(explanation.next))?;
    }
    Ok(())
}

/// Places of which one is it, as far as is known.
fn perhaps(places: &[&str], language: Language) -> String {
    let (comma, last) = match language {
        Language::En => (", ", ", or "),
        Language::Nl => (", ", " of "),
        Language::Ja => ("、", "、または"),
        Language::Zh => ("、", "或"),
    };
    let all = match places {
        [others @ .., end] if !others.is_empty() => format!("{}{last}{end}", others.join(comma)),
        _ => places.join(comma),
    };
    match language {
        Language::En => format!("perhaps {all}"),
        Language::Nl => format!("misschien {all}"),
        Language::Ja => format!("{all}の可能性があります"),
        Language::Zh => format!("可能是{all}"),
    }
}

/// The final status, its cause, and who made and changed it.
fn print_end(page: &mut Page<'_>, diagnosis: &Diagnosis, tables: &Tables) -> io::Result<()> {
    let Some(status) = diagnosis.status.filter(|it| it.code() >= 300) else {
        return Ok(());
    };
    let mut line = named(Status::of(status));
    match diagnosis.cause {
        Some(cause) => line.push_str(&format!(" · Q.850 {}", cause_name(cause))),
        None => {
            let table = tables.first();
            if let Some(cause) = table.cause_of(status) {
                line.push_str(&format!(
                    " · Q.850 {} ({})",
                    cause_name(cause),
                    table.name()
                ));
            }
        }
    }
    page.field(labels::FINAL_STATUS, &line)?;
    let is_stated = |host: &SocketAddr| !host.ip().is_unspecified();
    if let Some(host) = diagnosis.made_by.filter(is_stated) {
        page.field(labels::MADE_BY, &host.to_string())?;
    }
    for (host, from, to) in &diagnosis.changed_by {
        let line = format!("{host}: {} → {}", from.code(), to.code());
        page.field(labels::CHANGED_BY, &line)?;
    }
    Ok(())
}

/// A call as JSON.
pub(super) fn call_json(
    call: &Call,
    diagnosis: &Diagnosis,
    language: Language,
    tables: &Tables,
) -> Value {
    let leg = call.legs.first();
    let status = diagnosis.status;
    let cause = diagnosis.cause.or_else(|| {
        tables
            .first()
            .cause_of(status.filter(|it| it.code() >= 300)?)
    });
    let seconds =
        |index: Option<&naisen_trace::Message>| index.map(|it| it.at.as_micros() as f64 / 1e6);
    json!({
        "call": call.number,
        "kind": match call.kind {
            Kind::Call => "call",
            Kind::Registration => "registration",
            Kind::Other => "other",
        },
        "caller": leg.map(|it| &*it.caller),
        "callee": leg.map(|it| &*it.callee),
        "call_ids": call.legs.iter().map(|it| &*it.call_id).collect::<Vec<_>>(),
        "began": seconds(call.messages.first()),
        "ended": seconds(call.messages.last()),
        "messages": call.messages.len(),
        "cut_off": call.cut_off,
        "status": status.map(StatusCode::code),
        "cause": cause.map(Cause::value),
        "cause_from": diagnosis.cause.map_or_else(|| tables.first().name(), |_| "reason"),
        "made_by": diagnosis.made_by.map(|it: SocketAddr| it.to_string()),
        "changed_by": diagnosis.changed_by.iter().map(|(host, from, to)| json!({
            "host": host.to_string(),
            "from": from.code(),
            "to": to.code(),
        })).collect::<Vec<_>>(),
        "findings": diagnosis
            .findings
            .iter()
            .map(|it| finding_json(it, diagnosis.origin_status(), language))
            .collect::<Vec<_>>(),
    })
}

fn finding_json(finding: &Finding, status: Option<StatusCode>, language: Language) -> Value {
    let caller = finding.rule.caller_sentence(status);
    let mut explanation = explanation_json(finding.rule.explanation_with(status), language);
    explanation["caller"] = json!(caller.in_language(language));
    json!({
        "rule": finding.rule.id(),
        "fault": finding.rule.bearing() == Bearing::Fault,
        "confidence": match finding.confidence {
            Confidence::Certain => "certain",
            Confidence::Likely => "likely",
        },
        "place": finding.place.map(|it| it.as_str()),
        "host": finding.host.map(|it| it.to_string()),
        "document": finding.rule.document(),
        "evidence": finding.evidence.iter().map(|it| json!({
            "frame": it.frame,
            "line": it.text(language),
        })).collect::<Vec<_>>(),
        "explanation": explanation,
    })
}
