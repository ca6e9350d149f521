//! JJ-22.11 §8: 100rel as a whole.

use naisen_conformance::call::{answer, answered, calling, header, lists, ringing};
use naisen_conformance::peer::{CONTACT, Peer, sdp};
use naisen_conformance::terminal_stage::{Network, first, second};
use naisen_sip::HeaderName;
use naisen_terminal::Command;

/// The lines of a peer that has 100rel.
const ALL: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel\r\n";

/// R-8-1
#[test]
fn two_terminals_acknowledge_the_180_to_each_other() {
    let mut network = Network::new(vec![first(), second()]);
    network.dial(0, "102");
    network.settle();
    assert_eq!(
        network.arrows(),
        ["1> INVITE", "2> 180 INVITE", "1> PRACK", "2> 200 PRACK"]
    );
    let call = network.incoming(1);
    network.command(1, Command::Answer { call });
    network.settle();
    assert_eq!(network.arrows(), ["2> 200 INVITE", "1> ACK"]);
}

/// R-8-2: switched off, it is neither offered nor used, on either side, and the call is made.
#[test]
fn switched_off_it_is_not_used() {
    let (mut network, _) = calling(|config| config.policy.rel100 = false);
    assert!(!lists(
        &network,
        "1> INVITE",
        HeaderName::Supported,
        "100rel"
    ));
    assert!(!lists(&network, "1> INVITE", HeaderName::Allow, "PRACK"));
    network.respond(0, "200 OK", "p", CONTACT, &sdp(1, 9000, ""));
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK"]);
    let (mut network, mut peer) = ringing(|config| config.policy.rel100 = false, ALL);
    for absent in [HeaderName::Require, HeaderName::RSeq] {
        assert_eq!(header(&network, "1> 180 INVITE", absent), None);
    }
    answer(&mut network);
    assert!(!lists(
        &network,
        "1> 200 INVITE",
        HeaderName::Supported,
        "100rel"
    ));
    peer.acknowledge(&mut network, 1, "");
    network.arrows();
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
}

/// R-8-2: whatever lists our methods lists PRACK where it is switched on, and nowhere where it is off.
#[test]
fn every_allow_has_prack_by_the_setting() {
    for (within, method, statuses) in [
        (true, "INVITE", &[180, 200][..]),
        (true, "OPTIONS", &[200]),
        (true, "INFO", &[405]),
        (false, "OPTIONS", &[200]),
        (false, "MESSAGE", &[405]),
    ] {
        for rel100 in [true, false] {
            let (mut network, mut peer) = answered(|config| config.policy.rel100 = rel100, ALL);
            if !within {
                peer = Peer::calling("sip:101@192.0.2.1", "stranger");
            }
            if method != "INVITE" {
                peer.request(&mut network, method, "", "");
            }
            for status in statuses {
                let arrow = format!("1> {status} {method}");
                let has = |listed| lists(&network, &arrow, HeaderName::Allow, listed);
                assert_eq!((has("BYE"), has("PRACK")), (true, rel100), "{arrow}");
            }
        }
    }
}
