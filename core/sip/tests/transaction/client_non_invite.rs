//! RFC 3261 §17.1.2.

use std::time::Duration;

use naisen_sip::{Method, ResponseTo, TimerValues, TransactionEvent};

use crate::bench::{Bench, OWNER, TCP, UDP, answer, flow};

const LINE: &str = "BYE sip:200@192.0.2.101 SIP/2.0";

#[test]
fn over_udp_a_request_is_repeated_at_intervals_up_to_t2_until_timer_f() {
    let mut bench = Bench::new();
    let (client, _) = bench.sent_request(UDP, Method::Bye);
    assert_eq!(
        bench.run_times(31_999, LINE),
        [
            500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
        ]
    );
    assert_eq!(bench.events(), []);
    bench.run(32_000);
    assert_eq!(
        bench.events(),
        [TransactionEvent::ClientTimedOut {
            owner: OWNER,
            client
        }]
    );
    assert!(bench.layer.is_empty());
}

#[test]
fn a_provisional_response_slows_repetition_to_t2() {
    let mut bench = Bench::new();
    let (_, bye) = bench.sent_request(UDP, Method::Bye);
    assert_eq!(bench.run_times(600, LINE), [500]);
    assert!(matches!(
        bench.response(&answer(&bye, 100, "")),
        ResponseTo::Owner { .. }
    ));
    assert_eq!(bench.run_times(10_000, LINE), [1_500, 5_500, 9_500]);
    bench.run(32_000);
    assert_eq!(bench.events().len(), 1);
}

#[test]
fn a_final_response_is_passed_up_once_and_its_repetitions_absorbed_until_timer_k() {
    let mut bench = Bench::new();
    let (client, bye) = bench.sent_request(UDP, Method::Bye);
    let ok = answer(&bye, 200, "a");
    assert_eq!(
        bench.response(&ok),
        ResponseTo::Owner {
            owner: OWNER,
            client
        }
    );
    assert_eq!(bench.run(4_999), []);
    assert_eq!(bench.response(&ok), ResponseTo::Absorbed);
    bench.run(5_000);
    assert_eq!(bench.response(&ok), ResponseTo::Unknown);
    assert!(bench.layer.is_empty());
    assert_eq!(bench.events(), []);
}

#[test]
fn over_tcp_nothing_is_repeated_and_timer_k_is_zero() {
    let mut bench = Bench::new();
    let (_, bye) = bench.sent_request(TCP, Method::Bye);
    assert_eq!(bench.run(1_000), []);
    bench.response(&answer(&bye, 200, "a"));
    bench.run(1_001);
    assert!(bench.layer.is_empty());
}

#[test]
fn an_unreachable_peer_ends_the_transaction_before_but_not_after_the_final_response() {
    for (before, wanted) in [(None, 1), (Some(100), 1), (Some(200), 0)] {
        let mut bench = Bench::new();
        let (_, bye) = bench.sent_request(UDP, Method::Bye);
        if let Some(status) = before {
            bench.response(&answer(&bye, status, ""));
        }
        bench.layer.handle_unreachable(bench.now, flow(UDP));
        assert_eq!(bench.events().len(), wanted, "after {before:?}");
        assert_eq!(bench.layer.len(), 1 - wanted, "after {before:?}");
    }
}

#[test]
fn the_values_of_the_timers_can_be_set() {
    let mut bench = Bench::with_timers(TimerValues {
        t1: Duration::from_millis(100),
        t2: Duration::from_millis(300),
        t4: Duration::from_millis(700),
    });
    let (_, bye) = bench.sent_request(UDP, Method::Bye);
    assert_eq!(bench.run_times(1_000, LINE), [100, 300, 600, 900]);
    bench.response(&answer(&bye, 200, "a"));
    bench.run(1_699);
    assert_eq!(bench.layer.len(), 1);
    bench.run(1_700);
    assert!(bench.layer.is_empty());
}
