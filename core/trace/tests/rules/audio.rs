//! What was heard.

use naisen_cause::{Place, Rule};
use naisen_trace::Confidence::{Certain, Likely};

use crate::attempt::SOUND;
use crate::scene::{address, first, rules};

/// RTP of 16 seconds from one host to another.
fn rtp(way: &str) -> String {
    let (at, to) = match way {
        "X>B" => (41_000, 40_000),
        "B>X" => (40_000, 41_000),
        _ => (40_000, 40_000),
    };
    format!("3.1 {way} rtp for=16 at={at} to={to}\n")
}

fn with(streams: &[&str]) -> String {
    let streams: String = streams.iter().map(|way| rtp(way)).collect();
    format!("{SOUND}\n{streams}")
}

#[test]
fn a_trace_of_signalling_alone_says_nothing_of_audio() {
    assert_eq!(rules(SOUND), [Rule::Completed]);
}

#[test]
fn audio_on_all_ways_is_sound() {
    assert_eq!(
        rules(&with(&["A>X", "X>A", "X>B", "B>X"])),
        [Rule::Completed]
    );
}

#[test]
fn audio_that_no_end_sends_is_one_way() {
    let found = first(&with(&["A>X", "X>B"]), Rule::OneWayAudio, Certain);
    assert_eq!(found.host, None, "the phone, or its network");
    // Captured beside the caller alone.
    first(&with(&["A>X"]), Rule::OneWayAudio, Certain);
    assert_eq!(
        rules(&with(&["A>X", "X>B"])),
        [Rule::OneWayAudio, Rule::Completed]
    );
}

#[test]
fn audio_that_the_exchange_does_not_pass_on_is_its_fault() {
    let found = first(&with(&["A>X", "X>B", "B>X"]), Rule::OneWayAudio, Certain);
    assert_eq!(
        (found.host, found.place),
        (Some(address("X")), Some(Place::Exchange))
    );
}

#[test]
fn held_and_short_calls_are_not_one_way() {
    let held = with(&["A>X", "X>B"])
        .replace("A>X INVITE sdp", "A>X INVITE sdp=A:40000:sendonly")
        .replace("X>B INVITE sdp=X:41000", "X>B INVITE sdp=X:41000:sendonly");
    assert_eq!(rules(&held), [Rule::Completed]);
    let short = "
        0.00 A>X INVITE sdp
        1.00 X>A 200 sdp
        1.01 A>X ACK
        1.02 A>X rtp for=2 at=40000 to=40000
        3.00 A>X BYE
        3.01 X>A 200 for=BYE";
    assert_eq!(rules(short), [Rule::Completed]);
}

#[test]
fn announcements_before_the_answer_are_no_one_way_audio() {
    let text = format!("{SOUND}\n0.1 X>A rtp for=2.5 at=40000 to=40000\n");
    let both: String = ["A>X", "X>A", "X>B", "B>X"]
        .iter()
        .map(|way| rtp(way))
        .collect();
    assert_eq!(rules(&(text.clone() + &both)), [Rule::Completed]);
    // And silence ever after.
    first(&text, Rule::NoAudio, Likely);
}

#[test]
fn packets_from_a_host_that_nobody_announced_come_from_a_wrong_source() {
    let text = "
        0.00 A>X INVITE sdp
        1.00 X>A 200 sdp
        1.01 A>X ACK
        1.02 A>X rtp for=18 at=40000 to=40000
        1.02 10.0.0.77>A rtp for=18 at=40000 to=40000
        20.00 A>X BYE
        20.01 X>A 200 for=BYE";
    first(text, Rule::WrongMediaSource, Likely);
    // Another port of the same host is usual.
    let text = text.replace("10.0.0.77>A rtp for=18 at=40000", "X>A rtp for=18 at=40010");
    assert_eq!(rules(&text), [Rule::Completed]);
}

#[test]
fn loss_that_is_heard_is_poor_audio() {
    let all = with(&["A>X", "X>B", "B>X"]);
    let lossy = |drop: u32| format!("{all}\n3.1 X>A rtp for=16 at=40000 to=40000 drop={drop}");
    first(&lossy(10), Rule::PoorAudio, Certain);
    assert_eq!(rules(&lossy(50)), [Rule::Completed]);
}

#[test]
fn hosts_that_share_an_address_are_told_by_their_ports() {
    let call = |streams: &str| {
        format!(
            "0.00 L:5061>L:5060 INVITE sdp=L:30000 leg=a
            0.01 L:5060>L:5061 100 leg=a
            1.00 L:5060>L:5061 200 sdp=L:40000 leg=a
            1.01 L:5061>L:5060 ACK leg=a
            {streams}
            20.0 L:5061>L:5060 BYE leg=a
            20.1 L:5060>L:5061 200 for=BYE leg=a"
        )
    };
    let there = "1.1 L>L rtp for=18 at=30000 to=40000\n";
    let back = "1.1 L>L rtp for=18 at=40000 to=30000\n";
    assert_eq!(rules(&call(&format!("{there}{back}"))), [Rule::Completed]);
    assert_eq!(rules(&call(there)), [Rule::OneWayAudio, Rule::Completed]);
}

#[test]
fn a_phone_that_only_rang_with_early_media_is_not_silent() {
    let streams: String = ["A>X", "X>A", "X>B", "B>X"]
        .iter()
        .map(|way| rtp(way))
        .collect();
    let text = SOUND.replace(
        "0.03 B>X 180",
        "0.02 X>C INVITE sdp=X:42000\n0.03 B>X 180\n0.05 C>X 183 sdp=C:40000
            3.05 X>C CANCEL\n3.06 C>X 200 for=CANCEL\n3.07 C>X 487\n3.08 X>C ACK",
    );
    let text = format!("{text}\n{streams}");
    assert_eq!(rules(&text), [Rule::Completed, Rule::Forked]);
}
