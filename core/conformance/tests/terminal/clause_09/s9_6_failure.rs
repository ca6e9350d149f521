//! JJ-22.11 §9.6: what happens when a refresh fails, or does not come.

use naisen_agent::{Margin, RefreshFailure, TimerPolicy};
use naisen_sip::HeaderName;
use naisen_terminal::{Command, Config, Ended};

use super::{METHODS, Talk, UPDATING, agreed, asked, session_expires, timer, with};

const LATE: &str = "408 Request Timeout";
const UNKNOWN: &str = "481 Call/Transaction Does Not Exist";

/// A call that the terminal refreshes by this method, and just has asked to; the arrow of that.
fn refreshing(config: Config, method: &str, allow: &str) -> (Talk, String) {
    let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
    let mut talk = Talk::calling(config, &ok);
    let arrow = format!("1> {method}");
    talk.expect_at(90, &arrow);
    (talk, arrow)
}

fn patient() -> Config {
    with(TimerPolicy {
        failure: RefreshFailure::TenSecondsBeforeExpiry,
        ..timer(180)
    })
}

/// R-9.6-1: without answer, or with 408 or 481, the call ends at once with BYE; the user hears it.
#[test]
fn a_refresh_that_finds_no_dialog_ends_the_call() {
    for (method, allow) in METHODS {
        for status in [LATE, UNKNOWN] {
            let (mut talk, _) = refreshing(with(timer(180)), method, allow);
            talk.answer(status, "");
            let bye = talk.network.last("1> BYE");
            assert_eq!(
                talk.network.log[bye].at,
                talk.since + std::time::Duration::from_secs(90)
            );
            talk.expect_told(&Ended::RefreshFailed);
        }
        let (mut talk, _) = refreshing(with(timer(180)), method, allow);
        talk.expect_end_at(90 + 32, &Ended::RefreshFailed);
    }
}

/// R-9.6-2: any other refusal leaves the call as it is, and it is refreshed later all the same, not
/// before a time that the refusal names, unless the session would be over by then.
#[test]
fn a_refusal_that_does_not_end_the_dialog_leaves_the_call() {
    for (method, allow) in METHODS {
        for (status, lines, again) in [
            ("302 Moved Temporarily", "", 130),
            ("400 Bad Request", "", 130),
            ("407 Proxy Authentication Required", "", 130),
            ("488 Not Acceptable Here", "", 130),
            ("500 Server Internal Error", "Retry-After: 5\r\n", 130),
            ("500 Server Internal Error", "Retry-After: 60\r\n", 150),
            ("503 Service Unavailable", "", 130),
            ("503 Service Unavailable", "Retry-After: 45\r\n", 135),
            ("503 Service Unavailable", "Retry-After: 600\r\n", 130),
            ("603 Decline", "", 130),
        ] {
            let (mut talk, arrow) = refreshing(with(timer(180)), method, allow);
            talk.answer(status, lines);
            talk.network.arrows();
            assert_eq!(talk.network.events(0), []);
            let refresh = talk.expect_at(again, &arrow);
            assert_eq!(
                session_expires(refresh).as_deref(),
                Some("180;refresher=uac")
            );
            let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
            talk.answer("200 OK", &ok);
            talk.expect_at(again + 90, &arrow);
        }
    }
}

/// R-9.6-2: a later refusal without a time does not end the wait.
#[test]
fn a_refused_change_does_not_shorten_the_wait_of_the_refresh() {
    for (method, allow) in METHODS {
        let (mut talk, arrow) = refreshing(with(timer(180)), method, allow);
        talk.answer("503 Service Unavailable", "Retry-After: 60\r\n");
        talk.until(100_000);
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        assert_eq!(talk.network.arrows(), [&*arrow]);
        talk.answer("488 Not Acceptable Here", "");
        talk.network.arrows();
        talk.expect_at(150, &arrow);
    }
}

/// R-9.6-2: after 491 the refresh comes again within the time that RFC 3261 §14.1 names for the owner of
/// the Call-ID and for the other side.
#[test]
fn after_491_the_refresh_comes_again_soon() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let invite = asked("180;refresher=uas").replace(UPDATING, allow);
        let calling = Talk::calling(with(timer(180)), &ok);
        let called = Talk::called(with(timer(180)), &invite);
        for (mut talk, wait_ms) in [(calling, 2_100..=4_000), (called, 0..=2_000)] {
            let arrow = format!("1> {method}");
            talk.expect_at(90, &arrow);
            talk.answer("491 Request Pending", "");
            talk.until(94_000);
            talk.network.arrows();
            let sent = talk.network.sent_at(&arrow, talk.since);
            let [90_000, again, ..] = sent[..] else {
                panic!("{method}: {sent:?}");
            };
            assert!(wait_ms.contains(&(again - 90_000)), "{method}: {again}");
            talk.answer("200 OK", &ok);
            assert_eq!(talk.network.terminal(0).call_count(), 1);
        }
    }
}

