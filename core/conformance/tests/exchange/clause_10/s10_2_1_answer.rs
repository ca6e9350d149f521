//! JJ-22.11 §10.2.1: the answer, handed on from the phone, and our own on a line of ours.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench};
use naisen_media::RtpPacket;

use super::{
    CONTACT_A, CONTACT_B, EVENTS, MEDIA_A, MEDIA_B, PLAIN, UPDATE, assert_talk, described,
    direction, formats, line, lines_of, of_a, of_b, origin, talk, talk_with,
};

/// R-10.2.1-2, R-10.2.1-3, R-10.2.1-22, R-10.2.1-23, R-10.2.1-32: one codec and the events, line by line, from the line and
/// from the phone, whatever the phone has to spare.
#[test]
fn the_answer_has_one_codec_and_nothing_to_spare() {
    let offer = of_a(
        1,
        "8 0 101",
        &format!(
            "i=words\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n{EVENTS}a=ptime:20\r\n"
        ),
    );
    let mut bench = Bench::open();
    let (_, ours) = line(&mut bench, &offer);
    let answer = of_b(
        1,
        "8 0 101",
        &format!(
            "i=words\r\nb=AS:64\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n{EVENTS}\
             a=ptime:20\r\na=rtcp:9\r\n"
        ),
    )
    .replace("s=-\r\n", "s=x\r\ni=all\r\ne=a@h\r\n");
    let mut bench = Bench::open();
    let handed_on = talk(&mut bench, PLAIN, &offer, &answer).answered;
    for answered in [ours, handed_on] {
        let audio = format!("m=audio {} RTP/AVP 8 101", answered.port());
        let expected = [
            "v=0",
            origin(&answered),
            "s=-",
            "c=IN IP4 192.168.0.200",
            "t=0 0",
            &audio,
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:101 0-15",
            "a=ptime:20",
            "",
        ];
        assert_eq!(answered.body().split("\r\n").collect::<Vec<_>>(), expected);
    }
}

/// R-10.2.1-21, R-10.2.1-22: our line goes by the order of the offer.
#[test]
fn our_line_takes_the_first_codec_of_the_offer_that_it_has() {
    for (offered, chosen) in [("0 8", "0"), ("8 0", "8"), ("18 8 0", "8"), ("18 0", "0")] {
        let mut bench = Bench::open();
        let (_, answered) = line(&mut bench, &of_a(1, offered, ""));
        assert_eq!(formats(&answered), chosen, "{offered}");
        bench.wait(Duration::from_millis(100));
        let (_, _, bytes) = bench.media.last().expect("a tone");
        let packet = RtpPacket::parse(bytes).expect("RTP");
        assert_eq!(packet.header.payload_type.to_string(), chosen);
    }
}

/// R-10.2.1-23: telephone-event stands in the answer only if it was offered.
#[test]
fn events_are_answered_where_they_are_offered() {
    for (offered, rest, chosen) in [("0 101", EVENTS, "0 101"), ("0 8", "", "0")] {
        let mut bench = Bench::open();
        let (_, answered) = line(&mut bench, &of_a(1, offered, rest));
        assert_eq!(formats(&answered), chosen);
    }
}

/// R-10.2.1-29: the packet time of the offer, else 20 ms.
#[test]
fn the_packet_time_of_the_answer_is_the_offers_or_20() {
    for (rest, expected) in [("a=ptime:40\r\n", "a=ptime:40"), ("", "a=ptime:20")] {
        let mut bench = Bench::open();
        let (_, answered) = line(&mut bench, &of_a(1, "0", rest));
        assert_eq!(lines_of(&answered, "a=ptime"), [expected]);
        let mut bench = Bench::open();
        let answer = of_b(1, "0", &format!("{expected}\r\n"));
        let handed_on = talk(&mut bench, PLAIN, &of_a(1, "0", rest), &answer);
        assert_eq!(lines_of(&handed_on.answered, "a=ptime"), [expected]);
        assert_eq!(
            lines_of(&handed_on.invite, "a=ptime").concat(),
            rest.trim_end()
        );
    }
}

/// R-10.2.1-30, R-10.2.1-31: the numbers and lines of the offer are those of the answer.
#[test]
fn payload_numbers_and_their_lines_are_the_offers() {
    let rest = "a=rtpmap:110 PCMU/8000\r\na=rtpmap:99 telephone-event/8000\r\na=fmtp:99 0-11\r\n";
    let mut bench = Bench::open();
    let (_, ours) = line(&mut bench, &of_a(1, "110 99", rest));
    bench.wait(Duration::from_millis(100));
    let (_, _, bytes) = bench.media.last().expect("a tone");
    let packet = RtpPacket::parse(bytes).expect("RTP");
    assert_eq!(packet.header.payload_type, 110);
    let mut bench = Bench::open();
    let talk = talk(
        &mut bench,
        PLAIN,
        &of_a(1, "110 99", rest),
        &of_b(1, "110 99", rest),
    );
    for sent in [&ours, &talk.invite, &talk.answered] {
        assert_eq!(formats(sent), "110 99");
        for line in rest.lines() {
            assert_eq!(lines_of(sent, line), [line]);
        }
    }
}

