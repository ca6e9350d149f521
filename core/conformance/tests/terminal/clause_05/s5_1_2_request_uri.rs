//! JJ-22.11 §5.1.2: the Request-URI of the Initial INVITE.

use naisen_conformance::terminal_stage::{first, flow};
use naisen_terminal::{Command, DialledError, Event};

use super::*;

fn request_line(network: &Network) -> String {
    let text = last(network, "1> INVITE").message_text();
    text.lines().next().unwrap_or_default().to_owned()
}

/// R-5.1.2-1, R-5.1.2-2: whatever is dialled becomes a SIP URI with digits, or no call.
#[test]
fn only_digits_are_called_and_only_by_sip() {
    let good = [
        ("102", "102"),
        ("0312345678", "0312345678"),
        ("tel:03-1234-5678", "0312345678"),
        ("sip:9@192.0.2.2", "9"),
    ];
    for (dialled, user) in good {
        let mut network = Network::new(vec![first()]);
        network.dial(0, dialled);
        settle(&mut network);
        let expected = format!("INVITE sip:{user}@192.0.2.2 SIP/2.0");
        assert_eq!(request_line(&network), expected);
    }
    let bad = [
        "alice",
        "*102",
        "+8190",
        "sips:102@192.0.2.2",
        "sip:alice@192.0.2.2",
        "tel:+81312345678",
        "http://192.0.2.2",
    ];
    for dialled in bad {
        let mut network = Network::new(vec![first()]);
        let command = Command::Dial {
            to: dialled.into(),
            presentation: None,
        };
        network.command(0, command);
        network.seconds(1);
        assert!(network.log.is_empty(), "{dialled}");
        let refused = Event::NotDialled {
            to: dialled.into(),
            error: DialledError::NotANumber,
        };
        assert_eq!(network.events(0), [refused]);
    }
}

/// R-5.1.2-3, R-5.1.2-4: the host is the server's as it is set, and a port that is not 5060 is said.
#[test]
fn host_and_port_are_those_of_the_server() {
    for (domain, server, expected) in [
        ("192.0.2.2", PEER, "192.0.2.2"),
        ("pbx.example", PEER, "pbx.example"),
        ("192.0.2.2", "192.0.2.2:5070", "192.0.2.2:5070"),
        ("pbx.example", "192.0.2.2:5070", "pbx.example:5070"),
        ("pbx.example:5080", "192.0.2.2:5080", "pbx.example:5080"),
    ] {
        let mut config = first();
        config.domain = domain.into();
        config.server = flow(US, server);
        let (network, _) = calling_with(config);
        let invite = last(&network, "1> INVITE");
        assert_eq!(invite.to.to_string(), server);
        assert_eq!(
            request_line(&network),
            format!("INVITE sip:102@{expected} SIP/2.0")
        );
        let to = header(invite, naisen_sip::HeaderName::To);
        assert_eq!(to, format!("<sip:102@{domain}>"));
    }
}

/// R-5.1.2-5: we send none, and take an INVITE with or without.
#[test]
fn parameters_of_the_request_uri_are_optional() {
    for parameters in ["", ";user=phone", ";transport=udp;x=y"] {
        let mut network = Network::new(vec![first()]);
        let head = format!(
            "INVITE sip:101@192.0.2.1{parameters} SIP/2.0\r\n\
             Via: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\nFrom: <sip:103@192.0.2.2>;tag=f\r\n\
             To: <sip:101@192.0.2.1>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{CONTACT}"
        );
        network.send(PEER, US, &head, &sdp(1, 2, 9000));
        settle(&mut network);
        assert_eq!(network.arrows(), ["1> 180 INVITE"], "{parameters}");
    }
    let (network, _) = calling();
    assert!(!request_line(&network).contains(';'));
}
