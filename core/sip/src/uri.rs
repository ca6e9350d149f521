//! URIs: `sip:`, `sips:` (RFC 3261 §19.1) and `tel:` (RFC 3966).
//!
//! A [`Uri`] is a view into the text it was read from. Unlike header parameters, a URI holds no
//! blanks (`JJ-22.11 E-32`).

use std::borrow::Cow;
use std::fmt;

mod equivalence;

use self::equivalence::{same_headers, same_number, same_sip_params, same_tel_params, same_text};
use crate::host::Host;
use crate::params::Params;

/// The scheme of a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// `sip:`.
    Sip,
    /// `sips:`.
    Sips,
    /// `tel:`.
    Tel,
    /// Any other: only [`Uri::raw`] is filled.
    Other,
}

/// A URI as received.
#[derive(Clone, Copy, Debug)]
pub struct Uri<'a> {
    /// The scheme.
    pub scheme: Scheme,
    /// The user part, escapes left; of a `tel:` URI the number.
    pub user: Option<&'a str>,
    /// The password, escapes left.
    pub password: Option<&'a str>,
    /// The host; empty unless the scheme is `sip:` or `sips:`.
    pub host: Host<'a>,
    /// The port, if one is written.
    pub port: Option<u16>,
    /// The parameters behind host or number.
    pub params: Params<'a>,
    /// What follows `?`.
    pub headers: Option<&'a str>,
    /// All of it.
    pub raw: &'a str,
}

/// Why a text is no URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// No scheme and colon at its start.
    #[error("uri has no scheme")]
    Scheme,
    /// A character in the user part, or a percent sign without two hexadecimal digits.
    #[error("uri has an illegal user part")]
    User,
    /// Neither a domain name nor an address.
    #[error("uri has an illegal host")]
    Host,
    /// Not a number from 0 to 65535.
    #[error("uri has an illegal port")]
    Port,
    /// An illegal or empty parameter, or one that occurs twice.
    #[error("uri has an illegal parameter")]
    Parameter,
    /// Illegal text behind the question mark.
    #[error("uri has illegal headers")]
    Headers,
    /// Not a telephone number.
    #[error("tel uri has an illegal number")]
    Number,
    /// A blank, a control character, a quote or an angle bracket.
    #[error("uri holds a character that no uri may hold")]
    Character,
}

impl<'a> Uri<'a> {
    /// Reads a URI. Of an unknown scheme only the characters are checked.
    pub fn parse(raw: &'a str) -> Result<Self, UriError> {
        if raw
            .bytes()
            .any(|byte| byte <= b' ' || byte == 0x7f || matches!(byte, b'<' | b'>' | b'"'))
        {
            return Err(UriError::Character);
        }
        let (scheme, rest) = raw.split_once(':').ok_or(UriError::Scheme)?;
        if !is_scheme(scheme) {
            return Err(UriError::Scheme);
        }
        if scheme.eq_ignore_ascii_case("sip") {
            Self::parse_sip(Scheme::Sip, rest, raw)
        } else if scheme.eq_ignore_ascii_case("sips") {
            Self::parse_sip(Scheme::Sips, rest, raw)
        } else if scheme.eq_ignore_ascii_case("tel") {
            Self::parse_tel(rest, raw)
        } else {
            Ok(Self::bare(Scheme::Other, raw))
        }
    }

    /// Whether both name the same resource: RFC 3261 §19.1.4 for `sip:` and `sips:`, RFC 3966 §4 for
    /// `tel:`, equality of the text for all others.
    pub fn equivalent(&self, other: &Uri<'_>) -> bool {
        if self.scheme != other.scheme {
            return false;
        }
        match self.scheme {
            Scheme::Sip | Scheme::Sips => {
                same_text(self.user, other.user)
                    && same_text(self.password, other.password)
                    && self.host == other.host
                    && self.port == other.port
                    && same_sip_params(&self.params, &other.params)
                    && same_headers(self.headers, other.headers)
            }
            Scheme::Tel => {
                same_number(self.user, other.user) && same_tel_params(&self.params, &other.params)
            }
            Scheme::Other => self.raw == other.raw,
        }
    }

