//! JJ-22.11 §5.7.3: Retry-After.

use naisen_exchange::{Command, Event, Notice};

use super::*;

/// R-5.7.3-1: no media port, as many calls as may be, or about to stop; for as long as is set.
#[test]
fn an_exchange_without_room_tells_the_caller_to_come_back() {
    for trouble in ["ports", "calls", "stopping"] {
        let mut config = open_config();
        config.admission.retry_after_s = 77;
        match trouble {
            // One pair.
            "ports" => config.media.ports = 20_000..=20_001,
            "calls" => config.calls_max = 1,
            _ => {}
        }
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        match trouble {
            "calls" => {
                call(&mut bench, LINES);
            }
            "stopping" => bench.command(Command::Drain),
            _ => {}
        }
        bench.invite("102", LINES, &offer());
        let refused = bench.expect(A, "SIP/2.0 503");
        let seconds = refused.header(HeaderName::RetryAfter);
        assert_eq!(seconds, Some("77"), "{trouble}");
        bench.expect_silence();
        let noticed = |event: &Event| matches!(event, Event::Noticed(Notice::NoMediaPorts));
        assert_eq!(bench.events.iter().any(noticed), trouble == "ports");
        assert_eq!(bench.records()[0].status, 503);
    }
}
