//! The Cause element of ITU-T Q.850 as octets.
//!
//! ```text
//!      8     7     6     5     4     3     2     1
//!   | 0     0     0     0     1     0     0     0 |  1   identifier
//!   | length of the contents                      |  2
//!   | ext | coding    | 0   | location            |  3
//!   | 1   | recommendation                        |  3a  only if ext of octet 3 is 0
//!   | 1   | class           | value in class      |  4
//!   | diagnostics, by cause                       |  5…
//! ```
//!
//! Reading never refuses: octets that are cut off, too many or contradict each other yield all that
//! can be read and a list of [`Complaint`]s. On octets without a complaint, writing is the exact
//! inverse of reading.

mod complaint;
mod field;
mod layout;
mod notes;
mod octet_number;

pub use complaint::{Complaint, Flaw};
pub use field::{Bits, Field, Meaning, Part};
pub use layout::{Line, Role};
pub use octet_number::OctetNumber;

pub(crate) use notes::Notes;

use layout::Octet;
use thiserror::Error;

use crate::{Cause, CodingStandard, Diagnostic, Location, Recommendation};

/// The identifier of the Cause element in codeset 0.
pub const IDENTIFIER: u8 = 0x08;

/// The most octets of an element, identifier and length included: the limit of Q.850.
const LONGEST: usize = 32;

/// The most contents that the octet of the length can count.
const MOST_CONTENTS: usize = 255;

/// The extension bit of an octet: 1 in the last octet of its group.
const EXTENSION: u8 = 0x80;

/// A Cause element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CauseElement {
    /// Whose causes these are. The names of Q.850 hold for the coding standard of ITU-T only.
    pub coding: CodingStandard,
    /// Bit 5 of octet 3, which should be `false`.
    pub spare: bool,
    /// Who chose the cause.
    pub location: Location,
    /// Octet 3a, if it is there.
    pub recommendation: Option<Recommendation>,
    /// The cause.
    pub cause: Cause,
    diagnostics: Vec<u8>,
}

/// More diagnostics than an element of 32 octets has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{octets} octets of diagnostics, room for {room}")]
pub struct DiagnosticsTooLong {
    /// How many there are.
    pub octets: usize,
    /// How many there may be.
    pub room: usize,
}

impl CauseElement {
    /// The element of `cause`, chosen at `location`: coded by ITU-T, without octet 3a or diagnostics.
    pub const fn new(location: Location, cause: Cause) -> Self {
        Self {
            coding: CodingStandard::Itu,
            spare: false,
            location,
            recommendation: None,
            cause,
            diagnostics: Vec::new(),
        }
    }

    /// The same with these octets as diagnostics.
    ///
    /// # Errors
    ///
    /// When the element would exceed 32 octets. Octet 3a counts whether it is there or not, so that
    /// it can be set later.
    pub fn with_diagnostics(self, octets: &[u8]) -> Result<Self, DiagnosticsTooLong> {
        let room = LONGEST - 5;
        if octets.len() > room {
            let octets = octets.len();
            return Err(DiagnosticsTooLong { octets, room });
        }
        Ok(Self {
            diagnostics: octets.to_vec(),
            ..self
        })
    }

    /// The octets of the diagnostics, octet 5 first.
    pub fn diagnostics(&self) -> &[u8] {
        &self.diagnostics
    }

    /// The diagnostics read by the format that belongs to the cause; `None` if there are none. Of
    /// other coding standards than ITU-T's no format is known, so their octets are given as they are.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        if self.diagnostics.is_empty() {
            None
        } else if self.coding == CodingStandard::Itu {
            Some(Diagnostic::read(self.cause, &self.diagnostics))
        } else {
            Some(Diagnostic::unread(&self.diagnostics))
        }
    }

    /// The whole element: identifier, length, contents.
    pub fn encode(&self) -> Vec<u8> {
        let mut contents = self.encode_contents();
        contents.truncate(MOST_CONTENTS);
        // The contents were just cut to what one octet can count.
        let length = u8::try_from(contents.len()).unwrap_or(u8::MAX);
        let mut octets = vec![IDENTIFIER, length];
        octets.extend_from_slice(&contents);
        octets
    }

    /// The contents alone: from octet 3.
    pub fn encode_contents(&self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(3 + self.diagnostics.len());
        let third = self.coding.bits() << 5 | u8::from(self.spare) << 4 | self.location.value();
        match self.recommendation {
            None => octets.push(EXTENSION | third),
            Some(recommendation) => {
                octets.extend([third, EXTENSION | recommendation.value()]);
            }
        }
        octets.push(EXTENSION | self.cause.value());
        octets.extend_from_slice(&self.diagnostics);
        octets
    }

    /// Reads an element from its identifier on.
    pub fn decode(octets: &[u8]) -> Decoded {
        let mut reading = Decoded::default();
        reading.read_element(octets);
        reading
    }

    /// Reads contents without identifier and length; the first octet is octet 3.
    pub fn decode_contents(octets: &[u8]) -> Decoded {
        let mut reading = Decoded::default();
        let (contents, beyond) = octets.split_at(octets.len().min(MOST_CONTENTS));
        reading.judge_length(contents.len() + 2);
        reading.read_contents(contents);
        reading.read_beyond(contents.len() + 3, beyond);
        reading
    }
}

