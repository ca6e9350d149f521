//! Replaces (RFC 3891 §6.1).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;
use crate::params::Params;

/// The dialog that the new call takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaces<'a> {
    /// Its Call-ID.
    pub call_id: &'a str,
    /// Its tag on the receiver's side.
    pub to_tag: &'a str,
    /// Its tag on the other side.
    pub from_tag: &'a str,
    /// All parameters.
    pub params: Params<'a>,
}

impl Replaces<'_> {
    /// Whether only an early dialog may be replaced.
    pub fn early_only(&self) -> bool {
        self.params.has("early-only")
    }
}

impl<'a> TypedHeader<'a> for Replaces<'a> {
    const NAME: HeaderName = HeaderName::Replaces;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (call_id, params) = item(Self::NAME, value)?;
        if call_id.is_empty() || call_id.bytes().any(grammar::is_blank) {
            return Err(malformed(Self::NAME, "call-id"));
        }
        Ok(Self {
            call_id,
            to_tag: params
                .value("to-tag")
                .ok_or(malformed(Self::NAME, "to-tag"))?,
            from_tag: params
                .value("from-tag")
                .ok_or(malformed(Self::NAME, "from-tag"))?,
            params,
        })
    }
}

impl fmt::Display for Replaces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.call_id, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_is_named_by_call_id_and_both_tags() {
        let replaces = Replaces::parse("98732@h ;from-tag=r33th4x0r; to-tag=ff87ff;early-only")
            .expect("legal");
        assert_eq!(replaces.call_id, "98732@h");
        assert_eq!(
            (replaces.to_tag, replaces.from_tag),
            ("ff87ff", "r33th4x0r")
        );
        assert!(replaces.early_only());
        for value in [
            "",
            "a@h",
            "a@h;to-tag=1",
            "a@h;from-tag=1",
            "a b;to-tag=1;from-tag=2",
        ] {
            assert!(Replaces::parse(value).is_err(), "{value}");
        }
    }
}
