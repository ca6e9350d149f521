//! JJ-22.11 §13.1.2: the responses (JJ-22.11 T13-2 to T13-5).

use std::time::Duration;

use naisen_conformance::exchange_stage::{
    A, B, Bench, Head, SERVER, authorization, contact_of, number_of,
};
use naisen_exchange::{Config, InviteChallenge, Use};
use naisen_jj2211::{MessageKind, Standard};
use naisen_sip::HeaderName;

use super::{ALL, CONTACT_A, CONTACT_B, PLAIN, call, exchange, sdp_a, sdp_b, status, talk};

/// R-13.1.2-1: a 1xx without a meaning of its own is a 183.
#[test]
fn an_unknown_1xx_is_taken_as_183() {
    let mut bench = exchange(|_| {});
    let (_, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "189 Whatever", "b1", CONTACT_B, &sdp_b(1));
    let told = bench.expect(A, "SIP/2.0 183");
    assert!(!told.body().is_empty());
}

/// R-13.1.2-1, R-13.1.2-4: a 2xx without a meaning of its own is a 200.
#[test]
fn an_unknown_2xx_is_taken_as_200() {
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "299 Whatever", "b1", CONTACT_B, &sdp_b(1));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.expect_silence();
    assert_eq!(bench.report().calls, 1);
}

/// R-13.1.2-1, R-13.1.2-13: whatever its code, a refusal is acknowledged and ends the attempt on both
/// legs.
#[test]
fn each_refusal_of_an_invite_ends_the_attempt() {
    let standard = Standard::get();
    let listed = |code: &u16| {
        let row = standard.response(MessageKind::Invite, *code);
        row.is_some_and(|row| !row.is_other)
    };
    let unknown = [399, 499, 599, 699];
    let codes: Vec<u16> = (400..700).filter(listed).chain(unknown).collect();
    assert!(codes.len() > 35, "{codes:?}");
    for code in codes {
        let mut bench = exchange(|_| {});
        let (caller, invite) = call(&mut bench, PLAIN);
        bench.respond(B, &invite, &format!("{code} Refused"), "b1", "", "");
        bench.expect(B, "ACK");
        let refusal = bench.expect(A, "SIP/2.0 ");
        let told = status(&refusal);
        assert!((400..700).contains(&told), "{code} becomes {told}");
        bench.acknowledge_refusal(&caller, &refusal);
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1, "{code}");
    }
}

/// R-13.1.2-2, R-13.1.2-3, R-13.1.2-4: sent and understood. 100 and 180 go to the caller, 181 to 183 stop
/// nothing, and the 200 of the phone makes the call.
#[test]
fn each_1xx_and_200_are_understood_and_sent() {
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "100 Trying", "", "", "");
    bench.wait(Duration::from_secs(10));
    bench.expect_silence();
    bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
    bench.expect(A, "SIP/2.0 180");
    for line in ["181 Forwarded", "182 Queued", "183 Session Progress"] {
        bench.respond(B, &invite, line, "b1", CONTACT_B, "");
        assert!(
            bench.skip().iter().all(|it| it.to == A && status(it) < 200),
            "{line}"
        );
    }
    bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, &sdp_b(1));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
}

/// R-13.1.2-5: a redirection is neither followed nor handed on.
#[test]
fn no_3xx_is_followed_or_sent() {
    for code in [300, 301, 302, 305, 380] {
        let mut bench = exchange(|_| {});
        let (_, invite) = call(&mut bench, PLAIN);
        let elsewhere = "Contact: <sip:103@192.168.0.103>\r\n";
        bench.respond(
            B,
            &invite,
            &format!("{code} Elsewhere"),
            "b1",
            elsewhere,
            "",
        );
        bench.expect(B, "ACK");
        assert!(status(&bench.expect(A, "SIP/2.0 ")) >= 400, "{code}");
        bench.expect_silence();
    }
}

