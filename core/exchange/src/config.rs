//! What can be set about the exchange.

use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

use naisen_agent::TimerPolicy;
use naisen_cause::Translation;
use naisen_sdp::{Capabilities, CodecOrder};
use naisen_sip::TimerValues;
use naisen_sip::digest::{ChallengeSettings, NonceIssuer};

/// All settings. [`Config::new`] gives the defaults.
#[derive(Clone, Debug)]
pub struct Config {
    /// Names and addresses that we answer for, beside every address that messages reach us by: the
    /// hosts of AoRs and of the Request-URIs of calls (R-6.1.2-1).
    pub hosts: Vec<Box<str>>,
    /// Registration (JJ-22.11 §4).
    pub registrar: RegistrarConfig,
    /// Authentication (JJ-22.11 §4.2, §5.1.4).
    pub authentication: AuthenticationConfig,
    /// How long the called side may ring before the caller gets 480.
    pub ring_timeout: Duration,
    /// Whether our INVITEs have no offer although the caller's had one: the called phone offers in its
    /// 200, and our ACK answers (R-5.1.1-5). Such an INVITE does not offer 100rel, and there is no
    /// early media.
    pub offerless_invite: bool,
    /// 100rel towards the called side (JJ-22.11 §8).
    pub rel100: Use,
    /// Whether UPDATE is in use (JJ-22.11 §7, R-9.2-4).
    pub update: bool,
    /// The session timer towards the called side (JJ-22.11 §9).
    pub timer: Use,
    /// The figures of the session timer where they are ours to choose.
    pub timer_policy: TimerPolicy,
    /// Media ports.
    pub media: MediaConfig,
    /// What our session descriptions say of themselves.
    pub description: DescriptionConfig,
    /// The service lines.
    pub services: ServiceLines,
    /// Limits on bursts (R-5.7.1-1).
    pub admission: AdmissionConfig,
    /// The most calls at once; beyond it a call gets 503. At most [`crate::MAX_CALLS`], which counts
    /// those as well whose BYE or CANCEL awaits its answer.
    pub calls_max: usize,
    /// Which cause goes with a status, where neither a phone nor the way the call ended says it; where
    /// the table has none, it is 127.
    pub translation: &'static Translation,
    /// User-Agent and Server; none if absent.
    pub user_agent: Option<Box<str>>,
    /// T1, T2 and T4 (RFC 3261 §17).
    pub timers: TimerValues,
}

impl Config {
    /// The defaults. The secrets of the extensions are made for the realm of `challenge`.
    pub fn new(challenge: ChallengeSettings) -> Self {
        Self {
            hosts: Vec::new(),
            registrar: RegistrarConfig::default(),
            authentication: AuthenticationConfig {
                invite: InviteChallenge::Proxy407,
                challenge,
                nonce_lifetime: NonceIssuer::DEFAULT_LIFETIME,
                accept_without_qop: true,
            },
            ring_timeout: Duration::from_secs(120),
            offerless_invite: false,
            rel100: Use::AsCaller,
            update: true,
            timer: Use::AsCaller,
            timer_policy: TimerPolicy::default(),
            media: MediaConfig::default(),
            description: DescriptionConfig::default(),
            services: ServiceLines::default(),
            admission: AdmissionConfig::default(),
            calls_max: 20_000,
            translation: Translation::builtin("rfc4497").expect("it is built in"),
            user_agent: None,
            timers: TimerValues::default(),
        }
    }
}

/// When an extension of SIP is used towards the called side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// If the caller uses it: then end to end where both phones can (JJ-22.11 appendix i), and on the
    /// caller's leg alone where the called phone does without.
    AsCaller,
    /// Always, on each leg for itself where the other cannot.
    Always,
    /// Never, on either leg.
    Off,
}

/// Settings of the registrar.
#[derive(Clone, Debug)]
pub struct RegistrarConfig {
    /// The lifetime of a binding that asks for none, in seconds (R-4.1.3.2-17).
    pub expires_default_s: u32,
    /// The shortest lifetime; a shorter one gets 423 (RFC 3261 §10.3).
    pub expires_min_s: u32,
    /// The longest lifetime granted; a longer one is shortened to it.
    pub expires_max_s: u32,
    /// The most bindings of one AoR, which a call rings all at once. Beyond it the one that lapses
    /// first makes room. At most [`crate::MAX_CONTACTS`].
    pub contacts_max: usize,
}

