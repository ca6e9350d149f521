//! Status codes and causes: what they are, and what each is in the other's world.

use std::io;

use naisen_cause::{
    Cause, CauseMeaning, Comparison, Explanation, Language, Standing, Status, Text, Translation,
    TranslationRow,
};
use naisen_sip::{StatusClass, StatusCode};
use serde_json::{Value, json};

use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;

/// Prints a status code.
pub(super) fn print_status(
    page: &mut Page<'_>,
    code: StatusCode,
    tables: &Tables,
) -> io::Result<()> {
    let status = Status::of(code);
    page.heading(
        &format!("SIP {}", named(status)),
        Some(status.explanation.title),
    )?;
    if page.short {
        return page.explanation(status.explanation);
    }
    let class = page.say(class_name(code.class()));
    page.line(&format!("  {class} · {}", status.document), Style::Dim)?;
    if !status.other_phrases.is_empty() {
        page.field(labels::OLDER, &status.other_phrases.join("; "))?;
    }
    page.explanation(status.explanation)?;
    if code.class() == StatusClass::Provisional || code.class() == StatusClass::Success {
        return Ok(());
    }
    let language = page.language;
    print_translations(page, labels::AS_CAUSE, tables, |table| {
        table
            .causes(code)
            .map(|row| answer(row, language, cause_name))
            .collect()
    })?;
    let compared = Comparison::of_status(tables.iter(), code);
    print_disagreement(page, &compared, |cause| cause.to_string())
}

/// Prints a cause.
pub(super) fn print_cause(page: &mut Page<'_>, number: u16, tables: &Tables) -> io::Result<()> {
    let meaning = Cause::meaning(number);
    let explanation = meaning.explanation();
    let CauseMeaning::Cause(cause) = meaning else {
        page.heading(&format!("Q.850 {number}"), Some(explanation.title))?;
        if number > u16::from(u8::MAX) {
            let note = format!("{number} {}", page.say(labels::NO_OCTET));
            page.field_in(labels::NOTE, &note, Style::Warning)?;
        }
        return page.explanation(explanation);
    };
    page.heading(
        &format!("Q.850 {}", cause_name(cause)),
        Some(explanation.title),
    )?;
    if page.short {
        return page.explanation(explanation);
    }
    let class = page.say(cause.class().name());
    let number = cause.class().number();
    let octet = cause.value();
    let label = page.say(labels::CLASS);
    page.line(
        &format!("  {label} {number}: {class} · 0x{octet:02x}"),
        Style::Dim,
    )?;
    if let Some(entry) = cause.entry() {
        if entry.name.is_some() && entry.standing != Standing::Read {
            let standing = page.say(entry.standing.name());
            page.line(&format!("  ITU-T Q.850 ({standing})"), Style::Dim)?;
        }
        if !entry.other_names.is_empty() {
            page.field(labels::OLDER, &entry.other_names.join("; "))?;
        }
        if let Some(note) = entry.note {
            page.field_in(labels::NOTE, page.say(note), Style::Warning)?;
        }
        if let Some((kind, standing)) = entry.diagnostic {
            let kind = page.say(kind.name());
            let standing = marked(page.language, standing);
            page.field(labels::MAY_CARRY, &format!("{kind}{standing}"))?;
        }
    }
    page.explanation(explanation)?;
    let language = page.language;
    print_translations(page, labels::AS_STATUS, tables, |table| {
        table
            .statuses(cause)
            .map(|row| answer(row, language, |code| named(Status::of(code))))
            .collect()
    })?;
    let compared = Comparison::of_cause(tables.iter(), cause);
    print_disagreement(page, &compared, |code| code.code().to_string())
}

/// Columns of the names of tables.
const TABLE_COLUMNS: usize = 12;

/// What a row of a table answers, for people.
struct Answered {
    to: Option<String>,
    condition: String,
    standing: Standing,
}

fn answer<From, To: Copy>(
    row: &TranslationRow<From, To>,
    language: Language,
    name: impl Fn(To) -> String,
) -> Answered {
    Answered {
        to: row.to.map(name),
        condition: row.condition_in(language),
        standing: row.standing,
    }
}

/// One line a row, the chosen table first.
fn print_translations(
    page: &mut Page<'_>,
    label: Text,
    tables: &Tables,
    rows: impl Fn(&Translation) -> Vec<Answered>,
) -> io::Result<()> {
    let mut first = true;
    for table in tables.iter() {
        let mut lines: Vec<(String, Style)> = rows(table)
            .into_iter()
            .map(|row| {
                let to = row
                    .to
                    .unwrap_or_else(|| page.say(labels::NO_MAPPING).to_owned());
                let condition = match &*row.condition {
                    "" => String::new(),
                    text => format!(" ({text})"),
                };
                let standing = marked(page.language, row.standing);
                (format!("{to}{condition}{standing}"), Style::Plain)
            })
            .collect();
        if table.rows() == 0 {
            lines.push((page.say(labels::GAP).to_owned(), Style::Dim));
        }
        for (line, style) in lines {
            let line = format!("{:<11} {line}", table.name());
            let label = std::mem::take(&mut first).then_some(label);
            page.hanging(label, &line, TABLE_COLUMNS, style)?;
        }
    }
    Ok(())
}

