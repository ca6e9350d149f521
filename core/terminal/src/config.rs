//! The settings of a terminal.

use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

use naisen_agent::{IdentityDetail, Policy, Presentation, PresentationMethod, TimerPolicy};
use naisen_media::{AudioSource, Law};
use naisen_node::Flow;
use naisen_sdp::{Capabilities, Codec, CodecOrder, LocalDescription, OriginError};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::limits::GENERATED_USER_BYTES;
use naisen_sip::{StatusCode, TimerValues, Uri};

use crate::line::MAX_LINES;

/// The settings of a terminal.
#[derive(Clone, Debug)]
pub struct Config {
    /// The user part of the AoR: the extension. At most 16 bytes (R-13.2.2-6).
    pub number: Box<str>,
    /// The host part of the AoR, with the port if it has one.
    pub domain: Box<str>,
    /// User name and secret for digest; `None` to answer no challenge.
    pub credentials: Option<ClientCredentials>,
    /// The path of calls (R-13.2.1-3).
    pub server: Flow,
    /// The registration, if the terminal registers (R-4-1).
    pub registration: Option<RegistrationConfig>,
    /// Audio.
    pub media: MediaConfig,
    /// How presentation or restriction of the number is told (R-12.1.1-3).
    pub presentation_method: PresentationMethod,
    /// Whether P-Preferred-Identity is left out where the number is presented (R-12.1.1-7).
    pub omits_preferred_identity: bool,
    /// Whether From has the number as its display-name, too (R-12.1.1-12, R-12.1.1-20).
    pub names_itself: bool,
    /// How the called user's display is found: JJ-22.11 §12.2.1 for [`PresentationMethod::Headers`],
    /// JJ-22.11 §12.2.2 for [`PresentationMethod::Prefix`] (R-12.2-1).
    pub display_method: PresentationMethod,
    /// What holds for a call that says nothing else.
    pub presentation: Presentation,
    /// Whether 184 and 186 before a dialled number mean restriction and presentation.
    pub presentation_prefixes: bool,
    /// 100rel, UPDATE, session timer.
    pub policy: Policy,
    /// What happens when a call comes in.
    pub answer: AnswerMode,
    /// How long a call may ring that nobody answers and no CANCEL ends; then it gets 480, since the
    /// caller may be gone.
    pub ring_limit: Duration,
    /// How many calls there may be at once; one more gets 486. At most [`MAX_LINES`].
    pub max_lines: usize,
    /// How long the user hears busy tone after a refusal or after the peer hung up (R-11.2-2).
    pub busy_tone: Duration,
    /// The least time between two INVITEs of ours (R-5.7.1-1); a call dialled sooner waits.
    pub invite_spacing: Duration,
    /// The value of User-Agent and Server; none if absent.
    pub user_agent: Option<Box<str>>,
    /// T1, T2 and T4.
    pub timers: TimerValues,
}

impl Config {
    /// The usual terminal: it registers by `server` with random Contact user, offers PCMU and
    /// PCMA, uses 100rel, UPDATE and the session timer, and answers when told to.
    pub fn new(number: &str, domain: &str, server: Flow) -> Self {
        Self {
            number: number.into(),
            domain: domain.into(),
            credentials: None,
            server,
            registration: Some(RegistrationConfig::new(server)),
            media: MediaConfig::new(server.local.ip()),
            presentation_method: PresentationMethod::Headers,
            omits_preferred_identity: false,
            names_itself: false,
            display_method: PresentationMethod::Headers,
            presentation: Presentation::Presented,
            presentation_prefixes: true,
            policy: Policy::automatic(Some(TimerPolicy::default())),
            answer: AnswerMode::Manual,
            ring_limit: Duration::from_secs(180),
            max_lines: 2,
            busy_tone: Duration::from_secs(5),
            invite_spacing: Duration::from_millis(500),
            user_agent: None,
            timers: TimerValues::default(),
        }
    }

    /// The AoR.
    pub fn aor(&self) -> String {
        format!("sip:{}@{}", self.number, self.domain)
    }

