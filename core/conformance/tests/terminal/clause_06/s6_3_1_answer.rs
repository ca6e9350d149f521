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
    let body = ok.body();
    let (_, audio) = body.split_once("m=audio ").expect("the answer");
    let (port, _) = audio.split_once(" RTP/AVP 0\r\n").expect("PCMU");
    let port: u16 = port.parse().expect("a port");
    assert!(matches!(
        network.events(0)[..],
        [Event::Answered { .. }, ..]
    ));
    // The dialog: a request in it is known.
    peer.learn(&network, network.last("1> 200 INVITE"));
    peer.acknowledge(&mut network, peer.cseq, "");
    network.seconds(10);
    assert_eq!(count(&network, "1> 200 INVITE", since), 1);
    // The session: media runs between the ports of the offer and of the answer.
    assert!(network.media.len() > 100);
    for (_, from, to, _) in &network.media {
        assert_eq!((from.port(), to.port()), (port, 9000));
    }
    network.arrows();
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
}

/// R-6.3.1-3, R-6.3.1-4, R-6.3.1-5: an interval without the option in Supported offers nothing that could be
/// required. Without any the call stands, and nothing is refreshed.
#[test]
fn the_200_requires_timer_where_it_was_offered() {
    const INTERVAL: &str = "Session-Expires: 600\r\n";
    for (supported, interval, required) in [
        ("Supported: timer\r\n", INTERVAL, true),
        ("Supported: 100rel, timer\r\n", INTERVAL, true),
        ("Supported: 100rel\r\n", INTERVAL, false),
        ("", INTERVAL, false),
        ("Supported: 100rel\r\n", "", false),
        ("", "", false),
    ] {
        let lines = format!("{PLAIN}{supported}{interval}");
        let (mut network, mut peer, _) = answered(first(), &lines);
        let ok = last(&network, "1> 200 INVITE");
        let require = ok.header(HeaderName::Require);
        assert_eq!(require.as_deref(), required.then_some("timer"), "{lines}");
        let granted = ok.header(HeaderName::SessionExpires).is_some();
        assert_eq!(granted, !interval.is_empty(), "{lines}");
        peer.acknowledge(&mut network, peer.cseq, "");
        network.arrows();
        network.seconds(if granted { 60 } else { 1800 });
        assert_eq!(network.arrows(), [""; 0], "{lines}");
        assert_eq!(network.terminal(0).call_count(), 1);
    }
}
