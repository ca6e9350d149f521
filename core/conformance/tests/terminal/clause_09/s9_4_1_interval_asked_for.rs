//! JJ-22.11 §9.4.1: Session-Expires and Min-SE of whoever calls or refreshes.

use naisen_agent::TimerPolicy;
use naisen_conformance::terminal_stage::{Network, Sent};
use naisen_sip::HeaderName;
use naisen_terminal::{Ended, Event};

use super::{
    METHODS, SUPPORTED, Talk, UPDATING, agreed, asked, dialling, session_expires, timer, with,
};

const TOO_SMALL: &str = "422 Session Interval Too Small";

fn min_se(sent: &Sent) -> Option<String> {
    sent.header(HeaderName::MinSe)
}

/// The peer refuses the INVITE that was sent last; the INVITE that comes then.
fn refuse(network: &mut Network, smallest: u32) -> &Sent {
    network.arrows();
    let invite = network.last("1> INVITE");
    let lines = format!("Min-SE: {smallest}\r\n");
    network.respond(invite, TOO_SMALL, &format!("p{smallest}"), &lines, "");
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
    &network.log[network.last("1> INVITE")]
}

/// R-9.4.1-1, R-9.4.1-3: the interval is as set, in the INVITE and in refreshes, and no Min-SE beside
/// it.
#[test]
fn the_interval_asked_for_is_as_set() {
    for expires_s in [90, 180, 1800] {
        let interval = format!("{expires_s};refresher=uac");
        let mut talk = Talk::calling(with(timer(expires_s)), &agreed(&interval));
        let invite = &talk.network.log[0];
        assert_eq!(session_expires(invite), Some(expires_s.to_string()));
        assert_eq!(min_se(invite), None);
        let refresh = talk.expect_at(u64::from(expires_s) / 2, "1> UPDATE");
        assert_eq!(session_expires(refresh), Some(interval));
        assert_eq!(min_se(refresh), None);
    }
}

/// R-9.4.1-4, R-9.4.1-5: a Min-SE that is set goes out as it is, in the INVITE and in refreshes, and
/// never more than that while nobody asks for more.
#[test]
fn a_min_se_that_is_set_goes_out_as_it_is() {
    for (method, allow) in METHODS {
        for smallest in [91, 180] {
            let config = with(TimerPolicy {
                sent_min_se_s: Some(smallest),
                ..timer(180)
            });
            let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
            let mut talk = Talk::calling(config, &ok);
            assert_eq!(min_se(&talk.network.log[0]), Some(smallest.to_string()));
            for turn in 1..3 {
                let refresh = talk.expect_at(turn * 90, &format!("1> {method}"));
                assert_eq!(min_se(refresh), Some(smallest.to_string()));
                talk.answer("200 OK", &ok);
            }
        }
    }
}

/// R-9.4.1-6: the call goes on with the callee's Min-SE as interval, whether that is more or less than
/// what was asked for; the user learns nothing of it.
#[test]
fn a_422_is_answered_with_the_interval_that_it_names() {
    for (asked, smallest) in [(120, 300), (120, 121), (1800, 900)] {
        let (mut network, call) = dialling(with(timer(asked)));
        network.respond(0, "180 Ringing", "p", "", "");
        network.settle();
        network.events(0);
        let invite = refuse(&mut network, smallest);
        assert_eq!(session_expires(invite), Some(smallest.to_string()));
        assert_eq!(min_se(invite), Some(smallest.to_string()));
        let (first, again) = (&network.log[0], network.last("1> INVITE"));
        let again = &network.log[again];
        for name in [HeaderName::CallId, HeaderName::From, HeaderName::To] {
            assert_eq!(first.header(name), again.header(name));
        }
        assert_eq!(first.body(), again.body());
        assert_eq!(again.header(HeaderName::CSeq).as_deref(), Some("2 INVITE"));
        assert_ne!(first.header(HeaderName::Via), again.header(HeaderName::Via));
        assert_eq!(network.events(0), []);
        let ok = agreed(&format!("{smallest};refresher=uac"));
        let mut talk = Talk::answered(network, call, &ok);
        talk.until(u64::from(smallest) * 500 - 1);
        assert_eq!(talk.network.arrows(), [""; 0]);
        talk.until(u64::from(smallest) * 500);
        assert_eq!(talk.network.arrows(), ["1> UPDATE"]);
    }
}

