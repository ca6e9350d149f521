//! JJ-22.11 §6.2: 1xx.

use super::*;

const EARLY: &str = "183 Session Progress";

/// R-6.2.1-1: 100 comes with the call to the phone; a repeated INVITE brings it again and no second call.
#[test]
fn the_100_comes_at_once_and_stops_the_repeats() {
    let mut bench = Bench::open();
    let head = Head {
        method: "INVITE",
        uri: &format!("sip:102@{SERVER}"),
        from: &format!("<sip:101@{SERVER}>;tag=a1"),
        to: &format!("<sip:102@{SERVER}>"),
        call_id: "again",
        cseq: 1,
    };
    let lines = format!("Contact: <sip:x101@{A}>\r\n{PLAIN}");
    let invite = bench.write(A, &head, &lines, &offer());
    bench.receive(A, &invite);
    bench.expect(B, "INVITE");
    let trying = bench.expect(A, "SIP/2.0 100");
    assert_eq!(to_tag(&trying), None);
    bench.receive(A, &invite);
    let again = bench.expect(A, "SIP/2.0 100");
    assert_eq!(again.text, trying.text);
    bench.expect_silence();
    assert_eq!(bench.report().calls, 1);
}

/// R-6.2.1-1, R-6.7-1: where the media ports are not open yet, the 100 comes within 200 ms, and the caller
/// may give up before they are.
#[test]
fn a_call_that_waits_for_ports_gets_100_and_can_be_given_up() {
    let mut bench = Bench::new(open_config(), Vec::new());
    bench.closed = true;
    let caller = bench.invite("900", PLAIN, &offer());
    bench.expect_silence();
    assert_eq!(times(&mut bench, A, "SIP/2.0 100", 1), [200]);
    bench.cancel(&caller);
    bench.expect(A, "SIP/2.0 200");
    bench.expect(A, "SIP/2.0 487");
    bench.open_ports();
    bench.expect_silence();
    assert!(bench.records().is_empty());
}

