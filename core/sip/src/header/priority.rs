//! Priority (RFC 3261 §20.26).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// How urgent the request is for a person: `emergency`, `urgent`, `normal`, `non-urgent` or any
/// token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priority<'a>(pub &'a str);

impl<'a> TypedHeader<'a> for Priority<'a> {
    const NAME: HeaderName = HeaderName::Priority;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        if grammar::is_token(value) {
            Ok(Self(value))
        } else {
            Err(malformed(Self::NAME, "token"))
        }
    }
}

impl fmt::Display for Priority<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_a_token() {
        assert_eq!(Priority::parse(" emergency "), Ok(Priority("emergency")));
        assert!(Priority::parse("very urgent").is_err());
    }
}
