//! Privacy (RFC 3323 §4.2, RFC 3325 §9.3).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// What is to be hidden. The values stand between semicolons; commas are taken too, because refusing
/// the header would show what it asks to hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privacy<'a>(&'a str);

impl<'a> Privacy<'a> {
    /// The values in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.split([';', ',']).map(grammar::trim)
    }

    /// Whether the value is among them, without regard to case.
    pub fn contains(&self, value: &str) -> bool {
        self.iter().any(|own| own.eq_ignore_ascii_case(value))
    }

    /// Whether the caller's identity is to be hidden: `id`.
    pub fn hides_identity(&self) -> bool {
        self.contains("id")
    }
}

impl<'a> TypedHeader<'a> for Privacy<'a> {
    const NAME: HeaderName = HeaderName::Privacy;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let privacy = Self(grammar::trim(value));
        if privacy.iter().all(grammar::is_token) {
            Ok(privacy)
        } else {
            Err(malformed(Self::NAME, "value"))
        }
    }
}

impl fmt::Display for Privacy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_between_semicolons() {
        let privacy = Privacy::parse("header; ID ;critical").expect("legal");
        assert!(privacy.hides_identity() && privacy.contains("critical"));
        assert!(!Privacy::parse("none").expect("legal").hides_identity());
        for value in ["", "id;", "a b"] {
            assert!(Privacy::parse(value).is_err(), "{value}");
        }
    }
}
