//! Session-Expires (RFC 4028 §4).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed, number};
use crate::name::HeaderName;

/// How long a session lives without a refresh, and who refreshes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionExpires {
    /// The session interval in seconds.
    pub delta_seconds: u32,
    /// Who refreshes, if that is said.
    pub refresher: Option<Refresher>,
}

/// The side that refreshes a session, by its role in the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refresher {
    /// The sender of the request.
    Uac,
    /// The sender of the response.
    Uas,
}

impl<'a> TypedHeader<'a> for SessionExpires {
    const NAME: HeaderName = HeaderName::SessionExpires;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (seconds, params) = item(Self::NAME, grammar::trim(value))?;
        let delta_seconds = number(Self::NAME, seconds, u32::MAX)?;
        let refresher = match params.get("refresher") {
            None => None,
            Some(Some(role)) if role.eq_ignore_ascii_case("uac") => Some(Refresher::Uac),
            Some(Some(role)) if role.eq_ignore_ascii_case("uas") => Some(Refresher::Uas),
            Some(_) => return Err(malformed(Self::NAME, "refresher")),
        };
        Ok(Self {
            delta_seconds,
            refresher,
        })
    }
}

impl fmt::Display for SessionExpires {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.delta_seconds.fmt(f)?;
        match self.refresher {
            Some(Refresher::Uac) => f.write_str(";refresher=uac"),
            Some(Refresher::Uas) => f.write_str(";refresher=uas"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_and_refresher_are_read() {
        for (value, delta_seconds, refresher) in [
            ("300", 300, None),
            ("300;refresher=uas", 300, Some(Refresher::Uas)),
            ("1800 ; x ; refresher = UAC", 1800, Some(Refresher::Uac)),
        ] {
            let read = SessionExpires::parse(value).expect("legal");
            assert_eq!(
                (read.delta_seconds, read.refresher),
                (delta_seconds, refresher)
            );
            assert_eq!(SessionExpires::parse(&read.to_string()), Ok(read));
        }
        for value in [
            "",
            "300;refresher",
            "300;refresher=me",
            ";refresher=uac",
            "4294967296",
        ] {
            assert!(SessionExpires::parse(value).is_err(), "{value}");
        }
    }
}
