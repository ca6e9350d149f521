//! JJ-22.11 §6.1.1: what a new call is.

use super::*;

/// R-6.1.1-1: without tag in To; with one it names a dialog, which we do not have.
#[test]
fn an_invite_without_tag_is_a_new_call_and_one_with_a_tag_is_not() {
    for (tag, expected) in [("", "1> 180 INVITE"), (";tag=x", "1> 481 INVITE")] {
        let mut network = Network::new(vec![first()]);
        let mut peer = Peer::calling(NUMBER, "a");
        peer.remote.push_str(tag);
        peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
        assert_eq!(network.arrows()[0], expected);
        assert_eq!(
            network.terminal(0).call_count(),
            usize::from(tag.is_empty())
        );
    }
}

/// R-6.1.1-2
#[test]
fn a_call_gets_100_and_then_rings() {
    let mut network = Network::new(vec![first()]);
    call_in(&mut network, "a", PLAIN);
    let arrows: Vec<&str> = network.wire.iter().map(|(_, arrow)| &**arrow).collect();
    assert_eq!(arrows, ["1> 100 INVITE", "1> 180 INVITE"]);
    assert_eq!(network.terminal(0).call_count(), 1);
}

/// R-6.1.1-3: on the only line, while the BYE of the call before is repeated.
#[test]
fn a_call_rings_while_the_end_of_another_is_open() {
    let (mut network, _, call) = talking(one_line(), PLAIN);
    let since = network.now;
    network.command(0, Command::HangUp { call });
    network.seconds(1);
    assert_eq!(count(&network, "1> BYE", since), 2);
    expect_room(&mut network, "b");
    network.seconds(4);
    assert_eq!(count(&network, "1> BYE", since), 4);
}
