//! JJ-22.11 §9.6: what happens when the refresh of a leg fails, or does not come.

use naisen_agent::{Margin, RefreshFailure, TimerPolicy};
use naisen_conformance::exchange_stage::{A, B, Sent, open_config};
use naisen_exchange::Config;
use naisen_sip::HeaderName;

use super::{METHODS, Talk, UPDATING, agreed, always, as_caller, asked, session_expires, timer};

const LATE: &str = "408 Request Timeout";
const UNKNOWN: &str = "481 Call/Transaction Does Not Exist";

/// A call whose phone the exchange refreshes by this method, and just has asked to.
fn refreshing(config: Config, method: &str, allow: &str) -> (Talk, Sent) {
    let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
    let mut talk = Talk::with_phone(config, &ok);
    let refresh = talk.expect_at(90, B, method);
    (talk, refresh)
}

fn patient() -> TimerPolicy {
    TimerPolicy {
        failure: RefreshFailure::TenSecondsBeforeExpiry,
        ..timer(180)
    }
}

/// Forgets what was repeated, and says whether the call has ended by BYE to both.
fn ended(talk: &mut Talk) -> bool {
    let sent = talk.bench.skip();
    let bye = |phone| {
        let is = |it: &&Sent| it.to == phone && it.line().starts_with("BYE");
        sent.iter().find(is).is_some()
    };
    assert_eq!(bye(A), bye(B));
    bye(A)
}

/// R-9.6-1: without answer, or with 408 or 481, the call ends at once, on both legs.
#[test]
fn a_refresh_that_finds_no_dialog_ends_the_call() {
    for (method, allow) in METHODS {
        for status in [LATE, UNKNOWN] {
            let (mut talk, refresh) = refreshing(always(timer(180)), method, allow);
            talk.answer(B, &refresh, status, "");
            assert!(ended(&mut talk));
        }
        let (mut talk, _) = refreshing(always(timer(180)), method, allow);
        talk.until(121_999);
        assert!(!ended(&mut talk));
        talk.until(122_000);
        assert!(ended(&mut talk));
        assert_eq!(talk.bench.records().len(), 1);
    }
}

/// R-9.6-1: on the leg of the caller, too.
#[test]
fn a_refresh_of_the_caller_that_finds_no_dialog_ends_the_call() {
    for status in [LATE, UNKNOWN] {
        let mut talk = Talk::with_caller(open_config(), &asked("180;refresher=uas"));
        let refresh = talk.expect_at(90, A, "UPDATE");
        talk.answer(A, &refresh, status, "");
        assert!(ended(&mut talk));
    }
}

/// R-9.6-1: where both phones have the timer and one no longer knows the call, it ends for both.
#[test]
fn a_refresh_that_is_passed_on_and_finds_no_dialog_ends_the_call() {
    for (method, _) in METHODS {
        for status in [Some(LATE), Some(UNKNOWN), None] {
            let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uac"));
            talk.until(90_000);
            talk.send(A, method, &asked("180;refresher=uac"));
            let passed = talk.bench.expect(B, method);
            if let Some(status) = status {
                talk.answer(B, &passed, status, "");
            } else {
                talk.until(121_999);
                assert!(!ended(&mut talk));
                talk.until(122_000);
            }
            assert!(ended(&mut talk), "{method} {status:?}");
        }
    }
}

/// R-9.6-2: any other refusal leaves the call, and the leg is refreshed later all the same.
#[test]
fn a_refusal_that_does_not_end_the_dialog_leaves_the_call() {
    for (method, allow) in METHODS {
        for (status, lines, again) in [
            ("302 Moved Temporarily", "", 130),
            ("400 Bad Request", "", 130),
            ("407 Proxy Authentication Required", "", 130),
            ("488 Not Acceptable Here", "", 130),
            ("500 Server Internal Error", "Retry-After: 60\r\n", 150),
            ("503 Service Unavailable", "", 130),
            ("603 Decline", "", 130),
        ] {
            let (mut talk, refresh) = refreshing(always(timer(180)), method, allow);
            talk.answer(B, &refresh, status, lines);
            assert!(!ended(&mut talk));
            let refresh = talk.expect_at(again, B, method);
            assert_eq!(session_expires(&refresh), Some("180;refresher=uac"));
            let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
            talk.answer(B, &refresh, "200 OK", &ok);
            assert!(!ended(&mut talk));
            talk.expect_at(again + 90, B, method);
        }
    }
    let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uac"));
    talk.until(90_000);
    talk.send(A, "UPDATE", &asked("180;refresher=uac"));
    let passed = talk.bench.expect(B, "UPDATE");
    talk.answer(B, &passed, "488 Not Acceptable Here", "");
    talk.bench.expect(A, "SIP/2.0 488");
    talk.expect_silence_until(147);
}

/// R-9.6-2: after 491 the leg is refreshed again within the time that RFC 3261 §14.1 names for the owner
/// of the Call-ID and for the other side.
#[test]
fn after_491_the_refresh_comes_again_soon() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let invite = asked("180;refresher=uas").replace(UPDATING, allow);
        let of_phone = Talk::with_phone(always(timer(180)), &ok);
        let of_caller = Talk::with_caller(open_config(), &invite);
        for (mut talk, phone, wait_ms) in [(of_phone, B, 2_100..=4_000), (of_caller, A, 0..=2_000)]
        {
            let refresh = talk.expect_at(90, phone, method);
            talk.answer(phone, &refresh, "491 Request Pending", "");
            if method == "INVITE" {
                talk.bench.expect(phone, "ACK");
            }
            talk.until(90_000 + wait_ms.end());
            let again = talk.bench.expect(phone, method);
            let waited = again.at.since(refresh.at).as_millis();
            assert!(wait_ms.contains(&u64::try_from(waited).expect("short")));
            talk.answer(phone, &again, "200 OK", &ok);
            assert!(!ended(&mut talk));
        }
    }
}

