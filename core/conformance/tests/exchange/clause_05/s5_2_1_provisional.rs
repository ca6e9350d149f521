//! JJ-22.11 §5.2.1: provisional responses.

use naisen_exchange::Use;

use super::*;

/// R-5.2.1-1
#[test]
fn a_call_comes_about_after_however_many_1xx() {
    let rows: [&[&str]; 4] = [
        &[],
        &["180 Ringing"],
        &["100 Trying", "180 Ringing", EARLY],
        &[
            "181 Call Is Being Forwarded",
            "182 Queued",
            "199 Whatever",
            "180 Ringing",
        ],
    ];
    for row in rows {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        for status in row {
            let tag = if status.starts_with("100") { "" } else { "b1" };
            bench.respond(B, &invite, status, tag, LINES, "");
        }
        let told = bench.skip();
        assert!(
            told.iter()
                .all(|sent| sent.to == A && sent.line().starts_with("SIP/2.0 1"))
        );
        let rings = told
            .iter()
            .any(|sent| sent.line().starts_with("SIP/2.0 180"));
        assert_eq!(rings, row.contains(&"180 Ringing"));
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
        acknowledge(&mut bench, &caller);
        bench.expect(B, "ACK");
    }
}

/// R-5.2.1-2: any 1xx stops it; then the final response is waited for.
#[test]
fn the_invite_is_repeated_until_a_1xx_comes() {
    let mut bench = Bench::open();
    call(&mut bench, LINES);
    assert_eq!(times(&mut bench, B, "INVITE", 5), [500, 1500, 3500]);
    for (status, tag) in [("100 Trying", ""), ("180 Ringing", ""), (EARLY, "b1")] {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        assert_eq!(times(&mut bench, B, "INVITE", 1), [500]);
        bench.respond(B, &invite, status, tag, LINES, "");
        assert_eq!(times(&mut bench, B, "INVITE", 100), [0; 0], "{status}");
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
        acknowledge(&mut bench, &caller);
    }
}

/// R-5.2.1-3: whatever its code, the PRACK goes out in the early dialog, to its Contact and with its tag; the
/// phone's UPDATE is known by it.
#[test]
fn a_tag_in_a_1xx_makes_an_early_dialog() {
    for status in [
        "180 Ringing",
        "181 Call Is Being Forwarded",
        "182 Queued",
        EARLY,
        "199 Whatever",
    ] {
        let mut config = open_config();
        config.rel100 = Use::Always;
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let (caller, invite) = call(&mut bench, ALL);
        let reliable = format!("Contact: <sip:early@192.168.0.102>\r\n{ALL}{RELIABLE}");
        bench.respond(B, &invite, status, "b1", &reliable, &answer());
        let progress = bench.expect(A, &format!("SIP/2.0 {}", &status[..3]));
        let a = Bench::established(&caller, &progress);
        bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
        let prack = bench.expect(B, "PRACK sip:early@192.168.0.102 SIP/2.0");
        assert_eq!(to_tag(&prack).as_deref(), Some("b1"));
        bench.respond(B, &prack, "200 OK", "", "", "");
        bench.expect(A, "SIP/2.0 200");
        let lines = format!("{CONTACT}{ALL}");
        let stranger = Bench::called(B, &invite, "stranger");
        bench.in_dialog(&stranger, "UPDATE", 1, &lines, "");
        bench.expect(B, "SIP/2.0 481");
        let b = Bench::called(B, &invite, "b1");
        bench.in_dialog(&b, "UPDATE", 1, &lines, "");
        bench.expect(B, "SIP/2.0 200");
        bench.expect_silence();
    }
}

/// R-5.2.1-3: but none in a 100.
#[test]
fn a_tag_in_a_100_makes_no_dialog() {
    let mut bench = Bench::open();
    let (_, invite) = call(&mut bench, ALL);
    bench.respond(B, &invite, "100 Trying", "b1", "", "");
    let b = Bench::called(B, &invite, "b1");
    bench.in_dialog(&b, "UPDATE", 1, &format!("{CONTACT}{ALL}"), "");
    bench.expect(B, "SIP/2.0 481");
    bench.expect_silence();
}

/// R-5.2.1-4
#[test]
fn a_1xx_without_a_tag_does_what_its_code_says() {
    let mut bench = Bench::open();
    let (_, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "180 Ringing", "", LINES, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert!(
        to_tag(&ringing).is_some(),
        "to the caller it is a dialog of ours"
    );
    bench.respond(B, &invite, EARLY, "", LINES, &answer());
    let progress = bench.expect(A, "SIP/2.0 183");
    assert!(progress.body().contains("m=audio "));
    let port = invite.port();
    assert_eq!(
        media_to(&mut bench, port, MEDIA_B).as_deref(),
        Some(MEDIA_A)
    );
}

/// R-5.2.1-5: 100rel and timer were offered; a 1xx that requires nothing gets no PRACK, a 2xx that requires
/// nothing no session timer on its leg.
#[test]
fn what_was_supported_need_not_be_required() {
    for (require, interval) in [
        ("", ""),
        ("Require: timer\r\n", ""),
        ("RSeq: 1\r\n", ""),
        ("", "Session-Expires: 1800;refresher=uac\r\n"),
    ] {
        let mut config = open_config();
        (config.rel100, config.timer) = (Use::Always, Use::Always);
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let (caller, invite) = call(&mut bench, LINES);
        assert_eq!(invite.header(HeaderName::Supported), Some("100rel, timer"));
        bench.respond(
            B,
            &invite,
            "180 Ringing",
            "b1",
            &format!("{LINES}{require}"),
            "",
        );
        bench.expect(A, "SIP/2.0 180");
        bench.expect_silence();
        let lines = format!("{LINES}{interval}");
        bench.respond(B, &invite, "200 OK", "b1", &lines, &answer());
        acknowledge(&mut bench, &caller);
        bench.expect(B, "ACK");
        bench.expect_silence();
        bench.wait(Duration::from_secs(2000));
        bench.expect_silence();
        assert_eq!(bench.report().calls, 1);
    }
}