/// R-9.4.1-7: refused again and again the call is asked for again, with the largest Min-SE of all,
/// ours included; the refreshes of the dialog keep it, even if the 200 grants less.
#[test]
fn refused_again_the_largest_min_se_holds() {
    for (ours, refusals) in [
        (None, vec![(200, 200), (300, 300)]),
        (None, vec![(300, 300), (200, 300)]),
        (Some(250), vec![(200, 250), (240, 250), (260, 260)]),
        (
            None,
            vec![(130, 130), (140, 140), (150, 150), (160, 160), (170, 170)],
        ),
    ] {
        for (method, allow) in METHODS {
            let (mut network, call) = dialling(with(TimerPolicy {
                sent_min_se_s: ours,
                ..timer(120)
            }));
            let mut largest = String::new();
            for (smallest, expected) in &refusals {
                let invite = refuse(&mut network, *smallest);
                largest = expected.to_string();
                assert_eq!(min_se(invite), Some(largest.clone()));
                assert_eq!(session_expires(invite), Some(largest.clone()));
            }
            let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
            let mut talk = Talk::answered(network, call, &ok);
            let refresh = talk.expect_at(90, &format!("1> {method}"));
            assert_eq!(min_se(refresh), Some(largest.clone()));
            let interval = session_expires(refresh).expect("Session-Expires");
            let interval = interval.trim_end_matches(";refresher=uac");
            let [interval, largest] = [interval, &largest].map(|it| it.parse::<u32>());
            assert!(interval.expect("a number") >= largest.expect("a number"));
        }
    }
}

/// R-9.4.1-6, R-9.4.1-7: so it is with a refresh, by either method; the user learns nothing of it.
#[test]
fn a_refresh_that_is_refused_with_422_is_asked_for_again() {
    for (method, allow) in METHODS {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        let mut talk = Talk::calling(with(timer(180)), &ok);
        let arrow = format!("1> {method}");
        let first = talk.expect_at(90, &arrow).body();
        for (smallest, expected) in [("200", "200"), ("300", "300"), ("250", "300")] {
            talk.answer(TOO_SMALL, &format!("Min-SE: {smallest}\r\n"));
            let again = &talk.network.log[talk.network.last(&arrow)];
            assert_eq!(min_se(again).as_deref(), Some(expected));
            let interval = format!("{expected};refresher=uac");
            assert_eq!(session_expires(again), Some(interval));
            assert_eq!(again.body(), first);
        }
        talk.network.arrows();
        talk.since = talk.network.now;
        talk.answer("200 OK", &ok.replace("180;", "300;"));
        let next = talk.expect_at(150, &arrow);
        assert_eq!(min_se(next).as_deref(), Some("300"));
        assert_eq!(session_expires(next).as_deref(), Some("300;refresher=uac"));
        assert_eq!(talk.network.events(0), []);
    }
}

/// R-9.4.1-6: a 422 that names no Min-SE cannot be followed: it is a refusal like another.
#[test]
fn a_422_without_min_se_is_a_refusal() {
    let (mut network, _) = dialling(with(timer(180)));
    network.respond(0, TOO_SMALL, "p", "", "");
    network.settle();
    assert_eq!(network.arrows(), ["1> INVITE", "1> ACK"]);
    let events = network.events(0);
    let refused = events.iter().any(
        |event| matches!(event, Event::Ended { status: Some(status), .. } if status.code() == 422),
    );
    assert!(refused, "{events:?}");
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uac"));
    talk.expect_at(90, "1> UPDATE");
    talk.answer(TOO_SMALL, "");
    talk.expect_silence_until(120);
}

/// R-9.4.1-8: the interval of the 200 counts, not what was asked for, for the refresh and for waiting.
#[test]
fn the_interval_of_the_200_counts() {
    for granted in [90_u32, 120, 600] {
        let seconds = u64::from(granted);
        let ok = |who| agreed(&format!("{granted};refresher={who}"));
        let mut talk = Talk::calling(with(timer(180)), &ok("uac"));
        let refresh = talk.expect_at(seconds / 2, "1> UPDATE");
        let interval = format!("{granted};refresher=uac");
        assert_eq!(session_expires(refresh), Some(interval));
        let mut talk = Talk::calling(with(timer(180)), &ok("uas"));
        let last = seconds - 32.min(seconds / 3);
        talk.expect_end_at(last, &Ended::SessionExpired);
    }
}

/// R-9.4.1-7: as callee that refreshes, too, the Min-SE of a 422 stays with the dialog.
#[test]
fn a_callee_that_refreshes_keeps_the_min_se_of_a_422() {
    let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uas"));
    talk.expect_at(90, "1> UPDATE");
    talk.answer(TOO_SMALL, "Min-SE: 240\r\n");
    talk.network.arrows();
    talk.since = talk.network.now;
    talk.answer(
        "200 OK",
        &format!("{UPDATING}{SUPPORTED}Require: timer\r\nSession-Expires: 240;refresher=uac\r\n"),
    );
    let next = talk.expect_at(120, "1> UPDATE");
    assert_eq!(min_se(next).as_deref(), Some("240"));
}
