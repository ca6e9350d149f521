//! In-Reply-To (RFC 3261 §20.21).

use std::fmt;

use super::{HeaderError, Occurrence, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// The Call-ID of a call that this one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InReplyTo<'a>(pub &'a str);

impl<'a> TypedHeader<'a> for InReplyTo<'a> {
    const NAME: HeaderName = HeaderName::InReplyTo;
    const OCCURRENCE: Occurrence = Occurrence::List;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        if value.is_empty() || value.bytes().any(grammar::is_blank) {
            return Err(malformed(Self::NAME, "call-id"));
        }
        Ok(Self(value))
    }
}

impl fmt::Display for InReplyTo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_id_is_one_word() {
        assert_eq!(InReplyTo::parse(" 70710@h "), Ok(InReplyTo("70710@h")));
        assert!(InReplyTo::parse("a b").is_err());
        assert!(InReplyTo::parse("").is_err());
    }
}
