//! JJ-22.11 §11.2: the peer hangs up.

use super::*;

/// R-11.2-1, R-11.2-2: 200, no more media, busy tone for its time, and nothing is left.
#[test]
fn a_bye_gets_200_and_whoever_is_left_hears_busy_tone() {
    let (mut network, mut peer, _) = talking(first(), PLAIN);
    assert_eq!(media_of_a_second(&mut network), 50);
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
    assert_eq!(media_of_a_second(&mut network), 0);
    assert_eq!(network.terminal(0).call_count(), 0);
    let events = network.events(0);
    assert!(
        matches!(
            &events[..],
            [
                Event::Ended {
                    by: EndedBy::Peer,
                    reason: Ended::HungUp,
                    ..
                },
                Event::Hears {
                    hears: Hears::Busy,
                    ..
                }
            ]
        ),
        "{events:?}"
    );
    network.seconds(5);
    assert!(matches!(
        network.events(0)[..],
        [Event::Hears {
            hears: Hears::Silence,
            ..
        }]
    ));
    network.assert_empty();
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 481 BYE"], "the dialog is gone");
}
