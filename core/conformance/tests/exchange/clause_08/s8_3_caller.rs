//! JJ-22.11 §8.3: the caller's PRACK.

use super::*;

/// R-8.3-1: at once where the exchange acknowledges by itself, after the caller's PRACK where that does.
#[test]
fn a_reliable_1xx_is_met_with_a_prack_that_names_it() {
    for (lines, status, rseq, body) in [
        (PLAIN, "180 Ringing", 1, String::new()),
        (PLAIN, "183 Session Progress", 2_147_483_647, answer()),
        (ALL, "180 Ringing", 1, String::new()),
        (ALL, "183 Session Progress", 2_147_483_647, answer()),
    ] {
        let mut bench = always();
        let (caller, invite) = call(&mut bench, lines);
        bench.respond(B, &invite, status, "b1", &reliable(rseq), &body);
        if lines == ALL {
            let told = bench.expect(A, &format!("SIP/2.0 {status}"));
            bench.expect_silence();
            let a = Bench::established(&caller, &told);
            prack(&mut bench, &a, 3, "1 2 INVITE");
        }
        let prack = bench.expect(B, "PRACK");
        let expected = format!("{rseq} {} INVITE", number_of(&invite));
        assert_eq!(prack.header(HeaderName::RAck), Some(&*expected));
        let to = prack.header(HeaderName::To).expect("To");
        assert!(to.ends_with(";tag=b1"), "{to}");
        assert_eq!(number_of(&prack), number_of(&invite) + 1);
    }
}

/// R-8.3-2: at T1, doubled up to T2, until the answer; a repeated 1xx has no further PRACK.
#[test]
fn a_prack_is_repeated_until_it_is_answered() {
    for lines in [PLAIN, ALL] {
        let mut bench = always();
        let (caller, invite) = call(&mut bench, lines);
        bench.respond(B, &invite, "180 Ringing", "b1", &reliable(7), "");
        if lines == ALL {
            let told = bench.expect(A, "SIP/2.0 180");
            let a = Bench::established(&caller, &told);
            prack(&mut bench, &a, 3, "1 2 INVITE");
        }
        let prack = bench.expect(B, "PRACK");
        assert_eq!(
            times(&mut bench, B, "PRACK", 12),
            [500, 1500, 3500, 7500, 11_500]
        );
        bench.respond(B, &prack, "200 OK", "", "", "");
        bench.skip();
        assert_eq!(times(&mut bench, B, "PRACK", 30), []);
        bench.respond(B, &invite, "180 Ringing", "b1", &reliable(7), "");
        bench.expect_silence();
    }
}

/// R-8.3-3: before the first PRACK is answered; what skips a number is not acknowledged (RFC 3262 §4).
#[test]
fn a_1xx_with_the_next_number_has_a_prack_of_its_own() {
    let mut bench = always();
    let (_, invite) = call(&mut bench, PLAIN);
    let mut numbers = Vec::new();
    for (rseq, status, body) in [
        (7, "183 Session Progress", answer()),
        (8, "180 Ringing", String::new()),
    ] {
        bench.respond(B, &invite, status, "b1", &reliable(rseq), &body);
        let prack = bench.expect(B, "PRACK");
        let rack = format!("{rseq} {} INVITE", number_of(&invite));
        assert_eq!(prack.header(HeaderName::RAck), Some(&*rack));
        numbers.push(number_of(&prack));
        bench.expect(A, &format!("SIP/2.0 {status}"));
    }
    assert_eq!(numbers[0] + 1, numbers[1], "a request of its own");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable(10), "");
    bench.expect_silence();
}
