//! JJ-22.11 §3: transport.

use naisen_conformance::exchange_stage::{
    A, B, Bench, answer_lines, contact_of, flow, open_config, sdp,
};
use naisen_exchange::Binding;
use naisen_node::{Flow, Transport};
use naisen_sip::HeaderName;

/// R-3-1: whatever phones say over UDP and IPv4 is answered, and passed on, over UDP and IPv4.
#[test]
fn messages_go_over_udp_and_ipv4() {
    let mut bench = Bench::open();
    let caller = bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let mut all = vec![bench.expect(B, "INVITE"), bench.expect(A, "SIP/2.0 100")];
    let lines = answer_lines("sip:102@192.168.0.102");
    let invite = all[0].clone();
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b",
        &lines,
        &sdp("192.168.0.102", 8016),
    );
    all.push(bench.expect(A, "SIP/2.0 200"));
    let dialog = Bench::established(&caller, &all[2]);
    bench.in_dialog(&dialog, "ACK", 2, "", "");
    all.push(bench.expect(B, "ACK"));
    bench.in_dialog(&dialog, "BYE", 3, "", "");
    all.extend(bench.skip());
    assert!(all.len() >= 5);
    for sent in all {
        assert_eq!(sent.transport, Transport::Udp, "{}", sent.text);
        let to: std::net::SocketAddr = sent.to.parse().expect("an address");
        assert!(to.is_ipv4());
        let via = sent.header(HeaderName::Via).expect("Via");
        assert!(via.starts_with("SIP/2.0/UDP 192.168.0."), "{via}");
    }
}

/// R-3-2: a phone that is there over TCP, or with IPv6, is called beside one over UDP, which
/// notices nothing.
#[test]
fn another_transport_disturbs_no_call_over_udp() {
    let tcp = Flow {
        transport: Transport::Tcp,
        ..flow("192.168.0.103:40001")
    };
    let mut ipv6 = flow("[2001:db8::103]:5060");
    ipv6.local = "[2001:db8::200]:5060".parse().expect("an address");
    for (contact, flow) in [
        ("sip:103@192.168.0.103:40001;transport=tcp", tcp),
        ("sip:103@[2001:db8::103]:5060", ipv6),
    ] {
        let other = Binding {
            flow,
            contact: contact.into(),
            ..contact_of("103")
        };
        let bindings = vec![contact_of("101"), contact_of("102"), other];
        let mut bench = Bench::new(open_config(), bindings);
        for (number, to, transport) in [
            ("103", flow.remote.to_string(), flow.transport),
            ("102", B.to_owned(), Transport::Udp),
        ] {
            bench.invite(number, "", &sdp("192.168.0.101", 8026));
            let invite = bench.expect(&to, "INVITE");
            assert_eq!(invite.transport, transport, "{}", invite.text);
            let trying = bench.expect(A, "SIP/2.0 100");
            assert_eq!(trying.transport, Transport::Udp);
            let via = invite.header(HeaderName::Via).expect("Via");
            assert!(via.contains(transport.name()), "{via}");
        }
    }
}
