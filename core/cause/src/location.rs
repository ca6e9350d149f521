//! Where a cause was generated (ITU-T Q.850, RFC 8606 §4): bits 4 to 1 of octet 3.

use std::fmt;

use crate::Text;

/// The location of a Cause element: four bits, 0 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location(u8);

impl Location {
    /// The user.
    pub const USER: Location = Location(0);
    /// The private network that serves the local user.
    pub const PRIVATE_LOCAL: Location = Location(1);
    /// The public network that serves the local user.
    pub const PUBLIC_LOCAL: Location = Location(2);
    /// A transit network.
    pub const TRANSIT: Location = Location(3);
    /// The public network that serves the remote user.
    pub const PUBLIC_REMOTE: Location = Location(4);
    /// The private network that serves the remote user.
    pub const PRIVATE_REMOTE: Location = Location(5);
    /// An international network.
    pub const INTERNATIONAL: Location = Location(7);
    /// A network beyond the point of interworking.
    pub const BEYOND: Location = Location(10);

    const ABBREVIATIONS: [&'static str; 16] = [
        "U", "LPN", "LN", "TN", "RLN", "RPN", "LOC-6", "INTL", "LOC-8", "LOC-9", "BI", "LOC-11",
        "LOC-12", "LOC-13", "LOC-14", "LOC-15",
    ];

    /// The location of this number; `None` above 15.
    pub const fn new(value: u8) -> Option<Self> {
        if value < 16 { Some(Self(value)) } else { None }
    }

    /// The location of the lower four bits.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x0f)
    }

    /// All sixteen.
    pub fn all() -> impl Iterator<Item = Location> {
        (0..16).map(Location)
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Whether a meaning is assigned to it.
    pub const fn is_assigned(self) -> bool {
        matches!(self.0, 0..=5 | 7 | 10)
    }

    /// Whether it is set aside for national use.
    pub const fn is_national(self) -> bool {
        self.0 >= 12
    }

    /// Its name in the `location` parameter of a Reason header (RFC 8606 §4).
    pub fn abbreviation(self) -> &'static str {
        Self::ABBREVIATIONS
            .get(usize::from(self.0))
            .copied()
            .unwrap_or_default()
    }

    /// The location of this abbreviation. Case does not matter.
    pub fn parse(abbreviation: &str) -> Option<Self> {
        Self::all().find(|it| it.abbreviation().eq_ignore_ascii_case(abbreviation))
    }

    /// The words for it where a person reads.
    pub const fn name(self) -> Text {
        match self.0 {
            0 => Text {
                en: "user",
                ja: "ユーザ",
                nl: "gebruiker",
                zh: "使用者",
            },
            1 => Text {
                en: "private network serving the local user",
                ja: "ローカルユーザ収容の私設網",
                nl: "bedrijfsnetwerk van de eigen gebruiker",
                zh: "服務本地使用者的專用網路",
            },
            2 => Text {
                en: "public network serving the local user",
                ja: "ローカルユーザ収容の公衆網",
                nl: "openbaar netwerk van de eigen gebruiker",
                zh: "服務本地使用者的公眾網路",
            },
            3 => Text {
                en: "transit network",
                ja: "中継網",
                nl: "transitnetwerk",
                zh: "轉接網路",
            },
            4 => Text {
                en: "public network serving the remote user",
                ja: "リモートユーザ収容の公衆網",
                nl: "openbaar netwerk van de andere gebruiker",
                zh: "服務遠端使用者的公眾網路",
            },
            5 => Text {
                en: "private network serving the remote user",
                ja: "リモートユーザ収容の私設網",
                nl: "bedrijfsnetwerk van de andere gebruiker",
                zh: "服務遠端使用者的專用網路",
            },
            7 => Text {
                en: "international network",
                ja: "国際網",
                nl: "internationaal netwerk",
                zh: "國際網路",
            },
            10 => Text {
                en: "network beyond interworking point",
                ja: "インタワーキング点以遠の網",
                nl: "netwerk voorbij het koppelpunt",
                zh: "互通點之後的網路",
            },
            12..=15 => Text {
                en: "reserved for national use",
                ja: "国内用に留保",
                nl: "gereserveerd voor nationaal gebruik",
                zh: "保留供各國自訂使用",
            },
            _ => Text {
                en: "spare",
                ja: "未割当",
                nl: "niet toegewezen",
                zh: "備用",
            },
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbreviation())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_location_is_found_by_its_abbreviation() {
        assert_eq!(Location::all().count(), 16);
        for location in Location::all() {
            assert_eq!(Location::new(location.value()), Some(location));
            assert_eq!(Location::parse(location.abbreviation()), Some(location));
        }
        assert_eq!(Location::parse("lpn"), Some(Location::PRIVATE_LOCAL));
        assert_eq!(Location::parse("LOC-7"), None);
        assert_eq!(Location::new(16), None);
    }

    #[test]
    fn eight_locations_have_a_meaning() {
        assert_eq!(Location::all().filter(|it| it.is_assigned()).count(), 8);
        assert_eq!(Location::all().filter(|it| it.is_national()).count(), 4);
        assert_eq!(
            Location::BEYOND.name().en,
            "network beyond interworking point"
        );
        assert_eq!(Location::from_bits(0x8a), Location::BEYOND);
    }
}
