//! What is wrong with a message that we send.

use std::fmt;

/// One place where a message breaks the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The table, as `13-20`.
    pub table: &'static str,
    /// The row: a header, a request, a response code, a line of SDP, or a limit by its name.
    pub row: &'static str,
    /// What says so beyond the table: a requirement, an erratum or a section of an RFC; empty if it
    /// is the cell alone.
    pub rule: &'static str,
    /// What was expected, and what was found instead.
    pub offence: Offence,
}

/// What was expected, and what was found instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offence {
    /// It may not be sent here.
    Forbidden,
    /// It must be here.
    Missing,
    /// It is longer than what may be generated.
    TooLong {
        /// The greatest length, in bytes.
        max: u32,
        /// The length found, in bytes.
        found: usize,
    },
    /// The number is not among those that may be generated.
    OutOfRange {
        /// The least one.
        min: u32,
        /// The greatest one.
        max: u32,
        /// The number found.
        found: u32,
    },
    /// It has another value than it must have.
    Differs {
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// It cannot be read.
    Unreadable {
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "JJ-22.11 T{}, {}: {}",
            self.table, self.row, self.offence
        )?;
        match self.rule {
            "" => Ok(()),
            rule => write!(f, " ({rule})"),
        }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forbidden => f.write_str("may not be sent here"),
            Self::Missing => f.write_str("is missing"),
            Self::TooLong { max, found } => write!(f, "{found} bytes, at most {max} expected"),
            Self::OutOfRange { min, max, found } => {
                write!(f, "{found}, expected {min} to {max}")
            }
            Self::Differs { expected, found } => write!(f, "{found:?}, expected {expected}"),
            Self::Unreadable { reason } => write!(f, "cannot be read: {reason}"),
        }
    }
}
