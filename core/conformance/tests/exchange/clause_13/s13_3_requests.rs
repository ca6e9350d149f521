//! JJ-22.11 §13.3: what stands in requests (JJ-22.11 T13-9 to T13-17), by what is in use.

use naisen_conformance::exchange_stage::{A, B, Bench};
use naisen_exchange::Use;
use naisen_sip::HeaderName;

use super::{ALL, CONTACT_A, CONTACT_B, PLAIN, call, exchange, lists, sdp_a, sdp_b, talk};

/// What a phone says that uses the timer, but not UPDATE.
const TIMED: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer\r\n";

/// R-13.3.5-1, R-13.3.5-2, R-13.3.5-3, R-13.3.5-4, R-13.3.5-6: sending.
#[test]
fn an_invite_to_a_phone_lists_what_is_in_use_and_demands_nothing() {
    for bits in 0..8 {
        let [rel100, update, timer] = [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0];
        let used = |is: bool| if is { Use::Always } else { Use::Off };
        let mut bench = exchange(|config| {
            config.rel100 = used(rel100);
            config.update = update;
            config.timer = used(timer);
        });
        let (_, invite) = call(&mut bench, ALL);
        let row = format!("100rel {rel100}, UPDATE {update}, timer {timer}");
        assert_eq!(lists(&invite, HeaderName::Allow, "PRACK"), rel100, "{row}");
        assert_eq!(lists(&invite, HeaderName::Allow, "UPDATE"), update, "{row}");
        assert_eq!(
            lists(&invite, HeaderName::Supported, "100rel"),
            rel100,
            "{row}"
        );
        assert_eq!(
            lists(&invite, HeaderName::Supported, "timer"),
            timer,
            "{row}"
        );
        assert_eq!(invite.has(HeaderName::Supported), rel100 || timer, "{row}");
        assert_eq!(invite.has(HeaderName::SessionExpires), timer, "{row}");
        for absent in [
            HeaderName::MinSe,
            HeaderName::Require,
            HeaderName::ProxyRequire,
            HeaderName::Route,
            HeaderName::RecordRoute,
        ] {
            assert!(!invite.has(absent), "{row}: {absent}");
        }
    }
}

/// R-13.3.5-1, R-13.3.5-3, R-13.3.5-6: receiving. Whatever of these stands in the INVITE of a phone, the
/// other phone hears no demand and the call is answered, with an interval exactly where the INVITE named
/// one; and UPDATE goes only to a caller whose Allow lists it.
#[test]
fn an_invite_with_any_of_these_headers_goes_on() {
    for (lines, timed, change) in [
        ("", false, "INVITE "),
        (PLAIN, false, "INVITE "),
        (ALL, false, "UPDATE "),
        (
            "Supported: timer\r\nSession-Expires: 600;refresher=uac\r\nMin-SE: 120\r\n",
            true,
            "INVITE ",
        ),
        ("Session-Expires: 600\r\n", true, "INVITE "),
        (
            "Require: timer\r\nSupported: timer\r\nSession-Expires: 600\r\n",
            true,
            "INVITE ",
        ),
        (
            "Record-Route: <sip:192.168.0.7:5060;lr>\r\n",
            false,
            "INVITE ",
        ),
        ("Route: <sip:192.168.0.200:5060;lr>\r\n", false, "INVITE "),
    ] {
        let mut bench = exchange(|_| {});
        let (caller, invite) = call(&mut bench, lines);
        for absent in [
            HeaderName::Require,
            HeaderName::RecordRoute,
            HeaderName::Route,
        ] {
            assert!(!invite.has(absent), "{lines}: {absent}");
        }
        let granted = format!("{CONTACT_B}{ALL}");
        bench.respond(B, &invite, "200 OK", "b1", &granted, &sdp_b(1));
        let answered = bench.expect(A, "SIP/2.0 200");
        let expires = answered.header(HeaderName::SessionExpires);
        let expires = expires.and_then(|it| it.split(';').next());
        assert_eq!(expires, timed.then_some("600"), "{lines}");
        let a = Bench::established(&caller, &answered);
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(B, "ACK");
        let b = Bench::called(B, &invite, "b1");
        let moved = sdp_b(2).replace("8016", "8018");
        bench.in_dialog(&b, "UPDATE", 1, CONTACT_B, &moved);
        let route = lines.starts_with("Record-Route");
        bench.expect(if route { "192.168.0.7:5060" } else { A }, change);
    }
}

