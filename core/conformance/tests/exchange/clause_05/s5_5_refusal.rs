//! JJ-22.11 §5.5: refusals.

use naisen_conformance::refusals;
use naisen_exchange::Use;

use super::*;

/// What the caller is told of a phone's refusal: its own status, unless that is about our leg alone.
fn told(code: u16) -> (u16, bool) {
    match code {
        401 | 405 | 407 | 415 | 416 | 420 | 421 | 422 | 423 | 481 | 482 | 483 | 487 | 491 => {
            (480, false)
        }
        503 => (500, false),
        code => (code, true),
    }
}

/// R-5.5.1-1, R-5.5.1-2, R-5.5.2-1: each ends the attempt; status, phrase and headers reach caller and record, and
/// the ACK ends the transaction. R-5.5.1-3: nothing is tried again in another form.
#[test]
fn every_refusal_of_a_phone_ends_the_call_and_reaches_the_caller() {
    for code in refusals() {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        bench.expect(A, "SIP/2.0 180");
        let status = format!("{code} Words of {code}");
        let lines = "Retry-After: 60\r\nWarning: 399 phone \"later\"\r\n";
        bench.respond(B, &invite, &status, "b1", lines, "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        let (expected, handed_on) = told(code);
        let refused = bench.expect(A, &format!("SIP/2.0 {expected} "));
        let phrase = refused.line().ends_with(&format!("Words of {code}"));
        assert_eq!(phrase, handed_on, "{}", refused.line());
        let retry = refused.header(HeaderName::RetryAfter);
        assert_eq!(retry, handed_on.then_some("60"), "{code}");
        // As what we say ourselves.
        let warning = handed_on.then(|| format!("399 {SERVER}:5060 \"later\""));
        assert_eq!(refused.header(HeaderName::Warning), warning.as_deref());
        bench.acknowledge_refusal(&caller, &refused);
        bench.wait(Duration::from_secs(1));
        bench.expect_silence();
        assert_eq!(bench.records()[0].status, expected);
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
    }
}

/// R-5.5.2-1: a refusal that comes again is acknowledged again, and told once.
#[test]
fn a_repeated_refusal_gets_the_same_ack() {
    let mut bench = Bench::open();
    let (_, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "486 Busy Here", "b1", "", "");
    let ack = bench.expect(B, "ACK");
    bench.expect(A, "SIP/2.0 486");
    bench.respond(B, &invite, "486 Busy Here", "b1", "", "");
    assert_eq!(bench.expect(B, "ACK").text, ack.text);
    bench.expect_silence();
}

/// R-5.5.1-4: where the interval is ours we raise it ourselves; where it is the caller's the caller does,
/// and what it says reaches the phone.
#[test]
fn an_interval_too_small_is_raised() {
    const SMALL: &str = "422 Session Interval Too Small";
    let raised = |invite: &Sent, seconds: &str| {
        assert_eq!(invite.header(HeaderName::SessionExpires), Some(seconds));
        assert_eq!(invite.header(HeaderName::MinSe), Some(seconds));
    };
    let mut config = open_config();
    config.timer = Use::Always;
    config.timer_policy.expires_s = 90;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let (caller, mut invite) = call(&mut bench, LINES);
    for asked in ["300", "600"] {
        let lines = format!("Min-SE: {asked}\r\n");
        bench.respond(B, &invite, SMALL, "b1", &lines, "");
        bench.expect(B, "ACK");
        invite = bench.expect(B, "INVITE");
        raised(&invite, asked);
    }
    bench.respond(B, &invite, "200 OK", "b2", LINES, &answer());
    acknowledge(&mut bench, &caller);

    let mut bench = Bench::open();
    let timer = |seconds| format!("{LINES}Supported: timer\r\nSession-Expires: {seconds}\r\n");
    let (caller, invite) = call(&mut bench, &timer(100));
    bench.respond(B, &invite, SMALL, "b1", "Min-SE: 300\r\n", "");
    bench.expect(B, "ACK");
    let refused = bench.expect(A, "SIP/2.0 422");
    assert_eq!(refused.header(HeaderName::MinSe), Some("300"));
    bench.acknowledge_refusal(&caller, &refused);
    let (_, invite) = call(&mut bench, &format!("{}Min-SE: 300\r\n", timer(300)));
    raised(&invite, "300");
}
