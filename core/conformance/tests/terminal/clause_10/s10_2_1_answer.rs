//! JJ-22.11 §10.2.1: the answer.

use naisen_conformance::terminal_stage::Network;
use naisen_media::{HEADER_LEN, Law};
use naisen_sdp::CodecOrder;
use naisen_sip::HeaderName;
use naisen_terminal::{Ended, Event};

use super::{
    CONTACT, PLAIN, Talk, audio_address, described, formats, invite, listening, media_lines,
    origin, sdp,
};

/// R-10.2.1-1, R-10.2.1-2, R-10.2.1-3, R-10.2.1-4, R-10.2.1-10, R-10.2.1-22, R-10.2.1-23, R-10.2.1-32: one answer, in
/// the 200, line by line; what may be left out of the offer is not repeated.
#[test]
fn the_answer_stands_in_the_200_and_holds_nothing_to_spare() {
    let offer = described(
        1,
        2,
        "m=audio 9000 RTP/AVP 8 0 96 97\na=rtpmap:8 PCMA/8000\na=rtpmap:0 PCMU/8000\n\
         a=rtpmap:96 telephone-event/8000\na=fmtp:96 0-11\na=rtpmap:97 iLBC/8000\n\
         a=fmtp:97 mode=20\na=silenceSupp:off - - - -\na=ptime:20\n",
    )
    .replace("s=-\n", "s=-\ni=words\nu=http://h/\ne=a@h\np=+81 3\n")
    .replace("t=0 0\n", "b=AS:64\nt=0 0\na=tool:x\n");
    let mut talk = Talk::as_callee(listening(), PLAIN, &offer);
    let body = talk.body("1> 200 INVITE");
    let audio = format!("m=audio {} RTP/AVP 8 96", audio_address(&body).port());
    let lines: Vec<&str> = body.split("\r\n").collect();
    let expected = [
        "v=0",
        origin(&body),
        "s=-",
        "c=IN IP4 192.0.2.1",
        "t=0 0",
        &audio,
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:96 telephone-event/8000",
        "a=fmtp:96 0-11",
        "a=ptime:20",
        "",
    ];
    assert_eq!(lines, expected);
    assert_eq!(talk.destination(), "192.0.2.2:9000");
    assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
}

/// R-10.2.1-21, R-10.2.1-22: whose order counts is set; without the other's codec neither matters.
#[test]
fn the_codec_is_chosen_by_the_order_that_is_set() {
    use CodecOrder::{Offerer, Own};
    let own = || vec![Law::A, Law::Mu];
    let rows = [
        (Offerer, own(), "0 8", "0"),
        (Own, own(), "0 8", "8"),
        (Offerer, own(), "8 0", "8"),
        (Own, vec![Law::Mu, Law::A], "8 0", "0"),
        (Own, own(), "18 0", "0"),
        (Offerer, vec![Law::A], "0 8", "8"),
    ];
    for (order, codecs, offered, chosen) in rows {
        let mut config = listening();
        config.media.codecs = codecs;
        config.media.answer_order = order;
        let mut talk = Talk::as_callee(config, PLAIN, &sdp(1, 2, 9000, offered, ""));
        assert_eq!(formats(&talk.first_body()), chosen, "{order:?} {offered}");
        let law = if chosen == "0" { Law::Mu } else { Law::A };
        let payload_type = law.payload_type();
        assert!(talk.hears("192.0.2.2:9000", law, payload_type, 3000));
    }
}

/// R-10.2.1-23: telephone-event stands beside the codec where both have it, and nowhere else.
#[test]
fn telephone_events_are_answered_only_where_both_sides_have_them() {
    let events = "a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n";
    let rows = [
        (Some(101), "0 8 101", events, "0 101"),
        (None, "0 8 101", events, "0"),
        (Some(101), "0 8", "", "0"),
    ];
    for (own, offered, rest, answered) in rows {
        let mut config = listening();
        config.media.telephone_event = own;
        let talk = Talk::as_callee(config, PLAIN, &sdp(1, 2, 9000, offered, rest));
        assert_eq!(formats(&talk.first_body()), answered);
    }
}

/// R-10.2.1-30, R-10.2.1-31: a codec under a number of the offerer's choice keeps it, with its lines.
#[test]
fn payload_numbers_and_their_lines_are_the_offers() {
    let rest = "a=rtpmap:110 PCMU/8000\na=rtpmap:99 telephone-event/8000\na=fmtp:99 0-11\n";
    let offer = sdp(1, 2, 9000, "110 99", rest);
    let mut talk = Talk::as_callee(listening(), PLAIN, &offer);
    let body = talk.first_body();
    assert_eq!(formats(&body), "110 99");
    for line in rest.lines() {
        assert!(body.contains(&format!("{line}\r\n")), "{line}: {body}");
    }
    assert!(talk.hears("192.0.2.2:9000", Law::Mu, 110, 3000));
    assert_eq!(talk.network.last_rtp[1] & 0x7f, 110);
}