    /// Whether userinfo and host are the same. Scheme, port and parameters are not compared
    /// (`JJ-22.11 §6.1.2`).
    pub fn same_user_and_host(&self, other: &Uri<'_>) -> bool {
        same_text(self.user, other.user)
            && same_text(self.password, other.password)
            && self.host == other.host
    }

    /// The user part with its escapes resolved; bytes that are not UTF-8 then become U+FFFD.
    pub fn user_text(&self) -> Option<Cow<'a, str>> {
        let user = self.user?;
        if !user.contains('%') {
            return Some(Cow::Borrowed(user));
        }
        let bytes: Vec<u8> = resolve(user).map(|(byte, _)| byte).collect();
        Some(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn parse_sip(scheme: Scheme, rest: &'a str, raw: &'a str) -> Result<Self, UriError> {
        let mut uri = Self::bare(scheme, raw);
        // Neither parameters nor headers may hold an "@", while the user part may hold ";" and "?".
        let rest = match rest.split_once('@') {
            Some((userinfo, rest)) => {
                let (user, password) = match userinfo.split_once(':') {
                    Some((user, password)) => (user, Some(password)),
                    None => (userinfo, None),
                };
                if user.is_empty() || !is_escaped_text(user, b"&=+$,;?/") {
                    return Err(UriError::User);
                }
                if !password.is_none_or(|password| is_escaped_text(password, b"&=+$,")) {
                    return Err(UriError::User);
                }
                uri.user = Some(user);
                uri.password = password;
                rest
            }
            None => rest,
        };
        let (rest, headers) = match rest.split_once('?') {
            Some((rest, headers)) => (rest, Some(headers)),
            None => (rest, None),
        };
        if !headers.is_none_or(is_headers) {
            return Err(UriError::Headers);
        }
        uri.headers = headers;
        let end = rest.find(';').unwrap_or(rest.len());
        let (address, params) = rest.split_at_checked(end).ok_or(UriError::Host)?;
        (uri.host, uri.port) = Host::with_port(address)?;
        if !is_uri_params(params) {
            return Err(UriError::Parameter);
        }
        uri.params = Params::of_uri(params);
        Ok(uri)
    }

    fn parse_tel(rest: &'a str, raw: &'a str) -> Result<Self, UriError> {
        let end = rest.find(';').unwrap_or(rest.len());
        let (number, params) = rest.split_at_checked(end).ok_or(UriError::Number)?;
        let digits = number.strip_prefix('+').unwrap_or(number);
        let is_global = digits.len() < number.len();
        let legal = |byte: u8| {
            is_visual_separator(byte)
                || byte.is_ascii_digit()
                || (!is_global && (byte.is_ascii_hexdigit() || matches!(byte, b'*' | b'#')))
        };
        if !digits.bytes().all(legal) || digits.bytes().all(is_visual_separator) {
            return Err(UriError::Number);
        }
        if !is_uri_params(params) {
            return Err(UriError::Parameter);
        }
        let mut uri = Self::bare(Scheme::Tel, raw);
        uri.user = Some(number);
        uri.params = Params::of_uri(params);
        Ok(uri)
    }

    const fn bare(scheme: Scheme, raw: &'a str) -> Self {
        Self {
            scheme,
            user: None,
            password: None,
            host: Host::Name(""),
            port: None,
            params: Params::NONE,
            headers: None,
            raw,
        }
    }
}

impl fmt::Display for Uri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw)
    }
}

/// The text with its escapes resolved: each byte, and whether it stood as an escape.
fn resolve(text: &str) -> impl Iterator<Item = (u8, bool)> + '_ {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || match rest {
        [b'%', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            rest = tail;
            Some((hex(*high) << 4 | hex(*low), true))
        }
        [byte, tail @ ..] => {
            rest = tail;
            Some((*byte, false))
        }
        [] => None,
    })
}

const fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

