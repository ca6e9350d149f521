//! The errors of the standard and how we read them: strict in sending, lenient in receiving
//! (`R-1.3.3-1`).

use crate::csv::{DataError, rows};

/// A place where the standard contradicts itself or errs, and what we do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// The id, as `E-17`.
    pub id: &'static str,
    /// The clause or table, as it is named in the standard.
    pub place: &'static str,
    /// What is wrong there.
    pub fault: &'static str,
    /// What we send; empty if nothing follows for sending.
    pub send: &'static str,
    /// What we accept; empty if nothing follows for receiving.
    pub receive: &'static str,
}

pub(crate) fn parse(text: &'static str) -> Result<Vec<Erratum>, DataError> {
    let rows = rows::<5>("errata.csv", text)?;
    let errata = rows.iter().map(|row| {
        let [id, place, fault, send, receive] = row.fields;
        Erratum {
            id,
            place,
            fault,
            send,
            receive,
        }
    });
    Ok(errata.collect())
}
