//! Why a call ended: what the record says of it, and what the legs are told (RFC 3326, RFC 6432).

use std::time::Duration;

use naisen_cause::{Language, Rule};
use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::{A, B, Bench, C, Sent, contact_of, open_config, sdp};
use naisen_exchange::{CallRecord, DecidingLeg, Releaser};

const LINES: &str = "Contact: <sip:102@192.168.0.102>\r\nAllow: INVITE, ACK, CANCEL, BYE\r\n";

type Why = (u16, u8, Releaser, Option<DecidingLeg>, Rule);

fn why(record: &CallRecord) -> Why {
    let cause = record.cause.value();
    let CallRecord {
        status,
        released_by,
        leg,
        rule,
        ..
    } = *record;
    (status, cause, released_by, leg, rule)
}

/// A call to `number` that the exchange refuses by itself.
#[test]
fn a_refusal_of_our_own_has_a_rule_and_a_cause() {
    let offer = sdp("192.168.0.101", 8026);
    let rows = [
        ("999", &*offer, 404, 1, Rule::UnknownNumber),
        ("103", &*offer, 480, 20, Rule::NotRegistered),
        ("102", "no sdp", 488, 88, Rule::CodecMismatch),
    ];
    for (number, body, status, cause, rule) in rows {
        let mut bench = Bench::new(open_config(), vec![contact_of("102")]);
        bench.invite(number, "", body);
        let refused = bench.expect(A, &format!("SIP/2.0 {status}"));
        let reason = format!("Q.850;cause={cause}");
        assert_eq!(refused.header(HeaderName::Reason), Some(&*reason));
        let expected = (status, cause, Releaser::Exchange, None, rule);
        assert_eq!(why(bench.records()[0]), expected);
    }
}

#[test]
fn a_phones_refusal_is_judged_by_its_status_and_by_its_reason() {
    let leg = Some(DecidingLeg::Phone(0));
    let rows = [
        ("486 Busy Here", "", 486, 17, Rule::Busy, "Q.850;cause=17"),
        ("603 Decline", "", 603, 21, Rule::Rejected, "Q.850;cause=21"),
        ("480 Away", "", 480, 18, Rule::Unavailable, "Q.850;cause=18"),
        // Of the protocols only Q.850 may stand in a response (RFC 6432).
        (
            "480 Away",
            "Reason: SIP;cause=480\r\n",
            480,
            18,
            Rule::Unavailable,
            "Q.850;cause=18",
        ),
        (
            "480 Away",
            "Reason: Q.850;cause=200\r\n",
            480,
            18,
            Rule::Unavailable,
            "Q.850;cause=18",
        ),
        (
            "480 Away",
            "Reason: Q.850;cause=19;text=\"nobody there\"\r\n",
            480,
            19,
            Rule::NoAnswer,
            "Q.850;cause=19;text=\"nobody there\"",
        ),
    ];
    for (answer, lines, status, cause, rule, reason) in rows {
        let mut bench = Bench::open();
        bench.invite("102", "", &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        bench.respond(B, &invite, answer, "b1", lines, "");
        bench.expect(B, "ACK");
        let refused = bench.expect(A, &format!("SIP/2.0 {answer}"));
        assert_eq!(refused.header(HeaderName::Reason), Some(reason));
        let expected = (status, cause, Releaser::Callee, leg, rule);
        assert_eq!(why(bench.records()[0]), expected, "{answer} {lines}");
    }
}

#[test]
fn the_callers_reason_reaches_the_phone_and_without_one_ours_does() {
    let own = "Q.850;cause=16";
    let rows = [
        ("", own.to_owned()),
        ("Reason: Q.850;cause=31\r\n", "Q.850;cause=31".to_owned()),
        (
            "Reason: SIP;cause=487;text=\"changed my mind\"\r\n",
            format!("SIP;cause=487;text=\"changed my mind\", {own}"),
        ),
        (
            "Reason: SIP;cause=600, SIP;cause=487, X;cause=1\r\n",
            format!("SIP;cause=600, {own}"),
        ),
    ];
    for (lines, reason) in rows {
        let mut bench = Bench::open();
        let caller = bench.invite("102", "", &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        bench.skip();
        bench.cancel_with(&caller, lines);
        bench.expect(A, "SIP/2.0 200");
        bench.expect(A, "SIP/2.0 487");
        let cancel = bench.expect(B, "CANCEL");
        assert_eq!(cancel.header(HeaderName::Reason), Some(&*reason));
        let (status, _, releaser, leg, rule) = why(bench.records()[0]);
        let expected = (487, Releaser::Caller, Some(DecidingLeg::Caller));
        assert_eq!((status, releaser, leg), expected);
        assert_eq!(rule, Rule::CallerGaveUp);
    }
}

#[test]
fn phones_that_lost_learn_that_another_one_answered() {
    let mut bench = Bench::two_phones(open_config());
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.respond(C, &second, "180 Ringing", "c1", LINES, "");
    bench.skip();
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(B, &first, "200 OK", "b1", LINES, &answer);
    let cancel = bench
        .skip()
        .into_iter()
        .find(|it| it.line().starts_with("CANCEL"));
    let expected = "SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=26";
    let cancel = cancel.expect("a CANCEL");
    assert_eq!(cancel.header(HeaderName::Reason), Some(expected));
}

#[test]
fn a_ringing_that_nobody_ends_says_no_answer() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.skip();
    bench.wait(Duration::from_secs(120));
    let cancel = bench.expect(B, "CANCEL");
    let refused = bench.expect(A, "SIP/2.0 480");
    for told in [cancel, refused] {
        assert_eq!(told.header(HeaderName::Reason), Some("Q.850;cause=19"));
    }
    let record = bench.records()[0];
    let expected = (480, 19, Releaser::Exchange, None, Rule::NoAnswer);
    assert_eq!(why(record), expected);
    for language in Language::ALL {
        let expected = Rule::NoAnswer.explanation().caller.in_language(language);
        assert_eq!(record.sentence(language), expected);
    }
}

#[test]
fn a_call_that_is_never_acknowledged_tells_both_legs_why_it_drops() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer);
    bench.wait(Duration::from_secs(33));
    let sent = bench.skip();
    for phone in [A, B] {
        let bye = |it: &&Sent| it.to == phone && it.line().starts_with("BYE");
        let bye = sent.iter().find(bye).expect("a BYE");
        let reason = bye.header(HeaderName::Reason).unwrap_or_default();
        assert!(reason.starts_with("Q.850;cause=102"), "{phone}: {reason}");
    }
    let leg = Some(DecidingLeg::Caller);
    let expected = (200, 102, Releaser::Exchange, leg, Rule::MissingAck);
    assert_eq!(why(bench.records()[0]), expected);
}

