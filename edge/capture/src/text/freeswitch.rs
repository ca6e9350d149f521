//! FreeSWITCH and other programs upon Sofia-SIP, which logs each message between dashed lines,
//! three blanks before every line.

use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, address, start, wire};

/// `recv 512 bytes from udp/[192.0.2.1]:5060 at 12:00:00.000000:`
pub(super) const RULES: Rules = Rules {
    layout: Layout::FreeSwitch,
    announce,
    strip: |line| line.strip_prefix(b"   ").unwrap_or(line),
    begin: start,
    ends: |line| line.starts_with(b"--------"),
};

fn announce(line: &str) -> Option<Announcement> {
    let (received, rest) = [(true, "recv "), (false, "send ")]
        .into_iter()
        .find_map(|(received, verb)| Some((received, line.split_once(verb)?.1)))?;
    let (count, rest) = rest.split_once(" bytes ")?;
    count.parse::<u32>().ok()?;
    let rest = rest.strip_prefix(if received { "from " } else { "to " })?;
    let (name, rest) = rest.split_once('/')?;
    let (other, time) = rest.split_once(" at ")?;
    // A compressed transport is said behind the port.
    let other = address(other.split(';').next()?);
    Some(Announcement {
        at: Stamp::find(time),
        source: other.filter(|_| received),
        destination: other.filter(|_| !received),
        wire: wire(name),
    })
}
