//! JJ-22.11 §5.2.3: several early dialogs.

use naisen_exchange::Use;

use super::*;

/// R-5.2.3-1: of one INVITE, and of the INVITEs to several phones: each early dialog has its own PRACKs.
#[test]
fn each_early_dialog_is_acknowledged_for_itself() {
    let mut config = open_config();
    config.rel100 = Use::Always;
    let mut bench = Bench::two_phones(config);
    bench.invite("102", LINES, &offer());
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.skip();
    let rows = [
        (B, &first, "b1", 7, "1 INVITE"),
        (C, &second, "c1", 7, "1 INVITE"),
        (B, &first, "b2", 70, "1 INVITE"),
        (B, &first, "b1", 8, "1 INVITE"),
    ];
    let mut numbers = Vec::new();
    for (phone, invite, tag, rseq, cseq) in rows {
        let lines = format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: {rseq}\r\n");
        bench.respond(phone, invite, "180 Ringing", tag, &lines, "");
        let sent = bench.skip();
        let prack = sent.iter().find(|it| it.to == phone).expect("a PRACK");
        assert_eq!(to_tag(prack).as_deref(), Some(tag));
        let expected = format!("{rseq} {cseq}");
        assert_eq!(prack.header(HeaderName::RAck), Some(&*expected));
        numbers.push(naisen_conformance::exchange_stage::number_of(prack));
        bench.respond(phone, prack, "200 OK", "", "", "");
    }
    assert_eq!(numbers, [2, 2, 2, 3], "each dialog counts for itself");
}

/// R-5.2.3-2, R-5.2.3-3: two phones with early media: the one that came last is heard, and heard on, whatever
/// the other repeats; the one that answers has its own again.
#[test]
fn the_media_of_several_phones_is_kept_apart() {
    for repeated in [String::new(), answer(), sdp("192.168.0.102", 9900)] {
        let mut bench = two_phones();
        bench.invite("102", LINES, &offer());
        let first = bench.expect(B, "INVITE");
        let second = bench.expect(C, "INVITE");
        bench.skip();
        bench.respond(B, &first, EARLY, "b1", LINES, &answer());
        let progress = bench.expect(A, "SIP/2.0 183");
        let (port_a, port_b, port_c) = (progress.port(), first.port(), second.port());
        let media_c = "192.168.0.103:8018";
        bench.respond(C, &second, EARLY, "c1", LINES, &sdp("192.168.0.103", 8018));
        bench.expect(A, "SIP/2.0 183");
        for again in [false, true] {
            if again {
                bench.respond(B, &first, EARLY, "b1", LINES, &answer());
                bench.expect_silence();
            }
            assert_eq!(media_to(&mut bench, port_b, MEDIA_B), None);
            assert_eq!(
                media_to(&mut bench, port_c, media_c).as_deref(),
                Some(MEDIA_A)
            );
            assert_eq!(
                media_to(&mut bench, port_a, MEDIA_A).as_deref(),
                Some(media_c)
            );
        }
        bench.respond(B, &first, "200 OK", "b1", LINES, &repeated);
        bench.expect(C, "CANCEL");
        let answered = bench.expect(A, "SIP/2.0 200");
        assert!(answered.body().contains("m=audio"));
        assert_eq!(media_to(&mut bench, port_c, media_c), None);
        expect_media(&mut bench, port_a, port_b);
    }
}

/// R-5.2.3-2, R-5.2.3-3: the same with two early dialogs of one INVITE, behind the phone's address.
#[test]
fn the_media_of_several_dialogs_of_one_invite_is_kept_apart() {
    for repeated in [String::new(), answer(), sdp("192.168.0.102", 9900)] {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        bench.respond(B, &invite, EARLY, "b1", LINES, &answer());
        let port_a = bench.expect(A, "SIP/2.0 183").port();
        bench.respond(B, &invite, EARLY, "b2", LINES, &sdp("192.168.0.102", 9018));
        bench.expect(A, "SIP/2.0 183");
        let later = Some("192.168.0.102:9018");
        assert_eq!(media_to(&mut bench, port_a, MEDIA_A).as_deref(), later);
        bench.respond(B, &invite, EARLY, "b1", LINES, &answer());
        bench.skip();
        assert_eq!(media_to(&mut bench, port_a, MEDIA_A).as_deref(), later);
        bench.respond(B, &invite, "200 OK", "b1", LINES, &repeated);
        let bye = bench.expect(B, "BYE");
        assert_eq!(to_tag(&bye).as_deref(), Some("b2"));
        acknowledge(&mut bench, &caller);
        assert_eq!(
            media_to(&mut bench, port_a, MEDIA_A).as_deref(),
            Some(MEDIA_B)
        );
    }
}
