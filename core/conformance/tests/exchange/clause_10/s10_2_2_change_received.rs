//! JJ-22.11 §10.2.2: a phone changes the media.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench};

use super::{
    CONTACT_A, CONTACT_B, MEDIA_A, MEDIA_B, PLAIN, UPDATE, agree, ask, assert_talk, formats, line,
    of_a, of_b, origin, talk, version,
};

const METHODS: [(&str, &str); 2] = [(PLAIN, "INVITE"), (UPDATE, "UPDATE")];

/// R-10.2.2-1, R-10.2.2-2, R-10.2.2-3: the caller moves: its RTP follows, and towards the phone, to which nothing changes,
/// the version stays; so does the phone's if it moves in its answer.
#[test]
fn a_phone_that_moves_gets_its_media_at_the_new_place() {
    for (lines, method) in METHODS {
        for (host, port) in [
            ("192.168.0.109", 8026),
            ("192.168.0.101", 9026),
            ("192.168.0.109", 9026),
        ] {
            let mut bench = Bench::open();
            let talk = talk(&mut bench, lines, &of_a(1, "0", ""), &of_b(1, "0", ""));
            let moved = of_a(2, "0", "")
                .replace("192.168.0.101", host)
                .replace("audio 8026", &format!("audio {port}"));
            let asked = ask(&mut bench, &talk, method, 3, lines, &moved);
            assert_eq!(asked.body(), talk.invite.body());
            let answer = of_b(2, "0", "").replace("audio 8016", "audio 9016");
            let accepted = agree(&mut bench, &talk, &asked, 3, lines, &answer);
            assert_eq!(accepted.body(), talk.answered.body());
            let moved = format!("{host}:{port}");
            assert_talk(&mut bench, &talk, &moved, "192.168.0.102:9016");
        }
    }
}

/// R-10.2.2-1, R-10.2.2-2, R-10.2.2-3: the called phone moves, too.
#[test]
fn a_called_phone_that_moves_gets_its_media_at_the_new_place() {
    for (lines, method) in METHODS {
        let mut bench = Bench::open();
        let talk = talk(&mut bench, lines, &of_a(1, "0", ""), &of_b(1, "0", ""));
        let moved = of_b(2, "0", "").replace("audio 8016", "audio 9016");
        bench.in_dialog(&talk.b, method, 1, &format!("{CONTACT_B}{lines}"), &moved);
        let asked = bench.expect(A, method);
        assert_eq!(asked.body(), talk.answered.body());
        let answer = of_a(1, "0", "");
        bench.respond(
            A,
            &asked,
            "200 OK",
            "",
            &format!("{CONTACT_A}{lines}"),
            &answer,
        );
        let accepted = bench.expect(B, "SIP/2.0 200");
        assert_eq!(accepted.body(), talk.invite.body());
        if method == "INVITE" {
            bench.in_dialog(&talk.b, "ACK", 1, "", "");
            bench.expect(A, "ACK");
        }
        bench.expect_silence();
        assert_talk(&mut bench, &talk, MEDIA_A, "192.168.0.102:9016");
    }
}

/// R-10.2.2-1, R-10.2.2-2: another codec, or the same ones in another order, under a new version is negotiated
/// through, and counted on both legs.
#[test]
fn a_change_of_the_codec_is_negotiated_anew() {
    for (lines, method) in METHODS {
        for offered in ["0", "0 8"] {
            let mut bench = Bench::open();
            let (offer, answer) = (of_a(1, offered, ""), of_b(1, "0", ""));
            let talk = talk(&mut bench, lines, &offer, &answer);
            let asked = ask(&mut bench, &talk, method, 3, lines, &of_a(2, "8 0", ""));
            assert_eq!(formats(&asked), "8 0");
            assert_eq!(version(&asked), version(&talk.invite) + 1);
            let accepted = agree(&mut bench, &talk, &asked, 3, lines, &of_b(2, "8", ""));
            assert_eq!(formats(&accepted), "8");
            assert_eq!(version(&accepted), version(&talk.answered) + 1);
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        }
    }
}

