//! JJ-22.11 §9.5: when the exchange refreshes a leg, and what a refresh of a phone does.

use naisen_agent::TimerPolicy;
use naisen_conformance::exchange_stage::{A, B, Sent, open_config};

use super::{
    METHODS, PLAIN, SUPPORTED, Talk, UPDATING, agreed, always, as_caller, asked, session_expires,
    timer,
};

/// R-9.5.1-1: after half of the interval, to the millisecond, on either leg; another part can be set.
#[test]
fn the_refresh_comes_when_half_of_the_interval_has_passed() {
    assert_eq!(TimerPolicy::default().refresh_thousandths, 500);
    for (refresh_thousandths, seconds) in [(500, 90), (250, 45), (600, 108)] {
        let set = TimerPolicy {
            refresh_thousandths,
            ..timer(180)
        };
        let mut talk = Talk::with_phone(always(set.clone()), &agreed("180;refresher=uac"));
        talk.expect_at(seconds, B, "UPDATE");
        let mut talk = Talk::with_caller(as_caller(set), &asked("180;refresher=uas"));
        talk.expect_at(seconds, A, "UPDATE");
    }
}

/// R-9.5.1-2: the next refresh is counted from the 200 to the last one, with the interval in that.
#[test]
fn the_200_to_a_refresh_starts_the_timer_again() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::with_phone(always(timer(180)), &ok);
        let refresh = talk.expect_at(90, B, method);
        talk.answer(B, &refresh, "100 Trying", "");
        talk.until(100_000);
        talk.bench.skip();
        talk.answer(B, &refresh, "200 OK", &ok.replace("180;", "120;"));
        if method == "INVITE" {
            talk.bench.expect(B, "ACK");
        }
        let refresh = talk.expect_at(100 + 60, B, method);
        assert_eq!(session_expires(&refresh), Some("120;refresher=uac"));
        let ok = ok.replace("180;refresher=uac", "120;refresher=uas");
        talk.answer(B, &refresh, "200 OK", &ok);
        talk.bench.skip();
        talk.expect_end_at(160 + 120 - 32);
    }
}

/// R-9.5.1-3: a leg that the exchange refreshes may be refreshed by its phone.
#[test]
fn the_refresher_takes_a_refresh_of_the_phone() {
    for (method, _) in METHODS {
        for (who, refreshes) in [("uac", false), ("uas", true)] {
            let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uac"));
            talk.until(60_000);
            let interval = format!("240;refresher={who}");
            let ok = talk.refresh(B, method, &asked(&interval));
            assert_eq!(session_expires(&ok), Some(interval.as_str()));
            talk.since = talk.bench.now;
            if refreshes {
                talk.expect_at(120, B, "UPDATE");
            } else {
                talk.expect_end_at(240 - 32);
            }
        }
    }
}

/// R-9.5.2-1, R-9.5.2-2: an UPDATE or re-INVITE with Session-Expires is a refresh: it gets its 200, and
/// the timer of the leg runs anew from there.
#[test]
fn a_refresh_before_expiry_starts_the_timer_again() {
    for (method, _) in METHODS {
        let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uas"));
        for (at, expires_s) in [(147_000, 180), (290_000, 90), (349_000, 300)] {
            talk.until(at);
            talk.bench.expect_silence();
            let interval = format!("{expires_s};refresher=uac");
            let ok = talk.refresh(B, method, &asked(&interval));
            assert_eq!(session_expires(&ok), Some(interval.as_str()));
        }
        talk.expect_end_at(349 + 300 - 32);
    }
}

/// R-9.5.2-1: a re-INVITE without Session-Expires is none (R-13.4.5-1).
#[test]
fn a_re_invite_without_session_expires_is_no_refresh() {
    for supported in [SUPPORTED, ""] {
        let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uas"));
        talk.until(60_000);
        let ok = talk.refresh(B, "INVITE", &format!("{UPDATING}{supported}"));
        assert_eq!(session_expires(&ok), None);
        talk.expect_end_at(148);
    }
}