/// R-9.6-2: refused to the last, the call ends 10 s before it expires.
#[test]
fn refusals_to_the_last_end_the_call_before_it_expires() {
    for (method, allow) in METHODS {
        let (mut talk, arrow) = refreshing(with(timer(180)), method, allow);
        let mut refusals = 1;
        talk.answer("488 Not Acceptable Here", "");
        for tenths in 901..1700 {
            talk.until(tenths * 100);
            let sent = talk.network.arrows();
            if sent.contains(&arrow) {
                refusals += 1;
                talk.answer("488 Not Acceptable Here", "");
            }
            assert!(!sent.contains(&"1> BYE".to_owned()));
        }
        assert!((3..12).contains(&refusals), "{refusals}");
        talk.until(169_999);
        talk.network.arrows();
        talk.until(170_000);
        assert_eq!(talk.network.arrows(), ["1> BYE"]);
        talk.expect_told(&Ended::RefreshFailed);
    }
}

/// R-9.6-3: a 422 to a refresh is answered by the refresh with its Min-SE, with either way of failing.
#[test]
fn a_422_to_a_refresh_is_followed() {
    for (method, allow) in METHODS {
        for config in [with(timer(180)), patient()] {
            let (mut talk, arrow) = refreshing(config, method, allow);
            talk.answer("422 Session Interval Too Small", "Min-SE: 300\r\n");
            let again = &talk.network.log[talk.network.last(&arrow)];
            assert_eq!(
                again.at,
                talk.network.now - std::time::Duration::from_millis(1)
            );
            assert_eq!(again.header(HeaderName::MinSe).as_deref(), Some("300"));
            assert_eq!(session_expires(again).as_deref(), Some("300;refresher=uac"));
            let ok = agreed("300;refresher=uac").replace(UPDATING, allow);
            talk.network.arrows();
            talk.since = talk.network.now;
            talk.answer("200 OK", &ok);
            talk.expect_at(150, &arrow);
        }
    }
}

/// R-9.6-4: set so, the call goes on until 10 s before it expires, whatever the failure; then BYE and
/// busy tone.
#[test]
fn set_so_the_call_goes_on_until_ten_seconds_before_it_expires() {
    for (method, allow) in METHODS {
        for status in [Some(LATE), Some(UNKNOWN), None] {
            let (mut talk, _) = refreshing(patient(), method, allow);
            if let Some(status) = status {
                talk.answer(status, "");
            }
            talk.until(169_999);
            assert!(!talk.network.arrows().contains(&"1> BYE".to_owned()));
            assert_eq!(talk.network.terminal(0).call_count(), 1);
            talk.until(170_000);
            assert_eq!(talk.network.arrows(), ["1> BYE"]);
            talk.expect_told(&Ended::RefreshFailed);
        }
    }
}

/// R-9.6-4: the user may hang up before.
#[test]
fn the_user_may_hang_up_before() {
    let (mut talk, _) = refreshing(patient(), "UPDATE", UPDATING);
    talk.answer(UNKNOWN, "");
    talk.until(130_000);
    let call = talk.call;
    talk.network.command(0, Command::HangUp { call });
    assert_eq!(talk.network.arrows(), ["1> BYE"]);
}

/// R-9.6-5, R-9.6-6: without a refresh the non-refresher hangs up 32 s before expiry, or a third of the
/// interval if that is less; set so, 10 s or a third. Then the user hears busy tone.
#[test]
fn without_a_refresh_the_call_ends_before_it_expires() {
    for (margin, ends) in [
        (
            Margin::Seconds32,
            [(180, 148), (99, 67), (96, 64), (90, 60), (1800, 1768)],
        ),
        (
            Margin::Seconds10,
            [(180, 170), (90, 80), (33, 23), (30, 20), (24, 16)],
        ),
    ] {
        for (expires_s, end) in ends {
            let config = with(TimerPolicy {
                margin,
                min_se_s: 24,
                ..timer(180)
            });
            let interval = |who| format!("{expires_s};refresher={who}");
            let mut talk = Talk::calling(config.clone(), &agreed(&interval("uas")));
            talk.expect_end_at(end, &Ended::SessionExpired);
            let mut talk = Talk::called(config, &asked(&interval("uac")));
            talk.expect_end_at(end, &Ended::SessionExpired);
        }
    }
    assert_eq!(timer(180).margin, Margin::Seconds32);
}

/// R-9.6-5: a request that is no refresh does not put the end off.
#[test]
fn what_is_no_refresh_does_not_put_the_end_off() {
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uas"));
    talk.until(100_000);
    talk.send("OPTIONS", "", "");
    talk.network.arrows();
    talk.expect_end_at(148, &Ended::SessionExpired);
}
