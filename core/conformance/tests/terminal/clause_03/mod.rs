//! JJ-22.11 §3: transport.

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, address, first, second};
use naisen_node::Transport;
use naisen_sip::HeaderName;
use naisen_terminal::{Command, RegistrationConfig};

/// 101 calls 102, who answers; 101 hangs up.
fn call(network: &mut Network) {
    let call = network.dial(0, "102");
    network.settle();
    let incoming = network.incoming(1);
    network.command(1, Command::Answer { call: incoming });
    network.settle();
    network.command(0, Command::HangUp { call });
    network.settle();
}

/// R-3-1: every message of a call is sent, and received, over UDP and IPv4.
#[test]
fn messages_go_over_udp_and_ipv4() {
    let mut network = Network::new(vec![first(), second()]);
    call(&mut network);
    let arrows = network.arrows();
    for arrow in [
        "1> INVITE",
        "2> 200 INVITE",
        "1> ACK",
        "1> BYE",
        "2> 200 BYE",
    ] {
        assert!(arrows.contains(&arrow.into()), "{arrow} in {arrows:?}");
    }
    for sent in &network.log {
        assert_eq!(sent.transport, Transport::Udp);
        assert!(sent.from.is_ipv4() && sent.to.is_ipv4());
        let via = sent.header(HeaderName::Via).expect("a Via");
        assert!(via.starts_with("SIP/2.0/UDP 192.0.2."), "{via}");
    }
}

/// R-3-2: a registrar over TCP, or with IPv6, leaves the calls over UDP and IPv4 as they are.
#[test]
fn another_transport_of_the_registrar_disturbs_no_call() {
    for (transport, registrar, via) in [
        (Transport::Tcp, "192.0.2.9:5060", "SIP/2.0/TCP "),
        (Transport::Udp, "[2001:db8::9]:5060", "SIP/2.0/UDP "),
    ] {
        let mut config = first();
        let mut flow = config.server.to(address(registrar));
        flow.transport = transport;
        let mut registration = RegistrationConfig::new(flow);
        registration.delete_all_on_start = false;
        config.registration = Some(registration);
        let mut network = Network::new(vec![config, second()]);
        network.run(Duration::from_millis(100));
        let register = &network.log[network.last("1> REGISTER")];
        assert_eq!(register.transport, transport);
        assert_eq!(register.to, address(registrar));
        assert!(
            register
                .header(HeaderName::Via)
                .is_some_and(|it| it.starts_with(via))
        );
        call(&mut network);
        let calls = network
            .log
            .iter()
            .filter(|sent| !sent.arrow().contains("REGISTER"));
        assert!(calls.clone().any(|sent| sent.arrow() == "2> 200 BYE"));
        for sent in calls {
            assert_eq!(sent.transport, Transport::Udp);
        }
    }
}
