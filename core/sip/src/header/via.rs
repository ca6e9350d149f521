//! Via (RFC 3261 §20.42, RFC 3581).

use std::fmt;
use std::net::IpAddr;

use super::{HeaderError, Occurrence, TypedHeader, grammar, malformed};
use crate::host::Host;
use crate::name::HeaderName;
use crate::params::Params;

/// One hop of the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Via<'a> {
    /// The transport's name as it came: `UDP`, `TCP`, `TLS` or any token.
    pub transport: &'a str,
    /// The host of sent-by.
    pub host: Host<'a>,
    /// The port of sent-by, if one is written.
    pub port: Option<u16>,
    /// The parameters.
    pub params: Params<'a>,
}

/// What a branch of RFC 3261 begins with (RFC 3261 §8.1.1.7).
pub const MAGIC_COOKIE: &str = "z9hG4bK";

impl<'a> Via<'a> {
    /// The branch.
    pub fn branch(&self) -> Option<&'a str> {
        self.params.value("branch")
    }

    /// Whether the branch is one of RFC 3261: it begins with the magic cookie.
    pub fn has_magic_cookie(&self) -> bool {
        self.branch().is_some_and(|branch| {
            branch
                .get(..MAGIC_COOKIE.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(MAGIC_COOKIE))
        })
    }

    /// The address that the next hop saw the message come from.
    pub fn received(&self) -> Option<IpAddr> {
        let value = self.params.value("received")?;
        let bare = value
            .strip_prefix('[')
            .and_then(|value| value.strip_suffix(']'));
        bare.unwrap_or(value).parse().ok()
    }

    /// The port of RFC 3581: `None` without the parameter, `Some(None)` while it asks to be filled.
    pub fn rport(&self) -> Option<Option<u16>> {
        self.params
            .get("rport")
            .map(|value| value.and_then(|value| value.parse().ok()))
    }

    /// The address in `maddr`.
    pub fn maddr(&self) -> Option<Host<'a>> {
        Host::parse(self.params.value("maddr")?).ok()
    }
}

impl<'a> TypedHeader<'a> for Via<'a> {
    const NAME: HeaderName = HeaderName::Via;
    const OCCURRENCE: Occurrence = Occurrence::List;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let bad = |part| malformed(Self::NAME, part);
        let (name, rest) = segment(value).ok_or(bad("protocol"))?;
        let (version, rest) = segment(rest).ok_or(bad("protocol"))?;
        if !name.eq_ignore_ascii_case("SIP") || version != "2.0" {
            return Err(bad("protocol"));
        }
        let (transport, rest) =
            grammar::take_token(grammar::trim_start(rest)).ok_or(bad("transport"))?;
        if !rest.bytes().next().is_some_and(grammar::is_blank) {
            return Err(bad("sent-by"));
        }
        let end = rest.find(';').unwrap_or(rest.len());
        let (sent_by, params) = rest.split_at_checked(end).ok_or(bad("sent-by"))?;
        let (host, port) = Host::with_port(grammar::trim(sent_by)).map_err(|_| bad("sent-by"))?;
        let params = Params::parse(params).ok_or(bad("parameters"))?;
        Ok(Self {
            transport,
            host,
            port,
            params,
        })
    }
}

impl fmt::Display for Via<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SIP/2.0/{} {}", self.transport, self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        write!(f, "{}", self.params)
    }
}

/// A token and the slash behind it.
fn segment(text: &str) -> Option<(&str, &str)> {
    let (token, rest) = grammar::take_token(grammar::trim_start(text))?;
    Some((token, grammar::trim_start(rest).strip_prefix('/')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_via_falls_into_its_parts() {
        let via =
            Via::parse("SIP  /   2.0\r\n /UDP\r\n    192.0.2.2 : 5061 ;rport;branch= z9hG4bKa")
                .expect("legal");
        assert_eq!(via.transport, "UDP");
        assert_eq!(via.host, Host::Ip("192.0.2.2".parse().expect("address")));
        assert_eq!(via.port, Some(5061));
        assert_eq!(via.rport(), Some(None));
        assert_eq!(via.branch(), Some("z9hG4bKa"));
        assert!(via.has_magic_cookie());
    }

    #[test]
    fn what_the_next_hop_filled_in_is_read() {
        let via =
            Via::parse("SIP/2.0/TCP h;received=[2001:db8::1];rport=40000;branch=1").expect("legal");
        assert_eq!(via.received(), "2001:db8::1".parse().ok());
        assert_eq!(via.rport(), Some(Some(40000)));
        assert!(!via.has_magic_cookie());
        let printed = via.to_string();
        assert_eq!(Via::parse(&printed), Ok(via));
    }

    #[test]
    fn what_is_no_via_is_refused() {
        for value in [
            "",
            ";",
            "SIP/2.0/UDP",
            "SIP/2.0/UDP ",
            "SIP/2.0/UDPh",
            "SIP/7.0/UDP h",
            "HTTP/2.0/UDP h",
            "SIP/2.0/UDP h;;",
            "SIP/2.0/UDP h:x",
            "SIP/2.0/UDP a b",
        ] {
            assert!(Via::parse(value).is_err(), "{value}");
        }
    }
}
