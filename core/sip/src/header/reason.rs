//! Reason (RFC 3326 §2), with the location of a cause (RFC 8606 §4).

use std::fmt;

use super::{HeaderError, Occurrence, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;

/// Why a request was sent, or a response (RFC 6432).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// `SIP`, `Q.850` or any token.
    pub protocol: &'a str,
    /// The status code or cause value.
    pub cause: Option<u16>,
    /// The text without its quotes, escapes left.
    pub text: Option<&'a str>,
    /// Where a cause of Q.850 was generated: `U`, `LPN`, `LN` and so on.
    pub location: Option<&'a str>,
}

impl<'a> Reason<'a> {
    /// The values of one line, cut at its commas; empty ones are skipped.
    pub fn values(line: &'a str) -> impl Iterator<Item = &'a str> {
        grammar::parts(line, b',').filter(|value| !value.is_empty())
    }
}

impl<'a> TypedHeader<'a> for Reason<'a> {
    const NAME: HeaderName = HeaderName::Reason;
    const OCCURRENCE: Occurrence = Occurrence::List;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (protocol, params) = item(Self::NAME, value)?;
        if !grammar::is_token(protocol) {
            return Err(malformed(Self::NAME, "protocol"));
        }
        let cause = match params.get("cause") {
            None => None,
            Some(cause) => Some(
                cause
                    .and_then(grammar::decimal)
                    .and_then(|cause| u16::try_from(cause).ok())
                    .ok_or(malformed(Self::NAME, "cause"))?,
            ),
        };
        Ok(Self {
            protocol,
            cause,
            text: params.value("text"),
            location: params
                .value("location")
                .filter(|location| grammar::is_token(location)),
        })
    }
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.protocol)?;
        if let Some(cause) = self.cause {
            write!(f, ";cause={cause}")?;
        }
        if let Some(text) = self.text {
            f.write_str(";text=")?;
            grammar::write_quoted(f, text)?;
        }
        if let Some(location) = self.location {
            write!(f, ";location={location}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocol_cause_and_text_are_read() {
        for (value, protocol, cause, text, location) in [
            ("SIP", "SIP", None, None, None),
            (
                "Q.850;cause=16;text=\"Terminated; normally\"",
                "Q.850",
                Some(16),
                Some("Terminated; normally"),
                None,
            ),
            ("SIP ; cause = 200", "SIP", Some(200), None, None),
            (
                "Q.850;cause=17;location=LN",
                "Q.850",
                Some(17),
                None,
                Some("LN"),
            ),
        ] {
            let reason = Reason::parse(value).expect("legal");
            assert_eq!(
                reason,
                Reason {
                    protocol,
                    cause,
                    text,
                    location,
                }
            );
            assert_eq!(Reason::parse(&reason.to_string()), Ok(reason));
        }
        assert_eq!(
            Reason::values("SIP;text=\"a, b\", ,Q.850").collect::<Vec<_>>(),
            ["SIP;text=\"a, b\"", "Q.850"]
        );
        for value in [
            "",
            ";cause=1",
            "SIP;cause",
            "SIP;cause=x",
            "SIP;cause=65536",
            "a b",
            "SIP;location=\"",
        ] {
            assert!(Reason::parse(value).is_err(), "{value}");
        }
    }
}
