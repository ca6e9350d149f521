//! `[session_timer]`: how calls that died unnoticed are found (JJ-22.11 §9, RFC 4028).

use naisen_agent::{Margin, RefreshFailure, RefreshMethod, TimerPolicy};
use naisen_sip::Refresher;

use super::calls::ExtensionUse;
use super::error::ConfigError;
use super::section::Section;

/// The session timer of the exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionTimer {
    /// Whether and when it is used (R-9-2).
    pub(crate) usage: ExtensionUse,
    /// Its figures.
    pub(crate) policy: TimerPolicy,
}

impl SessionTimer {
    /// `has_update`: whether `[calls]` lets UPDATE be used.
    pub(crate) fn read(
        mut section: Section<'_, '_>,
        has_update: bool,
    ) -> Result<Self, ConfigError> {
        let usage = section.choice("use", ExtensionUse::AsCaller, ExtensionUse::CHOICES)?;
        let policy = timer_policy(&mut section, has_update)?;
        section.finish()?;
        Ok(Self { usage, policy })
    }
}

const REFRESHERS: &[(&str, Option<Refresher>)] = &[
    ("none", None),
    ("uas", Some(Refresher::Uas)),
    ("uac", Some(Refresher::Uac)),
];

/// The figures of a session timer, which exchange and terminal have in common.
pub(crate) fn timer_policy(
    section: &mut Section<'_, '_>,
    has_update: bool,
) -> Result<TimerPolicy, ConfigError> {
    let expires_s = section.integer("expires_s", 1800, 90..=86_400, "seconds")?;
    // RFC 4028 §5 forbids less than 90.
    let min_se_s = section.integer("min_se_s", 90, 90..=86_400, "seconds")?;
    if expires_s < min_se_s {
        return Err(section.conflict(
            &["expires_s", "min_se_s"],
            format!(
                "is in conflict: min_se_s {min_se_s}, expires_s {expires_s}; allowed: min_se_s at most expires_s"
            ),
        ));
    }
    let sent_min_se_s = section.integer("sent_min_se_s", 0, 0..=86_400, "seconds")?;
    if sent_min_se_s != 0 && !(90..=expires_s).contains(&sent_min_se_s) {
        return Err(section.not_allowed(
            "sent_min_se_s",
            sent_min_se_s,
            &format!("0 for none, or 90 to expires_s ({expires_s}) seconds"),
        ));
    }
    let asked_refresher = section.choice("asked_refresher", None, REFRESHERS)?;
    let chosen_refresher = section.choice(
        "refresher",
        Refresher::Uas,
        &[("uas", Refresher::Uas), ("uac", Refresher::Uac)],
    )?;
    let default_method = if has_update {
        RefreshMethod::UpdateIfAllowed
    } else {
        RefreshMethod::ReInvite
    };
    let method = section.choice(
        "method",
        default_method,
        &[
            ("update", RefreshMethod::UpdateIfAllowed),
            ("re-invite", RefreshMethod::ReInvite),
        ],
    )?;
    if method == RefreshMethod::UpdateIfAllowed && !has_update {
        return Err(section.conflict(
            &["method"],
            "is in conflict: \"update\", and [calls] update = false; allowed: \"re-invite\"",
        ));
    }
    // Less than two thirds, for the peer may give up a third before expiry (R-9.6-5).
    let refresh_fraction = section.fraction("refresh_fraction", 0.5, 0.1..=0.65)?;
    let failure = section.choice(
        "refresh_failure",
        RefreshFailure::Immediately,
        &[
            ("immediately", RefreshFailure::Immediately),
            ("10s-before-expiry", RefreshFailure::TenSecondsBeforeExpiry),
        ],
    )?;
    let margin = match section.integer("margin_s", 32, 10..=32, "seconds")? {
        32 => Margin::Seconds32,
        10 => Margin::Seconds10,
        other => return Err(section.not_allowed("margin_s", other, "32 or 10 seconds")),
    };
    Ok(TimerPolicy {
        expires_s,
        min_se_s,
        sent_min_se_s: (sent_min_se_s > 0).then_some(sent_min_se_s),
        asked_refresher,
        chosen_refresher,
        method,
        refresh_thousandths: thousandths(refresh_fraction),
        failure,
        margin,
        ..TimerPolicy::default()
    })
}

/// A fraction of 1 in thousandths.
pub(crate) fn thousandths(fraction: f64) -> u16 {
    (fraction * 1000.0).round() as u16
}
