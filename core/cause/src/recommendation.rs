//! The recommendation field of a Cause element.

use std::fmt;

/// The recommendation that a cause is taken from: octet 3a of the Cause element (ITU-T Q.850), seven
/// bits. Without octet 3a the cause is one of Q.931.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recommendation(u8);

impl Recommendation {
    /// Q.931, the same as no octet 3a at all.
    pub const Q931: Recommendation = Recommendation(0);

    /// The recommendation of this number; `None` above 127.
    pub const fn new(value: u8) -> Option<Self> {
        if value < 0x80 {
            Some(Self(value))
        } else {
            None
        }
    }

    /// The lower seven bits of an octet 3a.
    pub const fn of_octet(octet: u8) -> Self {
        Self(octet & 0x7f)
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// What it stands for; `None` where Q.850 gives the number no meaning.
    pub const fn name(self) -> Option<&'static str> {
        match self.0 {
            0 => Some("Q.931"),
            3 => Some("X.21"),
            4 => Some("X.25"),
            5 => Some("Q.1031/Q.1051 (public land mobile networks)"),
            _ => None,
        }
    }
}

impl fmt::Display for Recommendation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "reserved ({})", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_seven_bits_are_a_recommendation() {
        assert_eq!(Recommendation::new(0x80), None);
        assert_eq!(Recommendation::of_octet(0x83).name(), Some("X.21"));
        assert_eq!(Recommendation::of_octet(0x81).to_string(), "reserved (1)");
    }
}
