//! JJ-22.11 §8.2: the callee's reliable 1xx.

use naisen_terminal::{Ended, Event};

use super::*;

/// R-8.2-2, R-8.2-4: at T1, doubled each time, for 64*T1; then 500, and the call is over.
#[test]
fn a_180_is_repeated_until_it_is_given_up_with_500() {
    let mut network = Network::new(vec![first()]);
    let since = network.now;
    crate::clause_06::call_in(&mut network, "a", RELIABLE);
    network.events(0);
    network.run(Duration::from_millis(31_850));
    let at = [0, 500, 1500, 3500, 7500, 15_500, 31_500];
    assert_eq!(network.sent_at("1> 180 INVITE", since), at);
    assert_eq!(network.sent_at("1> 500 INVITE", since), []);
    network.run(Duration::from_millis(100));
    assert_eq!(network.sent_at("1> 500 INVITE", since), [32_000]);
    assert_eq!(network.terminal(0).call_count(), 0);
    let ended = |event: &Event| {
        matches!(
            event,
            Event::Ended {
                reason: Ended::NotAcknowledged,
                ..
            }
        )
    };
    assert!(network.events(0).iter().any(ended));
    network.seconds(5);
    assert_eq!(network.sent_at("1> 180 INVITE", since).len(), 7);
}

/// R-8.2-2, R-8.2-3: number, CSeq and method of RAck have to be those of the 1xx.
#[test]
fn a_prack_counts_if_it_names_the_180() {
    for (rack, status) in [
        ("1 1 INVITE", 200),
        ("2 1 INVITE", 481),
        ("0 1 INVITE", 481),
        ("1 2 INVITE", 481),
        ("1 1 UPDATE", 481),
    ] {
        let (mut network, mut peer, _) = ringing(first(), RELIABLE);
        let ringing = last(&network, "1> 180 INVITE");
        assert_eq!(header(ringing, HeaderName::RSeq), "1");
        assert_eq!(header(ringing, HeaderName::CSeq), "1 INVITE");
        peer.learn(&network, network.last("1> 180 INVITE"));
        peer.request(&mut network, "PRACK", &format!("RAck: {rack}\r\n"), "");
        assert_eq!(network.arrows(), [format!("1> {status} PRACK")], "{rack}");
        let since = network.now;
        network.seconds(5);
        let repeats = network.sent_at("1> 180 INVITE", since).len();
        assert_eq!(repeats == 0, status == 200, "{rack}");
        network.seconds(40);
        assert_eq!(
            network.terminal(0).call_count() == 1,
            status == 200,
            "{rack}"
        );
    }
}

/// R-8.2-3: a PRACK that comes when the call is answered already is held against the 180 all the same, once.
#[test]
fn a_late_prack_counts_if_it_names_the_180() {
    let (mut network, mut peer, _) = answered(first(), RELIABLE);
    peer.acknowledge(&mut network, peer.cseq, "");
    network.arrows();
    for (rack, status) in [
        ("2 1 INVITE", 481),
        ("1 1 INVITE", 200),
        ("1 1 INVITE", 481),
    ] {
        peer.request(&mut network, "PRACK", &format!("RAck: {rack}\r\n"), "");
        assert_eq!(network.arrows(), [format!("1> {status} PRACK")], "{rack}");
    }
    assert_eq!(network.terminal(0).call_count(), 1);
}
