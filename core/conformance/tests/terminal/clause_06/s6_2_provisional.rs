//! JJ-22.11 §6.2: 1xx.

use naisen_sip::StatusCode;
use naisen_terminal::AnswerMode;

use super::*;

/// R-6.2.1-1: at once, and a repeated INVITE brings the 180 again and no second call.
#[test]
fn the_100_comes_at_once_and_stops_the_repeats() {
    let mut network = Network::new(vec![first()]);
    let since = network.now;
    call_in(&mut network, "a", PLAIN);
    assert_eq!(network.sent_at("1> 100 INVITE", since), [0]);
    assert!(!header(last(&network, "1> 100 INVITE"), HeaderName::To).contains("tag="));
    assert!(matches!(network.events(0)[..], [Event::Incoming { .. }]));
    let (again, sent) = (network.now, network.log.len());
    call_in(&mut network, "a", PLAIN);
    assert_eq!(network.sent_at("1> 180 INVITE", again), [0]);
    assert_eq!(network.log.len(), sent, "nothing else, and no other 180");
    assert_eq!(network.events(0), []);
    assert_eq!(network.terminal(0).call_count(), 1);
}

/// R-6.2.1-2, R-6.2.1-3: the 180, its repeats and the 200; another call has another tag.
#[test]
fn a_call_has_one_tag_of_ours() {
    for lines in [PLAIN, RELIABLE] {
        let (mut network, _, call) = ringing(first(), lines);
        let ours = tag(last(&network, "1> 180 INVITE"));
        let invite = network.log.len();
        network.seconds(2);
        // A repeat is told from a new message by its bytes: there is none.
        assert_eq!(network.log.len(), invite, "what is repeated is the same");
        network.command(0, Command::Answer { call });
        network.run(Duration::from_millis(50));
        assert_eq!(tag(last(&network, "1> 200 INVITE")), ours);
        call_in(&mut network, "b", lines);
        assert_ne!(tag(last(&network, "1> 180 INVITE")), ours);
    }
}

/// R-6.2.1-4, R-6.2.1-5, R-6.2.1-6, R-8.1-3, R-8.2-1: 100rel and nothing else is required, if offered;
/// without it the call completes all the same.
#[test]
fn a_1xx_requires_100rel_where_it_was_offered() {
    for (supported, reliable) in [
        ("Supported: 100rel\r\n", true),
        ("Supported: timer, 100rel, norefersub\r\n", true),
        ("Supported: timer\r\n", false),
        ("Supported: \r\n", false),
        ("", false),
    ] {
        let lines = format!("Allow: INVITE, ACK, CANCEL, BYE, PRACK\r\n{supported}");
        let (mut network, mut peer, call) = ringing(first(), &lines);
        let since = network.now;
        let ringing = last(&network, "1> 180 INVITE");
        let require = ringing.header(HeaderName::Require);
        assert_eq!(require.as_deref(), reliable.then_some("100rel"), "{lines}");
        assert_eq!(ringing.header(HeaderName::RSeq).is_some(), reliable);
        let trying = last(&network, "1> 100 INVITE");
        assert_eq!(trying.header(HeaderName::Require), None);
        assert_eq!(trying.header(HeaderName::RSeq), None);
        network.seconds(2);
        assert_eq!(count(&network, "1> 180 INVITE", since) > 0, reliable);
        network.command(0, Command::Answer { call });
        network.run(Duration::from_millis(50));
        assert_eq!(network.arrows(), ["1> 200 INVITE"]);
        peer.learn(&network, network.last("1> 200 INVITE"));
        peer.acknowledge(&mut network, peer.cseq, "");
        network.seconds(60);
        assert_eq!(network.terminal(0).call_count(), 1);
    }
}

/// R-8.1-3: not where it is switched off here.
#[test]
fn without_100rel_here_the_180_is_plain() {
    let mut config = first();
    config.policy.rel100 = false;
    let (network, _, _) = ringing(config, RELIABLE);
    let ringing = last(&network, "1> 180 INVITE");
    assert_eq!(ringing.header(HeaderName::Require), None);
    assert_eq!(ringing.header(HeaderName::RSeq), None);
}

/// R-6.2.2-1: what does not ring has no 180.
#[test]
fn there_is_no_180_without_a_bell() {
    let mut refusing = first();
    refusing.answer = AnswerMode::Refuse(StatusCode::TEMPORARILY_UNAVAILABLE);
    let mut network = Network::new(vec![refusing]);
    call_in(&mut network, "a", PLAIN);
    assert_eq!(network.arrows(), ["1> 480 INVITE"]);
    assert_eq!(network.events(0), []);
    let (mut network, _, _) = talking(one_line(), PLAIN);
    call_in(&mut network, "b", PLAIN);
    assert_eq!(network.arrows(), ["1> 486 INVITE"]);
    assert_eq!(network.events(0), []);
}

/// R-6.2.2-2
#[test]
fn the_180_comes_with_the_bell() {
    let mut network = Network::new(vec![first()]);
    let since = network.now;
    let mut peer = Peer::calling(NUMBER, "a");
    peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
    assert!(matches!(network.events(0)[..], [Event::Incoming { .. }]));
    for arrow in ["1> 100 INVITE", "1> 180 INVITE"] {
        assert_eq!(network.sent_at(arrow, since), [0], "{arrow}");
    }
}
