//! JJ-22.11 §6.1.2: whom a call is for.

use super::*;

/// R-6.1.2-1, R-6.1.2-4, R-6.1.2-5: a known number at our host rings, whatever port and parameters follow;
/// another number and another host are refused, and nobody is called.
#[test]
fn number_and_host_of_the_request_uri_decide() {
    for (uri, rings) in [
        ("sip:102@192.168.0.200", true),
        ("sip:102@192.168.0.200:5060", true),
        ("sip:102@192.168.0.200:5099", true),
        ("sip:102@192.168.0.200;transport=udp", true),
        ("sip:102@192.168.0.200:5099;x=y;z", true),
        ("sip:999@192.168.0.200", false),
        ("sip:102@192.168.0.201", false),
        ("sip:102@pbx.example", false),
        ("sip:192.168.0.200", false),
    ] {
        let mut bench = Bench::open();
        invite_to(&mut bench, uri, &format!("sip:x101@{A}"), PLAIN);
        if rings {
            bench.expect(B, "INVITE");
            bench.expect(A, "SIP/2.0 100");
        } else {
            bench.expect(A, "SIP/2.0 404");
        }
        bench.expect_silence();
        assert_eq!(bench.report().calls, usize::from(rings), "{uri}");
    }
}
