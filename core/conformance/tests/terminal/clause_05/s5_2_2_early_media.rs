//! JJ-22.11 §5.2.2: ringback and early media.

use naisen_media::Tone;
use naisen_terminal::{Command, Event, Hears};

use super::*;

const RELIABLE: &str = "Require: 100rel\r\nRSeq: 1\r\n";

/// R-5.2.2.1-1, R-5.2.2.1-2, R-5.2.2.1-3: sample for sample one tone, from the first 180 on.
#[test]
fn ringback_begins_with_the_first_180_and_goes_on_through_all_that_follow() {
    let (mut network, _) = calling();
    network.seconds(1);
    assert!(
        network.heard(0, Hears::Ringback).is_empty(),
        "not before the 180"
    );
    respond(&mut network, "180 Ringing", "a", "");
    for status in ["180 Ringing", EARLY, "182 Queued", "180 Ringing"] {
        network.run(Duration::from_millis(770));
        respond(&mut network, status, "a", "");
    }
    network.seconds(1);
    let heard = network.heard(0, Hears::Ringback);
    assert_eq!(hears(&network.events(0)), [Hears::Ringback]);
    // From the first 180 on it has been 4.58 s: two bursts of a second, with two seconds between.
    assert!(heard.len() > 8000 * 9 / 2, "{}", heard.len());
    let sounds = |span: std::ops::Range<usize>| heard[span].iter().any(|&it| it.abs() > 1000);
    assert!(sounds(0..8000) && !sounds(8000..24_000) && sounds(24_000..32_000));
    let mut expected = vec![0; heard.len()];
    Tone::ringback().fill(&mut expected);
    assert!(heard == expected, "the tone was begun anew");
    assert!(network.media.is_empty(), "there is nowhere to send to");
}

/// R-5.2.2.1-4, R-5.2.2.2.1-1, R-5.2.2.2.1-2: media flows both ways before the answer, though nothing was
/// reliable.
#[test]
fn sdp_in_an_unreliable_1xx_ends_the_ringback_and_connects_both_ways() {
    let (mut network, call) = calling();
    respond(&mut network, "180 Ringing", "a", "");
    let ringback = Event::Hears {
        call,
        hears: Hears::Ringback,
    };
    assert_eq!(network.events(0), [Event::Ringing { call }, ringback]);
    assert!(network.media.is_empty());
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    network.heard(0, Hears::Ringback);
    speak(&mut network, "192.0.2.2:9000", 5000, 1);
    assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
    assert!(network.heard(0, Hears::Ringback).is_empty());
    assert_eq!(hears(&network.events(0)), [Hears::EarlyMedia]);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    respond(&mut network, "180 Ringing", "a", "");
    assert_eq!(network.events(0), []);
    respond(&mut network, "200 OK", "a", "");
    assert_eq!(hears(&network.events(0)), [Hears::Talk]);
    assert_eq!(network.arrows(), ["1> ACK"]);
}

/// R-5.2.2.1-5, R-5.2.2.2.1-1, R-5.2.2.2.1-2: reliable or not, in a 183, in a 180 or in another one.
#[test]
fn sdp_in_the_first_1xx_is_the_answer_and_no_tone_is_made() {
    for (status, lines) in [
        (EARLY, ""),
        (EARLY, RELIABLE),
        ("180 Ringing", ""),
        ("180 Ringing", RELIABLE),
        ("182 Queued", ""),
    ] {
        let (mut network, _) = calling();
        let lines = format!("{CONTACT}{lines}");
        respond_with(&mut network, status, "a", &lines, &sdp(1, 2, 9000));
        speak(&mut network, "192.0.2.2:9000", 5000, 1);
        assert_eq!(destination(&network), "192.0.2.2:9000", "{status}");
        assert!(network.media.len() > 45, "50 packets a second go out");
        assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
        respond(&mut network, "180 Ringing", "a", "");
        assert_eq!(hears(&network.events(0)), [Hears::EarlyMedia]);
        assert!(network.heard(0, Hears::Ringback).is_empty());
    }
}

/// R-5.2.2.2.1-1: but not in a 100.
#[test]
fn sdp_in_a_100_is_no_answer() {
    let (mut network, _) = calling();
    respond(&mut network, "100 Trying", "", &sdp(1, 2, 9000));
    network.seconds(1);
    assert_eq!(network.events(0), []);
    assert!(network.media.is_empty());
}

/// R-5.2.2.2.1-3
#[test]
fn a_different_sdp_in_a_later_1xx_is_followed() {
    let (mut network, _) = calling();
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    respond(&mut network, EARLY, "a", &sdp(2, 3, 9100));
    assert_eq!(destination(&network), "192.0.2.3:9100");
    speak(&mut network, "192.0.2.2:9000", 4000, 1);
    assert_eq!(count(&network.heard(0, Hears::EarlyMedia), 4000), 0);
    speak(&mut network, "192.0.2.3:9100", 5000, 2);
    assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
}

/// A call with early media after a reliable answer.
fn answered_reliably() -> Network {
    let (mut network, _) = calling();
    let lines = format!("{CONTACT}{RELIABLE}");
    respond_with(&mut network, EARLY, "a", &lines, &sdp(1, 2, 9000));
    let allow = header(last(&network, "1> INVITE"), naisen_sip::HeaderName::Allow);
    assert!(
        allow.split(", ").any(|method| method == "UPDATE"),
        "{allow}"
    );
    network.respond(network.last("1> PRACK"), "200 OK", "a", "", "");
    settle(&mut network);
    network.arrows();
    network
}

/// R-5.2.2.2.2-1, R-5.2.2.2.2-2: an UPDATE of the callee before its answer.
#[test]
fn an_update_before_the_answer_moves_the_early_media() {
    let mut network = answered_reliably();
    request(&mut network, "UPDATE", "a", 1, &sdp(2, 3, 9300));
    assert_eq!(network.arrows(), ["1> 200 UPDATE"]);
    let answer = last(&network, "1> 200 UPDATE").body();
    assert!(
        answer.contains("m=audio ") && answer.contains("RTP/AVP 0\r\n"),
        "{answer}"
    );
    settle(&mut network);
    assert_eq!(destination(&network), "192.0.2.3:9300");
    speak(&mut network, "192.0.2.3:9300", 5000, 1);
    assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
    // The 2xx repeats the first answer, which is a matter of the past.
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    settle(&mut network);
    assert_eq!(destination(&network), "192.0.2.3:9300");
}

/// R-5.2.2.2.2-1, R-5.2.2.2.2-3, R-5.2.2.2.2-4: what cannot be is refused, and the call comes about as it
/// would have.
#[test]
fn an_update_that_cannot_be_is_refused_and_ends_nothing() {
    let mut network = answered_reliably();
    network.events(0);
    let other = sdp(2, 2, 9300).replace("RTP/AVP 0", "RTP/AVP 18");
    request(&mut network, "UPDATE", "a", 1, &other);
    assert_eq!(network.arrows(), ["1> 488 UPDATE"]);
    speak(&mut network, "192.0.2.2:9000", 5000, 1);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
    assert_eq!(network.events(0), []);
    assert_eq!(network.arrows(), [""; 0]);
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    assert_eq!(network.arrows(), ["1> ACK"]);
    assert_eq!(hears(&network.events(0)), [Hears::Talk]);
    network.command(0, Command::HangUpAll);
}
