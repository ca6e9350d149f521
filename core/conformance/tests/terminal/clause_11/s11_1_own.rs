//! JJ-22.11 §11.1: the user hangs up.

use super::*;

/// R-11.1-1: BYE at once, no more media, and nothing is left; the user hears no busy tone.
#[test]
fn hanging_up_sends_bye_and_frees_everything() {
    let (mut network, _, call) = talking(first(), PLAIN);
    assert_eq!(media_of_a_second(&mut network), 50);
    let since = network.now;
    network.command(0, Command::HangUp { call });
    assert_eq!(network.sent_at("1> BYE", since), [0]);
    assert_eq!(network.terminal(0).call_count(), 0);
    assert_eq!(media_of_a_second(&mut network), 0);
    let events = network.events(0);
    assert!(
        matches!(
            &events[..],
            [
                Event::Ended {
                    by: EndedBy::Us,
                    reason: Ended::HungUp,
                    ..
                },
                Event::Hears {
                    hears: Hears::Silence,
                    ..
                }
            ]
        ),
        "{events:?}"
    );
    network.respond(network.last("1> BYE"), "200 OK", "", "", "");
    network.settle();
    assert_eq!(count(&network, "1> BYE", since), 2);
    network.assert_empty();
    assert_eq!(count(&network, "1> BYE", since), 2, "answered");
}

/// R-11.1-1: no BYE where one has come.
#[test]
fn after_the_peers_bye_hanging_up_sends_none() {
    let (mut network, mut peer, call) = talking(first(), PLAIN);
    peer.request(&mut network, "BYE", "", "");
    network.command(0, Command::HangUp { call });
    network.seconds(10);
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
}

/// R-11.1-2: on the only line, in and out: while the BYE is repeated and after it was refused.
#[test]
fn calls_are_made_however_the_bye_fares() {
    for status in ["", "500 Server Internal Error", "481 Call Does Not Exist"] {
        for outgoing in [false, true] {
            let (mut network, _, call) = talking(one_line(), PLAIN);
            network.command(0, Command::HangUp { call });
            network.run(Duration::from_millis(700));
            if !status.is_empty() {
                network.respond(network.last("1> BYE"), status, "", "", "");
                network.settle();
            }
            network.arrows();
            if outgoing {
                network.dial(0, "103");
                network.run(Duration::from_millis(100));
                assert!(
                    network.arrows().contains(&"1> INVITE".to_owned()),
                    "{status}"
                );
            } else {
                expect_room(&mut network, "b");
            }
            let since = network.now;
            network.seconds(3);
            assert_eq!(count(&network, "1> BYE", since) > 0, status.is_empty());
        }
    }
}