    /// Checks what a terminal cannot work with.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first fault.
    pub fn check(&self) -> Result<(), ConfigError> {
        let aor = self.aor();
        if self.number.is_empty() || Uri::parse(&aor).is_err() {
            return Err(ConfigError::Aor { aor });
        }
        if self.number.len() > GENERATED_USER_BYTES {
            return Err(ConfigError::NumberTooLong {
                number: self.number.clone(),
            });
        }
        if self.media.codecs.is_empty() {
            return Err(ConfigError::NoCodec);
        }
        let (first, last) = (*self.media.ports.start(), *self.media.ports.end());
        if first == 0 || first.next_multiple_of(2) >= last {
            return Err(ConfigError::Ports { first, last });
        }
        if self.media.max_codecs == Some(0) {
            return Err(ConfigError::NoCodec);
        }
        let described = LocalDescription::new(0, 0, self.media.address)
            .and_then(|it| it.with_username(&self.media.username))
            .and_then(|it| it.with_session_name(&self.media.session_name));
        if let Err(error) = described {
            return Err(ConfigError::Description(error));
        }
        if self.max_lines == 0 || self.max_lines > MAX_LINES {
            return Err(ConfigError::Lines {
                lines: self.max_lines,
            });
        }
        let Some(registration) = &self.registration else {
            return Ok(());
        };
        if let ContactUser::Set(user) = &registration.contact_user {
            let fits = !user.is_empty() && user.len() <= GENERATED_USER_BYTES;
            if !fits || Uri::parse(&format!("sip:{user}@192.0.2.1")).is_err() {
                return Err(ConfigError::ContactUser { user: user.clone() });
            }
        }
        if let Some(aor) = &registration.third_party
            && Uri::parse(aor).is_err()
        {
            return Err(ConfigError::Aor {
                aor: aor.to_string(),
            });
        }
        if registration.q_thousandths.is_some_and(|q| q > 1000) {
            return Err(ConfigError::Q);
        }
        if !(1..1000).contains(&registration.refresh_thousandths) {
            return Err(ConfigError::Refresh);
        }
        Ok(())
    }

    /// What a caller of ours may leave out or add.
    pub(crate) fn identity_detail(&self) -> IdentityDetail<'_> {
        IdentityDetail {
            omits_preferred: self.omits_preferred_identity,
            display: self.names_itself.then_some(&*self.number),
        }
    }

    pub(crate) fn capabilities(&self) -> Capabilities {
        Capabilities {
            codecs: self
                .media
                .codecs
                .iter()
                .map(|law| match law {
                    Law::Mu => Codec::PCMU,
                    Law::A => Codec::PCMA,
                })
                .collect(),
            max_codecs: self.media.max_codecs,
            telephone_event: self.media.telephone_event,
            packet_time_ms: self.media.packet_time_ms,
            hold: self.media.hold,
            ..Capabilities::default()
        }
    }
}

/// How the terminal registers (JJ-22.11 §4).
#[derive(Clone, Debug)]
pub struct RegistrationConfig {
    /// The path to the registrar, which need not be that of calls (R-13.2.1-3).
    pub registrar: Flow,
    /// The host of the Request-URI; `None` for the registrar's address (R-4.1.2-2).
    pub host: Option<Box<str>>,
    /// Another AoR in From than the one that is registered (R-4.1.3.1-3).
    pub third_party: Option<Box<str>>,
    /// The lifetime to ask for, in seconds (R-4.1.3.2-18).
    pub expires_s: u32,
    /// Where that is said (R-4.1.3.2-15).
    pub expires_place: ExpiresPlace,
    /// q of the Contact in thousandths, at most 1000; none by default (R-4.1.3.2-14).
    pub q_thousandths: Option<u16>,
    /// The user parameter of the Contact's URI; none by default (R-4.1.3.2-9).
    pub user_parameter: Option<UserParameter>,
    /// Whether all bindings of the AoR are deleted first (R-4.1.5-2, R-4.1.5-3).
    pub delete_all_on_start: bool,
    /// When to refresh, in thousandths of the lifetime; 1 to 999. More than 32 s of the lifetime
    /// always remain, if it is that long (R-4.1.6-3).
    pub refresh_thousandths: u16,
    /// When to try again after a failure.
    pub retry: RetryConfig,
    /// The user part of the Contact.
    pub contact_user: ContactUser,
    /// Whether further REGISTERs carry credentials for the last nonce before they are asked for.
    pub reuse_nonce: bool,
}

