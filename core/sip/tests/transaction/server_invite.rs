//! RFC 3261 §17.2.1, RFC 6026 §7.1.

use naisen_sip::{RequestFrom, StatusCode, TransactionEvent};

use crate::bench::{Bench, INVITE, Peer, TCP, UDP, flow, line};

const ACK: Peer<'_> = Peer {
    method: "ACK",
    to_tag: "theirs",
    ..INVITE
};

/// R-6.2.1-1
#[test]
fn a_silent_user_makes_the_layer_send_100_after_200_ms() {
    let mut bench = Bench::new();
    bench.receive_new(UDP, &INVITE.text());
    assert_eq!(bench.sent_lines(), [""; 0]);
    assert_eq!(bench.run(60_000), [(200, "SIP/2.0 100 Trying".to_owned())]);
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    let trying = bench.sent_one();
    assert_eq!(line(&trying, "To"), "To: <sip:100@192.0.2.1>");
}

#[test]
fn a_user_that_speaks_in_time_makes_no_100() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    assert!(bench.respond(id, 180));
    assert_eq!(bench.sent_lines(), ["SIP/2.0 180 Ringing"]);
    assert_eq!(bench.run(60_000), []);
}

#[test]
fn a_100_repeats_the_timestamp_and_no_other_response_does() {
    let mut bench = Bench::new();
    let text = INVITE
        .text()
        .replace("Max-Forwards", "Timestamp: 54\r\nMax-Forwards");
    let id = bench.receive_new(UDP, &text);
    bench.respond(id, 100);
    assert_eq!(line(&bench.sent_one(), "Timestamp"), "Timestamp: 54");
    bench.respond(id, 180);
    assert!(!bench.sent_one().contains("Timestamp"));
}

#[test]
fn a_repeated_invite_gets_the_last_provisional_response() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    bench.respond(id, 100);
    bench.respond(id, 180);
    let ringing = bench.sent().remove(1).1;
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    assert_eq!(bench.sent_one(), ringing);
}

#[test]
fn a_failure_is_repeated_until_its_ack_and_repetitions_of_the_ack_are_absorbed() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    assert!(bench.respond(id, 486));
    assert_eq!(bench.sent_lines(), ["SIP/2.0 486 Busy Here"]);
    assert_eq!(
        bench.run_times(8_000, "SIP/2.0 486 Busy Here"),
        [500, 1_500, 3_500, 7_500]
    );
    bench.receive(UDP, &INVITE.text());
    assert_eq!(bench.sent_lines(), ["SIP/2.0 486 Busy Here"]);
    for _ in 0..3 {
        assert_eq!(bench.receive(UDP, &ACK.text()), RequestFrom::AckNon2xx);
    }
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    assert_eq!(bench.run(12_999), []);
    assert!(bench.layer.is_alive(id), "timer I runs");
    assert_eq!(bench.run(13_000), []);
    assert!(bench.layer.is_empty());
    assert_eq!(bench.events(), []);
}

#[test]
fn without_ack_timer_h_ends_the_transaction_and_tells() {
    for transport in [UDP, TCP] {
        let mut bench = Bench::new();
        let server = bench.receive_new(transport, &INVITE.text());
        bench.respond(server, 486);
        bench.sent();
        let repeated = bench.run(31_999);
        let times: Vec<u64> = repeated.iter().map(|(at, _)| *at).collect();
        let wanted: &[u64] = if transport == UDP {
            &[
                500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500,
            ]
        } else {
            &[]
        };
        assert_eq!(times, wanted, "{transport}");
        assert_eq!(bench.events(), []);
        bench.run(32_000);
        assert_eq!(
            bench.events(),
            [TransactionEvent::ServerNotAcknowledged { server }]
        );
        assert!(bench.layer.is_empty());
    }
}

#[test]
fn over_tcp_timer_i_is_zero() {
    let mut bench = Bench::new();
    let id = bench.receive_new(TCP, &INVITE.text());
    bench.respond(id, 486);
    assert_eq!(bench.receive(TCP, &ACK.text()), RequestFrom::AckNon2xx);
    bench.run(0);
    assert!(bench.layer.is_empty());
}

