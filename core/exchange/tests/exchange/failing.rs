//! Calls that do not come to be, and calls that die.

use std::time::Duration;

use naisen_node::Input;
use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::flow;
use naisen_conformance::exchange_stage::{A, B, Bench, C, Head, SERVER, open_config, sdp};
use naisen_exchange::Releaser;

const LINES: &str = "Contact: <sip:102@192.168.0.102>\r\nAllow: INVITE, ACK, CANCEL, BYE\r\n";

#[test]
fn of_several_refusals_the_caller_gets_the_best() {
    let rows = [
        (["480 Away", "486 Busy Here"], "SIP/2.0 486"),
        (["486 Busy Here", "404 Not Found"], "SIP/2.0 486"),
        (["503 Full", "480 Away"], "SIP/2.0 480"),
    ];
    for (statuses, expected) in rows {
        let mut bench = Bench::two_phones(open_config());
        bench.invite("102", "", &sdp("192.168.0.101", 8026));
        let invites = [
            (B, bench.expect(B, "INVITE")),
            (C, bench.expect(C, "INVITE")),
        ];
        bench.expect(A, "SIP/2.0 100");
        for ((phone, invite), status) in invites.iter().zip(statuses) {
            bench.expect_silence();
            bench.respond(phone, invite, status, "t", "", "");
            bench.expect(phone, "ACK");
        }
        bench.expect(A, expected);
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
    }
}

#[test]
fn a_global_refusal_ends_the_ringing_of_the_others() {
    let mut bench = Bench::two_phones(open_config());
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.respond(C, &second, "180 Ringing", "c1", LINES, "");
    bench.skip();
    bench.respond(B, &first, "603 Decline", "b1", "", "");
    bench.expect(B, "ACK");
    bench.expect(C, "CANCEL");
    bench.expect(A, "SIP/2.0 603");
}

#[test]
fn nobody_answers_in_time() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.skip();
    bench.wait(Duration::from_secs(119));
    bench.expect_silence();
    bench.wait(Duration::from_secs(1));
    bench.expect(B, "CANCEL");
    bench.expect(A, "SIP/2.0 480");
    let record = bench.records()[0];
    assert_eq!(
        (record.status, record.released_by),
        (480, Releaser::Exchange)
    );
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

#[test]
fn a_phone_that_is_silent_or_out_of_reach_is_told_to_the_caller() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    bench.skip();
    bench.wait(Duration::from_secs(33));
    let last = bench.skip().pop().expect("an answer");
    assert!(last.line().starts_with("SIP/2.0 408"), "{}", last.text);
    assert_eq!(bench.records()[0].status, 408);
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    bench.skip();
    bench.turn(Input::Unreachable { flow: flow(B) });
    bench.expect(A, "SIP/2.0 480");
    assert_eq!(bench.records()[0].released_by, Releaser::Exchange);
    bench.expect_nothing_left();
}

/// RFC 3261 §13.3.1.4
#[test]
fn a_caller_who_never_acknowledges_is_released_and_so_is_the_phone() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        LINES,
        &sdp("192.168.0.102", 8016),
    );
    bench.wait(Duration::from_secs(29));
    assert!(bench.skip().iter().all(|it| it.line() == "SIP/2.0 200 OK"));
    bench.wait(Duration::from_secs(4));
    let sent = bench.skip();
    for (phone, method) in [(A, "BYE"), (B, "ACK"), (B, "BYE")] {
        let is = |it: &&naisen_conformance::exchange_stage::Sent| {
            it.to == phone && it.line().starts_with(method)
        };
        assert!(sent.iter().any(|it| is(&it)), "{method} to {phone}");
    }
    let record = bench.records()[0];
    assert_eq!(
        (record.status, record.released_by),
        (200, Releaser::Exchange)
    );
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

/// Nobody has registered or called before: the first call waits for its ports.
#[test]
fn the_first_call_waits_until_its_media_ports_are_open() {
    let mut bench = Bench::new(open_config(), Vec::new());
    assert!(bench.ports.is_empty());
    bench.invite("900", "", &sdp("192.168.0.101", 8026));
    bench.expect(A, "SIP/2.0 180");
    bench.expect(A, "SIP/2.0 200");
    assert!(!bench.ports.is_empty());
}

/// R-9.4.1-6: the phone's minimum goes to the caller, who tries again.
#[test]
fn an_interval_too_small_for_the_phone_is_handed_to_the_caller() {
    let mut bench = Bench::open();
    let lines = "Supported: timer\r\nSession-Expires: 100\r\n";
    bench.invite("102", lines, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    let answer = "422 Session Interval Too Small";
    bench.respond(B, &invite, answer, "b1", "Min-SE: 300\r\n", "");
    bench.expect(B, "ACK");
    let refused = bench.expect(A, "SIP/2.0 422");
    assert_eq!(refused.header(HeaderName::MinSe), Some("300"));
}

/// R-9.6-5: the phone that should refresh is dead.
#[test]
fn a_session_that_nobody_refreshes_ends_on_both_legs() {
    let mut bench = Bench::open();
    let all = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\nSupported: timer\r\n";
    let lines = format!("{all}Session-Expires: 180\r\n");
    let caller = bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uas\r\n";
    let ok = format!("Contact: <sip:102@192.168.0.102>\r\n{all}{timer}");
    bench.respond(B, &invite, "200 OK", "b1", &ok, &sdp("192.168.0.102", 8016));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.wait(Duration::from_secs(147));
    bench.expect_silence();
    bench.wait(Duration::from_secs(34));
    let sent = bench.skip();
    for phone in [A, B] {
        let bye = sent
            .iter()
            .find(|it| it.to == phone && it.line().starts_with("BYE"));
        assert!(bye.is_some(), "{phone}");
    }
    let record = bench.records()[0];
    assert_eq!(
        (record.status, record.released_by),
        (200, Releaser::Exchange)
    );
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

/// A phone without SDP in all of its answers cannot be talked to.
#[test]
fn an_answer_without_sdp_is_of_no_use() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "200 OK", "b1", LINES, "");
    bench.expect(B, "ACK");
    bench.expect(B, "BYE");
    bench.expect(A, "SIP/2.0 502");
    bench.expect_nothing_left();
    assert_eq!(bench.records()[0].status, 502);
    assert_eq!(bench.records().len(), 1);
}

/// RFC 3261 §16.3: what has no hops left is not handed on, but may be answered here.
#[test]
fn a_call_without_hops_left_goes_no_further() {
    for (number, status) in [("102", "SIP/2.0 483"), ("902", "SIP/2.0 180")] {
        let mut bench = Bench::open();
        let head = Head {
            method: "INVITE",
            uri: &format!("sip:{number}@{SERVER}"),
            from: &format!("<sip:101@{SERVER}>;tag=a1"),
            to: &format!("<sip:{number}@{SERVER}>"),
            call_id: "far",
            cseq: 1,
        };
        let contact = format!("Contact: <sip:x101@{A}>\r\n");
        let text = bench.write(A, &head, &contact, &sdp("192.168.0.101", 8026));
        bench.receive(A, &text.replace("Max-Forwards: 70", "Max-Forwards: 0"));
        bench.expect(A, status);
    }
}
