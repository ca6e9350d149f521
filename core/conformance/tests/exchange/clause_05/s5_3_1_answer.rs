//! JJ-22.11 §5.3.1: the first 2xx.

use super::*;

/// R-5.3.1-1: ACK, BYE and media belong to the first 2xx; another one changes nothing.
#[test]
fn the_first_2xx_establishes_the_call() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (a, answered) = acknowledge(&mut bench, &caller);
    let ack = bench.expect(B, "ACK sip:102@192.168.0.102 SIP/2.0");
    assert_eq!(to_tag(&ack).as_deref(), Some("b1"));
    assert_ne!(ack.header(HeaderName::Via), invite.header(HeaderName::Via));
    assert_eq!(ack.header(HeaderName::CSeq), Some("1 ACK"));
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b2",
        LINES,
        &sdp("192.168.0.102", 9018),
    );
    bench.skip();
    let port = answered.port();
    assert_eq!(
        media_to(&mut bench, port, MEDIA_A).as_deref(),
        Some(MEDIA_B)
    );
    bench.in_dialog(&a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    assert_eq!(to_tag(&bye).as_deref(), Some("b1"));
}

/// R-5.3.1-2: ACK and BYE go out without a tag, and a phone without one is known by that.
#[test]
fn a_2xx_without_a_tag_establishes_a_call_too() {
    for by_phone in [false, true] {
        let mut bench = Bench::open();
        bench.judge.dismiss();
        let (caller, invite) = call(&mut bench, LINES);
        bench.respond(B, &invite, "200 OK", "", LINES, &answer());
        let (a, answered) = acknowledge(&mut bench, &caller);
        let ack = bench.expect(B, "ACK");
        assert_eq!(to_tag(&ack), None);
        let port = answered.port();
        assert_eq!(
            media_to(&mut bench, port, MEDIA_A).as_deref(),
            Some(MEDIA_B)
        );
        if by_phone {
            let b = Bench::called(B, &invite, "");
            let from = b.from.replace(";tag=", "");
            bench.in_dialog(&Dialog { from, ..b }, "BYE", 1, "", "");
            let bye = bench.expect(A, "BYE");
            bench.respond(A, &bye, "200 OK", "", "", "");
            bench.expect(B, "SIP/2.0 200");
        } else {
            bench.in_dialog(&a, "BYE", 3, "", "");
            let bye = bench.expect(B, "BYE");
            assert_eq!(to_tag(&bye), None);
            bench.respond(B, &bye, "200 OK", "", "", "");
            bench.expect(A, "SIP/2.0 200");
        }
        bench.expect_nothing_left();
    }
}

/// R-5.3.1-4: that of the 2xx if no 1xx of the dialog had brought one, else that of the 1xx.
#[test]
fn the_answer_that_came_first_counts() {
    let other = sdp("192.168.0.102", 9900);
    let rows = [
        (None, answer()),
        (Some(answer()), answer()),
        (Some(answer()), other),
        (Some(answer()), String::new()),
    ];
    for (early, last) in rows {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        if let Some(early) = early {
            bench.respond(B, &invite, EARLY, "b1", LINES, &early);
            bench.expect(A, "SIP/2.0 183");
        }
        bench.respond(B, &invite, "200 OK", "b1", LINES, &last);
        let (_, answered) = acknowledge(&mut bench, &caller);
        let (port_a, port_b) = (answered.port(), invite.port());
        expect_media(&mut bench, port_a, port_b);
    }
}
