//! Min-SE (RFC 4028 §5).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, number};
use crate::name::HeaderName;

/// The shortest session interval that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MinSe {
    /// In seconds.
    pub delta_seconds: u32,
}

impl MinSe {
    /// What counts without the header (RFC 4028 §5).
    pub const DEFAULT: MinSe = MinSe { delta_seconds: 90 };
}

impl<'a> TypedHeader<'a> for MinSe {
    const NAME: HeaderName = HeaderName::MinSe;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (seconds, _) = item(Self::NAME, grammar::trim(value))?;
        let delta_seconds = number(Self::NAME, seconds, u32::MAX)?;
        Ok(Self { delta_seconds })
    }
}

impl fmt::Display for MinSe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.delta_seconds.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_skipped() {
        assert_eq!(MinSe::parse(" 300 ;x=y"), Ok(MinSe { delta_seconds: 300 }));
        assert_eq!(MinSe::DEFAULT.to_string(), "90");
        assert!(MinSe::parse("soon").is_err());
    }
}
