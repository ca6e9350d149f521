//! JJ-22.11 §5.7.1: no bursts of INVITEs.

use naisen_conformance::terminal_stage::{START, first};
use naisen_terminal::{Command, Event};

use super::*;

/// R-5.7.1-1: whoever is called, and whatever became of the call before.
#[test]
fn invites_dialled_at_once_go_out_at_their_distance() {
    for (spacing, expected) in [(500, [0, 500, 1000]), (2000, [0, 2000, 4000])] {
        let mut config = first();
        config.max_lines = 3;
        config.invite_spacing = Duration::from_millis(spacing);
        let mut network = Network::new(vec![config]);
        for number in ["102", "103", "102"] {
            network.dial(0, number);
        }
        network.seconds(6);
        let at: Vec<u128> = network
            .log
            .iter()
            .filter(|sent| sent.arrow() == "1> INVITE")
            .map(|sent| sent.at.since(START).as_millis())
            .collect();
        assert_eq!(at, expected);
        network.command(0, Command::HangUpAll);
    }
}

/// R-5.7.1-1: a caller who hangs up before the turn comes sends nothing.
#[test]
fn a_call_given_up_before_its_turn_is_never_sent() {
    let mut network = Network::new(vec![first()]);
    network.dial(0, "102");
    let second = network.dial(0, "103");
    settle(&mut network);
    network.command(0, Command::HangUp { call: second });
    network.seconds(2);
    let invites: Vec<_> = network.arrows().into_iter().collect();
    assert_eq!(invites, ["1> INVITE"]);
    let events = network.events(0);
    assert!(
        events
            .iter()
            .any(|it| matches!(it, Event::Ended { call, .. } if *call == second))
    );
}
