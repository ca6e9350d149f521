//! What a reader of octets writes down besides the value it reads.

use super::{Complaint, Field, Flaw, Meaning, OctetNumber, Part};

/// Parts and complaints about octets that are numbered on from the first.
#[derive(Debug)]
pub(crate) struct Notes {
    first: OctetNumber,
    pub(crate) parts: Vec<Part>,
    pub(crate) complaints: Vec<Complaint>,
}

impl Notes {
    /// For octets of which the first has this number.
    pub(crate) const fn new(first: OctetNumber) -> Self {
        Self {
            first,
            parts: Vec::new(),
            complaints: Vec::new(),
        }
    }

    /// The number of the octet at `index`.
    pub(crate) const fn number(&self, index: usize) -> OctetNumber {
        self.first.plus(index)
    }

    /// Notes the bits `(high, low)` of the octet at `index`.
    pub(crate) fn part(
        &mut self,
        (index, octet): (usize, u8),
        bits: (u8, u8),
        field: Field,
        meaning: impl Into<Meaning>,
    ) {
        let part = Part::new(self.number(index), octet, bits, field, meaning);
        self.parts.push(part);
    }

    /// Notes the extension bit, and complains unless it ends its group.
    pub(crate) fn last(&mut self, (index, octet): (usize, u8)) {
        self.part((index, octet), (8, 8), Field::Extension, "");
        if octet & 0x80 == 0 {
            self.complain(index, Flaw::Continues);
        }
    }

    /// Complains about the octet at `index`.
    pub(crate) fn complain(&mut self, index: usize, what: Flaw) {
        self.complaints
            .push(Complaint::new(self.number(index), what));
    }

    /// Complains unless all octets are read when `read` of them are.
    pub(crate) fn end(&mut self, octets: &[u8], read: usize) {
        let left = octets.len().saturating_sub(read);
        if left > 0 {
            self.complain(read, Flaw::DiagnosticLong { octets: left });
        }
    }
}
