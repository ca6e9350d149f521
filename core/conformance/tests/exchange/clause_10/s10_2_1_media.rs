//! JJ-22.11 §10.2.1: which SDP is the answer, and the media that follow it.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench, C, open_config};
use naisen_node::{Channel, Input};

use super::{CONTACT_B, MEDIA_A, MEDIA_B, PLAIN, Talk, assert_talk, formats, of_a, of_b, talk};

const EARLY: &str = "183 Session Progress";

/// R-10.2.1-5, R-10.2.1-6: SDP in an unreliable 1xx is the answer and opens the media at once; the same one or none in
/// the 200 changes nothing, a different one is not looked at.
#[test]
fn the_answer_is_the_first_sdp_of_the_dialog() {
    let answer = of_b(1, "0", "");
    let other = of_b(1, "0", "").replace("audio 8016", "audio 9016");
    for status in ["180 Ringing", EARLY] {
        for again in [&*answer, "", &*other] {
            let mut bench = Bench::open();
            let caller = bench.invite("102", PLAIN, &of_a(1, "0 8", ""));
            let invite = bench.expect(B, "INVITE");
            bench.expect(A, "SIP/2.0 100");
            let lines = format!("{CONTACT_B}{PLAIN}");
            bench.respond(B, &invite, status, "b1", &lines, &answer);
            let early = bench.expect(A, &format!("SIP/2.0 {}", &status[..3]));
            assert_eq!(formats(&early), "0");
            let a = caller.clone();
            let b = Bench::called(B, &invite, "b1");
            let mut talk = Talk {
                a,
                b,
                invite,
                answered: early,
            };
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
            let invite = talk.invite.clone();
            bench.respond(B, &invite, "200 OK", "b1", &lines, again);
            let answered = bench.expect(A, "SIP/2.0 200");
            assert_eq!(
                answered.body(),
                talk.answered.body(),
                "said again: nobody confirmed it"
            );
            talk.a = Bench::established(&caller, &answered);
            bench.in_dialog(&talk.a, "ACK", 2, "", "");
            bench.expect(B, "ACK");
            bench.expect_silence();
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        }
    }
}

/// R-10.2.1-5: SDP in 100 is none.
#[test]
fn sdp_in_100_is_no_answer() {
    let mut bench = Bench::open();
    bench.invite("102", PLAIN, &of_a(1, "0", ""));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "100 Trying", "", "", &of_b(1, "0", ""));
    bench.expect_silence();
    bench.rtp(invite.port(), MEDIA_B);
    assert!(bench.media.is_empty());
}

/// R-10.2.1-7: two phones answer early: the later one is heard, and in the end the one that picks up.
#[test]
fn the_answers_of_several_phones_are_kept_apart() {
    let mut bench = Bench::two_phones(open_config());
    let caller = bench.invite("102", PLAIN, &of_a(1, "0 8", ""));
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    let lines = format!("{CONTACT_B}{PLAIN}");
    bench.respond(B, &first, EARLY, "b1", &lines, &of_b(1, "0", ""));
    bench.expect(A, "SIP/2.0 183");
    let of_c = of_b(1, "0", "").replace("192.168.0.102", "192.168.0.103");
    bench.respond(C, &second, EARLY, "c1", &lines, &of_c);
    bench.expect(A, "SIP/2.0 183");
    let media_c = "192.168.0.103:8016";
    let heard = |bench: &mut Bench| {
        bench.media.clear();
        bench.rtp(first.port(), MEDIA_B);
        let first_heard = bench.media.len();
        bench.rtp(second.port(), media_c);
        (first_heard, bench.media.len() - first_heard)
    };
    assert_eq!(heard(&mut bench), (0, 1));
    bench.respond(B, &first, "200 OK", "b1", &lines, &of_b(1, "0", ""));
    let cancel = bench.expect(C, "CANCEL");
    assert!(cancel.line().contains("192.168.0.103"));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(heard(&mut bench), (1, 0));
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.rtp(answered.port(), MEDIA_A);
    assert_eq!(bench.media.last().expect("RTP").1, MEDIA_B);
}

