//! WWW-Authenticate (RFC 3261 §20.44).

use std::fmt;
use std::ops::Deref;

use super::{Challenge, HeaderError, Occurrence, TypedHeader};
use crate::name::HeaderName;

/// The challenge of a user agent or registrar, in a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WwwAuthenticate<'a>(pub Challenge<'a>);

impl<'a> TypedHeader<'a> for WwwAuthenticate<'a> {
    const NAME: HeaderName = HeaderName::WwwAuthenticate;
    const OCCURRENCE: Occurrence = Occurrence::Lines;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        Challenge::parse(Self::NAME, value).map(Self)
    }
}

impl<'a> Deref for WwwAuthenticate<'a> {
    type Target = Challenge<'a>;

    fn deref(&self) -> &Challenge<'a> {
        &self.0
    }
}

impl fmt::Display for WwwAuthenticate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_this_header() {
        let error = WwwAuthenticate::parse("Digest x=1").expect_err("incomplete");
        assert_eq!(error.name(), HeaderName::WwwAuthenticate);
    }
}
