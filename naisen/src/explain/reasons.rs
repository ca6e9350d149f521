//! Reason headers: what each says, and whether they agree.

use std::io;

use naisen_cause::{Cause, Language, Q850Reason, Rank, Reasons, Rule, SipReason, Status, search};
use naisen_sip::{HeaderName, Message, Reason, StatusCode};
use serde_json::{Value, json};

use super::codes::{cause_json, cause_name, named, print_cause, print_status, status_json};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;
use super::words::{print_rule, rule_json};

/// The values of Reason headers, together and one by one.
pub(super) struct Values<'a> {
    whole: Reasons<'a>,
    each: Vec<Said<'a>>,
}

/// What one value says.
enum Said<'a> {
    Cause(Q850Reason<'a>),
    Status(SipReason<'a>),
    /// SIP;cause=200: another phone answered.
    AnsweredElsewhere(SipReason<'a>),
    /// A value of another protocol that names a cause or a status.
    Foreign(Reason<'a>, Option<Meaning>),
    /// A value that cannot be read, and the cause or status that stands in it all the same.
    Damaged(&'a str, Option<Meaning>),
}

/// What a value of another protocol stands for.
#[derive(Clone, Copy)]
enum Meaning {
    Cause(u16),
    Status(StatusCode),
    Rule(Rule),
}

impl<'a> Values<'a> {
    /// The values of one header line, with or without its name.
    pub(super) fn of_line(line: &'a str) -> Self {
        let line = line.trim();
        let value = match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("Reason") => value,
            _ => line,
        };
        Self::new(Reasons::parse(value), Reason::values(value))
    }

    /// The Reason headers of a message.
    pub(super) fn of_message(message: &Message<'a>) -> Self {
        Self::new(Reasons::of(message), message.elements(HeaderName::Reason))
    }

    fn new(whole: Reasons<'a>, values: impl Iterator<Item = &'a str>) -> Self {
        let values = values.take(naisen_cause::MAX_REASONS);
        Self {
            whole,
            each: values.flat_map(said).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// Whether any value names a cause of Q.850.
    pub(super) fn has_cause(&self) -> bool {
        self.whole.q850.is_some()
    }

    /// Whether anything can be said of any value.
    pub(super) fn explain(&self) -> bool {
        self.each.iter().any(|said| {
            !matches!(said, Said::Foreign(_, None) | Said::Damaged(_, None))
                || matches!(said, Said::Foreign(reason, _) if is_preemption(reason))
        })
    }
}

/// What a value says; twice the same value says it once.
fn said(value: &str) -> Vec<Said<'_>> {
    let one = Reasons::parse(value);
    let causes = one.q850.map(Said::Cause);
    let statuses = one.sip.map(|sip| match sip.status.code() {
        200 => Said::AnsweredElsewhere(sip),
        _ => Said::Status(sip),
    });
    let others = one.others.into_iter().map(|other| {
        let meaning = foreign(&other);
        Said::Foreign(other, meaning)
    });
    let damaged = one
        .unreadable
        .into_iter()
        .map(|value| Said::Damaged(value, salvage(value)));
    causes
        .into_iter()
        .chain(statuses)
        .chain(others)
        .chain(damaged)
        .collect()
}

/// What a value of another protocol stands for, where that is known: STIR counts in SIP statuses,
/// Asterisk in causes of Q.850, FreeSWITCH writes its own name as the text.
fn foreign(reason: &Reason<'_>) -> Option<Meaning> {
    match &*reason.protocol.to_ascii_lowercase() {
        "stir" => reason.cause.and_then(StatusCode::new).map(Meaning::Status),
        "asterisk" => reason.cause.map(Meaning::Cause),
        "q.850" => reason.cause.map(Meaning::Cause),
        "freeswitch" => {
            let hit = search(reason.text?)
                .into_iter()
                .find(|it| it.rank == Rank::Exact)?;
            Some(match hit.subject {
                naisen_cause::Subject::Status(status) => Meaning::Status(status.code),
                naisen_cause::Subject::Cause(entry) => Meaning::Cause(entry.cause.value().into()),
                naisen_cause::Subject::Rule(rule) => Meaning::Rule(rule),
                naisen_cause::Subject::Proprietary => return None,
            })
        }
        _ => None,
    }
}

fn is_preemption(reason: &Reason<'_>) -> bool {
    reason.protocol.eq_ignore_ascii_case("preemption")
}

/// The cause or status of a value that breaks the grammar: `Q.850;cause=16;text="no end`.
fn salvage(value: &str) -> Option<Meaning> {
    let (protocol, parameters) = value.split_once(';')?;
    let (_, after) = parameters.split_once("cause=")?;
    let digits = after.split(|sign: char| !sign.is_ascii_digit()).next()?;
    let number: u16 = digits.parse().ok()?;
    match &*protocol.trim().to_ascii_lowercase() {
        "q.850" => Some(Meaning::Cause(number)),
        "sip" => StatusCode::new(number).map(Meaning::Status),
        _ => None,
    }
}

/// The status of a SIP Reason that differs from the status line of the response which carries it.
pub(super) fn contradicts(status: StatusCode, values: &Values<'_>) -> Option<StatusCode> {
    let sip = values.whole.sip.map(|it| it.status)?;
    (sip != status).then_some(sip)
}

/// Prints that the status line says one thing and the Reason another.
pub(super) fn print_contradiction(
    page: &mut Page<'_>,
    status: StatusCode,
    values: &Values<'_>,
) -> io::Result<()> {
    let Some(other) = contradicts(status, values) else {
        return Ok(());
    };
    let line = page.say(labels::STATUS_LINE);
    let text = format!("{line} {} ≠ Reason SIP {}", status.code(), other.code());
    page.field_in(labels::CONTRADICTION, &text, Style::Warning)
}

/// Prints the reasons one by one and where they contradict each other.
pub(super) fn print(page: &mut Page<'_>, values: &Values<'_>, tables: &Tables) -> io::Result<()> {
    print_agreement(page, &values.whole, tables)?;
    for (index, said) in values.each.iter().enumerate() {
        if index > 0 {
            page.blank()?;
        }
        match said {
            Said::Cause(q850) => {
                print_cause(page, u16::from(q850.cause.value()), tables)?;
                if let Some(location) = q850.location {
                    page.field(labels::LOCATION, page.say(location.name()))?;
                }
                print_text(page, q850.text)?;
            }
            Said::Status(sip) => {
                print_status(page, sip.status, tables)?;
                print_text(page, sip.text)?;
            }
            Said::AnsweredElsewhere(sip) => {
                let meaning = page.say(labels::REASON_OK);
                page.line(&format!("Reason SIP 200 · {meaning}"), Style::Heading)?;
                print_rule(page, Rule::Forked)?;
                print_text(page, sip.text)?;
            }
            Said::Foreign(reason, meaning) => {
                page.line(&reason.to_string(), Style::Heading)?;
                if is_preemption(reason) {
                    page.field(labels::NOTE, page.say(labels::PREEMPTED))?;
                } else if meaning.is_none() {
                    page.field(labels::NOTE, page.say(labels::OTHER_PROTOCOL))?;
                }
                print_meaning(page, *meaning, tables)?;
            }
            Said::Damaged(value, meaning) => {
                page.field_in(labels::COMPLAINTS, value, Style::Warning)?;
                print_meaning(page, *meaning, tables)?;
            }
        }
    }
    Ok(())
}

fn print_text(page: &mut Page<'_>, text: Option<&str>) -> io::Result<()> {
    match text {
        Some(text) => page.field(labels::TEXT, text),
        None => Ok(()),
    }
}

fn print_meaning(page: &mut Page<'_>, meaning: Option<Meaning>, tables: &Tables) -> io::Result<()> {
    match meaning {
        Some(Meaning::Cause(number)) => print_cause(page, number, tables),
        Some(Meaning::Status(status)) => print_status(page, status, tables),
        Some(Meaning::Rule(rule)) => print_rule(page, rule),
        None => Ok(()),
    }
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
            let status = named(Status::of(status));
            text.push_str(&format!("; {table}: {} → {status}", mismatch.cause));
        }
        page.field_in(labels::DISAGREE_REASONS, &text, Style::Warning)?;
    }
    Ok(())
}

/// The reasons as JSON.
pub(super) fn reasons_json(values: &Values<'_>, language: Language, tables: &Tables) -> Value {
    let reasons = &values.whole;
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
            "expected_cause": it.expected_cause.map(Cause::value),
            "expected_status": it.expected_status.map(StatusCode::code),
        })
    });
    json!({
        "kind": "reasons",
        "q850": reasons.q850.map(|it| q850_json(&it, language, tables)),
        "sip": reasons.sip.map(|it| sip_json(&it, language, tables)),
        "values": values
            .each
            .iter()
            .map(|it| said_json(it, language, tables))
            .collect::<Vec<_>>(),
        "others": reasons.others.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unreadable": reasons.unreadable,
        "contradictions": contradictions,
        "mismatch": mismatch,
    })
}

