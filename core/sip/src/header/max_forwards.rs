//! Max-Forwards (RFC 3261 §20.22).

use std::fmt;

use super::{HeaderError, TypedHeader, number};
use crate::name::HeaderName;

/// How many hops a request may still take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxForwards(pub u8);

impl MaxForwards {
    /// What a request starts with (RFC 3261 §8.1.1.6).
    pub const INITIAL: MaxForwards = MaxForwards(70);
}

impl<'a> TypedHeader<'a> for MaxForwards {
    const NAME: HeaderName = HeaderName::MaxForwards;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let hops = number(Self::NAME, value, u32::from(u8::MAX))?;
        Ok(Self(u8::try_from(hops).unwrap_or(u8::MAX)))
    }
}

impl fmt::Display for MaxForwards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_are_0_to_255() {
        for (value, hops) in [
            ("0068", Some(68)),
            ("0", Some(0)),
            ("255", Some(255)),
            ("256", None),
            ("-1", None),
        ] {
            assert_eq!(
                MaxForwards::parse(value).ok(),
                hops.map(MaxForwards),
                "{value}"
            );
        }
    }
}
