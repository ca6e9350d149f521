//! JJ-22.11 §10.2.4: descriptions within a session whose INVITE had offered several codecs.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench};
use naisen_sip::HeaderName;

use super::{
    CONTACT_A, CONTACT_B, EVENTS, MEDIA_A, MEDIA_B, PLAIN, UPDATE, accept, agree, ask, assert_talk,
    formats, line, of_a, of_b, origin, talk, talk_with,
};

/// The three descriptions of a refresh, of which the last one is that of the first offer less some codecs.
fn refreshes() -> [(&'static str, String); 3] {
    [
        ("counted and reduced", of_a(2, "8 101", EVENTS)),
        ("the first offer", of_a(1, "8 0 101", EVENTS)),
        ("reduced", of_a(1, "8 101", EVENTS)),
    ]
}

/// R-10.2.4-1, R-10.2.4-2, R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: whatever the caller's refresh lists, the phone gets the codec in use
/// alone under the old version, and so does the caller; with session timer, so that it goes from leg to leg.
#[test]
fn a_refresh_goes_on_with_the_codec_in_use_under_the_old_version() {
    let timer = format!("{PLAIN}Supported: timer\r\n");
    let asking = format!("{timer}Session-Expires: 180\r\n");
    let granted = format!("{timer}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n");
    let (offer, answer) = (of_a(1, "8 0 101", EVENTS), of_b(1, "8 101", EVENTS));
    for (name, first) in refreshes() {
        for (second_name, second) in refreshes() {
            if (name, second_name) == ("counted and reduced", "the first offer") {
                // A version that goes back is another one: a change.
                continue;
            }
            let mut bench = Bench::open();
            let talk = talk_with(&mut bench, &asking, &granted, &offer, &answer);
            assert_eq!(formats(&talk.invite), "8 0 101");
            for (refresh, cseq) in [&first, &second].into_iter().zip(3..) {
                bench.wait(Duration::from_secs(90));
                let asking = format!("{timer}Session-Expires: 180;refresher=uac\r\n");
                let asked = ask(&mut bench, &talk, "INVITE", cseq, &asking, refresh);
                let names = format!("{name}, {second_name}: {}", asked.body());
                assert_eq!(formats(&asked), "8 101", "{names}");
                assert_eq!(origin(&asked), origin(&talk.invite), "{names}");
                let accepted = agree(&mut bench, &talk, &asked, cseq, &granted, &answer);
                assert_eq!(accepted.body(), talk.answered.body(), "{names}");
                assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
            }
        }
    }
}

/// R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: without a timer on the other leg the exchange answers itself, by either method; so do its own
/// lines.
#[test]
fn a_refresh_that_concerns_one_leg_is_answered_at_once() {
    for (lines, method) in [(PLAIN, "INVITE"), (UPDATE, "UPDATE")] {
        for (name, refresh) in refreshes() {
            let mut bench = Bench::open();
            let (offer, answer) = (of_a(1, "8 0 101", EVENTS), of_b(1, "8 101", EVENTS));
            let talk = talk(&mut bench, lines, &offer, &answer);
            let mut own = Bench::open();
            let (caller, answered) = line(&mut own, &offer);
            for cseq in 3..6 {
                let more = format!("{CONTACT_A}{lines}");
                bench.in_dialog(&talk.a, method, cseq, &more, &refresh);
                own.in_dialog(&caller, method, cseq, &more, &refresh);
                let accepted = bench.expect(A, "SIP/2.0 200");
                assert_eq!(accepted.body(), talk.answered.body(), "{name}");
                let accepted = own.expect(A, "SIP/2.0 200");
                assert_eq!(accepted.body(), answered.body(), "{name}");
                if method == "INVITE" {
                    bench.in_dialog(&talk.a, "ACK", cseq, "", "");
                    own.in_dialog(&caller, "ACK", cseq, "", "");
                }
                bench.expect_silence();
                assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
                own.media.clear();
                own.wait(Duration::from_secs(1));
                assert_eq!(own.media.len(), 50);
                assert!(own.media.iter().all(|(_, _, bytes)| bytes[1] & 0x7f == 8));
            }
        }
    }
}

/// R-10.2.4-1, R-10.2.4-2: where the exchange refreshes by itself, its offer to the phone that was offered several codecs
/// lists the one that it chose.
#[test]
fn our_own_refresh_lists_the_codec_in_use_under_the_old_version() {
    let mut config = naisen_conformance::exchange_stage::open_config();
    config.timer = naisen_exchange::Use::Always;
    let contacts = vec![naisen_conformance::exchange_stage::contact_of("102")];
    let mut bench = Bench::new(config, contacts);
    let timer = format!("{PLAIN}Supported: timer\r\nRequire: timer\r\n");
    let granted = format!("{timer}Session-Expires: 180;refresher=uac\r\n");
    let (offer, answer) = (of_a(1, "8 0 101", EVENTS), of_b(1, "8 101", EVENTS));
    let talk = talk_with(&mut bench, PLAIN, &granted, &offer, &answer);
    for _ in 0..2 {
        bench.wait(Duration::from_millis(90_100));
        let refresh = bench.expect(B, "INVITE");
        bench.expect_silence();
        assert!(refresh.has(HeaderName::SessionExpires));
        assert_eq!(formats(&refresh), "8 101");
        assert_eq!(origin(&refresh), origin(&talk.invite));
        bench.respond(
            B,
            &refresh,
            "200 OK",
            "",
            &format!("{CONTACT_B}{granted}"),
            &answer,
        );
        bench.expect(B, "ACK");
        assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
    }
}

/// R-10.2.4-1, R-10.2.4-2, R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: the phone that was offered several codecs refreshes:
/// the answer lists the one in use under the old version, with a timer on both legs whatever the caller answers.
#[test]
fn the_refresh_of_the_called_phone_is_answered_with_the_codec_in_use() {
    let (offer, answer) = (of_a(1, "8 0 101", EVENTS), of_b(1, "8 101", EVENTS));
    let timer = format!("{PLAIN}Supported: timer\r\n");
    let asking = format!("{timer}Session-Expires: 180\r\n");
    let granted = format!("{timer}Require: timer\r\nSession-Expires: 180;refresher=uas\r\n");
    for timed in [true, false] {
        for (name, description) in refreshes() {
            let mut bench = Bench::open();
            let talk = if timed {
                talk_with(&mut bench, &asking, &granted, &offer, &answer)
            } else {
                talk(&mut bench, PLAIN, &offer, &answer)
            };
            for cseq in 1..3 {
                bench.wait(Duration::from_secs(90));
                bench.expect_silence();
                let lines = if timed {
                    format!("{CONTACT_B}{timer}Session-Expires: 180;refresher=uac\r\n")
                } else {
                    format!("{CONTACT_B}{PLAIN}")
                };
                bench.in_dialog(&talk.b, "INVITE", cseq, &lines, &answer);
                if timed {
                    let asked = bench.expect(A, "INVITE");
                    assert_eq!(asked.body(), talk.answered.body(), "{name}");
                    let lines = format!(
                        "{CONTACT_A}{timer}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n"
                    );
                    accept(&mut bench, A, &asked, &lines, &description);
                }
                let accepted = bench.expect(B, "SIP/2.0 200");
                assert_eq!(formats(&accepted), "8 101", "{name}");
                assert_eq!(origin(&accepted), origin(&talk.invite), "{name}");
                bench.in_dialog(&talk.b, "ACK", cseq, "", "");
                if timed {
                    bench.expect(A, "ACK");
                }
                bench.expect_silence();
                assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
            }
            if !timed {
                bench.in_dialog(&talk.b, "INVITE", 3, &format!("{CONTACT_B}{PLAIN}"), "");
                let offered = bench.expect(B, "SIP/2.0 200");
                assert_eq!(formats(&offered), "8 101", "without an offer too");
                assert_eq!(origin(&offered), origin(&talk.invite));
                bench.in_dialog(&talk.b, "ACK", 3, "", &answer);
                bench.expect_silence();
                assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
            }
        }
    }
}

/// R-10.2.4-3, R-10.2.4-4, R-10.2.4-5: the same three as the caller's answers to our own refresh, which says each
/// time what our answer had said; the phone hears nothing of it.
#[test]
fn each_description_may_answer_our_refresh() {
    for (name, description) in refreshes() {
        let mut bench = Bench::open();
        let timer = format!("{PLAIN}Supported: timer\r\n");
        let asking = format!("{timer}Session-Expires: 180;refresher=uas\r\n");
        let (offer, answer) = (of_a(1, "8 0 101", EVENTS), of_b(1, "8 101", EVENTS));
        let talk = talk_with(&mut bench, &asking, PLAIN, &offer, &answer);
        for _ in 0..3 {
            bench.wait(Duration::from_millis(90_100));
            let refresh = bench.expect(A, "INVITE");
            assert_eq!(refresh.body(), talk.answered.body(), "{name}");
            let lines = format!(
                "{CONTACT_A}{timer}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n"
            );
            accept(&mut bench, A, &refresh, &lines, &description);
            bench.expect(A, "ACK");
            bench.expect_silence();
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        }
    }
}
