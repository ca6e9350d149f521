//! What happens when a table is full.

use naisen_sip::{CANCEL_RESERVE, CancelError, Full, Method, RequestFrom};

use crate::bench::{Bench, INVITE, OPTIONS, Peer, UDP, answer, line};

#[test]
fn a_full_client_table_refuses_requests_and_sends_nothing() {
    let mut bench = Bench::new();
    bench.layer = bench.layer.bounded(2, 2);
    for _ in 0..2 {
        bench.request(UDP, Method::Options).expect("room");
    }
    bench.sent();
    assert_eq!(bench.request(UDP, Method::Options), Err(Full { limit: 2 }));
    assert!(bench.sent().is_empty());
    bench.run(32_000);
    assert!(bench.request(UDP, Method::Options).is_ok());
}

/// R-4.5.1-1
#[test]
fn a_full_server_table_answers_503_but_lets_known_transactions_go_on() {
    let mut bench = Bench::new();
    bench.layer = bench.layer.bounded(2, 1);
    let id = bench.receive_new(UDP, &INVITE.text());
    assert_eq!(bench.receive(UDP, &OPTIONS.text()), RequestFrom::Overloaded);
    let refusal = bench.sent_one();
    assert!(refusal.starts_with("SIP/2.0 503 "), "{refusal}");
    let wait = line(&refusal, "Retry-After").strip_prefix("Retry-After: ");
    let wait: u32 = wait.and_then(|wait| wait.parse().ok()).expect("seconds");
    assert!((5..=20).contains(&wait), "{wait}");
    assert_eq!(bench.layer.counts().overloaded, 1);
    assert_eq!(
        bench.receive(UDP, &INVITE.text()),
        RequestFrom::Retransmission
    );
    // Ending the call relieves the table.
    let cancel = Peer {
        method: "CANCEL",
        ..INVITE
    };
    assert!(matches!(
        bench.receive(UDP, &cancel.text()),
        RequestFrom::Cancels { invite: Some(found), .. } if found == id
    ));
    let stranger = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKother",
        ..cancel
    };
    assert_eq!(
        bench.receive(UDP, &stranger.text()),
        RequestFrom::Overloaded
    );
}

#[test]
fn even_the_reserve_for_cancels_ends() {
    let mut bench = Bench::new();
    let calls = CANCEL_RESERVE + 1;
    bench.layer = bench.layer.bounded(calls, 1);
    let mut results = Vec::new();
    for _ in 0..calls {
        let (client, invite) = bench.sent_request(UDP, Method::Invite);
        bench.response(&answer(&invite, 180, "a"));
        results.push(client);
    }
    let refused = results
        .into_iter()
        .filter_map(|client| {
            let result = bench
                .layer
                .cancel(bench.now, client, 0, b"", &mut bench.sends);
            bench.sends.clear();
            result.err()
        })
        .collect::<Vec<_>>();
    let limit = calls + CANCEL_RESERVE;
    assert_eq!(refused, [CancelError::Full(Full { limit })]);
}
