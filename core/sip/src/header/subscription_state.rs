//! Subscription-State (RFC 6665 §8.2.3).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, item, malformed};
use crate::name::HeaderName;
use crate::params::Params;

/// How a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubscriptionState<'a> {
    /// `active`, `pending`, `terminated` or any token.
    pub state: &'a str,
    /// The parameters: `reason`, `expires`, `retry-after`.
    pub params: Params<'a>,
}

impl SubscriptionState<'_> {
    /// Whether no further NOTIFY will come.
    pub fn is_terminated(&self) -> bool {
        self.state.eq_ignore_ascii_case("terminated")
    }

    /// How long it lasts, in seconds.
    pub fn expires(&self) -> Option<u32> {
        self.params.value("expires")?.parse().ok()
    }
}

impl<'a> TypedHeader<'a> for SubscriptionState<'a> {
    const NAME: HeaderName = HeaderName::SubscriptionState;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        let (state, params) = item(Self::NAME, value)?;
        if !grammar::is_token(state) {
            return Err(malformed(Self::NAME, "state"));
        }
        Ok(Self { state, params })
    }
}

impl fmt::Display for SubscriptionState<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.state, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_says_whether_more_will_come() {
        let active = SubscriptionState::parse("active;expires=60").expect("legal");
        assert_eq!(
            (active.is_terminated(), active.expires()),
            (false, Some(60))
        );
        let ended = SubscriptionState::parse("Terminated;reason=noresource").expect("legal");
        assert_eq!((ended.is_terminated(), ended.expires()), (true, None));
        assert!(SubscriptionState::parse(";expires=1").is_err());
    }
}
