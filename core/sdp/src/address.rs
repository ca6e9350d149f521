//! The address of `c=` and `o=`: network type, address type, address (RFC 8866 §5.7).

use std::fmt;
use std::net::IpAddr;

/// A connection address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// An IP address. Written with the address type that fits it, whatever the peer had named.
    Ip(IpAddr),
    /// All else, kept as it came with single blanks: host names, multicast with a TTL, other
    /// networks. No media can be sent there.
    Other(Box<str>),
}

impl Address {
    /// Reads three fields, or `None` if there are fewer.
    pub(crate) fn parse(text: &str) -> Option<Address> {
        let mut fields = text.split_ascii_whitespace();
        let (network, kind, address) = (fields.next()?, fields.next()?, fields.next()?);
        if network.eq_ignore_ascii_case("IN")
            && let Ok(ip) = address
                .trim_start_matches('[')
                .trim_end_matches(']')
                .parse()
        {
            return Some(Address::Ip(ip));
        }
        Some(Address::Other(format!("{network} {kind} {address}").into()))
    }

    /// The IP address, if it is one.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Address::Ip(ip) => Some(*ip),
            Address::Other(_) => None,
        }
    }

    /// 0.0.0.0 or ::, which RFC 2543 used to put a call on hold (RFC 3264 §8.4).
    pub fn is_unspecified(&self) -> bool {
        self.ip().is_some_and(|ip| ip.is_unspecified())
    }
}

impl From<IpAddr> for Address {
    fn from(ip: IpAddr) -> Self {
        Address::Ip(ip)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Ip(IpAddr::V4(ip)) => write!(f, "IN IP4 {ip}"),
            Address::Ip(IpAddr::V6(ip)) => write!(f, "IN IP6 {ip}"),
            Address::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        let rows = [
            ("IN IP4 192.0.2.1", Some("IN IP4 192.0.2.1"), true),
            ("in ip4  192.0.2.1 ", Some("IN IP4 192.0.2.1"), true),
            ("IN IP4 2001:db8::1", Some("IN IP6 2001:db8::1"), true),
            ("IN IP6 [2001:db8::1]", Some("IN IP6 2001:db8::1"), true),
            ("IN IP4 224.2.1.1/127", Some("IN IP4 224.2.1.1/127"), false),
            ("IN IP4 phone.example", Some("IN IP4 phone.example"), false),
            ("IN IP4", None, false),
            ("", None, false),
        ];
        for (text, written, is_ip) in rows {
            let address = Address::parse(text);
            assert_eq!(
                address.as_ref().map(ToString::to_string).as_deref(),
                written,
                "{text}"
            );
            assert_eq!(address.and_then(|a| a.ip()).is_some(), is_ip, "{text}");
        }
    }
}
