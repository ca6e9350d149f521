//! JJ-22.11 §13.4: what stands in responses (JJ-22.11 T13-18 to T13-24), by what is in use and what came.

use naisen_conformance::exchange_stage::{A, B};
use naisen_exchange::Use;
use naisen_sip::HeaderName;

use super::{ALL, CONTACT_A, CONTACT_B, PLAIN, call, exchange, lists, sdp_a, sdp_b, talk};

const RELIABLE: &str = "Require: 100rel\r\nRSeq: 7\r\n";

/// R-13.4.3-1, R-13.4.3-3: sending. A 180 is reliable where the caller offered 100rel and the exchange uses
/// it, and lists what is in use.
#[test]
fn a_180_is_reliable_where_both_use_100rel_and_lists_what_is_in_use() {
    for (used, offered) in [(true, true), (true, false), (false, true), (false, false)] {
        for update in [true, false] {
            let mut bench = exchange(|config| {
                config.rel100 = if used { Use::AsCaller } else { Use::Off };
                config.update = update;
            });
            let lines = if offered { ALL } else { PLAIN };
            let (_, invite) = call(&mut bench, lines);
            let reliable = if lists(&invite, HeaderName::Supported, "100rel") {
                RELIABLE
            } else {
                ""
            };
            bench.respond(
                B,
                &invite,
                "180 Ringing",
                "b1",
                &format!("{CONTACT_B}{ALL}{reliable}"),
                "",
            );
            let ringing = bench.expect(A, "SIP/2.0 180");
            let row = format!("used {used}, offered {offered}, UPDATE {update}");
            let both = used && offered;
            assert_eq!(
                lists(&ringing, HeaderName::Require, "100rel"),
                both,
                "{row}"
            );
            assert_eq!(ringing.has(HeaderName::Require), both, "{row}");
            assert_eq!(ringing.has(HeaderName::RSeq), both, "{row}");
            assert!(!used || ringing.has(HeaderName::Contact), "{row}");
            assert_eq!(lists(&ringing, HeaderName::Allow, "PRACK"), used, "{row}");
            assert_eq!(
                lists(&ringing, HeaderName::Allow, "UPDATE"),
                update,
                "{row}"
            );
        }
    }
}

/// R-13.4.3-2, R-13.4.3-3: sending, to a caller, by what is used and what came.
#[test]
fn a_200_has_the_timers_headers_by_what_is_used_and_what_came() {
    for used in [true, false] {
        for (offered, named) in [(true, true), (true, false), (false, true), (false, false)] {
            let with = if used { Use::AsCaller } else { Use::Off };
            let mut bench = exchange(|config| {
                config.timer = with;
                config.rel100 = with;
                config.update = used;
            });
            let offered_line = if offered { "Supported: timer\r\n" } else { "" };
            let named_line = if named {
                "Session-Expires: 1800\r\n"
            } else {
                ""
            };
            let (_, _, answered) = talk(
                &mut bench,
                &format!("Allow: INVITE, ACK, BYE\r\n{offered_line}{named_line}"),
                PLAIN,
            );
            let row = format!("used {used}, offered {offered}, named {named}");
            assert_eq!(
                answered.has(HeaderName::SessionExpires),
                used && named,
                "{row}"
            );
            // Require: timer goes with Session-Expires only (E-14).
            let requires = lists(&answered, HeaderName::Require, "timer");
            assert_eq!(requires, used && offered && named, "{row}");
            assert_eq!(
                lists(&answered, HeaderName::Supported, "timer"),
                used,
                "{row}"
            );
            for method in ["PRACK", "UPDATE"] {
                let listed = lists(&answered, HeaderName::Allow, method);
                assert_eq!(listed, used, "{row}: {method}");
            }
        }
    }
}

/// R-13.4.3-1, R-13.4.3-4: receiving. A 1xx of a phone is understood with and without each of these, and
/// its description goes on.
#[test]
fn a_1xx_is_understood_with_and_without_contact_allow_require_and_sdp() {
    for (lines, body) in [
        (String::new(), String::new()),
        (CONTACT_B.to_owned(), String::new()),
        (CONTACT_B.to_owned(), sdp_b(1)),
        (format!("{CONTACT_B}{ALL}{RELIABLE}"), sdp_b(1)),
    ] {
        let mut bench = exchange(|_| {});
        let (_, invite) = call(&mut bench, ALL);
        bench.respond(B, &invite, "180 Ringing", "b1", &lines, &body);
        let told = bench.expect(A, "SIP/2.0 18");
        assert_eq!(told.body().is_empty(), body.is_empty(), "{lines}");
        assert_eq!(told.has(HeaderName::ContentType), !body.is_empty());
    }
}

