//! `[listen]`: where SIP and media come in.

use std::net::{IpAddr, SocketAddr};

use super::error::ConfigError;
use super::section::Section;

/// Where the exchange listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listen {
    /// SIP over UDP.
    pub(crate) udp: Vec<Listener>,
    /// SIP over TCP.
    pub(crate) tcp: Vec<Listener>,
    /// The ports of relayed media.
    pub(crate) media_ports: MediaPorts,
    /// The address of relayed media; `None`: the address that the phone reached the exchange by.
    pub(crate) media_address: Option<IpAddr>,
}

/// One address to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listener {
    /// The address; port 0 lets the system choose one.
    pub(crate) address: SocketAddr,
    /// Whether the exchange starts without it on a machine that has no IPv6: so for `[::]`, if
    /// `0.0.0.0` with the same port is in the list as well.
    pub(crate) may_be_missing: bool,
}

/// A range of UDP ports that begins with an even and ends with an odd one, so that every RTP port
/// has its RTCP port above it (RFC 3550 §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MediaPorts {
    /// The first, even.
    pub(crate) first: u16,
    /// The last, odd.
    pub(crate) last: u16,
}

impl MediaPorts {
    /// How many pairs of RTP and RTCP ports these are.
    #[cfg(test)]
    pub(crate) fn pairs(self) -> u16 {
        (self.last - self.first) / 2 + 1
    }
}

/// IPv4 and IPv6 on the port of RFC 3261 §18.2.1.
const SIP_DEFAULT: [&str; 2] = ["0.0.0.0:5060", "[::]:5060"];

const ADDRESSES: &str =
    "a list of \"ip:port\", such as \"192.0.2.10:5060\" or \"[2001:db8::10]:5060\"";
const PORTS: &str =
    "\"first-last\" with 1024 to 65535, first even and last odd, such as \"10000-19999\"";

impl Listen {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let udp = addresses(&mut section, "udp")?;
        let tcp = addresses(&mut section, "tcp")?;
        if udp.is_empty() && tcp.is_empty() {
            return Err(section.conflict(
                &["udp", "tcp"],
                "is in conflict: udp and tcp are both empty; allowed: at least one address to listen on",
            ));
        }
        let media_ports = media_ports(&mut section)?;
        let in_range = udp.iter().find(|listener| {
            (media_ports.first..=media_ports.last).contains(&listener.address.port())
        });
        if let Some(listener) = in_range {
            return Err(section.conflict(
                &["media_ports", "udp"],
                format!(
                    "is in conflict: the media ports hold the port of udp \"{}\"; allowed: ports that SIP does not use",
                    listener.address
                ),
            ));
        }
        let allowed = "the IP address of one interface, without port";
        let media_address = section
            .text("media_address", allowed, |said| {
                said.parse()
                    .is_ok_and(|ip: IpAddr| !ip.is_unspecified() && !ip.is_multicast())
            })?
            .and_then(|said| said.parse().ok());
        section.finish()?;
        Ok(Self {
            udp,
            tcp,
            media_ports,
            media_address,
        })
    }
}

fn addresses(
    section: &mut Section<'_, '_>,
    key: &'static str,
) -> Result<Vec<Listener>, ConfigError> {
    let said = section
        .strings(key, ADDRESSES)?
        .unwrap_or_else(|| SIP_DEFAULT.map(|address| (0, address)).to_vec());
    let mut all: Vec<SocketAddr> = Vec::new();
    for (start, text) in said {
        let Some(address) = text
            .parse()
            .ok()
            .filter(|a: &SocketAddr| !a.ip().is_multicast())
        else {
            return Err(section.not_allowed_at(start, key, format_args!("{text:?}"), ADDRESSES));
        };
        if let Some(other) = all.iter().find(|other| clash(address, **other)) {
            let allowed = format!("an address that does not clash with \"{other}\" in this list");
            return Err(section.not_allowed_at(start, key, format_args!("{text:?}"), &allowed));
        }
        all.push(address);
    }
    let has_ipv4 = |port| {
        all.iter()
            .any(|a| a.is_ipv4() && a.ip().is_unspecified() && a.port() == port)
    };
    Ok(all
        .iter()
        .map(|&address| Listener {
            address,
            may_be_missing: address.is_ipv6()
                && address.ip().is_unspecified()
                && has_ipv4(address.port()),
        })
        .collect())
}

/// Whether one socket would be in the way of the other. An IPv6 socket takes IPv6 only.
fn clash(a: SocketAddr, b: SocketAddr) -> bool {
    a.port() != 0
        && a.port() == b.port()
        && a.is_ipv4() == b.is_ipv4()
        && (a.ip() == b.ip() || a.ip().is_unspecified() || b.ip().is_unspecified())
}

fn media_ports(section: &mut Section<'_, '_>) -> Result<MediaPorts, ConfigError> {
    let said = section.text("media_ports", PORTS, |said| parse_ports(said).is_some())?;
    Ok(said.and_then(parse_ports).unwrap_or(MediaPorts {
        first: 10_000,
        last: 19_999,
    }))
}

fn parse_ports(said: &str) -> Option<MediaPorts> {
    let (first, last) = said.split_once('-')?;
    let ports = MediaPorts {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
    };
    let is_allowed = ports.first >= 1024
        && ports.first < ports.last
        && ports.first.is_multiple_of(2)
        && !ports.last.is_multiple_of(2);
    is_allowed.then_some(ports)
}