/// R-10.2.1-8: RTP that overtakes the answer does no harm, and the answer's stream is heard all the same.
#[test]
fn rtp_before_the_answer_does_no_harm() {
    let mut bench = Bench::open();
    let caller = bench.invite("102", PLAIN, &of_a(1, "0", ""));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "100 Trying", "", "", "");
    for _ in 0..50 {
        bench.rtp(invite.port(), MEDIA_B);
        bench.wait(Duration::from_millis(20));
    }
    bench.expect_silence();
    let lines = format!("{CONTACT_B}{PLAIN}");
    bench.respond(B, &invite, "200 OK", "b1", &lines, &of_b(1, "0", ""));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    let b = Bench::called(B, &invite, "b1");
    let talk = Talk {
        a,
        b,
        invite,
        answered,
    };
    assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
}

/// R-10.2.1-10: RTCP goes to the port above that of `m=`, or where `a=rtcp` says, and leaves from the port above
/// that which the other leg was told.
#[test]
fn rtcp_goes_where_the_descriptions_say() {
    for (rest, a, b) in [
        ("", "192.168.0.101:8027", "192.168.0.102:8017"),
        (
            "a=rtcp:9999\r\n",
            "192.168.0.101:9999",
            "192.168.0.102:9999",
        ),
    ] {
        let mut bench = Bench::open();
        let (offer, answer) = (of_a(1, "0", rest), of_b(1, "0", rest));
        let talk = talk(&mut bench, PLAIN, &offer, &answer);
        let pair = |port| bench.ports.iter().find(|(_, known)| *known == port);
        let pair = |port| pair(port).expect("an open port").0;
        let (of_a, of_b) = (pair(talk.answered.port()), pair(talk.invite.port()));
        let report = [0x80, 201, 0, 1, 0, 0, 0, 1];
        for (pair, source) in [(of_a, a), (of_b, b)] {
            bench.turn(Input::Media {
                pair,
                channel: Channel::Rtcp,
                source: source.parse().expect("an address"),
                payload: &report,
            });
        }
        let expected = [(of_b, b), (of_a, a)];
        let expected = expected.map(|(pair, to)| (pair, to.to_owned(), report.to_vec()));
        assert_eq!(bench.media, expected, "{rest}");
    }
}

/// R-10.2.1-10: RTP goes to the address of `c=`, which need not be that of `o=` or of the messages, and the port
/// of `m=`; it leaves from the port that the other leg was told, unchanged.
#[test]
fn media_go_where_the_descriptions_say() {
    let elsewhere = |body: String, host: &str, at: &str| {
        body.replace(&format!("c=IN IP4 {host}"), &format!("c=IN IP4 {at}"))
    };
    let mut bench = Bench::open();
    let offer = elsewhere(of_a(1, "0", ""), "192.168.0.101", "192.168.1.1");
    let answer = elsewhere(of_b(1, "0", ""), "192.168.0.102", "192.168.1.2");
    let talk = talk(&mut bench, PLAIN, &offer, &answer);
    let (a, b) = ("192.168.1.1:8026", "192.168.1.2:8016");
    assert_talk(&mut bench, &talk, a, b);
    let pair = |port| {
        let found = bench.ports.iter().find(|(_, known)| *known == port);
        found.expect("an open port").0
    };
    let from: Vec<_> = bench.media.iter().map(|(pair, ..)| *pair).collect();
    assert_eq!(from, [pair(talk.invite.port()), pair(talk.answered.port())]);
    assert!(bench.media.iter().all(|(_, _, bytes)| bytes.len() == 172));
    // Nobody else is heard.
    bench.media.clear();
    bench.rtp(talk.answered.port(), "192.168.9.9:8026");
    assert!(bench.media.is_empty());
}

/// R-10.2.1-11: hours without RTCP.
#[test]
fn a_call_without_rtcp_goes_on() {
    let mut bench = Bench::open();
    let talk = talk(&mut bench, PLAIN, &of_a(1, "0", ""), &of_b(1, "0", ""));
    for _ in 0..6 {
        bench.wait(Duration::from_secs(1800));
        bench.expect_silence();
        assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
    }
}
