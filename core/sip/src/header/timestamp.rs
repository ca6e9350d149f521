//! Timestamp (RFC 3261 §20.38).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// When the client sent the request, by a clock of its own; echoed in the 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp<'a> {
    /// The time as it came: digits, a point, digits.
    pub time: &'a str,
    /// How long the server took, in seconds as it came.
    pub delay: Option<&'a str>,
}

impl<'a> TypedHeader<'a> for Timestamp<'a> {
    const NAME: HeaderName = HeaderName::Timestamp;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        let (time, delay) = match value.split_once([' ', '\t', '\r', '\n']) {
            Some((time, delay)) => (time, Some(grammar::trim(delay))),
            None => (value, None),
        };
        if time.is_empty() || !is_decimal(time) || !delay.is_none_or(is_decimal) {
            return Err(malformed(Self::NAME, "decimal number"));
        }
        Ok(Self { time, delay })
    }
}

impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.time)?;
        match self.delay {
            Some(delay) => write!(f, " {delay}"),
            None => Ok(()),
        }
    }
}

fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_delay_are_decimals() {
        let timestamp = Timestamp::parse("54.25  0.5").expect("legal");
        assert_eq!((timestamp.time, timestamp.delay), ("54.25", Some("0.5")));
        assert_eq!(timestamp.to_string(), "54.25 0.5");
        assert_eq!(Timestamp::parse("54").expect("legal").delay, None);
        for value in ["", "x", "1.2.3", "1 x"] {
            assert!(Timestamp::parse(value).is_err(), "{value}");
        }
    }
}
