//! Contact (RFC 3261 §20.10).

use std::fmt;
use std::ops::Deref;

use super::{HeaderError, NameAddr, Occurrence, TypedHeader, grammar};
use crate::name::HeaderName;

/// Where to reach somebody directly, or all bindings at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact<'a> {
    /// `*`: all bindings, in a REGISTER that removes them (RFC 3261 §10.2.2).
    Any,
    /// One address.
    Address(ContactAddress<'a>),
}

/// One address of a Contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactAddress<'a> {
    /// Display name, URI and parameters.
    pub addr: NameAddr<'a>,
}

impl<'a> Contact<'a> {
    /// The address, if it is one.
    pub const fn address(&self) -> Option<&ContactAddress<'a>> {
        match self {
            Self::Any => None,
            Self::Address(address) => Some(address),
        }
    }
}

impl<'a> ContactAddress<'a> {
    /// How long the binding is to last, in seconds. `None` without the parameter; a value that is no
    /// number or does not fit counts as 3600 (RFC 3261 §10.2.1.1, RFC 4475 §3.1.2.4).
    pub fn expires(&self) -> Option<u32> {
        let value = self.addr.params.get("expires")?.unwrap_or_default();
        Some(value.parse().unwrap_or(3600))
    }

    /// The preference in thousandths, 0 to 1000; `None` if absent or malformed.
    pub fn q(&self) -> Option<u16> {
        thousandths(self.addr.params.value("q")?)
    }
}

impl<'a> Deref for ContactAddress<'a> {
    type Target = NameAddr<'a>;

    fn deref(&self) -> &NameAddr<'a> {
        &self.addr
    }
}

impl<'a> TypedHeader<'a> for Contact<'a> {
    const NAME: HeaderName = HeaderName::Contact;
    const OCCURRENCE: Occurrence = Occurrence::List;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        if grammar::trim(value) == "*" {
            return Ok(Self::Any);
        }
        let addr = NameAddr::parse(Self::NAME, value)?;
        Ok(Self::Address(ContactAddress { addr }))
    }
}

impl fmt::Display for Contact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Address(address) => address.addr.fmt(f),
        }
    }
}

/// `0`, `0.75`, `1.000`.
pub(super) fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !matches!(whole, "0" | "1") {
        return None;
    }
    let mut parts = 0u16;
    for place in 0..3 {
        let digit = fraction.as_bytes().get(place).copied().unwrap_or(b'0');
        if !digit.is_ascii_digit() {
            return None;
        }
        parts = parts * 10 + u16::from(digit - b'0');
    }
    match whole {
        "0" => Some(parts),
        _ if parts == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_all_bindings() {
        assert_eq!(Contact::parse(" * "), Ok(Contact::Any));
        assert!(Contact::parse("*;expires=0").is_err());
    }

    #[test]
    fn lifetime_and_preference_are_parameters() {
        for (value, expires, q) in [
            ("<sip:a@h>;expires=60;q=0.75", Some(60), Some(750)),
            ("<sip:a@h>", None, None),
            (
                "sip:a@h;expires=280297596632815;q=1.0",
                Some(3600),
                Some(1000),
            ),
            ("<sip:a@h;expires=5>;q=1.1", None, None),
        ] {
            let contact = Contact::parse(value).expect("legal");
            let address = contact.address().expect("an address");
            assert_eq!((address.expires(), address.q()), (expires, q), "{value}");
        }
    }
}
