//! The number of a timer: one digit of IA5 an octet, without the T.

use crate::element::{Field, Flaw, Notes};

/// Reads the number. What is no digit is left out and complained about.
pub(super) fn read(octets: &[u8], notes: &mut Notes) -> String {
    let mut number = String::with_capacity(octets.len());
    for (index, &octet) in octets.iter().enumerate() {
        if octet.is_ascii_digit() {
            number.push(char::from(octet));
            notes.part(
                (index, octet),
                (8, 1),
                Field::TimerDigit,
                char::from(octet).to_string(),
            );
        } else {
            notes.complain(index, Flaw::NotADigit { octet });
        }
    }
    number
}