/// R-13.4.3-2: receiving. On the leg to the phone the timer runs by what its 200 says, and only then.
#[test]
fn the_timer_runs_by_what_the_200_says() {
    for (lines, runs) in [
        (
            "Require: timer\r\nSession-Expires: 180;refresher=uac\r\n",
            true,
        ),
        ("Session-Expires: 180;refresher=uac\r\n", false),
        ("Require: timer\r\n", false),
        ("", false),
    ] {
        let mut bench = exchange(|config| config.timer = Use::Always);
        talk(&mut bench, PLAIN, &format!("{ALL}{lines}"));
        bench.wait(std::time::Duration::from_secs(95));
        assert_eq!(bench.skip().iter().any(|it| it.to == B), runs, "{lines}");
    }
}

/// A call with timer and UPDATE in use here or not, whose caller then changes it with these lines; the 200
/// to that.
fn answer_to_change(method: &str, used: bool, lines: &str, body: &str) -> super::Sent {
    let mut bench = exchange(|config| {
        config.timer = if used { Use::AsCaller } else { Use::Off };
        config.update = used;
    });
    let asked = format!(
        "{ALL}{}",
        if used {
            "Session-Expires: 1800\r\n"
        } else {
            ""
        }
    );
    let granted = format!(
        "{ALL}{}",
        if used {
            "Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n"
        } else {
            ""
        }
    );
    let (a, _, _) = talk(&mut bench, &asked, &granted);
    bench.in_dialog(&a, method, 3, &format!("{CONTACT_A}{lines}"), body);
    let told = bench.skip();
    if let Some(change) = told.iter().find(|it| it.to == B).cloned() {
        let answer = if change.body().is_empty() {
            String::new()
        } else {
            sdp_b(2)
        };
        let lines = if change.has(HeaderName::SessionExpires) {
            "Require: timer\r\nSupported: timer\r\nSession-Expires: 1800;refresher=uac\r\n"
        } else {
            ""
        };
        bench.respond(
            B,
            &change,
            "200 OK",
            "",
            &format!("{CONTACT_B}{lines}"),
            &answer,
        );
    }
    let all = told.into_iter().chain(bench.skip());
    let answer = all
        .filter(|it| it.to == A)
        .find(|it| it.line().starts_with("SIP/2.0 200"));
    answer.expect("a 200")
}

/// R-13.4.5-1, R-13.4.5-2, R-13.4.7-1: sending.
#[test]
fn a_200_to_a_change_has_the_timers_headers_by_what_is_used_and_what_came() {
    for method in ["INVITE", "UPDATE"] {
        for bits in 0..8 {
            let [used, offered, named] = [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0];
            let offered_line = if offered { "Supported: timer\r\n" } else { "" };
            let named_line = if named {
                "Session-Expires: 1800\r\n"
            } else {
                ""
            };
            let lines = format!("{offered_line}{named_line}");
            let answer = answer_to_change(method, used, &lines, &sdp_a(2));
            let row = format!("{method}: used {used}, offered {offered}, named {named}");
            // Where an UPDATE named no interval the table leaves its answer open; the timer runs on with
            // a phone that knows it (RFC 4028 §9).
            let timed = used && (named || (offered && method == "UPDATE"));
            assert_eq!(answer.has(HeaderName::SessionExpires), timed, "{row}");
            // Require: timer goes with Session-Expires only (E-14).
            let requires = lists(&answer, HeaderName::Require, "timer");
            assert_eq!(requires, timed && offered, "{row}");
            assert_eq!(
                lists(&answer, HeaderName::Supported, "timer"),
                used,
                "{row}"
            );
            assert_eq!(lists(&answer, HeaderName::Allow, "UPDATE"), used, "{row}");
        }
    }
}

/// R-13.4.7-2: sending.
#[test]
fn a_200_to_an_update_has_sdp_where_the_update_had() {
    let lines = "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n";
    for body in [sdp_a(2), String::new()] {
        let answer = answer_to_change("UPDATE", true, lines, &body);
        assert_eq!(answer.body().is_empty(), body.is_empty());
        assert_eq!(answer.has(HeaderName::ContentType), !body.is_empty());
    }
}

/// R-13.4.5-1, R-13.4.7-1, R-13.4.7-2: receiving. A refresh by the exchange is done with a 200 of the
/// phone, with and without the headers of the timer; only with them does the timer go on.
#[test]
fn the_answer_to_a_refresh_is_understood() {
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uac\r\n";
    for (lines, method) in [(ALL, "UPDATE"), (PLAIN, "INVITE")] {
        let mut bench = exchange(|config| config.timer = Use::Always);
        talk(&mut bench, PLAIN, &format!("{lines}{timer}"));
        bench.wait(std::time::Duration::from_secs(90));
        for (granted, wait) in [(timer, 90), (timer, 90), ("", 600)] {
            let refresh = bench.expect(B, method);
            let body = if refresh.body().is_empty() {
                String::new()
            } else {
                sdp_b(1)
            };
            bench.respond(
                B,
                &refresh,
                "200 OK",
                "",
                &format!("{CONTACT_B}{lines}{granted}"),
                &body,
            );
            if method == "INVITE" {
                bench.expect(B, "ACK");
            }
            bench.expect_silence();
            bench.wait(std::time::Duration::from_secs(wait));
        }
        bench.expect_silence();
        assert_eq!(bench.report().calls, 1);
    }
}
