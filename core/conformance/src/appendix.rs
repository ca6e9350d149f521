//! The sequences of JJ-22.11 §i, played by the real nodes on a virtual network.

use naisen_jj2211::{Context, Fact, Role};
use naisen_sim::appendix::Sequence;
use naisen_sim::enterprise::EXCHANGE;

use crate::judge::Judge;

/// Plays a sequence: arrow for arrow as it is drawn, and nothing else, each message that `role` sends
/// legal.
#[track_caller]
pub fn follows(role: Role, sequence: Sequence) {
    let wire = sequence.play(1);
    if let Err(mismatch) = sequence.check(&wire) {
        panic!("{mismatch}");
    }
    let mut sent = 0;
    let settled = Context::new().with(Fact::PresentsByHeaders, true);
    let mut judge = Judge::new(role, settled.into());
    for (from, to, bytes) in &wire {
        let of = |address| match role {
            Role::Server => address == EXCHANGE,
            Role::Terminal => address != EXCHANGE,
        };
        if of(*from) {
            judge.sent(bytes);
            sent += 1;
        } else if of(*to) {
            judge.received(bytes);
        }
    }
    assert!(sent > 1, "{sequence:?}");
}

/// Played with other tags, branches and ports each sequence holds as well, while an arrow that is missing,
/// changes its place or loses a header that counts is seen.
#[track_caller]
pub fn are_held_in_order_and_not_byte_by_byte() {
    for sequence in Sequence::ALL {
        let (one, other) = (sequence.play(1), sequence.play(1000));
        assert_ne!(one, other, "{sequence:?}");
        assert_eq!(sequence.check(&other), Ok(()), "{sequence:?}");
        for gone in 0..other.len() {
            let mut wire = other.clone();
            wire.remove(gone);
            assert!(sequence.check(&wire).is_err(), "{sequence:?} {gone}");
        }
        for place in 1..other.len() {
            let mut wire = other.clone();
            wire.swap(place - 1, place);
            assert!(sequence.check(&wire).is_err(), "{sequence:?} {place}");
        }
    }
    let sequence = Sequence::WithAllExtensions;
    let mut wire = sequence.play(1);
    for (_, _, bytes) in &mut wire {
        let text = String::from_utf8_lossy(bytes).replace("Require: timer\r\n", "");
        *bytes = text.into_bytes();
    }
    assert!(sequence.check(&wire).is_err());
}
