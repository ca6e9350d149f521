//! JJ-22.11 §11: release.

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, first};
use naisen_terminal::{Command, Ended, EndedBy, Event, Hears};

use crate::clause_06::{PLAIN, count, expect_room, one_line, talking};

mod s11_1_own;
mod s11_2_by_peer;

/// How many RTP packets leave within a second.
fn media_of_a_second(network: &mut Network) -> usize {
    let before = network.media.len();
    network.seconds(1);
    network.media.len() - before
}
