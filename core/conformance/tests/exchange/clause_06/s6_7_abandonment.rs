//! JJ-22.11 §6.7: the caller gives up.

use naisen_exchange::Releaser;

use super::*;

/// R-6.7-1, R-6.7.1-1, R-6.7.1-2: by CANCEL and by BYE, with a reliable 180 or a plain one; one tag in all
/// responses, and the phone stops ringing.
#[test]
fn a_call_that_is_given_up_gets_487_with_the_tag_of_its_180() {
    for (lines, of_phone) in [(PLAIN, ""), (ALL, "Require: 100rel\r\nRSeq: 7\r\n")] {
        for method in ["CANCEL", "BYE"] {
            let mut bench = Bench::open();
            let (caller, invite) = call(&mut bench, lines);
            let of_phone = format!("{LINES}{of_phone}");
            bench.respond(B, &invite, "180 Ringing", "b1", &of_phone, "");
            let ringing = bench.expect(A, "SIP/2.0 180");
            let a = Bench::established(&caller, &ringing);
            if method == "BYE" {
                bench.in_dialog(&a, "BYE", 3, "", "");
            } else {
                bench.cancel(&caller);
            }
            for (status, answered) in [("SIP/2.0 200", method), ("SIP/2.0 487", "INVITE")] {
                let sent = bench.expect(A, status);
                assert_eq!(sent.header(HeaderName::To), Some(&*a.to), "{method}");
                let cseq = sent.header(HeaderName::CSeq).expect("CSeq");
                assert!(cseq.ends_with(answered), "{cseq}");
                if answered == "INVITE" {
                    bench.acknowledge_refusal(&caller, &sent);
                }
            }
            let cancel = bench.expect(B, "CANCEL");
            bench.respond(B, &cancel, "200 OK", "b1", "", "");
            bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
            bench.expect(B, "ACK");
            bench.expect_silence();
            let record = bench.records()[0];
            assert_eq!((record.status, record.released_by), (487, Releaser::Caller));
            assert!(record.rang_at.is_some() && record.answered_at.is_none());
            assert_eq!(times(&mut bench, A, "SIP/2.0", 70), []);
            bench.expect_nothing_left();
            assert_eq!(bench.records().len(), 1);
        }
    }
}

/// R-6.7-1: as soon as 100 was sent; the phone, which has said nothing yet, is told after its first 1xx.
#[test]
fn a_call_that_does_not_ring_yet_can_be_given_up() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, PLAIN);
    bench.cancel(&caller);
    bench.expect(A, "SIP/2.0 200");
    bench.expect(A, "SIP/2.0 487");
    bench.expect_silence();
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.expect(B, "CANCEL");
    bench.expect_silence();
}

/// R-6.7-1: BYE between our 200 and its ACK.
#[test]
fn a_bye_before_the_ack_ends_the_call() {
    let mut bench = Bench::open();
    let call = answered(&mut bench, PLAIN);
    bench.in_dialog(&call.a, "BYE", 3, "", "");
    bench.expect(B, "ACK");
    let bye = bench.expect(B, "BYE");
    bench.respond(B, &bye, "200 OK", "", "", "");
    let ok = bench.expect(A, "SIP/2.0 200");
    assert_eq!(ok.header(HeaderName::CSeq), Some("3 BYE"));
    bench.expect_silence();
    bench.expect_nothing_left();
}

/// R-6.7-1: between a refusal and its ACK; CANCEL is answered, and there is no dialog for BYE any more.
#[test]
fn what_gives_up_a_refused_call_changes_nothing() {
    for method in ["CANCEL", "BYE"] {
        let mut bench = Bench::open();
        let (caller, invite, told) = ringing(&mut bench, PLAIN);
        bench.respond(B, &invite, "486 Busy Here", "b1", "", "");
        bench.expect(B, "ACK");
        let refused = bench.expect(A, "SIP/2.0 486");
        let answered = if method == "BYE" {
            let a = Bench::established(&caller, &told);
            bench.in_dialog(&a, "BYE", 3, "", "");
            bench.expect(A, "SIP/2.0 481")
        } else {
            bench.cancel(&caller);
            bench.expect(A, "SIP/2.0 200")
        };
        let cseq = answered.header(HeaderName::CSeq).expect("CSeq");
        assert!(cseq.ends_with(method), "{cseq}");
        bench.expect_silence();
        assert_eq!(times(&mut bench, A, "SIP/2.0 486", 1), [500], "{method}");
        bench.acknowledge_refusal(&caller, &refused);
        assert_eq!(times(&mut bench, A, "SIP/2.0", 40), [], "{method}");
        bench.expect_nothing_left();
        let record = bench.records()[0];
        assert_eq!((record.status, record.released_by), (486, Releaser::Callee));
        assert_eq!(bench.records().len(), 1);
    }
}

/// R-6.7.1-3: in the room of the call that was given up.
#[test]
fn a_call_is_taken_while_the_487_of_another_is_repeated() {
    let mut bench = one_call();
    let (caller, _, _) = ringing(&mut bench, PLAIN);
    bench.cancel(&caller);
    assert_eq!(times(&mut bench, A, "SIP/2.0 487", 1), [0, 500]);
    expect_room(&mut bench);
    assert_eq!(
        times(&mut bench, A, "SIP/2.0 487", 3),
        [500, 2500],
        "no ACK"
    );
}

/// R-6.7.2-1: 200 to the CANCEL and nothing else; the ACK and the BYE are taken as ever.
#[test]
fn a_cancel_after_the_200_changes_nothing() {
    let mut bench = Bench::open();
    let call = answered(&mut bench, PLAIN);
    bench.cancel(&call.caller);
    let ok = bench.expect(A, "SIP/2.0 200");
    assert_eq!(ok.header(HeaderName::CSeq), Some("2 CANCEL"));
    assert_eq!(
        ok.header(HeaderName::To),
        call.answered.header(HeaderName::To)
    );
    bench.expect_silence();
    assert_eq!(
        times(&mut bench, A, "SIP/2.0 200", 1),
        [500],
        "the ACK is awaited"
    );
    bench.in_dialog(&call.a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    bench.wait(Duration::from_secs(60));
    bench.expect_silence();
    assert_eq!(bench.report().calls, 1, "the BYE is awaited");
    bench.in_dialog(&call.a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    bench.respond(B, &bye, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.expect_nothing_left();
}

/// R-6.7.2-3: while the 200 is repeated, and while the BYE is awaited.
#[test]
fn a_call_is_taken_after_a_late_cancel() {
    for acknowledged in [false, true] {
        let mut bench = Bench::open();
        let call = answered(&mut bench, PLAIN);
        bench.cancel(&call.caller);
        if acknowledged {
            bench.in_dialog(&call.a, "ACK", 2, "", "");
        }
        assert_eq!(
            times(&mut bench, A, "SIP/2.0 200", 1).len() > 1,
            !acknowledged
        );
        expect_room(&mut bench);
        assert_eq!(bench.report().calls, 2);
    }
}