impl Default for RegistrarConfig {
    fn default() -> Self {
        Self {
            expires_default_s: 3600,
            expires_min_s: 60,
            expires_max_s: 86_400,
            contacts_max: 8,
        }
    }
}

/// Settings of authentication.
#[derive(Clone, Debug)]
pub struct AuthenticationConfig {
    /// How an Initial INVITE is challenged. REGISTER always gets 401.
    pub invite: InviteChallenge,
    /// What the challenges contain: realm, algorithms, qop, opaque, stale (R-4.2.1-12).
    pub challenge: ChallengeSettings,
    /// How long a nonce is good; then it is stale.
    pub nonce_lifetime: Duration,
    /// Whether credentials without qop are good although the challenge offered one.
    pub accept_without_qop: bool,
}

/// How an Initial INVITE is challenged (JJ-22.11 §5.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteChallenge {
    /// Not at all: anybody may call, as whom From says.
    Off,
    /// By 401 and WWW-Authenticate (R-5.1.1-7).
    Server401,
    /// By 407 and Proxy-Authenticate (R-5.1.4-2).
    Proxy407,
}

/// Where media is received.
#[derive(Clone, Debug)]
pub struct MediaConfig {
    /// RTP takes the even ports of the range, RTCP the odd ones above them.
    pub ports: RangeInclusive<u16>,
    /// The address to use for a leg of this address family; without one, the address that the leg's
    /// SIP messages reach us by.
    pub addresses: Vec<IpAddr>,
}

impl Default for MediaConfig {
    fn default() -> Self {
        Self {
            ports: 20_000..=39_999,
            addresses: Vec::new(),
        }
    }
}

/// `o=` and `s=` of our session descriptions. Figures beyond JJ-22.11 T13-8 are taken as `-`.
#[derive(Clone, Debug)]
pub struct DescriptionConfig {
    /// The user name of `o=` (R-13.2.2-15).
    pub username: Box<str>,
    /// `s=` (R-13.2.2-18).
    pub session_name: Box<str>,
}

impl Default for DescriptionConfig {
    fn default() -> Self {
        Self {
            username: "-".into(),
            session_name: "-".into(),
        }
    }
}

/// The lines that one phone alone can be tested with: their numbers, which go before extensions of the
/// same number, `None` to switch one off; and how they speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLines {
    /// Sends back what it hears.
    pub echo: Option<Box<str>>,
    /// Plays 1004 Hz at 0 dBm0.
    pub milliwatt: Option<Box<str>>,
    /// Answers and hangs up after a second.
    pub hangup: Option<Box<str>>,
    /// What they speak and offer (R-10.2.1-14, R-10.2.1-16, R-10.2.1-18).
    pub capabilities: Capabilities,
    /// Whose order decides in their answers (R-10.2.1-21).
    pub answer_order: CodecOrder,
    /// Whether their 488 has a Warning (R-10.2.1-13).
    pub warns_in_488: bool,
    /// Whether it lists their codecs in its body, which the tables do not have (R-10.2.1-13,
    /// JJ-22.11 E-17).
    pub lists_codecs_in_488: bool,
}

impl Default for ServiceLines {
    fn default() -> Self {
        Self {
            echo: Some("900".into()),
            milliwatt: Some("901".into()),
            hangup: Some("902".into()),
            capabilities: Capabilities::default(),
            answer_order: CodecOrder::default(),
            warns_in_488: true,
            lists_codecs_in_488: false,
        }
    }
}

/// Limits on bursts of requests, per number and per source address; off by default. That of INVITEs
/// holds for the phones of a called number, too.
#[derive(Clone, Debug)]
pub struct AdmissionConfig {
    /// Of Initial INVITEs.
    pub invite: Option<Rate>,
    /// Of REGISTERs.
    pub register: Option<Rate>,
    /// How long whoever is refused for want of room is told to wait, in seconds (R-4.5.1-1, R-5.7.3-1).
    pub retry_after_s: u32,
}

impl Default for AdmissionConfig {
    fn default() -> Self {
        Self {
            invite: None,
            register: None,
            retry_after_s: 5,
        }
    }
}

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second in the long run.
    pub per_second: u32,
    /// Requests at once.
    pub burst: u32,
}