/// R-10.2.1-24, R-10.2.1-25: streams that are not used stay at their place with port 0, in the answer and in
/// the re-INVITE that refreshes.
#[test]
fn refused_streams_stay_with_port_0_also_in_a_refresh() {
    let rows = [
        (
            "m=audio 9000 RTP/AVP 0\nm=video 9002 RTP/AVP 99\na=rtpmap:99 H264/90000\n",
            0,
        ),
        (
            "m=video 9002 RTP/AVP 99\na=rtpmap:99 H264/90000\nm=audio 9000 RTP/AVP 0\n",
            1,
        ),
        (
            "m=audio 9004 RTP/AVP 18\nm=audio 9000 RTP/AVP 0\nm=text 9006 RTP/AVP 98\n",
            1,
        ),
    ];
    for (media, place) in rows {
        let mut config = listening();
        let timer = config.policy.timer.as_mut().expect("a timer");
        timer.chosen_refresher = naisen_sip::Refresher::Uas;
        let lines = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE\r\n\
                     Supported: timer\r\nSession-Expires: 90\r\n";
        let mut talk = Talk::as_callee(config, lines, &described(1, 2, media));
        let body = talk.first_body();
        let offered: Vec<&str> = media
            .lines()
            .filter(|line| line.starts_with("m="))
            .collect();
        let answered = media_lines(&body);
        assert_eq!(answered.len(), offered.len());
        for (index, (line, offered)) in answered.iter().zip(offered).enumerate() {
            let field = |line: &str, n| line.split(' ').nth(n).map(str::to_owned);
            assert_eq!(field(line, 0), field(offered, 0));
            assert_eq!(
                field(line, 1).as_deref() == Some("0"),
                index != place,
                "{line}"
            );
        }
        talk.network.seconds(46);
        assert_eq!(talk.body("1> INVITE"), body);
    }
}

/// R-10.2.1-26: each direction is answered by its mirror, at the beginning too, and no RTP is sent to a
/// peer that wants none.
#[test]
fn the_direction_of_an_offer_is_mirrored() {
    let rows = [
        ("", "", true),
        ("a=sendrecv\n", "", true),
        ("a=sendonly\n", "a=recvonly\r\n", false),
        ("a=recvonly\n", "a=sendonly\r\n", true),
        ("a=inactive\n", "a=inactive\r\n", false),
    ];
    for (asked, answered, sends) in rows {
        let offer = sdp(1, 2, 9000, "0", asked);
        let mut talk = Talk::as_callee(listening(), PLAIN, &offer);
        let first = talk.first_body();
        let mut again = Talk::as_callee(listening(), CONTACT, &sdp(1, 2, 9000, "0", ""));
        again.request("UPDATE", 2, &sdp(2, 2, 9000, "0", asked));
        for (talk, body) in [(&mut talk, first), (&mut again, String::new())] {
            let body = if body.is_empty() {
                talk.body("1> 200 UPDATE")
            } else {
                body
            };
            let lines = body.split_inclusive("\r\n").skip(1);
            let found: String = lines
                .filter(|line| line.contains("only") || line.contains("inactive"))
                .collect();
            assert_eq!(found, answered, "{asked}");
            talk.network.media.clear();
            talk.network.seconds(1);
            assert_eq!(
                talk.network.media.len(),
                if sends { 50 } else { 0 },
                "{asked}"
            );
        }
    }
}

/// R-10.2.1-29: the packet time of the offer, else 20 ms; and what is sent keeps to it, in whole frames of
/// 20 ms.
#[test]
fn the_packet_time_of_the_answer_is_the_offers_or_20() {
    let rows = [
        ("a=ptime:40\n", "40", (25, 320)),
        ("a=ptime:60\na=maxptime:40\n", "60", (25, 320)),
        ("a=ptime:10\n", "10", (50, 160)),
        ("", "20", (50, 160)),
    ];
    for (rest, expected, (packets, octets)) in rows {
        let mut talk = Talk::as_callee(listening(), PLAIN, &sdp(1, 2, 9000, "0", rest));
        let body = talk.first_body();
        let times: Vec<&str> = body
            .lines()
            .filter_map(|line| line.strip_prefix("a=ptime:"))
            .collect();
        assert_eq!(times, [expected]);
        talk.network.media.clear();
        talk.network.seconds(1);
        let sent: Vec<usize> = talk.network.media.iter().map(|it| it.3).collect();
        assert_eq!(sent, vec![HEADER_LEN + octets; packets], "{rest}");
    }
}

/// R-10.2.1-12, R-10.2.1-13: nothing rings, nothing is answered but 488 with Warning 304 and without a body.
#[test]
fn an_offer_without_a_usable_codec_gets_488() {
    let rows = [vec![Law::Mu, Law::A], vec![Law::Mu]];
    for (codecs, offered) in rows.into_iter().zip(["18 101", "8 101"]) {
        let mut config = listening();
        config.media.codecs = codecs;
        let mut network = Network::new(vec![config]);
        let rest = "a=rtpmap:101 telephone-event/8000\n";
        invite(&mut network, PLAIN, &sdp(1, 2, 9000, offered, rest));
        assert_eq!(network.arrows(), ["1> 488 INVITE"]);
        assert_eq!(network.events(0), []);
        let refusal = &network.log[network.last("1> 488 INVITE")];
        let warning = refusal.header(HeaderName::Warning).expect("a Warning");
        assert!(warning.starts_with("304 "), "{warning}");
        assert_eq!(refusal.body(), "");
        network.assert_empty();
    }
}

/// R-10.2.1-1: an answer that fits no offer makes no session; the 200 is acknowledged and ended.
#[test]
fn an_answer_that_fits_no_offer_is_acknowledged_and_ended() {
    let mut talk = Talk::calling(listening(), PLAIN);
    let answer = sdp(1, 2, 9000, "18", "");
    talk.network.respond(0, "200 OK", "a", PLAIN, &answer);
    talk.run(100);
    assert_eq!(talk.network.arrows(), ["1> ACK", "1> BYE"]);
    assert!(matches!(
        &talk.network.events(0)[0],
        Event::Ended {
            reason: Ended::NoCommonAudio,
            ..
        }
    ));
}
