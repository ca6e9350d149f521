//! JJ-22.11 §5.1.1: the Initial INVITE.

use naisen_agent::TimerPolicy;
use naisen_conformance::terminal_stage::{first, flow};
use naisen_sip::HeaderName;
use naisen_terminal::{Command, Event, RegistrationConfig};

use super::*;

/// R-5.1.1-1: REGISTER goes elsewhere; the host of what is called may be another one as well.
#[test]
fn a_call_goes_to_the_server_and_not_to_the_registrar() {
    for (domain, dialled) in [
        ("192.0.2.2", "102"),
        ("pbx.example", "102"),
        ("192.0.2.77", "102"),
        ("192.0.2.2", "sip:9@192.0.2.77:5099"),
    ] {
        let mut config = first();
        config.domain = domain.into();
        config.registration = Some(RegistrationConfig::new(flow(US, "192.0.2.9:5060")));
        let mut network = Network::new(vec![config]);
        network.dial(0, dialled);
        settle(&mut network);
        let to = |arrow| last(&network, arrow).to.to_string();
        assert_eq!(to("1> INVITE"), PEER, "{domain} {dialled}");
        assert_eq!(to("1> REGISTER"), "192.0.2.9:5060");
    }
}

/// R-5.1.1-3: the BYE of the call before is being repeated.
#[test]
fn a_new_call_is_placed_while_the_last_one_has_not_ended() {
    let (mut network, call) = talking();
    network.command(0, Command::HangUp { call });
    network.seconds(2);
    let again = network.dial(0, "103");
    settle(&mut network);
    network.events(0);
    respond(&mut network, "200 OK", "new", &sdp(1, 2, 9300));
    assert!(network.events(0).contains(&Event::Answered { call: again }));
    let since = network.now;
    network.seconds(5);
    assert!(
        !network.sent_at("1> BYE", since).is_empty(),
        "it is still repeated"
    );
    assert_eq!(network.arrows(), ["1> BYE", "1> INVITE", "1> ACK"]);
    assert_eq!(destination(&network), "192.0.2.2:9300");
}

/// R-5.1.1-4
#[test]
fn the_invite_offers() {
    let (network, _) = calling();
    let invite = last(&network, "1> INVITE");
    assert_eq!(header(invite, HeaderName::ContentType), "application/sdp");
    assert!(invite.body().contains("\r\nm=audio "), "{}", invite.body());
}

/// R-5.1.1-9, R-5.1.1-10
#[test]
fn the_extensions_in_use_are_supported_and_none_is_required() {
    for (rel100, timer, expected) in [
        (true, true, Some("100rel, timer")),
        (true, false, Some("100rel")),
        (false, true, Some("timer")),
        (false, false, None),
    ] {
        let mut config = first();
        config.policy.rel100 = rel100;
        config.policy.timer = timer.then(TimerPolicy::default);
        let (network, _) = calling_with(config);
        let invite = last(&network, "1> INVITE");
        assert_eq!(invite.header(HeaderName::Supported).as_deref(), expected);
        for name in [HeaderName::Require, HeaderName::ProxyRequire] {
            assert_eq!(invite.header(name), None);
        }
    }
}