/// R-13.1.2-6, R-13.1.2-8: the INVITE of a phone is challenged by 407, or by 401, as is set.
#[test]
fn an_invite_is_challenged_by_407_or_by_401() {
    for (setting, start, header) in [
        (
            InviteChallenge::Proxy407,
            "SIP/2.0 407",
            HeaderName::ProxyAuthenticate,
        ),
        (
            InviteChallenge::Server401,
            "SIP/2.0 401",
            HeaderName::WwwAuthenticate,
        ),
    ] {
        let mut bench = exchange(|config| config.authentication.invite = setting);
        bench.invite("102", PLAIN, &sdp_a(1));
        let challenge = bench.expect(A, start);
        assert!(
            challenge
                .header(header)
                .is_some_and(|it| it.starts_with("Digest "))
        );
        bench.expect_silence();
    }
}

/// R-13.1.2-10: sent for an interval that is too short, and the one of a phone obeyed or handed on.
#[test]
fn a_422_is_sent_and_understood() {
    let mut bench = exchange(|config| config.timer_policy.min_se_s = 300);
    bench.invite("102", &format!("{ALL}Session-Expires: 299\r\n"), &sdp_a(1));
    let refusal = bench.expect(A, "SIP/2.0 422");
    assert_eq!(refusal.header(HeaderName::MinSe), Some("300"));

    let mut bench = exchange(|config| config.timer = Use::Always);
    let (_, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "422 Too Small", "b1", "Min-SE: 2000\r\n", "");
    bench.expect(B, "ACK");
    let again = bench.expect(B, "INVITE");
    assert_eq!(again.header(HeaderName::MinSe), Some("2000"));
    assert_eq!(again.header(HeaderName::SessionExpires), Some("2000"));
}

/// R-13.1.2-11: sent and understood. Busy and no common codec come from the phone or from the exchange
/// itself, 487 follows a CANCEL.
#[test]
fn a_486_a_487_and_a_488_are_sent_and_understood() {
    for code in [486, 488] {
        let mut bench = exchange(|_| {});
        let (_, invite) = call(&mut bench, PLAIN);
        bench.respond(B, &invite, &format!("{code} No"), "b1", "", "");
        bench.expect(B, "ACK");
        bench.expect(A, &format!("SIP/2.0 {code}"));
    }
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
    bench.cancel(&caller);
    let told = bench.skip();
    assert!(told.iter().any(|it| it.to == A && status(it) == 487));
    bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
    bench.expect(B, "ACK");
    let mut bench = exchange(|_| {});
    bench.invite(
        "900",
        PLAIN,
        &sdp_a(1)
            .replace("AVP 0", "AVP 18")
            .replace("0 PCMU", "18 G729"),
    );
    let refused = bench.skip();
    assert_eq!(refused.last().map(status), Some(488));
}

