//! The types of messages of Q.931, with those that Q.932 adds.

use std::fmt;

/// The type of a message: the octet after the call reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageType(u8);

/// Type, name, and whether the message must carry a cause.
const TYPES: [(u8, &str, bool); 34] = [
    (0x00, "ESCAPE", false),
    (0x01, "ALERTING", false),
    (0x02, "CALL PROCEEDING", false),
    (0x03, "PROGRESS", false),
    (0x05, "SETUP", false),
    (0x07, "CONNECT", false),
    (0x0d, "SETUP ACKNOWLEDGE", false),
    (0x0f, "CONNECT ACKNOWLEDGE", false),
    (0x20, "USER INFORMATION", false),
    (0x21, "SUSPEND REJECT", true),
    (0x22, "RESUME REJECT", true),
    (0x24, "HOLD", false),
    (0x25, "SUSPEND", false),
    (0x26, "RESUME", false),
    (0x28, "HOLD ACKNOWLEDGE", false),
    (0x2d, "SUSPEND ACKNOWLEDGE", false),
    (0x2e, "RESUME ACKNOWLEDGE", false),
    (0x30, "HOLD REJECT", true),
    (0x31, "RETRIEVE", false),
    (0x33, "RETRIEVE ACKNOWLEDGE", false),
    (0x37, "RETRIEVE REJECT", true),
    (0x45, "DISCONNECT", true),
    (0x46, "RESTART", false),
    (0x4d, "RELEASE", false),
    (0x4e, "RESTART ACKNOWLEDGE", false),
    (0x5a, "RELEASE COMPLETE", false),
    (0x60, "SEGMENT", false),
    (0x62, "FACILITY", false),
    (0x64, "REGISTER", false),
    (0x6e, "NOTIFY", false),
    (0x75, "STATUS ENQUIRY", false),
    (0x79, "CONGESTION CONTROL", true),
    (0x7b, "INFORMATION", false),
    (0x7d, "STATUS", true),
];

impl MessageType {
    /// The type of this octet; every octet is one.
    pub const fn new(octet: u8) -> Self {
        Self(octet)
    }

    /// The octet.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Its name, as the standard writes it; `None` if Q.931 has no such message.
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|&(_, name, _)| name)
    }

    /// Whether the message must carry a cause in every case. RELEASE and RELEASE COMPLETE must where
    /// they are the first clearing message, which a message alone does not tell.
    pub fn needs_cause(self) -> bool {
        self.row().is_some_and(|&(_, _, needs)| needs)
    }

    fn row(self) -> Option<&'static (u8, &'static str, bool)> {
        TYPES.iter().find(|(octet, ..)| *octet == self.0)
    }
}

impl fmt::Display for MessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "0x{:02x}", self.0),
        }
    }
}
