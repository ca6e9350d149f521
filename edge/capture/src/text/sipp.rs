//! SIPp with `-trace_msg`, which says neither address.

use naisen_trace::Wire;

use super::stamp::Stamp;
use super::{Announcement, Layout, Rules, start, whole, wire};

/// A dashed line with the time, then `UDP message sent (512 bytes):`.
pub(super) const RULES: Rules = Rules {
    layout: Layout::Sipp,
    announce,
    strip: whole,
    begin: start,
    ends: |line| line.starts_with(b"--------"),
};

fn announce(line: &str) -> Option<Announcement> {
    if let Some(rest) = line.strip_prefix("-----------------------------------------------") {
        let at = Stamp::find(rest)?;
        return Some(Announcement {
            at: Some(at),
            ..Announcement::NOTHING
        });
    }
    let (name, rest) = line.split_once(" message ")?;
    let wire = Some(wire(name)).filter(|wire| *wire != Wire::Unknown)?;
    let (verb, _) = rest.split_once(' ')?;
    matches!(verb, "sent" | "received").then_some(Announcement {
        wire,
        ..Announcement::NOTHING
    })
}
