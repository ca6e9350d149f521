//! RFC 3261 §17.1.1, RFC 6026 §7.2.

use naisen_sip::{Message, Method, ResponseTo, TransactionEvent};

use crate::bench::{Bench, OWNER, TCP, UDP, answer, flow, line, start_line};

const INVITE_LINE: &str = "INVITE sip:200@192.0.2.101 SIP/2.0";
const ACK_LINE: &str = "ACK sip:200@192.0.2.101 SIP/2.0";

#[test]
fn over_udp_an_invite_is_repeated_at_doubling_intervals_until_timer_b() {
    let mut bench = Bench::new();
    let (client, _) = bench.sent_request(UDP, Method::Invite);
    assert_eq!(
        bench.run_times(31_999, INVITE_LINE),
        [500, 1_500, 3_500, 7_500, 15_500, 31_500]
    );
    assert_eq!(bench.events(), []);
    assert_eq!(bench.run(32_000), []);
    assert_eq!(
        bench.events(),
        [TransactionEvent::ClientTimedOut {
            owner: OWNER,
            client
        }]
    );
    assert!(bench.layer.is_empty());
    assert_eq!(bench.layer.poll_timeout(), None);
}

#[test]
fn over_tcp_an_invite_is_sent_once() {
    let mut bench = Bench::new();
    bench.sent_request(TCP, Method::Invite);
    assert_eq!(bench.run(32_000), []);
    assert_eq!(bench.events().len(), 1);
    assert!(bench.layer.is_empty());
}

/// R-5.2.1-2
#[test]
fn a_provisional_response_stops_repetition_and_timer_b() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    assert_eq!(bench.run_times(600, INVITE_LINE), [500]);
    let owner = ResponseTo::Owner {
        owner: OWNER,
        client,
    };
    assert_eq!(bench.response(&answer(&invite, 100, "")), owner);
    assert_eq!(bench.response(&answer(&invite, 180, "a")), owner);
    assert_eq!(bench.response(&answer(&invite, 180, "a")), owner);
    assert_eq!(bench.run(200_000), []);
    assert_eq!(bench.events(), []);
    assert_eq!(bench.response(&answer(&invite, 200, "a")), owner);
}

/// R-5.5.1-2
#[test]
fn every_repetition_of_a_failure_is_acknowledged_and_only_the_first_is_passed_up() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    let busy = answer(&invite, 486, "b");
    assert_eq!(
        bench.response(&busy),
        ResponseTo::Owner {
            owner: OWNER,
            client
        }
    );
    let ack = bench.sent_one();
    assert_eq!(start_line(&ack), ACK_LINE);
    for name in ["Via", "Route", "From", "Call-ID"] {
        assert_eq!(line(&ack, name), line(&invite, name));
    }
    assert_eq!(line(&ack, "To"), line(&busy, "To"));
    assert_eq!(line(&ack, "CSeq"), "CSeq: 9 ACK");
    assert_eq!(line(&ack, "Max-Forwards"), "Max-Forwards: 70");
    assert!(Message::parse(ack.as_bytes()).is_ok());

    bench.run(20_000);
    assert_eq!(bench.response(&busy), ResponseTo::Absorbed);
    assert_eq!(bench.sent_one(), ack);
    // Timer D: 32 s from the first.
    bench.run(31_999);
    assert_eq!(bench.response(&busy), ResponseTo::Absorbed);
    assert_eq!(bench.sent_one(), ack);
    bench.run(32_000);
    assert_eq!(bench.response(&busy), ResponseTo::Unknown);
    assert!(bench.layer.is_empty());
    assert_eq!(bench.events(), []);
}

#[test]
fn over_tcp_timer_d_is_zero() {
    let mut bench = Bench::new();
    let (_, invite) = bench.sent_request(TCP, Method::Invite);
    bench.response(&answer(&invite, 404, "b"));
    assert_eq!(bench.sent_lines(), [ACK_LINE]);
    bench.run(0);
    assert!(bench.layer.is_empty());
}

/// RFC 6026 §7.2
#[test]
fn every_2xx_is_passed_up_until_timer_m_and_none_is_acknowledged_by_the_layer() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    let owner = ResponseTo::Owner {
        owner: OWNER,
        client,
    };
    assert_eq!(bench.response(&answer(&invite, 200, "a")), owner);
    bench.run(16_000);
    assert_eq!(bench.response(&answer(&invite, 200, "a")), owner);
    assert_eq!(bench.response(&answer(&invite, 200, "fork")), owner);
    for late in [180, 486] {
        assert_eq!(
            bench.response(&answer(&invite, late, "fork")),
            ResponseTo::Absorbed
        );
    }
    bench.run(31_999);
    assert_eq!(bench.response(&answer(&invite, 200, "a")), owner);
    assert_eq!(bench.sent_lines(), [""; 0]);
    bench.run(32_000);
    assert_eq!(
        bench.response(&answer(&invite, 200, "a")),
        ResponseTo::Unknown
    );
    assert!(bench.layer.is_empty());
}

