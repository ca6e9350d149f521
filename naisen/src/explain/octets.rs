//! Octets: a Cause element, its contents, or a whole message of Q.931.

use std::io;

use naisen_cause::element::{Line, Role};
use naisen_cause::octets::{Form, recognise};
use naisen_cause::{CauseElement, CodingStandard, Complaint, Decoded, Language, Standing, q931};
use serde_json::{Value, json};

use super::codes::{cause_json, print_cause};
use super::labels;
use super::page::{Page, Style};
use super::tables::Tables;

/// What the octets were read as.
pub(super) enum Read {
    Cause(Decoded),
    /// One octet alone, which is octet 4, as it came.
    Value(u8, Decoded),
    Message(q931::Message),
}

/// Reads octets as what they most likely are; `None` if they are neither a cause nor a message.
pub(super) fn read(octets: &[u8]) -> Option<Read> {
    if let [octet] = octets {
        // Octet 3 is made up so that octet 4 is read; it is not shown.
        let contents = [0x80, *octet | 0x80];
        return Some(Read::Value(
            *octet,
            CauseElement::decode_contents(&contents),
        ));
    }
    let candidate = recognise(octets).into_iter().next()?;
    Some(match candidate.form {
        Form::Element => Read::Cause(CauseElement::decode(octets)),
        Form::Contents => Read::Cause(CauseElement::decode_contents(octets)),
        Form::Message { skip } => {
            Read::Message(q931::Message::read(octets.get(skip..).unwrap_or_default()))
        }
    })
}

/// Prints what the octets say.
pub(super) fn print(page: &mut Page<'_>, octets: &[u8], tables: &Tables) -> io::Result<()> {
    match read(octets) {
        Some(Read::Cause(decoded)) => print_decoded(page, &decoded, &decoded.layout(), tables),
        Some(Read::Value(octet, decoded)) => {
            let mut lines = decoded.layout();
            lines.retain(|line| line.role == Role::Cause);
            for line in &mut lines {
                line.value = octet;
                // Without bit 8 it is a cause value, which somebody wrote in hex.
                line.parts.retain(|part| part.high < 8 || octet >= 0x80);
            }
            print_decoded(page, &decoded, &lines, tables)
        }
        Some(Read::Message(message)) => print_message(page, octets, &message, tables),
        None => Ok(()),
    }
}

fn print_decoded(
    page: &mut Page<'_>,
    decoded: &Decoded,
    lines: &[Line],
    tables: &Tables,
) -> io::Result<()> {
    let language = page.language;
    page.line(page.say(labels::OCTETS), Style::Heading)?;
    for line in lines {
        for (index, part) in line.parts.iter().enumerate() {
            let (octet, value) = match index {
                0 => (line.octet.to_string(), format!("{:02x}", line.value)),
                _ => (String::new(), String::new()),
            };
            let field = part.field.name().in_language(language);
            let meaning = part.meaning.in_language(language);
            let colon = if meaning.is_empty() { "" } else { ": " };
            let text = format!(
                "  {octet:>3}  {value:2}  {}  {field}{colon}{meaning}",
                part.bits()
            );
            page.line(&text, Style::Plain)?;
        }
    }
    print_complaints(page, &decoded.complaints)?;
    let Some(element) = &decoded.element else {
        return Ok(());
    };
    if let Some(diagnostic) = element.diagnostic() {
        let standing = match diagnostic.format {
            Some((_, standing)) if standing != Standing::Read => {
                format!(" [{}]", page.say(standing.name()))
            }
            _ => String::new(),
        };
        let reading = diagnostic.reading.describe(page.language);
        let text = format!("{reading}{standing}");
        page.field(labels::DIAGNOSTIC, &text)?;
    }
    if element.coding != CodingStandard::Itu {
        page.field_in(labels::NOTE, page.say(labels::OTHER_CODING), Style::Warning)?;
    }
    page.blank()?;
    print_cause(page, u16::from(element.cause.value()), tables)
}

