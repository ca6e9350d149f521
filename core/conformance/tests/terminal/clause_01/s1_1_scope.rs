//! JJ-22.11 §1.1: scope.

use super::*;

/// R-1.1-1: with all that it can do switched on, the terminal calls a peer that can do nothing but
/// the call itself and G.711, talks, and hangs up.
#[test]
fn a_peer_that_knows_only_the_standard_is_called() {
    let mut network = Network::new(vec![first()]);
    let call = network.dial(0, "102");
    network.settle();
    let at = network.last("1> INVITE");
    let supported = network.log[at].header(HeaderName::Supported);
    assert!(supported.is_some_and(|it| it.contains("100rel") && it.contains("timer")));
    network.arrows();
    network.respond(at, "180 Ringing", "p", CONTACT, "");
    network.settle();
    network.respond(at, "200 OK", "p", CONTACT, &sdp(1, 9000, ""));
    network.seconds(1);
    assert_eq!(network.arrows(), ["1> ACK"]);
    let heard_at = |(_, _, to, _): &&_| std::net::SocketAddr::to_string(to) == "192.0.2.2:9000";
    let packets = network.media.iter().filter(heard_at).count();
    assert!((45..=51).contains(&packets), "{packets}");
    network.command(0, Command::HangUp { call });
    network.settle();
    assert_eq!(network.arrows(), ["1> BYE"]);
    let bye = network.last("1> BYE");
    network.respond(bye, "200 OK", "", "", "");
    network.settle();
    network.assert_empty();
}
