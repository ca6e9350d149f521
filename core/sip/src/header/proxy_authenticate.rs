//! Proxy-Authenticate (RFC 3261 §20.27).

use std::fmt;
use std::ops::Deref;

use super::{Challenge, HeaderError, Occurrence, TypedHeader};
use crate::name::HeaderName;

/// The challenge of a proxy, in a 407.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyAuthenticate<'a>(pub Challenge<'a>);

impl<'a> TypedHeader<'a> for ProxyAuthenticate<'a> {
    const NAME: HeaderName = HeaderName::ProxyAuthenticate;
    const OCCURRENCE: Occurrence = Occurrence::Lines;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        Challenge::parse(Self::NAME, value).map(Self)
    }
}

impl<'a> Deref for ProxyAuthenticate<'a> {
    type Target = Challenge<'a>;

    fn deref(&self) -> &Challenge<'a> {
        &self.0
    }
}

impl fmt::Display for ProxyAuthenticate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_this_header() {
        let error = ProxyAuthenticate::parse("Digest x=1").expect_err("incomplete");
        assert_eq!(error.name(), HeaderName::ProxyAuthenticate);
    }
}
