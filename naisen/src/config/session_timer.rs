//! `[session_timer]`: how calls that died unnoticed are found (JJ-22.11 §9, RFC 4028).

use std::time::Duration;

use super::calls::ExtensionUse;
use super::error::ConfigError;
use super::section::Section;

/// The choices of the session timer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SessionTimer {
    /// Whether and when it is used (R-9-2).
    pub(crate) usage: ExtensionUse,
    /// The Session-Expires that we put into requests; at least `min_se` (R-9.4.1-1).
    pub(crate) expires: Duration,
    /// The shortest Session-Expires that we accept; a shorter one is answered by 422.
    pub(crate) min_se: Duration,
    /// Who refreshes where the choice is ours (JJ-22.11 §9.3.1.2).
    pub(crate) refresher: RefresherRole,
    /// How we refresh if the peer lets us choose (R-9.2-4).
    pub(crate) method: RefreshMethod,
    /// After which part of the session timer we refresh (R-9.5.1-1).
    pub(crate) refresh_fraction: f64,
    /// What follows a refresh that failed.
    pub(crate) refresh_failure: RefreshFailure,
    /// How long before expiry we give up a session that the peer did not refresh, or a third of the
    /// session timer if that is shorter: 32 s or 10 s (R-9.6-5, R-9.6-6).
    pub(crate) margin: Duration,
}

/// The side of the INVITE that refreshes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefresherRole {
    /// The one that answered it.
    Uas,
    /// The one that sent it.
    Uac,
}

/// The request that refreshes (R-9.2-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefreshMethod {
    /// UPDATE, where the peer allows it.
    Update,
    /// re-INVITE, always.
    ReInvite,
}

/// When the refresher releases a call whose refresh failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefreshFailure {
    /// At once on a timeout, 408 or 481 (R-9.6-1).
    Immediately,
    /// Ten seconds before the session timer expires (R-9.6-4).
    TenSecondsBeforeExpiry,
}

impl SessionTimer {
    /// `has_update`: whether `[calls]` lets UPDATE be used.
    pub(crate) fn read(
        mut section: Section<'_, '_>,
        has_update: bool,
    ) -> Result<Self, ConfigError> {
        let usage = section.choice("use", ExtensionUse::AsCaller, ExtensionUse::CHOICES)?;
        let expires = section.seconds("expires_s", 1800, 90..=86_400)?;
        // RFC 4028 §5 forbids less than 90.
        let min_se = section.seconds("min_se_s", 90, 90..=86_400)?;
        if expires < min_se {
            return Err(section.conflict(
                &["expires_s", "min_se_s"],
                format!(
                    "is in conflict: min_se_s {}, expires_s {}; allowed: min_se_s at most expires_s",
                    min_se.as_secs(),
                    expires.as_secs()
                ),
            ));
        }
        let refresher = section.choice(
            "refresher",
            RefresherRole::Uas,
            &[("uas", RefresherRole::Uas), ("uac", RefresherRole::Uac)],
        )?;
        let default_method = if has_update {
            RefreshMethod::Update
        } else {
            RefreshMethod::ReInvite
        };
        let method = section.choice(
            "method",
            default_method,
            &[
                ("update", RefreshMethod::Update),
                ("re-invite", RefreshMethod::ReInvite),
            ],
        )?;
        if method == RefreshMethod::Update && !has_update {
            return Err(section.conflict(
                &["method"],
                "is in conflict: \"update\", and [calls] update = false; allowed: \"re-invite\"",
            ));
        }
        // Less than two thirds, for the peer may give up a third before expiry (R-9.6-5).
        let refresh_fraction = section.fraction("refresh_fraction", 0.5, 0.1..=0.65)?;
        let refresh_failure = section.choice(
            "refresh_failure",
            RefreshFailure::Immediately,
            &[
                ("immediately", RefreshFailure::Immediately),
                ("10s-before-expiry", RefreshFailure::TenSecondsBeforeExpiry),
            ],
        )?;
        let margin = section.seconds("margin_s", 32, 10..=32)?;
        if ![10, 32].contains(&margin.as_secs()) {
            return Err(section.not_allowed("margin_s", margin.as_secs(), "32 or 10 seconds"));
        }
        section.finish()?;
        Ok(Self {
            usage,
            expires,
            min_se,
            refresher,
            method,
            refresh_fraction,
            refresh_failure,
            margin,
        })
    }
}
