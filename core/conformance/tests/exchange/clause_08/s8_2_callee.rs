//! JJ-22.11 §8.2: the callee's reliable 1xx.

use naisen_exchange::Releaser;

use super::*;

/// R-6.2.1-4, R-8.2-1: where the phone's is, where the only phone does without, and where the exchange
/// acknowledges for several phones.
#[test]
fn a_180_is_reliable_where_it_was_offered() {
    let mut bench = Bench::open();
    let (_, _, end_to_end) = ringing(&mut bench);
    let (_, _, plain) = ringing_plainly();
    let (_, _, of_two) = ringing_of_two();
    for told in [end_to_end, plain, of_two] {
        assert_eq!(told.header(HeaderName::Require), Some("100rel"));
        assert_eq!(told.header(HeaderName::RSeq), Some("1"));
    }
}

/// R-8.2-2, R-8.2-4: at T1, doubled each time, for 64*T1; then 500, and the phone is given up.
#[test]
fn a_180_is_repeated_until_it_is_given_up_with_500() {
    let end_to_end = || {
        let mut bench = Bench::open();
        ringing(&mut bench);
        bench
    };
    let cases: [(fn() -> Bench, bool); 3] = [
        (end_to_end, false),
        (|| ringing_plainly().0, false),
        (|| ringing_of_two().0, true),
    ];
    for (ringing, of_two) in cases {
        let mut bench = ringing();
        let since = bench.now;
        bench.wait(Duration::from_millis(31_999));
        let repeats = bench.skip();
        let at = |it: &Sent| it.at.since(since).as_millis();
        let of_caller = repeats.iter().filter(|it| it.to == A);
        let found: Vec<_> = of_caller.map(|it| (at(it), it.line())).collect();
        let expected = [500, 1500, 3500, 7500, 15_500, 31_500];
        assert_eq!(found, expected.map(|at| (at, "SIP/2.0 180 Ringing")));
        bench.wait(Duration::from_millis(1));
        let sent = bench.skip();
        let is = |to, start| {
            let matches = |it: &Sent| it.to == to && it.line().starts_with(start);
            sent.iter().any(matches)
        };
        assert!(is(A, "SIP/2.0 500") && is(B, "CANCEL"), "{sent:#?}");
        let record = bench.records()[0];
        let ended = (record.status, record.released_by);
        assert_eq!(ended, (500, Releaser::Exchange));
        if !of_two {
            expect_room(&mut bench);
        }
        assert_eq!(bench.records().len(), 1);
    }
}

/// R-8.2-2, R-8.2-3: number, CSeq and method of RAck have to be those of the 1xx. A PRACK that counts goes on to
/// the phone, whose answer brings that to the caller; another gets 481 and goes nowhere.
#[test]
fn a_prack_counts_if_it_names_the_180() {
    for (rack, counts) in [
        ("1 2 INVITE", true),
        ("2 2 INVITE", false),
        ("0 2 INVITE", false),
        ("7 2 INVITE", false),
        ("1 3 INVITE", false),
        ("1 2 UPDATE", false),
    ] {
        let mut bench = Bench::open();
        let (_, a, told) = ringing(&mut bench);
        assert_eq!(told.header(HeaderName::RSeq), Some("1"));
        assert_eq!(number_of(&told), 2);
        prack(&mut bench, &a, 3, rack);
        if counts {
            let prack = bench.expect(B, "PRACK");
            bench.expect_silence();
            bench.respond(B, &prack, "200 OK", "", "", "");
        }
        let status = if counts { 200 } else { 481 };
        bench.expect(A, &format!("SIP/2.0 {status}"));
        bench.expect_silence();
        let repeats = times(&mut bench, A, "SIP/2.0 180", 5).len();
        assert_eq!(repeats == 0, counts, "{rack}");
        bench.wait(Duration::from_secs(40));
        assert_eq!(bench.records().is_empty(), counts, "{rack}");

        for (mut bench, a, _) in [ringing_plainly(), ringing_of_two()] {
            prack(&mut bench, &a, 3, rack);
            bench.expect(A, &format!("SIP/2.0 {status}"));
            bench.expect_silence();
            let repeats = times(&mut bench, A, "SIP/2.0 180", 5).len();
            assert_eq!(repeats == 0, counts, "{rack}");
        }
    }
}

