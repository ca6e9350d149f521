//! The lines of SDP: `JJ-22.11 T13-6`.

use crate::code::Code;
use crate::csv::{DataError, rows};

/// One row: a line of one section of a session description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SdpRow {
    /// The section: `Session description`, `Time description` or `Media description`.
    pub section: &'static str,
    /// The letter of the line and the sign after it, as `v=`.
    pub line: &'static str,
    /// The code for who sends.
    pub send: Code,
    /// The code for who receives.
    pub receive: Code,
}

pub(crate) fn parse(text: &'static str) -> Result<Vec<SdpRow>, DataError> {
    let rows = rows::<4>("sdp.csv", text)?;
    rows.iter()
        .map(|row| {
            let [section, line, send, receive] = row.fields;
            Ok(SdpRow {
                section,
                line,
                send: send.parse().map_err(row.code_error())?,
                receive: receive.parse().map_err(row.code_error())?,
            })
        })
        .collect()
}
