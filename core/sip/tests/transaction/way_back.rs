//! Where responses go and what they tell the sender: RFC 3261 §18.2, RFC 3581.

use std::net::SocketAddr;

use naisen_node::Flow;
use naisen_sip::{Message, StatusCode};

use crate::bench::{Bench, INVITE, Peer, TCP, UDP, flow, line};

#[test]
fn the_top_via_decides_the_way_back() {
    let udp = flow(UDP).to(SocketAddr::from(([198, 51, 100, 7], 40_000)));
    let tcp = Flow {
        transport: TCP,
        ..udp
    };
    for (along, via, port, stamped) in [
        // No rport: the port of sent-by, at the address that the request came from.
        (
            udp,
            "SIP/2.0/UDP 192.0.2.101:5070;branch=z9hG4bK1",
            5070,
            "SIP/2.0/UDP 192.0.2.101:5070;branch=z9hG4bK1;received=198.51.100.7",
        ),
        (
            udp,
            "SIP/2.0/UDP phone.example;branch=z9hG4bK1",
            5060,
            "SIP/2.0/UDP phone.example;branch=z9hG4bK1;received=198.51.100.7",
        ),
        (
            udp,
            "SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1",
            5060,
            "SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1",
        ),
        // RFC 3581 §4
        (
            udp,
            "SIP/2.0/UDP 198.51.100.7:5070;rport;branch=z9hG4bK1",
            40_000,
            "SIP/2.0/UDP 198.51.100.7:5070;branch=z9hG4bK1;received=198.51.100.7;rport=40000",
        ),
        (
            udp,
            "SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK1",
            5070,
            "SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK1;received=198.51.100.7",
        ),
        // What the sender claims about itself is replaced.
        (
            udp,
            "SIP/2.0/UDP h.example;received=203.0.113.9;rport=9;branch=z9hG4bK1;a=\"b;c\"",
            40_000,
            "SIP/2.0/UDP h.example;branch=z9hG4bK1;a=\"b;c\";received=198.51.100.7;rport=40000",
        ),
        // maddr is not obeyed.
        (
            udp,
            "SIP/2.0/UDP 198.51.100.7;maddr=203.0.113.9;branch=z9hG4bK1",
            5060,
            "SIP/2.0/UDP 198.51.100.7;maddr=203.0.113.9;branch=z9hG4bK1",
        ),
        (
            tcp,
            "SIP/2.0/TCP 192.0.2.101:5070;branch=z9hG4bK1",
            40_000,
            "SIP/2.0/TCP 192.0.2.101:5070;branch=z9hG4bK1;received=198.51.100.7",
        ),
    ] {
        let mut bench = Bench::new();
        let text = Peer { via, ..INVITE }.text();
        let got = bench.receive_along(along, &text);
        let naisen_sip::RequestFrom::New(id) = got else {
            panic!("{got:?}");
        };
        assert_eq!(bench.layer.flow(id), Some(along));
        assert!(bench.respond(id, 180));
        let message = Message::parse(text.as_bytes()).expect("a request");
        bench
            .layer
            .respond_stateless(
                &message,
                along,
                StatusCode::BAD_REQUEST,
                &mut bench.sends,
                |writer| {
                    writer.empty();
                },
            )
            .expect("a via");
        let back = along.to(SocketAddr::new(along.remote.ip(), port));
        let sent = bench.sent();
        assert_eq!(sent.len(), 2);
        for (way, text) in sent {
            assert_eq!(way, back, "{via}");
            assert_eq!(line(&text, "Via"), format!("Via: {stamped}"));
        }
    }
}

#[test]
fn a_broken_request_is_refused_with_what_can_be_read_of_it() {
    let text = INVITE
        .text()
        .replace("SIP/2.0\r\nVia", "SIP/3.0\r\nVia")
        .replace("CSeq: 1 INVITE\r\n", "");
    let message = Message::parse_lenient(text.as_bytes()).expect("a request");
    let mut bench = Bench::new();
    bench
        .layer
        .respond_stateless(
            &message,
            flow(UDP),
            StatusCode::VERSION_NOT_SUPPORTED,
            &mut bench.sends,
            |writer| {
                writer.empty();
            },
        )
        .expect("a via");
    let refusal = bench.sent_one();
    assert!(refusal.starts_with("SIP/2.0 505 "), "{refusal}");
    assert_eq!(line(&refusal, "Call-ID"), "Call-ID: theirs-1");
    assert!(line(&refusal, "To").contains(";tag="));
    assert!(!refusal.contains("CSeq"));
}

#[test]
fn a_peer_is_unreachable_where_its_responses_go() {
    let source = flow(UDP).to(SocketAddr::from(([198, 51, 100, 7], 40_000)));
    let via = "SIP/2.0/UDP 198.51.100.7:5070;branch=z9hG4bK1";
    let mut bench = Bench::new();
    bench.receive_along(source, &Peer { via, ..INVITE }.text());
    bench.layer.handle_unreachable(bench.now, source);
    assert_eq!(bench.events(), []);
    let back = source.to(SocketAddr::from(([198, 51, 100, 7], 5070)));
    bench.layer.handle_unreachable(bench.now, back);
    assert_eq!(bench.events().len(), 1);
}
