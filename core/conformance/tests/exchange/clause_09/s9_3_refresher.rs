//! JJ-22.11 §9.3: who refreshes a leg.

use naisen_agent::TimerPolicy;
use naisen_conformance::exchange_stage::{A, B, open_config};
use naisen_sip::{HeaderName, Refresher};

use super::{
    METHODS, SUPPORTED, Talk, UPDATING, agreed, always, as_caller, asked, lists, session_expires,
    timer,
};

const EITHER: [(Refresher, &str); 2] = [(Refresher::Uac, "uac"), (Refresher::Uas, "uas")];

/// R-9.3.1.1-1: the exchange names no refresher to the phone unless it is set, or the caller did.
#[test]
fn the_invite_names_a_refresher_only_if_somebody_does() {
    let talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uac"));
    assert_eq!(session_expires(&talk.invite), Some("180"));
    let talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uac"));
    assert_eq!(session_expires(&talk.invite), Some("180"));
    for (refresher, name) in EITHER {
        let config = always(TimerPolicy {
            asked_refresher: Some(refresher),
            ..timer(180)
        });
        let interval = format!("180;refresher={name}");
        let talk = Talk::with_phone(config, &agreed(&interval));
        assert_eq!(session_expires(&talk.invite), Some(interval.as_str()));
        let talk = Talk::new(open_config(), &asked(&interval), &agreed(&interval));
        assert_eq!(session_expires(&talk.invite), Some(interval.as_str()));
        assert_eq!(session_expires(&talk.answered), Some(interval.as_str()));
    }
}

/// R-9.3.1.1-2, R-9.3.1.1-3, R-9.3.1.1-4: the 200 of the phone decides whether the exchange refreshes
/// its leg or waits, whatever was asked for.
#[test]
fn the_200_of_the_phone_decides_who_refreshes() {
    for asked_refresher in [None, Some(Refresher::Uac), Some(Refresher::Uas)] {
        let config = always(TimerPolicy {
            asked_refresher,
            ..timer(180)
        });
        let mut talk = Talk::with_phone(config.clone(), &agreed("180;refresher=uac"));
        talk.expect_at(90, B, "UPDATE");
        Talk::with_phone(config, &agreed("180;refresher=uas")).expect_end_at(148);
    }
}

/// R-9.3.1.1-4, R-9.3.2.2-1: the caller wants the other side to refresh, the phone wants so, too, at
/// establishment or in a refresh: the exchange refreshes both, and the call goes on.
#[test]
fn where_neither_phone_refreshes_the_exchange_does() {
    let ok = agreed("180;refresher=uac");
    let at_once = Talk::new(open_config(), &asked("180;refresher=uas"), &ok);
    assert_eq!(
        session_expires(&at_once.answered),
        Some("180;refresher=uas")
    );
    let mut later = Talk::new(open_config(), &asked("180"), &ok);
    later.until(90_000);
    later.send(A, "UPDATE", &asked("180;refresher=uas"));
    let passed = later.bench.expect(B, "UPDATE");
    later.answer(B, &passed, "200 OK", &ok);
    let taken = later.bench.expect(A, "SIP/2.0 200");
    assert_eq!(session_expires(&taken), Some("180;refresher=uas"));
    later.since = later.bench.now;
    for mut talk in [at_once, later] {
        for turn in 1..4 {
            talk.until(turn * 90_000 - 1);
            talk.bench.expect_silence();
            talk.until(turn * 90_000);
            let mut refreshes = talk.bench.skip();
            refreshes.sort_by(|one, other| one.to.cmp(&other.to));
            let to: Vec<_> = refreshes.iter().map(|it| it.to.as_str()).collect();
            assert_eq!(to, [A, B]);
            for refresh in refreshes {
                assert!(refresh.line().starts_with("UPDATE"));
                assert_eq!(session_expires(&refresh), Some("180;refresher=uac"));
                let phone = refresh.to.clone();
                talk.answer(&phone, &refresh, "200 OK", &ok);
            }
            talk.bench.expect_silence();
        }
        talk.expect_silence_until(300);
    }
}

/// R-9.3.1.1-2: a phone that agrees and names nobody is refreshed with what the caller refreshes.
#[test]
fn a_phone_that_names_nobody_is_refreshed() {
    let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180"));
    assert_eq!(session_expires(&talk.answered), Some("180;refresher=uac"));
    talk.until(90_000);
    talk.send(A, "UPDATE", &asked("180;refresher=uac"));
    talk.bench.expect(B, "UPDATE");
}

/// R-9.3.1.2-1, R-9.3.1.2-2, R-9.3.1.2-3: the refresher that the caller names goes into the 200 as it
/// is, and is who refreshes.
#[test]
fn the_refresher_that_the_caller_names_is_copied() {
    for supported in [SUPPORTED, ""] {
        for (chosen_refresher, _) in EITHER {
            for (asked, name) in EITHER {
                let config = as_caller(TimerPolicy {
                    chosen_refresher,
                    ..timer(600)
                });
                let interval = format!("180;refresher={name}");
                let lines = format!("{UPDATING}{supported}Session-Expires: {interval}\r\n");
                let mut talk = Talk::with_caller(config, &lines);
                assert_eq!(session_expires(&talk.answered), Some(interval.as_str()));
                match asked {
                    Refresher::Uas => drop(talk.expect_at(90, A, "UPDATE")),
                    Refresher::Uac => talk.expect_end_at(148),
                }
            }
        }
    }
}

