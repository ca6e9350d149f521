//! JJ-22.11 §5.3.2: several dialogs when one is answered.

use naisen_conformance::exchange_stage::{PLAIN, number_of};

use super::*;

/// R-5.3.1-3, R-5.3.2-3: the call goes on with the one that answered; the early dialog of the other gets BYE.
#[test]
fn an_answer_ends_the_other_early_dialogs() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, LINES);
    let lines = LINES.replace("sip:102@", "sip:first@");
    bench.respond(B, &invite, EARLY, "b1", &lines, &answer());
    bench.expect(A, "SIP/2.0 183");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b2",
        LINES,
        &sdp("192.168.0.102", 9018),
    );
    let bye = bench.expect(B, "BYE sip:first@192.168.0.102 SIP/2.0");
    assert_eq!(to_tag(&bye).as_deref(), Some("b1"));
    assert_eq!(number_of(&bye), number_of(&invite) + 1);
    let (a, answered) = acknowledge(&mut bench, &caller);
    let ack = bench.expect(B, "ACK");
    assert_eq!(to_tag(&ack).as_deref(), Some("b2"));
    bench.respond(B, &bye, "200 OK", "", "", "");
    bench.expect_silence();
    let port = answered.port();
    let later = Some("192.168.0.102:9018");
    assert_eq!(media_to(&mut bench, port, MEDIA_A).as_deref(), later);
    bench.in_dialog(&a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    assert_eq!(to_tag(&bye).as_deref(), Some("b2"));
}

/// R-5.3.1-3: a 2xx without a tag answers in a dialog of its own, and not in the early one that has a tag.
#[test]
fn an_answer_without_a_tag_ends_the_early_dialog_with_one() {
    let mut bench = Bench::open();
    bench.judge.dismiss();
    let (caller, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, EARLY, "b1", LINES, &answer());
    bench.expect(A, "SIP/2.0 183");
    let later = "192.168.0.102:9018";
    let other = sdp("192.168.0.102", 9018);
    bench.respond(B, &invite, "200 OK", "", LINES, &other);
    let bye = bench.expect(B, "BYE");
    assert_eq!(to_tag(&bye).as_deref(), Some("b1"));
    bench.respond(B, &bye, "200 OK", "", "", "");
    let (a, answered) = acknowledge(&mut bench, &caller);
    let ack = bench.expect(B, "ACK");
    assert_eq!(to_tag(&ack), None);
    let port = answered.port();
    assert_eq!(media_to(&mut bench, port, MEDIA_A).as_deref(), Some(later));
    bench.in_dialog(&a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    assert_eq!(to_tag(&bye), None);
}

/// R-5.3.2-1, R-5.3.2-2, R-5.3.2-4, R-5.3.2-5: two 2xx of one INVITE: the first is kept with its media, the
/// second acknowledged and ended.
#[test]
fn a_second_dialog_that_is_answered_gets_ack_and_bye() {
    let mut bench = Bench::open();
    let (_, _, invite, answered) = talk(&mut bench);
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b2",
        LINES,
        &sdp("192.168.0.102", 9018),
    );
    let ack = bench.expect(B, "ACK");
    let bye = bench.expect(B, "BYE");
    for sent in [&ack, &bye] {
        assert_eq!(to_tag(sent).as_deref(), Some("b2"));
    }
    assert!(number_of(&bye) > number_of(&ack));
    bench.respond(B, &bye, "200 OK", "", "", "");
    // Its ACK was lost.
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b2",
        LINES,
        &sdp("192.168.0.102", 9018),
    );
    assert_eq!(bench.expect(B, "ACK").text, ack.text);
    bench.expect_silence();
    let port = answered.port();
    assert_eq!(
        media_to(&mut bench, port, MEDIA_A).as_deref(),
        Some(MEDIA_B)
    );
    assert_eq!(bench.report().calls, 1);
}

