//! Numbers of parties: called, calling, redirecting and their like.

use std::fmt;

use super::term;
use crate::element::{Field, Flaw, Notes};
use crate::{Language, Text};

/// A number as an element carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyNumber {
    /// Type of number, three bits.
    pub number_type: u8,
    /// Numbering plan, four bits.
    pub plan: u8,
    /// Presentation indicator of octet 3a, two bits, where the octet is there.
    pub presentation: Option<u8>,
    /// The digits. What is no character of IA5 is left out and complained about.
    pub digits: String,
}

impl PartyNumber {
    /// The name of the type; `None` if reserved.
    pub const fn type_name(&self) -> Option<&'static str> {
        match self.number_type {
            0 => Some("unknown"),
            1 => Some("international"),
            2 => Some("national"),
            3 => Some("network-specific"),
            4 => Some("subscriber"),
            6 => Some("abbreviated"),
            _ => None,
        }
    }

    /// The name of the plan; `None` if reserved.
    pub const fn plan_name(&self) -> Option<&'static str> {
        match self.plan {
            0 => Some("unknown"),
            1 => Some("E.164"),
            3 => Some("X.121"),
            4 => Some("F.69"),
            8 => Some("national"),
            9 => Some("private"),
            _ => None,
        }
    }

    /// Reads the contents of the element, from octet 3. `None` if there is not one octet.
    pub(crate) fn read(octets: &[u8], at: usize, notes: &mut Notes) -> Option<Self> {
        let (&first, mut rest) = octets.split_first()?;
        let mut number = Self {
            number_type: first >> 4 & 0x07,
            plan: first & 0x0f,
            presentation: None,
            digits: String::new(),
        };
        notes.part((at, first), (8, 8), Field::Extension, "");
        let name = term::meaning(number.type_name().unwrap_or("reserved"));
        notes.part((at, first), (7, 5), Field::NumberType, name);
        let name = term::meaning(number.plan_name().unwrap_or("reserved"));
        notes.part((at, first), (4, 1), Field::NumberingPlan, name);
        if first & 0x80 == 0 {
            match rest.split_first() {
                Some((&second, after)) => {
                    number.presentation = Some(second >> 5 & 0x03);
                    notes.last((at + 1, second));
                    rest = after;
                }
                None => notes.complain(at, Flaw::Unfinished),
            }
        }
        let start = at + octets.len() - rest.len();
        number.digits = digits(rest, start, notes);
        Some(number)
    }

    /// Whether the caller asked for the number not to be shown.
    pub fn is_restricted(&self) -> bool {
        self.presentation == Some(1)
    }
}

/// Reads characters of IA5 that a person can dial or read.
pub(crate) fn digits(octets: &[u8], start: usize, notes: &mut Notes) -> String {
    let mut text = String::with_capacity(octets.len());
    for (index, &octet) in (start..).zip(octets) {
        if octet.is_ascii_graphic() {
            text.push(char::from(octet));
            notes.part(
                (index, octet),
                (8, 1),
                Field::Digit,
                char::from(octet).to_string(),
            );
        } else {
            notes.complain(index, Flaw::NotADigit { octet });
        }
    }
    text
}

const RESTRICTED: Text = Text {
    en: ", presentation restricted",
    ja: "、番号非通知",
    nl: ", weergave afgeschermd",
    zh: "，不顯示號碼",
};
const NOT_AVAILABLE: Text = Text {
    en: ", not available",
    ja: "、番号なし",
    nl: ", niet beschikbaar",
    zh: "，無法取得",
};

impl PartyNumber {
    /// Digits, type, plan and presentation, in `language`.
    pub fn describe(&self, language: Language) -> String {
        let digits = match &*self.digits {
            "" => "-",
            digits => digits,
        };
        let named =
            |name: Option<&'static str>| term::in_language(name.unwrap_or("reserved"), language);
        let presentation = match self.presentation {
            Some(1) => RESTRICTED.in_language(language),
            Some(2) => NOT_AVAILABLE.in_language(language),
            _ => "",
        };
        format!(
            "{digits} ({}, {}{presentation})",
            named(self.type_name()),
            named(self.plan_name())
        )
    }
}

impl fmt::Display for PartyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}