/// R-6.2.1-2, R-6.2.1-3: of one phone or of two that have tags of their own, in every 1xx and in the 200;
/// another call has another tag.
#[test]
fn a_call_has_one_tag_of_ours() {
    for lines in [PLAIN, ALL] {
        let mut bench = two_phones();
        let caller = bench.invite("102", lines, &offer());
        let first = bench.expect(B, "INVITE");
        let second = bench.expect(C, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        let mut told = Vec::new();
        for ((phone, tag), invite, status, body) in [
            ((B, "b1"), &first, "180 Ringing", String::new()),
            ((C, "c1"), &second, EARLY, sdp("192.168.0.103", 8000)),
            ((B, "b1"), &first, EARLY, answer()),
        ] {
            bench.respond(phone, invite, status, tag, LINES, &body);
            let progress = bench.expect(A, &format!("SIP/2.0 {status}"));
            if let Some(rseq) = progress.header(HeaderName::RSeq) {
                let a = Bench::established(&caller, &progress);
                let lines = format!("RAck: {rseq} 2 INVITE\r\n");
                let cseq = 3 + u32::try_from(told.len()).expect("few");
                bench.in_dialog(&a, "PRACK", cseq, &lines, "");
                bench.expect(A, "SIP/2.0 200");
            }
            told.push(to_tag(&progress).expect("a tag"));
        }
        bench.respond(B, &first, "200 OK", "b1", LINES, &answer());
        bench.expect(C, "CANCEL");
        told.push(to_tag(&bench.expect(A, "SIP/2.0 200")).expect("a tag"));
        // JJ-22.11 §13.2.2: a token that can be kept.
        assert!((1..=64).contains(&told[0].len()), "{told:?}");
        assert!(told.iter().all(|tag| *tag == told[0]), "{told:?}");
        assert!(!["b1", "c1"].contains(&&*told[0]), "not the phone's");
        bench.skip();
        bench.invite("102", lines, &offer());
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        let another = to_tag(&bench.expect(A, "SIP/2.0 180"));
        assert_ne!(another.as_ref(), Some(&told[0]));
    }
}

/// R-6.2.1-4, R-6.2.1-5, R-6.2.1-6, R-8.1-3, R-8.2-1: where the caller offers 100rel, it and nothing else is
/// required in every 1xx but 100; where it does not, or not in Supported, the call completes all the same.
#[test]
fn a_1xx_requires_100rel_where_it_was_offered() {
    for (supported, reliable) in [
        ("Supported: 100rel\r\n", true),
        ("Supported: timer, 100rel, norefersub\r\n", true),
        ("Supported: timer\r\n", false),
        ("Supported: \r\n", false),
        ("", false),
    ] {
        let mut config = open_config();
        config.rel100 = Use::Always;
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let lines = format!("Allow: INVITE, ACK, CANCEL, BYE, PRACK\r\n{supported}");
        let caller = bench.invite("102", &lines, &offer());
        let invite = bench.expect(B, "INVITE");
        let trying = bench.expect(A, "SIP/2.0 100");
        assert!(!trying.has(HeaderName::Require) && !trying.has(HeaderName::RSeq));
        for (number, status) in [(1, EARLY), (2, "180 Ringing")] {
            let of_phone = format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: {number}\r\n");
            bench.respond(B, &invite, status, "b1", &of_phone, "");
            if !reliable {
                let prack = bench.expect(B, "PRACK");
                bench.respond(B, &prack, "200 OK", "", "", "");
            }
            let told = bench.expect(A, &format!("SIP/2.0 {status}"));
            let require = told.header(HeaderName::Require);
            assert_eq!(require, reliable.then_some("100rel"), "{lines}");
            assert_eq!(told.has(HeaderName::RSeq), reliable, "{lines}");
            if reliable {
                let a = Bench::established(&caller, &told);
                let rack = format!("RAck: {number} 2 INVITE\r\n");
                bench.in_dialog(&a, "PRACK", 2 + number, &rack, "");
                let prack = bench.expect(B, "PRACK");
                bench.respond(B, &prack, "200 OK", "", "", "");
                bench.expect(A, "SIP/2.0 200");
            }
        }
        assert_eq!(times(&mut bench, A, "SIP/2.0 180", 60), [], "{lines}");
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
        acknowledge(&mut bench, &caller);
        bench.expect(B, "ACK");
        bench.wait(Duration::from_secs(60));
        bench.expect_silence();
        assert_eq!(bench.report().calls, 1);
    }
}

/// R-6.2.2-1, R-6.2.2-2: nothing that a phone says before it rings is a 180 to the caller, and the first 180 is
/// one at once. A phone that refuses does not ring.
#[test]
fn the_180_comes_when_the_phone_rings_and_not_before() {
    let mut bench = Bench::open();
    let (_, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "100 Trying", "", "", "");
    bench.wait(Duration::from_secs(5));
    bench.expect_silence();
    for other in ["182 Queued", EARLY] {
        bench.respond(B, &invite, other, "b1", LINES, "");
        bench.expect(A, &format!("SIP/2.0 {other}"));
    }
    bench.wait(Duration::from_secs(5));
    bench.expect_silence();
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.expect(A, "SIP/2.0 180");
    // Of two phones, one of which is only on its way.
    let mut bench = two_phones();
    bench.invite("102", PLAIN, &offer());
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &first, EARLY, "b1", LINES, "");
    bench.expect_silence();
    bench.respond(C, &second, "180 Ringing", "c1", LINES, "");
    bench.expect(A, "SIP/2.0 180");
    let mut bench = Bench::open();
    let (_, invite) = call(&mut bench, PLAIN);
    bench.respond(B, &invite, "486 Busy Here", "b1", "", "");
    bench.expect(B, "ACK");
    bench.expect(A, "SIP/2.0 486");
    bench.expect_silence();
}
