//! What a payload is, told by its first bytes. RTP is most of a trace, so it is told first.

/// What a payload looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Version 2 of RTP, and no RTCP (RFC 3550 §5.1, RFC 5761 §4).
    Rtp,
    /// A start line of SIP, or what its writer took for one.
    Sip,
    /// A record of TLS (RFC 8446 §5.1).
    Tls,
    /// Anything else: RTCP, STUN, keep-alives, other protocols.
    Other,
}

/// Bytes in which a start line must show that it is one.
const START_LINE_BYTES: usize = 4096;
/// The longest method that is believed to be one.
const METHOD_BYTES: usize = 32;

/// Tells what the payload of a datagram, or the beginning of a stream, looks like.
pub(crate) fn look(bytes: &[u8]) -> Look {
    match bytes {
        [first, second, ..] if first >> 6 == 2 => {
            if (192..=223).contains(second) || bytes.len() < 12 {
                Look::Other
            } else {
                Look::Rtp
            }
        }
        // Change cipher spec, alert, handshake, application data; versions 3.0 to 3.4.
        [20..=23, 3, 0..=4, ..] => Look::Tls,
        _ if is_sip(bytes) => Look::Sip,
        _ => Look::Other,
    }
}

/// Whether it begins with a start line, possibly behind line ends.
pub(crate) fn is_sip(bytes: &[u8]) -> bool {
    let bytes = without_line_ends(bytes);
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    if starts_with(bytes, b"SIP/2.0 ") {
        return true;
    }
    let window = bytes.get(..START_LINE_BYTES).unwrap_or(bytes);
    let name = window.get(..METHOD_BYTES).unwrap_or(window);
    let Some(space) = memchr::memchr(b' ', name) else {
        return false;
    };
    let is_method = bytes
        .get(..space)
        .is_some_and(|name| name.iter().copied().all(is_token));
    if !is_method {
        return false;
    }
    let rest = window.get(space + 1..).unwrap_or_default();
    if ["sip:", "sips:", "tel:"]
        .iter()
        .any(|scheme| starts_with(rest, scheme.as_bytes()))
    {
        return true;
    }
    let end = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
    rest.get(..end)
        .and_then(|line| line.rsplit(|byte| *byte == b' ').next())
        .is_some_and(|version| starts_with(version, b"SIP/"))
}

/// Whether more bytes could make a start line of it.
pub(crate) fn may_become_sip(bytes: &[u8]) -> bool {
    let bytes = without_line_ends(bytes);
    let word = bytes.split(|byte| *byte == b' ').next().unwrap_or_default();
    // All methods in use are in capitals, and so is the version of a response.
    bytes.len() < METHOD_BYTES
        && word
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || b"-_/.0123456789".contains(byte))
}

/// The value of the first line of the head that has one of these names, without regard to case.
/// Takes what no parser of messages takes.
pub(crate) fn header_line<'a>(bytes: &'a [u8], names: &[&str]) -> Option<&'a str> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    lines.next();
    for line in lines {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return None;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            continue;
        };
        let name = line.get(..colon).unwrap_or_default().trim_ascii();
        let known = names
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        if known {
            let value = line.get(colon + 1..).unwrap_or_default().trim_ascii();
            return std::str::from_utf8(value).ok();
        }
    }
    None
}

/// A datagram's message with the length of its body in Content-Length, if it tells another. Line
/// ends, blanks and zeros behind the body are padding, and no part of it.
pub(crate) fn with_true_length(bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = without_line_ends(bytes);
    let body_start = memchr::memmem::find(bytes, b"\r\n\r\n")? + 4;
    let (head, body) = bytes.split_at_checked(body_start)?;
    let value = header_line(head, &["Content-Length", "l"])?;
    let told: usize = value.parse().ok()?;
    let behind = body.get(told..);
    let padding = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    if behind.is_some_and(|behind| behind.iter().all(padding)) {
        return None;
    }
    let start = value.as_ptr() as usize - head.as_ptr() as usize;
    let mut repaired = head.get(..start)?.to_vec();
    repaired.extend_from_slice(body.len().to_string().as_bytes());
    repaired.extend_from_slice(head.get(start + value.len()..)?);
    repaired.extend_from_slice(body);
    Some(repaired)
}

/// What follows the line ends at the start.
fn without_line_ends(bytes: &[u8]) -> &[u8] {
    let start = bytes
        .iter()
        .position(|byte| !matches!(byte, b'\r' | b'\n'))
        .unwrap_or(bytes.len());
    bytes.get(start..).unwrap_or_default()
}

fn starts_with(bytes: &[u8], start: &[u8]) -> bool {
    bytes
        .get(..start.len())
        .is_some_and(|bytes| bytes.eq_ignore_ascii_case(start))
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-.!%*_+`'~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_it_is() {
        let rtp = [0x80, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 0xff];
        let rtcp = [0x80, 200, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4];
        for (bytes, expected) in [
            (rtp.as_slice(), Look::Rtp),
            (&rtcp, Look::Other),
            (&[0x80, 0, 0], Look::Other),
            (b"INVITE sip:102@h SIP/2.0\r\n", Look::Sip),
            (b"\r\nOPTIONS tel:102 SIP/2.0\r\n", Look::Sip),
            (b"sip/2.0 200 OK\r\n", Look::Sip),
            (b"INVITE  sip:102@h SIP/2.0\r\n", Look::Sip),
            (b"NEW-1 urn:service:sos SIP/2.0\r\n", Look::Sip),
            (b"INVITE sip:102", Look::Sip),
            (b"GET / HTTP/1.1\r\n", Look::Other),
            (b"HTTP/1.1 200 OK\r\n", Look::Other),
            (b"\r\n\r\n", Look::Other),
            (b"\0\0\0\0", Look::Other),
            (b"", Look::Other),
            (&[0x16, 3, 1, 0, 5, 1], Look::Tls),
            (&[0x15, 3, 3, 0, 2], Look::Tls),
            (&[0x16, 0xfe, 0xfd], Look::Other),
        ] {
            assert_eq!(look(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_cut_start_line_is_waited_for_and_noise_is_not() {
        for (bytes, expected) in [
            (b"INV".as_slice(), true),
            (b"\r\n", true),
            (b"SIP/2.", true),
            (b"INVITE s", true),
            (b"the end of", false),
            (b"\x01\x02", false),
            (b"{\"a\":", false),
        ] {
            assert_eq!(may_become_sip(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_wrong_length_is_put_right() {
        let message = |length: &str, body: &str| {
            format!("INVITE sip:a SIP/2.0\r\nl: {length}\r\nTo: b\r\n\r\n{body}").into_bytes()
        };
        for (length, body, right) in [
            ("4", "v=0\n", None),
            ("9", "v=0\n", Some("4")),
            ("2", "v=0\n", Some("4")),
            ("99999", "", Some("0")),
            ("4", "v=0\n\r\n\0 ", None),
            ("x", "v=0\n", None),
        ] {
            assert_eq!(
                with_true_length(&message(length, body)),
                right.map(|right| message(right, body)),
                "{length}"
            );
        }
        assert_eq!(with_true_length(b"INVITE sip:a SIP/2.0\r\n\r\n"), None);
        assert_eq!(with_true_length(b""), None);
    }

    #[test]
    fn a_line_is_found_in_a_message_that_cannot_be_read() {
        let bytes = b"INVITE sip:a SIP/9\r\nno colon\r\nI : x@y \r\n\r\nCall-ID: body";
        assert_eq!(header_line(bytes, &["Call-ID", "i"]), Some("x@y"));
        assert_eq!(header_line(bytes, &["CSeq"]), None);
    }
}
