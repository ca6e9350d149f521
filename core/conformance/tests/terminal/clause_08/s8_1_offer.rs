//! JJ-22.11 §8.1: 100rel is offered, not demanded.

use super::*;

/// R-8.1-1, R-8.1-2
#[test]
fn an_invite_supports_100rel_and_requires_nothing() {
    let network = calling();
    let invite = last(&network, "1> INVITE");
    let supported = header(invite, HeaderName::Supported);
    assert!(
        supported.split(',').any(|tag| tag.trim() == "100rel"),
        "{supported}"
    );
    assert_eq!(invite.header(HeaderName::Require), None);
}

/// R-8.1-1: a callee that decides against it is not sent PRACK.
#[test]
fn a_plain_180_is_not_acknowledged() {
    let mut network = calling();
    let lines = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE\r\n";
    network.respond(network.last("1> INVITE"), "180 Ringing", "b", lines, "");
    network.settle();
    assert_eq!(network.arrows(), [""; 0]);
}
