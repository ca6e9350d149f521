//! JJ-22.11 §6.7: the caller gives up.

use naisen_terminal::{Ended, EndedBy, Hears};

use super::*;

fn expect_given_up(network: &mut Network, wanted: CallId) -> Vec<Hears> {
    let events = network.events(0);
    let ended = |event: &Event| {
        matches!(event, Event::Ended { call, by: EndedBy::Peer, reason: Ended::GivenUp, .. }
            if *call == wanted)
    };
    assert_eq!(
        events.iter().filter(|it| ended(it)).count(),
        1,
        "{events:?}"
    );
    events
        .iter()
        .filter_map(|event| match event {
            Event::Hears { hears, .. } => Some(*hears),
            _ => None,
        })
        .collect()
}

/// R-6.7-1, R-6.7.1-1, R-6.7.1-2: by CANCEL or BYE, with a reliable 180 or a plain one; one tag in all
/// responses.
#[test]
fn a_call_that_is_given_up_gets_487_and_stops_ringing() {
    for lines in [PLAIN, RELIABLE] {
        for method in ["CANCEL", "BYE"] {
            let (mut network, mut peer, call) = ringing(first(), lines);
            network.seconds(3);
            if method == "BYE" {
                peer.learn(&network, network.last("1> 180 INVITE"));
                peer.request(&mut network, "BYE", "", "");
            } else {
                peer.again(&mut network, "CANCEL");
            }
            let ok = format!("1> 200 {method}");
            assert_eq!(network.arrows(), [&*ok, "1> 487 INVITE"]);
            let ours = tag(last(&network, "1> 180 INVITE"));
            assert_eq!(tag(last(&network, &ok)), ours);
            assert_eq!(tag(last(&network, "1> 487 INVITE")), ours);
            assert_eq!(
                expect_given_up(&mut network, call),
                [],
                "nobody had answered"
            );
            assert_eq!(network.terminal(0).call_count(), 0);
            let since = network.now;
            network.seconds(40);
            assert_eq!(count(&network, "1> 180 INVITE", since), 0);
            network.assert_empty();
        }
    }
}

/// R-6.7-1: BYE between our 200 and its ACK.
#[test]
fn a_bye_before_the_ack_ends_the_call() {
    let (mut network, mut peer, _) = answered(first(), PLAIN);
    network.arrows();
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
    let ended = |event: &Event| {
        matches!(
            event,
            Event::Ended {
                by: EndedBy::Peer,
                ..
            }
        )
    };
    assert!(network.events(0).iter().any(ended));
    network.assert_empty();
}

/// R-6.7-1: between our refusal and its ACK; CANCEL is answered, and there is no dialog for BYE any more.
#[test]
fn what_gives_up_a_refused_call_changes_nothing() {
    for method in ["CANCEL", "BYE"] {
        let (mut network, mut peer, call) = ringing(first(), PLAIN);
        let mut in_dialog = peer.clone();
        in_dialog.learn(&network, network.last("1> 180 INVITE"));
        let since = network.now;
        network.command(0, Command::HangUp { call });
        network.run(Duration::from_millis(100));
        network.events(0);
        network.arrows();
        if method == "BYE" {
            in_dialog.request(&mut network, "BYE", "", "");
            assert_eq!(network.arrows(), ["1> 481 BYE"]);
        } else {
            peer.again(&mut network, "CANCEL");
            assert_eq!(network.arrows(), ["1> 200 CANCEL"]);
        }
        assert_eq!(network.events(0), []);
        network.run(Duration::from_millis(400));
        assert_eq!(count(&network, "1> 486 INVITE", since), 2, "{method}");
        peer.remote = header(last(&network, "1> 486 INVITE"), HeaderName::To);
        peer.again(&mut network, "ACK");
        network.seconds(40);
        assert_eq!(count(&network, "1> 486 INVITE", since), 2, "{method}");
        network.assert_empty();
    }
}

