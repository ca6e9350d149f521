//! Authentication-Info (RFC 3261 §20.6, RFC 7616 §3.5).

use std::fmt;

use super::{AuthParams, HeaderError, TypedHeader, malformed};
use crate::name::HeaderName;

/// What a server says after it has accepted credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthenticationInfo<'a> {
    /// The parameters.
    pub params: AuthParams<'a>,
}

impl<'a> AuthenticationInfo<'a> {
    /// The nonce to use next.
    pub fn next_nonce(&self) -> Option<&'a str> {
        self.params.value("nextnonce")
    }

    /// The server's own proof that it knows the secret.
    pub fn response_auth(&self) -> Option<&'a str> {
        self.params.value("rspauth")
    }
}

impl<'a> TypedHeader<'a> for AuthenticationInfo<'a> {
    const NAME: HeaderName = HeaderName::AuthenticationInfo;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let params = AuthParams::parse(value).ok_or(malformed(Self::NAME, "parameters"))?;
        Ok(Self { params })
    }
}

impl fmt::Display for AuthenticationInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.params.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_nonce_is_read() {
        let info = AuthenticationInfo::parse("nextnonce=\"47364c\", qop=auth, rspauth=\"ab\"")
            .expect("legal");
        assert_eq!(info.next_nonce(), Some("47364c"));
        assert_eq!(info.response_auth(), Some("ab"));
        assert!(AuthenticationInfo::parse("nextnonce").is_err());
    }
}
