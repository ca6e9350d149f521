//! A received message as a view into its bytes (RFC 3261 §7).
//!
//! Two levels: [`Message`] is the wire view, which knows where each header line stands and nothing
//! of its value; the types of [`crate::header`] are the checked values, read when asked for. Parsing
//! checks the start line, the shape of every line and Content-Length, and costs no allocation for a
//! message of usual size.

use std::str;

use memchr::memmem;
use smallvec::SmallVec;

use crate::header::{HeaderError, Occurrence, TypedHeader, grammar};
use crate::limits::{MAX_BODY_BYTES, MAX_HEAD_BYTES, MAX_HEADERS};
use crate::method::Method;
use crate::name::HeaderName;
use crate::status::StatusCode;

/// A request or a response.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    bytes: &'a [u8],
    /// Start line and header lines.
    head: &'a str,
    kind: Kind<'a>,
    lines: SmallVec<[Line; INLINE_LINES]>,
    body: &'a [u8],
}

/// What the start line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// `METHOD uri SIP/2.0`.
    Request {
        /// The method.
        method: Method<'a>,
        /// The Request-URI as it came.
        uri: &'a str,
    },
    /// `SIP/2.0 code reason`.
    Response {
        /// The status code.
        status: StatusCode,
        /// The reason phrase, possibly empty.
        reason: &'a str,
    },
}

/// One header line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderLine<'a> {
    /// The header, if it is known by name.
    pub name: HeaderName,
    /// The name as it came.
    pub raw_name: &'a str,
    /// The value without blanks at its ends; folds are left.
    pub value: &'a str,
}

/// Why bytes are no message. Each offence has its own variant, so that the receiver can choose its
/// answer: see [`MessageError::status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// Nothing but line ends: a keep-alive, not to be answered.
    #[error("nothing but line ends")]
    Empty,
    /// The head is not UTF-8.
    #[error("head is not utf-8")]
    NotUtf8,
    /// No empty line ends the head.
    #[error("no empty line behind the headers")]
    HeadIncomplete,
    /// More than [`MAX_HEAD_BYTES`].
    #[error("head is longer than {MAX_HEAD_BYTES} bytes")]
    HeadTooLarge,
    /// More than [`MAX_HEADERS`].
    #[error("more than {MAX_HEADERS} header lines")]
    TooManyHeaders,
    /// More than [`MAX_BODY_BYTES`].
    #[error("body is longer than {MAX_BODY_BYTES} bytes")]
    BodyTooLarge,
    /// Not method, URI and version with one blank between each (RFC 3261 §7.1).
    #[error("request line is malformed")]
    RequestLine,
    /// Not version, code and reason (RFC 3261 §7.2).
    #[error("status line is malformed")]
    StatusLine,
    /// A version of SIP other than 2.0.
    #[error("sip version is not 2.0")]
    Version,
    /// A status code outside 100 to 699.
    #[error("status code is not 100 to 699")]
    StatusCode,
    /// A line without a name and a colon; the number counts from 1 behind the start line.
    #[error("header line {0} has no name and colon")]
    HeaderLine(u16),
    /// A carriage return or a line feed that stands alone.
    #[error("a carriage return or line feed stands alone")]
    StrayLineEnd,
    /// Content-Length is no number.
    #[error("content-length is no number")]
    ContentLength,
    /// Two Content-Length lines that differ.
    #[error("content-length lines differ")]
    ContentLengthConflict,
    /// Content-Length announces more than came (RFC 3261 §18.3).
    #[error("body is shorter than content-length")]
    BodyTruncated,
}

impl MessageError {
    /// The status to answer a broken request with; `None` for a keep-alive.
    pub const fn status(self) -> Option<StatusCode> {
        match self {
            Self::Empty => None,
            Self::Version => Some(StatusCode::VERSION_NOT_SUPPORTED),
            Self::BodyTooLarge => Some(StatusCode::REQUEST_ENTITY_TOO_LARGE),
            Self::HeadTooLarge | Self::TooManyHeaders => Some(StatusCode::MESSAGE_TOO_LARGE),
            _ => Some(StatusCode::BAD_REQUEST),
        }
    }
}

/// Header lines that need no allocation. The longest message of `JJ-22.11` appendix i has 17.
const INLINE_LINES: usize = 32;

/// Where a header line stands in the head. [`MAX_HEAD_BYTES`] keeps the offsets within 16 bits.
#[derive(Clone, Copy, Debug)]
struct Line {
    name: HeaderName,
    start: u16,
    name_end: u16,
    value_start: u16,
    value_end: u16,
}

