//! Writing messages straight into a send buffer (RFC 3261 §7).
//!
//! No generated line is longer than `JJ-22.11 T13-8` allows where the grammar offers a place to break
//! it (`R-13.2.2-2`): lists are split over several lines (`R-13.2.2-3`), other values are folded
//! (`JJ-22.11 E-26`). A start line and a single long word cannot be broken and stay as they are.
//!
//! No value can smuggle in a line: CR and LF in values become blanks.

use std::fmt::{self, Display, Write};

use crate::limits::GENERATED_LINE_BYTES;
use crate::method::Method;
use crate::name::HeaderName;
use crate::status::StatusCode;

/// A message being written. End it with [`MessageWriter::body`] or [`MessageWriter::empty`].
#[derive(Debug)]
#[must_use = "a message without its end is not sent"]
pub struct MessageWriter<'b> {
    out: &'b mut Vec<u8>,
}

impl<'b> MessageWriter<'b> {
    /// Begins a request behind what `out` holds already.
    pub fn request(out: &'b mut Vec<u8>, method: Method<'_>, uri: &str) -> Self {
        let mut writer = Self { out };
        writer.write(format_args!("{method} {uri} SIP/2.0"));
        writer.end_line();
        writer
    }

    /// Begins a response; without a reason it has the default phrase of the code.
    pub fn response(out: &'b mut Vec<u8>, status: StatusCode, reason: Option<&str>) -> Self {
        let reason = reason.unwrap_or(status.reason());
        let mut writer = Self { out };
        writer.write(format_args!("SIP/2.0 {status} {reason}"));
        writer.end_line();
        writer
    }

    /// Writes one header line that becomes part of a message later, by [`MessageWriter::raw`].
    pub fn header_line(out: &'b mut Vec<u8>, name: HeaderName, value: impl Display) {
        Self { out }.header(name, value);
    }

    /// Writes a header line. [`HeaderName::Other`] has no name to write and is left out: use
    /// [`MessageWriter::named`].
    pub fn header(&mut self, name: HeaderName, value: impl Display) -> &mut Self {
        if name == HeaderName::Other {
            return self;
        }
        self.named(name.as_str(), value)
    }

    /// Writes a header line of any name.
    pub fn named(&mut self, name: &str, value: impl Display) -> &mut Self {
        let start = self.out.len();
        self.write(format_args!("{name}: {value}"));
        self.fold(start);
        self.end_line();
        self
    }

    /// Writes a header of several values: one line, or several if one would be too long. Without
    /// values nothing is written.
    pub fn list(
        &mut self,
        name: HeaderName,
        items: impl IntoIterator<Item = impl Display>,
    ) -> &mut Self {
        let mut line_start = None;
        for item in items {
            let Some(start) = line_start else {
                line_start = Some(self.begin_line(name, &item));
                continue;
            };
            let before = self.out.len();
            self.write(format_args!(", {item}"));
            if self.out.len() - start + LINE_END.len() > GENERATED_LINE_BYTES {
                self.out.truncate(before);
                self.fold(start);
                self.end_line();
                line_start = Some(self.begin_line(name, &item));
            }
        }
        if let Some(start) = line_start {
            self.fold(start);
            self.end_line();
        }
        self
    }

    /// Writes header lines that are written already, each ended by CRLF.
    pub fn raw(&mut self, lines: &[u8]) -> &mut Self {
        debug_assert!(lines.is_empty() || lines.ends_with(LINE_END));
        self.out.extend_from_slice(lines);
        self
    }

    /// Ends the message with a body.
    pub fn body(mut self, content_type: &str, body: &[u8]) {
        self.header(HeaderName::ContentType, content_type);
        self.end(body);
    }

    /// Ends the message without a body.
    pub fn empty(self) {
        self.end(&[]);
    }

    fn end(mut self, body: &[u8]) {
        self.header(HeaderName::ContentLength, body.len());
        self.end_line();
        self.out.extend_from_slice(body);
    }

