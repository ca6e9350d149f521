//! Bearer capability in brief (Q.931 4.5.5): what is to be carried.

use std::fmt;

use super::term;
use crate::Language;

/// What the call is to carry. Only octets 3 and 4 and the first octet of layer 1 are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The coding standard, two bits; the names hold for 0, ITU-T.
    pub coding: u8,
    /// Information transfer capability, five bits.
    pub capability: u8,
    /// Transfer mode and information transfer rate, two and five bits.
    pub mode_and_rate: Option<(u8, u8)>,
    /// Protocol of layer 1, five bits.
    pub layer_1: Option<u8>,
}

impl Bearer {
    /// Reads the contents of the element, from octet 3. `None` if there is not one octet.
    pub(crate) fn read(octets: &[u8]) -> Option<Self> {
        let (&third, mut rest) = octets.split_first()?;
        let mut bearer = Self {
            coding: third >> 5 & 0x03,
            capability: third & 0x1f,
            mode_and_rate: None,
            layer_1: None,
        };
        if let Some((&fourth, after)) = rest.split_first() {
            let rate = fourth & 0x1f;
            bearer.mode_and_rate = Some((fourth >> 5 & 0x03, rate));
            // With the rate 18 (multirate) an octet with the multiplier follows.
            rest = if rate == 0x18 {
                after.get(1..).unwrap_or_default()
            } else {
                after
            };
        }
        bearer.layer_1 = rest
            .first()
            .filter(|octet| *octet >> 5 & 0x03 == 1)
            .map(|octet| octet & 0x1f);
        Some(bearer)
    }

    /// The name of the capability; `None` if reserved or not coded by ITU-T.
    pub const fn capability_name(&self) -> Option<&'static str> {
        match (self.coding, self.capability) {
            (0, 0x00) => Some("speech"),
            (0, 0x08) => Some("unrestricted digital information"),
            (0, 0x09) => Some("restricted digital information"),
            (0, 0x10) => Some("3.1 kHz audio"),
            (0, 0x11) => Some("unrestricted digital information with tones/announcements"),
            (0, 0x18) => Some("video"),
            _ => None,
        }
    }

    /// The name of the protocol of layer 1; `None` if there is none or it has no name.
    pub const fn layer_1_name(&self) -> Option<&'static str> {
        match self.layer_1 {
            Some(0x01) => Some("V.110"),
            Some(0x02) => Some("G.711 µ-law"),
            Some(0x03) => Some("G.711 A-law"),
            Some(0x05) => Some("H.221"),
            Some(0x08) => Some("V.120"),
            Some(0x09) => Some("X.31"),
            _ => None,
        }
    }
}

impl Bearer {
    /// Capability, rate and protocol of layer 1, in `language`.
    pub fn describe(&self, language: Language) -> String {
        let mut told = match self.capability_name() {
            Some(name) => term::in_language(name, language).to_owned(),
            None => format!(
                "{} 0x{:02x}",
                term::in_language("capability", language),
                self.capability
            ),
        };
        let rate = match self.mode_and_rate {
            Some((0, 0x10)) => "64 kbit/s",
            Some((0, 0x11)) => "2 × 64 kbit/s",
            Some((0, 0x13)) => "384 kbit/s",
            Some((0, 0x15)) => "1536 kbit/s",
            Some((0, 0x17)) => "1920 kbit/s",
            Some((0, 0x18)) => term::in_language("multirate", language),
            Some((2, _)) => term::in_language("packet mode", language),
            _ => "",
        };
        for more in [rate, self.layer_1_name().unwrap_or_default()] {
            if !more.is_empty() {
                told.push_str(", ");
                told.push_str(more);
            }
        }
        told
    }
}

impl fmt::Display for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}
