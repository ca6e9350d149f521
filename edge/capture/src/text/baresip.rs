//! baresip with its SIP trace on (`-s`).

use super::ngrep::arrow;
use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, start, whole, wire};
use naisen_trace::Wire;

/// A line with the time and `#`, then `UDP 192.0.2.1:5060 -> 192.0.2.2:5060`.
pub(super) const RULES: Rules = Rules {
    layout: Layout::Baresip,
    announce,
    strip: whole,
    begin: start,
    ends: |line| line == b"#",
};

fn announce(line: &str) -> Option<Announcement> {
    if let Some(time) = line.strip_suffix('#') {
        // Nothing else stands in that line.
        let time = time.trim_end();
        let clock = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.');
        let at = Stamp::find(time).filter(|_| time.chars().all(clock))?;
        return Some(Announcement {
            at: Some(at),
            ..Announcement::NOTHING
        });
    }
    let (name, rest) = line.split_once(' ')?;
    let wire = Some(wire(name)).filter(|wire| *wire != Wire::Unknown)?;
    arrow(rest, wire)
}
