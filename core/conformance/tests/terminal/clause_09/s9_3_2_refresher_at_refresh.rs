//! JJ-22.11 §9.3.2: who refreshes next, as a refresh settles it.

use naisen_agent::TimerPolicy;
use naisen_sip::{HeaderName, Refresher};
use naisen_terminal::Ended;

use super::{METHODS, SUPPORTED, Talk, agreed, asked, lists, session_expires, timer, with};

/// R-9.3.2.1-1: whoever is the refresher since the beginning names itself, refresh after refresh.
#[test]
fn the_refresher_names_itself_in_each_refresh() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(super::UPDATING, allow);
        let invite = asked("180;refresher=uas").replace(super::UPDATING, allow);
        let calling = Talk::calling(with(timer(180)), &ok);
        let called = Talk::called(with(timer(180)), &invite);
        for mut talk in [calling, called] {
            for turn in 1..4 {
                let refresh = talk.expect_at(turn * 90, &format!("1> {method}"));
                assert_eq!(
                    session_expires(refresh).as_deref(),
                    Some("180;refresher=uac")
                );
                talk.answer("200 OK", &ok);
            }
        }
    }
}

/// R-9.3.2.2-1, R-9.3.2.2-3: a refresh that names its receiver makes it the refresher.
#[test]
fn a_refresh_that_names_its_receiver_changes_the_roles() {
    for (method, allow) in METHODS {
        let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uac"));
        talk.until(60_000);
        let lines = asked("180;refresher=uas").replace(super::UPDATING, allow);
        let ok = talk.refresh(method, &lines);
        assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uas"));
        talk.since = ok.at;
        let refresh = talk.expect_at(90, &format!("1> {method}"));
        assert_eq!(
            session_expires(refresh).as_deref(),
            Some("180;refresher=uac")
        );
    }
}

/// R-9.3.2.2-2, R-9.3.2.2-3: a refresh that names its sender leaves the receiver waiting until the
/// session is about to expire.
#[test]
fn a_refresh_that_names_its_sender_leaves_the_roles() {
    for (method, _) in METHODS {
        let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uac"));
        talk.until(60_000);
        let ok = talk.refresh(method, &asked("180;refresher=uac"));
        assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uac"));
        talk.since = ok.at;
        talk.expect_end_at(148, &Ended::SessionExpired);
    }
}

/// R-9.3.2.2-4: where a refresh names nobody, the 200 names who is set here, and that one refreshes;
/// for a peer that does not know the timer it is us (JJ-22.11 E-15).
#[test]
fn the_200_names_a_refresher_where_the_refresh_does_not() {
    for (method, _) in METHODS {
        for (chosen_refresher, supported, name) in [
            (Refresher::Uas, SUPPORTED, "uas"),
            (Refresher::Uac, SUPPORTED, "uac"),
            (Refresher::Uas, "", "uas"),
            (Refresher::Uac, "", "uas"),
        ] {
            let config = with(TimerPolicy {
                chosen_refresher,
                ..timer(180)
            });
            let mut talk = Talk::called(config, &asked("180;refresher=uac"));
            talk.until(60_000);
            let lines = asked("180").replace(SUPPORTED, supported);
            let ok = talk.refresh(method, &lines);
            let interval = format!("180;refresher={name}");
            assert_eq!(session_expires(ok), Some(interval));
            assert_eq!(
                lists(ok, HeaderName::Require, "timer"),
                !supported.is_empty()
            );
            talk.since = ok.at;
            if name == "uas" {
                talk.expect_at(90, "1> UPDATE");
            } else {
                talk.expect_end_at(148, &Ended::SessionExpired);
            }
        }
    }
}