    fn begin_line(&mut self, name: HeaderName, item: &impl Display) -> usize {
        let start = self.out.len();
        self.write(format_args!("{name}: {item}"));
        start
    }

    fn end_line(&mut self) {
        self.out.extend_from_slice(LINE_END);
    }

    fn write(&mut self, arguments: fmt::Arguments<'_>) {
        let written = OneLine(self.out).write_fmt(arguments);
        debug_assert!(written.is_ok(), "a value's Display does not fail");
    }

    /// Breaks the line from `start` to the end of the buffer into lines that are short enough.
    fn fold(&mut self, start: usize) {
        let mut line_start = start;
        while self.out.len() - line_start + LINE_END.len() > GENERATED_LINE_BYTES {
            let line = self.out.get(line_start..).unwrap_or_default();
            let Some(at) = break_before(line, GENERATED_LINE_BYTES - LINE_END.len()) else {
                return;
            };
            let at = line_start + at;
            if self.out.get(at) == Some(&b' ') {
                self.out.splice(at..at, *LINE_END);
            } else {
                self.out.splice(at..at, *b"\r\n ");
            }
            line_start = at + LINE_END.len();
        }
    }
}

const LINE_END: &[u8; 2] = b"\r\n";

/// The last place at or before `limit` where the line may be broken, outside quotes and angle
/// brackets: before a blank; failing that behind a comma or before a semicolon. Failing that too,
/// the first such place beyond. Never in or right behind the name, nor in the blank of a fold.
fn break_before(line: &[u8], limit: usize) -> Option<usize> {
    let value_start = memchr::memchr(b':', line).map_or(1, |colon| colon + 2);
    let mut quoted = false;
    let mut escaped = false;
    let mut bracketed = false;
    let mut at_blank = None;
    let mut at_separator = None;
    let mut previous = 0;
    for (at, &byte) in line.iter().enumerate() {
        if at > limit && (at_blank.is_some() || at_separator.is_some()) {
            break;
        }
        let free = at > value_start && !quoted && !bracketed;
        if free && byte == b' ' && previous != b' ' {
            at_blank = Some(at);
        } else if free && previous != b' ' && (previous == b',' || byte == b';') {
            at_separator = Some(at);
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if !bracketed => quoted = !quoted,
            _ if quoted => {}
            b'<' => bracketed = true,
            b'>' => bracketed = false,
            _ => {}
        }
        previous = byte;
    }
    at_blank.or(at_separator)
}

/// Takes text into the buffer with every CR and LF made a blank.
struct OneLine<'b>(&'b mut Vec<u8>);

