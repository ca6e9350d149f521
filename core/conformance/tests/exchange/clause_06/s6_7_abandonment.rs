//! JJ-22.11 §6.7: the caller gives up.

use naisen_conformance::exchange_stage::{A, B, Bench, PLAIN, answer_lines, sdp};
use naisen_sip::HeaderName;

/// R-6.1.1-2, R-6.7.1-1, R-6.7.1-2: by CANCEL and by BYE; one tag in all responses.
#[test]
fn a_call_that_is_given_up_gets_487_with_the_tag_of_its_180() {
    for method in ["CANCEL", "BYE"] {
        let mut bench = Bench::open();
        let caller = bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        let lines = answer_lines("sip:102@192.168.0.102");
        bench.respond(B, &invite, "180 Ringing", "b1", &lines, "");
        let ringing = bench.expect(A, "SIP/2.0 180");
        let a = Bench::established(&caller, &ringing);
        if method == "BYE" {
            bench.in_dialog(&a, "BYE", 3, "", "");
        } else {
            bench.cancel(&caller);
        }
        for status in ["SIP/2.0 200", "SIP/2.0 487"] {
            let sent = bench.expect(A, status);
            assert_eq!(sent.header(HeaderName::To), Some(&*a.to), "{method}");
        }
        bench.expect(B, "CANCEL");
    }
}
