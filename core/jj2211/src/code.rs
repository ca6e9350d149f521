//! The codes of a table cell (`JJ-22.11 T2-1`).

use std::fmt;
use std::str::FromStr;

/// What a cell says about a header, a response or a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// `m`: must be supported, and appears wherever the base document wants it (`R-2.1-1`).
    Mandatory,
    /// `o`: left to the implementation.
    Optional,
    /// `n/a`: the question has no meaning here.
    NotApplicable,
    /// `x`: must not be used.
    Prohibited,
    /// `i`: outside the standard.
    Irrelevant,
    /// `c1`, `c2` ...: one of the others, as the condition of this label in the table decides.
    Conditional(u8),
}

/// What is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no code of a table cell")]
pub struct CodeError;

impl Code {
    /// Whether the code still depends on a condition.
    pub const fn is_conditional(self) -> bool {
        matches!(self, Self::Conditional(_))
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        match text {
            "m" => Ok(Self::Mandatory),
            "o" => Ok(Self::Optional),
            "n/a" => Ok(Self::NotApplicable),
            "x" => Ok(Self::Prohibited),
            "i" => Ok(Self::Irrelevant),
            _ => match text.strip_prefix('c').map(str::parse) {
                Some(Ok(label)) if label > 0 => Ok(Self::Conditional(label)),
                _ => Err(CodeError),
            },
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mandatory => f.write_str("m"),
            Self::Optional => f.write_str("o"),
            Self::NotApplicable => f.write_str("n/a"),
            Self::Prohibited => f.write_str("x"),
            Self::Irrelevant => f.write_str("i"),
            Self::Conditional(label) => write!(f, "c{label}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_and_written_alike_and_nothing_else_is_one() {
        for text in ["m", "o", "n/a", "x", "i", "c1", "c12"] {
            assert_eq!(text.parse::<Code>().unwrap().to_string(), text);
        }
        for text in ["", "M", "c", "c0", "c-1", "cx", "o.1", "m ", "×"] {
            assert_eq!(text.parse::<Code>(), Err(CodeError), "{text}");
        }
    }
}