impl Write for OneLine<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let start = self.0.len();
        self.0.extend_from_slice(text.as_bytes());
        if memchr::memchr2(b'\r', b'\n', text.as_bytes()).is_some() {
            for byte in self.0.iter_mut().skip(start) {
                if matches!(byte, b'\r' | b'\n') {
                    *byte = b' ';
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Message, RecordRoute};

    fn lines(out: &[u8]) -> Vec<&str> {
        let text = std::str::from_utf8(out).expect("utf-8");
        text.split_inclusive("\r\n").collect()
    }

    #[test]
    fn a_message_is_written_behind_what_is_there() {
        let mut out = b"before".to_vec();
        let mut writer = MessageWriter::request(&mut out, Method::Bye, "sip:101@h");
        writer
            .header(HeaderName::MaxForwards, 70)
            .named("X-Own", "y")
            .list(HeaderName::Supported, ["100rel", "timer"])
            .list(HeaderName::Route, std::iter::empty::<&str>())
            .header(HeaderName::Other, "nothing")
            .raw(b"Reason: SIP;cause=200\r\n");
        writer.body("text/plain", b"hello");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "beforeBYE sip:101@h SIP/2.0\r\nMax-Forwards: 70\r\nX-Own: y\r\nSupported: 100rel, timer\r\n\
             Reason: SIP;cause=200\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
        );
        out.clear();
        MessageWriter::response(&mut out, StatusCode::BUSY_HERE, None).empty();
        assert_eq!(out, b"SIP/2.0 486 Busy Here\r\nContent-Length: 0\r\n\r\n");
    }

    /// `R-13.2.2-3`.
    #[test]
    fn a_list_that_is_too_long_becomes_several_lines() {
        let hops: Vec<String> = (0..40)
            .map(|hop| format!("<sip:192.168.0.{hop};lr>"))
            .collect();
        let mut out = Vec::new();
        let mut writer = MessageWriter::response(&mut out, StatusCode::OK, None);
        writer.list(HeaderName::RecordRoute, &hops);
        writer.empty();
        assert!(
            lines(&out)
                .iter()
                .all(|line| line.len() <= GENERATED_LINE_BYTES)
        );
        assert!(lines(&out).len() > 5);
        let message = Message::parse(&out).expect("legal");
        let read: Vec<String> = message
            .list::<RecordRoute<'_>>()
            .map(|hop| hop.expect("legal").to_string())
            .collect();
        assert_eq!(read, hops);
    }

    /// `R-13.2.2-2`; the header is that of `JJ-22.11 E-26`.
    #[test]
    fn a_single_long_value_is_folded_outside_quotes() {
        let nonce = "n".repeat(60);
        let value = format!(
            "Digest username=\"101\", realm=\"a realm, of words\", nonce=\"{nonce}\", uri=\"sip:102@h\", \
             response=\"{}\", algorithm=MD5, cnonce=\"{}\", opaque=\"{}\", qop=auth, nc=00000001",
            "r".repeat(32),
            "c".repeat(32),
            "o".repeat(32)
        );
        let mut out = Vec::new();
        let mut writer = MessageWriter::request(&mut out, Method::Register, "sip:h");
        writer.header(HeaderName::Authorization, &value);
        writer.empty();
        assert!(
            lines(&out)
                .iter()
                .all(|line| line.len() <= GENERATED_LINE_BYTES)
        );
        let message = Message::parse(&out).expect("legal");
        let read = message.header(HeaderName::Authorization).expect("there");
        assert!(read.contains("\r\n "), "{read}");
        assert_eq!(read.replace("\r\n", ""), value);
        let credentials = message
            .required::<crate::Authorization<'_>>()
            .expect("legal");
        assert_eq!(credentials.realm(), "a realm, of words");
        assert_eq!(credentials.nonce_count(), Some(1));
    }

    #[test]
    fn where_a_line_may_break() {
        let word = "w".repeat(300);
        let params: String = (0..40).map(|number| format!(";p{number}=value")).collect();
        for (value, folds) in [
            (word.clone(), 0),
            (format!("\"{}\" <sip:a@h>", "a ".repeat(200)), 1),
            (format!("<sip:a@h>{params}"), 1),
            (format!("<sip:a@h{params}>"), 0),
            ("ab ".repeat(200), 2),
        ] {
            let mut out = Vec::new();
            let mut writer = MessageWriter::request(&mut out, Method::Info, "sip:h");
            writer.header(HeaderName::Subject, &value);
            writer.empty();
            let message = Message::parse(&out).expect("legal");
            let read = message.header(HeaderName::Subject).expect("there");
            assert_eq!(read.matches("\r\n").count(), folds, "{read}");
        }
    }

    #[test]
    fn no_value_smuggles_in_a_line() {
        let mut out = Vec::new();
        let mut writer =
            MessageWriter::request(&mut out, Method::Info, "sip:h\r\nEvil: 1 SIP/2.0\r\n\r\n");
        writer
            .header(HeaderName::Subject, "x\r\nEvil: 2\r\n\r\nbody")
            .named("X\r\nEvil", "3")
            .list(HeaderName::Supported, ["a\nEvil: 4", "b\rEvil: 5"]);
        writer.empty();
        assert_eq!(lines(&out).len(), 6);
        assert!(lines(&out).iter().all(|line| !line.starts_with("Evil")));
        assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 6);
        assert_eq!(out.iter().filter(|byte| **byte == b'\r').count(), 6);
    }
}
