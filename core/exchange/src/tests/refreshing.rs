//! Refreshes and changes of calls that stand, from leg to leg (JJ-22.11 §9, §10.2).

use std::time::Duration;

use naisen_sip::HeaderName;

use super::bench::{A, B, Bench, Dialog, Sent, sdp};

const TIMER: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer\r\n";
const CONTACT_B: &str = "Contact: <sip:102@192.168.0.102>\r\n";

/// A call of two phones with session timer; the callee says `granted`.
fn talk(bench: &mut Bench, asked: &str, granted: &str) -> (Dialog, Dialog, Sent, Sent) {
    let lines = format!("{TIMER}Session-Expires: {asked}\r\n");
    let caller = bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let ok = format!("{CONTACT_B}{TIMER}Require: timer\r\nSession-Expires: {granted}\r\n");
    bench.respond(B, &invite, "200 OK", "b1", &ok, &sdp("192.168.0.102", 8016));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    (a, Bench::called(B, &invite, "b1"), invite, answered)
}

/// R-9.2.1-2: the refresh of one phone keeps both legs alive, with an offer in it or without.
#[test]
fn a_refresh_without_offer_refreshes_the_other_leg_too() {
    let mut bench = Bench::open();
    let (_, b, _, answered) = talk(&mut bench, "180", "180;refresher=uas");
    let refresh = format!("{CONTACT_B}{TIMER}Session-Expires: 180;refresher=uac\r\n");
    for cseq in 2..5 {
        bench.wait(Duration::from_secs(90));
        bench.expect_silence();
        bench.in_dialog(&b, "INVITE", cseq, &refresh, "");
        bench.expect(B, "SIP/2.0 200");
        let re_invite = bench.expect(A, "INVITE");
        assert_eq!(re_invite.body(), answered.body());
        let interval = re_invite.header(HeaderName::SessionExpires);
        assert_eq!(interval, Some("180;refresher=uac"));
        let agreed = format!(
            "Contact: <sip:x101@{A}>\r\n{TIMER}Require: timer\r\n\
             Session-Expires: 180;refresher=uac\r\n"
        );
        bench.respond(
            A,
            &re_invite,
            "200 OK",
            "",
            &agreed,
            &sdp("192.168.0.101", 8026),
        );
        bench.expect(A, "ACK");
        bench.in_dialog(&b, "ACK", cseq, "", &sdp("192.168.0.102", 8016));
        bench.expect_silence();
    }
}

/// R-9.4.1-2, JJ-22.11 E-16: the legs keep one interval, the shorter one.
#[test]
fn an_interval_that_the_callee_shortens_holds_for_the_caller() {
    let mut bench = Bench::open();
    let (a, _, _, answered) = talk(&mut bench, "1800", "600;refresher=uac");
    let interval = answered.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("600;refresher=uac"));
    bench.wait(Duration::from_secs(300));
    let refresh =
        format!("Contact: <sip:x101@{A}>\r\n{TIMER}Session-Expires: 600;refresher=uac\r\n");
    bench.in_dialog(&a, "INVITE", 3, &refresh, &sdp("192.168.0.101", 8026));
    let re_invite = bench.expect(B, "INVITE");
    let interval = re_invite.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("600;refresher=uac"));
}

/// RFC 3261 §14.1: a re-INVITE that was given up, and was accepted by the other phone all the same.
#[test]
fn a_re_invite_that_is_cancelled_is_undone_and_the_call_goes_on() {
    let mut bench = Bench::open();
    let (mut a, _, invite, _) = talk(&mut bench, "1800", "1800;refresher=uas");
    let lines = format!("Contact: <sip:x101@{A}>\r\n{TIMER}");
    let held = sdp("192.168.0.101", 8026).replace("- 1 1", "- 1 2") + "a=sendonly\r\n";
    bench.in_dialog(&a, "INVITE", 3, &lines, &held);
    a.branch = bench.last_branch();
    a.cseq = 3;
    let re_invite = bench.expect(B, "INVITE");
    assert!(re_invite.body().contains("a=sendonly"));
    bench.cancel(&a);
    bench.expect(A, "SIP/2.0 200");
    let refused = bench.expect(A, "SIP/2.0 487");
    bench.acknowledge_refusal(&a, &refused);
    bench.expect_silence();
    let answer = sdp("192.168.0.102", 8016).replace("- 1 1", "- 1 2") + "a=recvonly\r\n";
    let ok = format!("{CONTACT_B}{TIMER}");
    bench.respond(B, &re_invite, "200 OK", "", &ok, &answer);
    bench.expect(B, "ACK");
    let back = bench.expect(B, "INVITE");
    assert!(!back.body().contains("a=sendonly"));
    assert_eq!(back.port(), invite.port());
    let answer = sdp("192.168.0.102", 8016).replace("- 1 1", "- 1 3");
    bench.respond(B, &back, "200 OK", "", &ok, &answer);
    bench.expect(B, "ACK");
    bench.wait(Duration::from_secs(60));
    bench.expect_silence();
    assert!(bench.records().is_empty(), "the call goes on");
}
