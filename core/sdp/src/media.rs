//! One `m=` section: a stream (RFC 8866 §5.14).

use std::borrow::Cow;
use std::fmt;

use smallvec::SmallVec;

use crate::{Address, Codec, Direction, Line, Lines, Rtcp, RtpMap};

/// One entry of the format list of an `m=` line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An RTP payload type, 0 to 127.
    Payload(u8),
    /// Anything else, as other protocols use it.
    Token(Box<str>),
}

impl Format {
    pub(crate) fn parse(text: &str) -> Self {
        match text.parse() {
            Ok(number) if number < 128 => Self::Payload(number),
            _ => Self::Token(text.into()),
        }
    }

    /// The payload type, if it is one.
    pub fn payload(&self) -> Option<u8> {
        match self {
            Self::Payload(number) => Some(*number),
            Self::Token(_) => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Payload(number) => write!(f, "{number}"),
            Self::Token(text) => f.write_str(text),
        }
    }
}

/// A media section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// `audio`, `video`, ...
    pub kind: Cow<'static, str>,
    /// Port; 0 refuses or ends the stream.
    pub port: u16,
    /// Number of ports; 1 unless layered.
    pub port_count: u16,
    /// `RTP/AVP`, ...
    pub protocol: Cow<'static, str>,
    /// Formats, the preferred first.
    pub formats: SmallVec<[Format; 8]>,
    /// Its own `c=` line; without one the session's holds.
    pub connection: Option<Address>,
    /// All other lines.
    pub lines: Lines,
}

impl Media {
    /// An audio stream over RTP without formats yet.
    pub fn audio(port: u16) -> Self {
        Self {
            kind: Cow::Borrowed("audio"),
            port,
            port_count: 1,
            protocol: Cow::Borrowed("RTP/AVP"),
            formats: SmallVec::new(),
            connection: None,
            lines: Lines::default(),
        }
    }

    /// The same stream refused: port 0 and nothing but the format list (RFC 3264 §6).
    pub fn refused(&self) -> Self {
        Self {
            kind: self.kind.clone(),
            port: 0,
            port_count: 1,
            protocol: self.protocol.clone(),
            formats: self.formats.clone(),
            connection: None,
            lines: Lines::default(),
        }
    }

    /// Reads the value of an `m=` line; `Err(true)` if only the number of formats is too large.
    pub(crate) fn parse(text: &str) -> Result<Self, bool> {
        let mut fields = text.split_ascii_whitespace();
        let (Some(kind), Some(port), Some(protocol)) =
            (fields.next(), fields.next(), fields.next())
        else {
            return Err(false);
        };
        let (port, port_count) = match port.split_once('/') {
            Some((port, count)) => (port, count.parse().map_err(|_| false)?),
            None => (port, 1),
        };
        let mut formats = SmallVec::new();
        for field in fields {
            if formats.len() == crate::MAX_FORMATS {
                return Err(true);
            }
            formats.push(Format::parse(field));
        }
        if formats.is_empty() {
            // Refused streams come without a list at times; the grammar wants one entry.
            formats.push(Format::Payload(0));
        }
        Ok(Self {
            kind: known(kind, &["audio", "video", "application", "image", "text"]),
            port: port.parse().map_err(|_| false)?,
            port_count,
            protocol: known(
                protocol,
                &["RTP/AVP", "RTP/AVPF", "RTP/SAVP", "UDP/TLS/RTP/SAVPF"],
            ),
            formats,
            connection: None,
            lines: Lines::default(),
        })
    }

    /// Whether it is audio.
    pub fn is_audio(&self) -> bool {
        self.kind.eq_ignore_ascii_case("audio")
    }

    /// Whether it is audio over unencrypted RTP with a port. RTP/AVPF only adds feedback that
    /// nobody must send.
    pub fn is_usable_audio(&self) -> bool {
        self.is_audio()
            && self.port != 0
            && ["RTP/AVP", "RTP/AVPF"]
                .iter()
                .any(|p| self.protocol.eq_ignore_ascii_case(p))
    }