fn print_message(
    page: &mut Page<'_>,
    octets: &[u8],
    message: &q931::Message,
    tables: &Tables,
) -> io::Result<()> {
    let named = |name: Option<String>| name.unwrap_or_else(|| "?".to_owned());
    let heading = format!(
        "Q.931 {}",
        named(message.message_type.map(|it| it.to_string()))
    );
    page.heading(&heading, None)?;
    let language = page.language;
    let reference = message.call_reference.as_ref();
    let reference = named(reference.map(|it| it.describe(language)));
    page.line(
        &format!(
            "  {} {reference} · {} {}",
            page.say(labels::CALL_REFERENCE),
            octets.len(),
            page.say(labels::CALLED_OCTETS)
        ),
        Style::Dim,
    )?;
    for element in &message.elements {
        let text = format!(
            "  {:>3}  {}: {}",
            element.at,
            element.id,
            element.content.describe(language)
        );
        page.line(&text, Style::Plain)?;
    }
    print_complaints(page, &message.complaints)?;
    for cause in message.causes() {
        page.blank()?;
        print_decoded(page, cause, &cause.layout(), tables)?;
    }
    Ok(())
}

fn print_complaints(page: &mut Page<'_>, complaints: &[Complaint]) -> io::Result<()> {
    for complaint in complaints {
        let text = complaint.describe(page.language);
        page.field_in(labels::COMPLAINTS, &text, Style::Warning)?;
    }
    Ok(())
}

/// The octets as JSON.
pub(super) fn octets_json(octets: &[u8], language: Language, tables: &Tables) -> Value {
    match read(octets) {
        Some(Read::Cause(decoded)) => {
            let explained = decoded
                .element
                .as_ref()
                .map(|it| cause_json(u16::from(it.cause.value()), language, tables));
            json!({
                "kind": "element",
                "octets": hex(octets),
                "element": element_json(&decoded, language),
                "cause": explained,
            })
        }
        Some(Read::Value(_, decoded)) => {
            let cause = decoded
                .element
                .as_ref()
                .map(|it| u16::from(it.cause.value()));
            json!({
                "kind": "octet",
                "octets": hex(octets),
                "cause": cause.map(|it| cause_json(it, language, tables)),
            })
        }
        Some(Read::Message(message)) => {
            let elements: Vec<Value> = message
                .elements
                .iter()
                .map(|element| {
                    json!({
                        "octet": element.at,
                        "name": element.id.name(),
                        "octets": hex(&element.octets),
                        "content": element.content.describe(language),
                    })
                })
                .collect();
            let causes: Vec<Value> = message
                .causes()
                .map(|it| element_json(it, language))
                .collect();
            let explained: Vec<Value> = message
                .causes()
                .filter_map(|it| it.element.as_ref())
                .map(|it| cause_json(u16::from(it.cause.value()), language, tables))
                .collect();
            json!({
                "kind": "message",
                "octets": hex(octets),
                "message": message.message_type.and_then(|it| it.name()),
                "call_reference": message.call_reference.as_ref().map(|it| it.describe(language)),
                "elements": elements,
                "element": causes.first(),
                "causes": explained,
                "complaints": complaints_json(&message.complaints, language),
            })
        }
        None => json!({ "kind": "octets", "octets": hex(octets) }),
    }
}

fn element_json(decoded: &Decoded, language: Language) -> Value {
    let element = decoded.element.as_ref();
    let diagnostic = element.and_then(CauseElement::diagnostic);
    let complaints = complaints_json(&decoded.complaints, language);
    json!({
        "coding": decoded.coding.map(|it| it.bits()),
        "coding_name": decoded.coding.map(|it| it.name().in_language(language)),
        "location": decoded.location.map(|it| it.value()),
        "location_name": decoded.location.map(|it| it.name().in_language(language)),
        "recommendation": decoded.recommendation.map(|it| it.value()),
        "class": element.map(|it| it.cause.class().number()),
        "cause": element.map(|it| it.cause.value()),
        "diagnostics": element.map(|it| hex(it.diagnostics())),
        "diagnostic": diagnostic.as_ref().map(|it| it.reading.describe(language)),
        "diagnostic_standing": diagnostic
            .and_then(|it| it.format)
            .map(|(_, standing)| standing.as_str()),
        "complaints": complaints,
    })
}

fn complaints_json(complaints: &[Complaint], language: Language) -> Vec<Value> {
    complaints
        .iter()
        .map(|it| {
            json!({
                "octet": it.octet.to_string(),
                "what": it.what.id(),
                "text": it.describe(language),
            })
        })
        .collect()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
