//! Identifiers of information elements, with the shifts that stand before them.

use crate::element::{Field, Flaw, Notes};
use crate::q931::ElementId;

/// Reads identifiers from `octets`, the first of which is at `start` of the diagnostics. A locking
/// shift holds for all that follow, a non-locking one for the next identifier.
pub(super) fn read(octets: &[u8], start: usize, notes: &mut Notes) -> Vec<ElementId> {
    let mut elements = Vec::with_capacity(octets.len());
    let (mut locked, mut once) = (0, None);
    for (index, &octet) in (start..).zip(octets) {
        let element = ElementId {
            codeset: once.take().unwrap_or(locked),
            identifier: octet,
        };
        let name = element.to_string();
        match element.shift() {
            Some((codeset, locking)) => {
                notes.part(
                    (index, octet),
                    (8, 1),
                    Field::Shift,
                    format!("{name} → {codeset}"),
                );
                if index + 1 == start + octets.len() {
                    notes.complain(index, Flaw::ShiftToNothing);
                }
                if locking {
                    locked = codeset;
                } else {
                    once = Some(codeset);
                }
            }
            None => {
                notes.part((index, octet), (8, 1), Field::ElementIdentifier, name);
                elements.push(element);
            }
        }
    }
    elements
}
