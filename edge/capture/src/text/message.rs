//! A SIP message put together from the lines of a log.

/// Bytes of a message: beyond it the log has lost its order, and lines are dropped.
const MESSAGE_MAX: usize = 262_144;

/// A message whose lines are being read.
pub(super) struct Message {
    line: u64,
    /// The message with CRLF.
    bytes: Vec<u8>,
    /// Where the body begins, once the head is over.
    body: Option<usize>,
    /// What Content-Length says.
    length: Option<usize>,
    /// Lines of the body.
    lines: usize,
    /// The body is a part of a SIP message, whose start line begins no other.
    quotes: bool,
}

/// Whether a line is the first of a SIP message (RFC 3261 §7.1, §7.2).
pub(super) fn is_start(line: &[u8]) -> bool {
    if let Some(rest) = line.strip_prefix(b"SIP/2.0 ") {
        let (code, phrase) = rest.split_at(rest.len().min(3));
        return code.len() == 3
            && code.iter().all(u8::is_ascii_digit)
            && matches!(phrase, [] | [b' ', ..]);
    }
    let Some(rest) = line.strip_suffix(b" SIP/2.0") else {
        return false;
    };
    let mut words = rest.split(|octet| *octet == b' ');
    let method = words.next().unwrap_or_default();
    let uri = words.next().unwrap_or_default();
    (1..=32).contains(&method.len())
        && method
            .iter()
            .all(|octet| octet.is_ascii_uppercase() || *octet == b'_')
        && memchr::memchr(b':', uri).is_some()
        && words.next().is_none()
}

/// The value of a header field of the line, if it is of that name or its short form.
pub(super) fn value<'a>(line: &'a [u8], name: &str, short: &str) -> Option<&'a [u8]> {
    let colon = memchr::memchr(b':', line)?;
    let field = line[..colon].trim_ascii();
    let same =
        field.eq_ignore_ascii_case(name.as_bytes()) || field.eq_ignore_ascii_case(short.as_bytes());
    same.then(|| line[colon + 1..].trim_ascii())
}

impl Message {
    pub(super) fn new(line: u64, start: &[u8]) -> Self {
        let mut message = Self {
            line,
            bytes: Vec::with_capacity(1_024),
            body: None,
            length: None,
            lines: 0,
            quotes: false,
        };
        message.push(start);
        message
    }

    /// The line of the text in which it begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Takes a line; false if it is not of this message any more.
    pub(super) fn add(&mut self, line: &[u8]) -> bool {
        if self.bytes.len() + line.len() > MESSAGE_MAX {
            return false;
        }
        if self.body.is_some() {
            if !self.quotes && is_start(line) {
                return false;
            }
            self.lines += 1;
            self.push(line);
            return true;
        }
        if line.is_empty() {
            self.push(line);
            self.body = Some(self.bytes.len());
            return true;
        }
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        if is_start(line) || (!folded && memchr::memchr(b':', line).is_none()) {
            return false;
        }
        if let Some(value) = value(line, "Content-Length", "l") {
            self.length = std::str::from_utf8(value)
                .ok()
                .and_then(|value| value.parse().ok());
        }
        if let Some(value) = value(line, "Content-Type", "c") {
            let kind = value.get(..8).unwrap_or_default();
            self.quotes =
                kind.eq_ignore_ascii_case(b"message/") || kind.eq_ignore_ascii_case(b"multipar");
        }
        self.push(line);
        true
    }

    /// Whether it ends here for sure.
    pub(super) fn is_whole(&self) -> bool {
        let (Some(body), Some(length)) = (self.body, self.length) else {
            return false;
        };
        let there = self.bytes.len() - body;
        // A body may end without a line end, which the log has then added.
        let exact = there == length || (self.lines > 0 && there == length.saturating_add(2));
        exact || there.saturating_sub(self.lines) >= length
    }

    /// The message as it was on the wire.
    pub(super) fn finish(&mut self) -> &[u8] {
        let Some(body) = self.body else {
            self.push(b"");
            return &self.bytes;
        };
        let there = self.bytes.len() - body;
        let length = self.length;
        match length {
            Some(length) if there == length => {}
            Some(length) if there == length.saturating_add(2) => {
                self.bytes.truncate(body + length);
            }
            Some(length) if self.loosen(body, length) => {}
            _ => {
                // Empty lines at the end are the log's.
                while self.bytes[body..].ends_with(b"\r\n\r\n") {
                    self.bytes.truncate(self.bytes.len() - 2);
                }
                if &self.bytes[body..] == b"\r\n" {
                    self.bytes.truncate(body);
                }
            }
        }
        &self.bytes
    }

    /// Gives the body bare line feeds if it has the length said then; leaves it as it is otherwise,
    /// since a wrong length may be what the trace is read for.
    fn loosen(&mut self, body: usize, length: usize) -> bool {
        let bare = self.bytes.len() - body - self.lines;
        if bare != length && bare != length.saturating_add(1) {
            return false;
        }
        let mut loose = Vec::with_capacity(bare);
        for line in self.bytes[body..].split_inclusive(|octet| *octet == b'\n') {
            loose.extend_from_slice(line.strip_suffix(b"\r\n").unwrap_or(line));
            loose.push(b'\n');
        }
        loose.truncate(length);
        self.bytes.truncate(body);
        self.bytes.extend_from_slice(&loose);
        true
    }

    fn push(&mut self, line: &[u8]) {
        self.bytes.extend_from_slice(line);
        self.bytes.extend_from_slice(b"\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_lines_are_told_from_other_lines() {
        let starts = [
            "INVITE sip:bob@example.com SIP/2.0",
            "SIP/2.0 486 Busy Here",
            "SIP/2.0 200",
            "OPTIONS tel:+31201234567 SIP/2.0",
        ];
        for line in starts {
            assert!(is_start(line.as_bytes()), "{line}");
        }
        let others = [
            "",
            "Via: SIP/2.0",
            "Via: SIP/2.0/UDP 192.0.2.1",
            "SIP/2.0 OK",
            "SIP/2.0 48",
            "sent INVITE sip:bob@example.com SIP/2.0",
            "INVITE  SIP/2.0",
            " SIP/2.0",
        ];
        for line in others {
            assert!(!is_start(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_body_gets_the_line_ends_that_fit_its_length() {
        let cases: [(usize, &[u8]); 5] = [
            (10, b"v=0\r\ns=-\r\n"),
            (8, b"v=0\r\ns=-"),
            (7, b"v=0\ns=-"),
            (5, b"v=0\r\n"),
            (3, b"v=0"),
        ];
        for (length, body) in cases {
            let mut message = Message::new(1, b"OPTIONS sip:a SIP/2.0");
            assert!(message.add(format!("l: {length}").as_bytes()));
            message.add(b"");
            for line in ["v=0", "s=-"] {
                if !message.is_whole() {
                    message.add(line.as_bytes());
                }
            }
            assert!(
                message.finish().ends_with(&[b"\r\n\r\n", body].concat()),
                "{length}"
            );
        }
    }
}
