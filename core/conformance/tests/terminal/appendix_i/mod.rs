//! JJ-22.11 §i: sequences. They are played by the real nodes on a virtual network; here what each terminal sends
//! is looked at, message by message.

use naisen_conformance::Judge;
use naisen_jj2211::{Context, Fact, Role};
use naisen_sim::appendix::Sequence;
use naisen_sim::enterprise::EXCHANGE;

/// Plays a sequence: arrow for arrow as it is drawn, and nothing else, each message of ours legal.
#[track_caller]
fn follows(sequence: Sequence) {
    let wire = sequence.play(1);
    if let Err(mismatch) = sequence.check(&wire) {
        panic!("{mismatch}");
    }
    let mut sent = 0;
    let settled = Context::new().with(Fact::PresentsByHeaders, true);
    let mut judge = Judge::new(Role::Terminal, settled.into());
    for (from, to, bytes) in &wire {
        if *from != EXCHANGE {
            judge.sent(bytes);
            sent += 1;
        } else if *to != EXCHANGE {
            judge.received(bytes);
        }
    }
    assert!(sent > 1, "{sequence:?}");
}

/// R-i.1-1.
#[test]
fn a_registration_follows_its_sequence() {
    follows(Sequence::Registration);
}

/// R-i.2-1.
#[test]
fn the_deletion_of_one_location_follows_its_sequence() {
    follows(Sequence::DeletionOfOne);
}

/// R-i.3-1.
#[test]
fn the_deletion_of_all_locations_follows_its_sequence() {
    follows(Sequence::DeletionOfAll);
}

/// R-i.4-1.
#[test]
fn a_call_with_all_extensions_follows_its_sequence() {
    follows(Sequence::WithAllExtensions);
}

/// R-i.5-1.
#[test]
fn a_call_with_the_timer_alone_follows_its_sequence() {
    follows(Sequence::WithTimer);
}

/// R-i.6-1.
#[test]
fn a_call_without_extensions_follows_its_sequence() {
    follows(Sequence::Plain);
}

/// R-i.7-1.
#[test]
fn a_call_whose_invite_is_authenticated_follows_its_sequence() {
    follows(Sequence::Authenticated);
}

/// R-i-1: what the sequences fix is the order and the headers that count, not the bytes: played with
/// other tags, branches and ports they hold as well, while an arrow that is missing, changes its place
/// or loses a header that counts is seen.
#[test]
fn the_sequences_are_held_in_order_and_not_byte_by_byte() {
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
