//! Content-Type (RFC 3261 §20.15).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;
use crate::params::Params;

/// The type of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentType<'a> {
    /// Before the slash.
    pub media_type: &'a str,
    /// Behind the slash.
    pub subtype: &'a str,
    /// The parameters, `boundary` among them.
    pub params: Params<'a>,
}

impl ContentType<'_> {
    /// Whether it is this type, parameters aside and without regard to case.
    pub fn is(&self, media_type: &str, subtype: &str) -> bool {
        self.media_type.eq_ignore_ascii_case(media_type)
            && self.subtype.eq_ignore_ascii_case(subtype)
    }

    /// Whether the body is a session description.
    pub fn is_sdp(&self) -> bool {
        self.is("application", "sdp")
    }
}

impl<'a> TypedHeader<'a> for ContentType<'a> {
    const NAME: HeaderName = HeaderName::ContentType;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (range, params) = item(Self::NAME, value)?;
        let (media_type, subtype) = split(range).ok_or(malformed(Self::NAME, "media type"))?;
        Ok(Self {
            media_type,
            subtype,
            params,
        })
    }
}

impl fmt::Display for ContentType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.media_type, self.subtype, self.params)
    }
}

/// Two tokens with a slash between, blanks around it allowed.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (media_type, subtype) = text.split_once('/')?;
    let (media_type, subtype) = (grammar::trim(media_type), grammar::trim(subtype));
    (grammar::is_token(media_type) && grammar::is_token(subtype)).then_some((media_type, subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_compares_without_regard_to_case() {
        assert!(
            ContentType::parse("Application/SDP ;charset=x")
                .expect("legal")
                .is_sdp()
        );
        let mixed = ContentType::parse("multipart / mixed;boundary=\"a;b\"").expect("legal");
        assert!(mixed.is("multipart", "mixed") && !mixed.is_sdp());
        assert_eq!(mixed.params.value("boundary"), Some("a;b"));
        for value in ["", "text", "text/", "a b/c", "text/plain;"] {
            assert!(ContentType::parse(value).is_err(), "{value}");
        }
    }
}
