//! Attributes of the bearer capability that were refused.

use std::fmt;

use super::hex;
use crate::element::{Field, Flaw, Notes};

/// An attribute, and what of it was refused or would be available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The number of the attribute, seven bits.
    pub number: u8,
    /// The octets that continue it: the refused value, then what is available.
    pub values: Vec<u8>,
}

impl Attribute {
    /// The name of the attribute; `None` if the number has none.
    pub const fn name(&self) -> Option<&'static str> {
        match self.number {
            0x31 => Some("information transfer capability"),
            0x32 => Some("information transfer mode"),
            0x33 => Some("information transfer rate"),
            0x34 => Some("structure"),
            0x35 => Some("configuration"),
            0x36 => Some("establishment"),
            0x37 => Some("symmetry"),
            0x38 => Some("information transfer rate (destination to origination)"),
            0x39 => Some("layer identification and user information"),
            _ => None,
        }
    }
}

/// Reads attributes; the extension bit of each octet tells whether the next belongs to it.
pub(super) fn read(octets: &[u8], notes: &mut Notes) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut continues = false;
    for (index, &octet) in octets.iter().enumerate() {
        notes.part((index, octet), (8, 8), Field::Extension, "");
        match attributes.last_mut().filter(|_| continues) {
            Some(attribute) => {
                attribute.values.push(octet & 0x7f);
                let value = format!("{:02x}", octet & 0x7f);
                notes.part((index, octet), (7, 1), Field::AttributeValue, value);
            }
            None => {
                let attribute = Attribute {
                    number: octet & 0x7f,
                    values: Vec::new(),
                };
                let name = attribute.name().unwrap_or("reserved");
                notes.part((index, octet), (7, 1), Field::Attribute, name);
                attributes.push(attribute);
            }
        }
        continues = octet & 0x80 == 0;
    }
    if continues && !octets.is_empty() {
        notes.complain(octets.len() - 1, Flaw::Unfinished);
    }
    attributes
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name)?,
            None => write!(f, "attribute {}", self.number)?,
        }
        if self.values.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", hex(&self.values))
    }
}