const _: () = assert!(MAX_HEAD_BYTES <= u16::MAX as usize);

impl<'a> Message<'a> {
    /// Reads one whole message: a datagram, or what [`crate::StreamFramer`] cut out.
    ///
    /// Line ends before the start line are skipped (RFC 3261 §7.5). The body is as long as
    /// Content-Length says, and all the rest without it (RFC 3261 §18.3).
    pub fn parse(bytes: &'a [u8]) -> Result<Self, MessageError> {
        let start = bytes
            .iter()
            .position(|byte| !matches!(byte, b'\r' | b'\n'))
            .ok_or(MessageError::Empty)?;
        let message = bytes.get(start..).unwrap_or_default();
        let window = message.get(..MAX_HEAD_BYTES).unwrap_or(message);
        let head_end = match memmem::find(window, b"\r\n\r\n") {
            Some(at) => at + 2,
            None if window.len() < message.len() => return Err(MessageError::HeadTooLarge),
            None => return Err(MessageError::HeadIncomplete),
        };
        let (head, rest) = message
            .split_at_checked(head_end)
            .ok_or(MessageError::HeadIncomplete)?;
        let head = str::from_utf8(head).map_err(|_| MessageError::NotUtf8)?;
        let (start_line, headers_start) = start_line(head)?;
        let kind = Kind::parse(start_line)?;
        let mut parsed = Self {
            bytes: message,
            head,
            kind,
            lines: SmallVec::new(),
            body: rest.get(2..).unwrap_or_default(),
        };
        parsed.index(headers_start)?;
        parsed.cut_body()?;
        Ok(parsed)
    }

