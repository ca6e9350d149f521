//! Media of early dialogs, and after the call was held.

use naisen_cause::Rule;
use naisen_trace::Confidence::Likely;

use crate::scene::{finding, first, rules};

/// A call whose early media come from servers, each in a dialog of its own or in that of the answer.
fn announced(servers: &str, answer: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp
        0.01 X>A 100
        {servers}
        9.00 X>A 200 {answer}
        9.01 A>X ACK
        30.0 A>X BYE
        30.1 X>A 200 for=BYE"
    )
}

const BOTH: &str = "9.02 A>X rtp for=20 at=40000 to=40000\n9.02 X>A rtp for=20 at=40000 to=40000\n";

#[test]
fn a_server_that_plays_before_the_answer_is_not_one_that_is_silent_behind_it() {
    let one = "1.00 X>A 183 sdp=10.0.0.80
        1.01 10.0.0.80>A rtp for=8 at=40000 to=40000";
    let other_tag = one.replace("183 ", "183 tag=first ");
    let fork = format!(
        "{other_tag}\n4.00 X>A 183 tag=second sdp=10.0.0.81
        4.01 10.0.0.81>A rtp for=5 at=40000 to=40000"
    );
    for (servers, sound) in [
        (one, &[Rule::Completed][..]),
        (&other_tag, &[Rule::Completed]),
        (&fork, &[Rule::Completed, Rule::Forked]),
    ] {
        let text = announced(servers, "sdp") + "\n" + BOTH;
        assert_eq!(rules(&text), sound, "{text}");
        // What ends just behind the answer was sent before it.
        let late = text.replace("rtp for=8 at", "rtp for=8.02 at");
        assert_eq!(rules(&late), sound, "{late}");
        // And still, who is silent ever after is.
        let one_way = text.replace("9.02 X>A rtp for=20 at=40000 to=40000\n", "");
        let found = rules(&one_way);
        assert_eq!(found.first(), Some(&Rule::OneWayAudio), "{one_way}");
    }
}

#[test]
fn the_answer_of_a_provisional_response_holds_if_the_2xx_brings_none() {
    let servers = "1.00 X>A 183 tag=first sdp=10.0.0.80
        2.00 X>A 183 sdp";
    let text = announced(servers, "") + "\n" + BOTH;
    assert_eq!(rules(&text), [Rule::Completed, Rule::Forked]);
    let one_way = text.replace("9.02 X>A rtp for=20 at=40000 to=40000\n", "");
    finding(&one_way, Rule::OneWayAudio);
}

#[test]
fn talk_begins_when_the_caller_knows_of_the_answer() {
    let text = "
        0.00 A>X INVITE sdp
        1.00 X>A 200 sdp x=0.5,1.5,3.5,7.5
        1.01 X>A rtp for=8 at=40000 to=40000
        9.00 A>X ACK
        9.01 A>X BYE
        9.02 X>A 200 for=BYE";
    assert_eq!(rules(text), [Rule::Completed]);
}

/// A sound call with RTP, and behind it another of the same phone without.
fn after_another(host: &str, silent: &str) -> Vec<Vec<Rule>> {
    let text = format!(
        "0.00 {host}>X INVITE sdp leg=one
        1.00 X>{host} 200 sdp leg=one
        1.01 {host}>X ACK leg=one
        1.02 {host}>X rtp for=4 at=40000 to=40000
        1.02 X>{host} rtp for=4 at=40000 to=40000
        6.00 {host}>X BYE leg=one
        6.01 X>{host} 200 for=BYE leg=one
        {silent}"
    );
    let calls = crate::scene::calls(&text);
    let found = |call: &naisen_trace::Call| {
        let findings = naisen_trace::diagnose(call).findings;
        findings.iter().map(|finding| finding.rule).collect()
    };
    calls.iter().map(found).collect()
}

