//! JJ-22.11 §9.5: when the refresher refreshes, and what a refresh that comes does.

use naisen_agent::TimerPolicy;
use naisen_terminal::{Command, Ended, Event};

use super::{METHODS, SUPPORTED, Talk, UPDATING, agreed, asked, session_expires, timer, with};

/// R-9.5.1-1: after half of the interval, to the millisecond, as caller and as callee; another part of
/// it can be set.
#[test]
fn the_refresh_comes_when_half_of_the_interval_has_passed() {
    for (refresh_thousandths, seconds) in [(500, 90), (250, 45), (600, 108)] {
        let config = with(TimerPolicy {
            refresh_thousandths,
            ..timer(180)
        });
        assert_eq!(timer(180).refresh_thousandths, 500);
        let mut talk = Talk::calling(config.clone(), &agreed("180;refresher=uac"));
        talk.expect_at(seconds, "1> UPDATE");
        let mut talk = Talk::called(config, &asked("180;refresher=uas"));
        talk.expect_at(seconds, "1> UPDATE");
    }
}

/// R-9.5.1-2: the next refresh is counted from the 200 to the last one, with the interval in that.
#[test]
fn the_200_to_a_refresh_starts_the_timer_again() {
    for (method, allow) in METHODS {
        let arrow = format!("1> {method}");
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::calling(with(timer(180)), &ok);
        talk.expect_at(90, &arrow);
        talk.network
            .respond(talk.network.last(&arrow), "100 Trying", "", "", "");
        talk.until(100_000);
        talk.network.arrows();
        talk.answer("200 OK", &ok.replace("180;", "120;"));
        let refresh = talk.expect_at(100 + 60, &arrow);
        assert_eq!(
            session_expires(refresh).as_deref(),
            Some("120;refresher=uac")
        );
        // The peer may take the refreshing over.
        talk.answer(
            "200 OK",
            &ok.replace("180;refresher=uac", "120;refresher=uas"),
        );
        talk.expect_end_at(160 + 120 - 32, &Ended::SessionExpired);
    }
}

/// R-9.5.1-3: the refresher takes a refresh of the peer as anybody does: it answers with the interval,
/// starts the timer again, and waits or refreshes as the request says.
#[test]
fn the_refresher_takes_a_refresh_of_the_peer() {
    for (method, _) in METHODS {
        for (who, refreshes) in [("uac", false), ("uas", true)] {
            let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uac"));
            talk.until(60_000);
            let interval = format!("240;refresher={who}");
            let ok = talk.refresh(method, &asked(&interval));
            assert_eq!(session_expires(ok), Some(interval));
            talk.since = ok.at;
            if refreshes {
                talk.expect_at(120, "1> UPDATE");
            } else {
                talk.expect_end_at(240 - 32, &Ended::SessionExpired);
            }
        }
    }
}

/// R-9.5.2-1, R-9.5.2-2: an UPDATE or re-INVITE with Session-Expires is a refresh: it gets its 200, and
/// the timer runs anew from there, with its interval.
#[test]
fn a_refresh_before_expiry_starts_the_timer_again() {
    for (method, _) in METHODS {
        let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uas"));
        for (at, expires_s) in [(147_000, 180), (290_000, 90), (349_000, 300)] {
            talk.until(at);
            assert_eq!(talk.network.arrows(), [""; 0]);
            let interval = format!("{expires_s};refresher=uac");
            let ok = talk.refresh(method, &asked(&interval));
            assert_eq!(session_expires(ok), Some(interval));
        }
        talk.expect_end_at(349 + 300 - 32, &Ended::SessionExpired);
    }
}

/// R-9.5.2-1: a re-INVITE without Session-Expires is none, though it is answered, and the answer does
/// not say so (R-13.4.5-1).
#[test]
fn a_re_invite_without_session_expires_is_no_refresh() {
    for supported in [SUPPORTED, ""] {
        let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uas"));
        talk.until(60_000);
        let ok = talk.refresh("INVITE", &format!("{UPDATING}{supported}"));
        assert_eq!(session_expires(ok), None);
        talk.expect_end_at(148, &Ended::SessionExpired);
    }
}

/// R-9.5.3-1: a hold and its end are refreshes as well: they carry the interval and whoever refreshes,
/// and their 200 starts the timer again.
#[test]
fn a_change_of_the_media_is_a_refresh_as_well() {
    for (method, allow) in METHODS {
        for (granted, role) in [("uac", "uac"), ("uas", "uas")] {
            let ok = agreed(&format!("180;refresher={granted}")).replace(UPDATING, allow);
            let mut talk = Talk::calling(with(timer(180)), &ok);
            let call = talk.call;
            for (at, command, direction) in [
                (60_000, Command::Hold { call }, "sendonly"),
                (120_000, Command::Resume { call }, "sendrecv"),
            ] {
                talk.until(at);
                assert_eq!(talk.network.arrows(), [""; 0]);
                talk.network.command(0, command);
                let arrow = format!("1> {method}");
                assert_eq!(talk.network.arrows(), [arrow.as_str()]);
                let change = &talk.network.log[talk.network.last(&arrow)];
                let interval = format!("180;refresher={role}");
                assert_eq!(session_expires(change), Some(interval));
                let body = change.body();
                let other = ["sendonly", "recvonly", "inactive"];
                let here = body.contains(&format!("a={direction}"));
                assert!(here || !other.iter().any(|it| body.contains(it)), "{body}");
                let request = talk.network.last(&arrow);
                let agreed = match direction {
                    "sendonly" => "recvonly",
                    other => other,
                };
                let answer = super::sdp(2).replace("inactive", agreed);
                let lines = format!("{}{ok}", super::CONTACT);
                talk.network
                    .respond(request, "200 OK", "p", &lines, &answer);
                talk.until(at + 10);
                talk.network.arrows();
                let events = talk.network.events(0);
                let done = |event: &Event| matches!(event, Event::HoldDone { refused: None, .. });
                assert!(events.iter().any(done), "{events:?}");
            }
            if role == "uac" {
                talk.expect_at(120 + 90, &format!("1> {method}"));
            } else {
                talk.expect_end_at(120 + 148, &Ended::SessionExpired);
            }
        }
    }
}
