//! RFC 3261 §9.

use naisen_sip::{CancelError, Message, Method, RequestFrom, ResponseTo, TransactionEvent};

use crate::bench::{Bench, INVITE, Peer, TCP, UDP, answer, line, start_line};

const CANCELLER: u32 = 8;

const CANCEL: Peer<'_> = Peer {
    method: "CANCEL",
    ..INVITE
};

fn cancel(
    bench: &mut Bench,
    client: naisen_sip::ClientId,
) -> Result<naisen_sip::ClientId, CancelError> {
    let reason = b"Reason: Q.850;cause=16\r\n";
    bench
        .layer
        .cancel(bench.now, client, CANCELLER, reason, &mut bench.sends)
}

/// R-5.6.1-1, R-5.6.1-2
#[test]
fn a_cancel_waits_for_a_provisional_response_and_copies_the_invite() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    assert_eq!(cancel(&mut bench, client), Err(CancelError::TooEarly));
    assert!(bench.sent().is_empty());
    bench.response(&answer(&invite, 180, "a"));
    let canceller = cancel(&mut bench, client).expect("in time");
    let text = bench.sent_one();
    assert_eq!(start_line(&text), "CANCEL sip:200@192.0.2.101 SIP/2.0");
    for name in ["Via", "Route", "From", "To", "Call-ID"] {
        assert_eq!(line(&text, name), line(&invite, name));
    }
    assert_eq!(line(&text, "CSeq"), "CSeq: 9 CANCEL");
    assert_eq!(line(&text, "Reason"), "Reason: Q.850;cause=16");
    assert!(Message::parse(text.as_bytes()).is_ok());
    assert_eq!(cancel(&mut bench, client), Err(CancelError::Repeated));

    // The two share a branch and are told apart by their method.
    assert_eq!(
        bench.response(&answer(&text, 200, "a")),
        ResponseTo::Owner {
            owner: CANCELLER,
            client: canceller
        }
    );
    assert!(matches!(
        bench.response(&answer(&invite, 487, "a")),
        ResponseTo::Owner { client: id, .. } if id == client
    ));
    assert_eq!(
        start_line(&bench.sent_one()),
        "ACK sip:200@192.0.2.101 SIP/2.0"
    );
    assert_eq!(bench.run(60_000), []);
    assert!(bench.layer.is_empty());
    assert_eq!(bench.events(), []);
}

#[test]
fn a_final_response_leaves_nothing_to_cancel() {
    for (status, wanted) in [(200, CancelError::TooLate), (486, CancelError::TooLate)] {
        let mut bench = Bench::new();
        let (client, invite) = bench.sent_request(UDP, Method::Invite);
        bench.response(&answer(&invite, status, "a"));
        assert_eq!(cancel(&mut bench, client), Err(wanted));
        bench.run(32_000);
        assert_eq!(cancel(&mut bench, client), Err(CancelError::Gone));
    }
}

/// RFC 3261 §9.1
#[test]
fn a_cancelled_invite_that_is_never_ended_is_given_up_after_64_t1() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(UDP, Method::Invite);
    bench.response(&answer(&invite, 180, "a"));
    bench.run(100_000);
    let canceller = cancel(&mut bench, client).expect("in time");
    let text = bench.sent_one();
    bench.response(&answer(&text, 200, "a"));
    bench.run(131_999);
    assert_eq!(bench.events(), []);
    bench.run(132_000);
    assert!(matches!(
        *bench.events(),
        [TransactionEvent::ClientTimedOut { client: id, .. }] if id == client && id != canceller
    ));
    assert!(bench.layer.is_empty());
}

#[test]
fn over_tcp_the_answer_to_a_cancel_is_found_though_its_invite_is_over() {
    let mut bench = Bench::new();
    let (client, invite) = bench.sent_request(TCP, Method::Invite);
    bench.response(&answer(&invite, 180, "a"));
    cancel(&mut bench, client).expect("in time");
    let text = bench.sent_one();
    bench.response(&answer(&invite, 487, "a"));
    bench.run(10);
    assert_eq!(
        bench.response(&answer(&invite, 487, "a")),
        ResponseTo::Unknown
    );
    assert!(matches!(
        bench.response(&answer(&text, 200, "a")),
        ResponseTo::Owner {
            owner: CANCELLER,
            ..
        }
    ));
    bench.run(20);
    assert!(bench.layer.is_empty());
}

/// RFC 3261 §9.2
#[test]
fn a_cancel_finds_its_invite_and_is_a_transaction_of_its_own() {
    let mut bench = Bench::new();
    let invite = bench.receive_new(UDP, &INVITE.text());
    bench.respond(invite, 180);
    let got = bench.receive(UDP, &CANCEL.text());
    let RequestFrom::Cancels {
        cancel,
        invite: Some(found),
    } = got
    else {
        panic!("{got:?}");
    };
    assert_eq!(found, invite);
    assert!(bench.layer.awaits_final(invite));
    assert!(bench.respond(cancel, 200));
    assert!(bench.respond(invite, 487));
    bench.sent();
    assert_eq!(
        bench.receive(UDP, &CANCEL.text()),
        RequestFrom::Retransmission
    );
    let again = bench.sent_one();
    assert_eq!(start_line(&again), "SIP/2.0 200 OK");
    assert_eq!(line(&again, "CSeq"), "CSeq: 1 CANCEL");
}

#[test]
fn a_late_cancel_finds_an_invite_that_awaits_nothing() {
    for status in [200, 486] {
        let mut bench = Bench::new();
        let id = bench.receive_new(UDP, &INVITE.text());
        bench.respond(id, status);
        let got = bench.receive(UDP, &CANCEL.text());
        assert!(
            matches!(got, RequestFrom::Cancels { invite: Some(found), .. } if found == id),
            "{got:?}"
        );
        assert!(!bench.layer.awaits_final(id));
        assert!(!bench.respond(id, 487));
    }
}

#[test]
fn a_cancel_of_nothing_or_of_another_request_finds_no_invite() {
    let mut bench = Bench::new();
    let got = bench.receive(UDP, &CANCEL.text());
    assert!(
        matches!(got, RequestFrom::Cancels { invite: None, .. }),
        "{got:?}"
    );

    let mut bench = Bench::new();
    bench.receive_new(UDP, &INVITE.text());
    let other = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKother",
        ..CANCEL
    };
    let got = bench.receive(UDP, &other.text());
    assert!(
        matches!(got, RequestFrom::Cancels { invite: None, .. }),
        "{got:?}"
    );
}

#[test]
fn the_cancel_of_an_rfc_2543_peer_finds_its_invite() {
    let via = "SIP/2.0/UDP 192.0.2.101:5060";
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &Peer { via, ..INVITE }.text());
    let got = bench.receive(UDP, &Peer { via, ..CANCEL }.text());
    assert!(
        matches!(got, RequestFrom::Cancels { invite: Some(found), .. } if found == id),
        "{got:?}"
    );
}
