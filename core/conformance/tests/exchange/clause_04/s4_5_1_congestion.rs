//! JJ-22.11 §4.5.1: sparing a server in trouble.

use naisen_exchange::Rate;

use super::*;

/// R-4.5.1-1: beyond the rate that is set a REGISTER gets 503 with Retry-After (JJ-22.11 E-04), and
/// once the time has passed it is served again.
#[test]
fn a_flood_of_registers_is_told_to_wait() {
    let mut config = open_config();
    config.admission.register = Some(Rate {
        per_second: 1,
        burst: 2,
    });
    config.admission.retry_after_s = 7;
    let mut bench = Bench::new(config, Vec::new());
    let mut phone = Registrant {
        phone: C,
        ..Registrant::default()
    };
    for status in ["SIP/2.0 401", "SIP/2.0 401", "SIP/2.0 503", "SIP/2.0 503"] {
        phone.send(&mut bench, "101", "101", ONE);
        let answer = bench.expect(C, status);
        let seconds = answer.header(HeaderName::RetryAfter);
        let expected = status.ends_with("503").then_some("7");
        assert_eq!(seconds, expected, "{}", answer.text);
    }
    bench.wait(Duration::from_secs(60));
    expect_ok(&phone.register(&mut bench, ONE));
}
