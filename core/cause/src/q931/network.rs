//! The identity of a transit network (Q.931 4.5.29).

use std::fmt;

use super::party_number::digits;
use super::term;
use crate::Language;
use crate::element::{Field, Notes};

/// A transit network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitNetwork {
    /// Type of network identification, three bits.
    pub network_type: u8,
    /// Network identification plan, four bits.
    pub plan: u8,
    /// The identification.
    pub digits: String,
}

impl TransitNetwork {
    /// The name of the type; `None` if reserved.
    pub const fn type_name(&self) -> Option<&'static str> {
        match self.network_type {
            0 => Some("user-specified"),
            2 => Some("national"),
            3 => Some("international"),
            _ => None,
        }
    }

    /// The name of the plan; `None` if reserved.
    pub const fn plan_name(&self) -> Option<&'static str> {
        match self.plan {
            0 => Some("unknown"),
            1 => Some("carrier identification code"),
            3 => Some("X.121 data network identification code"),
            _ => None,
        }
    }

    /// Reads the contents of the element, from octet 3. `None` if there is not one octet.
    pub(crate) fn read(octets: &[u8], at: usize, notes: &mut Notes) -> Option<Self> {
        let (&first, rest) = octets.split_first()?;
        let mut network = Self {
            network_type: first >> 4 & 0x07,
            plan: first & 0x0f,
            digits: String::new(),
        };
        notes.last((at, first));
        let name = term::meaning(network.type_name().unwrap_or("reserved"));
        notes.part((at, first), (7, 5), Field::NetworkType, name);
        let name = term::meaning(network.plan_name().unwrap_or("reserved"));
        notes.part((at, first), (4, 1), Field::NetworkPlan, name);
        network.digits = digits(rest, at + 1, notes);
        Some(network)
    }
}

impl TransitNetwork {
    /// The identification, its type and its plan, in `language`.
    pub fn describe(&self, language: Language) -> String {
        let named =
            |name: Option<&'static str>| term::in_language(name.unwrap_or("reserved"), language);
        format!(
            "{} ({}, {})",
            self.digits,
            named(self.type_name()),
            named(self.plan_name())
        )
    }
}

impl fmt::Display for TransitNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}