/// R-13.3.5-2: receiving. A Min-SE of the caller holds for the whole dialog: a refresh towards it has it,
/// and names no shorter interval.
#[test]
fn the_callers_min_se_is_kept() {
    let mut bench = exchange(|_| {});
    let asked = format!("{ALL}Session-Expires: 1800;refresher=uas\r\nMin-SE: 1700\r\n");
    talk(&mut bench, &asked, PLAIN);
    bench.wait(std::time::Duration::from_secs(901));
    let refresh = bench.expect(A, "UPDATE");
    assert_eq!(
        refresh.header(HeaderName::SessionExpires),
        Some("1800;refresher=uac")
    );
    assert_eq!(refresh.header(HeaderName::MinSe), Some("1700"));
}

/// R-13.3.5-2: sending. Min-SE follows a 422 of the phone.
#[test]
fn min_se_stands_in_the_invite_that_follows_a_422() {
    let mut bench = exchange(|config| config.timer = Use::Always);
    let (_, invite) = call(&mut bench, PLAIN);
    assert!(!invite.has(HeaderName::MinSe));
    bench.respond(B, &invite, "422 Too Small", "b1", "Min-SE: 4000\r\n", "");
    bench.expect(B, "ACK");
    let again = bench.expect(B, "INVITE");
    assert_eq!(again.header(HeaderName::MinSe), Some("4000"));
    assert_eq!(again.header(HeaderName::SessionExpires), Some("4000"));
}

/// R-13.3.5-5: of the identity headers the exchange asserts one, by what the caller wants, and never
/// prefers one.
#[test]
fn the_exchange_asserts_an_identity_unless_it_is_withheld() {
    for (privacy, asserted) in [
        ("", true),
        ("Privacy: none\r\n", true),
        ("Privacy: id\r\n", false),
    ] {
        let mut bench = exchange(|_| {});
        let (_, invite) = call(&mut bench, &format!("{PLAIN}{privacy}"));
        assert_eq!(
            invite.has(HeaderName::PAssertedIdentity),
            asserted,
            "{privacy}"
        );
        assert!(!invite.has(HeaderName::PPreferredIdentity));
        let told = invite.header(HeaderName::Privacy).map(str::to_owned);
        assert_eq!(told.as_deref() == Some("id"), !asserted, "{told:?}");
    }
}

/// R-13.3.7-1, R-13.3.7-2, R-13.3.7-3, R-13.3.9-1: sending. A change that goes on to the other phone names
/// the timer exactly while it runs on that leg, and lists UPDATE exactly where it is in use.
#[test]
fn a_change_names_the_timer_exactly_while_it_runs() {
    let timed = "Session-Expires: 1800\r\n";
    let granted = "Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n";
    for (update, method, lines) in [
        (true, "UPDATE ", ALL),
        (true, "INVITE ", TIMED),
        (false, "INVITE ", ALL),
    ] {
        for timer in [true, false] {
            let row = format!("{method}, UPDATE {update}, timer {timer}");
            let mut bench = exchange(|config| {
                config.update = update;
                if !timer {
                    config.timer = Use::Off;
                }
            });
            let asked = format!("{ALL}{}", if timer { timed } else { "" });
            let given = format!("{lines}{}", if timer { granted } else { "" });
            let (a, _, _) = talk(&mut bench, &asked, &given);
            let lines = if timer {
                "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n"
            } else {
                ""
            };
            bench.in_dialog(
                &a,
                method.trim_end(),
                3,
                &format!("{CONTACT_A}{lines}"),
                &sdp_a(2),
            );
            let change = bench.expect(B, method);
            assert_eq!(change.has(HeaderName::SessionExpires), timer, "{row}");
            assert_eq!(
                lists(&change, HeaderName::Supported, "timer"),
                timer,
                "{row}"
            );
            assert!(!change.has(HeaderName::MinSe), "{row}");
            assert_eq!(lists(&change, HeaderName::Allow, "UPDATE"), update, "{row}");
        }
    }
}

