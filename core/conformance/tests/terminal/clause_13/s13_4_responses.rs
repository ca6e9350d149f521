//! JJ-22.11 §13.4: what stands in responses (JJ-22.11 T13-18 to T13-24), by what is in use and what
//! came.

use naisen_agent::TimerPolicy;
use naisen_conformance::peer::{CONTACT, sdp};
use naisen_sip::HeaderName;
use naisen_terminal::{Command, Event, Hears};

use naisen_conformance::call::{ALL, answered, calling, header, lists, ringing, talking};

const TIMER: &str = "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n";

/// R-13.4.3-1, R-13.4.3-3: sending.
#[test]
fn a_180_is_reliable_where_both_use_100rel_and_lists_what_is_in_use() {
    for (used, offered) in [(true, true), (true, false), (false, true), (false, false)] {
        for update in [true, false] {
            let lines = if offered { "Supported: 100rel\r\n" } else { "" };
            let (network, _) = ringing(
                |config| {
                    config.policy.rel100 = used;
                    config.policy.update = update;
                },
                lines,
            );
            let row = format!("used {used}, offered {offered}");
            let arrow = "1> 180 INVITE";
            let has = |name| header(&network, arrow, name).is_some();
            let both = used && offered;
            assert_eq!(
                lists(&network, arrow, HeaderName::Require, "100rel"),
                both,
                "{row}"
            );
            assert_eq!(has(HeaderName::Require), both, "{row}");
            assert_eq!(has(HeaderName::RSeq), both, "{row}");
            assert!(!used || has(HeaderName::Contact), "{row}");
            assert_eq!(
                lists(&network, arrow, HeaderName::Allow, "PRACK"),
                used,
                "{row}"
            );
            assert_eq!(
                lists(&network, arrow, HeaderName::Allow, "UPDATE"),
                update,
                "{row}"
            );
        }
    }
}

/// R-13.4.3-2, R-13.4.3-3: sending.
#[test]
fn a_200_has_the_timers_headers_by_what_is_used_and_what_came() {
    for used in [true, false] {
        for (offered, named) in [(true, true), (true, false), (false, true), (false, false)] {
            let offered_line = if offered { "Supported: timer\r\n" } else { "" };
            let named_line = if named {
                "Session-Expires: 1800\r\n"
            } else {
                ""
            };
            let (network, _) = answered(
                |config| {
                    config.policy.timer = used.then(TimerPolicy::default);
                    config.policy.update = used;
                    config.policy.rel100 = used;
                },
                &format!("{offered_line}{named_line}"),
            );
            let arrow = "1> 200 INVITE";
            let row = format!("used {used}, offered {offered}, named {named}");
            let expires = header(&network, arrow, HeaderName::SessionExpires);
            assert_eq!(expires.is_some(), used && named, "{row}");
            // Require: timer goes with Session-Expires only (E-14).
            let requires = lists(&network, arrow, HeaderName::Require, "timer");
            assert_eq!(requires, used && offered && named, "{row}");
            let supports = lists(&network, arrow, HeaderName::Supported, "timer");
            assert_eq!(supports, used, "{row}");
            for method in ["PRACK", "UPDATE"] {
                let listed = lists(&network, arrow, HeaderName::Allow, method);
                assert_eq!(listed, used, "{row}: {method}");
            }
        }
    }
}

/// R-13.4.3-1, R-13.4.3-4: receiving. A 1xx is understood with and without each of these.
#[test]
fn a_1xx_is_understood_with_and_without_contact_allow_require_and_sdp() {
    for (lines, body, hears, pracked) in [
        ("", "", Hears::Ringback, false),
        (CONTACT, "", Hears::Ringback, false),
        (CONTACT, &*sdp(1, 9000, ""), Hears::EarlyMedia, false),
        (
            &*format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: 7\r\n"),
            &*sdp(1, 9000, ""),
            Hears::EarlyMedia,
            true,
        ),
    ] {
        let (mut network, call) = calling(|_| {});
        network.respond(0, "180 Ringing", "p", lines, body);
        network.settle();
        let events = network.events(0);
        assert!(events.contains(&Event::Hears { call, hears }), "{lines}");
        let expected: &[&str] = if pracked { &["1> PRACK"] } else { &[] };
        assert_eq!(network.arrows(), expected);
    }
}

/// R-13.4.3-2: receiving. The timer runs by what the 200 says, and only then.
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
        let (mut network, _, _) = talking(|_| {}, &format!("{ALL}{lines}"));
        network.seconds(95);
        assert_eq!(!network.arrows().is_empty(), runs, "{lines}");
    }
}

