//! JJ-22.11 §6.1.2: whom a call is for.

use naisen_conformance::exchange_stage::{A, B, Bench, PLAIN, sdp};

/// R-6.1.2-1: a known number rings, an unknown one is refused.
#[test]
fn a_call_to_a_known_number_is_taken_and_one_to_another_refused() {
    let mut bench = Bench::open();
    bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
    bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.invite("999", PLAIN, &sdp("192.168.0.101", 8028));
    bench.expect(A, "SIP/2.0 404");
    bench.expect_silence();
}
