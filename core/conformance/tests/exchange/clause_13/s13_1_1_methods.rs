//! JJ-22.11 §13.1.1: the methods (JJ-22.11 T13-1).

use naisen_conformance::exchange_stage::{A, B, Bench, Head, SERVER};
use naisen_exchange::Use;

use super::{ALL, CONTACT_A, CONTACT_B, PLAIN, answer_change, call, exchange, sdp_a, sdp_b, talk};

/// R-13.1.1-1: from one phone to the other, each is answered here and made anew there.
#[test]
fn invite_ack_re_invite_and_bye_go_from_leg_to_leg() {
    let mut bench = exchange(|_| {});
    let (a, _, _) = talk(&mut bench, PLAIN, PLAIN);
    bench.in_dialog(&a, "INVITE", 3, &format!("{CONTACT_A}{PLAIN}"), &sdp_a(2));
    let re_invite = answer_change(&mut bench, B, PLAIN, &sdp_b(1));
    assert!(re_invite.line().starts_with("INVITE "));
    let told = bench.skip();
    assert!(
        told.iter()
            .any(|it| it.to == A && it.line().starts_with("SIP/2.0 200"))
    );
    bench.in_dialog(&a, "ACK", 3, "", "");
    bench.skip();
    bench.in_dialog(&a, "BYE", 4, "", "");
    let bye = bench.expect(B, "BYE");
    bench.respond(B, &bye, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.expect_nothing_left();
}

/// R-13.1.1-1: CANCEL.
#[test]
fn cancel_goes_from_leg_to_leg() {
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
    bench.expect(A, "SIP/2.0 180");
    bench.cancel(&caller);
    let told = bench.skip();
    let starts: Vec<_> = told.iter().map(|it| it.line().split(' ').next()).collect();
    assert!(starts.contains(&Some("CANCEL")), "{told:#?}");
    let count = |start: &str| {
        told.iter()
            .filter(|it| it.line().starts_with(start))
            .count()
    };
    assert_eq!((count("SIP/2.0 200"), count("SIP/2.0 487")), (1, 1));
}

/// R-13.1.1-2: sending. PRACK goes out only for a reliable 1xx of an INVITE that offered 100rel.
#[test]
fn prack_is_sent_only_after_an_offer_of_100rel() {
    for (offered, expected) in [(Use::Always, 1), (Use::Off, 0)] {
        let mut bench = exchange(|config| config.rel100 = offered);
        let (_, invite) = call(&mut bench, PLAIN);
        let reliable = format!("{CONTACT_B}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
        bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
        let told = bench.skip();
        let pracks = told.iter().filter(|it| it.line().starts_with("PRACK "));
        assert_eq!(pracks.count(), expected, "{offered:?}");
    }
}

/// R-13.1.1-2: receiving.
#[test]
fn prack_is_answered() {
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, ALL);
    let reliable = format!("{CONTACT_B}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &ringing);
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
    let prack = bench.expect(B, "PRACK");
    bench.respond(B, &prack, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
}

/// R-13.1.1-4: a REGISTER is answered, and over calls, refreshes and the end of bindings none is sent.
#[test]
fn register_is_answered_and_never_sent() {
    let mut bench = exchange(|_| {});
    let head = Head {
        method: "REGISTER",
        uri: &format!("sip:{SERVER}"),
        from: &format!("<sip:101@{SERVER}>;tag=r"),
        to: &format!("<sip:101@{SERVER}>"),
        call_id: "r",
        cseq: 1,
    };
    bench.request(A, &head, CONTACT_A, "");
    let answered = bench.expect(A, "SIP/2.0 401");
    assert!(answered.text.contains("CSeq: 1 REGISTER"));
    talk(&mut bench, PLAIN, PLAIN);
    bench.wait(std::time::Duration::from_secs(7300));
    assert!(
        bench
            .skip()
            .iter()
            .all(|it| !it.line().starts_with("REGISTER "))
    );
}

/// R-13.1.1-5: UPDATE is answered whether or not it is in use here, with and without a description, and
/// goes on as such only where it is.
#[test]
fn update_is_answered_always() {
    for (used, described) in [(true, true), (true, false), (false, true), (false, false)] {
        let row = format!("used {used}, described {described}");
        let mut bench = exchange(|config| config.update = used);
        let (a, b, _) = talk(&mut bench, ALL, ALL);
        let from_a = (&a, 3, CONTACT_A, sdp_a(2));
        let from_b = (&b, 1, CONTACT_B, sdp_b(2));
        for ((dialog, cseq, contact, offer), other, answer) in
            [(from_a, B, sdp_b(1)), (from_b, A, sdp_a(2))]
        {
            let body = if described { &*offer } else { "" };
            bench.in_dialog(dialog, "UPDATE", cseq, contact, body);
            let mut told = bench.skip();
            if let Some(sent) = told.iter().find(|it| it.to == other).cloned() {
                assert!(used || !sent.line().starts_with("UPDATE "), "{row}");
                let contact = if other == A { CONTACT_A } else { CONTACT_B };
                let answer = if sent.body().is_empty() { "" } else { &*answer };
                bench.respond(other, &sent, "200 OK", "", contact, answer);
                told.extend(bench.skip());
            }
            let answers = told.iter().filter(|it| it.to == dialog.phone);
            let answers: Vec<_> = answers.map(|it| it.line()).collect();
            assert_eq!(answers, ["SIP/2.0 200 OK"], "{row}");
        }
    }
}

/// R-13.1.1-5: sending. A change goes to the phone by UPDATE only where it is in use here and the phone
/// allows it.
#[test]
fn update_is_sent_only_where_both_use_it() {
    for (used, lines, method) in [
        (true, ALL, "UPDATE "),
        (true, PLAIN, "INVITE "),
        (false, ALL, "INVITE "),
    ] {
        let mut bench = exchange(|config| config.update = used);
        let (a, _, _) = talk(&mut bench, ALL, lines);
        let asked = if used { "UPDATE" } else { "INVITE" };
        bench.in_dialog(&a, asked, 3, CONTACT_A, &sdp_a(2));
        let change = bench.expect(B, method);
        assert!(!change.body().is_empty());
    }
}

/// R-13.1.1-6: what is out of scope is answered, and ends nothing.
#[test]
fn other_methods_are_answered_and_end_nothing() {
    let mut bench = exchange(|_| {});
    let (a, _, _) = talk(&mut bench, PLAIN, PLAIN);
    for (cseq, method, status) in [(3, "OPTIONS", 200), (4, "INFO", 405), (5, "MESSAGE", 405)] {
        bench.in_dialog(&a, method, cseq, "", "");
        bench.expect(A, &format!("SIP/2.0 {status}"));
        bench.expect_silence();
    }
    bench.in_dialog(&a, "BYE", 6, "", "");
    bench.expect(B, "BYE");
}
