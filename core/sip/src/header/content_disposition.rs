//! Content-Disposition (RFC 3261 §20.11).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;
use crate::params::Params;

/// What the body is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentDisposition<'a> {
    /// `session`, `render` or any token.
    pub disposition: &'a str,
    /// The parameters.
    pub params: Params<'a>,
}

impl ContentDisposition<'_> {
    /// Whether the body may be passed over if it is not understood: `handling=optional`.
    pub fn is_optional(&self) -> bool {
        self.params
            .value("handling")
            .is_some_and(|handling| handling.eq_ignore_ascii_case("optional"))
    }
}

impl<'a> TypedHeader<'a> for ContentDisposition<'a> {
    const NAME: HeaderName = HeaderName::ContentDisposition;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (disposition, params) = item(Self::NAME, value)?;
        if !grammar::is_token(disposition) {
            return Err(malformed(Self::NAME, "disposition"));
        }
        Ok(Self {
            disposition,
            params,
        })
    }
}

impl fmt::Display for ContentDisposition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.disposition, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_required_unless_it_says_otherwise() {
        for (value, optional) in [
            ("session", false),
            ("session;handling=required", false),
            ("render ; handling = Optional", true),
        ] {
            let disposition = ContentDisposition::parse(value).expect("legal");
            assert_eq!(disposition.is_optional(), optional, "{value}");
        }
        assert!(ContentDisposition::parse("a b").is_err());
    }
}
