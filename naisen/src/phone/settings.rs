//! From the command line to the settings of the terminal and to the plan.

use std::fs;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs, UdpSocket};

use anyhow::{Context, bail};
use naisen_agent::{Presentation, RefreshMethod};
use naisen_media::{AudioSource, Tone};
use naisen_net::ListenConfig;
use naisen_node::{Flow, Transport};
use naisen_sip::StatusCode;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{AnswerMode, Config};

use super::file::{self, Account};
use super::script::Plan;
use super::{PhoneArgs, TransportArg, recording};

/// Where SIP is spoken when no port is named.
const SIP_PORT: u16 = 5060;

/// A server as it was named: its host, and the address that was found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: Box<str>,
    pub(super) address: SocketAddr,
}

impl Server {
    /// Reads `HOST`, `HOST:PORT`, `ADDRESS`, `[V6]`, `[V6]:PORT`.
    pub(super) fn find(text: &str) -> anyhow::Result<Self> {
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(Self {
                host: host_of(address.ip()),
                address,
            });
        }
        let unbracketed = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        if let Ok(ip) = unbracketed.parse::<IpAddr>() {
            return Ok(Self {
                host: host_of(ip),
                address: SocketAddr::new(ip, SIP_PORT),
            });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => {
                let port = port
                    .parse()
                    .with_context(|| format!("`{text}` has no port that could be used"))?;
                (host, port)
            }
            None => (text, SIP_PORT),
        };
        let address = (host, port)
            .to_socket_addrs()
            .with_context(|| format!("no address is known for `{host}`"))?
            // IPv6 is not in use among the phones of the standard.
            .min_by_key(SocketAddr::is_ipv6)
            .with_context(|| format!("no address is known for `{host}`"))?;
        Ok(Self {
            host: host.into(),
            address,
        })
    }
}

/// An address as the host of a URI: IPv6 in brackets (RFC 3261 §25.1).
fn host_of(ip: IpAddr) -> Box<str> {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
    .into_boxed_str()
}

/// Our address: as named, else the one that the way to the server begins at.
pub(super) fn local(args: &PhoneArgs, server: &Server) -> anyhow::Result<SocketAddr> {
    if let Some(text) = &args.local {
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(address);
        }
        let ip = text
            .parse::<IpAddr>()
            .with_context(|| format!("`{text}` is no address of this machine"))?;
        return Ok(SocketAddr::new(ip, 0));
    }
    let any: SocketAddr = if server.address.is_ipv4() {
        ([0, 0, 0, 0], 0).into()
    } else {
        ([0u16; 8], 0).into()
    };
    // Nothing is sent by this: the kernel only chooses the way.
    let probe = UdpSocket::bind(any).and_then(|socket| {
        socket.connect(server.address)?;
        socket.local_addr()
    });
    let ip = probe
        .with_context(|| format!("there is no way to {}", server.address))?
        .ip();
    Ok(SocketAddr::new(ip, 0))
}

pub(super) fn listen(args: &PhoneArgs, local: SocketAddr) -> ListenConfig {
    let mut listen = ListenConfig {
        media: vec![local.ip()],
        tcp_connections: 16,
        command_queue: 64,
        ..ListenConfig::default()
    };
    match args.transport {
        TransportArg::Udp => listen.udp.push(local),
        TransportArg::Tcp => listen.tcp.push(local),
    }
    listen
}

/// The settings of the terminal that speaks from `local`.
pub(super) fn terminal(
    args: &PhoneArgs,
    server: &Server,
    local: SocketAddr,
    interactive: bool,
) -> anyhow::Result<Config> {
    let flow = Flow {
        transport: match args.transport {
            TransportArg::Udp => Transport::Udp,
            TransportArg::Tcp => Transport::Tcp,
        },
        local,
        remote: server.address,
    };
    let mut config = Config::new(&args.number, &server.host, flow);
    let account = match &args.config {
        None => Account::default(),
        Some(path) => {
            let (text, _) = crate::config::read(path)?;
            file::apply(path, &text, &mut config)?
        }
    };
    if let Some(domain) = args.domain.as_deref().or(account.domain.as_deref()) {
        config.domain = domain.into();
    }
    if let Some(password) = password(args)? {
        let user = args.user.as_deref().or(account.user.as_deref());
        let user = user.unwrap_or(&args.number);
        config.credentials = Some(ClientCredentials::with_password(user, &password));
    }
    let registrar = args.registrar.as_deref().or(account.registrar.as_deref());
    if let (Some(registration), Some(registrar)) = (&mut config.registration, registrar) {
        registration.registrar = flow.to(Server::find(registrar)?.address);
    }
    if args.no_register {
        config.registration = None;
    }
    config.answer = match (args.answer, interactive) {
        (true, _) => AnswerMode::Automatic {
            ring: args.ring_time,
        },
        (false, true) => AnswerMode::Manual,
        (false, false) => AnswerMode::Refuse(StatusCode::TEMPORARILY_UNAVAILABLE),
    };
    config.policy.rel100 &= !args.no_100rel;
    config.policy.update &= !args.no_update;
    if let Some(timer) = &mut config.policy.timer {
        if let Some(seconds) = args.session_expires {
            timer.expires_s = seconds;
            timer.min_se_s = timer.min_se_s.min(seconds);
            timer.sent_min_se_s = timer.sent_min_se_s.filter(|least| *least <= seconds);
        }
        if args.no_update {
            timer.method = RefreshMethod::ReInvite;
        }
    }
    if args.no_timer {
        config.policy.timer = None;
    }
    if !interactive {
        // Nobody listens to it.
        config.busy_tone = std::time::Duration::ZERO;
    }
    config.media.listen = args.record.is_some();
    config.user_agent = Some(concat!("naisen/", env!("CARGO_PKG_VERSION")).into());
    Ok(config)
}

