//! What a refusal says beside its status.

/// What a refusal says beside its status: header lines, and what could have been agreed. Made from lines
/// alone where that is all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Explanation<'a> {
    /// Whole header lines, each ended by CRLF: a challenge, Retry-After, Warning.
    pub lines: &'a [u8],
    /// A session description as the body of a 488: the usable codecs (R-10.2.1-13, JJ-22.11 E-17).
    pub sdp: Option<&'a [u8]>,
}

impl<'a> From<&'a [u8]> for Explanation<'a> {
    fn from(lines: &'a [u8]) -> Self {
        Self { lines, sdp: None }
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Explanation<'a> {
    fn from(lines: &'a [u8; N]) -> Self {
        Self { lines, sdp: None }
    }
}