const fn is_visual_separator(byte: u8) -> bool {
    matches!(byte, b'-' | b'.' | b'(' | b')')
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Unreserved characters, escapes, and the ones in `also`.
fn is_escaped_text(text: &str, also: &[u8]) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                tail
            }
            [byte, tail @ ..] if is_unreserved(*byte) || also.contains(byte) => tail,
            _ => return false,
        }
    }
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')'
        )
}

/// `;name=value` any number of times; no name twice (RFC 3261 §19.1.1).
fn is_uri_params(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let Some(inner) = text.strip_prefix(';') else {
        return false;
    };
    let mut names = smallvec::SmallVec::<[&str; 8]>::new();
    for part in inner.split(';') {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (part, None),
        };
        let legal = |text: &str| !text.is_empty() && is_escaped_text(text, b"[]/:&+$%`");
        if !legal(name) || !value.is_none_or(legal) {
            return false;
        }
        if names.len() == MAX_URI_PARAMS || names.iter().any(|seen| seen.eq_ignore_ascii_case(name))
        {
            return false;
        }
        names.push(name);
    }
    true
}

/// Parameters of one URI; comparing them pair by pair must stay cheap.
const MAX_URI_PARAMS: usize = 64;

fn is_headers(text: &str) -> bool {
    text.split('&').all(|header| {
        header.split_once('=').is_some_and(|(name, value)| {
            !name.is_empty()
                && is_escaped_text(name, b"[]/?:+$")
                && is_escaped_text(value, b"[]/?:+$")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri<'_> {
        Uri::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_uri_falls_into_its_parts() {
        let parsed = uri("sips:a;b=c?d:pw@[2001:db8::9]:5061;lr;maddr=10.0.0.1?Subject=x%20y");
        assert_eq!(parsed.scheme, Scheme::Sips);
        assert_eq!(parsed.user, Some("a;b=c?d"));
        assert_eq!(parsed.password, Some("pw"));
        assert_eq!(parsed.host.to_string(), "[2001:db8::9]");
        assert_eq!(parsed.port, Some(5061));
        assert!(parsed.params.has("LR"));
        assert_eq!(parsed.params.value("maddr"), Some("10.0.0.1"));
        assert_eq!(parsed.headers, Some("Subject=x%20y"));
        assert_eq!(uri("sip:%23%61b@h").user_text().as_deref(), Some("#ab"));
        assert_eq!(uri("http://example.com/a?b").scheme, Scheme::Other);
    }

    #[test]
    fn what_is_no_uri_says_why() {
        for (text, error) in [
            ("", UriError::Scheme),
            ("101", UriError::Scheme),
            ("1sip:a@b", UriError::Scheme),
            ("sip:@h", UriError::User),
            ("sip:%4@h", UriError::User),
            ("sip:a#b@h", UriError::User),
            ("sip:a@", UriError::Host),
            ("sip:a@b@c", UriError::Host),
            ("sip:a@192.168.0.256", UriError::Host),
            ("sip:a@192.168.0. 200", UriError::Character),
            ("sip:a@[::1", UriError::Host),
            ("sip:a@h:", UriError::Port),
            ("sip:a@h:65536", UriError::Port),
            ("sip:a@h;", UriError::Parameter),
            ("sip:a@h;lr;LR", UriError::Parameter),
            ("sip:a@h?x", UriError::Headers),
            ("<sip:a@h>", UriError::Character),
            ("tel:", UriError::Number),
            ("tel:+12a", UriError::Number),
        ] {
            assert_eq!(Uri::parse(text).err(), Some(error), "{text}");
        }
    }

    /// `R-6.1.2-3`, `R-6.1.2-4`, `R-6.1.2-5`.
    #[test]
    fn port_and_parameters_do_not_count_for_user_and_host() {
        assert!(
            uri("sip:7f3a@192.168.0.101:5060;x=y")
                .same_user_and_host(&uri("sip:7f3a@192.168.0.101"))
        );
        assert!(!uri("sip:7f3a@192.168.0.101").same_user_and_host(&uri("sip:7f3b@192.168.0.101")));
    }
}