    /// The RTP payload types among the formats.
    pub fn payload_types(&self) -> impl Iterator<Item = u8> + '_ {
        self.formats.iter().filter_map(Format::payload)
    }

    /// What a payload type stands for: its `a=rtpmap`, else the static assignment.
    pub fn rtpmap(&self, payload_type: u8) -> Option<RtpMap<'_>> {
        self.lines
            .attributes()
            .filter_map(|attribute| RtpMap::parse(&attribute))
            .find(|map| map.payload_type == payload_type)
            .or_else(|| RtpMap::of_static(payload_type))
    }

    /// The listed formats that are known, in order. Reads the attributes once, however many formats
    /// there are.
    pub fn maps(&self) -> impl Iterator<Item = RtpMap<'_>> {
        let written: SmallVec<[RtpMap<'_>; 8]> = self
            .lines
            .attributes()
            .filter_map(|attribute| RtpMap::parse(&attribute))
            .collect();
        self.payload_types().filter_map(move |number| {
            let own = written.iter().find(|map| map.payload_type == number);
            own.copied().or_else(|| RtpMap::of_static(number))
        })
    }

    /// The `a=fmtp` value of a payload type.
    pub fn fmtp(&self, payload_type: u8) -> Option<&str> {
        self.lines
            .attributes()
            .filter(|attribute| attribute.is("fmtp"))
            .filter_map(|attribute| attribute.payload())
            .find(|(number, _)| *number == payload_type)
            .map(|(_, value)| value)
    }

    /// `a=ptime` in milliseconds, if it is a positive whole number.
    pub fn ptime(&self) -> Option<u16> {
        self.milliseconds("ptime")
    }

    /// `a=maxptime` in milliseconds, if it is a positive whole number.
    pub fn maxptime(&self) -> Option<u16> {
        self.milliseconds("maxptime")
    }

    fn milliseconds(&self, name: &str) -> Option<u16> {
        let value = self.lines.find(name)?.value?;
        value.parse().ok().filter(|ms| *ms != 0)
    }

    /// `a=rtcp`.
    pub fn rtcp(&self) -> Option<Rtcp> {
        Rtcp::parse(self.lines.find("rtcp")?.value?)
    }

    /// Its own direction attribute; without one the session's holds.
    pub fn own_direction(&self) -> Option<Direction> {
        self.lines
            .attributes()
            .find_map(|attribute| Direction::parse(attribute.name))
    }

    /// Sets the direction attribute; sendrecv is written by leaving it out.
    pub fn set_direction(&mut self, direction: Direction) {
        self.lines.retain(|line| {
            line.as_attribute()
                .is_none_or(|a| Direction::parse(a.name).is_none())
        });
        if direction != Direction::SendRecv {
            self.lines.push(Line::attribute(direction.as_str()));
        }
    }

    /// Adds a format with its `a=rtpmap` and `a=fmtp`.
    pub fn push_codec(&mut self, codec: &Codec) {
        self.push_format(&codec.map(), codec.parameters.as_deref());
    }

    pub(crate) fn push_format(&mut self, map: &RtpMap<'_>, parameters: Option<&str>) {
        let RtpMap {
            payload_type,
            encoding,
            clock_rate,
            channels,
        } = *map;
        self.formats.push(Format::Payload(payload_type));
        let mut value = format!("rtpmap:{payload_type} {encoding}/{clock_rate}");
        if channels != 1 {
            value.push_str(&format!("/{channels}"));
        }
        self.lines.push(Line::attribute(value));
        if let Some(parameters) = parameters {
            self.lines
                .push(Line::attribute(format!("fmtp:{payload_type} {parameters}")));
        }
    }

    /// Drops the formats for which `keep` is false, with the attributes that describe only them.
    pub fn retain_formats(&mut self, mut keep: impl FnMut(&Format) -> bool) {
        self.formats.retain(|format| keep(format));
        let kept = &self.formats;
        self.lines.retain(|line| {
            line.as_attribute()
                .and_then(|attribute| attribute.of_format())
                .is_none_or(|number| kept.contains(&Format::Payload(number)))
        });
    }
}

/// The text without an allocation if it is one of the usual ones.
fn known(text: &str, usual: &[&'static str]) -> Cow<'static, str> {
    match usual.iter().find(|known| **known == text) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(text.to_owned()),
    }
}
