//! The catalogues as tables.

use std::io;

use clap::ValueEnum;
use naisen_cause::{CauseEntry, Language, Location, Rule, Status, Translation};
use serde_json::{Value, json};

use super::codes::{cause_json, explanation_json, named, status_json};
use super::page::{Page, Style};
use super::tables::Tables;
use super::words::rule_json;

/// A catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Catalogue {
    /// SIP status codes.
    Statuses,
    /// Causes of Q.850.
    Causes,
    /// Locations of the Cause element.
    Locations,
    /// Why calls end.
    Rules,
    /// The tables between status codes and causes.
    Tables,
    /// All of these.
    All,
}

impl Catalogue {
    fn has(self, other: Self) -> bool {
        self == other || self == Catalogue::All
    }
}

/// Prints a catalogue.
pub(super) fn print(page: &mut Page<'_>, which: Catalogue) -> io::Result<()> {
    if which.has(Catalogue::Statuses) {
        for status in Status::ALL {
            let title = page.say(status.explanation.title);
            let line = format!(
                "SIP    {:<40} {:<24} {title}",
                named(*status),
                status.document
            );
            page.line(&line, Style::Plain)?;
        }
    }
    if which.has(Catalogue::Causes) {
        for entry in CauseEntry::ALL {
            let title = page.say(entry.explanation.title);
            let cause = entry.cause.value();
            let name = entry.name.unwrap_or("-");
            let line = format!("Q.850  {cause:>3} 0x{cause:02x}  {name:<60} {title}");
            page.line(&line, Style::Plain)?;
        }
    }
    if which.has(Catalogue::Locations) {
        for location in Location::all() {
            let name = page.say(location.name());
            let (value, short) = (location.value(), location.abbreviation());
            page.line(
                &format!("location  {value:>2}  {short:<7} {name}"),
                Style::Plain,
            )?;
        }
    }
    if which.has(Catalogue::Rules) {
        for rule in Rule::ALL {
            let title = page.say(rule.explanation().title);
            let line = format!("rule   {:<24} {:<22} {title}", rule.id(), rule.document());
            page.line(&line, Style::Plain)?;
        }
    }
    if which.has(Catalogue::Tables) {
        for table in Translation::builtins() {
            let line = format!(
                "table  {:<12} {:>3} rows  {} ({})",
                table.name(),
                table.rows(),
                table.title(),
                page.say(table.standing().name())
            );
            page.line(&line, Style::Plain)?;
            for gap in table.gaps() {
                page.line(&format!("       {gap}"), Style::Dim)?;
            }
        }
    }
    Ok(())
}

/// A catalogue as JSON.
pub(super) fn list_json(which: Catalogue, language: Language, tables: &Tables) -> Value {
    let mut lists = json!({});
    if which.has(Catalogue::Statuses) {
        let all = Status::ALL.iter();
        lists["statuses"] = all
            .map(|it| status_json(it.code, language, tables))
            .collect();
    }
    if which.has(Catalogue::Causes) {
        let all = CauseEntry::ALL.iter();
        lists["causes"] = all
            .map(|it| cause_json(u16::from(it.cause.value()), language, tables))
            .collect();
        let classes = (0..8u8).map(|class| class * 16);
        lists["classes"] = classes
            .filter_map(naisen_cause::Cause::new)
            .map(|it| {
                json!({
                    "class": it.class().number(),
                    "name": it.class().name().in_language(language),
                    "explanation": explanation_json(
                        naisen_cause::Cause::of_class(it.class()),
                        language,
                    ),
                })
            })
            .collect();
    }
    if which.has(Catalogue::Locations) {
        lists["locations"] = Location::all()
            .map(|it| {
                json!({
                    "location": it.value(),
                    "abbreviation": it.abbreviation(),
                    "name": it.name().in_language(language),
                })
            })
            .collect();
    }
    if which.has(Catalogue::Rules) {
        let all = Rule::ALL.iter();
        lists["rules"] = all.map(|it| rule_json(*it, language)).collect();
    }
    if which.has(Catalogue::Tables) {
        lists["tables"] = Translation::builtins()
            .iter()
            .map(|it| {
                json!({
                    "name": it.name(),
                    "title": it.title(),
                    "source": it.source(),
                    "standing": it.standing().as_str(),
                    "rows": it.rows(),
                    "gaps": it.gaps(),
                })
            })
            .collect();
    }
    lists
}
