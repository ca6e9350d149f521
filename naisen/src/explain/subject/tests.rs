//! Every example of the help and of the README, and what desks paste.

use super::Subject::*;
use super::*;

fn status(code: u16) -> Subject {
    Status(StatusCode::new(code).expect("a code"))
}

fn either(code: u16) -> Subject {
    StatusOrCause(StatusCode::new(code).expect("a code"), code)
}

fn octets(octets: &[u8]) -> Subject {
    Octets {
        octets: octets.to_vec(),
        cut_off: false,
    }
}

fn words(words: &str) -> Subject {
    Words(words.to_owned())
}

fn subjects(text: &str) -> Vec<Subject> {
    Recognised::of(text).subjects
}

#[test]
fn codes_are_recognised_in_every_dress() {
    for (text, subject) in [
        ("486", status(486)),
        ("16.", Cause(16)),
        ("486.", status(486)),
        ("(486)", status(486)),
        ("４８６", status(486)),
        ("sip/486", status(486)),
        ("q850/34", Cause(34)),
        ("q850/0x22", Cause(34)),
        ("q.850 17", Cause(17)),
        ("cause 17", Cause(17)),
        ("q850/300", Cause(300)),
        ("cause 487", either(487)),
        ("102", either(102)),
        ("999", OutOfRange(999)),
        ("700", OutOfRange(700)),
        ("4xx", StatusClass(naisen_sip::StatusClass::RequestFailure)),
        (
            "location 4",
            Location(naisen_cause::Location::PUBLIC_REMOTE),
        ),
        ("RLN", Location(naisen_cause::Location::PUBLIC_REMOTE)),
        ("no-answer", Rule(naisen_cause::Rule::NoAnswer)),
    ] {
        assert_eq!(subjects(text), [subject], "{text}");
    }
}

#[test]
fn codes_are_recognised_among_words() {
    for (text, subject) in [
        ("486 Busy Here", status(486)),
        ("cause 17 user busy", Cause(17)),
        ("User busy (17)", Cause(17)),
        ("code 486", status(486)),
        ("status 486", status(486)),
        ("foutcode 486", status(486)),
        ("oorzaak 17", Cause(17)),
        ("原因 17", Cause(17)),
        ("理由 17", Cause(17)),
        ("理由表示値17", Cause(17)),
        ("コード486", status(486)),
        ("代碼 486", status(486)),
        ("hangup cause 34", Cause(34)),
        ("cause code 16", Cause(16)),
        ("q.850 cause 16", Cause(16)),
        ("HANGUPCAUSE=17", Cause(17)),
        ("X-Asterisk-HangupCauseCode: 16", Cause(16)),
        (
            "Got SIP response 486 \"Busy Here\" back from 192.0.2.1:5060",
            status(486),
        ),
        (
            "-- Channel 0/1, span 1 got hangup request, cause 34",
            Cause(34),
        ),
        (
            "<   Ext: 1  Cause: Normal Clearing (16), class = Normal Event (1) ]",
            Cause(16),
        ),
        ("DIALSTATUS=CHANUNAVAIL", words("CHANUNAVAIL")),
        ("DIALSTATUS: BUSY", words("BUSY")),
        (
            "Hangup sofia/internal/1001 [CS_EXECUTE] [NORMAL_CLEARING]",
            words("NORMAL_CLEARING"),
        ),
    ] {
        assert_eq!(subjects(text), [subject], "{text}");
    }
}

#[test]
fn several_codes_are_several_subjects_and_strange_words_spoil_nothing() {
    assert_eq!(subjects("486 487"), [status(486), status(487)]);
    assert_eq!(subjects("486, q850/17"), [status(486), Cause(17)]);
    let found = Recognised::of("486 foo 487");
    assert_eq!(found.subjects, [status(486), status(487)]);
    assert_eq!(found.unexplained, ["foo"]);
    let found = Recognised::of("486 Busy Here");
    assert!(found.unexplained.is_empty());
}

#[test]
fn octets_are_recognised() {
    for (text, bytes) in [
        ("08 02 81 90", &[0x08, 0x02, 0x81, 0x90][..]),
        ("08028190", &[0x08, 0x02, 0x81, 0x90]),
        ("0x08,0x02,0x81,0x90", &[0x08, 0x02, 0x81, 0x90]),
        ("81 90", &[0x81, 0x90]),
        ("08 02 80 91", &[0x08, 0x02, 0x80, 0x91]),
        ("0x11", &[0x11]),
        ("5a", &[0x5a]),
        ("Cause i = 0x8190 - Normal call clearing", &[0x81, 0x90]),
        ("08 03 81 e2 0f", &[0x08, 0x03, 0x81, 0xe2, 0x0f]),
    ] {
        assert_eq!(subjects(text), [octets(bytes)], "{text}");
    }
    let cut_off = Octets {
        octets: vec![0x08, 0x02, 0x81],
        cut_off: true,
    };
    assert_eq!(subjects("08 02 81 9"), [cut_off]);
}

#[test]
fn reasons_messages_and_phrases_are_recognised() {
    let reason = "Q.850;cause=47;text=\"x\", SIP;cause=480";
    assert_eq!(subjects(reason), [Reasons(reason.to_owned())]);
    assert_eq!(
        subjects(&format!("Reason: {reason}")),
        [Reasons(reason.to_owned())]
    );
    assert!(matches!(
        subjects(
            "SIP/2.0 486 Busy Here\nCSeq: 1 INVITE\nCall-ID: c\nFrom: <sip:a@b>;tag=1\nTo: <sip:c@b>\nVia: SIP/2.0/UDP b;branch=z9hG4bK1"
        )[..],
        [Message(_)]
    ));
    for phrase in ["busy here", "話中", "bezet", "忙線", "no such thing"] {
        assert_eq!(subjects(phrase), [words(phrase)], "{phrase}");
    }
}