/// R-6.7.1-3: on the only line, one that comes in and one of the user.
#[test]
fn a_call_is_taken_while_the_487_of_another_is_repeated() {
    for expect_new_call in NEW_CALLS {
        let (mut network, mut peer, _) = ringing(one_line(), PLAIN);
        let since = network.now;
        peer.again(&mut network, "CANCEL");
        network.seconds(1);
        assert_eq!(count(&network, "1> 487 INVITE", since), 2);
        expect_new_call(&mut network);
        network.seconds(3);
        assert_eq!(count(&network, "1> 487 INVITE", since), 4);
    }
}

/// R-6.7.2-1, R-6.7.2-2: 200 to the CANCEL and nothing else; busy tone at once; ACK and BYE are taken.
#[test]
fn a_cancel_after_the_200_changes_nothing_and_brings_busy_tone() {
    let (mut network, mut before, call) = ringing(first(), PLAIN);
    network.command(0, Command::Answer { call });
    network.run(Duration::from_millis(50));
    let since = network.now;
    before.again(&mut network, "CANCEL");
    assert_eq!(network.arrows(), ["1> 200 INVITE", "1> 200 CANCEL"]);
    assert_eq!(
        expect_given_up(&mut network, call),
        [Hears::Talk, Hears::Busy]
    );
    network.seconds(1);
    assert!(
        count(&network, "1> 200 INVITE", since) > 0,
        "the ACK is awaited"
    );
    let mut peer = before.clone();
    peer.learn(&network, network.last("1> 200 INVITE"));
    peer.acknowledge(&mut network, peer.cseq, "");
    let acknowledged = network.now;
    network.seconds(2);
    assert_eq!(count(&network, "1> 200 INVITE", acknowledged), 0);
    assert_eq!(network.arrows(), [""; 0], "the BYE is awaited");
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
    network.assert_empty();
}

/// R-6.7.2-1: should the BYE never come, ours ends the session after the busy tone.
#[test]
fn after_a_late_cancel_the_session_is_ended_in_the_end() {
    let (mut network, mut before, call) = ringing(first(), PLAIN);
    network.command(0, Command::Answer { call });
    before.again(&mut network, "CANCEL");
    let mut peer = before.clone();
    peer.learn(&network, network.last("1> 200 INVITE"));
    peer.acknowledge(&mut network, peer.cseq, "");
    network.arrows();
    network.seconds(10);
    assert_eq!(network.arrows(), ["1> BYE"]);
}

/// R-6.7.2-3: while the 200 is repeated, and while the BYE is awaited; on the only line, one that comes in and
/// one of the user.
#[test]
fn a_call_is_taken_after_a_late_cancel() {
    for acknowledged in [false, true] {
        for expect_new_call in NEW_CALLS {
            let (mut network, mut before, call) = ringing(one_line(), PLAIN);
            network.command(0, Command::Answer { call });
            before.again(&mut network, "CANCEL");
            if acknowledged {
                let mut peer = before.clone();
                peer.learn(&network, network.last("1> 200 INVITE"));
                peer.acknowledge(&mut network, peer.cseq, "");
            }
            let since = network.now;
            expect_new_call(&mut network);
            network.seconds(1);
            let repeated = count(&network, "1> 200 INVITE", since) > 0;
            assert_eq!(repeated, !acknowledged);
            assert_eq!(count(&network, "1> BYE", since), 0, "it is still open");
        }
    }
}

/// R-6.7.2-1: a caller who gave up is not spoken to, although its ACK brings an answer.
#[test]
fn after_a_late_cancel_an_answer_in_the_ack_connects_nothing() {
    let mut network = Network::new(vec![first()]);
    let mut before = Peer::calling(NUMBER, "a");
    before.request(&mut network, "INVITE", PLAIN, "");
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    before.again(&mut network, "CANCEL");
    let mut peer = before.clone();
    peer.learn(&network, network.last("1> 200 INVITE"));
    peer.acknowledge(&mut network, peer.cseq, &sdp(1, 9000, ""));
    network.seconds(1);
    assert!(network.media.is_empty());
    network.assert_empty();
}
