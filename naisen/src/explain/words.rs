//! Words: the entries of the catalogues whose names hold them.

use std::io;

use naisen_cause::{Hit, Language, Rank, Rule, Subject, search};
use serde_json::{Value, json};

use super::codes::{
    cause_json, cause_name, explanation_json, named, print_cause, print_status, status_json,
};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;

/// Entries that are shown in full; further ones are listed.
const IN_FULL: usize = 3;

/// Words of a question that are looked at for a part that is known.
const WORDS_MAX: usize = 24;

/// Entries that are listed at most.
const LISTED: usize = 40;

/// A number that stands for all that the seven bits of a cause cannot hold.
const PROPRIETARY: u16 = 128;

/// The entries that `text` asks for; if none has it all, those that a part of it is a name or a usual
/// word for: the longest run of its words that is one.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let hits = search(text);
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || "/,;()".contains(sign))
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .collect();
    if !hits.is_empty() || words.len() < 2 {
        return hits;
    }
    let runs = (1..words.len())
        .rev()
        .flat_map(|length| words.windows(length));
    runs.map(|run| search(&run.join(" ")))
        .find(|hits| hits.first().is_some_and(|hit| hit.rank <= Rank::Keyword))
        .unwrap_or_default()
}

/// Prints the entries, the best first.
pub(super) fn print(page: &mut Page<'_>, hits: &[Hit], tables: &Tables) -> io::Result<()> {
    let first = hits.first();
    let close = hits
        .iter()
        .take_while(|hit| {
            hit.rank <= Rank::Keyword
                || Some(hit.rank) == first.map(|it| it.rank) && hit.rank < Rank::Caller
        })
        .count();
    let best = first.map(|hit| hit.rank);
    let full = match best {
        Some(Rank::Exact | Rank::Keyword) if page.short => 1,
        // A name that is asked for exactly says what is meant; one word of many does not.
        Some(Rank::Exact | Rank::Keyword) => close.min(IN_FULL),
        _ if close > IN_FULL => 1,
        _ => close.max(1),
    };
    for (index, hit) in hits.iter().take(full).enumerate() {
        if index > 0 {
            page.blank()?;
        }
        if let Some(program) = hit.program {
            let word = format!("{} ({program})", hit.matched);
            page.field(labels::PROGRAM_WORD, &word)?;
        }
        match hit.subject {
            Subject::Status(status) => print_status(page, status.code, tables)?,
            Subject::Cause(entry) => {
                print_cause(page, u16::from(entry.cause.value()), tables)?;
            }
            Subject::Rule(rule) => print_rule(page, rule)?,
            Subject::Proprietary => {
                let explanation = hit.subject.explanation();
                page.heading("Q.850 > 127", Some(explanation.title))?;
                page.explanation(explanation)?;
            }
        }
    }
    if page.short {
        return Ok(());
    }
    let rest: Vec<&Hit> = hits.iter().skip(full).take(LISTED).collect();
    if !rest.is_empty() {
        page.blank()?;
        page.line(page.say(labels::ALSO), Style::Heading)?;
    }
    for hit in rest {
        let title = page.say(hit.subject.explanation().title);
        let name = match hit.subject {
            Subject::Status(status) => format!("SIP {}", named(*status)),
            Subject::Cause(entry) => format!("Q.850 {}", cause_name(entry.cause)),
            Subject::Rule(rule) => rule.id().to_owned(),
            Subject::Proprietary => "Q.850 > 127".to_owned(),
        };
        page.line(&format!("  {name} · {title}"), Style::Plain)?;
    }
    Ok(())
}

/// Prints a rule.
pub(super) fn print_rule(page: &mut Page<'_>, rule: Rule) -> io::Result<()> {
    let heading = format!("{}: {}", page.say(labels::RULE), rule.id());
    page.heading(&heading, Some(rule.explanation().title))?;
    page.explanation(rule.explanation())?;
    if page.short {
        return Ok(());
    }
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
                Subject::Proprietary => cause_json(PROPRIETARY, language, tables),
            };
            value["matched"] = json!(hit.matched);
            value["program"] = json!(hit.program);
            value
        })
        .collect();
    json!({ "kind": "words", "words": words, "hits": hits })
}
