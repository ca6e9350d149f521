//! JJ-22.11 §5.2.1: provisional responses.

use naisen_conformance::terminal_stage::START;
use naisen_sip::{HeaderName, To};
use naisen_terminal::{Event, Hears};

use super::*;

const RELIABLE: &str = "Require: 100rel\r\nRSeq: 1\r\n";

fn to_tag(sent: &Sent) -> Option<String> {
    let message = sent.message();
    let to: To<'_> = message.required().expect("To");
    to.tag().map(str::to_owned)
}

/// R-5.2.1-1
#[test]
fn a_call_comes_about_after_however_many_1xx() {
    let rows: [&[&str]; 4] = [
        &[],
        &["180 Ringing"],
        &["100 Trying", "180 Ringing", EARLY],
        &[
            "181 Call Is Being Forwarded",
            "182 Queued",
            "199 Whatever",
            "180 Ringing",
        ],
    ];
    for row in rows {
        let (mut network, call) = calling();
        for status in row {
            let tag = if status.starts_with("100") { "" } else { "a" };
            respond(&mut network, status, tag, "");
        }
        respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"]);
        assert!(
            network.events(0).contains(&Event::Answered { call }),
            "{row:?}"
        );
    }
}

/// R-5.2.1-2: any 1xx stops it; then the final response is waited for, however long.
#[test]
fn the_invite_is_repeated_until_a_1xx_comes() {
    let (mut network, _) = calling();
    network.seconds(5);
    assert_eq!(network.sent_at("1> INVITE", START), [0, 500, 1500, 3500]);
    for (status, tag) in [
        ("100 Trying", ""),
        ("180 Ringing", ""),
        ("183 Session Progress", "a"),
    ] {
        let (mut network, call) = calling_with(first());
        network.seconds(1);
        respond(&mut network, status, tag, "");
        network.seconds(300);
        assert_eq!(network.sent_at("1> INVITE", START), [0, 500], "{status}");
        respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        assert!(network.events(0).contains(&Event::Answered { call }));
    }
}

/// R-5.2.1-3: whatever its code, the PRACK goes out in the early dialog, to its Contact and with its tag,
/// and so does what the peer asks there.
#[test]
fn a_tag_in_a_1xx_makes_an_early_dialog() {
    for status in [
        "180 Ringing",
        "181 Call Is Being Forwarded",
        "182 Queued",
        EARLY,
        "199 Whatever",
    ] {
        let (mut network, _) = calling();
        let lines = format!("{RELIABLE}{}", CONTACT.replace("sip:peer@", "sip:early@"));
        respond_with(&mut network, status, "a", &lines, &sdp(1, 2, 9000));
        let prack = last(&network, "1> PRACK");
        assert_eq!(to_tag(prack).as_deref(), Some("a"), "{status}");
        let target = prack.message().request_uri().map(str::to_owned);
        assert_eq!(target.as_deref(), Some("sip:early@192.0.2.2:5060"));
        network.respond(network.last("1> PRACK"), "200 OK", "a", "", "");
        request(&mut network, "UPDATE", "a", 1, &sdp(2, 2, 9100));
        request(&mut network, "UPDATE", "stranger", 1, &sdp(2, 2, 9200));
        assert_eq!(
            network.arrows(),
            ["1> PRACK", "1> 200 UPDATE", "1> 481 UPDATE"],
            "{status}"
        );
    }
}

/// R-5.2.1-3: but none in a 100.
#[test]
fn a_tag_in_a_100_makes_no_dialog() {
    let (mut network, _) = calling();
    respond(&mut network, "100 Trying", "a", "");
    request(&mut network, "UPDATE", "a", 1, &sdp(1, 2, 9100));
    assert_eq!(network.arrows(), ["1> 481 UPDATE"]);
}

/// R-5.2.1-4
#[test]
fn a_1xx_without_a_tag_does_what_its_code_says() {
    let (mut network, call) = calling();
    respond(&mut network, "180 Ringing", "", "");
    let heard = |hears| Event::Hears { call, hears };
    assert_eq!(
        network.events(0),
        [Event::Ringing { call }, heard(Hears::Ringback)]
    );
    respond(&mut network, EARLY, "", &sdp(1, 2, 9000));
    assert_eq!(network.events(0), [heard(Hears::EarlyMedia)]);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    // Of a dialog that has media, too: it begins no new one.
    let (mut network, call) = calling();
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    network.events(0);
    respond(&mut network, "180 Ringing", "", "");
    assert_eq!(network.events(0), [Event::Ringing { call }]);
}

/// R-5.2.1-5: 100rel and timer were offered; a 1xx that requires nothing gets no PRACK, a 2xx that requires
/// nothing no session timer.
#[test]
fn what_was_supported_need_not_be_required() {
    for (require, interval) in [
        ("", ""),
        ("Require: timer\r\n", ""),
        ("RSeq: 1\r\n", ""),
        ("", "Session-Expires: 90;refresher=uac\r\n"),
    ] {
        let mut config = first();
        if let Some(timer) = &mut config.policy.timer {
            timer.expires_s = 90;
        }
        let (mut network, call) = calling_with(config);
        let supported = header(last(&network, "1> INVITE"), HeaderName::Supported);
        assert_eq!(supported, "100rel, timer");
        let lines = format!("{CONTACT}{require}");
        respond_with(&mut network, "180 Ringing", "a", &lines, "");
        let lines = format!("{CONTACT}{interval}");
        respond_with(&mut network, "200 OK", "a", &lines, &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"], "{require}");
        assert!(network.events(0).contains(&Event::Answered { call }));
        network.seconds(100);
        assert_eq!(network.arrows(), [""; 0], "no refresh");
        assert_eq!(network.terminal(0).call_count(), 1);
    }
}
