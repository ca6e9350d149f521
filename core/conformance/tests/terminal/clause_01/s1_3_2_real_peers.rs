//! JJ-22.11 §1.3.2: peers as they are.

use super::*;

/// R-1.3.2-1: what peers write other than usual does not keep a call from coming about.
#[test]
fn a_peer_that_writes_oddly_still_gets_its_call() {
    let body = sdp(1, 9000, "");
    let usual = invite("Max-Forwards: 70\r\n", &body);
    let compact = usual
        .replace("Via:", "v:")
        .replace("From:", "f:")
        .replace("To:", "t:")
        .replace("Call-ID:", "i:")
        .replace("Contact:", "m:")
        .replace("Content-Type:", "c:")
        .replace("Content-Length:", "l:");
    let small = usual
        .replace("Via:", "vIA :")
        .replace("Call-ID:", "CALL-ID\t:")
        .replace("CSeq: 1 INVITE", "cseq:1   INVITE");
    let folded = usual.replace(";tag=peer", "\r\n ;tag=peer");
    let many = usual.replace(
        "Max-Forwards",
        "X-Unknown: a, b\r\nSupported: foo,bar\r\nRecord-Route: <sip:192.0.2.2;lr>\r\nMax-Forwards",
    );
    let no_port = usual.replace("192.0.2.2:5060;branch", "192.0.2.2;rport;branch");
    let line_feeds = invite("Max-Forwards: 70\r\n", &body.replace("\r\n", "\n"));
    for text in [usual, compact, small, folded, many, no_port, line_feeds] {
        let (network, ok) = answered(&text);
        let answer = network.log[ok].body();
        assert!(answer.contains("m=audio "), "{text}\n{answer}");
    }
}
