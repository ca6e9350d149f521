//! The basic rules of the grammar (RFC 3261 §25.1): blanks, tokens, quoted strings, separators.
//!
//! A fold (CRLF and a blank) counts as a blank everywhere, so that no value has to be copied to be
//! read. No function here can panic.

use std::fmt;

/// Whether the byte is linear white space, a part of a fold included.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Without the blanks at both ends.
pub(crate) fn trim(text: &str) -> &str {
    let text = trim_start(text);
    let end = text
        .bytes()
        .rposition(|byte| !is_blank(byte))
        .map_or(0, |last| last + 1);
    // A blank is a character of its own, so the cut is at a boundary.
    text.get(..end).unwrap_or(text)
}

/// Without the blanks at the start.
pub(crate) fn trim_start(text: &str) -> &str {
    let start = text.bytes().position(|byte| !is_blank(byte));
    text.get(start.unwrap_or(text.len())..).unwrap_or(text)
}

/// Whether the byte may stand in a token.
pub(crate) const fn is_token_byte(byte: u8) -> bool {
    TOKEN_BYTES[byte as usize]
}

/// One look-up a byte: names, tags and parameters are read by it.
static TOKEN_BYTES: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        bytes[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'.' | b'!' | b'%' | b'*' | b'_' | b'+' | b'`' | b'\'' | b'~'
            );
        byte += 1;
    }
    bytes
};

/// Whether the text is a token.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_token_byte)
}

/// The token that the text starts with, and what follows it.
pub(crate) fn take_token(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|byte| !is_token_byte(byte))
        .unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    text.split_at_checked(end)
}

/// The quoted string that the text starts with (without its quotes, escapes left as they are), and
/// what follows it.
pub(crate) fn take_quoted(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some((inner.get(..at)?, inner.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

/// The text without its quotes, if a quoted string is all that it is.
pub(crate) fn unquote(text: &str) -> Option<&str> {
    match take_quoted(text)? {
        (inner, "") => Some(inner),
        _ => None,
    }
}

/// A number of decimal digits and nothing else. One that 64 bits do not hold becomes `u64::MAX`, so
/// that the caller's range refuses it.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    let mut number = 0u64;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number
            .saturating_mul(10)
            .saturating_add(u64::from(byte - b'0'));
    }
    Some(number)
}

/// Where the first `separator` stands outside quotes and angle brackets.
pub(crate) fn find_outside(text: &str, separator: u8) -> Option<usize> {
    let first = memchr::memchr(separator, text.as_bytes())?;
    if memchr::memchr3(b'"', b'<', b'\\', text.as_bytes().get(..first)?).is_none() {
        return Some(first);
    }
    let mut quoted = false;
    let mut escaped = false;
    let mut bracketed = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if !bracketed => quoted = !quoted,
            _ if quoted => {}
            b'<' => bracketed = true,
            b'>' => bracketed = false,
            _ if byte == separator && !bracketed => return Some(at),
            _ => {}
        }
    }
    None
}

/// The parts of a text between separators, each trimmed. Quotes and angle brackets protect.
#[derive(Clone, Debug)]
pub(crate) struct Parts<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

/// Cuts `text` at each `separator`, an ASCII byte, outside quotes and angle brackets.
pub(crate) fn parts(text: &str, separator: u8) -> Parts<'_> {
    Parts {
        rest: Some(text),
        separator,
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let part = match find_outside(rest, self.separator) {
            Some(at) => {
                self.rest = rest.get(at + 1..);
                rest.get(..at)?
            }
            None => {
                self.rest = None;
                rest
            }
        };
        Some(trim(part))
    }
}

/// Writes a quoted string around a text whose escapes stand already; a quote or a final backslash
/// that is not escaped gets its backslash here.
pub(crate) fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write;
    f.write_char('"')?;
    let mut escaped = false;
    for character in text.chars() {
        if character == '"' && !escaped {
            f.write_char('\\')?;
        }
        escaped = character == '\\' && !escaped;
        f.write_char(character)?;
    }
    if escaped {
        f.write_char('\\')?;
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_brackets_protect_separators() {
        let text = r#""a,\",b" <sip:x,y@h;p>;q , , <sip:z>"#;
        let cut: Vec<&str> = parts(text, b',').collect();
        assert_eq!(cut, [r#""a,\",b" <sip:x,y@h;p>;q"#, "", "<sip:z>"]);
    }

    #[test]
    fn a_fold_is_a_blank() {
        assert_eq!(trim(" \r\n\tvalue\r\n "), "value");
    }

    #[test]
    fn a_quoted_string_ends_at_its_own_quote() {
        assert_eq!(take_quoted(r#""a\"b\\" c"#), Some((r#"a\"b\\"#, " c")));
        assert_eq!(take_quoted(r#""open"#), None);
        assert_eq!(unquote(r#""a" "b""#), None);
    }

    #[test]
    fn decimals_saturate_and_take_no_sign() {
        for (text, number) in [
            ("0068", Some(68)),
            ("36893488147419103232", Some(u64::MAX)),
            ("-1", None),
            ("+1", None),
            ("", None),
            ("1 ", None),
        ] {
            assert_eq!(decimal(text), number, "{text}");
        }
    }

    #[test]
    fn a_written_quoted_string_always_closes() {
        struct Quoted(&'static str);
        impl fmt::Display for Quoted {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_quoted(f, self.0)
            }
        }
        for text in ["plain", r#"a"b"#, r#"a\"b"#, r"end\", r"end\\"] {
            let written = Quoted(text).to_string();
            assert!(unquote(&written).is_some(), "{written}");
        }
    }
}
