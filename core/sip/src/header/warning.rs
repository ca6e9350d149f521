//! Warning (RFC 3261 §20.43).

use std::fmt;

use super::{HeaderError, Occurrence, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// More about a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning<'a> {
    /// Three digits.
    pub code: u16,
    /// Who added it: a host or a pseudonym.
    pub agent: &'a str,
    /// The text without its quotes, escapes left.
    pub text: &'a str,
}

impl<'a> TypedHeader<'a> for Warning<'a> {
    const NAME: HeaderName = HeaderName::Warning;
    const OCCURRENCE: Occurrence = Occurrence::List;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        let blank = [' ', '\t', '\r', '\n'];
        let (digits, rest) = value
            .split_once(blank)
            .ok_or(malformed(Self::NAME, "agent"))?;
        let (agent, text) = grammar::trim_start(rest)
            .split_once(blank)
            .ok_or(malformed(Self::NAME, "text"))?;
        let code = grammar::decimal(digits)
            .filter(|_| digits.len() == 3)
            .and_then(|code| u16::try_from(code).ok())
            .ok_or(malformed(Self::NAME, "code"))?;
        let text = grammar::unquote(grammar::trim(text)).ok_or(malformed(Self::NAME, "text"))?;
        Ok(Self { code, agent, text })
    }
}

impl fmt::Display for Warning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03} {} ", self.code, self.agent)?;
        grammar::write_quoted(f, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_agent_and_text_are_read() {
        let warning = Warning::parse("304 pbx.example:5060 \"no, codec\"").expect("legal");
        let expected = Warning {
            code: 304,
            agent: "pbx.example:5060",
            text: "no, codec",
        };
        assert_eq!(warning, expected);
        assert_eq!(Warning::parse(&warning.to_string()), Ok(expected));
        for value in [
            "",
            "304",
            "304 h",
            "304 h text",
            "30 h \"t\"",
            "3040 h \"t\"",
            "304 h \"t",
        ] {
            assert!(Warning::parse(value).is_err(), "{value}");
        }
    }
}
