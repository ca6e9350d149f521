//! JJ-22.11 §10.2.1: the offer of the exchange to the called phone.

use naisen_conformance::exchange_stage::{A, B, Bench};

use super::{
    CONTACT_B, MEDIA_A, MEDIA_B, PLAIN, Talk, assert_talk, described, direction, formats, lines_of,
    of_a, of_b, origin, talk,
};

/// R-10.2.1-1, R-10.2.1-2, R-10.2.1-3, R-10.2.1-4, R-10.2.1-14, R-10.2.1-15, R-10.2.1-18, R-10.2.1-19, R-10.2.1-20: line by
/// line; what the caller has to spare does not pass.
#[test]
fn the_offer_stands_in_the_invite_and_holds_nothing_to_spare() {
    for order in ["0 8 101", "8 0 101", "0 101"] {
        let maps: String = order
            .split(' ')
            .map(|number| match number {
                "0" => "a=rtpmap:0 PCMU/8000\r\n".to_owned(),
                "8" => "a=rtpmap:8 PCMA/8000\r\n".to_owned(),
                _ => "a=rtpmap:101 telephone-event/8000\r\n".to_owned(),
            })
            .collect();
        let audio = format!(
            "m=audio 8026 RTP/AVP {order}\r\ni=words\r\nb=AS:64\r\nk=clear:1\r\n{maps}\
             a=fmtp:101 0-15\r\na=ptime:20\r\na=candidate:1 1 UDP 1 192.168.0.101 9 typ host\r\n\
             a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\na=rtcp:9999\r\na=sendrecv\r\n\
             m=video 8030 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n"
        );
        let offer = described(1, "192.168.0.101", &audio)
            .replace(
                "s=-\r\n",
                "s=talk\r\ni=all\r\nu=http://h/\r\ne=a@h\r\np=+81 3\r\n",
            )
            .replace(
                "t=0 0\r\n",
                "b=CT:99\r\nt=0 0\r\nr=7d 1h 0\r\na=tool:x\r\na=ice-lite\r\n",
            );
        let mut bench = Bench::open();
        bench.invite("102", PLAIN, &offer);
        let invite = bench.expect(B, "INVITE");
        let body = invite.body();
        let audio = format!("m=audio {} RTP/AVP {order}", invite.port());
        let mut expected = vec![
            "v=0",
            origin(&invite),
            "s=-",
            "c=IN IP4 192.168.0.200",
            "t=0 0",
        ];
        expected.push(&audio);
        expected.extend(maps.lines());
        expected.extend(["a=fmtp:101 0-15", "a=ptime:20", ""]);
        assert_eq!(body.split("\r\n").collect::<Vec<_>>(), expected);
        assert!(!body.replace("\r\n", "").contains(['\r', '\n']));
        assert!(origin(&invite).ends_with("IN IP4 192.168.0.200"));
        assert!(invite.port().is_multiple_of(2));
    }
}

/// R-10.2.1-17, R-10.2.1-26: whatever direction the caller names, the INVITE names none; the caller's answer is the
/// mirror of what it asked for all the same, and a later refresh changes nothing.
#[test]
fn the_offer_names_no_direction() {
    let rows = [
        ("a=sendonly\r\n", Some("a=recvonly")),
        ("a=recvonly\r\n", Some("a=sendonly")),
        ("a=inactive\r\n", Some("a=inactive")),
        ("c=IN IP4 0.0.0.0\r\n", Some("a=recvonly")),
        ("a=sendrecv\r\n", None),
        ("", None),
    ];
    for (asked, mirrored) in rows {
        let mut bench = Bench::open();
        let offer = match asked.strip_prefix("c=") {
            Some(_) => of_a(1, "0", "").replace("c=IN IP4 192.168.0.101\r\n", asked),
            None => of_a(1, "0", asked),
        };
        let Talk {
            invite, answered, ..
        } = talk(&mut bench, PLAIN, &offer, &of_b(1, "0", ""));
        assert_eq!(direction(&invite), None, "{asked}");
        assert_eq!(direction(&answered), mirrored, "{asked}");
    }
    // At the level of the session too.
    let mut bench = Bench::open();
    let offer = of_a(1, "0", "").replace("t=0 0\r\n", "t=0 0\r\na=sendonly\r\n");
    let Talk {
        invite, answered, ..
    } = talk(&mut bench, PLAIN, &offer, &of_b(1, "0", ""));
    assert_eq!(direction(&invite), None);
    assert_eq!(direction(&answered), Some("a=recvonly"));
}

/// R-10.2.1-1, R-10.2.1-4: the offer comes in the 200 where the INVITE had none, and the ACK answers, on either leg.
#[test]
fn without_an_offer_in_the_invite_the_200_offers_and_the_ack_answers() {
    let mut bench = Bench::open();
    let caller = bench.invite("102", PLAIN, "");
    let invite = bench.expect(B, "INVITE");
    assert_eq!(invite.body(), "");
    bench.expect(A, "SIP/2.0 100");
    let lines = format!("{CONTACT_B}{PLAIN}");
    bench.respond(B, &invite, "200 OK", "b1", &lines, &of_b(1, "0 8", ""));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(formats(&answered), "0 8");
    assert_eq!(lines_of(&answered, "m=").len(), 1);
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", &of_a(1, "8", ""));
    let ack = bench.expect(B, "ACK");
    assert_eq!(formats(&ack), "8");
    bench.expect_silence();
    let b = Bench::called(B, &invite, "b1");
    let talk = Talk {
        a,
        b,
        invite: ack,
        answered,
    };
    assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
}

/// R-10.2.1-1, R-10.2.1-4: the answer is due in the ACK; without it there is no media and no call.
#[test]
fn an_ack_without_the_answer_that_is_due_ends_the_call() {
    for answer in ["", "v=0\r\nnonsense"] {
        let mut bench = Bench::open();
        let caller = bench.invite("102", PLAIN, "");
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        let lines = format!("{CONTACT_B}{PLAIN}");
        bench.respond(B, &invite, "200 OK", "b1", &lines, &of_b(1, "0", ""));
        let answered = bench.expect(A, "SIP/2.0 200");
        let a = Bench::established(&caller, &answered);
        bench.in_dialog(&a, "ACK", 2, "", answer);
        bench.expect(B, "ACK");
        for phone in [A, B] {
            let bye = bench.expect(phone, "BYE");
            bench.respond(phone, &bye, "200 OK", "", "", "");
        }
        assert_eq!(bench.records().len(), 1);
        bench.expect_nothing_left();
    }
}

/// R-10.2.1-1, R-10.2.1-4: our own line offers in its 200, and plays the codec of the answer in the ACK.
#[test]
fn our_own_line_takes_the_codec_of_an_answer_in_the_ack() {
    let mut bench = Bench::open();
    let caller = bench.invite("901", PLAIN, "");
    bench.expect(A, "SIP/2.0 180");
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", &of_a(1, "8", ""));
    bench.wait(std::time::Duration::from_secs(1));
    assert!(!bench.media.is_empty());
    for (_, to, bytes) in &bench.media {
        assert_eq!((to.as_str(), bytes[1] & 0x7f), (MEDIA_A, 8));
    }
}