impl RegistrationConfig {
    /// For an hour, after deleting what was there, with a random Contact user.
    pub fn new(registrar: Flow) -> Self {
        Self {
            registrar,
            host: None,
            third_party: None,
            expires_s: 3600,
            expires_place: ExpiresPlace::Header,
            q_thousandths: None,
            user_parameter: None,
            delete_all_on_start: true,
            refresh_thousandths: 500,
            retry: RetryConfig::default(),
            contact_user: ContactUser::Random,
            reuse_nonce: false,
        }
    }
}

/// When a failed registration is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    /// The wait after a failure without Retry-After (R-4.5.1-4, R-4.5.1-5).
    pub base: Duration,
    /// What is added to every wait, uniformly random from nothing to this, so that not all
    /// terminals come back at once (R-4.5.3-2).
    pub jitter: Duration,
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self {
            base: Duration::from_secs(30),
            jitter: Duration::from_secs(30),
        }
    }
}

/// The user part of the registered Contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ContactUser {
    /// Drawn at random (R-4.1.3.2-1).
    #[default]
    Random,
    /// What the exchange prescribes (R-4.1.3.2-2); at most 16 bytes.
    Set(Box<str>),
}

/// Where a REGISTER says for how long its Contact is to be kept (R-4.1.3.2-15).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpiresPlace {
    /// In Expires.
    #[default]
    Header,
    /// In the expires parameter of the Contact.
    Parameter,
}

/// What the user part of the Contact's URI is said to be (R-4.1.3.2-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserParameter {
    /// `user=phone`: a telephone number.
    Phone,
    /// `user=ip`: a name.
    Ip,
}

/// How a terminal speaks and hears.
#[derive(Clone, Debug)]
pub struct MediaConfig {
    /// The address of the media ports.
    pub address: IpAddr,
    /// The ports to choose pairs from.
    pub ports: RangeInclusive<u16>,
    /// The codecs, the preferred first (R-10.1-3).
    pub codecs: Vec<Law>,
    /// The most codecs in an offer; `None` for all (R-10.2.1-16).
    pub max_codecs: Option<usize>,
    /// `a=ptime` of our offers, and of answers to offers without, in milliseconds; `None` to leave
    /// it out (R-10.2.1-18). What we send follows what is agreed, in whole frames of 20 ms.
    pub packet_time_ms: Option<u16>,
    /// Whether hold is understood; if not, an offer of it gets 488 (R-10.2.1-27).
    pub hold: bool,
    /// Whether a 488 to an offer has a Warning (R-10.2.1-13).
    pub warns_in_488: bool,
    /// Whether it lists our codecs in its body, which the tables do not have (R-10.2.1-13, JJ-22.11 E-17).
    pub lists_codecs_in_488: bool,
    /// Whether we ask for changes of the media; if not, [`crate::Command::Hold`] and
    /// [`crate::Command::Resume`] are refused with 488 and nothing is sent (R-10.2.3-1).
    pub requests_changes: bool,
    /// The user name of `o=`, at most 10 bytes (R-13.2.2-15).
    pub username: Box<str>,
    /// `s=`, at most 10 bytes (R-13.2.2-18).
    pub session_name: Box<str>,
    /// Whose order decides in our answers (R-10.2.1-21).
    pub answer_order: CodecOrder,
    /// The payload type of telephone events in our offers; `None` to go without them.
    pub telephone_event: Option<u8>,
    /// What is said in a call until told otherwise.
    pub play: AudioSource,
    /// Whether [`crate::Event::Heard`] is wanted from the beginning of every call.
    pub listen: bool,
}

