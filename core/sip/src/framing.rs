//! Cutting a stream into messages (RFC 3261 §18.3, RFC 5626 §3.5.1).
//!
//! On a stream Content-Length ends a message, so it must be there. Between messages a peer may send
//! line ends: a double CRLF is a ping, to be answered by a single CRLF; a single one is an answer to
//! our ping and is passed over.
//!
//! After an error there is no telling where the next message starts: the caller may answer what
//! [`StreamFramer::pending`] holds by way of [`crate::Message::parse_lenient`], and closes the
//! connection.

use memchr::memmem;

use crate::header::grammar;
use crate::limits::{MAX_BODY_BYTES, MAX_HEAD_BYTES};
use crate::name::HeaderName;
use crate::status::StatusCode;

/// What came off the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// A whole message, for [`crate::Message::parse`].
    Message(&'a [u8]),
    /// A ping; [`Frame::PONG`] answers it.
    Ping,
}

impl Frame<'_> {
    /// The answer to a ping.
    pub const PONG: &'static [u8] = b"\r\n";
}

/// Why a stream cannot be cut any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FramingError {
    /// A head of more than [`MAX_HEAD_BYTES`].
    #[error("head on the stream is longer than {MAX_HEAD_BYTES} bytes")]
    HeadTooLarge,
    /// Content-Length is above [`MAX_BODY_BYTES`].
    #[error("body on the stream is longer than {MAX_BODY_BYTES} bytes")]
    BodyTooLarge,
    /// A message without Content-Length.
    #[error("message on the stream has no content-length")]
    NoContentLength,
    /// Content-Length is no number, or two of them differ.
    #[error("content-length on the stream is no number or differs from another")]
    ContentLength,
    /// The caller pushed more than [`StreamFramer::MAX_PENDING_BYTES`] without taking messages out.
    #[error("more bytes on the stream than may wait")]
    Overrun,
}

impl FramingError {
    /// The status to answer with before the connection is closed.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::HeadTooLarge | Self::Overrun => StatusCode::MESSAGE_TOO_LARGE,
            Self::BodyTooLarge => StatusCode::REQUEST_ENTITY_TOO_LARGE,
            Self::NoContentLength | Self::ContentLength => StatusCode::BAD_REQUEST,
        }
    }
}

/// The receiving end of one connection.
#[derive(Debug, Default)]
pub struct StreamFramer {
    buffer: Vec<u8>,
    /// Bytes of the buffer that have been given out.
    taken: usize,
    /// Bytes behind `taken` that are known to hold no end of a head.
    searched: usize,
    /// Length of the message that begins at `taken`, once its head is there.
    length: Option<usize>,
    failure: Option<FramingError>,
}

impl StreamFramer {
    /// Bytes that may wait: a message of the largest size and one read of the socket behind it.
    pub const MAX_PENDING_BYTES: usize = MAX_HEAD_BYTES + MAX_BODY_BYTES + 64 * 1024;

    /// A framer for a new connection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what was read. Take all messages out with [`StreamFramer::next_message`] before the
    /// next push.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failure.is_some() {
            return;
        }
        self.buffer.drain(..self.taken);
        self.taken = 0;
        if self.buffer.len() + bytes.len() > Self::MAX_PENDING_BYTES {
            self.failure = Some(FramingError::Overrun);
            return;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message or ping; `None` until more is pushed. An error stays.
    pub fn next_message(&mut self) -> Result<Option<Frame<'_>>, FramingError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if self.length.is_none() {
            if self.skip_line_ends() {
                return Ok(Some(Frame::Ping));
            }
            self.length = self.measure().inspect_err(|failure| {
                self.failure = Some(*failure);
            })?;
        }
        let Some(length) = self.length else {
            return Ok(None);
        };
        let start = self.taken;
        let Some(message) = self.buffer.get(start..start + length) else {
            return Ok(None);
        };
        self.taken += length;
        self.searched = 0;
        self.length = None;
        Ok(Some(Frame::Message(message)))
    }

    /// What has not been given out.
    pub fn pending(&self) -> &[u8] {
        self.buffer.get(self.taken..).unwrap_or_default()
    }

    /// Passes over line ends in front of a message; true if they were a ping. A CRLF at the end of
    /// what is there is left: it may be the first half of one.
    fn skip_line_ends(&mut self) -> bool {
        loop {
            match self.pending() {
                [b'\r', b'\n', b'\r', b'\n', ..] => {
                    self.taken += 4;
                    return true;
                }
                [b'\r', b'\n'] | [b'\r', b'\n', b'\r'] | [b'\r'] => return false,
                [b'\r', b'\n', ..] => self.taken += 2,
                [b'\r' | b'\n', ..] => self.taken += 1,
                _ => return false,
            }
        }
    }

    /// The length of the message in front, if its head is all there.
    fn measure(&mut self) -> Result<Option<usize>, FramingError> {
        let pending = self.buffer.get(self.taken..).unwrap_or_default();
        if matches!(pending.first(), None | Some(b'\r' | b'\n')) {
            return Ok(None);
        }
        let tail = pending.get(self.searched..).unwrap_or_default();
        let Some(found) = memmem::find(tail, b"\r\n\r\n") else {
            if pending.len() > MAX_HEAD_BYTES {
                return Err(FramingError::HeadTooLarge);
            }
            // The end may be cut in two: its first three bytes are searched again.
            self.searched = pending.len().saturating_sub(3);
            return Ok(None);
        };
        let head_end = self.searched + found + 2;
        if head_end > MAX_HEAD_BYTES {
            return Err(FramingError::HeadTooLarge);
        }
        let head = pending.get(..head_end).unwrap_or_default();
        Ok(Some(head_end + 2 + content_length(head)?))
    }
}

