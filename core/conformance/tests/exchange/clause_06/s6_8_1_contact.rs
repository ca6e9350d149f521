//! JJ-22.11 §6.8.1: our Contact.

use naisen_conformance::expect_unguessable;

use super::*;
use crate::clause_07::UPDATING;

fn contact(sent: &Sent) -> String {
    sent.header(HeaderName::Contact)
        .expect("Contact")
        .to_owned()
}

fn user(sent: &Sent) -> String {
    let contact = contact(sent);
    let (user, _) = contact.split_once('@').expect("a user part");
    user.trim_start_matches("<sip:").to_owned()
}

/// R-6.8.1-1
#[test]
fn each_call_has_a_contact_of_its_own_that_nobody_can_guess() {
    let mut bench = Bench::open();
    let users: Vec<String> = (0..40)
        .map(|_| user(&ringing(&mut bench, PLAIN).2))
        .collect();
    expect_unguessable(&users);
}

/// R-6.8.1-3: in 180, in 200, in the answer to a re-INVITE, and in a re-INVITE of ours.
#[test]
fn the_contact_of_a_call_stays() {
    let mut bench = Bench::open();
    let (caller, invite, told) = ringing(&mut bench, PLAIN);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (a, answered) = acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    assert_eq!(contact(&answered), contact(&told));
    let lines = format!("Contact: <sip:x101@{A}>\r\n{PLAIN}");
    bench.in_dialog(&a, "INVITE", 3, &lines, "");
    let changed = bench.expect(A, "SIP/2.0 200");
    assert_eq!(contact(&changed), contact(&told));
    bench.in_dialog(&a, "ACK", 3, "", &offer());
    let b = Bench::called(B, &invite, "b1");
    let moved = answer().replace("- 1 1", "- 1 2").replace("8016", "8018");
    bench.skip();
    bench.in_dialog(&b, "INVITE", 1, LINES, &moved);
    let re_invite = bench.expect(A, "INVITE");
    assert_eq!(contact(&re_invite), contact(&told));
}

/// R-6.8.1-4: nor does a change or a refresh with another user part, on either leg: the other phone does not
/// hear of it.
#[test]
fn a_change_addressed_to_another_contact_changes_nothing() {
    for of_caller in [true, false] {
        for (method, body) in [
            ("INVITE", offer()),
            ("UPDATE", offer()),
            ("UPDATE", String::new()),
        ] {
            let mut bench = Bench::open();
            let talk = talking(&mut bench, UPDATING);
            let dialog = if of_caller { talk.a } else { talk.b };
            let strange = Dialog {
                uri: dialog.uri.replace("sip:", "sip:x"),
                ..dialog.clone()
            };
            let lines = format!("Contact: <sip:moved@{}>\r\n{UPDATING}", dialog.phone);
            bench.in_dialog(&strange, method, 3, &lines, &body);
            let sent = bench.skip();
            let accepted = |it: &Sent| it.line() == "SIP/2.0 200 OK";
            assert!(!sent.iter().any(accepted), "{method}");
            assert!(sent.iter().all(|it| it.to == dialog.phone), "{method}");
            bench.in_dialog(&dialog, "BYE", 4, "", "");
            bench.expect(if of_caller { B } else { A }, "BYE");
        }
    }
}

/// R-6.8.1-4: BYE and ACK with another user part have no effect; with the expected one they have.
#[test]
fn what_is_addressed_to_another_contact_has_no_effect() {
    let mut bench = Bench::open();
    let call = answered(&mut bench, PLAIN);
    let strange = Dialog {
        uri: call.a.uri.replace("sip:", "sip:x"),
        ..call.a.clone()
    };
    bench.in_dialog(&strange, "ACK", 2, "", "");
    bench.expect_silence();
    assert_eq!(
        times(&mut bench, A, "SIP/2.0 200", 1),
        [500],
        "such an ACK does not count"
    );
    bench.in_dialog(&call.a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.in_dialog(&strange, "BYE", 3, "", "");
    assert!(bench.skip().iter().all(|it| it.line() != "SIP/2.0 200 OK"));
    assert_eq!(bench.report().calls, 1);
    expect_media(&mut bench, call.answered.port(), call.invite.port());
    bench.in_dialog(&call.a, "BYE", 4, "", "");
    bench.expect(B, "BYE");
}

/// R-6.8.1-4: nor before the answer: PRACK and BYE leave the phone, and the call that rings, alone.
#[test]
fn what_is_addressed_to_another_contact_has_no_effect_on_a_call_that_rings() {
    for (method, handed_on) in [("PRACK", "PRACK"), ("BYE", "CANCEL")] {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, ALL);
        let of_phone = format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
        bench.respond(B, &invite, "180 Ringing", "b1", &of_phone, "");
        let told = bench.expect(A, "SIP/2.0 180");
        let a = Bench::established(&caller, &told);
        let strange = Dialog {
            uri: a.uri.replace("sip:", "sip:x"),
            ..a.clone()
        };
        let rseq = told.header(HeaderName::RSeq).expect("RSeq");
        let rack = format!("RAck: {rseq} 2 INVITE\r\n");
        let lines = if method == "PRACK" { &*rack } else { "" };
        bench.in_dialog(&strange, method, 3, lines, "");
        let sent = bench.skip();
        let accepted = |it: &Sent| it.line() == "SIP/2.0 200 OK";
        assert!(
            sent.iter().all(|it| it.to == A && !accepted(it)),
            "{method}"
        );
        assert_eq!(times(&mut bench, A, "SIP/2.0 180", 1), [500], "{method}");
        bench.in_dialog(&a, method, 4, lines, "");
        let sent = bench.skip();
        let wanted = |it: &Sent| it.to == B && it.line().starts_with(handed_on);
        assert!(sent.iter().any(wanted), "{method}");
    }
}