#[test]
fn silence_where_rtp_of_other_calls_was_seen_is_no_audio() {
    let silent = "60.0 A>X INVITE sdp=A:41000 leg=two
        61.0 X>A 200 sdp=X:41000 leg=two
        61.1 A>X ACK leg=two
        80.0 A>X BYE leg=two
        80.1 X>A 200 for=BYE leg=two";
    let sound = [Rule::Completed];
    let found = after_another("A", silent);
    assert_eq!(found, [&sound[..], &[Rule::NoAudio, Rule::Completed]]);
    // Of another phone: the capture may not see this one's.
    assert_eq!(after_another("N", silent), [sound, sound]);
    // Held.
    let held = silent.replace("A:41000", "A:41000:sendonly");
    assert_eq!(after_another("A", &held), [sound, sound]);
    // Sent on to pass directly between the phones.
    let direct = silent.replace(
        "80.0",
        "62.0 X>A INVITE re sdp=10.0.0.99:41000 leg=two
        62.1 A>X 200 sdp=A:41000 leg=two
        62.2 X>A ACK leg=two
        80.0",
    );
    assert_eq!(after_another("A", &direct), [sound, sound]);
}

/// A call that was held from the 5th to the 9th second.
fn held(streams: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp
        1.00 X>A 200 sdp
        1.01 A>X ACK
        5.00 A>X INVITE re sdp=A:40000:sendonly
        5.01 X>A 200 sdp=X:40000:recvonly
        5.02 A>X ACK
        9.00 A>X INVITE re sdp=A:40000:sendrecv
        9.01 X>A 200 sdp=X:40000:sendrecv
        9.02 A>X ACK
        30.0 A>X BYE
        30.1 X>A 200 for=BYE
        1.02 A>X rtp for=4 at=40000 to=40000
        {streams}"
    )
}

#[test]
fn who_does_not_speak_again_behind_a_hold_is_silent() {
    let one_way = held("1.02 X>A rtp for=28.9 at=40000 to=40000");
    first(&one_way, Rule::OneWayAudio, Likely);
    for sound in [
        "1.02 X>A rtp for=28.9 at=40000 to=40000\n9.1 A>X rtp for=20 at=40000 to=40000",
        // From another port.
        "1.02 X>A rtp for=28.9 at=40000 to=40000\n9.1 A>X rtp for=20 at=40002 to=40000",
        // Nobody speaks.
        "1.02 X>A rtp for=4 at=40000 to=40000",
        // Soon over.
        "1.02 X>A rtp for=12 at=40000 to=40000",
    ] {
        assert_eq!(rules(&held(sound)), [Rule::Completed], "{sound}");
    }
}

#[test]
fn a_stream_that_pauses_lost_nothing_meanwhile() {
    // An exchange counts what it holds back: numbers 0 to 199, and on from 400.
    let mut packets = crate::scene::packets(&held(
        "1.02 X>A rtp for=28.9 at=40000 to=40000\n9.1 A>X rtp for=20 at=40000 to=40000",
    ));
    packets.retain(|(micros, source, _, load)| {
        let is_rtp = matches!(load, crate::scene::Load::Datagram(bytes) if bytes.len() == 13);
        let is_held = (5_000_000..9_000_000).contains(micros);
        !(is_rtp && is_held && *source == "10.0.0.1:40000".parse().expect("an address"))
    });
    let calls = crate::scene::read(&packets);
    let found: Vec<Rule> = naisen_trace::diagnose(&calls[0])
        .findings
        .iter()
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(found, [Rule::Completed]);
}

#[test]
fn a_port_that_a_nat_changed_is_a_wrong_source() {
    let text = |streams: &str| {
        format!(
            "0.00 N>S INVITE sdp=N | Via: SIP/2.0/UDP 192.168.1.40:5060;branch=z9hG4bKaNINVITE1;rport
            1.00 S>N 200 sdp | Via: SIP/2.0/UDP 192.168.1.40:5060;branch=z9hG4bKaNINVITE1;rport=5060
            1.01 N>S ACK
            1.02 N>S rtp for=9 at=30112 to=40000
            {streams}
            10.1 N>S BYE
            10.2 S>N 200 for=BYE"
        )
    };
    let announced = "1.02 S>N rtp for=9 at=40000 to=40000";
    let nat = text(announced);
    first(&nat, Rule::WrongMediaSource, Likely);
    // No NAT: each side may send from where it likes.
    let plain = nat.replace("192.168.1.40", "203.0.113.20");
    assert_eq!(rules(&plain), [Rule::Completed]);
    // The other side follows the stream.
    let follows =
        text("1.02 S>N rtp for=1 at=40000 to=40000\n2.02 S>N rtp for=8 at=40000 to=30112");
    assert_eq!(rules(&follows), [Rule::Completed]);
}