/// R-10.2.2-1, R-10.2.2-2: the tone of our own line moves, and changes its codec.
#[test]
fn our_own_line_follows_its_caller() {
    let mut bench = Bench::open();
    let (a, answered) = line(&mut bench, &of_a(1, "0", ""));
    let rows = [
        (2, "8", "192.168.0.101", 8),
        (3, "8", "192.168.0.109", 8),
        (4, "0 8", "192.168.0.109", 0),
    ];
    for (counted, offered, host, payload_type) in rows {
        let offer = of_a(counted, offered, "").replace("192.168.0.101", host);
        bench.in_dialog(&a, "INVITE", counted + 1, CONTACT_A, &offer);
        let accepted = bench.expect(A, "SIP/2.0 200");
        bench.in_dialog(&a, "ACK", counted + 1, "", "");
        assert_eq!(formats(&accepted), payload_type.to_string());
        assert_eq!(accepted.port(), answered.port());
        bench.media.clear();
        bench.wait(Duration::from_secs(1));
        assert_eq!(bench.media.len(), 50);
        for (_, to, bytes) in &bench.media {
            assert_eq!(to, &format!("{host}:8026"));
            assert_eq!(bytes[1] & 0x7f, payload_type);
        }
    }
}

/// R-10.2.2-1, R-10.2.2-3: what changes nothing goes no further where no timer has to be refreshed, and is answered with what
/// was said; on our own line too.
#[test]
fn what_changes_nothing_is_answered_under_the_same_version() {
    for (lines, method) in METHODS {
        let mut bench = Bench::open();
        let talk = talk(&mut bench, lines, &of_a(1, "0", ""), &of_b(1, "0", ""));
        let (ours, line_answer) = {
            let mut bench = Bench::open();
            let (a, answer) = line(&mut bench, &of_a(1, "0", ""));
            ((bench, a), answer)
        };
        let (mut other, line) = ours;
        for (cseq, counted) in [(3, 1), (4, 2), (5, 2), (6, 3)] {
            let offer = of_a(counted, "0", "");
            bench.in_dialog(
                &talk.a,
                method,
                cseq,
                &format!("{CONTACT_A}{lines}"),
                &offer,
            );
            let accepted = bench.expect(A, "SIP/2.0 200");
            assert_eq!(accepted.body(), talk.answered.body());
            other.in_dialog(&line, method, cseq, &format!("{CONTACT_A}{lines}"), &offer);
            let accepted = other.expect(A, "SIP/2.0 200");
            assert_eq!(accepted.body(), line_answer.body());
            if method == "INVITE" {
                bench.in_dialog(&talk.a, "ACK", cseq, "", "");
                other.in_dialog(&line, "ACK", cseq, "", "");
            }
            bench.expect_silence();
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        }
    }
}

/// R-10.2.2-4, R-10.2.2-5: what the phone refuses, and what no phone could do, gets 488; the call goes on as it was, and
/// what was refused is not counted.
#[test]
fn a_change_that_cannot_be_is_refused_and_the_call_goes_on() {
    for (lines, method) in METHODS {
        let mut bench = Bench::open();
        let talk = talk(&mut bench, lines, &of_a(1, "0", ""), &of_b(1, "0", ""));
        let asked = ask(&mut bench, &talk, method, 3, lines, &of_a(2, "18", ""));
        bench.respond(B, &asked, "488 Not Acceptable Here", "", CONTACT_B, "");
        if method == "INVITE" {
            bench.expect(B, "ACK");
        }
        let refused = bench.expect(A, "SIP/2.0 488");
        assert_eq!(refused.body(), "");
        assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        if method == "UPDATE" {
            let video = of_a(3, "99", "").replace("m=audio", "m=video");
            bench.in_dialog(&talk.a, method, 4, &format!("{CONTACT_A}{lines}"), &video);
            bench.expect(A, "SIP/2.0 488");
            bench.expect_silence();
            assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
            bench.in_dialog(
                &talk.a,
                method,
                5,
                &format!("{CONTACT_A}{lines}"),
                &of_a(1, "0", ""),
            );
            let accepted = bench.expect(A, "SIP/2.0 200");
            assert_eq!(origin(&accepted), origin(&talk.answered));
        }
    }
    let mut bench = Bench::open();
    let (a, _) = line(&mut bench, &of_a(1, "0", ""));
    let lines = format!("{CONTACT_A}{UPDATE}");
    bench.in_dialog(&a, "UPDATE", 3, &lines, &of_a(2, "18", ""));
    bench.expect(A, "SIP/2.0 488");
    bench.media.clear();
    bench.wait(Duration::from_secs(1));
    assert_eq!(bench.media.len(), 50);
}
