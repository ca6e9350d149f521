//! Proxy-Authorization (RFC 3261 §20.28).

use std::fmt;
use std::ops::Deref;

use super::{Credentials, HeaderError, Occurrence, TypedHeader};
use crate::name::HeaderName;

/// Credentials for a proxy, after a 407.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyAuthorization<'a>(pub Credentials<'a>);

impl<'a> TypedHeader<'a> for ProxyAuthorization<'a> {
    const NAME: HeaderName = HeaderName::ProxyAuthorization;
    const OCCURRENCE: Occurrence = Occurrence::Lines;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        Credentials::parse(Self::NAME, value).map(Self)
    }
}

impl<'a> Deref for ProxyAuthorization<'a> {
    type Target = Credentials<'a>;

    fn deref(&self) -> &Credentials<'a> {
        &self.0
    }
}

impl fmt::Display for ProxyAuthorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_this_header() {
        let error = ProxyAuthorization::parse("Digest x=1").expect_err("incomplete");
        assert_eq!(error.name(), HeaderName::ProxyAuthorization);
    }
}
