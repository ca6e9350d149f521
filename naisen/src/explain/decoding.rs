//! Text as it comes out of mails, logs and other systems, made plain.

/// The text of `bytes`: UTF-8, UTF-16 with its mark, or else Latin-1. `None` if it is no text.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf_16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf_16(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n' | 0x0c | 0x1b);
    if !bytes.iter().all(is_text) {
        return None;
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
}

fn utf_16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [one, other] => unit([*one, *other]),
        _ => 0,
    });
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// The text without what a mail or a system log puts before each of its lines; `None` if nothing
/// stands there.
pub(super) fn unwrapped(text: &str) -> Option<String> {
    let strip = [quotation, log_line].into_iter().find(|strip| {
        text.lines()
            .all(|line| line.trim().is_empty() || strip(line).is_some())
    })?;
    let lines: Vec<&str> = text
        .lines()
        .map(|line| strip(line).unwrap_or(line))
        .collect();
    Some(lines.join("\n"))
}

/// A quoted line of a mail: `> INVITE ...`.
fn quotation(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// A line of a system log: time, host, `program[1234]: ` and then the line.
fn log_line(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("]:")?;
    let (head, process) = before.rsplit_once('[')?;
    let is_head = head.split_whitespace().count() >= 3 && !head.contains('<');
    let is_log = is_head && process.bytes().all(|digit| digit.is_ascii_digit());
    is_log.then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_becomes_the_same_text() {
        let utf_16_le = b"\xff\xfeJ\0\xf6\0r\0g\0";
        let utf_16_be = b"\xfe\xff\0J\0\xf6\0r\0g";
        for bytes in [
            "Jörg".as_bytes(),
            b"\xef\xbb\xbfJ\xc3\xb6rg",
            b"J\xf6rg",
            utf_16_le,
            utf_16_be,
        ] {
            assert_eq!(text(bytes).as_deref(), Some("Jörg"), "{bytes:?}");
        }
        assert_eq!(text(b"\xd4\xc3\xb2\xa1\x02\0"), None);
    }

    #[test]
    fn quotation_marks_and_log_heads_are_taken_off() {
        for (text, plain) in [
            ("> a\n>\n> b", Some("a\n\nb")),
            (
                "2025-11-20T14:46:40+00:00 pbx asterisk[12]: a\nNov 20 14:46:40 pbx asterisk[12]: b",
                Some("a\nb"),
            ),
            ("a\n> b", None),
        ] {
            assert_eq!(unwrapped(text).as_deref(), plain, "{text}");
        }
    }
}
