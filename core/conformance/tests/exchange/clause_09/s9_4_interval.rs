//! JJ-22.11 §9.4: Session-Expires and Min-SE on both legs.

use naisen_agent::TimerPolicy;
use naisen_conformance::exchange_stage::{A, B, Bench, Sent, contact_of, open_config, sdp};
use naisen_sip::HeaderName;

use super::{
    METHODS, PLAIN, SUPPORTED, Talk, UPDATING, agreed, always, as_caller, asked, session_expires,
    timer,
};

const TOO_SMALL: &str = "422 Session Interval Too Small";

fn min_se(sent: &Sent) -> Option<&str> {
    sent.header(HeaderName::MinSe)
}

/// R-9.4.1-1, R-9.4.1-3: the interval that is set goes to the phone, in the INVITE and in refreshes,
/// and no Min-SE beside it.
#[test]
fn the_interval_asked_for_is_as_set() {
    for expires_s in [90, 180, 1800] {
        let interval = format!("{expires_s};refresher=uac");
        let mut talk = Talk::with_phone(always(timer(expires_s)), &agreed(&interval));
        assert_eq!(
            session_expires(&talk.invite),
            Some(expires_s.to_string().as_str())
        );
        assert_eq!(min_se(&talk.invite), None);
        let refresh = talk.expect_at(u64::from(expires_s) / 2, B, "UPDATE");
        assert_eq!(session_expires(&refresh), Some(interval.as_str()));
        assert_eq!(min_se(&refresh), None);
    }
}

/// R-9.4.1-4, R-9.4.1-5: a Min-SE that is set goes to the phone as it is, and so does the caller's;
/// never more than that while nobody asks for more.
#[test]
fn a_min_se_goes_to_the_phone_as_it_is() {
    for smallest in ["91", "180"] {
        let config = always(TimerPolicy {
            sent_min_se_s: smallest.parse().ok(),
            ..timer(180)
        });
        let mut talk = Talk::with_phone(config, &agreed("180;refresher=uac"));
        assert_eq!(min_se(&talk.invite), Some(smallest));
        let refresh = talk.expect_at(90, B, "UPDATE");
        assert_eq!(min_se(&refresh), Some(smallest));
        let invite = format!("{}Min-SE: {smallest}\r\n", asked("180"));
        let talk = Talk::new(open_config(), &invite, &agreed("180;refresher=uas"));
        assert_eq!(min_se(&talk.invite), Some(smallest));
        assert_eq!(session_expires(&talk.invite), Some("180"));
    }
}

/// R-9.4.1-2: the caller gets the interval that the phone has shortened, in the 200 to the INVITE and
/// to a refresh, yet never one below its own Min-SE.
#[test]
fn an_interval_that_the_phone_shortens_holds_for_the_caller() {
    for (smallest, granted, passed_on) in [
        (None, 600, 600),
        (Some(400), 600, 600),
        (Some(900), 600, 900),
    ] {
        let smallest = smallest.map_or(String::new(), |it| format!("Min-SE: {it}\r\n"));
        let invite = format!("{}{smallest}", asked("1800"));
        let granted = format!("{granted};refresher=uac");
        let passed_on = format!("{passed_on};refresher=uac");
        let mut talk = Talk::new(open_config(), &invite, &agreed(&granted));
        assert_eq!(session_expires(&talk.invite), Some("1800"));
        assert_eq!(session_expires(&talk.answered), Some(passed_on.as_str()));
        for (method, _) in METHODS {
            talk.send(A, method, &asked("1800;refresher=uac"));
            let passed = talk.bench.expect(B, method);
            assert_eq!(session_expires(&passed), Some("1800;refresher=uac"));
            talk.answer(B, &passed, "200 OK", &agreed(&granted));
            let ok = talk.bench.expect(A, "SIP/2.0 200");
            assert_eq!(session_expires(&ok), Some(passed_on.as_str()));
            talk.acknowledge(A, method);
            if method == "INVITE" {
                talk.bench.expect(B, "ACK");
            }
        }
    }
}

