//! JJ-22.11 §2: what the types in the tables mean.

use std::time::Duration;

use naisen_conformance::peer::{CONTACT, PEER, US, sdp};
use naisen_conformance::terminal_stage::{Network, first};
use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::Command;

/// What is seen of `name` in the responses with these arrows to an INVITE with these lines.
fn answered(lines: &str, arrow: &str, name: HeaderName) -> Option<String> {
    let mut network = Network::new(vec![first()]);
    let head = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bKpeer\n\
         From: <sip:102@192.0.2.2>;tag=peer\nTo: <sip:101@192.0.2.1>\nCall-ID: peer\n\
         CSeq: 1 INVITE\nMax-Forwards: 70\n{CONTACT}{lines}"
    );
    network.send(PEER, US, &head, &sdp(1, 9000, ""));
    network.run(Duration::from_millis(100));
    if arrow.contains("200") {
        let call = network.incoming(0);
        network.command(0, Command::Answer { call });
        network.run(Duration::from_millis(100));
    }
    network.log[network.last(arrow)].header(name)
}

/// R-2.1-1: what must be supported appears when its procedure is called for, and otherwise not.
#[test]
fn a_mandatory_capability_is_used_where_it_is_called_for() {
    let timer = "Supported: timer\r\nSession-Expires: 1800\r\n";
    for (lines, arrow, name, expected) in [
        ("", "1> 180 INVITE", HeaderName::RSeq, false),
        (
            "Supported: timer\r\n",
            "1> 180 INVITE",
            HeaderName::Require,
            false,
        ),
        (
            "Supported: 100rel\r\n",
            "1> 180 INVITE",
            HeaderName::RSeq,
            true,
        ),
        (
            "Supported: 100rel\r\n",
            "1> 180 INVITE",
            HeaderName::Require,
            true,
        ),
        (timer, "1> 200 INVITE", HeaderName::SessionExpires, true),
    ] {
        let seen = answered(lines, arrow, name).is_some();
        assert_eq!(seen, expected, "{name} of {lines}");
    }
}

/// R-2.1-1: credentials are mandatory after a challenge, and in no INVITE before it.
#[test]
fn credentials_appear_once_they_are_asked_for() {
    let mut config = first();
    config.credentials = Some(ClientCredentials::with_password("user", "secret"));
    let mut network = Network::new(vec![config]);
    network.dial(0, "102");
    network.settle();
    let at = network.last("1> INVITE");
    let proof = |network: &Network, at: usize| {
        let sent = &network.log[at];
        sent.header(HeaderName::ProxyAuthorization)
    };
    assert_eq!(proof(&network, at), None);
    let challenge = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    network.respond(at, "407 Proxy Authentication Required", "c", challenge, "");
    network.settle();
    let again = network.last("1> INVITE");
    assert!(again != at && proof(&network, again).is_some());
}