impl MediaConfig {
    /// PCMU before PCMA, telephone events as 101, ports 16384 to 32767.
    pub fn new(address: IpAddr) -> Self {
        Self {
            address,
            ports: 16_384..=32_767,
            codecs: vec![Law::Mu, Law::A],
            max_codecs: None,
            packet_time_ms: Some(20),
            hold: true,
            warns_in_488: true,
            lists_codecs_in_488: false,
            requests_changes: true,
            username: "-".into(),
            session_name: "-".into(),
            answer_order: CodecOrder::default(),
            telephone_event: Some(101),
            play: AudioSource::Silence,
            listen: false,
        }
    }
}

/// What happens when a call comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerMode {
    /// It rings until [`crate::Command::Answer`] or [`crate::Command::Refuse`].
    Manual,
    /// It rings that long and is answered.
    Automatic {
        /// The time it rings.
        ring: Duration,
    },
    /// It is refused at once.
    Refuse(StatusCode),
}

/// Why a terminal cannot work with its settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Number and domain make no SIP URI.
    #[error("{aor} is no address of record")]
    Aor {
        /// What they make.
        aor: String,
    },
    /// The number is longer than the 16 bytes of a user part in From (R-13.2.2-6).
    #[error("`{number}` is longer than {GENERATED_USER_BYTES} bytes")]
    NumberTooLong {
        /// The number.
        number: Box<str>,
    },
    /// No codec.
    #[error("no codec is allowed")]
    NoCodec,
    /// No room for a pair of ports.
    #[error("there is no pair of ports between {first} and {last}")]
    Ports {
        /// The first port.
        first: u16,
        /// The last one.
        last: u16,
    },
    /// No line, or too many.
    #[error("{lines} lines are not between 1 and {MAX_LINES}")]
    Lines {
        /// How many.
        lines: usize,
    },
    /// Empty, too long, or with a character that does not belong there.
    #[error("`{user}` cannot be the user part of Contact")]
    ContactUser {
        /// The user part.
        user: Box<str>,
    },
    /// Not from 1 to 999.
    #[error("the time of the refresh is not between 1 and 999 thousandths of the lifetime")]
    Refresh,
    /// More than 1.
    #[error("q of the Contact is not between 0 and 1")]
    Q,
    /// User name or session name that do not belong into `o=` and `s=`.
    #[error(transparent)]
    Description(#[from] OriginError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_node::Transport;

    fn config() -> Config {
        let address = "192.0.2.1:5060".parse().expect("an address");
        let flow = Flow {
            transport: Transport::Udp,
            local: address,
            remote: address,
        };
        Config::new("101", "192.0.2.9", flow)
    }

    #[test]
    fn the_usual_terminal_has_nothing_to_complain_about() {
        assert_eq!(config().check(), Ok(()));
        assert_eq!(config().aor(), "sip:101@192.0.2.9");
    }

    /// R-4.1.3.2-2, R-13.2.1-4, R-13.2.1-5, R-13.2.2-12
    #[test]
    fn what_cannot_work_is_told_before_it_starts() {
        type Spoil = fn(&mut Config);
        let rows: [(Spoil, bool); 14] = [
            (|it| it.number = "".into(), false),
            (|it| it.domain = "a host".into(), false),
            (|it| it.number = "abcdefgh12345678".into(), true),
            (
                |it| it.domain = "abcdefgh12345678abcdefgh12345678".into(),
                true,
            ),
            (|it| it.media.codecs.clear(), false),
            (|it| it.media.ports = 5001..=5002, false),
            (|it| it.max_lines = 0, false),
            (|it| it.media.max_codecs = Some(0), false),
            (|it| it.media.username = "0123456789".into(), true),
            (|it| it.media.username = "01234567890".into(), false),
            (|it| it.media.session_name = "".into(), false),
            (|it| register(it).q_thousandths = Some(1001), false),
            (|it| contact(it, "0123456789abcdef"), true),
            (|it| contact(it, "0123456789abcdefg"), false),
        ];
        for (index, (spoil, good)) in rows.into_iter().enumerate() {
            let mut config = config();
            spoil(&mut config);
            assert_eq!(config.check().is_ok(), good, "row {index}");
        }
    }

    fn register(config: &mut Config) -> &mut RegistrationConfig {
        config.registration.as_mut().expect("it registers")
    }

    fn contact(config: &mut Config, user: &str) {
        register(config).contact_user = ContactUser::Set(user.into());
    }
}
