//! JJ-22.11 §10.2.2: the peer changes the media.

use naisen_media::{HEADER_LEN, Law};

use super::{CONTACT, Talk, formats, listening, origin, sdp, version};

/// Both methods by which a change may come.
const METHODS: [&str; 2] = ["INVITE", "UPDATE"];

/// R-10.2.2-1, R-10.2.2-2, R-10.2.2-6: address, port or both, by either method, under the next version.
#[test]
fn the_media_follow_a_new_address_and_port() {
    for method in METHODS {
        for caller in [true, false] {
            for (host, port) in [(5, 9000), (2, 9500), (5, 9500)] {
                let first = sdp(1, 2, 9000, "0", "");
                let mut talk = if caller {
                    Talk::as_caller(listening(), CONTACT, &first)
                } else {
                    Talk::as_callee(listening(), CONTACT, &first)
                };
                talk.request(method, 2, &sdp(2, host, port, "0", ""));
                let remote = format!("192.0.2.{host}:{port}");
                let answer = talk.body(&format!("1> 200 {method}"));
                assert_eq!(formats(&answer), "0", "{method}");
                assert_eq!(talk.destination(), remote, "{method}");
                assert!(talk.hears(&remote, Law::Mu, 0, 3000));
                talk.assert_stands();
            }
        }
    }
}

/// R-10.2.2-1, R-10.2.2-2: a new version over other codecs asks for a new choice, made as at the beginning.
#[test]
fn the_codec_follows_a_change() {
    for method in METHODS {
        let rows = [("8", "8"), ("8 0", "8"), ("18 8 101", "8 101")];
        for (offered, chosen) in rows {
            let rest = "a=rtpmap:101 telephone-event/8000\n";
            let mut talk = Talk::as_callee(listening(), CONTACT, &sdp(1, 2, 9000, "0", ""));
            let before = talk.first_body();
            talk.request(method, 2, &sdp(2, 2, 9000, offered, rest));
            let answer = talk.body(&format!("1> 200 {method}"));
            assert_eq!(formats(&answer), chosen);
            assert_eq!(version(&answer), version(&before) + 1);
            assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
            assert_eq!(
                talk.network.last_rtp[1] & 0x7f,
                8,
                "what we say follows too"
            );
        }
    }
}

/// R-10.2.2-1, R-10.2.2-3: the same description under the same version, or under another one, changes nothing, and
/// our `o=` stays as it is.
#[test]
fn what_changes_nothing_is_answered_under_the_same_version() {
    for method in METHODS {
        let mut talk = Talk::as_callee(listening(), CONTACT, &sdp(1, 2, 9000, "0", ""));
        let before = talk.first_body();
        for (cseq, counted) in [(2, 1), (3, 2), (4, 2), (5, 7)] {
            talk.request(method, cseq, &sdp(counted, 2, 9000, "0", ""));
            let answer = talk.body(&format!("1> 200 {method}"));
            assert_eq!(answer, before, "{method} {cseq}");
            assert_eq!(talk.destination(), "192.0.2.2:9000");
        }
        assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
    }
}

/// R-10.2.2-3: a move of the peer does not change what we say of ourselves.
#[test]
fn a_move_of_the_peer_does_not_count_our_version() {
    let mut talk = Talk::as_caller(listening(), CONTACT, &sdp(1, 2, 9000, "0", ""));
    let before = talk.first_body();
    for (cseq, port) in [(1, 9500), (2, 9600)] {
        talk.request("UPDATE", cseq, &sdp(cseq + 1, 2, port, "0", "a=ptime:20\n"));
        let answer = talk.body("1> 200 UPDATE");
        assert_eq!(origin(&answer), origin(&before), "only the codec in use");
    }
}

/// R-10.2.2-4, R-10.2.2-5, R-10.2.1-12, R-10.2.1-28: 488, and the call goes on as it was, refreshes included.
#[test]
fn a_change_that_cannot_be_is_refused_and_the_call_goes_on() {
    for method in METHODS {
        let first = sdp(1, 2, 9000, "0", "");
        let mut talk = Talk::as_caller(listening(), CONTACT, &first);
        let before = talk.first_body();
        for (cseq, formats) in [(1, "18"), (2, "18 101")] {
            talk.request(method, cseq, &sdp(2, 5, 9500, formats, ""));
            assert_eq!(talk.network.arrows(), [format!("1> 488 {method}")]);
            assert_eq!(talk.network.events(0), []);
            assert_eq!(talk.destination(), "192.0.2.2:9000");
            if method == "INVITE" {
                // Else the refusal is repeated until it is acknowledged.
                talk.network.seconds(33);
                talk.network.arrows();
            }
        }
        assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
        talk.request(method, 3, &first);
        let answer = talk.body(&format!("1> 200 {method}"));
        assert_eq!(origin(&answer), origin(&before));
        talk.assert_stands();
    }
}

/// R-10.2.2-1: where the content leaves it open the version decides: a packet time that is no more named counts
/// as a change under another version, and not under the one that holds (JJ-22.11 E-36).
#[test]
fn the_version_decides_whether_a_lost_packet_time_is_a_change() {
    for (counted, time, octets) in [(1, "a=ptime:40\r\n", 320), (2, "a=ptime:20\r\n", 160)] {
        let offer = sdp(1, 2, 9000, "0", "a=ptime:40\n");
        let mut talk = Talk::as_callee(listening(), CONTACT, &offer);
        let before = talk.first_body();
        assert!(before.ends_with("a=ptime:40\r\n"));
        talk.request("UPDATE", 2, &sdp(counted, 2, 9000, "0", ""));
        let answer = talk.body("1> 200 UPDATE");
        assert!(answer.ends_with(time), "{answer}");
        assert_eq!(version(&answer), version(&before) + u64::from(counted - 1));
        talk.network.media.clear();
        talk.network.seconds(1);
        let mut sent = talk.network.media.iter().map(|it| it.3);
        assert!(sent.all(|length| length == HEADER_LEN + octets));
    }
}

/// R-10.2.2-1, R-10.2.2-2: a list without the codec in use, all codecs in another order under a new version, and
/// all of them again after a refresh with one, ask for a new choice.
#[test]
fn a_new_list_of_codecs_asks_for_a_new_choice() {
    let rest = "a=rtpmap:101 telephone-event/8000\n";
    for (refreshed, asked) in [(false, "0 101"), (false, "0 8 101"), (true, "0 8 101")] {
        let offer = sdp(1, 2, 9000, "8 0 101", rest);
        let mut talk = Talk::as_callee(listening(), CONTACT, &offer);
        assert_eq!(formats(&talk.first_body()), "8 101");
        if refreshed {
            talk.request("UPDATE", 2, &sdp(1, 2, 9000, "8 101", rest));
        }
        talk.request("UPDATE", 3, &sdp(2, 2, 9000, asked, rest));
        assert_eq!(formats(&talk.body("1> 200 UPDATE")), "0 101", "{asked}");
        assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 3000));
        assert_eq!(talk.network.last_rtp[1] & 0x7f, 0);
    }
}
