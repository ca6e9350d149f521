//! `o=`: who made the session and which edition of the description this is (RFC 8866 §5.2).

use std::fmt;
use std::net::IpAddr;

use crate::Address;

/// The `o=` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// User name, `-` if there is none.
    pub username: Box<str>,
    /// Session id. Numbers beyond 64 bits are read modulo 2^64: only equality matters.
    pub session_id: u64,
    /// Version; raised by one with every change. Read modulo 2^64 likewise.
    pub version: u64,
    /// Address of the maker. Says nothing about where media goes.
    pub address: Address,
}

impl Origin {
    /// The origin of a body that [`crate::LocalDescription::next`] has not yet seen.
    pub(crate) fn blank(address: IpAddr) -> Self {
        Self {
            username: "-".into(),
            session_id: 0,
            version: 0,
            address: Address::Ip(address),
        }
    }

    /// Reads the six fields, or `None`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut next = || {
            rest = rest.trim_start_matches([' ', '\t']);
            let end = rest.find([' ', '\t']).unwrap_or(rest.len());
            let (field, tail) = rest.split_at(end);
            rest = tail;
            field
        };
        let (username, session_id, version) = (next(), number(next()), number(next()));
        Some(Self {
            username: username.into(),
            session_id: session_id?,
            version: version?,
            address: Address::parse(rest)?,
        })
    }

    /// Whether both lines name the same session: all fields but the version.
    pub fn same_session(&self, other: &Origin) -> bool {
        self.session_id == other.session_id
            && self.username == other.username
            && self.address == other.address
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            username,
            session_id,
            version,
            address,
        } = self;
        write!(f, "{username} {session_id} {version} {address}")
    }
}

/// A decimal number modulo 2^64.
fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(digits.bytes().fold(0u64, |n, b| {
        n.wrapping_mul(10).wrapping_add(u64::from(b - b'0'))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_read_and_written() {
        let rows = [
            ("- 1 2 IN IP4 192.0.2.1", Some("- 1 2 IN IP4 192.0.2.1")),
            (
                "a  18446744073709551617 2 IN IP6 ::1",
                Some("a 1 2 IN IP6 ::1"),
            ),
            ("- x 2 IN IP4 192.0.2.1", None),
            ("- 1 2 IN IP4", None),
            ("- 1 -2 IN IP4 192.0.2.1", None),
            ("", None),
        ];
        for (text, written) in rows {
            let origin = Origin::parse(text).map(|o| o.to_string());
            assert_eq!(origin.as_deref(), written, "{text}");
        }
    }
}
