//! Offers and answers where they go astray: several phones, PRACK and UPDATE before the answer, an
//! ACK without the answer that is due.

use std::time::Duration;

use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::binding;
use naisen_conformance::exchange_stage::{A, B, Bench, Sent, contact_of, open_config, sdp};

const ALL: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel\r\n";
const EARLY: &str = "183 Session Progress";
const CONTACT_B: &str = "Contact: <sip:102@192.168.0.102>\r\n";
const RELIABLE: &str = "Require: 100rel\r\nRSeq: 7\r\n";

fn two_phones() -> Bench {
    let second = binding("102", "sip:102@192.168.0.103:5060", 3600);
    Bench::new(open_config(), vec![contact_of("102"), second])
}

/// RFC 3262 §5, R-10.2.2-5: the offer in a PRACK is refused by the phone, and so to the caller; or the phone
/// never answers it.
#[test]
fn an_offer_in_a_prack_that_the_phone_refuses_is_refused_to_the_caller() {
    let good = sdp("192.168.0.101", 9014).replace("- 1 1", "- 1 2");
    for (offer, answered, expected) in [
        (&*good, Some("488 Not Acceptable Here"), "SIP/2.0 488"),
        (&*good, None, "SIP/2.0 500"),
        ("v=0\r\nnonsense", Some("200 OK"), "SIP/2.0 488"),
    ] {
        let mut bench = Bench::open();
        bench.judge.dismiss();
        let caller = bench.invite("102", ALL, &sdp("192.168.0.101", 8014));
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        let reliable = format!("{CONTACT_B}{ALL}{RELIABLE}");
        let answer = sdp("192.168.0.102", 8016);
        bench.respond(B, &invite, EARLY, "b1", &reliable, &answer);
        let progress = bench.expect(A, "SIP/2.0 183");
        let a = Bench::established(&caller, &progress);
        bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", offer);
        let prack = bench.expect(B, "PRACK");
        assert_eq!(!prack.body().is_empty(), offer == good);
        match answered {
            Some(status) => {
                bench.respond(B, &prack, status, "", "", "");
                bench.expect(A, expected);
            }
            None => {
                bench.wait(Duration::from_secs(31));
                let sent = bench.skip();
                let refused = |it: &Sent| it.to == A && it.line().starts_with(expected);
                assert!(sent.iter().any(refused), "{sent:#?}");
            }
        }
        // The early media goes on where it went.
        bench.rtp(invite.port(), "192.168.0.102:8016");
        assert_eq!(bench.media[0].1, "192.168.0.101:8014");
        bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, "");
        let answered = bench.expect(A, "SIP/2.0 200");
        assert_eq!(answered.body(), "");
        bench.in_dialog(&a, "ACK", 2, "", "");
        bench.expect(B, "ACK");
        bench.expect_silence();
    }
}

/// RFC 3262 §5: the phone accepts the offer in the PRACK.
#[test]
fn an_offer_in_a_prack_is_answered_by_the_phone() {
    let mut bench = Bench::open();
    // A description in PRACK is beyond JJ-22.11 T13-14, and what RFC 3262 §5 asks for.
    bench.judge.dismiss();
    let caller = bench.invite("102", ALL, &sdp("192.168.0.101", 8014));
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let reliable = format!("{CONTACT_B}{ALL}{RELIABLE}");
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(B, &invite, EARLY, "b1", &reliable, &answer);
    let progress = bench.expect(A, "SIP/2.0 183");
    let a = Bench::established(&caller, &progress);
    let moved = sdp("192.168.0.101", 9014).replace("- 1 1", "- 1 2");
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", &moved);
    let prack = bench.expect(B, "PRACK");
    assert_eq!(prack.port(), invite.port());
    bench.respond(B, &prack, "200 OK", "", "", &answer);
    let accepted = bench.expect(A, "SIP/2.0 200");
    assert_eq!(accepted.port(), progress.port());
    bench.rtp(invite.port(), "192.168.0.102:8016");
    assert_eq!(bench.media[0].1, "192.168.0.101:9014");
    bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, "");
    bench.expect(A, "SIP/2.0 200");
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    // What the caller said last is known: a re-INVITE with it is a refresh of its leg alone.
    let lines = format!("Contact: <sip:x101@{A}>\r\n");
    bench.in_dialog(&a, "INVITE", 4, &lines, &moved);
    bench.expect(A, "SIP/2.0 200");
    bench.expect_silence();
}

