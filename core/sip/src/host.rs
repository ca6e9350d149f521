//! Hosts of URIs and of Via (RFC 3261 §25.1 `host`, `hostport`).

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use crate::header::grammar;
use crate::uri::UriError;

/// The host of a URI or of Via.
#[derive(Clone, Copy, Debug)]
pub enum Host<'a> {
    /// A domain name; compared without regard to case.
    Name(&'a str),
    /// An address; IPv6 stands in brackets.
    Ip(IpAddr),
}

impl<'a> Host<'a> {
    /// Reads a domain name or an address.
    pub fn parse(text: &'a str) -> Result<Self, UriError> {
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner.strip_suffix(']').ok_or(UriError::Host)?;
            let address: Ipv6Addr = inner.parse().map_err(|_| UriError::Host)?;
            return Ok(Self::Ip(IpAddr::V6(address)));
        }
        if text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            let address = text.parse().map_err(|_| UriError::Host)?;
            return Ok(Self::Ip(IpAddr::V4(address)));
        }
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if !text.bytes().all(legal) || text.starts_with(['.', '-']) {
            return Err(UriError::Host);
        }
        Ok(Self::Name(text))
    }

    /// Reads `host` or `host:port`; blanks may stand around the colon, as Via allows.
    pub(crate) fn with_port(text: &'a str) -> Result<(Self, Option<u16>), UriError> {
        let inside = match text.strip_prefix('[') {
            Some(_) => text.find(']').ok_or(UriError::Host)?,
            None => 0,
        };
        let Some(colon) = text.get(inside..).and_then(|tail| tail.find(':')) else {
            return Ok((Self::parse(text)?, None));
        };
        let colon = inside + colon;
        let host = grammar::trim(text.get(..colon).unwrap_or_default());
        let port = grammar::trim(text.get(colon + 1..).unwrap_or_default());
        let port = grammar::decimal(port)
            .and_then(|port| u16::try_from(port).ok())
            .ok_or(UriError::Port)?;
        Ok((Self::parse(host)?, Some(port)))
    }
}

impl PartialEq for Host<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(left), Self::Name(right)) => left.eq_ignore_ascii_case(right),
            (Self::Ip(left), Self::Ip(right)) => left == right,
            _ => false,
        }
    }
}

impl Eq for Host<'_> {}

impl fmt::Display for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Ip(IpAddr::V6(address)) => write!(f, "[{address}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_read_and_print() {
        for (text, host, port) in [
            ("Example.COM", "Example.COM", None),
            ("192.0.2.1:5060", "192.0.2.1", Some(5060)),
            ("[2001:DB8::1]", "[2001:db8::1]", None),
            ("[::1] : 5061", "[::1]", Some(5061)),
        ] {
            let (read, read_port) = Host::with_port(text).expect(text);
            assert_eq!((read.to_string().as_str(), read_port), (host, port));
        }
        for text in [
            "",
            "a b",
            "-a",
            "1.2.3",
            "256.1.1.1",
            "[::1",
            "::1",
            "h:",
            "h:65536",
            "h:+1",
        ] {
            assert!(Host::with_port(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_compare_without_regard_to_case_and_never_equal_addresses() {
        let host = |text| Host::parse(text).expect("legal");
        assert_eq!(host("a.EXAMPLE"), host("A.example"));
        assert_eq!(host("[::0:1]"), host("[::1]"));
        assert_ne!(host("localhost"), host("127.0.0.1"));
    }
}