/// R-9.6-3: a 422 is followed by the refresh with its Min-SE, with either way of failing.
#[test]
fn a_422_to_a_refresh_is_followed() {
    for (method, allow) in METHODS {
        for set in [timer(180), patient()] {
            let (mut talk, refresh) = refreshing(always(set), method, allow);
            talk.answer(
                B,
                &refresh,
                "422 Session Interval Too Small",
                "Min-SE: 300\r\n",
            );
            if method == "INVITE" {
                talk.bench.expect(B, "ACK");
            }
            let again = talk.bench.expect(B, method);
            assert_eq!(again.header(HeaderName::MinSe), Some("300"));
            assert_eq!(session_expires(&again), Some("300;refresher=uac"));
            let ok = agreed("300;refresher=uac").replace(UPDATING, allow);
            talk.answer(B, &again, "200 OK", &ok);
            talk.bench.skip();
            talk.expect_at(90 + 150, B, method);
        }
    }
}

/// R-9.6-4: set so, the call goes on until 10 s before the leg expires; then both phones get BYE.
#[test]
fn set_so_the_call_goes_on_until_ten_seconds_before_it_expires() {
    for (method, allow) in METHODS {
        for status in [Some(LATE), Some(UNKNOWN), None] {
            let (mut talk, refresh) = refreshing(always(patient()), method, allow);
            if let Some(status) = status {
                talk.answer(B, &refresh, status, "");
            }
            talk.until(169_999);
            assert!(!ended(&mut talk), "{method} {status:?}");
            talk.until(170_000);
            assert!(ended(&mut talk), "{method} {status:?}");
        }
    }
}

/// R-9.6-4: either phone may hang up before.
#[test]
fn a_phone_may_hang_up_before() {
    for (from, to) in [(A, B), (B, A)] {
        let (mut talk, refresh) = refreshing(always(patient()), "UPDATE", UPDATING);
        talk.answer(B, &refresh, UNKNOWN, "");
        talk.until(130_000);
        talk.bench.expect_silence();
        talk.send(from, "BYE", "");
        let sent = talk.bench.skip();
        assert!(
            sent.iter()
                .any(|it| it.to == to && it.line().starts_with("BYE"))
        );
    }
}

/// R-9.6-4: so it is where refreshes are passed on: the phone that refreshes hears of the failure as of
/// one that does not end its own dialog, and may try again until its leg is about to expire.
#[test]
fn set_so_a_refresh_that_is_passed_on_may_fail() {
    let (invite, ok) = (asked("180"), agreed("180;refresher=uac"));
    let mut talk = Talk::new(as_caller(patient()), &invite, &ok);
    for at in [60_000, 120_000] {
        talk.until(at);
        talk.bench.expect_silence();
        talk.send(A, "UPDATE", &asked("180;refresher=uac"));
        let passed = talk.bench.expect(B, "UPDATE");
        if at == 60_000 {
            talk.answer(B, &passed, "200 OK", &ok);
            talk.bench.expect(A, "SIP/2.0 200");
        } else {
            talk.answer(B, &passed, UNKNOWN, "");
            talk.bench.expect(A, "SIP/2.0 488");
        }
    }
    talk.until(207_999);
    assert!(!ended(&mut talk));
    talk.until(208_000);
    assert!(ended(&mut talk));
}

/// R-9.6-5, R-9.6-6: without a refresh the call ends 32 s before the leg expires, or a third of the
/// interval if that is less; set so, 10 s or a third.
#[test]
fn without_a_refresh_the_call_ends_before_the_leg_expires() {
    assert_eq!(TimerPolicy::default().margin, Margin::Seconds32);
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
            let set = TimerPolicy {
                margin,
                ..timer(180)
            };
            let interval = |who| format!("{expires_s};refresher={who}");
            let ok = agreed(&interval("uas"));
            Talk::with_phone(always(set.clone()), &ok).expect_end_at(end);
            if expires_s < 90 {
                // No INVITE may ask a phone for so little (RFC 4028 §7.1); a phone may grant it.
                continue;
            }
            let invite = asked(&interval("uac"));
            Talk::with_caller(as_caller(set.clone()), &invite).expect_end_at(end);
            // The phone that should refresh both legs is dead.
            let mut talk = Talk::new(as_caller(set), &asked(&expires_s.to_string()), &ok);
            talk.expect_end_at(end);
        }
    }
}

/// R-9-1: so it is with the leg that the exchange should refresh, if it expires before the other one.
#[test]
fn without_a_refresh_to_pass_on_the_call_ends_before_the_leg_expires() {
    let invite = format!("{}Min-SE: 900\r\n", asked("1800"));
    let mut talk = Talk::new(open_config(), &invite, &agreed("600;refresher=uac"));
    assert_eq!(session_expires(&talk.answered), Some("900;refresher=uac"));
    talk.expect_end_at(590);
}

/// R-9.6-5: what is no refresh does not put the end off.
#[test]
fn what_is_no_refresh_does_not_put_the_end_off() {
    let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uas"));
    talk.until(100_000);
    talk.send(B, "OPTIONS", "");
    talk.bench.expect(B, "SIP/2.0 200");
    talk.expect_end_at(148);
}
