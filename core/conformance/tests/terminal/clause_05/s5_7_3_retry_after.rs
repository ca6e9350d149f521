//! JJ-22.11 §5.7.3: Retry-After.

use naisen_conformance::terminal_stage::first;
use naisen_terminal::{Ended, Event};

use super::*;

const BUSY: &str = "503 Service Unavailable";

/// Dials; whether an INVITE went out, and if not, how many seconds are still to be waited.
fn dial(network: &mut Network, number: &str) -> Result<(), u64> {
    network.events(0);
    network.arrows();
    network.dial(0, number);
    network.settle();
    let arrows = network.arrows();
    let events = network.events(0);
    let waits = events.iter().find_map(|event| match event {
        Event::Ended {
            reason: Ended::AskedToWait { wait },
            ..
        } => Some(wait.as_secs()),
        _ => None,
    });
    match waits {
        Some(seconds) => {
            assert_eq!(arrows, [""; 0]);
            Err(seconds)
        }
        None => {
            assert_eq!(arrows, ["1> INVITE"]);
            respond_with(network, "486 Busy Here", "b", "", "");
            Ok(())
        }
    }
}

/// R-5.7.3-2: to that number nothing goes out before the time has passed, to others at once, whichever
/// refusal asks for it.
#[test]
fn a_server_that_asks_to_wait_is_not_called_again_meanwhile() {
    for status in [
        BUSY,
        "480 Temporarily Unavailable",
        "486 Busy Here",
        "600 Busy",
    ] {
        let (mut network, _) = calling();
        let until = network.now + Duration::from_secs(60);
        respond_with(&mut network, status, "a", "Retry-After: 60\r\n", "");
        assert_eq!(dial(&mut network, "102"), Err(59), "{status}");
        assert_eq!(dial(&mut network, "103"), Ok(()));
        network.run(until.since(network.now) - Duration::from_millis(1));
        assert_eq!(dial(&mut network, "102"), Err(0));
        assert_eq!(dial(&mut network, "102"), Ok(()));
    }
    let (mut network, _) = calling();
    respond_with(&mut network, BUSY, "a", "", "");
    assert_eq!(dial(&mut network, "102"), Ok(()), "nobody asked");
}

/// R-5.7.3-2: a wait that was asked for is not cut short by another one.
#[test]
fn of_two_waits_the_longer_one_counts() {
    for waits in [[5, 60], [60, 5]] {
        let mut network = Network::new(vec![first()]);
        for _ in waits {
            network.dial(0, "102");
        }
        network.seconds(1);
        let sent = network.log.iter().enumerate();
        let invites = sent.filter(|(_, sent)| sent.arrow() == "1> INVITE");
        let invites: Vec<usize> = invites.map(|(index, _)| index).collect();
        assert_eq!(invites.len(), 2);
        for (invite, wait) in invites.into_iter().zip(waits) {
            let lines = format!("Retry-After: {wait}\r\n");
            network.respond(invite, BUSY, "a", &lines, "");
        }
        settle(&mut network);
        assert_eq!(dial(&mut network, "102"), Err(59), "{waits:?}");
    }
}

/// R-5.7.3-2: dialled before the server asked, and still waiting for its turn.
#[test]
fn a_call_that_waits_for_its_turn_waits_for_the_server_too() {
    let mut config = first();
    config.max_lines = 3;
    let mut network = Network::new(vec![config]);
    network.dial(0, "102");
    let second = network.dial(0, "102");
    let other = network.dial(0, "103");
    network.run(Duration::from_millis(20));
    respond_with(&mut network, BUSY, "a", "Retry-After: 60\r\n", "");
    network.seconds(3);
    assert_eq!(network.arrows(), ["1> INVITE", "1> ACK", "1> INVITE"]);
    let events = network.events(0);
    let waits = events.iter().any(|event| {
        matches!(
            event,
            Event::Ended { call, reason: Ended::AskedToWait { .. }, .. } if *call == second
        )
    });
    assert!(waits, "{events:?}");
    let ended = |event: &Event| matches!(event, Event::Ended { call, .. } if *call == other);
    assert!(!events.iter().any(ended));
}
