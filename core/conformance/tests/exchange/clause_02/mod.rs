//! JJ-22.11 §2: what the types in the tables mean.

use naisen_conformance::exchange_stage::{A, B, Bench, PLAIN, answer_lines, sdp};
use naisen_sip::HeaderName;

/// R-2.1-1: what must be supported appears in the answers when the caller calls for it, and
/// otherwise not.
#[test]
fn a_mandatory_capability_is_used_where_it_is_called_for() {
    const RELIABLE: &str = "Supported: 100rel\r\nAllow: INVITE, ACK, CANCEL, BYE, PRACK\r\n";
    const TIMED: &str = "Supported: timer\r\nSession-Expires: 1800\r\n\
        Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
    for (lines, reliable, timed) in [
        (PLAIN, false, false),
        (RELIABLE, true, false),
        (TIMED, false, true),
    ] {
        let mut bench = Bench::open();
        let caller = bench.invite("102", lines, &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        let supported = invite.header(HeaderName::Supported).unwrap_or_default();
        assert_eq!(supported.contains("100rel"), reliable, "{}", invite.text);
        assert_eq!(
            invite.has(HeaderName::SessionExpires),
            timed,
            "{}",
            invite.text
        );
        let contact = answer_lines("sip:102@192.168.0.102");
        bench.respond(B, &invite, "180 Ringing", "b", &contact, "");
        let ringing = bench.expect(A, "SIP/2.0 180");
        for name in [HeaderName::Require, HeaderName::RSeq] {
            assert_eq!(ringing.has(name), reliable, "{}", ringing.text);
        }
        if reliable {
            let a = Bench::established(&caller, &ringing);
            bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
            bench.expect(A, "SIP/2.0 200");
        }
        bench.respond(
            B,
            &invite,
            "200 OK",
            "b",
            &contact,
            &sdp("192.168.0.102", 8016),
        );
        let ok = bench.expect(A, "SIP/2.0 200");
        assert_eq!(ok.has(HeaderName::SessionExpires), timed, "{}", ok.text);
        assert!(!ok.has(HeaderName::RSeq));
    }
}