/// R-8.2-3: a PRACK that comes when the call is answered already is held against the 180 all the same, once.
#[test]
fn a_late_prack_counts_if_it_names_the_180() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, ALL);
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.expect(A, "SIP/2.0 180");
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (a, _) = acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    for (cseq, rack, status) in [
        (3, "2 2 INVITE", 481),
        (4, "1 2 INVITE", 200),
        (5, "1 2 INVITE", 481),
    ] {
        prack(&mut bench, &a, cseq, rack);
        bench.expect(A, &format!("SIP/2.0 {status}"));
    }
    bench.expect_silence();
    assert_eq!(bench.report().calls, 1);
}

/// R-8.2-1, R-8.2-3, R-8.2-5: where the phone makes one 1xx reliable and the other not, the caller gets both
/// reliably, one after the PRACK of the other, and only that PRACK goes on which the phone waits for.
#[test]
fn only_the_prack_that_the_phone_waits_for_goes_on() {
    for plain in [1, 2] {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, ALL);
        for (number, status) in [(1, "183 Session Progress"), (2, "180 Ringing")] {
            let lines = match number == plain {
                true => LINES.to_owned(),
                false => reliable(7),
            };
            let body = if number == 1 { answer() } else { String::new() };
            bench.respond(B, &invite, status, "b1", &lines, &body);
        }
        for (rseq, status) in [(1, "183"), (2, "180")] {
            let told = bench.expect(A, &format!("SIP/2.0 {status}"));
            bench.expect_silence();
            assert_eq!(told.header(HeaderName::RSeq), Some(&*rseq.to_string()));
            let a = Bench::established(&caller, &told);
            prack(&mut bench, &a, 2 + rseq, &format!("{rseq} 2 INVITE"));
            if rseq != plain {
                let prack = bench.expect(B, "PRACK");
                bench.expect_silence();
                bench.respond(B, &prack, "200 OK", "", "", "");
            }
            bench.expect(A, "SIP/2.0 200");
        }
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
        acknowledge(&mut bench, &caller);
        bench.expect(B, "ACK");
        bench.wait(Duration::from_secs(60));
        bench.expect_silence();
        assert_eq!(bench.report().calls, 1);
    }
}

/// R-8.2-3: where the phone does not answer the PRACK, the caller is answered all the same, before it gives up;
/// what waits for that goes on.
#[test]
fn a_prack_is_answered_although_the_phone_is_silent() {
    let mut bench = Bench::open();
    let (invite, a, _) = ringing(&mut bench);
    prack(&mut bench, &a, 3, "1 2 INVITE");
    bench.expect(B, "PRACK");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable(8), "");
    assert_eq!(times(&mut bench, A, "SIP/2.0", 29), []);
    bench.wait(Duration::from_secs(2));
    let sent = bench.skip();
    let of_caller = sent.iter().filter(|it| it.to == A);
    let lines: Vec<_> = of_caller.map(|it| it.line()).collect();
    let expected = [
        "SIP/2.0 200 OK",
        "SIP/2.0 180 Ringing",
        "SIP/2.0 180 Ringing",
    ];
    assert_eq!(lines, expected);
}

/// R-8.2-5: a 180 that follows the 183 waits for the PRACK of that, and the answer to the PRACK.
#[test]
fn a_180_waits_for_the_prack_of_the_183() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, ALL);
    bench.respond(
        B,
        &invite,
        "183 Session Progress",
        "b1",
        &reliable(7),
        &answer(),
    );
    let told = bench.expect(A, "SIP/2.0 183");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable(8), "");
    bench.expect_silence();
    assert_eq!(times(&mut bench, A, "SIP/2.0 180", 2), []);
    let a = Bench::established(&caller, &told);
    prack(&mut bench, &a, 3, "1 2 INVITE");
    let first = bench.expect(B, "PRACK");
    bench.expect_silence();
    bench.respond(B, &first, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert_eq!(ringing.header(HeaderName::RSeq), Some("2"));
    prack(&mut bench, &a, 4, "2 2 INVITE");
    let second = bench.expect(B, "PRACK");
    let rack = format!("8 {} INVITE", number_of(&invite));
    assert_eq!(second.header(HeaderName::RAck), Some(&*rack));
    bench.respond(B, &second, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.respond(B, &invite, "200 OK", "b1", LINES, "");
    acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    bench.expect_silence();
}