/// The 200 to a change, by what is used and what came.
fn answers_to_changes(method: &str) {
    for used in [true, false] {
        for (offered, named) in [(true, true), (true, false), (false, true), (false, false)] {
            let first = format!("{ALL}{}", if used { TIMER } else { "" });
            let (mut network, mut peer) = answered(
                |config| {
                    config.policy.timer = used.then(TimerPolicy::default);
                    config.policy.update = used;
                },
                &first,
            );
            let offered_line = if offered { "Supported: timer\r\n" } else { "" };
            let named_line = if named {
                "Session-Expires: 1800\r\n"
            } else {
                ""
            };
            let lines = format!("{offered_line}{named_line}");
            peer.request(&mut network, method, &lines, &sdp(2, 9002, ""));
            let arrow = format!("1> 200 {method}");
            let row = format!("{method}: used {used}, offered {offered}, named {named}");
            // Where an UPDATE named no interval the table leaves its answer open; the timer runs on with
            // a peer that knows it (RFC 4028 §9).
            let timed = used && (named || (offered && method == "UPDATE"));
            let expires = header(&network, &arrow, HeaderName::SessionExpires);
            assert_eq!(expires.is_some(), timed, "{row}");
            // Require: timer goes with Session-Expires only (E-14).
            assert_eq!(
                lists(&network, &arrow, HeaderName::Require, "timer"),
                timed && offered,
                "{row}"
            );
            assert_eq!(
                lists(&network, &arrow, HeaderName::Supported, "timer"),
                used,
                "{row}"
            );
            assert_eq!(
                lists(&network, &arrow, HeaderName::Allow, "UPDATE"),
                used,
                "{row}"
            );
        }
    }
}

/// R-13.4.5-1, R-13.4.5-2: sending.
#[test]
fn a_200_to_a_re_invite_has_the_timers_headers_by_what_is_used_and_what_came() {
    answers_to_changes("INVITE");
}

/// R-13.4.7-1: sending.
#[test]
fn a_200_to_an_update_has_the_timers_headers_by_what_is_used_and_what_came() {
    answers_to_changes("UPDATE");
}

/// R-13.4.7-2: sending.
#[test]
fn a_200_to_an_update_has_sdp_where_the_update_had() {
    for with in [true, false] {
        let (mut network, mut peer) = answered(|_| {}, &format!("{ALL}{TIMER}"));
        let body = sdp(2, 9002, "");
        peer.request(&mut network, "UPDATE", TIMER, if with { &body } else { "" });
        let answer = &network.log[network.last("1> 200 UPDATE")];
        assert_eq!(!answer.body().is_empty(), with);
        assert_eq!(answer.header(HeaderName::ContentType).is_some(), with);
    }
}

/// R-13.4.5-1, R-13.4.7-1, R-13.4.7-2: receiving. A refresh is taken as done by a 200 with and without
/// the headers of the timer; only with them does the timer go on.
#[test]
fn the_answer_to_a_refresh_is_understood() {
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uac\r\n";
    for update in [true, false] {
        let (mut network, _, _) = talking(
            |config| config.policy.update = update,
            &format!("{ALL}{timer}"),
        );
        let (arrow, body) = if update {
            ("1> UPDATE", String::new())
        } else {
            ("1> INVITE", sdp(1, 9000, ""))
        };
        for _ in 0..3 {
            network.seconds(90);
            let refresh = network.last(arrow);
            let lines = format!("{CONTACT}{ALL}{timer}");
            network.respond(refresh, "200 OK", "", &lines, &body);
            network.settle();
            assert_eq!(network.arrows()[0], arrow);
        }
        network.seconds(90);
        let refresh = network.last(arrow);
        network.respond(refresh, "200 OK", "", &format!("{CONTACT}{ALL}"), &body);
        network.settle();
        network.arrows();
        network.seconds(600);
        assert_eq!(network.arrows(), [""; 0], "{arrow}");
        assert!(network.events(0).is_empty());
    }
}

/// R-13.4.7-2: receiving. The description in the 200 to an UPDATE that had one is the answer.
#[test]
fn the_description_in_a_200_to_an_update_is_used() {
    let (mut network, call, _) = talking(|_| {}, ALL);
    for (command, answer) in [
        (Command::Hold { call }, sdp(2, 9002, "a=recvonly\r\n")),
        (Command::Resume { call }, sdp(3, 9004, "")),
    ] {
        network.command(0, command);
        network.settle();
        let update = network.last("1> UPDATE");
        network.respond(update, "200 OK", "", CONTACT, &answer);
        network.settle();
        assert_eq!(network.arrows(), ["1> UPDATE"]);
    }
    network.seconds(1);
    assert_eq!(network.media.last().expect("RTP").2.port(), 9004);
    let (held, refused) = (true, None);
    let done = Event::HoldDone {
        call,
        held,
        refused,
    };
    assert!(network.events(0).contains(&done));
}
