//! The way of a call: its hosts and its hops.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};

use naisen_sip::{Host, Method, Via};

use super::Reading;
use crate::{Call, Message, Wire};

/// From one host to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Index into [`Call::legs`].
    pub leg: usize,
    /// Who sent the INVITE.
    pub source: SocketAddr,
    /// Who received it.
    pub destination: SocketAddr,
    /// Index into [`Reading::transactions`] of the last try on this hop.
    pub transaction: usize,
}

/// The port of SIP (RFC 3261 §19.1.2).
const DEFAULT_PORT: u16 = 5060;

/// Which addresses are one host.
#[derive(Clone, Debug)]
pub(crate) struct Hosts {
    /// IP addresses that hosts of the call share: there the port counts.
    shared: BTreeSet<IpAddr>,
    /// Sockets on shared IP addresses from which a host sent on connections that it opened, and the
    /// address at which it listens: sent-by of its Via (RFC 3261 §18.1.1).
    listening: BTreeMap<SocketAddr, SocketAddr>,
}

impl Hosts {
    pub(crate) fn of(call: &Call) -> Self {
        let shared: BTreeSet<IpAddr> = call
            .messages
            .iter()
            .map(|message| (message.source.ip(), message.destination.ip()))
            .filter(|(source, destination)| source == destination)
            .map(|(source, _)| source)
            .collect();
        let listening = call
            .messages
            .iter()
            .filter(|message| message.wire != Wire::Udp && shared.contains(&message.source.ip()))
            .filter_map(|message| Some((message.source, listener(message)?)))
            .collect();
        Self { shared, listening }
    }

    /// What is equal for addresses of one host.
    pub(crate) fn key(&self, address: SocketAddr) -> SocketAddr {
        if !self.shared.contains(&address.ip()) {
            return SocketAddr::new(address.ip(), 0);
        }
        self.listening.get(&address).copied().unwrap_or(address)
    }
}

/// The address at which the sender of a request says that it listens, if it has the sender's IP
/// address.
fn listener(message: &Message) -> Option<SocketAddr> {
    let request = message.parse().filter(|message| message.is_request())?;
    let via = request.typed::<Via<'_>>().ok().flatten()?;
    match via.host {
        Host::Ip(ip) if ip == message.source.ip() => {
            Some(SocketAddr::new(ip, via.port.unwrap_or(DEFAULT_PORT)))
        }
        _ => None,
    }
}

pub(super) fn hops(reading: &Reading<'_>) -> Vec<Hop> {
    let mut hops: Vec<Hop> = Vec::new();
    for (index, transaction) in reading.transactions().iter().enumerate() {
        let is_initial = transaction.method == Method::Invite && !transaction.in_dialog;
        if !is_initial {
            continue;
        }
        let known = hops.iter_mut().find(|hop| {
            hop.leg == transaction.leg
                && reading.same_host(hop.source, transaction.source)
                && reading.same_host(hop.destination, transaction.destination)
        });
        match known {
            Some(hop) => hop.transaction = index,
            None => hops.push(Hop {
                leg: transaction.leg,
                source: transaction.source,
                destination: transaction.destination,
                transaction: index,
            }),
        }
    }
    hops
}

pub(super) fn callees(reading: &Reading<'_>) -> Vec<SocketAddr> {
    receivers(reading, false)
}

pub(super) fn exchanges(reading: &Reading<'_>) -> Vec<SocketAddr> {
    receivers(reading, true)
}

/// Those who received an INVITE and sent one on, or did not.
fn receivers(reading: &Reading<'_>, sent_on: bool) -> Vec<SocketAddr> {
    let hops = reading.hops();
    let caller = reading.caller_host();
    let mut found: Vec<SocketAddr> = Vec::new();
    for hop in &hops {
        let host = hop.destination;
        let sends = hops
            .iter()
            .any(|other| reading.same_host(other.source, host));
        let is_caller = caller.is_some_and(|caller| reading.same_host(caller, host));
        let known = found.iter().any(|known| reading.same_host(*known, host));
        if sends == sent_on && !is_caller && !known {
            found.push(host);
        }
    }
    found
}
