//! JJ-22.11 §5.7.1: no bursts of INVITEs.

use naisen_conformance::terminal_stage::{START, first};
use naisen_sip::digest::ClientCredentials;
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

/// R-5.7.1-2: whichever header names the realm, and whichever realms were answered in between.
#[test]
fn a_password_goes_out_again_only_for_a_stale_nonce_or_another_realm() {
    const PROXY: &str = "407 Proxy Authentication Required";
    const WWW: &str = "401 Unauthorized";
    const KNOWN: &str = "Authenticate: Digest realm=\"pbx\", nonce=\"n-2\"";
    const OTHER: &str = "Authenticate: Digest realm=\"far\", nonce=\"n-2\"";
    for (status, lines, again) in [
        (PROXY, format!("Proxy-{KNOWN}\r\n"), false),
        (PROXY, format!("Proxy-{KNOWN}, stale=FALSE\r\n"), false),
        (PROXY, format!("Proxy-{KNOWN}, stale=TRUE\r\n"), true),
        (PROXY, format!("Proxy-{OTHER}\r\n"), true),
        (PROXY, format!("Proxy-{KNOWN}\r\nProxy-{OTHER}\r\n"), true),
        (PROXY, format!("WWW-{OTHER}\r\n"), true),
        (WWW, format!("WWW-{OTHER}\r\n"), true),
        (WWW, format!("WWW-{KNOWN}\r\n"), false),
    ] {
        let mut config = first();
        config.credentials = Some(ClientCredentials::with_password("101", "secret"));
        let (mut network, _) = calling_with(config);
        let challenge = format!("Proxy-{KNOWN}\r\n").replace("n-2", "n-1");
        respond_with(&mut network, PROXY, "a", &challenge, "");
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
        respond_with(&mut network, status, "a", &lines, "");
        let expected: &[&str] = match again {
            true => &["1> ACK", "1> INVITE"],
            false => &["1> ACK"],
        };
        assert_eq!(network.arrows(), expected, "{status} {lines}");
        if again {
            respond_with(&mut network, PROXY, "a", &challenge, "");
            assert_eq!(network.arrows(), ["1> ACK"], "after {status} {lines}");
        }
    }
}
