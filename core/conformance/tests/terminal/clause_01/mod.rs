//! JJ-22.11 §1: scope.

use std::time::Duration;

use naisen_conformance::peer::{CONTACT, PEER, US, sdp};
use naisen_conformance::terminal_stage::{Network, Sent, first};
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command, Config};

mod s1_1_scope;
mod s1_2_media;
mod s1_3_2_real_peers;
mod s1_3_3_send_and_receive;
mod s1_3_4_options;

/// The first lines of an INVITE from the peer for the terminal.
const INVITE: &str = "INVITE sip:101@192.0.2.1 SIP/2.0\r\n\
    Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKpeer\r\n\
    From: <sip:102@192.0.2.2>;tag=peer\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: peer\r\n\
    CSeq: 1 INVITE\r\nContact: <sip:102@192.0.2.2:5060>\r\n";

/// The peer's INVITE comes; the terminal rings and its user answers. The 200.
fn answered(text: &str) -> (Network, usize) {
    let mut network = Network::new(vec![first()]);
    network.send_raw(PEER, US, text);
    network.run(Duration::from_millis(100));
    assert_eq!(network.arrows(), ["1> 180 INVITE"], "{text}");
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.run(Duration::from_millis(100));
    assert_eq!(network.arrows(), ["1> 200 INVITE"], "{text}");
    let ok = network.last("1> 200 INVITE");
    (network, ok)
}

/// An INVITE with these further lines and this description, its length told.
fn invite(lines: &str, body: &str) -> String {
    format!(
        "{INVITE}{lines}Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The terminal has dialled 102. Its INVITE.
fn dialled() -> (Network, CallId, usize) {
    let mut network = Network::new(vec![first()]);
    let call = network.dial(0, "102");
    network.run(Duration::from_millis(100));
    network.arrows();
    let at = network.last("1> INVITE");
    (network, call, at)
}

/// The peer's response to a request of the terminal, as text.
fn response(request: &Sent, status: &str, lines: &str, body: &str) -> String {
    let header = |name| request.header(name).expect("a header");
    let mut text = format!("SIP/2.0 {status}\r\n");
    for name in [
        HeaderName::Via,
        HeaderName::From,
        HeaderName::CallId,
        HeaderName::CSeq,
    ] {
        text += &format!("{name}: {}\r\n", header(name));
    }
    let to = header(HeaderName::To);
    let tag = if to.contains(";tag=") { "" } else { ";tag=p" };
    let content = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/sdp\r\n"
    };
    let length = body.len();
    text + &format!("To: {to}{tag}\r\n{lines}{content}Content-Length: {length}\r\n\r\n{body}")
}