    /// Reads as much of a broken request as it takes to refuse it: method, Request-URI as it came,
    /// and those header lines that have a name and a colon, up to the first byte that is not UTF-8.
    /// There is no body. `None` if it cannot be told for a request; responses are not answered.
    pub fn parse_lenient(bytes: &'a [u8]) -> Option<Self> {
        let start = bytes
            .iter()
            .position(|byte| !matches!(byte, b'\r' | b'\n'))?;
        let message = bytes.get(start..)?;
        let window = message.get(..MAX_HEAD_BYTES).unwrap_or(message);
        let head_end = match memmem::find(window, b"\r\n\r\n") {
            Some(at) => at + 2,
            None => memmem::rfind(window, b"\r\n")? + 2,
        };
        let head = window.get(..head_end)?;
        let head = match str::from_utf8(head) {
            Ok(head) => head,
            Err(error) => {
                let valid = str::from_utf8(head.get(..error.valid_up_to())?).ok()?;
                valid.get(..valid.rfind("\r\n")? + 2)?
            }
        };
        let (line, headers_start) = (head.split_once("\r\n")?.0, head.find("\r\n")? + 2);
        let (method, rest) = line.split_once([' ', '\t'])?;
        if line
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("SIP/"))
        {
            return None;
        }
        let rest = grammar::trim(rest);
        let uri = match rest.rsplit_once([' ', '\t']) {
            Some((uri, version)) if looks_like_version(version) => grammar::trim(uri),
            _ => rest,
        };
        let mut parsed = Self {
            bytes: message,
            head,
            kind: Kind::Request {
                method: Method::parse(method)?,
                uri,
            },
            lines: SmallVec::new(),
            body: &[],
        };
        let mut at = headers_start;
        while at < head.len() && parsed.lines.len() < MAX_HEADERS {
            let Some(end) = line_end(head, at) else { break };
            parsed.lines.extend(Line::parse(head, at, end));
            at = end + 2;
        }
        Some(parsed)
    }

    /// What the start line says.
    pub const fn kind(&self) -> Kind<'a> {
        self.kind
    }

    /// Whether it is a request.
    pub const fn is_request(&self) -> bool {
        matches!(self.kind, Kind::Request { .. })
    }

    /// The method of a request.
    pub const fn method(&self) -> Option<Method<'a>> {
        match self.kind {
            Kind::Request { method, .. } => Some(method),
            Kind::Response { .. } => None,
        }
    }

    /// The Request-URI of a request, as it came.
    pub const fn request_uri(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Request { uri, .. } => Some(uri),
            Kind::Response { .. } => None,
        }
    }

    /// The status code of a response.
    pub const fn status(&self) -> Option<StatusCode> {
        match self.kind {
            Kind::Request { .. } => None,
            Kind::Response { status, .. } => Some(status),
        }
    }

    /// The reason phrase of a response.
    pub const fn reason(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Request { .. } => None,
            Kind::Response { reason, .. } => Some(reason),
        }
    }

    /// The value of the first line of this name, without blanks at its ends; folds are left.
    pub fn header(&self, name: HeaderName) -> Option<&'a str> {
        self.headers(name).next()
    }

    /// The values of all lines of this name.
    pub fn headers(&self, name: HeaderName) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let head = self.head;
        self.lines
            .iter()
            .filter(move |line| line.name == name)
            .map(move |line| line.value(head))
    }

    /// The values of all lines of this name, cut at their commas; empty ones are skipped.
    pub fn elements(&self, name: HeaderName) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        self.headers(name)
            .flat_map(|value| grammar::parts(value, b','))
            .filter(|element| !element.is_empty())
    }

    /// All header lines in their order.
    pub fn lines(&self) -> impl Iterator<Item = HeaderLine<'a>> + use<'a, '_> {
        let head = self.head;
        self.lines.iter().map(move |line| HeaderLine {
            name: line.name,
            raw_name: line.raw_name(head),
            value: line.value(head),
        })
    }

    /// The header's value, the first if it has several. A header that may occur once and occurs
    /// again is [`HeaderError::Repeated`].
    pub fn typed<H: TypedHeader<'a>>(&self) -> Result<Option<H>, HeaderError> {
        let value = match H::OCCURRENCE {
            Occurrence::Single => {
                let mut values = self.headers(H::NAME);
                let first = values.next();
                if values.next().is_some() {
                    return Err(HeaderError::Repeated(H::NAME));
                }
                first
            }
            Occurrence::List => self.elements(H::NAME).next(),
            Occurrence::Lines => self.header(H::NAME),
        };
        value.map(H::parse).transpose()
    }

    /// As [`Message::typed`], of a header that must be there.
    pub fn required<H: TypedHeader<'a>>(&self) -> Result<H, HeaderError> {
        self.typed()?.ok_or(HeaderError::Missing(H::NAME))
    }

    /// All values of the header over all its lines.
    pub fn list<H: TypedHeader<'a>>(
        &self,
    ) -> impl Iterator<Item = Result<H, HeaderError>> + use<'a, '_, H> {
        let separated = H::OCCURRENCE == Occurrence::List;
        let elements = self.elements(H::NAME).filter(move |_| separated);
        let lines = self.headers(H::NAME).filter(move |_| !separated);
        elements.chain(lines).map(H::parse)
    }

    /// Whether one of the header's elements is this token, without regard to case.
    pub fn has_token(&self, name: HeaderName, token: &str) -> bool {
        self.elements(name)
            .any(|element| element.eq_ignore_ascii_case(token))
    }

    /// The body, of whatever type; several parts are left whole.
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The bytes from the start line on.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Finds the header lines.
    fn index(&mut self, headers_start: usize) -> Result<(), MessageError> {
        let mut at = headers_start;
        while at < self.head.len() {
            let end = line_end(self.head, at).ok_or(MessageError::StrayLineEnd)?;
            if self.lines.len() == MAX_HEADERS {
                return Err(MessageError::TooManyHeaders);
            }
            if has_stray_line_end(self.head.get(at..end).unwrap_or_default()) {
                return Err(MessageError::StrayLineEnd);
            }
            let number = u16::try_from(self.lines.len() + 1).unwrap_or(u16::MAX);
            let line = Line::parse(self.head, at, end).ok_or(MessageError::HeaderLine(number))?;
            self.lines.push(line);
            at = end + 2;
        }
        Ok(())
    }

    fn cut_body(&mut self) -> Result<(), MessageError> {
        let mut announced = None;
        for value in self.headers(HeaderName::ContentLength) {
            let length = grammar::decimal(value).ok_or(MessageError::ContentLength)?;
            if announced.is_some_and(|other| other != length) {
                return Err(MessageError::ContentLengthConflict);
            }
            announced = Some(length);
        }
        if let Some(length) = announced {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if length > MAX_BODY_BYTES {
                return Err(MessageError::BodyTooLarge);
            }
            self.body = self.body.get(..length).ok_or(MessageError::BodyTruncated)?;
        }
        if self.body.len() > MAX_BODY_BYTES {
            return Err(MessageError::BodyTooLarge);
        }
        Ok(())
    }
}

