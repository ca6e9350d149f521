//! JJ-22.11 §11: release. What hangs up on one leg is the phone of the other, a line of the exchange's own, or
//! its owner.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench, PLAIN};
use naisen_exchange::{Command, Releaser};
use naisen_sip::HeaderName;

use crate::clause_05::{MEDIA_A, MEDIA_B, expect_media, media_to, offer, times};
use crate::clause_06::{Talk, answered, expect_room, one_call, talking};

mod s11_1_own;
mod s11_2_by_peer;

/// A call over the exchange's only line, with media both ways.
fn talk() -> (Bench, Talk) {
    let mut bench = one_call();
    let talk = talking(&mut bench, PLAIN);
    expect_media(&mut bench, talk.answered.port(), talk.invite.port());
    (bench, talk)
}

/// No media goes on any more, and the call has left nothing behind.
#[track_caller]
fn expect_freed(bench: &mut Bench, talk: &Talk) {
    let (to_a, to_b) = (talk.answered.port(), talk.invite.port());
    assert_eq!(media_to(bench, to_a, MEDIA_A), None);
    assert_eq!(media_to(bench, to_b, MEDIA_B), None);
    let report = bench.report();
    assert_eq!((report.relays, report.ports_in_use), (0, 0));
}
