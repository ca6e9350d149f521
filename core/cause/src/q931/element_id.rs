//! The identifiers of information elements, by codeset.

use std::fmt;

/// An information element's identifier within a codeset (Q.931 4.5).
///
/// With bit 8 set the element is a single octet. Of those, identifiers with a value in the lower bits
/// are named by their upper four: a shift, a congestion level, a repeat indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId {
    /// The codeset, 0 to 7. 5 is national, 6 belongs to the network, 7 to the user.
    pub codeset: u8,
    /// The identifier, as it stands in the octet.
    pub identifier: u8,
}

/// The elements of codeset 0 that are longer than one octet.
const NAMES: [(u8, &str); 45] = [
    (0x00, "Segmented message"),
    (0x01, "Change status"),
    (0x04, "Bearer capability"),
    (0x08, "Cause"),
    (0x0c, "Connected address"),
    (0x0d, "Extended facility"),
    (0x10, "Call identity"),
    (0x14, "Call state"),
    (0x18, "Channel identification"),
    (0x1c, "Facility"),
    (0x1e, "Progress indicator"),
    (0x20, "Network-specific facilities"),
    (0x27, "Notification indicator"),
    (0x28, "Display"),
    (0x29, "Date/time"),
    (0x2c, "Keypad facility"),
    (0x32, "Information request"),
    (0x34, "Signal"),
    (0x36, "Switchhook"),
    (0x38, "Feature activation"),
    (0x39, "Feature indication"),
    (0x3a, "Service profile identification"),
    (0x3b, "Endpoint identifier"),
    (0x40, "Information rate"),
    (0x42, "End-to-end transit delay"),
    (0x43, "Transit delay selection and indication"),
    (0x44, "Packet layer binary parameters"),
    (0x45, "Packet layer window size"),
    (0x46, "Packet size"),
    (0x47, "Closed user group"),
    (0x4a, "Reverse charging indication"),
    (0x4c, "Connected number"),
    (0x4d, "Connected subaddress"),
    (0x6c, "Calling party number"),
    (0x6d, "Calling party subaddress"),
    (0x70, "Called party number"),
    (0x71, "Called party subaddress"),
    (0x74, "Redirecting number"),
    (0x76, "Redirection number"),
    (0x78, "Transit network selection"),
    (0x79, "Restart indicator"),
    (0x7c, "Low layer compatibility"),
    (0x7d, "High layer compatibility"),
    (0x7e, "User-user"),
    (0x7f, "Escape for extension"),
];

impl ElementId {
    /// The cause.
    pub const CAUSE: ElementId = ElementId::new(0x08);

    /// An element of codeset 0.
    pub const fn new(identifier: u8) -> Self {
        Self {
            codeset: 0,
            identifier,
        }
    }

    /// Whether the element is a single octet.
    pub const fn is_single(self) -> bool {
        self.identifier & 0x80 != 0
    }

    /// What a shift shifts to: the codeset, and whether it locks.
    pub const fn shift(self) -> Option<(u8, bool)> {
        if self.identifier & 0xf0 == 0x90 {
            Some((self.identifier & 0x07, self.identifier & 0x08 == 0))
        } else {
            None
        }
    }

    /// Its name; `None` outside codeset 0 and for what Q.931 and Q.932 do not define.
    pub fn name(self) -> Option<&'static str> {
        if let Some((_, locking)) = self.shift() {
            return Some(if locking {
                "Locking shift"
            } else {
                "Non-locking shift"
            });
        }
        if self.codeset != 0 {
            return None;
        }
        match self.identifier {
            0xa0 => Some("More data"),
            0xa1 => Some("Sending complete"),
            0xb0..=0xbf => Some("Congestion level"),
            0xd0..=0xdf => Some("Repeat indicator"),
            other => NAMES
                .iter()
                .find(|(identifier, _)| *identifier == other)
                .map(|(_, name)| *name),
        }
    }
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None if self.codeset == 0 => write!(f, "0x{:02x}", self.identifier),
            None => write!(f, "0x{:02x} of codeset {}", self.identifier, self.codeset),
        }
    }
}
