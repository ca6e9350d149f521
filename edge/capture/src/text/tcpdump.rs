//! `tcpdump -A`: the packet as characters, its headers unreadable before the start line.

use std::net::{IpAddr, SocketAddr};

use memchr::memmem;
use naisen_trace::Wire;

use super::message::is_start;
use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, whole};

/// `12:00:00.000000 IP 192.0.2.1.5060 > 192.0.2.2.5060: SIP: INVITE sip:192.0.2.2 SIP/2.0`; with
/// `-v` the addresses stand in a line of their own.
pub(super) const RULES: Rules = Rules {
    layout: Layout::Tcpdump,
    announce,
    strip: whole,
    begin,
    ends: |_| false,
};

/// The methods that may stand behind the unreadable part of a line: the last letter of that part may
/// look like the first of a method.
const METHODS: [&str; 14] = [
    "INVITE",
    "ACK",
    "BYE",
    "CANCEL",
    "REGISTER",
    "OPTIONS",
    "PRACK",
    "UPDATE",
    "INFO",
    "SUBSCRIBE",
    "NOTIFY",
    "REFER",
    "MESSAGE",
    "PUBLISH",
];

fn announce(line: &str) -> Option<Announcement> {
    let at = Stamp::find(line.get(..40).unwrap_or(line));
    if at.is_some() && (line.contains(" IP (") || line.contains(" IP6 (")) {
        return Some(Announcement {
            at,
            ..Announcement::NOTHING
        });
    }
    let (before, behind) = line.split_once(" > ")?;
    let (head, source) = before.rsplit_once(' ')?;
    let indented = head.trim().is_empty();
    if !indented && !(at.is_some() && (head.ends_with(" IP") || head.ends_with(" IP6"))) {
        return None;
    }
    let (destination, rest) = behind.split_once(": ")?;
    let tcp = rest.starts_with("Flags ");
    Some(Announcement {
        at,
        source: Some(address(source)?),
        destination: Some(address(destination)?),
        wire: if tcp { Wire::Tcp } else { Wire::Udp },
    })
}

/// An address with its port behind a point, the port perhaps as a name.
fn address(text: &str) -> Option<SocketAddr> {
    let (host, port) = text.rsplit_once('.')?;
    let host: IpAddr = host.parse().ok()?;
    let port = match port {
        "sip" => 5060,
        "sip-tls" | "sips" => 5061,
        _ => port.parse().ok()?,
    };
    Some(SocketAddr::new(host, port))
}

fn begin(line: &[u8]) -> Option<&[u8]> {
    // What `-v` makes of the packet itself is indented; the packet follows.
    if line.first() == Some(&b'\t') {
        return None;
    }
    if line.ends_with(b" SIP/2.0") {
        let ends = METHODS.iter().filter_map(|method| {
            let at = memmem::find(line, format!("{method} ").as_bytes())?;
            Some(&line[at..]).filter(|start| is_start(start))
        });
        return ends.max_by_key(|start| start.len());
    }
    let at = memmem::find(line, b"SIP/2.0 ")?;
    Some(&line[at..]).filter(|start| is_start(start))
}
