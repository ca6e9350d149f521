//! JJ-22.11 §5.5: refusals.

use naisen_conformance::refusals;
use naisen_sip::{HeaderName, MinSe, SessionExpires};
use naisen_terminal::{Ended, EndedBy, Event, Hears};

use super::s5_4_redirection::expect_refusal_ack;
use super::*;

/// R-5.5.1-1, R-5.5.1-2, R-5.5.2-1: the user is told code, phrase and headers; the ACK ends the transaction.
/// R-5.5.1-3: nothing is tried again in another form.
#[test]
fn every_refusal_ends_the_call_and_is_told_with_all_that_it_says() {
    const LINES: &str = "Warning: 399 pbx \"try later\"\r\nError-Info: <sip:busy@192.0.2.2>\r\n\
                         Unsupported: 100rel\r\nX-Own: something\r\n";
    for code in refusals() {
        let (mut network, call) = calling();
        respond(&mut network, "180 Ringing", "a", "");
        network.events(0);
        respond_with(
            &mut network,
            &format!("{code} Words of {code}"),
            "a",
            LINES,
            "",
        );
        expect_refusal_ack(&network, "a");
        let busy = network.heard(0, Hears::Busy);
        assert!(busy.iter().any(|&sample| sample > 1000), "{code}");
        let events = network.events(0);
        let [
            Event::Ended {
                call: ended,
                by: EndedBy::Peer,
                status: Some(status),
                reason: Ended::Refused { phrase },
                lines,
                ..
            },
            Event::Hears { hears, .. },
        ] = &events[..]
        else {
            panic!("{code}: {events:?}");
        };
        assert_eq!((*ended, status.code(), *hears), (call, code, Hears::Busy));
        assert_eq!(**phrase, format!("Words of {code}"));
        assert_eq!(std::str::from_utf8(lines), Ok(LINES), "{code}");
        network.seconds(1);
        assert_eq!(network.arrows(), ["1> ACK"], "{code}");
        network.assert_empty();
        assert_eq!(network.arrows(), [""; 0], "{code}");
    }
}

/// R-5.5.2-1: a refusal that comes again is acknowledged again, and told once.
#[test]
fn a_repeated_refusal_gets_the_same_ack() {
    let (mut network, _) = calling();
    respond_with(&mut network, "486 Busy Here", "a", "", "");
    network.events(0);
    let (acks, since) = (network.log.len(), network.now);
    respond_with(&mut network, "486 Busy Here", "a", "", "");
    respond_with(&mut network, "486 Busy Here", "a", "", "");
    assert_eq!(network.sent_at("1> ACK", since).len(), 2);
    assert_eq!(network.log.len(), acks, "byte by byte the same");
    assert_eq!(network.events(0), []);
}

/// R-5.5.1-4: the interval is raised to what was asked for, as often as more is asked for.
#[test]
fn an_interval_too_small_is_raised() {
    let mut config = naisen_conformance::terminal_stage::first();
    if let Some(timer) = &mut config.policy.timer {
        timer.expires_s = 90;
    }
    let (mut network, call) = calling_with(config);
    for asked in [300, 600] {
        let lines = format!("Min-SE: {asked}\r\n");
        respond_with(
            &mut network,
            "422 Session Interval Too Small",
            "a",
            &lines,
            "",
        );
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
        let message = last(&network, "1> INVITE").message();
        let expires: SessionExpires = message.required().expect("Session-Expires");
        let min: MinSe = message.required().expect("Min-SE");
        assert_eq!((expires.delta_seconds, min.delta_seconds), (asked, asked));
    }
    assert_eq!(network.events(0), []);
    respond(&mut network, "200 OK", "b", &sdp(1, 2, 9000));
    assert!(network.events(0).contains(&Event::Answered { call }));
    let branch = header(last(&network, "1> ACK"), HeaderName::CSeq);
    assert_eq!(branch, "3 ACK");
}
