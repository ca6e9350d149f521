//! `[registrar]`: how long and how many bindings are accepted (JJ-22.11 §4).

use std::time::Duration;

use super::error::ConfigError;
use super::section::Section;

/// The registrar's limits: `expires_min` <= `expires_default` <= `expires_max`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Registrar {
    /// The lifetime of a binding whose REGISTER asks for none (R-4.1.3.2-17).
    pub(crate) expires_default: Duration,
    /// A shorter one is answered by 423 (RFC 3261 §10.3).
    pub(crate) expires_min: Duration,
    /// A longer one is shortened to this.
    pub(crate) expires_max: Duration,
    /// How many Contacts one AoR may have at a time.
    pub(crate) contacts_max: u32,
    /// REGISTERs a second of one number, and of one source address; 0: as many as come.
    pub(crate) registers_per_second: u32,
}

impl Registrar {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        // A week at most: a phone that vanishes must not be called for longer.
        let expires_default = section.seconds("expires_default", 3600, 1..=604_800)?;
        let expires_min = section.seconds("expires_min", 60, 1..=86_400)?;
        let expires_max = section.seconds("expires_max", 7200, 1..=604_800)?;
        if !(expires_min..=expires_max).contains(&expires_default) {
            return Err(section.conflict(
                &["expires_default", "expires_min", "expires_max"],
                format!(
                    "is in conflict: expires_min {}, expires_default {}, expires_max {}; allowed: each at most the next",
                    expires_min.as_secs(),
                    expires_default.as_secs(),
                    expires_max.as_secs()
                ),
            ));
        }
        let contacts_max = section.integer("contacts_max", 10, 1..=100, "Contacts")?;
        let registers_per_second =
            section.integer("registers_per_second", 0, 0..=100_000, "REGISTERs")?;
        section.finish()?;
        Ok(Self {
            expires_default,
            expires_min,
            expires_max,
            contacts_max,
            registers_per_second,
        })
    }
}