/// R-9.5.1-3, R-9.5.2-1, R-9.5.2-2: where both phones have the timer, the refresh of one starts it on both
/// legs, by either method, whoever was to refresh.
#[test]
fn the_refresh_of_one_phone_refreshes_both_legs() {
    for (method, _) in METHODS {
        for (invite, ok, from, to) in [
            ("180", "180;refresher=uas", B, A),
            ("180", "180;refresher=uac", A, B),
            ("180", "180;refresher=uac", B, A),
            ("180", "180;refresher=uas", A, B),
        ] {
            let mut talk = Talk::new(open_config(), &asked(invite), &agreed(ok));
            talk.until(140_000);
            talk.bench.expect_silence();
            talk.send(from, method, &asked("180;refresher=uac"));
            let passed = talk.bench.expect(to, method);
            assert_eq!(session_expires(&passed), Some("180;refresher=uac"));
            talk.bench.expect_silence();
            talk.answer(to, &passed, "200 OK", &agreed("180;refresher=uac"));
            let taken = talk.bench.expect(from, "SIP/2.0 200");
            assert_eq!(session_expires(&taken), Some("180;refresher=uac"));
            talk.acknowledge(from, method);
            if method == "INVITE" {
                talk.bench.expect(to, "ACK");
            }
            talk.expect_end_at(140 + 148);
        }
    }
}

/// A phone puts the call on hold, with these lines beside its offer, and the other one agrees: what
/// that one got, and the 200.
fn hold(talk: &mut Talk, from: &str, method: &str, lines: &str, ok: &str) -> [Sent; 2] {
    let to = if from == A { B } else { A };
    let described = |phone, direction| {
        let moved = super::described(phone).replace("- 1 1", "- 1 2");
        format!("{moved}a={direction}\r\n")
    };
    talk.cseq += 1;
    let (dialog, cseq) = (talk.dialog(from), talk.cseq);
    let lines = format!("{}{lines}", super::contact(from));
    let offer = described(from, "sendonly");
    talk.bench.in_dialog(&dialog, method, cseq, &lines, &offer);
    let passed = talk.bench.expect(to, method);
    assert!(passed.body().contains("a=sendonly"));
    let lines = format!("{}{ok}", super::contact(to));
    let answer = described(to, "recvonly");
    talk.bench
        .respond(to, &passed, "200 OK", "", &lines, &answer);
    let taken = talk.bench.expect(from, "SIP/2.0 200");
    talk.acknowledge(from, method);
    if method == "INVITE" {
        talk.bench.expect(to, "ACK");
    }
    talk.bench.expect_silence();
    [passed, taken]
}

/// R-9.5.3-1: a change of the media that goes on to the leg with the timer refreshes it as well, by
/// either method, though the phone that changes does not know the timer.
#[test]
fn a_change_of_the_media_is_a_refresh_as_well() {
    for (method, allow) in METHODS {
        for role in ["uac", "uas"] {
            let interval = format!("180;refresher={role}");
            let ok = agreed(&interval).replace(UPDATING, allow);
            let mut talk = Talk::with_phone(always(timer(180)), &ok);
            talk.until(60_000);
            let [passed, taken] = hold(&mut talk, A, method, PLAIN, &ok);
            assert_eq!(session_expires(&passed), Some(interval.as_str()));
            assert_eq!(session_expires(&taken), None);
            if role == "uac" {
                talk.expect_at(60 + 90, B, method);
            } else {
                talk.expect_end_at(60 + 148);
            }
        }
    }
}

/// R-9.5.3-1, R-9.5.2-1: so it is where both phones have the timer, whichever of them changes.
#[test]
fn a_change_of_the_media_refreshes_both_legs() {
    let asks = asked("180;refresher=uac");
    let agrees = agreed("180;refresher=uac");
    for (method, allow) in METHODS {
        for from in [A, B] {
            let [asks, agrees] = [&asks, &agrees].map(|it| it.replace(UPDATING, allow));
            let mut talk = Talk::new(open_config(), &asks, &agrees);
            talk.until(100_000);
            let [passed, taken] = hold(&mut talk, from, method, &asks, &agrees);
            for sent in [passed, taken] {
                assert_eq!(session_expires(&sent), Some("180;refresher=uac"));
            }
            talk.expect_end_at(100 + 148);
        }
    }
}
