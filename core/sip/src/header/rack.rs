//! RAck (RFC 3262 §7.2).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed, number};
use crate::method::Method;
use crate::name::HeaderName;

/// Which reliable provisional response a PRACK acknowledges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RAck<'a> {
    /// RSeq of the response.
    pub rseq: u32,
    /// CSeq number of the response.
    pub cseq: u32,
    /// CSeq method of the response.
    pub method: Method<'a>,
}

impl<'a> TypedHeader<'a> for RAck<'a> {
    const NAME: HeaderName = HeaderName::RAck;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let bad = malformed(Self::NAME, "three words");
        let mut words = value
            .split([' ', '\t', '\r', '\n'])
            .filter(|word| !word.is_empty());
        let (Some(rseq), Some(cseq), Some(method), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(bad);
        };
        Ok(Self {
            rseq: number(Self::NAME, rseq, u32::MAX)?,
            cseq: number(Self::NAME, cseq, u32::MAX)?,
            method: Method::parse(grammar::trim(method)).ok_or(bad)?,
        })
    }
}

impl fmt::Display for RAck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.rseq, self.cseq, self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_are_read() {
        let rack = RAck::parse("776656 1\r\n  INVITE").expect("legal");
        assert_eq!(rack.to_string(), "776656 1 INVITE");
        for value in [
            "",
            "1 INVITE",
            "1 2 3 INVITE",
            "x 1 INVITE",
            "1 2 (",
            "4294967296 1 INVITE",
        ] {
            assert!(RAck::parse(value).is_err(), "{value}");
        }
    }
}
