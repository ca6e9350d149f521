//! The names and addresses that the exchange answers for.

use std::borrow::Cow;
use std::net::IpAddr;

use naisen_sip::{Host, Scheme, Uri};

/// Our hosts.
#[derive(Debug)]
pub(crate) struct Hosts {
    ips: Vec<IpAddr>,
    names: Vec<Box<str>>,
}

impl Hosts {
    pub(crate) fn new(hosts: &[Box<str>]) -> Self {
        let mut ours = Self {
            ips: Vec::new(),
            names: Vec::new(),
        };
        for host in hosts {
            match Host::parse(host) {
                Ok(Host::Ip(ip)) => ours.ips.push(ip),
                _ => ours.names.push(host.clone()),
            }
        }
        ours
    }

    /// The user part of a URI at one of our hosts, or at the address that the message came to, its
    /// escapes resolved. Ports and parameters are not looked at (R-6.1.2-4, R-6.1.2-5).
    pub(crate) fn user_of<'u>(&self, uri: &Uri<'u>, local: IpAddr) -> Option<Cow<'u, str>> {
        if !matches!(uri.scheme, Scheme::Sip | Scheme::Sips) || !self.include(&uri.host, local) {
            return None;
        }
        uri.user_text()
    }

    /// Whether the host is ours.
    pub(crate) fn include(&self, host: &Host<'_>, local: IpAddr) -> bool {
        match host {
            Host::Ip(ip) => *ip == local || self.ips.contains(ip),
            Host::Name(name) => self.names.iter().any(|own| own.eq_ignore_ascii_case(name)),
        }
    }
}
