//! JJ-22.11 §5.1.3: the caller's address.

use naisen_conformance::exchange_stage::Head;
use naisen_sip::From;

use super::*;

/// R-5.1.3-1
#[test]
fn from_is_the_callers_aor_or_the_anonymous_uri() {
    const AOR: &str = "sip:101@192.168.0.200";
    const ANONYMOUS: &str = "sip:anonymous@anonymous.invalid";
    let preferred = "P-Preferred-Identity: <sip:101@192.168.0.200>\r\n";
    for (uri, privacy, expected) in [
        (AOR, "", AOR),
        (AOR, "Privacy: none\r\n", AOR),
        (AOR, "Privacy: id\r\n", ANONYMOUS),
        (ANONYMOUS, preferred, ANONYMOUS),
    ] {
        let mut bench = Bench::open();
        let head = Head {
            method: "INVITE",
            uri: &format!("sip:102@{SERVER}"),
            from: &format!("<{uri}>;tag=a1"),
            to: &format!("<sip:102@{SERVER}>"),
            call_id: "from",
            cseq: 1,
        };
        let lines = format!("Contact: <sip:x101@{A}>\r\n{privacy}");
        bench.request(A, &head, &lines, &offer());
        let invite = bench.expect(B, "INVITE");
        let value = invite.header(HeaderName::From).expect("From");
        let from = From::parse(value).expect("legal");
        assert_eq!(from.uri, expected);
        assert_eq!(invite.text.contains("101@"), expected == AOR);
    }
}