/// R-10.2.1-24, R-10.2.1-25: streams that are not used stay at their place with port 0, in the answer and in our
/// re-INVITE that refreshes.
#[test]
fn refused_streams_stay_with_port_0_also_in_a_refresh() {
    let audio = "m=audio 8026 RTP/AVP 0\r\n";
    let video = "m=video 8030 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n";
    for (media, place) in [
        (format!("{audio}{video}"), 0),
        (format!("{video}{audio}"), 1),
    ] {
        let offer = described(1, "192.168.0.101", &media);
        let mut bench = Bench::open();
        let (_, ours) = line(&mut bench, &offer);
        let mut bench = Bench::open();
        let timer = format!("{PLAIN}Supported: timer\r\nSession-Expires: 180;refresher=uas\r\n");
        let talk = talk_with(&mut bench, &timer, PLAIN, &offer, &of_b(1, "0", ""));
        for answered in [&ours, &talk.answered] {
            let lines = lines_of(answered, "m=");
            assert_eq!(lines.len(), 2);
            assert_eq!(lines[1 - place], "m=video 0 RTP/AVP 99");
            assert_eq!(
                lines[place],
                format!("m=audio {} RTP/AVP 0", answered.port())
            );
        }
        // The phone has no timer: we refresh towards the caller.
        bench.wait(Duration::from_secs(91));
        let refresh = bench.expect(A, "INVITE");
        assert_eq!(refresh.body(), talk.answered.body());
    }
}

/// R-10.2.1-26: each direction is answered by its mirror; what the phone answers beyond it does not pass.
#[test]
fn the_direction_of_an_offer_is_mirrored() {
    let rows = [
        ("a=sendonly\r\n", "a=recvonly\r\n", Some("a=recvonly")),
        ("a=sendonly\r\n", "a=inactive\r\n", Some("a=inactive")),
        ("a=recvonly\r\n", "a=sendonly\r\n", Some("a=sendonly")),
        ("a=inactive\r\n", "a=inactive\r\n", Some("a=inactive")),
        ("a=sendonly\r\n", "", Some("a=recvonly")),
        ("a=inactive\r\n", "", Some("a=inactive")),
    ];
    for (asked, answered, expected) in rows {
        let mut bench = Bench::open();
        let talk = talk(&mut bench, UPDATE, &of_a(1, "0", ""), &of_b(1, "0", ""));
        let update = super::ask(&mut bench, &talk, "UPDATE", 3, UPDATE, &of_a(2, "0", asked));
        assert_eq!(
            direction(&update),
            Some(asked.trim_end()).filter(|it| !it.is_empty())
        );
        let answer = of_b(2, "0", answered);
        let accepted = super::agree(&mut bench, &talk, &update, 3, UPDATE, &answer);
        assert_eq!(direction(&accepted), expected, "{asked} {answered}");
    }
    // Our own line, held by its caller, plays no tone.
    for (asked, mirrored, packets) in [
        ("a=sendonly\r\n", Some("a=recvonly"), 0),
        ("a=recvonly\r\n", Some("a=sendonly"), 50),
        ("a=inactive\r\n", Some("a=inactive"), 0),
    ] {
        let mut bench = Bench::open();
        let (a, _) = line(&mut bench, &of_a(1, "0", ""));
        bench.in_dialog(&a, "INVITE", 3, CONTACT_A, &of_a(2, "0", asked));
        let accepted = bench.expect(A, "SIP/2.0 200");
        bench.in_dialog(&a, "ACK", 3, "", "");
        assert_eq!(direction(&accepted), mirrored);
        bench.media.clear();
        bench.wait(Duration::from_secs(1));
        assert_eq!(bench.media.len(), packets);
    }
}

/// R-10.2.1-27, R-10.2.1-28: the phone does not know hold: its 488 is handed on, and the call goes on as it was.
#[test]
fn a_hold_that_the_phone_does_not_know_is_refused_and_the_call_goes_on() {
    for (lines, method) in [(PLAIN, "INVITE"), (UPDATE, "UPDATE")] {
        let mut bench = Bench::open();
        let talk = talk(&mut bench, lines, &of_a(1, "0", ""), &of_b(1, "0", ""));
        let offer = of_a(2, "0", "a=sendonly\r\n");
        let asked = super::ask(&mut bench, &talk, method, 3, lines, &offer);
        bench.respond(B, &asked, "488 Not Acceptable Here", "", CONTACT_B, "");
        if method == "INVITE" {
            bench.expect(B, "ACK");
        }
        bench.expect(A, "SIP/2.0 488");
        bench.wait(Duration::from_millis(10));
        assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
    }
}