/// R-9.4.1-6, R-9.4.1-7: refused with 422 the phone is asked again, with the largest Min-SE of all as
/// interval; the caller learns nothing of it, and the dialog keeps it.
#[test]
fn a_phone_that_refuses_the_interval_is_asked_again() {
    for (ours, refusals) in [
        (None, vec![(300, "300")]),
        (None, vec![(200, "200"), (300, "300"), (250, "300")]),
        (Some(170), vec![(150, "170"), (200, "200")]),
    ] {
        for (method, allow) in METHODS {
            let config = always(TimerPolicy {
                sent_min_se_s: ours,
                ..timer(180)
            });
            let mut bench = Bench::new(config, ["101", "102"].map(contact_of).to_vec());
            bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
            let first = bench.expect(B, "INVITE");
            bench.expect(A, "SIP/2.0 100");
            let mut last = first.clone();
            let mut largest = "";
            for (smallest, expected) in &refusals {
                let lines = format!("Min-SE: {smallest}\r\n");
                bench.respond(B, &last, TOO_SMALL, "b0", &lines, "");
                bench.expect(B, "ACK");
                let again = bench.expect(B, "INVITE");
                assert_eq!(min_se(&again), Some(*expected));
                assert_eq!(session_expires(&again), Some(*expected));
                assert_eq!(
                    again.header(HeaderName::CallId),
                    first.header(HeaderName::CallId)
                );
                assert_eq!(again.body(), first.body());
                bench.expect_silence();
                (last, largest) = (again, *expected);
            }
            let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
            let mut talk = Talk::answering(bench, last, &ok);
            let refresh = talk.expect_at(90, B, method);
            assert_eq!(min_se(&refresh), Some(largest));
        }
    }
}

/// The phone refuses a refresh with 422 three times, and nobody else hears of it; the refresh that comes
/// then asks for 300 s.
#[track_caller]
fn refused_to_the_last(talk: &mut Talk, first: Sent, method: &str) -> Sent {
    let sent = first.body().to_owned();
    let mut last = first;
    for (smallest, expected) in [("200", "200"), ("300", "300"), ("250", "300")] {
        talk.answer(B, &last, TOO_SMALL, &format!("Min-SE: {smallest}\r\n"));
        if method == "INVITE" {
            talk.bench.expect(B, "ACK");
        }
        last = talk.bench.expect(B, method);
        assert_eq!(min_se(&last), Some(expected));
        let interval = format!("{expected};refresher=uac");
        assert_eq!(session_expires(&last), Some(interval.as_str()));
        assert_eq!(last.body(), sent);
        talk.bench.expect_silence();
    }
    last
}

/// R-9.4.1-6, R-9.4.1-7: so it is with a refresh that the exchange sends.
#[test]
fn a_refresh_that_a_phone_refuses_with_422_is_asked_for_again() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::with_phone(always(timer(180)), &ok);
        let first = talk.expect_at(90, B, method);
        let last = refused_to_the_last(&mut talk, first, method);
        talk.answer(B, &last, "200 OK", &ok.replace("180;", "300;"));
        if method == "INVITE" {
            talk.bench.expect(B, "ACK");
        }
        let next = talk.expect_at(90 + 150, B, method);
        assert_eq!(min_se(&next), Some("300"));
    }
}

/// R-9.4.1-6, R-9.4.1-7, R-9.6-3: so it is with a refresh that goes on to the other leg; the phone that
/// refreshes learns nothing of it, and the other dialog keeps its Min-SE.
#[test]
fn a_refresh_that_is_passed_on_and_refused_with_422_is_asked_for_again() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let lines = asked("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::new(open_config(), &lines, &ok);
        talk.until(90_000);
        talk.send(A, method, &lines);
        let first = talk.bench.expect(B, method);
        assert_eq!(min_se(&first), None);
        let last = refused_to_the_last(&mut talk, first, method);
        talk.answer(B, &last, "200 OK", &ok.replace("180;", "300;"));
        let taken = talk.bench.expect(A, "SIP/2.0 200");
        assert_eq!(session_expires(&taken), Some("180;refresher=uac"));
        talk.acknowledge(A, method);
        if method == "INVITE" {
            talk.bench.expect(B, "ACK");
        }
        talk.until(180_000);
        talk.bench.expect_silence();
        talk.send(A, method, &lines);
        let next = talk.bench.expect(B, method);
        assert_eq!(min_se(&next), Some("300"));
        assert_eq!(session_expires(&next), Some("300;refresher=uac"));
    }
}

/// R-9.4.1-6: where both phones have the timer the caller is told what the phone can use, and its
/// next INVITE goes through with it.
#[test]
fn the_smallest_interval_of_the_phone_goes_to_a_caller_with_the_timer() {
    let mut bench = Bench::new(open_config(), ["101", "102"].map(contact_of).to_vec());
    let caller = bench.invite("102", &asked("100"), &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, TOO_SMALL, "b0", "Min-SE: 300\r\n", "");
    bench.expect(B, "ACK");
    let refused = bench.expect(A, "SIP/2.0 422");
    assert_eq!(min_se(&refused), Some("300"));
    bench.acknowledge_refusal(&caller, &refused);
    let lines = format!("{}Min-SE: 300\r\n", asked("300"));
    bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
    let talk = Talk::answered(bench, &agreed("300;refresher=uas"));
    assert_eq!(session_expires(&talk.invite), Some("300"));
    assert_eq!(min_se(&talk.invite), Some("300"));
    assert_eq!(session_expires(&talk.answered), Some("300;refresher=uas"));
}

