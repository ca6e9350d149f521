//! JJ-22.11 §3: transport.

use naisen_conformance::exchange_stage::{
    A, B, Bench, answer_lines, contact_of, flow, open_config, response, sdp,
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
/// notices nothing; both answer, and each hears the end of its call.
#[test]
fn another_transport_disturbs_no_call_over_udp() {
    let tcp = Flow {
        transport: Transport::Tcp,
        ..flow("192.168.0.103:40001")
    };
    let mut ipv6 = flow("[2001:db8::103]:5060");
    ipv6.local = "[2001:db8::200]:5060".parse().expect("an address");
    for (contact, path) in [
        ("sip:103@192.168.0.103:40001;transport=tcp", tcp),
        ("sip:103@[2001:db8::103]:5060", ipv6),
    ] {
        let other = Binding {
            flow: path,
            contact: contact.into(),
            ..contact_of("103")
        };
        let bindings = vec![contact_of("101"), contact_of("102"), other];
        let mut bench = Bench::new(open_config(), bindings);
        for (number, contact, path) in [
            ("103", contact, path),
            ("102", "sip:102@192.168.0.102", flow(B)),
        ] {
            let to = path.remote.to_string();
            let caller = bench.invite(number, "", &sdp("192.168.0.101", 8026));
            let invite = bench.expect(&to, "INVITE");
            let via = invite.header(HeaderName::Via).expect("Via");
            assert!(via.contains(path.transport.name()), "{via}");
            let mut all = vec![invite.clone(), bench.expect(A, "SIP/2.0 100")];
            let answer = sdp("192.168.0.102", 8016);
            let text = response(&invite, "200 OK", "b", &answer_lines(contact), &answer);
            bench.receive_over(path, &text);
            let ok = bench.expect(A, "SIP/2.0 200");
            let dialog = Bench::established(&caller, &ok);
            bench.in_dialog(&dialog, "ACK", 2, "", "");
            all.extend([ok, bench.expect(&to, "ACK")]);
            bench.in_dialog(&dialog, "BYE", 3, "", "");
            let bye = bench.expect(&to, "BYE");
            let text = response(&bye, "200 OK", "", "", "");
            bench.receive_over(path, &text);
            all.extend([bye, bench.expect(A, "SIP/2.0 200")]);
            bench.expect_silence();
            for sent in all {
                let expected = match sent.to == A {
                    true => Transport::Udp,
                    false => path.transport,
                };
                assert_eq!(sent.transport, expected, "{}", sent.text);
            }
        }
    }
}