/// R-13.1.2-12, R-13.1.2-18, R-13.4.5-3: with authentication on, a call is challenged once; what follows
/// within it is not, and nothing is answered by 421 or 423, whatever a phone demands.
#[test]
fn nothing_within_a_call_is_challenged_and_no_invite_gets_421_or_423() {
    let mut config: Config = naisen_conformance::exchange_stage::open_config();
    config.authentication.invite = InviteChallenge::Proxy407;
    let mut bench = Bench::new(config, ["101", "102"].map(contact_of).to_vec());
    let caller = bench.invite("102", ALL, &sdp_a(1));
    let challenge = bench.expect(A, "SIP/2.0 407");
    bench.acknowledge_refusal(&caller, &challenge);
    let proof = authorization(&challenge, "INVITE", &caller.uri, "secret");
    bench.in_dialog(
        &caller,
        "INVITE",
        3,
        &format!("{CONTACT_A}{ALL}{proof}"),
        &sdp_a(1),
    );
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &ringing);
    bench.in_dialog(&a, "PRACK", 4, "RAck: 1 3 INVITE\r\n", "");
    bench.expect(A, "SIP/2.0 200");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        &format!("{CONTACT_B}{ALL}"),
        &sdp_b(1),
    );
    bench.expect(A, "SIP/2.0 200");
    bench.in_dialog(&a, "ACK", 3, "", "");
    bench.expect(B, "ACK");
    let b = Bench::called(B, &invite, "b1");
    for (dialog, other) in [(&a, B), (&b, A)] {
        for (cseq, method, body) in [(5, "UPDATE", ""), (6, "INVITE", "sdp")] {
            let (contact, body) = match (other == B, body) {
                (_, "") => (CONTACT_A, String::new()),
                (true, _) => (CONTACT_A, sdp_a(2)),
                (false, _) => (CONTACT_B, sdp_b(2)),
            };
            bench.in_dialog(dialog, method, cseq, contact, &body);
            for sent in bench.skip() {
                assert!(
                    !matches!(status(&sent), 401 | 407 | 421 | 423),
                    "{}",
                    sent.text
                );
                if sent.to == other && !sent.line().starts_with("SIP/2.0") {
                    let (lines, answer) = match (other == B, sent.body().is_empty()) {
                        (true, true) => (CONTACT_B, String::new()),
                        (true, false) => (CONTACT_B, sdp_b(2)),
                        (false, true) => (CONTACT_A, String::new()),
                        (false, false) => (CONTACT_A, sdp_a(2)),
                    };
                    bench.respond(other, &sent, "200 OK", "", lines, &answer);
                }
            }
            bench.skip();
            if method == "INVITE" {
                bench.in_dialog(dialog, "ACK", cseq, "", "");
                bench.skip();
            }
        }
    }
    for (cseq, lines) in [
        (7, "Require: none\r\n"),
        (8, "Supported: timer\r\nSession-Expires: 5\r\n"),
    ] {
        bench.in_dialog(
            &a,
            "INVITE",
            cseq,
            &format!("{CONTACT_A}{lines}"),
            &sdp_a(3),
        );
        let refused = bench.expect(A, "SIP/2.0 4");
        assert!(
            !matches!(status(&refused), 401 | 407 | 421 | 423),
            "{}",
            refused.text
        );
    }
    bench.in_dialog(&a, "BYE", 9, "", "");
    bench.expect(B, "BYE");
    bench.skip();
    // The nonce serves for another call, which is given up.
    let caller = bench.invite("102", ALL, &sdp_a(1));
    let challenge = bench.expect(A, "SIP/2.0 407");
    bench.acknowledge_refusal(&caller, &challenge);
    let mut caller = caller;
    let proof = authorization(&challenge, "INVITE", &caller.uri, "secret");
    let lines = format!("{CONTACT_A}{ALL}{proof}");
    bench.in_dialog(&caller, "INVITE", 3, &lines, &sdp_a(1));
    (caller.cseq, caller.branch) = (3, bench.last_branch());
    bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.cancel(&caller);
    bench.expect(A, "SIP/2.0 200");
    bench.expect(A, "SIP/2.0 487");
}