fn said_json(said: &Said<'_>, language: Language, tables: &Tables) -> Value {
    let of = |meaning: &Option<Meaning>| match meaning {
        Some(Meaning::Cause(number)) => cause_json(*number, language, tables),
        Some(Meaning::Status(status)) => status_json(*status, language, tables),
        Some(Meaning::Rule(rule)) => rule_json(*rule, language),
        None => Value::Null,
    };
    match said {
        Said::Cause(q850) => q850_json(q850, language, tables),
        Said::Status(sip) => sip_json(sip, language, tables),
        Said::AnsweredElsewhere(_) => rule_json(Rule::Forked, language),
        Said::Foreign(reason, meaning) => {
            json!({ "kind": "other", "value": reason.to_string(), "means": of(meaning) })
        }
        Said::Damaged(value, meaning) => {
            json!({ "kind": "unreadable", "value": value, "means": of(meaning) })
        }
    }
}

fn q850_json(q850: &Q850Reason<'_>, language: Language, tables: &Tables) -> Value {
    let mut value = cause_json(u16::from(q850.cause.value()), language, tables);
    value["location"] = json!(q850.location.map(|it| it.value()));
    value["text"] = json!(q850.text);
    value
}

fn sip_json(sip: &SipReason<'_>, language: Language, tables: &Tables) -> Value {
    let mut value = status_json(sip.status, language, tables);
    value["text"] = json!(sip.text);
    value
}
