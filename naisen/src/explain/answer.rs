//! The answer to one subject, for people and as JSON.

use std::io;

use naisen_cause::{Hit, Language, nearest};
use naisen_sip::Message;
use serde_json::{Value, json};

use super::page::{Page, Style};
use super::subject::Subject;
use super::tables::Tables;
use super::{codes, labels, message, octets, reasons, words};

/// A subject with what the catalogues have about it.
pub(super) struct Answer<'a> {
    subject: &'a Subject,
    hits: Vec<Hit>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(subject: &'a Subject) -> Self {
        let hits = match subject {
            Subject::Words(text) => words::hits(text),
            _ => Vec::new(),
        };
        Self { subject, hits }
    }

    /// Whether there is anything to say.
    pub(super) fn explains(&self) -> bool {
        match self.subject {
            Subject::Words(_) => !self.hits.is_empty(),
            Subject::OutOfRange(_) => false,
            Subject::Reasons(values) => reasons::Values::of_line(values).explain(),
            _ => true,
        }
    }

    /// The language of the words that were asked for; that of the reader if they are his too, or if
    /// they are English, which all ask with.
    pub(super) fn language(&self, readers: Language) -> Language {
        let Some(best) = self.hits.first().map(|hit| hit.rank) else {
            return readers;
        };
        let languages = || {
            let best = self.hits.iter().filter(move |hit| hit.rank == best);
            best.filter_map(|hit| hit.language)
        };
        let is_anyones = |it: Language| it == readers || it == Language::En;
        if languages().any(is_anyones) {
            return readers;
        }
        languages().next().unwrap_or(readers)
    }

    /// What to say where there is nothing to explain.
    pub(super) fn excuse(&self, input: &str, language: Language) -> String {
        if let Subject::OutOfRange(number) = self.subject {
            return format!("{number} {}", labels::OUT_OF_RANGE.in_language(language));
        }
        let shown: String = input.trim().chars().take(60).collect();
        let mut excuse = format!("{}: {shown}", labels::NOTHING.in_language(language));
        if let Subject::Words(text) = self.subject
            && let Some(name) = nearest(text)
        {
            let hint = labels::NEAREST.in_language(language);
            excuse.push_str(&format!("; {hint}: {name}?"));
        }
        excuse
    }

    pub(super) fn print(&self, page: &mut Page<'_>, tables: &Tables) -> io::Result<()> {
        match self.subject {
            Subject::Status(code) => codes::print_status(page, *code, tables),
            Subject::StatusClass(class) => codes::print_class(page, *class),
            Subject::Cause(number) => codes::print_cause(page, *number, tables),
            Subject::StatusOrCause(code, number) => {
                codes::print_cause(page, *number, tables)?;
                page.blank()?;
                codes::print_status(page, *code, tables)
            }
            Subject::Octets { octets, cut_off } => {
                octets::print(page, octets, tables)?;
                if *cut_off {
                    let text = page.say(labels::HALF_OCTET);
                    page.field_in(labels::COMPLAINTS, text, Style::Warning)?;
                }
                Ok(())
            }
            Subject::Reasons(values) => {
                reasons::print(page, &reasons::Values::of_line(values), tables)
            }
            Subject::Message(bytes) => match Message::parse(bytes) {
                Ok(message) => message::print(page, &message, tables),
                Err(_) => Ok(()),
            },
            Subject::Rule(rule) => words::print_rule(page, *rule),
            Subject::Location(location) => {
                let label = page.say(labels::LOCATION);
                let heading = format!("{label} {} ({location})", location.value());
                page.heading(&heading, Some(location.name()))?;
                page.field(labels::HAPPENED, page.say(labels::LOCATION_MEANS))
            }
            Subject::OutOfRange(_) => Ok(()),
            Subject::Words(_) => words::print(page, &self.hits, tables),
        }
    }

    pub(super) fn json(&self, input: &str, language: Language, tables: &Tables) -> Value {
        let mut value = match self.subject {
            Subject::Status(code) => codes::status_json(*code, language, tables),
            Subject::StatusClass(class) => codes::class_json(*class, language),
            Subject::Cause(number) => codes::cause_json(*number, language, tables),
            Subject::StatusOrCause(code, number) => {
                let mut value = codes::cause_json(*number, language, tables);
                value["or"] = codes::status_json(*code, language, tables);
                value
            }
            Subject::Octets { octets, cut_off } => {
                let mut value = octets::octets_json(octets, language, tables);
                value["cut_off"] = json!(cut_off);
                value
            }
            Subject::Reasons(values) => {
                reasons::reasons_json(&reasons::Values::of_line(values), language, tables)
            }
            Subject::Message(bytes) => match Message::parse(bytes) {
                Ok(message) => message::message_json(&message, language, tables),
                Err(error) => json!({ "kind": "unreadable", "problem": error.to_string() }),
            },
            Subject::Rule(rule) => words::rule_json(*rule, language),
            Subject::Location(location) => json!({
                "kind": "location",
                "location": location.value(),
                "abbreviation": location.abbreviation(),
                "name": location.name().in_language(language),
            }),
            Subject::OutOfRange(number) => json!({ "kind": "out-of-range", "number": number }),
            Subject::Words(text) => words::hits_json(text, &self.hits, language, tables),
        };
        if let Value::Object(fields) = &mut value {
            fields.insert("input".to_owned(), json!(input));
        }
        if !self.explains() {
            value["problem"] = json!(self.excuse(input, language));
        }
        value
    }
}
