//! How the standard numbers the octets of an element.

use std::fmt;

/// The number of an octet as figures of Q.850 and Q.931 print it: 1 is the identifier, 2 the length,
/// and an octet that the extension bit of octet 3 announces is 3a. In a whole message the octets are
/// counted through from 1 and carry no letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OctetNumber {
    number: usize,
    letter: Option<char>,
}

impl OctetNumber {
    /// The identifier of the element.
    pub const IDENTIFIER: OctetNumber = OctetNumber::new(1);
    /// The length of the contents.
    pub const LENGTH: OctetNumber = OctetNumber::new(2);
    /// Coding standard and location.
    pub const LOCATION: OctetNumber = OctetNumber::new(3);
    /// The recommendation, 3a.
    pub const RECOMMENDATION: OctetNumber = OctetNumber {
        number: 3,
        letter: Some('a'),
    };
    /// The cause value.
    pub const CAUSE: OctetNumber = OctetNumber::new(4);
    /// The first octet of the diagnostics.
    pub const DIAGNOSTIC: OctetNumber = OctetNumber::new(5);

    /// Octet `number`, counted from 1.
    pub const fn new(number: usize) -> Self {
        Self {
            number,
            letter: None,
        }
    }

    /// The octet that lies `distance` further on; the letter is dropped when it moves.
    pub const fn plus(self, distance: usize) -> Self {
        if distance == 0 {
            self
        } else {
            Self::new(self.number.saturating_add(distance))
        }
    }

    /// The number without the letter.
    pub const fn number(self) -> usize {
        self.number
    }

    /// The letter of an extension octet.
    pub const fn letter(self) -> Option<char> {
        self.letter
    }
}

impl fmt::Display for OctetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)?;
        self.letter.map_or(Ok(()), |letter| write!(f, "{letter}"))
    }
}
