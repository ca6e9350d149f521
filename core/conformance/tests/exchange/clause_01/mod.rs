//! JJ-22.11 §1: scope.

use naisen_conformance::exchange_stage::{A, B, Bench, Dialog, PLAIN, Sent, answer_lines, sdp};
use naisen_sip::HeaderName;

mod s1_2_media;
mod s1_3_3_send_and_receive;

/// 101 calls 102 with these lines and this description: its dialog, and the INVITE that 102 gets.
fn offered(bench: &mut Bench, lines: &str, body: &str) -> (Dialog, Sent) {
    let caller = bench.invite("102", &format!("{PLAIN}{lines}"), body);
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    (caller, invite)
}

/// 102 answers with this description; the 200 that 101 gets.
fn answered(bench: &mut Bench, caller: &Dialog, invite: &Sent, body: &str) -> Sent {
    let lines = answer_lines("sip:102@192.168.0.102");
    bench.respond(B, invite, "200 OK", "b", &lines, body);
    let ok = bench.expect(A, "SIP/2.0 200");
    let dialog = Bench::established(caller, &ok);
    bench.in_dialog(&dialog, "ACK", dialog.cseq, "", "");
    bench.expect(B, "ACK");
    ok
}
