//! A codec that we can use.

use std::borrow::Cow;

use crate::RtpMap;

/// A codec with the payload type we offer it under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codec {
    /// Encoding name.
    pub encoding: Cow<'static, str>,
    /// RTP clock rate in Hz.
    pub clock_rate: u32,
    /// Audio channels.
    pub channels: u8,
    /// The payload type in our offers. An answer takes the offer's (R-10.2.1-30).
    pub payload_type: u8,
    /// The value of `a=fmtp`, if it needs one.
    pub parameters: Option<Cow<'static, str>>,
}

impl Codec {
    /// G.711 μ-law, which everybody has (R-10.1-1).
    pub const PCMU: Codec = Codec::of_g711("PCMU", 0);
    /// G.711 A-law.
    pub const PCMA: Codec = Codec::of_g711("PCMA", 8);

    const fn of_g711(encoding: &'static str, payload_type: u8) -> Codec {
        Codec {
            encoding: Cow::Borrowed(encoding),
            clock_rate: 8000,
            channels: 1,
            payload_type,
            parameters: None,
        }
    }

    /// What an `a=rtpmap` line says of it.
    pub fn map(&self) -> RtpMap<'_> {
        RtpMap {
            payload_type: self.payload_type,
            encoding: &self.encoding,
            clock_rate: self.clock_rate,
            channels: self.channels,
        }
    }

    /// The codec of a received format, with the sender's parameters.
    pub(crate) fn of_map(map: &RtpMap<'_>, parameters: Option<&str>) -> Codec {
        let known = [Codec::PCMU, Codec::PCMA]
            .into_iter()
            .find(|c| c.map().same_encoding(map));
        Codec {
            encoding: known.map_or_else(
                || Cow::Owned(map.encoding.to_owned()),
                |codec| codec.encoding,
            ),
            clock_rate: map.clock_rate,
            channels: map.channels,
            payload_type: map.payload_type,
            parameters: parameters.map(|text| Cow::Owned(text.to_owned())),
        }
    }
}
