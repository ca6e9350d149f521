//! JJ-22.11 §6.3.1: the answer.

use super::*;

/// R-6.3.1-1, R-6.3.1-2: not before the user answers, and then at once; the answer is in the 200, since
/// nothing was in the 180.
#[test]
fn the_200_comes_when_the_user_answers_and_has_the_description() {
    let (mut network, mut peer, call) = ringing(first(), PLAIN);
    network.seconds(10);
    assert_eq!(network.arrows(), [""; 0]);
    let since = network.now;
    network.command(0, Command::Answer { call });
    assert_eq!(network.sent_at("1> 200 INVITE", since), [0]);
    assert_eq!(last(&network, "1> 180 INVITE").body(), "");
    let ok = last(&network, "1> 200 INVITE");
    assert!(ok.body().contains("m=audio "));
    assert!(matches!(
        network.events(0)[..],
        [Event::Answered { .. }, ..]
    ));
    // The dialog: a request in it is known.
    peer.learn(&network, network.last("1> 200 INVITE"));
    peer.acknowledge(&mut network, peer.cseq, "");
    network.seconds(10);
    assert_eq!(count(&network, "1> 200 INVITE", since), 1);
    network.arrows();
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
}

/// R-6.3.1-3, R-6.3.1-4, R-6.3.1-5
#[test]
fn the_200_requires_timer_where_it_was_offered() {
    for (lines, required) in [
        ("Supported: timer\r\nSession-Expires: 600\r\n", true),
        ("Supported: 100rel, timer\r\nSession-Expires: 600\r\n", true),
        ("Supported: 100rel\r\n", false),
        ("", false),
    ] {
        let (mut network, mut peer, _) = answered(first(), &format!("{PLAIN}{lines}"));
        let ok = last(&network, "1> 200 INVITE");
        let require = ok.header(HeaderName::Require);
        assert_eq!(require.as_deref(), required.then_some("timer"), "{lines}");
        assert_eq!(ok.header(HeaderName::SessionExpires).is_some(), required);
        peer.acknowledge(&mut network, peer.cseq, "");
        network.seconds(60);
        assert_eq!(network.terminal(0).call_count(), 1);
        if !required {
            network.seconds(300);
            assert_eq!(network.terminal(0).call_count(), 1, "nothing expires");
        }
    }
}
