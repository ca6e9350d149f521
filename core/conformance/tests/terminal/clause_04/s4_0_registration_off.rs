//! JJ-22.11 §4, its footnote: exchanges that need no registration.

use naisen_conformance::terminal_stage::{first, second};
use naisen_terminal::Command;

use super::*;

/// R-4-1: registration switched off, nothing is registered and calls still come about.
#[test]
fn a_terminal_that_does_not_register_still_calls_and_is_called() {
    let mut network = Network::new(vec![first(), second()]);
    network.seconds(100);
    assert_eq!(network.log.len(), 0);
    assert_eq!(network.terminal(0).registration(), None);
    network.dial(0, "102");
    network.settle();
    let call = network.incoming(1);
    network.command(1, Command::Answer { call });
    network.settle();
    let arrows = network.arrows();
    assert!(arrows.contains(&"2> 200 INVITE".into()), "{arrows:?}");
    assert!(arrows.contains(&"1> ACK".into()), "{arrows:?}");
    network.seconds(100);
    assert_eq!(registers(&network).len(), 0);
}