/// R-5.3.2-1, R-5.3.2-2, R-5.3.2-4, R-5.3.2-5: two phones answer at once.
#[test]
fn of_two_phones_that_answer_the_first_has_the_call() {
    let mut bench = two_phones();
    let caller = bench.invite("102", LINES, &offer());
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.skip();
    bench.respond(C, &second, "180 Ringing", "c1", LINES, "");
    bench.skip();
    bench.respond(B, &first, "200 OK", "b1", LINES, &answer());
    bench.expect(C, "CANCEL");
    let (_, answered) = acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    bench.respond(
        C,
        &second,
        "200 OK",
        "c1",
        LINES,
        &sdp("192.168.0.103", 8018),
    );
    bench.expect(C, "ACK");
    let bye = bench.expect(C, "BYE");
    assert_eq!(to_tag(&bye).as_deref(), Some("c1"));
    let (port_a, port_c) = (answered.port(), second.port());
    assert_eq!(
        media_to(&mut bench, port_a, MEDIA_A).as_deref(),
        Some(MEDIA_B)
    );
    assert_eq!(media_to(&mut bench, port_c, "192.168.0.103:8018"), None);
    assert_eq!(bench.report().calls, 1);
}

/// A session description with other codecs.
fn with_codecs(host: &str, port: u16, formats: &str) -> String {
    let text = sdp(host, port);
    let head = text.split("m=audio").next().expect("a head");
    format!("{head}m=audio {port} RTP/AVP {formats}\r\n")
}

/// R-5.3.2-3: the caller took the answer of a phone that lost for the answer.
#[test]
fn a_caller_whose_early_answer_had_another_codec_is_offered_the_right_one() {
    let rows = [(PLAIN, "INVITE"), (ALL, "UPDATE")];
    for (allow, method) in rows {
        let mut bench = two_phones();
        let offer = with_codecs("192.168.0.101", 8026, "0 8");
        let caller = bench.invite("102", &allow.replace("Supported: 100rel\r\n", ""), &offer);
        let first = bench.expect(B, "INVITE");
        let second = bench.expect(C, "INVITE");
        bench.skip();
        let answer = with_codecs("192.168.0.102", 8016, "0");
        bench.respond(B, &first, EARLY, "b1", CONTACT, &answer);
        let early = bench.expect(A, "SIP/2.0 183");
        assert!(early.body().contains("RTP/AVP 0\r\n"));
        let answer = with_codecs("192.168.0.103", 8016, "8");
        bench.respond(
            C,
            &second,
            "200 OK",
            "c1",
            "Contact: <sip:102@192.168.0.103>\r\n",
            &answer,
        );
        bench.expect(B, "CANCEL");
        let answered = bench.expect(A, "SIP/2.0 200");
        assert!(answered.body().contains("RTP/AVP 8\r\n"));
        let a = Bench::established(&caller, &answered);
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(C, "ACK");
        let again = bench.expect(A, method);
        assert_eq!(again.body(), answered.body());
        let lines = format!("Contact: <sip:x101@{A}>\r\n");
        let answer = with_codecs("192.168.0.101", 8026, "8");
        bench.respond(A, &again, "200 OK", "", &lines, &answer);
        if method == "INVITE" {
            bench.expect(A, "ACK");
        }
        bench.expect_silence();
    }
}

/// R-5.3.2-3: the caller knows the right answer already: nothing is offered again.
#[test]
fn a_caller_whose_early_answer_had_the_same_codec_is_left_alone() {
    let mut bench = two_phones();
    let offer = with_codecs("192.168.0.101", 8026, "0 8");
    let caller = bench.invite("102", PLAIN, &offer);
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.skip();
    let answer = with_codecs("192.168.0.102", 8016, "8");
    bench.respond(B, &first, EARLY, "b1", CONTACT, &answer);
    let answer = with_codecs("192.168.0.103", 9016, "8");
    bench.respond(
        C,
        &second,
        "200 OK",
        "c1",
        "Contact: <sip:102@192.168.0.103>\r\n",
        &answer,
    );
    bench.expect(A, "SIP/2.0 183");
    bench.expect(B, "CANCEL");
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(C, "ACK");
    bench.expect_silence();
}
