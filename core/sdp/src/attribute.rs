//! Attributes of `a=` lines that offer/answer needs to understand (RFC 8866 §6, RFC 3605).

use std::net::{IpAddr, SocketAddr};

use crate::Address;

/// `a=name` or `a=name:value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name, as written.
    pub name: &'a str,
    /// The value after the colon, without blanks around it.
    pub value: Option<&'a str>,
}

impl<'a> Attribute<'a> {
    /// Splits the value of an `a=` line.
    pub fn parse(line: &'a str) -> Self {
        match line.split_once(':') {
            Some((name, value)) => Self {
                name: name.trim(),
                value: Some(value.trim()),
            },
            None => Self {
                name: line.trim(),
                value: None,
            },
        }
    }

    /// Whether it has this name; letter case is forgiven.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The payload type that an attribute of the form `name:<payload type> ...` speaks about, and
    /// the rest.
    pub fn payload(&self) -> Option<(u8, &'a str)> {
        let value = self.value?;
        let (number, rest) = value.split_once([' ', '\t']).unwrap_or((value, ""));
        Some((number.parse().ok().filter(|n| *n < 128)?, rest.trim()))
    }

    /// The payload type of an attribute that describes one format and nothing else.
    pub(crate) fn of_format(&self) -> Option<u8> {
        let of_format = self.is("rtpmap") || self.is("fmtp") || self.is("rtcp-fb");
        if of_format {
            self.payload().map(|(number, _)| number)
        } else {
            None
        }
    }
}

/// What a payload type stands for: `a=rtpmap`, or the static assignment of RFC 3551.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpMap<'a> {
    /// Payload type, 0 to 127.
    pub payload_type: u8,
    /// Encoding name; compared without regard to case.
    pub encoding: &'a str,
    /// RTP clock rate in Hz.
    pub clock_rate: u32,
    /// Audio channels.
    pub channels: u8,
}

impl<'a> RtpMap<'a> {
    /// Reads the value of `a=rtpmap`: `0 PCMU/8000/1`.
    pub fn parse(attribute: &Attribute<'a>) -> Option<Self> {
        if !attribute.is("rtpmap") {
            return None;
        }
        let (payload_type, rest) = attribute.payload()?;
        let mut fields = rest.split('/');
        let encoding = fields
            .next()
            .map(str::trim)
            .filter(|name| !name.is_empty())?;
        let clock_rate = fields.next()?.trim().parse().ok()?;
        let channels = fields
            .next()
            .and_then(|n| n.trim().parse().ok())
            .unwrap_or(1);
        Some(Self {
            payload_type,
            encoding,
            clock_rate,
            channels,
        })
    }

    /// The static assignment of a payload type (RFC 3551 §6), for the audio types in use.
    pub fn of_static(payload_type: u8) -> Option<RtpMap<'static>> {
        let (encoding, clock_rate, channels) = match payload_type {
            0 => ("PCMU", 8000, 1),
            3 => ("GSM", 8000, 1),
            4 => ("G723", 8000, 1),
            5 => ("DVI4", 8000, 1),
            6 => ("DVI4", 16000, 1),
            7 => ("LPC", 8000, 1),
            8 => ("PCMA", 8000, 1),
            9 => ("G722", 8000, 1),
            10 => ("L16", 44100, 2),
            11 => ("L16", 44100, 1),
            12 => ("QCELP", 8000, 1),
            13 => ("CN", 8000, 1),
            15 => ("G728", 8000, 1),
            18 => ("G729", 8000, 1),
            _ => return None,
        };
        Some(RtpMap {
            payload_type,
            encoding,
            clock_rate,
            channels,
        })
    }

    /// Whether both stand for the same encoding, whatever the numbers.
    pub fn same_encoding(&self, other: &RtpMap<'_>) -> bool {
        self.clock_rate == other.clock_rate
            && self.channels == other.channels
            && self.encoding.eq_ignore_ascii_case(other.encoding)
    }

    /// Whether these are named events, DTMF among them (RFC 4733).
    pub fn is_telephone_event(&self) -> bool {
        self.encoding.eq_ignore_ascii_case("telephone-event")
    }

    /// Whether it carries speech, rather than events, comfort noise or redundancy.
    pub fn is_codec(&self) -> bool {
        !self.is_telephone_event()
            && !["CN", "red", "ulpfec"]
                .iter()
                .any(|name| self.encoding.eq_ignore_ascii_case(name))
    }
}

/// `a=rtcp`: where RTCP goes if it is not the port above RTP (RFC 3605).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rtcp {
    /// Port.
    pub port: u16,
    /// Address, if it differs from that of the media.
    pub address: Option<IpAddr>,
}

impl Rtcp {
    /// Reads the value of `a=rtcp`: `53020 IN IP4 126.16.64.4`, the address optional.
    pub fn parse(value: &str) -> Option<Self> {
        let (port, rest) = value.split_once([' ', '\t']).unwrap_or((value, ""));
        let port = port.parse().ok().filter(|port| *port != 0)?;
        Some(Self {
            port,
            address: Address::parse(rest).and_then(|address| address.ip()),
        })
    }

    /// The transport address, given that of the media.
    pub fn with_media(self, media: IpAddr) -> SocketAddr {
        SocketAddr::new(self.address.unwrap_or(media), self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rtpmaps_are_read() {
        let rows = [
            ("rtpmap:0 PCMU/8000", Some((0, "PCMU", 8000, 1))),
            ("rtpmap: 0  pcmu/8000/1", Some((0, "pcmu", 8000, 1))),
            ("rtpmap:96 opus/48000/2", Some((96, "opus", 48000, 2))),
            ("rtpmap:128 x/8000", None),
            ("rtpmap:96 x", None),
            ("rtpmap:96 /8000", None),
            ("rtpmap", None),
            ("fmtp:96 x/8000", None),
        ];
        for (line, expected) in rows {
            let map = RtpMap::parse(&Attribute::parse(line));
            let map = map.map(|m| (m.payload_type, m.encoding, m.clock_rate, m.channels));
            assert_eq!(map, expected, "{line}");
        }
    }

    #[test]
    fn rtcp_ports_are_read() {
        let rows = [
            ("53020", Some("192.0.2.1:53020")),
            ("53020 IN IP4 192.0.2.9", Some("192.0.2.9:53020")),
            ("53020 IN IP6 2001:db8::9", Some("[2001:db8::9]:53020")),
            ("0", None),
            ("65536", None),
            ("x", None),
        ];
        for (value, expected) in rows {
            let rtcp = Rtcp::parse(value).map(|r| r.with_media([192, 0, 2, 1].into()).to_string());
            assert_eq!(rtcp.as_deref(), expected, "{value}");
        }
    }
}
