//! Names of ISUP in diagnostics: a message type and parameters, as octets.

use std::fmt;

use super::hex;
use crate::element::{Field, Notes};

/// A message of ISUP and parameters, each by its number. Their names belong to Q.763 and are not
/// listed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsupNames {
    /// The message, where the cause names one.
    pub message: Option<u8>,
    /// The parameters.
    pub parameters: Vec<u8>,
}

impl IsupNames {
    pub(super) fn parameters(octets: &[u8], notes: &mut Notes) -> Self {
        let names = Self {
            message: None,
            parameters: octets.to_vec(),
        };
        names.note(0, notes);
        names
    }

    pub(super) fn message(octets: &[u8], notes: &mut Notes) -> Option<Self> {
        let (&message, rest) = octets.split_first()?;
        notes.part(
            (0, message),
            (8, 1),
            Field::MessageType,
            format!("{message:02x}"),
        );
        let names = Self {
            message: Some(message),
            parameters: rest.to_vec(),
        };
        names.note(1, notes);
        Some(names)
    }

    fn note(&self, start: usize, notes: &mut Notes) {
        for (index, octet) in (start..).zip(&self.parameters) {
            notes.part(
                (index, *octet),
                (8, 1),
                Field::Parameter,
                format!("{octet:02x}"),
            );
        }
    }
}

impl fmt::Display for IsupNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = self.message {
            write!(f, "ISUP message {message:02x}")?;
            if self.parameters.is_empty() {
                return Ok(());
            }
            f.write_str(", ")?;
        }
        write!(f, "ISUP parameters {}", hex(&self.parameters))
    }
}