impl<'a> Kind<'a> {
    /// Reads a start line without its line end.
    fn parse(line: &'a str) -> Result<Self, MessageError> {
        let is_response = line
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("SIP/"));
        if is_response {
            Self::parse_status_line(line)
        } else {
            Self::parse_request_line(line)
        }
    }

    fn parse_request_line(line: &'a str) -> Result<Self, MessageError> {
        let mut words = line.split(' ');
        let (Some(method), Some(uri), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(MessageError::RequestLine);
        };
        let method = Method::parse(method).ok_or(MessageError::RequestLine)?;
        if uri.is_empty() || uri.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
            return Err(MessageError::RequestLine);
        }
        if !version.eq_ignore_ascii_case("SIP/2.0") {
            return Err(if looks_like_version(version) {
                MessageError::Version
            } else {
                MessageError::RequestLine
            });
        }
        Ok(Self::Request { method, uri })
    }

    /// Any number of blanks between the parts (`JJ-22.11 E-32`); code and line may end together.
    fn parse_status_line(line: &'a str) -> Result<Self, MessageError> {
        let (version, rest) = line.split_once(' ').ok_or(MessageError::StatusLine)?;
        if !version.eq_ignore_ascii_case("SIP/2.0") {
            return Err(if looks_like_version(version) {
                MessageError::Version
            } else {
                MessageError::StatusLine
            });
        }
        let rest = grammar::trim(rest);
        let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
        let code = grammar::decimal(code).ok_or(MessageError::StatusLine)?;
        let status = u16::try_from(code)
            .ok()
            .and_then(StatusCode::new)
            .ok_or(MessageError::StatusCode)?;
        Ok(Self::Response {
            status,
            reason: grammar::trim_start(reason),
        })
    }
}

impl Line {
    /// The line between two offsets of the head; `None` without a name and a colon.
    fn parse(head: &str, start: usize, end: usize) -> Option<Self> {
        let line = head.get(start..end)?;
        let colon = memchr::memchr(b':', line.as_bytes())?;
        // Blanks may stand between name and colon, a fold too: HCOLON of RFC 3261 §25.1.
        let name = line.get(..colon)?;
        let name = name.trim_end_matches([' ', '\t', '\r', '\n']);
        if !grammar::is_token(name) {
            return None;
        }
        let value = line.get(colon + 1..)?;
        let trimmed = grammar::trim(value);
        let leading = value.len() - grammar::trim_start(value).len();
        let value_start = start + colon + 1 + leading;
        Some(Self {
            name: HeaderName::parse(name),
            start: u16::try_from(start).ok()?,
            name_end: u16::try_from(start + name.len()).ok()?,
            value_start: u16::try_from(value_start).ok()?,
            value_end: u16::try_from(value_start + trimmed.len()).ok()?,
        })
    }

    fn raw_name<'a>(&self, head: &'a str) -> &'a str {
        head.get(usize::from(self.start)..usize::from(self.name_end))
            .unwrap_or_default()
    }

    fn value<'a>(&self, head: &'a str) -> &'a str {
        head.get(usize::from(self.value_start)..usize::from(self.value_end))
            .unwrap_or_default()
    }
}

/// The first line, and where the second begins.
fn start_line(head: &str) -> Result<(&str, usize), MessageError> {
    let end = head.find("\r\n").ok_or(MessageError::HeadIncomplete)?;
    let line = head.get(..end).unwrap_or_default();
    if line.contains(['\r', '\n']) {
        return Err(MessageError::StrayLineEnd);
    }
    Ok((line, end + 2))
}