/// R-9.4.1-8: the interval of the phone's 200 counts on its leg, not what was asked for.
#[test]
fn the_interval_of_the_phones_200_counts() {
    for granted in [90_u32, 120, 600] {
        let ok = |who| agreed(&format!("{granted};refresher={who}"));
        let seconds = u64::from(granted);
        let mut talk = Talk::with_phone(always(timer(180)), &ok("uac"));
        talk.expect_at(seconds / 2, B, "UPDATE");
        let mut talk = Talk::with_phone(always(timer(180)), &ok("uas"));
        talk.expect_end_at(seconds - 32.min(seconds / 3));
    }
}

/// R-9.4.2-1: the interval that the caller asks for comes back, in the 200 to its INVITE and to each
/// refresh.
#[test]
fn the_interval_that_the_caller_asks_for_is_granted() {
    for expires_s in [90, 91, 1800, 86_400] {
        let interval = format!("{expires_s};refresher=uac");
        let mut talk = Talk::with_caller(as_caller(timer(240)), &asked(&interval));
        assert_eq!(session_expires(&talk.answered), Some(interval.as_str()));
        for (method, _) in METHODS {
            let interval = format!("{};refresher=uac", expires_s + 7);
            let ok = talk.refresh(A, method, &asked(&interval));
            assert_eq!(session_expires(&ok), Some(interval.as_str()));
        }
    }
}

/// R-9.4.2-2: an interval below the smallest that is set gets 422, which names it, and no phone rings.
#[test]
fn an_interval_too_small_is_refused_with_the_smallest() {
    for min_se_s in [90, 300] {
        let config = as_caller(TimerPolicy {
            min_se_s,
            ..timer(1800)
        });
        for (interval, lines) in [
            (min_se_s - 1, SUPPORTED),
            (min_se_s - 1, ""),
            (min_se_s, SUPPORTED),
        ] {
            let mut bench = Bench::new(config.clone(), ["101", "102"].map(contact_of).to_vec());
            let lines = asked(&interval.to_string()).replace(SUPPORTED, lines);
            bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
            if interval < min_se_s && lines.contains(SUPPORTED) {
                let refused = bench.expect(A, "SIP/2.0 422");
                assert_eq!(min_se(&refused), Some(min_se_s.to_string().as_str()));
            } else {
                bench.expect(B, "INVITE");
                bench.expect(A, "SIP/2.0 100");
            }
            bench.expect_silence();
        }
    }
}

/// R-9.4.2-3: the timer of the caller's leg runs from its 200, however long the phone rang.
#[test]
fn the_timer_of_the_callers_leg_runs_from_its_200() {
    for who in ["uas", "uac"] {
        let mut bench = Bench::new(open_config(), ["101", "102"].map(contact_of).to_vec());
        let lines = asked(&format!("180;refresher={who}"));
        bench.invite("102", &lines, &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        let lines = super::contact(B);
        bench.respond(B, &invite, "180 Ringing", "b1", &lines, "");
        bench.expect(A, "SIP/2.0 180");
        bench.wait(std::time::Duration::from_secs(60));
        bench.expect_silence();
        let mut talk = Talk::answering(bench, invite, PLAIN);
        if who == "uas" {
            talk.expect_at(90, A, "UPDATE");
        } else {
            talk.expect_end_at(148);
        }
    }
}

/// R-9.4.2-4: the largest Min-SE that came on a leg is the least that a refresh of ours asks for.
#[test]
fn the_largest_min_se_of_the_dialog_holds_for_our_refreshes() {
    for (method, allow) in METHODS {
        for (later, largest) in [(None, "200"), (Some(250), "250"), (Some(95), "200")] {
            let lines = asked("300;refresher=uac").replace(UPDATING, allow);
            let invite = format!("{lines}Min-SE: 200\r\n");
            let mut talk = Talk::with_caller(open_config(), &invite);
            let later = later.map_or(String::new(), |it| format!("Min-SE: {it}\r\n"));
            let lines = asked("120;refresher=uas").replace(UPDATING, allow);
            talk.refresh(A, method, &format!("{lines}{later}"));
            let refresh = talk.expect_at(60, A, method);
            assert_eq!(min_se(&refresh), Some(largest));
            let interval = format!("{largest};refresher=uac");
            assert_eq!(session_expires(&refresh), Some(interval.as_str()));
        }
    }
}
