//! JJ-22.11 §13.1.3: the lines of a session description (JJ-22.11 T13-6).

use naisen_conformance::exchange_stage::{A, B};

use super::{CONTACT_B, PLAIN, exchange, sdp_b};

fn assert_complete(body: &str) {
    let lines: Vec<_> = body.split_terminator("\r\n").collect();
    let letters: String = lines
        .iter()
        .filter_map(|line| line.chars().next())
        .collect();
    assert!(letters.starts_with("vosctma"), "{body}");
    assert_eq!(lines[0], "v=0");
    assert!(lines.iter().any(|line| line.starts_with("a=rtpmap:0 ")));
}

/// R-13.1.3-1, R-13.1.3-2, R-13.1.3-3: whatever optional lines a phone's description has, what goes to the
/// other phone has the lines that are needed, as an offer and as an answer, and says nothing of what is
/// not of the call.
#[test]
fn both_legs_get_complete_descriptions_whatever_came() {
    let offer = "v=0\r\no=- 7 1 IN IP4 192.168.0.101\r\ns=call\r\ni=about\r\nu=http://pbx.example/\r\n\
                 e=x@pbx.example\r\np=+81 3 1234 5678\r\nc=IN IP4 192.168.0.101\r\nb=AS:64\r\n\
                 t=0 0\r\nr=7d 1h 0 25h\r\nz=0 0\r\nk=prompt\r\na=sendrecv\r\n\
                 m=audio 8026 RTP/AVP 0\r\ni=voice\r\nb=AS:64\r\nk=prompt\r\n\
                 a=rtpmap:0 PCMU/8000\r\n";
    let mut bench = exchange(|_| {});
    bench.invite("102", PLAIN, offer);
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    let body = invite.body();
    for line in ["v=0", "s=", "t=0 0", "a=rtpmap:0 PCMU/8000"] {
        assert!(body.contains(line), "{body}");
    }
    bench.respond(B, &invite, "200 OK", "b1", CONTACT_B, &sdp_b(1));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_complete(answered.body());
}

/// R-13.1.3-1, R-13.1.3-2
#[test]
fn an_offer_of_the_needed_lines_is_complete_on_the_other_leg() {
    let mut bench = exchange(|_| {});
    bench.invite("102", PLAIN, &super::sdp_a(1));
    assert_complete(bench.expect(B, "INVITE").body());
}
