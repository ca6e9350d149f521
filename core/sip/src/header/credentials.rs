//! Credentials: what Authorization and Proxy-Authorization carry (RFC 7616 §3.4).

use std::fmt;

use super::challenge::scheme;
use super::{AuthParams, HeaderError, malformed};
use crate::name::HeaderName;

/// A client's answer to a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credentials<'a> {
    /// The scheme, `Digest` or another.
    pub scheme: &'a str,
    /// Its parameters; unread unless the scheme is `Digest`.
    pub params: AuthParams<'a>,
}

impl<'a> Credentials<'a> {
    /// Reads the value of header `name`. `Digest` credentials have at least username, realm, nonce,
    /// uri and response.
    pub fn parse(name: HeaderName, value: &'a str) -> Result<Self, HeaderError> {
        let (scheme, rest) = scheme(name, value)?;
        if !scheme.eq_ignore_ascii_case("Digest") {
            let params = AuthParams::opaque(rest);
            return Ok(Self { scheme, params });
        }
        let params = AuthParams::parse(rest).ok_or(malformed(name, "parameters"))?;
        for part in ["username", "realm", "nonce", "uri", "response"] {
            params.value(part).ok_or(malformed(name, part))?;
        }
        Ok(Self { scheme, params })
    }

    /// Whether the scheme is `Digest`.
    pub fn is_digest(&self) -> bool {
        self.scheme.eq_ignore_ascii_case("Digest")
    }

    /// The user's name; empty if the scheme is not `Digest`.
    pub fn username(&self) -> &'a str {
        self.digest("username").unwrap_or_default()
    }

    /// The realm; empty if the scheme is not `Digest`.
    pub fn realm(&self) -> &'a str {
        self.digest("realm").unwrap_or_default()
    }

    /// The nonce; empty if the scheme is not `Digest`.
    pub fn nonce(&self) -> &'a str {
        self.digest("nonce").unwrap_or_default()
    }

    /// The URI that the response was computed over; empty if the scheme is not `Digest`.
    pub fn uri(&self) -> &'a str {
        self.digest("uri").unwrap_or_default()
    }

    /// The response; empty if the scheme is not `Digest`.
    pub fn response(&self) -> &'a str {
        self.digest("response").unwrap_or_default()
    }

    /// The algorithm's name; without one it is MD5.
    pub fn algorithm(&self) -> Option<&'a str> {
        self.digest("algorithm")
    }

    /// The client's nonce.
    pub fn cnonce(&self) -> Option<&'a str> {
        self.digest("cnonce")
    }

    /// What the challenge asked to get back.
    pub fn opaque(&self) -> Option<&'a str> {
        self.digest("opaque")
    }

    /// The chosen quality of protection.
    pub fn qop(&self) -> Option<&'a str> {
        self.digest("qop")
    }

    /// The nonce count as written: eight hexadecimal digits.
    pub fn nc(&self) -> Option<&'a str> {
        self.digest("nc")
    }

    /// The nonce count as a number; `None` if absent or not eight hexadecimal digits.
    pub fn nonce_count(&self) -> Option<u32> {
        let digits = self.nc()?;
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok()
    }

    fn digest(&self, name: &str) -> Option<&'a str> {
        if !self.is_digest() {
            return None;
        }
        self.params.value(name)
    }
}

impl fmt::Display for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.scheme, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: HeaderName = HeaderName::Authorization;

    #[test]
    fn credentials_fall_into_their_parts() {
        let credentials = Credentials::parse(
            NAME,
            "Digest username=\"360\", realm=\"pbx\", nonce=\"n\", uri=\"sip:pbx\", response=\"ab\",\
             \r\n cnonce=\"c\", nc=0000000a, qop=auth, opaque=\"o\", algorithm=SHA-256",
        )
        .expect("legal");
        assert_eq!(credentials.username(), "360");
        assert_eq!(credentials.uri(), "sip:pbx");
        assert_eq!(credentials.response(), "ab");
        assert_eq!(credentials.nonce_count(), Some(10));
        assert_eq!(credentials.qop(), Some("auth"));
        assert_eq!(credentials.algorithm(), Some("SHA-256"));
        let printed = credentials.to_string();
        assert_eq!(Credentials::parse(NAME, &printed), Ok(credentials));
    }

    #[test]
    fn a_nonce_count_of_another_length_is_none() {
        for nc in ["1", "+0000001", "000000001", "0000000g"] {
            let value = format!(
                "Digest username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",nc={nc}"
            );
            let credentials = Credentials::parse(NAME, &value).expect("legal");
            assert_eq!(credentials.nonce_count(), None, "{nc}");
        }
    }

    #[test]
    fn digest_credentials_without_a_response_are_refused() {
        let value = "Digest username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\"";
        assert_eq!(
            Credentials::parse(NAME, value),
            Err(malformed(NAME, "response"))
        );
    }
}