/// RFC 6026 §7.1
#[test]
fn after_a_2xx_repeated_invites_are_absorbed_until_timer_l() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    assert!(bench.layer.awaits_final(id));
    assert!(bench.respond(id, 200));
    assert!(!bench.layer.awaits_final(id));
    let ok = bench.sent_one();
    assert_eq!(line(&ok, "To"), "To: <sip:100@192.0.2.1>;tag=theirs");
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    assert_eq!(bench.run(31_999), [], "its repetition is the user's work");
    assert_eq!(bench.layer.repeat_success(id, &mut bench.sends), Ok(()));
    assert_eq!(bench.sent_one(), ok);
    assert!(bench.respond(id, 200));
    assert_eq!(bench.sent_one(), ok);
    assert!(!bench.respond(id, 180));
    assert!(!bench.respond(id, 487));
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    bench.run(32_000);
    assert!(bench.layer.is_empty());
    assert!(!bench.respond(id, 200));
}

#[test]
fn an_acknowledged_2xx_is_forgotten_but_its_invite_is_not() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    bench.respond(id, 200);
    bench.sent();
    bench.layer.acknowledged(id);
    assert!(bench.layer.repeat_success(id, &mut bench.sends).is_err());
    assert!(!bench.respond(id, 200));
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    assert!(bench.sent().is_empty());
}

/// RFC 3261 §13.3.1.4
#[test]
fn the_ack_to_a_2xx_is_passed_up_whatever_its_branch() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    bench.respond(id, 200);
    let own_branch = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKack",
        ..ACK
    };
    assert_eq!(bench.receive(UDP, &own_branch.text()), RequestFrom::Ack2xx);
    assert_eq!(bench.receive(UDP, &ACK.text()), RequestFrom::Ack2xx);
}

#[test]
fn an_ack_before_the_final_response_changes_nothing() {
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    assert_eq!(bench.receive(UDP, &ACK.text()), RequestFrom::AckNon2xx);
    assert_eq!(bench.layer.counts().illegal, 1);
    assert!(bench.respond(id, 200));
}

/// RFC 6026 §7.1
#[test]
fn an_unreachable_peer_is_told_once_and_the_transaction_stays() {
    let mut bench = Bench::new();
    let server = bench.receive_new(UDP, &INVITE.text());
    for _ in 0..3 {
        bench.layer.handle_unreachable(bench.now, flow(UDP));
    }
    assert_eq!(
        bench.events(),
        [TransactionEvent::ServerUnreachable { server }]
    );
    assert!(bench.respond(server, 486));
    bench.run(32_000);
    assert!(bench.layer.is_empty());
}

#[test]
fn a_response_carries_what_the_request_said_and_what_the_user_adds() {
    let mut bench = Bench::new();
    let text = INVITE
        .text()
        .replace(
            "Max-Forwards",
            "v: SIP/2.0/UDP a.example;branch=1, SIP/2.0/UDP b.example;branch=2\r\nMax-Forwards",
        )
        .replace(
            "To: <sip:100@192.0.2.1>",
            "t: \"A, B\"\r\n <sip:100@192.0.2.1>",
        );
    let id = bench.receive_new(UDP, &text);
    bench
        .layer
        .respond(
            bench.now,
            id,
            StatusCode::OK,
            Some("Fine"),
            Some("mine"),
            &mut bench.sends,
            |mut writer| {
                writer.named("Server", "x");
                writer.body("text/plain", b"hi");
            },
        )
        .expect("alive");
    assert_eq!(
        bench.sent_one(),
        "SIP/2.0 200 Fine\r\n\
         Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKpeer1\r\n\
         Via: SIP/2.0/UDP a.example;branch=1\r\n\
         Via: SIP/2.0/UDP b.example;branch=2\r\n\
         From: <sip:200@192.0.2.101>;tag=peer\r\n\
         To: \"A, B\"   <sip:100@192.0.2.1>;tag=mine\r\n\
         Call-ID: theirs-1\r\nCSeq: 1 INVITE\r\nServer: x\r\n\
         Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi"
    );
}
