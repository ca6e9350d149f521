//! JJ-22.11 §10.2.1: which SDP is the answer, and the media that follow it.

use std::net::SocketAddr;

use naisen_conformance::terminal_stage::address;
use naisen_media::{Law, RtpSender};
use naisen_node::Random;
use naisen_terminal::{Event, Hears};

use super::{CONTACT, PEER, PLAIN, Talk, audio_address, listening, sdp};

const RELIABLE: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, PRACK\r\n\
                        Require: 100rel\r\nRSeq: 1\r\n";

/// R-10.2.1-5, R-10.2.1-6: the first one is the answer, be it reliable or not; the same one in the 200 changes
/// nothing, nor does another one, and a 200 without one brings none.
#[test]
fn the_answer_is_the_first_sdp_of_the_dialog() {
    let answer = sdp(1, 2, 9000, "0", "");
    let other = sdp(2, 5, 9500, "8", "");
    for status in ["180 Ringing", "183 Session Progress"] {
        for lines in [PLAIN, RELIABLE] {
            for again in [&*answer, "", &*other] {
                let mut talk = Talk::calling(listening(), PLAIN);
                talk.network.respond(0, status, "a", lines, &answer);
                talk.run(100);
                if lines == RELIABLE {
                    assert_eq!(talk.network.arrows(), ["1> PRACK"]);
                    let prack = talk.network.last("1> PRACK");
                    talk.network.respond(prack, "200 OK", "a", "", "");
                    talk.run(100);
                }
                assert_eq!(talk.destination(), "192.0.2.2:9000", "{status}");
                assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
                talk.network.events(0);
                talk.network.respond(0, "200 OK", "a", PLAIN, again);
                talk.run(100);
                let call = talk.call;
                let hears = Hears::Talk;
                assert_eq!(
                    talk.network.events(0),
                    [Event::Answered { call }, Event::Hears { call, hears }]
                );
                assert_eq!(talk.destination(), "192.0.2.2:9000");
                // The stream goes on: nothing is begun anew.
                assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
            }
        }
    }
}

/// R-10.2.1-5, R-10.2.1-6: SDP in 100 is none.
#[test]
fn sdp_in_100_is_no_answer() {
    let mut talk = Talk::calling(listening(), PLAIN);
    let answer = sdp(1, 2, 9000, "0", "");
    talk.network.respond(0, "100 Trying", "", "", &answer);
    talk.run(200);
    assert!(talk.network.media.is_empty());
    assert_eq!(talk.network.events(0), []);
}

/// R-10.2.1-7: of several dialogs the last early one is heard, and the one that answers is talked with.
#[test]
fn the_answers_of_several_dialogs_are_kept_apart() {
    let mut talk = Talk::calling(listening(), PLAIN);
    let early = |talk: &mut Talk, tag: &str, body: &str| {
        let status = "183 Session Progress";
        talk.network.respond(0, status, tag, PLAIN, body);
        talk.run(100);
    };
    early(&mut talk, "a", &sdp(1, 2, 9000, "0", ""));
    assert_eq!(talk.destination(), "192.0.2.2:9000");
    early(&mut talk, "b", &sdp(1, 3, 9100, "8", ""));
    assert_eq!(talk.destination(), "192.0.2.3:9100");
    assert!(talk.hears("192.0.2.3:9100", Law::A, 8, 3000));
    assert!(!talk.hears("192.0.2.2:9000", Law::Mu, 0, 5000));
    let answer = sdp(1, 4, 9200, "0", "");
    talk.network.respond(0, "200 OK", "c", PLAIN, &answer);
    talk.run(100);
    let mut arrows = talk.network.arrows();
    arrows.sort_unstable();
    assert_eq!(arrows, ["1> ACK", "1> BYE", "1> BYE"], "the early ones end");
    assert_eq!(talk.destination(), "192.0.2.4:9200");
    assert!(talk.hears("192.0.2.4:9200", Law::Mu, 0, 6000));
}

