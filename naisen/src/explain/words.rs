//! Words: the entries of the catalogues whose names hold them.

use std::io;

use naisen_cause::{Hit, Language, Rank, Rule, Subject};
use serde_json::{Value, json};

use super::codes::{
    cause_json, cause_name, explanation_json, named, print_cause, print_status, status_json,
};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;

/// Entries that are shown in full; further ones are listed.
const IN_FULL: usize = 3;

/// Entries that are listed at most.
const LISTED: usize = 40;

/// Prints the entries, the best first.
pub(super) fn print(page: &mut Page<'_>, hits: &[Hit], tables: &Tables) -> io::Result<()> {
    let best = hits.first().map(|hit| hit.rank);
    let full = hits
        .iter()
        .take_while(|hit| Some(hit.rank) == best && hit.rank < Rank::Caller)
        .count();
    let full = if full > IN_FULL { 1 } else { full.max(1) };
    for hit in hits.iter().take(full) {
        match hit.subject {
            Subject::Status(status) => print_status(page, status.code, tables)?,
            Subject::Cause(entry) => {
                print_cause(page, u16::from(entry.cause.value()), tables)?;
            }
            Subject::Rule(rule) => print_rule(page, rule)?,
        }
        page.blank()?;
    }
    let rest: Vec<&Hit> = hits.iter().skip(full).take(LISTED).collect();
    if !rest.is_empty() {
        page.line(page.say(labels::ALSO), Style::Heading)?;
    }
    for hit in rest {
        let title = page.say(hit.subject.explanation().title);
        let name = match hit.subject {
            Subject::Status(status) => format!("SIP {}", named(*status)),
            Subject::Cause(entry) => format!("Q.850 {}", cause_name(entry.cause)),
            Subject::Rule(rule) => rule.id().to_owned(),
        };
        page.line(&format!("  {name} · {title}"), Style::Plain)?;
    }
    Ok(())
}

/// Prints a rule.
pub(super) fn print_rule(page: &mut Page<'_>, rule: Rule) -> io::Result<()> {
    page.heading(rule.id(), Some(rule.explanation().title))?;
    page.explanation(rule.explanation())?;
    page.field(labels::CLAUSE, rule.document())
}

/// A rule as JSON.
pub(super) fn rule_json(rule: Rule, language: Language) -> Value {
    json!({
        "kind": "rule",
        "rule": rule.id(),
        "document": rule.document(),
        "explanation": explanation_json(rule.explanation(), language),
    })
}

/// The entries as JSON.
pub(super) fn hits_json(words: &str, hits: &[Hit], language: Language, tables: &Tables) -> Value {
    let hits: Vec<Value> = hits
        .iter()
        .map(|hit| {
            let mut value = match hit.subject {
                Subject::Status(status) => status_json(status.code, language, tables),
                Subject::Cause(entry) => {
                    cause_json(u16::from(entry.cause.value()), language, tables)
                }
                Subject::Rule(rule) => rule_json(rule, language),
            };
            value["matched"] = json!(hit.matched);
            value
        })
        .collect();
    json!({ "kind": "words", "words": words, "hits": hits })
}
