//! JJ-22.11 §6: incoming calls.

use std::time::Duration;

use naisen_conformance::peer::{Peer, sdp};
use naisen_conformance::terminal_stage::{Network, Sent, first};
use naisen_node::Time;
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command, Config, Event, RegistrationConfig};

mod s6_1_1_invite;
mod s6_1_2_request_uri;
mod s6_2_provisional;
mod s6_3_1_answer;
mod s6_4_refusal;
mod s6_7_abandonment;
mod s6_8_1_contact;

/// What a caller without extensions says of itself.
pub(crate) const PLAIN: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\n";
/// What one with 100rel says.
pub(crate) const RELIABLE: &str =
    "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel\r\n";
/// The address of record of the terminal.
pub(crate) const NUMBER: &str = "sip:101@192.0.2.1";

/// A caller of the terminal; its INVITE has arrived 100 ms ago.
pub(crate) fn call_in(network: &mut Network, name: &str, lines: &str) -> Peer {
    let mut peer = Peer::calling(NUMBER, name);
    peer.request(network, "INVITE", lines, &sdp(1, 9000, ""));
    peer
}

/// A terminal where a call rings.
pub(crate) fn ringing(config: Config, lines: &str) -> (Network, Peer, CallId) {
    let mut network = Network::new(vec![config]);
    let peer = call_in(&mut network, "a", lines);
    let call = network.incoming(0);
    network.events(0);
    network.arrows();
    (network, peer, call)
}

/// The same one turn later: it is answered, and not yet acknowledged.
pub(crate) fn answered(config: Config, lines: &str) -> (Network, Peer, CallId) {
    let (mut network, mut peer, call) = ringing(config, lines);
    network.command(0, Command::Answer { call });
    network.run(Duration::from_millis(50));
    peer.learn(&network, network.last("1> 200 INVITE"));
    (network, peer, call)
}

/// A call that talks.
pub(crate) fn talking(config: Config, lines: &str) -> (Network, Peer, CallId) {
    let (mut network, mut peer, call) = answered(config, lines);
    peer.acknowledge(&mut network, peer.cseq, "");
    network.arrows();
    network.events(0);
    (network, peer, call)
}

/// A terminal with one line.
pub(crate) fn one_line() -> Config {
    let mut config = first();
    config.max_lines = 1;
    config
}

/// A terminal that is registered, and the URI of its Contact.
pub(crate) fn registered(
    mut config: Config,
    change: impl FnOnce(&mut RegistrationConfig),
) -> (Network, String) {
    let mut registration = RegistrationConfig::new(config.server);
    registration.delete_all_on_start = false;
    change(&mut registration);
    config.registration = Some(registration);
    let mut network = Network::new(vec![config]);
    network.settle();
    let register = network.last("1> REGISTER");
    let contact = header(&network.log[register], HeaderName::Contact);
    let lines = format!("Contact: {contact};expires=3600\r\n");
    network.respond(register, "200 OK", "r", &lines, "");
    network.settle();
    network.arrows();
    (network, contact.trim_matches(['<', '>']).to_owned())
}

/// The message with this arrow that was sent last.
pub(crate) fn last<'a>(network: &'a Network, arrow: &str) -> &'a Sent {
    &network.log[network.last(arrow)]
}

/// A header that a message must have.
pub(crate) fn header(sent: &Sent, name: HeaderName) -> String {
    sent.header(name)
        .unwrap_or_else(|| panic!("no {name} in {}", sent.message_text()))
}

/// The tag of ours in To.
pub(crate) fn tag(sent: &Sent) -> String {
    let to = header(sent, HeaderName::To);
    let (_, tag) = to.split_once(";tag=").expect("a tag");
    tag.to_owned()
}

/// Another caller rings here.
#[track_caller]
pub(crate) fn expect_room(network: &mut Network, name: &str) {
    network.arrows();
    network.events(0);
    let since = network.now;
    call_in(network, name, PLAIN);
    assert_eq!(network.sent_at("1> 180 INVITE", since).len(), 1, "{name}");
    let rings = |event: &Event| matches!(event, Event::Incoming { .. });
    assert!(network.events(0).iter().any(rings), "{name}");
}

/// The user can call somebody from here.
#[track_caller]
fn expect_way_out(network: &mut Network) {
    let since = network.now;
    network.dial(0, "103");
    network.run(Duration::from_millis(100));
    assert_eq!(network.sent_at("1> INVITE", since), [0]);
}

/// Another call, which comes in or is the user's own: with one line there is room for one of them.
pub(crate) const NEW_CALLS: [fn(&mut Network); 2] =
    [|network| expect_room(network, "b"), expect_way_out];

/// How often this was sent since then.
pub(crate) fn count(network: &Network, arrow: &str, since: Time) -> usize {
    network.sent_at(arrow, since).len()
}
