//! Event (RFC 6665 §8.2.1).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;
use crate::params::Params;

/// What a subscription is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The event package.
    pub package: &'a str,
    /// The parameters.
    pub params: Params<'a>,
}

impl<'a> Event<'a> {
    /// What tells subscriptions to the same package apart.
    pub fn id(&self) -> Option<&'a str> {
        self.params.value("id")
    }
}

impl<'a> TypedHeader<'a> for Event<'a> {
    const NAME: HeaderName = HeaderName::Event;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (package, params) = item(Self::NAME, value)?;
        if !grammar::is_token(package) {
            return Err(malformed(Self::NAME, "package"));
        }
        Ok(Self { package, params })
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.package, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_may_have_an_id() {
        let event = Event::parse("refer;id=93809824").expect("legal");
        assert_eq!((event.package, event.id()), ("refer", Some("93809824")));
        assert_eq!(Event::parse("dialog").expect("legal").id(), None);
        assert!(Event::parse("").is_err());
    }
}
