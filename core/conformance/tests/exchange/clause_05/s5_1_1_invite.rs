//! JJ-22.11 §5.1.1: the Initial INVITE.

use naisen_exchange::Use;

use super::*;

/// R-5.1.1-2: a dialog of its own: nothing that names the caller's is in it.
#[test]
fn the_callers_request_becomes_an_invite_to_the_phone() {
    let mut bench = Bench::open();
    let caller = bench.invite("102", LINES, &offer());
    let invite = bench.expect(B, "INVITE sip:102@192.168.0.102:5060 SIP/2.0");
    bench.expect(A, "SIP/2.0 100");
    bench.expect_silence();
    for foreign in [&*caller.call_id, "tag=a1", "z9hG4bKp", "x101"] {
        assert!(!invite.text.contains(foreign), "{foreign}: {}", invite.text);
    }
    assert_eq!(to_tag(&invite), None);
    let from = invite.header(HeaderName::From).expect("From");
    assert!(from.contains(";tag="), "{from}");
}

/// R-5.1.1-3: the BYE of the call before is being repeated.
#[test]
fn a_new_call_is_placed_while_the_last_one_has_not_ended() {
    let mut bench = Bench::open();
    let (a, ..) = talk(&mut bench);
    bench.in_dialog(&a, "BYE", 3, "", "");
    bench.expect(B, "BYE");
    bench.wait(Duration::from_secs(1));
    bench.skip();
    let (caller, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "200 OK", "b2", LINES, &answer());
    acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    bench.expect_silence();
    assert!(
        !times(&mut bench, B, "BYE", 5).is_empty(),
        "it is still repeated"
    );
    assert_eq!(bench.report().calls, 2);
}

/// R-5.1.1-4: whatever extensions are in use.
#[test]
fn the_invite_offers_what_the_caller_offered() {
    for lines in [LINES, ALL] {
        let mut bench = Bench::open();
        let (_, invite) = call(&mut bench, lines);
        assert_eq!(
            invite.header(HeaderName::ContentType),
            Some("application/sdp")
        );
        assert!(invite.body().contains("RTP/AVP 0\r\n"), "{}", invite.body());
        assert!(invite.body().contains(&format!("c=IN IP4 {SERVER}\r\n")));
    }
}

/// R-5.1.1-5: only where the caller left it to the callee, which offers in its 200 and is answered in the
/// ACK.
#[test]
fn an_invite_without_offer_is_offered_by_the_callee_and_answered_in_the_ack() {
    let mut bench = Bench::open();
    let caller = bench.invite("102", LINES, "");
    let invite = bench.expect(B, "INVITE");
    assert!(invite.body().is_empty() && !invite.has(HeaderName::ContentType));
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", &offer());
    let ack = bench.expect(B, "ACK");
    assert!(ack.body().contains("m=audio "));
    let (port_b, port_a) = (ack.port(), answered.port());
    expect_media(&mut bench, port_a, port_b);
}

/// R-5.1.1-9, R-5.1.1-10: none is required, even if the caller requires it.
#[test]
fn the_extensions_in_use_are_supported_and_none_is_required() {
    use Use::{Always, AsCaller, Off};
    let asked = "Supported: 100rel, timer\r\nSession-Expires: 1800\r\n";
    let required =
        "Require: 100rel, timer\r\nSupported: 100rel, timer\r\nSession-Expires: 1800\r\n";
    let rows = [
        (AsCaller, AsCaller, "", None),
        (AsCaller, AsCaller, "Supported: 100rel\r\n", Some("100rel")),
        (AsCaller, AsCaller, asked, Some("100rel, timer")),
        (AsCaller, AsCaller, required, Some("100rel, timer")),
        (Always, Off, "", Some("100rel")),
        (Always, Off, asked, Some("100rel")),
        (Off, Always, "", Some("timer")),
        (Off, Off, asked, None),
    ];
    for (rel100, timer, lines, expected) in rows {
        let mut config = open_config();
        config.rel100 = rel100;
        config.timer = timer;
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let (_, invite) = call(&mut bench, lines);
        assert_eq!(invite.header(HeaderName::Supported), expected, "{lines}");
        assert!(!invite.has(HeaderName::Require) && !invite.has(HeaderName::ProxyRequire));
    }
}