/// The body's length as the head announces it.
fn content_length(head: &[u8]) -> Result<usize, FramingError> {
    let mut announced = None;
    let mut lines = Lines { rest: head };
    lines.next();
    for line in lines {
        let Some((name, value)) = split_line(line) else {
            continue;
        };
        if HeaderName::parse(name) != HeaderName::ContentLength {
            continue;
        }
        let length = grammar::decimal(value).ok_or(FramingError::ContentLength)?;
        if announced.is_some_and(|other| other != length) {
            return Err(FramingError::ContentLength);
        }
        announced = Some(length);
    }
    let length = announced.ok_or(FramingError::NoContentLength)?;
    usize::try_from(length)
        .ok()
        .filter(|length| *length <= MAX_BODY_BYTES)
        .ok_or(FramingError::BodyTooLarge)
}

fn split_line(line: &[u8]) -> Option<(&str, &str)> {
    let line = std::str::from_utf8(line).ok()?;
    let (name, value) = line.split_once(':')?;
    Some((grammar::trim(name), grammar::trim(value)))
}

/// Lines without their ends, folds joined to the line they continue.
struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let rest = self.rest;
        let end = memmem::find_iter(rest, b"\r\n")
            .find(|at| !matches!(rest.get(at + 2), Some(b' ' | b'\t')))
            .unwrap_or(rest.len());
        self.rest = rest.get(end + 2..).unwrap_or_default();
        rest.get(..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &[u8] =
        b"OPTIONS sip:a@h SIP/2.0\r\nX: a\r\n Content-Length: 9\r\nl : 3\r\n\r\nabc";
    const SECOND: &[u8] = b"SIP/2.0 200 OK\r\nContent-Length:\r\n 0\r\n\r\n";

    fn drain(framer: &mut StreamFramer, seen: &mut Vec<Option<Vec<u8>>>) {
        loop {
            match framer.next_message().expect("a sound stream") {
                Some(Frame::Message(message)) => seen.push(Some(message.to_vec())),
                Some(Frame::Ping) => seen.push(None),
                None => return,
            }
        }
    }

    #[test]
    fn however_a_stream_is_cut_the_same_frames_come_out() {
        let stream = [
            b"\r\n",
            FIRST,
            b"\r\n\r\n",
            SECOND,
            b"\r\n",
            FIRST,
            b"\r\n\r\n",
        ]
        .concat();
        let expected = [
            Some(FIRST.to_vec()),
            None,
            Some(SECOND.to_vec()),
            Some(FIRST.to_vec()),
            None,
        ];
        for chunk in 1..=stream.len() {
            let mut framer = StreamFramer::new();
            let mut seen = Vec::new();
            for bytes in stream.chunks(chunk) {
                framer.push(bytes);
                drain(&mut framer, &mut seen);
            }
            assert_eq!(seen, expected, "chunks of {chunk}");
            assert_eq!(framer.pending(), b"");
        }
    }

    #[test]
    fn a_message_whose_end_cannot_be_told_is_an_error_that_stays() {
        let long_line = [b"X: ".as_slice(), &[b'a'; MAX_HEAD_BYTES]].concat();
        for (head, error) in [
            (
                b"OPTIONS sip:h SIP/2.0\r\nX: y\r\n\r\n".as_slice(),
                FramingError::NoContentLength,
            ),
            (
                b"OPTIONS sip:h SIP/2.0\r\nl: -1\r\n\r\n",
                FramingError::ContentLength,
            ),
            (
                b"OPTIONS sip:h SIP/2.0\r\nl: 1\r\nl: 2\r\n\r\n",
                FramingError::ContentLength,
            ),
            (
                b"OPTIONS sip:h SIP/2.0\r\nl: 65537\r\n\r\n",
                FramingError::BodyTooLarge,
            ),
            (
                b"OPTIONS sip:h SIP/2.0\r\nl: 99999999999999999999\r\n\r\n",
                FramingError::BodyTooLarge,
            ),
            (&long_line, FramingError::HeadTooLarge),
        ] {
            let mut framer = StreamFramer::new();
            framer.push(head);
            assert_eq!(framer.next_message(), Err(error));
            framer.push(SECOND);
            assert_eq!(framer.next_message(), Err(error));
            assert_eq!(framer.pending(), head);
        }
    }

    #[test]
    fn bytes_that_nobody_takes_out_are_bounded() {
        let mut framer = StreamFramer::new();
        let mut pushed = 0;
        while pushed <= StreamFramer::MAX_PENDING_BYTES {
            framer.push(SECOND);
            pushed += SECOND.len();
        }
        assert_eq!(framer.next_message(), Err(FramingError::Overrun));
        assert!(framer.pending().len() <= StreamFramer::MAX_PENDING_BYTES);
    }

    #[test]
    fn the_largest_message_passes() {
        let mut message = format!("INFO sip:h SIP/2.0\r\nl: {MAX_BODY_BYTES}\r\n\r\n").into_bytes();
        message.resize(message.len() + MAX_BODY_BYTES, b'x');
        let mut framer = StreamFramer::new();
        framer.push(&message);
        assert_eq!(framer.next_message(), Ok(Some(Frame::Message(&message))));
        assert_eq!(framer.next_message(), Ok(None));
    }
}