/// What the phone says of its own leg is not told to the caller as if it concerned the call.
#[test]
fn a_phone_that_says_487_by_itself_does_not_make_the_caller_one_who_gave_up() {
    let mut bench = Bench::open();
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    let lines = "Reason: Q.850;cause=16\r\n";
    bench.respond(B, &invite, "487 Request Terminated", "b1", lines, "");
    bench.expect(B, "ACK");
    let refused = bench.expect(A, "SIP/2.0 480");
    assert_eq!(refused.header(HeaderName::Reason), Some("Q.850;cause=31"));
    let leg = Some(DecidingLeg::Phone(0));
    let expected = (480, 31, Releaser::Callee, leg, Rule::Unavailable);
    assert_eq!(why(bench.records()[0]), expected);
}

#[test]
fn a_bye_says_why_and_the_other_leg_hears_it() {
    let rows = [
        ("", "Q.850;cause=16", 16, Rule::Completed),
        (
            "Reason: Q.850;cause=102;text=\"no media\"\r\n",
            "Q.850;cause=102;text=\"no media\"",
            102,
            Rule::LegLost,
        ),
        (
            "Reason: SIP;cause=503\r\n",
            "SIP;cause=503, Q.850;cause=41",
            41,
            Rule::Congestion,
        ),
    ];
    for (lines, reason, cause, rule) in rows {
        let mut bench = Bench::open();
        let caller = bench.invite("102", "", &sdp("192.168.0.101", 8026));
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        let answer = sdp("192.168.0.102", 8016);
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer);
        let answered = bench.expect(A, "SIP/2.0 200");
        let a = Bench::established(&caller, &answered);
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.skip();
        let b = Bench::called(B, &invite, "b1");
        bench.in_dialog(&b, "BYE", 3, lines, "");
        let bye = bench.expect(A, "BYE");
        assert_eq!(bye.header(HeaderName::Reason), Some(reason));
        let leg = Some(DecidingLeg::Phone(0));
        let (_, found_cause, releaser, found_leg, found_rule) = why(bench.records()[0]);
        assert_eq!((releaser, found_leg), (Releaser::Callee, leg));
        assert_eq!((found_cause, found_rule), (cause, rule), "{lines}");
    }
}

#[test]
fn an_answer_that_cannot_be_used_is_no_answer_elsewhere() {
    let mut bench = Bench::two_phones(open_config());
    bench.invite("102", "", &sdp("192.168.0.101", 8026));
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.respond(C, &second, "180 Ringing", "c1", LINES, "");
    bench.skip();
    bench.respond(B, &first, "200 OK", "b1", LINES, "no sdp");
    let sent = bench.skip();
    let reason = |phone: &str, start: &str| {
        let is = |it: &&Sent| it.to == phone && it.line().starts_with(start);
        let found = sent.iter().find(is).expect(start);
        found.header(HeaderName::Reason).map(str::to_owned)
    };
    let unusable = Some("Q.850;cause=88".to_owned());
    assert_eq!(reason(A, "SIP/2.0 502"), unusable);
    assert_eq!(reason(B, "BYE"), unusable);
    assert_eq!(reason(C, "CANCEL"), unusable);
    let record = bench.records()[0];
    assert_eq!(
        (&record.answered_by, record.rule),
        (&None, Rule::CodecMismatch)
    );
}
