//! JJ-22.11 §13: signals and their tables. Each leg of a call is a dialog of its own: the exchange is the
//! callee of phone 101 and the caller of phone 102.

mod s13_1_1_methods;
mod s13_1_2_responses;
mod s13_1_3_sdp;
mod s13_3_requests;
mod s13_4_responses;

use naisen_conformance::exchange_stage::{A, B, Bench, Dialog, Sent, contact_of, open_config, sdp};
use naisen_exchange::Config;
use naisen_sip::{HeaderName, Message};

/// All that a phone may use.
const ALL: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n";
/// What a phone without extensions says.
const PLAIN: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\n";
/// Contact of phone 101 and of phone 102.
const CONTACT_A: &str = "Contact: <sip:x101@192.168.0.101:5060>\r\n";
const CONTACT_B: &str = "Contact: <sip:102@192.168.0.102>\r\n";

/// What phone 101 says of its media; each version has a port of its own.
fn sdp_a(version: u32) -> String {
    sdp("192.168.0.101", 8024 + 2 * version as u16)
        .replace("o=- 1 1 ", &format!("o=- 1 {version} "))
}

fn sdp_b(version: u32) -> String {
    sdp("192.168.0.102", 8016).replace("o=- 1 1 ", &format!("o=- 1 {version} "))
}

/// An exchange with this change of its settings; phones 101 and 102 are registered.
fn exchange(change: impl FnOnce(&mut Config)) -> Bench {
    let mut config = open_config();
    change(&mut config);
    Bench::new(config, ["101", "102"].map(contact_of).to_vec())
}

/// Phone 101 calls 102: what it said, and the INVITE to the phone.
fn call(bench: &mut Bench, lines: &str) -> (Dialog, Sent) {
    let caller = bench.invite("102", lines, &sdp_a(1));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    (caller, invite)
}

/// A call that talks, its caller and its callee; the phones sent `asked` and `granted`.
fn talk(bench: &mut Bench, asked: &str, granted: &str) -> (Dialog, Dialog, Sent) {
    let (caller, invite) = call(bench, asked);
    let lines = format!("{CONTACT_B}{granted}");
    bench.respond(B, &invite, "200 OK", "b1", &lines, &sdp_b(1));
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    (a, Bench::called(B, &invite, "b1"), answered)
}

/// Whether a message lists a token.
fn lists(sent: &Sent, name: HeaderName, token: &str) -> bool {
    let message = Message::parse(sent.text.as_bytes()).expect("legal");
    message.has_token(name, token)
}

/// The status of a response.
fn status(sent: &Sent) -> u16 {
    let code = sent
        .line()
        .strip_prefix("SIP/2.0 ")
        .and_then(|it| it.get(..3));
    code.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// The phone's answer to whatever the exchange sent it last, and what that was.
fn answer_change(bench: &mut Bench, phone: &str, lines: &str, body: &str) -> Sent {
    let sent = bench.expect(phone, "");
    let contact = if phone == A { CONTACT_A } else { CONTACT_B };
    bench.respond(
        phone,
        &sent,
        "200 OK",
        "",
        &format!("{contact}{lines}"),
        body,
    );
    sent
}