pub(super) fn plan(args: &PhoneArgs, interactive: bool) -> anyhow::Result<Plan> {
    let play = match args.play.as_deref() {
        None | Some("silence") => AudioSource::Silence,
        Some("tone") => AudioSource::Tone(Tone::milliwatt()),
        Some(path) => AudioSource::samples(recording::read(path.as_ref())?, false),
    };
    let recorded = matches!(play, AudioSource::Samples { .. });
    Ok(Plan {
        register: !args.no_register,
        dial: args.dial.as_deref().map(Into::into),
        presentation: args.withhold.then_some(Presentation::Restricted),
        play,
        digits: args.digits.as_deref().map(Into::into),
        hang_up_after: args.hangup_after,
        hang_up_when_played: recorded && args.hangup_after.is_none() && !interactive,
        calls: args.calls.or(args.dial.is_some().then_some(1)),
        needs_registration: !interactive || args.dial.is_some(),
    })
}

/// A span such as `8s`, `1.5s`, `500ms`, `2m`, or plain seconds.
pub(super) fn span(text: &str) -> Result<std::time::Duration, String> {
    let (number, factor) = if let Some(number) = text.strip_suffix("ms") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix('s') {
        (number, 1.0)
    } else if let Some(number) = text.strip_suffix('m') {
        (number, 60.0)
    } else {
        (text, 1.0)
    };
    let seconds = number.trim().parse::<f64>().map(|number| number * factor);
    match seconds {
        // A day is more than any call that is scripted.
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => {
            Ok(std::time::Duration::from_secs_f64(seconds))
        }
        _ => Err("a time is written as 8s, 500ms or 2m".to_owned()),
    }
}

fn password(args: &PhoneArgs) -> anyhow::Result<Option<String>> {
    if let Some(password) = &args.password {
        return Ok(Some(password.clone()));
    }
    if let Some(path) = &args.password_file {
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let Some(line) = text.lines().next().filter(|line| !line.is_empty()) else {
            bail!("{} holds no password", path.display());
        };
        return Ok(Some(line.to_owned()));
    }
    Ok(std::env::var("NAISEN_PASSWORD")
        .ok()
        .filter(|password| !password.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_server_is_an_address_or_a_name_with_or_without_port() {
        for (text, host, address) in [
            ("127.0.0.1", "127.0.0.1", "127.0.0.1:5060"),
            ("127.0.0.1:5070", "127.0.0.1", "127.0.0.1:5070"),
            ("localhost:5071", "localhost", "127.0.0.1:5071"),
            ("[::1]:5072", "[::1]", "[::1]:5072"),
            ("[::1]", "[::1]", "[::1]:5060"),
            ("::1", "[::1]", "[::1]:5060"),
        ] {
            let server = Server::find(text).expect(text);
            assert_eq!(
                (&*server.host, server.address.to_string().as_str()),
                (host, address)
            );
        }
        assert!(Server::find("127.0.0.1:x").is_err());
    }

    #[test]
    fn spans_have_their_units() {
        for (text, expected) in [
            ("8s", Some(8000)),
            ("1.5s", Some(1500)),
            ("500ms", Some(500)),
            ("2m", Some(120_000)),
            ("3", Some(3000)),
            ("-1s", None),
            ("soon", None),
            ("", None),
            ("1e9s", None),
        ] {
            assert_eq!(
                span(text).ok(),
                expected.map(Duration::from_millis),
                "{text}"
            );
        }
    }
}
