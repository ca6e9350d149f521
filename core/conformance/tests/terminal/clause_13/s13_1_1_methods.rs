//! JJ-22.11 §13.1.1: the methods (JJ-22.11 T13-1).

use std::time::Duration;

use naisen_conformance::peer::{CONTACT, Peer, sdp};
use naisen_sip::HeaderName;
use naisen_terminal::{Command, RegistrationConfig};

use naisen_conformance::call::{ALL, answered, calling, header, ringing, talking, terminal};

/// R-13.1.1-1: sending.
#[test]
fn invite_ack_re_invite_and_bye_are_sent() {
    let (mut network, call, _) = talking(|config| config.policy.update = false, ALL);
    network.command(0, Command::Hold { call });
    network.settle();
    let re_invite = network.last("1> INVITE");
    assert!(
        network.log[re_invite]
            .header(HeaderName::To)
            .is_some_and(|to| to.contains(";tag=p"))
    );
    network.respond(
        re_invite,
        "200 OK",
        "",
        CONTACT,
        &sdp(2, 9000, "a=recvonly\r\n"),
    );
    network.settle();
    network.command(0, Command::HangUp { call });
    network.settle();
    assert_eq!(network.arrows(), ["1> INVITE", "1> ACK", "1> BYE"]);
}

/// R-13.1.1-1: sending.
#[test]
fn cancel_is_sent() {
    let (mut network, call) = calling(|_| {});
    network.respond(0, "180 Ringing", "p", CONTACT, "");
    network.settle();
    network.command(0, Command::HangUp { call });
    network.settle();
    assert_eq!(network.arrows(), ["1> CANCEL"]);
}

/// R-13.1.1-1: receiving. The 200 is not repeated once its ACK has come.
#[test]
fn invite_ack_re_invite_and_bye_are_answered() {
    let (mut network, mut peer) = answered(|_| {}, "");
    let start = network.now;
    network.seconds(5);
    assert_eq!(network.sent_at("1> 200 INVITE", start), [0u128; 0]);
    let cseq = peer.request(&mut network, "INVITE", "", &sdp(2, 9002, ""));
    peer.acknowledge(&mut network, cseq, "");
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 INVITE", "1> 200 BYE"]);
}

/// R-13.1.1-1: receiving.
#[test]
fn cancel_is_answered() {
    let (mut network, mut peer) = ringing(|_| {}, "");
    network.arrows();
    peer.remote = "<sip:101@192.0.2.1>".to_owned();
    peer.again(&mut network, "CANCEL");
    let mut arrows = network.arrows();
    arrows.sort();
    assert_eq!(arrows, ["1> 200 CANCEL", "1> 487 INVITE"]);
}

/// R-13.1.1-2: PRACK goes out for a reliable 1xx only where the INVITE offered 100rel; where it did
/// not, even a peer that sends Require gets none.
#[test]
fn prack_is_sent_only_after_an_offer_of_100rel() {
    for (offered, expected) in [(true, vec!["1> PRACK"]), (false, vec![])] {
        let (mut network, _) = calling(|config| config.policy.rel100 = offered);
        let lines = format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: 5\r\n");
        network.respond(0, "180 Ringing", "p", &lines, "");
        network.seconds(3);
        assert_eq!(network.arrows(), expected, "100rel offered: {offered}");
    }
}

/// R-13.1.1-2: receiving.
#[test]
fn prack_is_answered() {
    let (mut network, mut peer) = ringing(|_| {}, ALL);
    let rseq = header(&network, "1> 180 INVITE", HeaderName::RSeq).expect("a reliable 180");
    let rack = format!("RAck: {rseq} 1 INVITE\r\n");
    network.arrows();
    peer.request(&mut network, "PRACK", &rack, "");
    assert_eq!(network.arrows(), ["1> 200 PRACK"]);
}

/// R-13.1.1-3
#[test]
fn register_is_sent_only_where_a_location_is_to_be_registered() {
    for registers in [true, false] {
        let mut network = terminal(|config| {
            config.registration = registers.then(|| RegistrationConfig::new(config.server));
        });
        network.seconds(60);
        let sent = network.wire.iter().any(|(_, it)| it == "1> REGISTER");
        assert_eq!(sent, registers);
    }
}

/// R-13.1.1-5: UPDATE is answered whether or not we use it ourselves.
#[test]
fn update_is_answered_always() {
    for used in [true, false] {
        let (mut network, _, mut peer) = talking(|config| config.policy.update = used, ALL);
        peer.request(&mut network, "UPDATE", "", &sdp(2, 9002, ""));
        assert_eq!(network.arrows(), ["1> 200 UPDATE"], "in use: {used}");
    }
}

/// R-13.1.1-5: UPDATE is sent only where it is in use here.
#[test]
fn update_is_sent_only_where_it_is_used() {
    for (used, method) in [(true, "1> UPDATE"), (false, "1> INVITE")] {
        let (mut network, call, _) = talking(|config| config.policy.update = used, ALL);
        network.command(0, Command::Hold { call });
        network.run(Duration::from_millis(100));
        assert_eq!(network.arrows(), [method]);
    }
}

/// R-13.1.1-6: what is out of scope is answered, and ends nothing.
#[test]
fn other_methods_are_answered_and_end_nothing() {
    let (mut network, _, mut peer) = talking(|_| {}, ALL);
    for method in ["OPTIONS", "INFO", "MESSAGE"] {
        peer.request(&mut network, method, "", "");
    }
    assert_eq!(
        network.arrows(),
        ["1> 200 OPTIONS", "1> 405 INFO", "1> 405 MESSAGE"]
    );
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
    // Outside of any call, too.
    let mut stranger = Peer::calling("sip:101@192.0.2.1", "asks");
    stranger.request(&mut network, "OPTIONS", "", "");
    assert_eq!(network.arrows(), ["1> 200 OPTIONS"]);
}
