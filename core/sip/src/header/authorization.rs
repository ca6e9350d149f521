//! Authorization (RFC 3261 §20.7).

use std::fmt;
use std::ops::Deref;

use super::{Credentials, HeaderError, Occurrence, TypedHeader};
use crate::name::HeaderName;

/// Credentials for a user agent or registrar, after a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization<'a>(pub Credentials<'a>);

impl<'a> TypedHeader<'a> for Authorization<'a> {
    const NAME: HeaderName = HeaderName::Authorization;
    const OCCURRENCE: Occurrence = Occurrence::Lines;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        Credentials::parse(Self::NAME, value).map(Self)
    }
}

impl<'a> Deref for Authorization<'a> {
    type Target = Credentials<'a>;

    fn deref(&self) -> &Credentials<'a> {
        &self.0
    }
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_this_header() {
        let error = Authorization::parse("Digest x=1").expect_err("incomplete");
        assert_eq!(error.name(), HeaderName::Authorization);
    }
}
