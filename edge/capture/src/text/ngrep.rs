//! ngrep with `-W byline`, and sngrep's messages saved as text.

use naisen_trace::Wire;

use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, address, start, whole};

/// `U 192.0.2.1:5060 -> 192.0.2.2:5060`, with `-t` the time behind the letter. A point at the end of
/// a line stands for its CR.
pub(super) const NGREP: Rules = Rules {
    layout: Layout::Ngrep,
    announce: ngrep,
    strip: |line| line.strip_suffix(b".").unwrap_or(line),
    begin: start,
    ends: |line| line == b"#" || line.starts_with(b"##"),
};

/// `2026/11/20 12:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060`
pub(super) const SNGREP: Rules = Rules {
    layout: Layout::Sngrep,
    announce: sngrep,
    strip: whole,
    begin: start,
    ends: |_| false,
};

fn ngrep(line: &str) -> Option<Announcement> {
    let (wire, rest) = match line.split_at_checked(2)? {
        ("U ", rest) => (Wire::Udp, rest),
        ("T ", rest) => (Wire::Tcp, rest),
        _ => return None,
    };
    arrow(rest, wire)
}

fn sngrep(line: &str) -> Option<Announcement> {
    if !line.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    arrow(line, Wire::Unknown).filter(|announced| announced.at.is_some())
}

/// Two addresses with an arrow between, and perhaps a time before them.
pub(super) fn arrow(line: &str, wire: Wire) -> Option<Announcement> {
    let (before, behind) = line.split_once(" -> ")?;
    let (time, source) = before.rsplit_once(' ').unwrap_or(("", before));
    let destination = behind.split(' ').next()?;
    Some(Announcement {
        at: Stamp::find(time),
        source: Some(address(source)?),
        destination: Some(address(destination)?),
        wire,
    })
}