#[test]
fn after_a_2xx_the_kept_request_shrinks_to_what_another_dialog_needs() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    bench.response(&answer(&invite, 200, "a"));
    assert_eq!(bench.layer.original(client), Some(invite.as_bytes()));
    bench.response(&answer(&invite, 200, "fork"));
    let kept = bench.layer.original(client).expect("kept").to_vec();
    assert!(kept.len() < invite.len());
    let kept = Message::parse(&kept).expect("a request");
    assert_eq!(kept.method(), Some(Method::Invite));
    for name in ["From", "To", "Call-ID", "CSeq", "Contact"] {
        let parsed = naisen_sip::HeaderName::parse(name);
        let line = line(&invite, name);
        assert_eq!(
            kept.header(parsed).map(|value| format!("{name}: {value}")),
            Some(line.to_owned())
        );
    }
}

#[test]
fn after_a_failure_the_request_is_kept_until_the_next_input() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    bench.response(&answer(&invite, 401, "a"));
    assert_eq!(bench.layer.original(client), Some(invite.as_bytes()));
    bench.layer.handle_timeout(bench.now, &mut bench.sends);
    assert_eq!(bench.layer.original(client), None);
}

/// R-5.6.1-3
#[test]
fn an_abandoned_invite_is_not_repeated_but_still_met_by_late_responses() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    bench.run(600);
    bench.layer.stop_retransmitting(client);
    assert_eq!(bench.run(20_000), []);
    assert!(matches!(
        bench.response(&answer(&invite, 180, "a")),
        ResponseTo::Owner { .. }
    ));

    let mut bench = Bench::new();
    let (client, _) = bench.sent_request(UDP, Method::Invite);
    bench.layer.stop_retransmitting(client);
    assert_eq!(bench.run(32_000), []);
    assert_eq!(bench.events().len(), 1, "timer B goes on");
}

#[test]
fn an_unreachable_peer_ends_the_transaction_at_once() {
    let mut bench = Bench::new();
    let (client, _) = bench.sent_request(UDP, Method::Invite);
    let other = flow(UDP).to(([192, 0, 2, 102], 5060).into());
    bench.layer.handle_unreachable(bench.now, other);
    bench.layer.handle_unreachable(bench.now, flow(TCP));
    assert_eq!(bench.events(), []);
    bench.layer.handle_unreachable(bench.now, flow(UDP));
    assert_eq!(
        bench.events(),
        [TransactionEvent::ClientUnreachable {
            owner: OWNER,
            client
        }]
    );
    assert!(bench.layer.is_empty());
}

/// RFC 3261 §18.1.2, §17.1.3, §8.1.3.3
#[test]
fn a_response_that_is_not_to_what_we_sent_is_unknown() {
    let mut bench = Bench::new();
    let (_, invite) = bench.sent_request(UDP, Method::Invite);
    let good = answer(&invite, 180, "a");
    let branch_end = line(&invite, "Via").chars().last().expect("a branch");
    for (why, bad) in [
        (
            "sent-by of another",
            good.replace(
                "Via: SIP/2.0/UDP 192.0.2.1:5060",
                "Via: SIP/2.0/UDP 192.0.2.9:5060",
            ),
        ),
        (
            "sent-by with another port",
            good.replace(
                "Via: SIP/2.0/UDP 192.0.2.1:5060",
                "Via: SIP/2.0/UDP 192.0.2.1:5070",
            ),
        ),
        ("method of another", good.replace("9 INVITE", "9 CANCEL")),
        (
            "guessed branch",
            good.replace(
                line(&invite, "Via"),
                &format!(
                    "{}{}",
                    line(&invite, "Via").strip_suffix(branch_end).expect("end"),
                    if branch_end == 'a' { 'b' } else { 'a' }
                ),
            ),
        ),
        (
            "second Via",
            good.replace(
                "From:",
                "Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKx\r\nFrom:",
            ),
        ),
        ("no CSeq", good.replace("CSeq: 9 INVITE\r\n", "")),
    ] {
        assert_ne!(bad, good, "{why}");
        assert_eq!(bench.response(&bad), ResponseTo::Unknown, "{why}");
    }
    assert!(matches!(bench.response(&good), ResponseTo::Owner { .. }));
    assert_eq!(bench.layer.counts().stray_responses, 6);
}
