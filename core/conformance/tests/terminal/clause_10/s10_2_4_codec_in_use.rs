//! JJ-22.11 §10.2.4: descriptions within a session whose INVITE had offered several codecs.

use naisen_media::Law;
use naisen_sip::Refresher;

use super::{PLAIN, Talk, formats, listening, origin, sdp};

const EVENTS: &str = "a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\n";
const TIMER: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE\r\n\
                     Supported: timer\r\n";

/// R-10.2.4-1, R-10.2.4-2: our refresh by re-INVITE lists the codec of the answer alone, under the `o=` of the
/// first offer, each time.
#[test]
fn a_refresh_by_re_invite_lists_the_codec_in_use_under_the_old_version() {
    let rows = [
        ("0 101", EVENTS, "0 101"),
        ("8 101", EVENTS, "8 101"),
        ("8", "", "8"),
    ];
    for (answered, rest, expected) in rows {
        let mut config = listening();
        let timer = config.policy.timer.as_mut().expect("a timer");
        timer.expires_s = 90;
        timer.asked_refresher = Some(Refresher::Uac);
        let granted = "Require: timer\r\nSession-Expires: 90;refresher=uac\r\n";
        let answer = sdp(1, 2, 9000, answered, rest);
        let mut talk = Talk::as_caller_with(config, TIMER, granted, &answer);
        let first = talk.first_body();
        assert_eq!(formats(&first), "0 8 101");
        for _ in 0..3 {
            talk.network.seconds(46);
            assert_eq!(talk.network.arrows(), ["1> INVITE"]);
            let refresh = talk.body("1> INVITE");
            assert_eq!(formats(&refresh), expected);
            assert_eq!(origin(&refresh), origin(&first));
            let maps = refresh.matches("a=rtpmap:").count();
            assert_eq!(maps, expected.split(' ').count());
            let last = talk.network.last("1> INVITE");
            let lines = format!("{TIMER}{granted}");
            talk.network.respond(last, "200 OK", "", &lines, &answer);
            talk.run(100);
            assert_eq!(talk.network.arrows(), ["1> ACK"]);
        }
        talk.assert_stands();
    }
}

/// R-10.2.4-1, R-10.2.4-2: so does our answer to the peer's re-INVITE, when we had offered several.
#[test]
fn the_answer_to_a_refresh_lists_the_codec_in_use_under_the_old_version() {
    let answer = sdp(1, 2, 9000, "8 101", EVENTS);
    let mut talk = Talk::as_caller(listening(), PLAIN, &answer);
    let first = talk.first_body();
    for (cseq, counted, offered) in [(1, 1, "8 101"), (2, 2, "8 101"), (3, 2, "8")] {
        talk.request("INVITE", cseq, &sdp(counted, 2, 9000, offered, EVENTS));
        let refreshed = talk.body("1> 200 INVITE");
        assert_eq!(formats(&refreshed), "8 101");
        assert_eq!(origin(&refreshed), origin(&first));
    }
    assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
}

/// R-10.2.4-1, R-10.2.4-2: and our offer in the 200 to a re-INVITE without one; its ACK may move the media.
#[test]
fn a_re_invite_without_an_offer_gets_the_codec_in_use() {
    let mut talk = Talk::as_caller(listening(), PLAIN, &sdp(1, 2, 9000, "0", ""));
    let first = talk.first_body();
    talk.request("INVITE", 1, "");
    let ok = talk.body("1> 200 INVITE");
    assert_eq!(formats(&ok), "0");
    assert_eq!(origin(&ok), origin(&first));
    talk.request("ACK", 1, &sdp(2, 2, 9700, "0", ""));
    assert_eq!(talk.destination(), "192.0.2.2:9700");
}

/// R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: the three descriptions of a refresh, one after the other in any order: the
/// codec, our answer and the sound stay.
#[test]
fn each_description_of_a_refresh_is_answered_and_nothing_is_interrupted() {
    let several = |version| sdp(version, 2, 9000, "8 0 101", EVENTS);
    let counted = sdp(2, 2, 9000, "8 101", EVENTS);
    let same = several(1);
    let reduced = sdp(1, 2, 9000, "8 101", EVENTS);
    let orders: [&[&String]; 5] = [
        &[&counted, &counted],
        &[&same, &same],
        &[&reduced, &reduced],
        &[&reduced, &same, &reduced],
        &[&same, &counted],
    ];
    for method in ["INVITE", "UPDATE"] {
        for order in orders {
            let mut talk = Talk::as_callee(listening(), super::CONTACT, &several(1));
            let first = talk.first_body();
            assert_eq!(formats(&first), "8 101");
            assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
            for (refresh, cseq) in order.iter().zip(2..) {
                talk.request(method, cseq, refresh);
                assert_eq!(talk.body(&format!("1> 200 {method}")), first, "{refresh}");
                talk.network.media.clear();
                assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
                // 50 packets a second: ours goes on as well.
                assert_eq!(talk.network.media.len(), 50);
                assert_eq!(talk.destination(), "192.0.2.2:9000");
            }
            talk.assert_stands();
        }
    }
}

/// R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: the same three as answers to our own refresh: nothing is interrupted, and
/// the next refresh says what this one said.
#[test]
fn each_description_may_answer_our_refresh() {
    for answer in [
        sdp(2, 2, 9000, "8 101", EVENTS),
        sdp(1, 2, 9000, "8 0 101", EVENTS),
        sdp(1, 2, 9000, "8 101", EVENTS),
    ] {
        let mut config = listening();
        let timer = config.policy.timer.as_mut().expect("a timer");
        timer.chosen_refresher = Refresher::Uas;
        let lines: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE\r\n\
                           Supported: timer\r\nSession-Expires: 90\r\n";
        let offer = sdp(1, 2, 9000, "8 0 101", EVENTS);
        let mut talk = Talk::as_callee(config, lines, &offer);
        let first = talk.first_body();
        for _ in 0..3 {
            talk.network.seconds(46);
            assert_eq!(talk.network.arrows(), ["1> INVITE"]);
            assert_eq!(talk.body("1> INVITE"), first, "{answer}");
            let last = talk.network.last("1> INVITE");
            let granted = format!("{TIMER}Require: timer\r\nSession-Expires: 90;refresher=uac\r\n");
            talk.network.respond(last, "200 OK", "", &granted, &answer);
            talk.network.media.clear();
            talk.run(200);
            assert_eq!(talk.network.arrows(), ["1> ACK"]);
            assert_eq!(talk.network.media.len(), 10, "50 packets a second");
            assert_eq!(talk.network.last_rtp[1] & 0x7f, 8);
            assert_eq!(talk.destination(), "192.0.2.2:9000");
            assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
        }
        talk.assert_stands();
    }
}
