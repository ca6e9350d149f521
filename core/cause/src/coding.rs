//! The coding standard of a Cause element (ITU-T Q.850): bits 7 and 6 of octet 3.

use crate::Text;

/// Whose standard the rest of the element follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodingStandard {
    /// ITU-T.
    #[default]
    Itu,
    /// ISO/IEC.
    Iso,
    /// A national standard.
    National,
    /// A standard of the location that the element names.
    Location,
}

impl CodingStandard {
    /// All of them, by number.
    pub const ALL: [CodingStandard; 4] = [
        CodingStandard::Itu,
        CodingStandard::Iso,
        CodingStandard::National,
        CodingStandard::Location,
    ];

    /// The standard of these two bits; higher ones are ignored.
    pub const fn from_bits(bits: u8) -> Self {
        match bits & 0b11 {
            0 => CodingStandard::Itu,
            1 => CodingStandard::Iso,
            2 => CodingStandard::National,
            _ => CodingStandard::Location,
        }
    }

    /// The two bits.
    pub const fn bits(self) -> u8 {
        self as u8
    }

    /// The words for it where a person reads.
    pub const fn name(self) -> Text {
        match self {
            CodingStandard::Itu => Text {
                en: "ITU-T standard",
                ja: "ITU-T標準",
                nl: "ITU-T-standaard",
                zh: "ITU-T 標準",
            },
            CodingStandard::Iso => Text {
                en: "ISO/IEC standard",
                ja: "ISO/IEC標準",
                nl: "ISO/IEC-standaard",
                zh: "ISO/IEC 標準",
            },
            CodingStandard::National => Text {
                en: "national standard",
                ja: "国内標準",
                nl: "nationale standaard",
                zh: "國家標準",
            },
            CodingStandard::Location => Text {
                en: "standard specific to the identified location",
                ja: "示された生成源に固有の標準",
                nl: "standaard van de genoemde locatie",
                zh: "所指位置專用的標準",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_and_standards_are_one() {
        for (bits, standard) in (0..).zip(CodingStandard::ALL) {
            assert_eq!(standard.bits(), bits);
            assert_eq!(CodingStandard::from_bits(bits), standard);
        }
    }
}