/// R-13.3.7-1, R-13.3.9-1: sending and receiving. Where a phone says Min-SE in its refresh, what changes
/// its call later has it, and the other phone gets no shorter interval.
#[test]
fn the_min_se_of_a_refresh_is_kept() {
    for (lines, method) in [(ALL, "UPDATE"), (TIMED, "INVITE")] {
        let mut bench = exchange(|_| {});
        let asked = format!("{lines}Session-Expires: 1800\r\n");
        let granted = format!("{ALL}Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
        let (a, b, _) = talk(&mut bench, &asked, &granted);
        let refresh = format!(
            "{CONTACT_A}Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 1500\r\n"
        );
        bench.in_dialog(&a, method, 3, &refresh, &sdp_a(2));
        let change = bench.expect(B, "");
        assert_eq!(
            change.header(HeaderName::SessionExpires),
            Some("1800;refresher=uac"),
            "{method}"
        );
        let agreed =
            format!("{CONTACT_B}{ALL}Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
        bench.respond(B, &change, "200 OK", "", &agreed, &sdp_b(1));
        let answered = bench.skip();
        let answered = answered.iter().find(|it| it.to == A).expect("an answer");
        assert_eq!(
            answered.header(HeaderName::SessionExpires),
            Some("1800;refresher=uac"),
            "{method}"
        );
        if method == "INVITE" {
            bench.in_dialog(&a, "ACK", 3, "", "");
            bench.skip();
        }
        bench.in_dialog(&b, "UPDATE", 1, CONTACT_B, &sdp_b(2));
        let change = bench.expect(A, method);
        assert_eq!(change.header(HeaderName::MinSe), Some("1500"), "{method}");
    }
}

/// R-13.3.7-1, R-13.3.9-1: sending. After a 422 of the phone within the call its Min-SE stands in what is
/// sent next.
#[test]
fn min_se_follows_a_422_within_the_call() {
    for (lines, method) in [(ALL, "UPDATE"), (TIMED, "INVITE")] {
        let mut bench = exchange(|config| config.timer = Use::Always);
        let granted = format!("{lines}Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
        talk(&mut bench, PLAIN, &granted);
        bench.wait(std::time::Duration::from_secs(900));
        let refresh = bench.expect(B, method);
        assert!(!refresh.has(HeaderName::MinSe), "{method}");
        bench.respond(B, &refresh, "422 Too Small", "", "Min-SE: 4000\r\n", "");
        if method == "INVITE" {
            bench.expect(B, "ACK");
        }
        let again = bench.expect(B, method);
        assert_eq!(again.header(HeaderName::MinSe), Some("4000"));
        assert_eq!(
            again.header(HeaderName::SessionExpires),
            Some("4000;refresher=uac")
        );
    }
}

/// R-1.3.3-1, JJ-22.11 T13-14: an offer in the caller's PRACK is refused, and the PRACK goes on to the phone without
/// it; the early media and the call stay as they are.
#[test]
fn a_prack_has_no_description() {
    for offer in [&*sdp_a(2), "v=0\r\nnonsense"] {
        let mut bench = exchange(|_| {});
        let (caller, invite) = call(&mut bench, ALL);
        let reliable = format!("{CONTACT_B}{ALL}Require: 100rel\r\nRSeq: 7\r\n");
        bench.respond(
            B,
            &invite,
            "183 Session Progress",
            "b1",
            &reliable,
            &sdp_b(1),
        );
        let progress = bench.expect(A, "SIP/2.0 183");
        let a = Bench::established(&caller, &progress);
        bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", offer);
        let prack = bench.expect(B, "PRACK");
        assert!(prack.body().is_empty() && !prack.has(HeaderName::ContentType));
        bench.expect(A, "SIP/2.0 488");
        bench.respond(B, &prack, "200 OK", "", "", "");
        bench.expect_silence();
        bench.rtp(invite.port(), "192.168.0.102:8018");
        assert_eq!(bench.media[0].1, "192.168.0.101:8026");
        bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, "");
        bench.expect(A, "SIP/2.0 200");
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(B, "ACK");
    }
}

/// R-1.3.3-1, R-10.2.1-4, JJ-22.11 T13-14: where the INVITE has no offer it comes in the 200, so that no PRACK has to
/// answer it: 100rel is used on neither leg.
#[test]
fn without_an_offer_nobody_is_asked_for_a_prack() {
    let mut bench = exchange(|config| config.rel100 = Use::Always);
    let caller = bench.invite("102", ALL, "");
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    assert!(!lists(&invite, HeaderName::Supported, "100rel"));
    bench.respond(B, &invite, "180 Ringing", "b1", CONTACT_B, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert!(!ringing.has(HeaderName::RSeq));
    bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, &sdp_b(1));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert!(answered.body().contains("m=audio "));
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", &sdp_a(1));
    assert!(bench.expect(B, "ACK").body().contains("m=audio "));
}