/// What was read from octets that should be a Cause element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The element, if a cause value could be read.
    pub element: Option<CauseElement>,
    /// Octet 1.
    pub identifier: Option<u8>,
    /// Octet 2.
    pub length: Option<u8>,
    /// From octet 3, even if the element ends there.
    pub coding: Option<CodingStandard>,
    /// From octet 3, even if the element ends there.
    pub location: Option<Location>,
    /// Octet 3a, even if the element ends there.
    pub recommendation: Option<Recommendation>,
    /// What is wrong, in the order of the octets as they were read.
    pub complaints: Vec<Complaint>,
    octets: Vec<Octet>,
}

impl Decoded {
    /// The octets one by one, each with its number, its bits and their meaning.
    pub fn layout(&self) -> Vec<Line> {
        layout::lines(&self.octets, self.element.as_ref())
    }

    fn read_element(&mut self, octets: &[u8]) {
        let Some((&identifier, rest)) = octets.split_first() else {
            self.complain(OctetNumber::IDENTIFIER, Flaw::Empty);
            return;
        };
        self.identifier = Some(identifier);
        self.note(OctetNumber::IDENTIFIER, identifier, Role::Identifier);
        if identifier != IDENTIFIER {
            self.complain(OctetNumber::IDENTIFIER, Flaw::NotACause { identifier });
        }
        let Some((&length, rest)) = rest.split_first() else {
            self.complain(OctetNumber::LENGTH, Flaw::NoLength);
            return;
        };
        self.length = Some(length);
        self.note(OctetNumber::LENGTH, length, Role::Length);
        let announced = usize::from(length);
        let (contents, beyond) = rest.split_at(announced.min(rest.len()));
        if contents.len() < announced {
            let present = contents.len();
            self.complain(OctetNumber::LENGTH, Flaw::Truncated { announced, present });
        }
        self.judge_length(announced + 2);
        self.read_contents(contents);
        self.read_beyond(announced + 3, beyond);
    }

    /// Octets after the element, numbered on from its last one without regard to octet 3a.
    fn read_beyond(&mut self, first: usize, beyond: &[u8]) {
        let at = OctetNumber::new(first);
        for (distance, octet) in beyond.iter().enumerate() {
            self.note(at.plus(distance), *octet, Role::Beyond);
        }
        if !beyond.is_empty() {
            let octets = beyond.len();
            self.complain(at, Flaw::Beyond { octets });
        }
    }

    fn judge_length(&mut self, octets: usize) {
        if octets > LONGEST {
            self.complain(OctetNumber::LENGTH, Flaw::TooLong { octets });
        }
    }

    fn read_contents(&mut self, contents: &[u8]) {
        let Some((&third, mut rest)) = contents.split_first() else {
            self.complain(OctetNumber::LOCATION, Flaw::NoLocation);
            return;
        };
        let coding = CodingStandard::from_bits(third >> 5);
        let location = Location::from_bits(third);
        let spare = third & 0x10 != 0;
        self.coding = Some(coding);
        self.location = Some(location);
        self.note(OctetNumber::LOCATION, third, Role::Location);
        if spare {
            self.complain(OctetNumber::LOCATION, Flaw::SpareBit);
        }
        if third & EXTENSION == 0
            && let Some((&octet, after)) = rest.split_first()
        {
            rest = after;
            self.recommendation = Some(Recommendation::of_octet(octet));
            self.note(OctetNumber::RECOMMENDATION, octet, Role::Recommendation);
            if after.is_empty() {
                let cause = octet & !EXTENSION;
                self.complain(OctetNumber::LOCATION, Flaw::NoCauseUnless { cause });
            } else if octet & EXTENSION == 0 {
                self.complain(OctetNumber::RECOMMENDATION, Flaw::Continues);
            }
        }
        let Some((&fourth, diagnostics)) = rest.split_first() else {
            self.complain(OctetNumber::CAUSE, Flaw::NoCause);
            return;
        };
        self.note(OctetNumber::CAUSE, fourth, Role::Cause);
        if fourth & EXTENSION == 0 {
            self.complain(OctetNumber::CAUSE, Flaw::Continues);
        }
        for (distance, octet) in diagnostics.iter().enumerate() {
            self.note(
                OctetNumber::DIAGNOSTIC.plus(distance),
                *octet,
                Role::Diagnostic,
            );
        }
        let element = CauseElement {
            coding,
            spare,
            location,
            recommendation: self.recommendation,
            cause: layout::cause_of(fourth),
            diagnostics: diagnostics.to_vec(),
        };
        if let Some(diagnostic) = element.diagnostic() {
            self.complaints.extend(diagnostic.complaints);
        }
        self.element = Some(element);
    }

    fn note(&mut self, number: OctetNumber, value: u8, role: Role) {
        self.octets.push(Octet {
            number,
            value,
            role,
        });
    }

    fn complain(&mut self, octet: OctetNumber, what: Flaw) {
        self.complaints.push(Complaint::new(octet, what));
    }
}
