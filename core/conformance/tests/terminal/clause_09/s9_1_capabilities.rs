//! JJ-22.11 §9.1: how the two sides tell each other whether the timer runs.

use naisen_agent::TimerPolicy;
use naisen_sip::{HeaderName, Refresher};
use naisen_terminal::Ended;

use super::{
    METHODS, SUPPORTED, Talk, UPDATING, agreed, asked, dialling, lists, session_expires, timer,
    with,
};

/// R-9.1-1, R-9.1-2: Supported announces the timer, and no INVITE requires it, however it is set.
#[test]
fn the_invite_announces_the_timer_and_requires_nothing() {
    let settings = [
        timer(180),
        TimerPolicy {
            asked_refresher: Some(Refresher::Uac),
            sent_min_se_s: Some(120),
            ..timer(180)
        },
    ];
    for settings in settings {
        let (mut network, _) = dialling(with(settings));
        let tag = "p";
        network.respond(
            0,
            "422 Session Interval Too Small",
            tag,
            "Min-SE: 300\r\n",
            "",
        );
        network.settle();
        assert_eq!(network.arrows(), ["1> INVITE", "1> ACK", "1> INVITE"]);
        for index in [0, network.last("1> INVITE")] {
            let invite = &network.log[index];
            assert!(lists(invite, HeaderName::Supported, "timer"));
            assert_eq!(invite.header(HeaderName::Require), None);
            assert_eq!(invite.header(HeaderName::ProxyRequire), None);
        }
    }
}

/// R-9.1-3: only a 200 that requires the timer starts it, whoever would refresh; one that requires it
/// and names no interval has nothing to start (JJ-22.11 E-14).
#[test]
fn the_caller_starts_the_timer_only_if_the_200_requires_it() {
    for who in ["uac", "uas"] {
        for ok in [
            String::new(),
            SUPPORTED.into(),
            format!("{SUPPORTED}Session-Expires: 180;refresher={who}\r\n"),
            format!("{SUPPORTED}Require: 100rel\r\nSession-Expires: 180;refresher={who}\r\n"),
            format!("{SUPPORTED}Require: timer\r\n"),
        ] {
            let mut talk = Talk::calling(with(timer(180)), &format!("{UPDATING}{ok}"));
            talk.expect_silence_until(300);
        }
    }
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uac"));
    talk.expect_at(90, "1> UPDATE");
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uas"));
    talk.expect_end_at(148, &Ended::SessionExpired);
}

/// R-9.1-4, R-9.1-5: Session-Expires in the INVITE starts the timer of the callee, whose 200 requires
/// it only of a caller that knows it. Supported without Session-Expires asks for none (JJ-22.11 E-14).
#[test]
fn the_callee_starts_the_timer_that_the_invite_asks_for() {
    let invites = [
        ("Supported: timer\r\nSession-Expires: 180\r\n", true, true),
        (
            "Supported: 100rel, timer\r\nSession-Expires: 180\r\n",
            true,
            true,
        ),
        ("k: TIMER\r\nx: 180\r\n", true, true),
        ("Session-Expires: 180\r\n", true, false),
        ("Supported: 100rel\r\nSession-Expires: 180\r\n", true, false),
        ("Supported: timer\r\n", false, false),
        ("", false, false),
    ];
    for (lines, runs, required) in invites {
        let mut talk = Talk::called(with(timer(180)), &format!("{UPDATING}{lines}"));
        let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
        let interval = runs.then_some("180;refresher=uas");
        assert_eq!(session_expires(ok).as_deref(), interval, "{lines}");
        assert_eq!(lists(ok, HeaderName::Require, "timer"), required, "{lines}");
        if runs {
            talk.expect_at(90, "1> UPDATE");
        } else {
            talk.expect_silence_until(300);
        }
    }
}

/// R-9.1-6: in a refresh as at the beginning. Our 200 requires the timer of a peer that says it knows
/// it.
#[test]
fn the_200_to_a_refresh_requires_the_timer_of_whoever_knows_it() {
    for (method, allow) in METHODS {
        let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uac"));
        for supported in [SUPPORTED, ""] {
            let lines = format!("{allow}{supported}Session-Expires: 180;refresher=uac\r\n");
            let ok = talk.refresh(method, &lines);
            let required = lists(ok, HeaderName::Require, "timer");
            assert_eq!(required, !supported.is_empty(), "{method}");
            assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uac"));
        }
    }
}

/// R-9.1-6: a refresh starts the timer of a call that had none, as an INVITE does.
#[test]
fn a_refresh_starts_a_timer_that_did_not_run() {
    for (method, _) in METHODS {
        let calling = Talk::calling(with(timer(180)), UPDATING);
        let called = Talk::called(with(timer(180)), &format!("{UPDATING}{SUPPORTED}"));
        for mut talk in [calling, called] {
            talk.expect_silence_until(200);
            let ok = talk.refresh(method, &asked("180;refresher=uas"));
            assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uas"));
            assert!(lists(ok, HeaderName::Require, "timer"));
            talk.since = ok.at;
            talk.expect_at(90, "1> UPDATE");
        }
    }
}

/// R-9.1-6: a refresh of ours whose 200 requires no timer leaves none running; one that does, goes on.
#[test]
fn a_200_to_our_refresh_that_requires_no_timer_ends_it() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::calling(with(timer(180)), &ok);
        let arrow = format!("1> {method}");
        assert!(lists(
            talk.expect_at(90, &arrow),
            HeaderName::Supported,
            "timer"
        ));
        talk.answer("200 OK", &ok);
        let refresh = talk.expect_at(180, &arrow);
        assert!(lists(refresh, HeaderName::Supported, "timer"));
        assert_eq!(refresh.header(HeaderName::Require), None);
        talk.answer("200 OK", &ok.replace("Require: timer\r\n", ""));
        talk.expect_silence_until(800);
    }
}
