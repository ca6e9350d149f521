//! The octets of an element, one by one, for print.

use super::{CauseElement, EXTENSION, Field, IDENTIFIER, Meaning, OctetNumber, Part};
use crate::{Cause, CodingStandard, Location, Recommendation};

/// What an octet is within the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Octet 1.
    Identifier,
    /// Octet 2.
    Length,
    /// Octet 3: coding standard and location.
    Location,
    /// Octet 3a.
    Recommendation,
    /// Octet 4: class and value.
    Cause,
    /// Octet 5 and on.
    Diagnostic,
    /// After the end of the element.
    Beyond,
}

/// An octet as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Octet {
    pub(super) number: OctetNumber,
    pub(super) value: u8,
    pub(super) role: Role,
}

/// An octet with its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub octet: OctetNumber,
    /// Its value.
    pub value: u8,
    /// What it is.
    pub role: Role,
    /// Its fields, from bit 8 down.
    pub parts: Vec<Part>,
}

/// Splits octets into their fields; the diagnostics as `element` understands them.
pub(super) fn lines(octets: &[Octet], element: Option<&CauseElement>) -> Vec<Line> {
    let diagnostic = element.and_then(CauseElement::diagnostic);
    let diagnostic = diagnostic.as_ref().map_or(&[][..], |read| &read.parts);
    octets
        .iter()
        .map(|octet| Line {
            octet: octet.number,
            value: octet.value,
            role: octet.role,
            parts: parts(octet, diagnostic),
        })
        .collect()
}

fn parts(octet: &Octet, diagnostic: &[Part]) -> Vec<Part> {
    let &Octet {
        number,
        value,
        role,
    } = octet;
    let part = |bits, field, meaning: Meaning| Part::new(number, value, bits, field, meaning);
    match role {
        Role::Identifier if value == IDENTIFIER => {
            vec![part((8, 1), Field::Identifier, "Cause".into())]
        }
        Role::Identifier => vec![part((8, 1), Field::Identifier, "≠ Cause".into())],
        Role::Length => vec![part((8, 1), Field::Length, value.to_string().into())],
        Role::Location => vec![
            extension(octet),
            part(
                (7, 6),
                Field::Coding,
                CodingStandard::from_bits(value >> 5).name().into(),
            ),
            part(
                (5, 5),
                Field::Spare,
                if value & 0x10 == 0 { "" } else { "≠ 0" }.into(),
            ),
            part(
                (4, 1),
                Field::Location,
                Location::from_bits(value).name().into(),
            ),
        ],
        Role::Recommendation => vec![
            extension(octet),
            part(
                (7, 1),
                Field::Recommendation,
                Recommendation::of_octet(value).to_string().into(),
            ),
        ],
        Role::Cause => {
            let cause = cause_of(value).value();
            vec![
                extension(octet),
                part((7, 5), Field::Class, (cause >> 4).to_string().into()),
                part(
                    (4, 1),
                    Field::ValueInClass,
                    format!("{} → {cause}", cause & 0x0f).into(),
                ),
            ]
        }
        Role::Diagnostic => {
            let mine: Vec<Part> = diagnostic
                .iter()
                .filter(|part| part.octet == number)
                .cloned()
                .collect();
            if mine.is_empty() {
                vec![part(
                    (8, 1),
                    Field::Diagnostic,
                    format!("{value:02x}").into(),
                )]
            } else {
                mine
            }
        }
        Role::Beyond => vec![part((8, 1), Field::Beyond, format!("{value:02x}").into())],
    }
}

fn extension(octet: &Octet) -> Part {
    let &Octet {
        number,
        value,
        role,
    } = octet;
    let meaning = match (value & EXTENSION, role) {
        (0, Role::Location) => "→ 3a",
        (0, _) => "→",
        _ => "",
    };
    Part::new(number, value, (8, 8), Field::Extension, meaning)
}

/// The cause in the lower seven bits of octet 4.
pub(super) const fn cause_of(octet: u8) -> Cause {
    Cause::new(octet & !EXTENSION).expect("seven bits are a cause")
}
