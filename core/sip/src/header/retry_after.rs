//! Retry-After (RFC 3261 §20.33).

use std::fmt;

use super::{HeaderError, TypedHeader, find_comment, grammar, malformed, number};
use crate::name::HeaderName;
use crate::params::Params;

/// When to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter<'a> {
    /// After how many seconds.
    pub seconds: u32,
    /// Why, if a comment says so; without its parentheses.
    pub comment: Option<&'a str>,
    /// The parameters.
    pub params: Params<'a>,
}

impl RetryAfter<'_> {
    /// How long the answerer will then be there, in seconds.
    pub fn duration(&self) -> Option<u32> {
        self.params.value("duration")?.parse().ok()
    }
}

impl<'a> TypedHeader<'a> for RetryAfter<'a> {
    const NAME: HeaderName = HeaderName::RetryAfter;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let value = grammar::trim(value);
        let end = value.find(['(', ';']).unwrap_or(value.len());
        let (seconds, rest) = value
            .split_at_checked(end)
            .ok_or(malformed(Self::NAME, "number"))?;
        let seconds = number(Self::NAME, seconds, u32::MAX)?;
        let (comment, rest) = if rest.starts_with('(') {
            let (comment, rest) = find_comment(rest).ok_or(malformed(Self::NAME, "comment"))?;
            (Some(comment), rest)
        } else {
            (None, rest)
        };
        let params = Params::parse(rest).ok_or(malformed(Self::NAME, "parameters"))?;
        Ok(Self {
            seconds,
            comment,
            params,
        })
    }
}

impl fmt::Display for RetryAfter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.seconds.fmt(f)?;
        if let Some(comment) = self.comment {
            write!(f, " ({comment})")?;
        }
        self.params.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_comment_and_duration_are_read() {
        for (value, seconds, comment, duration) in [
            ("120", 120, None, None),
            ("18000;duration=3600", 18000, None, Some(3600)),
            (
                "120 (I'm (still) in a meeting; really)",
                120,
                Some("I'm (still) in a meeting; really"),
                None,
            ),
            ("5 (a \\) b) ;duration=1", 5, Some("a \\) b"), Some(1)),
        ] {
            let read = RetryAfter::parse(value).expect("legal");
            assert_eq!(
                (read.seconds, read.comment, read.duration()),
                (seconds, comment, duration)
            );
            assert_eq!(RetryAfter::parse(&read.to_string()), Ok(read));
        }
        for value in [
            "",
            "soon",
            "5 (open",
            "5 x",
            "Sat, 01 Jan 2000 00:00:00 GMT",
        ] {
            assert!(RetryAfter::parse(value).is_err(), "{value}");
        }
    }
}