/// R-9.3.1.2-4: where the caller names nobody the 200 names who is set, or, where the phone has the
/// timer, whom the phone named.
#[test]
fn the_200_names_a_refresher_where_the_caller_does_not() {
    for (chosen_refresher, name) in EITHER {
        let interval = format!("180;refresher={name}");
        let config = as_caller(TimerPolicy {
            chosen_refresher,
            ..timer(600)
        });
        let mut talk = Talk::with_caller(config, &asked("180"));
        assert_eq!(session_expires(&talk.answered), Some(interval.as_str()));
        match chosen_refresher {
            Refresher::Uas => drop(talk.expect_at(90, A, "UPDATE")),
            Refresher::Uac => talk.expect_end_at(148),
        }
        let talk = Talk::new(open_config(), &asked("180"), &agreed(&interval));
        assert_eq!(session_expires(&talk.answered), Some(interval.as_str()));
    }
}

/// R-9.3.1.2-5: for a caller that does not know the timer the exchange refreshes, whoever is set.
#[test]
fn for_a_caller_without_the_timer_the_exchange_refreshes() {
    for supported in ["", "Supported: 100rel\r\n"] {
        for (chosen_refresher, _) in EITHER {
            let config = as_caller(TimerPolicy {
                chosen_refresher,
                ..timer(600)
            });
            let lines = format!("{UPDATING}{supported}Session-Expires: 180\r\n");
            let mut talk = Talk::with_caller(config, &lines);
            assert_eq!(session_expires(&talk.answered), Some("180;refresher=uas"));
            assert!(!lists(&talk.answered, HeaderName::Require, "timer"));
            let refresh = talk.expect_at(90, A, "UPDATE");
            assert_eq!(session_expires(&refresh), Some("180;refresher=uac"));
        }
    }
}

/// R-9.3.2.1-1: on either leg the exchange, as refresher, names itself in each refresh.
#[test]
fn the_refresher_names_itself_in_each_refresh() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let invite = asked("180;refresher=uas").replace(UPDATING, allow);
        let of_phone = Talk::with_phone(always(timer(180)), &ok);
        let of_caller = Talk::with_caller(open_config(), &invite);
        for (mut talk, phone) in [(of_phone, B), (of_caller, A)] {
            for turn in 1..4 {
                let refresh = talk.expect_at(turn * 90, phone, method);
                assert_eq!(session_expires(&refresh), Some("180;refresher=uac"));
                talk.answer(phone, &refresh, "200 OK", &ok);
                if method == "INVITE" {
                    talk.bench.expect(phone, "ACK");
                }
            }
        }
    }
}

/// R-9.3.2.2-1, R-9.3.2.2-2, R-9.3.2.2-3: what a refresh of a phone names goes into the 200 as it is
/// and settles who refreshes next.
#[test]
fn a_refresh_settles_who_refreshes_next() {
    for (method, _) in METHODS {
        for (refresher, name) in EITHER {
            let mut talk = Talk::with_caller(open_config(), &asked("180;refresher=uac"));
            talk.until(60_000);
            let interval = format!("180;refresher={name}");
            let ok = talk.refresh(A, method, &asked(&interval));
            assert_eq!(session_expires(&ok), Some(interval.as_str()));
            talk.since = talk.bench.now;
            match refresher {
                Refresher::Uas => drop(talk.expect_at(90, A, "UPDATE")),
                Refresher::Uac => talk.expect_end_at(148),
            }
        }
    }
}

/// R-9.3.2.2-1, R-9.3.2.2-3: through both legs the roles change on both.
#[test]
fn a_refresh_through_both_legs_changes_the_roles_on_both() {
    let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uas"));
    talk.until(60_000);
    talk.send(B, "UPDATE", &asked("180;refresher=uas"));
    let passed = talk.bench.expect(A, "UPDATE");
    assert_eq!(session_expires(&passed), Some("180;refresher=uas"));
    talk.answer(A, &passed, "200 OK", &agreed("180;refresher=uas"));
    let ok = talk.bench.expect(B, "SIP/2.0 200");
    assert_eq!(session_expires(&ok), Some("180;refresher=uas"));
    talk.until(150_000);
    talk.bench.expect_silence();
    talk.send(A, "UPDATE", &asked("180;refresher=uac"));
    let passed = talk.bench.expect(B, "UPDATE");
    assert_eq!(session_expires(&passed), Some("180;refresher=uac"));
}

/// R-9.3.2.2-4: where a refresh names nobody the 200 names who is set, or, through both legs, whom the
/// other phone named; for a phone without the timer it is the exchange (JJ-22.11 E-15).
#[test]
fn the_200_names_a_refresher_where_the_refresh_does_not() {
    for (chosen_refresher, supported, name) in [
        (Refresher::Uas, SUPPORTED, "uas"),
        (Refresher::Uac, SUPPORTED, "uac"),
        (Refresher::Uac, "", "uas"),
    ] {
        for (method, _) in METHODS {
            let config = as_caller(TimerPolicy {
                chosen_refresher,
                ..timer(600)
            });
            let mut talk = Talk::with_caller(config, &asked("180;refresher=uac"));
            talk.until(60_000);
            let ok = talk.refresh(A, method, &asked("180").replace(SUPPORTED, supported));
            let interval = format!("180;refresher={name}");
            assert_eq!(session_expires(&ok), Some(interval.as_str()));
            if name == "uas" {
                talk.expect_at(60 + 90, A, "UPDATE");
            } else {
                talk.expect_end_at(60 + 148);
            }
        }
    }
    for (_, name) in EITHER {
        let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uas"));
        talk.send(A, "UPDATE", &asked("180"));
        let passed = talk.bench.expect(B, "UPDATE");
        assert_eq!(session_expires(&passed), Some("180"));
        let interval = format!("180;refresher={name}");
        talk.answer(B, &passed, "200 OK", &agreed(&interval));
        let ok = talk.bench.expect(A, "SIP/2.0 200");
        assert_eq!(session_expires(&ok), Some(interval.as_str()));
    }
}
