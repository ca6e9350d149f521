//! From the checked configuration to the settings of the driver and of the exchange.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, UdpSocket};

use anyhow::Context;
use naisen_cause::Translation;
use naisen_exchange::{
    AdmissionConfig, AuthenticationConfig, Config, DescriptionConfig, InviteChallenge, MediaConfig,
    Rate, RegistrarConfig, ServiceLines, Use,
};
use naisen_media::Law;
use naisen_net::ListenConfig;
use naisen_sdp::{Capabilities, Codec};
use naisen_sip::TimerValues;
use naisen_sip::digest::{Algorithm, ChallengeSettings};

use crate::config::{self, ExtensionUse, Listener, ServeConfig};

/// What the driver listens on. An address that may be missing is left out on a machine without
/// IPv6.
pub(super) fn listen(config: &ServeConfig) -> ListenConfig {
    let ipv6 = UdpSocket::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, 0))).is_ok();
    let addresses = |listeners: &[Listener]| {
        listeners
            .iter()
            .filter(|listener| ipv6 || !listener.may_be_missing)
            .map(|listener| listener.address)
            .collect()
    };
    ListenConfig {
        udp: addresses(&config.listen.udp),
        tcp: addresses(&config.listen.tcp),
        media: config.listen.media_address.into_iter().collect(),
        ..ListenConfig::default()
    }
}

/// What the exchange does.
pub(super) fn exchange(config: &ServeConfig) -> anyhow::Result<Config> {
    let mut challenge = ChallengeSettings::new(&config.sip.realm)
        .context("[sip] realm")?
        .with_algorithms(&algorithms(&config.authentication.algorithms))
        .context("[authentication] algorithms")?;
    if !config.authentication.opaque {
        challenge = challenge.with_opaque(Some(""))?;
    }
    if !config.authentication.qop {
        challenge.qop.clear();
    }
    let timer = &config.session_timer;
    let mut exchange = Config::new(challenge.clone());
    exchange.hosts = hosts(config);
    exchange.registrar = RegistrarConfig {
        expires_default_s: seconds(config.registrar.expires_default),
        expires_min_s: seconds(config.registrar.expires_min),
        expires_max_s: seconds(config.registrar.expires_max),
        contacts_max: config.registrar.contacts_max as usize,
    };
    exchange.authentication = AuthenticationConfig {
        invite: match config.authentication.invite {
            config::InviteChallenge::ProxyAuthentication => InviteChallenge::Proxy407,
            config::InviteChallenge::Unauthorized => InviteChallenge::Server401,
            config::InviteChallenge::Off => InviteChallenge::Off,
        },
        challenge,
        nonce_lifetime: config.authentication.nonce_lifetime,
        ..exchange.authentication
    };
    exchange.admission = AdmissionConfig {
        invite: rate(config.calls.invites_per_second),
        register: rate(config.registrar.registers_per_second),
        retry_after_s: config.calls.retry_after_s,
    };
    exchange.ring_timeout = config.calls.ring_timeout;
    exchange.translation =
        Translation::builtin(config.calls.cause_table).expect("the choices are built in");
    exchange.offerless_invite = config.calls.offerless_invite;
    exchange.rel100 = usage(config.calls.reliable_provisional);
    exchange.update = config.calls.update;
    exchange.timer = usage(timer.usage);
    exchange.timer_policy = timer.policy.clone();
    exchange.media = MediaConfig {
        ports: config.listen.media_ports.first..=config.listen.media_ports.last,
        addresses: config.listen.media_address.into_iter().collect(),
    };
    exchange.description = DescriptionConfig {
        username: config.sdp.username.clone(),
        session_name: config.sdp.session_name.clone(),
    };
    let lines = &config.service_lines;
    exchange.services = ServiceLines {
        capabilities: Capabilities {
            codecs: lines.codecs.iter().copied().map(codec).collect(),
            max_codecs: lines.max_codecs,
            packet_time_ms: lines.packet_time_ms,
            ..Capabilities::default()
        },
        answer_order: lines.answer_order,
        warns_in_488: lines.warns_in_488,
        lists_codecs_in_488: lines.lists_codecs_in_488,
        ..ServiceLines::default()
    };
    exchange.user_agent = config.sip.user_agent.clone();
    exchange.timers = TimerValues {
        t1: config.sip.t1,
        t2: config.sip.t2,
        t4: config.sip.t4,
    };
    Ok(exchange)
}

/// The hosts of our AoRs: the realm, which phones often have as their domain, and each address that
/// we listen on by name.
fn hosts(config: &ServeConfig) -> Vec<Box<str>> {
    let listed = config
        .listen
        .udp
        .iter()
        .chain(&config.listen.tcp)
        .map(|listener| listener.address.ip())
        .filter(|ip| !ip.is_unspecified())
        .map(|ip: IpAddr| ip.to_string().into_boxed_str());
    std::iter::once(config.sip.realm.clone())
        .chain(listed)
        .collect()
}

/// So many a second in the long run, twice as many at once; 0 is no limit.
fn rate(per_second: u32) -> Option<Rate> {
    (per_second > 0).then(|| Rate {
        per_second,
        burst: per_second.saturating_mul(2),
    })
}

fn algorithms(names: &[config::Algorithm]) -> Vec<Algorithm> {
    names
        .iter()
        .map(|name| match name {
            config::Algorithm::Md5 => Algorithm::Md5,
            config::Algorithm::Sha256 => Algorithm::Sha256,
            config::Algorithm::Sha512_256 => Algorithm::Sha512_256,
        })
        .collect()
}

const fn codec(law: Law) -> Codec {
    match law {
        Law::Mu => Codec::PCMU,
        Law::A => Codec::PCMA,
    }
}

const fn usage(usage: ExtensionUse) -> Use {
    match usage {
        ExtensionUse::AsCaller => Use::AsCaller,
        ExtensionUse::Always => Use::Always,
        ExtensionUse::Off => Use::Off,
    }
}

fn seconds(span: std::time::Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}