/// Who answers what, where not all answer alike.
fn print_disagreement<To: Copy + PartialEq>(
    page: &mut Page<'_>,
    compared: &Comparison<'_, To>,
    name: impl Fn(To) -> String,
) -> io::Result<()> {
    if !compared.disagrees() {
        return Ok(());
    }
    let mut groups: Vec<(&[Option<To>], Vec<&str>)> = Vec::new();
    for answer in &compared.answers {
        match groups.iter_mut().find(|(to, _)| *to == answer.to) {
            Some((_, tables)) => tables.push(answer.table.name()),
            None => groups.push((&answer.to, vec![answer.table.name()])),
        }
    }
    let told: Vec<String> = groups
        .into_iter()
        .map(|(to, tables)| {
            let to: Vec<String> = to
                .iter()
                .map(|to| to.map_or_else(|| "-".to_owned(), &name))
                .collect();
            format!("{} ({})", to.join("/"), tables.join(", "))
        })
        .collect();
    page.field_in(labels::DISAGREE, &told.join("; "), Style::Warning)
}

/// A mark behind what is not known at first hand.
fn marked(language: Language, standing: Standing) -> String {
    match standing {
        Standing::Read => String::new(),
        other => format!(" [{}]", other.name().in_language(language)),
    }
}

/// The code and its phrase.
pub(super) fn named(status: Status) -> String {
    match status.phrase {
        Some(phrase) => format!("{} {phrase}", status.code.code()),
        None => status.code.code().to_string(),
    }
}

/// The number and the name of a cause.
pub(super) fn cause_name(cause: Cause) -> String {
    let entry = cause.entry();
    let name = entry.and_then(|it| it.name.or_else(|| it.other_names.first().copied()));
    match name {
        Some(name) => format!("{cause} {name}"),
        None => cause.to_string(),
    }
}

/// A status as JSON.
pub(super) fn status_json(code: StatusCode, language: Language, tables: &Tables) -> Value {
    let status = Status::of(code);
    let causes: Vec<Value> = tables
        .iter()
        .flat_map(|table| {
            table.causes(code).map(move |row| {
                json!({
                    "table": table.name(),
                    "cause": row.to.map(Cause::value),
                    "condition": row.condition_in(language),
                    "standing": row.standing.as_str(),
                })
            })
        })
        .collect();
    json!({
        "kind": "status",
        "status": code.code(),
        "phrase": status.phrase,
        "class": class_name(code.class()).in_language(language),
        "document": status.document,
        "also_called": status.other_phrases,
        "explanation": explanation_json(status.explanation, language),
        "causes": causes,
        "tables_disagree": Comparison::of_status(tables.iter(), code).disagrees(),
    })
}

/// A cause as JSON.
pub(super) fn cause_json(number: u16, language: Language, tables: &Tables) -> Value {
    let meaning = Cause::meaning(number);
    let explanation = explanation_json(meaning.explanation(), language);
    let CauseMeaning::Cause(cause) = meaning else {
        return json!({ "kind": "cause", "cause": number, "explanation": explanation });
    };
    let statuses: Vec<Value> = tables
        .iter()
        .flat_map(|table| {
            table.statuses(cause).map(move |row| {
                json!({
                    "table": table.name(),
                    "status": row.to.map(StatusCode::code),
                    "condition": row.condition_in(language),
                    "standing": row.standing.as_str(),
                })
            })
        })
        .collect();
    let entry = cause.entry();
    json!({
        "kind": "cause",
        "cause": number,
        "class": cause.class().number(),
        "class_name": cause.class().name().in_language(language),
        "name": entry.and_then(|it| it.name),
        "standing": entry.map(|it| it.standing.as_str()),
        "also_called": entry.map_or(&[][..], |it| it.other_names),
        "note": entry.and_then(|it| it.note).map(|it| it.in_language(language)),
        "explanation": explanation,
        "statuses": statuses,
        "tables_disagree": Comparison::of_cause(tables.iter(), cause).disagrees(),
    })
}

/// An explanation as JSON.
pub(super) fn explanation_json(explanation: &Explanation, language: Language) -> Value {
    let places: Vec<&str> = explanation.places.iter().map(|it| it.as_str()).collect();
    json!({
        "language": language.code(),
        "title": explanation.title.in_language(language),
        "caller": explanation.caller.in_language(language),
        "happened": explanation.happened.in_language(language),
        "places": places,
        "next": explanation.next.in_language(language),
    })
}

/// What the hundreds of a status say.
pub(super) const fn class_name(class: StatusClass) -> Text {
    match class {
        StatusClass::Provisional => labels::PROVISIONAL,
        StatusClass::Success => labels::SUCCESS,
        StatusClass::Redirection => labels::REDIRECTION,
        StatusClass::RequestFailure => labels::REQUEST_FAILURE,
        StatusClass::ServerFailure => labels::SERVER_FAILURE,
        StatusClass::GlobalFailure => labels::GLOBAL_FAILURE,
    }
}

/// Prints what all codes of a class say.
pub(super) fn print_class(page: &mut Page<'_>, class: StatusClass) -> io::Result<()> {
    let explanation = Status::of_class(class);
    let name = page.say(class_name(class)).to_owned();
    page.heading(&format!("SIP {name}"), Some(explanation.title))?;
    page.explanation(explanation)?;
    if page.short {
        return Ok(());
    }
    for status in Status::ALL.iter().filter(|it| it.class() == class) {
        let title = page.say(status.explanation.title);
        page.line(&format!("  {} · {title}", named(*status)), Style::Plain)?;
    }
    Ok(())
}

/// A class of codes as JSON.
pub(super) fn class_json(class: StatusClass, language: Language) -> Value {
    let codes = Status::ALL.iter().filter(|it| it.class() == class);
    json!({
        "kind": "class",
        "class": class_name(class).in_language(language),
        "explanation": explanation_json(Status::of_class(class), language),
        "statuses": codes.map(|it| it.code.code()).collect::<Vec<_>>(),
    })
}
