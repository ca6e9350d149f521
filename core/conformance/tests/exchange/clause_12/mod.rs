//! JJ-22.11 §12: who calls.

mod s12_1_1_number;
mod s12_2_1_by_headers;

use naisen_conformance::exchange_stage::{A, B, Bench, C, Head, SERVER, Sent, sdp};
use naisen_sip::{HeaderName, Message};

const OFFER_HOST: &str = "192.168.0.101";

/// The INVITE to phone 102 when phone 101 calls `user` with this From and these lines.
fn called(bench: &mut Bench, user: &str, from: &str, lines: &str) -> Sent {
    let mut invites = all_called(bench, user, from, lines);
    invites.pop().expect("the phone is called")
}

/// The same where several phones may be called.
fn all_called(bench: &mut Bench, user: &str, from: &str, lines: &str) -> Vec<Sent> {
    let head = Head {
        method: "INVITE",
        uri: &format!("sip:{user}@{SERVER}"),
        from: &format!("{from};tag=a1"),
        to: &format!("<sip:{user}@{SERVER}>"),
        call_id: "c1",
        cseq: 1,
    };
    let lines = format!("Contact: <sip:k3Jd@{A}>\r\n{lines}");
    bench.request(A, &head, &lines, &sdp(OFFER_HOST, 8026));
    let mut sent = bench.skip();
    sent.retain(|it| [B, C].contains(&&*it.to));
    sent
}

/// All headers of this name.
fn all(sent: &Sent, name: HeaderName) -> Vec<&str> {
    let message: Message<'_> = Message::parse(sent.text.as_bytes()).expect("legal");
    message.headers(name).collect()
}
