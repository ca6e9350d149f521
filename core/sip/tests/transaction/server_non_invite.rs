//! RFC 3261 §17.2.2.

use naisen_sip::{RequestFrom, TransactionEvent};

use crate::bench::{Bench, OPTIONS, TCP, UDP, flow};

#[test]
fn a_repeated_request_gets_the_last_response_until_timer_j() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &OPTIONS.text());
    let repeat = |bench: &mut Bench| {
        assert_eq!(
            bench.receive(UDP, &OPTIONS.text()),
            RequestFrom::Retransmission
        );
        bench.sent_lines()
    };
    assert_eq!(repeat(&mut bench), [""; 0]);
    bench.respond(id, 100);
    assert_eq!(repeat(&mut bench).len(), 2);
    bench.respond(id, 200);
    bench.sent();
    assert_eq!(repeat(&mut bench), ["SIP/2.0 200 OK"]);
    assert!(!bench.respond(id, 500), "one final response is enough");
    assert_eq!(bench.run(31_999), []);
    assert_eq!(repeat(&mut bench), ["SIP/2.0 200 OK"]);
    bench.run(32_000);
    assert!(bench.layer.is_empty());
    assert!(matches!(
        bench.receive(UDP, &OPTIONS.text()),
        RequestFrom::New(_)
    ));
}

#[test]
fn over_tcp_timer_j_is_zero() {
    let mut bench = Bench::new();
    let id = bench.receive_new(TCP, &OPTIONS.text());
    bench.respond(id, 200);
    bench.run(0);
    assert!(bench.layer.is_empty());
}

/// RFC 4320 §4.2
#[test]
fn a_request_that_its_user_never_answers_is_dropped_when_its_sender_has_given_up() {
    for provisional in [false, true] {
        let mut bench = Bench::new();
        let id = bench.receive_new(UDP, &OPTIONS.text());
        if provisional {
            bench.respond(id, 100);
            bench.sent();
        }
        bench.run(31_999);
        assert!(bench.layer.is_alive(id));
        assert_eq!(bench.run(32_000), []);
        assert!(bench.layer.is_empty());
        assert!(!bench.respond(id, 200));
    }
}

#[test]
fn an_unreachable_peer_ends_a_transaction_that_has_sent_something() {
    let mut bench = Bench::new();
    let server = bench.receive_new(UDP, &OPTIONS.text());
    bench.layer.handle_unreachable(bench.now, flow(UDP));
    assert_eq!(bench.events(), []);
    bench.respond(server, 200);
    bench.layer.handle_unreachable(bench.now, flow(UDP));
    assert_eq!(
        bench.events(),
        [TransactionEvent::ServerUnreachable { server }]
    );
    assert!(bench.layer.is_empty());
}