/// RFC 3261 §13.2.1: SDP in an unreliable 1xx is no offer, so nobody may answer it.
#[test]
fn an_unreliable_1xx_offers_nothing_to_a_caller_without_offer() {
    for mut bench in [Bench::open(), two_phones()] {
        let caller = bench.invite("102", ALL, "");
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        let offer = sdp("192.168.0.102", 8016);
        bench.respond(B, &invite, EARLY, "b1", CONTACT_B, &offer);
        for sent in bench.skip() {
            assert_eq!(sent.body(), "");
        }
        bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, &offer);
        let sent = bench.skip();
        let answered = sent.iter().find(|it| it.to == A).expect("200");
        assert!(answered.body().contains("m=audio"));
        let a = Bench::established(&caller, answered);
        bench.in_dialog(&a, "ACK", 2, "", &sdp("192.168.0.101", 8026));
        let ack = bench.expect(B, "ACK");
        assert!(ack.body().contains("m=audio"));
    }
}

/// While several phones ring, a change has no phone to go to; the call goes on.
#[test]
fn a_caller_may_send_update_while_several_phones_ring() {
    let mut bench = two_phones();
    let caller = bench.invite("102", ALL, &sdp("192.168.0.101", 8026));
    let first = bench.expect(B, "INVITE");
    bench.skip();
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(B, &first, EARLY, "b1", CONTACT_B, &answer);
    let progress = bench.expect(A, "SIP/2.0 183");
    let a = Bench::established(&caller, &progress);
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
    bench.expect(A, "SIP/2.0 200");
    let lines = format!("Contact: <sip:x101@{A}>\r\n{ALL}");
    bench.in_dialog(&a, "UPDATE", 4, &lines, "");
    let accepted = bench.expect(A, "SIP/2.0 200");
    assert!(accepted.has(HeaderName::Contact));
    let moved = sdp("192.168.0.101", 9026).replace("- 1 1", "- 1 2");
    bench.in_dialog(&a, "UPDATE", 5, &lines, &moved);
    bench.expect(A, "SIP/2.0 491");
    bench.expect_silence();
}

/// R-5.1.1-5, R-10.2.1-4: the offer comes in a reliable 183, its answer in the PRACK.
#[test]
fn an_offer_in_a_reliable_1xx_is_answered_in_the_prack() {
    let all = "Allow: INVITE, ACK, CANCEL, BYE, PRACK\r\nSupported: 100rel\r\n";
    let mut bench = Bench::open();
    // A description in PRACK is beyond JJ-22.11 T13-14, and what RFC 3262 §5 asks for.
    bench.judge.dismiss();
    let caller = bench.invite("102", all, "");
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    let reliable = format!("{contact}{all}Require: 100rel\r\nRSeq: 7\r\n");
    let offer = sdp("192.168.0.102", 8016);
    bench.respond(B, &invite, "183 Session Progress", "b1", &reliable, &offer);
    let progress = bench.expect(A, "SIP/2.0 183");
    let a = Bench::established(&caller, &progress);
    let rack = "RAck: 1 2 INVITE\r\n";
    bench.in_dialog(&a, "PRACK", 3, rack, &sdp("192.168.0.101", 8026));
    let prack = bench.expect(B, "PRACK");
    bench.rtp(prack.port(), "192.168.0.102:8016");
    bench.rtp(progress.port(), "192.168.0.101:8026");
    let heard: Vec<&str> = bench.media.iter().map(|(_, to, _)| &**to).collect();
    assert_eq!(heard, ["192.168.0.101:8026", "192.168.0.102:8016"]);
    bench.respond(B, &prack, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.respond(B, &invite, "200 OK", "b1", &format!("{contact}{all}"), "");
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(answered.body(), "");
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    assert!(bench.records().is_empty());
}
