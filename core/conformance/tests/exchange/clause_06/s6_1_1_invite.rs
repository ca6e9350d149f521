//! JJ-22.11 §6.1.1: what a new call is.

use super::*;

/// R-6.1.1-1: without tag in To; with one it names a dialog, which we do not have.
#[test]
fn an_invite_without_tag_is_a_new_call_and_one_with_a_tag_is_not() {
    for tag in ["", ";tag=x"] {
        let mut bench = Bench::open();
        let head = Head {
            method: "INVITE",
            uri: &format!("sip:102@{SERVER}"),
            from: &format!("<sip:101@{SERVER}>;tag=a1"),
            to: &format!("<sip:102@{SERVER}>{tag}"),
            call_id: "new",
            cseq: 1,
        };
        let lines = format!("Contact: <sip:x101@{A}>\r\n{PLAIN}");
        bench.request(A, &head, &lines, &offer());
        if tag.is_empty() {
            bench.expect(B, "INVITE");
            bench.expect(A, "SIP/2.0 100");
        } else {
            bench.expect(A, "SIP/2.0 481");
        }
        bench.expect_silence();
        assert_eq!(bench.report().calls, usize::from(tag.is_empty()));
    }
}

/// R-6.1.1-2
#[test]
fn a_call_gets_100_and_then_rings() {
    let mut bench = Bench::open();
    let (_, _, ringing) = ringing(&mut bench, PLAIN);
    assert_eq!(ringing.line(), "SIP/2.0 180 Ringing");
    assert_eq!(bench.report().calls, 1);
}

/// R-6.1.1-3: in the room of the call before, whose BYE is repeated.
#[test]
fn a_call_rings_while_the_end_of_another_is_open() {
    let mut bench = one_call();
    let talk = talking(&mut bench, PLAIN);
    bench.in_dialog(&talk.a, "BYE", 3, "", "");
    assert_eq!(times(&mut bench, B, "BYE", 1), [0, 500]);
    expect_room(&mut bench);
    assert_eq!(times(&mut bench, B, "BYE", 3), [500, 2500], "still open");
}