/// R-13.1.2-14, R-13.1.2-15: received. A 1xx of the other phone settles nothing; its 200 does.
#[test]
fn a_1xx_to_other_requests_is_tolerated_and_a_200_answers_them() {
    for method in ["PRACK", "UPDATE", "BYE"] {
        for line in ["100 Trying", "180 Ringing"] {
            let mut bench = exchange(|_| {});
            let (a, lines, body, answer) = if method == "PRACK" {
                let (caller, invite) = call(&mut bench, ALL);
                let reliable = format!("{CONTACT_B}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
                bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
                let ringing = bench.expect(A, "SIP/2.0 180");
                let a = Bench::established(&caller, &ringing);
                (a, "RAck: 1 2 INVITE\r\n", String::new(), String::new())
            } else {
                let (a, _, _) = talk(&mut bench, ALL, ALL);
                if method == "UPDATE" {
                    (a, CONTACT_A, sdp_a(2), sdp_b(2))
                } else {
                    (a, "", String::new(), String::new())
                }
            };
            bench.in_dialog(&a, method, 3, lines, &body);
            let request = bench.expect(B, method);
            bench.respond(B, &request, line, "", "", "");
            bench.expect_silence();
            let contact = if method == "UPDATE" { CONTACT_B } else { "" };
            bench.respond(B, &request, "200 OK", "", contact, &answer);
            bench.expect(A, "SIP/2.0 200");
            // It is not sent again.
            bench.wait(Duration::from_secs(20));
            assert!(
                bench.skip().iter().all(|it| !it.line().starts_with(method)),
                "{line} to {method}"
            );
        }
    }
}

/// R-13.1.2-14, R-13.1.2-15, R-13.1.2-16: UPDATE, CANCEL, PRACK, BYE and REGISTER get 200, no 1xx before
/// it and no 3xx instead of it, even where the answer has to wait for the other phone.
#[test]
fn other_requests_get_200_and_no_1xx_and_no_3xx() {
    let mut bench = exchange(|_| {});
    let (caller, invite) = call(&mut bench, ALL);
    let reliable = format!("{CONTACT_B}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &ringing);
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
    let prack = bench.expect(B, "PRACK");
    bench.wait(Duration::from_millis(400));
    bench.expect_silence();
    bench.respond(B, &prack, "302 Elsewhere", "", CONTACT_B, "");
    bench.expect(A, "SIP/2.0 200");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        &format!("{CONTACT_B}{ALL}"),
        &sdp_b(1),
    );
    bench.expect(A, "SIP/2.0 200");
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    for (cseq, method, told) in [(4, "UPDATE", 488), (5, "BYE", 200)] {
        let body = if method == "UPDATE" {
            sdp_a(2)
        } else {
            String::new()
        };
        bench.in_dialog(&a, method, cseq, CONTACT_A, &body);
        let sent = bench.expect(B, method);
        bench.wait(Duration::from_millis(400));
        bench.expect_silence();
        bench.respond(B, &sent, "302 Elsewhere", "", CONTACT_B, "");
        bench.expect(A, &format!("SIP/2.0 {told}"));
    }
    let mut bench = exchange(|_| {});
    let (caller, _) = call(&mut bench, PLAIN);
    bench.cancel(&caller);
    let told = bench.skip();
    let answers: Vec<_> = told
        .iter()
        .filter(|it| {
            it.header(HeaderName::CSeq)
                .is_some_and(|cseq| cseq.ends_with("CANCEL"))
        })
        .filter(|it| it.to == A)
        .map(status)
        .collect();
    assert_eq!(answers, [200]);
}

/// R-13.1.2-17: an UPDATE is refused by 422 or 488 as fits, and what the other phone refuses so is
/// understood: the call goes on.
#[test]
fn an_update_is_refused_by_422_or_488_as_fits() {
    let timer = format!("{ALL}Session-Expires: 1800\r\n");
    let granted = format!("{ALL}Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
    let mut bench = exchange(|_| {});
    let (a, _, _) = talk(&mut bench, &timer, &granted);
    let short = format!("{CONTACT_A}Supported: timer\r\nSession-Expires: 60\r\n");
    bench.in_dialog(&a, "UPDATE", 3, &short, "");
    let refused = bench.expect(A, "SIP/2.0 422");
    assert_eq!(refused.header(HeaderName::MinSe), Some("90"));
    bench.in_dialog(&a, "UPDATE", 4, CONTACT_A, &sdp_a(2));
    let update = bench.expect(B, "UPDATE");
    bench.respond(B, &update, "488 Not Acceptable Here", "", "", "");
    bench.expect(A, "SIP/2.0 488");
    let timed = format!("{CONTACT_A}Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
    bench.in_dialog(&a, "UPDATE", 5, &timed, "");
    let update = bench.expect(B, "UPDATE");
    bench.respond(B, &update, "422 Too Small", "", "Min-SE: 2000\r\n", "");
    let again = bench.expect(B, "UPDATE");
    assert_eq!(again.header(HeaderName::MinSe), Some("2000"));
    bench.expect_silence();
    assert_eq!(bench.report().calls, 1);
}

/// A REGISTER of phone 101 that proves itself.
fn register(bench: &mut Bench, lines: &str) -> u16 {
    let (uri, from, to) = (
        format!("sip:{SERVER}"),
        format!("<sip:101@{SERVER}>;tag=r"),
        format!("<sip:101@{SERVER}>"),
    );
    let head = |cseq| Head {
        method: "REGISTER",
        uri: &uri,
        from: &from,
        to: &to,
        call_id: "register-101",
        cseq,
    };
    bench.request(A, &head(1), lines, "");
    let challenge = bench.expect(A, "SIP/2.0 401");
    assert!(challenge.has(HeaderName::WwwAuthenticate));
    assert_eq!(number_of(&challenge), 1);
    let proof = authorization(&challenge, "REGISTER", &uri, "secret");
    bench.request(A, &head(2), &format!("{lines}{proof}"), "");
    let answer = bench.expect(A, "SIP/2.0 ");
    if status(&answer) == 423 {
        assert_eq!(answer.header(HeaderName::MinExpires), Some("60"));
    }
    status(&answer)
}

/// R-13.1.2-15, R-13.1.2-19, R-13.1.2-20, R-13.1.2-21, R-13.1.2-22: a registration is challenged by 401,
/// granted by 200, and refused by 423 if it is too short, by another 4xx for what else is wrong with it.
#[test]
fn register_gets_401_and_200_or_423_or_another_refusal() {
    for (lines, expected) in [
        (format!("{CONTACT_A}Expires: 60\r\n"), 200),
        (format!("{CONTACT_A}Expires: 59\r\n"), 423),
        (format!("{CONTACT_A}Expires: 0\r\n"), 200),
        ("Contact: *\r\nExpires: 60\r\n".to_owned(), 400),
        (format!("{CONTACT_A}{CONTACT_B}Expires: 60\r\n"), 403),
    ] {
        let mut bench = exchange(|config| {
            config.registrar.expires_min_s = 60;
            config.registrar.contacts_max = 1;
        });
        assert_eq!(register(&mut bench, &lines), expected, "{lines}");
    }
}

/// R-13.1.2-23: whatever a phone answers to BYE or CANCEL, nothing is left of the call.
#[test]
fn a_refused_bye_or_cancel_frees_the_call_all_the_same() {
    for line in ["400 No", "403 No", "481 No", "500 No", "603 No", "423 No"] {
        let mut bench = exchange(|_| {});
        let (a, _, _) = talk(&mut bench, PLAIN, PLAIN);
        bench.in_dialog(&a, "BYE", 3, "", "");
        let bye = bench.expect(B, "BYE");
        bench.respond(B, &bye, line, "", "", "");
        bench.expect_nothing_left();

        let mut bench = exchange(|_| {});
        let (caller, invite) = call(&mut bench, PLAIN);
        bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
        bench.skip();
        bench.cancel(&caller);
        let told = bench.skip();
        let cancel = told
            .iter()
            .find(|it| it.line().starts_with("CANCEL"))
            .cloned();
        bench.respond(B, &cancel.expect("a CANCEL"), line, "", "", "");
        bench.expect_nothing_left();
    }
}

/// R-13.1.2-13: with one phone a refusal of no meaning here ends the call; nothing is sent to it again.
#[test]
fn a_refused_phone_is_left_alone() {
    let mut bench = exchange(|_| {});
    let (_, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "415 Unsupported Media Type", "b1", "", "");
    bench.expect(B, "ACK");
    bench.expect(A, "SIP/2.0 ");
    bench.wait(Duration::from_secs(40));
    assert!(bench.skip().iter().all(|it| it.to == A));
}