/// R-10.2.1-8: RTP that overtakes the answer does no harm; once the answer is there, its stream is heard.
#[test]
fn rtp_before_the_answer_does_no_harm() {
    let mut talk = Talk::calling(listening(), PLAIN);
    assert!(!talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
    assert_eq!(talk.network.events(0), []);
    let answer = sdp(1, 2, 9000, "0", "");
    talk.network.respond(0, "200 OK", "a", PLAIN, &answer);
    talk.run(100);
    assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
    talk.assert_stands();
}

/// R-10.2.1-9: the peer's port is closed: for whoever answered, be it at the beginning or a change, the call
/// goes on and its RTP too.
#[test]
fn icmp_unreachable_for_rtp_ends_neither_call_nor_media() {
    let offer = sdp(1, 2, 9000, "0", "");
    let callee = Talk::as_callee(listening(), CONTACT, &offer);
    let mut changed = Talk::as_caller(listening(), CONTACT, &offer);
    changed.request("UPDATE", 1, &sdp(2, 2, 9000, "0", "a=ptime:20\n"));
    for mut talk in [callee, changed] {
        for remote in ["192.0.2.2:9000", "192.0.2.2:9001", PEER] {
            let local = audio_address(&talk.first_body());
            talk.network.arrows();
            talk.network.media_unreachable(0, local, address(remote));
            talk.run(20);
            assert_eq!(talk.destination(), "192.0.2.2:9000");
            assert_eq!(talk.network.arrows(), [""; 0]);
            talk.assert_stands();
        }
        assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
    }
}

/// R-10.2.1-10: RTP and RTCP go to the address of `c=`, the ports of `m=` and `a=rtcp`, under the codec of the
/// answer; what comes from elsewhere or under another number is not heard.
#[test]
fn media_go_where_the_descriptions_say() {
    for (rest, rtcp) in [
        ("", "192.0.2.5:9401"),
        ("a=rtcp:9500\n", "192.0.2.5:9500"),
        ("a=rtcp:9500 IN IP4 192.0.2.7\n", "192.0.2.7:9500"),
    ] {
        let answer = sdp(1, 5, 9400, "8", rest)
            .replace("o=- 7 1 IN IP4 192.0.2.5", "o=- 7 1 IN IP4 192.0.2.2");
        let mut talk = Talk::as_caller(listening(), PLAIN, &answer);
        let ours = audio_address(&talk.first_body());
        assert_eq!(talk.destination(), "192.0.2.5:9400");
        assert!(talk.network.media.iter().all(|(_, from, ..)| *from == ours));
        assert_eq!(talk.network.last_rtp[1] & 0x7f, 8);
        assert!(talk.hears("192.0.2.5:9400", Law::A, 8, 3000));
        assert!(!talk.hears("192.0.2.5:9400", Law::Mu, 0, 4000));
        assert!(!talk.hears("192.0.2.6:9400", Law::A, 8, 5000));
        assert_eq!(talk.network.reports, 0);
        talk.network.seconds(5);
        assert_eq!(talk.network.reports, 1);
        let our_rtcp = SocketAddr::new(ours.ip(), ours.port() + 1);
        let went = (our_rtcp, address(rtcp));
        assert_eq!(talk.network.last_report, Some(went), "{rest}");
    }
}

/// R-10.2.1-11: half an hour without a word of RTCP, or of anything else.
#[test]
fn a_call_without_rtcp_goes_on() {
    let mut config = listening();
    config.media.listen = false;
    config.policy.timer = None;
    let mut talk = Talk::as_caller(config, PLAIN, &sdp(1, 2, 9000, "0", ""));
    let to = talk.port();
    let mut sender = RtpSender::new(&mut Random::from_number(1));
    for _ in 0..60 {
        let mut bytes = Vec::new();
        sender.next_header(0, false, 160).write(&mut bytes);
        sender.advance(160);
        bytes.extend([0xff; 160]);
        talk.network.send_media("192.0.2.2:9000", to, &bytes);
        talk.network.seconds(30);
        talk.network.media.clear();
    }
    talk.assert_stands();
    assert_eq!(talk.network.arrows(), [""; 0]);
    assert_eq!(talk.destination(), "192.0.2.2:9000");
}
