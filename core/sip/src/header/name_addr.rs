//! An address with display name and parameters (RFC 3261 §25.1 `name-addr`, `addr-spec`).

use std::borrow::Cow;
use std::fmt;

use super::{HeaderError, grammar, malformed};
use crate::name::HeaderName;
use crate::params::Params;
use crate::uri::{Uri, UriError};

/// `"Display" <uri>;params`, or `uri;params`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameAddr<'a> {
    /// The display name without its quotes, escapes left as they came. An empty one is `None`.
    pub display: Option<&'a str>,
    /// The URI, without angle brackets. Its characters are checked, its grammar is not:
    /// see [`NameAddr::parsed_uri`].
    pub uri: &'a str,
    /// The parameters of the header, not of the URI.
    pub params: Params<'a>,
}

impl<'a> NameAddr<'a> {
    /// The address `<uri>` alone.
    pub const fn new(uri: &'a str) -> Self {
        Self {
            display: None,
            uri,
            params: Params::NONE,
        }
    }

    /// Reads the value of header `name`.
    ///
    /// Without angle brackets every parameter belongs to the header, and the URI may hold neither
    /// comma, semicolon nor question mark (RFC 3261 §20.10).
    pub fn parse(name: HeaderName, value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        let (display, rest) = if value.starts_with('"') {
            let (display, rest) =
                grammar::take_quoted(value).ok_or(malformed(name, "display name"))?;
            (display, grammar::trim_start(rest))
        } else {
            match value.find('<') {
                Some(at) => {
                    let (display, rest) = value.split_at_checked(at).unwrap_or(("", value));
                    // A "<" behind the first ";" is not ours: it stands in a parameter.
                    if !display.contains(';') {
                        let display = grammar::trim(display);
                        if !is_display(display) {
                            return Err(malformed(name, "display name"));
                        }
                        (display, rest)
                    } else {
                        ("", value)
                    }
                }
                None => ("", value),
            }
        };
        let bracketed = rest.strip_prefix('<');
        let (uri, params) = match bracketed {
            Some(inner) => inner
                .split_once('>')
                .ok_or(malformed(name, "closing bracket"))?,
            None if value.starts_with('"') => return Err(malformed(name, "uri")),
            None => {
                let end = rest.find(';').unwrap_or(rest.len());
                let (uri, params) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (grammar::trim(uri), params)
            }
        };
        if !is_uri_text(uri) || (bracketed.is_none() && uri.contains([',', '?'])) {
            return Err(malformed(name, "uri"));
        }
        let params = Params::parse(params).ok_or(malformed(name, "parameters"))?;
        Ok(Self {
            display: Some(display).filter(|display| !display.is_empty()),
            uri,
            params,
        })
    }

    /// The URI's parts.
    pub fn parsed_uri(&self) -> Result<Uri<'a>, UriError> {
        Uri::parse(self.uri)
    }

    /// The display name as a person reads it: escapes resolved, folds made blanks.
    pub fn display_text(&self) -> Option<Cow<'a, str>> {
        let display = self.display?;
        if !display.contains(['\\', '\r', '\n']) {
            return Some(Cow::Borrowed(display));
        }
        let mut text = String::with_capacity(display.len());
        let mut characters = display.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => text.extend(characters.next()),
                '\r' => {}
                '\n' => {}
                other => text.push(other),
            }
        }
        Some(Cow::Owned(text))
    }
}

impl fmt::Display for NameAddr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(display) = self.display {
            grammar::write_quoted(f, display)?;
            f.write_str(" ")?;
        }
        write!(f, "<{}>{}", self.uri, self.params)
    }
}

/// Tokens and blanks. Text beyond ASCII and most punctuation belong in quotes, but are as harmless
/// without; a reason of JJ-22.11 T12-3 may come so (R-12.2.2-9).
fn is_display(text: &str) -> bool {
    text.bytes().all(|byte| {
        grammar::is_token_byte(byte)
            || grammar::is_blank(byte)
            || !byte.is_ascii()
            || b"#$&()/:=?@[]^{|}".contains(&byte)
    })
}

fn is_uri_text(uri: &str) -> bool {
    uri.contains(':')
        && uri
            .bytes()
            .all(|byte| byte > b' ' && byte != 0x7f && !matches!(byte, b'<' | b'>' | b'"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Result<NameAddr<'_>, HeaderError> {
        NameAddr::parse(HeaderName::From, value)
    }

    #[test]
    fn every_form_of_address_falls_into_its_parts() {
        for (value, display, uri, params) in [
            ("<sip:a@h>", None, "sip:a@h", ""),
            ("sip:a@h;tag=1", None, "sip:a@h", ";tag=1"),
            (
                "Taro Yamada <sip:a@h;x>;tag=1",
                Some("Taro Yamada"),
                "sip:a@h;x",
                ";tag=1",
            ),
            ("caller<sip:a@h>", Some("caller"), "sip:a@h", ""),
            (
                "Coin line/payphone (x) <sip:a@h>",
                Some("Coin line/payphone (x)"),
                "sip:a@h",
                "",
            ),
            (
                r#""a \" <b>, c" <sip:a@h>"#,
                Some(r#"a \" <b>, c"#),
                "sip:a@h",
                "",
            ),
            ("\"\" <sip:a@h>", None, "sip:a@h", ""),
            (
                "\r\n sip:a@h ;   tag    = 1",
                None,
                "sip:a@h",
                ";   tag    = 1",
            ),
            ("山田 <tel:0312345678>", Some("山田"), "tel:0312345678", ""),
        ] {
            let address = read(value).unwrap_or_else(|error| panic!("{value}: {error}"));
            assert_eq!(address.display, display, "{value}");
            assert_eq!(address.uri, uri, "{value}");
            assert_eq!(address.params.as_str(), params, "{value}");
            let written = address.to_string();
            assert_eq!(read(&written), Ok(address), "{written}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for value in [
            "",
            "*",
            "\"open <sip:a@h>",
            "\"a\" sip:a@h",
            "Bell, Alexander <sip:a@h>",
            "< sip:a@h >",
            "<sip:a@h",
            "<sip:a@h> tag=1",
            "<sip:a@h>;;",
            "sip:a@h?Route=%3Csip:p%3E",
            "sip:a,b@h",
        ] {
            assert!(read(value).is_err(), "{value}");
        }
    }

    #[test]
    fn the_display_text_has_its_escapes_resolved() {
        let address = read(r#""J \"R\" \\x" <sip:a@h>"#).expect("legal");
        assert_eq!(address.display_text().as_deref(), Some(r#"J "R" \x"#));
    }
}
