//! Header lines that are written before the message they go into.

use std::fmt::{Display, Write};

use naisen_sip::HeaderName;

/// Whole header lines, each ended by CRLF.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeaderLines(String);

impl HeaderLines {
    /// One line.
    pub(crate) fn one(name: HeaderName, value: impl Display) -> Self {
        let mut lines = Self::default();
        lines.add(name, value);
        lines
    }

    /// Adds a line. Control characters in the value, line ends among them, become blanks.
    pub(crate) fn add(&mut self, name: HeaderName, value: impl Display) {
        let start = self.0.len();
        let written = write!(self.0, "{}: {value}", name.as_str());
        debug_assert!(written.is_ok(), "a value's Display does not fail");
        let unfit = |c: char| c.is_control() && c != '\t';
        if self.0.get(start..).is_some_and(|line| line.contains(unfit)) {
            let line = self.0.split_off(start).replace(unfit, " ");
            self.0.push_str(&line);
        }
        self.0.push_str("\r\n");
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_smuggle_in_a_line() {
        let mut lines = HeaderLines::one(HeaderName::RetryAfter, 5);
        lines.add(HeaderName::Subject, "a\r\nVia: b");
        assert_eq!(
            lines.as_bytes(),
            b"Retry-After: 5\r\nSubject: a  Via: b\r\n"
        );
    }
}
