//! JJ-22.11 §i: sequences. They are played by the real nodes on a virtual network; here what the exchange sends
//! is looked at, message by message.

use naisen_conformance::appendix::{are_held_in_order_and_not_byte_by_byte, follows};
use naisen_jj2211::Role;
use naisen_sim::appendix::Sequence;

/// R-i.1-1.
#[test]
fn a_registration_follows_its_sequence() {
    follows(Role::Server, Sequence::Registration);
}

/// R-i.2-1.
#[test]
fn the_deletion_of_one_location_follows_its_sequence() {
    follows(Role::Server, Sequence::DeletionOfOne);
}

/// R-i.3-1.
#[test]
fn the_deletion_of_all_locations_follows_its_sequence() {
    follows(Role::Server, Sequence::DeletionOfAll);
}

/// R-i.4-1.
#[test]
fn a_call_with_all_extensions_follows_its_sequence() {
    follows(Role::Server, Sequence::WithAllExtensions);
}

/// R-i.5-1.
#[test]
fn a_call_with_the_timer_alone_follows_its_sequence() {
    follows(Role::Server, Sequence::WithTimer);
}

/// R-i.6-1.
#[test]
fn a_call_without_extensions_follows_its_sequence() {
    follows(Role::Server, Sequence::Plain);
}

/// R-i.7-1.
#[test]
fn a_call_whose_invite_is_authenticated_follows_its_sequence() {
    follows(Role::Server, Sequence::Authenticated);
}

/// R-i-1: what the sequences fix is the order and the headers that count, not the bytes: played with
/// other tags, branches and ports they hold as well, while an arrow that is missing, changes its place
/// or loses a header that counts is seen.
#[test]
fn the_sequences_are_held_in_order_and_not_byte_by_byte() {
    are_held_in_order_and_not_byte_by_byte();
}
