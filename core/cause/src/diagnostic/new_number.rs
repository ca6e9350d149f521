//! The number to call instead.

use crate::element::{Field, Flaw, Notes};
use crate::q931::{ElementId, PartyNumber};

/// The identifier of the Called party number element.
const CALLED_PARTY_NUMBER: u8 = 0x70;

/// Reads a number that is coded as a Called party number element: whole, with identifier and length,
/// or its contents alone, which some exchanges send. The contents begin with an octet whose bit 8 is
/// 1, so the two cannot be mistaken for each other.
pub(super) fn read(octets: &[u8], notes: &mut Notes) -> Option<PartyNumber> {
    let [CALLED_PARTY_NUMBER, length, contents @ ..] = octets else {
        return PartyNumber::read(octets, 0, notes);
    };
    let name = ElementId::new(CALLED_PARTY_NUMBER).to_string();
    notes.part((0, CALLED_PARTY_NUMBER), (8, 1), Field::Identifier, name);
    notes.part((1, *length), (8, 1), Field::Length, length.to_string());
    let announced = usize::from(*length);
    let present = contents.len();
    if present < announced {
        notes.complain(1, Flaw::Truncated { announced, present });
    }
    notes.end(octets, announced + 2);
    PartyNumber::read(contents.get(..announced).unwrap_or(contents), 2, notes)
}
