//! JJ-22.11 §5.2.2: early media.

use naisen_exchange::Use;

use super::*;

/// R-5.2.2.1-4, R-5.2.2.1-5: after a 180 or as the first 1xx, the caller hears the phone, and the phone the
/// caller, before the answer.
#[test]
fn sdp_in_a_1xx_connects_the_caller_with_the_phone() {
    for ringing in [false, true] {
        let mut bench = Bench::open();
        let (_, invite) = call(&mut bench, LINES);
        if ringing {
            bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
            assert_eq!(bench.expect(A, "SIP/2.0 180").body(), "");
            let port = invite.port();
            assert_eq!(media_to(&mut bench, port, MEDIA_B), None);
        }
        bench.respond(B, &invite, EARLY, "b1", LINES, &answer());
        let progress = bench.expect(A, "SIP/2.0 183");
        let (port_a, port_b) = (progress.port(), invite.port());
        expect_media(&mut bench, port_a, port_b);
        // The 200 without SDP: the caller, who could not acknowledge the 183, gets the answer again.
        bench.respond(B, &invite, "200 OK", "b1", LINES, "");
        assert_eq!(bench.expect(A, "SIP/2.0 200").body(), progress.body());
    }
}

/// A call with early media after a reliable answer, both legs acknowledged: the dialogs of caller and phone,
/// the INVITE to the phone and the 183 to the caller.
fn answered_reliably(bench: &mut Bench) -> (Dialog, Dialog, Sent, Sent) {
    let (caller, invite) = call(bench, ALL);
    assert!(
        invite
            .header(HeaderName::Allow)
            .is_some_and(|allow| allow.contains("UPDATE"))
    );
    let reliable = format!("{CONTACT}{ALL}{RELIABLE}");
    bench.respond(B, &invite, EARLY, "b1", &reliable, &answer());
    let progress = bench.expect(A, "SIP/2.0 183");
    assert!(progress.has(HeaderName::RSeq));
    let a = Bench::established(&caller, &progress);
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
    let prack = bench.expect(B, "PRACK");
    bench.respond(B, &prack, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    let b = Bench::called(B, &invite, "b1");
    (a, b, invite, progress)
}

/// R-5.2.2.2.2-1, R-5.2.2.2.2-2: an answer in a reliable 183, changed by UPDATE before the 200; the 200 may
/// repeat the first answer, which is a matter of the past.
#[test]
fn early_media_can_be_changed_before_the_answer() {
    for repeated in [String::new(), answer()] {
        let mut bench = Bench::open();
        let (a, b, invite, progress) = answered_reliably(&mut bench);
        let moved = sdp("192.168.0.102", 9016).replace("- 1 1", "- 1 2");
        bench.in_dialog(&b, "UPDATE", 1, &format!("{CONTACT}{ALL}"), &moved);
        let update = bench.expect(A, "UPDATE");
        assert_eq!(update.port(), progress.port());
        let lines = format!("Contact: <sip:x101@{A}>\r\n{ALL}");
        bench.respond(A, &update, "200 OK", "", &lines, &offer());
        let accepted = bench.expect(B, "SIP/2.0 200");
        assert_eq!(accepted.port(), invite.port());
        let port = progress.port();
        let moved_to = Some("192.168.0.102:9016");
        assert_eq!(media_to(&mut bench, port, MEDIA_A).as_deref(), moved_to);
        let heard = media_to(&mut bench, invite.port(), "192.168.0.102:9016");
        assert_eq!(heard.as_deref(), Some(MEDIA_A));
        let lines = format!("{CONTACT}{ALL}");
        bench.respond(B, &invite, "200 OK", "b1", &lines, &repeated);
        bench.expect(A, "SIP/2.0 200");
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(B, "ACK");
        assert_eq!(media_to(&mut bench, port, MEDIA_A).as_deref(), moved_to);
    }
}

/// R-5.2.2.2.2-1, R-5.2.2.2.2-3, R-5.2.2.2.2-4: what cannot be is refused, by the caller's phone or at once;
/// the call comes about as it would have.
#[test]
fn a_change_that_cannot_be_is_refused_and_ends_nothing() {
    let moved = sdp("192.168.0.102", 9016).replace("- 1 1", "- 1 2");
    let codec = moved
        .replace("RTP/AVP 0", "RTP/AVP 18")
        .replace("a=rtpmap:0 PCMU/8000\r\n", "a=rtpmap:18 G729/8000\r\n");
    let video = moved.replace("m=audio", "m=video");
    for (change, by_caller) in [(codec, true), (moved, true), (video, false)] {
        let mut bench = Bench::open();
        let (a, b, invite, progress) = answered_reliably(&mut bench);
        bench.in_dialog(&b, "UPDATE", 1, &format!("{CONTACT}{ALL}"), &change);
        if by_caller {
            let update = bench.expect(A, "UPDATE");
            assert_eq!(update.body().contains("G729"), change.contains("G729"));
            bench.respond(A, &update, "488 Not Acceptable Here", "", "", "");
        }
        bench.expect(B, "SIP/2.0 488");
        bench.expect_silence();
        expect_media(&mut bench, progress.port(), invite.port());
        bench.respond(B, &invite, "200 OK", "b1", &format!("{CONTACT}{ALL}"), "");
        bench.expect(A, "SIP/2.0 200");
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(B, "ACK");
        bench.expect_silence();
        assert_eq!(bench.report().calls, 1);
    }
}

/// R-5.2.2.2.2-1, R-5.2.2.2.2-3, R-5.2.2.2.2-4: a caller without 100rel has no answer yet that it could change:
/// the phone's change has to wait, and ends nothing.
#[test]
fn a_change_that_the_caller_cannot_be_asked_for_yet_has_to_wait() {
    let update = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
    let mut config = open_config();
    config.rel100 = Use::Always;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let (caller, invite) = call(&mut bench, update);
    let allow = invite.header(HeaderName::Allow).expect("Allow");
    assert!(allow.contains("UPDATE"), "{allow}");
    let lines = format!("{CONTACT}{ALL}");
    let reliable = format!("{lines}{RELIABLE}");
    bench.respond(B, &invite, EARLY, "b1", &reliable, &answer());
    let sent = bench.skip();
    let prack = sent.iter().find(|sent| sent.to == B).expect("a PRACK");
    assert!(prack.line().starts_with("PRACK"), "{}", prack.text);
    bench.respond(B, prack, "200 OK", "", "", "");
    let b = Bench::called(B, &invite, "b1");
    let moved = sdp("192.168.0.102", 9016).replace("- 1 1", "- 1 2");
    bench.in_dialog(&b, "UPDATE", 1, &lines, &moved);
    bench.expect(B, "SIP/2.0 491");
    bench.expect_silence();
    bench.respond(B, &invite, "200 OK", "b1", &lines, "");
    let (_, answered) = acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    expect_media(&mut bench, answered.port(), invite.port());
    bench.in_dialog(&b, "UPDATE", 2, &lines, &moved);
    let asked = bench.expect(A, "UPDATE");
    let accepted = format!("Contact: <sip:x101@{A}>\r\n{update}");
    bench.respond(A, &asked, "200 OK", "", &accepted, &offer());
    bench.expect(B, "SIP/2.0 200");
    let moved_to = media_to(&mut bench, answered.port(), MEDIA_A);
    assert_eq!(moved_to.as_deref(), Some("192.168.0.102:9016"));
}
