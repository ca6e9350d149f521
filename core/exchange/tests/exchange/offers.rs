//! Offers and answers where they go astray: several phones, PRACK and UPDATE before the answer, an
//! ACK without the answer that is due.

use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::{A, B, Bench, open_config, sdp};

const ALL: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel\r\n";
const EARLY: &str = "183 Session Progress";
const CONTACT_B: &str = "Contact: <sip:102@192.168.0.102>\r\n";

/// RFC 3261 §13.2.1: SDP in an unreliable 1xx is no offer, so nobody may answer it.
#[test]
fn an_unreliable_1xx_offers_nothing_to_a_caller_without_offer() {
    for mut bench in [Bench::open(), Bench::two_phones(open_config())] {
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
    let mut bench = Bench::two_phones(open_config());
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
