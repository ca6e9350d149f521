//! CSeq (RFC 3261 §20.16).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed, number};
use crate::method::Method;
use crate::name::HeaderName;

/// The order of requests within a dialog.
///
/// RFC 3261 §8.1.1.5 keeps the number below 2^31, `JJ-22.11 T13-8` gives it 32 bits; all 32 are read
/// (`JJ-22.11 E-26`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CSeq<'a> {
    /// The number.
    pub number: u32,
    /// The method of the request.
    pub method: Method<'a>,
}

impl<'a> TypedHeader<'a> for CSeq<'a> {
    const NAME: HeaderName = HeaderName::CSeq;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        let end = value
            .bytes()
            .position(grammar::is_blank)
            .ok_or(malformed(Self::NAME, "method"))?;
        let (digits, method) = value
            .split_at_checked(end)
            .ok_or(malformed(Self::NAME, "method"))?;
        Ok(Self {
            number: number(Self::NAME, digits, u32::MAX)?,
            method: Method::parse(grammar::trim(method)).ok_or(malformed(Self::NAME, "method"))?,
        })
    }
}

impl fmt::Display for CSeq<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_method_are_read() {
        for (value, number, method) in [
            ("1 INVITE", 1, Method::Invite),
            ("0009\r\n  INVITE", 9, Method::Invite),
            ("4294967295 x", u32::MAX, Method::Other("x")),
        ] {
            assert_eq!(CSeq::parse(value), Ok(CSeq { number, method }), "{value}");
        }
    }

    #[test]
    fn a_number_above_32_bits_is_out_of_range() {
        let error = HeaderError::OutOfRange {
            name: HeaderName::CSeq,
            max: u32::MAX,
        };
        assert_eq!(CSeq::parse("36893488147419103232 REGISTER"), Err(error));
        for value in ["", "1", "INVITE", "-1 INVITE", "1 INVITE x", "1INVITE"] {
            assert!(CSeq::parse(value).is_err(), "{value}");
        }
    }
}
