//! A challenge: what WWW-Authenticate and Proxy-Authenticate carry (RFC 7616 §3.3).

use std::fmt;

use super::{AuthParams, HeaderError, grammar, malformed};
use crate::name::HeaderName;

/// A server's demand for credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// The scheme, `Digest` or another.
    pub scheme: &'a str,
    /// Its parameters; unread unless the scheme is `Digest`.
    pub params: AuthParams<'a>,
}

impl<'a> Challenge<'a> {
    /// Reads the value of header `name`. A `Digest` challenge has at least realm and nonce.
    pub fn parse(name: HeaderName, value: &'a str) -> Result<Self, HeaderError> {
        let (scheme, rest) = scheme(name, value)?;
        if !scheme.eq_ignore_ascii_case("Digest") {
            let params = AuthParams::opaque(rest);
            return Ok(Self { scheme, params });
        }
        let params = AuthParams::parse(rest).ok_or(malformed(name, "parameters"))?;
        for part in ["realm", "nonce"] {
            params.value(part).ok_or(malformed(name, part))?;
        }
        Ok(Self { scheme, params })
    }

    /// Whether the scheme is `Digest`.
    pub fn is_digest(&self) -> bool {
        self.scheme.eq_ignore_ascii_case("Digest")
    }

    /// The realm; empty if the scheme is not `Digest`.
    pub fn realm(&self) -> &'a str {
        self.digest("realm").unwrap_or_default()
    }

    /// The nonce; empty if the scheme is not `Digest`.
    pub fn nonce(&self) -> &'a str {
        self.digest("nonce").unwrap_or_default()
    }

    /// What to send back unchanged.
    pub fn opaque(&self) -> Option<&'a str> {
        self.digest("opaque")
    }

    /// The algorithm's name; without one it is MD5.
    pub fn algorithm(&self) -> Option<&'a str> {
        self.digest("algorithm")
    }

    /// Whether only the nonce was too old. Absent counts as no (`JJ-22.11 E-06`).
    pub fn stale(&self) -> bool {
        self.digest("stale")
            .is_some_and(|stale| stale.eq_ignore_ascii_case("true"))
    }

    /// The qualities of protection on offer; none if the server knows only RFC 2069.
    pub fn qop_options(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        grammar::parts(self.digest("qop").unwrap_or_default(), b',')
            .filter(|option| !option.is_empty())
    }

    fn digest(&self, name: &str) -> Option<&'a str> {
        if !self.is_digest() {
            return None;
        }
        self.params.value(name)
    }
}

impl fmt::Display for Challenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.scheme, self.params)
    }
}

pub(super) fn scheme(name: HeaderName, value: &str) -> Result<(&str, &str), HeaderError> {
    let (scheme, rest) =
        grammar::take_token(grammar::trim(value)).ok_or(malformed(name, "scheme"))?;
    match rest.bytes().next() {
        None => Ok((scheme, rest)),
        Some(byte) if grammar::is_blank(byte) => Ok((scheme, rest)),
        Some(_) => Err(malformed(name, "scheme")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: HeaderName = HeaderName::WwwAuthenticate;

    #[test]
    fn absent_parameters_have_their_defaults() {
        let challenge = Challenge::parse(NAME, "Digest realm=\"pbx\", nonce=\"n\", algorithm=MD5")
            .expect("legal");
        assert_eq!((challenge.realm(), challenge.nonce()), ("pbx", "n"));
        assert_eq!(challenge.algorithm(), Some("MD5"));
        assert!(!challenge.stale());
        assert_eq!(challenge.opaque(), None);
        assert_eq!(challenge.qop_options().count(), 0);
    }

    #[test]
    fn the_list_of_qualities_falls_into_its_options() {
        let challenge = Challenge::parse(
            NAME,
            "digest realm=\"\",nonce=\"n\",qop=\"auth, auth-int\",stale=tRuE,opaque=\"o\"",
        )
        .expect("legal");
        assert!(challenge.qop_options().eq(["auth", "auth-int"]));
        assert!(challenge.stale());
        assert_eq!(challenge.opaque(), Some("o"));
    }

    #[test]
    fn a_digest_challenge_without_nonce_is_refused_and_other_schemes_are_left_unread() {
        assert!(Challenge::parse(NAME, "Digest realm=\"a\"").is_err());
        assert!(Challenge::parse(NAME, "Digest").is_err());
        assert!(Challenge::parse(NAME, "").is_err());
        let other = Challenge::parse(NAME, "NoOneKnows opaque-data").expect("legal");
        assert!(!other.is_digest());
        assert_eq!(other.to_string(), "NoOneKnows opaque-data");
    }
}
