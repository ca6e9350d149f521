//! `[sip]`: what concerns every message.

use std::time::Duration;

use super::error::ConfigError;
use super::section::Section;

/// The realm, the transaction timers and the name of the exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sip {
    /// The realm of digest authentication. The stored password hashes hold for it alone.
    pub(crate) realm: Box<str>,
    /// T1, the estimated round trip (RFC 3261 §17.1.1.1).
    pub(crate) t1: Duration,
    /// T2, the longest time between two retransmissions; at least T1.
    pub(crate) t2: Duration,
    /// T4, how long a message may stay in the network.
    pub(crate) t4: Duration,
    /// What the User-Agent and Server header say; `None`: no such header.
    pub(crate) user_agent: Option<Box<str>>,
}

/// So that a challenge fits into a header line of 255 bytes (JJ-22.11 T13-8).
const REALM_BYTES_MAX: usize = 48;
const USER_AGENT_BYTES_MAX: usize = 64;

impl Sip {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let allowed = "1 to 48 letters, digits, spaces and ASCII signs but no \" and no \\";
        let realm = section.text("realm", allowed, |said| {
            (1..=REALM_BYTES_MAX).contains(&said.len())
                && is_printable(said)
                && !said.contains(['"', '\\'])
        })?;
        let realm = realm.unwrap_or("naisen").into();
        let t1 = section.milliseconds("t1_ms", 500, 10..=5000)?;
        let t2 = section.milliseconds("t2_ms", 4000, 10..=32_000)?;
        let t4 = section.milliseconds("t4_ms", 5000, 10..=32_000)?;
        if t2 < t1 {
            return Err(section.conflict(
                &["t2_ms", "t1_ms"],
                format!(
                    "is in conflict: t1_ms {}, t2_ms {}; allowed: t1_ms at most t2_ms",
                    t1.as_millis(),
                    t2.as_millis()
                ),
            ));
        }
        let allowed = "at most 64 letters, digits, spaces and ASCII signs";
        let user_agent = section.text("user_agent", allowed, |said| {
            said.len() <= USER_AGENT_BYTES_MAX && is_printable(said) && said.trim() == said
        })?;
        let user_agent = Some(user_agent.unwrap_or("Naisen"))
            .filter(|said| !said.is_empty())
            .map(Into::into);
        section.finish()?;
        Ok(Self {
            realm,
            t1,
            t2,
            t4,
            user_agent,
        })
    }
}

fn is_printable(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}
