//! Asterisk: the loggers of its two SIP channels.
//!
//! Both say the address of the other side only. In a log file the announcing line has a prefix with
//! the date and the name of the logger; on the console it has none, and no time.

use naisen_trace::Wire;

use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, address, start, whole, wire};

/// `<--- Received SIP request (512 bytes) from UDP:192.0.2.1:5060 --->`
pub(super) const PJSIP: Rules = Rules {
    layout: Layout::AsteriskPjsip,
    announce: pjsip,
    strip: whole,
    begin: start,
    ends: |line| line.starts_with(b"<---") || line.starts_with(b"["),
};

/// `<--- SIP read from UDP:192.0.2.1:5060 --->`, and for what is sent
/// `Reliably Transmitting (NAT) to 192.0.2.1:5060:`.
pub(super) const SIP: Rules = Rules {
    layout: Layout::AsteriskSip,
    announce: sip,
    strip: whole,
    begin: start,
    ends: |line| line.starts_with(b"<---") || line == b"---" || line.starts_with(b"["),
};

fn pjsip(line: &str) -> Option<Announcement> {
    let (before, rest) = line.split_once("<--- ")?;
    let (verb, rest) = rest.split_once(" SIP ")?;
    let rest = rest
        .strip_prefix("request (")
        .or_else(|| rest.strip_prefix("response ("))?;
    let (_, rest) = rest.split_once(" bytes) ")?;
    let (way, rest) = rest.split_once(' ')?;
    let (name, rest) = rest.split_once(':')?;
    let other = address(rest.split_once(" --->")?.0);
    let (source, destination) = match (verb, way) {
        ("Received", "from") => (other, None),
        ("Transmitting", "to") => (None, other),
        _ => return None,
    };
    Some(Announcement {
        at: Stamp::find(before),
        source,
        destination,
        wire: wire(name),
    })
}

fn sip(line: &str) -> Option<Announcement> {
    const READ: [&str; 2] = ["<--- SIP read from ", "<-- SIP read from "];
    const SENT: [&str; 2] = ["ransmitting (", "etransmitting #"];
    if let Some((before, rest)) = READ.iter().find_map(|mark| line.split_once(mark)) {
        let (wire, source) = peer(rest);
        return Some(Announcement {
            at: Stamp::find(before),
            source: Some(source?),
            destination: None,
            wire,
        });
    }
    let (before, rest) = SENT.iter().find_map(|mark| line.split_once(mark))?;
    let (_, rest) = rest.split_once(") to ")?;
    let (wire, destination) = peer(rest);
    Some(Announcement {
        at: Stamp::find(before),
        source: None,
        destination: Some(destination?),
        wire,
    })
}

/// The other side: an address with or without the name of the transport before it.
fn peer(text: &str) -> (Wire, Option<std::net::SocketAddr>) {
    let text = text.trim_end_matches(['-', '>', ' ']).trim_end_matches(':');
    match text.split_once(':') {
        Some((name, rest)) if wire(name) != Wire::Unknown => (wire(name), address(rest)),
        _ => (Wire::Unknown, address(text)),
    }
}
