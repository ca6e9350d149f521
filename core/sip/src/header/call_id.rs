//! Call-ID (RFC 3261 §20.8).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// What all messages of a dialog share; compared byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallId<'a>(pub &'a str);

impl<'a> TypedHeader<'a> for CallId<'a> {
    const NAME: HeaderName = HeaderName::CallId;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        if value.is_empty() || value.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
            return Err(malformed(Self::NAME, "word"));
        }
        Ok(Self(value))
    }
}

impl fmt::Display for CallId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_id_is_one_word() {
        assert_eq!(
            CallId::parse(" a84b4c76@192.168.0.101"),
            Ok(CallId("a84b4c76@192.168.0.101"))
        );
        for value in ["", " ", "a b", "a\r\n b"] {
            assert!(CallId::parse(value).is_err(), "{value:?}");
        }
    }
}
