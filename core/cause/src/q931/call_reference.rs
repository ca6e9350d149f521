//! The call reference (Q.931 4.3).

use std::fmt;

/// Which call of the interface a message belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReference {
    /// Its octets; none is the dummy call reference.
    pub octets: Vec<u8>,
}

impl CallReference {
    pub(super) fn of(octets: &[u8]) -> Self {
        Self {
            octets: octets.to_vec(),
        }
    }

    /// Whether the message goes to the side that chose the reference. `None` without octets.
    pub fn to_originator(&self) -> Option<bool> {
        self.octets.first().map(|first| first & 0x80 != 0)
    }

    /// The value, without the flag; all of it for up to eight octets. `None` without octets or with
    /// more.
    pub fn value(&self) -> Option<u64> {
        let (first, rest) = self.octets.split_first()?;
        (rest.len() < 8).then(|| {
            rest.iter().fold(u64::from(first & 0x7f), |value, octet| {
                value << 8 | u64::from(*octet)
            })
        })
    }

    /// Whether it is the global call reference, which means all calls: the value 0.
    pub fn is_global(&self) -> bool {
        self.value() == Some(0)
    }
}

impl fmt::Display for CallReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(to_originator) = self.to_originator() else {
            return f.write_str("dummy");
        };
        match self.value() {
            Some(value) => write!(f, "{value}")?,
            None => self
                .octets
                .iter()
                .try_for_each(|octet| write!(f, "{octet:02x}"))?,
        }
        f.write_str(if to_originator {
            ", to the side that chose it"
        } else {
            ", from the side that chose it"
        })
    }
}
