//! Who sent a message to whom, when nothing but the message says so.

use std::collections::VecDeque;
use std::net::SocketAddr;

use naisen_trace::Wire;

use super::message::value;
use super::{UNSTATED, address, wire};

/// Requests remembered, so that their responses go the way back: as many as are under way at once
/// in any trace that one reads as text.
const REQUESTS_MAX: usize = 1_024;

/// Bytes of a branch that is remembered; those in use have a few dozen.
const BRANCH_MAX: usize = 512;

/// The requests of a text.
#[derive(Debug, Default)]
pub(super) struct Guess {
    requests: VecDeque<(Vec<u8>, SocketAddr, SocketAddr)>,
}

/// The topmost Via field of a message (RFC 3261 §20.42).
struct Via<'a> {
    wire: Wire,
    branch: &'a str,
    /// The address that was seen, or else the one that is named.
    sender: Option<SocketAddr>,
}

impl Guess {
    /// The source and the destination, and the transport if `said` does not know it. A request goes
    /// from where its Via says to the first Route or its Request-URI, if those are literal
    /// addresses; a response the way back of the request with its branch.
    pub(super) fn addresses(
        &mut self,
        message: &[u8],
        said: Wire,
    ) -> (SocketAddr, SocketAddr, Wire) {
        let via = Via::of(message);
        let wire = match (said, &via) {
            (Wire::Unknown, Some(via)) => via.wire,
            _ => said,
        };
        let branch = via.as_ref().map_or("", |via| via.branch).as_bytes();
        let sender = via.as_ref().and_then(|via| via.sender).unwrap_or(UNSTATED);
        if message.starts_with(b"SIP/2.0 ") {
            let known = self
                .requests
                .iter()
                .rev()
                .find(|(other, ..)| other == branch && !branch.is_empty());
            return match known {
                Some((_, source, destination)) => (*destination, *source, wire),
                None => (UNSTATED, sender, wire),
            };
        }
        let target = target(message).unwrap_or(UNSTATED);
        if self.requests.len() == REQUESTS_MAX {
            self.requests.pop_front();
        }
        if branch.len() <= BRANCH_MAX {
            self.requests.push_back((branch.to_vec(), sender, target));
        }
        (sender, target, wire)
    }
}

impl<'a> Via<'a> {
    fn of(message: &'a [u8]) -> Option<Self> {
        let field = field(message, "Via", "v")?;
        let first = field.split(',').next()?;
        let (protocol, rest) = first.trim().split_once(' ')?;
        let mut parts = rest.split(';').map(str::trim);
        let mut sender = address(parts.next()?);
        let mut branch = "";
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name {
                "branch" => branch = value,
                "received" => {
                    if let Ok(host) = value.parse() {
                        let port = sender.map_or(5060, |sender| sender.port());
                        sender = Some(SocketAddr::new(host, port));
                    }
                }
                "rport" => {
                    if let (Ok(port), Some(sender)) = (value.parse(), &mut sender) {
                        sender.set_port(port);
                    }
                }
                _ => {}
            }
        }
        Some(Self {
            wire: wire(protocol.rsplit('/').next()?),
            branch,
            sender,
        })
    }
}

/// The value of the first header field of this name.
fn field<'a>(message: &'a [u8], name: &str, short: &str) -> Option<&'a str> {
    let mut lines = message
        .split(|octet| *octet == b'\n')
        .map(<[u8]>::trim_ascii_end);
    let head = lines.by_ref().skip(1).take_while(|line| !line.is_empty());
    let found = head.filter_map(|line| value(line, name, short)).next()?;
    std::str::from_utf8(found).ok()
}

/// Where a request goes.
fn target(message: &[u8]) -> Option<SocketAddr> {
    let line = message.split(|octet| *octet == b'\r').next()?;
    let uri = std::str::from_utf8(line).ok()?.split(' ').nth(1)?;
    field(message, "Route", "Route").map_or_else(|| host(uri), host)
}

/// The address in a URI, or in the first of a list of them.
fn host(text: &str) -> Option<SocketAddr> {
    let uri = text.split_once('<').map_or(text, |(_, rest)| rest);
    let uri = uri.split(['>', ',', ';', '?']).next()?;
    let (_, rest) = uri.split_once(':')?;
    address(rest.rsplit_once('@').map_or(rest, |(_, host)| host))
}
