//! JJ-22.11 §5.4: redirection.

use super::*;

/// R-5.4.1-1, R-5.4.1-2, R-5.4.2-1: nobody else is called; the caller is told that the call cannot be, and
/// the 3xx is acknowledged like any refusal.
#[test]
fn a_redirection_of_a_phone_is_not_followed() {
    for status in [
        "300 Multiple Choices",
        "301 Moved Permanently",
        "302 Moved Temporarily",
        "305 Use Proxy",
        "380 Alternative Service",
        "399 Something Else",
    ] {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        let elsewhere = format!("Contact: <sip:103@{C}>\r\n");
        bench.respond(B, &invite, status, "b1", &elsewhere, "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        let refused = bench.expect(A, "SIP/2.0 480");
        assert!(!refused.has(HeaderName::Contact));
        bench.acknowledge_refusal(&caller, &refused);
        bench.respond(B, &invite, status, "b1", &elsewhere, "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        bench.wait(Duration::from_secs(60));
        bench.expect_silence();
        assert_eq!(bench.records()[0].status, 480);
        bench.expect_nothing_left();
    }
}
