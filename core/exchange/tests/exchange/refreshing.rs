//! Refreshes and changes of calls that stand, from leg to leg (JJ-22.11 §9, §10.2).

use std::time::Duration;

use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::{
    A, B, Bench, Dialog, PLAIN, Sent, answer_lines, contact_of, number_of, open_config, sdp,
};

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

/// JJ-22.11 §i.5; R-9.2.1-2, R-10.2.2-3
#[test]
fn a_refresh_by_re_invite_goes_from_leg_to_leg() {
    let all = "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer\r\n";
    let mut bench = Bench::open();
    let offer = sdp("192.168.0.101", 8026);
    let lines = format!("{all}Session-Expires: 180\r\n");
    let caller = bench.invite("102", &lines, &offer);
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uas\r\n";
    let answer = sdp("192.168.0.102", 8016);
    let ok = format!("{contact}{all}{timer}");
    bench.respond(B, &invite, "200 OK", "b1", &ok, &answer);
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.wait(Duration::from_secs(90));
    let b = Bench::called(B, &invite, "b1");
    let refresh = format!("{contact}{all}Session-Expires: 180;refresher=uac\r\n");
    bench.in_dialog(&b, "INVITE", 2, &refresh, &answer);
    bench.wait(Duration::from_millis(10));
    let re_invite = bench.expect(A, "INVITE");
    assert_eq!(re_invite.body(), answered.body());
    let interval = re_invite.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("180;refresher=uac"));
    let agreed = format!(
        "Contact: <sip:x101@{A}>\r\n{all}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n"
    );
    bench.respond(A, &re_invite, "200 OK", "", &agreed, &offer);
    let refreshed = bench.expect(B, "SIP/2.0 200");
    assert_eq!(refreshed.body(), invite.body());
    bench.expect_silence();
    bench.in_dialog(&b, "ACK", 2, "", "");
    let ack = bench.expect(A, "ACK");
    assert_eq!(number_of(&ack), number_of(&re_invite));

    // Hold: the direction goes through, the port stays.
    let held = answer.replace("- 1 1", "- 1 2") + "a=sendonly\r\n";
    bench.in_dialog(&b, "INVITE", 3, &refresh, &held);
    let re_invite = bench.expect(A, "INVITE");
    assert!(re_invite.body().contains("a=sendonly"));
    assert_eq!(re_invite.port(), answered.port());
    bench.respond(A, &re_invite, "488 Not Acceptable Here", "", "", "");
    bench.expect(A, "ACK");
    bench.expect(B, "SIP/2.0 488");
    bench.expect_silence();
    assert!(bench.records().is_empty(), "the call goes on");
}

/// R-9.2.1-1, R-9.2.1-2: one phone refreshes by UPDATE, the other knows only re-INVITE.
#[test]
fn a_refresh_by_update_becomes_a_re_invite_where_update_is_unknown() {
    let mut bench = Bench::open();
    let with_update = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\nSupported: timer\r\n";
    let without = "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer\r\n";
    let lines = format!("{with_update}Session-Expires: 180\r\n");
    let caller = bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uac\r\n";
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        &format!("{contact}{without}{timer}"),
        &answer,
    );
    let answered = bench.expect(A, "SIP/2.0 200");
    let interval = answered.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("180;refresher=uac"));
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.wait(Duration::from_secs(90));
    bench.expect_silence();
    let contact_a = format!("Contact: <sip:x101@{A}>\r\n");
    let refresh = format!("{contact_a}{with_update}Session-Expires: 180;refresher=uac\r\n");
    bench.in_dialog(&a, "UPDATE", 3, &refresh, "");
    let re_invite = bench.expect(B, "INVITE");
    assert_eq!(re_invite.body(), invite.body());
    bench.expect_silence();
    bench.respond(
        B,
        &re_invite,
        "200 OK",
        "",
        &format!("{contact}{without}{timer}"),
        &answer,
    );
    bench.expect(A, "SIP/2.0 200");
    bench.expect(B, "ACK");
    bench.expect_silence();
}

/// Only the caller has the session timer: its refreshes end at the exchange.
#[test]
fn a_timer_of_one_phone_runs_on_its_leg_alone() {
    let mut bench = Bench::open();
    let all = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\nSupported: timer\r\n";
    let offer = sdp("192.168.0.101", 8026);
    let lines = format!("{all}Session-Expires: 180;refresher=uac\r\n");
    let caller = bench.invite("102", &lines, &offer);
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let lines = answer_lines("sip:102@192.168.0.102");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        &lines,
        &sdp("192.168.0.102", 8016),
    );
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(answered.header(HeaderName::Require), Some("timer"));
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    let refresh = format!("Contact: <sip:x101@{A}>\r\n{all}Session-Expires: 180;refresher=uac\r\n");
    bench.in_dialog(&a, "UPDATE", 3, &refresh, "");
    let refreshed = bench.expect(A, "SIP/2.0 200");
    assert!(refreshed.has(HeaderName::SessionExpires));
    bench.expect_silence();
    bench.in_dialog(&a, "INVITE", 4, &refresh, &offer);
    let refreshed = bench.expect(A, "SIP/2.0 200");
    assert_eq!(refreshed.body(), answered.body());
    bench.in_dialog(&a, "ACK", 4, "", "");
    bench.expect_silence();
    // A change does go on: the caller moves.
    let moved = sdp("192.168.0.109", 8026).replace("- 1 1", "- 1 2");
    bench.in_dialog(&a, "INVITE", 5, &refresh, &moved);
    let re_invite = bench.expect(B, "INVITE");
    bench.respond(
        B,
        &re_invite,
        "200 OK",
        "",
        &lines,
        &sdp("192.168.0.102", 8016),
    );
    bench.expect(A, "SIP/2.0 200");
    bench.in_dialog(&a, "ACK", 5, "", "");
    bench.expect(B, "ACK");
    bench.rtp(invite.port(), "192.168.0.102:8016");
    assert_eq!(bench.media[0].1, "192.168.0.109:8026");
}

/// The phone acknowledges to us what the caller does not know (R-8-2).
#[test]
fn each_leg_has_its_own_extensions_where_the_other_has_none() {
    let mut config = open_config();
    config.rel100 = naisen_exchange::Use::Always;
    config.timer = naisen_exchange::Use::Always;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let caller = bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    assert_eq!(invite.header(HeaderName::Supported), Some("100rel, timer"));
    assert_eq!(invite.header(HeaderName::SessionExpires), Some("1800"));
    let all = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n";
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    let reliable = format!("{contact}{all}Require: 100rel\r\nRSeq: 9\r\n");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
    let prack = bench.expect(B, "PRACK");
    bench.respond(B, &prack, "200 OK", "", "", "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert!(!ringing.has(HeaderName::Require) && !ringing.has(HeaderName::RSeq));
    let timer = "Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n";
    let ok = format!("{contact}{all}{timer}");
    bench.respond(B, &invite, "200 OK", "b1", &ok, &sdp("192.168.0.102", 8016));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert!(!answered.has(HeaderName::SessionExpires));
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    // We are the refresher towards the phone; the caller hears nothing of it.
    bench.wait(Duration::from_millis(900_100));
    let update = bench.expect(B, "UPDATE");
    bench.respond(B, &update, "200 OK", "", &ok, "");
    bench.expect_silence();
}
