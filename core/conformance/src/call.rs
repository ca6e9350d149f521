//! Calls between a terminal and a hand-written peer, each brought to a state.

use std::time::Duration;

use naisen_sip::HeaderName;
use naisen_terminal::{AnswerMode, CallId, Command, Config, Event};

use crate::peer::{CONTACT, Peer, sdp};
use crate::terminal_stage::{Network, first};

/// All that a peer may use.
pub const ALL: &str =
    "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n";

/// A terminal with this change of its settings.
pub fn terminal(change: impl FnOnce(&mut Config)) -> Network {
    let mut config = first();
    change(&mut config);
    Network::new(vec![config])
}

/// A terminal that calls 102; its INVITE is the first message of the log.
pub fn calling(change: impl FnOnce(&mut Config)) -> (Network, CallId) {
    let mut network = terminal(change);
    let call = network.dial(0, "102");
    network.run(Duration::from_millis(100));
    network.events(0);
    network.arrows();
    (network, call)
}

/// A terminal whose call is answered with these lines, and the peer that it talks with.
pub fn talking(change: impl FnOnce(&mut Config), lines: &str) -> (Network, CallId, Peer) {
    let (mut network, call) = calling(change);
    let lines = format!("{CONTACT}{lines}");
    network.respond(0, "200 OK", "p", &lines, &sdp(1, 9000, ""));
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK"]);
    network.events(0);
    let peer = Peer::called(&network, 0, "p");
    (network, call, peer)
}

/// A terminal that rings for a call with these lines in its INVITE, and the caller.
pub fn ringing(change: impl FnOnce(&mut Config), lines: &str) -> (Network, Peer) {
    let mut network = terminal(|config| {
        config.answer = AnswerMode::Manual;
        change(config);
    });
    let mut peer = Peer::calling("sip:101@192.0.2.1", "caller");
    peer.request(&mut network, "INVITE", lines, &sdp(1, 9000, ""));
    let ringing = network.last("1> 180 INVITE");
    peer.learn(&network, ringing);
    (network, peer)
}

/// The terminal's user answers the call that came in.
pub fn answer(network: &mut Network) {
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.run(Duration::from_millis(50));
}

/// A terminal that has answered such a call, and the caller.
pub fn answered(change: impl FnOnce(&mut Config), lines: &str) -> (Network, Peer) {
    let (mut network, mut peer) = ringing(change, lines);
    if network.log[network.last("1> 180 INVITE")]
        .header(HeaderName::Require)
        .is_some()
    {
        let rseq = network.log[network.last("1> 180 INVITE")].header(HeaderName::RSeq);
        let rack = format!("RAck: {} 1 INVITE\r\n", rseq.expect("RSeq"));
        peer.request(&mut network, "PRACK", &rack, "");
    }
    answer(&mut network);
    peer.acknowledge(&mut network, 1, "");
    network.arrows();
    network.events(0);
    (network, peer)
}

/// The status and the events of a call's end.
pub fn ended(network: &mut Network) -> Option<Event> {
    network
        .events(0)
        .into_iter()
        .find(|event| matches!(event, Event::Ended { .. }))
}

/// The value of a header of the last message with this arrow.
pub fn header(network: &Network, arrow: &str, name: HeaderName) -> Option<String> {
    network.log[network.last(arrow)].header(name)
}

/// Whether the last message with this arrow lists a token.
pub fn lists(network: &Network, arrow: &str, name: HeaderName, token: &str) -> bool {
    network.log[network.last(arrow)]
        .message()
        .has_token(name, token)
}
