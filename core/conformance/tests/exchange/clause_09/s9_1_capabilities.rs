//! JJ-22.11 §9 and §9.1: whether the timer runs on a leg.

use naisen_conformance::exchange_stage::{A, B, PLAIN, open_config};
use naisen_exchange::{Config, Use};
use naisen_sip::HeaderName;

use super::{
    METHODS, SUPPORTED, Talk, UPDATING, agreed, always, as_caller, asked, lists, session_expires,
    timer,
};

/// R-9-1, R-9.1-1, R-9.1-2: the timer is announced to the phone, required of nobody, and finds out
/// that a phone is gone.
#[test]
fn the_timer_is_announced_and_finds_out_that_a_phone_is_gone() {
    for (config, invite) in [
        (always(timer(180)), PLAIN.to_owned()),
        (as_caller(timer(600)), asked("180")),
    ] {
        let mut talk = Talk::new(config, &invite, &agreed("180;refresher=uas"));
        assert!(lists(&talk.invite, HeaderName::Supported, "timer"));
        assert_eq!(session_expires(&talk.invite), Some("180"));
        assert!(!talk.invite.has(HeaderName::Require));
        talk.expect_end_at(148);
    }
}

/// R-9.1-3: only a 200 of the phone that requires the timer starts it on its leg.
#[test]
fn the_leg_of_the_phone_has_the_timer_only_if_its_200_requires_it() {
    for who in ["uac", "uas"] {
        for ok in [
            format!("{SUPPORTED}Session-Expires: 180;refresher={who}\r\n"),
            format!("{SUPPORTED}Require: timer\r\n"),
            String::new(),
        ] {
            let mut talk = Talk::with_phone(always(timer(180)), &format!("{UPDATING}{ok}"));
            talk.expect_silence_until(600);
        }
    }
    let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uac"));
    talk.expect_at(90, B, "UPDATE");
}

/// R-9.1-4, R-9.1-5: Session-Expires of the caller starts the timer on its leg; the 200 requires it
/// only of a caller that knows it. Supported alone asks for none (JJ-22.11 E-14).
#[test]
fn the_leg_of_the_caller_has_the_timer_that_it_asks_for() {
    for (lines, runs, required) in [
        ("Supported: timer\r\nSession-Expires: 180\r\n", true, true),
        ("Session-Expires: 180\r\n", true, false),
        ("Supported: 100rel\r\nSession-Expires: 180\r\n", true, false),
        ("Supported: timer\r\n", false, false),
        ("", false, false),
    ] {
        let mut talk = Talk::with_caller(open_config(), &format!("{UPDATING}{lines}"));
        let interval = runs.then_some("180;refresher=uas");
        assert_eq!(session_expires(&talk.answered), interval, "{lines}");
        let requires = lists(&talk.answered, HeaderName::Require, "timer");
        assert_eq!(requires, required, "{lines}");
        if runs {
            talk.expect_at(90, A, "UPDATE");
        } else {
            talk.expect_silence_until(600);
        }
    }
}

/// R-9.1-6: so it is in a refresh: our 200 requires the timer of a phone that knows it.
#[test]
fn the_200_to_a_refresh_requires_the_timer_of_whoever_knows_it() {
    for (method, allow) in METHODS {
        let mut talk = Talk::with_caller(open_config(), &asked("180;refresher=uac"));
        for supported in [SUPPORTED, ""] {
            let lines = format!("{allow}{supported}Session-Expires: 180;refresher=uac\r\n");
            let ok = talk.refresh(A, method, &lines);
            let required = lists(&ok, HeaderName::Require, "timer");
            assert_eq!(required, !supported.is_empty());
            assert_eq!(session_expires(&ok), Some("180;refresher=uac"));
        }
    }
}

/// R-9.1-6: a refresh starts the timer of a leg that had none, as an INVITE does.
#[test]
fn a_refresh_starts_a_timer_that_did_not_run() {
    for (method, _) in METHODS {
        let of_caller = Talk::with_caller(open_config(), UPDATING);
        let of_phone = Talk::with_phone(always(timer(180)), UPDATING);
        for (mut talk, phone) in [(of_caller, A), (of_phone, B)] {
            talk.expect_silence_until(200);
            let ok = talk.refresh(phone, method, &asked("180;refresher=uas"));
            assert_eq!(session_expires(&ok), Some("180;refresher=uas"));
            assert!(lists(&ok, HeaderName::Require, "timer"));
            talk.expect_at(200 + 90, phone, "UPDATE");
        }
    }
}

/// R-9.1-6: a 200 to our refresh that requires no timer leaves none running.
#[test]
fn a_200_to_our_refresh_that_requires_no_timer_ends_it() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::with_phone(always(timer(180)), &ok);
        let refresh = talk.expect_at(90, B, method);
        talk.answer(B, &refresh, "200 OK", &ok.replace("Require: timer\r\n", ""));
        talk.bench.skip();
        talk.expect_silence_until(600);
    }
}

/// JJ-22.11 §9, footnote 10: switched off, neither leg hears of the timer, and nothing of it is done.
#[test]
fn switched_off_neither_leg_hears_of_the_timer() {
    let config = Config {
        timer: Use::Off,
        ..open_config()
    };
    let mut talk = Talk::new(
        config,
        &asked("180;refresher=uas"),
        &agreed("180;refresher=uac"),
    );
    for sent in [&talk.invite, &talk.answered] {
        assert!(!lists(sent, HeaderName::Supported, "timer"));
        assert_eq!(session_expires(sent), None);
        assert!(!sent.has(HeaderName::Require));
    }
    talk.expect_silence_until(600);
}
