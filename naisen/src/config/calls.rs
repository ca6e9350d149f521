//! `[calls]`: how calls are set up.

use std::time::Duration;

use super::error::ConfigError;
use super::section::Section;

/// The choices of call establishment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Calls {
    /// How long a called phone may ring.
    pub(crate) ring_timeout: Duration,
    /// Whether the called phone makes the offer, whatever the caller offered (R-5.1.1-5).
    pub(crate) offerless_invite: bool,
    /// Reliable provisional responses, 100rel (JJ-22.11 §8).
    pub(crate) reliable_provisional: ExtensionUse,
    /// Whether UPDATE is in the Allow that we send (JJ-22.11 §9.2, R-9.2-4).
    pub(crate) update: bool,
    /// Initial INVITEs a second of one number, and of one source address; 0: as many as come.
    pub(crate) invites_per_second: u32,
    /// Retry-After of those that are refused for want of room, in seconds.
    pub(crate) retry_after_s: u32,
    /// The name of the table by which a status gets its cause of Q.850.
    pub(crate) cause_table: &'static str,
}

/// The tables of `naisen explain` that say the causes of refusals. Where one has none, it is 127.
const CAUSE_TABLES: &[(&str, &str)] = &[
    ("rfc4497", "rfc4497"),
    ("rfc3398", "rfc3398"),
    ("q1912.5", "q1912.5"),
    ("asterisk", "asterisk"),
    ("freeswitch", "freeswitch"),
];

/// When an extension of SIP is offered to the called phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExtensionUse {
    /// When the caller offers it.
    AsCaller,
    /// Whether the caller offers it or not.
    Always,
    /// Never, on neither side.
    Off,
}

impl ExtensionUse {
    pub(crate) const CHOICES: &[(&str, Self)] = &[
        ("as-caller", ExtensionUse::AsCaller),
        ("always", ExtensionUse::Always),
        ("off", ExtensionUse::Off),
    ];
}

impl Calls {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let calls = Self {
            ring_timeout: section.seconds("ring_timeout_s", 120, 1..=3600)?,
            offerless_invite: section.boolean("offerless_invite", false)?,
            reliable_provisional: section.choice(
                "reliable_provisional",
                ExtensionUse::AsCaller,
                ExtensionUse::CHOICES,
            )?,
            update: section.boolean("update", true)?,
            invites_per_second: section.integer("invites_per_second", 0, 0..=100_000, "INVITEs")?,
            retry_after_s: section.integer("retry_after_s", 5, 1..=3600, "seconds")?,
            cause_table: section.choice("cause_table", "rfc4497", CAUSE_TABLES)?,
        };
        section.finish()?;
        Ok(calls)
    }
}
