//! `[authentication]`: how phones prove who they are (JJ-22.11 §4.2, §5.1.4).

use std::time::Duration;

use super::error::ConfigError;
use super::section::Section;

/// What challenges say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authentication {
    /// How an Initial INVITE is challenged.
    pub(crate) invite: InviteChallenge,
    /// One challenge for each, in this order; at least one.
    pub(crate) algorithms: Vec<Algorithm>,
    /// Whether challenges offer `qop="auth"`. Always true unless MD5 is the only algorithm.
    pub(crate) qop: bool,
    /// Whether challenges carry a random opaque; otherwise it is the empty text (R-5.1.4.1-5).
    pub(crate) opaque: bool,
    /// How long a nonce is good for; then it is answered as stale.
    pub(crate) nonce_lifetime: Duration,
}

/// How an Initial INVITE is challenged. REGISTER is always challenged by 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InviteChallenge {
    /// By 407 with Proxy-Authenticate (R-5.1.4-2).
    ProxyAuthentication,
    /// By 401 with WWW-Authenticate (R-5.1.1-7).
    Unauthorized,
    /// Not at all.
    Off,
}

/// A hash algorithm of digest authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// The only one of JJ-22.11 (R-4.2.1-9).
    Md5,
    /// RFC 7616, RFC 8760.
    Sha256,
    /// RFC 7616, RFC 8760.
    Sha512_256,
}

impl Authentication {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let invite = section.choice(
            "invite",
            InviteChallenge::ProxyAuthentication,
            &[
                ("407", InviteChallenge::ProxyAuthentication),
                ("401", InviteChallenge::Unauthorized),
                ("off", InviteChallenge::Off),
            ],
        )?;
        let algorithms = section.choices(
            "algorithms",
            &[Algorithm::Md5],
            &[
                ("MD5", Algorithm::Md5),
                ("SHA-256", Algorithm::Sha256),
                ("SHA-512-256", Algorithm::Sha512_256),
            ],
        )?;
        let qop = section.boolean("qop", true)?;
        if !qop && algorithms != [Algorithm::Md5] {
            // Without qop is the old form of RFC 2069, which knows MD5 alone (RFC 7616 §3.3).
            return Err(section.conflict(
                &["qop"],
                "is in conflict: false, and algorithms has more than MD5; allowed: true, or MD5 alone",
            ));
        }
        let opaque = section.boolean("opaque", true)?;
        let nonce_lifetime = section.seconds("nonce_lifetime_s", 300, 10..=86_400)?;
        section.finish()?;
        Ok(Self {
            invite,
            algorithms,
            qop,
            opaque,
            nonce_lifetime,
        })
    }
}
