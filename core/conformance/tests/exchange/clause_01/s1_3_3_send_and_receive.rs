//! JJ-22.11 §1.3.3: strict in what is sent, liberal in what is received.

use naisen_conformance::exchange_stage::Head;

use super::*;

/// R-1.3.3-1: what a message must have when it is sent may be missing when it is received, and what
/// it must not have may be there (T13-13), while the INVITE that comes of it obeys the send column.
#[test]
fn what_only_the_receive_column_allows_is_accepted() {
    for (missing, more) in [
        ("Content-Length", ""),
        ("Max-Forwards", ""),
        ("", "Content-Disposition: session\r\n"),
        ("", "Content-Language: ja\r\n"),
        ("", "MIME-Version: 1.0\r\n"),
        ("", "Record-Route: <sip:192.168.0.101;lr>\r\n"),
    ] {
        let mut bench = Bench::open();
        let dialog = Head {
            method: "INVITE",
            uri: "sip:102@192.168.0.200",
            from: "<sip:101@192.168.0.200>;tag=a1",
            to: "<sip:102@192.168.0.200>",
            call_id: "odd",
            cseq: 2,
        };
        let lines = format!("Contact: <sip:x101@{A}>\r\n{PLAIN}{more}");
        let text = bench.write(A, &dialog, &lines, &sdp("192.168.0.101", 8026));
        let text: String = text
            .split_inclusive("\r\n")
            .filter(|line| missing.is_empty() || !line.starts_with(missing))
            .collect();
        bench.receive(A, &text);
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        for name in [
            HeaderName::ContentDisposition,
            HeaderName::ContentLanguage,
            HeaderName::MimeVersion,
            HeaderName::RecordRoute,
            HeaderName::Route,
        ] {
            assert!(!invite.has(name), "{}", invite.text);
        }
        for name in [HeaderName::ContentLength, HeaderName::MaxForwards] {
            assert!(invite.has(name), "{}", invite.text);
        }
        let lines = answer_lines("sip:102@192.168.0.102");
        let answer = sdp("192.168.0.102", 8016);
        bench.respond(B, &invite, "200 OK", "b", &lines, &answer);
        bench.expect(A, "SIP/2.0 200");
    }
}