/// Where the CRLF stands that ends the line beginning at `start`: one with no blank behind it.
fn line_end(head: &str, start: usize) -> Option<usize> {
    let bytes = head.as_bytes();
    let mut from = start;
    loop {
        let at = from + memchr::memchr(b'\r', bytes.get(from..)?)?;
        if bytes.get(at + 1) == Some(&b'\n') && !matches!(bytes.get(at + 2), Some(b' ' | b'\t')) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether a CR or LF stands there that belongs to no fold.
fn has_stray_line_end(line: &str) -> bool {
    let bytes = line.as_bytes();
    let breaks = memchr::memchr2_iter(b'\r', b'\n', bytes);
    breaks.into_iter().any(|at| match bytes.get(at) {
        Some(b'\r') => {
            bytes.get(at + 1) != Some(&b'\n') || !matches!(bytes.get(at + 2), Some(b' ' | b'\t'))
        }
        _ => at == 0 || bytes.get(at - 1) != Some(&b'\r'),
    })
}

/// `SIP/` with digits around a dot.
fn looks_like_version(text: &str) -> bool {
    let Some((name, version)) = text.split_once('/') else {
        return false;
    };
    let Some((major, minor)) = version.split_once('.') else {
        return false;
    };
    name.eq_ignore_ascii_case("SIP")
        && grammar::decimal(major).is_some()
        && grammar::decimal(minor).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CSeq, Contact, Expires, Supported, Via};

    const INVITE: &str = "INVITE sip:102@192.168.0.200 SIP/2.0\r\n\
        Via: SIP/2.0/UDP 192.168.0.101:5060;branch=z9hG4bK1,\r\n SIP/2.0/TCP h;branch=z9hG4bK2\r\n\
        v: SIP/2.0/UDP g\r\n\
        Max-Forwards: 70\r\n\
        From: <sip:101@192.168.0.200>;tag=a\r\n\
        To: <sip:102@192.168.0.200>\r\n\
        Call-ID : c@192.168.0.101\r\n\
        CSeq: 1 INVITE\r\n\
        X-Own : kept, as; it \"is\r\n\
        Supported: 100rel,  Timer\r\n\
        Supported: replaces\r\n\
        Content-Length: 4\r\n\r\nbody and what does not belong";

    fn parse(text: &str) -> Result<Message<'_>, MessageError> {
        Message::parse(text.as_bytes())
    }

    #[test]
    fn a_request_is_viewed_without_copying() {
        let message = parse(INVITE).expect("legal");
        assert_eq!(message.method(), Some(Method::Invite));
        assert_eq!(message.request_uri(), Some("sip:102@192.168.0.200"));
        assert_eq!(message.body(), b"body");
        assert_eq!(message.header(HeaderName::CallId), Some("c@192.168.0.101"));
        assert_eq!(message.headers(HeaderName::Supported).count(), 2);
        assert!(message.has_token(HeaderName::Supported, "timer"));
        assert!(message.has_token(HeaderName::Supported, "replaces"));
        assert!(!message.has_token(HeaderName::Supported, "100"));
        let unknown = message
            .lines()
            .find(|line| line.raw_name == "X-Own")
            .expect("kept");
        assert_eq!(
            (unknown.name, unknown.value),
            (HeaderName::Other, "kept, as; it \"is")
        );
        assert_eq!(message.lines().count(), 11);
    }

    #[test]
    fn a_list_goes_over_all_lines_in_their_order() {
        let message = parse(INVITE).expect("legal");
        let transports: Vec<_> = message
            .list::<Via<'_>>()
            .map(|via| via.expect("legal").branch())
            .collect();
        assert_eq!(transports, [Some("z9hG4bK1"), Some("z9hG4bK2"), None]);
        assert_eq!(message.list::<Supported<'_>>().count(), 2);
        assert_eq!(
            message.required::<CSeq<'_>>().map(|cseq| cseq.number),
            Ok(1)
        );
        assert_eq!(message.typed::<Contact<'_>>(), Ok(None));
        assert_eq!(
            message.required::<Expires>(),
            Err(HeaderError::Missing(HeaderName::Expires))
        );
    }

    #[test]
    fn a_header_that_may_occur_once_is_refused_the_second_time() {
        let message = parse("A sip:h SIP/2.0\r\nExpires: 1\r\nexpires: 1\r\n\r\n").expect("legal");
        assert_eq!(
            message.typed::<Expires>(),
            Err(HeaderError::Repeated(HeaderName::Expires))
        );
    }

    /// The blanks in status lines are those of `JJ-22.11 E-32`.
    #[test]
    fn a_status_line_may_have_more_blanks_than_it_should() {
        for (line, code, reason) in [
            ("SIP/2.0 200 OK", 200, "OK"),
            ("SIP/2.0 100 ", 100, ""),
            ("SIP/2.0 100", 100, ""),
            ("SIP/2.0  180  Ringing on", 180, "Ringing on"),
            ("sip/2.0 699 = 2**3 но", 699, "= 2**3 но"),
        ] {
            let text = format!("{line}\r\nCSeq: 1 INVITE\r\n\r\n");
            let message = parse(&text).expect(line);
            assert_eq!(message.status().map(StatusCode::code), Some(code), "{line}");
            assert_eq!(message.reason(), Some(reason), "{line}");
            assert!(!message.is_request() && message.method().is_none());
        }
    }

    #[test]
    fn every_offence_has_its_own_error() {
        let many = "A: b\r\n".repeat(MAX_HEADERS + 1);
        let long = "x".repeat(MAX_HEAD_BYTES);
        let body = "x".repeat(MAX_BODY_BYTES + 1);
        let ok = "A sip:h SIP/2.0\r\n";
        for (text, error) in [
            ("\r\n\r\n".to_owned(), MessageError::Empty),
            (String::new(), MessageError::Empty),
            (format!("{ok}A: b\r\n"), MessageError::HeadIncomplete),
            (format!("{ok}A: {long}\r\n\r\n"), MessageError::HeadTooLarge),
            (format!("{ok}{many}\r\n"), MessageError::TooManyHeaders),
            (
                format!("{ok}A: b\r\n\r\n{body}"),
                MessageError::BodyTooLarge,
            ),
            ("A sip:h\r\n\r\n".to_owned(), MessageError::RequestLine),
            (
                "A  sip:h SIP/2.0\r\n\r\n".to_owned(),
                MessageError::RequestLine,
            ),
            (
                "A sip:h SIP/2.0 \r\n\r\n".to_owned(),
                MessageError::RequestLine,
            ),
            (
                "A( sip:h SIP/2.0\r\n\r\n".to_owned(),
                MessageError::RequestLine,
            ),
            (
                "A sip:h HTTP/1.1\r\n\r\n".to_owned(),
                MessageError::RequestLine,
            ),
            ("A sip:h SIP/7.0\r\n\r\n".to_owned(), MessageError::Version),
            ("SIP/3.0 200 OK\r\n\r\n".to_owned(), MessageError::Version),
            ("SIP/2.0 OK\r\n\r\n".to_owned(), MessageError::StatusLine),
            ("SIP/2.0 99 OK\r\n\r\n".to_owned(), MessageError::StatusCode),
            (
                "SIP/2.0 4294967496 OK\r\n\r\n".to_owned(),
                MessageError::StatusCode,
            ),
            (
                format!("{ok}A: b\r\nno colon\r\n\r\n"),
                MessageError::HeaderLine(2),
            ),
            (format!("{ok}: b\r\n\r\n"), MessageError::HeaderLine(1)),
            (format!("{ok}A b: c\r\n\r\n"), MessageError::HeaderLine(1)),
            (
                format!("{ok}A: b\nB: c\r\n\r\n"),
                MessageError::StrayLineEnd,
            ),
            (
                format!("{ok}A: b\rB: c\r\n\r\n"),
                MessageError::StrayLineEnd,
            ),
            (format!("{ok}l: -1\r\n\r\n"), MessageError::ContentLength),
            (
                format!("{ok}l: 1\r\nl: 2\r\n\r\nab"),
                MessageError::ContentLengthConflict,
            ),
            (format!("{ok}l: 3\r\n\r\nab"), MessageError::BodyTruncated),
        ] {
            assert_eq!(parse(&text).err(), Some(error), "{:?}", text.get(..60));
        }
        let latin = b"A sip:h SIP/2.0\r\nFrom: \xff <sip:h>\r\n\r\n";
        assert_eq!(Message::parse(latin).err(), Some(MessageError::NotUtf8));
    }

    #[test]
    fn a_broken_request_keeps_what_its_refusal_needs() {
        for (start_line, uri) in [
            ("OPTIONS sip:h SIP/7.0", "sip:h"),
            ("OPTIONS  sip:a b  SIP/2.0 ", "sip:a b"),
            ("OPTIONS sip:h", "sip:h"),
        ] {
            let text = format!("{start_line}\r\nbroken\r\nVia: SIP/2.0/UDP h\r\nl: x\r\n\r\nbody");
            assert!(parse(&text).is_err());
            let message = Message::parse_lenient(text.as_bytes()).expect("a request");
            assert_eq!(message.method(), Some(Method::Options));
            assert_eq!(message.request_uri(), Some(uri));
            assert_eq!(message.header(HeaderName::Via), Some("SIP/2.0/UDP h"));
            assert_eq!(message.body(), b"");
        }
        let latin =
            b"A sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nSubject: \xff\r\nTo: <sip:h>\r\n\r\n";
        let message = Message::parse_lenient(latin).expect("a request");
        assert!(message.header(HeaderName::Via).is_some());
        assert!(message.header(HeaderName::To).is_none());
        assert!(Message::parse_lenient(b"SIP/2.0 999 x\r\n\r\n").is_none());
        assert!(Message::parse_lenient(b"\x00\x01").is_none());
    }
}
